//! Prechecks: which rows stand in the way of an operation, as queries.

use dazzle_schema::{Check, CheckRule, Column, Dialect, ForeignKey, Index, IndexKey, Name, Table};

use crate::Precheck;
use crate::casts::CastRule;
use crate::clauses;
use crate::error::Trouble;
use crate::quote::{quote_identifier, quote_literal};

/// What the table pointed to is called in a subquery: no name that a table of a project has, or the name would
/// no longer mean that table there.
const PARENT: &str = "\"_dazzle_parent\"";

/// How prechecks of one table are written.
pub struct Prechecks<'a> {
    /// The dialect.
    pub dialect: Dialect,
    /// The table as it is when the questions are asked.
    pub table: &'a Table,
    /// The SQL of a column's value as it will be; usually its name.
    pub value: &'a dyn Fn(&Name) -> String,
}

/// The column as it is.
pub fn as_it_is(name: &Name) -> String {
    quote_identifier(name.as_str())
}

/// "values of `Task`.`title` that …"
pub fn cast_message(table: &Name, column: &Name, rule: &CastRule) -> String {
    format!("rows of `{table}` whose `{column}` {}", rule.problem)
}

impl Prechecks<'_> {
    /// A precheck for the rows for which `condition` holds.
    pub fn rows(&self, condition: &str, columns: &[Name], message: String) -> Precheck {
        let values: Vec<String> = columns
            .iter()
            .filter(|name| self.table.columns.contains_key(*name))
            .map(as_it_is)
            .collect();
        let table = quote_identifier(self.table.name.as_str());
        Precheck {
            count: format!("SELECT count(*) FROM {table} WHERE {condition}"),
            sample: format!(
                "SELECT {} AS \"key\", {} AS \"value\" FROM {table} WHERE {condition} ORDER BY 1 LIMIT 5",
                self.key(),
                self.as_text(&values)
            ),
            message,
            table: self.table.name.clone(),
            columns: columns.to_vec(),
        }
    }

    /// The text by which a person finds a row again: its primary key, or where it lies.
    fn key(&self) -> String {
        match &self.table.primary_key {
            Some(key) => self.as_text(&key.columns.iter().map(as_it_is).collect::<Vec<_>>()),
            None => match self.dialect {
                Dialect::Postgresql => "ctid::text".to_owned(),
                Dialect::Sqlite => "CAST(rowid AS TEXT)".to_owned(),
            },
        }
    }

    fn as_text(&self, values: &[String]) -> String {
        let texts: Vec<String> = values
            .iter()
            .map(|value| match self.dialect {
                Dialect::Postgresql => format!("({value})::text"),
                Dialect::Sqlite => format!("CAST({value} AS TEXT)"),
            })
            .collect();
        match texts.as_slice() {
            [] => "NULL".to_owned(),
            [one] => one.clone(),
            several => several
                .iter()
                .map(|text| format!("coalesce({text}, 'NULL')"))
                .collect::<Vec<_>>()
                .join(" || ', ' || "),
        }
    }

    /// Whether rows that exist would have no value for a new column. An expression may give one: where it does
    /// not, the database says so.
    pub fn has_no_value(&self, column: &Column) -> bool {
        column.needs_a_value() && crate::quote::default_sql(self.dialect, column).is_none()
    }

    /// A required column has no value for rows that exist.
    pub fn no_rows(&self, column: &Name) -> Precheck {
        let mut precheck = self.rows(
            "true",
            &[],
            format!(
                "rows of `{}` that would have no `{column}`, which is required",
                self.table.name
            ),
        );
        precheck.columns = vec![column.clone()];
        precheck
    }

    /// Rows without a value.
    pub fn not_null(&self, column: &Name) -> Precheck {
        let value = (self.value)(column);
        self.rows(
            &format!("{value} IS NULL"),
            std::slice::from_ref(column),
            format!("rows of `{}` without a value for `{column}`", self.table.name),
        )
    }

    /// Values that do not fit the new type.
    pub fn cast(&self, column: &Name, rule: &CastRule) -> Option<Precheck> {
        let condition = rule.bad_rows_of(&(self.value)(column))?;
        Some(self.rows(
            &condition,
            std::slice::from_ref(column),
            cast_message(&self.table.name, column, rule),
        ))
    }

    /// Rows with the same key.
    pub fn duplicates(&self, columns: &[Name], what: &str) -> Precheck {
        let keys: Vec<String> = columns.iter().map(|name| (self.value)(name)).collect();
        self.equal(&keys, None, columns, what)
    }

    /// Rows with the same key of a unique index.
    pub fn index_duplicates(&self, index: &Index) -> Result<Precheck, Trouble> {
        let mut keys = Vec::new();
        let mut columns = Vec::new();
        for part in &index.parts {
            match &part.key {
                IndexKey::Column(name) => {
                    keys.push((self.value)(name));
                    columns.push(name.clone());
                }
                IndexKey::Expression(sql) => {
                    let text = clauses::written(sql.for_dialect(self.dialect)).ok_or_else(|| {
                        Trouble::no_text(&format!("an expression of index `{}`", index.name), self.dialect)
                    })?;
                    keys.push(format!("({text})"));
                }
            }
        }
        let predicate = clauses::index_predicate(index, self.dialect)?;
        let what = format!("index `{}`", index.name);
        Ok(self.equal(&keys, predicate.as_deref(), &columns, &what))
    }

    fn equal(&self, keys: &[String], predicate: Option<&str>, columns: &[Name], what: &str) -> Precheck {
        let keys = keys.join(", ");
        let table = quote_identifier(self.table.name.as_str());
        let (filter, and) = match predicate {
            None => (String::new(), String::new()),
            Some(predicate) => (format!(" WHERE {predicate}"), format!("({predicate}) AND ")),
        };
        self.rows(
            &format!(
                "{and}({keys}) IN (SELECT {keys} FROM {table}{filter} GROUP BY {keys} HAVING count(*) > 1)"
            ),
            columns,
            format!(
                "rows of `{}` that are equal in the key of {what}",
                self.table.name
            ),
        )
    }

    /// Rows that point to a row that is not there.
    pub fn orphans(&self, key: &ForeignKey) -> Precheck {
        let values: Vec<String> = key.columns.iter().map(|name| (self.value)(name)).collect();
        let filled: Vec<String> = values
            .iter()
            .map(|value| format!("{value} IS NOT NULL"))
            .collect();
        let target = quote_identifier(key.references.table.as_str());
        let parents: Vec<String> = key
            .references
            .columns
            .iter()
            .map(|name| format!("{PARENT}.{}", quote_identifier(name.as_str())))
            .collect();
        // A bare column name in a subquery would mean the column of the table pointed to. PostgreSQL gets
        // qualified names and an anti-join; on SQLite values may be expressions, so they stay outside, and
        // NOT IN is as fast there.
        let missing = match self.dialect {
            Dialect::Postgresql => {
                let table = quote_identifier(self.table.name.as_str());
                let pairs: Vec<String> = parents
                    .iter()
                    .zip(&values)
                    .map(|(parent, value)| format!("{parent} = {table}.{value}"))
                    .collect();
                format!(
                    "NOT EXISTS (SELECT 1 FROM {target} AS {PARENT} WHERE {})",
                    pairs.join(" AND ")
                )
            }
            Dialect::Sqlite => {
                let present: Vec<String> = parents
                    .iter()
                    .map(|parent| format!("{parent} IS NOT NULL"))
                    .collect();
                format!(
                    "({}) NOT IN (SELECT {} FROM {target} AS {PARENT} WHERE {})",
                    values.join(", "),
                    parents.join(", "),
                    present.join(" AND ")
                )
            }
        };
        self.rows(
            &format!("{} AND {missing}", filled.join(" AND ")),
            &key.columns,
            format!(
                "rows of `{}` that point to a `{}` that is not there",
                self.table.name, key.references.table
            ),
        )
    }

    /// Rows that break a rule.
    pub fn broken(&self, check: &Check) -> Result<Precheck, Trouble> {
        let (condition, columns) = match &check.rule {
            CheckRule::OneOf { column, values } => {
                let values: Vec<String> = values.iter().map(quote_literal).collect();
                let value = (self.value)(column);
                (
                    format!("{value} NOT IN ({})", values.join(", ")),
                    vec![column.clone()],
                )
            }
            CheckRule::Sql(_) => {
                let columns = self
                    .table
                    .columns
                    .keys()
                    .filter(|name| check.rule.mentions(name))
                    .cloned()
                    .collect();
                (
                    format!("NOT ({})", clauses::check_condition(check, self.dialect)?),
                    columns,
                )
            }
        };
        Ok(self.rows(
            &condition,
            &columns,
            format!(
                "rows of `{}` that break the check `{}`",
                self.table.name, check.name
            ),
        ))
    }
}
