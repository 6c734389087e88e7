//! Rows as JSON.

use sha2::{Digest, Sha256};

use crate::application::{Resource, Shape};
use crate::database::Row;
use crate::json::write_string;
use crate::kind::Cell;

/// The row as a JSON object, without its closing brace, behind which a member may follow.
pub(crate) fn open_row(resource: &Resource, row: &Row, out: &mut String) {
    let write = |at: usize, out: &mut String| {
        if let (Some(column), Some(cell)) = (resource.columns.get(at), row.get(at)) {
            column.kind.write_json(cell, out);
        }
    };
    let is_null = |at: usize| matches!(row.get(at), None | Some(Cell::Null));
    out.push('{');
    for (at, field) in resource.fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_string(&field.name, out);
        out.push(':');
        match &field.shape {
            Shape::Plain(at) => write(*at, out),
            Shape::Money { minor, .. } if is_null(*minor) => out.push_str("null"),
            Shape::Money { minor, currency, .. } => {
                out.push_str("{\"minor\":");
                write(*minor, out);
                out.push_str(",\"currency\":");
                write(*currency, out);
                out.push('}');
            }
            Shape::OneOf { kind, .. } if is_null(*kind) => out.push_str("null"),
            Shape::OneOf { kind, id, .. } => {
                out.push_str("{\"type\":");
                write(*kind, out);
                out.push_str(",\"id\":");
                write(*id, out);
                out.push('}');
            }
        }
    }
}

/// The row as a JSON object.
pub(crate) fn row(resource: &Resource, row: &Row) -> String {
    let mut out = String::with_capacity(256);
    open_row(resource, row, &mut out);
    out.push('}');
    out
}

/// The entity tag of a row in this form: it changes with every change of the row that a client can see.
pub(crate) fn entity_tag(document: &str) -> String {
    let digest = Sha256::digest(document.as_bytes());
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in digest.iter().take(16) {
        tag.push_str(&format!("{byte:02x}"));
    }
    tag.push('"');
    tag
}

/// The key of a row as the last part of its address: its columns, joined by commas, each percent-encoded.
pub(crate) fn key_path(resource: &Resource, row: &Row) -> String {
    let parts: Vec<String> = resource
        .key
        .iter()
        .filter_map(|at| {
            let text = resource.columns.get(*at)?.kind.plain(row.get(*at)?)?;
            Some(crate::address::encode(&text))
        })
        .collect();
    parts.join(",")
}
