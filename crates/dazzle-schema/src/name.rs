//! Identifiers, checked when they are made.

use std::fmt;
use std::sync::Arc;

/// The name of a table, column, constraint or index, verbatim.
///
/// *Shape:* 1 to 63 bytes of UTF-8 without control characters. 63 bytes is PostgreSQL's limit
/// (`NAMEDATALEN - 1`, manual section 4.1.1); a longer name would be cut by the server and collide.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

/// Why a text is no [`Name`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The text has no characters.
    #[error("a name must not be empty")]
    Empty,
    /// The text is longer than every database allows.
    #[error("the name `{name}` has {bytes} bytes; databases allow {limit}", limit = Name::MAX_BYTES)]
    TooLong {
        /// The text.
        name: String,
        /// Its length in bytes.
        bytes: usize,
    },
    /// The text contains a control character, which no database prints back reliably.
    #[error("the name {name:?} contains a control character")]
    ControlCharacter {
        /// The text.
        name: String,
    },
}

impl Name {
    /// The longest name, in bytes of UTF-8.
    pub const MAX_BYTES: usize = 63;

    /// Checks `text` and keeps it as it is.
    ///
    /// # Errors
    /// When the text is empty, longer than [`Name::MAX_BYTES`] or holds a control character.
    pub fn new(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.len() > Self::MAX_BYTES {
            return Err(NameError::TooLong {
                name: text.to_owned(),
                bytes: text.len(),
            });
        }
        if text.chars().any(char::is_control) {
            return Err(NameError::ControlCharacter {
                name: text.to_owned(),
            });
        }
        Ok(Self(text.into()))
    }

    /// A name that `naming` has already cut to size.
    pub(crate) fn from_checked(text: String) -> Self {
        debug_assert!(Self::new(&text).is_ok());
        Self(text.into())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as an identifier in SQL: in double quotes, which every dialect takes for an identifier whatever
    /// it contains.
    #[must_use]
    pub fn quoted(&self) -> String {
        format!("\"{}\"", self.0.replace('"', "\"\""))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl TryFrom<&str> for Name {
    type Error = NameError;

    fn try_from(text: &str) -> Result<Self, NameError> {
        Self::new(text)
    }
}

impl std::str::FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_bytes_not_characters() {
        assert!(Name::new(&"a".repeat(63)).is_ok());
        assert_eq!(
            Name::new(&"é".repeat(32)),
            Err(NameError::TooLong {
                name: "é".repeat(32),
                bytes: 64
            })
        );
    }

    #[test]
    fn empty_and_control_characters_are_refused() {
        assert_eq!(Name::new(""), Err(NameError::Empty));
        assert!(matches!(
            Name::new("a\0b"),
            Err(NameError::ControlCharacter { .. })
        ));
        assert!(Name::new("order \"by\" ; drop").is_ok());
    }

    #[test]
    fn quotes_inside_a_name_are_doubled() {
        assert_eq!(
            Name::new("a \"b\"").map(|name| name.quoted()),
            Ok("\"a \"\"b\"\"\"".to_owned())
        );
    }
}
