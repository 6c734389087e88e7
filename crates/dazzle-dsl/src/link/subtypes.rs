//! Subtypes: a table for each, whose `id` points to the base's.

use std::collections::HashSet;

use super::Linker;
use crate::model::{Field, FieldType, Located};
use crate::{Diagnostic, words};

impl Linker<'_> {
    /// Checks the rules of subtypes and gives each base its `kind`.
    pub(super) fn subtypes(&mut self) {
        let mut found = Vec::new();
        // Base (by index) and the children that hold to the rules.
        let mut children: Vec<(usize, String)> = Vec::new();
        for entity in &self.model.entities {
            let Some(base_name) = &entity.subtype_of else {
                continue;
            };
            let error = |message: String| Diagnostic::error("subtype", base_name.span, message);
            let Some((base_at, base)) = self
                .model
                .by_name
                .get(&base_name.text)
                .and_then(|at| Some((*at, self.model.entities.get(*at)?)))
            else {
                found.push(self.unknown_entity(base_name, "the base"));
                continue;
            };
            if base.name == entity.name {
                found.push(error(format!("`{}` cannot be a subtype of itself", entity.name)));
                continue;
            }
            if base.subtype_of.is_some() {
                found.push(error(format!(
                    "`{}` is a subtype itself and cannot be a base",
                    base.name
                )));
                continue;
            }
            if let Some(id) = entity.field("id") {
                found.push(
                    Diagnostic::error(
                        "subtype",
                        id.span,
                        "a subtype has the `id` of its base and declares none",
                    )
                    .label(base_name.span, "the base"),
                );
            }
            for field in entity.fields.iter().filter(|field| field.name != "id") {
                if field.modifiers.primary_key {
                    found.push(Diagnostic::error("subtype", field.span, "a subtype has no `pk`"));
                }
                if let Some(same) = base.field(&field.name) {
                    found.push(
                        Diagnostic::error(
                            "subtype",
                            field.span,
                            format!("the base `{}` has a field `{}` already", base.name, field.name),
                        )
                        .label(same.span, "in the base"),
                    );
                }
            }
            if let Some(span) = entity.soft_delete {
                found.push(Diagnostic::error(
                    "subtype",
                    span,
                    "a subtype has no `soft_delete`; write it in its base",
                ));
            }
            children.push((base_at, entity.name.clone()));
        }
        children.sort();
        let bases: HashSet<usize> = children.iter().map(|(base, _)| *base).collect();
        for (at, entity) in self.model.entities.iter_mut().enumerate() {
            if !bases.contains(&at) {
                continue;
            }
            entity.subtypes = children
                .iter()
                .filter(|(base, _)| *base == at)
                .map(|(_, name)| name.clone())
                .collect();
            if let Some(kind) = entity.field("kind") {
                found.push(Diagnostic::error(
                    "subtype",
                    kind.span,
                    format!("`{}` has subtypes, so `kind` is taken", entity.name),
                ));
                continue;
            }
            let span = entity.span;
            let values = entity
                .subtypes
                .iter()
                .map(|name| Located {
                    text: words::snake_case(name),
                    span,
                })
                .collect();
            let former = Vec::new();
            let kind = FieldType::Enum { values, former };
            let kind = Field::directive("kind", kind, span, "subtype_of").required();
            entity.fields.push(kind);
        }
        self.diagnostics.append(&mut found);
    }
}
