//! `soft_delete` and `signable`.

use super::Linker;
use crate::Span;
use crate::model::{Entity, Field, FieldType, Located};

impl Linker<'_> {
    pub(super) fn soft_delete(&mut self) {
        for entity in &mut self.model.entities {
            if let Some(span) = entity.soft_delete {
                append(
                    entity,
                    Field::directive("deleted_at", FieldType::DateTime, span, "soft_delete"),
                );
            }
        }
    }

    pub(super) fn signable(&mut self) {
        for entity in &mut self.model.entities {
            if let Some(span) = entity.signable {
                for field in signing_fields(span) {
                    append(entity, field);
                }
            }
        }
    }
}

/// Adds `field` at the end, unless the entity has one of that name.
fn append(entity: &mut Entity, field: Field) {
    if entity.field(&field.name).is_none() {
        entity.fields.push(field);
    }
}

fn signing_fields(span: Span) -> Vec<Field> {
    let field = |name: &str, field_type| Field::directive(name, field_type, span, "signable");
    let words = |texts: &[&str]| FieldType::Enum {
        values: texts
            .iter()
            .map(|text| Located {
                text: (*text).to_owned(),
                span,
            })
            .collect(),
        former: Vec::new(),
    };
    vec![
        field(
            "status",
            words(&[
                "draft",
                "sent",
                "viewed",
                "signed",
                "declined",
                "expired",
                "superseded",
            ]),
        )
        .required()
        .filled_with("draft"),
        field("signing_service", words(&["native", "manual"]))
            .required()
            .filled_with("native"),
        field("signing_url", FieldType::Str { length: 500 }),
        field("signed_document", FieldType::File),
        field("signing_token_hash", FieldType::Str { length: 64 }),
        field("signer_ip", FieldType::Str { length: 45 }),
        field("signer_user_agent", FieldType::Str { length: 500 }),
        field("sent_at", FieldType::DateTime),
        field("viewed_at", FieldType::DateTime),
        field("signed_at", FieldType::DateTime),
        field("expires_at", FieldType::DateTime),
    ]
}
