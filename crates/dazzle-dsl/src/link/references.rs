//! Relations: every target exists and is imported, and what the other side says about deletion.

use std::collections::HashSet;

use dazzle_schema::ReferentialAction;

use super::Linker;
use crate::model::{Entity, Field, FieldType, Located, Model, Origin};
use crate::{Diagnostic, Span, ignore, words};

/// The type of the key of the entity called `name`: that of its `id`, through references. `uuid` when there is
/// no such entity or its ids point in a circle.
pub(crate) fn key_type<'a>(model: &'a Model, name: &'a str) -> &'a FieldType {
    const DEEPEST: usize = 32;
    let mut name = name;
    for _ in 0..DEEPEST {
        let Some(id) = model.entity(name).and_then(|entity| entity.field("id")) else {
            return &FieldType::Uuid;
        };
        match &id.field_type {
            FieldType::Ref { target } | FieldType::BelongsTo { target } => name = &target.text,
            other => return other,
        }
    }
    &FieldType::Uuid
}

impl Linker<'_> {
    pub(super) fn references(&mut self) {
        let mut found = Vec::new();
        let uses: Vec<HashSet<&str>> = self
            .model
            .modules
            .iter()
            .map(|module| module.uses.iter().map(|import| import.text.as_str()).collect())
            .collect();
        for entity in &self.model.entities {
            for field in &entity.fields {
                // Targets the language itself put there are right.
                if matches!(field.origin, Origin::Directive(_)) {
                    continue;
                }
                for target in targets(&field.field_type) {
                    self.check_target(entity, field, target, &mut found);
                }
                if let FieldType::Ref { target } = &field.field_type
                    && field.origin == Origin::Declared
                    && let Some(other) = self.model.entity(&target.text)
                    && other.module != entity.module
                    && let Some(module) = self.model.modules.get(other.module)
                    && !uses
                        .get(entity.module)
                        .is_some_and(|uses| uses.contains(module.name.as_str()))
                {
                    found.push(
                        Diagnostic::error(
                            "missing-import",
                            target.span,
                            format!(
                                "`{}` is in module `{}`, which this file does not use",
                                target.text, module.name
                            ),
                        )
                        .label(other.span, "declared here")
                        .help(format!("write `use {}` at the top of the file", module.name)),
                    );
                }
            }
        }
        self.diagnostics.append(&mut found);
    }

    fn check_target(&self, entity: &Entity, field: &Field, target: &Located, found: &mut Vec<Diagnostic>) {
        if self.model.entity(&target.text).is_some() {
            if matches!(field.field_type, FieldType::PolyRef { .. })
                && *key_type(&self.model, &target.text) != FieldType::Uuid
            {
                found.push(Diagnostic::error(
                    "poly-ref-target",
                    target.span,
                    format!(
                        "`poly_ref` points to entities with `uuid` ids; that of `{}` is none",
                        target.text
                    ),
                ));
            }
        } else if ignore::is_framework_table(&target.text) {
            found.push(Diagnostic::warning(
                "framework-target",
                target.span,
                format!(
                    "`{}` belongs to the framework; `{}.{}` gets no foreign key",
                    target.text, entity.name, field.name
                ),
            ));
        } else {
            found.push(self.unknown_entity(target, "the target"));
        }
    }

    /// `has_many Child cascade` is about the foreign key from `Child` to here.
    pub(super) fn delete_behavior(&mut self) {
        if !self.departures.delete_behavior {
            return;
        }
        let mut found = Vec::new();
        let mut actions: Vec<(usize, usize, ReferentialAction, Span)> = Vec::new();
        for parent in &self.model.entities {
            for field in &parent.fields {
                let (FieldType::HasMany(collection) | FieldType::HasOne(collection)) = &field.field_type
                else {
                    continue;
                };
                let Some(behavior) = &collection.on_delete else {
                    continue;
                };
                let child_name = collection.via.as_ref().unwrap_or(&collection.target);
                let Some(child_at) = self.model.by_name.get(&child_name.text).copied() else {
                    continue;
                };
                let Some(child) = self.model.entities.get(child_at) else {
                    continue;
                };
                let mut candidates = child.fields.iter().enumerate().filter(|(_, field)| {
                    field
                        .field_type
                        .reference()
                        .is_some_and(|target| target.text == parent.name)
                });
                match (candidates.next(), candidates.next()) {
                    (Some((field_at, reference)), None) => {
                        if behavior.action == ReferentialAction::SetNull && reference.is_required() {
                            found.push(
                                Diagnostic::error(
                                    "nullify-required",
                                    behavior.span,
                                    format!(
                                        "`nullify` would empty `{}.{}`, which is required",
                                        child.name, reference.name
                                    ),
                                )
                                .label(reference.span, "required here"),
                            );
                        } else if behavior.action == ReferentialAction::SetNull
                            && self.is_composite(child, reference)
                        {
                            found.push(Diagnostic::warning(
                                "nullify-tenant-key",
                                behavior.span,
                                format!(
                                    "`{}.{}` refers together with the tenant key, which must not be emptied; \
                                     `nullify` has no effect",
                                    child.name, reference.name
                                ),
                            ));
                        } else {
                            actions.push((child_at, field_at, behavior.action, behavior.span));
                        }
                    }
                    (None, _) => found.push(Diagnostic::warning(
                        "no-reference-back",
                        behavior.span,
                        format!(
                            "`{}` has no reference to `{}`, so this has no effect",
                            child.name, parent.name
                        ),
                    )),
                    (Some((_, one)), Some((_, two))) => found.push(
                        Diagnostic::warning(
                            "ambiguous-delete-behavior",
                            behavior.span,
                            format!(
                                "`{}` has more than one reference to `{}`, so this has no effect",
                                child.name, parent.name
                            ),
                        )
                        .label(one.span, "one")
                        .label(two.span, "another"),
                    ),
                }
            }
        }
        self.diagnostics.append(&mut found);
        let mut first_spans: std::collections::HashMap<(usize, usize), Span> =
            std::collections::HashMap::new();
        for (entity_at, field_at, action, span) in actions {
            let Some(field) = self
                .model
                .entities
                .get_mut(entity_at)
                .and_then(|entity| entity.fields.get_mut(field_at))
            else {
                continue;
            };
            match field.on_delete {
                Some(known) if known != action => {
                    let first = first_spans.get(&(entity_at, field_at)).copied().unwrap_or(span);
                    self.report(
                        Diagnostic::warning(
                            "ambiguous-delete-behavior",
                            span,
                            "another field says otherwise about the same reference; this has no effect",
                        )
                        .label(first, "this counts"),
                    );
                }
                _ => {
                    field.on_delete = Some(action);
                    first_spans.entry((entity_at, field_at)).or_insert(span);
                }
            }
        }
    }

    /// Whether the foreign key of `field` goes together with the tenant key.
    fn is_composite(&self, entity: &Entity, field: &Field) -> bool {
        let target = field
            .field_type
            .reference()
            .and_then(|target| self.model.entity(&target.text));
        entity.tenant_key.as_ref().is_some_and(|key| *key != field.name)
            && target.is_some_and(|target| target.tenant_key.is_some())
    }

    /// The field called `name`, or what to say when there is none.
    pub(super) fn unknown_field(entity: &Entity, name: &Located) -> Diagnostic {
        let near = words::nearest(&name.text, entity.fields.iter().map(|field| field.name.as_str()));
        Diagnostic::error(
            "unknown-field",
            name.span,
            format!("`{}` has no field `{}`", entity.name, name.text),
        )
        .did_you_mean(name.span, near)
    }
}

/// The entities a type names.
fn targets(field_type: &FieldType) -> Vec<&Located> {
    match field_type {
        FieldType::Ref { target }
        | FieldType::BelongsTo { target }
        | FieldType::Embeds { target }
        | FieldType::LatestOne { target, .. } => vec![target],
        FieldType::PolyRef { targets } => targets.iter().collect(),
        FieldType::HasMany(collection) | FieldType::HasOne(collection) => std::iter::once(&collection.target)
            .chain(&collection.via)
            .collect(),
        FieldType::Traversal { through, .. } => through.iter().collect(),
        _ => Vec::new(),
    }
}
