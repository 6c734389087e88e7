//! One revision, or other work, in one transaction: its steps, the questions before them, its seams, and the row that records it.

use std::collections::BTreeSet;
use std::time::Duration;

use dazzle_db::progress::{read_progress, set_progress_sql};
use dazzle_db::{DatabaseError, Kind, version};
use dazzle_history::RevisionId;
use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::{Action, LiveFacts, Loss, PlanError, Step, losses, plan_chunk, plan_offline};

use super::Runner;
use super::recorded::read_facts;
use crate::confidential::Confidential;
use crate::{Event, Obstacle};

/// An obstacle, and the operation at which it stood, by position in the revision.
pub(super) struct Failure {
    pub(super) operation: Option<usize>,
    pub(super) obstacle: Obstacle,
}

impl Failure {
    /// Whether others stood in the way (a lock, a deadlock), so that a later try may go through.
    pub(super) fn is_passing(&self) -> bool {
        match &self.obstacle {
            Obstacle::Statement { source, .. } | Obstacle::Database(source) => source.is_worth_retrying(),
            _ => false,
        }
    }

    /// The same, in a list in which the operations begin at `start`.
    pub(super) fn after(mut self, start: usize) -> Self {
        self.operation = self.operation.map(|at| at + start);
        self
    }

    /// Whether the database stopped a statement because it was asked to.
    pub(super) fn is_cancelled(&self) -> bool {
        match &self.obstacle {
            Obstacle::Statement { source, .. } | Obstacle::Database(source) => source.kind == Kind::Cancelled,
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

/// What is to go through as one.
pub(super) struct Work<'a> {
    /// The operations.
    pub(super) operations: &'a [Operation],
    /// The schema before them.
    pub(super) before: &'a Schema,
    /// The heads that are recorded with them.
    pub(super) heads_after: &'a BTreeSet<RevisionId>,
    /// The draft that is recorded with them.
    pub(super) draft_after: Option<&'a str>,
    /// How far a revision has come that is half done then.
    pub(super) progress_after: Option<&'a str>,
    /// What of it would lose data, where somebody knows that better than the operations tell.
    pub(super) losses: Option<&'a [Loss]>,
    /// Whether a person allowed this work to lose data.
    pub(super) is_consented: bool,
}

impl Runner<'_> {
    /// One piece of work in one transaction, committed if all goes well; gives the schema after it. `ran` collects
    /// the statements.
    pub(super) async fn attempt(
        &mut self,
        work: &Work<'_>,
        ran: &mut Vec<String>,
    ) -> Result<Schema, Failure> {
        self.lock.check().await.map_err(Obstacle::Lock)?;
        // A table that is rebuilt is dropped; with enforcement on that would empty the tables that point to it.
        let enforced = self
            .session
            .set_foreign_keys(false)
            .await
            .map_err(Obstacle::Database)?;
        self.interrupt.watch(self.session.canceller());
        let mut outcome = self.in_transaction(work, ran).await;
        self.interrupt.unwatch();
        if let Err(failure) = &mut outcome {
            if self.interrupt.is_requested() && failure.is_cancelled() {
                failure.obstacle = Obstacle::Interrupted;
            }
            // Both fail only on a broken connection, whose settings and transaction end with it.
            self.session.rollback().await.ok();
            if self.session.dialect() == Dialect::Sqlite {
                self.session
                    .execute(dazzle_sql::sqlite::queries::LEAVE_LEGACY_MODE)
                    .await
                    .ok();
            }
        }
        // Fails only on a broken connection, and each attempt switches and checks it anew.
        self.session.set_foreign_keys(enforced).await.ok();
        outcome
    }

    async fn in_transaction(&mut self, work: &Work<'_>, ran: &mut Vec<String>) -> Result<Schema, Failure> {
        let Work {
            operations,
            before,
            heads_after,
            draft_after,
            progress_after,
            losses: known,
            is_consented,
        } = *work;
        self.session.begin().await.map_err(Obstacle::Database)?;
        let recorded = version::read_heads(&mut self.session)
            .await
            .map_err(Obstacle::Database)?;
        let unmoved = recorded
            .into_heads()
            .iter()
            .map(String::as_str)
            .eq(self.heads.iter().map(RevisionId::as_str));
        let draft = version::read_draft(&mut self.session)
            .await
            .map_err(Obstacle::Database)?;
        let progress = read_progress(&mut self.session)
            .await
            .map_err(Obstacle::Database)?;
        let was = self.halfway.as_ref().map(|halfway| halfway.text.as_str());
        if !unmoved || draft != self.draft_text || progress.as_deref() != was {
            return Err(Obstacle::Moved.into());
        }
        let was_as_recorded = self.is_as_recorded().await?;
        if !self.options.allow_destructive && !is_consented {
            let dialect = self.session.dialect();
            let losses = known.map_or_else(|| losses(dialect, operations, before), <[Loss]>::to_vec);
            self.ask_consent(losses).await?;
        }
        let dangling = self.dangling_references().await?;
        let schema = self.run_operations(operations, before, ran).await?;
        if self.dangling_references().await? > dangling {
            return Err(Obstacle::DanglingReferences(self.sample_of_dangling().await?).into());
        }
        let dialect = self.session.dialect();
        let gone: Vec<&str> = self
            .heads
            .difference(heads_after)
            .map(RevisionId::as_str)
            .collect();
        let come: Vec<&str> = heads_after
            .difference(&self.heads)
            .map(RevisionId::as_str)
            .collect();
        let mut records = version::set_heads_sql(dialect, &gone, &come);
        if draft.as_deref() != draft_after {
            records.extend(version::set_draft_sql(dialect, draft_after));
        }
        if progress.as_deref() != progress_after {
            records.extend(set_progress_sql(dialect, progress_after));
        }
        for statement in records {
            self.session
                .execute(&statement)
                .await
                .map_err(Obstacle::Database)?;
        }
        // A catalogue between two versions is neither's.
        let is_whole = was_as_recorded && progress_after.is_none() && progress.is_none();
        self.mark((heads_after, draft_after.is_some()), is_whole, operations)
            .await?;
        if self.interrupt.is_requested() {
            return Err(Obstacle::Interrupted.into());
        }
        // Another run may have started if the lock is gone; then this one must not commit.
        self.lock.check().await.map_err(Obstacle::Lock)?;
        match self.session.commit().await {
            Ok(()) => Ok(schema),
            Err(error) if error.kind == Kind::ConnectionLost => Err(Obstacle::CommitUnknown(error).into()),
            Err(error) => Err(Obstacle::Database(error).into()),
        }
    }

    /// Runs the steps of all operations, chunk by chunk, and gives the schema after them.
    async fn run_operations(
        &mut self,
        operations: &[Operation],
        before: &Schema,
        ran: &mut Vec<String>,
    ) -> Result<Schema, Failure> {
        let dialect = self.session.dialect();
        let mut schema = before.clone();
        let mut position = 0;
        let mut set_aside = Vec::new();
        while let Some(rest) = operations.get(position..).filter(|rest| !rest.is_empty()) {
            let mut facts = read_facts(&mut self.session).await.map_err(Obstacle::Database)?;
            if let LiveFacts::Sqlite(facts) = &mut facts {
                facts.set_aside = std::mem::take(&mut set_aside);
            }
            let chunk = plan_chunk(rest, &schema, &facts).map_err(|error| Failure {
                operation: error.index().map(|index| position + index),
                obstacle: Obstacle::Plan(error),
            })?;
            for step in &chunk.steps {
                self.run_step(step, position, operations.len(), ran)
                    .await
                    .map_err(|obstacle| Failure {
                        operation: to_blame(dialect, step, rest, &schema, &obstacle).map(|at| position + at),
                        obstacle,
                    })?;
            }
            for (at, operation) in rest.iter().take(chunk.consumed).enumerate() {
                operation.apply(&mut schema).map_err(|source| Failure {
                    operation: Some(position + at),
                    obstacle: Obstacle::Plan(PlanError::Apply {
                        index: at,
                        summary: operation.summary(),
                        source,
                    }),
                })?;
            }
            position += chunk.consumed.max(1);
            set_aside = chunk.set_aside;
        }
        Ok(schema)
    }

    /// Data is lost only where a person allowed it. A drop of what holds nothing loses nothing.
    async fn ask_consent(&mut self, losses: Vec<Loss>) -> Result<(), Failure> {
        let mut found = Vec::new();
        let mut first = None;
        for loss in losses {
            let rows = self.number(&loss.count).await?;
            if rows > 0 {
                first.get_or_insert(loss.operation);
                found.push((loss.hazard.message, rows));
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        Err(Failure {
            operation: first,
            obstacle: Obstacle::Consent(found),
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
                let confidential = self.project.as_ref().map(Confidential::of).unwrap_or_default();
                return Err(Obstacle::Rows {
                    step: step.summary.clone(),
                    rows,
                    message: precheck.message.clone(),
                    help: precheck.help,
                    sample: sample
                        .into_iter()
                        .map(|row| {
                            let mut values = row.into_iter();
                            let shown = (text(values.next()), text(values.next()));
                            confidential.cover(&precheck.table, &precheck.columns, shown)
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
                        sample: self.sample(seam).await,
                    });
                } else {
                    match &seam.batches {
                        None => self.statement(step, &seam.sql, ran).await?,
                        Some(batches) => self.all_batches(step, seam, batches, ran).await?,
                    }
                    let rows = self.number(&seam.until).await?;
                    if rows > 0 {
                        return Err(Obstacle::SeamNotReached {
                            why: seam.why.clone(),
                            rows,
                            sample: self.sample(seam).await,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) async fn statement(
        &mut self,
        step: &Step,
        statement: &str,
        ran: &mut Vec<String>,
    ) -> Result<(), Obstacle> {
        ran.push(statement.to_owned());
        match self.execute_watched(statement).await {
            Ok(()) => Ok(()),
            Err(source) => Err(Obstacle::Statement {
                step: step.summary.clone(),
                statement: statement.to_owned(),
                source,
            }),
        }
    }

    /// Runs a statement. While it takes long, the server is asked who keeps it waiting: after it failed nobody does.
    async fn execute_watched(&mut self, statement: &str) -> Result<(), DatabaseError> {
        let patience = self.options.session.lock_timeout;
        let pause = (patience / 2).clamp(Duration::from_millis(20), Duration::from_secs(1));
        let pid = self.session.server_process();
        let mut blockers = None;
        let outcome = {
            let mut work = std::pin::pin!(self.session.execute(statement));
            loop {
                tokio::select! {
                    done = &mut work => break done,
                    () = tokio::time::sleep(pause) => {
                        blockers = self.lock.blockers(pid).await.or(blockers);
                    }
                }
            }
        };
        match outcome {
            Ok(_) => Ok(()),
            Err(error) if error.kind == Kind::LockTimeout => Err(match blockers {
                Some(who) => error.blocked_by(&who),
                None => error,
            }),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn number(&mut self, query: &str) -> Result<u64, Obstacle> {
        let rows = self
            .session
            .query(query)
            .await
            .map_err(|source| Obstacle::Statement {
                step: "count rows".to_owned(),
                statement: query.to_owned(),
                source,
            })?;
        rows.into_iter()
            .next()
            .and_then(|row| row.into_iter().next().flatten())
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Obstacle::NoNumber {
                query: query.to_owned(),
            })
    }

    /// SQLite: how many references point nowhere. PostgreSQL enforces them by itself.
    async fn dangling_references(&mut self) -> Result<u64, Obstacle> {
        match self.session.dialect() {
            Dialect::Sqlite => {
                self.number(dazzle_sql::sqlite::queries::FOREIGN_KEY_VIOLATIONS)
                    .await
            }
            Dialect::Postgresql => Ok(0),
        }
    }

    /// Some of the references that point nowhere, in words.
    async fn sample_of_dangling(&mut self) -> Result<Vec<String>, Obstacle> {
        let rows = self
            .session
            .query("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 5")
            .await?;
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

/// Which of `operations`, of which `step` carries out several, the obstacle belongs to; the first where it cannot be
/// told.
fn to_blame(
    dialect: Dialect,
    step: &Step,
    operations: &[Operation],
    before: &Schema,
    obstacle: &Obstacle,
) -> Option<usize> {
    let first = step.operations.first().copied();
    let Obstacle::Rows { message, .. } = obstacle else {
        return first;
    };
    if step.operations.len() < 2 {
        return first;
    }
    let mut schema = before.clone();
    for (at, operation) in operations.iter().enumerate() {
        let one = std::slice::from_ref(operation);
        let asks = |step: Step| step.prechecks.iter().any(|it| it.message == *message);
        if step.operations.contains(&at)
            && plan_offline(dialect, one, &schema, None)
                .unwrap_or_default()
                .into_iter()
                .any(asks)
        {
            return Some(at);
        }
        operation.apply(&mut schema).ok()?;
    }
    first
}
