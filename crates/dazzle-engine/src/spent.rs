//! `was:` that has done its work. It does no harm, but whoever reads it may wonder.

use std::collections::BTreeSet;

use dazzle_diff::{Decisions, RenamesDone};
use dazzle_dsl::{Diagnostic, Severity, Span, without_was};
use dazzle_schema::{CheckRule, Name, Schema};

use crate::ProjectModel;

/// A note on each hint of `model` that history has done, or that never had anything to do. `head` is the schema of the
/// head, `done` are the renames up to it.
pub(crate) fn spent_hints(model: &ProjectModel, head: &Schema, done: &RenamesDone) -> Vec<Diagnostic> {
    let hints = &model.projection.hints;
    let mut open = model.decisions();
    // What is in doubt is an error elsewhere and not spent.
    let said = &model.projection.schema;
    if done
        .strike_from(&mut open, (head, said), &Decisions::default())
        .is_err()
    {
        return Vec::new();
    }
    let mut found: Vec<(Span, &str)> = Vec::new();
    let mut waiting: Vec<(&Name, &Name)> = Vec::new();
    for hint in &hints.table_renames {
        let is_struck = !open
            .table_renames
            .iter()
            .any(|it| it.from == hint.from && it.to == hint.to);
        if is_struck || (head.table(&hint.to).is_some() && head.table(&hint.from).is_none()) {
            found.push((hint.span, hint.from.as_str()));
        } else {
            waiting.push((&hint.to, &hint.from));
        }
    }
    let in_head = |table: &Name| {
        let old = waiting.iter().find(|(to, _)| *to == table);
        head.table(old.map_or(table, |(_, from)| *from))
    };
    for hint in &hints.column_renames {
        let is_struck = !open
            .column_renames
            .iter()
            .any(|it| it.table == hint.table && it.from == hint.from && it.to == hint.to);
        let Some(table) = in_head(&hint.table) else {
            continue;
        };
        if is_struck || (table.column(&hint.to).is_some() && table.column(&hint.from).is_none()) {
            found.push((hint.span, hint.from.as_str()));
        }
    }
    for hint in hints.value_renames.iter().filter(|it| it.with_table.is_none()) {
        let checks = in_head(&hint.table)
            .into_iter()
            .flat_map(|table| table.checks.values());
        let mut held = checks.filter_map(|check| match &check.rule {
            CheckRule::OneOf { column, values } if *column == hint.column => Some(values),
            CheckRule::OneOf { .. } | CheckRule::Sql(_) => None,
        });
        if held.any(|values| values.contains(&hint.to) && !values.contains(&hint.from)) {
            found.push((hint.span, &hint.from));
        }
    }
    // A field of two columns has two hints at one place.
    let mut seen = BTreeSet::new();
    found.retain(|(span, _)| seen.insert(*span));
    found.sort();
    found
        .into_iter()
        .map(|(span, _)| {
            let file = model.files.get(span.file);
            let name = file
                .and_then(|file| file.text.get(span.start..span.end))
                .unwrap_or_default();
            Diagnostic {
                code: "spent-was",
                severity: Severity::Note,
                message: format!("`was: {name}` has nothing left to rename"),
                primary: Some(span),
                labels: Vec::new(),
                help: Some("it does no harm; once every branch has the revision, it may go".to_owned()),
                fix: without_was(&model.files, span),
            }
        })
        .collect()
}
