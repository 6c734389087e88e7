//! Rows as schemas: as they are read, made and changed.

use serde_json::{Map, Value, json};

use super::{component, reference, set};
use crate::application::{Access, Application, Field, Resource, Shape};
use crate::kind::{Kind, decimal_pattern};

/// Adds the schemas of one resource.
pub(super) fn add(schemas: &mut Map<String, Value>, application: &Application, resource: &Resource) {
    let name = component(&resource.name);
    schemas.insert(name.clone(), row(application, resource));
    schemas.insert(
        format!("{name}.new"),
        body(resource, Access::in_new_row, |field| field.required),
    );
    schemas.insert(
        format!("{name}.change"),
        body(resource, Access::in_change, |_| false),
    );
    schemas.insert(
        format!("{name}.page"),
        json!({
            "type": "object",
            "required": ["items", "next"],
            "additionalProperties": false,
            "properties": {
                "items": { "type": "array", "items": reference(&name) },
                "next": {
                    "type": ["string", "null"],
                    "description": "The `cursor` of the next page, if there is one.",
                },
            },
        }),
    );
}

/// A row as it is read.
fn row(application: &Application, resource: &Resource) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut expanded = Map::new();
    for field in &resource.fields {
        properties.insert(field.name.clone(), described(field, read(resource, field)));
        required.push(field.name.clone());
        if let Some(target) = field
            .reference
            .as_ref()
            .filter(|target| application.resource(target).is_some())
        {
            expanded.insert(
                field.name.clone(),
                json!({ "anyOf": [reference(&component(target)), { "type": "null" }] }),
            );
        }
    }
    if !expanded.is_empty() {
        properties.insert(
            "$expanded".to_owned(),
            json!({
                "type": "object",
                "description": "The rows that this one points to, where `expand` asked for them.",
                "properties": expanded,
                "additionalProperties": false,
            }),
        );
    }
    json!({
        "type": "object",
        "title": resource.title.as_ref().unwrap_or(&resource.name),
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A body, with the fields that `takes` allows.
fn body(resource: &Resource, takes: impl Fn(Access) -> bool, needs: impl Fn(&Field) -> bool) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in resource.fields.iter().filter(|field| takes(field.access)) {
        properties.insert(field.name.clone(), described(field, written(resource, field)));
        if needs(field) {
            required.push(field.name.clone());
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    schema
}

fn described(field: &Field, mut schema: Value) -> Value {
    if let Some(target) = &field.reference {
        set(
            &mut schema,
            "description",
            json!(format!("The key of a row of {target}.")),
        );
    }
    if field.sensitive {
        set(&mut schema, "x-sensitive", json!(true));
    }
    if field.pii {
        set(&mut schema, "x-pii", json!(true));
    }
    schema
}

/// What a client may write.
fn written(resource: &Resource, field: &Field) -> Value {
    let of = |at: usize| {
        resource
            .columns
            .get(at)
            .map_or(json!({}), |column| value(&column.kind))
    };
    match &field.shape {
        Shape::Plain(at) => {
            let mut schema = or_null(of(*at), field.nullable);
            if resource.key.contains(at)
                && matches!(resource.columns.get(*at), Some(column) if matches!(column.kind, Kind::Text { .. }))
            {
                set(&mut schema, "not", json!({ "enum": ["", ".", ".."] }));
            }
            schema
        }
        Shape::Money {
            minor,
            currency,
            default,
        } => {
            let mut currency = of(*currency);
            set(&mut currency, "default", json!(default));
            object(
                &[("minor", of(*minor)), ("currency", currency)],
                &["minor"],
                field.nullable,
            )
        }
        Shape::OneOf { kind, id, .. } => object(
            &[("type", of(*kind)), ("id", of(*id))],
            &["type", "id"],
            field.nullable,
        ),
    }
}

/// What a client reads: rows may hold what no new row may, such as a text that is longer than it is allowed to be now.
fn read(resource: &Resource, field: &Field) -> Value {
    let of = |at: usize| {
        resource
            .columns
            .get(at)
            .map_or(json!({}), |column| or_null(stored(&column.kind), column.nullable))
    };
    match &field.shape {
        Shape::Plain(at) => of(*at),
        Shape::Money { minor, currency, .. } => object(
            &[("minor", of(*minor)), ("currency", of(*currency))],
            &["minor", "currency"],
            field.nullable,
        ),
        Shape::OneOf { kind, id, .. } => object(
            &[("type", of(*kind)), ("id", of(*id))],
            &["type", "id"],
            field.nullable,
        ),
    }
}

fn object(members: &[(&str, Value)], required: &[&str], nullable: bool) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect();
    or_null(
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false }),
        nullable,
    )
}

/// The same, or `null`.
fn or_null(mut schema: Value, nullable: bool) -> Value {
    if !nullable {
        return schema;
    }
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(single) => *single = json!([single.take(), "null"]),
        None => {}
    }
    schema
}

/// A value as a client writes it. Texts have a `pattern` and no `format`, which would mean something else to everybody.
pub(super) fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Text { most, rule } => {
            let mut schema = json!({ "type": "string", "pattern": rule.pattern() });
            if let Some(most) = most {
                set(&mut schema, "maxLength", json!(most));
            }
            schema
        }
        Kind::Decimal { precision, scale } => {
            json!({ "type": "string", "pattern": decimal_pattern(*precision, *scale) })
        }
        Kind::Date => json!({
            "type": "string",
            "format": "date",
            "pattern": "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
        Kind::Instant => json!({
            "type": "string",
            "format": "date-time",
            "description": "With an offset, and at most six digits behind the point of the seconds.",
        }),
        // Any document but `null`, which is no value.
        Kind::Json => json!({
            "type": ["object", "array", "string", "number", "boolean"],
            "description": "A JSON document without zero characters, nested at most 60 deep.",
        }),
        other => stored(other),
    }
}

/// A value as a client reads it.
fn stored(kind: &Kind) -> Value {
    match kind {
        Kind::Text { .. } | Kind::Decimal { .. } => json!({ "type": "string" }),
        Kind::Enum(words) => json!({ "type": "string", "enum": words }),
        Kind::Int(16) => json!({ "type": "integer", "minimum": i16::MIN, "maximum": i16::MAX }),
        Kind::Int(32) => {
            json!({ "type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        Kind::Int(_) => {
            json!({ "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX })
        }
        Kind::Float => json!({ "type": "number", "format": "double" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Instant => json!({ "type": "string", "format": "date-time" }),
        Kind::Uuid => json!({ "type": "string", "format": "uuid" }),
        Kind::Json => json!({}),
    }
}
