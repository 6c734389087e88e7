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

impl IndexPart {
    /// A column in ascending order.
    #[must_use]
    pub const fn column(name: Name) -> Self {
        Self {
            key: IndexKey::Column(name),
            order: SortOrder::Ascending,
        }
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
            predicate: None,
        }
    }

    /// Whether the index depends on the column `name`, in a key or in its predicate.
    #[must_use]
    pub fn mentions(&self, name: &Name) -> bool {
        let text = |sql: &SqlText| sql.any(|text| crate::sql_tokens::mentions(text, name.as_str()));
        self.predicate.as_ref().is_some_and(text)
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
        Self {
            name: self.name.clone(),
            parts: self
                .parts
                .iter()
                .map(|part| IndexPart {
                    key: match &part.key {
                        IndexKey::Column(column) => IndexKey::Column(if column == from {
                            to.clone()
                        } else {
                            column.clone()
                        }),
                        IndexKey::Expression(sql) => IndexKey::Expression(text(sql)),
                    },
                    order: part.order,
                })
                .collect(),
            unique: self.unique,
            predicate: self.predicate.as_ref().map(text),
        }
    }
}
