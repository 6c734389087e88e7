//! The description of the API in OpenAPI 3.1.
//!
//! It says exactly what the handlers take and give: what it allows is accepted but for the rows that are there (unique
//! values, references, rules of the database), and what it does not allow is refused.

mod parts;
mod paths;
mod schemas;

use serde_json::{Map, Value, json};

use crate::application::Application;
use crate::options::ServerOptions;

/// The whole document.
pub(crate) fn document(application: &Application, options: &ServerOptions) -> Value {
    let mut paths = Map::new();
    let mut schemas = parts::schemas();
    let mut tags = Vec::new();
    for resource in application.resources() {
        paths::add(&mut paths, application, resource, options);
        schemas::add(&mut schemas, application, resource);
        tags.push(json!({
            "name": resource.name,
            "description": resource.intent.as_ref().or(resource.title.as_ref()).unwrap_or(&resource.name),
        }));
    }
    parts::server_paths(&mut paths);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": application.title(),
            "version": "1",
            "description": "The data of the application. Made from its model by Dazzle.",
        },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": parts::responses(),
            "parameters": parts::parameters(),
        },
    });
    if options.token.is_some() {
        set_in(
            &mut document,
            "components",
            "securitySchemes",
            json!({ "token": { "type": "http", "scheme": "bearer" } }),
        );
        set(&mut document, "security", json!([{ "token": [] }]));
    }
    document
}

/// A name of the model as a name of a component, which may hold only some characters of ASCII (OpenAPI 3.1,
/// "Components Object"). Others are spelled by their number.
fn component(name: &str) -> String {
    name.chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() || character == '_' {
                character.to_string()
            } else {
                format!("-{:x}-", u32::from(character))
            }
        })
        .collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Gives the object a member.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Gives the member `outer` of the object a member.
fn set_in(object: &mut Value, outer: &str, name: &str, value: Value) {
    if let Some(inner) = object.get_mut(outer) {
        set(inner, name, value);
    }
}
