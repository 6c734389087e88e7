//! `dazzle db migrate`: the difference becomes a revision file, and is applied.

use std::path::PathBuf;

use dazzle_db::SessionOptions;
use dazzle_history::{Direction, Revision, RevisionId, Target};
use dazzle_ops::Operation;

use crate::answers::OpenQuestion;
use crate::current::current;
use crate::draft::{in_the_way, peek};
use crate::prove::prove_unasked;
use crate::revision::{Draft, Request, draft, planned};
use crate::runner::Runner;
use crate::script::ScriptSource;
use crate::{
    DatabaseTarget, EngineError, Event, Interrupt, Migrations, Observer, Obstacle, Project, ProjectModel,
    RunOptions,
};

/// What `migrate` did.
#[derive(Debug, Clone)]
pub struct Migrated {
    /// The revisions that were pending before and are applied now.
    pub caught_up: Vec<RevisionId>,
    /// The new revision and its file; none when history held everything already.
    pub written: Option<(Revision, PathBuf)>,
    /// What the new revision's downgrade cannot do as it is written.
    pub downgrade_trouble: Option<String>,
    /// Where the database is now.
    pub at: Vec<RevisionId>,
}

/// How to migrate.
#[derive(Debug, Clone, Default)]
pub struct MigrateOptions {
    /// The new revision's message and id.
    pub request: Request,
    /// Whether drops and adds that look like renames are meant as drops and adds.
    pub accept_questions: bool,
    /// Whether the new revision is proved before it is written, where a scratch database is at hand at no cost.
    pub prove: bool,
}

/// Applies what is pending, writes the rest of the difference to the DSL as a revision, and applies that.
///
/// # Errors
/// When something cannot be read, decided, written or applied. A new revision that needs a person's consent is
/// taken back; one that a person has to fill in or whose data has to be mended is kept, and the error names it.
pub async fn migrate<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    migrate: &MigrateOptions,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Migrated, EngineError> {
    // Mistakes in files are found before any database is touched.
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let dialects = [database.dialect()];
    let accepted = |new: Option<Draft>| match new {
        Some(new) if !new.questions.is_empty() && !migrate.accept_questions => {
            Err(EngineError::Questions(new.questions))
        }
        new => Ok(new),
    };
    if history.revisions().next().is_some()
        && let Err(error) =
            draft(&history, &model, &migrate.request, &dialects).and_then(|new| accepted(new).map(drop))
        // What a draft on the database knows of renames may answer it.
        && peek(database, &options.session).await?.is_none()
    {
        return Err(error);
    }

    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    let mut migrations = Migrations::load(project)?;
    runner.check_against(&migrations.history).await?;
    runner.adopt_what_is_there(project, &mut migrations).await?;
    let standing = runner.draft()?;
    let on = standing.as_ref().map(|draft| (database, draft));
    let pending = migrations.history.upgrade_path(&runner.heads, &Target::Heads)?;
    let new = accepted(planned(
        &migrations.history,
        &model,
        &migrate.request,
        &dialects,
        on,
    )?)?;
    if new.is_some() && project.environment.mode(&project.settings)?.is_production() {
        return Err(EngineError::Refused {
            reason: "the DSL has changes that no revision holds, and `DAZZLE_ENV` is `production`".to_owned(),
            hint: "make the revision in development, have it reviewed, and deploy its file".to_owned(),
        });
    }
    // A draft may be part of the way to the new revision, so it goes with that one.
    if new.is_none() || standing.is_none() {
        runner
            .run_all(&migrations.history, &pending, Direction::Upgrade)
            .await?;
    }
    let mut migrated = Migrated {
        caught_up: runner.done.clone(),
        written: None,
        downgrade_trouble: None,
        at: runner.heads.iter().cloned().collect(),
    };
    let Some(new) = new else {
        runner.settle(project, &migrations.history).await?;
        runner.close().await?;
        return Ok(migrated);
    };
    if migrate.prove {
        let (history, dialect) = (&migrations.history, database.dialect());
        prove_unasked(
            project,
            history,
            &new.revision,
            dialect,
            interrupt,
            runner.observer,
        )
        .await?;
    }
    let path = migrations.add(project, &new.revision)?;
    (runner.observer)(Event::RevisionWritten {
        path: project.display_path(&path),
        operations: new.revision.upgrade.iter().map(Operation::summary).collect(),
    });
    let path_to_it = migrations.history.upgrade_path(&runner.heads, &Target::Heads)?;
    let outcome = runner
        .run_all(&migrations.history, &path_to_it, Direction::Upgrade)
        .await;
    if let Err(error) = outcome {
        if is_undecided(&error) {
            migrations.remove(project, &path)?;
            (runner.observer)(Event::RevisionRemoved {
                path: project.display_path(&path),
            });
            return Err(error);
        }
        return Err(EngineError::NotApplied {
            path: project.display_path(&path),
            source: Box::new(error),
        });
    }
    migrated.at = runner.heads.iter().cloned().collect();
    migrated.caught_up.clone_from(&runner.done);
    migrated.caught_up.retain(|id| *id != new.revision.id);
    migrated.written = Some((new.revision, path));
    migrated.downgrade_trouble = new.downgrade_trouble;
    runner.settle(project, &migrations.history).await?;
    runner.close().await?;
    Ok(migrated)
}

/// What [`migrate`] would do.
#[derive(Debug, Clone)]
pub struct ToMigrate {
    /// The revisions that are pending.
    pub pending: Vec<(RevisionId, String)>,
    /// What the new revision would hold.
    pub missing: Vec<Operation>,
    /// Drops and adds in it that look like renames.
    pub questions: Vec<OpenQuestion>,
}

/// Looks at what [`migrate`] would do. Nothing is written.
///
/// # Errors
/// When something cannot be read, decided or planned.
pub async fn check(
    project: &Project,
    database: &DatabaseTarget,
    request: &Request,
    session: &SessionOptions,
) -> Result<ToMigrate, EngineError> {
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let (at, _) = current(database, session).await?;
    let pending = history
        .upgrade_path(&at.into_iter().collect(), &Target::Heads)?
        .iter()
        .map(|it| (it.id.clone(), it.message.clone()))
        .collect();
    let draft = peek(database, session).await?;
    let on = draft.as_ref().map(|draft| (database, draft));
    let (missing, questions) = planned(&history, &model, request, &[database.dialect()], on)?
        .map(|new| (new.revision.upgrade, new.questions))
        .unwrap_or_default();
    Ok(ToMigrate {
        pending,
        missing,
        questions,
    })
}

/// Whether a person has to allow it first, or stopped it.
fn is_undecided(error: &EngineError) -> bool {
    match error {
        EngineError::Run { source, .. } => matches!(**source, Obstacle::Consent(_) | Obstacle::Interrupted),
        EngineError::Stopped { .. } => true,
        _ => false,
    }
}

/// The script of what [`migrate`] would run: what is pending, and the revision that it would write. Nothing is
/// written, neither file nor database. The revision gets the id that it will have when it is written.
///
/// # Errors
/// When something cannot be read, decided or planned.
pub async fn script(
    project: &Project,
    migrate: &MigrateOptions,
    source: &ScriptSource<'_>,
    allow_destructive: bool,
) -> Result<String, EngineError> {
    let model = ProjectModel::load(project)?;
    let mut migrations = Migrations::load(project)?;
    if let ScriptSource::Database { database, session } = source
        && let Some(draft) = peek(database, session).await?
    {
        return Err(in_the_way(database, &draft, "a script begins at a revision"));
    }
    if let Some(new) = draft(&migrations.history, &model, &migrate.request, &[source.dialect()])? {
        if !new.questions.is_empty() && !migrate.accept_questions {
            return Err(EngineError::Questions(new.questions));
        }
        migrations.pretend(project, &new.revision)?;
    }
    let history = &migrations.history;
    crate::script::script(
        history,
        Direction::Upgrade,
        &Target::Heads,
        source,
        allow_destructive,
    )
    .await
}
