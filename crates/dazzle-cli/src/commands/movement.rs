//! Commands that change a database: `migrate`, `upgrade`, `downgrade`, `rollback`, `stamp`, `reset`.

use dazzle_dsl::{Diagnostic, Severity};
use dazzle_engine::answers::Answers;
use dazzle_engine::migrate::MigrateOptions;
use dazzle_engine::revision::Request;
use dazzle_engine::script::ScriptSource;
use dazzle_engine::seams::FillRequest;
use dazzle_engine::upgrade::Moved;
use dazzle_engine::{EngineError, Interrupt, Migrations, Obstacle, ProjectModel};
use dazzle_history::{Direction, RevisionId, Target};
use dazzle_schema::Dialect;
use serde_json::json;

use super::assist::{Assistant, Place};
use super::{Context, Files, Outcome, Surroundings, answers, seams};
use crate::arguments::{Migrate, MoveFlags, Reset, RevisionFlags, Stamp};
use crate::render::progress::Progress;
use crate::render::words::{self, counted, place};
use crate::render::{diagnostics, json, questions};
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Writes and applies the difference.
pub async fn migrate(context: &mut Context, flags: Migrate) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.options.allow_destructive = flags.run.allow_destructive;
    context.options.throttle = flags.run.throttle;
    let mut options = migrate_options(flags.revision, answers::given(&flags.answers)?, flags.yes);
    options.prove = !flags.no_prove;
    let mut assistant = Assistant::if_wanted(shell, &context.project, &flags.assist)?;
    if flags.check {
        return check(context, &options).await;
    }
    if flags.run.sql {
        let source = ScriptSource::Database {
            database: &context.database,
            session: &context.options.session,
        };
        let script =
            dazzle_engine::migrate::script(&context.project, &options, &source, flags.run.allow_destructive)
                .await?;
        shell.line(script.trim_end());
        return Ok(Outcome::Done);
    }
    context.announce();
    warn(shell, &ProjectModel::load(&context.project)?);
    answers::tell_passed_over(shell, &context.project, &options.request);
    seams::fill(context, &options.request.fills).await?;
    loop {
        let interrupt = Interrupt::new();
        let mut progress = Progress::new(shell);
        let mut observer = |event| progress.show(event);
        let work = dazzle_engine::migrate::migrate(
            &context.project,
            &context.database,
            &options,
            &context.options,
            &interrupt,
            &mut observer,
        );
        let outcome = until_interrupted(work, &interrupt).await;
        progress.clear();
        if let (Err(error), Some(assisting)) = (&outcome, &mut assistant) {
            match assisting
                .settle(Place::of_context(context), &options.request, error)
                .await?
            {
                Some(true) => continue,
                Some(false) => return Ok(assistant.map_or(Outcome::Done, |it| it.give_up(error))),
                None => {}
            }
        }
        match outcome {
            Ok(migrated) => {
                let path = migrated
                    .written
                    .as_ref()
                    .map(|(_, path)| context.project.display_path(path));
                if shell.is_json() {
                    let written = migrated.written.as_ref().map(|(revision, _)| {
                        json!({ "path": path, "revision": json::revision(revision),
                            "upgrade": revision.upgrade.iter().map(json::operation).collect::<Vec<_>>() })
                    });
                    let value = json!({
                        "database": json::database(&context.database),
                        "caught_up": json::ids(&migrated.caught_up),
                        "written": written,
                        "at": json::ids(&migrated.at),
                    });
                    shell.value(&Assistant::with_report(assistant.as_ref(), value));
                    return Ok(assistant.map_or(Outcome::Done, Assistant::end));
                }
                if path.is_none() && migrated.caught_up.is_empty() {
                    shell.line("nothing to migrate: all is up to date");
                }
                if let Some(trouble) = migrated.downgrade_trouble {
                    shell.warning(format_args!(
                        "the downgrade has to be completed by hand: {trouble}"
                    ));
                }
                shell.item("now at", place(&migrated.at));
                return Ok(assistant.map_or(Outcome::Done, Assistant::end));
            }
            Err(EngineError::Questions(open)) if shell.can_ask() => {
                if !answers::ask(shell, "DSL", &open, &mut options.request.answers).await {
                    return Err(EngineError::Questions(open));
                }
            }
            // The new revision has the same id when it is made again, so the consent is to it alone.
            Err(error) => match ask_consent(context, &error).await {
                Some((revision, _)) => drop(context.options.consented.insert(revision)),
                None if seams::ask(context, &error).await? => {}
                None => return Err(error),
            },
        }
    }
}

/// Prints the script of `migrate` for a dialect, without a database.
pub async fn migrate_offline(
    files: &Files,
    dialect: Dialect,
    flags: Migrate,
) -> Result<Outcome, EngineError> {
    let options = migrate_options(flags.revision, answers::given(&flags.answers)?, flags.yes);
    let source = ScriptSource::Offline { dialect, from: None };
    let script =
        dazzle_engine::migrate::script(&files.project, &options, &source, flags.run.allow_destructive)
            .await?;
    files.shell.line(script.trim_end());
    Ok(Outcome::Done)
}

fn migrate_options(flags: RevisionFlags, answers: Answers, accept_questions: bool) -> MigrateOptions {
    MigrateOptions {
        request: Request {
            message: flags.message,
            id: flags.rev_id,
            parent: flags.head,
            empty: false,
            casts: flags.using,
            answers,
            fills: flags.fill,
        },
        accept_questions,
        prove: false,
    }
}

/// Whether there is something to migrate; writes nothing.
async fn check(context: &Context, options: &MigrateOptions) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let (project, database) = (&context.project, &context.database);
    let session = &context.options.session;
    answers::tell_passed_over(shell, project, &options.request);
    let found = dazzle_engine::migrate::check(project, database, &options.request, session).await?;
    let (pending, missing) = (found.pending, found.missing);
    let up_to_date = pending.is_empty() && missing.is_empty();
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(&context.database),
            "up_to_date": up_to_date,
            "pending": json::ids(pending.iter().map(|(id, _)| id)),
            "missing": missing.iter().map(json::operation).collect::<Vec<_>>(),
            "questions": found.questions.iter().map(questions::json).collect::<Vec<_>>(),
        }));
    } else if up_to_date {
        shell.line("nothing to migrate: all is up to date");
    } else {
        context.announce();
        for (id, message) in &pending {
            shell.item("pending", format_args!("{id}  {message}"));
        }
        for operation in &missing {
            shell.item("missing", operation.summary());
        }
        questions::print_open(shell, &found.questions);
    }
    Ok(if up_to_date {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}

/// Applies revisions or takes them back; or prints the script that does.
pub async fn movement(
    all: Surroundings,
    direction: Direction,
    to: Target,
    from: Option<Target>,
    (flags, fills): (MoveFlags, Vec<FillRequest>),
) -> Result<Outcome, EngineError> {
    if flags.sql {
        let dialect = match (flags.dialect, &from) {
            (Some(dialect), _) => Some(dialect),
            (None, Some(_)) => match &all.project {
                Ok(project) => all.database(project).ok().map(|it| it.dialect()),
                Err(_) => None,
            },
            (None, None) => None,
        };
        let shell = all.shell;
        let script = match dialect {
            Some(dialect) => {
                let files = all.files(Some(dialect))?;
                let history = Migrations::load(&files.project)?.history;
                let source = ScriptSource::Offline { dialect, from };
                dazzle_engine::script::script(&history, direction, &to, &source, flags.allow_destructive)
                    .await?
            }
            None => {
                let context = all.context()?;
                let history = Migrations::load(&context.project)?.history;
                let source = ScriptSource::Database {
                    database: &context.database,
                    session: &context.options.session,
                };
                dazzle_engine::script::script(&history, direction, &to, &source, flags.allow_destructive)
                    .await?
            }
        };
        shell.line(script.trim_end());
        return Ok(Outcome::Done);
    }
    let mut context = all.context()?;
    let context = &mut context;
    let shell = context.shell;
    context.options.allow_destructive = flags.allow_destructive;
    context.options.throttle = flags.throttle;
    context.announce();
    seams::fill(context, &fills).await?;
    let mut before: Vec<RevisionId> = Vec::new();
    loop {
        let interrupt = Interrupt::new();
        let mut progress = Progress::new(shell);
        let mut observer = |event| progress.show(event);
        let (project, database, options) = (&context.project, &context.database, &context.options);
        let outcome = match direction {
            Direction::Upgrade => {
                let work = dazzle_engine::upgrade::upgrade(
                    project,
                    database,
                    &to,
                    options,
                    &interrupt,
                    &mut observer,
                );
                until_interrupted(work, &interrupt).await
            }
            Direction::Downgrade => {
                let work = dazzle_engine::downgrade::downgrade(
                    project,
                    database,
                    &to,
                    options,
                    &interrupt,
                    &mut observer,
                );
                until_interrupted(work, &interrupt).await
            }
        };
        progress.clear();
        match outcome {
            Ok(mut moved) => {
                moved.done.splice(0..0, before);
                show_move(context, &moved, direction);
                return Ok(Outcome::Done);
            }
            Err(error) => match ask_consent(context, &error).await {
                Some((revision, done)) => {
                    before.extend(done);
                    context.options.consented.insert(revision);
                }
                None if seams::ask(context, &error).await? => before.extend(gone_through(&error)),
                None => return Err(error),
            },
        }
    }
}

/// The revisions that went through before the one that did not.
fn gone_through(error: &EngineError) -> Vec<RevisionId> {
    match error {
        EngineError::Run { done, .. } => done.clone(),
        _ => Vec::new(),
    }
}

fn show_move(context: &Context, moved: &Moved, direction: Direction) {
    let shell = context.shell;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(&context.database),
            "direction": direction.as_str(),
            "done": json::ids(&moved.done),
            "from": json::ids(&moved.from),
            "at": json::ids(&moved.to),
        }));
        return;
    }
    if moved.done.is_empty() {
        shell.line(format_args!("nothing to {direction}"));
    }
    shell.item("now at", place(&moved.to));
}

/// Records a version without running anything.
pub async fn stamp(context: &Context, flags: &Stamp) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.announce();
    let interrupt = Interrupt::new();
    let mut progress = Progress::new(shell);
    let mut observer = |event| progress.show(event);
    let (project, database, options) = (&context.project, &context.database, &context.options);
    let work = dazzle_engine::stamp::stamp(
        project,
        database,
        &flags.target,
        options,
        &interrupt,
        &mut observer,
    );
    let moved = until_interrupted(work, &interrupt).await?;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(database),
            "from": json::ids(&moved.from),
            "at": json::ids(&moved.to),
        }));
    } else {
        shell.item("now at", place(&moved.to));
    }
    Ok(Outcome::Done)
}

/// Drops what history made.
pub async fn reset(context: &Context, flags: &Reset) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let (project, database, options) = (&context.project, &context.database, &context.options);
    let tables = dazzle_engine::reset::tables_to_drop(project, database, &options.session).await?;
    context.announce();
    if !shell.is_json() {
        for (table, rows) in &tables {
            shell.item("drops", format_args!("{table} ({})", words::rows(*rows)));
        }
    }
    if !flags.yes {
        let question = format!("drop {} and Dazzle's own?", counted(tables.len(), "table"));
        if !shell.can_ask() {
            return Err(EngineError::Refused {
                reason: format!("reset would {}", question.trim_end_matches('?')),
                hint: "pass `--yes` if that is meant".to_owned(),
            });
        }
        if !shell.ask(&question).await {
            return Ok(Outcome::Failed);
        }
    }
    let interrupt = Interrupt::new();
    let mut progress = Progress::new(shell);
    let mut observer = |event| progress.show(event);
    if !database.is_missing_file() {
        let work = dazzle_engine::reset::reset(project, database, options, &interrupt, &mut observer);
        until_interrupted(work, &interrupt).await?;
    }
    if shell.is_json() {
        let dropped: Vec<_> = tables
            .iter()
            .map(|(table, rows)| json!({ "table": table, "rows": rows }))
            .collect();
        shell.value(&json!({ "database": json::database(database), "dropped": dropped }));
    } else {
        shell.item("now at", "base");
    }
    Ok(Outcome::Done)
}

/// Asks whether data may be lost, where that is what stands in the way and somebody can answer. Gives the
/// revision and those that went through before it.
async fn ask_consent(context: &Context, error: &EngineError) -> Option<(RevisionId, Vec<RevisionId>)> {
    let EngineError::Run {
        revision,
        done,
        source,
        ..
    } = error
    else {
        return None;
    };
    let Obstacle::Consent(losses) = &**source else {
        return None;
    };
    if !context.shell.can_ask() {
        return None;
    }
    for (what, rows) in losses {
        context
            .shell
            .warning(format_args!("{what} ({})", words::rows(*rows)));
    }
    context
        .shell
        .ask("lose this data?")
        .await
        .then(|| (revision.clone(), done.clone()))
}

/// Prints the warnings about the DSL: what may not be what was meant, before it becomes a change.
pub fn warn(shell: Shell, model: &ProjectModel) {
    if shell.is_json() {
        return;
    }
    let warnings: Vec<Diagnostic> = model
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Warning)
        .cloned()
        .collect();
    diagnostics::print(shell, &model.files, &warnings);
}
