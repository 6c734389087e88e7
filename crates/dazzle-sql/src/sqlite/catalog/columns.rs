//! Columns.

use dazzle_schema::{Column, ColumnType, Generated, GeneratedStorage, Identity, Name};

use super::rows::ListedColumn;
use super::types::column_type;
use super::{defaults, sql_text};
use crate::sqlite::create_table_text::{ClauseKind, Item};

/// How a column stands to its table's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRole {
    /// It is not the only column of the key.
    Other,
    /// It alone is the key.
    Sole,
    /// It alone is the key and SQLite numbers the rows through it.
    Numbered,
}

/// The column that `item` declares and that SQLite lists as `listed`.
pub fn column(item: &Item, name: Name, listed: &ListedColumn, role: KeyRole) -> Column {
    let column_type = if role == KeyRole::Numbered {
        ColumnType::Integer
    } else {
        column_type(item.declared_type(), role == KeyRole::Sole)
    };
    let mut column = Column::new(name, column_type);
    // A number is given to a row that brings NULL.
    column.nullable = !listed.required && role != KeyRole::Numbered;
    column.identity = (role == KeyRole::Numbered).then_some(Identity::ByDefault);
    // Of several clauses of a kind SQLite takes the last.
    for clause in &item.clauses {
        match &clause.kind {
            ClauseKind::Default { value } => {
                column.default = defaults::default_value(item.text(value), &column.column_type);
            }
            ClauseKind::Collate { collation } => {
                column.collation = collation_name(collation).filter(|name| *name != "BINARY");
            }
            ClauseKind::Generated { expression, stored } => {
                column.generated = Some(Generated {
                    expression: sql_text(without_outer(item.text(expression))),
                    storage: if *stored {
                        GeneratedStorage::Stored
                    } else {
                        GeneratedStorage::Virtual
                    },
                });
            }
            _ => {}
        }
    }
    column
}

/// The text between the first and the last character, which are parentheses.
pub fn without_outer(group: &str) -> &str {
    let inner = group.strip_prefix('(').unwrap_or(group);
    inner.strip_suffix(')').unwrap_or(inner)
}

/// The name of a collation. SQLite's own are spelled in capitals.
pub fn collation_name(given: &str) -> Option<Name> {
    let upper = given.to_ascii_uppercase();
    let is_builtin = ["BINARY", "NOCASE", "RTRIM"].contains(&upper.as_str());
    Name::new(if is_builtin { &upper } else { given }).ok()
}
