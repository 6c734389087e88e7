//! Statements in PostgreSQL's words.

use dazzle_ops::AddColumn;
use dazzle_schema::{Column, Dialect, Identity, Name, Table};

use super::sequences::{next_value, quoted_sequence, serial_owner, serial_sequence};
use super::types::{default_sql, type_sql};
use crate::clauses;
use crate::error::Trouble;
use crate::quote::{quote_identifier, quote_literal};

const DIALECT: Dialect = Dialect::Postgresql;

/// `ALTER TABLE "table" rest`
pub fn alter_table(table: &Name, rest: &str) -> String {
    format!("ALTER TABLE {} {rest}", quote_identifier(table.as_str()))
}

/// The table, its comments and its indexes.
pub fn create_table(table: &Table) -> Result<Vec<String>, Trouble> {
    let mut statements = Vec::new();
    for column in table.columns.values() {
        statements.extend(serial_sequence(&table.name, column));
    }
    let mut items: Vec<String> = table
        .columns
        .values()
        .map(|column| column_definition(&table.name, column))
        .collect::<Result<_, _>>()?;
    items.extend(clauses::constraints(table, DIALECT)?);
    statements.push(clauses::create_table_text(table.name.as_str(), &items));
    for column in table.columns.values() {
        statements.extend(serial_owner(&table.name, column));
    }
    for index in table.indexes.values() {
        statements.push(clauses::create_index(table.name.as_str(), index, DIALECT)?);
    }
    if table.comment.is_some() {
        statements.push(table_comment(&table.name, table.comment.as_deref()));
    }
    for column in table.columns.values() {
        if column.comment.is_some() {
            statements.push(column_comment(
                &table.name,
                &column.name,
                column.comment.as_deref(),
            ));
        }
    }
    Ok(statements)
}

pub fn column_definition(table: &Name, column: &Column) -> Result<String, Trouble> {
    let mut text = format!(
        "{} {}{}",
        quote_identifier(column.name.as_str()),
        type_sql(&column.column_type),
        clauses::collate(column.collation.as_ref())
    );
    let generated = clauses::generated(column, DIALECT)?;
    match (column.identity, generated) {
        (_, Some(rule)) => text.push_str(&format!(" {rule}")),
        (Some(Identity::Serial), None) => {
            text.push_str(&format!(" DEFAULT {}", next_value(table, &column.name)));
        }
        (Some(kind @ (Identity::ByDefault | Identity::Always)), None) => {
            text.push_str(&format!(" {}", identity(table, &column.name, kind)));
        }
        (None, None) => {
            if let Some(default) = column.default.as_ref().and_then(default_sql) {
                text.push_str(&format!(" DEFAULT {default}"));
            }
        }
    }
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    Ok(text)
}

pub fn identity(table: &Name, column: &Name, kind: Identity) -> String {
    format!(
        "GENERATED {} AS IDENTITY (SEQUENCE NAME {})",
        when(kind),
        quoted_sequence(table, column)
    )
}

/// Whether a row may bring its own number.
pub const fn when(kind: Identity) -> &'static str {
    match kind {
        Identity::Always => "ALWAYS",
        Identity::ByDefault | Identity::Serial => "BY DEFAULT",
    }
}

pub fn table_comment(table: &Name, comment: Option<&str>) -> String {
    format!(
        "COMMENT ON TABLE {} IS {}",
        quote_identifier(table.as_str()),
        comment.map_or_else(|| "NULL".to_owned(), quote_literal)
    )
}

pub fn column_comment(table: &Name, column: &Name, comment: Option<&str>) -> String {
    format!(
        "COMMENT ON COLUMN {}.{} IS {}",
        quote_identifier(table.as_str()),
        quote_identifier(column.as_str()),
        comment.map_or_else(|| "NULL".to_owned(), quote_literal)
    )
}

pub fn add_column(it: &AddColumn) -> Result<Vec<String>, Trouble> {
    let mut statements: Vec<String> = serial_sequence(&it.table, &it.column).into_iter().collect();
    statements.push(alter_table(
        &it.table,
        &format!("ADD COLUMN {}", column_definition(&it.table, &it.column)?),
    ));
    statements.extend(serial_owner(&it.table, &it.column));
    if it.column.comment.is_some() {
        statements.push(column_comment(
            &it.table,
            &it.column.name,
            it.column.comment.as_deref(),
        ));
    }
    Ok(statements)
}
