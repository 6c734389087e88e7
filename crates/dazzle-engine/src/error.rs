//! What can go wrong in a use case.

use std::path::PathBuf;

use dazzle_db::{DatabaseError, LockError, UrlError};
use dazzle_diff::DiffError;
use dazzle_dsl::{Diagnostic, SourceFile};
use dazzle_history::{
    Direction, History, HistoryError, Place, Revision, RevisionId, RevisionIdError, TargetError,
};
use dazzle_ops::Irreversible;
use dazzle_sql::PlanError;
use dazzle_sql::inspection::CatalogueError;

use crate::answers::{AnswersFileError, OpenQuestion};
use crate::{EnvironmentError, HalfDone, SettingsError};

/// What can go wrong in a use case. The shell renders it.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// No folder from here upwards holds a `dazzle.toml`.
    #[error("there is no dazzle.toml in `{}` or above it", .start.display())]
    NoProject {
        /// Where the search began.
        start: PathBuf,
    },
    /// A file or folder is there and cannot be read.
    #[error("cannot read `{}`", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write `{}`", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `dazzle.toml` is not right.
    #[error("`{}`", .path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: SettingsError,
    },
    /// The environment is not right.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// A database URL is not right.
    #[error(transparent)]
    Url(#[from] UrlError),
    /// The DSL has errors.
    #[error("the DSL has {}", count(.diagnostics.iter().filter(|it| it.is_error()).count(), "error"))]
    Dsl {
        /// The files that the findings point into.
        files: Vec<SourceFile>,
        /// All findings.
        diagnostics: Vec<Diagnostic>,
    },
    /// The revision files have errors.
    #[error("the history has {}", count(.0.len(), "error"))]
    History(Vec<HistoryError>),
    /// A target or range is not right.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A revision id is not right.
    #[error(transparent)]
    RevisionId(#[from] RevisionIdError),
    /// No difference can be given.
    #[error("the difference cannot be made")]
    Diff(#[from] DiffError),
    /// No downgrade can be given.
    #[error("no downgrade can be made")]
    Irreversible(#[from] Irreversible),
    /// Drops and adds that look like renames, and nobody said what they are.
    #[error("{} about renames", count(.0.len(), "open question"))]
    Questions(Vec<OpenQuestion>),
    /// A file of decisions is not right.
    #[error("`{}`", .path.display())]
    AnswersFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: AnswersFileError,
    },
    /// Something cannot be planned for the dialect.
    #[error("cannot plan revision {revision}{}", standing(.place.as_deref()))]
    Plan {
        /// The revision.
        revision: RevisionId,
        /// The operation in its file.
        place: Option<Box<Place>>,
        /// Why.
        source: Box<PlanError>,
    },
    /// A difference cannot be planned for the dialect.
    #[error("the difference cannot be put into statements")]
    Unplannable {
        /// Why.
        source: Box<PlanError>,
    },
    /// The database did not do what it was asked.
    #[error("{doing} failed on {target}")]
    Database {
        /// What was tried, as a noun.
        doing: &'static str,
        /// The database, without its password.
        target: String,
        /// Why.
        source: Box<DatabaseError>,
    },
    /// The catalogue of the database says what Dazzle does not understand.
    #[error("cannot make out the catalogue of {target}")]
    Catalogue {
        /// The database, without its password.
        target: String,
        /// What is odd.
        source: CatalogueError,
    },
    /// A query that counts rows gave no number.
    #[error("{target} was asked for a number of rows and gave none: `{query}`")]
    NotCounted {
        /// The database, without its password.
        target: String,
        /// The query.
        query: String,
    },
    /// The lock could not be taken.
    #[error("cannot lock {target}")]
    Lock {
        /// The database, without its password.
        target: String,
        /// Why.
        source: Box<LockError>,
    },
    /// A revision did not go through. It was rolled back, or is half done where it goes in stages.
    #[error("{direction} of revision {revision} ({message}) {}{}", if .half_done.is_some() { "is half done" } else { "was rolled back" }, standing(.place.as_deref()))]
    Run {
        /// The revision.
        revision: RevisionId,
        /// Its message.
        message: String,
        /// Which way it went.
        direction: Direction,
        /// The operation in its file.
        place: Option<Box<Place>>,
        /// The revisions of this run that went through before.
        done: Vec<RevisionId>,
        /// Where the database is now: its heads; none for base.
        at: Vec<RevisionId>,
        /// What of a revision is there that is half done; none where it was rolled back.
        half_done: Option<Box<HalfDone>>,
        /// What stood in the way.
        source: Box<Obstacle>,
    },
    /// Drift was not undone. What was done of it was rolled back.
    #[error("the drift of {target} was not reverted; nothing was changed")]
    NotReverted {
        /// The database, without its password.
        target: String,
        /// What stood in the way.
        source: Box<Obstacle>,
    },
    /// A draft was not applied. What was done of it was rolled back.
    #[error("the draft on {target} was not applied; nothing was changed")]
    NotDrafted {
        /// The database, without its password.
        target: String,
        /// What stood in the way.
        source: Box<Obstacle>,
    },
    /// A draft was not taken off. What was done of it was rolled back.
    #[error("the draft on {target} was not taken off; nothing was changed")]
    DraftKept {
        /// The database, without its password.
        target: String,
        /// What stood in the way.
        source: Box<Obstacle>,
    },
    /// The database knows revisions that are not among the files.
    #[error("{target} is at revision {}, which no revision file has", joined(.revisions))]
    UnknownRevisions {
        /// The database, without its password.
        target: String,
        /// The revisions.
        revisions: Vec<String>,
    },
    /// Files of applied revisions were changed.
    #[error("revision {} was edited after it was applied to {target}", joined_ids(.revisions))]
    Edited {
        /// The database, without its password.
        target: String,
        /// The revisions.
        revisions: Vec<RevisionId>,
    },
    /// A revision was written and could not be applied. Its file is kept, to be filled in or mended.
    #[error("revision `{path}` was written but is not applied")]
    NotApplied {
        /// The file, relative to the project.
        path: String,
        /// Why.
        source: Box<EngineError>,
    },
    /// A new revision is wrong, as was found on a scratch database. It was neither written nor applied.
    #[error("the new revision does not hold on a scratch database; it was neither written nor applied")]
    NotProved(#[source] Box<crate::prove::ProofFailure>),
    /// The connection broke while a version was recorded: it may be recorded or not.
    #[error("{target} did not say whether the version was recorded")]
    RecordUnknown {
        /// The database, without its password.
        target: String,
        /// Why.
        source: Box<DatabaseError>,
    },
    /// Something is not allowed or not possible here.
    #[error("{reason}")]
    Refused {
        /// Why.
        reason: String,
        /// What to do instead.
        hint: String,
    },
    /// The run was stopped between two revisions.
    #[error("stopped; {target} is at {}", place_of(.at))]
    Stopped {
        /// The database, without its password.
        target: String,
        /// The revisions of this run that went through before.
        done: Vec<RevisionId>,
        /// Where the database is now: its heads; none for base.
        at: Vec<RevisionId>,
    },
}

/// What stands in the way of a revision.
#[derive(Debug, thiserror::Error)]
pub enum Obstacle {
    /// Data would be lost and nobody allowed it.
    #[error("it would lose data: {}", .0.iter().map(|(what, rows)| format!("{what} ({})", count(usize::try_from(*rows).unwrap_or(usize::MAX), "row"))).collect::<Vec<_>>().join("; "))]
    Consent(Vec<(String, u64)>),
    /// Rows do not fit what the operation asks for.
    #[error("cannot {step}: {}", rows_in_words(*.rows, .message))]
    Rows {
        /// What the step does.
        step: String,
        /// How many rows stand in the way.
        rows: u64,
        /// Which rows those are.
        message: String,
        /// Up to five of them: key and value.
        sample: Vec<(String, String)>,
        /// What to do about them, beside bringing them in order, where there is something.
        help: Option<&'static str>,
    },
    /// A seam that nobody filled.
    #[error("a seam is not filled: {why}; {} left", rows_in_words(*.rows, "rows"))]
    UnfilledSeam {
        /// Why the seam is there.
        why: String,
        /// How many rows its postcondition counts.
        rows: u64,
        /// The keys of up to five of them, where they can be told.
        sample: Vec<String>,
    },
    /// A seam whose statements did not reach its postcondition.
    #[error("a seam did not reach its postcondition: {why}; {} left after its statements ran", rows_in_words(*.rows, "rows"))]
    SeamNotReached {
        /// Why the seam is there.
        why: String,
        /// How many rows its postcondition counts.
        rows: u64,
        /// The keys of up to five of them, where they can be told.
        sample: Vec<String>,
    },
    /// A statement failed.
    #[error("cannot {step}")]
    Statement {
        /// What the step does.
        step: String,
        /// The statement.
        statement: String,
        /// Why.
        source: DatabaseError,
    },
    /// A query of a precheck or seam gave no number.
    #[error("`{query}` gave no number")]
    NoNumber {
        /// The query.
        query: String,
    },
    /// It cannot be planned.
    #[error(transparent)]
    Plan(PlanError),
    /// References point nowhere afterwards (SQLite checks them at the end).
    #[error("rows point nowhere afterwards: {}", .0.join(", "))]
    DanglingReferences(Vec<String>),
    /// Somebody else changed the version while this ran.
    #[error("the database is no longer where this run found it: somebody else changed its version")]
    Moved,
    /// The connection broke while the revision was committed.
    #[error("the connection broke while it was committed: whether it went through is not known")]
    CommitUnknown(#[source] DatabaseError),
    /// A person stopped it.
    #[error("stopped on request")]
    Interrupted,
    /// The lock was lost.
    #[error(transparent)]
    Lock(LockError),
    /// The database failed at something of Dazzle's own.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// `message`, which begins with "rows", behind their number: "1 row of `Task` …".
#[must_use]
pub fn rows_in_words(rows: u64, message: &str) -> String {
    match message.strip_prefix("rows") {
        Some(rest) if rows == 1 => format!("1 row{rest}"),
        _ => format!("{rows} {message}"),
    }
}

fn standing(place: Option<&Place>) -> String {
    place.map(|place| format!(" at {place}")).unwrap_or_default()
}

fn joined(names: &[String]) -> String {
    names.join(", ")
}

fn joined_ids(ids: &[RevisionId]) -> String {
    ids.iter().map(RevisionId::as_str).collect::<Vec<_>>().join(", ")
}

/// The heads of a database in words.
pub(crate) fn place_of(heads: &[RevisionId]) -> String {
    if heads.is_empty() {
        "base".to_owned()
    } else {
        joined_ids(heads)
    }
}

/// Turns a database error into the engine's, saying what was tried.
pub(crate) fn database_error<'t>(
    target: &'t crate::DatabaseTarget,
    doing: &'static str,
) -> impl FnOnce(DatabaseError) -> EngineError + 't {
    move |source| EngineError::Database {
        doing,
        target: target.url.to_string(),
        source: Box::new(source),
    }
}

/// A plan of the operations after the first `done` that cannot be made, with the place of the operation in its file.
pub(crate) fn plan_error(
    history: &History,
    revision: &Revision,
    direction: Direction,
    (done, source): (usize, PlanError),
) -> EngineError {
    let place = source.index().and_then(|at| {
        history
            .parsed(&revision.id)
            .map(|parsed| Box::new(parsed.operation_place(direction, done + at)))
    });
    EngineError::Plan {
        revision: revision.id.clone(),
        place,
        source: Box::new(source),
    }
}

pub(crate) fn replay_error(error: dazzle_history::ReplayError) -> EngineError {
    match error {
        dazzle_history::ReplayError::Target(error) => EngineError::Target(error),
        dazzle_history::ReplayError::History(error) => EngineError::History(vec![*error]),
    }
}

/// An error and its causes in one line; a cause that the text has already is left out.
#[must_use]
pub fn with_causes(error: &dyn std::error::Error) -> String {
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
