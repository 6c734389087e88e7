//! What all resources share: problems, headers, and the addresses of the server itself.

use serde_json::{Map, Value, json};

use super::{reference, set, set_in};

/// Schemas that all resources use.
pub(super) fn schemas() -> Map<String, Value> {
    let mut schemas = Map::new();
    schemas.insert(
        "-problem".to_owned(),
        json!({
            "type": "object",
            "title": "Problem",
            "description": "RFC 9457",
            "required": ["type", "title", "status", "code", "detail"],
            "additionalProperties": false,
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "code": { "type": "string", "description": "What is wrong, for programs." },
                "detail": { "type": "string", "description": "What is wrong, for people." },
                "errors": { "type": "array", "items": {
                    "type": "object",
                    "required": ["code", "detail"],
                    "additionalProperties": false,
                    "properties": {
                        "field": { "type": "string" },
                        "pointer": { "type": "string", "description": "Where in the body (RFC 6901)." },
                        "parameter": { "type": "string" },
                        "code": { "type": "string" },
                        "detail": { "type": "string" },
                    },
                } },
            },
        }),
    );
    schemas
}

const PROBLEMS: [(&str, &str); 14] = [
    ("400", "The query or the body cannot be read."),
    ("401", "The token is missing or wrong."),
    ("404", "There is no such row."),
    ("406", "The client takes no JSON."),
    ("409", "Another row has these values, or rows point to this one."),
    ("412", "The row has been changed meanwhile."),
    ("413", "The body is too large."),
    ("414", "The query is too long."),
    ("415", "The body is not JSON."),
    ("421", "Not a name of this machine, in local mode."),
    ("422", "Fields of the body are not right."),
    ("428", "`If-Match` is missing."),
    ("500", "The server failed."),
    ("503", "The database is busy or cannot be reached."),
];

/// A response for each problem, by its status.
pub(super) fn responses() -> Map<String, Value> {
    PROBLEMS
        .iter()
        .map(|(status, description)| {
            let content = json!({ "application/problem+json": { "schema": reference("-problem") } });
            (
                (*status).to_owned(),
                json!({ "description": description, "content": content }),
            )
        })
        .collect()
}

/// Headers that conditional requests send.
pub(super) fn parameters() -> Value {
    // `*`, or tags with commas between (RFC 9110, sections 8.8.3 and 13.1.1).
    let tag = r#"(W/)?"[!#-~]*""#;
    let tags = json!({ "type": "string", "pattern": format!(r"^(\*|{tag}( *, *{tag})*)$") });
    json!({
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "required": true,
            "description": "The ETag under which the row was read, or `*` for whatever is there.",
            "schema": tags,
        },
        "IfNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "description": "An ETag of the row that the client has already.",
            "schema": { "type": "string" },
        },
    })
}

/// The addresses of the server itself.
pub(super) fn server_paths(paths: &mut Map<String, Value>) {
    let status = json!({ "application/json": { "schema": {
        "type": "object",
        "required": ["status"],
        "properties": {
            "status": { "type": "string" },
            "reasons": { "type": "array", "items": { "type": "string" } },
        },
        "additionalProperties": false,
    } } });
    for (path, id, summary) in [
        ("/healthz", "healthz", "Whether the server answers at all"),
        ("/readyz", "readyz", "Whether the application may get requests"),
    ] {
        let mut responses = json!({
            "200": { "description": "It does.", "content": status },
            "406": { "$ref": "#/components/responses/406" },
        });
        if id == "readyz" {
            set_in(&mut responses, "200", "description", json!("It may."));
            set(
                &mut responses,
                "503",
                json!({ "description": "It may not.", "content": status }),
            );
        }
        paths.insert(
            path.to_owned(),
            json!({ "get": {
                "tags": ["server"],
                "operationId": id,
                "summary": summary,
                "security": [],
                "responses": responses,
            } }),
        );
    }
}
