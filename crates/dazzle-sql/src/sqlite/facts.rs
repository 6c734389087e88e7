//! Limits of SQLite, as plain data.

/// The types a `STRICT` table may declare.
pub const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];
