//! Drivers: who is asked, and how.
//!
//! Each knows one protocol: how a [`Conversation`] is put, and where the answer stands in what comes back. A driver
//! gives a text; whether it is any good is decided elsewhere.

mod anthropic;
mod command;
mod error;
mod http;
mod openai;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::time::Duration;

pub use error::DriverError;

use crate::Conversation;

/// The most bytes of an answer, and of a reply that holds one.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Anthropic's Messages API.
    Anthropic,
    /// Chat completions, as OpenAI, Ollama, llama.cpp and vLLM serve them.
    OpenAi,
}

impl Protocol {
    /// Where it is served if nothing else is said.
    #[must_use]
    pub const fn default_base_url(self) -> &'static str {
        match self {
            Self::Anthropic => "https://api.anthropic.com",
            Self::OpenAi => "https://api.openai.com/v1",
        }
    }

    /// The environment variable that holds the key if nothing else is said.
    #[must_use]
    pub const fn default_key_variable(self) -> &'static str {
        match self {
            Self::Anthropic => "ANTHROPIC_API_KEY",
            Self::OpenAi => "OPENAI_API_KEY",
        }
    }
}

/// A secret. It is not shown.
#[derive(Clone)]
pub struct Key(String);

impl Key {
    /// Keeps `text`.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Who is asked.
#[derive(Debug, Clone)]
pub enum Driver {
    /// A server.
    Server {
        /// How it speaks.
        protocol: Protocol,
        /// Where it is, without the path of the protocol.
        base_url: String,
        /// The model.
        model: String,
        /// The key, where one is set.
        key: Option<Key>,
        /// How long an answer may take.
        timeout: Duration,
    },
    /// A program that reads the request on stdin and gives the answer on stdout, both JSON.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// Where it runs.
        folder: PathBuf,
        /// How long an answer may take.
        timeout: Duration,
    },
}

/// What a call may be stopped by, and what counts it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Set to stop a program that is running.
    pub stop: AtomicBool,
    /// How often a model was called: each request to a server, each start of a program.
    pub calls: AtomicU32,
}

impl Driver {
    /// Its word in settings and provenance.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Server {
                protocol: Protocol::Anthropic,
                ..
            } => "anthropic",
            Self::Server {
                protocol: Protocol::OpenAi,
                ..
            } => "openai",
            Self::Command { .. } => "command",
        }
    }

    /// The model, or the program's name.
    #[must_use]
    pub fn model(&self) -> String {
        match self {
            Self::Server { model, .. } => model.clone(),
            Self::Command { command, .. } => command.join(" "),
        }
    }

    /// Asks and waits for the text of the answer.
    ///
    /// # Errors
    /// When nothing comes, in time, that holds a whole answer.
    pub fn ask(&self, conversation: &Conversation, watch: &Watch) -> Result<String, DriverError> {
        match self {
            Self::Server {
                protocol,
                base_url,
                model,
                key,
                timeout,
            } => {
                let base = base_url.trim_end_matches('/');
                let (call, read) = match protocol {
                    Protocol::Anthropic => (
                        anthropic::call(base, model, key.as_ref(), conversation),
                        anthropic::read as fn(&serde_json::Value) -> Result<String, DriverError>,
                    ),
                    Protocol::OpenAi => (
                        openai::call(base, model, key.as_ref(), conversation),
                        openai::read as fn(&serde_json::Value) -> Result<String, DriverError>,
                    ),
                };
                read(&http::post(&call, *timeout, watch)?)
            }
            Self::Command {
                command,
                folder,
                timeout,
            } => command::run(command, folder, *timeout, &conversation.to_json(), watch),
        }
    }
}
