//! Writing the log: that an attempt starts, how it ended, and what died.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{
    COLUMNS, Direction, LOG_TABLE, LogEntry, LogRow, Outcome, content, read_log, refuse_transaction, row_of,
};
use crate::chain::{self, Link, Part};
use crate::error::{DatabaseError, Kind};
use crate::progress::{Progress, read_progress};
use crate::session::{Row, Session};
use crate::version::{ensure_tables, has_table, read_heads};
use crate::{identity, literal, optional_literal};

/// Writes that an attempt starts, and gives the number of its row.
///
/// # Errors
/// When a transaction is open (the row would be rolled back with it), or the row cannot be written.
pub async fn log_start(session: &mut Session, entry: &LogEntry<'_>) -> Result<i64, DatabaseError> {
    refuse_transaction(session)?;
    let sql = format!(
        "INSERT INTO {LOG_TABLE} (run_id, revision, direction, checksum, started_at, operations, who, host, pid, \
         tool_version) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) RETURNING {COLUMNS}",
        literal(entry.run_id),
        optional_literal(entry.revision),
        literal(entry.direction.as_str()),
        optional_literal(entry.checksum),
        literal(&identity::now()),
        entry.operations,
        literal(&identity::user()),
        literal(&identity::host()),
        std::process::id(),
        literal(entry.tool_version),
    );
    match chained(session, &sql, Part::Start).await? {
        Some(row) => Ok(row_of(row)?.id),
        None => Err(DatabaseError::new(Kind::Other, "the log gave no row").with_statement(&sql)),
    }
}

/// Writes how an attempt ended. `statements` is what was run, as far as it got.
///
/// # Errors
/// When a transaction is open, when the row cannot be written, or when it has an outcome already: then another
/// run has taken this one for dead.
pub async fn log_finish(
    session: &mut Session,
    id: i64,
    outcome: Outcome,
    error: Option<&str>,
    duration: Duration,
    statements: Option<&str>,
) -> Result<(), DatabaseError> {
    refuse_transaction(session)?;
    let sql = format!(
        "UPDATE {LOG_TABLE} SET ended_at = {}, outcome = {}, error = {}, duration_ms = {}, statements = {} \
         WHERE id = {id} AND outcome IS NULL RETURNING {COLUMNS}",
        literal(&identity::now()),
        literal(outcome.as_str()),
        optional_literal(error),
        i64::try_from(duration.as_millis()).unwrap_or(i64::MAX),
        optional_literal(statements),
    );
    match chained(session, &sql, Part::End).await? {
        Some(_) => Ok(()),
        None => Err(DatabaseError::new(
            Kind::Other,
            format!("row {id} of `{LOG_TABLE}` is gone or was completed by another run"),
        )
        .with_statement(&sql)),
    }
}

/// Completes attempts that started and never ended, and gives those that crashed, the oldest first. Only to be
/// called under the [`MigrationLock`](crate::MigrationLock), where nobody else can be running, and before
/// [`log_start`]. Nothing where there is no log.
///
/// A run may die between its commit and [`log_finish`]. The heads moved in the transaction that is in doubt, so
/// they tell whether it was committed, and such an attempt is marked as done:
///
/// - An upgrade was, when its revision is among the heads. It cannot have been one before: nobody upgrades to a
///   revision that the database is at already. A merge is a revision like any other here: it becomes a head, and
///   the branches it joins cease to be heads.
/// - A downgrade was, when its revision is not among the heads: only a head is taken back. That the branches of a
///   merge come back as heads changes nothing.
/// - A stamp runs nothing, writes rows for several revisions and can be repeated, so in doubt it is marked as crashed.
///
/// Revisions run one at a time, and each run that changes tables calls this first, so only the newest row can be
/// an upgrade or downgrade in doubt. After an older one something else (a stamp) was written, which may have moved
/// the heads, so it is marked as crashed.
///
/// # Errors
/// When the log or the version table is there and cannot be read or written.
pub async fn log_crashed(session: &mut Session) -> Result<Vec<LogRow>, DatabaseError> {
    refuse_transaction(session)?;
    if !has_table(session, LOG_TABLE).await? {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {COLUMNS} FROM {LOG_TABLE} WHERE outcome IS NULL ORDER BY id");
    let open: Vec<LogRow> = session
        .query(&sql)
        .await?
        .into_iter()
        .map(row_of)
        .collect::<Result<_, _>>()?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    // Tables of an earlier version lack what the chain needs.
    ensure_tables(session).await?;
    let heads = read_heads(session).await?.into_heads();
    let half_done = read_progress(session)
        .await?
        .and_then(|text| Progress::parse(&text))
        .map(|progress| progress.revision);
    let newest = read_log(session, 1).await?.into_iter().next();
    let mut crashed = Vec::new();
    for row in open {
        let is_newest = newest.as_ref().is_some_and(|newest| newest.id == row.id);
        let outcome = if is_newest && was_committed(&row, &heads) && row.revision != half_done {
            Outcome::Done
        } else {
            Outcome::Crashed
        };
        let sql = format!(
            "UPDATE {LOG_TABLE} SET outcome = {}, ended_at = {} WHERE id = {} AND outcome IS NULL \
             RETURNING {COLUMNS}",
            literal(outcome.as_str()),
            literal(&identity::now()),
            row.id
        );
        let written = chained(session, &sql, Part::End).await?;
        if let Some(written) = written.filter(|_| outcome == Outcome::Crashed) {
            crashed.push(row_of(written)?);
        }
    }
    Ok(crashed)
}

/// Whether the heads show that the attempt, the last one, moved them.
fn was_committed(row: &LogRow, heads: &BTreeSet<String>) -> bool {
    row.revision.as_ref().is_some_and(|revision| match row.direction {
        Direction::Upgrade | Direction::Baseline | Direction::Adopt => heads.contains(revision),
        Direction::Downgrade => !heads.contains(revision),
        Direction::Stamp | Direction::Revert | Direction::Draft => false,
    })
}

/// Writes one row with `sql`, which gives its [`COLUMNS`], and its link, all or nothing. None where `sql` wrote none.
async fn chained(session: &mut Session, sql: &str, part: Part) -> Result<Option<Row>, DatabaseError> {
    session.begin().await?;
    let outcome = async {
        let last = chain::lock_head(session, LOG_TABLE).await?;
        let Some(row) = session.query(sql).await?.into_iter().next() else {
            return Ok(None);
        };
        let id = row
            .first()
            .and_then(Option::as_deref)
            .and_then(|id| id.parse().ok());
        let id: i64 = id.ok_or_else(|| {
            DatabaseError::new(Kind::Other, "the log gave no row number").with_statement(sql)
        })?;
        let link = Link::after(last.as_ref(), part, &content(&row, part));
        session
            .execute(&chain::put_sql(LOG_TABLE, id, part, &link))
            .await?;
        Ok(Some(row))
    }
    .await;
    match outcome {
        Ok(Some(row)) => session.commit().await.map(|()| Some(row)),
        other => {
            // Fails only on a broken connection, which rolls back by itself.
            session.rollback().await.ok();
            other
        }
    }
}
