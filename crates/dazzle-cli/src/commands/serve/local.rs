//! `dazzle serve --local`: the database follows the DSL while somebody edits it, and the application is served as it is.

use std::path::Path;
use std::time::Duration;

use dazzle_engine::dev::{Happening, LeftOut, Synchronised, follow};
use dazzle_engine::{DatabaseTarget, EngineError, Interrupt, RunOptions};
use owo_colors::OwoColorize as _;
use tokio::sync::{mpsc, watch};

use super::super::{Outcome, find};
use super::board::Board;
use super::listen;
use super::served::Served;
use crate::arguments::Serve;
use crate::render::errors;
use crate::render::progress::Progress;
use crate::render::words::{counted, place};
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Synchronises, watches, serves, and says what happens, until it is interrupted.
pub async fn serve(shell: Shell, folder: &Path, flags: &Serve) -> Result<Outcome, EngineError> {
    let reload = || {
        let project = find(folder)?;
        let database = DatabaseTarget::resolve(&project, flags.database_url.as_deref())?;
        Ok((project, database))
    };
    let (project, database) = reload()?;
    dazzle_engine::dev::refuse_away_from_a_desk(&project)?;
    shell.item("database", &database);
    let listener = listen::local(flags.port).await?;
    let link = listen::link(&listener);
    let interrupt = Interrupt::new();
    let (tell, mut happenings) = mpsc::unbounded_channel();
    let (stop, mut stopped) = watch::channel(false);
    let options = RunOptions {
        lock_wait: Duration::from_secs(flags.lock_timeout),
        ..RunOptions::default()
    };
    let mut served = Served::new();
    let mut board = Board::new(&project, &database);
    let routes = board.router().fallback_service(served.router());
    let server = dazzle_server::serve(listener, routes, async move {
        // The other end goes away when there is nothing to follow any more.
        stopped.wait_for(|is_stopped| *is_stopped).await.ok();
    });
    let work = async {
        let outcome = follow(&reload, &options, &interrupt, &tell).await;
        // The last word is heard before the end.
        drop(tell);
        outcome
    };
    let show = async {
        let mut progress = Progress::new(shell);
        let mut said = Vec::new();
        let mut address = database.url.to_string();
        while let Some(happening) = happenings.recv().await {
            match happening {
                Happening::Started => {
                    shell.item(
                        "serving",
                        format_args!("{link}  (the API is described at {link}/docs)"),
                    );
                    shell.talk("watching the DSL; Ctrl-C ends it");
                }
                Happening::Changed(paths) => {
                    for path in paths {
                        let path = project.display_path(&path);
                        shell.item("changed", &path);
                        board.changed(&path);
                    }
                }
                Happening::Progress(event) => {
                    board.progress(&event);
                    progress.show(event);
                }
                Happening::Synchronised {
                    project,
                    database,
                    done,
                } => {
                    progress.clear();
                    if database.url.to_string() != address {
                        address = database.url.to_string();
                        shell.item("database", &database);
                    }
                    // First what is served, so that who reads the line finds it.
                    let outcome = match served.follow(&database, &done).await {
                        Ok(()) => board.synchronised(&project, &database, &done).await,
                        Err(error) => Err(error),
                    };
                    synchronised(shell, &done, &mut said);
                    if let Err(error) = outcome {
                        errors::print(shell, &error);
                        board.failed(&error);
                    }
                }
                Happening::Failed(error) => {
                    progress.clear();
                    errors::print(shell, &error);
                    board.failed(&error);
                }
            }
        }
        // The page's stream of events ends with it; the server would wait for that.
        drop(board);
        stop.send_replace(true);
    };
    let all = async { tokio::join!(work, show, server).0 };
    let outcome = until_interrupted(all, &interrupt).await;
    served.close().await;
    outcome?;
    Ok(Outcome::Done)
}

/// What was done. What is left out is said again only when it changes.
fn synchronised(shell: Shell, done: &Synchronised, said: &mut Vec<LeftOut>) {
    for operation in &done.drafted {
        shell.item("drafted", operation);
    }
    if done.left_out != *said {
        for left_out in &done.left_out {
            shell.item("left out", left_out.what.yellow());
            shell.line(format_args!("          {}", left_out.why));
            for (key, value) in &left_out.sample {
                shell.line(format_args!("            {key}: {value}"));
            }
            shell.line(format_args!("          {} {}", "next:".cyan(), left_out.next));
        }
        said.clone_from(&done.left_out);
    }
    let draft = match done.draft.len() {
        0 => "no draft".to_owned(),
        number => format!("draft: {}", counted(number, "operation")),
    };
    let left_out = match done.left_out.len() {
        0 => String::new(),
        number => format!("; {number} left out"),
    };
    shell.item("now at", format_args!("{}; {draft}{left_out}", place(&done.at)));
}
