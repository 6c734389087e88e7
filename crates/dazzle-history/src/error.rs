//! What can be wrong with a history, and with what a person asks of it.

use dazzle_ops::ApplyError;

use crate::{Conflicting, Direction, FileError, Place, RevisionId};

/// A mistake in the files of a history.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// A file is not a revision file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Two files have one id.
    #[error("{place}: revision `{id}` is in `{first}` already")]
    DuplicateId {
        /// The id in the second file, by path.
        place: Place,
        /// The id.
        id: RevisionId,
        /// The path of the first file.
        first: String,
    },
    /// A revision follows one that no file holds.
    #[error("{place}: revision `{id}` follows `{parent}`, which no file holds")]
    UnknownParent {
        /// Where the parent is named.
        place: Place,
        /// The revision.
        id: RevisionId,
        /// The parent.
        parent: RevisionId,
    },
    /// A revision follows itself.
    #[error("{place}: revision `{id}` follows itself")]
    SelfParent {
        /// Where the parent is named.
        place: Place,
        /// The revision.
        id: RevisionId,
    },
    /// Revisions follow each other in a circle.
    #[error("{place}: revisions follow each other in a circle: {}", circle(ids))]
    Cycle {
        /// The id of the first of them, by id.
        place: Place,
        /// The revisions, each followed by one of its parents; the last has the first as parent.
        ids: Vec<RevisionId>,
    },
    /// An operation does not fit the schema before it.
    #[error("{place}: `{operation}` in the {direction} of `{id}`: {source}")]
    DoesNotFit {
        /// The operation.
        place: Place,
        /// The revision.
        id: RevisionId,
        /// Which of its two lists.
        direction: Direction,
        /// The operation's word.
        operation: &'static str,
        /// Why it does not fit.
        #[source]
        source: ApplyError,
    },
    /// An upgrade and its downgrade do not lead back.
    #[error(
        "{place}: the downgrade of `{id}` does not lead back to the schema before its upgrade: {difference}"
    )]
    DowngradeDiffers {
        /// The first operation of the downgrade, or the id when there is none.
        place: Place,
        /// The revision.
        id: RevisionId,
        /// What is different after the downgrade.
        difference: String,
    },
    /// The lines that a merge brings together do not fit together in every order.
    #[error(
        "{place}: merge `{id}` brings together two revisions that depend on their order: {second} does not fit after \
         {first}: {reason}"
    )]
    MergeDoesNotFit {
        /// Where the merge names its parent.
        place: Place,
        /// The merge.
        id: RevisionId,
        /// The operation of the line that was applied first, after which the other fails.
        first: Box<Conflicting>,
        /// The operation of the other line that then fails, or that leaves another schema.
        second: Box<Conflicting>,
        /// What fails or differs.
        reason: String,
    },
}

fn circle(ids: &[RevisionId]) -> String {
    let ids: Vec<String> = ids
        .iter()
        .chain(ids.first())
        .map(|id| format!("`{id}`"))
        .collect();
    ids.join(" → ")
}

impl HistoryError {
    /// Where the mistake is.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::File(error) => &error.place,
            Self::DuplicateId { place, .. }
            | Self::UnknownParent { place, .. }
            | Self::SelfParent { place, .. }
            | Self::Cycle { place, .. }
            | Self::DoesNotFit { place, .. }
            | Self::DowngradeDiffers { place, .. }
            | Self::MergeDoesNotFit { place, .. } => place,
        }
    }

    /// What is wrong, without the place that its text form begins with.
    #[must_use]
    pub fn message(&self) -> String {
        let text = self.to_string();
        let place = format!("{}: ", self.place());
        text.strip_prefix(&place).unwrap_or(&text).to_owned()
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::File(error) => return error.help.clone(),
            Self::DuplicateId { .. } => "give one of the two files another id, or delete it if it is a copy",
            Self::UnknownParent { .. } => {
                "the file of the parent is missing: restore it, or name the revision it really follows"
            }
            Self::SelfParent { .. } => "name the revision before it, or write `revises = []` for the first",
            Self::Cycle { .. } => "change `revises` in one of them",
            Self::DoesNotFit { .. } => {
                "the operation must agree with the schema that the revisions before it make"
            }
            Self::DowngradeDiffers { .. } => {
                "write a downgrade that undoes each operation of the upgrade, the last first"
            }
            Self::MergeDoesNotFit {
                id, first, second, ..
            } => {
                return Some(format!(
                    "some databases run `{first}` before `{second}`, others after it, so both must fit in either \
                     order. Edit one of the two, `{first_file}` or `{second_file}`: two that do the same are one too \
                     many. Or let one line follow the other: write the last revision of the one under `revises` in \
                     the first of the other, delete the file of `{id}` if there is one, and run `dazzle db merge` if \
                     several heads are left",
                    first = first.revision,
                    second = second.revision,
                    first_file = first.place.path,
                    second_file = second.place.path,
                ));
            }
        };
        Some(help.to_owned())
    }
}

/// Why a target names no place in the history, or cannot be reached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// The text is no target.
    #[error(
        "`{text}` is no target: write `head`, `heads`, `base`, a revision, `+N`, `-N`, `REV+N` or `REV-N`"
    )]
    Syntax {
        /// The text.
        text: String,
    },
    /// The text is no range.
    #[error("`{text}` is no range: write `FROM:TO`, either of which may be left out")]
    RangeSyntax {
        /// The text.
        text: String,
    },
    /// No revision has the id or prefix.
    #[error("there is no revision `{text}`")]
    Unknown {
        /// The text.
        text: String,
    },
    /// Several revisions have the prefix.
    #[error("`{text}` is the start of several revisions: {}", list(candidates))]
    AmbiguousPrefix {
        /// The text.
        text: String,
        /// The revisions, by id.
        candidates: Vec<RevisionId>,
    },
    /// `head` where there are several.
    #[error("there are {} heads: {}", heads.len(), list(heads))]
    SeveralHeads {
        /// The heads, by id.
        heads: Vec<RevisionId>,
    },
    /// The database is at a revision that the history does not have.
    #[error("the database is at revision `{id}`, which no file holds")]
    UnknownCurrent {
        /// The revision.
        id: RevisionId,
    },
    /// A step can go to several revisions.
    #[error("`{text}` can mean several revisions: {}", list(candidates))]
    AmbiguousStep {
        /// The target.
        text: String,
        /// Those that the step could go to, by id.
        candidates: Vec<RevisionId>,
    },
    /// There are fewer revisions than steps.
    #[error("`{text}` goes too far: {}", steps(*available))]
    TooFar {
        /// The target.
        text: String,
        /// How many steps there are.
        available: usize,
    },
    /// `-N` for an upgrade, `+N` for a downgrade.
    #[error("`{text}` leads the other way")]
    WrongDirection {
        /// The target.
        text: String,
        /// What was asked for.
        direction: Direction,
    },
    /// A downgrade goes to a revision that is not applied.
    #[error("revision `{id}` is not applied, so nothing can be taken back to it")]
    NotApplied {
        /// The revision.
        id: RevisionId,
    },
    /// A merge of fewer than two heads.
    #[error("a merge needs two heads or more")]
    NothingToMerge,
    /// A merge of a revision with one that comes after it.
    #[error("`{earlier}` comes before `{later}` already, so there is nothing to merge")]
    AlreadyMerged {
        /// The ancestor.
        earlier: RevisionId,
        /// The descendant.
        later: RevisionId,
    },
}

fn steps(available: usize) -> String {
    match available {
        0 => "there is no revision that way".to_owned(),
        1 => "there is only 1 revision that way".to_owned(),
        more => format!("there are only {more} revisions that way"),
    }
}

fn list(ids: &[RevisionId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

impl TargetError {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> Option<&'static str> {
        match self {
            Self::Syntax { .. } | Self::RangeSyntax { .. } | Self::NothingToMerge => None,
            Self::Unknown { .. } | Self::TooFar { .. } => Some("`dazzle db history` lists the revisions"),
            Self::AmbiguousPrefix { .. } => Some("write more of the id"),
            Self::SeveralHeads { .. } => {
                Some("bring them together with `dazzle db merge`, or say `heads` for all of them")
            }
            Self::UnknownCurrent { .. } => Some(
                "its file is missing here: update the checkout, or see `dazzle db log` for where it was applied from",
            ),
            Self::AmbiguousStep { .. } => Some("name the revision to go to"),
            Self::WrongDirection {
                direction: Direction::Upgrade,
                ..
            } => Some("take revisions back with `dazzle db downgrade`"),
            Self::WrongDirection {
                direction: Direction::Downgrade,
                ..
            } => Some("apply revisions with `dazzle db upgrade`"),
            Self::NotApplied { .. } => Some("`dazzle db current` says where the database is"),
            Self::AlreadyMerged { .. } => Some("merge heads only: `dazzle db heads` lists them"),
        }
    }
}

/// Why the schema at a place in the history cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The place is unknown.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A revision does not fit.
    #[error(transparent)]
    History(#[from] Box<HistoryError>),
}
