//! Names that SQLite matches in any case.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dazzle_ops::{Operation, RenameColumn, RenameTable};
use dazzle_schema::{Dialect, Name, Schema, Table};

/// The three names of the number of a row.
const ROW_NUMBER: [&str; 3] = ["rowid", "oid", "_rowid_"];

/// The names that an expression of a table can speak of, in lower case: those of both of its forms.
pub fn of_tables(tables: [&Table; 2]) -> BTreeSet<String> {
    tables
        .into_iter()
        .flat_map(|table| table.columns.keys().chain([&table.name]))
        .map(|name| name.as_str().to_ascii_lowercase())
        .chain(ROW_NUMBER.map(str::to_owned))
        .collect()
}

/// The names of tables, views and their columns, in lower case.
pub fn of_schemas(schemas: [&Schema; 2]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |name: &Name| known.insert(name.as_str().to_ascii_lowercase());
    for schema in schemas {
        for table in schema.tables() {
            add(&table.name);
            table.columns.keys().for_each(|name| {
                add(name);
            });
        }
        for view in schema.views() {
            add(&view.name);
            view.columns.iter().for_each(|name| {
                add(name);
            });
        }
    }
    known
}

/// Whether the dialect takes both for one table, column, view or index.
pub fn same(dialect: Dialect, left: &Name, right: &Name) -> bool {
    match dialect {
        Dialect::Postgresql => left == right,
        Dialect::Sqlite => left.as_str().eq_ignore_ascii_case(right.as_str()),
    }
}

/// Whether the dialect takes both lists for one, in their order.
pub fn same_list(dialect: Dialect, left: &[Name], right: &[Name]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| same(dialect, left, right))
}

/// The names of `live` that `declared` has in another case only, each with the declared spelling. A name that both
/// have is left alone.
fn respelled<'a>(
    live: impl Iterator<Item = &'a Name>,
    declared: impl Iterator<Item = &'a Name>,
) -> Vec<(Name, Name)> {
    let declared: BTreeMap<String, &Name> = declared
        .map(|name| (name.as_str().to_ascii_lowercase(), name))
        .collect();
    live.filter_map(|name| {
        let wanted = declared.get(&name.as_str().to_ascii_lowercase())?;
        (*wanted != name).then(|| (name.clone(), (*wanted).clone()))
    })
    .collect()
}

/// Gives tables, columns, views and indexes of an SQLite database the declared case. Where a rename is not possible
/// (SQLite cannot have such a schema), the live name stays.
pub fn take_spelling(schema: &mut Schema, declared: &Schema) {
    for (from, to) in respelled(schema.table_names(), declared.table_names()) {
        rename(schema, RenameTable { from, to }.into());
    }
    for wanted in declared.tables() {
        let Some(here) = schema.table(&wanted.name) else {
            continue;
        };
        for (from, to) in respelled(here.columns.keys(), wanted.columns.keys()) {
            let table = wanted.name.clone();
            rename(schema, RenameColumn { table, from, to }.into());
        }
        let Some(here) = schema.table(&wanted.name) else {
            continue;
        };
        let indexes = respelled(here.indexes.keys(), wanted.indexes.keys());
        if let Some(here) = schema.table_mut(&wanted.name).filter(|_| !indexes.is_empty()) {
            for (from, to) in indexes {
                if let Some(mut index) = here.indexes.remove(&from) {
                    index.name = to.clone();
                    here.indexes.insert(to, index);
                }
            }
        }
    }
    let views = respelled(
        schema.views().map(|view| &view.name),
        declared.views().map(|view| &view.name),
    );
    for (from, to) in views {
        if let Some(view) = schema.remove_view(&from) {
            let mut view = Arc::unwrap_or_clone(view);
            view.name = to;
            schema.insert_view(view);
        }
    }
}

fn rename(schema: &mut Schema, operation: Operation) {
    let mut renamed = schema.clone();
    if operation.apply(&mut renamed).is_ok() {
        *schema = renamed;
    }
}
