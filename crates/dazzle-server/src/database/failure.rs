//! What a database refused, in our terms. Its own words may hold values and SQL, so they go no further.

use std::borrow::Cow;

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// Why a statement failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Another row has these values.
    Unique(Constraint),
    /// A reference points to no row, or a row that others point to was to go.
    ForeignKey(Constraint),
    /// A check does not hold.
    Check(Constraint),
    /// A column has no value and must have one.
    NotNull(String),
    /// A value that the column cannot hold, or that an index cannot.
    Value,
    /// No connection, no lock, or no time: worth another try.
    Unavailable(String),
    /// Anything else: our mistake, or a database that is not what we were told.
    Other(String),
}

/// Which constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Constraint {
    /// By its name.
    Named(String),
    /// By its columns, as SQLite prints them: `Table.column, Table.column`.
    Columns(String),
    /// The database does not say.
    Unknown,
}

impl Failure {
    pub(crate) fn of(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(database) => {
                if let Some(error) = database.try_downcast_ref::<PgDatabaseError>() {
                    of_postgresql(error)
                } else if let Some(error) = database.try_downcast_ref::<SqliteError>() {
                    of_sqlite(error)
                } else {
                    Self::Other("an unknown driver".to_owned())
                }
            }
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection is free".to_owned()),
            sqlx::Error::PoolClosed => Self::Unavailable("the server is stopping".to_owned()),
            sqlx::Error::Io(error) => Self::Unavailable(format!("the connection broke: {}", error.kind())),
            sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed | sqlx::Error::Protocol(_) => {
                Self::Unavailable("the connection broke".to_owned())
            }
            sqlx::Error::ColumnDecode { index, .. } => {
                Self::Other(format!("column {index} has a value of another type"))
            }
            _ => Self::Other("the driver failed".to_owned()),
        }
    }
}

/// By SQLSTATE (PostgreSQL, appendix "Error Codes").
fn of_postgresql(error: &PgDatabaseError) -> Failure {
    let constraint = error
        .constraint()
        .map_or(Constraint::Unknown, |name| Constraint::Named(name.to_owned()));
    let code = error.code();
    match code {
        "23505" | "23P01" => Failure::Unique(constraint),
        "23503" | "23001" => Failure::ForeignKey(constraint),
        "23514" => Failure::Check(constraint),
        "23502" => Failure::NotNull(error.column().unwrap_or_default().to_owned()),
        // Too large for an index.
        "54000" => Failure::Value,
        _ if code.starts_with("22") => Failure::Value,
        // Rolled back for another's sake; too many connections; stopped; a lock or the time ran out; the database takes
        // no connections.
        "40001" | "40P01" | "55000" | "55P03" | "57014" | "57P01" | "57P02" | "57P03" | "57P05" | "25006" => {
            Failure::Unavailable(format!("SQLSTATE {code}"))
        }
        _ if code.starts_with("53") || code.starts_with("08") => {
            Failure::Unavailable(format!("SQLSTATE {code}"))
        }
        _ => Failure::Other(match (error.table(), error.routine()) {
            (Some(table), _) => format!("SQLSTATE {code} at table `{table}`"),
            (None, Some(routine)) => format!("SQLSTATE {code} in {routine}"),
            (None, None) => format!("SQLSTATE {code}"),
        }),
    }
}

/// By extended result code (SQLite, "Result and Error Codes"). Its messages hold names, never parameters.
fn of_sqlite(error: &SqliteError) -> Failure {
    let code = error
        .code()
        .and_then(|code: Cow<'_, str>| code.parse::<u32>().ok())
        .unwrap_or_default();
    let message = error.message();
    let after_colon = || {
        message
            .split_once("failed: ")
            .map(|(_, names)| names.to_owned())
            .unwrap_or_default()
    };
    if message.contains("FOREIGN KEY constraint failed") {
        return Failure::ForeignKey(Constraint::Unknown);
    }
    match code {
        // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE, _ROWID.
        1555 | 2067 | 2579 => Failure::Unique(unique_of(&after_colon())),
        // SQLITE_CONSTRAINT_CHECK.
        275 => Failure::Check(Constraint::Named(after_colon())),
        // SQLITE_CONSTRAINT_NOTNULL: `Table.column`.
        1299 => {
            let names = after_colon();
            Failure::NotNull(
                names
                    .rsplit_once('.')
                    .map_or(names.clone(), |(_, name)| name.to_owned()),
            )
        }
        // SQLITE_TOOBIG, SQLITE_MISMATCH.
        18 | 20 => Failure::Value,
        _ => match code & 0xff {
            // BUSY, LOCKED, INTERRUPT, IOERR, FULL.
            5 | 6 | 9 | 10 | 13 => Failure::Unavailable(format!("SQLite result code {code}")),
            _ => Failure::Other(format!("SQLite result code {code}: {message}")),
        },
    }
}

fn unique_of(names: &str) -> Constraint {
    match names
        .strip_prefix("index '")
        .and_then(|rest| rest.strip_suffix('\''))
    {
        Some(name) => Constraint::Named(name.to_owned()),
        None => Constraint::Columns(names.to_owned()),
    }
}
