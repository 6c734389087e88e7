//! What a proof found.

use std::fmt;
use std::time::Duration;

use dazzle_history::{HistoryError, RevisionId};
use dazzle_schema::{Dialect, Name};

use crate::EngineError;

/// A revision that was proved on a scratch database.
#[derive(Debug)]
pub struct Proof {
    /// The revision.
    pub revision: RevisionId,
    /// Its message.
    pub message: String,
    /// The dialect it was proved on.
    pub dialect: Dialect,
    /// The database's version.
    pub server: String,
    /// What was done, in order.
    pub steps: Vec<ProofStep>,
    /// The tables that were filled, by name, as they were filled most fully.
    pub tables: Vec<FilledTable>,
    /// Seams that nobody filled and that rows need.
    pub open: Vec<OpenSeam>,
    /// Which rows the upgrade went through with.
    pub rows: Rows,
}

impl Proof {
    /// Whether every step holds and no seam is open.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }
}

/// Which made-up rows were in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Rows with everything that the schema before allows, the values that go wrong most often among them.
    Any,
    /// Rows that fit what the revision asks for before it changes anything.
    Fitting,
    /// None: empty tables.
    None,
}

impl Rows {
    /// The word for it in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Fitting => "fitting",
            Self::None => "none",
        }
    }
}

/// One thing that was tried.
#[derive(Debug, Clone)]
pub struct ProofStep {
    /// What.
    pub kind: StepKind,
    /// With which rows.
    pub rows: Rows,
    /// How it came out.
    pub outcome: StepOutcome,
    /// What was seen, in words.
    pub detail: String,
    /// How long it took.
    pub duration: Duration,
}

/// The steps of a proof, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// The files: the upgrade fits what comes before, and the downgrade leads back.
    Replay,
    /// The database as it is before the revision.
    Before,
    /// Made-up rows in it.
    Fill,
    /// The upgrade, as `dazzle db upgrade` runs it; its seams reach their postconditions.
    Upgrade,
    /// The schema afterwards is what replay says.
    Schema,
    /// No row and no value is lost that was not dropped knowingly.
    Values,
    /// The downgrade.
    Downgrade,
    /// The schema is what it was before.
    SchemaBack,
    /// What the upgrade kept is what it was before.
    ValuesBack,
}

impl StepKind {
    /// The word for it in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Replay => "replay",
            Self::Before => "before",
            Self::Fill => "fill",
            Self::Upgrade => "upgrade",
            Self::Schema => "schema",
            Self::Values => "values",
            Self::Downgrade => "downgrade",
            Self::SchemaBack => "schema-back",
            Self::ValuesBack => "values-back",
        }
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a step came out, where it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOutcome {
    /// It holds.
    Holds,
    /// It stopped at a seam that nobody filled.
    Open,
    /// It stopped before anything was changed, at rows that do not fit: as it should.
    Stopped,
    /// There is nothing to be done: the revision has no downgrade.
    None,
}

impl StepOutcome {
    /// The word for it in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Open => "open",
            Self::Stopped => "stopped",
            Self::None => "none",
        }
    }
}

/// A table with made-up rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledTable {
    /// The table.
    pub table: Name,
    /// How many rows it got; 0 where the database took none.
    pub rows: usize,
    /// How many more the database refused.
    pub refused: usize,
    /// What it said to the last of these.
    pub refusal: Option<String>,
}

/// A seam that nobody filled and that rows need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSeam {
    /// Which way the revision went.
    pub direction: dazzle_history::Direction,
    /// Why the seam is there.
    pub why: String,
    /// How many rows its postcondition counts.
    pub rows: u64,
}

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
#[error("revision {revision} ({message}) is not proved: {step}: {reason}")]
pub struct ProofFailure {
    /// The revision.
    pub revision: RevisionId,
    /// Its message.
    pub message: String,
    /// The dialect.
    pub dialect: Dialect,
    /// What went well before, in order.
    pub steps: Vec<ProofStep>,
    /// The step that failed.
    pub step: StepKind,
    /// With which rows.
    pub rows: Rows,
    /// Why.
    #[source]
    pub reason: Box<FailureReason>,
}

impl ProofFailure {
    /// Whether the revision is wrong; else the proof could not be made, and nothing is known of it.
    #[must_use]
    pub fn is_disproof(&self) -> bool {
        match &*self.reason {
            FailureReason::Stopped | FailureReason::Scratch(_) => false,
            _ => self.step != StepKind::Before && self.step != StepKind::Fill,
        }
    }
}

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum FailureReason {
    /// The revision does not fit the history, or its downgrade does not lead back.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    History(Vec<HistoryError>),
    /// It did not run: [`EngineError::Run`] says at which operation and statement, and why.
    #[error("{}", crate::with_causes(.0))]
    Run(EngineError),
    /// The database is not as replay says.
    #[error("the database is not what the operations say; it differs in: {}", .0.join("; "))]
    Schema(Vec<String>),
    /// Things that the model does not hold (triggers, functions…) are left behind, or gone.
    #[error("the downgrade does not lead back: {}", .0.join("; "))]
    LeftBehind(Vec<String>),
    /// Rows that are not there any more, or that came out of nowhere.
    #[error("{}", .0.join("; "))]
    Rows(Vec<String>),
    /// Values that are not what they were.
    #[error("{}", .0.join("; "))]
    Values(Vec<String>),
    /// The whole took too long.
    #[error("it did not come to an end within {0:?}")]
    TooLong(Duration),
    /// A person stopped it.
    #[error("stopped on request")]
    Stopped,
    /// The scratch database did not do what it was asked.
    #[error("the scratch database failed: {}", crate::with_causes(.0))]
    Scratch(EngineError),
}
