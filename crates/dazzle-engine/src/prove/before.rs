//! Bringing an empty database to where a revision begins.
//!
//! Revisions run as ever, so that SQL by hand has done there what it does everywhere. Of a long history the part
//! before the first SQL by hand is made at once, from the schema that it leads to: over empty tables that is the same.

use std::collections::BTreeSet;

use dazzle_db::version;
use dazzle_history::{Direction, History, Revision, RevisionId};
use dazzle_ops::Operation;
use dazzle_sql::create_schema_sql;

use crate::error::{database_error, replay_error};
use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError};

/// Up to so many revisions are run one by one.
const FEW: usize = 20;

/// Brings the empty database of `runner` to where all of `revisions` are applied.
///
/// *Shape:* they are in topological order, and all ancestors of each are among them.
///
/// # Errors
/// When one of them does not run.
pub async fn bring(
    runner: &mut Runner<'_>,
    target: &DatabaseTarget,
    history: &History,
    revisions: &[&Revision],
) -> Result<(), EngineError> {
    let plain = revisions.iter().take_while(|it| !has_sql_by_hand(it)).count();
    let (plain, rest) = revisions.split_at(if plain > FEW { plain } else { 0 });
    if !plain.is_empty() {
        let mut heads = BTreeSet::new();
        for revision in plain {
            heads = history.heads_after(&heads, &revision.id, Direction::Upgrade)?;
        }
        make(runner, target, history, heads).await?;
    }
    runner.run_all(history, rest, Direction::Upgrade).await
}

fn has_sql_by_hand(revision: &Revision) -> bool {
    revision
        .upgrade
        .iter()
        .any(|operation| matches!(operation, Operation::Execute(_)))
}

/// Makes the schema at `heads` and records them.
async fn make(
    runner: &mut Runner<'_>,
    target: &DatabaseTarget,
    history: &History,
    heads: BTreeSet<RevisionId>,
) -> Result<(), EngineError> {
    let schema = history.schema_at(&heads).map_err(replay_error)?;
    let mut statements =
        create_schema_sql(target.dialect(), &schema).map_err(|source| EngineError::Unplannable {
            source: Box::new(source),
        })?;
    let ids: Vec<&str> = heads.iter().map(RevisionId::as_str).collect();
    statements.extend(version::set_heads_sql(target.dialect(), &[], &ids));
    runner.ensure_tables().await?;
    let session = &mut runner.session;
    let outcome = async {
        session.begin().await?;
        for statement in &statements {
            session.execute(statement).await?;
        }
        session.commit().await
    };
    outcome
        .await
        .map_err(database_error(target, "making the schema before the revision"))?;
    runner.heads = heads;
    Ok(())
}
