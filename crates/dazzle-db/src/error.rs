//! What a database answers when it does not do what it was asked.

use std::fmt;

/// What kind of failure it was, so that a caller can decide without reading text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// No connection could be made.
    Connect,
    /// A lock was not granted within the session's lock timeout.
    LockTimeout,
    /// A statement ran longer than the session's statement timeout.
    StatementTimeout,
    /// Somebody stopped the statement: our [`Canceller`](crate::Canceller) or an administrator.
    Cancelled,
    /// The connection broke; what the last statement did is not known.
    ConnectionLost,
    /// The database, the file or the transaction does not accept writes.
    ReadOnly,
    /// The role or the file permissions do not allow it.
    Permission,
    /// The file is not an SQLite database.
    NotADatabase,
    /// Anything else: a syntax error, a violated constraint, a missing table.
    Other,
}

/// A failed statement or connection.
///
/// `Display` is one line without a full stop and never holds a password. The rest of what the server said
/// is behind the methods.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}{}", CodeSuffix(.code.as_deref()))]
pub struct DatabaseError {
    /// What kind of failure it was.
    pub kind: Kind,
    /// The server's message, on one line.
    pub message: String,
    /// The five-character SQLSTATE of PostgreSQL, or the extended result code of SQLite in decimal digits.
    pub code: Option<String>,
    /// Boxed so that a `Result` stays small.
    pub(crate) context: Box<Context>,
}

/// What the server said beyond the message.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    pub(crate) detail: Option<String>,
    pub(crate) hint: Option<String>,
    /// Where in the text that was sent the error is: in characters, from 1.
    pub(crate) position: Option<usize>,
    pub(crate) statement: Option<String>,
}

impl DatabaseError {
    /// An error that this crate found itself.
    pub(crate) fn new(kind: Kind, message: impl AsRef<str>) -> Self {
        Self {
            kind,
            message: one_line(message.as_ref()),
            code: None,
            context: Box::default(),
        }
    }

    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.context.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_statement(mut self, sql: &str) -> Self {
        self.context.statement = Some(excerpt(sql, self.context.position));
        self
    }

    /// The server's further explanation, when it gave one; may have several lines.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.context.detail.as_deref()
    }

    /// What to try next, from the server or from us.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.context.hint.as_deref()
    }

    /// The text that was sent, on one line and cut to about 200 characters (around the position, if known).
    #[must_use]
    pub fn statement(&self) -> Option<&str> {
        self.context.statement.as_deref()
    }

    /// The same, saying who was in the way.
    #[must_use]
    pub fn blocked_by(mut self, who: &str) -> Self {
        self.message = one_line(&format!("{}; in the way is {who}", self.message));
        self
    }

    /// Whether two rows are equal where a key lets none be (PostgreSQL `23505`; SQLite 2067 and, for a primary key,
    /// 1555).
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self.code.as_deref(), Some("23505" | "2067" | "1555"))
    }

    /// Whether the same transaction may succeed when it is tried again from its start: a lock timeout, a
    /// deadlock (`40P01`) or a serialisation failure (`40001`).
    #[must_use]
    pub fn is_worth_retrying(&self) -> bool {
        self.kind == Kind::LockTimeout || matches!(self.code.as_deref(), Some("40P01" | "40001"))
    }
}

struct CodeSuffix<'a>(Option<&'a str>);

impl fmt::Display for CodeSuffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(code) if code.len() == 5 => write!(f, " (SQLSTATE {code})"),
            Some(code) => write!(f, " (SQLite code {code})"),
            None => Ok(()),
        }
    }
}

/// The text with every run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most about 200 characters of `sql` on one line, around the one-based character `position`.
pub(crate) fn excerpt(sql: &str, position: Option<usize>) -> String {
    const WIDTH: usize = 200;
    let start = position.unwrap_or(0).saturating_sub(WIDTH / 2);
    let cut: String = sql.chars().skip(start).take(WIDTH).collect();
    let mut text = String::new();
    if start > 0 {
        text.push('…');
    }
    text.push_str(&one_line(&cut));
    if sql.chars().count() > start + WIDTH {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_on_one_line() {
        assert_eq!(excerpt("select\n  1", None), "select 1");
        let long = "é".repeat(500);
        assert_eq!(excerpt(&long, None).chars().count(), 201);
        let around = excerpt(&format!("{}X{}", "a".repeat(300), "b".repeat(300)), Some(301));
        assert!(around.starts_with('…') && around.ends_with('…') && around.contains('X'));
    }

    #[test]
    fn the_message_says_the_code() {
        let error =
            DatabaseError::new(Kind::Other, "relation\n does not exist").with_code(Some("42P01".into()));
        assert_eq!(error.to_string(), "relation does not exist (SQLSTATE 42P01)");
    }
}
