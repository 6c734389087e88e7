//! `dazzle db downgrade` and `rollback`: applied revisions are taken back.

use dazzle_history::{Direction, Target};

use crate::upgrade::{Moved, move_database};
use crate::{DatabaseTarget, EngineError, Interrupt, Observer, Project, RunOptions};

/// Takes the database back to `to`.
///
/// # Errors
/// As [`crate::upgrade::upgrade`].
pub async fn downgrade<'a>(
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
        Direction::Downgrade,
        options,
        interrupt,
        observer,
    )
    .await
}
