//! The first thing in which two schemas differ, in words.

use std::collections::BTreeMap;

use dazzle_schema::{Column, Name, Schema, Table};

/// What is different in `next`, as a clause that names the table and column; none when they are equal.
#[must_use]
pub fn first_difference(previous: &Schema, next: &Schema) -> Option<String> {
    if previous == next {
        return None;
    }
    for table in previous.tables() {
        let Some(other) = next.table(&table.name) else {
            return Some(format!("table `{}` is missing", table.name));
        };
        if let Some(difference) = in_table(table, other) {
            return Some(difference);
        }
    }
    next.table_names()
        .find(|name| previous.table(name).is_none())
        .map(|name| format!("table `{name}` is left over"))
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
            (Some(_), None) => "is missing",
            (None, Some(_)) => "is left over",
            _ => "differs",
        };
        return Some(format!("the primary key of table `{table}` {what}"));
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
        let part = if previous.default != next.default {
            "default"
        } else if previous.identity != next.identity {
            "identity"
        } else {
            "comment"
        };
        format!("the {part} of {place} differs")
    }
}

fn named<T: PartialEq>(
    table: &Name,
    kind: &str,
    previous: &BTreeMap<Name, T>,
    next: &BTreeMap<Name, T>,
) -> Option<String> {
    let lost_or_changed = previous.iter().find_map(|(name, thing)| match next.get(name) {
        None => Some((name, "is missing")),
        Some(other) if other != thing => Some((name, "differs")),
        Some(_) => None,
    });
    let added = || next.keys().find(|name| !previous.contains_key(*name));
    lost_or_changed
        .or_else(|| added().map(|name| (name, "is left over")))
        .map(|(name, what)| format!("{kind} `{name}` of table `{table}` {what}"))
}
