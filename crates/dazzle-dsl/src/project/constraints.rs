//! Primary keys, unique constraints, checks on values, indexes.

use std::collections::HashMap;

use dazzle_schema::naming::NameKind;
use dazzle_schema::{Check, CheckRule, Index, Name, PrimaryKey, SqlText, Table, UniqueConstraint, ValueSet};

use super::Projector;
use crate::model::{Constraint, Entity, Field, FieldType, LineKind, Temporal};
use crate::{Diagnostic, Span};

/// What a table has already, so that nothing is there twice: kind, columns, and where it was asked for.
#[derive(Default)]
struct Present(HashMap<(LineKind, Vec<Name>), Span>);

impl Projector<'_> {
    pub(super) fn primary_key(&mut self, table: &mut Table, entity: &Entity) {
        if let Some(id) = self.name("id", entity.span) {
            table.primary_key = Some(PrimaryKey {
                name: self.names.primary_key(&table.name),
                columns: vec![id],
            });
        }
    }

    pub(super) fn uniques_and_indexes(&mut self, table: &mut Table, entity: &Entity) {
        let mut present = Present::default();
        for field in entity.fields.iter().filter(|field| field.modifiers.unique) {
            self.unique_modifier(table, entity, field, &mut present);
        }
        self.tenant_scope(table, entity, &mut present);
        let is_lost_child = entity.subtype_of.is_some() && !self.departures.lines_of_children;
        if !is_lost_child {
            let mut lines = Present::default();
            for line in &entity.constraints {
                let known = if self.departures.merged_constraints {
                    &mut present
                } else {
                    &mut lines
                };
                self.line(table, entity, line, known);
            }
        }
        if self.departures.declared_indexes {
            for field in entity.fields.iter().filter(|field| field.modifiers.indexed) {
                let columns = self.key_columns(field);
                self.add_index(table, columns, field.span, &mut present);
            }
            if let Some(temporal) = &entity.temporal {
                self.active_index(table, temporal);
            }
        }
        if self.settings.index_references {
            for field in entity
                .fields
                .iter()
                .filter(|field| field.field_type.reference().is_some())
            {
                let columns = self.key_columns(field);
                // A key over just this column is an index already.
                let is_key = table.uniques.values().any(|unique| unique.columns == columns)
                    || table
                        .primary_key
                        .as_ref()
                        .is_some_and(|key| key.columns == columns);
                if !is_key && !present.0.contains_key(&(LineKind::Index, columns.clone())) {
                    self.add_index(table, columns, field.span, &mut present);
                }
            }
        }
    }

    fn unique_modifier(&mut self, table: &mut Table, entity: &Entity, field: &Field, present: &mut Present) {
        let columns = self.key_columns(field);
        // On a `poly_ref` it has no effect, and stray columns never had it.
        let [column] = columns.as_slice() else {
            return;
        };
        match entity.tenant_key.as_ref().filter(|key| **key != field.name) {
            Some(key) => {
                if let Some(key) = self.name(key, field.span) {
                    self.add_unique(table, vec![key, column.clone()], field.span, present);
                }
            }
            None => {
                let name = self.names.unique_modifier(&table.name, column);
                present.0.insert((LineKind::Unique, columns.clone()), field.span);
                insert_unique(table, name, columns);
            }
        }
    }

    /// What references from other rows of the same tenant point to, and an index for finding a tenant's rows.
    fn tenant_scope(&mut self, table: &mut Table, entity: &Entity, present: &mut Present) {
        let Some(key) = entity.tenant_key.as_ref() else {
            return;
        };
        if let (Some(key), Some(id)) = (self.name(key, entity.span), self.name("id", entity.span)) {
            let columns = vec![key.clone(), id];
            if !present.0.contains_key(&(LineKind::Unique, columns.clone())) {
                self.add_unique(table, columns, entity.span, present);
            }
            self.add_index(table, vec![key], entity.span, present);
        }
    }

    /// A `unique` or `index` line.
    fn line(&mut self, table: &mut Table, entity: &Entity, line: &Constraint, present: &mut Present) {
        let mut columns = Vec::new();
        for name in &line.fields {
            match entity.field(&name.text) {
                Some(field) => {
                    let is_expanded = matches!(
                        field.field_type,
                        FieldType::Money { .. } | FieldType::PolyRef { .. }
                    );
                    if is_expanded && !self.departures.lines_on_expanded_fields {
                        return;
                    }
                    columns.extend(self.key_columns(field));
                }
                // A column of an expanded field, by its own name.
                None => columns.extend(self.name(&name.text, name.span)),
            }
        }
        if columns.is_empty() {
            return;
        }
        match line.kind {
            LineKind::Unique => self.add_unique(table, columns, line.span, present),
            LineKind::Index => self.add_index(table, columns, line.span, present),
        }
    }

    fn add_unique(&mut self, table: &mut Table, columns: Vec<Name>, span: Span, present: &mut Present) {
        if self.is_new(LineKind::Unique, &columns, span, present) {
            let name = self.names.named(NameKind::Unique, &table.name, &columns);
            insert_unique(table, name, columns);
        }
    }

    fn add_index(&mut self, table: &mut Table, columns: Vec<Name>, span: Span, present: &mut Present) {
        if !columns.is_empty() && self.is_new(LineKind::Index, &columns, span, present) {
            let name = self.names.named(NameKind::Index, &table.name, &columns);
            table.indexes.insert(name.clone(), Index::over(name, columns));
        }
    }

    /// Whether the table has no such constraint yet; remembers it, or warns.
    fn is_new(&mut self, kind: LineKind, columns: &[Name], span: Span, present: &mut Present) -> bool {
        match present.0.get(&(kind, columns.to_vec())) {
            None => {
                present.0.insert((kind, columns.to_vec()), span);
                true
            }
            Some(first) => {
                let what = match kind {
                    LineKind::Unique => "unique constraint",
                    LineKind::Index => "index",
                };
                let columns: Vec<&str> = columns.iter().map(Name::as_str).collect();
                self.report(
                    Diagnostic::warning(
                        "duplicate-constraint",
                        span,
                        format!(
                            "there is a {what} over `{}` already; this one is left out",
                            columns.join("`, `")
                        ),
                    )
                    .label(*first, "the first"),
                );
                false
            }
        }
    }

    /// Only one row for each key may be without end.
    fn active_index(&mut self, table: &mut Table, temporal: &Temporal) {
        let (Some(key), Some(end)) = (
            self.name(&temporal.key.text, temporal.key.span),
            self.name(&temporal.end.text, temporal.end.span),
        ) else {
            return;
        };
        let name = self.names.active(&table.name, &key);
        let mut index = Index::over(name.clone(), [key]);
        index.unique = true;
        index.predicate = Some(SqlText::Portable(format!("{} IS NULL", end.quoted())));
        table.indexes.insert(name, index);
    }

    /// Checks of `enum` and `poly_ref` fields.
    pub(super) fn value_checks(&mut self, table: &mut Table, entity: &Entity) {
        if !self.departures.value_checks {
            return;
        }
        for field in &entity.fields {
            let values = match &field.field_type {
                FieldType::Enum { values, .. } => values,
                FieldType::PolyRef { targets } => targets,
                _ => continue,
            };
            let Some(column) = self.column_names(field).into_iter().next() else {
                continue;
            };
            let name = self.names.check(&table.name, column.as_str());
            let rule = CheckRule::OneOf {
                column,
                values: ValueSet::new(values.iter().map(|value| value.text.clone())),
            };
            table.checks.insert(name.clone(), Check { name, rule });
        }
    }
}

fn insert_unique(table: &mut Table, name: Name, columns: Vec<Name>) {
    table
        .uniques
        .insert(name.clone(), UniqueConstraint::over(name, columns));
}
