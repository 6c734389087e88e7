//! Everything Dazzle says to a database: connections, transactions, the migration lock, the version table and
//! the log.
//!
//! This crate moves text: SQL in, rows of text out. What the SQL is to be and what the rows mean is decided in
//! `dazzle-sql`, which is pure. The one exception are Dazzle's own two tables, whose SQL is in [`version`] and
//! [`log`], since nothing else may know their form.
//!
//! How to read it: [`url`](DatabaseUrl) → [`Session`] → [`MigrationLock`]; then a folder for each dialect with
//! the same files (`session`, `lock`, `error`).
//!
//! Conventions:
//!
//! - Statements go over PostgreSQL's simple query protocol, unprepared, so that every type comes back as text and
//!   several statements may be sent at once.
//! - Time stamps are RFC 3339 text in UTC, written by us, the same on every dialect.
//! - No error, log line or `Debug` output holds a password.

mod catalogue;
pub mod chain;
mod error;
mod identity;
mod lock;
pub mod log;
pub mod mark;
mod options;
mod postgresql;
pub mod private_server;
pub mod progress;
mod session;
pub mod snapshot;
mod sqlite;
mod url;
pub mod version;

pub use catalogue::table_names;
pub use error::{DatabaseError, Kind};
pub use lock::{Holder, LockError, MigrationLock, WaitInfo};
pub use options::{SessionOptions, new_run_id};
pub use session::{Canceller, Row, Session};
pub use url::{DatabaseUrl, UrlError};

/// `text` as an SQL string literal. Both dialects read it the same way, given PostgreSQL's
/// `standard_conforming_strings`, which a session switches on. Neither can hold a zero byte.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace('\0', "\u{fffd}"))
}

/// A literal, or `NULL`.
pub(crate) fn optional_literal(text: Option<&str>) -> String {
    text.map_or_else(|| "NULL".to_owned(), literal)
}
