//! What the author says about the way from the old tables to the new, and where everything stands in the text.

use std::collections::HashMap;

use dazzle_schema::{DateBase, DefaultValue, Name};

use super::Projector;
use crate::Span;
use crate::model::{Entity, Field, FieldType};

/// What a schema cannot say.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// `was:` of entities.
    pub table_renames: Vec<TableRename>,
    /// `was:` of fields; two for each `money` and `poly_ref`.
    pub column_renames: Vec<ColumnRename>,
    /// What existing rows get in columns that must not be empty.
    pub fills: Vec<Fill>,
    table_spans: HashMap<Name, Span>,
    column_spans: HashMap<Name, HashMap<Name, Span>>,
}

/// A table that had another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRename {
    /// Its name before.
    pub from: Name,
    /// Its name now.
    pub to: Name,
    /// Where the author says so.
    pub span: Span,
}

/// A column that had another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRename {
    /// Its table, by its name now.
    pub table: Name,
    /// Its name before.
    pub from: Name,
    /// Its name now.
    pub to: Name,
    /// Where the author says so.
    pub span: Span,
}

/// What existing rows get when a column is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// The value.
    pub value: DefaultValue,
}

impl Hints {
    /// Where the entity of a table is declared.
    #[must_use]
    pub fn table_span(&self, table: &Name) -> Option<Span> {
        self.table_spans.get(table).copied()
    }

    /// Where the field of a column is declared; for one that nobody wrote, what caused it.
    #[must_use]
    pub fn column_span(&self, table: &Name, column: &Name) -> Option<Span> {
        self.column_spans.get(table)?.get(column).copied()
    }

    pub(super) fn remember_column(&mut self, table: &Name, column: &Name, span: Span) {
        match self.column_spans.get_mut(table) {
            Some(columns) => {
                columns.insert(column.clone(), span);
            }
            None => {
                self.column_spans
                    .insert(table.clone(), HashMap::from([(column.clone(), span)]));
            }
        }
    }
}

impl Projector<'_> {
    pub(super) fn table_hints(&mut self, table: &Name, entity: &Entity) {
        self.hints.table_spans.insert(table.clone(), entity.span);
        if let Some(was) = &entity.was
            && let Some(from) = self.name(&was.text, was.span).filter(|from| from != table)
        {
            self.hints.table_renames.push(TableRename {
                from,
                to: table.clone(),
                span: was.span,
            });
        }
    }

    pub(super) fn field_hints(&mut self, table: &Name, field: &Field) {
        if let Some(was) = &field.was {
            let old = Field {
                name: was.text.clone(),
                span: was.span,
                ..field.clone()
            };
            let pairs = self.column_names(&old).into_iter().zip(self.column_names(field));
            for (from, to) in pairs.filter(|(from, to)| from != to) {
                self.hints.column_renames.push(ColumnRename {
                    table: table.clone(),
                    from,
                    to,
                    span: was.span,
                });
            }
        }
        let is_automatic = field.modifiers.auto_add || field.modifiers.auto_update;
        let value = match (&field.fill, &field.field_type) {
            _ if !field.is_required() || field.default.is_some() => return,
            (Some(text), _) => DefaultValue::Text(text.clone()),
            (None, FieldType::Date) if is_automatic => DefaultValue::Current(DateBase::Today),
            (None, FieldType::DateTime) if is_automatic => DefaultValue::Current(DateBase::Now),
            _ => return,
        };
        if let Some(column) = self.name(&field.name, field.span) {
            self.hints.fills.push(Fill {
                table: table.clone(),
                column,
                value,
            });
        }
    }
}
