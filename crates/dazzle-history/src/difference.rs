//! The first thing in which two schemas differ, in words.

use std::collections::BTreeMap;

use dazzle_ops::{Described, difference};
use dazzle_schema::{Column, Name, Schema, Table};

/// What is different in `next`, as a clause that names the table and column; none when they are equal.
#[must_use]
pub fn first_difference(previous: &Schema, next: &Schema) -> Option<String> {
    differing(previous, next).map(|(_, difference)| difference)
}

/// The first table or view that differs, and how.
pub fn differing(previous: &Schema, next: &Schema) -> Option<(Name, String)> {
    if previous == next {
        return None;
    }
    for table in previous.tables() {
        let name = table.name.clone();
        let Some(other) = next.table(&name) else {
            let missing = format!("table `{name}` is missing");
            return Some((name, missing));
        };
        if let Some(difference) = in_table(table, other) {
            return Some((name, difference));
        }
    }
    if let Some(name) = next.table_names().find(|name| previous.table(name).is_none()) {
        return Some((name.clone(), format!("table `{name}` is left over")));
    }
    for view in previous.views() {
        let name = &view.name;
        let difference = match next.view(name) {
            None => format!("view `{name}` is missing"),
            Some(other) if other != view => format!("view `{name}`: {}", difference(other, view)),
            Some(_) => continue,
        };
        return Some((name.clone(), difference));
    }
    next.views()
        .map(|view| &view.name)
        .find(|name| previous.view(name).is_none())
        .map(|name| (name.clone(), format!("view `{name}` is left over")))
}

fn in_table(previous: &Table, next: &Table) -> Option<String> {
    if previous == next {
        return None;
    }
    let table = &previous.name;
    for column in previous.columns.values() {
        match next.columns.get(&column.name) {
            None => return Some(format!("column `{table}`.`{}` is missing", column.name)),
            Some(other) if column != other => return Some(in_column(table, column, other)),
            Some(_) => {}
        }
    }
    if let Some(name) = next
        .columns
        .keys()
        .find(|name| !previous.columns.contains_key(*name))
    {
        return Some(format!("column `{table}`.`{name}` is left over"));
    }
    if previous.primary_key != next.primary_key {
        let what = match (&previous.primary_key, &next.primary_key) {
            (Some(_), None) => " is missing".to_owned(),
            (None, Some(_)) => " is left over".to_owned(),
            (Some(previous), Some(next)) => format!(": {}", difference(next, previous)),
            (None, None) => String::new(),
        };
        return Some(format!("the primary key of table `{table}`{what}"));
    }
    named(table, "foreign key", &previous.foreign_keys, &next.foreign_keys)
        .or_else(|| named(table, "unique constraint", &previous.uniques, &next.uniques))
        .or_else(|| named(table, "check", &previous.checks, &next.checks))
        .or_else(|| named(table, "index", &previous.indexes, &next.indexes))
        .or_else(|| Some(format!("the comment of table `{table}` differs")))
}

fn in_column(table: &Name, previous: &Column, next: &Column) -> String {
    let place = format!("column `{table}`.`{}`", previous.name);
    if previous.column_type != next.column_type {
        format!(
            "{place} is `{}`, not `{}`",
            next.column_type, previous.column_type
        )
    } else if previous.nullable != next.nullable {
        let word = if next.nullable { "nullable" } else { "required" };
        format!("{place} is {word}")
    } else {
        format!("{place}: {}", difference(next, previous))
    }
}

fn named<T: PartialEq + Described>(
    table: &Name,
    kind: &str,
    previous: &BTreeMap<Name, T>,
    next: &BTreeMap<Name, T>,
) -> Option<String> {
    let lost_or_changed = previous.iter().find_map(|(name, thing)| match next.get(name) {
        None => Some((name, " is missing".to_owned())),
        Some(other) if other != thing => Some((name, format!(": {}", difference(other, thing)))),
        Some(_) => None,
    });
    let added = || next.keys().find(|name| !previous.contains_key(*name));
    lost_or_changed
        .or_else(|| added().map(|name| (name, " is left over".to_owned())))
        .map(|(name, what)| format!("{kind} `{name}` of table `{table}`{what}"))
}
