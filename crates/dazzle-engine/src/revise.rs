//! `dazzle db revision`: the difference becomes a revision file, and a draft becomes that revision.

use std::path::PathBuf;

use dazzle_db::log;
use dazzle_diff::diff;
use dazzle_history::{History, Revision, Target};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;

use crate::draft::{Origins, StandingDraft, carry, peek, renames_between};
use crate::revision::{Draft, Request, planned};
use crate::runner::Runner;
use crate::{
    DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, ProjectModel, RunOptions,
};

/// A revision that was written.
#[derive(Debug, Clone)]
pub struct Revised {
    /// The revision.
    pub revision: Revision,
    /// Its file.
    pub path: PathBuf,
    /// What its downgrade cannot do as it is written.
    pub downgrade_trouble: Option<String>,
    /// What became of the draft on the local database.
    pub draft: DraftFate,
}

/// What became of a draft when its revision was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftFate {
    /// There was none.
    None,
    /// The database is at the revision: the draft had done all that it does.
    IsRevision,
    /// The draft had left something out, or done more. This, in words, is what an upgrade will do.
    Remains(Vec<String>),
}

/// How to write a revision.
#[derive(Debug, Clone, Default)]
pub struct ReviseOptions {
    /// The new revision's message and id.
    pub request: Request,
    /// Whether drops and adds that look like renames are meant as drops and adds.
    pub accept_questions: bool,
    /// What it must be possible on.
    pub dialects: Vec<Dialect>,
}

/// Writes the difference between history and DSL as a revision; none where there is none. Where `database` has a
/// draft and that is all the revision does, it is recorded there and not run.
///
/// Nobody needs a database to write a revision: without one, no draft is looked for.
///
/// # Errors
/// When something cannot be read, decided or written.
pub async fn revise<'a>(
    project: &Project,
    database: Option<&'a DatabaseTarget>,
    revise: &ReviseOptions,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Option<Revised>, EngineError> {
    let model = ProjectModel::load(project)?;
    let mut migrations = Migrations::load(project)?;
    let mut runner = match database {
        Some(database) if has_draft(project, database, options).await? => {
            let runner = Runner::open(database, options, interrupt, observer)
                .await?
                .of_project(project);
            migrations = Migrations::load(project)?;
            Some(runner)
        }
        _ => None,
    };
    let draft = match &mut runner {
        Some(runner) => {
            runner.check_against(&migrations.history).await?;
            runner.draft()?
        }
        None => None,
    };
    let on = match (&runner, &draft) {
        (Some(runner), Some(draft)) => Some((runner.target, draft)),
        _ => None,
    };
    let new = planned(&migrations.history, &model, &revise.request, &revise.dialects, on)?;
    let Some(Draft {
        revision,
        questions,
        downgrade_trouble,
    }) = new
    else {
        return Ok(None);
    };
    if !questions.is_empty() && !revise.accept_questions {
        return Err(EngineError::Questions(questions));
    }
    let path = migrations.add(project, &revision)?;
    let mut fate = DraftFate::None;
    if let (Some(mut runner), Some(draft)) = (runner, draft) {
        fate = record_done(&mut runner, &migrations.history, &draft, &revision).await?;
        runner.settle(project, &migrations.history).await?;
        runner.close().await?;
    }
    Ok(Some(Revised {
        revision,
        path,
        downgrade_trouble,
        draft: fate,
    }))
}

/// A database that cannot be looked at is no obstacle: whoever writes a revision need not have one.
async fn has_draft(
    project: &Project,
    database: &DatabaseTarget,
    options: &RunOptions,
) -> Result<bool, EngineError> {
    if !project.environment.mode(&project.settings)?.is_at_a_desk() {
        return Ok(false);
    }
    match peek(database, &options.session).await {
        Ok(draft) => Ok(draft.is_some()),
        Err(EngineError::Database { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Records the revision where the draft is all that it does.
async fn record_done(
    runner: &mut Runner<'_>,
    history: &History,
    draft: &StandingDraft,
    revision: &Revision,
) -> Result<DraftFate, EngineError> {
    let (mut draft, mut heads) = (Some(draft.clone()), runner.heads.clone());
    let follows = revision.parents.iter().eq(heads.iter());
    let mut left: Vec<Operation> = Vec::new();
    let path = history.upgrade_path(&heads, &Target::Heads)?;
    for (at, pending) in path.iter().enumerate() {
        let before = runner.schema(history)?;
        let carried = carry(runner.target, history, draft.as_ref(), &heads, pending)?;
        if follows && pending.id == revision.id && before == carried.head {
            let direction = log::Direction::Draft;
            runner.record(history, direction, &carried.heads, None).await?;
            return Ok(DraftFate::IsRevision);
        }
        left.extend(carried.operations);
        if at + 1 == path.len()
            && let Some(rest) = &carried.draft
        {
            let head = Origins::of(&carried.head);
            let renames = renames_between(&head.clone().after(rest.operations()), &head);
            left.extend(diff(&carried.standing, &carried.head, &renames)?.operations);
        }
        (draft, heads) = (carried.draft, carried.heads);
    }
    Ok(DraftFate::Remains(left.iter().map(Operation::summary).collect()))
}
