//! Chat completions with structured output. Source: `POST /chat/completions` in OpenAI's API reference, which
//! Ollama, llama.cpp and vLLM follow.

use serde_json::{Value, json};

use super::error::shortened;
use super::http::Call;
use super::{DriverError, Key};
use crate::Conversation;
use crate::answer::schema;

pub(super) fn call(base: &str, model: &str, key: Option<&Key>, conversation: &Conversation) -> Call {
    let headers = key
        .map(|key| ("authorization", format!("Bearer {}", key.expose())))
        .into_iter()
        .collect();
    let mut messages = vec![json!({ "role": "system", "content": conversation.instructions() })];
    messages.extend(
        conversation
            .turns()
            .into_iter()
            .map(|(role, text)| json!({ "role": role, "content": text })),
    );
    Call {
        url: format!("{base}/chat/completions"),
        headers,
        has_key: key.is_some(),
        body: json!({
            "model": model,
            "messages": messages,
            "response_format": {
                "type": "json_schema",
                "json_schema": { "name": "answer", "strict": true, "schema": schema() },
            },
        }),
    }
}

pub(super) fn read(reply: &Value) -> Result<String, DriverError> {
    let wrong = |reason: &str| DriverError::Reply {
        reason: reason.to_owned(),
    };
    let choice = reply
        .get("choices")
        .and_then(Value::as_array)
        .and_then(|choices| choices.first())
        .ok_or_else(|| wrong("it has no `choices`"))?;
    let message = choice
        .get("message")
        .ok_or_else(|| wrong("its choice has no `message`"))?;
    if let Some(refusal) = message.get("refusal").and_then(Value::as_str) {
        return Err(DriverError::Refused {
            message: shortened(refusal),
        });
    }
    match choice.get("finish_reason").and_then(Value::as_str) {
        Some("length") => return Err(DriverError::Truncated),
        Some("content_filter") => {
            return Err(DriverError::Refused {
                message: "the server's filter stopped it".to_owned(),
            });
        }
        _ => {}
    }
    match message.get("content").and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(wrong("the model gives no answer")),
    }
}
