//! A revision with batched seams: in stages, each committed, with its progress recorded.

use std::ops::Range;
use std::time::{Duration, Instant};

use dazzle_db::progress::{Progress, advance_progress};
use dazzle_db::{Kind, log};
use dazzle_history::{Direction, History, Revision};
use dazzle_ops::{ApplyError, Operation, apply_all, reverse_all};
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_sql::{Action, Batches, Seam, Step, hanging_on_view, losses, plan_chunk};

use super::attempt::{Failure, Work};
use super::recorded::read_facts;
use super::{Heading, Runner};
use crate::halfway::{self, Halfway};
use crate::{EngineError, Event, Obstacle};

/// A part of a revision that is committed by itself.
enum Stage {
    /// Operations in one transaction.
    Together(Range<usize>),
    /// The batches of the seam at this position.
    Batched(usize),
}

/// The stages of `operations` from the one at `from`; the last is a transaction, maybe of nothing.
fn stages(operations: &[Operation], from: usize, dialect: Dialect) -> Vec<Stage> {
    let mut stages = Vec::new();
    let mut begin = from;
    for (at, operation) in operations.iter().enumerate().skip(from) {
        if is_batched(operation, dialect) {
            stages.push(Stage::Together(begin..at));
            stages.push(Stage::Batched(at));
            begin = at + 1;
        }
    }
    stages.push(Stage::Together(begin..operations.len()));
    stages
}

/// Whether the operation is a seam that goes in batches. One that nobody filled stays in its revision's transaction,
/// which it stops.
fn is_batched(operation: &Operation, dialect: Dialect) -> bool {
    match operation {
        Operation::DataMigration(seam) => seam.batched.is_some() && seam.is_filled(dialect),
        _ => false,
    }
}

fn comes_again(view: &Name, operations: &[Operation]) -> bool {
    operations
        .iter()
        .any(|operation| matches!(operation, Operation::CreateView(it) if it.view.name == *view))
}

/// A revision that goes in stages.
pub(super) struct Course<'a> {
    revision: &'a Revision,
    direction: Direction,
}

impl<'a> Course<'a> {
    /// That of the revision, if it goes in stages on this dialect or has begun to.
    pub(super) fn of(
        revision: &'a Revision,
        direction: Direction,
        dialect: Dialect,
        halfway: Option<&Halfway>,
    ) -> Option<Self> {
        let has_batches = || {
            revision
                .operations(direction)
                .iter()
                .any(|it| is_batched(it, dialect))
        };
        (halfway.is_some() || has_batches()).then_some(Self { revision, direction })
    }
}

/// What a run of batches has come to.
struct Going<'a> {
    step: &'a Step,
    seam: &'a Seam,
    batches: &'a Batches,
    /// What is recorded in the database.
    progress: Progress,
}

impl Runner<'_> {
    /// A revision in its stages, from where it stands; gives the schema after it.
    pub(super) async fn in_stages(
        &mut self,
        course: &Course<'_>,
        work: &Work<'_>,
        ran: &mut Vec<String>,
    ) -> Result<Schema, Failure> {
        let dialect = self.session.dialect();
        let operations = work.operations;
        let from = self.halfway.as_ref().map_or(0, |halfway| halfway.progress.done);
        let mut schema = work.before.clone();
        let begun = operations.get(..from).unwrap_or_default();
        apply_all(begun, &mut schema).map_err(|error| unfit(begun, error))?;
        let all = stages(operations, from, dialect);
        if !self.options.allow_destructive && !work.is_consented {
            self.ask_about_views(operations, &all).await?;
        }
        for (at, stage) in all.iter().enumerate() {
            match stage {
                Stage::Together(range) => {
                    let is_last = at + 1 == all.len();
                    let is_there = self.halfway.is_some() && range.is_empty() && at == 0;
                    if is_there && !is_last {
                        continue;
                    }
                    let after = (!is_last)
                        .then(|| halfway::progress(course.revision, course.direction, range.end).text());
                    let heads = self.heads.clone();
                    let rest = operations.get(range.start..).unwrap_or_default();
                    let losses = losses(dialect, rest, &schema);
                    let part = Work {
                        operations: operations.get(range.clone()).unwrap_or_default(),
                        before: &schema,
                        heads_after: if is_last { work.heads_after } else { &heads },
                        draft_after: work.draft_after,
                        progress_after: after.as_deref(),
                        losses: Some(&losses),
                        is_consented: work.is_consented,
                    };
                    let mut statements = Vec::new();
                    let outcome = self.attempt_patiently(&part, &mut statements).await;
                    ran.append(&mut statements);
                    schema = outcome.map_err(|failure| failure.after(range.start))?;
                    self.halfway = match after {
                        Some(text) => Some(self.halfway_of(text)?),
                        None => None,
                    };
                }
                Stage::Batched(at) => {
                    let one = operations.get(*at..=*at).unwrap_or_default();
                    self.backfill(one, &schema, ran)
                        .await
                        .map_err(|failure| failure.after(*at))?;
                    apply_all(one, &mut schema).map_err(|error| unfit(one, error).after(*at))?;
                }
            }
        }
        Ok(schema)
    }

    /// What hangs on a view is noted in the session alone, so it would not outlive a run that ends between two stages.
    async fn ask_about_views(&mut self, operations: &[Operation], all: &[Stage]) -> Result<(), Failure> {
        let dialect = self.session.dialect();
        let mut lost = Vec::new();
        for stage in all {
            let Stage::Together(range) = stage else { continue };
            for at in range.clone() {
                let later = operations.get(range.end..).unwrap_or_default();
                let (Some(Operation::DropView(it)), rest) =
                    (operations.get(at), operations.get(at + 1..range.end))
                else {
                    continue;
                };
                let name = &it.view.name;
                if !comes_again(name, rest.unwrap_or_default()) && comes_again(name, later) {
                    let things = self.number(&hanging_on_view(dialect, name)).await?;
                    if things > 0 {
                        lost.push((
                            format!(
                                "view `{name}` is made anew behind batches that are committed, and would lose what \
                                 hangs on it (options, grants, comments, rules, triggers)"
                            ),
                            things,
                        ));
                    }
                }
            }
        }
        if lost.is_empty() {
            Ok(())
        } else {
            Err(Obstacle::Consent(lost).into())
        }
    }

    fn halfway_of(&self, text: String) -> Result<Halfway, Obstacle> {
        // We wrote it ourselves.
        Halfway::parse(self.target, text).map_err(|_| Obstacle::Moved)
    }

    /// The batches of the seam that `operations` are, from where they stand, until its postcondition holds.
    async fn backfill(
        &mut self,
        operations: &[Operation],
        schema: &Schema,
        ran: &mut Vec<String>,
    ) -> Result<(), Failure> {
        let facts = read_facts(&mut self.session).await.map_err(Obstacle::Database)?;
        let chunk = plan_chunk(operations, schema, &facts).map_err(|error| Failure {
            operation: Some(0),
            obstacle: Obstacle::Plan(error),
        })?;
        for step in &chunk.steps {
            let Action::Seam(seam) = &step.action else {
                continue;
            };
            let Some(batches) = &seam.batches else {
                continue;
            };
            ran.push(seam.sql.clone());
            let Some(halfway) = &self.halfway else {
                return Err(Obstacle::Moved.into());
            };
            let mut progress = halfway.progress.clone();
            let over = batches.in_words();
            if progress.over != over {
                // The key was changed in the file since.
                progress.after.clear();
                progress.over = over;
            }
            let mut going = Going {
                step,
                seam,
                batches,
                progress,
            };
            self.interrupt.watch(self.session.canceller());
            let outcome = self.go_through(&mut going).await;
            self.interrupt.unwatch();
            outcome.map_err(|failure| Failure {
                operation: Some(0),
                ..failure
            })?;
        }
        Ok(())
    }

    /// Passes over the table while each brings rows in order. One pass is enough, but for rows that came meanwhile
    /// before the batch at hand.
    async fn go_through(&mut self, going: &mut Going<'_>) -> Result<(), Failure> {
        let until = going.seam.until.clone();
        let mut left = self.number(&until).await?;
        if left == 0 {
            (self.observer)(Event::SeamPassed {
                why: going.seam.why.clone(),
            });
            return Ok(());
        }
        loop {
            let was_whole = going.progress.after.is_empty();
            self.one_pass(going).await?;
            let now = self.number(&until).await?;
            if now == 0 {
                return Ok(());
            }
            if was_whole && now >= left {
                return Err(Obstacle::SeamNotReached {
                    why: going.seam.why.clone(),
                    rows: now,
                    sample: self.sample(going.seam).await,
                }
                .into());
            }
            left = now;
            going.progress.after.clear();
        }
    }

    /// All batches from where they stand to the end of the table.
    async fn one_pass(&mut self, going: &mut Going<'_>) -> Result<(), Failure> {
        let after = |progress: &Progress| (!progress.after.is_empty()).then(|| progress.after.clone());
        let remaining = going.batches.remaining_sql(after(&going.progress).as_deref());
        let total = self.number(&remaining).await?;
        let (started, mut done) = (Instant::now(), 0);
        let throttle = self.options.throttle.or(going.batches.throttle);
        loop {
            if self.interrupt.is_requested() {
                return Err(Obstacle::Interrupted.into());
            }
            let Some(rows) = self.batch_patiently(going).await? else {
                return Ok(());
            };
            done += rows;
            (self.observer)(Event::Batch {
                summary: going.step.summary.clone(),
                done,
                // Rows may have come since they were counted.
                total: total.max(done),
                elapsed: started.elapsed(),
            });
            if let Some(pause) = throttle {
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    () = self.interrupt.requested() => {}
                }
            }
        }
    }

    /// The next batch, tried again while others stand in the way. Gives its rows; none at the end of the table.
    async fn batch_patiently(&mut self, going: &mut Going<'_>) -> Result<Option<u64>, Failure> {
        let mut tries = 0_u32;
        loop {
            let outcome = self.batch(going).await;
            let Err(mut failure) = outcome else {
                return outcome;
            };
            self.session.rollback().await.ok();
            if self.interrupt.is_requested() && failure.is_cancelled() {
                failure.obstacle = Obstacle::Interrupted;
            }
            if !failure.is_passing() || tries >= super::MOST_RETRIES || self.interrupt.is_requested() {
                return Err(failure);
            }
            tries = self.pause(&failure, tries).await;
        }
    }

    async fn batch(&mut self, going: &mut Going<'_>) -> Result<Option<u64>, Failure> {
        self.lock.check().await.map_err(Obstacle::Lock)?;
        self.session.begin().await.map_err(Obstacle::Database)?;
        let recorded = self.halfway.as_ref().map(|halfway| halfway.text.clone());
        let after = (!going.progress.after.is_empty()).then_some(going.progress.after.as_slice());
        let next = going.batches.next_sql(after);
        let answer = self
            .session
            .query(&next)
            .await
            .map_err(|source| Obstacle::Statement {
                step: going.step.summary.clone(),
                statement: next,
                source,
            })?;
        let Some(batch) = going.batches.read(answer) else {
            self.session.rollback().await.map_err(Obstacle::Database)?;
            return Ok(None);
        };
        let statements = going.batches.statements(&going.seam.sql, &batch);
        self.statement(going.step, &statements, &mut Vec::new()).await?;
        let mut progress = going.progress.clone();
        progress.rows += batch.rows;
        progress.after = batch.last;
        let text = progress.text();
        let advanced = advance_progress(&mut self.session, recorded.as_deref().unwrap_or_default(), &text)
            .await
            .map_err(Obstacle::Database)?;
        if !advanced {
            return Err(Obstacle::Moved.into());
        }
        match self.session.commit().await {
            Ok(()) => {}
            Err(error) if error.kind == Kind::ConnectionLost => {
                return Err(Obstacle::CommitUnknown(error).into());
            }
            Err(error) => return Err(Obstacle::Database(error).into()),
        }
        self.halfway = Some(self.halfway_of(text)?);
        going.progress = progress;
        Ok(Some(batch.rows))
    }

    /// All batches of a seam in the open transaction, where it cannot be in stages.
    pub(super) async fn all_batches(
        &mut self,
        step: &Step,
        seam: &Seam,
        batches: &Batches,
        ran: &mut Vec<String>,
    ) -> Result<(), Obstacle> {
        ran.push(seam.sql.clone());
        let mut after: Option<Vec<String>> = None;
        loop {
            let answer = self.session.query(&batches.next_sql(after.as_deref())).await?;
            let Some(batch) = batches.read(answer) else {
                return Ok(());
            };
            let statements = batches.statements(&seam.sql, &batch);
            self.statement(step, &statements, &mut Vec::new()).await?;
            after = Some(batch.last);
        }
    }

    /// The keys of up to five rows that are not in order. It is no failure of its own that they cannot be told.
    pub(super) async fn sample(&mut self, seam: &Seam) -> Vec<String> {
        let Some(query) = &seam.sample else {
            return Vec::new();
        };
        let rows = self.session.query(query).await.unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let cells = row
                    .into_iter()
                    .map(|cell| cell.unwrap_or_else(|| "NULL".to_owned()));
                cells.collect::<Vec<_>>().join(", ")
            })
            .collect()
    }

    /// Brings a revision that is half done to the front of `path`, where it stands already by its parents.
    ///
    /// # Errors
    /// When it is not on the path.
    pub(crate) fn half_done_first(&self, path: &mut [&Revision]) -> Result<(), EngineError> {
        let Some(halfway) = &self.halfway else {
            return Ok(());
        };
        match path.iter().position(|it| it.id == halfway.revision) {
            Some(at) => {
                path.get_mut(..=at).unwrap_or_default().rotate_right(1);
                Ok(())
            }
            None if path.is_empty() => Ok(()),
            None => Err(halfway.in_the_way(self.target, "it is not among the revisions to go through")),
        }
    }

    /// Takes back what is done of a revision that is half done, in one transaction. `false` where none is.
    pub(crate) async fn take_back(
        &mut self,
        history: &History,
        is_consented: bool,
    ) -> Result<bool, EngineError> {
        let Some(halfway) = self.halfway.clone() else {
            return Ok(false);
        };
        let head = history
            .schema_at(&self.heads)
            .map_err(crate::error::replay_error)?;
        let done = halfway.done(history)?;
        let standing = halfway.standing(history, head.clone())?;
        let undoing = reverse_all(done, &head)?;
        let heads = self.heads.clone();
        let work = Work {
            operations: &undoing,
            before: &standing,
            heads_after: &heads,
            draft_after: None,
            progress_after: None,
            losses: None,
            is_consented: is_consented || self.options.consented.contains(&halfway.revision),
        };
        let opposite = match halfway.direction {
            Direction::Upgrade => Direction::Downgrade,
            Direction::Downgrade => Direction::Upgrade,
        };
        let heading = Heading {
            revision: None,
            direction: log::Direction::Revert,
            checksum: None,
            notes: String::new(),
        };
        match self.logged(heading, &work, None).await? {
            Ok(ran) => {
                (self.observer)(Event::TakenBack {
                    half_done: halfway.in_words(),
                    duration: ran.duration,
                });
                Ok(true)
            }
            Err(failure) => Err(EngineError::Run {
                message: history
                    .get(&halfway.revision)
                    .map(|it| it.message.clone())
                    .unwrap_or_default(),
                revision: halfway.revision.clone(),
                direction: opposite,
                place: None,
                done: self.done.clone(),
                at: self.heads.iter().cloned().collect(),
                half_done: Some(Box::new(halfway.in_words())),
                source: Box::new(failure.obstacle),
            }),
        }
    }

    /// Waits before another try; gives how many there were then.
    pub(super) async fn pause(&mut self, failure: &Failure, tries: u32) -> u32 {
        let pause: Duration = super::FIRST_PAUSE * 2_u32.pow(tries);
        (self.observer)(Event::Retrying {
            why: crate::error::with_causes(&failure.obstacle),
            pause,
        });
        tokio::time::sleep(pause).await;
        tries + 1
    }
}

/// An operation that does not fit, of those given.
fn unfit(operations: &[Operation], (at, source): (usize, ApplyError)) -> Failure {
    Failure {
        operation: Some(at),
        obstacle: Obstacle::Plan(dazzle_sql::PlanError::Apply {
            index: at,
            summary: operations.get(at).map(Operation::summary).unwrap_or_default(),
            source,
        }),
    }
}
