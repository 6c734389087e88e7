//! `_dazzle_log`: everything that was ever attempted on a database, one row for each attempt.
//!
//! A row is written before the attempt and completed after it, each time on its own and outside the migration's
//! transaction, so that failures and crashes are recorded too. Any session to the same database will do; the
//! migration's own is fine before `begin` and after `commit` or `rollback`. A row that never got an outcome is a
//! crash, which the next run finds under the lock ([`log_crashed`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use dazzle_schema::Dialect;

use crate::error::{DatabaseError, Kind};
use crate::session::{Row, Session};
use crate::version::{has_table, read_heads};
use crate::{identity, literal, optional_literal};

/// The name of the log table.
pub const LOG_TABLE: &str = "_dazzle_log";

const COLUMNS: &str = "id, run_id, revision, direction, checksum, started_at, ended_at, outcome, operations, \
     duration_ms, who, host, pid, tool_version, error, statements";

/// What was attempted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// A revision was applied.
    Upgrade,
    /// A revision was taken back.
    Downgrade,
    /// The version was set by hand, nothing was run.
    Stamp,
    /// A revision was recorded that describes the database as it was found, nothing was run.
    Baseline,
    /// What somebody changed behind history's back became a revision, nothing was run.
    Adopt,
    /// What somebody changed behind history's back was undone; the version stays.
    Revert,
    /// A difference to the DSL was applied that no revision holds yet, or taken back; the version stays.
    Draft,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// A statement failed; what could be rolled back was.
    Failed,
    /// A person stopped it.
    Interrupted,
    /// It never said how it ended: the process or its machine died.
    Crashed,
}

impl Direction {
    const ALL: [Self; 7] = [
        Self::Upgrade,
        Self::Downgrade,
        Self::Stamp,
        Self::Baseline,
        Self::Adopt,
        Self::Revert,
        Self::Draft,
    ];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
            Self::Stamp => "stamp",
            Self::Baseline => "baseline",
            Self::Adopt => "adopt",
            Self::Revert => "revert",
            Self::Draft => "draft",
        }
    }
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Done, Self::Failed, Self::Interrupted, Self::Crashed];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Crashed => "crashed",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An attempt that is about to start. Who, where and when is found out here.
#[derive(Debug, Clone, Copy)]
pub struct LogEntry<'a> {
    /// The run it belongs to.
    pub run_id: &'a str,
    /// The revision; `None` where there is none.
    pub revision: Option<&'a str>,
    /// What is attempted.
    pub direction: Direction,
    /// The checksum of the revision file.
    pub checksum: Option<&'a str>,
    /// How many operations it has.
    pub operations: u32,
    /// The version of Dazzle.
    pub tool_version: &'a str,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Grows with each attempt.
    pub id: i64,
    /// The run it belongs to.
    pub run_id: String,
    /// The revision; `None` where there is none.
    pub revision: Option<String>,
    /// What was attempted.
    pub direction: Direction,
    /// The checksum of the revision file.
    pub checksum: Option<String>,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// RFC 3339, UTC; for a crash, when it was found.
    pub ended_at: Option<String>,
    /// `None` while it runs.
    pub outcome: Option<Outcome>,
    /// How many operations it has.
    pub operations: u32,
    /// How long it took.
    pub duration: Option<Duration>,
    /// The user of the operating system.
    pub who: String,
    /// The machine Dazzle ran on.
    pub host: String,
    /// The process of Dazzle on that machine.
    pub pid: u32,
    /// The version of Dazzle.
    pub tool_version: String,
    /// What went wrong.
    pub error: Option<String>,
    /// The statements that were run, as the caller wrote them down.
    pub statements: Option<String>,
}

pub(crate) fn create_sql(dialect: Dialect) -> String {
    let id = match dialect {
        Dialect::Postgresql => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        // So that an id is never given twice.
        Dialect::Sqlite => "INTEGER PRIMARY KEY AUTOINCREMENT",
    };
    format!(
        "CREATE TABLE IF NOT EXISTS {LOG_TABLE} (\n  id {id},\n  run_id TEXT NOT NULL,\n  revision TEXT,\n  \
         direction TEXT NOT NULL,\n  checksum TEXT,\n  started_at TEXT NOT NULL,\n  ended_at TEXT,\n  \
         outcome TEXT,\n  operations INTEGER NOT NULL,\n  duration_ms BIGINT,\n  who TEXT NOT NULL,\n  \
         host TEXT NOT NULL,\n  pid BIGINT NOT NULL,\n  tool_version TEXT NOT NULL,\n  error TEXT,\n  \
         statements TEXT\n)"
    )
}

/// Writes that an attempt starts, and gives the number of its row.
///
/// # Errors
/// When a transaction is open (the row would be rolled back with it), or the row cannot be written.
pub async fn log_start(session: &mut Session, entry: &LogEntry<'_>) -> Result<i64, DatabaseError> {
    refuse_transaction(session)?;
    let sql = format!(
        "INSERT INTO {LOG_TABLE} (run_id, revision, direction, checksum, started_at, operations, who, host, pid, \
         tool_version) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) RETURNING id",
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
    let rows = session.query(&sql).await?;
    let id = rows.into_iter().flatten().flatten().next();
    id.and_then(|id| id.parse().ok())
        .ok_or_else(|| DatabaseError::new(Kind::Other, "the log gave no row number").with_statement(&sql))
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
         WHERE id = {id} AND outcome IS NULL",
        literal(&identity::now()),
        literal(outcome.as_str()),
        optional_literal(error),
        i64::try_from(duration.as_millis()).unwrap_or(i64::MAX),
        optional_literal(statements),
    );
    match session.execute(&sql).await? {
        1 => Ok(()),
        _ => Err(DatabaseError::new(
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
    let heads = read_heads(session).await?.into_heads();
    let newest = read_log(session, 1).await?.into_iter().next();
    if let Some(row) = newest.filter(|row| row.outcome.is_none() && was_committed(row, &heads)) {
        session
            .execute(&complete_sql(Outcome::Done, &format!("id = {}", row.id)))
            .await?;
    }
    let sql = format!("{} RETURNING {COLUMNS}", complete_sql(Outcome::Crashed, "true"));
    let rows = session.query(&sql).await?;
    let mut rows: Vec<LogRow> = rows.into_iter().map(row_of).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// Whether the heads show that the attempt, the last one, moved them.
fn was_committed(row: &LogRow, heads: &BTreeSet<String>) -> bool {
    row.revision.as_ref().is_some_and(|revision| match row.direction {
        Direction::Upgrade => heads.contains(revision),
        Direction::Downgrade => !heads.contains(revision),
        Direction::Stamp | Direction::Baseline | Direction::Adopt | Direction::Revert | Direction::Draft => {
            false
        }
    })
}

/// Gives the rows without an outcome for which `condition` holds one.
fn complete_sql(outcome: Outcome, condition: &str) -> String {
    format!(
        "UPDATE {LOG_TABLE} SET outcome = {}, ended_at = {} WHERE outcome IS NULL AND {condition}",
        literal(outcome.as_str()),
        literal(&identity::now()),
    )
}

/// The last `limit` rows, the newest first. None where there is no log yet.
///
/// # Errors
/// When the log is there and cannot be read.
pub async fn read_log(session: &mut Session, limit: u32) -> Result<Vec<LogRow>, DatabaseError> {
    if !has_table(session, LOG_TABLE).await? {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {COLUMNS} FROM {LOG_TABLE} ORDER BY id DESC LIMIT {limit}");
    session.query(&sql).await?.into_iter().map(row_of).collect()
}

/// The checksum that the file of each applied revision had when it was applied or stamped, by revision. A revision
/// that was taken back is not in it, so its file may be edited.
///
/// # Errors
/// When the log is there and cannot be read.
pub async fn applied_checksums(session: &mut Session) -> Result<BTreeMap<String, String>, DatabaseError> {
    if !has_table(session, LOG_TABLE).await? {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT direction, revision, checksum FROM {LOG_TABLE} WHERE outcome = {} AND revision IS NOT NULL \
         ORDER BY id",
        literal(Outcome::Done.as_str()),
    );
    let mut applied = BTreeMap::new();
    for row in session.query(&sql).await? {
        let mut values = row.into_iter();
        let direction = values.next().flatten();
        let (Some(revision), checksum) = (values.next().flatten(), values.next().flatten()) else {
            continue;
        };
        if direction.as_deref() == Some(Direction::Downgrade.as_str()) {
            applied.remove(&revision);
        } else if let Some(checksum) = checksum {
            applied.insert(revision, checksum);
        }
    }
    Ok(applied)
}

fn refuse_transaction(session: &Session) -> Result<(), DatabaseError> {
    if session.in_transaction() {
        return Err(DatabaseError::new(
            Kind::Other,
            "the log is written outside of transactions, and one is open",
        ));
    }
    Ok(())
}

fn row_of(row: Row) -> Result<LogRow, DatabaseError> {
    let mut values = row.into_iter();
    let id = values
        .next()
        .flatten()
        .and_then(|id| id.parse().ok())
        .unwrap_or_default();
    let broken = |column: &str, text: Option<String>| {
        let text = text.unwrap_or_else(|| "NULL".to_owned());
        DatabaseError::new(
            Kind::Other,
            format!("row {id} of `{LOG_TABLE}` cannot be read: `{column}` is `{text}`"),
        )
        .with_hint("a newer version of Dazzle may have written it")
    };
    let mut next = || values.next().flatten();
    Ok(LogRow {
        id,
        run_id: next().unwrap_or_default(),
        revision: next(),
        direction: {
            let text = next();
            let found = Direction::ALL
                .into_iter()
                .find(|known| Some(known.as_str()) == text.as_deref());
            found.ok_or_else(|| broken("direction", text))?
        },
        checksum: next(),
        started_at: next().unwrap_or_default(),
        ended_at: next(),
        outcome: match next() {
            None => None,
            Some(text) => {
                let found = Outcome::ALL.into_iter().find(|known| known.as_str() == text);
                Some(found.ok_or_else(|| broken("outcome", Some(text)))?)
            }
        },
        operations: next().and_then(|text| text.parse().ok()).unwrap_or_default(),
        duration: next()
            .and_then(|text| text.parse().ok())
            .map(Duration::from_millis),
        who: next().unwrap_or_default(),
        host: next().unwrap_or_default(),
        pid: next().and_then(|text| text.parse().ok()).unwrap_or_default(),
        tool_version: next().unwrap_or_default(),
        error: next(),
        statements: next(),
    })
}
