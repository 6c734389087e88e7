//! Views.

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
}
