//! `dazzle db current`: where a database is; and how every use case that only looks begins.

use std::collections::BTreeSet;

use dazzle_db::{Session, SessionOptions, version};
use dazzle_history::RevisionId;

use crate::error::database_error;
use crate::runner::heads_of;
use crate::{DatabaseTarget, EngineError};

/// SQLite's code for a database that a process died in the middle of writing: its journal has to be rolled back
/// before anybody reads it.
pub(crate) const SQLITE_READONLY_ROLLBACK: &str = "776";

/// The heads that the database is at; none where it has no history, or is a file that is not there yet.
/// Nothing is written, and no file is made.
///
/// # Errors
/// When the database cannot be reached or its version table cannot be read.
pub async fn current(
    database: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<(Vec<RevisionId>, bool), EngineError> {
    let Some(mut session) = look(database, options).await? else {
        return Ok((Vec::new(), false));
    };
    let (heads, has_history) = recorded_heads(database, &mut session).await?;
    session.close().await;
    Ok((heads.into_iter().collect(), has_history))
}

pub(crate) async fn recorded_heads(
    database: &DatabaseTarget,
    session: &mut Session,
) -> Result<(BTreeSet<RevisionId>, bool), EngineError> {
    let recorded = version::read_heads(session)
        .await
        .map_err(database_error(database, "reading the version table"))?;
    let has_history = !matches!(recorded, version::Recorded::NoTable);
    Ok((heads_of(database, recorded)?, has_history))
}

/// A session that only looks; none where there is no file to look into.
pub(crate) async fn look(
    database: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<Option<Session>, EngineError> {
    if database.is_missing_file() {
        return Ok(None);
    }
    let options = SessionOptions {
        read_only: true,
        create_if_missing: false,
        ..options.clone()
    };
    let mut connected = Session::connect(&database.url, &options).await;
    if matches!(&connected, Err(error) if error.code.as_deref() == Some(SQLITE_READONLY_ROLLBACK)) {
        // Opening it for writing rolls back what the dead run left; without that nobody can read it.
        let writing = SessionOptions {
            read_only: false,
            ..options.clone()
        };
        if let Ok(session) = Session::connect(&database.url, &writing).await {
            session.close().await;
            connected = Session::connect(&database.url, &options).await;
        }
    }
    let session = connected.map_err(database_error(database, "connecting"))?;
    Ok(Some(session))
}
