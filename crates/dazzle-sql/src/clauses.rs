//! Pieces of SQL that both dialects write the same way: constraints, indexes, `CREATE TABLE`.

use dazzle_schema::{
    Check, CheckRule, Dialect, ForeignKey, Index, IndexKey, PrimaryKey, ReferentialAction, SortOrder, Table,
    UniqueConstraint, View,
};

use crate::error::Trouble;
use crate::quote::{column_list, quote_identifier, quote_literal};
use crate::{PlanError, postgresql, sqlite};

/// The statements that make `table` with all that belongs to it, in running order.
///
/// # Errors
/// When the dialect cannot have such a table. The error counts the table as operation 0.
pub fn create_table_sql(dialect: Dialect, table: &Table) -> Result<Vec<String>, PlanError> {
    let made = match dialect {
        Dialect::Postgresql => postgresql::render::create_table(table),
        Dialect::Sqlite => sqlite::render::create_table(table),
    };
    made.map_err(|trouble| {
        let operation = dazzle_ops::CreateTable { table: table.clone() }.into();
        trouble.of(0, &operation, dialect)
    })
}

/// `CREATE TABLE "name" (…)` with each of `items` on a line of its own.
pub fn create_table_text(name: &str, items: &[String]) -> String {
    format!(
        "CREATE TABLE {} (\n    {}\n)",
        quote_identifier(name),
        items.join(",\n    ")
    )
}

/// The constraints of `table`, named: primary key, unique constraints, checks, foreign keys.
pub fn constraints(table: &Table, dialect: Dialect) -> Result<Vec<String>, Trouble> {
    let mut clauses: Vec<String> = table.primary_key.iter().map(primary_key).collect();
    clauses.extend(table.uniques.values().map(unique));
    for rule in table.checks.values() {
        clauses.push(check(rule, dialect)?);
    }
    clauses.extend(table.foreign_keys.values().map(foreign_key));
    Ok(clauses)
}

pub fn primary_key(key: &PrimaryKey) -> String {
    format!(
        "CONSTRAINT {} PRIMARY KEY ({})",
        quote_identifier(key.name.as_str()),
        column_list(&key.columns)
    )
}

pub fn unique(unique: &UniqueConstraint) -> String {
    format!(
        "CONSTRAINT {} UNIQUE ({})",
        quote_identifier(unique.name.as_str()),
        column_list(&unique.columns)
    )
}

pub fn check(check: &Check, dialect: Dialect) -> Result<String, Trouble> {
    Ok(format!(
        "CONSTRAINT {} CHECK ({})",
        quote_identifier(check.name.as_str()),
        check_condition(check, dialect)?
    ))
}

/// What a check demands, without the word CHECK.
pub fn check_condition(check: &Check, dialect: Dialect) -> Result<String, Trouble> {
    match &check.rule {
        CheckRule::OneOf { column, values } => {
            let values: Vec<String> = values.iter().map(quote_literal).collect();
            Ok(format!(
                "{} IN ({})",
                quote_identifier(column.as_str()),
                values.join(", ")
            ))
        }
        CheckRule::Sql(sql) => written(sql.for_dialect(dialect))
            .ok_or_else(|| Trouble::no_text(&format!("check `{}`", check.name), dialect)),
    }
}

pub fn foreign_key(key: &ForeignKey) -> String {
    let mut clause = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
        quote_identifier(key.name.as_str()),
        column_list(&key.columns),
        quote_identifier(key.references.table.as_str()),
        column_list(&key.references.columns)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::NoAction {
            clause.push_str(&format!(" ON {event} {}", action.sql()));
        }
    }
    clause
}

/// `CREATE VIEW "name" AS query`.
pub fn create_view(view: &View, dialect: Dialect) -> Result<String, Trouble> {
    let query = written(view.query.for_dialect(dialect))
        .ok_or_else(|| Trouble::no_text(&format!("view `{}`", view.name), dialect))?;
    let columns = if view.columns.is_empty() {
        String::new()
    } else {
        format!(" ({})", column_list(&view.columns))
    };
    Ok(format!(
        "CREATE VIEW {}{columns} AS {query}",
        quote_identifier(view.name.as_str())
    ))
}

/// `DROP VIEW "name"`.
pub fn drop_view(view: &View) -> String {
    format!("DROP VIEW {}", quote_identifier(view.name.as_str()))
}

pub fn create_index(table: &str, index: &Index, dialect: Dialect) -> Result<String, Trouble> {
    let mut parts = Vec::new();
    for part in &index.parts {
        let mut text = match &part.key {
            IndexKey::Column(column) => quote_identifier(column.as_str()),
            IndexKey::Expression(sql) => {
                let text = written(sql.for_dialect(dialect)).ok_or_else(|| {
                    Trouble::no_text(&format!("an expression of index `{}`", index.name), dialect)
                })?;
                format!("({text})")
            }
        };
        if part.order == SortOrder::Descending {
            text.push_str(" DESC");
        }
        parts.push(text);
    }
    let mut statement = format!(
        "CREATE {}INDEX {} ON {} ({})",
        if index.unique { "UNIQUE " } else { "" },
        quote_identifier(index.name.as_str()),
        quote_identifier(table),
        parts.join(", ")
    );
    if let Some(predicate) = index_predicate(index, dialect)? {
        statement.push_str(&format!(" WHERE {predicate}"));
    }
    Ok(statement)
}

/// The condition of a partial index.
pub fn index_predicate(index: &Index, dialect: Dialect) -> Result<Option<String>, Trouble> {
    match &index.predicate {
        None => Ok(None),
        Some(sql) => written(sql.for_dialect(dialect))
            .map(Some)
            .ok_or_else(|| Trouble::no_text(&format!("the condition of index `{}`", index.name), dialect)),
    }
}

/// The text without white space around it, unless nothing is left.
pub fn written(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
