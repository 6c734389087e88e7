//! Following the hash chain through the log.

use dazzle_schema::Dialect;

use super::{COLUMNS, LOG_TABLE, content, refuse_transaction};
use crate::chain::{self, Link, Part};
use crate::error::DatabaseError;
use crate::session::{Row, Session};
use crate::version::{VERSION_TABLE, has_column, has_table};

/// Follows the chain through the whole log. Where there is none, or it is an earlier version's, nothing is found.
///
/// # Errors
/// When the log or the version table is there and cannot be read.
pub async fn verify_log(session: &mut Session) -> Result<chain::Report, DatabaseError> {
    /// How many rows are read at once: their statements may be long.
    const PAGE: usize = 500;
    refuse_transaction(session)?;
    if !has_table(session, LOG_TABLE).await? {
        return Ok(chain::check(&[], head(session).await?));
    }
    let hashes = if has_column(session, LOG_TABLE, Part::Start.column()).await? {
        "start_hash, end_hash"
    } else {
        "NULL, NULL"
    };
    // All pages and the head from one moment.
    session
        .execute(match session.dialect() {
            Dialect::Postgresql => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Dialect::Sqlite => "BEGIN",
        })
        .await?;
    let outcome = async {
        let (mut rows, mut last) = (Vec::new(), i64::MIN);
        loop {
            let sql = format!(
                "SELECT {COLUMNS}, {hashes} FROM {LOG_TABLE} WHERE id > {last} ORDER BY id LIMIT {PAGE}"
            );
            let page = session.query(&sql).await?;
            let is_last = page.len() < PAGE;
            for row in page {
                let links = links_of(row);
                last = links.id;
                rows.push(links);
            }
            if is_last {
                return Ok(chain::check(&rows, head(session).await?));
            }
        }
    }
    .await;
    session.execute("ROLLBACK").await.ok();
    outcome
}

async fn head(session: &mut Session) -> Result<Option<Link>, DatabaseError> {
    if has_column(session, VERSION_TABLE, "value").await? {
        chain::read_head(session).await
    } else {
        Ok(None)
    }
}

/// What the row, [`COLUMNS`] and both hashes, has of the chain.
fn links_of(mut row: Row) -> chain::RowLinks {
    let end = row.pop().flatten();
    let start = row.pop().flatten();
    let cell = |at: usize| row.get(at).and_then(Option::as_deref);
    chain::RowLinks {
        id: cell(0).and_then(|id| id.parse().ok()).unwrap_or_default(),
        has_outcome: cell(7).is_some(),
        start,
        end,
        start_content: content(&row, Part::Start),
        end_content: content(&row, Part::End),
    }
}
