//! Views: in which order they are made, which of them show a column, and what goes with one that is dropped.

use std::collections::BTreeSet;

use dazzle_ops::{Hazard, HazardCode, Operation};
use dazzle_schema::sql_tokens::tokens;
use dazzle_schema::{Dialect, Name, Schema, View};

use crate::quote::{quote_identifier, quote_literal};

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

/// The view as it comes again, by that name, among the operations `rest`.
pub fn comes_again<'a>(name: &Name, rest: &'a [Operation]) -> Option<&'a View> {
    rest.iter().find_map(|operation| match operation {
        Operation::CreateView(it) if it.view.name == *name => Some(&it.view),
        _ => None,
    })
}

/// What code meets that reads a view that is dropped, where `rest` are the operations that follow. What hangs on a
/// view that comes again is put back.
pub fn hazards(operation: &Operation, rest: &[Operation]) -> Vec<Hazard> {
    let Operation::DropView(it) = operation else {
        return Vec::new();
    };
    let name = &it.view.name;
    let message = match comes_again(name, rest) {
        None => format!("code that reads view `{name}` fails as soon as this ran"),
        Some(view) if *view != it.view => {
            format!("code that reads view `{name}` may find other columns in it afterwards")
        }
        Some(_) => return Vec::new(),
    };
    vec![Hazard {
        code: HazardCode::ChangedView,
        table: name.clone(),
        columns: Vec::new(),
        message,
    }]
}

/// A query for the number of things that would go with the view and that history does not hold: options, privileges,
/// comments, defaults, rules, triggers.
#[must_use]
pub fn hanging_on_view(dialect: Dialect, view: &Name) -> String {
    match dialect {
        Dialect::Sqlite => format!(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = lower({})",
            quote_literal(view.as_str())
        ),
        Dialect::Postgresql => format!(
            "SELECT (SELECT count(*) FROM pg_class c WHERE c.oid = v AND c.relacl IS NOT NULL)
       + (SELECT count(*) FROM pg_class c, unnest(c.reloptions) WHERE c.oid = v)
       + (SELECT count(*) FROM pg_class c WHERE c.oid = v AND pg_get_userbyid(c.relowner) <> current_user)
       + (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = v AND a.attacl IS NOT NULL)
       + (SELECT count(*) FROM pg_attrdef d WHERE d.adrelid = v)
       + (SELECT count(*) FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = v)
       + (SELECT count(*) FROM pg_rewrite r WHERE r.ev_class = v AND r.rulename <> '_RETURN')
       + (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = v AND NOT t.tgisinternal)
  FROM to_regclass({}) v",
            quote_literal(&quote_identifier(view.as_str()))
        ),
    }
}
