//! What a live database has: the schema, and what a schema cannot hold.
//!
//! The rows of a few catalogue queries go in, an [`Inspection`] comes out: [`postgresql::catalog`] and
//! [`sqlite::catalog`]. Nothing is left out in silence: what the schema model cannot hold is an
//! [`Unmodelled`], with the statements that make and unmake it where they are known.
//!
//! [`postgresql::catalog`]: crate::postgresql::catalog
//! [`sqlite::catalog`]: crate::sqlite::catalog

use std::collections::BTreeSet;
use std::fmt;

use dazzle_schema::{Name, Schema};

/// A database as its catalogue shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspection {
    /// What the schema model holds. Texts are as the database gives them back.
    pub schema: Schema,
    /// What it does not hold, in a fixed order: by phase, kind, table and name.
    pub unmodelled: Vec<Unmodelled>,
    /// Constraints that have no name in the database (SQLite): the table and the name that was made for them.
    pub unnamed: BTreeSet<(Name, Name)>,
}

/// A thing in a database that the schema model cannot hold: a whole object, such as a trigger, or a property of
/// an object that is in the schema, such as a storage parameter.
///
/// Two databases have the same one when kind, table and name are equal; it is unchanged when the description is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmodelled {
    /// What kind of thing it is.
    pub kind: UnmodelledKind,
    /// The table, view or other object it belongs to, as the database spells it.
    pub table: Option<String>,
    /// Its name, as the database spells it; for a property the property's.
    pub name: String,
    /// What it is, in one deterministic text: the definition as the database gives it back.
    pub description: String,
    /// The statement that makes it where all else is there; none where nobody can tell.
    pub make: Option<String>,
    /// The statement that takes it away; none where nobody can tell.
    pub unmake: Option<String>,
}

/// The kinds of things that the schema model does not hold, in the order in which they can be made: those before
/// [`Property`](Self::Property) are needed by tables, the others need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnmodelledKind {
    /// An extension of the server.
    Extension,
    /// A collation, text search configuration, operator or other object that is only named.
    Other,
    /// An enumerated type.
    EnumType,
    /// A composite or range type.
    Type,
    /// A domain.
    Domain,
    /// A sequence that no identity column owns.
    Sequence,
    /// A function or procedure.
    Routine,
    /// A table of a kind the model does not have: partitioned, inherited, foreign, virtual, without columns, or with a
    /// name that is too long for the model.
    Table,
    /// A property of a table, column, key or index that the model does not have.
    Property,
    /// A constraint of a kind the model does not have, such as an exclusion constraint.
    Constraint,
    /// An index that the model cannot hold.
    Index,
    /// A view that the model cannot hold, such as a materialized one.
    View,
    /// A trigger.
    Trigger,
    /// A rewrite rule.
    Rule,
    /// A row level security policy.
    Policy,
}

/// What a person wants of an inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatalogueOptions {
    /// Patterns for names of tables, views and other objects that are left out: `*` stands for any text, `?` for
    /// any one character.
    pub ignore: Vec<String>,
}

impl CatalogueOptions {
    /// Whether an object called `name` is left out.
    #[must_use]
    pub fn ignores(&self, name: &str) -> bool {
        self.ignore.iter().any(|pattern| fits(pattern, name))
    }
}

/// Whether the whole of `name` fits `pattern`. On a mismatch the last `*` takes in one character more: no earlier
/// one needs to be tried again.
fn fits(pattern: &str, name: &str) -> bool {
    let (mut pattern, mut name) = (pattern.chars(), name.chars());
    let mut retry = None;
    loop {
        let held = name.clone();
        match (pattern.next(), name.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                name = held;
                retry = Some((pattern.clone(), name.clone()));
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(found)) if wanted == found => {}
            _ => {
                let Some((after_star, taken)) = &mut retry else {
                    return false;
                };
                if taken.next().is_none() {
                    return false;
                }
                pattern = after_star.clone();
                name = taken.clone();
            }
        }
    }
}

/// The answers are not those of the catalogue queries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// There are more or fewer answers than queries.
    #[error("the catalogue gave {found} answers to {expected} queries")]
    Answers {
        /// How many queries there are.
        expected: usize,
        /// How many answers came.
        found: usize,
    },
    /// The connection's `search_path` names no schema that exists, or one of the server's own.
    #[error("the connection has no schema for its tables: its `search_path` names none that exists")]
    NoSchema,
    /// A row has more or fewer cells than its query asks for.
    #[error("a row about {query} has {found} cells where {expected} are expected")]
    Cells {
        /// What the query is about.
        query: &'static str,
        /// How many cells the query asks for.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A cell holds what makes no sense there.
    #[error("cell {cell} of a row about {query} cannot be read: `{value}`")]
    Value {
        /// What the query is about.
        query: &'static str,
        /// Which cell, counted from 1.
        cell: usize,
        /// What it holds; nothing for NULL.
        value: String,
    },
    /// A row of a query makes no sense.
    #[error("the database's answer to catalogue query {query} cannot be read: {problem}")]
    Row {
        /// The query, counted from 1.
        query: usize,
        /// What is wrong with a row.
        problem: String,
    },
}

impl UnmodelledKind {
    /// The kind in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Other => "object",
            Self::EnumType => "enum type",
            Self::Type => "type",
            Self::Domain => "domain",
            Self::Sequence => "sequence",
            Self::Routine => "routine",
            Self::Table => "table",
            Self::Property => "property",
            Self::Constraint => "constraint",
            Self::Index => "index",
            Self::View => "view",
            Self::Trigger => "trigger",
            Self::Rule => "rule",
            Self::Policy => "policy",
        }
    }

    /// Whether tables may need it, so that it is made before them and goes after them.
    #[must_use]
    pub fn comes_before_tables(self) -> bool {
        self < Self::Table
    }
}

impl fmt::Display for UnmodelledKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Unmodelled {
    /// What it is in a few words, for lists: "trigger `touch` of `Task`".
    #[must_use]
    pub fn title(&self) -> String {
        match &self.table {
            Some(table) => format!("{} `{}` of `{table}`", self.kind, self.name),
            None => format!("{} `{}`", self.kind, self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_whole_names() {
        for (pattern, name) in [
            ("spatial_ref_sys", "spatial_ref_sys"),
            ("tmp_*", "tmp_"),
            ("tmp_*", "tmp_a"),
            ("*", ""),
            ("*_old", "a_old_old"),
            ("a*b*c", "aXbYbZc"),
            ("t?sk", "täsk"),
            ("**?", "x"),
        ] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("tmp_*", "Tmp_a"),
            ("tmp", "tmp_a"),
            ("*_old", "a_old_new"),
            ("a*b*c", "aXbY"),
            ("?", ""),
            ("?", "ab"),
            ("", "a"),
        ] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
        let options = CatalogueOptions {
            ignore: vec!["a*".to_owned(), "b".to_owned()],
        };
        assert!(options.ignores("abc") && options.ignores("b") && !options.ignores("bc"));
    }
}
