//! From the model to what the page shows of it.

use dazzle_dsl::{Entity as Declared, Field as DeclaredField, FieldType, LineKind, Model, Naming};

use super::{Entity, Field};

/// The entities of `model`, in its order.
#[must_use]
pub fn entities(model: &Model, naming: Naming) -> Vec<Entity> {
    model
        .entities
        .iter()
        .map(|entity| Entity {
            name: entity.name.clone(),
            title: entity.title.clone(),
            intent: entity.intent.clone(),
            table: naming.spelled(&entity.name),
            fields: entity.fields.iter().map(|it| field(entity, it, naming)).collect(),
        })
        .collect()
}

fn field(entity: &Declared, field: &DeclaredField, naming: Naming) -> Field {
    let is_key = field.modifiers.primary_key || field.name == "id";
    let mut references: Vec<String> = match &field.field_type {
        FieldType::PolyRef { targets } => targets.iter().map(|target| target.text.clone()).collect(),
        other => other
            .reference()
            .map(|target| target.text.clone())
            .into_iter()
            .collect(),
    };
    // The key of a subtype is that of its base.
    if field.name == "id" {
        references.extend(entity.subtype_of.as_ref().map(|base| base.text.clone()));
    }
    let has_unique_line = entity.constraints.iter().any(|line| {
        line.kind == LineKind::Unique && matches!(line.fields.as_slice(), [only] if only.text == field.name)
    });
    Field {
        name: field.name.clone(),
        type_text: type_text(&field.field_type),
        is_key,
        is_required: field.is_required(),
        is_unique: is_key || field.modifiers.unique || has_unique_line,
        references,
        columns: field
            .column_names()
            .iter()
            .map(|name| naming.spelled(name))
            .collect(),
    }
}

/// The type with its arguments, without modifiers.
fn type_text(field_type: &FieldType) -> String {
    let list = |names: &[dazzle_dsl::Located]| {
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        names.join(", ")
    };
    match field_type {
        FieldType::Str { length } => format!("str({length})"),
        FieldType::Text => "text".to_owned(),
        FieldType::Int => "int".to_owned(),
        FieldType::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        FieldType::Float => "float".to_owned(),
        FieldType::Bool => "bool".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::DateTime => "datetime".to_owned(),
        FieldType::Uuid => "uuid".to_owned(),
        FieldType::Email => "email".to_owned(),
        FieldType::Slug => "slug".to_owned(),
        FieldType::Url => "url".to_owned(),
        FieldType::Timezone => "timezone".to_owned(),
        FieldType::File => "file".to_owned(),
        FieldType::Json => "json".to_owned(),
        FieldType::Enum { values, .. } => format!("enum[{}]", list(values)),
        FieldType::Money { currency } => format!("money({currency})"),
        FieldType::Ref { target } => format!("ref {}", target.text),
        FieldType::BelongsTo { target } => format!("belongs_to {}", target.text),
        FieldType::PolyRef { targets } => format!("poly_ref [{}]", list(targets)),
        FieldType::HasMany(other) => format!("has_many {}", other.target.text),
        FieldType::HasOne(other) => format!("has_one {}", other.target.text),
        FieldType::Embeds { target } => format!("embeds {}", target.text),
        FieldType::LatestOne { target, via } => format!("latest_one {} via {}", target.text, via.text),
        FieldType::Traversal { via, .. } => format!("rows of the same entity, via {}", via.text),
        FieldType::Computed { expression } => format!("computed {expression}"),
    }
}
