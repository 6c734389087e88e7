//! `prove`: revisions are tried on scratch databases with made-up rows.

use dazzle_engine::prove::{FailureReason, ProofFailure, ProveOptions, Scratch, prove};
use dazzle_engine::{EngineError, Interrupt, Migrations};
use dazzle_history::{History, Revision};
use dazzle_schema::Dialect;
use serde_json::json;

use super::{Files, Outcome};
use crate::arguments::Prove;
use crate::render::proof;
use crate::signals::until_interrupted;

/// Proves revisions, on each dialect that is asked for.
pub async fn prove_revisions(files: &Files, flags: &Prove) -> Result<Outcome, EngineError> {
    let shell = files.shell;
    let history = Migrations::load(&files.project)?.history;
    let revisions = chosen(&history, &flags.revisions)?;
    if revisions.is_empty() {
        return Err(EngineError::Refused {
            reason: "there is no revision to prove".to_owned(),
            hint: "make one with `dazzle db revision`".to_owned(),
        });
    }
    let dialects: &[Dialect] = if flags.dialect.is_empty() {
        &files.dialects
    } else {
        &flags.dialect
    };
    let interrupt = Interrupt::new();
    let mut seen = Seen::default();
    for dialect in dialects {
        let work = on_dialect(files, &history, &revisions, *dialect, &interrupt, &mut seen);
        until_interrupted(work, &interrupt).await?;
        if interrupt.is_requested() {
            break;
        }
    }
    if shell.is_json() {
        shell.value(&json!({ "proved": seen.failed == 0 && seen.open == 0, "proofs": seen.values }));
    }
    Ok(match seen {
        Seen { failed: 1.., .. } => Outcome::Failed,
        Seen { open: 1.., .. } => Outcome::NotUpToDate,
        Seen { .. } => Outcome::Done,
    })
}

/// What was found.
#[derive(Default)]
struct Seen {
    failed: usize,
    open: usize,
    values: Vec<serde_json::Value>,
}

async fn on_dialect(
    files: &Files,
    history: &History,
    revisions: &[&Revision],
    dialect: Dialect,
    interrupt: &Interrupt,
    seen: &mut Seen,
) -> Result<(), EngineError> {
    let shell = files.shell;
    let scratch = Scratch::of_project(&files.project, dialect).await?;
    if !shell.is_json() {
        shell.item("scratch", scratch.describe());
    }
    for revision in revisions {
        let outcome = prove(&scratch, history, revision, &ProveOptions::default(), interrupt).await;
        let is_over = match &outcome {
            Ok(found) => {
                seen.open += usize::from(!found.is_complete());
                false
            }
            Err(ProofFailure { reason, .. }) => {
                seen.failed += 1;
                matches!(**reason, FailureReason::Stopped)
            }
        };
        if shell.is_json() {
            seen.values.push(proof::as_json(&outcome));
        } else {
            proof::print(shell, revision, &outcome);
        }
        if is_over {
            break;
        }
    }
    scratch.close().await;
    Ok(())
}

/// The revisions that are named, else the heads.
fn chosen<'h>(history: &'h History, named: &[String]) -> Result<Vec<&'h Revision>, EngineError> {
    if named.is_empty() {
        return Ok(history.heads().iter().filter_map(|id| history.get(id)).collect());
    }
    let mut chosen: Vec<&Revision> = Vec::new();
    for text in named {
        let found = match text.as_str() {
            "head" | "heads" => history.heads().iter().filter_map(|id| history.get(id)).collect(),
            text => vec![history.find(text)?],
        };
        for revision in found {
            if !chosen.iter().any(|it| it.id == revision.id) {
                chosen.push(revision);
            }
        }
    }
    Ok(chosen)
}
