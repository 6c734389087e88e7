//! Seams before operations that rows may stand in the way of, or that take away what other columns are made of.
//!
//! [`diff`](crate::diff) itself puts a seam before a column becomes required: without it no order of operations runs.
//! [`with_seams`] adds those that only a revision needs, since a person reads and fills them:
//!
//! - an enum that loses values: rows that hold one need another;
//! - a unique key over rows that may be equal in it;
//! - columns that look split, merged or moved to another table ([`patterns`]): what goes must be taken over before.
//!
//! Where the postcondition of a seam holds already, it is passed; so a seam too many costs a query.

mod patterns;

use std::collections::BTreeSet;

use dazzle_ops::{DataMigration, Operation, apply_all};
use dazzle_schema::{Check, CheckRule, DefaultValue, IndexKey, Name, Schema, SqlText, Table};

use crate::Decisions;

/// `operations`, which lead on from `previous`, with the seams that a revision needs.
///
/// The result leads to the same schema. Where a table is merged into another, its drop comes later than before.
#[must_use]
pub fn with_seams(operations: Vec<Operation>, previous: &Schema, decisions: &Decisions) -> Vec<Operation> {
    let operations = patterns::tables_go_later(operations, previous);
    let found = patterns::find(&operations, previous);
    let mut walk = Walk {
        schema: previous.clone(),
        decisions,
        new_columns: BTreeSet::new(),
        narrowed: Vec::new(),
        was_unique: Vec::new(),
    };
    let mut all = Vec::with_capacity(operations.len());
    for (at, operation) in operations.into_iter().enumerate() {
        all.extend(found.before(at).cloned().map(Operation::from));
        all.extend(walk.seam_before(&operation).map(Operation::from));
        walk.pass(&operation);
        all.push(match operation {
            Operation::DataMigration(mut seam) => {
                if let Some(hint) = found.hint_for(&seam) {
                    seam.why = format!("{}; {hint}", seam.why);
                }
                seam.into()
            }
            other => other,
        });
    }
    all
}

/// The column that a seam of Dazzle's own is about, by its postcondition: one that is to be filled where it is empty,
/// or one that holds what the check after it no longer takes.
#[must_use]
pub fn filled_column(seam: &DataMigration, next: Option<&Operation>) -> Option<(Name, Name)> {
    match next {
        Some(Operation::AlterColumn(it))
            if DataMigration::fill_missing(&it.table, &it.column, None).until == seam.until =>
        {
            Some((it.table.clone(), it.column.clone()))
        }
        Some(Operation::AddCheck(it)) => match &it.check.rule {
            CheckRule::OneOf { column, .. }
                if SqlText::Portable(until(&it.table, &it.check)?) == seam.until =>
            {
                Some((it.table.clone(), column.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The statement that fills what `seam` is about, before `next`, with `value`; none where it cannot be said in words
/// that every dialect reads, or the seam is about something else.
#[must_use]
pub fn fill_statement(seam: &DataMigration, next: &Operation, value: &DefaultValue) -> Option<SqlText> {
    let (table, column) = filled_column(seam, Some(next))?;
    match next {
        Operation::AddCheck(it) => take_out(&table, &it.check, value),
        _ => crate::columns::fill_sql(&table, &column, value),
    }
}

/// What is known on the way through the operations.
struct Walk<'a> {
    schema: Schema,
    decisions: &'a Decisions,
    /// Columns and tables that the operations made: table, and column.
    new_columns: BTreeSet<(Name, Option<Name>)>,
    /// Checks of values that went: table, column, values.
    narrowed: Vec<(Name, Check)>,
    /// Columns of keys that went.
    was_unique: Vec<(Name, Vec<Name>)>,
}

impl Walk<'_> {
    fn pass(&mut self, operation: &Operation) {
        match operation {
            Operation::CreateTable(it) => {
                self.new_columns.insert((it.table.name.clone(), None));
            }
            Operation::AddColumn(it) => {
                self.new_columns
                    .insert((it.table.clone(), Some(it.column.name.clone())));
            }
            Operation::DropCheck(it) => self.narrowed.push((it.table.clone(), it.check.clone())),
            Operation::DropUnique(it) => {
                self.was_unique
                    .push((it.table.clone(), it.unique.columns.clone()));
            }
            Operation::DropPrimaryKey(it) => {
                self.was_unique
                    .push((it.table.clone(), it.primary_key.columns.clone()));
            }
            Operation::DropIndex(it) if it.index.unique && it.index.predicate.is_none() => {
                self.was_unique
                    .extend(plain_columns(&it.index.parts).map(|columns| (it.table.clone(), columns)));
            }
            _ => {}
        }
        // They come from the diff, which applied them itself.
        apply_all(std::slice::from_ref(operation), &mut self.schema).ok();
    }

    fn seam_before(&self, operation: &Operation) -> Option<DataMigration> {
        match operation {
            Operation::AddCheck(it) => self.values_removed(&it.table, &it.check),
            Operation::AddUnique(it) if !it.unique.nulls_not_distinct => {
                self.unique_over_rows(&it.table, &it.unique.columns)
            }
            Operation::CreateIndex(it)
                if it.index.unique && it.index.predicate.is_none() && !it.index.nulls_not_distinct =>
            {
                self.unique_over_rows(&it.table, &plain_columns(&it.index.parts)?)
            }
            _ => None,
        }
    }

    fn values_removed(&self, table: &Name, check: &Check) -> Option<DataMigration> {
        let CheckRule::OneOf { column, values } = &check.rule else {
            return None;
        };
        let before: Vec<&str> = self
            .narrowed
            .iter()
            .filter(|(owner, _)| owner == table)
            .filter_map(|(_, old)| match &old.rule {
                CheckRule::OneOf {
                    column: old_column,
                    values: old,
                } if old_column == column => Some(old.iter()),
                _ => None,
            })
            .flatten()
            .collect();
        let is_renamed = |from: Option<&str>, to: Option<&str>| {
            self.decisions.value_renames.iter().any(|rename| {
                rename.table == *table
                    && rename.column == *column
                    && from.is_none_or(|from| rename.from == from)
                    && to.is_none_or(|to| rename.to == to)
            })
        };
        // Rows that held a renamed one hold its new name by then.
        let gone: Vec<&str> = before
            .iter()
            .copied()
            .filter(|value| !values.contains(value) && !is_renamed(Some(value), None))
            .collect();
        if gone.is_empty() {
            return None;
        }
        let is_new = |value: &str| !before.contains(&value) && !is_renamed(None, Some(value));
        let hint = match gone.as_slice() {
            [gone] if values.iter().any(is_new) => {
                format!("; where it only got another name, say so with `was: {gone}`")
            }
            _ => String::new(),
        };
        let gone: Vec<String> = gone.iter().map(|value| format!("`{value}`")).collect();
        let fill = self
            .decisions
            .fills
            .iter()
            .find(|fill| fill.table == *table && fill.column == *column);
        Some(DataMigration {
            why: format!(
                "{table}.{column} no longer takes {}: rows that hold it need another value{hint}",
                gone.join(", ")
            ),
            until: SqlText::Portable(until(table, check)?),
            sql: fill
                .and_then(|fill| take_out(table, check, &fill.value))
                .unwrap_or_else(blank),
            batched: None,
        })
    }

    fn unique_over_rows(&self, table: &Name, columns: &[Name]) -> Option<DataMigration> {
        let owner = self.schema.table(table)?;
        let is_new = self.new_columns.contains(&(table.clone(), None))
            || columns
                .iter()
                .any(|column| self.new_columns.contains(&(table.clone(), Some(column.clone()))));
        if is_new || self.is_unique_already(owner, columns) {
            return None;
        }
        let names: Vec<String> = columns.iter().map(Name::quoted).collect();
        let (list, table_text) = (names.join(", "), table.quoted());
        let key = if columns.len() == 1 {
            list.clone()
        } else {
            format!("({list})")
        };
        let words: Vec<&str> = columns.iter().map(Name::as_str).collect();
        Some(DataMigration {
            why: format!(
                "{table}.{} becomes unique: rows that are equal in it must be told apart, or go",
                words.join(" with ")
            ),
            until: SqlText::Portable(format!(
                "SELECT count(*) FROM {table_text} WHERE {key} IN (SELECT {list} FROM {table_text} GROUP BY {list} \
                 HAVING count(*) > 1)"
            )),
            sql: blank(),
            batched: None,
        })
    }

    /// Whether no two rows can be equal in `columns` before.
    fn is_unique_already(&self, table: &Table, columns: &[Name]) -> bool {
        let is_part = |key: &[Name]| key.iter().all(|column| columns.contains(column));
        table
            .primary_key
            .as_ref()
            .is_some_and(|key| is_part(&key.columns))
            || table.uniques.values().any(|unique| is_part(&unique.columns))
            || table.indexes.values().any(|index| {
                index.unique
                    && index.predicate.is_none()
                    && plain_columns(&index.parts).is_some_and(|columns| is_part(&columns))
            })
            || self
                .was_unique
                .iter()
                .any(|(owner, key)| *owner == table.name && is_part(key))
    }
}

/// The columns of an index of columns alone.
fn plain_columns(parts: &[dazzle_schema::IndexPart]) -> Option<Vec<Name>> {
    let columns = parts.iter().map(|part| match &part.key {
        IndexKey::Column(column) => Some(column.clone()),
        IndexKey::Expression(_) => None,
    });
    columns.collect()
}

/// The query for the rows whose values `check`, which is about values, does not take.
fn until(table: &Name, check: &Check) -> Option<String> {
    Some(format!(
        "SELECT count(*) FROM {} WHERE {}",
        table.quoted(),
        others(check)?
    ))
}

/// The condition of rows that hold other values.
fn others(check: &Check) -> Option<String> {
    let CheckRule::OneOf { column, values } = &check.rule else {
        return None;
    };
    let list: Vec<String> = values.iter().map(quoted_text).collect();
    Some(format!("{} NOT IN ({})", column.quoted(), list.join(", ")))
}

/// The statement that puts `value` where other values are.
fn take_out(table: &Name, check: &Check, value: &DefaultValue) -> Option<SqlText> {
    let (CheckRule::OneOf { column, .. }, DefaultValue::Text(value)) = (&check.rule, value) else {
        return None;
    };
    Some(SqlText::Portable(format!(
        "UPDATE {} SET {} = {} WHERE {}",
        table.quoted(),
        column.quoted(),
        quoted_text(value),
        others(check)?
    )))
}

fn quoted_text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

const fn blank() -> SqlText {
    SqlText::Portable(String::new())
}
