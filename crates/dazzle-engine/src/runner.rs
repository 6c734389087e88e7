//! Running revisions on one database, under its lock.
//!
//! Each revision is one transaction, and the row that records it is part of that transaction. The log is
//! written outside of it, before and after, so that failures and crashes are on record too.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::{DatabaseError, Kind, MigrationLock, Session, SessionOptions, version};
use dazzle_history::{Direction, History, Revision, RevisionId, checksum};
use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_sql::{
    Action, LiveFacts, PostgresqlFacts, SqliteFacts, SqliteObject, Step, destructive_counts, plan_chunk,
};

use crate::{DatabaseTarget, EngineError, Event, Interrupt, Observer, Obstacle};

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
    /// The revisions that this run has gone through.
    pub done: Vec<RevisionId>,
    lock: MigrationLock,
    server_version: u32,
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
        let (_, server_version) = session
            .server_version()
            .await
            .map_err(failed("asking for the version"))?;
        let recorded = version::read_heads(&mut session)
            .await
            .map_err(failed("reading the version table"))?;
        version::ensure_tables(&mut session)
            .await
            .map_err(failed("making the version table"))?;
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
            done: Vec::new(),
            lock,
            server_version,
        })
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

    /// Stops where a database at base has tables of the names that are to be created: they are somebody else's, or
    /// Dazzle's history was lost.
    pub async fn refuse_tables_of_others<'n>(
        &mut self,
        wanted: impl IntoIterator<Item = &'n Name>,
    ) -> Result<(), EngineError> {
        if !self.heads.is_empty() {
            return Ok(());
        }
        let live = dazzle_db::table_names(&mut self.session)
            .await
            .map_err(database_error(self.target, "reading the catalogue"))?;
        let there: Vec<&str> = wanted
            .into_iter()
            .map(Name::as_str)
            .filter(|name| live.iter().any(|it| it == name))
            .collect();
        if there.is_empty() {
            return Ok(());
        }
        Err(EngineError::Refused {
            reason: format!(
                "{} is at base, but has tables that are to be created: {}",
                self.target.url,
                there.join(", ")
            ),
            hint:
                "if they are as a revision leaves them, record that with `dazzle db stamp REV`; if they are \
                   somebody else's, use another database"
                    .to_owned(),
        })
    }

    /// Runs `revisions` in turn.
    pub async fn run_all(
        &mut self,
        history: &History,
        revisions: &[&Revision],
        direction: Direction,
    ) -> Result<(), EngineError> {
        for (position, revision) in revisions.iter().enumerate() {
            if self.interrupt.is_requested() {
                return Err(EngineError::Stopped {
                    target: self.target.url.to_string(),
                    done: self.done.clone(),
                    at: self.heads.iter().cloned().collect(),
                });
            }
            (self.observer)(Event::RevisionStarted {
                revision: revision.id.clone(),
                message: revision.message.clone(),
                direction,
                position,
                total: revisions.len(),
            });
            self.run_one(history, revision, direction).await?;
        }
        Ok(())
    }

    async fn run_one(
        &mut self,
        history: &History,
        revision: &Revision,
        direction: Direction,
    ) -> Result<(), EngineError> {
        let failed = |doing| database_error(self.target, doing);
        let before = history.schema_at(&self.heads).map_err(replay_error)?;
        let heads_after = history.heads_after(&self.heads, &revision.id, direction)?;
        let sum = checksum(revision);
        let entry = LogEntry {
            run_id: &self.options.session.run_id,
            revision: Some(revision.id.as_str()),
            direction: match direction {
                Direction::Upgrade => log::Direction::Upgrade,
                Direction::Downgrade => log::Direction::Downgrade,
            },
            checksum: Some(&sum),
            operations: u32::try_from(revision.operations(direction).len()).unwrap_or(u32::MAX),
            tool_version: env!("CARGO_PKG_VERSION"),
        };
        let started = Instant::now();
        let row = log::log_start(&mut self.session, &entry)
            .await
            .map_err(failed("writing the log"))?;
        let mut ran = Vec::new();
        let mut tries = 0_u32;
        let outcome = loop {
            ran.clear();
            let outcome = self
                .attempt(revision, direction, before.clone(), &heads_after, &mut ran)
                .await;
            match outcome {
                Err(failure)
                    if failure.is_passing() && tries < MOST_RETRIES && !self.interrupt.is_requested() =>
                {
                    let pause = FIRST_PAUSE * 2_u32.pow(tries);
                    tries += 1;
                    (self.observer)(Event::Retrying {
                        why: failure.obstacle.to_string(),
                        pause,
                    });
                    tokio::time::sleep(pause).await;
                }
                outcome => break outcome,
            }
        };
        let duration = started.elapsed();
        let statements = ran.join(";\n");
        match outcome {
            Ok(()) => {
                self.heads = heads_after;
                self.done.push(revision.id.clone());
                log::log_finish(
                    &mut self.session,
                    row,
                    Outcome::Done,
                    None,
                    duration,
                    Some(&statements),
                )
                .await
                .map_err(database_error(self.target, "writing the log"))?;
                (self.observer)(Event::RevisionDone {
                    revision: revision.id.clone(),
                    message: revision.message.clone(),
                    direction,
                    statements: ran.len(),
                    duration,
                });
                Ok(())
            }
            Err(failure) => {
                // The rollback fails only on a broken connection, which rolls back by itself.
                self.session.rollback().await.ok();
                let interrupted = matches!(failure.obstacle, Obstacle::Interrupted);
                let outcome = if interrupted {
                    Outcome::Interrupted
                } else {
                    Outcome::Failed
                };
                let error = whole_message(&failure.obstacle);
                // On a broken connection the row stays open, and the next run marks it as crashed.
                log::log_finish(
                    &mut self.session,
                    row,
                    outcome,
                    Some(&error),
                    duration,
                    Some(&statements),
                )
                .await
                .ok();
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
                    source: Box::new(failure.obstacle),
                })
            }
        }
    }

    /// One revision in one transaction, committed if all goes well. `ran` collects the statements.
    async fn attempt(
        &mut self,
        revision: &Revision,
        direction: Direction,
        before: Schema,
        heads_after: &BTreeSet<RevisionId>,
        ran: &mut Vec<String>,
    ) -> Result<(), Failure> {
        let dialect = self.session.dialect();
        let operations = revision.operations(direction);
        self.lock.check().await.map_err(Obstacle::Lock)?;
        // A table that is rebuilt is dropped; with enforcement on that would empty the tables that point to it.
        let enforced = self
            .session
            .set_foreign_keys(false)
            .await
            .map_err(Obstacle::Database)?;
        self.interrupt.watch(self.session.canceller());
        let outcome = self
            .in_transaction(operations, &revision.id, before, heads_after, ran, dialect)
            .await;
        self.interrupt.unwatch();
        if outcome.is_err() {
            // Both fail only on a broken connection, whose settings and transaction end with it.
            self.session.rollback().await.ok();
            if dialect == Dialect::Sqlite {
                self.session
                    .execute(dazzle_sql::sqlite::queries::LEAVE_LEGACY_MODE)
                    .await
                    .ok();
            }
        }
        let restored = self.session.set_foreign_keys(enforced).await;
        outcome?;
        restored
            .map(drop)
            .map_err(|error| Obstacle::Database(error).into())
    }

    async fn in_transaction(
        &mut self,
        operations: &[Operation],
        revision: &RevisionId,
        mut schema: Schema,
        heads_after: &BTreeSet<RevisionId>,
        ran: &mut Vec<String>,
        dialect: Dialect,
    ) -> Result<(), Failure> {
        self.session.begin().await.map_err(Obstacle::Database)?;
        let recorded = version::read_heads(&mut self.session)
            .await
            .map_err(Obstacle::Database)?;
        let unmoved = recorded
            .into_heads()
            .iter()
            .map(String::as_str)
            .eq(self.heads.iter().map(RevisionId::as_str));
        if !unmoved {
            return Err(Obstacle::Moved.into());
        }
        let dangling_before = self.dangling_references().await?;
        let allowed = self.options.allow_destructive || self.options.consented.contains(revision);
        let mut position = 0;
        while let Some(rest) = operations.get(position..).filter(|rest| !rest.is_empty()) {
            let facts = self.facts().await.map_err(Obstacle::Database)?;
            let chunk = plan_chunk(rest, &schema, &facts).map_err(|error| Failure {
                operation: error.index().map(|index| position + index),
                obstacle: Obstacle::Plan(error),
            })?;
            let mut schema_here = schema.clone();
            let covered = rest.get(..chunk.consumed).unwrap_or(rest);
            if !allowed {
                self.ask_consent(covered, &schema, position, dialect).await?;
            }
            for step in &chunk.steps {
                let at = step.operations.first().map(|index| position + index);
                self.run_step(step, position, operations.len(), ran)
                    .await
                    .map_err(|obstacle| Failure {
                        operation: at,
                        obstacle,
                    })?;
            }
            for operation in covered {
                operation.apply(&mut schema_here).map_err(|source| Failure {
                    operation: Some(position),
                    obstacle: Obstacle::Plan(dazzle_sql::PlanError::Apply {
                        index: 0,
                        summary: operation.summary(),
                        source,
                    }),
                })?;
            }
            schema = schema_here;
            position += chunk.consumed.max(1);
        }
        let appeared: Vec<String> = self
            .dangling_references()
            .await?
            .into_iter()
            .filter(|reference| !dangling_before.contains(reference))
            .collect();
        if !appeared.is_empty() {
            return Err(Obstacle::DanglingReferences(appeared).into());
        }
        let gone: Vec<&str> = self
            .heads
            .difference(heads_after)
            .map(RevisionId::as_str)
            .collect();
        let come: Vec<&str> = heads_after
            .difference(&self.heads)
            .map(RevisionId::as_str)
            .collect();
        for statement in version::set_heads_sql(dialect, &gone, &come) {
            self.session
                .execute(&statement)
                .await
                .map_err(Obstacle::Database)?;
        }
        if self.interrupt.is_requested() {
            return Err(Obstacle::Interrupted.into());
        }
        // Another run may have started if the lock is gone; then this one must not commit.
        self.lock.check().await.map_err(Obstacle::Lock)?;
        self.session.commit().await.map_err(Obstacle::Database)?;
        Ok(())
    }

    /// Data is lost only where a person allowed it. A drop of what holds nothing loses nothing.
    async fn ask_consent(
        &mut self,
        operations: &[Operation],
        before: &Schema,
        position: usize,
        dialect: Dialect,
    ) -> Result<(), Failure> {
        let mut schema = before.clone();
        let mut losses = Vec::new();
        let mut first = None;
        for (at, operation) in operations.iter().enumerate() {
            for counted in destructive_counts(dialect, operation, &schema) {
                // What these operations themselves made holds nothing yet, and cannot be counted yet.
                let is_there = operation
                    .table()
                    .is_some_and(|table| before.table(table).is_some());
                if !is_there {
                    continue;
                }
                let rows = self.number(&counted.count).await?;
                if rows > 0 {
                    first.get_or_insert(position + at);
                    losses.push((counted.hazard.message, rows));
                }
            }
            if operation.apply(&mut schema).is_err() {
                break;
            }
        }
        if losses.is_empty() {
            return Ok(());
        }
        Err(Failure {
            operation: first,
            obstacle: Obstacle::Consent(losses),
        })
    }

    async fn run_step(
        &mut self,
        step: &Step,
        position: usize,
        total: usize,
        ran: &mut Vec<String>,
    ) -> Result<(), Obstacle> {
        if self.interrupt.is_requested() {
            return Err(Obstacle::Interrupted);
        }
        let done = step.operations.first().map_or(position, |index| position + index);
        (self.observer)(Event::Step {
            summary: step.summary.clone(),
            done,
            total,
        });
        for precheck in &step.prechecks {
            let rows = self.number(&precheck.count).await?;
            if rows > 0 {
                let sample = self.session.query(&precheck.sample).await.unwrap_or_default();
                let text =
                    |value: Option<Option<String>>| value.flatten().unwrap_or_else(|| "NULL".to_owned());
                return Err(Obstacle::Rows {
                    step: step.summary.clone(),
                    rows,
                    message: precheck.message.clone(),
                    sample: sample
                        .into_iter()
                        .map(|row| {
                            let mut values = row.into_iter();
                            (text(values.next()), text(values.next()))
                        })
                        .collect(),
                });
            }
        }
        match &step.action {
            Action::Statements(statements) => {
                for statement in statements {
                    self.statement(step, statement, ran).await?;
                }
            }
            Action::Seam(seam) => {
                let rows = self.number(&seam.until).await?;
                if rows == 0 {
                    (self.observer)(Event::SeamPassed {
                        why: seam.why.clone(),
                    });
                } else if seam.sql.trim().is_empty() {
                    return Err(Obstacle::UnfilledSeam {
                        why: seam.why.clone(),
                        rows,
                    });
                } else {
                    self.statement(step, &seam.sql, ran).await?;
                    let rows = self.number(&seam.until).await?;
                    if rows > 0 {
                        return Err(Obstacle::SeamNotReached {
                            why: seam.why.clone(),
                            rows,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    async fn statement(
        &mut self,
        step: &Step,
        statement: &str,
        ran: &mut Vec<String>,
    ) -> Result<(), Obstacle> {
        ran.push(statement.to_owned());
        match self.session.execute(statement).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind == Kind::Cancelled && self.interrupt.is_requested() => {
                Err(Obstacle::Interrupted)
            }
            Err(source) => Err(Obstacle::Statement {
                step: step.summary.clone(),
                statement: statement.to_owned(),
                source,
            }),
        }
    }

    async fn number(&mut self, query: &str) -> Result<u64, Obstacle> {
        let rows = self.session.query(query).await.map_err(|source| {
            if source.kind == Kind::Cancelled && self.interrupt.is_requested() {
                return Obstacle::Interrupted;
            }
            Obstacle::Statement {
                step: "count rows".to_owned(),
                statement: query.to_owned(),
                source,
            }
        })?;
        rows.into_iter()
            .next()
            .and_then(|row| row.into_iter().next().flatten())
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Obstacle::NoNumber {
                query: query.to_owned(),
            })
    }

    async fn facts(&mut self) -> Result<LiveFacts, DatabaseError> {
        read_facts(&mut self.session, self.server_version).await
    }

    /// SQLite: the references that point nowhere, in words. PostgreSQL enforces them by itself.
    async fn dangling_references(&mut self) -> Result<BTreeSet<String>, Obstacle> {
        if self.session.dialect() != Dialect::Sqlite {
            return Ok(BTreeSet::new());
        }
        let rows = self.session.query("PRAGMA foreign_key_check").await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let mut values = row
                    .into_iter()
                    .map(|value| value.unwrap_or_else(|| "?".to_owned()));
                let mut next = || values.next().unwrap_or_default();
                let (table, rowid, parent) = (next(), next(), next());
                format!("row {rowid} of `{table}` to `{parent}`")
            })
            .collect())
    }
}

/// An obstacle, and the operation at which it stood, by position in the revision.
struct Failure {
    operation: Option<usize>,
    obstacle: Obstacle,
}

impl Failure {
    /// Whether others stood in the way (a lock, a deadlock), so that a later try may go through.
    fn is_passing(&self) -> bool {
        match &self.obstacle {
            Obstacle::Statement { source, .. } | Obstacle::Database(source) => source.is_worth_retrying(),
            _ => false,
        }
    }
}

impl From<Obstacle> for Failure {
    fn from(obstacle: Obstacle) -> Self {
        Self {
            operation: None,
            obstacle,
        }
    }
}

/// What planning needs to know of the database.
pub(crate) async fn read_facts(
    session: &mut Session,
    server_version: u32,
) -> Result<LiveFacts, DatabaseError> {
    match session.dialect() {
        Dialect::Postgresql => Ok(LiveFacts::Postgresql(PostgresqlFacts { server_version })),
        Dialect::Sqlite => {
            let objects = session
                .query(dazzle_sql::sqlite::queries::OBJECTS)
                .await?
                .into_iter()
                .map(|row| {
                    let mut values = row.into_iter();
                    let mut next = || values.next().flatten();
                    SqliteObject {
                        kind: next().unwrap_or_default(),
                        name: next().unwrap_or_default(),
                        table: next().unwrap_or_default(),
                        sql: next(),
                    }
                })
                .collect();
            Ok(LiveFacts::Sqlite(SqliteFacts { objects }))
        }
    }
}

/// The recorded heads as ids. What is no id, no revision file can have.
pub(crate) fn heads_of(
    target: &DatabaseTarget,
    recorded: version::Recorded,
) -> Result<BTreeSet<RevisionId>, EngineError> {
    let texts = recorded.into_heads();
    let mut heads = BTreeSet::new();
    for text in &texts {
        match RevisionId::new(text) {
            Ok(id) => drop(heads.insert(id)),
            Err(_) => {
                return Err(EngineError::UnknownRevisions {
                    target: target.url.to_string(),
                    revisions: vec![text.clone()],
                });
            }
        }
    }
    Ok(heads)
}

/// The database must be at revisions that the files have.
pub(crate) fn check_known(
    target: &DatabaseTarget,
    history: &History,
    heads: &BTreeSet<RevisionId>,
) -> Result<(), EngineError> {
    let unknown: Vec<String> = heads
        .iter()
        .filter(|head| history.get(head).is_none())
        .map(ToString::to_string)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(EngineError::UnknownRevisions {
        target: target.url.to_string(),
        revisions: unknown,
    })
}

/// The applied revisions whose files are not what they were when they were applied, by the log.
pub(crate) async fn edited_revisions(
    session: &mut Session,
    history: &History,
    heads: &BTreeSet<RevisionId>,
) -> Result<Vec<RevisionId>, DatabaseError> {
    let applied = log::applied_checksums(session).await?;
    let mut edited = Vec::new();
    for id in history.ancestors(heads) {
        let (Some(revision), Some(recorded)) = (history.get(&id), applied.get(id.as_str())) else {
            continue;
        };
        if checksum(revision) != *recorded {
            edited.push(id);
        }
    }
    Ok(edited)
}

/// Turns a database error into the engine's, saying what was tried.
pub(crate) fn database_error<'t>(
    target: &'t DatabaseTarget,
    doing: &'static str,
) -> impl FnOnce(DatabaseError) -> EngineError + 't {
    move |source| EngineError::Database {
        doing,
        target: target.url.to_string(),
        source: Box::new(source),
    }
}

pub(crate) fn replay_error(error: dazzle_history::ReplayError) -> EngineError {
    match error {
        dazzle_history::ReplayError::Target(error) => EngineError::Target(error),
        dazzle_history::ReplayError::History(error) => EngineError::History(vec![*error]),
    }
}

/// An error and its causes in one text, for the log.
fn whole_message(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}
