//! What rows of a table may not share, and what a column may hold.

use dazzle_schema::{Check, CheckRule, Column, Index, IndexKey, Name, Table};

use super::{Row, Value};

/// Columns whose values together differ from row to row.
pub struct Key<'a> {
    /// The columns, in order.
    pub columns: Vec<&'a Name>,
    /// Whether rows without a value are equal.
    pub nulls_are_equal: bool,
}

/// Whether the column is in the primary key.
pub fn is_primary(table: &Table, column: &Column) -> bool {
    table
        .primary_key
        .as_ref()
        .is_some_and(|key| key.columns.contains(&column.name))
}

/// Whether the column is in any key.
pub fn is_in_a_key(table: &Table, column: &Name) -> bool {
    keys(table).iter().any(|key| key.columns.contains(&column))
}

/// All keys of the table.
pub fn keys(table: &Table) -> Vec<Key<'_>> {
    let mut keys = Vec::new();
    keys.extend(table.primary_key.as_ref().map(|key| Key {
        columns: key.columns.iter().collect(),
        nulls_are_equal: true,
    }));
    keys.extend(table.uniques.values().map(|unique| Key {
        columns: unique.columns.iter().collect(),
        nulls_are_equal: unique.nulls_not_distinct,
    }));
    keys.extend(table.indexes.values().filter(|index| index.unique).map(index_key));
    keys
}

/// A unique index as a key. One over expressions or some rows only is kept more strictly than it has to be.
fn index_key(index: &Index) -> Key<'_> {
    Key {
        columns: index
            .parts
            .iter()
            .filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expression(_) => None,
            })
            .collect(),
        nulls_are_equal: index.nulls_not_distinct,
    }
}

/// What the row has in the key; none where nothing can be equal to it.
pub fn key_values(key: &Key<'_>, row: &Row) -> Option<Vec<Value>> {
    let values: Vec<Value> = key
        .columns
        .iter()
        .map(|name| row.get(*name).cloned().unwrap_or(Value::Null))
        .collect();
    let has_none = values.contains(&Value::Null);
    (!values.is_empty() && (key.nulls_are_equal || !has_none)).then_some(values)
}

/// The values that all lists of values for the column allow; none where there is no list.
pub fn allowed_values(table: &Table, column: &Name) -> Option<Vec<String>> {
    let lists: Vec<_> = table
        .checks
        .values()
        .filter_map(|Check { rule, .. }| match rule {
            CheckRule::OneOf { column: of, values } if of == column => Some(values),
            _ => None,
        })
        .collect();
    let (first, others) = lists.split_first()?;
    Some(
        first
            .iter()
            .filter(|value| others.iter().all(|other| other.contains(value)))
            .map(str::to_owned)
            .collect(),
    )
}
