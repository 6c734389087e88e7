//! Names, texts, types and defaults as SQL.

use dazzle_schema::{Column, ColumnType, Dialect};

use crate::{postgresql, sqlite};

/// `name` in double quotes, which both dialects take for an identifier whatever it contains.
#[must_use]
pub fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `text` as a string literal. A backslash stands for itself on both dialects (PostgreSQL with
/// `standard_conforming_strings`, which is on since 9.1).
#[must_use]
pub fn quote_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The spelling of `column_type` in a column definition.
#[must_use]
pub fn type_sql(dialect: Dialect, column_type: &ColumnType) -> String {
    match dialect {
        Dialect::Postgresql => postgresql::types::type_sql(column_type),
        Dialect::Sqlite => sqlite::types::type_sql(column_type),
    }
}

/// The default of `column` as it stands behind `DEFAULT`, if it has one on this dialect.
#[must_use]
pub fn default_sql(dialect: Dialect, column: &Column) -> Option<String> {
    let default = column.default.as_ref()?;
    match dialect {
        Dialect::Postgresql => postgresql::types::default_sql(default),
        Dialect::Sqlite => sqlite::types::default_sql(default),
    }
}

/// The names quoted and separated by commas.
pub fn column_list<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    names
        .into_iter()
        .map(|name| quote_identifier(name.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}
