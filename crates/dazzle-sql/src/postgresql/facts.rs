//! Limits and abilities of PostgreSQL, as plain data.

/// The longest identifier, in bytes (`NAMEDATALEN - 1`, manual section 4.1.1).
pub const IDENTIFIER_BYTES: usize = 63;

/// The oldest server Dazzle works with, as `server_version_num`.
pub const OLDEST_SERVER: u32 = 130_000;

/// Whether changes of the schema can be rolled back.
pub const TRANSACTIONAL_DDL: bool = true;

/// The longest `varchar(n)` (manual section 8.3).
pub const LONGEST_VARCHAR: u32 = 10_485_760;
