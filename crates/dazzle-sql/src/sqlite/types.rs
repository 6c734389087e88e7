//! Types and defaults in SQLite's words.
//!
//! A declared type only gives an affinity. The spellings keep types apart where SQLite would not, so that an
//! inspection can tell them; `json` is TEXT, because a column declared JSON would turn the text `12` into a
//! number.

use dazzle_schema::{Column, ColumnType, DateBase, DateUnit, DefaultValue, Dialect, Table};

use super::facts::STRICT_TYPES;
use crate::clauses::written;
use crate::quote::quote_literal;

/// The spelling of a type.
#[must_use]
pub fn type_sql(column_type: &ColumnType) -> String {
    match column_type {
        ColumnType::Varchar(length) => format!("VARCHAR({length})"),
        ColumnType::Text | ColumnType::Json => "TEXT".to_owned(),
        ColumnType::SmallInt => "SMALLINT".to_owned(),
        ColumnType::Integer => "INTEGER".to_owned(),
        ColumnType::BigInt => "BIGINT".to_owned(),
        ColumnType::Decimal { precision, scale } => format!("NUMERIC({precision},{scale})"),
        ColumnType::Real => "FLOAT".to_owned(),
        ColumnType::Double => "REAL".to_owned(),
        ColumnType::Boolean => "BOOLEAN".to_owned(),
        ColumnType::Date => "DATE".to_owned(),
        ColumnType::Time => "TIME".to_owned(),
        ColumnType::Timestamp => "TIMESTAMP".to_owned(),
        ColumnType::TimestampTz => "DATETIME".to_owned(),
        ColumnType::Uuid => "CHAR(36)".to_owned(),
        ColumnType::Bytes => "BLOB".to_owned(),
        ColumnType::Native(spelling) => spelling.clone(),
    }
}

/// The declared type of `column` in `table`.
///
/// Only a column declared exactly `INTEGER` that alone is the primary key is numbered by SQLite, so a numbered
/// column is declared so whatever its whole number type, and an `integer` key that is not numbered is declared
/// `INT`.
#[must_use]
pub fn declared_type(table: &Table, column: &Column) -> String {
    if is_sole_key(table, column) {
        if column.identity.is_some() {
            return "INTEGER".to_owned();
        }
        if column.column_type == ColumnType::Integer {
            return "INT".to_owned();
        }
    }
    type_sql(&column.column_type)
}

/// Whether `column` alone is the primary key.
#[must_use]
pub fn is_sole_key(table: &Table, column: &Column) -> bool {
    table
        .primary_key
        .as_ref()
        .is_some_and(|key| matches!(key.columns.as_slice(), [only] if *only == column.name))
}

/// The type that a `STRICT` table declares for `declared`: that of its affinity.
#[must_use]
pub fn strict_type(declared: &str) -> String {
    let upper = declared.to_ascii_uppercase();
    if STRICT_TYPES.contains(&upper.as_str()) {
        return upper;
    }
    let has = |word: &str| upper.contains(word);
    if has("INT") || upper == "BOOLEAN" {
        "INTEGER"
    } else if has("CHAR") || has("CLOB") || has("TEXT") || has("DATE") || has("TIME") {
        "TEXT"
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        "REAL"
    } else if has("BLOB") {
        "BLOB"
    } else {
        "ANY"
    }
    .to_owned()
}

/// What stands behind `DEFAULT`; none for an expression that has no text for SQLite.
#[must_use]
pub fn default_sql(default: &DefaultValue) -> Option<String> {
    Some(match default {
        DefaultValue::Text(text) => quote_literal(text),
        DefaultValue::Number(number) => number.clone(),
        DefaultValue::Boolean(value) => if *value { "1" } else { "0" }.to_owned(),
        DefaultValue::Current(DateBase::Now) => "CURRENT_TIMESTAMP".to_owned(),
        DefaultValue::Current(DateBase::Today) => "CURRENT_DATE".to_owned(),
        DefaultValue::Shifted { base, amount, unit } => {
            let function = match base {
                DateBase::Now => "datetime",
                DateBase::Today => "date",
            };
            let (count, word) = match unit {
                DateUnit::Minutes => (*amount, "minutes"),
                DateUnit::Hours => (*amount, "hours"),
                DateUnit::Days => (*amount, "days"),
                // SQLite has no weeks.
                DateUnit::Weeks => (amount.saturating_mul(7), "days"),
                DateUnit::Months => (*amount, "months"),
                DateUnit::Years => (*amount, "years"),
            };
            format!("({function}('now','{count:+} {word}'))")
        }
        // A random UUID of version 4.
        DefaultValue::Uuid => "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
             substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (random() & 3), 1) || \
             substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"
            .to_owned(),
        DefaultValue::Expression(sql) => format!("({})", written(sql.for_dialect(Dialect::Sqlite))?),
    })
}
