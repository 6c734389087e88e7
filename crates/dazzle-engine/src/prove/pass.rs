//! The steps of a proof, once through, on one empty database.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use dazzle_db::SessionOptions;
use dazzle_history::{Direction, History, Revision};
use dazzle_ops::Operation;
use dazzle_schema::{Name, Schema, Table};
use dazzle_sql::inspection::Unmodelled;

use super::before::bring;
use super::demands::Demands;
use super::fates::Fates;
use super::fill::fill;
use super::outcome::{FailureReason, FilledTable, OpenSeam, ProofStep, Rows, StepKind, StepOutcome};
use super::report::{Beside, Report, in_words, seams};
use super::snapshot::{Changes, Snapshot};
use crate::answers::Answers;
use crate::comparison::{Side, compare};
use crate::error::{count, database_error};
use crate::inspection::inspect_session;
use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError, Event, Interrupt, Obstacle, RunOptions, rows_in_words};

/// What is to be proved.
pub struct Job<'j> {
    /// The revision and all that comes before it, and nothing else.
    pub history: &'j History,
    pub revision: &'j Revision,
    pub before: &'j Schema,
    pub after: &'j Schema,
    /// The tables that get rows.
    pub concerned: &'j BTreeSet<Name>,
    /// How many rows a table gets.
    pub rows: u32,
    pub statement_timeout: Duration,
    pub interrupt: &'j Interrupt,
}

/// What one pass found.
pub struct Pass {
    pub steps: Vec<ProofStep>,
    pub tables: Vec<FilledTable>,
    pub server: String,
    pub end: PassEnd,
}

/// How far a pass came.
pub enum PassEnd {
    /// There and back, or there and no way back is said to be.
    Complete,
    /// It stopped before anything was changed, at rows that do not fit.
    Stopped,
    /// It stopped at a seam that nobody filled.
    Open(OpenSeam),
}

/// A step that failed, and those before it.
pub struct PassFailure {
    pub steps: Vec<ProofStep>,
    pub step: StepKind,
    pub reason: FailureReason,
}

/// One pass on the empty database `target`.
pub async fn run(job: &Job<'_>, target: &DatabaseTarget, rows: Rows) -> Result<Pass, PassFailure> {
    let mut report = Report::new(rows);
    match steps(job, target, &mut report).await {
        Ok((tables, server, end)) => Ok(Pass {
            steps: report.steps,
            tables,
            server,
            end,
        }),
        Err(reason) => Err(PassFailure {
            steps: report.steps,
            step: report.kind,
            reason,
        }),
    }
}

type Seen = (Vec<FilledTable>, String, PassEnd);

async fn steps(job: &Job<'_>, target: &DatabaseTarget, report: &mut Report) -> Result<Seen, FailureReason> {
    let options = RunOptions {
        session: SessionOptions {
            statement_timeout: Some(job.statement_timeout),
            ..RunOptions::default().session
        },
        allow_destructive: true,
        ..RunOptions::default()
    };
    let passed = RefCell::new(Vec::new());
    let mut observer = |event| {
        if let Event::SeamPassed { why } = event {
            passed.borrow_mut().push(why);
        }
    };
    let runner = Runner::open(target, &options, job.interrupt, &mut observer)
        .await
        .map_err(FailureReason::Scratch)?;
    let mut scene = Scene {
        job,
        target,
        runner,
        passed: &passed,
        report,
    };
    let outcome = scene.play().await;
    scene.runner.close().await.map_err(FailureReason::Scratch)?;
    outcome
}

/// A pass while it goes on.
struct Scene<'a, 'r> {
    job: &'a Job<'a>,
    target: &'r DatabaseTarget,
    runner: Runner<'r>,
    /// Why the seams are there that needed nothing.
    passed: &'a RefCell<Vec<String>>,
    report: &'a mut Report,
}

/// How a run of the revision came out, where it did not fail.
enum Ran {
    Through(String),
    Open(OpenSeam),
    Stopped(String),
}

fn is_of_a_key(table: &Table, column: &Name) -> bool {
    let keys = table.primary_key.iter().map(|key| &key.columns);
    let uniques = table.uniques.values().map(|unique| &unique.columns);
    let mut indexes = table.indexes.values().filter(|index| index.unique);
    keys.chain(uniques).any(|columns| columns.contains(column)) || indexes.any(|index| index.mentions(column))
}

impl Scene<'_, '_> {
    async fn play(&mut self) -> Result<Seen, FailureReason> {
        let job = self.job;
        let (revision, dialect) = (job.revision, self.target.dialect());

        self.report.begin(StepKind::Before);
        let ancestors: Vec<&Revision> = job
            .history
            .revisions()
            .filter(|it| it.id != revision.id)
            .collect();
        bring(&mut self.runner, self.target, job.history, &ancestors)
            .await
            .map_err(|error| self.failed(error))?;
        let (server, _) = self
            .runner
            .session
            .server_version()
            .await
            .map_err(database_error(self.target, "asking for the version"))
            .map_err(FailureReason::Scratch)?;
        let beside = self.compare_with(job.before).await?;
        self.report.end(
            StepOutcome::Holds,
            format!(
                "{} before it, {}",
                count(ancestors.len(), "revision"),
                count(job.before.len(), "table")
            ),
        );

        let tables = self.fill().await?;
        let wanted: Vec<Name> = tables.iter().map(|it| it.table.clone()).collect();
        let snapshot = Snapshot::read(&mut self.runner.session, job.before, &wanted)
            .await
            .map_err(database_error(self.target, "reading the rows"))
            .map_err(FailureReason::Scratch)?;

        self.report.begin(StepKind::Upgrade);
        if let Some(end) = self.went(Direction::Upgrade).await? {
            return Ok((tables, server, end));
        }
        self.report.begin(StepKind::Schema);
        self.compare_with(job.after).await?;
        self.report
            .end(StepOutcome::Holds, count(job.after.len(), "table"));
        self.report.begin(StepKind::Values);
        let mut fates = Fates::of(job.before, dialect);
        fates.follow_all(&revision.upgrade);
        self.compare_rows(&snapshot, &fates).await?;

        self.report.begin(StepKind::Downgrade);
        if revision.downgrade.is_empty() && !revision.upgrade.is_empty() {
            self.report
                .end(StepOutcome::None, "the revision says no way back");
            return Ok((tables, server, PassEnd::Complete));
        }
        if let Some(end) = self.went(Direction::Downgrade).await? {
            return Ok((tables, server, end));
        }
        self.report.begin(StepKind::SchemaBack);
        let beside_back = self.compare_with(job.before).await?;
        let beside = Beside::between(&beside, &beside_back, &fates);
        if !beside.wrong.is_empty() {
            return Err(FailureReason::LeftBehind(beside.wrong));
        }
        let mut detail = count(job.before.len(), "table");
        if !beside.lost.is_empty() {
            detail.push_str(&format!(
                "; gone with what was dropped: {}",
                beside.lost.join(", ")
            ));
        }
        self.report.end(StepOutcome::Holds, detail);
        self.report.begin(StepKind::ValuesBack);
        self.compare_rows(&snapshot, &fates.there_and_back()).await?;
        Ok((tables, server, PassEnd::Complete))
    }

    /// Made-up rows, where there are to be any.
    async fn fill(&mut self) -> Result<Vec<FilledTable>, FailureReason> {
        let job = self.job;
        if self.report.rows == Rows::None || job.concerned.is_empty() {
            return Ok(Vec::new());
        }
        self.report.begin(StepKind::Fill);
        let demands = if self.report.rows == Rows::Any {
            Demands::of_schema(job.before)
        } else {
            Demands::of_operations(job.before, &job.revision.upgrade, self.target.dialect())
        };
        let tables = fill(
            &mut self.runner.session,
            &demands,
            job.concerned,
            (job.revision.id.as_str(), job.rows),
            job.interrupt,
        )
        .await
        .map_err(database_error(self.target, "filling the tables"))
        .map_err(FailureReason::Scratch)?;
        let empty: Vec<String> = tables
            .iter()
            .filter(|table| table.rows == 0)
            .map(|table| match &table.refusal {
                Some(refusal) => format!("`{}` ({refusal})", table.table),
                None => format!("`{}`", table.table),
            })
            .collect();
        let rows: usize = tables.iter().map(|table| table.rows).sum();
        let mut detail = format!("{} in {}", count(rows, "row"), count(tables.len(), "table"));
        if !empty.is_empty() {
            detail.push_str(&format!("; empty: {}", empty.join(", ")));
        }
        self.report.end(StepOutcome::Holds, detail);
        Ok(tables)
    }

    /// Goes one way and says so in the report; how the pass ends, if it does not go through.
    async fn went(&mut self, direction: Direction) -> Result<Option<PassEnd>, FailureReason> {
        let (outcome, detail, end) = match self.go(direction).await? {
            Ran::Through(detail) => (StepOutcome::Holds, detail, None),
            Ran::Stopped(detail) => (StepOutcome::Stopped, detail, Some(PassEnd::Stopped)),
            Ran::Open(seam) => (StepOutcome::Open, in_words(&seam), Some(PassEnd::Open(seam))),
        };
        self.report.end(outcome, detail);
        Ok(end)
    }

    /// Runs the revision as `upgrade` and `downgrade` do.
    async fn go(&mut self, direction: Direction) -> Result<Ran, FailureReason> {
        self.passed.borrow_mut().clear();
        let job = self.job;
        let outcome = self.runner.run_all(job.history, &[job.revision], direction).await;
        let Err(error) = outcome else {
            let seams = seams(job.revision.operations(direction));
            let mut detail = count(job.revision.operations(direction).len(), "operation");
            if seams > 0 {
                let needed_nothing = self.passed.borrow().len();
                detail.push_str(&format!(
                    ", {} reached {} ({needed_nothing} needed nothing)",
                    count(seams, "seam"),
                    if seams == 1 {
                        "its postcondition"
                    } else {
                        "their postconditions"
                    },
                ));
            }
            return Ok(Ran::Through(detail));
        };
        let EngineError::Run { source, .. } = &error else {
            return Err(self.failed(error));
        };
        match &**source {
            Obstacle::UnfilledSeam { why, rows, .. } => Ok(Ran::Open(OpenSeam {
                direction,
                why: why.clone(),
                rows: *rows,
            })),
            Obstacle::Rows { rows, message, .. } => Ok(Ran::Stopped(format!(
                "stops before anything is changed at {}",
                rows_in_words(*rows, message)
            ))),
            // Values that were different may be equal in the new type; then a key does what it should.
            Obstacle::Statement { source, .. }
                if source.is_unique_violation() && self.changes_a_key(direction) =>
            {
                Ok(Ran::Stopped(
                    "stops at rows that a key takes for equal once their type has changed".to_owned(),
                ))
            }
            _ => Err(self.failed(error)),
        }
    }

    /// Whether a column of a key gets another type.
    fn changes_a_key(&self, direction: Direction) -> bool {
        let job = self.job;
        let schema = match direction {
            Direction::Upgrade => job.after,
            Direction::Downgrade => job.before,
        };
        job.revision.operations(direction).iter().any(|operation| {
            matches!(operation, Operation::AlterColumn(it)
                if it.column_type.is_some()
                    && schema.table(&it.table).is_some_and(|table| is_of_a_key(table, &it.column)))
        })
    }

    fn failed(&self, error: EngineError) -> FailureReason {
        let is_stop = match &error {
            EngineError::Run { source, .. } => matches!(**source, Obstacle::Interrupted),
            EngineError::Stopped { .. } => true,
            _ => false,
        };
        if is_stop {
            FailureReason::Stopped
        } else {
            FailureReason::Run(error)
        }
    }

    /// The database must be as `declared`; gives what it has that no schema holds.
    async fn compare_with(&mut self, declared: &Schema) -> Result<Vec<Unmodelled>, FailureReason> {
        let live = inspect_session(&mut self.runner.session, self.target, &[])
            .await
            .map_err(FailureReason::Scratch)?;
        let unmodelled = live.inspection.unmodelled.clone();
        let comparison = compare(
            &Side::of_schema("history", declared.clone()),
            &Side::of_live(self.target.clone(), live),
            &Answers::default(),
            &self.runner.options.session,
        )
        .await
        .map_err(FailureReason::Scratch)?;
        if comparison.operations.is_empty() {
            return Ok(unmodelled);
        }
        Err(FailureReason::Schema(
            comparison.operations.iter().map(Operation::summary).collect(),
        ))
    }

    async fn compare_rows(&mut self, snapshot: &Snapshot, fates: &Fates) -> Result<(), FailureReason> {
        let changes = snapshot
            .compare(&mut self.runner.session, fates)
            .await
            .map_err(database_error(self.target, "reading the rows"))
            .map_err(FailureReason::Scratch)?;
        let Changes {
            rows,
            values,
            compared,
            compared_values,
            thinned,
        } = changes;
        if !rows.is_empty() {
            return Err(FailureReason::Rows(rows.into_iter().chain(values).collect()));
        }
        if !values.is_empty() {
            return Err(FailureReason::Values(values));
        }
        let mut detail = format!(
            "{} and {} kept",
            count(compared, "row"),
            count(compared_values, "value")
        );
        if thinned > 0 {
            detail.push_str(&format!(", {} taken out as double", count(thinned, "row")));
        }
        self.report.end(StepOutcome::Holds, detail);
        Ok(())
    }
}
