//! What is put to a model: the request, and what came of earlier attempts.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::answer::schema;
use crate::request;
use crate::task::Task;

/// An answer that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The answer.
    pub answer: String,
    /// Why it was not accepted.
    pub error: String,
}

/// The request and the attempts so far. The same task gives the same bytes.
#[derive(Debug, Clone)]
pub struct Conversation {
    request: Value,
    attempts: Vec<Attempt>,
}

impl Conversation {
    /// The conversation that begins with `task`.
    #[must_use]
    pub fn new(task: &Task) -> Self {
        Self {
            request: request::request(task),
            attempts: Vec::new(),
        }
    }

    /// Adds an answer that was not accepted. One that is empty is not repeated to the model.
    pub fn fail(&mut self, attempt: Attempt) {
        self.attempts.push(attempt);
    }

    /// What holds for every request.
    #[must_use]
    pub const fn instructions(&self) -> &'static str {
        request::INSTRUCTIONS
    }

    /// The request, as it is sent.
    #[must_use]
    pub const fn request(&self) -> &Value {
        &self.request
    }

    /// The turns of the conversation: who speaks, `user` or `assistant`, and what is said.
    #[must_use]
    pub fn turns(&self) -> Vec<(&'static str, String)> {
        let mut turns = vec![("user", format!("{:#}", self.request))];
        for Attempt { answer, error } in &self.attempts {
            // Protocols refuse an empty turn.
            let said = if answer.trim().is_empty() {
                "(nothing)"
            } else {
                answer
            };
            turns.push(("assistant", said.to_owned()));
            turns.push((
                "user",
                format!("That answer was not accepted: {error}\nGive a whole new answer that avoids this."),
            ));
        }
        turns
    }

    /// The whole of it as one value: what a program reads.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let attempts: Vec<Value> = self
            .attempts
            .iter()
            .map(|it| json!({ "answer": it.answer, "error": it.error }))
            .collect();
        json!({
            "instructions": self.instructions(),
            "request": self.request,
            "earlier_attempts": attempts,
            "answer_schema": schema(),
        })
    }

    /// The SHA-256 of all that is sent, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.to_json().to_string())
    }
}

/// The SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn digest(text: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
