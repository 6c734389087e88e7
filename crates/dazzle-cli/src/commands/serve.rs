//! `dazzle serve --local`: the database follows the DSL while somebody edits it.

use std::path::Path;

use dazzle_engine::dev::{Happening, LeftOut, Synchronised, follow};
use dazzle_engine::{DatabaseTarget, EngineError, Interrupt, RunOptions};
use owo_colors::OwoColorize as _;
use tokio::sync::mpsc::unbounded_channel;

use super::{Outcome, find};
use crate::render::errors;
use crate::render::progress::Progress;
use crate::render::words::{counted, place};
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Synchronises, watches, and says what happens, until it is interrupted.
pub async fn local(shell: Shell, folder: &Path, url: Option<&str>) -> Result<Outcome, EngineError> {
    let reload = || {
        let project = find(folder)?;
        let database = DatabaseTarget::resolve(&project, url)?;
        Ok((project, database))
    };
    let (project, database) = reload()?;
    shell.item("database", &database);
    let interrupt = Interrupt::new();
    let (tell, mut happenings) = unbounded_channel();
    let options = RunOptions::default();
    let work = async {
        let outcome = follow(&reload, &options, &interrupt, &tell).await;
        // The last word is heard before the end.
        drop(tell);
        outcome
    };
    let show = async {
        let mut progress = Progress::new(shell);
        let mut said = Vec::new();
        while let Some(happening) = happenings.recv().await {
            match happening {
                Happening::Started => shell.talk("watching; Ctrl-C ends it"),
                Happening::Changed(paths) => {
                    for path in paths {
                        shell.item("changed", project.display_path(&path));
                    }
                }
                Happening::Progress(event) => progress.show(event),
                Happening::Synchronised(done) => {
                    progress.clear();
                    synchronised(shell, &done, &mut said);
                }
                Happening::Failed(error) => {
                    progress.clear();
                    errors::print(shell, &error);
                }
            }
        }
    };
    let both = async { tokio::join!(work, show).0 };
    until_interrupted(both, &interrupt).await?;
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
