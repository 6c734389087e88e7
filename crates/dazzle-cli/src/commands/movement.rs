//! Commands that change a database: `migrate`, `upgrade`, `downgrade`, `rollback`, `stamp`, `reset`.

use std::future::Future;
use std::task::Poll;

use dazzle_engine::migrate::MigrateOptions;
use dazzle_engine::revision::{Request, draft};
use dazzle_engine::script::ScriptOptions;
use dazzle_engine::upgrade::Moved;
use dazzle_engine::{EngineError, Interrupt, Migrations, Obstacle, ProjectModel};
use dazzle_history::{Direction, RevisionId, Target};
use serde_json::json;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{Context, Outcome};
use crate::arguments::{Downgrade, Migrate, MoveFlags, Reset, Stamp, Upgrade};
use crate::render::progress::Progress;
use crate::render::words::{counted, place};
use crate::render::{errors, json};

/// Writes and applies the difference.
pub async fn migrate(context: &mut Context, flags: Migrate) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.options.allow_destructive = flags.run.allow_destructive;
    let mut options = MigrateOptions {
        request: Request {
            message: flags.revision.message,
            id: flags.revision.rev_id,
            parent: flags.revision.head,
            empty: false,
        },
        accept_questions: flags.yes,
    };
    if flags.check {
        return check(context, &options).await;
    }
    if flags.run.sql {
        let (project, database) = (&context.project, &context.database);
        let session = &context.options.session;
        let script =
            dazzle_engine::migrate::script(project, database, &options, session, flags.run.dialect).await?;
        shell.line(script.trim_end());
        return Ok(Outcome::Done);
    }
    announce(context);
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
                    shell.value(&json!({
                        "database": json::database(&context.database),
                        "caught_up": json::ids(&migrated.caught_up),
                        "written": written,
                        "at": json::ids(&migrated.at),
                    }));
                    return Ok(Outcome::Done);
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
                return Ok(Outcome::Done);
            }
            Err(error @ EngineError::Questions(_)) if shell.can_ask() => {
                errors::print(shell, &error);
                if !shell.ask("go on as drop and add?") {
                    return Ok(Outcome::Failed);
                }
                options.accept_questions = true;
            }
            Err(error) => match ask_consent(context, &error) {
                // The revision gets another id each time, so the consent is to this call as a whole.
                Some(_) => context.options.allow_destructive = true,
                None => return Err(error),
            },
        }
    }
}

/// Whether there is something to migrate; writes nothing.
async fn check(context: &Context, options: &MigrateOptions) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let history = Migrations::load(&context.project)?.history;
    let model = ProjectModel::load(&context.project)?;
    let (current, _) = dazzle_engine::status::current(&context.database, &context.options.session).await?;
    let pending = history.upgrade_path(&current.into_iter().collect(), &Target::Heads)?;
    let missing = draft(&history, &model, &options.request, context.database.dialect())?
        .map(|draft| draft.revision.upgrade)
        .unwrap_or_default();
    let up_to_date = pending.is_empty() && missing.is_empty();
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(&context.database),
            "up_to_date": up_to_date,
            "pending": json::ids(pending.iter().map(|it| &it.id)),
            "missing": missing.iter().map(json::operation).collect::<Vec<_>>(),
        }));
    } else if up_to_date {
        shell.line("nothing to migrate: all is up to date");
    } else {
        announce(context);
        for revision in &pending {
            shell.item("pending", format_args!("{}  {}", revision.id, revision.message));
        }
        for operation in &missing {
            shell.item("missing", operation.summary());
        }
    }
    Ok(if up_to_date {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}

/// Applies pending revisions.
pub async fn upgrade(context: &mut Context, flags: Upgrade) -> Result<Outcome, EngineError> {
    movement(context, Direction::Upgrade, flags.target, flags.from, flags.run).await
}

/// Takes applied revisions back.
pub async fn downgrade(context: &mut Context, flags: Downgrade) -> Result<Outcome, EngineError> {
    movement(context, Direction::Downgrade, flags.target, flags.from, flags.run).await
}

/// Takes the last applied revision back.
pub async fn rollback(context: &mut Context, flags: MoveFlags) -> Result<Outcome, EngineError> {
    movement(context, Direction::Downgrade, Target::Relative(-1), None, flags).await
}

async fn movement(
    context: &mut Context,
    direction: Direction,
    to: Target,
    from: Option<Target>,
    flags: MoveFlags,
) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.options.allow_destructive = flags.allow_destructive;
    if flags.sql {
        let history = Migrations::load(&context.project)?.history;
        let options = ScriptOptions {
            direction,
            to,
            offline: flags.dialect,
            from,
        };
        let session = &context.options.session;
        let script = dazzle_engine::script::script(&history, &context.database, &options, session).await?;
        shell.line(script.trim_end());
        return Ok(Outcome::Done);
    }
    announce(context);
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
            Err(error) => match ask_consent(context, &error) {
                Some((revision, done)) => {
                    before.extend(done);
                    context.options.consented.insert(revision);
                }
                None => return Err(error),
            },
        }
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
    announce(context);
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
    announce(context);
    if !shell.is_json() {
        for (table, rows) in &tables {
            shell.item(
                "drops",
                format_args!(
                    "{table} ({})",
                    counted(usize::try_from(*rows).unwrap_or(usize::MAX), "row")
                ),
            );
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
        if !shell.ask(&question) {
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
fn ask_consent(context: &Context, error: &EngineError) -> Option<(RevisionId, Vec<RevisionId>)> {
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
        context.shell.warning(format_args!("{what} ({rows} rows)"));
    }
    context
        .shell
        .ask("lose this data?")
        .then(|| (revision.clone(), done.clone()))
}

/// Waits for `work`; Ctrl-C or SIGTERM asks it to stop, and then it is waited for still.
async fn until_interrupted<T>(work: impl Future<Output = T>, interrupt: &Interrupt) -> T {
    // Before the work begins, so that a signal never ends the process in the middle of it.
    let mut signals = [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok());
    let mut stop = std::pin::pin!(std::future::poll_fn(|context| {
        let came = |signal: &mut Option<Signal>| {
            signal
                .as_mut()
                .is_some_and(|signal| signal.poll_recv(context).is_ready())
        };
        if signals.iter_mut().any(came) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }));
    tokio::pin!(work);
    tokio::select! {
        outcome = &mut work => outcome,
        () = &mut stop => {
            interrupt.request().await;
            work.await
        }
    }
}

/// Names the database before anything happens to it.
pub fn announce(context: &Context) {
    if !context.shell.is_json() {
        context.shell.item("database", &context.database);
    }
}
