//! The revision as a value.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use dazzle_ops::Operation;
use jiff::Timestamp;

/// The id of a revision.
///
/// *Shape:* 1 to 200 of `A-Z a-z 0-9 _ . -`, the first a letter or digit, and none of the words that name a
/// place in every history ([`RevisionId::RESERVED`]). Ids that differ only in case are different.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(Arc<str>);

/// Why a text is no [`RevisionId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevisionIdError {
    /// The text has no characters.
    #[error("a revision id must not be empty")]
    Empty,
    /// The text is longer than the table of versions holds.
    #[error("the revision id has {characters} characters; at most {limit} are allowed", limit = RevisionId::MAX_CHARACTERS)]
    TooLong {
        /// How many it has.
        characters: usize,
    },
    /// The text holds a character that has a meaning in targets, paths or shells.
    #[error(
        "the revision id {text:?} contains {character:?}; write letters, digits, `_`, `.` and `-`, a letter or digit first"
    )]
    Character {
        /// The text.
        text: String,
        /// The first that is wrong.
        character: char,
    },
    /// The word names a place in every history.
    #[error("`{text}` is no revision id: the word is a target of its own")]
    Reserved {
        /// The word.
        text: String,
    },
}

impl RevisionId {
    /// The longest id, in characters; each is one byte.
    pub const MAX_CHARACTERS: usize = 200;

    /// Words that are targets and therefore no ids.
    pub const RESERVED: [&'static str; 3] = ["head", "heads", "base"];

    /// Checks `text` and keeps it as it is.
    ///
    /// # Errors
    /// When the text is empty, too long, a reserved word, or holds another character than those allowed.
    pub fn new(text: &str) -> Result<Self, RevisionIdError> {
        let wrong =
            |(at, c): &(usize, char)| !(c.is_ascii_alphanumeric() || *at > 0 && matches!(c, '_' | '.' | '-'));
        if text.is_empty() {
            Err(RevisionIdError::Empty)
        } else if text.chars().count() > Self::MAX_CHARACTERS {
            Err(RevisionIdError::TooLong {
                characters: text.chars().count(),
            })
        } else if let Some((_, character)) = text.char_indices().find(wrong) {
            Err(RevisionIdError::Character {
                text: text.to_owned(),
                character,
            })
        } else if Self::RESERVED.contains(&text) {
            Err(RevisionIdError::Reserved {
                text: text.to_owned(),
            })
        } else {
            Ok(Self(text.into()))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl AsRef<str> for RevisionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for RevisionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl FromStr for RevisionId {
    type Err = RevisionIdError;

    fn from_str(text: &str) -> Result<Self, RevisionIdError> {
        Self::new(text)
    }
}

/// One step of a history: what a migration file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its id, unique in the history.
    pub id: RevisionId,
    /// The revisions it follows: none for the first, two or more for a merge; each once.
    pub parents: Vec<RevisionId>,
    /// What it does, in a person's words.
    pub message: String,
    /// When it was made. *Shape:* a year from 0 to 9999, as TOML can write it.
    pub created_at: Timestamp,
    /// The operations that lead to it, in running order.
    pub upgrade: Vec<Operation>,
    /// The operations that lead back, in running order.
    pub downgrade: Vec<Operation>,
}

/// Whether a revision is applied or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It is applied.
    Upgrade,
    /// It is taken back.
    Downgrade,
}

impl Direction {
    /// The word in revision files, messages and the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Revision {
    /// The operations of one direction.
    #[must_use]
    pub fn operations(&self, direction: Direction) -> &[Operation] {
        match direction {
            Direction::Upgrade => &self.upgrade,
            Direction::Downgrade => &self.downgrade,
        }
    }

    /// Whether it brings several lines of the history together.
    #[must_use]
    pub const fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}
