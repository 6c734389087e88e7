//! `dazzle db merge`: several heads become one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use dazzle_db::new_run_id;
use dazzle_history::{Revision, RevisionId};
use jiff::Timestamp;

use crate::{EngineError, Migrations, Project};

/// Writes a revision without operations that follows `revisions`, or all heads when none are named.
///
/// # Errors
/// When there is nothing to merge, or the branches contradict each other: then nothing is written.
pub fn merge(
    project: &Project,
    revisions: &[String],
    message: Option<String>,
    id: Option<RevisionId>,
) -> Result<(Revision, PathBuf), EngineError> {
    let mut migrations = Migrations::load(project)?;
    let heads: BTreeSet<RevisionId> = if revisions.is_empty() {
        migrations.history.heads()
    } else {
        revisions
            .iter()
            .map(|text| migrations.history.find(text).map(|revision| revision.id.clone()))
            .collect::<Result<_, _>>()?
    };
    let id = match id {
        Some(id) => id,
        None => RevisionId::new(&new_run_id())?,
    };
    let names: Vec<&str> = heads.iter().map(RevisionId::as_str).collect();
    let message = message.unwrap_or_else(|| format!("merge {}", names.join(" and ")));
    let now = Timestamp::now();
    let created_at = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let revision = migrations.history.merge(id, &heads, message, created_at)?;
    let path = migrations.add(project, &revision)?;
    Ok((revision, path))
}
