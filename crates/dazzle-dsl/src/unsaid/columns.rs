//! Columns, property by property.

use dazzle_schema::{CheckRule, Column, ColumnType, Name, Table};

use crate::sayable::Sayable;

/// Puts into `table`, which is as the DSL says it, what the language lacks of the columns of `there`.
pub(super) fn merge(sayable: &Sayable<'_>, table: &mut Table, own: &Table, there: &Table) {
    for column in there.columns.values() {
        match own.column(&column.name) {
            Some(said) => {
                let merged = merged(sayable, own, there, said, column);
                table.columns.insert(column.name.clone(), merged);
            }
            None if !sayable.says_column(there, column) => {
                table.columns.insert(column.name.clone(), column.clone());
            }
            None => {}
        }
    }
    // What is computed from a column that goes, goes with it; and so on.
    loop {
        let gone: Vec<&Name> = there
            .columns
            .keys()
            .filter(|name| !table.columns.contains_key(*name))
            .collect();
        let orphan = table.columns.values().find(|column| {
            column.generated.as_ref().is_some_and(|generated| {
                gone.iter().any(|name| {
                    generated
                        .expression
                        .any(|text| dazzle_schema::sql_tokens::mentions(text, name.as_str()))
                })
            })
        });
        let Some(orphan) = orphan.map(|column| column.name.clone()) else {
            return;
        };
        match own.column(&orphan) {
            Some(said) => table.columns.insert(orphan, said.clone()),
            None => table.columns.shift_remove(&orphan),
        };
    }
}

/// The column of `there` where the DSL has the nearest that can be said, else the DSL's.
fn merged(sayable: &Sayable<'_>, own: &Table, table: &Table, said: &Column, there: &Column) -> Column {
    let mut nearest = sayable.nearest_column(table, there);
    if !lists_values(own, &said.name) && there.column_type.is_textual() {
        // Not read as a list of values, it has its own type.
        nearest.column_type = sayable.plain_column_type(there);
    }
    let mut merged = said.clone();
    if said.column_type == nearest.column_type && holds_values(own, said, &there.column_type) {
        merged.column_type.clone_from(&there.column_type);
    }
    let has_type = merged.column_type == there.column_type;
    if said.default == nearest.default && has_type {
        merged.default.clone_from(&there.default);
    }
    if said.identity == nearest.identity && merged.column_type.is_whole_number() {
        merged.identity = there.identity;
    }
    if has_type && there.generated.is_some() {
        merged.generated.clone_from(&there.generated);
        merged.default.clone_from(&there.default);
        merged.nullable = there.nullable;
    }
    if has_type || merged.column_type.is_textual() && there.column_type.is_textual() {
        merged.collation.clone_from(&there.collation);
    }
    merged.comment.clone_from(&there.comment);
    merged
}

/// Whether the DSL lists the values of the column.
fn lists_values(own: &Table, column: &Name) -> bool {
    own.checks
        .values()
        .any(|check| matches!(&check.rule, CheckRule::OneOf { column: over, .. } if over == column))
}

/// Whether the type has room for all the values that the DSL lists for the column.
fn holds_values(own: &Table, column: &Column, column_type: &ColumnType) -> bool {
    let ColumnType::Varchar(length) = column_type else {
        return true;
    };
    let fits = |value: &str| u32::try_from(value.chars().count()).is_ok_and(|count| count <= *length);
    own.checks.values().all(|check| match &check.rule {
        CheckRule::OneOf { column: over, values } if *over == column.name => values.iter().all(fits),
        _ => true,
    })
}
