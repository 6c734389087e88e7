//! What must hold of an entity once all its fields are there.

use std::collections::HashMap;

use dazzle_schema::{Name, NameError};

use super::{Linker, key_type};
use crate::default_value::resolve;
use crate::model::{Constraint, Entity, Field, FieldType, LineKind, Located};
use crate::{Diagnostic, Naming, Span, words};

impl Linker<'_> {
    pub(super) fn checks(&mut self) {
        let mut found = Vec::new();
        for (at, entity) in self.model.entities.iter().enumerate() {
            for constraint in &entity.constraints {
                self.constraint(at, entity, constraint, &mut found);
            }
            self.temporal(at, entity, &mut found);
            self.columns(entity, &mut found);
            renames(entity, &mut found);
            for field in &entity.fields {
                self.default(field, &mut found);
                modifiers(field, &mut found);
            }
            if let Some(id) = entity.field("id") {
                key(id, &mut found);
            }
        }
        self.tables(&mut found);
        self.diagnostics.append(&mut found);
    }

    fn is_failed(&self, at: usize, name: &str) -> bool {
        self.failed.get(at).is_some_and(|failed| failed.contains(name))
    }

    /// Fields of `unique` and `index` lines exist, have columns, and stand there once.
    fn constraint(&self, at: usize, entity: &Entity, constraint: &Constraint, found: &mut Vec<Diagnostic>) {
        let word = match constraint.kind {
            LineKind::Unique => "unique",
            LineKind::Index => "index",
        };
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for name in &constraint.fields {
            if let Some(first) = seen.insert(&name.text, name.span) {
                found.push(
                    Diagnostic::error(
                        "duplicate-constraint-field",
                        name.span,
                        format!("`{}` is there twice", name.text),
                    )
                    .label(first, "the first"),
                );
            }
            match entity.field(&name.text) {
                Some(field) => match &field.field_type {
                    FieldType::Money { .. } | FieldType::PolyRef { .. }
                        if self.departures.lines_on_expanded_fields =>
                    {
                        let columns = match &field.field_type {
                            FieldType::Money { .. } => format!("`{}_minor`", name.text),
                            _ => format!("`{0}_type`, `{0}_id`", name.text),
                        };
                        found.push(Diagnostic::note(
                            "expanded-constraint-field",
                            name.span,
                            format!("`{}` has no column of its own; {columns} is meant", name.text),
                        ));
                    }
                    other if !other.has_column() => found.push(
                        Diagnostic::error(
                            "field-without-column",
                            name.span,
                            format!("`{}` has no column and cannot be in an `{word}` line", name.text),
                        )
                        .label(field.span, "declared here"),
                    ),
                    _ => {}
                },
                None if self.is_failed(at, &name.text) || is_expanded_column(entity, &name.text) => {}
                None => found.push(Self::unknown_field(entity, name)),
            }
        }
    }

    fn temporal(&self, at: usize, entity: &Entity, found: &mut Vec<Diagnostic>) {
        let Some(temporal) = &entity.temporal else {
            return;
        };
        for name in temporal.start.iter().chain([&temporal.end, &temporal.key]) {
            match entity.field(&name.text) {
                Some(field)
                    if !field.field_type.has_column()
                        || matches!(
                            field.field_type,
                            FieldType::Money { .. } | FieldType::PolyRef { .. }
                        ) =>
                {
                    found.push(Diagnostic::error(
                        "field-without-column",
                        name.span,
                        format!("`{}` has no column of its own", name.text),
                    ));
                }
                None if !self.is_failed(at, &name.text) => found.push(Self::unknown_field(entity, name)),
                _ => {}
            }
        }
    }

    /// The columns of an entity have different names that databases accept.
    fn columns(&self, entity: &Entity, found: &mut Vec<Diagnostic>) {
        let mut names: HashMap<String, &Field> = HashMap::with_capacity(entity.fields.len() + 2);
        let mut folded: HashMap<String, &Field> = HashMap::with_capacity(entity.fields.len() + 2);
        for field in &entity.fields {
            let mut columns = field.column_names();
            if columns.is_empty()
                && self.departures.stray_columns
                && !matches!(field.field_type, FieldType::Computed { .. })
            {
                columns.push(field.name.clone());
            }
            for declared in columns {
                let column = self.named(&declared);
                if let Err(NameError::TooLong { bytes, .. }) = Name::new(&column) {
                    found.push(Diagnostic::error(
                        "name-too-long",
                        field.span,
                        format!(
                            "the column `{column}` of this field has {bytes} bytes; databases allow {}",
                            Name::MAX_BYTES
                        ),
                    ));
                }
                if let Some(other) = names.get(&column) {
                    found.push(
                        Diagnostic::error(
                            "column-collision",
                            field.span,
                            format!(
                                "`{}` and `{}` both have a column `{column}`",
                                other.name, field.name
                            ),
                        )
                        .label(other.span, "the first"),
                    );
                    continue;
                }
                if words::is_system_column(&column) {
                    found.push(
                        Diagnostic::error(
                            "reserved-name",
                            field.span,
                            format!("PostgreSQL has a system column `{column}` in every table"),
                        )
                        .help("rename the field"),
                    );
                }
                if let Some(other) = folded.insert(column.to_ascii_lowercase(), field) {
                    found.push(
                        Diagnostic::error(
                            "differs-only-in-case",
                            field.span,
                            format!(
                                "the columns of `{}` and `{}` differ only in case; SQLite takes them for one",
                                other.name, field.name
                            ),
                        )
                        .label(other.span, "the first")
                        .help("rename one of them"),
                    );
                }
                names.insert(column, field);
            }
        }
    }

    /// The tables of the project have different names.
    fn tables(&self, found: &mut Vec<Diagnostic>) {
        let mut names: HashMap<String, &Entity> = HashMap::with_capacity(self.model.entities.len());
        let mut folded: HashMap<String, &Entity> = HashMap::with_capacity(self.model.entities.len());
        for entity in &self.model.entities {
            let table = self.named(&entity.name);
            if let Err(NameError::TooLong { bytes, .. }) = Name::new(&table) {
                found.push(Diagnostic::error(
                    "name-too-long",
                    entity.span,
                    format!(
                        "the table `{table}` has {bytes} bytes; databases allow {}",
                        Name::MAX_BYTES
                    ),
                ));
            }
            if let Some(other) = names.get(&table) {
                found.push(
                    Diagnostic::error(
                        "table-collision",
                        entity.span,
                        format!(
                            "`{}` and `{}` both name the table `{table}`",
                            other.name, entity.name
                        ),
                    )
                    .label(other.span, "the first"),
                );
                continue;
            }
            if let Some(owner) = words::reserved_table(&table) {
                found.push(
                    Diagnostic::error(
                        "reserved-name",
                        entity.span,
                        format!("table names such as `{table}` belong to {owner}"),
                    )
                    .help("rename the entity"),
                );
            }
            if let Some(other) = folded.insert(table.to_ascii_lowercase(), entity) {
                found.push(
                    Diagnostic::error(
                        "differs-only-in-case",
                        entity.span,
                        format!(
                            "the tables of `{}` and `{}` differ only in case; SQLite takes them for one",
                            other.name, entity.name
                        ),
                    )
                    .label(other.span, "the first")
                    .help("rename one of them"),
                );
            }
            names.insert(table, entity);
        }
        let mut old_names: HashMap<&str, &Located> = HashMap::new();
        for was in self
            .model
            .entities
            .iter()
            .filter_map(|entity| entity.was.as_ref())
        {
            if let Some(first) = old_names.insert(&was.text, was) {
                found.push(ambiguous_rename(first, was, "entities"));
            }
        }
        for entity in &self.model.entities {
            if let Some(was) = entity.was.as_ref().filter(|was| was.text == entity.name) {
                found.push(useless_rename(was));
            }
        }
    }

    /// A name as the database has it.
    fn named(&self, name: &str) -> String {
        match self.settings.naming {
            Naming::Verbatim => name.to_owned(),
            Naming::SnakeCase => words::snake_case(name),
        }
    }

    fn default(&self, field: &Field, found: &mut Vec<Diagnostic>) {
        let Some(default) = &field.default else {
            return;
        };
        let field_type = match &field.field_type {
            FieldType::Money { .. } | FieldType::PolyRef { .. } => None,
            other if !other.has_column() => None,
            other => Some(match other.reference() {
                Some(target) => key_type(&self.model, &target.text),
                None => other,
            }),
        };
        let Some(field_type) = field_type else {
            found.push(Diagnostic::warning(
                "unused-default",
                default.span,
                format!("a default on this type of field (`{}`) has no effect", field.name),
            ));
            return;
        };
        if let Err(unfit) = resolve(field_type, &default.value, self.departures) {
            let mut diagnostic = Diagnostic::error("bad-default", default.span, unfit.message);
            diagnostic.severity = self.departures.unfit_default;
            if let Some(replacement) = unfit.replacement {
                diagnostic = diagnostic
                    .help(format!("did you mean `{replacement}`?"))
                    .fix(default.span, replacement);
            }
            found.push(diagnostic);
        }
    }
}

/// `total_minor` is no field, but a column of the field `total`.
fn is_expanded_column(entity: &Entity, name: &str) -> bool {
    entity.fields.iter().any(|field| {
        matches!(
            field.field_type,
            FieldType::Money { .. } | FieldType::PolyRef { .. }
        ) && field.column_names().iter().any(|column| column == name)
    })
}

/// No two fields were the same column.
fn renames(entity: &Entity, found: &mut Vec<Diagnostic>) {
    let mut old_names: HashMap<&str, &Located> = HashMap::new();
    for field in &entity.fields {
        let Some(was) = &field.was else {
            continue;
        };
        if was.text == field.name {
            found.push(useless_rename(was));
        }
        if !field.field_type.has_column() {
            found.push(Diagnostic::warning(
                "unused-was",
                was.span,
                format!("`{}` has no column, so it was none either", field.name),
            ));
        }
        if let Some(first) = old_names.insert(&was.text, was) {
            found.push(ambiguous_rename(first, was, "fields"));
        }
    }
}

fn useless_rename(was: &Located) -> Diagnostic {
    Diagnostic::error("useless-was", was.span, "this is its name already")
}

fn ambiguous_rename(first: &Located, second: &Located, what: &str) -> Diagnostic {
    Diagnostic::error(
        "ambiguous-was",
        second.span,
        format!("two {what} cannot both have been `{}`", second.text),
    )
    .label(first.span, "the first")
}

/// Modifiers that do not do what their author may think.
fn modifiers(field: &Field, found: &mut Vec<Diagnostic>) {
    if !field.field_type.has_column() {
        if field.modifiers.required {
            found.push(Diagnostic::warning(
                "required-without-column",
                field.span,
                format!("`{}` has no column, so `required` has no effect", field.name),
            ));
        }
        return;
    }
    if field.modifiers.primary_key && field.name != "id" {
        found.push(
            Diagnostic::warning(
                "pk-not-id",
                field.span,
                format!(
                    "the primary key is always `id`; `pk` makes `{}` required, no more",
                    field.name
                ),
            )
            .help(format!(
                "write `id` for the name, or `required unique` for `{}`",
                field.name
            )),
        );
    }
    if field.modifiers.unique && matches!(field.field_type, FieldType::PolyRef { .. }) {
        found.push(Diagnostic::warning(
            "unused-unique",
            field.span,
            format!(
                "`unique` on a `poly_ref` has no effect; write a line `unique {}`",
                field.name
            ),
        ));
    }
}

/// The key is one plain column.
fn key(id: &Field, found: &mut Vec<Diagnostic>) {
    if !id.field_type.has_column()
        || matches!(id.field_type, FieldType::Money { .. } | FieldType::PolyRef { .. })
    {
        found.push(Diagnostic::error(
            "bad-key",
            id.type_span,
            "the primary key `id` needs a type with one column",
        ));
    } else if let (FieldType::Int, Some(default)) = (&id.field_type, &id.default) {
        found.push(Diagnostic::error(
            "bad-key",
            default.span,
            "the database numbers an `int` key itself, so it takes no default",
        ));
    }
}
