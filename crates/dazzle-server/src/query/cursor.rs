//! Cursors: where a page ended, as opaque text.
//!
//! A cursor holds the order and the values of the last row's columns in it, as JSON in base64. It is no secret and
//! needs no signature: its values are checked and bound like those of a filter.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dazzle_schema::Dialect;

use super::Order;
use crate::address::comparable;
use crate::application::Resource;
use crate::database::Row;
use crate::json::{Json, write_string};
use crate::kind::{Kind, TextRule, Value};

/// The cursor behind `row`.
pub(super) fn write(row: &Row, resource: &Resource, order: &[Order]) -> String {
    let mut text = String::from("[");
    write_string(&spelled(resource, order), &mut text);
    for by in order {
        text.push(',');
        let plain = resource
            .columns
            .get(by.column)
            .zip(row.get(by.column))
            .and_then(|(column, cell)| column.kind.plain(cell));
        match plain {
            Some(plain) => write_string(&plain, &mut text),
            None => text.push_str("null"),
        }
    }
    text.push(']');
    URL_SAFE_NO_PAD.encode(text)
}

/// The values of a cursor, if it is one for this order.
pub(super) fn read(
    cursor: &str,
    resource: &Resource,
    order: &[Order],
    dialect: Dialect,
) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let Json::Array(items) = Json::parse(std::str::from_utf8(&bytes).ok()?).ok()? else {
        return None;
    };
    let mut items = items.into_iter();
    if items.next()? != Json::String(spelled(resource, order)) || items.len() != order.len() {
        return None;
    }
    order
        .iter()
        .zip(items)
        .map(|(by, item)| {
            let column = resource.columns.get(by.column)?;
            match item {
                Json::Null if column.nullable => Some(column.kind.null()),
                Json::String(text) => at_rest(&column.kind).read_plain(&text, dialect).ok(),
                _ => None,
            }
        })
        .collect()
}

/// The kind of what stands in a row already, which may be a word that the model has no longer.
fn at_rest(kind: &Kind) -> Kind {
    match kind {
        Kind::Enum(_) => Kind::Text {
            most: None,
            rule: TextRule::Any,
        },
        other => comparable(other),
    }
}

/// The order in words.
fn spelled(resource: &Resource, order: &[Order]) -> String {
    let words: Vec<String> = order
        .iter()
        .filter_map(|by| {
            let name = &resource.columns.get(by.column)?.api_name;
            Some(format!("{}{name}", if by.descending { "-" } else { "" }))
        })
        .collect();
    format!("{}:{}", resource.name, words.join(","))
}
