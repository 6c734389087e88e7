//! Commands that write revision files and touch no database: `revision`, `merge`.

use dazzle_engine::revision::{Request, draft};
use dazzle_engine::{EngineError, Migrations, ProjectModel};
use serde_json::json;

use super::movement::warn;
use super::{Files, Outcome};
use crate::arguments::{Merge, Revision};
use crate::render::{errors, json};

/// Writes the difference as a revision.
pub async fn revision(files: &Files, flags: Revision) -> Result<Outcome, EngineError> {
    let (shell, project) = (files.shell, &files.project);
    let model = ProjectModel::load(project)?;
    warn(shell, &model);
    let mut migrations = Migrations::load(project)?;
    let request = Request {
        message: flags.revision.message,
        id: flags.revision.rev_id,
        parent: flags.revision.head,
        empty: flags.empty,
    };
    let Some(new) = draft(&migrations.history, &model, &request, &files.dialects)? else {
        if shell.is_json() {
            shell.value(&json!({ "written": null }));
        } else {
            shell.line("nothing to write: history holds everything that the DSL says");
        }
        return Ok(Outcome::Done);
    };
    if !new.questions.is_empty() && !flags.yes {
        let error = EngineError::Questions(new.questions);
        if !shell.can_ask() {
            return Err(error);
        }
        errors::print(shell, &error);
        if !shell.ask("write it as drop and add?").await {
            return Ok(Outcome::Failed);
        }
    }
    let path = migrations.add(project, &new.revision)?;
    let path = project.display_path(&path);
    if shell.is_json() {
        let operations: Vec<_> = new.revision.upgrade.iter().map(json::operation).collect();
        shell.value(&json!({
            "written": { "path": path, "revision": json::revision(&new.revision), "upgrade": operations },
        }));
        return Ok(Outcome::Done);
    }
    for operation in &new.revision.upgrade {
        shell.line(format_args!("  {}", operation.summary()));
    }
    if let Some(trouble) = new.downgrade_trouble {
        shell.warning(format_args!(
            "the downgrade has to be completed by hand: {trouble}"
        ));
    }
    shell.item("wrote", path);
    Ok(Outcome::Done)
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
