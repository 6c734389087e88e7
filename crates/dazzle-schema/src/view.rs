//! Views.

use std::collections::BTreeSet;

use crate::reading::may_read;
use crate::sql_tokens::Mentions;
use crate::{Name, SqlText};

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its name, unique among tables and views.
    pub name: Name,
    /// The names of its columns, where they are given apart from the query; else none.
    pub columns: Vec<Name>,
    /// The query, without a semicolon.
    pub query: SqlText,
}

impl View {
    /// All names that its query speaks of.
    #[must_use]
    pub fn mentioned(&self) -> Mentions {
        let mut found = Mentions::default();
        self.query.any(|text| {
            found.add(text);
            false
        });
        found
    }

    /// Whether its query speaks of the table, view or column `name`.
    #[must_use]
    pub fn mentions(&self, name: &Name) -> bool {
        self.query
            .any(|text| crate::sql_tokens::mentions(text, name.as_str()))
    }

    /// Whether its query, which reads `table`, may read one of the `columns`: by name, or with the whole row. In doubt
    /// it may.
    #[must_use]
    pub fn may_read(&self, table: &Name, columns: &BTreeSet<Name>) -> bool {
        let columns = columns.iter().map(|name| name.as_str().to_owned()).collect();
        self.query.any(|text| may_read(text, table.as_str(), &columns))
    }
}
