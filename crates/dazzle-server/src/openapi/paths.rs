//! The addresses of one resource.

use serde_json::{Map, Value, json};

use super::schemas::value;
use super::{component, reference, set, set_in};
use crate::address::encode;
use crate::application::{Application, Resource};
use crate::kind::Kind;
use crate::options::ServerOptions;
use crate::query::Operator;

/// Adds the addresses of `resource`.
pub(super) fn add(
    paths: &mut Map<String, Value>,
    application: &Application,
    resource: &Resource,
    options: &ServerOptions,
) {
    let path = format!("/api/{}", encode(&resource.name));
    let name = component(&resource.name);
    let shared = |mut operation: Value, id: &str, summary: &str, responses: &[&str]| {
        set(&mut operation, "tags", json!([resource.name]));
        set(&mut operation, "operationId", json!(format!("{id}_{name}")));
        set(&mut operation, "summary", json!(summary));
        for response in responses {
            set_in(
                &mut operation,
                "responses",
                response,
                json!({ "$ref": format!("#/components/responses/{response}") }),
            );
        }
        if options.token.is_some() {
            set_in(
                &mut operation,
                "responses",
                "401",
                json!({ "$ref": "#/components/responses/401" }),
            );
        }
        operation
    };
    paths.insert(
        path.clone(),
        json!({
            "get": shared(
                json!({
                    "parameters": list_parameters(application, resource, options),
                    "responses": { "200": {
                        "description": "A page of rows.",
                        "headers": { "Link": { "schema": { "type": "string" }, "description": "The next page." } },
                        "content": { "application/json": { "schema": reference(&format!("{name}.page")) } },
                    } },
                }),
                "list",
                "Rows, page by page",
                &["400", "406", "414", "503"],
            ),
            "post": shared(
                json!({
                    "requestBody": json_body(&format!("{name}.new")),
                    "responses": { "201": {
                        "description": "The new row.",
                        "headers": {
                            "Location": { "schema": { "type": "string" } },
                            "ETag": { "schema": { "type": "string" } },
                        },
                        "content": { "application/json": { "schema": reference(&name) } },
                    } },
                }),
                "create",
                "A new row",
                &["400", "406", "409", "413", "415", "422", "503"],
            ),
        }),
    );
    let row = |description: &str| {
        json!({
            "description": description,
            "headers": { "ETag": { "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": reference(&name) } },
        })
    };
    let expand = expand_parameter(application, resource);
    let if_match = json!({ "$ref": "#/components/parameters/IfMatch" });
    paths.insert(
        format!("{path}/{{id}}"),
        json!({
            "parameters": [{
                "name": "id",
                "in": "path",
                "required": true,
                "description": "The key of the row.",
                "schema": key_schema(resource),
            }],
            "get": shared(
                json!({
                    "parameters": expand.into_iter()
                        .chain([json!({ "$ref": "#/components/parameters/IfNoneMatch" })])
                        .collect::<Vec<_>>(),
                    "responses": {
                        "200": row("The row."),
                        "304": { "description": "The row is as it was under this tag." },
                    },
                }),
                "read",
                "One row",
                &["400", "404", "406", "414", "503"],
            ),
            "patch": shared(
                json!({
                    "parameters": [if_match],
                    "requestBody": json_body(&format!("{name}.change")),
                    "responses": { "200": row("The row as it is now.") },
                }),
                "change",
                "Changes the fields given",
                &["400", "404", "406", "409", "412", "413", "415", "422", "428", "503"],
            ),
            "delete": shared(
                json!({
                    "parameters": [if_match],
                    "responses": { "204": { "description": "The row is gone." } },
                }),
                "delete",
                "Deletes the row",
                &["400", "404", "406", "409", "412", "428", "503"],
            ),
        }),
    );
}

fn json_body(schema: &str) -> Value {
    json!({
        "required": true,
        "content": { "application/json": { "schema": reference(schema) } },
    })
}

/// One part of a path; of a key of several columns, all of them with commas between.
fn key_schema(resource: &Resource) -> Value {
    let mut columns = resource.key_columns();
    match (columns.next(), columns.next()) {
        (Some(column), None) => match &column.kind {
            Kind::Text { .. } => json!({ "type": "string", "minLength": 1 }),
            kind => value(kind),
        },
        _ => json!({ "type": "string", "minLength": 1 }),
    }
}

fn list_parameters(application: &Application, resource: &Resource, options: &ServerOptions) -> Vec<Value> {
    let ordered: Vec<&str> = resource
        .columns
        .iter()
        .filter(|column| column.kind.is_ordered())
        .map(|column| column.api_name.as_str())
        .collect();
    let words: Vec<String> = ordered
        .iter()
        .flat_map(|name| [(*name).to_owned(), format!("-{name}")])
        .collect();
    let mut parameters = vec![
        json!({
            "name": "limit",
            "in": "query",
            "description": "How many rows a page has.",
            "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": options.most_page_size,
                "default": options.page_size,
            },
        }),
        json!({
            "name": "cursor",
            "in": "query",
            "description": "Where to go on: `next` of the page before, asked with the same `sort`.",
            "schema": { "type": "string" },
        }),
        json!({
            "name": "sort",
            "in": "query",
            "description": "Fields with commas between; with `-` before it a field is sorted from its end.",
            "style": "form",
            "explode": false,
            "schema": { "type": "array", "items": { "type": "string", "enum": words }, "minItems": 1, "maxItems": words.len() / 2 },
        }),
    ];
    parameters.extend(expand_parameter(application, resource));
    let reserved = ["limit", "cursor", "sort", "expand"];
    for column in &resource.columns {
        for operator in Operator::ALL
            .into_iter()
            .filter(|operator| operator.applies_to(&column.kind))
        {
            let name = match operator {
                Operator::Equal if !reserved.contains(&column.api_name.as_str()) => column.api_name.clone(),
                _ => format!("{}.{}", column.api_name, operator.word()),
            };
            let mut parameter = json!({ "name": name, "in": "query" });
            let schema = match operator {
                Operator::Null => json!({ "type": "boolean" }),
                Operator::In => {
                    set(&mut parameter, "style", json!("form"));
                    set(&mut parameter, "explode", json!(false));
                    json!({ "type": "array", "items": filtered(&column.kind), "minItems": 1, "maxItems": 50 })
                }
                _ => filtered(&column.kind),
            };
            set(&mut parameter, "schema", schema);
            parameters.push(parameter);
        }
    }
    parameters
}

/// What a column may be compared with: any text with a text.
fn filtered(kind: &Kind) -> Value {
    match kind {
        Kind::Text { .. } => json!({ "type": "string", "pattern": r"^[^\u0000]*$" }),
        Kind::Instant => json!({
            "type": "string",
            "anyOf": [{ "format": "date-time" }, { "format": "date" }],
            "description": "An instant, or a day for its beginning in UTC.",
        }),
        other => value(other),
    }
}

fn expand_parameter(application: &Application, resource: &Resource) -> Option<Value> {
    let names: Vec<&str> = resource
        .fields
        .iter()
        .filter(|field| {
            field
                .reference
                .as_ref()
                .is_some_and(|target| application.resource(target).is_some())
        })
        .map(|field| field.name.as_str())
        .collect();
    (!names.is_empty()).then(|| {
        json!({
            "name": "expand",
            "in": "query",
            "description": "References of which the rows are to be given too, in `$expanded`.",
            "style": "form",
            "explode": false,
            "schema": { "type": "array", "items": { "type": "string", "enum": names }, "minItems": 1 },
        })
    })
}
