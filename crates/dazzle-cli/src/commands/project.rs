//! `dazzle new` and `dazzle check`.

use std::path::Path;

use dazzle_dsl::Diagnostic;
use dazzle_engine::{DslFiles, EngineError, Project};
use serde_json::json;

use super::Outcome;
use crate::render::words::counted;
use crate::render::{diagnostics, json};
use crate::shell::Shell;

/// Makes a project.
pub fn new(shell: Shell, folder: &Path, name: &str) -> Result<Outcome, EngineError> {
    for path in dazzle_engine::new::new(folder, name)? {
        shell.item("wrote", path.strip_prefix(folder).unwrap_or(&path).display());
    }
    shell.line(format_args!("next: cd {name} && dazzle serve --local"));
    Ok(Outcome::Done)
}

/// Prints everything that is found in the DSL.
pub fn check(shell: Shell, project: &Project) -> Result<Outcome, EngineError> {
    let read = DslFiles::read(project)?;
    let files = read.files.clone();
    let (found, entities) = match read.link(&project.settings.language) {
        Ok(model) => (model.diagnostics, Some(model.projection.schema.len())),
        Err(EngineError::Dsl { diagnostics, .. }) => (diagnostics, None),
        Err(other) => return Err(other),
    };
    let errors = found.iter().filter(|it| it.is_error()).count();
    if shell.is_json() {
        shell.value(&json!({
            "ok": errors == 0,
            "files": files.len(),
            "tables": entities,
            "diagnostics": found.iter().map(|it| json::diagnostic(&files, it)).collect::<Vec<_>>(),
        }));
    } else {
        diagnostics::print(shell, &files, &found);
        match entities {
            Some(tables) => shell.line(format_args!(
                "{} in {}, {}",
                counted(tables, "table"),
                counted(files.len(), "file"),
                other_findings(&found)
            )),
            None => shell.error(
                &format!("{} in {}", counted(errors, "error"), counted(files.len(), "file")),
                None,
            ),
        }
    }
    Ok(if errors == 0 {
        Outcome::Done
    } else {
        Outcome::Failed
    })
}

fn other_findings(found: &[Diagnostic]) -> String {
    if found.is_empty() {
        "nothing found".to_owned()
    } else {
        counted(found.len(), "remark")
    }
}
