//! What sqlx and SQLite say, as a [`DatabaseError`].

use std::path::Path;

use crate::error::{DatabaseError, Kind};

/// The primary result code "the database is locked by another connection".
const BUSY: u32 = 5;
/// The primary result code "interrupted".
const INTERRUPT: u32 = 9;

/// The error of a statement `sql` on an open connection.
pub(crate) fn statement_error(error: &sqlx::Error, sql: &str) -> DatabaseError {
    server_error(error).with_statement(sql)
}

/// The error of opening the file at `path`.
pub(crate) fn connect_error(error: &sqlx::Error, path: &Path) -> DatabaseError {
    let found = server_error(error);
    // 14 is "unable to open database file".
    let kind = match found.kind {
        Kind::Other => Kind::Connect,
        kind => kind,
    };
    let message = match kind {
        Kind::NotADatabase => format!("`{}` is not an SQLite database", path.display()),
        _ => format!("cannot open `{}`: {}", path.display(), found.message),
    };
    DatabaseError::new(kind, message).with_code(found.code)
}

fn server_error(error: &sqlx::Error) -> DatabaseError {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().map(|code| code.into_owned());
            let primary = code.as_deref().and_then(primary_code);
            let kind = match primary {
                Some(BUSY | 6) => Kind::LockTimeout,
                Some(INTERRUPT) => Kind::Cancelled,
                Some(8) => Kind::ReadOnly,
                Some(3 | 23) => Kind::Permission,
                Some(26) => Kind::NotADatabase,
                Some(14) => Kind::Connect,
                _ => Kind::Other,
            };
            DatabaseError::new(kind, error.message()).with_code(code)
        }
        sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) => {
            DatabaseError::new(Kind::ConnectionLost, error.to_string())
        }
        other => DatabaseError::new(Kind::Other, other.to_string()),
    }
}

/// The low byte of an extended result code.
fn primary_code(code: &str) -> Option<u32> {
    Some(code.parse::<u32>().ok()? & 0xff)
}
