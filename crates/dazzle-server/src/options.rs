//! How a server is to behave.

use std::fmt;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Where the server stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mode {
    /// On the desk of whoever writes the application: no token, and only requests to this machine's own name are
    /// answered, so that a web page cannot reach the server under a name of its own.
    Local,
    /// Anywhere else: every request to the API brings the token.
    Production,
}

/// How a server is to behave.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    pub(crate) mode: Mode,
    pub(crate) token: Option<Token>,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// How many rows a page has when nobody says.
    pub page_size: u32,
    /// How many rows a page may have.
    pub most_page_size: u32,
    /// How long a request may take, with its body.
    pub request_limit: Duration,
}

/// A server outside local mode needs a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OptionsError {
    /// There is none.
    #[error(
        "no API token: outside local mode the server answers only those who know one; set DAZZLE_API_TOKEN to a long random text"
    )]
    NoToken,
    /// It could not be sent in a header.
    #[error("the API token may hold only visible ASCII characters, without spaces")]
    UnusableToken,
}

/// Whether the application may get requests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Readiness {
    /// Nobody has looked yet.
    #[default]
    Starting,
    /// It may.
    Ready,
    /// It may not, for these reasons.
    NotReady(Vec<String>),
}

/// The digest of the token, which is all that is needed.
#[derive(Clone)]
pub(crate) struct Token([u8; 32]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

impl ServerOptions {
    /// Local mode: no token, bodies of 1 MiB, pages of 50 and at most 200 rows, 30 seconds.
    #[must_use]
    pub const fn local() -> Self {
        Self {
            mode: Mode::Local,
            token: None,
            body_limit: 1024 * 1024,
            page_size: 50,
            most_page_size: 200,
            request_limit: Duration::from_secs(30),
        }
    }

    /// Production, with the same limits.
    ///
    /// # Errors
    /// When there is no token, or one that no header can carry.
    pub fn production(token: Option<&str>) -> Result<Self, OptionsError> {
        let token = token.unwrap_or_default();
        if token.trim().is_empty() {
            return Err(OptionsError::NoToken);
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OptionsError::UnusableToken);
        }
        Ok(Self {
            mode: Mode::Production,
            token: Some(Token::new(token)),
            ..Self::local()
        })
    }

    /// Whether the request brings the token, or needs none.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else {
            return self.mode == Mode::Local;
        };
        let mut given = headers.get_all(AUTHORIZATION).iter();
        match (given.next(), given.next()) {
            (Some(value), None) => value
                .to_str()
                .ok()
                .and_then(|value| value.split_once(' '))
                .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
                .is_some_and(|(_, given)| token.is(given.trim_start())),
            _ => false,
        }
    }
}

impl Token {
    fn new(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// In a time that depends neither on where the texts differ nor on the token's length.
    fn is(&self, text: &str) -> bool {
        self.0.ct_eq(&Self::new(text).0).into()
    }
}
