//! Indexes that back no constraint.

use crate::{Name, SqlText};

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name, unique among the tables and indexes of the schema.
    pub name: Name,
    /// What is indexed, in order; at least one.
    pub parts: Vec<IndexPart>,
    /// Whether two rows with equal keys are refused.
    pub unique: bool,
    /// Whether two rows without a value count as equal; only for a unique index.
    pub nulls_not_distinct: bool,
    /// The access method; none is the usual one, a B-tree.
    pub method: Option<Name>,
    /// Columns carried beside the key.
    pub include: Vec<Name>,
    /// The condition of a partial index.
    pub predicate: Option<SqlText>,
}

/// One key of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexPart {
    /// What is indexed.
    pub key: IndexKey,
    /// In which direction.
    pub order: SortOrder,
    /// Where rows without a value stand, if not where the direction puts them (PostgreSQL: last when ascending).
    pub nulls: Option<NullsOrder>,
    /// The operator class, if not the type's default one; PostgreSQL only.
    pub operator_class: Option<Name>,
    /// The collation, if not the column's.
    pub collation: Option<Name>,
}

/// What an index part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexKey {
    /// A column.
    Column(Name),
    /// An SQL expression over columns.
    Expression(SqlText),
}

/// The direction of an index part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortOrder {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}

/// Where rows without a value stand in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

impl NullsOrder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Last];

    /// The word in revision files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
        }
    }

    /// The place with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == word)
    }
}

impl IndexPart {
    /// A part in ascending order, with nothing special about it.
    #[must_use]
    pub const fn over(key: IndexKey) -> Self {
        Self {
            key,
            order: SortOrder::Ascending,
            nulls: None,
            operator_class: None,
            collation: None,
        }
    }

    /// A column in ascending order.
    #[must_use]
    pub const fn column(name: Name) -> Self {
        Self::over(IndexKey::Column(name))
    }
}

impl Index {
    /// A plain index over columns.
    #[must_use]
    pub fn over(name: Name, columns: impl IntoIterator<Item = Name>) -> Self {
        Self {
            name,
            parts: columns.into_iter().map(IndexPart::column).collect(),
            unique: false,
            nulls_not_distinct: false,
            method: None,
            include: Vec::new(),
            predicate: None,
        }
    }

    /// Whether the index depends on the column `name`, in a key or in its predicate.
    #[must_use]
    pub fn mentions(&self, name: &Name) -> bool {
        let text = |sql: &SqlText| sql.any(|text| crate::sql_tokens::mentions(text, name.as_str()));
        self.predicate.as_ref().is_some_and(text)
            || self.include.contains(name)
            || self.parts.iter().any(|part| match &part.key {
                IndexKey::Column(column) => column == name,
                IndexKey::Expression(sql) => text(sql),
            })
    }

    /// The index after the column `from` got the name `to`.
    #[must_use]
    pub fn with_column_renamed(&self, from: &Name, to: &Name) -> Self {
        let text = |sql: &SqlText| {
            sql.map(|text| {
                if crate::sql_tokens::mentions(text, from.as_str()) {
                    crate::sql_tokens::rename(text, from.as_str(), to.as_str())
                } else {
                    text.to_owned()
                }
            })
        };
        let mut renamed = self.clone();
        renamed.predicate = self.predicate.as_ref().map(text);
        for column in renamed.include.iter_mut().filter(|column| *column == from) {
            *column = to.clone();
        }
        for part in &mut renamed.parts {
            part.key = match &part.key {
                IndexKey::Column(column) if column == from => IndexKey::Column(to.clone()),
                IndexKey::Column(column) => IndexKey::Column(column.clone()),
                IndexKey::Expression(sql) => IndexKey::Expression(text(sql)),
            };
        }
        renamed
    }

    /// Whether it makes the values of `columns`, in some order, unique over all rows.
    #[must_use]
    pub fn is_key_over(&self, columns: &[Name]) -> bool {
        self.unique
            && self.predicate.is_none()
            && self.parts.len() == columns.len()
            && self
                .parts
                .iter()
                .all(|part| matches!(&part.key, IndexKey::Column(column) if columns.contains(column)))
    }
}
