//! `dazzle db verify --adopt`: what somebody changed behind history's back becomes a revision, recorded and not run.

use std::path::PathBuf;

use dazzle_db::log;
use dazzle_history::Revision;

use super::drift;
use crate::baseline::BaselineRequest;
use crate::draft::in_the_way;
use crate::revision::new_revision;
use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// A revision that holds what was changed behind history's back.
#[derive(Debug, Clone)]
pub struct Adopted {
    /// The revision.
    pub revision: Revision,
    /// Its file.
    pub path: PathBuf,
}

/// Writes the drift as a revision and records it. None where there is no drift.
///
/// # Errors
/// When the database is not at the one head, in production, and when something cannot be compared, read or written.
pub async fn adopt<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    request: &BaselineRequest,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Option<Adopted>, EngineError> {
    if project.environment.mode(&project.settings)?.is_production() {
        return Err(EngineError::Refused {
            reason: "adopting drift writes a revision file, and `DAZZLE_ENV` is `production`".to_owned(),
            hint: "make the revision in development and deploy its file, or undo the drift with `dazzle db verify \
                   --revert`"
                .to_owned(),
        });
    }
    let mut runner = Runner::open(database, options, interrupt, observer).await?;
    let mut migrations = Migrations::load(project)?;
    runner.check_against(&migrations.history).await?;
    if let Some(draft) = runner.draft()? {
        let what = "drift is adopted beside a revision, not beside a draft";
        return Err(in_the_way(database, &draft, what));
    }
    if runner.heads != migrations.history.heads() || runner.heads.len() > 1 {
        return Err(EngineError::Refused {
            reason: format!(
                "{} is not at the one head of the history, so a revision that describes it would start a branch",
                database.url
            ),
            hint: "run `dazzle db upgrade` first (and `dazzle db merge` where there are several heads)"
                .to_owned(),
        });
    }
    let found = drift(
        project,
        database,
        &migrations.history,
        &mut runner.session,
        &options.session,
    )
    .await?
    .comparison;
    if found.operations.is_empty() {
        runner.close().await?;
        return Ok(None);
    }
    let dialect = database.dialect();
    let message = request
        .message
        .clone()
        .unwrap_or_else(|| "adopt what was changed on the database".to_owned());
    let revision = new_revision(
        &migrations.history,
        runner.heads.clone(),
        message,
        request.id.as_ref(),
        (found.all_operations(dialect), found.reverse_operations(dialect)?),
    )?;
    let path = migrations.add(project, &revision)?;
    let recorded = runner
        .record(
            &migrations.history,
            log::Direction::Adopt,
            &[revision.id.clone()].into(),
            None,
        )
        .await;
    if let Err(error) = recorded {
        migrations.remove(project, &path)?;
        return Err(error);
    }
    runner.close().await?;
    Ok(Some(Adopted { revision, path }))
}
