//! A revision that is half done: what of it is there, and what the database looks like then.
//!
//! Only a revision with a batched seam can be half done. It goes in stages, each of which is committed: the operations
//! before the seam, each batch, the operations after it. How far it has come is recorded in the database
//! ([`dazzle_db::progress`]); the heads move with the last stage.

use dazzle_db::Session;
use dazzle_db::log;
use dazzle_db::progress::{Progress, read_progress};
use dazzle_history::{Direction, History, Revision, RevisionId, checksum};
use dazzle_ops::{Operation, apply_all};
use dazzle_schema::Schema;

use crate::error::database_error;
use crate::{DatabaseTarget, EngineError};

/// A revision that is half done, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfDone {
    /// The revision.
    pub revision: RevisionId,
    /// Which way it was going.
    pub direction: Direction,
    /// How many of its operations are done.
    pub operations: usize,
    /// How many rows its batched seam has gone through.
    pub rows: u64,
}

impl HalfDone {
    /// What goes on with it, and what takes it back, as commands.
    #[must_use]
    pub const fn ways_out(&self) -> (&'static str, &'static str) {
        match self.direction {
            Direction::Upgrade => ("dazzle db upgrade", "dazzle db rollback"),
            Direction::Downgrade => ("dazzle db rollback", "dazzle db upgrade"),
        }
    }
}

impl std::fmt::Display for HalfDone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the {} of revision {} is half done: {} and {} of its backfill are there",
            self.direction,
            self.revision,
            crate::error::count(self.operations, "operation"),
            crate::error::count(usize::try_from(self.rows).unwrap_or(usize::MAX), "row"),
        )
    }
}

/// How far a revision has come, as it is recorded.
#[derive(Debug, Clone)]
pub(crate) struct Halfway {
    /// What is recorded.
    pub progress: Progress,
    /// The text it was recorded as.
    pub text: String,
    /// The revision.
    pub revision: RevisionId,
    /// Which way it goes.
    pub direction: Direction,
}

impl Halfway {
    /// Reads the record of `target`.
    pub fn parse(target: &DatabaseTarget, text: String) -> Result<Self, EngineError> {
        let read = Progress::parse(&text).and_then(|progress| {
            let revision = RevisionId::new(&progress.revision).ok()?;
            let direction = match progress.direction {
                log::Direction::Upgrade => Direction::Upgrade,
                log::Direction::Downgrade => Direction::Downgrade,
                _ => return None,
            };
            Some((progress, revision, direction))
        });
        match read {
            Some((progress, revision, direction)) => Ok(Self {
                progress,
                text,
                revision,
                direction,
            }),
            None => Err(EngineError::Refused {
                reason: format!(
                    "a revision is half done on {}, and this version cannot read how far it has come",
                    target.url
                ),
                hint: "finish it with the version of Dazzle that began it".to_owned(),
            }),
        }
    }

    /// For people.
    pub fn in_words(&self) -> HalfDone {
        HalfDone {
            revision: self.revision.clone(),
            direction: self.direction,
            operations: self.progress.done,
            rows: self.progress.rows,
        }
    }

    /// The operations that are done; the file must have them as they were.
    pub fn done<'h>(&self, history: &'h History) -> Result<&'h [Operation], EngineError> {
        let refused = |what: &str, hint: &str| EngineError::Refused {
            reason: format!("{}, and {what}", self.in_words()),
            hint: hint.to_owned(),
        };
        let Some(revision) = history.get(&self.revision) else {
            return Err(refused("its file is not there", "get the revision file"));
        };
        let operations = revision.operations(self.direction);
        operations
            .get(..self.progress.done)
            .filter(|done| sum(revision, done) == self.progress.sum)
            .ok_or_else(|| {
                refused(
                    "what is done was edited in its file since",
                    "restore these operations in the file; what comes after them may be edited",
                )
            })
    }

    /// `schema`, which is that of the heads, with what is done.
    pub fn standing(&self, history: &History, mut schema: Schema) -> Result<Schema, EngineError> {
        apply_all(self.done(history)?, &mut schema).map_err(|(_, error)| EngineError::Refused {
            reason: format!("{}, and it does not fit the history: {error}", self.in_words()),
            hint: "restore the revision files that it was begun with".to_owned(),
        })?;
        Ok(schema)
    }

    /// Why a command does not go on.
    pub fn in_the_way(&self, target: &DatabaseTarget, what: &str) -> EngineError {
        in_the_way(target, &self.in_words(), what)
    }
}

/// Why a command does not go on.
pub(crate) fn in_the_way(target: &DatabaseTarget, half_done: &HalfDone, what: &str) -> EngineError {
    let (on, back) = half_done.ways_out();
    EngineError::Refused {
        reason: format!("{half_done} on {}, and {what}", target.url),
        hint: format!("finish it with `{on}`, or take it back with `{back}`"),
    }
}

/// What is recorded when the first `done` operations of a revision are done.
pub(crate) fn progress(revision: &Revision, direction: Direction, done: usize) -> Progress {
    let operations = revision.operations(direction);
    Progress {
        revision: revision.id.to_string(),
        direction: match direction {
            Direction::Upgrade => log::Direction::Upgrade,
            Direction::Downgrade => log::Direction::Downgrade,
        },
        done,
        sum: sum(revision, operations.get(..done).unwrap_or_default()),
        rows: 0,
        over: String::new(),
        after: Vec::new(),
    }
}

/// A checksum of operations of a revision.
fn sum(revision: &Revision, operations: &[Operation]) -> String {
    checksum(&Revision {
        upgrade: operations.to_vec(),
        ..revision.clone()
    })
}

/// The revision that is half done on the database, if one is.
pub(crate) async fn recorded(
    target: &DatabaseTarget,
    session: &mut Session,
) -> Result<Option<Halfway>, EngineError> {
    read_progress(session)
        .await
        .map_err(database_error(target, "reading the version table"))?
        .map(|text| Halfway::parse(target, text))
        .transpose()
}
