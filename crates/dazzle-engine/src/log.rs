//! `dazzle db log`: what was ever attempted on a database, and whether the log still says so.

use dazzle_db::SessionOptions;
pub use dazzle_db::chain::{Finding, FindingKind, Report};
pub use dazzle_db::log::{LogRow, Outcome};

use crate::current::look;
use crate::error::database_error;
use crate::{DatabaseTarget, EngineError};

/// The last `limit` attempts, the latest first.
///
/// # Errors
/// When the database cannot be reached or the log cannot be read.
pub async fn read(
    database: &DatabaseTarget,
    options: &SessionOptions,
    limit: u32,
) -> Result<Vec<LogRow>, EngineError> {
    let Some(mut session) = look(database, options).await? else {
        return Ok(Vec::new());
    };
    let rows = dazzle_db::log::read_log(&mut session, limit)
        .await
        .map_err(database_error(database, "reading the log"))?;
    session.close().await;
    Ok(rows)
}

/// Follows the hash chain of the log; nothing is written.
///
/// # Errors
/// When the database cannot be reached or the log cannot be read.
pub async fn verify(database: &DatabaseTarget, options: &SessionOptions) -> Result<Report, EngineError> {
    let Some(mut session) = look(database, options).await? else {
        return Ok(Report::default());
    };
    let report = dazzle_db::log::verify_log(&mut session)
        .await
        .map_err(database_error(database, "reading the log"))?;
    session.close().await;
    Ok(report)
}
