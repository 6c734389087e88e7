//! Decisions that do not fit, shown where they were made: in the DSL, or among the answers.

use dazzle_diff::{DecisionError, DiffError, TableRename};
use dazzle_dsl::{Diagnostic, Fix, Label, Severity, Span, without_was};
use dazzle_schema::{Name, Schema};

use crate::answers::Rename;
use crate::{EngineError, ProjectModel};

/// A rename hint that does not fit is the DSL's to mend, so it is shown there; an answer is a person's. `before` is
/// the schema that the decisions were made for.
pub(crate) fn explain(error: DiffError, model: &ProjectModel, before: &Schema) -> EngineError {
    let DiffError::Decisions(errors) = error else {
        return EngineError::Diff(error);
    };
    let typed: Vec<(&DecisionError, Rename)> = errors
        .iter()
        .filter(|it| span_of(it, model).is_none())
        .filter_map(|it| Some((it, as_typed(it)?)))
        .collect();
    if !typed.is_empty() {
        let flags: Vec<String> = typed.iter().map(|(_, it)| format!("`--rename {it}`")).collect();
        let reasons: Vec<String> = typed.iter().map(|(it, _)| it.to_string()).collect();
        return EngineError::Refused {
            reason: reasons.join("; "),
            hint: format!("correct {}, or leave it out", flags.join(" and ")),
        };
    }
    EngineError::Dsl {
        files: model.files.clone(),
        diagnostics: errors
            .iter()
            .map(|error| diagnostic(error, model, before))
            .collect(),
    }
}

/// The table (for a column), the old name and the new one; none where it is about a value.
fn parts(error: &DecisionError) -> Option<(Option<&Name>, &Name, &Name)> {
    Some(match error {
        DecisionError::Dangling { table, from, to }
        | DecisionError::BothExist { table, from, to }
        | DecisionError::DoneBefore { table, from, to }
        | DecisionError::NoTarget { table, from, to }
        | DecisionError::Doubled {
            table,
            from,
            second: to,
            ..
        } => (table.as_ref(), from, to),
        DecisionError::DanglingValue { .. } | DecisionError::ValueBothExist { .. } => return None,
    })
}

fn as_typed(error: &DecisionError) -> Option<Rename> {
    let (table, from, to) = parts(error)?;
    let (from, to) = (from.clone(), to.clone());
    Some(match table {
        None => Rename::Table(TableRename { from, to }),
        Some(table) => Rename::Column(dazzle_diff::ColumnRename {
            table: table.clone(),
            from,
            to,
        }),
    })
}

/// Where the DSL says that `to` was `from`.
fn hint(model: &ProjectModel, table: Option<&Name>, from: &Name, to: &Name) -> Option<Span> {
    let hints = &model.projection.hints;
    match table {
        Some(table) => hints
            .column_renames
            .iter()
            .find(|it| it.table == *table && it.from == *from && it.to == *to)
            .map(|it| it.span),
        None => hints
            .table_renames
            .iter()
            .find(|it| it.from == *from && it.to == *to)
            .map(|it| it.span),
    }
}

/// Where the DSL says so; where it stands under another old name, since a draft renamed it meanwhile, there.
fn span_of(error: &DecisionError, model: &ProjectModel) -> Option<Span> {
    let hints = &model.projection.hints;
    if let DecisionError::DanglingValue {
        table,
        column,
        from,
        to,
    }
    | DecisionError::ValueBothExist {
        table,
        column,
        from,
        to,
    } = error
    {
        let mut found = hints.value_renames.iter();
        return found
            .find(|it| it.table == *table && it.column == *column && it.from == *from && it.to == *to)
            .map(|it| it.span);
    }
    let (table, from, to) = parts(error)?;
    hint(model, table, from, to).or_else(|| match table {
        Some(table) => {
            let mut found = hints.column_renames.iter();
            found
                .find(|it| it.table == *table && it.to == *to)
                .map(|it| it.span)
        }
        None => hints
            .table_renames
            .iter()
            .find(|it| it.to == *to)
            .map(|it| it.span),
    })
}

fn diagnostic(error: &DecisionError, model: &ProjectModel, before: &Schema) -> Diagnostic {
    let span = span_of(error, model);
    let removed = || span.and_then(|span| without_was(&model.files, span));
    let mut labels = Vec::new();
    let again;
    let (code, help, fix) = match error {
        DecisionError::DanglingValue { .. } => (
            "dangling-was",
            "correct the old value, or remove the `was:` if nothing was renamed",
            removed(),
        ),
        DecisionError::ValueBothExist { .. } => (
            "ambiguous-was",
            "remove the `was:` where it is done already; where not, rename one of the two in a revision of its own",
            removed(),
        ),
        DecisionError::Dangling { table, from, .. } => {
            let table = table.as_ref();
            let corrected = nearest(table, from, model, before)
                .zip(span)
                .map(|(near, span)| Fix {
                    span,
                    replacement: near.to_string(),
                });
            match corrected {
                Some(fix) => (
                    "dangling-was",
                    "did you mean this? If nothing was renamed, remove the `was:`",
                    Some(fix),
                ),
                None => (
                    "dangling-was",
                    "correct the old name, or remove the `was:` if nothing was renamed",
                    removed(),
                ),
            }
        }
        DecisionError::BothExist { .. } => (
            "ambiguous-was",
            "remove the `was:` to keep both, or first drop or rename the other in a revision of its own",
            removed(),
        ),
        DecisionError::DoneBefore { .. } => {
            again = as_typed(error).map(|it| format!(
                "if it is to be done again, pass `--rename {it}`, and so for each `was:` that this is said of; if not, \
                 remove the `was:`"
            ));
            // No edit: which of the two is meant is the person's to say, and one of them loses the values' names.
            ("ambiguous-was", again.as_deref().unwrap_or_default(), None)
        }
        DecisionError::Doubled {
            table, from, first, ..
        } => {
            let table = table.as_ref();
            labels.extend(hint(model, table, from, first).map(|span| Label {
                span,
                text: format!("`{first}` says so, too"),
            }));
            (
                "doubled-was",
                "only one of them can have had the old name: remove the other `was:`",
                removed(),
            )
        }
        DecisionError::NoTarget { .. } => ("dangling-was", "remove the `was:`", removed()),
    };
    Diagnostic {
        code,
        severity: Severity::Error,
        message: error.to_string(),
        primary: span,
        labels,
        help: Some(help.to_owned()),
        fix,
    }
}

/// The name before that `from` may have meant: one that is gone now and spelled nearly so.
fn nearest(table: Option<&Name>, from: &Name, model: &ProjectModel, before: &Schema) -> Option<Name> {
    let after = &model.projection.schema;
    let gone: Vec<&Name> = match table {
        None => before
            .table_names()
            .filter(|name| after.table(name).is_none())
            .collect(),
        Some(table) => {
            let renames = &model.projection.hints.table_renames;
            let old = renames.iter().find(|it| it.to == *table);
            let old = old
                .and_then(|it| before.table(&it.from))
                .or_else(|| before.table(table))?;
            let new = after.table(table)?;
            old.columns
                .keys()
                .filter(|name| !new.columns.contains_key(*name))
                .collect()
        }
    };
    let likeness = |name: &Name| {
        strsim::normalized_damerau_levenshtein(&name.as_str().to_lowercase(), &from.as_str().to_lowercase())
    };
    gone.into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, name)| name.clone())
}
