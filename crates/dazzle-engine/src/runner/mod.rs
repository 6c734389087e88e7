//! Running revisions on one database, under its lock.
//!
//! Each revision is one transaction, and the row that records it is part of that transaction. The log is
//! written outside of it, before and after, so that failures and crashes are on record too.

mod attempt;
mod drafting;
mod fingerprint;
mod record;
mod recorded;
mod stages;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::{MigrationLock, Session, SessionOptions, version};
use dazzle_history::{Direction, History, Revision, RevisionId, checksum};
use dazzle_ops::Operation;
use dazzle_schema::Schema;

use crate::draft::in_the_way;
use crate::error::{database_error, replay_error, with_causes};
use crate::halfway::{self, Halfway};
use crate::{DatabaseTarget, EngineError, Event, Interrupt, Observer, Obstacle, Project};

use attempt::{Failure, Work};
pub(crate) use drafting::{Drafting, Setback};
pub(crate) use fingerprint::fingerprint;
pub(crate) use recorded::{check_known, edited, edited_revisions, heads_of, read_facts};
use stages::Course;

/// How a run is to behave.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// How long to wait for another run to end.
    pub lock_wait: Duration,
    /// How the connection behaves.
    pub session: SessionOptions,
    /// Whether data may be lost.
    pub allow_destructive: bool,
    /// Revisions that a person allowed to lose data.
    pub consented: BTreeSet<RevisionId>,
    /// How long to pause after each batch of a seam; what the seam says where it is not given.
    pub throttle: Option<Duration>,
}

impl Default for RunOptions {
    /// Waits a minute for another run; allows no loss of data.
    fn default() -> Self {
        Self {
            lock_wait: Duration::from_secs(60),
            session: SessionOptions {
                create_if_missing: true,
                ..SessionOptions::default()
            },
            allow_destructive: false,
            consented: BTreeSet::new(),
            throttle: None,
        }
    }
}

/// How often a revision is tried again that others stood in the way of, and after which pause for the first
/// time; each further pause is twice as long: give way to others, then come back.
const MOST_RETRIES: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// A database under its lock, ready to run revisions.
pub(crate) struct Runner<'a> {
    pub target: &'a DatabaseTarget,
    pub options: &'a RunOptions,
    pub interrupt: &'a Interrupt,
    pub observer: &'a mut Observer<'a>,
    pub session: Session,
    /// The heads the database is at.
    pub heads: BTreeSet<RevisionId>,
    /// The draft on the database, as it is recorded.
    pub draft_text: Option<String>,
    /// The revision that is half done on the database.
    pub halfway: Option<Halfway>,
    /// The revisions that this run has gone through.
    pub done: Vec<RevisionId>,
    /// Whether Dazzle's own tables are known to be there.
    has_tables: bool,
    /// Patterns for tables of others.
    ignore: Vec<String>,
    /// Whose DSL says what must not be shown; none where the rows are made up.
    project: Option<Project>,
    /// Whether the version was moved and it is not known whether the catalogue is as history says.
    needs_comparison: bool,
    lock: MigrationLock,
}

impl<'a> Runner<'a> {
    /// Takes the lock, connects, and reads where the database is.
    pub async fn open(
        target: &'a DatabaseTarget,
        options: &'a RunOptions,
        interrupt: &'a Interrupt,
        observer: &'a mut Observer<'a>,
    ) -> Result<Self, EngineError> {
        let lock = {
            let mut on_wait = |info| observer(Event::Waiting(info));
            let acquire =
                MigrationLock::acquire(&target.url, &options.session, options.lock_wait, &mut on_wait);
            tokio::select! {
                lock = acquire => lock.map_err(|source| EngineError::Lock {
                    target: target.url.to_string(),
                    source: Box::new(source),
                })?,
                () = interrupt.requested() => return Err(EngineError::Refused {
                    reason: format!(
                        "stopped while waiting for another run on {}; nothing was changed",
                        target.url
                    ),
                    hint: "run the command again to go on".to_owned(),
                }),
            }
        };
        let failed = |doing| database_error(target, doing);
        let mut session = Session::connect(&target.url, &options.session)
            .await
            .map_err(failed("connecting"))?;
        let recorded = version::read_heads(&mut session)
            .await
            .map_err(failed("reading the version table"))?;
        let draft_text = version::read_draft(&mut session)
            .await
            .map_err(failed("reading the version table"))?;
        let halfway = halfway::recorded(target, &mut session).await?;
        let crashed = log::log_crashed(&mut session)
            .await
            .map_err(failed("reading the log"))?;
        if !crashed.is_empty() {
            observer(Event::Crashed(
                crashed.into_iter().filter_map(|row| row.revision).collect(),
            ));
        }
        let heads = heads_of(target, recorded)?;
        Ok(Self {
            target,
            options,
            interrupt,
            observer,
            session,
            heads,
            draft_text,
            halfway,
            done: Vec::new(),
            has_tables: false,
            ignore: Vec::new(),
            project: None,
            needs_comparison: false,
            lock,
        })
    }

    /// Makes Dazzle's own tables where they are missing. Not before something is to be recorded: a database that
    /// is refused stays as it was.
    pub async fn ensure_tables(&mut self) -> Result<(), EngineError> {
        if !self.has_tables {
            version::ensure_tables(&mut self.session)
                .await
                .map_err(database_error(self.target, "making the version table"))?;
            self.has_tables = true;
        }
        Ok(())
    }

    /// Gives the lock back.
    pub async fn close(self) -> Result<(), EngineError> {
        let target = self.target.url.to_string();
        self.session.close().await;
        self.lock.release().await.map_err(|source| EngineError::Lock {
            target,
            source: Box::new(source),
        })
    }

    /// The database must be at revisions that the files have, and applied files must be as they were.
    pub async fn check_against(&mut self, history: &History) -> Result<(), EngineError> {
        check_known(self.target, history, &self.heads)?;
        let edited = edited_revisions(&mut self.session, history, &self.heads)
            .await
            .map_err(database_error(self.target, "reading the log"))?;
        if edited.is_empty() {
            return Ok(());
        }
        Err(EngineError::Edited {
            target: self.target.url.to_string(),
            revisions: edited,
        })
    }

    /// Runs `revisions` in turn; one that is half done in this direction first, from where it stands. One that is
    /// half done in the other is taken back before.
    pub async fn run_all(
        &mut self,
        history: &History,
        revisions: &[&Revision],
        direction: Direction,
    ) -> Result<(), EngineError> {
        let mut revisions = revisions.to_vec();
        match &self.halfway {
            Some(halfway) if halfway.direction != direction => {
                self.take_back(history, self.options.allow_destructive).await?;
            }
            _ => self.half_done_first(&mut revisions)?,
        }
        let revisions = revisions.as_slice();
        let mut schema = history.schema_at(&self.heads).map_err(replay_error)?;
        if let Some(draft) = self.draft()? {
            return match direction {
                Direction::Upgrade => self.run_over_draft(history, revisions).await,
                Direction::Downgrade => Err(in_the_way(
                    self.target,
                    &draft,
                    "a downgrade begins at a revision",
                )),
            };
        }
        for (position, revision) in revisions.iter().enumerate() {
            self.stop_if_asked()?;
            (self.observer)(Event::RevisionStarted {
                revision: revision.id.clone(),
                message: revision.message.clone(),
                direction,
                position,
                total: revisions.len(),
            });
            schema = self.run_one(history, revision, direction, &schema).await?;
        }
        Ok(())
    }

    /// Between two revisions.
    fn stop_if_asked(&self) -> Result<(), EngineError> {
        if self.interrupt.is_requested() {
            return Err(EngineError::Stopped {
                target: self.target.url.to_string(),
                done: self.done.clone(),
                at: self.heads.iter().cloned().collect(),
            });
        }
        Ok(())
    }

    /// Runs one revision, with its row in the log, and gives the schema after it.
    async fn run_one(
        &mut self,
        history: &History,
        revision: &Revision,
        direction: Direction,
        before: &Schema,
    ) -> Result<Schema, EngineError> {
        let heads_after = history.heads_after(&self.heads, &revision.id, direction)?;
        let sum = checksum(revision);
        let work = Work {
            operations: revision.operations(direction),
            before,
            heads_after: &heads_after,
            draft_after: None,
            progress_after: None,
            losses: None,
            is_consented: self.options.consented.contains(&revision.id),
        };
        if let Some(halfway) = &self.halfway {
            halfway.done(history)?;
        }
        let dialect = self.session.dialect();
        let course = Course::of(revision, direction, dialect, self.halfway.as_ref());
        let heading = Heading {
            revision: Some(revision.id.as_str()),
            direction: match direction {
                Direction::Upgrade => log::Direction::Upgrade,
                Direction::Downgrade => log::Direction::Downgrade,
            },
            checksum: Some(&sum),
            notes: notes(history, &revision.id),
        };
        match self.logged(heading, &work, course.as_ref()).await? {
            Ok(ran) => {
                self.done.push(revision.id.clone());
                (self.observer)(Event::RevisionDone {
                    revision: revision.id.clone(),
                    message: revision.message.clone(),
                    direction,
                    statements: ran.statements,
                    duration: ran.duration,
                });
                Ok(ran.schema)
            }
            Err(failure) => {
                let place = failure.operation.and_then(|at| {
                    history
                        .parsed(&revision.id)
                        .map(|parsed| Box::new(parsed.operation_place(direction, at)))
                });
                Err(EngineError::Run {
                    revision: revision.id.clone(),
                    message: revision.message.clone(),
                    direction,
                    place,
                    done: self.done.clone(),
                    at: self.heads.iter().cloned().collect(),
                    half_done: self.halfway.as_ref().map(|it| Box::new(it.in_words())),
                    source: Box::new(failure.obstacle),
                })
            }
        }
    }

    /// Runs operations that belong to no revision in one transaction; the version stays. Gives the number of
    /// statements.
    pub async fn run_beside_history(
        &mut self,
        direction: log::Direction,
        operations: &[Operation],
        before: &Schema,
        is_consented: bool,
    ) -> Result<usize, EngineError> {
        let (heads, draft) = (self.heads.clone(), self.draft_text.clone());
        let work = Work {
            operations,
            before,
            heads_after: &heads,
            draft_after: draft.as_deref(),
            progress_after: None,
            losses: None,
            is_consented,
        };
        let heading = Heading {
            revision: None,
            direction,
            checksum: None,
            notes: String::new(),
        };
        match self.logged(heading, &work, None).await? {
            Ok(ran) => Ok(ran.statements),
            Err(failure) => Err(EngineError::NotReverted {
                target: self.target.url.to_string(),
                source: Box::new(failure.obstacle),
            }),
        }
    }

    /// One piece of work with its row in the log, tried again while others stand in the way. In stages where it has a
    /// `course`.
    async fn logged(
        &mut self,
        heading: Heading<'_>,
        work: &Work<'_>,
        course: Option<&Course<'_>>,
    ) -> Result<Result<Ran, Failure>, EngineError> {
        self.ensure_tables().await?;
        let entry = LogEntry {
            run_id: &self.options.session.run_id,
            revision: heading.revision,
            direction: heading.direction,
            checksum: heading.checksum,
            operations: u32::try_from(work.operations.len()).unwrap_or(u32::MAX),
            tool_version: env!("CARGO_PKG_VERSION"),
        };
        let started = Instant::now();
        let row = log::log_start(&mut self.session, &entry)
            .await
            .map_err(database_error(self.target, "writing the log"))?;
        let mut ran = Vec::new();
        let outcome = match course {
            Some(course) => self.in_stages(course, work, &mut ran).await,
            None => self.attempt_patiently(work, &mut ran).await,
        };
        let duration = started.elapsed();
        let statements = [heading.notes.as_str(), &ran.join(";\n")].concat();
        let (word, error) = match &outcome {
            Ok(_) => (Outcome::Done, None),
            Err(failure) if matches!(failure.obstacle, Obstacle::Interrupted) => {
                (Outcome::Interrupted, Some(with_causes(&failure.obstacle)))
            }
            Err(failure) => (Outcome::Failed, Some(with_causes(&failure.obstacle))),
        };
        let written = log::log_finish(
            &mut self.session,
            row,
            word,
            error.as_deref(),
            duration,
            Some(&statements),
        )
        .await;
        match outcome {
            Ok(schema) => {
                self.heads.clone_from(work.heads_after);
                self.draft_text = work.draft_after.map(ToOwned::to_owned);
                self.halfway = None;
                // What is committed is done, whatever the log says; the next run puts its row right.
                if let Err(error) = written {
                    (self.observer)(Event::LogNotWritten {
                        why: error.to_string(),
                    });
                }
                Ok(Ok(Ran {
                    schema,
                    statements: ran.len(),
                    duration,
                }))
            }
            // On a broken connection the row stays open, and the next run finds out what became of it.
            Err(failure) => Ok(Err(failure)),
        }
    }

    /// One piece of work, tried again while others stand in the way.
    async fn attempt_patiently(&mut self, work: &Work<'_>, ran: &mut Vec<String>) -> Result<Schema, Failure> {
        let mut tries = 0_u32;
        loop {
            ran.clear();
            match self.attempt(work, ran).await {
                Err(failure)
                    if failure.is_passing() && tries < MOST_RETRIES && !self.interrupt.is_requested() =>
                {
                    tries = self.pause(&failure, tries).await;
                }
                outcome => return outcome,
            }
        }
    }
}

/// What a row of the log says before the attempt.
struct Heading<'a> {
    revision: Option<&'a str>,
    direction: log::Direction,
    checksum: Option<&'a str>,
    /// Comments that stand above the statements.
    notes: String,
}

/// What of the revision a language model proposed, as comments.
fn notes(history: &History, revision: &RevisionId) -> String {
    history
        .parsed(revision)
        .map(|parsed| parsed.proposals.iter().map(|it| format!("-- {it}\n")).collect())
        .unwrap_or_default()
}

/// What went through.
struct Ran {
    schema: Schema,
    statements: usize,
    duration: Duration,
}
