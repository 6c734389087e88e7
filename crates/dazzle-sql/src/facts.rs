//! What planning needs to know of the live database beyond history.

use dazzle_schema::{Dialect, Schema};

use crate::{PlanError, sqlite};

/// What planning needs to know of the live database beyond history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveFacts {
    /// A PostgreSQL server.
    Postgresql(PostgresqlFacts),
    /// An SQLite file.
    Sqlite(SqliteFacts),
}

/// Facts of a PostgreSQL server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostgresqlFacts {
    /// `server_version_num`, such as 150018; 0 when unknown.
    pub server_version: u32,
}

/// Facts of an SQLite file: the rows of [`sqlite::queries::OBJECTS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SqliteFacts {
    /// Tables, indexes, triggers and views, in the order of `sqlite_schema`.
    pub objects: Vec<SqliteObject>,
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
            Self::Postgresql(_) => Dialect::Postgresql,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The facts as a database shows them that Dazzle made with `schema`.
    ///
    /// # Errors
    /// When the dialect cannot have a table of the schema.
    pub fn simulated(dialect: Dialect, schema: &Schema) -> Result<Self, PlanError> {
        match dialect {
            Dialect::Postgresql => Ok(Self::Postgresql(PostgresqlFacts::default())),
            Dialect::Sqlite => sqlite::simulated_facts(schema).map(Self::Sqlite),
        }
    }
}
