//! Anthropic's Messages API. The answer is the input of a tool that the model must use, whose schema is the
//! answer's. Source: `POST /v1/messages` in Anthropic's API reference.

use serde_json::{Value, json};

use super::error::shortened;
use super::http::Call;
use super::{DriverError, Key};
use crate::Conversation;
use crate::answer::schema;

/// The version of the protocol.
const VERSION: &str = "2023-06-01";
/// The longest answer, in the model's own units.
const MOST_TOKENS: u32 = 8_192;
/// The tool whose input is the answer.
const TOOL: &str = "answer";

pub(super) fn call(base: &str, model: &str, key: Option<&Key>, conversation: &Conversation) -> Call {
    let mut headers = vec![("anthropic-version", VERSION.to_owned())];
    if let Some(key) = key {
        headers.push(("x-api-key", key.expose().to_owned()));
    }
    let messages: Vec<Value> = conversation
        .turns()
        .into_iter()
        .map(|(role, text)| json!({ "role": role, "content": text }))
        .collect();
    Call {
        url: format!("{base}/v1/messages"),
        headers,
        has_key: key.is_some(),
        body: json!({
            "model": model,
            "max_tokens": MOST_TOKENS,
            "system": conversation.instructions(),
            "messages": messages,
            "tools": [{
                "name": TOOL,
                "description": "Gives the answer.",
                "input_schema": schema(),
            }],
            "tool_choice": { "type": "tool", "name": TOOL },
        }),
    }
}

pub(super) fn read(reply: &Value) -> Result<String, DriverError> {
    let wrong = |reason: &str| DriverError::Reply {
        reason: reason.to_owned(),
    };
    let parts = reply
        .get("content")
        .and_then(Value::as_array)
        .ok_or_else(|| wrong("it has no `content`"))?;
    let text = || {
        let texts: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.get("text").and_then(Value::as_str))
            .collect();
        shortened(&texts.join(" "))
    };
    match reply.get("stop_reason").and_then(Value::as_str) {
        Some("max_tokens" | "model_context_window_exceeded") => return Err(DriverError::Truncated),
        Some("refusal") => return Err(DriverError::Refused { message: text() }),
        _ => {}
    }
    let answers: Vec<&Value> = parts
        .iter()
        .filter(|part| {
            part.get("type").and_then(Value::as_str) == Some("tool_use")
                && part.get("name").and_then(Value::as_str) == Some(TOOL)
        })
        .filter_map(|part| part.get("input"))
        .collect();
    match answers.as_slice() {
        [answer] => Ok(answer.to_string()),
        [] => Err(wrong("the model gives no answer")),
        _ => Err(wrong("the model gives several answers")),
    }
}
