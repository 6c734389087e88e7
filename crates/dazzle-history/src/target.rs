//! What a person types to name a place in the history.
//!
//! An id may hold `-`, so `abc-1` can be a revision or the one before `abc`. The history decides when the target
//! is resolved: a revision with that id or prefix comes first.

use std::fmt;
use std::str::FromStr;

use crate::TargetError;

/// A place in the history, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `head`: the one revision that nothing follows.
    Head,
    /// `heads`: all revisions that nothing follows.
    Heads,
    /// `base`: before the first revision.
    Base,
    /// An id or the start of one.
    Revision(String),
    /// `+N` or `-N`: this many steps from where the database is.
    Relative(i32),
    /// `REV+N` or `REV-N`: this many steps from a revision, from `head` or from `base`.
    From {
        /// What stands before the sign.
        start: String,
        /// The number with its sign.
        steps: i32,
        /// The whole text, which may be a revision itself.
        text: String,
    },
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let error = || TargetError::Syntax {
            text: text.to_owned(),
        };
        match text {
            "head" => return Ok(Self::Head),
            "heads" => return Ok(Self::Heads),
            "base" => return Ok(Self::Base),
            _ => {}
        }
        if let Some((start, steps)) = split_steps(text) {
            return match start {
                "" => Ok(Self::Relative(steps)),
                "heads" => Err(error()),
                _ if is_start_of_id(start) => Ok(Self::From {
                    start: start.to_owned(),
                    steps,
                    text: text.to_owned(),
                }),
                _ => Err(error()),
            };
        }
        if is_start_of_id(text) {
            Ok(Self::Revision(text.to_owned()))
        } else {
            Err(error())
        }
    }
}

/// What stands before the last sign, and the number after it.
fn split_steps(text: &str) -> Option<(&str, i32)> {
    let (start, digits) = text.split_at_checked(text.rfind(['+', '-'])?)?;
    let is_number = digits
        .get(1..)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let steps = is_number.then(|| digits.parse::<i32>().ok())??;
    (steps != 0).then_some((start, steps))
}

fn is_start_of_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("head"),
            Self::Heads => f.write_str("heads"),
            Self::Base => f.write_str("base"),
            Self::Revision(text) | Self::From { text, .. } => f.write_str(text),
            Self::Relative(steps) => write!(f, "{steps:+}"),
        }
    }
}

/// `FROM:TO`: the revisions from one place to another, both included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevisionRange {
    /// Where it begins; at the first revisions when not given.
    pub from: Option<Target>,
    /// Where it ends; at all heads when not given.
    pub to: Option<Target>,
}

impl FromStr for RevisionRange {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let (from, to) = text.split_once(':').ok_or_else(|| TargetError::RangeSyntax {
            text: text.to_owned(),
        })?;
        let side = |side: &str| {
            if side.is_empty() {
                Ok(None)
            } else {
                side.parse().map(Some)
            }
        };
        Ok(Self {
            from: side(from)?,
            to: side(to)?,
        })
    }
}
