//! Commands that write revision files: `revision`, `merge`.

use dazzle_engine::revise::{DraftFate, ReviseOptions, Revised, revise};
use dazzle_engine::revision::Request;
use dazzle_engine::seams::UnfilledSeam;
use dazzle_engine::{EngineError, Interrupt, ProjectModel};
use serde_json::json;

use super::assist::{Assistant, Place};
use super::movement::warn;
use super::{Files, Outcome, answers, seams};
use crate::arguments::{Merge, Revision};
use crate::render::json;
use crate::render::progress::Progress;
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Writes the difference as a revision.
pub async fn revision(files: &Files, flags: Revision) -> Result<Outcome, EngineError> {
    let (shell, project) = (files.shell, &files.project);
    warn(shell, &ProjectModel::load(project)?);
    let mut options = ReviseOptions {
        request: Request {
            message: flags.revision.message,
            id: flags.revision.rev_id,
            parent: flags.revision.head,
            empty: flags.empty,
            casts: flags.revision.using,
            answers: answers::given(&flags.answers)?,
            fills: flags.revision.fill,
        },
        accept_questions: flags.yes,
        dialects: files.dialects.clone(),
    };
    answers::tell_passed_over(shell, project, &options.request);
    let mut assistant = Assistant::if_wanted(shell, project, &flags.assist)?;
    let written = loop {
        let interrupt = Interrupt::new();
        let mut progress = Progress::new(shell);
        let mut observer = |event| progress.show(event);
        let work = revise(
            project,
            files.database.as_ref(),
            &options,
            &files.options,
            &interrupt,
            &mut observer,
        );
        let outcome = until_interrupted(work, &interrupt).await;
        progress.clear();
        if let (Err(error), Some(assisting)) = (&outcome, &mut assistant) {
            match assisting
                .settle(Place::of_files(files)?, &options.request, error)
                .await?
            {
                Some(true) => continue,
                Some(false) => return Ok(assistant.map_or(Outcome::Done, |it| it.give_up(error))),
                None => {}
            }
        }
        match outcome {
            Err(EngineError::Questions(open)) if shell.can_ask() => {
                if !answers::ask(shell, "DSL", &open, &mut options.request.answers).await {
                    return Err(EngineError::Questions(open));
                }
            }
            outcome => break outcome?,
        }
    };
    let Some(new) = written else {
        if shell.is_json() {
            let value = json!({ "written": null, "draft": null });
            shell.value(&Assistant::with_report(assistant.as_ref(), value));
        } else if !assistant.as_ref().is_some_and(Assistant::has_written) {
            shell.line("nothing to write: history holds everything that the DSL says");
        }
        return Ok(assistant.map_or(Outcome::Done, Assistant::end));
    };
    let unfilled = seams::of_revision(project, &new.revision, &files.dialects)?;
    let path = project.display_path(&new.path);
    if !shell.is_json() {
        show(shell, &new, &path, &unfilled);
    }
    if let Some(assistant) = assistant.as_mut().filter(|_| !unfilled.is_empty()) {
        assistant
            .fill(Place::of_files(files)?, &options.request, &new.revision.id)
            .await?;
    }
    if shell.is_json() {
        let operations: Vec<_> = new.revision.upgrade.iter().map(json::operation).collect();
        let value = json!({
            "written": { "path": path, "revision": json::revision(&new.revision), "upgrade": operations },
            "draft": match &new.draft {
                DraftFate::None => json!(null),
                DraftFate::IsRevision => json!({ "is_revision": true, "remaining": [] }),
                DraftFate::Remains(left) => json!({ "is_revision": false, "remaining": left }),
            },
        });
        shell.value(&Assistant::with_report(assistant.as_ref(), value));
    }
    Ok(assistant.map_or(Outcome::Done, Assistant::end))
}

/// Shows a revision that was written.
fn show(shell: Shell, new: &Revised, path: &str, unfilled: &[UnfilledSeam]) {
    for operation in &new.revision.upgrade {
        shell.line(format_args!("  {}", operation.summary()));
    }
    if let Some(trouble) = &new.downgrade_trouble {
        shell.warning(format_args!(
            "the downgrade has to be completed by hand: {trouble}"
        ));
    }
    shell.item("wrote", path);
    seams::name_unfilled(shell, unfilled);
    match &new.draft {
        DraftFate::None => {}
        DraftFate::IsRevision => shell.line("the database is there already: its draft is this revision now"),
        DraftFate::Remains(left) => {
            shell.line("the draft on the database differs; `dazzle db upgrade` will still have to:");
            for operation in left {
                shell.line(format_args!("  {operation}"));
            }
        }
    }
}

/// Brings several heads together.
pub fn merge(files: &Files, flags: Merge) -> Result<Outcome, EngineError> {
    let (shell, project) = (files.shell, &files.project);
    let (revision, path) =
        dazzle_engine::merge::merge(project, &flags.revisions, flags.message, flags.rev_id)?;
    let path = project.display_path(&path);
    if shell.is_json() {
        shell.value(&json!({ "written": { "path": path, "revision": json::revision(&revision) } }));
    } else {
        shell.item("wrote", path);
    }
    Ok(Outcome::Done)
}
