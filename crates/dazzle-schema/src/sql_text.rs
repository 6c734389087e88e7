//! SQL written by a person, for all dialects or for each.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A database dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// PostgreSQL 13 and later.
    Postgresql,
    /// SQLite 3.37 and later.
    Sqlite,
}

/// The word is the name of no dialect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown dialect `{text}`; known are `postgresql` and `sqlite`")]
pub struct UnknownDialect {
    /// The word as given.
    pub text: String,
}

impl Dialect {
    /// All dialects, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::Postgresql, Self::Sqlite];

    /// The word for the dialect in revision files and flags.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Sqlite => "sqlite",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(text: &str) -> Result<Self, UnknownDialect> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == text)
            .ok_or_else(|| UnknownDialect {
                text: text.to_owned(),
            })
    }
}

/// SQL text as an author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SqlText {
    /// One text that every dialect runs.
    Portable(String),
    /// One text for each dialect named; a dialect that is not named has none.
    PerDialect(BTreeMap<Dialect, String>),
}

impl SqlText {
    /// The text for `dialect`, if there is one.
    #[must_use]
    pub fn for_dialect(&self, dialect: Dialect) -> Option<&str> {
        match self {
            Self::Portable(text) => Some(text),
            Self::PerDialect(texts) => texts.get(&dialect).map(String::as_str),
        }
    }

    /// Whether no dialect has anything but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Portable(text) => text.trim().is_empty(),
            Self::PerDialect(texts) => texts.values().all(|text| text.trim().is_empty()),
        }
    }

    /// The same with `change` applied to each text.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(&str) -> String) -> Self {
        match self {
            Self::Portable(text) => Self::Portable(change(text)),
            Self::PerDialect(texts) => Self::PerDialect(
                texts
                    .iter()
                    .map(|(dialect, text)| (*dialect, change(text)))
                    .collect(),
            ),
        }
    }

    /// Whether `test` holds for any of the texts.
    pub fn any(&self, mut test: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Portable(text) => test(text),
            Self::PerDialect(texts) => texts.values().any(|text| test(text)),
        }
    }
}
