//! What could not be decided, and what was said about it.

use std::collections::BTreeMap;
use std::fmt;

use dazzle_schema::Name;

/// Two texts for one thing, of which it has to be said whether they mean the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The table or view.
    pub table: Name,
    /// What of it.
    pub place: Place,
    /// The declared text; empty where there is none for the dialect.
    pub declared: String,
    /// The live text; empty likewise.
    pub live: String,
}

/// A part of a table or view that an SQL text stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The type of a column.
    ColumnType(Name),
    /// The default of a column.
    Default(Name),
    /// The expression of a generated column.
    Generated(Name),
    /// The condition of a check.
    Check(Name),
    /// A part of an index: a column or expression with its collation and operator class.
    IndexPart {
        /// The index.
        index: Name,
        /// Which of its parts, from 0.
        part: usize,
    },
    /// The condition of a partial index.
    IndexPredicate(Name),
    /// The query of a view.
    View,
}

impl Place {
    /// The column it is a part of, if it is of one.
    #[must_use]
    pub const fn column(&self) -> Option<&Name> {
        match self {
            Self::ColumnType(column) | Self::Default(column) | Self::Generated(column) => Some(column),
            _ => None,
        }
    }
}

/// What is said of a [`Subject`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Both texts mean the same.
    Same,
    /// They do not.
    Different,
    /// It cannot be said.
    CannotCompare(Obstacle),
}

/// Why two texts cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The server was not asked.
    NotAsked,
    /// The declared text is given for other dialects only.
    NoDeclaredText,
    /// The live text is given for other dialects only.
    NoLiveText,
    /// The server does not accept the declared text here.
    DeclaredRefused {
        /// The server's message, or what is wrong with the text.
        message: String,
    },
    /// The server does not accept its own text.
    LiveRefused {
        /// The server's message.
        message: String,
    },
    /// The server writes the text in another way each time.
    Unstable,
    /// The server could not be asked: no right to make temporary tables, a lock, a type that is not there yet.
    Server {
        /// The server's message.
        message: String,
    },
}

/// Something that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// What, with both texts.
    pub subject: Subject,
    /// Why not.
    pub obstacle: Obstacle,
}

/// What the server said of each subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<Subject, Verdict>);

impl Answers {
    /// Before the server was asked.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// What is known of `subject`.
    #[must_use]
    pub fn get(&self, subject: &Subject) -> Option<&Verdict> {
        self.0.get(subject)
    }

    /// The answers where the declared texts come from a database of the same dialect, which took them: what this one
    /// does not take differs from all that it has.
    #[must_use]
    pub fn with_refused_as_different(mut self) -> Self {
        for verdict in self.0.values_mut() {
            if matches!(verdict, Verdict::CannotCompare(Obstacle::DeclaredRefused { .. })) {
                *verdict = Verdict::Different;
            }
        }
        self
    }

    /// Remembers what was said of `subject`.
    pub fn insert(&mut self, subject: Subject, verdict: Verdict) {
        self.0.insert(subject, verdict);
    }

    /// Everything that was said.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &Verdict)> {
        self.0.iter()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = &self.table;
        match &self.place {
            Place::ColumnType(column) => write!(f, "type of column `{table}`.`{column}`"),
            Place::Default(column) => write!(f, "default of column `{table}`.`{column}`"),
            Place::Generated(column) => write!(f, "expression of the generated column `{table}`.`{column}`"),
            Place::Check(check) => write!(f, "check `{check}` of `{table}`"),
            Place::IndexPart { index, part } => {
                write!(f, "part {} of index `{index}` of `{table}`", part + 1)
            }
            Place::IndexPredicate(index) => write!(f, "condition of index `{index}` of `{table}`"),
            Place::View => write!(f, "query of view `{table}`"),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked => f.write_str("the server was not asked"),
            Self::NoDeclaredText => f.write_str("what is declared has no text for this dialect"),
            Self::NoLiveText => f.write_str("the live side has no text for this dialect"),
            Self::DeclaredRefused { message } => {
                write!(f, "the server does not accept the declared text here: {message}")
            }
            Self::LiveRefused { message } => {
                write!(f, "the server does not accept the live text here: {message}")
            }
            Self::Unstable => f.write_str("the server writes the text in another way each time it reads it"),
            Self::Server { message } => write!(f, "the server could not be asked: {message}"),
        }
    }
}
