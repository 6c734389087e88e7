//! Why there is no answer.

use std::time::Duration;

/// Why there is no answer. Nothing in it holds a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DriverError {
    /// The address is not right.
    #[error("`{url}` is no address that can be asked: {reason}")]
    Url {
        /// The address.
        url: String,
        /// Why.
        reason: String,
    },
    /// The server cannot be reached, or the connection broke.
    #[error("{url} cannot be reached: {reason}")]
    Unreachable {
        /// The address.
        url: String,
        /// Why.
        reason: String,
    },
    /// Nothing came in time.
    #[error("no answer within {} seconds", .limit.as_secs())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The server wants fewer requests.
    #[error("the server refuses for now, because there were too many requests{}", .retry_after.map(|it| format!("; it says to wait {} seconds", it.as_secs())).unwrap_or_default())]
    RateLimited {
        /// How long to wait, as the server says.
        retry_after: Option<Duration>,
    },
    /// The server said no.
    #[error("the server answers with status {status}{}", said(.message))]
    Status {
        /// The HTTP status.
        status: u16,
        /// What it says about it, shortened.
        message: String,
    },
    /// What came is larger than any answer.
    #[error("the answer is larger than {most} bytes")]
    TooLarge {
        /// The limit.
        most: usize,
    },
    /// What came is not what the protocol says.
    #[error("the reply cannot be read: {reason}")]
    Reply {
        /// Why.
        reason: String,
    },
    /// The model refused.
    #[error("the model refuses{}", said(.message))]
    Refused {
        /// What it says about it, shortened.
        message: String,
    },
    /// The answer was cut.
    #[error("the answer is not whole: the model stopped at its limit of length")]
    Truncated,
    /// The program cannot be started.
    #[error("`{program}` cannot be started: {reason}")]
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        reason: String,
    },
    /// The program failed.
    #[error("`{program}` failed with {status}{}", said(.message))]
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        status: String,
        /// What it wrote to stderr, shortened.
        message: String,
    },
    /// A person stopped it.
    #[error("stopped on request")]
    Stopped,
}

impl DriverError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Url { .. } => "correct `base_url` under `[assistant]` in dazzle.toml",
            Self::Unreachable { .. } => {
                "check that the server runs, and `base_url` under `[assistant]` in dazzle.toml"
            }
            Self::TimedOut { .. } => "try again, or raise `timeout` under `[assistant]` in dazzle.toml",
            Self::RateLimited { .. } => "try again later",
            Self::Status {
                status: 401 | 403, ..
            } => {
                "set the key in the environment: ANTHROPIC_API_KEY or OPENAI_API_KEY, or the variable that `key_env` \
                 under `[assistant]` names"
            }
            Self::Status { status: 404, .. } => {
                "check `model` and `base_url` under `[assistant]` in dazzle.toml"
            }
            Self::NotStarted { .. } => "correct `command` under `[assistant]` in dazzle.toml",
            Self::Failed { .. } => "correct the program",
            Self::TooLarge { .. }
            | Self::Reply { .. }
            | Self::Refused { .. }
            | Self::Truncated
            | Self::Status { .. } => "try again, choose another model, or fill the seam in by hand",
            Self::Stopped => "run the command again to go on",
        }
    }
}

fn said(message: &str) -> String {
    if message.is_empty() {
        String::new()
    } else {
        format!(": {message}")
    }
}

/// The beginning of what a server or program says, on one line and without control characters.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|it| !it.is_control()).collect();
    let mut start: String = line.chars().take(MOST).collect();
    if start.len() < line.len() {
        start.push('…');
    }
    start
}
