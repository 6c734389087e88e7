//! `baseline` and `pull`: a database that somebody else made.

use dazzle_engine::baseline::BaselineRequest;
use dazzle_engine::pull::PullTarget;
use dazzle_engine::{EngineError, Interrupt};
use serde_json::json;

use super::{Anywhere, Context, Outcome};
use crate::arguments::{Baseline, Pull};
use crate::render::progress::Progress;
use crate::render::words::counted;
use crate::render::{adoption, json};
use crate::signals::until_interrupted;

/// Describes the database in a first revision.
pub async fn baseline(context: &Context, flags: Baseline) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.announce();
    let request = BaselineRequest {
        message: flags.message,
        id: flags.rev_id,
    };
    let interrupt = Interrupt::new();
    let mut progress = Progress::new(shell);
    let mut observer = |event| progress.show(event);
    let work = dazzle_engine::baseline::baseline(
        &context.project,
        &context.database,
        &request,
        &context.options,
        &interrupt,
        &mut observer,
    );
    let done = until_interrupted(work, &interrupt).await?;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(&context.database),
            "revision": json::revision(&done.revision),
            "path": context.project.display_path(&done.path),
            "tables": done.tables,
            "unmodelled": done.unmodelled.iter().map(json::remainder).collect::<Vec<_>>(),
            "other_tools": json::other_tools(&done.other_tools),
        }));
        return Ok(Outcome::Done);
    }
    shell.item("wrote", context.project.display_path(&done.path));
    adoption::baselined(shell, &done);
    Ok(Outcome::Done)
}

/// Writes DSL files from a database.
pub async fn pull(context: &Anywhere, flags: &Pull) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let Some(database) = context.needed_database()? else {
        return Err(EngineError::Refused {
            reason: "no database is named, and there is no project here".to_owned(),
            hint: "name one with `--database-url`, and the folder of the project to make with `--output DIR`"
                .to_owned(),
        });
    };
    let output = flags.output.as_ref().map(|output| context.folder.join(output));
    let target = match (&context.project, &output) {
        (Some(project), output) => PullTarget::Project(project, output.as_deref()),
        (None, Some(output)) => PullTarget::NewProject(output),
        (None, None) => {
            return Err(EngineError::Refused {
                reason: "there is no project here to write to".to_owned(),
                hint: "name the folder of the project to make with `--output DIR`".to_owned(),
            });
        }
    };
    let pulled = dazzle_engine::pull::pull(database, target, &context.session).await?;
    let shown = |path: &std::path::Path| match &context.project {
        Some(project) => project.display_path(path),
        None => path
            .strip_prefix(&context.folder)
            .unwrap_or(path)
            .display()
            .to_string(),
    };
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(database),
            "files": pulled.files.iter().map(|path| shown(path)).collect::<Vec<_>>(),
            "tables": pulled.tables,
            "unsaid": pulled.unsaid.iter().map(json::unsaid).collect::<Vec<_>>(),
            "unmodelled": pulled.unmodelled.iter().map(json::unmodelled).collect::<Vec<_>>(),
            "other_tools": json::other_tools(&pulled.other_tools),
        }));
        return Ok(Outcome::Done);
    }
    shell.item("database", database);
    for path in &pulled.files {
        shell.item("wrote", shown(path));
    }
    shell.item("tables", counted(pulled.tables, "table"));
    adoption::other_tools(shell, &pulled.other_tools);
    adoption::unsaid(shell, &pulled.unsaid);
    adoption::unmodelled(shell, "not in the DSL", &pulled.unmodelled);
    Ok(Outcome::Done)
}
