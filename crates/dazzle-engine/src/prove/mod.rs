//! `dazzle db prove`: a revision is tried on a scratch database with made-up rows, there and back.
//!
//! The database is brought to where the revision begins by the revisions before it, its tables are filled
//! (`made_up`), and the revision runs as `upgrade` and `downgrade` run it. What is there afterwards is compared with
//! what replay says, and the rows with those before (`snapshot`), along the operations (`fates`): what was dropped
//! knowingly is no loss.
//!
//! Up to three passes, each on a database of its own. With any rows first. Where the revision stops at rows that do
//! not fit, before anything is changed, it does what it should: then with rows that fit (`demands`). Where it stops
//! at a seam that nobody filled, the seam is *open*, and the rest is proved on empty tables.

mod before;
mod demands;
mod fates;
mod fill;
mod made_up;
mod outcome;
mod pass;
mod report;
mod scope;
mod scratch;
mod snapshot;
mod unasked;

use std::collections::BTreeSet;
use std::future::Future;
use std::time::{Duration, Instant};

use dazzle_history::{History, HistoryError, ParsedRevision, Revision, RevisionId, file};
use dazzle_ops::apply_all;
use dazzle_schema::Schema;

use crate::Interrupt;
use crate::error::{count, replay_error};
use demands::Demands;
use pass::{Job, PassEnd, PassFailure};

pub use outcome::{
    FailureReason, FilledTable, OpenSeam, Proof, ProofFailure, ProofStep, Rows, StepKind, StepOutcome,
};
pub use scratch::{SCRATCH_VARIABLE, Scratch};
pub(crate) use unasked::prove_unasked;

/// How a proof is made.
#[derive(Debug, Clone)]
pub struct ProveOptions {
    /// How many rows a table gets; some more or fewer where the database refuses some.
    pub rows: u32,
    /// Of a schema with more tables than this, only those get rows that the revision has to do with.
    pub tables: usize,
    /// How long a statement may run.
    pub statement_timeout: Duration,
    /// How long the whole may take.
    pub limit: Duration,
}

impl Default for ProveOptions {
    /// 16 rows, 30 tables, ten seconds for a statement and two minutes for all.
    fn default() -> Self {
        Self {
            rows: 16,
            tables: 30,
            statement_timeout: Duration::from_secs(10),
            limit: Duration::from_secs(120),
        }
    }
}

/// Proves `revision`, which need not be in `history`; its parents must. One of `history` with its id is passed over,
/// so that a changed revision can be tried.
///
/// # Errors
/// [`ProofFailure`]: at which step, and why. [`ProofFailure::is_disproof`] says whether the revision is wrong or the
/// proof could not be made.
pub async fn prove(
    scratch: &Scratch,
    history: &History,
    revision: &Revision,
    options: &ProveOptions,
    interrupt: &Interrupt,
) -> Result<Proof, ProofFailure> {
    let started = Instant::now();
    let failure = |steps, step, rows, reason| ProofFailure {
        revision: revision.id.clone(),
        message: revision.message.clone(),
        dialect: scratch.dialect(),
        steps,
        step,
        rows,
        reason: Box::new(reason),
    };
    let (line, before, after) = line_of(history, revision)
        .map_err(|reason| failure(Vec::new(), StepKind::Replay, Rows::None, reason))?;
    let mut proof = Proof {
        revision: revision.id.clone(),
        message: revision.message.clone(),
        dialect: scratch.dialect(),
        server: String::new(),
        steps: vec![ProofStep {
            kind: StepKind::Replay,
            rows: Rows::None,
            outcome: StepOutcome::Holds,
            detail: format!(
                "{} there, {} back",
                count(revision.upgrade.len(), "operation"),
                count(revision.downgrade.len(), "operation")
            ),
            duration: started.elapsed(),
        }],
        tables: Vec::new(),
        open: Vec::new(),
        rows: Rows::None,
    };
    let concerned = scope::concerned(&before, &revision.upgrade, scratch.dialect(), options.tables);
    let inner = Interrupt::new();
    let job = Job {
        history: &line,
        revision,
        before: &before,
        after: &after,
        concerned: &concerned,
        rows: options.rows,
        statement_timeout: options.statement_timeout,
        interrupt: &inner,
    };
    let asks_for_nothing =
        Demands::of_operations(&before, &revision.upgrade, scratch.dialect()) == Demands::of_schema(&before);
    let mut has_gone_there = false;
    for rows in [Rows::Any, Rows::Fitting, Rows::None] {
        let is_needless = match rows {
            Rows::Any => concerned.is_empty(),
            Rows::Fitting => concerned.is_empty() || has_gone_there || asks_for_nothing,
            Rows::None => false,
        };
        if is_needless {
            continue;
        }
        let left = options.limit.saturating_sub(started.elapsed());
        let work = one_pass(scratch, &job, rows);
        let (outcome, is_late) = watched(work, interrupt, &inner, left).await;
        let pass = match outcome {
            Ok(pass) => pass,
            Err(PassFailure { steps, step, reason }) => {
                proof.steps.extend(steps);
                let reason = match reason {
                    FailureReason::Stopped if is_late => FailureReason::TooLong(options.limit),
                    // Whatever it was doing then.
                    _ if interrupt.is_requested() => FailureReason::Stopped,
                    other => other,
                };
                return Err(failure(proof.steps, step, rows, reason));
            }
        };
        let went_there = pass
            .steps
            .iter()
            .any(|step| step.kind == StepKind::Values && step.outcome == StepOutcome::Holds);
        if went_there && !has_gone_there {
            has_gone_there = true;
            proof.rows = rows;
        }
        proof.steps.extend(pass.steps);
        proof.server = pass.server;
        if proof.tables.is_empty() {
            proof.tables = pass.tables;
        }
        match pass.end {
            PassEnd::Complete => break,
            PassEnd::Stopped => {}
            PassEnd::Open(seam) => {
                let is_known = proof
                    .open
                    .iter()
                    .any(|it| it.why == seam.why && it.direction == seam.direction);
                if !is_known {
                    proof.open.push(seam);
                }
            }
        }
    }
    Ok(proof)
}

async fn one_pass(scratch: &Scratch, job: &Job<'_>, rows: Rows) -> Result<pass::Pass, PassFailure> {
    let failed = |error| PassFailure {
        steps: Vec::new(),
        step: StepKind::Before,
        reason: FailureReason::Scratch(error),
    };
    let database = scratch.database().await.map_err(failed)?;
    pass::run(job, &database.target, rows).await
}

/// Waits for `work`, which `inner` stops: when the caller asks for it, or when the time is over, which is said.
async fn watched<T>(
    work: impl Future<Output = T>,
    interrupt: &Interrupt,
    inner: &Interrupt,
    limit: Duration,
) -> (T, bool) {
    let mut work = std::pin::pin!(work);
    let is_late = tokio::select! {
        outcome = &mut work => return (outcome, false),
        () = interrupt.requested() => false,
        () = tokio::time::sleep(limit) => true,
    };
    inner.request().await;
    (work.await, is_late)
}

/// The history up to `revision`, and the schemas before and after it.
fn line_of(history: &History, revision: &Revision) -> Result<(History, Schema, Schema), FailureReason> {
    let parents: BTreeSet<RevisionId> = revision.parents.iter().cloned().collect();
    let mut line: Vec<ParsedRevision> = history
        .ancestors(&parents)
        .iter()
        .filter(|id| **id != revision.id)
        .filter_map(|id| history.parsed(id).cloned())
        .collect();
    // In its file it has places to point to.
    let parsed = match history.parsed(&revision.id) {
        Some(parsed) if parsed.revision == *revision => parsed.clone(),
        _ => file::parse(UNWRITTEN, &file::render(revision))
            .map_err(|errors| FailureReason::History(errors.into_iter().map(HistoryError::File).collect()))?,
    };
    line.push(parsed);
    let line = History::of_revisions(line).map_err(FailureReason::History)?;
    line.validate().map_err(FailureReason::History)?;
    let before = line
        .schema_at(&parents)
        .map_err(|error| FailureReason::Scratch(replay_error(error)))?;
    let mut after = before.clone();
    apply_all(&revision.upgrade, &mut after).map_err(|(_, error)| {
        FailureReason::Scratch(crate::EngineError::Refused {
            reason: format!("revision {} does not fit: {error}", revision.id),
            hint: "mend the revision".to_owned(),
        })
    })?;
    Ok((line, before, after))
}

/// Where a revision stands that no file holds yet.
const UNWRITTEN: &str = "(not written yet)";
