//! Columns that come, change and go.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{
    AddColumn, AlterColumn, Change, DataMigration, DropColumn, Operation, SetTableComment, add_required,
};
use dazzle_schema::{Column, DateBase, DefaultValue, Name, SqlText};

use crate::compare::TableChange;
use crate::decisions::Decisions;
use crate::emitter::Emitter;
use crate::{DiffError, order};

pub fn change_columns(
    emitter: &mut Emitter,
    changes: &[TableChange<'_>],
    decisions: &Decisions,
) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        if let Some(comment) = Change::between(change.previous.comment.clone(), change.next.comment.clone()) {
            emitter.emit(SetTableComment {
                table: table.clone(),
                comment,
            })?;
        }
        let (computed, plain): (Vec<&Column>, Vec<&Column>) = change
            .added_columns
            .iter()
            .partition(|column| column.generated.is_some());
        for column in plain {
            for operation in add_column(table, column, fill(decisions, table, &column.name)) {
                emitter.emit(operation)?;
            }
        }
        let going = change
            .dropped_columns
            .iter()
            .copied()
            .chain(change.remade_columns.iter().map(|(old, _)| *old));
        let (computed_before, plain_before): (Vec<&Column>, Vec<&Column>) =
            going.partition(|column| column.generated.is_some());
        for column in in_order(&computed_before).into_iter().rev() {
            drop_column(emitter, table, column)?;
        }
        // A column that is no longer computed must be free of the others before they change.
        let (freed, rest): (Vec<&AlterColumn>, Vec<&AlterColumn>) = change
            .altered_columns
            .iter()
            .partition(|alter| alter.generated.is_some());
        for alter in freed.into_iter().chain(rest) {
            for operation in alter_column(change, alter, fill(decisions, table, &alter.column)) {
                emitter.emit(operation)?;
            }
        }
        for column in plain_before {
            drop_column(emitter, table, column)?;
        }
        let coming = change.remade_columns.iter().map(|(_, new)| *new);
        let coming: Vec<&Column> = computed.into_iter().chain(coming).collect();
        for column in in_order(&coming) {
            emitter.emit(AddColumn {
                table: table.clone(),
                column: column.clone(),
            })?;
        }
    }
    Ok(())
}

fn drop_column(emitter: &mut Emitter, table: &Name, column: &Column) -> Result<(), DiffError> {
    emitter.emit(DropColumn {
        table: table.clone(),
        column: column.clone(),
    })
}

/// Generated columns, each after those that it is made of.
fn in_order<'a>(columns: &[&'a Column]) -> Vec<&'a Column> {
    let by_name: BTreeMap<&Name, &Column> = columns.iter().map(|column| (&column.name, *column)).collect();
    let needs: BTreeMap<&Name, BTreeSet<&Name>> = columns
        .iter()
        .map(|column| {
            let needed = by_name.keys().copied().filter(|name| {
                **name != column.name && column.generated.as_ref().is_some_and(|it| it.mentions(name))
            });
            (&column.name, needed.collect())
        })
        .collect();
    order::dependencies_first(needs)
        .into_iter()
        .filter_map(|name| by_name.get(name).copied())
        .collect()
}

fn fill<'a>(decisions: &'a Decisions, table: &Name, column: &Name) -> Option<&'a DefaultValue> {
    decisions
        .fills
        .iter()
        .find(|fill| fill.table == *table && fill.column == *column)
        .map(|fill| &fill.value)
}

/// A required column without a default either gets its value for old rows from a default that is taken off
/// again, or is added in three steps around a seam.
fn add_column(table: &Name, column: &Column, fill: Option<&DefaultValue>) -> Vec<Operation> {
    if !column.needs_a_value() {
        return vec![
            AddColumn {
                table: table.clone(),
                column: column.clone(),
            }
            .into(),
        ];
    }
    match fill {
        Some(value) if value.always_gives_a_value() => {
            let mut filled = column.clone();
            filled.default = Some(value.clone());
            let take_off = AlterColumn {
                default: Change::between(Some(value.clone()), column.default.clone()),
                ..AlterColumn::unchanged(table.clone(), column.name.clone())
            };
            vec![
                AddColumn {
                    table: table.clone(),
                    column: filled,
                }
                .into(),
                take_off.into(),
            ]
        }
        _ => add_required(table, column, None),
    }
}

/// A column that becomes required changes everything else first, is filled in a seam, and is then required. One that
/// is computed takes no values: the database tells whether it has one for each row.
fn alter_column(
    change: &TableChange<'_>,
    alter: &AlterColumn,
    fill: Option<&DefaultValue>,
) -> Vec<Operation> {
    let becomes_required = alter.nullable.as_ref().is_some_and(|change| !change.to);
    let is_computed = change
        .next
        .column(&alter.column)
        .is_some_and(|column| column.generated.is_some());
    if !becomes_required || is_computed {
        return vec![alter.clone().into()];
    }
    let rest = AlterColumn {
        nullable: None,
        ..alter.clone()
    };
    let required = AlterColumn {
        nullable: alter.nullable.clone(),
        ..AlterColumn::unchanged(alter.table.clone(), alter.column.clone())
    };
    let mut operations = Vec::new();
    if !rest.is_empty() {
        operations.push(rest.into());
    }
    let sql = fill.and_then(|value| fill_sql(&alter.table, &alter.column, value));
    operations.push(DataMigration::fill_missing(&alter.table, &alter.column, sql).into());
    operations.push(required.into());
    operations
}

/// The statement that puts `value` where there is none, in words that every dialect reads.
pub fn fill_sql(table: &Name, column: &Name, value: &DefaultValue) -> Option<SqlText> {
    let value = match value {
        DefaultValue::Current(DateBase::Now) => "CURRENT_TIMESTAMP".to_owned(),
        DefaultValue::Current(DateBase::Today) => "CURRENT_DATE".to_owned(),
        DefaultValue::Text(_) | DefaultValue::Number(_) => value.to_string(),
        DefaultValue::Boolean(true) => "TRUE".to_owned(),
        DefaultValue::Boolean(false) => "FALSE".to_owned(),
        DefaultValue::Shifted { .. } | DefaultValue::Uuid | DefaultValue::Expression(_) => {
            return None;
        }
    };
    let (table, column) = (table.quoted(), column.quoted());
    Some(SqlText::Portable(format!(
        "UPDATE {table} SET {column} = {value} WHERE {column} IS NULL"
    )))
}
