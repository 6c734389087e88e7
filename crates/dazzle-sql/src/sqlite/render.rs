//! Statements in SQLite's words.

use dazzle_schema::{Column, Dialect, Table};

use super::types::{declared_type, default_sql, is_sole_key};
use crate::clauses;
use crate::error::Trouble;
use crate::quote::quote_identifier;

const DIALECT: Dialect = Dialect::Sqlite;

/// The table and its indexes. Comments are not stored.
pub fn create_table(table: &Table) -> Result<Vec<String>, Trouble> {
    let mut statements = vec![create_table_only(table)?];
    for index in table.indexes.values() {
        statements.push(clauses::create_index(table.name.as_str(), index, DIALECT)?);
    }
    Ok(statements)
}

pub fn create_table_only(table: &Table) -> Result<String, Trouble> {
    let mut items = Vec::new();
    for column in table.columns.values() {
        numbering_fits(table, column)?;
        items.push(column_definition(column, &declared_type(table, column))?);
    }
    items.extend(clauses::constraints(table, DIALECT)?);
    Ok(clauses::create_table_text(table.name.as_str(), &items))
}

/// SQLite numbers rows only through a primary key of one whole number column. A row may always bring its own
/// number: [`Identity::Always`] is the same there as [`Identity::ByDefault`].
///
/// [`Identity::Always`]: dazzle_schema::Identity::Always
/// [`Identity::ByDefault`]: dazzle_schema::Identity::ByDefault
pub fn numbering_fits(table: &Table, column: &Column) -> Result<(), Trouble> {
    if column.identity.is_none() || (is_sole_key(table, column) && column.column_type.is_whole_number()) {
        return Ok(());
    }
    Err(Trouble::Unsupported {
        reason: format!(
            "column `{}` of `{}` is numbered, and SQLite numbers only a whole number that alone is the primary key",
            column.name, table.name
        ),
        instead: "make the column the primary key, or let the application number the rows".to_owned(),
    })
}

pub fn column_definition(column: &Column, declared: &str) -> Result<String, Trouble> {
    let mut text = format!(
        "{} {declared}{}",
        quote_identifier(column.name.as_str()),
        clauses::collate(column.collation.as_ref())
    );
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    if let Some(rule) = clauses::generated(column, DIALECT)? {
        text.push_str(&format!(" {rule}"));
    } else if let Some(default) = column.default.as_ref().and_then(default_sql) {
        text.push_str(&format!(" DEFAULT {default}"));
    }
    Ok(text)
}

/// `ALTER TABLE "table" rest`
pub fn alter_table(table: &str, rest: &str) -> String {
    format!("ALTER TABLE {} {rest}", quote_identifier(table))
}

pub fn drop_index(name: &str) -> String {
    format!("DROP INDEX {}", quote_identifier(name))
}
