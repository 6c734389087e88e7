//! Commands that only look: `status`, `current`, `history`, `heads`, `show`, `check`, `plan`, `log`.

use std::collections::BTreeSet;

use dazzle_engine::plan::PlannedStep;
use dazzle_engine::revision::Request;
use dazzle_engine::status::Status;
use dazzle_engine::{EngineError, Migrations};
use dazzle_history::{Direction, Revision, RevisionId, Target};
use owo_colors::OwoColorize as _;
use serde_json::{Value, json};

use super::seams::name_unfilled;
use super::{Context, Files, Outcome, answers};
use crate::arguments::{Compared, History, Log, Plan, Show};
use crate::render::words::{counted, place};
use crate::render::{diagnostics, json, questions};
use crate::shell::Shell;

/// Where database, files and DSL stand.
pub async fn status(context: &Context, flags: &Compared) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let (project, database) = (&context.project, &context.database);
    let request = Request {
        answers: answers::given(&flags.answers)?,
        ..Request::default()
    };
    answers::tell_passed_over(shell, project, &request);
    let status =
        dazzle_engine::status::status(project, database, &request.answers, &context.options.session).await?;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(database),
            "up_to_date": status.is_up_to_date(),
            "has_history": status.has_history,
            "current": json::ids(&status.current),
            "tables": status.tables,
            "heads": json::ids(&status.heads),
            "half_done": status.half_done.as_ref().map(json::half_done),
            "pending": json::ids(&status.pending),
            "unfilled_seams": status.unfilled.iter().map(json::unfilled).collect::<Vec<_>>(),
            "edited": json::ids(&status.edited),
            "draft": status.draft.iter().map(json::operation).collect::<Vec<_>>(),
            "unwritten": status.unwritten.iter().map(json::operation).collect::<Vec<_>>(),
            "questions": status.questions.iter().map(questions::json).collect::<Vec<_>>(),
            "drift": status.drift.as_ref().map(|drift| json!({
                "differences": drift.differences,
                "undecided": drift.undecided,
            })),
        }));
        return Ok(Outcome::Done);
    }
    context.announce();
    shell.item("current", place(&status.current));
    shell.item("heads", place(&status.heads));
    shell.item("tables", tables_in_words(&status.tables));
    if let Some(half_done) = &status.half_done {
        shell.item("half done", half_done);
    }
    for revision in &status.pending {
        shell.item("pending", revision);
    }
    name_unfilled(shell, &status.unfilled);
    for revision in &status.edited {
        shell.item(
            "edited",
            format_args!("{revision} was changed after it was applied"),
        );
    }
    for operation in &status.draft {
        shell.item("draft", operation.summary());
    }
    for operation in &status.unwritten {
        shell.item("unwritten", operation.summary());
    }
    questions::print_open(shell, &status.questions);
    if let Some(drift) = &status.drift {
        for difference in &drift.differences {
            shell.item("drift", difference);
        }
    }
    shell.line(summary(&status));
    let next = if let Some(half_done) = &status.half_done {
        let (on, back) = half_done.ways_out();
        shell.line(format_args!(
            "finish it with `{on}`, or take it back with `{back}`"
        ));
        return Ok(Outcome::Done);
    } else if !status.edited.is_empty() {
        "restore the edited files and put the changes in a new revision"
    } else if status.heads.len() > 1 {
        "several heads: bring them together with `dazzle db merge`"
    } else if status.is_up_to_date() {
        "up to date"
    } else if status.drift.as_ref().is_some_and(|drift| !drift.is_none()) {
        "see the drift with `dazzle db verify`"
    } else if !status.draft.is_empty() && !status.unwritten.is_empty() {
        "make the draft a revision with `dazzle db revision`, or take it off with `dazzle db upgrade`"
    } else if status.unwritten.is_empty() {
        "run `dazzle db upgrade`"
    } else {
        "run `dazzle db migrate`"
    };
    shell.line(next);
    Ok(Outcome::Done)
}

/// Revision, pending, unwritten, draft, drift, in one line.
fn summary(status: &Status) -> String {
    let drift = match &status.drift {
        None => "no history".to_owned(),
        Some(drift) if drift.is_none() => "no drift".to_owned(),
        Some(drift) if drift.differences.is_empty() => {
            format!("{} cannot be compared", drift.undecided)
        }
        Some(drift) => format!("drift: {}", counted(drift.differences.len(), "difference")),
    };
    let draft = match status.draft.len() {
        0 => "no draft".to_owned(),
        number => format!("draft: {}", counted(number, "operation")),
    };
    format!(
        "at {}; {} pending; {} unwritten; {draft}; {drift}",
        place(&status.current),
        status.pending.len(),
        counted(status.unwritten.len(), "operation"),
    )
}

/// The names of some tables and the number of the rest.
fn tables_in_words(tables: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = tables
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    match tables.len() {
        0 => "none".to_owned(),
        number if number <= SHOWN => shown,
        number => format!("{shown} and {} more", number - SHOWN),
    }
}

/// The revisions the database is at.
pub async fn current(context: &Context) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let (current, has_history) =
        dazzle_engine::current::current(&context.database, &context.options.session).await?;
    let history = Migrations::load(&context.project)?.history;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(&context.database),
            "has_history": has_history,
            "current": json::ids(&current),
        }));
        return Ok(Outcome::Done);
    }
    context.announce();
    if current.is_empty() {
        shell.line(if has_history {
            "base"
        } else {
            "base (no history on this database)"
        });
    }
    for id in &current {
        let message = history.get(id).map_or("(no file has this revision)", |revision| {
            revision.message.as_str()
        });
        shell.line(format_args!("{id}  {message}"));
    }
    Ok(Outcome::Done)
}

/// The revisions of the project, the latest first, with what is applied marked.
pub async fn history(context: &Context, flags: History) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let history = Migrations::load(&context.project)?.history;
    let (current, _) = dazzle_engine::current::current(&context.database, &context.options.session).await?;
    let current: BTreeSet<RevisionId> = current
        .into_iter()
        .filter(|id| history.get(id).is_some())
        .collect();
    let revisions: Vec<&Revision> = match &flags.range {
        Some(range) => history.range(range, &current)?,
        None => history.revisions().collect(),
    };
    let applied = history.ancestors(&current);
    let heads = history.heads();
    if shell.is_json() {
        let all: Vec<Value> = revisions
            .iter()
            .rev()
            .map(|revision| {
                let mut value = json::revision(revision);
                if let Value::Object(object) = &mut value {
                    object.insert("applied".to_owned(), applied.contains(&revision.id).into());
                    object.insert("head".to_owned(), heads.contains(&revision.id).into());
                }
                value
            })
            .collect();
        shell.value(&json!({ "database": json::database(&context.database), "revisions": all }));
        return Ok(Outcome::Done);
    }
    context.announce();
    if revisions.is_empty() {
        shell.line("no revisions");
    }
    for revision in revisions.iter().rev() {
        let mark = if applied.contains(&revision.id) {
            "applied"
        } else {
            "pending"
        };
        let mut remarks = Vec::new();
        if heads.contains(&revision.id) {
            remarks.push("head".to_owned());
        }
        if revision.is_merge() {
            remarks.push(format!("merges {}", place(&revision.parents)));
        }
        let remarks = if remarks.is_empty() {
            String::new()
        } else {
            format!(" ({})", remarks.join(", "))
        };
        shell.line(format_args!(
            "{:<8} {}  {}  {}{remarks}",
            mark,
            revision.id.yellow(),
            revision.created_at.strftime("%Y-%m-%d %H:%M"),
            revision.message,
        ));
    }
    Ok(Outcome::Done)
}

/// The revisions that nothing follows.
pub fn heads(files: &Files) -> Result<Outcome, EngineError> {
    let shell = files.shell;
    let history = Migrations::load(&files.project)?.history;
    let heads: Vec<&Revision> = history.heads().iter().filter_map(|id| history.get(id)).collect();
    if shell.is_json() {
        shell.value(&json!({ "heads": heads.iter().map(|it| json::revision(it)).collect::<Vec<_>>() }));
        return Ok(Outcome::Done);
    }
    if heads.is_empty() {
        shell.line("no revisions");
    }
    for revision in heads {
        shell.line(format_args!("{}  {}", revision.id, revision.message));
    }
    Ok(Outcome::Done)
}

/// One revision.
pub fn show(files: &Files, flags: &Show) -> Result<Outcome, EngineError> {
    let shell = files.shell;
    let history = Migrations::load(&files.project)?.history;
    let target: Target = flags.revision.parse()?;
    let ids = history.resolve(&target, &BTreeSet::new())?;
    let found: Vec<_> = ids.iter().filter_map(|id| history.parsed(id)).collect();
    if shell.is_json() {
        let all: Vec<Value> = found.iter().map(|parsed| json::whole_revision(parsed)).collect();
        shell.value(&json!({ "revisions": all }));
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        shell.line("no revisions");
    }
    for parsed in found {
        let revision = &parsed.revision;
        shell.item("revision", revision.id.as_str());
        shell.item("message", &revision.message);
        shell.item("revises", place(&revision.parents));
        shell.item("created", revision.created_at);
        shell.item("file", &parsed.path);
        for (word, direction) in [
            ("upgrade", Direction::Upgrade),
            ("downgrade", Direction::Downgrade),
        ] {
            shell.line(word.bold());
            for operation in revision.operations(direction) {
                shell.line(format_args!("  {}", operation.summary()));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Whether history holds what the DSL says.
pub fn check(files: &Files, flags: &Compared) -> Result<Outcome, EngineError> {
    let shell = files.shell;
    let request = Request {
        answers: answers::given(&flags.answers)?,
        ..Request::default()
    };
    answers::tell_passed_over(shell, &files.project, &request);
    let missing = dazzle_engine::check::check(&files.project, &request.answers, &files.dialects)?;
    let up_to_date = missing.operations.is_empty() && missing.heads.len() < 2;
    if !shell.is_json() {
        diagnostics::print(shell, &missing.files, &missing.notes);
    }
    if shell.is_json() {
        shell.value(&json!({
            "up_to_date": up_to_date,
            "heads": missing.heads,
            "unfilled_seams": missing.unfilled.iter().map(json::unfilled).collect::<Vec<_>>(),
            "missing": missing.operations.iter().map(json::operation).collect::<Vec<_>>(),
            "questions": missing.questions.iter().map(questions::json).collect::<Vec<_>>(),
            "notes": missing.notes.iter().map(|it| json::diagnostic(&missing.files, it)).collect::<Vec<_>>(),
        }));
    } else if up_to_date {
        name_unfilled(shell, &missing.unfilled);
        shell.line("history holds everything that the DSL says");
    } else if missing.heads.len() > 1 {
        shell.line(format_args!(
            "the history has several heads: {}; bring them together with `dazzle db merge`",
            missing.heads.join(", ")
        ));
    } else {
        for operation in &missing.operations {
            shell.item("missing", operation.summary());
        }
        questions::print_open(shell, &missing.questions);
        shell.line("write a revision with `dazzle db revision -m …` or `dazzle db migrate`");
    }
    Ok(if up_to_date {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}

/// What an upgrade would run.
pub async fn plan(context: &Context, flags: &Plan) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let (project, database) = (&context.project, &context.database);
    let planned =
        dazzle_engine::plan::plan(project, database, &flags.target, &context.options.session).await?;
    if shell.is_json() {
        shell.value(&json!({
            "database": json::database(database),
            "revisions": planned.iter().map(json::planned).collect::<Vec<_>>(),
        }));
        return Ok(Outcome::Done);
    }
    context.announce();
    if planned.is_empty() {
        shell.line("nothing to upgrade");
    }
    for revision in &planned {
        shell.line(format_args!(
            "{}  {}",
            revision.revision.yellow(),
            revision.message
        ));
        for step in &revision.steps {
            print_step(shell, step);
        }
    }
    Ok(Outcome::Done)
}

/// A step with all that a person weighs before letting it run.
pub fn print_step(shell: Shell, step: &PlannedStep) {
    shell.line(format_args!("  {}", step.summary.bold()));
    for precheck in &step.prechecks {
        shell.line(format_args!("    needs: no {precheck}"));
    }
    for hazard in &step.hazards {
        let code = hazard.code.as_str();
        if hazard.code.loses_data() {
            shell.line(format_args!("    {}: {}", code.red(), hazard.message));
        } else {
            shell.line(format_args!("    {}: {}", code.yellow(), hazard.message));
        }
    }
    if let Some((_, until)) = &step.seam {
        shell.line(format_args!("    until this gives 0: {until}"));
        if step.statements.is_empty() {
            shell.line("    not filled in: passes only where it gives 0 already");
        }
    }
    for line in step.statements.iter().flat_map(|statement| statement.lines()) {
        shell.line(format_args!("      {line}"));
    }
}

/// What was ever attempted.
pub async fn log(context: &Context, flags: &Log) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let rows = dazzle_engine::log::read(&context.database, &context.options.session, flags.limit).await?;
    if shell.is_json() {
        let all: Vec<Value> = rows
            .iter()
            .map(|row| {
                json!({
                    "id": row.id,
                    "run_id": row.run_id,
                    "revision": row.revision,
                    "direction": row.direction.as_str(),
                    "outcome": row.outcome.map(dazzle_engine::log::Outcome::as_str),
                    "started_at": row.started_at,
                    "ended_at": row.ended_at,
                    "duration_ms": row.duration.map(|it| u64::try_from(it.as_millis()).unwrap_or(u64::MAX)),
                    "operations": row.operations,
                    "checksum": row.checksum,
                    "who": row.who,
                    "host": row.host,
                    "pid": row.pid,
                    "tool_version": row.tool_version,
                    "error": row.error,
                    "statements": row.statements,
                })
            })
            .collect();
        shell.value(&json!({ "database": json::database(&context.database), "log": all }));
        return Ok(Outcome::Done);
    }
    context.announce();
    if rows.is_empty() {
        shell.line("the log is empty");
    }
    for row in &rows {
        let outcome = row.outcome.map_or("running", dazzle_engine::log::Outcome::as_str);
        let duration = row
            .duration
            .map(|it| format!("{} ms", it.as_millis()))
            .unwrap_or_default();
        shell.line(format_args!(
            "{}  {:<9} {:<11} {:<12} {:>8}  {}@{}",
            row.started_at,
            row.direction.as_str(),
            outcome,
            row.revision.as_deref().unwrap_or("-"),
            duration,
            row.who,
            row.host,
        ));
        if let Some(error) = &row.error {
            shell.line(format_args!("    {error}"));
        }
    }
    Ok(Outcome::Done)
}
