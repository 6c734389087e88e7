//! Planning revisions one after the other, without a database between them.

use std::collections::BTreeSet;

use dazzle_history::{Direction, History, Revision, RevisionId};
use dazzle_ops::{Operation, apply_all};
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::{LiveFacts, Step, plan_offline};

use crate::EngineError;
use crate::error::{plan_error, replay_error};
use crate::halfway::Halfway;

/// Where planning starts.
pub(crate) struct Walk<'a> {
    pub history: &'a History,
    pub dialect: Dialect,
    pub direction: Direction,
    /// The heads before the first revision.
    pub heads: BTreeSet<RevisionId>,
    /// The revision that is half done; it comes first, and what is done of it is not planned again.
    pub halfway: Option<Halfway>,
    /// What the database looks like before the first revision; what it looks like later is worked out.
    pub facts: Option<LiveFacts>,
}

/// A revision with its steps.
pub(crate) struct PlannedPath<'a> {
    pub revision: &'a Revision,
    /// Its operations in the direction of the walk.
    pub operations: &'a [Operation],
    pub schema_before: Schema,
    pub steps: Vec<Step>,
    pub heads_before: BTreeSet<RevisionId>,
    pub heads_after: BTreeSet<RevisionId>,
}

/// The steps of each revision of `path`.
pub(crate) fn plan_path<'a>(
    walk: Walk<'_>,
    path: &[&'a Revision],
) -> Result<Vec<PlannedPath<'a>>, EngineError> {
    let Walk {
        history,
        dialect,
        direction,
        mut heads,
        halfway,
        mut facts,
    } = walk;
    let mut schema = history.schema_at(&heads).map_err(replay_error)?;
    let mut planned = Vec::with_capacity(path.len());
    let mut path = path.to_vec();
    if let Some(halfway) = &halfway
        && let Some(at) = path.iter().position(|it| it.id == halfway.revision)
    {
        schema = halfway.standing(history, schema)?;
        path.get_mut(..=at).unwrap_or_default().rotate_right(1);
    }
    for revision in path {
        let done = match &halfway {
            Some(halfway) if halfway.revision == revision.id => halfway.progress.done,
            _ => 0,
        };
        let operations = revision.operations(direction).get(done..).unwrap_or_default();
        let steps = plan_offline(dialect, operations, &schema, facts.take())
            .map_err(|source| plan_error(history, revision, direction, (done, source)))?;
        let schema_before = schema.clone();
        apply_all(operations, &mut schema).map_err(|(_, error)| EngineError::Refused {
            reason: format!("revision {} does not fit: {error}", revision.id),
            hint: "mend the revision file".to_owned(),
        })?;
        let after = history.heads_after(&heads, &revision.id, direction)?;
        planned.push(PlannedPath {
            revision,
            operations,
            schema_before,
            steps,
            heads_before: heads,
            heads_after: after.clone(),
        });
        heads = after;
    }
    Ok(planned)
}
