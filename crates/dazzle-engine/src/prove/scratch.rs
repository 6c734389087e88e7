//! Databases to try things on, which are gone afterwards.

use dazzle_db::DatabaseUrl;
use dazzle_schema::Dialect;

use crate::{DatabaseSource, DatabaseTarget, EngineError};

/// Where proofs are made: a database of its own for each try.
#[derive(Debug)]
pub struct Scratch {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// SQLite in memory.
    Memory,
}

impl Scratch {
    /// SQLite, in memory: always at hand.
    #[must_use]
    pub const fn sqlite() -> Self {
        Self { kind: Kind::Memory }
    }

    /// The dialect of the databases.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::Memory => Dialect::Sqlite,
        }
    }

    /// What it is, in words.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.kind {
            Kind::Memory => "SQLite in memory".to_owned(),
        }
    }

    /// An empty database.
    pub(super) async fn place(&self) -> Result<Place, EngineError> {
        match self.kind {
            Kind::Memory => Ok(Place {
                target: DatabaseTarget {
                    url: DatabaseUrl::parse("sqlite::memory:")?,
                    source: DatabaseSource::Flag,
                },
            }),
        }
    }
}

/// An empty database, to be removed after use.
#[derive(Debug)]
pub(super) struct Place {
    pub target: DatabaseTarget,
}

impl Place {
    /// Removes the database.
    pub async fn remove(self) -> Result<(), EngineError> {
        Ok(())
    }
}
