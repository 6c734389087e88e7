//! `verify`: drift, and rows that break what the model says.

use dazzle_engine::answers::Answers;
use dazzle_engine::baseline::BaselineRequest;
use dazzle_engine::verify::{Adoption, Verified, VerifyOptions, plan_reversion};
use dazzle_engine::{EngineError, Interrupt, Obstacle, rows_in_words};
use dazzle_sql::Unasked;
use owo_colors::OwoColorize as _;
use serde_json::{Value, json};

use super::{Context, Outcome, answers};
use crate::arguments::Verify;
use crate::render::progress::Progress;
use crate::render::words::{counted, place};
use crate::render::{adoption, difference, errors, json, questions};
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Verifies, adopts or reverts.
pub async fn verify(context: &mut Context, flags: Verify) -> Result<Outcome, EngineError> {
    let given = answers::given(&flags.answers)?;
    if flags.adopt {
        return adopt(context, flags, given).await;
    }
    if flags.revert {
        return revert(context, &flags, given).await;
    }
    let options = VerifyOptions { rows: !flags.no_rows };
    let found = dazzle_engine::verify::verify(
        &context.project,
        &context.database,
        options,
        &given,
        &context.options.session,
    )
    .await?;
    if context.shell.is_json() {
        context.shell.value(&as_json(context, &found));
    } else {
        print(context, &found);
    }
    Ok(if found.is_clean() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}

fn print(context: &Context, found: &Verified) {
    let shell = context.shell;
    context.announce();
    shell.item("at", place(&found.at));
    adoption::other_tools(shell, &found.other_tools);
    for (operation, statements) in found.drift.operations.iter().zip(&found.statements) {
        difference::print_operation(shell, operation, statements);
    }
    difference::print_undecided(shell, &found.drift.undecided);
    questions::print_open(shell, &found.drift.questions);
    for it in &found.rows {
        shell.line(format_args!(
            "{} {}",
            "!".red(),
            rows_in_words(it.rows, &it.message)
        ));
        for (key, value) in &it.sample {
            shell.line(format_args!("    {key}: {value}"));
        }
    }
    for it in &found.unasked {
        shell.item(
            "note",
            format_args!(
                "a rule about {}: its rows were not looked at; {}",
                columns(it),
                it.why
            ),
        );
    }
    difference::print_beside(shell, &found.drift);
    summary(shell, found);
    if found.is_more_than_watched {
        shell.line(
            "what Dazzle does not model (triggers, policies, functions and the like) is not watched: if one was changed \
             or is gone, nothing here says so",
        );
    }
}

fn summary(shell: Shell, found: &Verified) {
    let drift = found.drift.operations.len();
    if found.is_clean() {
        shell.line("as history says");
        return;
    }
    let mut parts = Vec::new();
    if drift > 0 {
        parts.push(counted(drift, "difference"));
    }
    if !found.drift.undecided.is_empty() {
        parts.push(format!("{} that cannot be compared", found.drift.undecided.len()));
    }
    if !found.rows.is_empty() {
        parts.push(format!("{} that rows break", counted(found.rows.len(), "rule")));
    }
    shell.line(parts.join(", "));
    if drift > 0 {
        shell.line("keep it as a revision with `dazzle db verify --adopt`, or undo it with `dazzle db verify --revert`");
    }
}

fn columns(it: &Unasked) -> String {
    let names = it.columns.iter().map(|name| format!("`{}`.`{name}`", it.table));
    names.collect::<Vec<_>>().join(", ")
}

fn as_json(context: &Context, found: &Verified) -> Value {
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|it| {
            json!({
                "kind": it.kind.as_str(),
                "table": it.table.as_str(),
                "columns": it.columns.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
                "message": it.message,
                "rows": it.rows,
                "sample": it.sample.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let drift: Vec<Value> = found
        .drift
        .operations
        .iter()
        .zip(&found.statements)
        .map(|(operation, statements)| {
            let mut value = json::operation(operation);
            if let Value::Object(object) = &mut value {
                object.insert("statements".to_owned(), json!(statements));
            }
            value
        })
        .collect();
    json!({
        "database": json::database(&context.database),
        "clean": found.is_clean(),
        "at": json::ids(&found.at),
        "drift": drift,
        "undecided": found.drift.undecided.iter().map(json::undecided).collect::<Vec<_>>(),
        "questions": found.drift.questions.iter().map(questions::json).collect::<Vec<_>>(),
        "rows": rows,
        "not_looked_at": found.unasked.iter().map(|it| json!({
            "kind": it.kind.as_str(),
            "table": it.table.as_str(),
            "columns": it.columns.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
            "why": it.why,
        })).collect::<Vec<_>>(),
        "beside": found.drift.beside.iter().map(json::unmodelled).collect::<Vec<_>>(),
        "more_than_watched": found.is_more_than_watched,
        "other_tools": json::other_tools(&found.other_tools),
    })
}

async fn adopt(context: &Context, flags: Verify, mut given: Answers) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    context.announce();
    let request = BaselineRequest {
        message: flags.message,
        id: None,
    };
    let Adoption { adopted, undecided } = loop {
        let interrupt = Interrupt::new();
        let mut progress = Progress::new(shell);
        let mut observer = |event| progress.show(event);
        let work = dazzle_engine::verify::adopt(
            &context.project,
            &context.database,
            (&request, &given),
            &context.options,
            &interrupt,
            &mut observer,
        );
        match until_interrupted(work, &interrupt).await {
            Err(EngineError::Questions(open)) if shell.can_ask() => {
                if !answers::ask(shell, "database", &open, &mut given).await {
                    return Err(EngineError::Questions(open));
                }
            }
            outcome => break outcome?,
        }
    };
    let outcome = if undecided.is_empty() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    };
    if shell.is_json() {
        let adopted = adopted.map(|adopted| {
            json!({
                "revision": json::revision(&adopted.revision),
                "path": context.project.display_path(&adopted.path),
                "operations": adopted.revision.upgrade.iter().map(json::operation).collect::<Vec<_>>(),
            })
        });
        shell.value(&json!({
            "database": json::database(&context.database),
            "adopted": adopted,
            "undecided": undecided.iter().map(json::undecided).collect::<Vec<_>>(),
        }));
        return Ok(outcome);
    }
    difference::print_undecided(shell, &undecided);
    let Some(adopted) = adopted else {
        shell.line(nothing_to("adopt", undecided.len()));
        return Ok(outcome);
    };
    shell.item("wrote", context.project.display_path(&adopted.path));
    for operation in &adopted.revision.upgrade {
        difference::print_operation(shell, operation, &[]);
    }
    shell.item(
        "recorded",
        format_args!(
            "{}  nothing was run; change the DSL to match, or the next revision takes it back",
            adopted.revision.id
        ),
    );
    Ok(outcome)
}

/// Why nothing is done about drift.
fn nothing_to(verb: &str, undecided: usize) -> String {
    match undecided {
        0 => format!("nothing to {verb}: the database is as history says"),
        1 => format!("nothing to {verb} but what cannot be compared; see to it by hand"),
        _ => format!(
            "nothing to {verb} but the {undecided} things that cannot be compared; see to them by hand"
        ),
    }
}

async fn revert(context: &mut Context, flags: &Verify, mut given: Answers) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let planned = loop {
        let planned = plan_reversion(
            &context.project,
            &context.database,
            &flags.using,
            &given,
            &context.options.session,
        );
        match planned.await {
            Err(EngineError::Questions(open)) if shell.can_ask() => {
                if !answers::ask(shell, "database", &open, &mut given).await {
                    return Err(EngineError::Questions(open));
                }
            }
            outcome => break outcome?,
        }
    };
    let is_needed = !planned.comparison.operations.is_empty();
    let undecided = &planned.comparison.undecided;
    let in_the_end = if undecided.is_empty() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    };
    let mut goes_on = flags.yes;
    if !shell.is_json() {
        context.announce();
        difference::print_undecided(shell, undecided);
        if !is_needed {
            shell.line(nothing_to("revert", undecided.len()));
            return Ok(in_the_end);
        }
        for step in &planned.steps {
            super::report::print_step(shell, step);
        }
        if !goes_on && shell.can_ask() {
            goes_on = shell.ask("run this?").await;
        }
    }
    if !is_needed || !goes_on {
        if shell.is_json() {
            shell.value(&json!({
                "database": json::database(&context.database),
                "steps": planned.steps.iter().map(json::step).collect::<Vec<_>>(),
                "undecided": undecided.iter().map(json::undecided).collect::<Vec<_>>(),
                "reverted": null,
            }));
        } else {
            shell.line("nothing was run; `--yes` runs it");
        }
        return Ok(if is_needed {
            Outcome::NotUpToDate
        } else {
            in_the_end
        });
    }
    context.options.allow_destructive = flags.allow_destructive;
    loop {
        let interrupt = Interrupt::new();
        let mut progress = Progress::new(shell);
        let mut observer = |event| progress.show(event);
        let work = dazzle_engine::verify::revert(
            &context.project,
            &context.database,
            &planned,
            &context.options,
            &interrupt,
            &mut observer,
        );
        let reverted = until_interrupted(work, &interrupt).await;
        match reverted {
            Ok(reverted) => {
                let statements = reverted.as_ref().map(|it| it.statements);
                if shell.is_json() {
                    shell.value(&json!({
                        "database": json::database(&context.database),
                        "steps": planned.steps.iter().map(json::step).collect::<Vec<_>>(),
                        "undecided": undecided.iter().map(json::undecided).collect::<Vec<_>>(),
                        "reverted": reverted.map(|it| it.operations),
                    }));
                } else if let Some(statements) = statements {
                    shell.item("reverted", counted(statements, "statement"));
                } else {
                    shell.line("nothing was run: somebody else has undone it meanwhile");
                }
                return Ok(in_the_end);
            }
            Err(EngineError::NotReverted { source, target }) if shell.can_ask() => {
                let asks = matches!(*source, Obstacle::Consent(_));
                let error = EngineError::NotReverted { source, target };
                if !asks {
                    return Err(error);
                }
                errors::print(shell, &error);
                if !shell.ask("lose this data?").await {
                    return Ok(Outcome::Failed);
                }
                context.options.allow_destructive = true;
            }
            Err(error) => return Err(error),
        }
    }
}
