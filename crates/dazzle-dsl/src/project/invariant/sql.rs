//! Pieces of SQL that know how tightly they hold together.

use std::collections::BTreeMap;

use dazzle_schema::{Dialect, SqlText};

/// How tightly a piece of SQL holds together; what binds less needs brackets inside what binds more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Whole,
}

/// A piece of SQL, spelled for both dialects.
#[derive(Debug, Clone)]
pub(super) struct Sql {
    pub(super) postgresql: String,
    pub(super) sqlite: String,
    pub(super) binding: Binding,
}

impl Sql {
    pub(super) fn same(text: String, binding: Binding) -> Self {
        Self {
            sqlite: text.clone(),
            postgresql: text,
            binding,
        }
    }

    /// Both texts, in brackets if they bind less than `least`.
    pub(super) fn within(self, least: Binding) -> Self {
        if self.binding >= least {
            return self;
        }
        Self {
            postgresql: format!("({})", self.postgresql),
            sqlite: format!("({})", self.sqlite),
            binding: Binding::Whole,
        }
    }

    /// Both pieces with an operator between them. The left one grows in place, since a chain of operators hands it
    /// on from one join to the next.
    pub(super) fn join(left: Self, operators: (&str, &str), right: Self, binding: Binding) -> Self {
        let Self {
            mut postgresql,
            mut sqlite,
            ..
        } = left;
        for part in [" ", operators.0, " ", &right.postgresql] {
            postgresql.push_str(part);
        }
        for part in [" ", operators.1, " ", &right.sqlite] {
            sqlite.push_str(part);
        }
        Self {
            postgresql,
            sqlite,
            binding,
        }
    }

    pub(super) fn wrap(self, before: &str, after: &str, binding: Binding) -> Self {
        Self {
            postgresql: format!("{before}{}{after}", self.postgresql),
            sqlite: format!("{before}{}{after}", self.sqlite),
            binding,
        }
    }

    pub(super) fn into_text(self) -> SqlText {
        if self.postgresql == self.sqlite {
            SqlText::Portable(self.postgresql)
        } else {
            SqlText::PerDialect(BTreeMap::from([
                (Dialect::Postgresql, self.postgresql),
                (Dialect::Sqlite, self.sqlite),
            ]))
        }
    }
}
