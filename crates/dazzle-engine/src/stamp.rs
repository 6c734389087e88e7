//! `dazzle db stamp`: the version is set by hand, nothing is run.

use std::collections::BTreeSet;

use dazzle_db::log;
use dazzle_diff::Decisions;
use dazzle_history::{History, RevisionId, Target};

use crate::draft::StandingDraft;
use crate::error::replay_error;
use crate::runner::Runner;
use crate::upgrade::Moved;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// Records that the database is at `to`. Its tables stay as they are, so a draft becomes what they differ by from
/// there; one that cannot be read is forgotten.
///
/// # Errors
/// When the target is not right or the database cannot be reached, locked or written.
pub async fn stamp<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    to: &Target,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Moved, EngineError> {
    let history = Migrations::load(project)?.history;
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    let from = runner.heads.clone();
    let after: BTreeSet<RevisionId> = history.resolve(to, &from)?;
    let draft = remaining(&runner, &history, &after)?;
    runner
        .record(&history, log::Direction::Stamp, &after, draft.as_ref())
        .await?;
    runner.settle(project, &history).await?;
    runner.close().await?;
    Ok(Moved {
        from: from.into_iter().collect(),
        to: after.into_iter().collect(),
        done: Vec::new(),
    })
}

/// The draft on the database seen from `after`.
fn remaining(
    runner: &Runner<'_>,
    history: &History,
    after: &BTreeSet<RevisionId>,
) -> Result<Option<StandingDraft>, EngineError> {
    if runner.draft_text.is_none() {
        return Ok(None);
    }
    let Ok(standing) = runner.schema(history) else {
        return Ok(None);
    };
    let head = history.schema_at(after).map_err(replay_error)?;
    StandingDraft::between(after, &head, &standing, &Decisions::default(), &[])
}
