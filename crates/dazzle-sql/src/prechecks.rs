//! Prechecks: which rows stand in the way of an operation, as queries.

use dazzle_ops::AlterColumn;
use dazzle_schema::{
    Check, CheckRule, Column, Dialect, ForeignKey, Index, IndexKey, Name, Table, UniqueConstraint, sql_tokens,
};

use crate::Precheck;
use crate::casts::CastRule;
use crate::clauses;
use crate::error::Trouble;
use crate::quote::{quote_identifier, quote_literal};

/// What the table pointed to is called in a subquery: no name that a table of a project has, or the name would
/// no longer mean that table there.
const PARENT: &str = "\"_dazzle_parent\"";

const WRITE_USING: &str =
    "write `using` beside `type` in the file, with the expression that makes the new values";

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

/// Whether two rows without a value are equal in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Distinct,
    Equal,
}

impl Nulls {
    const fn of(not_distinct: bool) -> Self {
        if not_distinct { Self::Equal } else { Self::Distinct }
    }
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
            help: None,
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
        Some(Precheck {
            help: Some(WRITE_USING),
            ..self.rows(
                &condition,
                std::slice::from_ref(column),
                cast_message(&self.table.name, column, rule),
            )
        })
    }

    /// Rows that do not meet the condition that a change asks for, where it has one for the dialect.
    pub fn unmet(&self, it: &AlterColumn) -> Option<Precheck> {
        let check = it.check.as_ref()?;
        let condition = clauses::written(check.for_dialect(self.dialect))?;
        Some(self.rows(
            &format!("NOT ({condition})"),
            std::slice::from_ref(&it.column),
            format!(
                "rows of `{}` whose `{}` does not meet the `check` of the change",
                self.table.name, it.column
            ),
        ))
    }

    /// Rows for which a new, required column is computed to nothing.
    pub fn computed_to_nothing(&self, column: &Column) -> Result<Option<Precheck>, Trouble> {
        let Some(rule) = column.generated.as_ref().filter(|_| !column.nullable) else {
            return Ok(None);
        };
        let expression = clauses::computation(&column.name, rule, self.dialect)?;
        let read: Vec<Name> = self
            .table
            .columns
            .keys()
            .filter(|name| {
                rule.expression
                    .any(|text| sql_tokens::mentions(text, name.as_str()))
            })
            .cloned()
            .collect();
        let mut precheck = self.rows(
            &format!("({expression}) IS NULL"),
            &read,
            format!(
                "rows of `{}` for which `{}` is computed to nothing, which is required",
                self.table.name, column.name
            ),
        );
        precheck.columns = vec![column.name.clone()];
        Ok(Some(precheck))
    }

    /// Rows with the same key.
    pub fn duplicates(&self, columns: &[Name], what: &str) -> Precheck {
        let keys: Vec<String> = columns.iter().map(|name| (self.value)(name)).collect();
        self.equal(&keys, None, columns, what, Nulls::Distinct)
    }

    /// Rows with the same key of a unique constraint.
    pub fn unique_duplicates(&self, unique: &UniqueConstraint) -> Precheck {
        let keys: Vec<String> = unique.columns.iter().map(|name| (self.value)(name)).collect();
        let what = format!("unique constraint `{}`", unique.name);
        let nulls = Nulls::of(unique.nulls_not_distinct);
        self.equal(&keys, None, &unique.columns, &what, nulls)
    }

    /// Rows with the same key under another collation of `column`, for each key that has the column.
    pub fn equal_under(&self, column: &Name, collation: Option<&Name>) -> Result<Vec<Precheck>, Trouble> {
        let usual = match self.dialect {
            Dialect::Postgresql => "default",
            Dialect::Sqlite => "BINARY",
        };
        let collation = quote_identifier(collation.map_or(usual, Name::as_str));
        let value = |name: &Name| {
            let value = (self.value)(name);
            if name == column {
                format!("{value} COLLATE {collation}")
            } else {
                value
            }
        };
        let ask = Prechecks {
            value: &value,
            ..*self
        };
        let mut found = Vec::new();
        if let Some(key) = self.table.primary_key.as_ref()
            && key.columns.contains(column)
        {
            found.push(ask.duplicates(&key.columns, &format!("primary key `{}`", key.name)));
        }
        for unique in self.table.uniques.values() {
            if unique.columns.contains(column) {
                found.push(ask.unique_duplicates(unique));
            }
        }
        for index in self.table.indexes.values().filter(|index| index.unique) {
            let has_column = index.parts.iter().any(|part| {
                part.collation.is_none() && matches!(&part.key, IndexKey::Column(name) if name == column)
            });
            if has_column {
                found.push(ask.index_duplicates(index)?);
            }
        }
        Ok(found)
    }

    /// Rows with the same key of a unique index.
    pub fn index_duplicates(&self, index: &Index) -> Result<Precheck, Trouble> {
        let mut keys = Vec::new();
        let mut columns = Vec::new();
        for part in &index.parts {
            let key = match &part.key {
                IndexKey::Column(name) => {
                    columns.push(name.clone());
                    (self.value)(name)
                }
                IndexKey::Expression(sql) => clauses::index_expression(index, sql, self.dialect)?,
            };
            // The collation of the index wins over the column's.
            keys.push(match &part.collation {
                Some(_) => format!("({key}){}", clauses::collate(part.collation.as_ref())),
                None => key,
            });
        }
        let predicate = clauses::index_predicate(index, self.dialect)?;
        let what = format!("index `{}`", index.name);
        let nulls = Nulls::of(index.nulls_not_distinct);
        Ok(self.equal(&keys, predicate.as_deref(), &columns, &what, nulls))
    }

    fn equal(
        &self,
        keys: &[String],
        predicate: Option<&str>,
        columns: &[Name],
        what: &str,
        nulls: Nulls,
    ) -> Precheck {
        let names: Vec<String> = (1..=keys.len()).map(|at| format!("\"_dazzle_{at}\"")).collect();
        let names = names.join(", ");
        let keys = keys.join(", ");
        let table = quote_identifier(self.table.name.as_str());
        let (filter, and) = match predicate {
            None => (String::new(), String::new()),
            Some(predicate) => (format!(" WHERE {predicate}"), format!("({predicate}) AND ")),
        };
        let equal = format!("SELECT {keys} FROM {table}{filter} GROUP BY {keys} HAVING count(*) > 1");
        self.rows(
            &match nulls {
                Nulls::Distinct => format!("{and}({keys}) IN ({equal})"),
                // IN never finds a row without a value.
                Nulls::Equal => format!(
                    "{and}EXISTS (SELECT 1 FROM ({equal}) AS \"_dazzle_equal\" ({names}) WHERE ({names}) IS NOT \
                     DISTINCT FROM ({keys}))"
                ),
            },
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
