//! Views: in which order they are made, which of them show a column, and what goes with one that is dropped.

use std::collections::BTreeSet;

use dazzle_ops::{Hazard, HazardCode, Operation};
use dazzle_schema::sql_tokens::tokens;
use dazzle_schema::{Dialect, Name, Schema, View};

/// The views of `schema`, each behind those that it reads.
pub fn in_order(schema: &Schema) -> Vec<&View> {
    let mut ordered = Vec::new();
    let mut seen = BTreeSet::new();
    for view in schema.views() {
        follow(schema, view, &mut seen, &mut ordered);
    }
    ordered
}

fn follow<'a>(
    schema: &'a Schema,
    view: &'a View,
    seen: &mut BTreeSet<&'a Name>,
    ordered: &mut Vec<&'a View>,
) {
    if !seen.insert(&view.name) {
        return;
    }
    for other in schema.views().filter(|other| view.mentions(&other.name)) {
        follow(schema, other, seen, ordered);
    }
    ordered.push(view);
}

/// The views that read `column` of `table`, by name or with all others by a `*`.
pub fn showing<'a>(schema: &'a Schema, table: &'a Name, column: &'a Name) -> impl Iterator<Item = &'a View> {
    schema
        .views()
        .filter(move |view| view.mentions(table) && (view.mentions(column) || shows_all(view)))
}

fn shows_all(view: &View) -> bool {
    view.query
        .any(|text| tokens(text).iter().any(|token| token.is_symbol('*')))
}

/// The views that stay behind when a table that they read is dropped.
pub fn left_behind(operation: &Operation, before: &Schema, dialect: Dialect) -> Vec<Hazard> {
    let Operation::DropTable(it) = operation else {
        return Vec::new();
    };
    let table = &it.table.name;
    before
        .views()
        .filter(|view| view.mentions(table))
        .map(|view| {
            let name = &view.name;
            let (code, message) = match dialect {
                Dialect::Postgresql => (
                    HazardCode::UsedColumn,
                    format!(
                        "PostgreSQL refuses it while view `{name}` reads `{table}`: drop the view before"
                    ),
                ),
                Dialect::Sqlite => (
                    HazardCode::ChangedView,
                    format!(
                        "view `{name}` reads `{table}` and fails as soon as this ran: drop the view before"
                    ),
                ),
            };
            Hazard {
                code,
                table: table.clone(),
                columns: Vec::new(),
                message,
            }
        })
        .collect()
}

/// What goes with a view that is dropped, where `rest` are the operations that follow and `triggers` the names of
/// the view's triggers, as far as they are known.
pub fn hazards(
    operation: &Operation,
    rest: &[Operation],
    dialect: Dialect,
    triggers: &[String],
) -> Vec<Hazard> {
    let Operation::DropView(it) = operation else {
        return Vec::new();
    };
    let name = &it.view.name;
    let made_anew = rest.iter().find_map(|operation| match operation {
        Operation::CreateView(it) if it.view.name == *name => Some(&it.view),
        _ => None,
    });
    let mut lost = Vec::new();
    match dialect {
        Dialect::Postgresql => lost.push("its grants, comment and triggers".to_owned()),
        Dialect::Sqlite => lost.extend(triggers.iter().map(|trigger| format!("its trigger `{trigger}`"))),
    }
    let lost = lost.join(", ");
    let message = match made_anew {
        None => format!("code that reads view `{name}` fails as soon as this ran"),
        Some(view) if *view != it.view => {
            let also = if lost.is_empty() {
                String::new()
            } else {
                format!("; {lost} must be made again by hand")
            };
            format!("code that reads view `{name}` may find other columns in it afterwards{also}")
        }
        Some(_) if lost.is_empty() => return Vec::new(),
        Some(_) => format!("view `{name}` is made anew; {lost} must be made again by hand"),
    };
    vec![Hazard {
        code: HazardCode::ChangedView,
        table: name.clone(),
        columns: Vec::new(),
        message,
    }]
}
