//! What planning needs to know of the live database beyond history.

use dazzle_schema::{Dialect, Schema};

use crate::{PlanError, sqlite};

/// What planning needs to know of the live database beyond history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveFacts {
    /// A PostgreSQL server, of which nothing needs to be known.
    Postgresql,
    /// An SQLite file.
    Sqlite(SqliteFacts),
}

/// Facts of an SQLite file: the rows of [`sqlite::queries::OBJECTS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SqliteFacts {
    /// Tables, indexes, triggers and views, in the order of `sqlite_schema`.
    pub objects: Vec<SqliteObject>,
    /// Triggers of views that operations before took away and others behind make again: see
    /// [`Chunk::set_aside`](crate::Chunk::set_aside).
    pub set_aside: Vec<SqliteObject>,
}

/// A row of `sqlite_schema`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteObject {
    /// `table`, `index`, `trigger` or `view`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The table it belongs to; a table's and a view's own name.
    pub table: String,
    /// The statement that made it; none for the index behind a constraint.
    pub sql: Option<String>,
}

impl LiveFacts {
    /// The dialect of the database.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::Postgresql => Dialect::Postgresql,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The facts as a database shows them that Dazzle made with `schema`.
    ///
    /// # Errors
    /// When the dialect cannot have a table of the schema.
    pub fn simulated(dialect: Dialect, schema: &Schema) -> Result<Self, PlanError> {
        match dialect {
            Dialect::Postgresql => Ok(Self::Postgresql),
            Dialect::Sqlite => sqlite::simulated_facts(schema).map(Self::Sqlite),
        }
    }
}
