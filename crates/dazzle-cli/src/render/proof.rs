//! Proofs of revisions, in words and as JSON.

use dazzle_engine::prove::{FailureReason, Proof, ProofFailure, ProofStep, Rows};
use dazzle_history::Revision;
use serde_json::{Value, json};

use super::errors;
use crate::render::words::counted;
use crate::shell::Shell;

/// Prints what was found about `revision`, step by step.
pub fn print(shell: Shell, revision: &Revision, outcome: &Result<Proof, ProofFailure>) {
    shell.item("revision", format_args!("{}  {}", revision.id, revision.message));
    match outcome {
        Ok(proof) => {
            print_steps(shell, &proof.steps);
            if proof.is_complete() {
                shell.item("proved", format_args!("{} {}", on(proof), with(proof.rows)));
            } else {
                let seams = counted(proof.open.len(), "seam");
                shell.item(
                    "open",
                    format_args!(
                        "{}: {seams} not filled; the rest holds {}",
                        on(proof),
                        with(proof.rows)
                    ),
                );
            }
        }
        Err(failure) => {
            print_steps(shell, &failure.steps);
            let word = if failure.is_disproof() { "wrong" } else { "stopped" };
            shell.item(
                word,
                format_args!(
                    "{:<11} on {}, {}",
                    failure.step,
                    failure.dialect,
                    with(failure.rows)
                ),
            );
            print_reason(shell, failure);
        }
    }
}

fn print_reason(shell: Shell, failure: &ProofFailure) {
    match &*failure.reason {
        FailureReason::Run(error) | FailureReason::Scratch(error) => errors::print(shell, error),
        reason => shell.error(&reason.to_string(), None),
    }
}

/// The one line about a proof that nobody asked for.
pub fn unasked(rows: Rows, open: usize) -> String {
    let seams = match open {
        0 => String::new(),
        _ => format!("; {} not filled", counted(open, "seam")),
    };
    format!("there and back on a scratch database {}{seams}", with(rows))
}

fn on(proof: &Proof) -> String {
    format!("on {}", proof.dialect)
}

fn with(rows: Rows) -> &'static str {
    match rows {
        Rows::Any => "with any rows",
        Rows::Fitting => "with rows that fit what it asks for",
        Rows::None => "on empty tables",
    }
}

/// The steps; where there are several passes, with the rows of each.
fn print_steps(shell: Shell, steps: &[ProofStep]) {
    // The files are read once, before all passes.
    let mut steps = steps.iter().skip(1).peekable();
    let mut rows = steps.peek().map_or(Rows::Any, |step| step.rows);
    for step in steps {
        if step.rows != rows {
            rows = step.rows;
            shell.item("again", with(rows));
        }
        shell.item(
            step.outcome.as_str(),
            format_args!("{:<11} {}", step.kind, step.detail),
        );
    }
}

/// The same as JSON.
pub fn as_json(outcome: &Result<Proof, ProofFailure>) -> Value {
    match outcome {
        Ok(proof) => json!({
            "revision": proof.revision.as_str(),
            "message": proof.message,
            "dialect": proof.dialect.as_str(),
            "server": proof.server,
            "proved": proof.is_complete(),
            "rows": proof.rows.as_str(),
            "steps": steps(&proof.steps),
            "tables": proof.tables.iter().map(|it| json!({
                "table": it.table.as_str(),
                "rows": it.rows,
                "refused": it.refused,
                "refusal": it.refusal,
            })).collect::<Vec<_>>(),
            "open": proof.open.iter().map(|it| json!({
                "direction": it.direction.as_str(),
                "why": it.why,
                "rows": it.rows,
            })).collect::<Vec<_>>(),
            "failure": Value::Null,
        }),
        Err(failure) => json!({
            "revision": failure.revision.as_str(),
            "message": failure.message,
            "dialect": failure.dialect.as_str(),
            "server": Value::Null,
            "proved": false,
            "rows": failure.rows.as_str(),
            "steps": steps(&failure.steps),
            "tables": [],
            "open": [],
            "failure": {
                "step": failure.step.as_str(),
                "message": failure.reason.to_string(),
                "disproof": failure.is_disproof(),
            },
        }),
    }
}

fn steps(steps: &[ProofStep]) -> Vec<Value> {
    steps
        .iter()
        .map(|step| {
            json!({
                "step": step.kind.as_str(),
                "rows": step.rows.as_str(),
                "outcome": step.outcome.as_str(),
                "detail": step.detail,
                "milliseconds": u64::try_from(step.duration.as_millis()).unwrap_or(u64::MAX),
            })
        })
        .collect()
}
