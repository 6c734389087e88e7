//! Archetypes: `extends: Stamped` copies fields, `archetype: user` marks a kind that brings fields along.

use std::collections::HashSet;

use super::Linker;
use crate::model::{DefaultText, Field, FieldType, Located, Origin};
use crate::{Diagnostic, Span, words};

impl Linker<'_> {
    /// Puts the fields of the archetypes in front of an entity's own. Who has the name first keeps it: the
    /// entity, then the archetypes in the order of the list.
    pub(super) fn extend_archetypes(&mut self) {
        for at in 0..self.model.entities.len() {
            let Some(extends) = self.extends.get(at).filter(|list| !list.is_empty()).cloned() else {
                continue;
            };
            let mut fields: Vec<Field> = Vec::new();
            let mut invariants = Vec::new();
            let mut taken: HashSet<String> = match self.model.entities.get(at) {
                Some(entity) => entity.fields.iter().map(|field| field.name.clone()).collect(),
                None => HashSet::new(),
            };
            for name in &extends {
                let Some(archetype) = self.archetypes.get(&name.text) else {
                    let near = words::nearest(&name.text, self.archetypes.keys().map(String::as_str));
                    let diagnostic = Diagnostic::error(
                        "unknown-archetype",
                        name.span,
                        format!("there is no archetype `{}`", name.text),
                    )
                    .did_you_mean(name.span, near);
                    self.report(diagnostic);
                    continue;
                };
                for field in &archetype.fields {
                    if taken.insert(field.name.clone()) {
                        let mut field = field.clone();
                        field.origin = Origin::Archetype(name.text.clone());
                        fields.push(field);
                    }
                }
                invariants.extend(archetype.invariants.iter().cloned());
                if let Some(failed) = self.failed.get_mut(at) {
                    failed.extend(archetype.failed.iter().cloned());
                }
            }
            if let Some(entity) = self.model.entities.get_mut(at) {
                entity.fields.splice(0..0, fields);
                entity.invariants.splice(0..0, invariants);
            }
        }
    }

    /// Adds what `archetype: user`, `user_membership` and `profile` stand for. Other kinds add nothing.
    pub(super) fn entity_kinds(&mut self) {
        self.kind_slips();
        let user = self.entity_of_kind("user");
        let tenant = self.entity_of_kind("tenant");
        for entity in &mut self.model.entities {
            let Some(kind) = &entity.kind else {
                continue;
            };
            let (span, word) = (kind.span, kind.text.as_str());
            let declared: HashSet<&str> = entity.fields.iter().map(|field| field.name.as_str()).collect();
            let refers_to = |target: &str| {
                entity.fields.iter().any(|field| {
                    matches!(&field.field_type, FieldType::Ref { target: found } | FieldType::BelongsTo { target: found } if found.text == target)
                })
            };
            let mut added = match word {
                "user" => user_fields(span),
                "profile" => vec![
                    Field::directive("identity_id", FieldType::Uuid, span, "profile")
                        .required()
                        .unique(),
                ],
                "user_membership" => {
                    let user_link = user.as_deref().filter(|user| !refers_to(user));
                    let tenant_link = tenant.as_deref().filter(|tenant| !refers_to(tenant));
                    membership_fields(span, user.as_deref(), user_link, tenant_link)
                }
                _ => continue,
            };
            added.retain(|field| !declared.contains(field.name.as_str()));
            if word == "user_membership" {
                entity.fields.splice(0..0, added);
            } else {
                entity.fields.append(&mut added);
            }
        }
    }

    /// Any word is a kind; but one that is nearly a known kind was probably meant to be it.
    fn kind_slips(&mut self) {
        let mut found = Vec::new();
        for kind in self
            .model
            .entities
            .iter()
            .filter_map(|entity| entity.kind.as_ref())
        {
            let near = words::nearest(&kind.text, words::KINDS.iter().copied());
            if near.is_some() && !words::KINDS.contains(&kind.text.as_str()) {
                let message = format!("`{}` is no kind that adds fields", kind.text);
                found.push(
                    Diagnostic::warning("unknown-kind", kind.span, message).did_you_mean(kind.span, near),
                );
            }
        }
        self.diagnostics.append(&mut found);
    }

    /// The name of the first entity with `archetype: kind`; more than one is worth a warning.
    pub(super) fn entity_of_kind(&mut self, kind: &str) -> Option<String> {
        let mut of_kind = self.model.entities.iter().filter_map(|entity| {
            let word = entity.kind.as_ref().filter(|word| word.text == kind)?;
            Some((entity.name.clone(), word.span))
        });
        let (name, first) = of_kind.next()?;
        let second = of_kind.next();
        if let Some((other, span)) = second
            && !self
                .diagnostics
                .iter()
                .any(|known| known.code == "duplicate-kind" && known.primary == Some(span))
        {
            self.report(
                Diagnostic::warning(
                    "duplicate-kind",
                    span,
                    format!("both `{name}` and `{other}` are `archetype: {kind}`; `{name}` counts"),
                )
                .label(first, "the first"),
            );
        }
        Some(name)
    }
}

fn reference(name: &str, target: &str, span: Span, cause: &'static str) -> Field {
    let target = Located {
        text: target.to_owned(),
        span,
    };
    Field::directive(name, FieldType::Ref { target }, span, cause)
}

fn user_fields(span: Span) -> Vec<Field> {
    let field = |name: &str, field_type| Field::directive(name, field_type, span, "user");
    let word = |text: &str| DefaultText::Word(text.to_owned());
    let providers = ["local", "google", "apple", "github"].map(|text| Located {
        text: text.to_owned(),
        span,
    });
    vec![
        field("password_hash", FieldType::Str { length: 255 }),
        field("email_verified", FieldType::Bool).with_default(word("false")),
        field("email_verify_token", FieldType::Str { length: 100 }),
        field("password_reset_token", FieldType::Str { length: 100 }),
        field("password_reset_expires", FieldType::DateTime),
        field("is_active", FieldType::Bool).with_default(word("true")),
        field("last_login", FieldType::DateTime),
        field(
            "auth_provider",
            FieldType::Enum {
                values: providers.to_vec(),
                former: Vec::new(),
            },
        )
        .with_default(word("local")),
        field("auth_provider_id", FieldType::Str { length: 255 }),
        field("created_at", FieldType::DateTime).auto_add(),
    ]
}

fn membership_fields(
    span: Span,
    user: Option<&str>,
    user_link: Option<&str>,
    tenant_link: Option<&str>,
) -> Vec<Field> {
    const CAUSE: &str = "user_membership";
    let field = |name: &str, field_type| Field::directive(name, field_type, span, CAUSE);
    let mut fields = Vec::new();
    if let Some(user) = user_link {
        fields.push(reference("user", user, span, CAUSE).required());
    }
    if let Some(tenant) = tenant_link {
        fields.push(reference(&lower_first(tenant), tenant, span, CAUSE).required());
    }
    fields.push(field("personas", FieldType::Json).with_default(DefaultText::Text(String::from("[]"))));
    fields.push(field("is_primary", FieldType::Bool).with_default(DefaultText::Word(String::from("false"))));
    if let Some(user) = user {
        fields.push(reference("invited_by", user, span, CAUSE));
    }
    fields.push(field("invited_at", FieldType::DateTime).auto_add());
    fields.push(field("accepted_at", FieldType::DateTime));
    fields
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
