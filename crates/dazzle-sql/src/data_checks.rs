//! Rows that break what is declared and not enforced: references that point nowhere, missing values, values
//! outside a list, duplicates.
//!
//! A database lets such rows in where the constraint is missing, was added without looking at the rows
//! (PostgreSQL's `NOT VALID`), or is not enforced for everybody: SQLite's foreign keys and checks and PostgreSQL's
//! foreign keys can be turned off for a connection.

use dazzle_schema::{CheckRule, ColumnType, Dialect, Name, Schema, Table};

use crate::Precheck;
use crate::alignment::{Types, compare_types};
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
    /// Where only the server knows whether it can be asked: why it perhaps cannot.
    pub doubt: Option<String>,
}

/// A question that cannot be asked of the rows as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unasked {
    /// What it would look for.
    pub kind: DataCheckKind,
    /// The table.
    pub table: Name,
    /// The columns.
    pub columns: Vec<Name>,
    /// Why not.
    pub why: String,
}

/// What to ask the rows of a database.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataChecks {
    /// The questions.
    pub checks: Vec<DataCheck>,
    /// What cannot be asked, since a column has another type than what is declared speaks of.
    pub unasked: Vec<Unasked>,
}

/// The questions to ask the rows of a database that is as `live` says, about what `declared` demands and the
/// database does not enforce for everybody. A constraint that was never checked against the rows is none in `live`.
///
/// What `live` has no table or column for is left out: there are no rows to ask.
#[must_use]
pub fn data_checks(dialect: Dialect, declared: &Schema, live: &Schema) -> DataChecks {
    let mut found = DataChecks::default();
    for wanted in declared.tables() {
        if let Some(there) = live.table(&wanted.name) {
            let of_table = TableChecks {
                dialect,
                wanted,
                there,
                declared,
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
    declared: &'a Schema,
    live: &'a Schema,
}

impl TableChecks<'_> {
    fn collect(&self, found: &mut DataChecks) {
        let ask = Prechecks {
            dialect: self.dialect,
            table: self.there,
            value: &as_it_is,
        };
        let mut push = |kind, query: Precheck, types| {
            let doubt = match types {
                Fit::Same => None,
                Fit::Unknown(why) => Some(why),
                Fit::Different(why) => {
                    found.unasked.push(Unasked {
                        kind,
                        table: query.table,
                        columns: query.columns,
                        why,
                    });
                    return;
                }
            };
            found.checks.push(DataCheck { kind, query, doubt });
        };
        for key in self.wanted.foreign_keys.values() {
            let there = self.has_columns(&key.columns)
                && self.live.table(&key.references.table).is_some_and(|target| {
                    key.references
                        .columns
                        .iter()
                        .all(|name| target.columns.contains_key(name))
                });
            if there {
                let own = self.fit(&self.wanted.name, &key.columns);
                let types = own.and(|| self.fit(&key.references.table, &key.references.columns));
                push(DataCheckKind::OrphanedReference, ask.orphans(key), types);
            }
        }
        for column in self.wanted.columns.values().filter(|column| !column.nullable) {
            if self
                .there
                .column(&column.name)
                .is_some_and(|there| there.nullable)
            {
                push(DataCheckKind::MissingValue, ask.not_null(&column.name), Fit::Same);
            }
        }
        for check in self.wanted.checks.values() {
            let (kind, columns) = match &check.rule {
                CheckRule::OneOf { column, .. } => (DataCheckKind::OutsideList, vec![column.clone()]),
                CheckRule::Sql(_) => {
                    let mentioned: Vec<Name> = self
                        .wanted
                        .columns
                        .keys()
                        .filter(|name| check.rule.mentions(name))
                        .cloned()
                        .collect();
                    (DataCheckKind::BrokenRule, mentioned)
                }
            };
            let enforced = self.dialect == Dialect::Postgresql
                && self.there.checks.values().any(|held| held.rule == check.rule);
            // A rule without a text for the dialect cannot be asked.
            if self.has_columns(&columns)
                && !enforced
                && let Ok(query) = ask.broken(check)
            {
                push(kind, query, self.fit(&self.wanted.name, &columns));
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
                push(
                    DataCheckKind::Duplicate,
                    ask.duplicates(columns, &what),
                    Fit::Same,
                );
            }
        }
    }

    /// Whether what is declared about these columns can be asked of the values that are there.
    fn fit(&self, table: &Name, columns: &[Name]) -> Fit {
        let (Some(wanted), Some(there)) = (self.declared.table(table), self.live.table(table)) else {
            return Fit::Same;
        };
        columns.iter().fold(Fit::Same, |fit, name| {
            fit.and(|| {
                let (Some(asked), Some(held)) = (wanted.column(name), there.column(name)) else {
                    return Fit::Same;
                };
                let types = compare_types(self.dialect, there, held, wanted, asked);
                let (left, right) = (
                    family(self.dialect, &held.column_type),
                    family(self.dialect, &asked.column_type),
                );
                if types == Types::Same || (left.is_some() && left == right) {
                    return Fit::Same;
                }
                let why = format!(
                    "`{table}`.`{name}` is {} on the database, not {}",
                    held.column_type, asked.column_type
                );
                match types {
                    Types::Unknown => Fit::Unknown(why),
                    _ => Fit::Different(why),
                }
            })
        })
    }

    fn has_columns(&self, columns: &[Name]) -> bool {
        columns.iter().all(|name| self.there.columns.contains_key(name))
    }
}

/// Whether a rule about one type can be asked of another.
enum Fit {
    Same,
    /// Only the server knows; why it may not.
    Unknown(String),
    /// Why not.
    Different(String),
}

impl Fit {
    /// The worse of the two.
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Different(_) => self,
            Self::Same => other(),
            Self::Unknown(_) => match other() {
                Self::Different(why) => Self::Different(why),
                _ => self,
            },
        }
    }
}

/// Types of one family are compared with each other and with the same literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Text,
    Number,
}

fn family(dialect: Dialect, column_type: &ColumnType) -> Option<Family> {
    match column_type {
        ColumnType::Varchar(_) | ColumnType::Text => Some(Family::Text),
        // `CHAR(36)` is read as one.
        ColumnType::Uuid if dialect == Dialect::Sqlite => Some(Family::Text),
        ColumnType::SmallInt
        | ColumnType::Integer
        | ColumnType::BigInt
        | ColumnType::Decimal { .. }
        | ColumnType::Real
        | ColumnType::Double => Some(Family::Number),
        ColumnType::Native(text) => {
            let word = text.split(['(', ' ']).next().unwrap_or_default().to_lowercase();
            match word.as_str() {
                "character" | "char" | "bpchar" | "nchar" | "nvarchar" | "varchar" | "clob" | "text"
                | "citext" => Some(Family::Text),
                "numeric" | "decimal" | "number" | "int" | "integer" | "float" | "double" | "real" => {
                    Some(Family::Number)
                }
                _ => None,
            }
        }
        _ => None,
    }
}
