//! The draft on a database: read, applied, kept in step with the version.

use std::time::Instant;

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_diff::{Decisions, diff};
use dazzle_history::{Direction, History, Revision, checksum};
use dazzle_ops::Operation;
use dazzle_schema::Schema;
use dazzle_sql::Loss;

use super::attempt::{Failure, Work};
use super::{Heading, Runner, notes};
use crate::dev::withheld::{Thing, Withheld};
use crate::draft::{Carried, Origins, StandingDraft, carry, renames_between, standing_schema};
use crate::error::{database_error, replay_error, with_causes};
use crate::{EngineError, Event, Obstacle};

/// A try at a draft that was rolled back: where it stood, and why.
pub(crate) struct Setback {
    /// Position of the operation, where there is one.
    pub(crate) operation: Option<usize>,
    /// What stood in the way.
    pub(crate) obstacle: Obstacle,
}

impl Runner<'_> {
    /// The draft on the database.
    ///
    /// # Errors
    /// When it cannot be read, or does not stand on the heads that the database is at.
    pub(crate) fn draft(&self) -> Result<Option<StandingDraft>, EngineError> {
        self.draft_text
            .as_deref()
            .map(|text| StandingDraft::parse(self.target, text, &self.heads))
            .transpose()
    }

    /// The schema of the database: of its heads, with its draft or what is half done.
    pub(crate) fn schema(&self, history: &History) -> Result<Schema, EngineError> {
        let schema = standing_schema(self.target, history, &self.heads, self.draft()?.as_ref())?;
        match &self.halfway {
            Some(halfway) => halfway.standing(history, schema),
            None => Ok(schema),
        }
    }

    /// Applies `operations` to the database, which has `before`, and records that it has `draft` then. In one
    /// transaction; whatever stands in the way, nothing is done.
    ///
    /// `again` hears of each setback and gives other operations to try, or none to give up.
    pub(crate) async fn apply_draft(
        &mut self,
        before: &Schema,
        first: Drafting,
        again: &mut Again<'_>,
    ) -> Result<Option<Drafting>, EngineError> {
        self.ensure_tables().await?;
        let started = Instant::now();
        let entry = LogEntry {
            run_id: &self.options.session.run_id,
            revision: None,
            direction: log::Direction::Draft,
            checksum: None,
            operations: u32::try_from(first.operations.len()).unwrap_or(u32::MAX),
            tool_version: env!("CARGO_PKG_VERSION"),
        };
        let row = log::log_start(&mut self.session, &entry)
            .await
            .map_err(database_error(self.target, "writing the log"))?;
        let heads = self.heads.clone();
        let mut drafting = first;
        let mut ran = Vec::new();
        let mut last = None;
        let outcome = loop {
            let text = drafting.draft.as_ref().map(StandingDraft::text);
            let work = Work {
                operations: &drafting.operations,
                before,
                heads_after: &heads,
                draft_after: text.as_deref(),
                progress_after: None,
                losses: Some(&drafting.losses),
                is_consented: false,
            };
            match self.attempt_patiently(&work, &mut ran).await {
                Ok(_) => {
                    self.draft_text = text;
                    break Ok(Some(drafting));
                }
                Err(Failure { operation, obstacle }) => {
                    last = Some(with_causes(&obstacle));
                    match again(&drafting, Setback { operation, obstacle }) {
                        Ok(Some(next)) => drafting = next,
                        Ok(None) => break Ok(None),
                        Err(error) => break Err(error),
                    }
                }
            }
        };
        let (word, error) = match &outcome {
            Ok(Some(_)) => (Outcome::Done, None),
            Ok(None) => (Outcome::Failed, last),
            Err(_) if self.interrupt.is_requested() => (Outcome::Interrupted, last),
            Err(_) => (Outcome::Failed, last),
        };
        let statements = if matches!(outcome, Ok(Some(_))) {
            ran.join(";\n")
        } else {
            String::new()
        };
        let written = log::log_finish(
            &mut self.session,
            row,
            word,
            error.as_deref(),
            started.elapsed(),
            Some(&statements),
        )
        .await;
        if let (Ok(Some(_)), Err(error)) = (&outcome, &written) {
            (self.observer)(Event::LogNotWritten {
                why: error.to_string(),
            });
        }
        outcome
    }

    /// Runs what [`carry()`] gave; the version and the draft move with it. The schema after it is given
    /// back, or what stood in the way.
    pub(crate) async fn run_carried(
        &mut self,
        history: &History,
        revision: &Revision,
        standing: &Schema,
        carried: &Carried,
        (position, total): (usize, usize),
    ) -> Result<Result<(), Obstacle>, EngineError> {
        (self.observer)(Event::RevisionStarted {
            revision: revision.id.clone(),
            message: revision.message.clone(),
            direction: Direction::Upgrade,
            position,
            total,
        });
        let text = carried.draft.as_ref().map(StandingDraft::text);
        let sum = checksum(revision);
        let work = Work {
            operations: &carried.operations,
            before: standing,
            heads_after: &carried.heads,
            draft_after: text.as_deref(),
            progress_after: None,
            losses: None,
            is_consented: self.options.consented.contains(&revision.id),
        };
        let heading = Heading {
            revision: Some(revision.id.as_str()),
            direction: log::Direction::Upgrade,
            checksum: Some(&sum),
            notes: notes(history, &revision.id),
        };
        match self.logged(heading, &work, None).await? {
            Ok(ran) => {
                self.done.push(revision.id.clone());
                (self.observer)(Event::RevisionDone {
                    revision: revision.id.clone(),
                    message: revision.message.clone(),
                    direction: Direction::Upgrade,
                    statements: ran.statements,
                    duration: ran.duration,
                });
                Ok(Ok(()))
            }
            Err(failure) => Ok(Err(failure.obstacle)),
        }
    }

    /// Runs pending revisions on a database with a draft and takes the draft off: in the end the database is as
    /// history says. What the draft did already is not done again.
    pub(crate) async fn run_over_draft(
        &mut self,
        history: &History,
        revisions: &[&Revision],
    ) -> Result<(), EngineError> {
        let Some((last, before_last)) = revisions.split_last() else {
            return self.take_off_draft(history).await;
        };
        for (position, revision) in before_last.iter().chain([last]).enumerate() {
            self.stop_if_asked()?;
            let standing = self.schema(history)?;
            let mut carried = self.make_way(history, revision, &standing)?;
            if position + 1 == revisions.len() {
                let renames = match &carried.draft {
                    Some(draft) => {
                        let head = Origins::of(&carried.head);
                        let there = head.clone().after(draft.operations());
                        renames_between(&there, &head)
                    }
                    None => Decisions::default(),
                };
                carried
                    .operations
                    .extend(diff(&carried.standing, &carried.head, &renames)?.operations);
                carried.draft = None;
            }
            let at = (position, revisions.len());
            if let Err(obstacle) = self
                .run_carried(history, revision, &standing, &carried, at)
                .await?
            {
                return Err(EngineError::Run {
                    revision: revision.id.clone(),
                    message: revision.message.clone(),
                    direction: Direction::Upgrade,
                    place: None,
                    done: self.done.clone(),
                    at: self.heads.iter().cloned().collect(),
                    half_done: None,
                    source: Box::new(obstacle),
                });
            }
        }
        Ok(())
    }

    /// What the revision is here. A column that the draft made and the revision makes with another type gives way:
    /// its values need not fit.
    fn make_way(
        &self,
        history: &History,
        revision: &Revision,
        standing: &Schema,
    ) -> Result<Carried, EngineError> {
        let draft = self.draft()?;
        let carried = carry(self.target, history, draft.as_ref(), &self.heads, revision)?;
        let mut withheld = Withheld::default();
        for clash in &carried.clashes {
            if let Operation::AddColumn(it) = &clash.operation
                && let Some(there) = standing
                    .table(&it.table)
                    .and_then(|table| table.column(&it.column.name))
                && there.column_type != it.column.column_type
            {
                withheld.add(Thing::Column(it.table.clone(), it.column.name.clone()));
            }
        }
        let (Some(draft), false) = (draft, withheld.is_empty()) else {
            return Ok(carried);
        };
        let head = history.schema_at(&self.heads).map_err(replay_error)?;
        let without = withheld.target(&head, standing);
        let first = diff(standing, &without, &Decisions::default())?.operations;
        let origins = Origins::of(&head);
        let now = origins.clone().after(draft.operations()).after(&first);
        let rest = StandingDraft::between(
            &self.heads,
            &head,
            &without,
            &renames_between(&origins, &now),
            &[],
        )?;
        let mut carried = carry(self.target, history, rest.as_ref(), &self.heads, revision)?;
        carried.operations.splice(0..0, first);
        Ok(carried)
    }

    /// Brings the database back to what history says.
    async fn take_off_draft(&mut self, history: &History) -> Result<(), EngineError> {
        let Some(draft) = self.draft()? else {
            return Ok(());
        };
        let head = history.schema_at(&self.heads).map_err(replay_error)?;
        let standing = draft.standing(self.target, &head)?;
        let origins = Origins::of(&head);
        let renames = renames_between(&origins.clone().after(draft.operations()), &origins);
        let operations = diff(&standing, &head, &renames)?.operations;
        let heads = self.heads.clone();
        let work = Work {
            operations: &operations,
            before: &standing,
            heads_after: &heads,
            draft_after: None,
            progress_after: None,
            losses: None,
            is_consented: false,
        };
        let heading = Heading {
            revision: None,
            direction: log::Direction::Draft,
            checksum: None,
            notes: String::new(),
        };
        match self.logged(heading, &work, None).await? {
            Ok(_) => {
                (self.observer)(Event::DraftTakenOff {
                    operations: operations.iter().map(Operation::summary).collect(),
                });
                Ok(())
            }
            Err(failure) => Err(EngineError::DraftKept {
                target: self.target.url.to_string(),
                source: Box::new(failure.obstacle),
            }),
        }
    }
}

/// What to try after a setback, if anything.
pub(crate) type Again<'a> = dyn FnMut(&Drafting, Setback) -> Result<Option<Drafting>, EngineError> + 'a;

/// A draft that is to be applied.
#[derive(Debug)]
pub(crate) struct Drafting {
    /// What leads there from where the database is.
    pub(crate) operations: Vec<Operation>,
    /// What of it would lose data, if it is so still.
    pub(crate) losses: Vec<Loss>,
    /// What is recorded then; none where the database is as its heads say.
    pub(crate) draft: Option<StandingDraft>,
}
