//! What sqlx and PostgreSQL say, as a [`DatabaseError`].

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use crate::error::{Context, DatabaseError, Kind, one_line};

/// The error of a statement `sql` on an open connection.
pub(crate) fn statement_error(error: sqlx::Error, sql: &str) -> DatabaseError {
    match server_error(&error) {
        Some(found) => found,
        None => DatabaseError::new(Kind::ConnectionLost, format!("the connection broke: {error}")),
    }
    .with_statement(sql)
}

/// The error of making a connection to `shown`, the address without its password.
pub(crate) fn connect_error(error: &sqlx::Error, shown: &str) -> DatabaseError {
    let found = server_error(error);
    let reason = match (&found, error) {
        (Some(found), _) => found.message.clone(),
        (None, sqlx::Error::Io(reason)) => reason.to_string(),
        (None, other) => other.to_string(),
    };
    let code = found.and_then(|found| found.code);
    let hint = match code.as_deref() {
        Some("28P01" | "28000") => Some("check the user and the password in the database URL"),
        Some("3D000") => Some("create the database first, or correct its name in the database URL"),
        Some("53300") => Some("the server has no free connection; try again, or raise `max_connections`"),
        Some(_) => None,
        None => Some("check that the server runs and that host and port are right"),
    };
    let made =
        DatabaseError::new(Kind::Connect, format!("cannot connect to `{shown}`: {reason}")).with_code(code);
    match hint {
        Some(hint) => made.with_hint(hint),
        None => made,
    }
}

fn server_error(error: &sqlx::Error) -> Option<DatabaseError> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    let position = match error.position() {
        Some(PgErrorPosition::Original(position)) => Some(position),
        Some(PgErrorPosition::Internal { .. }) | None => None,
    };
    Some(DatabaseError {
        kind: kind_of(error.code()),
        message: one_line(error.message()),
        code: Some(error.code().to_owned()),
        context: Box::new(Context {
            detail: error.detail().map(str::to_owned),
            hint: hint_for(error.code(), error.hint()),
            position,
            statement: None,
        }),
    })
}

/// What to try next. The server advises `CASCADE` where something depends on what is to go (2BP01), which would
/// drop what no revision knows of.
fn hint_for(code: &str, hint: Option<&str>) -> Option<String> {
    match code {
        "2BP01" => {
            Some("drop or change what depends on it in this revision first, with `execute`".to_owned())
        }
        _ => hint.map(str::to_owned),
    }
}

/// The kind of an SQLSTATE. `57014` is a cancellation here; the session knows whether its own timeout or its
/// own canceller was behind it, since the message may be in any language.
fn kind_of(code: &str) -> Kind {
    match code {
        "55P03" => Kind::LockTimeout,
        "57014" => Kind::Cancelled,
        "25006" => Kind::ReadOnly,
        "42501" => Kind::Permission,
        // Idle timeouts (25P03, 57P05), shutdowns and terminations end the session.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => Kind::ConnectionLost,
        _ if code.starts_with("08") => Kind::ConnectionLost,
        _ if code.starts_with("28") => Kind::Connect,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(kind_of("55P03"), Kind::LockTimeout);
        assert_eq!(kind_of("08006"), Kind::ConnectionLost);
        assert_eq!(kind_of("42601"), Kind::Other);
    }

    #[test]
    fn the_servers_hint_is_kept_unless_it_advises_cascade() {
        assert_eq!(hint_for("42703", Some("Perhaps …")).as_deref(), Some("Perhaps …"));
        let ours = hint_for(
            "2BP01",
            Some("Use DROP ... CASCADE to drop the dependent objects too."),
        )
        .unwrap_or_default();
        assert!(
            ours.contains("with `execute`") && !ours.contains("CASCADE"),
            "{ours}"
        );
    }
}
