//! The JSON forms of values. They are documented in `docs/json.md`; a change there is a change for users.

use dazzle_dsl::Unsaid;
use dazzle_dsl::{Diagnostic, SourceFile};
use dazzle_engine::baseline::Remainder;
use dazzle_engine::comparison::Comparison;
use dazzle_engine::inspection::OtherTool;
use dazzle_engine::plan::{PlannedRevision, PlannedStep};
use dazzle_engine::seams::UnfilledSeam;
use dazzle_engine::{DatabaseTarget, EngineError, HalfDone, Obstacle, with_causes};
use dazzle_history::{Direction, ParsedRevision, Revision, RevisionId};
use dazzle_ops::{Hazard, Operation};
use dazzle_sql::alignment::{Undecided, UnmodelledChange};
use dazzle_sql::inspection::Unmodelled;
use serde_json::{Value, json};

use crate::render::questions;

/// Ids as a list of strings.
pub fn ids<'a>(ids: impl IntoIterator<Item = &'a RevisionId>) -> Value {
    ids.into_iter().map(|id| Value::from(id.as_str())).collect()
}

/// The database that is meant, without its password.
pub fn database(database: &DatabaseTarget) -> Value {
    json!({
        "url": database.url.to_string(),
        "dialect": database.dialect().as_str(),
        "source": database.source.to_string(),
    })
}

/// An operation: its word, the table it changes and what it does.
pub fn operation(operation: &Operation) -> Value {
    json!({
        "op": operation.word(),
        "table": operation.table().map(|table| table.as_str()),
        "summary": operation.summary(),
    })
}

/// A revision without its operations.
pub fn revision(revision: &Revision) -> Value {
    json!({
        "revision": revision.id.as_str(),
        "revises": ids(&revision.parents),
        "message": revision.message,
        "created_at": revision.created_at.to_string(),
    })
}

/// A revision with its operations and its file.
pub fn whole_revision(parsed: &ParsedRevision) -> Value {
    let found = &parsed.revision;
    let operations = |direction| {
        found
            .operations(direction)
            .iter()
            .map(operation)
            .collect::<Value>()
    };
    json!({
        "path": parsed.path,
        "revision": revision(found),
        "checksum": dazzle_history::checksum(found),
        "upgrade": operations(Direction::Upgrade),
        "downgrade": operations(Direction::Downgrade),
    })
}

/// A danger.
pub fn hazard(hazard: &Hazard) -> Value {
    json!({
        "code": hazard.code.as_str(),
        "table": hazard.table.as_str(),
        "columns": hazard.columns.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "message": hazard.message,
        "loses_data": hazard.code.loses_data(),
    })
}

/// A planned step.
pub fn step(step: &PlannedStep) -> Value {
    json!({
        "summary": step.summary,
        "prechecks": step.prechecks,
        "statements": step.statements,
        "seam": step.seam.as_ref().map(|(why, until)| json!({ "why": why, "until": until })),
        "hazards": step.hazards.iter().map(hazard).collect::<Vec<_>>(),
    })
}

/// A thing that the schema model does not hold.
pub fn unmodelled(it: &Unmodelled) -> Value {
    json!({
        "kind": it.kind.as_str(),
        "table": it.table,
        "name": it.name,
        "description": it.description,
    })
}

/// The same, beside a baseline.
pub fn remainder(it: &Remainder) -> Value {
    let mut value = unmodelled(&it.thing);
    if let Value::Object(object) = &mut value {
        object.insert("in_revision".to_owned(), it.is_in_revision.into());
    }
    value
}

/// Something of which it cannot be told whether it is equal.
pub fn undecided(it: &Undecided) -> Value {
    json!({
        "what": it.subject.to_string(),
        "declared": it.subject.declared,
        "live": it.subject.live,
        "reason": it.obstacle.to_string(),
    })
}

/// Something that the DSL has no words for.
pub fn unsaid(it: &Unsaid) -> Value {
    json!({ "table": it.table.as_str(), "what": it.what })
}

/// Tools that keep their history in a database.
pub fn other_tools(tools: &[OtherTool]) -> Value {
    tools
        .iter()
        .map(|tool| json!({ "name": tool.name, "table": tool.table, "version": tool.version }))
        .collect()
}

/// A difference between two ends.
pub fn comparison(found: &Comparison) -> Value {
    let (mut added, mut removed, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for change in found.unmodelled.iter() {
        match change {
            UnmodelledChange::Added(it) => added.push(unmodelled(it)),
            UnmodelledChange::Removed(it) => removed.push(unmodelled(it)),
            UnmodelledChange::Changed { previous, next } => {
                changed.push(json!({ "from": unmodelled(previous), "to": unmodelled(next) }));
            }
        }
    }
    json!({
        "from": found.from,
        "to": found.to,
        "equal": found.is_equal(),
        "operations": found.operations.iter().map(operation).collect::<Vec<_>>(),
        "questions": found.questions.iter().map(questions::json).collect::<Vec<_>>(),
        "unmodelled": {
            "added": added,
            "removed": removed,
            "changed": changed,
        },
        "undecided": found.undecided.iter().map(undecided).collect::<Vec<_>>(),
        "unsaid": found.unsaid.iter().map(unsaid).collect::<Vec<_>>(),
        "beside": found.beside.iter().map(unmodelled).collect::<Vec<_>>(),
    })
}

/// A planned revision with its steps.
pub fn planned(planned: &PlannedRevision) -> Value {
    let steps: Vec<Value> = planned.steps.iter().map(step).collect();
    json!({ "revision": planned.revision.as_str(), "message": planned.message, "steps": steps })
}

/// A finding, with line and column from 1.
pub fn diagnostic(files: &[SourceFile], diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.primary.and_then(|span| {
        let file = files.get(span.file)?;
        let position = file.position(span);
        Some((file.path.clone(), position.line, position.column))
    });
    json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": place.as_ref().map(|it| it.0.as_str()),
        "line": place.as_ref().map(|it| it.1),
        "column": place.as_ref().map(|it| it.2),
        "help": diagnostic.help,
    })
}

/// An error: `{"error": {"message", …}}`.
pub fn error(error: &EngineError) -> Value {
    let mut found = json!({ "message": with_causes(error) });
    let more = match error {
        EngineError::Dsl { files, diagnostics } => {
            let all: Vec<Value> = diagnostics.iter().map(|it| diagnostic(files, it)).collect();
            Some(("diagnostics", Value::from(all)))
        }
        EngineError::History(errors) => {
            let all: Vec<Value> = errors
                .iter()
                .map(|it| {
                    let place = it.place();
                    json!({
                        "message": it.message(),
                        "file": place.path,
                        "line": place.line,
                        "column": place.column,
                        "help": it.help(),
                    })
                })
                .collect();
            Some(("diagnostics", Value::from(all)))
        }
        EngineError::Questions(open) => {
            Some(("questions", open.iter().map(questions::json).collect::<Value>()))
        }
        EngineError::Run {
            source,
            place,
            revision,
            at,
            half_done,
            ..
        } => {
            let rows = match &**source {
                Obstacle::Consent(losses) => losses
                    .iter()
                    .map(|(what, rows)| json!({ "what": what, "rows": rows }))
                    .collect::<Value>(),
                _ => Value::Null,
            };
            Some((
                "run",
                json!({
                    "revision": revision.as_str(),
                    "file": place.as_ref().map(|place| place.path.as_str()),
                    "line": place.as_ref().map(|place| place.line),
                    "at": ids(at),
                    "would_lose": rows,
                    "half_done": half_done.as_deref().map(self::half_done),
                    "rows_left": match &**source {
                        Obstacle::UnfilledSeam { rows, sample, .. }
                        | Obstacle::SeamNotReached { rows, sample, .. } => {
                            json!({ "rows": rows, "keys": sample })
                        }
                        _ => Value::Null,
                    },
                }),
            ))
        }
        _ => None,
    };
    if let (Some((key, value)), Value::Object(object)) = (more, &mut found) {
        object.insert(key.to_owned(), value);
    }
    json!({ "error": found })
}

/// A revision that is half done.
pub fn half_done(half_done: &HalfDone) -> Value {
    json!({
        "revision": half_done.revision.as_str(),
        "direction": half_done.direction.as_str(),
        "operations": half_done.operations,
        "rows": half_done.rows,
    })
}

/// A seam that nobody filled.
pub fn unfilled(seam: &UnfilledSeam) -> Value {
    json!({
        "revision": seam.revision.as_str(),
        "file": seam.place.path,
        "line": seam.place.line,
        "why": seam.why,
        "column": seam.column.as_ref().map(|(table, column)| format!("{table}.{column}")),
    })
}
