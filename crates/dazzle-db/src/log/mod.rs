//! `_dazzle_log`: everything that was ever attempted on a database, one row for each attempt.
//!
//! A row is written before the attempt and completed after it, each time on its own and outside the migration's
//! transaction, so that failures and crashes are recorded too. Any session to the same database will do; the
//! migration's own is fine before `begin` and after `commit` or `rollback`. A row that never got an outcome is a
//! crash, which the next run finds under the lock ([`log_crashed`]).
//!
//! Each write is a link of a hash chain ([`crate::chain`]), put down in the transaction of the write itself.

mod verify;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use dazzle_schema::Dialect;

pub use verify::verify_log;
pub use write::{log_crashed, log_finish, log_start};

use crate::chain::{self, Part};
use crate::error::{DatabaseError, Kind};
use crate::literal;
use crate::session::{Row, Session};
use crate::version::has_table;

/// The name of the log table.
pub const LOG_TABLE: &str = "_dazzle_log";

const COLUMNS: &str = "id, run_id, revision, direction, checksum, started_at, ended_at, outcome, operations, \
     duration_ms, who, host, pid, tool_version, error, statements";
/// Which of [`COLUMNS`] are written at the start; the id is part of both links.
const AT_START: [usize; 11] = [0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 13];
/// Which of [`COLUMNS`] are written at the end.
const AT_END: [usize; 6] = [0, 6, 7, 9, 14, 15];

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
         statements TEXT,\n  start_hash TEXT,\n  end_hash TEXT\n)"
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
    let mut applied = Applied::default();
    session
        .query(&applied_sql(""))
        .await?
        .into_iter()
        .for_each(|row| applied.take(row));
    Ok(applied.checksums)
}

/// The rows that [`Applied::take`] takes one after the other, with `more` columns in front.
pub(crate) fn applied_sql(more: &str) -> String {
    format!(
        "SELECT {more}direction, revision, checksum FROM {LOG_TABLE} WHERE outcome = {} AND revision IS NOT NULL \
         ORDER BY id",
        literal(Outcome::Done.as_str()),
    )
}

/// What the log says is applied.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// The checksum each file had, where one was recorded.
    pub(crate) checksums: BTreeMap<String, String>,
    /// The revisions.
    pub(crate) revisions: BTreeSet<String>,
}

impl Applied {
    /// Takes the next row: direction, revision, checksum.
    pub(crate) fn take(&mut self, row: Row) {
        let mut values = row.into_iter();
        let direction = values.next().flatten();
        let (Some(revision), checksum) = (values.next().flatten(), values.next().flatten()) else {
            return;
        };
        if direction.as_deref() == Some(Direction::Downgrade.as_str()) {
            self.checksums.remove(&revision);
            self.revisions.remove(&revision);
        } else {
            if let Some(checksum) = checksum {
                self.checksums.insert(revision.clone(), checksum);
            }
            self.revisions.insert(revision);
        }
    }
}

/// The digest of what is written to a row, given its [`COLUMNS`], at its start or end.
fn content(row: &[Option<String>], part: Part) -> [u8; 32] {
    let columns: &[usize] = match part {
        Part::Start => &AT_START,
        Part::End => &AT_END,
    };
    chain::digest(columns.iter().map(|at| row.get(*at).and_then(Option::as_deref)))
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
