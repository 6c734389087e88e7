//! `dazzle db verify --adopt`: what somebody changed behind history's back becomes a revision, recorded and not run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::answers::Answers;
use dazzle_db::log;
use dazzle_history::{Revision, RevisionId};
use dazzle_sql::alignment::Undecided;

use super::drift_answered;
use crate::baseline::BaselineRequest;
use crate::comparison::{Side, compare};
use crate::draft::in_the_way;
use crate::error::replay_error;
use crate::inspection::inspect_session;
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

/// What came of adopting.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The revision; none where nothing differs.
    pub adopted: Option<Adopted>,
    /// Of what it cannot be told whether it differs. It is in no revision.
    pub undecided: Vec<Undecided>,
}

/// Writes the drift as a revision and records it. `answers` are a person's to what looks like a rename.
///
/// # Errors
/// [`EngineError::Questions`] where something looks like a rename and nobody said whether it is: on every other
/// database the revision would lose its data. When the database is not at the one head, in production, and when something cannot be compared, read or written.
pub async fn adopt<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    (request, answers): (&BaselineRequest, &Answers),
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Adoption, EngineError> {
    if project.environment.mode(&project.settings)?.is_production() {
        return Err(EngineError::Refused {
            reason: "adopting drift writes a revision file, and `DAZZLE_ENV` is `production`".to_owned(),
            hint: "make the revision in development and deploy its file, or undo the drift with `dazzle db verify \
                   --revert`"
                .to_owned(),
        });
    }
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    let mut migrations = Migrations::load(project)?;
    runner.check_against(&migrations.history).await?;
    if let Some(draft) = runner.draft()? {
        let what = "drift is adopted beside a revision, not beside a draft";
        return Err(in_the_way(database, &draft, what));
    }
    let heads = migrations.history.heads();
    if runner.heads != heads || heads.len() > 1 {
        if let Some(ahead) = already_as(&mut runner, project, &migrations, &heads).await? {
            return Err(EngineError::Refused {
                reason: format!(
                    "{} is already as revision {} ({}) leaves it, and only not recorded as being there",
                    database.url, ahead.id, ahead.message
                ),
                hint: format!("record it with `dazzle db stamp {}`", ahead.id),
            });
        }
        return Err(EngineError::Refused {
            reason: format!(
                "{} is not at the one head of the history, so a revision that describes it would start a branch",
                database.url
            ),
            hint: "run `dazzle db upgrade` first (and `dazzle db merge` where there are several heads)"
                .to_owned(),
        });
    }
    let found = drift_answered(
        project,
        database,
        &migrations.history,
        &mut runner.session,
        (answers, &options.session),
    )
    .await?
    .comparison
    .with_casts(project.written_casts(Vec::new()))?;
    if !found.questions.is_empty() {
        return Err(EngineError::Questions(found.questions));
    }
    if found.operations.is_empty() {
        runner.close().await?;
        return Ok(Adoption {
            adopted: None,
            undecided: found.undecided,
        });
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
    let path = runner
        .write_and_record(project, &mut migrations, &revision, log::Direction::Adopt)
        .await?;
    runner.settle(project, &migrations.history).await?;
    runner.close().await?;
    Ok(Adoption {
        adopted: Some(Adopted { revision, path }),
        undecided: found.undecided,
    })
}

/// The one head of the files, where the database is as it says: somebody did its work by hand, or an adoption died
/// between file and record.
async fn already_as<'a>(
    runner: &mut Runner<'_>,
    project: &Project,
    migrations: &'a Migrations,
    heads: &BTreeSet<RevisionId>,
) -> Result<Option<&'a Revision>, EngineError> {
    let history = &migrations.history;
    let (Some(head), 1) = (heads.first().and_then(|head| history.get(head)), heads.len()) else {
        return Ok(None);
    };
    let declared = history.schema_at(heads).map_err(replay_error)?;
    let live = inspect_session(&mut runner.session, runner.target, &project.settings.ignore).await?;
    let found = compare(
        &Side::of_schema(head.id.as_str(), declared),
        &Side::of_live(runner.target.clone(), live),
        &Answers::default(),
        &runner.options.session,
    )
    .await?;
    Ok(found.is_equal().then_some(head))
}
