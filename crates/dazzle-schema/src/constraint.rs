//! Keys and checks.

use std::fmt;

use crate::{Name, SqlText};

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name.
    pub name: Name,
    /// Its columns, in key order; at least one, each once.
    pub columns: Vec<Name>,
}

/// A unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueConstraint {
    /// The constraint's name.
    pub name: Name,
    /// Its columns, in key order; at least one, each once.
    pub columns: Vec<Name>,
    /// Columns that its index carries beside the key.
    pub include: Vec<Name>,
    /// Whether two rows without a value count as equal.
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferrability: Deferrability,
}

impl UniqueConstraint {
    /// A plain one over `columns`.
    #[must_use]
    pub fn over(name: Name, columns: impl IntoIterator<Item = Name>) -> Self {
        Self {
            name,
            columns: columns.into_iter().collect(),
            include: Vec::new(),
            nulls_not_distinct: false,
            deferrability: Deferrability::default(),
        }
    }
}

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Deferrability {
    /// At each statement.
    #[default]
    NotDeferrable,
    /// `DEFERRABLE`: at each statement, unless a transaction asks for its end.
    InitiallyImmediate,
    /// `DEFERRABLE INITIALLY DEFERRED`: at the end of the transaction, unless it asks for each statement.
    InitiallyDeferred,
}

impl Deferrability {
    /// All kinds.
    pub const ALL: [Self; 3] = [
        Self::NotDeferrable,
        Self::InitiallyImmediate,
        Self::InitiallyDeferred,
    ];

    /// The word in revision files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotDeferrable => "not_deferrable",
            Self::InitiallyImmediate => "initially_immediate",
            Self::InitiallyDeferred => "initially_deferred",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: Name,
    /// The referencing columns, in order; as many as `references.columns`.
    pub columns: Vec<Name>,
    /// What they point to.
    pub references: Reference,
    /// What happens to the rows here when the row there is deleted.
    pub on_delete: ReferentialAction,
    /// What happens to the rows here when the key there changes.
    pub on_update: ReferentialAction,
    /// When it is checked.
    pub deferrability: Deferrability,
}

/// The target of a foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table pointed to.
    pub table: Name,
    /// The columns pointed to: a primary key or a unique constraint of that table.
    pub columns: Vec<Name>,
}

/// The action of a foreign key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReferentialAction {
    /// The change is refused, at the end of the statement.
    #[default]
    NoAction,
    /// The change is refused at once.
    Restrict,
    /// The referencing rows go along.
    Cascade,
    /// The reference is emptied.
    SetNull,
    /// The reference gets its column's default.
    SetDefault,
}

impl ReferentialAction {
    /// All actions.
    pub const ALL: [Self; 5] = [
        Self::NoAction,
        Self::Restrict,
        Self::Cascade,
        Self::SetNull,
        Self::SetDefault,
    ];

    /// The word in revision files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAction => "no_action",
            Self::Restrict => "restrict",
            Self::Cascade => "cascade",
            Self::SetNull => "set_null",
            Self::SetDefault => "set_default",
        }
    }

    /// The SQL keywords.
    #[must_use]
    pub const fn sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }

    /// The action with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == word)
    }
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name.
    pub name: Name,
    /// What must hold for each row. A row for which it is unknown (NULL) passes.
    pub rule: CheckRule,
}

/// What a check demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckRule {
    /// The column holds one of the values, or NULL.
    OneOf {
        /// The column, of a textual type.
        column: Name,
        /// The values allowed.
        values: ValueSet,
    },
    /// An SQL condition over columns of the row.
    Sql(SqlText),
}

impl CheckRule {
    /// Whether the rule depends on the column `name`.
    #[must_use]
    pub fn mentions(&self, name: &Name) -> bool {
        match self {
            Self::OneOf { column, .. } => column == name,
            Self::Sql(sql) => sql.any(|text| crate::sql_tokens::mentions(text, name.as_str())),
        }
    }

    /// The rule after the column `from` got the name `to`.
    #[must_use]
    pub fn with_column_renamed(&self, from: &Name, to: &Name) -> Self {
        match self {
            Self::OneOf { column, values } => Self::OneOf {
                column: if column == from {
                    to.clone()
                } else {
                    column.clone()
                },
                values: values.clone(),
            },
            Self::Sql(sql) => Self::Sql(sql.map(|text| {
                if crate::sql_tokens::mentions(text, from.as_str()) {
                    crate::sql_tokens::rename(text, from.as_str(), to.as_str())
                } else {
                    text.to_owned()
                }
            })),
        }
    }
}

/// The values of an enumeration, in the author's order. Two sets are equal when they hold the same values,
/// whatever their order.
#[derive(Clone)]
pub struct ValueSet(Vec<String>);

impl ValueSet {
    /// The values in order, without the second of any that is there twice.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let mut kept: Vec<String> = Vec::new();
        for value in values {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        Self(kept)
    }

    /// The values, in the author's order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether `value` is one of them.
    #[must_use]
    pub fn contains(&self, value: &str) -> bool {
        self.0.iter().any(|held| held == value)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for ValueSet {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|value| other.contains(value))
    }
}

impl Eq for ValueSet {}

impl fmt::Debug for ValueSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}
