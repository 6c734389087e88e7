//! Rows that break what is declared and not enforced: references that point nowhere, missing values, values
//! outside a list, duplicates.
//!
//! A database lets such rows in where the constraint is missing, was added without looking at the rows
//! (PostgreSQL's `NOT VALID`), or is not enforced for every connection (SQLite's foreign keys).

use dazzle_schema::{CheckRule, Dialect, Name, Schema, Table};

use crate::Precheck;
use crate::prechecks::{Prechecks, as_it_is};

/// What kind of rows a check looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataCheckKind {
    /// References that point to no row.
    OrphanedReference,
    /// Rows without a value for a required column.
    MissingValue,
    /// Values that are none of those listed.
    OutsideList,
    /// Rows that break a rule in SQL.
    BrokenRule,
    /// Rows with the same key.
    Duplicate,
}

impl DataCheckKind {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrphanedReference => "orphaned_reference",
            Self::MissingValue => "missing_value",
            Self::OutsideList => "outside_list",
            Self::BrokenRule => "broken_rule",
            Self::Duplicate => "duplicate",
        }
    }
}

/// A question about rows; its answer should be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataCheck {
    /// What it looks for.
    pub kind: DataCheckKind,
    /// The queries, and the rows in words.
    pub query: Precheck,
}

/// The questions to ask the rows of a database that is as `live` says, about what `declared` demands and the
/// database does not enforce. A constraint that was never checked against the rows is none in `live`.
///
/// What `live` has no table or column for is left out: there are no rows to ask.
#[must_use]
pub fn data_checks(dialect: Dialect, declared: &Schema, live: &Schema) -> Vec<DataCheck> {
    let mut found = Vec::new();
    for wanted in declared.tables() {
        if let Some(there) = live.table(&wanted.name) {
            let of_table = TableChecks {
                dialect,
                wanted,
                there,
                live,
            };
            of_table.collect(&mut found);
        }
    }
    found
}

struct TableChecks<'a> {
    dialect: Dialect,
    wanted: &'a Table,
    there: &'a Table,
    live: &'a Schema,
}

impl TableChecks<'_> {
    fn collect(&self, found: &mut Vec<DataCheck>) {
        let ask = Prechecks {
            dialect: self.dialect,
            table: self.there,
            value: &as_it_is,
        };
        let mut push = |kind, query| found.push(DataCheck { kind, query });
        for key in self.wanted.foreign_keys.values() {
            let there = self.has_columns(&key.columns)
                && self.live.table(&key.references.table).is_some_and(|target| {
                    key.references
                        .columns
                        .iter()
                        .all(|name| target.columns.contains_key(name))
                });
            let enforced = self.dialect == Dialect::Postgresql
                && self
                    .there
                    .foreign_keys
                    .values()
                    .any(|held| held.columns == key.columns && held.references == key.references);
            if there && !enforced {
                push(DataCheckKind::OrphanedReference, ask.orphans(key));
            }
        }
        for column in self.wanted.columns.values().filter(|column| !column.nullable) {
            if self
                .there
                .column(&column.name)
                .is_some_and(|there| there.nullable)
            {
                push(DataCheckKind::MissingValue, ask.not_null(&column.name));
            }
        }
        for check in self.wanted.checks.values() {
            let (kind, there) = match &check.rule {
                CheckRule::OneOf { column, .. } => (
                    DataCheckKind::OutsideList,
                    self.has_columns(std::slice::from_ref(column)),
                ),
                CheckRule::Sql(_) => {
                    let mentioned: Vec<Name> = self
                        .wanted
                        .columns
                        .keys()
                        .filter(|name| check.rule.mentions(name))
                        .cloned()
                        .collect();
                    (DataCheckKind::BrokenRule, self.has_columns(&mentioned))
                }
            };
            let enforced = self.there.checks.values().any(|held| held.rule == check.rule);
            // A rule without a text for the dialect cannot be asked.
            if there
                && !enforced
                && let Ok(query) = ask.broken(check)
            {
                push(kind, query);
            }
        }
        let keys = self
            .wanted
            .primary_key
            .iter()
            .map(|key| ("the primary key".to_owned(), &key.columns))
            .chain(
                self.wanted
                    .uniques
                    .values()
                    .map(|unique| (format!("unique constraint `{}`", unique.name), &unique.columns)),
            );
        for (what, columns) in keys {
            if self.has_columns(columns) && !self.there.has_key_over(columns) {
                push(DataCheckKind::Duplicate, ask.duplicates(columns, &what));
            }
        }
    }

    fn has_columns(&self, columns: &[Name]) -> bool {
        columns.iter().all(|name| self.there.columns.contains_key(name))
    }
}
