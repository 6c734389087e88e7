//! Limits and abilities of SQLite, as plain data.

/// Whether changes of the schema can be rolled back.
pub const TRANSACTIONAL_DDL: bool = true;

/// The oldest library Dazzle works with: `STRICT` tables and `PRAGMA table_list` came with 3.37.
pub const OLDEST_LIBRARY: &str = "3.37.0";

/// Whether tables and columns can have comments.
pub const HAS_COMMENTS: bool = false;

/// The types a `STRICT` table may declare.
pub const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];
