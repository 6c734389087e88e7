//! `dazzle db stamp`: the version is set by hand, nothing is run.

use std::collections::BTreeSet;

use dazzle_db::log;
use dazzle_history::{RevisionId, Target};

use crate::runner::Runner;
use crate::upgrade::Moved;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// Records that the database is at `to`.
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
    runner.record(&history, log::Direction::Stamp, &after).await?;
    runner.settle(project, &history).await?;
    runner.close().await?;
    Ok(Moved {
        from: from.into_iter().collect(),
        to: after.into_iter().collect(),
        done: Vec::new(),
    })
}
