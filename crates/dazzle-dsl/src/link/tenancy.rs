//! Tenancy: which entities carry the tenant key.

use std::collections::HashSet;

use super::Linker;
use crate::model::{Entity, Field, FieldType, Located, Tenancy, TenancyMode};
use crate::syntax::TenancyTree;
use crate::{Diagnostic, words};

const DEFAULT_KEY: &str = "tenant_id";

impl Linker<'_> {
    pub(super) fn tenancy(&mut self, blocks: Vec<TenancyTree>) {
        let mut blocks = blocks.into_iter();
        let Some(block) = blocks.next() else {
            return;
        };
        for other in blocks {
            self.report(
                Diagnostic::error("duplicate-tenancy", other.span, "a second `tenancy` block")
                    .label(block.span, "the first"),
            );
        }
        for name in &block.excluded {
            if self.model.entity(&name.text).is_none() && !crate::ignore::is_framework_table(&name.text) {
                let near = words::nearest(
                    &name.text,
                    self.model.entities.iter().map(|entity| entity.name.as_str()),
                );
                let diagnostic = Diagnostic::warning(
                    "unknown-excluded-entity",
                    name.span,
                    format!(
                        "`{}` is no entity of the project, so excluding it does nothing",
                        name.text
                    ),
                )
                .did_you_mean(name.span, near);
                self.report(diagnostic);
            }
        }
        let honored = self.departures.tenancy_settings;
        let mode = block
            .mode
            .filter(|_| honored)
            .unwrap_or(TenancyMode::SharedSchema);
        let key = block
            .partition_key
            .filter(|_| honored)
            .map_or_else(|| DEFAULT_KEY.to_owned(), |key| key.text);
        let tenancy = Tenancy {
            mode,
            partition_key: key,
            excluded: block.excluded,
            span: block.span,
            tenant_entity: self.entity_of_kind("tenant"),
        };
        if tenancy.mode == TenancyMode::SharedSchema {
            self.inject(&tenancy);
        }
        self.model.tenancy = Some(tenancy);
    }

    /// Puts the key in front of every entity that needs it, and marks those that have it.
    fn inject(&mut self, tenancy: &Tenancy) {
        let Some(tenant) = &tenancy.tenant_entity else {
            return;
        };
        let key = tenancy.partition_key.as_str();
        let excluded: HashSet<&str> = tenancy.excluded.iter().map(|name| name.text.as_str()).collect();
        // Bases first: a child has no key where its base has one.
        for is_child in [false, true] {
            for at in 0..self.model.entities.len() {
                let Some(entity) = self
                    .model
                    .entities
                    .get(at)
                    .filter(|entity| entity.subtype_of.is_some() == is_child)
                else {
                    continue;
                };
                let base = entity
                    .subtype_of
                    .as_ref()
                    .and_then(|base| self.model.entity(&base.text));
                let is_in_base = base.is_some_and(|base| base.field(key).is_some());
                let declared = entity
                    .field(key)
                    .is_some_and(|field| field.field_type.has_column());
                let exempt = is_exempt(entity, tenant, &excluded) || is_in_base;
                let Some(entity) = self.model.entities.get_mut(at) else {
                    continue;
                };
                if !declared && (exempt || entity.field(key).is_some()) {
                    continue;
                }
                if !declared {
                    let target = Located {
                        text: tenant.clone(),
                        span: tenancy.span,
                    };
                    let field = Field::directive(key, FieldType::Ref { target }, entity.span, "tenancy");
                    entity.fields.insert(0, field.required());
                }
                if entity.name != *tenant {
                    entity.tenant_key = Some(key.to_owned());
                }
            }
        }
    }
}

fn is_exempt(entity: &Entity, tenant: &str, excluded: &HashSet<&str>) -> bool {
    let kind = entity.kind.as_ref().map(|kind| kind.text.as_str());
    let refers_to_tenant = || {
        entity.fields.iter().any(|field| {
            field
                .field_type
                .reference()
                .is_some_and(|target| target.text == tenant)
        })
    };
    entity.name == tenant
        || excluded.contains(entity.name.as_str())
        || matches!(kind, Some("user" | "settings"))
        || entity.domain.as_deref() == Some("platform")
        || kind == Some("user_membership") && refers_to_tenant()
}
