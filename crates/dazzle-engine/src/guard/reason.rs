//! Why an application must not start on a database, in words, with what mends it.

use std::fmt;

use dazzle_history::RevisionId;

use crate::HalfDone;

/// How many things a line names before it counts the rest.
const NAMED: usize = 5;

/// One reason not to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Dazzle has never recorded a revision on the database.
    NoHistory {
        /// Whether the database has tables all the same.
        has_tables: bool,
        /// Whether there are revisions in files.
        has_revisions: bool,
    },
    /// Revisions are to be applied, in this order.
    Behind {
        /// Id and message of each.
        pending: Vec<(RevisionId, String)>,
    },
    /// The database is at revisions that the files do not have, and lacks none of theirs.
    Ahead {
        /// The unknown heads of the database.
        unknown: Vec<String>,
        /// The heads of the files.
        heads: Vec<RevisionId>,
    },
    /// The database is at revisions that the files do not have, and the files have some that it lacks.
    Diverged {
        /// The unknown heads of the database.
        unknown: Vec<String>,
        /// The revisions that it lacks.
        lacking: Vec<RevisionId>,
    },
    /// The files have several heads, so it cannot be said where the database should be.
    SeveralHeads {
        /// The heads.
        heads: Vec<RevisionId>,
    },
    /// The file of an applied revision is not what it was when it was applied.
    Edited {
        /// The revision.
        revision: RevisionId,
        /// Its file.
        path: String,
    },
    /// The DSL asks for something that no revision holds.
    Unwritten {
        /// The operations, each in one line.
        operations: Vec<String>,
    },
    /// A revision that is to be applied waits for a person's SQL.
    UnfilledSeam {
        /// The revision.
        revision: RevisionId,
        /// Its file.
        path: String,
        /// The line of the seam, from 1.
        line: usize,
        /// Why the seam is there.
        why: String,
    },
    /// A revision is half done.
    HalfDone(HalfDone),
    /// What dev mode made is on the database, and no revision holds it.
    Draft,
    /// Somebody changed the database behind history's back.
    Drift {
        /// From what history says to what is there, each in one line.
        differences: Vec<String>,
    },
    /// Something has changed since the version was recorded, and it cannot be told whether it means the same.
    Undecided {
        /// What cannot be compared.
        subjects: Vec<String>,
    },
}

impl Reason {
    /// A word for programs; it stays what it is.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoHistory { .. } => "no-history",
            Self::Behind { .. } => "behind",
            Self::Ahead { .. } => "ahead",
            Self::Diverged { .. } => "diverged",
            Self::SeveralHeads { .. } => "several-heads",
            Self::Edited { .. } => "edited",
            Self::Unwritten { .. } => "unwritten",
            Self::UnfilledSeam { .. } => "unfilled-seam",
            Self::HalfDone(_) => "half-done",
            Self::Draft => "draft",
            Self::Drift { .. } => "drift",
            Self::Undecided { .. } => "undecided",
        }
    }

    /// The revisions that it is about.
    #[must_use]
    pub fn revisions(&self) -> Vec<String> {
        let texts = |ids: &[RevisionId]| ids.iter().map(ToString::to_string).collect();
        match self {
            Self::Behind { pending } => pending.iter().map(|(id, _)| id.to_string()).collect(),
            Self::Ahead { unknown, .. } | Self::Diverged { unknown, .. } => unknown.clone(),
            Self::SeveralHeads { heads } => texts(heads),
            Self::Edited { revision, .. } | Self::UnfilledSeam { revision, .. } => vec![revision.to_string()],
            Self::HalfDone(half_done) => vec![half_done.revision.to_string()],
            Self::NoHistory { .. }
            | Self::Unwritten { .. }
            | Self::Draft
            | Self::Drift { .. }
            | Self::Undecided { .. } => Vec::new(),
        }
    }

    /// What to do, with the command that does it.
    #[must_use]
    pub fn mend(&self) -> String {
        let text = match self {
            Self::NoHistory {
                has_tables: true,
                has_revisions: true,
            } => {
                "if its tables are what a revision says, record that with `dazzle db stamp REV`; else name another \
                 database"
            }
            Self::NoHistory {
                has_tables: true,
                has_revisions: false,
            } => {
                "describe its tables in development with `dazzle db baseline`, deploy the file, and record it here \
                 with `dazzle db stamp head`"
            }
            Self::NoHistory {
                has_tables: false, ..
            }
            | Self::Behind { .. } => "run `dazzle db upgrade`",
            Self::Ahead { heads, .. } => {
                let back = match heads.as_slice() {
                    [] => "base",
                    [head, ..] => head.as_str(),
                };
                return format!(
                    "deploy the release that has it, or take it back with that release's files: `dazzle db downgrade \
                     {back}`"
                );
            }
            Self::Diverged { .. } => {
                "bring the files of both together in development with `dazzle db merge`, and deploy them"
            }
            Self::SeveralHeads { .. } => {
                "bring them together in development with `dazzle db merge`, and deploy the file"
            }
            Self::Edited { .. } => {
                "restore the file as it was, and put the change in a new revision with `dazzle db revision`"
            }
            Self::Unwritten { .. } => {
                "write them down in development with `dazzle db revision -m MESSAGE`, and deploy the file"
            }
            Self::UnfilledSeam { .. } => {
                "write it in development as `sql` of the `data_migration` there, and try it with `dazzle db upgrade`"
            }
            Self::HalfDone(half_done) => {
                let (on, back) = half_done.ways_out();
                return format!("finish it with `{on}`, or take it back with `{back}`");
            }
            Self::Draft => "turn it into a revision with `dazzle db revision -m MESSAGE`",
            Self::Drift { .. } | Self::Undecided { .. } => {
                "see it with `dazzle db verify`; undo it with `dazzle db verify --revert`, or keep it with `dazzle db \
                 verify --adopt` in development"
            }
        };
        text.to_owned()
    }
}

impl fmt::Display for Reason {
    /// One line, without a full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHistory {
                has_tables: false, ..
            } => f.write_str("the database has no history and no tables"),
            Self::NoHistory { has_tables: true, .. } => f.write_str("the database has tables and no history"),
            Self::Behind { pending } => {
                let names: Vec<String> = pending
                    .iter()
                    .map(|(id, message)| format!("{id} ({message})"))
                    .collect();
                let noun = if pending.len() == 1 {
                    "revision"
                } else {
                    "revisions"
                };
                write!(
                    f,
                    "the database is {} {noun} behind: {}",
                    pending.len(),
                    some_of(&names, ", ", usize::MAX)
                )
            }
            Self::Ahead { unknown, .. } => write!(
                f,
                "the database is at {}, which these files do not have",
                some_of(unknown, ", ", NAMED)
            ),
            Self::Diverged { unknown, lacking } => {
                let lacking: Vec<&str> = lacking.iter().map(RevisionId::as_str).collect();
                write!(
                    f,
                    "the database is at {}, which these files do not have, and lacks {}",
                    some_of(unknown, ", ", NAMED),
                    some_of(&lacking, ", ", NAMED)
                )
            }
            Self::SeveralHeads { heads } => {
                let heads: Vec<&str> = heads.iter().map(RevisionId::as_str).collect();
                write!(
                    f,
                    "the files have {} heads: {}",
                    heads.len(),
                    some_of(&heads, ", ", NAMED)
                )
            }
            Self::Edited { revision, path } => {
                write!(f, "`{path}` is not what it was when {revision} was applied")
            }
            Self::Unwritten { operations } => {
                write!(
                    f,
                    "the DSL has changes that no revision holds: {}",
                    some_of(operations, "; ", NAMED)
                )
            }
            Self::UnfilledSeam {
                revision,
                path,
                line,
                why,
            } => write!(f, "{revision} waits for SQL in `{path}`, line {line}: {why}"),
            Self::HalfDone(half_done) => write!(f, "{half_done}"),
            Self::Draft => f.write_str("a draft of `dazzle serve --local` is on the database"),
            Self::Drift { differences } => write!(
                f,
                "the database was changed behind history's back: {}",
                some_of(differences, "; ", NAMED)
            ),
            Self::Undecided { subjects } => write!(
                f,
                "something has changed that cannot be compared with history: {}",
                some_of(subjects, "; ", NAMED)
            ),
        }
    }
}

/// The first `limit` of `texts`, and how many more there are.
fn some_of<T: AsRef<str>>(texts: &[T], separator: &str, limit: usize) -> String {
    let named: Vec<&str> = texts.iter().take(limit).map(AsRef::as_ref).collect();
    let text = one_line(&named.join(separator));
    match texts.len().saturating_sub(limit) {
        0 => text,
        more => format!("{text}{separator}and {more} more"),
    }
}

/// Messages and defaults may have line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_counted() {
        let texts: Vec<String> = (1..=7).map(|number| format!("c\n{number}")).collect();
        let reason = Reason::Drift { differences: texts };
        assert_eq!(
            reason.to_string(),
            "the database was changed behind history's back: c 1; c 2; c 3; c 4; c 5; and 2 more"
        );
    }
}
