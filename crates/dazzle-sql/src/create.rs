//! All that makes a table, or a whole schema, from nothing.

use dazzle_ops::{AddForeignKey, CreateTable, CreateView, Operation};
use dazzle_schema::{Dialect, Schema, Table};

use crate::error::Trouble;
use crate::{PlanError, clauses, postgresql, sqlite, views};

/// The statements that make `table` with all that belongs to it, in running order.
///
/// # Errors
/// When the dialect cannot have such a table. The error counts the table as operation 0.
pub fn create_table_sql(dialect: Dialect, table: &Table) -> Result<Vec<String>, PlanError> {
    create_table(dialect, table).map_err(|trouble| of_table(trouble, table, 0, dialect))
}

fn create_table(dialect: Dialect, table: &Table) -> Result<Vec<String>, Trouble> {
    match dialect {
        Dialect::Postgresql => postgresql::render::create_table(table),
        Dialect::Sqlite => sqlite::render::create_table(table),
    }
}

fn of_table(trouble: Trouble, table: &Table, at: usize, dialect: Dialect) -> PlanError {
    let operation: Operation = CreateTable { table: table.clone() }.into();
    trouble.of(at, &operation, dialect)
}

/// The statements that make all of `schema` in an empty database, in running order: tables, then the foreign keys
/// (on PostgreSQL, where the table pointed to must be there), then views.
///
/// # Errors
/// When the dialect cannot have it. The error counts the tables, by name, as the operations from 0, and the views
/// behind them.
pub fn create_schema_sql(dialect: Dialect, schema: &Schema) -> Result<Vec<String>, PlanError> {
    let mut statements = Vec::new();
    let mut keys = Vec::new();
    for (at, table) in schema.tables().enumerate() {
        let mut table = table.clone();
        if dialect == Dialect::Postgresql {
            for foreign_key in std::mem::take(&mut table.foreign_keys).into_values() {
                keys.push(AddForeignKey {
                    table: table.name.clone(),
                    foreign_key,
                });
            }
        }
        let made = create_table(dialect, &table).map_err(|trouble| of_table(trouble, &table, at, dialect))?;
        statements.extend(made);
    }
    statements.extend(keys.iter().map(|it| {
        let clause = clauses::foreign_key(&it.foreign_key);
        postgresql::render::alter_table(&it.table, &format!("ADD {clause}"))
    }));
    for (at, view) in views::in_order(schema).into_iter().enumerate() {
        let made = clauses::create_view(view, dialect).map_err(|trouble| {
            let operation: Operation = CreateView { view: view.clone() }.into();
            trouble.of(schema.len() + at, &operation, dialect)
        })?;
        statements.push(made);
    }
    Ok(statements)
}
