//! The address of a database: parsed once, checked, and printed without its password.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dazzle_schema::Dialect;
use sqlx::postgres::PgConnectOptions;

/// The address of a database.
///
/// Forms: `postgresql://…` and `postgres://…` as libpq and sqlx read them; `sqlite:PATH`, `sqlite://PATH`
/// (so `sqlite:///abs.db` is absolute) and `sqlite::memory:`; a bare path that ends in `.db`, `.sqlite` or
/// `.sqlite3`. `Display` and `Debug` print the password, also as a query parameter, as `***`.
#[derive(Clone)]
pub struct DatabaseUrl {
    shown: String,
    target: Target,
}

/// What the address leads to, in the terms of its driver.
#[derive(Clone)]
pub(crate) enum Target {
    Postgresql(Box<PgConnectOptions>),
    /// `None` is a database in memory.
    Sqlite(Option<PathBuf>),
}

/// The text is not the address of a database. Never repeats the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Neither a known scheme nor the path of an SQLite file.
    #[error(
        "not a database URL: expected `postgresql://…`, `sqlite:PATH`, or a path ending in `.db`, `.sqlite` or `.sqlite3`"
    )]
    Form,
    /// A URL of another database system.
    #[error("no driver for `{scheme}:` URLs: Dazzle speaks `postgresql:` and `sqlite:`")]
    Scheme {
        /// The part before the colon.
        scheme: String,
    },
    /// A PostgreSQL URL that cannot be read.
    #[error("the `postgresql:` URL cannot be read: {reason}")]
    Postgresql {
        /// Why, without any part of the user or password.
        reason: String,
    },
    /// An SQLite URL that cannot be read.
    #[error("the `sqlite:` URL cannot be read: {reason}")]
    Sqlite {
        /// Why.
        reason: String,
    },
}

impl DatabaseUrl {
    /// Parses and checks `text`; connects to nothing.
    ///
    /// # Errors
    /// When the text has none of the known forms, or a part of it cannot be read.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let text = text.trim();
        if let Some((scheme, rest)) = split_scheme(text) {
            return match scheme.to_ascii_lowercase().as_str() {
                "postgres" | "postgresql" => parse_postgresql(text, rest),
                "sqlite" | "sqlite3" => parse_sqlite(rest),
                _ => Err(UrlError::Scheme {
                    scheme: scheme.to_owned(),
                }),
            };
        }
        let is_file = [".db", ".sqlite", ".sqlite3"]
            .iter()
            .any(|ending| text.len() > ending.len() && text.ends_with(ending));
        // `user:secret@host/app.db` would be a mistake, not a path.
        if is_file && !text.contains("://") && !text.contains('@') {
            return Ok(Self::sqlite(text));
        }
        Err(UrlError::Form)
    }

    /// The SQLite database in the file at `path`.
    #[must_use]
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            shown: format!("sqlite:{}", path.display()),
            target: Target::Sqlite(Some(path)),
        }
    }

    /// The same address with a relative SQLite path taken from the folder `base`.
    #[must_use]
    pub fn resolved_against(self, base: &Path) -> Self {
        match &self.target {
            Target::Sqlite(Some(path)) if path.is_relative() => Self::sqlite(base.join(path)),
            _ => self,
        }
    }

    /// PostgreSQL: another database of the same server. An SQLite address stays as it is.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        match &self.target {
            Target::Postgresql(options) => Self {
                shown: format!("{} (database {name})", self.shown),
                target: Target::Postgresql(Box::new(options.as_ref().clone().database(name))),
            },
            Target::Sqlite(_) => self.clone(),
        }
    }

    /// PostgreSQL: the same database, with the schema `name` in place of the one that a session would use. An SQLite
    /// address stays as it is.
    #[must_use]
    pub fn with_schema(&self, name: &str) -> Self {
        match &self.target {
            Target::Postgresql(options) => Self {
                shown: format!("{} (schema {name})", self.shown),
                target: Target::Postgresql(Box::new(
                    options.as_ref().clone().options([("search_path", name)]),
                )),
            },
            Target::Sqlite(_) => self.clone(),
        }
    }

    /// The dialect of the database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.target {
            Target::Postgresql(_) => Dialect::Postgresql,
            Target::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The file of an SQLite database; `None` for one in memory and for PostgreSQL.
    #[must_use]
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.target {
            Target::Sqlite(path) => path.as_deref(),
            Target::Postgresql(_) => None,
        }
    }

    /// What the driver is to connect to; `None` for SQLite.
    #[must_use]
    pub fn postgresql_options(&self) -> Option<&PgConnectOptions> {
        match &self.target {
            Target::Postgresql(options) => Some(options),
            Target::Sqlite(_) => None,
        }
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        Self::parse(text)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DatabaseUrl").field(&self.shown).finish()
    }
}

/// The scheme and what follows its colon. A single letter is a Windows drive; a "scheme" without `//` counts
/// for SQLite only, as in `sqlite:app.db`.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_word = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let counts = rest.starts_with("//") || scheme.to_ascii_lowercase().starts_with("sqlite");
    (is_word && counts).then_some((scheme, rest))
}

fn parse_postgresql(text: &str, rest: &str) -> Result<DatabaseUrl, UrlError> {
    let broken = |reason: &str| UrlError::Postgresql {
        reason: reason.to_owned(),
    };
    let rest = rest.strip_prefix("//").ok_or_else(|| broken("`//` is missing"))?;
    if rest.contains('#') {
        // Else everything behind it would be dropped without a word, and shown.
        return Err(broken("write `#` as `%23`"));
    }
    let (address, query) = match rest.split_once('?') {
        Some((address, query)) => (address, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match address.split_once('/') {
        Some((authority, path)) => (authority, Some(path)),
        None => (address, None),
    };
    if path.is_some_and(|path| path.contains('@')) {
        return Err(broken(
            "write `/` in the user or password as `%2F`, and `@` in the name as `%40`",
        ));
    }

    let mut shown = String::from("postgresql://");
    if let Some((user, host)) = authority.rsplit_once('@') {
        match user.split_once(':') {
            Some((name, _)) => shown.push_str(&format!("{name}:***@{host}")),
            None => shown.push_str(&format!("{user}@{host}")),
        }
    } else {
        shown.push_str(authority);
    }
    if let Some(path) = path {
        shown.push('/');
        shown.push_str(path);
    }
    if let Some(query) = query {
        shown.push('?');
        shown.push_str(&masked_query(query).ok_or_else(|| {
            broken("a query parameter has an unusual name; write `?` in the password as `%3F`")
        })?);
    }

    if let Some(name) = query.and_then(unknown_parameter) {
        return Err(broken(&format!(
            "the parameter `{name}` is not known; known are {}",
            PARAMETERS.join(", ")
        )));
    }
    let mut options = PgConnectOptions::from_str(text).map_err(|error| match error {
        sqlx::Error::Configuration(reason) => broken(&reason.to_string()),
        _ => broken("it is not well formed"),
    })?;
    // The brackets of `[::1]` belong to the URL, not to the address.
    let bare = options
        .get_host()
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .map(str::to_owned);
    if let Some(host) = bare {
        options = options.host(&host);
    }
    Ok(DatabaseUrl {
        shown,
        target: Target::Postgresql(Box::new(options)),
    })
}

/// Parameters of libpq (PostgreSQL's manual, section 34.1.2) that the driver does not have. Providers write them into
/// URLs, so they are passed over.
const PASSED_OVER: [&str; 21] = [
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssencmode",
    "gsslib",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "krbsrvname",
    "load_balance_hosts",
    "passfile",
    "require_auth",
    "requirepeer",
    "service",
    "sslcompression",
    "sslcrl",
    "sslpassword",
    "target_session_attrs",
    "tcp_user_timeout",
];

/// The parameters that the driver understands. It passes over others without a word, and a misspelt `sslmode`
/// would be a connection without encryption.
const PARAMETERS: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// The first parameter of the query that nobody understands.
fn unknown_parameter(query: &str) -> Option<String> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .filter_map(|part| percent_decoded(part.split('=').next().unwrap_or_default()))
        .find(|name| {
            let name = name.as_str();
            !PARAMETERS.contains(&name) && !PASSED_OVER.contains(&name) && !name.starts_with("options[")
        })
}

/// The query with secret values masked; `None` when a name is not a plain word, as in a URL whose password
/// holds a raw `?`.
fn masked_query(query: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let plain = percent_decoded(name)?.to_ascii_lowercase();
        let is_word = plain
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'));
        if !is_word {
            return None;
        }
        let is_secret = ["password", "secret", "token", "passwd", "pwd"]
            .iter()
            .any(|word| plain.contains(word));
        if is_secret {
            parts.push(format!("{name}=***"));
        } else if value.contains('@') {
            return None;
        } else {
            parts.push(part.to_owned());
        }
    }
    Some(parts.join("&"))
}

fn parse_sqlite(rest: &str) -> Result<DatabaseUrl, UrlError> {
    let broken = |reason: &str| UrlError::Sqlite {
        reason: reason.to_owned(),
    };
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path == ":memory:" || path == "?mode=memory" {
        return Ok(DatabaseUrl {
            shown: "sqlite::memory:".to_owned(),
            target: Target::Sqlite(None),
        });
    }
    if path.contains('?') {
        return Err(broken(
            "parameters after `?` are not known here; write `?` in a path as `%3F`",
        ));
    }
    let path = percent_decoded(path).ok_or_else(|| broken("a `%` sequence is wrong"))?;
    if path.is_empty() {
        return Err(broken("the path of the file is missing"));
    }
    if path.contains('\0') {
        return Err(broken("the path holds a zero byte"));
    }
    Ok(DatabaseUrl::sqlite(path))
}

/// The text with `%41` as `A`; `None` for a broken sequence or bytes that are no text.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let url = DatabaseUrl::parse(text).unwrap();
        assert!(format!("{url:?}").contains(&url.to_string()));
        url.to_string()
    }

    #[test]
    fn an_address_in_brackets_is_an_address() {
        let url = DatabaseUrl::parse("postgresql://u@[::1]:5433/db").unwrap();
        let Target::Postgresql(options) = url.target() else {
            panic!("{url}")
        };
        assert_eq!((options.get_host(), options.get_port()), ("::1", 5433));
        assert_eq!(url.to_string(), "postgresql://u@[::1]:5433/db");
    }

    #[test]
    fn a_parameter_that_nobody_reads_is_refused() {
        let error = DatabaseUrl::parse("postgresql://h/db?ssl_mode=require").unwrap_err();
        assert!(
            error
                .to_string()
                .contains("`ssl_mode` is not known; known are sslmode"),
            "{error}"
        );
        let known = "postgresql://h/db?sslmode=require&channel_binding=require&options[search_path]=x";
        assert!(DatabaseUrl::parse(known).is_ok());
    }

    #[test]
    fn passwords_are_never_shown() {
        for (text, expected) in [
            ("postgres://u:secret@h/db", "postgresql://u:***@h/db"),
            ("postgresql://u:secret@h:5433/db", "postgresql://u:***@h:5433/db"),
            ("postgresql://u:sec:ret@h/db", "postgresql://u:***@h/db"),
            ("postgresql://u@h/db", "postgresql://u@h/db"),
            (
                "postgresql://h/db?user=u&password=secret",
                "postgresql://h/db?user=u&password=***",
            ),
            (
                "postgresql://h/db?pass%77ord=secret",
                "postgresql://h/db?pass%77ord=***",
            ),
            (
                "postgresql://h/db?sslpassword=secret",
                "postgresql://h/db?sslpassword=***",
            ),
            ("postgresql:///db?host=/run/pg", "postgresql:///db?host=/run/pg"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_broken_url_does_not_repeat_the_password() {
        for text in [
            "postgres://u:12#secret@h/db",
            "postgres://u:12?secret@h/db",
            "postgres://u:12/secret@h/db",
            "postgres://u:secret@h:port/db",
            "postgres://u:x?a=secret@h/db",
            "u:secret@h/db",
            "u:secret@h/app.db",
            "postgresql:u:secret@h/db",
            "mysql://u:secret@h/db",
            "secret",
            "",
        ] {
            let error = DatabaseUrl::parse(text).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{text}: {error}");
            assert!(!format!("{error:?}").contains("secret"), "{text}: {error:?}");
        }
    }

    #[test]
    fn sqlite_paths() {
        for (text, path) in [
            ("sqlite:app.db", Some("app.db")),
            ("sqlite://app.db", Some("app.db")),
            ("sqlite:///var/app.db", Some("/var/app.db")),
            ("sqlite:/var/my%20app", Some("/var/my app")),
            ("sqlite::memory:", None),
            ("data/app.sqlite3", Some("data/app.sqlite3")),
            ("C:\\data\\app.db", Some("C:\\data\\app.db")),
        ] {
            let url = DatabaseUrl::parse(text).unwrap();
            assert_eq!(url.dialect(), Dialect::Sqlite);
            assert_eq!(url.sqlite_path(), path.map(Path::new), "{text}");
        }
        assert!(DatabaseUrl::parse("sqlite:").is_err());
        assert!(DatabaseUrl::parse("sqlite:a.db?mode=ro").is_err());
    }

    #[test]
    fn relative_paths_are_taken_from_the_base() {
        let url = DatabaseUrl::sqlite("app.db").resolved_against(Path::new("/srv"));
        assert_eq!(url.sqlite_path(), Some(Path::new("/srv/app.db")));
        assert_eq!(url.to_string(), "sqlite:/srv/app.db");
    }
}
