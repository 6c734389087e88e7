//! `dazzle db check`: does the history hold what the DSL says? No database is needed.

use dazzle_ops::Operation;
use dazzle_schema::Dialect;

use crate::revision::{Request, draft};
use crate::{EngineError, Migrations, Project, ProjectModel};

/// What history lacks.
#[derive(Debug, Clone)]
pub struct Missing {
    /// The operations that a new revision would hold; none when history and DSL agree.
    pub operations: Vec<Operation>,
    /// The heads of the history, more than one if they wait for a merge.
    pub heads: Vec<String>,
}

/// Compares the DSL with the history; what is missing must be possible on each of `dialects`.
///
/// # Errors
/// When the DSL or the history has errors.
pub fn check(project: &Project, dialects: &[Dialect]) -> Result<Missing, EngineError> {
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let heads: Vec<String> = history.heads().iter().map(ToString::to_string).collect();
    if heads.len() > 1 {
        return Ok(Missing {
            operations: Vec::new(),
            heads,
        });
    }
    let found = draft(&history, &model, &Request::default(), dialects)?;
    Ok(Missing {
        operations: found.map(|draft| draft.revision.upgrade).unwrap_or_default(),
        heads,
    })
}
