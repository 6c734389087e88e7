//! The database follows the files.

use dazzle_db::Kind;
use dazzle_diff::{Decisions, renamed};
use dazzle_history::{Direction, History, RevisionId, Target};
use dazzle_ops::Operation;
use dazzle_schema::Schema;
use dazzle_sql::Loss;

use super::left_out::LeftOut;
use super::way::Way;
use crate::draft::{Between, Origins, StandingDraft, carry, renames_between};
use crate::error::replay_error;
use crate::explain::explain;
use crate::revision::renames_done;
use crate::runner::{Drafting, Runner, Setback};
use crate::{
    DatabaseTarget, EngineError, Event, Interrupt, Migrations, Observer, Obstacle, Project, ProjectModel,
    RunOptions,
};

/// What synchronising did.
#[derive(Debug, Clone)]
pub struct Synchronised {
    /// The pending revisions that were applied.
    pub applied: Vec<RevisionId>,
    /// What was done to the database beside them, operation by operation.
    pub drafted: Vec<String>,
    /// The whole draft: what the database has and no revision holds.
    pub draft: Vec<Operation>,
    /// What the DSL says and the database does not have, as operations.
    pub not_done: Vec<Operation>,
    /// Why that is so, and the revisions that were not applied.
    pub left_out: Vec<LeftOut>,
    /// Where the database is: its heads; none for base.
    pub at: Vec<RevisionId>,
    /// The tables of the database now.
    pub schema: Schema,
    /// The DSL that it was brought to.
    pub model: ProjectModel,
}

/// Applies pending revisions, then the rest of the difference to the DSL as a draft. No data is lost, and nothing is
/// asked: what is unsafe or cannot be told is left out.
///
/// # Errors
/// Away from a desk; when files cannot be read (then nothing is changed); when the database cannot be reached or locked.
pub async fn synchronise(
    project: &Project,
    database: &DatabaseTarget,
    options: &RunOptions,
    interrupt: &Interrupt,
    observer: &mut dyn FnMut(Event),
) -> Result<Synchronised, EngineError> {
    refuse_away_from_a_desk(project)?;
    // Mistakes in files are found before the database is touched.
    ProjectModel::load(project)?;
    Migrations::load(project)?;
    let options = RunOptions {
        allow_destructive: false,
        ..options.clone()
    };
    let mut forward = |event| observer(event);
    let forward: &mut Observer<'_> = &mut forward;
    let mut runner = Runner::open(database, &options, interrupt, forward)
        .await?
        .of_project(project);
    // Read again under the lock: another process may have gone first.
    let model = ProjectModel::load(project)?;
    let mut migrations = Migrations::load(project)?;
    runner.check_against(&migrations.history).await?;
    runner.adopt_what_is_there(project, &mut migrations).await?;
    let history = &migrations.history;
    let mut left_out = catch_up(&mut runner, history).await?;
    let followed = follow(&mut runner, history, &model).await?;
    left_out.extend(followed.left_out);
    let draft = runner.draft()?;
    let done = Synchronised {
        applied: std::mem::take(&mut runner.done),
        drafted: followed.done,
        not_done: followed.not_done,
        draft: draft.map(|draft| draft.operations().to_vec()).unwrap_or_default(),
        left_out,
        at: runner.heads.iter().cloned().collect(),
        schema: runner.schema(history)?,
        model,
    };
    runner.settle(project, history).await?;
    runner.close().await?;
    Ok(done)
}

/// Dev mode is for a database at a desk.
///
/// # Errors
/// When `DAZZLE_ENV` says otherwise, or names no environment.
pub fn refuse_away_from_a_desk(project: &Project) -> Result<(), EngineError> {
    let mode = project.environment.mode(&project.settings)?;
    if mode.is_at_a_desk() {
        return Ok(());
    }
    Err(EngineError::Refused {
        reason: format!(
            "dev mode changes the database without asking, and `DAZZLE_ENV` is `{}`",
            mode.name().unwrap_or_default()
        ),
        hint: "unset `DAZZLE_ENV` if this is a development database".to_owned(),
    })
}

/// Applies pending revisions, up to one that does not go through.
async fn catch_up(runner: &mut Runner<'_>, history: &History) -> Result<Vec<LeftOut>, EngineError> {
    let mut pending = history.upgrade_path(&runner.heads, &Target::Heads)?;
    runner.half_done_first(&mut pending)?;
    for (position, revision) in pending.iter().enumerate() {
        let Some(draft) = runner.draft()? else {
            match runner.run_all(history, &[*revision], Direction::Upgrade).await {
                Err(EngineError::Run { source, .. }) if is_about_the_change(&source) => {
                    // A draft begins at a revision. What goes with it, only this revision made.
                    runner.take_back(history, true).await?;
                    return Ok(vec![LeftOut::revision(revision, &source)]);
                }
                outcome => outcome?,
            }
            continue;
        };
        let standing = runner.schema(history)?;
        let carried = carry(runner.target, history, Some(&draft), &runner.heads, revision)?;
        if let Some(clash) = carried.clashes.first() {
            return Ok(vec![LeftOut::clash(revision, clash, draft.operations())]);
        }
        let at = (position, pending.len());
        if let Err(obstacle) = runner
            .run_carried(history, revision, &standing, &carried, at)
            .await?
        {
            if is_about_the_change(&obstacle) {
                return Ok(vec![LeftOut::revision(revision, &obstacle)]);
            }
            return Err(not_drafted(runner, obstacle));
        }
    }
    Ok(Vec::new())
}

/// Whether another change would go through: neither the connection nor other users stood in the way.
fn is_about_the_change(obstacle: &Obstacle) -> bool {
    match obstacle {
        Obstacle::Consent(_)
        | Obstacle::Rows { .. }
        | Obstacle::UnfilledSeam { .. }
        | Obstacle::SeamNotReached { .. }
        | Obstacle::Plan(_)
        | Obstacle::DanglingReferences(_)
        | Obstacle::NoNumber { .. } => true,
        Obstacle::Statement { source, .. } => {
            matches!(
                source.kind,
                Kind::Other | Kind::Permission | Kind::StatementTimeout
            ) && !source.is_worth_retrying()
        }
        Obstacle::Moved
        | Obstacle::CommitUnknown(_)
        | Obstacle::Interrupted
        | Obstacle::Lock(_)
        | Obstacle::Database(_) => false,
    }
}

fn not_drafted(runner: &Runner<'_>, obstacle: Obstacle) -> EngineError {
    EngineError::NotDrafted {
        target: runner.target.url.to_string(),
        source: Box::new(obstacle),
    }
}

/// Brings the database to the DSL as far as that is safe; gives what was done, in words.
async fn follow(
    runner: &mut Runner<'_>,
    history: &History,
    model: &ProjectModel,
) -> Result<Followed, EngineError> {
    let head = history.schema_at(&runner.heads).map_err(replay_error)?;
    let draft = runner.draft()?;
    let standing = runner.schema(history)?;
    let before = draft.as_ref().map(StandingDraft::operations).unwrap_or_default();
    let origins = Origins::of(&head).after(before);
    let mut decisions = model.decisions();
    // Rows are not changed at a save: where some hold an old value, the new check is left out.
    decisions.value_renames.clear();
    let mut done = renames_done(history, &runner.heads);
    done.note(before);
    let said = &model.projection.schema;
    done.strike_from(&mut decisions, (&standing, said), &Decisions::default())
        .map_err(|error| explain(error, model, &standing))?;
    let decisions = Between {
        head: &head,
        standing: &standing,
        origins: &origins,
        wanted: said,
    }
    .on_from_draft(decisions);
    let explained = |error| explain(error, model, &standing);
    let there = renamed(&standing, said, &decisions).map_err(explained)?;
    let wanted = model.complete(&there, &decisions).schema;

    let mut way = Way::new(
        runner.target.dialect(),
        (&standing, &origins),
        &there,
        &wanted,
        &decisions,
    );
    let mut operations = way.operations().map_err(explained)?;
    while way.leave_out_losses(runner, &operations).await? {
        operations = way.operations().map_err(explained)?;
    }
    let heads = runner.heads.clone();
    let drafted = |operations: Vec<Operation>, losses: Vec<Loss>| -> Result<Drafting, EngineError> {
        let mut after = standing.clone();
        // They come from the diff, which applied them itself.
        dazzle_ops::apply_all(&operations, &mut after).ok();
        let all: Vec<Operation> = before.iter().chain(&operations).cloned().collect();
        let now = origins.clone().after(&operations);
        let renames = renames_between(&Origins::of(&head), &now);
        Ok(Drafting {
            draft: StandingDraft::between(&heads, &head, &after, &renames, &all)?,
            operations,
            losses,
        })
    };
    let mut done = Vec::new();
    if !operations.is_empty() {
        let target = runner.target.url.to_string();
        let losses = way.losses(&operations);
        let first = drafted(operations, losses)?;
        let applied = runner
            .apply_draft(&standing, first, &mut |tried, setback| {
                let Setback { operation, obstacle } = setback;
                if !is_about_the_change(&obstacle) {
                    return Err(EngineError::NotDrafted {
                        target: target.clone(),
                        source: Box::new(obstacle),
                    });
                }
                way.leave_out(&tried.operations, operation, &obstacle);
                let operations = way.operations().map_err(explained)?;
                if operations.is_empty() {
                    Ok(None)
                } else {
                    let losses = way.losses(&operations);
                    drafted(operations, losses).map(Some)
                }
            })
            .await?;
        done.extend(applied.into_iter().flat_map(|drafting| drafting.operations));
    }
    Ok(Followed {
        done: done.iter().map(Operation::summary).collect(),
        not_done: way.rest(),
        left_out: way.left_out,
    })
}

/// What was done beside the pending revisions.
struct Followed {
    done: Vec<String>,
    not_done: Vec<Operation>,
    left_out: Vec<LeftOut>,
}
