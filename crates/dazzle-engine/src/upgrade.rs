//! `dazzle db upgrade`: pending revisions are applied.

use dazzle_history::{Direction, RevisionId, Target};

use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// What a run did.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The heads before; none for base.
    pub from: Vec<RevisionId>,
    /// The heads after; none for base.
    pub to: Vec<RevisionId>,
    /// The revisions gone through, in order.
    pub done: Vec<RevisionId>,
}

/// Brings the database up to `to`.
///
/// Where data would be lost and `options` do not allow it, the revision is rolled back and the error
/// ([`crate::Obstacle::Consent`]) says how many rows; call it again with the revision in `options.consented`.
///
/// # Errors
/// When the project cannot be read, the database cannot be reached or locked, or a revision does not go through.
/// The revisions before that one stay applied.
pub async fn upgrade<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    to: &Target,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Moved, EngineError> {
    move_database(
        project,
        database,
        to,
        Direction::Upgrade,
        options,
        interrupt,
        observer,
    )
    .await
}

pub(crate) async fn move_database<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    to: &Target,
    direction: Direction,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Moved, EngineError> {
    // Files with mistakes are found before any database is touched.
    Migrations::load(project)?;
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    // Read again under the lock: another run may have written a file meanwhile.
    let mut migrations = Migrations::load(project)?;
    runner.check_against(&migrations.history).await?;
    if direction == Direction::Upgrade {
        runner.adopt_what_is_there(project, &mut migrations).await?;
    }
    let history = &migrations.history;
    let from = runner.heads.clone();
    let half_back = match &runner.halfway {
        Some(halfway) => halfway.direction == Direction::Upgrade && direction == Direction::Downgrade,
        None => false,
    };
    // What is half done counts as one step back.
    let fewer;
    let to = match to {
        Target::Relative(steps) if half_back && *steps < 0 => {
            fewer = Target::Relative(steps + 1);
            &fewer
        }
        to => to,
    };
    let path = match direction {
        Direction::Downgrade if *to == Target::Relative(0) => Vec::new(),
        Direction::Upgrade => history.upgrade_path(&from, to)?,
        Direction::Downgrade => history.downgrade_path(&from, to)?,
    };
    runner.run_all(history, &path, direction).await?;
    runner.settle(project, history).await?;
    let moved = Moved {
        from: from.into_iter().collect(),
        to: runner.heads.iter().cloned().collect(),
        done: std::mem::take(&mut runner.done),
    };
    runner.close().await?;
    Ok(moved)
}
