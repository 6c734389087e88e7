//! `dazzle db check`: does the history hold what the DSL says? No database is needed.

use dazzle_dsl::{Diagnostic, SourceFile};
use dazzle_history::RevisionId;
use dazzle_ops::Operation;
use dazzle_schema::Dialect;

use crate::answers::{Answers, OpenQuestion};
use crate::error::replay_error;
use crate::revision::{Request, draft, renames_done};
use crate::seams::{UnfilledSeam, unfilled};
use crate::spent::spent_hints;
use crate::{EngineError, Migrations, Project, ProjectModel};

/// What history lacks.
#[derive(Debug, Clone)]
pub struct Missing {
    /// The operations that a new revision would hold; none when history and DSL agree.
    pub operations: Vec<Operation>,
    /// Drops and adds among them that look like renames.
    pub questions: Vec<OpenQuestion>,
    /// Notes on `was:` that has done its work.
    pub notes: Vec<Diagnostic>,
    /// The files that the notes point into.
    pub files: Vec<SourceFile>,
    /// The heads of the history, more than one if they wait for a merge.
    pub heads: Vec<String>,
    /// Seams of the heads that nobody filled: they stop an upgrade where rows are not in order.
    pub unfilled: Vec<UnfilledSeam>,
}

/// Compares the DSL with the history; what is missing must be possible on each of `dialects`. `answers` are a
/// person's to what looks like a rename.
///
/// # Errors
/// When the DSL or the history has errors.
pub fn check(project: &Project, answers: &Answers, dialects: &[Dialect]) -> Result<Missing, EngineError> {
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let heads: Vec<String> = history.heads().iter().map(ToString::to_string).collect();
    let latest: Vec<RevisionId> = history.heads().into_iter().collect();
    let unfilled = unfilled(&history, &latest, dialects);
    if heads.len() > 1 {
        return Ok(Missing {
            operations: Vec::new(),
            questions: Vec::new(),
            notes: Vec::new(),
            files: model.files,
            heads,
            unfilled,
        });
    }
    let request = Request {
        answers: answers.clone(),
        ..Request::default()
    };
    let (operations, questions) = draft(&history, &model, &request, dialects)?
        .map(|draft| (draft.revision.upgrade, draft.questions))
        .unwrap_or_default();
    let at = history.heads();
    let notes = if at.is_empty() {
        Vec::new()
    } else {
        let head = history.schema_at(&at).map_err(replay_error)?;
        spent_hints(&model, &head, &renames_done(&history, &at))
    };
    Ok(Missing {
        operations,
        questions,
        notes,
        files: model.files,
        heads,
        unfilled,
    })
}
