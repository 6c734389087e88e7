//! Addresses: percent-encoding, keys in paths, pairs of a query.

use dazzle_schema::Dialect;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::application::Resource;
use crate::kind::{Kind, TextRule, Value};

/// Everything but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `text` as one part of a path or a value of a query.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The text that a part of a path stands for; `None` if that is not UTF-8.
pub(crate) fn decode(part: &str) -> Option<String> {
    percent_decode_str(part)
        .decode_utf8()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The pairs of a query, where `+` is a space. `None` if one is not UTF-8.
pub(crate) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((
                decode(&name.replace('+', " "))?,
                decode(&value.replace('+', " "))?,
            ))
        })
        .collect()
}

/// The values of a key from the last part of a path, still encoded. `None` if no row can have such a key.
pub(crate) fn key(resource: &Resource, part: &str, dialect: Dialect) -> Option<Vec<Value>> {
    let mut parts = part.split(',');
    let values = resource
        .key_columns()
        .map(|column| {
            let text = decode(parts.next()?)?;
            comparable(&column.kind).read_plain(&text, dialect).ok()
        })
        .collect::<Option<Vec<Value>>>()?;
    parts.next().is_none().then_some(values)
}

/// The kind of what a column is compared with: any text may be compared with a text, also what no new row may hold.
pub(crate) fn comparable(kind: &Kind) -> Kind {
    match kind {
        Kind::Text { .. } => Kind::Text {
            most: None,
            rule: TextRule::Any,
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read_strictly() {
        assert_eq!(
            pairs("a=1&b=x%20y+z&&c").unwrap(),
            [("a", "1"), ("b", "x y z"), ("c", "")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(pairs("a=%ff"), None);
        assert_eq!(decode(&encode("a,b/ü~")).unwrap(), "a,b/ü~");
    }
}
