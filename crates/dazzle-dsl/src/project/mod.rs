//! A model to the schema it means.
//!
//! `columns` gives a field its columns, `constraints` the keys, unique constraints, checks and indexes,
//! `references` the foreign keys, `invariant` checks from rules, `names` what all of them are called, `hints`
//! what the schema itself cannot say. What differs from the Python implementation is read from
//! [`Departures`], nowhere else.
//!
//! Tables are taken in the order of their names and everything in a table in the order of the source, so that
//! generated names (where two would be the same) depend on nothing else.

mod columns;
mod constraints;
mod cycles;
mod hints;
mod invariant;
mod names;
mod references;

use dazzle_schema::{Name, Schema, Table};

use crate::departures::Departures;
use crate::model::{Entity, Field, FieldType, Model};
use crate::{Diagnostic, Settings};

pub(crate) use columns::{current_tenant, plain_type};
pub(crate) use cycles::groups;
pub use hints::{ColumnRename, EntityValue, Fill, Hints, TableRename, ValueRename};
pub(crate) use names::{active_name, server_made_name};

/// What a model means for the database.
#[derive(Debug, Clone)]
pub struct Projection {
    /// Tables and all that is in them.
    pub schema: Schema,
    /// What the author says about the way there.
    pub hints: Hints,
    /// Findings: warnings and notes. An error is among them only when the model was loaded with other settings
    /// than these, so that names clash; the schema is then not whole and must not be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// The schema of `model`.
///
/// *Shape:* `settings` are those that the model was loaded with.
#[must_use]
pub fn project(model: &Model, settings: &Settings) -> Projection {
    let departures = Departures::of(settings.profile);
    let mut projector = Projector {
        model,
        settings,
        departures,
        names: names::Names::new(model, departures),
        hints: Hints::default(),
        diagnostics: Vec::new(),
    };
    let mut entities: Vec<(Name, &Entity)> = Vec::with_capacity(model.entities.len());
    for entity in &model.entities {
        if let Some(name) = projector.name(&entity.name, entity.span) {
            projector.names.reserve(name.clone());
            entities.push((name, entity));
        }
    }
    entities.sort_by(|(first, _), (second, _)| first.cmp(second));
    let mut schema = Schema::empty();
    for (name, entity) in entities {
        let table = projector.table(name, entity);
        let name = table.name.clone();
        if schema.insert(table).is_some() {
            projector.report(Diagnostic::error(
                "table-collision",
                entity.span,
                format!("two entities name the table `{name}`"),
            ));
        }
    }
    projector
        .diagnostics
        .sort_by_key(|found| (found.primary.is_none(), found.primary));
    Projection {
        schema,
        hints: projector.hints,
        diagnostics: projector.diagnostics,
    }
}

struct Projector<'a> {
    model: &'a Model,
    settings: &'a Settings,
    departures: &'static Departures,
    names: names::Names,
    hints: Hints,
    diagnostics: Vec<Diagnostic>,
}

impl Projector<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A name of the language as the database has it, checked.
    fn name(&mut self, name: &str, span: crate::Span) -> Option<Name> {
        let checked = Name::new(&self.settings.naming.spelled(name));
        match checked {
            Ok(name) => Some(name),
            Err(error) => {
                self.report(Diagnostic::error("name-too-long", span, error.to_string()));
                None
            }
        }
    }

    /// The columns of a field; none if it has none.
    fn column_names(&mut self, field: &Field) -> Vec<Name> {
        let names = field.column_names();
        names
            .iter()
            .filter_map(|name| self.name(name, field.span))
            .collect()
    }

    /// The columns that stand for the field in keys and indexes: for money only the amount.
    fn key_columns(&mut self, field: &Field) -> Vec<Name> {
        let mut names = self.column_names(field);
        if matches!(field.field_type, FieldType::Money { .. }) {
            names.truncate(1);
        }
        names
    }

    fn table(&mut self, name: Name, entity: &Entity) -> Table {
        let mut table = Table::new(name);
        for field in &entity.fields {
            for column in self.columns(entity, field) {
                self.hints.remember_column(&table.name, &column.name, field);
                let name = column.name.clone();
                if table.columns.insert(name.clone(), column).is_some() {
                    self.report(Diagnostic::error(
                        "column-collision",
                        field.span,
                        format!("two fields of `{}` have a column `{name}`", entity.name),
                    ));
                }
            }
            self.field_hints(&table.name, field);
        }
        self.primary_key(&mut table, entity);
        self.foreign_keys(&mut table, entity);
        self.uniques_and_indexes(&mut table, entity);
        self.value_checks(&mut table, entity);
        self.invariants(&mut table, entity);
        self.table_hints(&table.name, entity);
        table
    }
}
