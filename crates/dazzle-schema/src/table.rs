//! Tables.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::{Check, Column, Deferrability, ForeignKey, Index, Name, PrimaryKey, UniqueConstraint};

/// A table. Equality ignores the order of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, unique in the schema.
    pub name: Name,
    /// Its columns by name, in order.
    pub columns: IndexMap<Name, Column>,
    /// Its primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Its foreign keys by name.
    pub foreign_keys: BTreeMap<Name, ForeignKey>,
    /// Its unique constraints by name.
    pub uniques: BTreeMap<Name, UniqueConstraint>,
    /// Its checks by name.
    pub checks: BTreeMap<Name, Check>,
    /// Its indexes by name; those that back a constraint are not among them.
    pub indexes: BTreeMap<Name, Index>,
    /// What a person should know about it. SQLite does not store it.
    pub comment: Option<String>,
}

/// The kinds of named constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConstraintKind {
    /// A primary key.
    PrimaryKey,
    /// A foreign key.
    ForeignKey,
    /// A unique constraint.
    Unique,
    /// A check.
    Check,
}

impl ConstraintKind {
    /// The kind in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PrimaryKey => "primary key",
            Self::ForeignKey => "foreign key",
            Self::Unique => "unique constraint",
            Self::Check => "check",
        }
    }
}

impl Table {
    /// A table without columns.
    #[must_use]
    pub fn new(name: Name) -> Self {
        Self {
            name,
            columns: IndexMap::new(),
            primary_key: None,
            foreign_keys: BTreeMap::new(),
            uniques: BTreeMap::new(),
            checks: BTreeMap::new(),
            indexes: BTreeMap::new(),
            comment: None,
        }
    }

    /// The column called `name`.
    #[must_use]
    pub fn column(&self, name: &Name) -> Option<&Column> {
        self.columns.get(name)
    }

    /// The kind of the constraint called `name`.
    #[must_use]
    pub fn constraint_kind(&self, name: &Name) -> Option<ConstraintKind> {
        if self.primary_key.as_ref().is_some_and(|key| key.name == *name) {
            Some(ConstraintKind::PrimaryKey)
        } else if self.foreign_keys.contains_key(name) {
            Some(ConstraintKind::ForeignKey)
        } else if self.uniques.contains_key(name) {
            Some(ConstraintKind::Unique)
        } else if self.checks.contains_key(name) {
            Some(ConstraintKind::Check)
        } else {
            None
        }
    }

    /// Whether `columns` are, in some order, exactly a primary key, a unique constraint or the columns of a unique
    /// index: what a foreign key may point to. A deferrable constraint is none (PostgreSQL, `CREATE TABLE`).
    #[must_use]
    pub fn has_key_over(&self, columns: &[Name]) -> bool {
        let same = |key: &[Name]| key.len() == columns.len() && key.iter().all(|name| columns.contains(name));
        self.primary_key.as_ref().is_some_and(|key| same(&key.columns))
            || self
                .uniques
                .values()
                .any(|unique| unique.deferrability == Deferrability::NotDeferrable && same(&unique.columns))
            || self.indexes.values().any(|index| index.is_key_over(columns))
    }
}
