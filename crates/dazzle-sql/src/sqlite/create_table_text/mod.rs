//! The text of a `CREATE TABLE`, taken apart and put together again.
//!
//! SQLite keeps the statement that made a table, and only there are names of constraints, unnamed checks,
//! `COLLATE`, generated expressions, `ON CONFLICT`, `DEFERRABLE`, `AUTOINCREMENT` and comments to be found. So a
//! table is rebuilt from its own text with the few characters changed that must change, and what Dazzle does not
//! know stays.
//!
//! Words: an *item* is what stands between two commas: one column, or table constraints (SQLite wants no comma
//! between those). A *clause* is one constraint, of a column or of the table, with its `CONSTRAINT name` if it
//! has one. A *span* is a range of bytes in the text of its item.
//!
//! `parser.rs` takes apart and never fails on odd items, only on texts that are no `CREATE TABLE` with a list;
//! `editor.rs` changes; `names.rs` tells names from words of SQL; `expressions.rs` compares conditions. Unedited, the text comes back byte by byte.

mod column_clauses;
mod editor;
mod expressions;
mod names;
mod parser;
mod renames;

use std::fmt;
use std::ops::Range;

use dazzle_schema::{Deferrability, ReferentialAction};

pub(crate) use editor::Wanted;
pub(crate) use expressions::{columns_one_of, meaningful, normalised, without_parentheses};
pub(crate) use names::{may_mention, mentions_name, rename_name};
pub(crate) use parser::{Piece, parts, significant};

/// A `CREATE TABLE` text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTableText {
    /// All before the name.
    head: String,
    /// The name as written.
    name: String,
    /// From the name to the opening parenthesis, which is its last character.
    opening: String,
    /// What stands between the commas.
    items: Vec<Item>,
    /// From the closing parenthesis to the end: options such as `STRICT`.
    tail: String,
}

/// What stands between two commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub raw: String,
    pub kind: ItemKind,
    pub clauses: Vec<Clause>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Column {
        name: String,
        /// The name as written.
        name_span: Range<usize>,
        /// The declared type; empty, at the end of the name, if there is none.
        type_span: Range<usize>,
    },
    Constraints,
}

/// A constraint of a column or of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub span: Range<usize>,
    /// The name, and where it stands.
    pub name: Option<(String, Range<usize>)>,
    pub kind: ClauseKind,
    /// The word behind `ON CONFLICT`.
    pub conflict: Option<String>,
}

/// A column of a primary key or unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyColumn {
    pub name: String,
    pub collation: Option<String>,
    pub descending: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClauseKind {
    /// Without columns where it stands behind a column.
    PrimaryKey {
        columns: Option<Vec<KeyColumn>>,
        /// `DESC` behind a column's `PRIMARY KEY`.
        descending: bool,
        autoincrement: bool,
    },
    NotNull,
    Null,
    /// Without columns where it stands behind a column.
    Unique {
        columns: Option<Vec<KeyColumn>>,
    },
    Check {
        /// The condition with its parentheses.
        condition: Range<usize>,
    },
    Default {
        value: Range<usize>,
    },
    Collate {
        collation: String,
    },
    ForeignKey {
        /// None where it stands behind a column.
        columns: Option<Vec<String>>,
        /// Where they stand, with parentheses.
        columns_span: Range<usize>,
        table: String,
        table_span: Range<usize>,
        /// Empty where the primary key is meant.
        targets: Vec<String>,
        targets_span: Range<usize>,
        on_delete: ReferentialAction,
        on_update: ReferentialAction,
        deferrability: Deferrability,
        /// The word behind `MATCH`, which SQLite reads and forgets.
        match_word: Option<String>,
    },
    /// `DEFERRABLE` and the like apart from their foreign key, which is the last one before.
    Deferral {
        deferrability: Deferrability,
    },
    Generated {
        /// With its parentheses.
        expression: Range<usize>,
        stored: bool,
    },
    Other,
}

/// The text is no `CREATE TABLE` with a list of columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its text in the database is no `CREATE TABLE` with a list of columns")]
pub struct NotACreateTable;

impl CreateTableText {
    /// Takes `sql` apart.
    ///
    /// # Errors
    /// When it is no `CREATE TABLE name (…)`, such as a virtual table or `CREATE TABLE … AS`.
    pub fn parse(sql: &str) -> Result<Self, NotACreateTable> {
        parser::parse(sql).ok_or(NotACreateTable)
    }

    /// The names of the columns in order, without quotes.
    #[must_use]
    pub fn column_names(&self) -> Vec<String> {
        self.columns().map(|(name, _)| name.to_owned()).collect()
    }

    fn columns(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Column { name, .. } => Some((name.as_str(), item)),
            ItemKind::Constraints => None,
        })
    }

    /// The columns that hold values of their own: all but the generated ones.
    #[must_use]
    pub fn stored_columns(&self) -> Vec<String> {
        self.columns()
            .filter(|(_, item)| {
                !item
                    .clauses
                    .iter()
                    .any(|clause| matches!(clause.kind, ClauseKind::Generated { .. }))
            })
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    /// Whether rows are numbered with a counter that never goes back.
    #[must_use]
    pub fn is_autoincrement(&self) -> bool {
        self.items.iter().flat_map(|item| &item.clauses).any(|clause| {
            matches!(
                clause.kind,
                ClauseKind::PrimaryKey {
                    autoincrement: true,
                    ..
                }
            )
        })
    }

    fn has_option(&self, words: &[&str]) -> bool {
        significant(&self.tail).windows(words.len()).any(|window| {
            window
                .iter()
                .zip(words)
                .all(|(piece, word)| piece.token.is_word(word))
        })
    }

    /// Whether types are enforced.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.has_option(&["STRICT"])
    }

    /// Whether rows have no `rowid`.
    #[must_use]
    pub fn is_without_rowid(&self) -> bool {
        self.has_option(&["WITHOUT", "ROWID"])
    }

    /// Whether a single column of type INTEGER is the primary key, which then is the `rowid`. Behind a column,
    /// `PRIMARY KEY DESC` makes none (sqlite.org/lang_createtable.html, section 5).
    #[must_use]
    pub fn has_rowid_alias(&self) -> bool {
        !self.is_without_rowid()
            && self.items.iter().any(|item| {
                item.clauses.iter().any(|clause| {
                    let ClauseKind::PrimaryKey {
                        columns, descending, ..
                    } = &clause.kind
                    else {
                        return false;
                    };
                    match columns.as_deref() {
                        None => !descending && item.is_declared_integer(),
                        Some([column]) => self.item_of(&column.name).is_some_and(Item::is_declared_integer),
                        Some(_) => false,
                    }
                })
            })
    }

    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Whether a constraint says what happens to rows that break it.
    #[must_use]
    pub fn has_conflict_clause(&self) -> bool {
        self.items.iter().any(|item| {
            significant(&item.raw)
                .windows(2)
                .any(|pair| matches!(pair, [on, conflict] if on.token.is_word("ON") && conflict.token.is_word("CONFLICT")))
        })
    }

    fn item_of(&self, column: &str) -> Option<&Item> {
        self.columns()
            .find(|(name, _)| name.eq_ignore_ascii_case(column))
            .map(|(_, item)| item)
    }
}

impl Item {
    /// What stands at `span`.
    pub(crate) fn text(&self, span: &Range<usize>) -> &str {
        self.raw.get(span.clone()).unwrap_or_default()
    }

    /// The declared type as written; empty if there is none, or no column.
    pub(crate) fn declared_type(&self) -> &str {
        match &self.kind {
            ItemKind::Column { type_span, .. } => self.text(type_span),
            ItemKind::Constraints => "",
        }
    }

    fn is_declared_integer(&self) -> bool {
        self.declared_type().eq_ignore_ascii_case("INTEGER")
    }
}

impl fmt::Display for CreateTableText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.head, self.name, self.opening)?;
        for (at, item) in self.items.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            f.write_str(&item.raw)?;
        }
        f.write_str(&self.tail)
    }
}
