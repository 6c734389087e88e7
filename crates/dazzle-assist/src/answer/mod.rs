//! The answer: its schema, and reading it.

mod error;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use error::AnswerError;

/// The longest reason that is kept, in characters.
const MOST_REASON: usize = 2_000;

/// What a model said, as data. Nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Why, in its words.
    pub reason: String,
    /// SQL for seams, by number from 1.
    pub seams: BTreeMap<usize, String>,
    /// Whether something was renamed, by number of the question from 1.
    pub decisions: BTreeMap<usize, bool>,
    /// Operations in the format of revision files, in place of those that are there.
    pub operations: Option<String>,
}

/// The JSON schema of an answer. Every key is required and no other is allowed, as strict structured output wants it.
#[must_use]
pub fn schema() -> Value {
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": required,
            "properties": properties,
        })
    };
    object(json!({
        "reason": { "type": "string" },
        "seams": {
            "type": "array",
            "items": object(json!({
                "seam": { "type": "integer" },
                "sql": { "type": "string" },
            })),
        },
        "decisions": {
            "type": "array",
            "items": object(json!({
                "question": { "type": "integer" },
                "answer": { "type": "string", "enum": ["renamed", "not_renamed"] },
            })),
        },
        "operations": { "type": ["string", "null"] },
    }))
}

impl Answer {
    /// Reads the text of an answer.
    ///
    /// # Errors
    /// When it is no JSON of the form of [`schema`].
    pub fn read(text: &str) -> Result<Self, AnswerError> {
        let value: Value = serde_json::from_str(text).map_err(|error| AnswerError::NotJson {
            reason: error.to_string(),
        })?;
        let whole = fields(
            &value,
            "the answer",
            &["reason", "seams", "decisions", "operations"],
        )?;
        let reason = text_of(whole, "reason")?;
        Ok(Self {
            reason: readable(reason),
            seams: numbered(whole, "seams", "seam", "sql", |item| {
                text_of(item, "sql").map(str::to_owned)
            })?,
            decisions: numbered(whole, "decisions", "question", "answer", |item| {
                match text_of(item, "answer")? {
                    "renamed" => Ok(true),
                    "not_renamed" => Ok(false),
                    other => Err(shape(format!(
                        "`answer` is `{}`; it may be `renamed` or `not_renamed`",
                        readable(other)
                    ))),
                }
            })?,
            operations: match whole.get("operations") {
                Some(Value::Null) => None,
                Some(Value::String(text)) if text.trim().is_empty() => None,
                Some(Value::String(text)) => Some(text.clone()),
                _ => return Err(shape("`operations` must be a text or null")),
            },
        })
    }
}

fn shape(reason: impl Into<String>) -> AnswerError {
    AnswerError::Shape {
        reason: reason.into(),
    }
}

/// The keys of an object: all of `keys` and no other.
fn fields<'v>(value: &'v Value, what: &str, keys: &[&str]) -> Result<&'v Map<String, Value>, AnswerError> {
    let Value::Object(fields) = value else {
        return Err(shape(format!("{what} must be an object")));
    };
    if let Some(unknown) = fields.keys().find(|key| !keys.contains(&key.as_str())) {
        return Err(shape(format!(
            "{what} has the unknown key `{}`",
            readable(unknown)
        )));
    }
    match keys.iter().find(|key| !fields.contains_key(**key)) {
        Some(missing) => Err(shape(format!("{what} has no `{missing}`"))),
        None => Ok(fields),
    }
}

fn text_of<'v>(fields: &'v Map<String, Value>, key: &str) -> Result<&'v str, AnswerError> {
    fields
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| shape(format!("`{key}` must be a text")))
}

/// A list of objects with a number and something else, each number once.
fn numbered<T>(
    whole: &Map<String, Value>,
    list: &str,
    number: &str,
    other: &str,
    read: impl Fn(&Map<String, Value>) -> Result<T, AnswerError>,
) -> Result<BTreeMap<usize, T>, AnswerError> {
    let Some(Value::Array(items)) = whole.get(list) else {
        return Err(shape(format!("`{list}` must be a list")));
    };
    let mut found = BTreeMap::new();
    for item in items {
        let fields = fields(item, &format!("an item of `{list}`"), &[number, other])?;
        let at = fields
            .get(number)
            .and_then(Value::as_u64)
            .and_then(|it| usize::try_from(it).ok())
            .ok_or_else(|| shape(format!("`{number}` must be a whole number")))?;
        if found.insert(at, read(fields)?).is_some() {
            return Err(shape(format!("`{list}` has {at} twice")));
        }
    }
    Ok(found)
}

/// A text of a model as it may be shown and kept: on one line, without control characters, not endless.
fn readable(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    line.chars()
        .filter(|it| !crate::limits::is_odd(*it))
        .take(MOST_REASON)
        .collect()
}
