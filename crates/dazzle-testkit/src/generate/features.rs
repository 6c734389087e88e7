//! Which parts generated schemas may have.

use dazzle_schema::GeneratedStorage;

/// The parts beyond tables, keys, checks and plain indexes that a generated schema may have. None by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features {
    /// Views, of one table, of two, and of another view.
    pub views: bool,
    /// Generated columns, stored in one of these ways.
    pub generated: &'static [GeneratedStorage],
    /// Collations of columns and of parts of indexes.
    pub collations: &'static [&'static str],
    /// Deferrable foreign keys.
    pub deferrable_foreign_keys: bool,
    /// Deferrable unique constraints.
    pub deferrable_uniques: bool,
    /// Unique indexes, and foreign keys that point to them.
    pub unique_indexes: bool,
    /// Indexes over expressions.
    pub expression_indexes: bool,
    /// Where rows without a value stand in an index.
    pub nulls_order: bool,
    /// Columns carried beside the key of an index or unique constraint.
    pub include: bool,
    /// Keys for which two rows without a value are equal.
    pub nulls_not_distinct: bool,
    /// Hash indexes.
    pub hash_indexes: bool,
    /// Operator classes of texts.
    pub operator_classes: bool,
}

impl Features {
    /// What both dialects can do.
    #[must_use]
    pub fn portable() -> Self {
        Self {
            views: true,
            generated: &[GeneratedStorage::Stored],
            deferrable_foreign_keys: true,
            unique_indexes: true,
            expression_indexes: true,
            ..Self::default()
        }
    }

    /// What PostgreSQL of a major version can do.
    #[must_use]
    pub fn postgresql(major: u32) -> Self {
        Self {
            // `CREATE TABLE` in the manuals of PostgreSQL 15 and 18.
            nulls_not_distinct: major >= 15,
            generated: if major >= 18 {
                &GeneratedStorage::ALL
            } else {
                &[GeneratedStorage::Stored]
            },
            collations: &["C", "POSIX"],
            deferrable_uniques: true,
            nulls_order: true,
            include: true,
            hash_indexes: true,
            operator_classes: true,
            ..Self::portable()
        }
    }

    /// What SQLite can do.
    #[must_use]
    pub fn sqlite() -> Self {
        Self {
            generated: &GeneratedStorage::ALL,
            collations: &["NOCASE", "RTRIM"],
            ..Self::portable()
        }
    }

    /// Everything, for laws that need no database.
    #[must_use]
    pub fn all() -> Self {
        Self {
            collations: &["C", "NOCASE"],
            ..Self::postgresql(18)
        }
    }
}
