//! The pool of connections that requests share, and what they do with it: statements with bound parameters, rows of
//! [`Cell`]s.
//!
//! This is not `dazzle_db::Session`, which speaks the simple protocol in text for migrations: requests need prepared
//! statements, parameters, and many connections.

mod failure;
mod postgresql;
mod sqlite;

use std::sync::Arc;
use std::time::Duration;

use dazzle_db::DatabaseUrl;
use dazzle_schema::Dialect;
use sqlx::{Sqlite, SqlitePool};

pub(crate) use failure::{Constraint, Failure};

use crate::application::{Resource, placeholder};
use crate::kind::{Cell, Kind, Value};

/// A pool of connections to the application's database. Cloning it gives the same pool.
#[derive(Debug, Clone)]
pub struct Database {
    pools: Pools,
}

#[derive(Debug, Clone)]
enum Pools {
    Postgresql(postgresql::Postgresql),
    /// SQLite has one writer at a time: in a pool of one, writers of this process wait in turn instead of asking the
    /// file again and again.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
}

/// How many connections, and how long to wait.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// The most connections.
    pub connections: u32,
    /// How long a request waits for a connection, and on SQLite for another process's write.
    pub wait: Duration,
    /// How long PostgreSQL works on one statement.
    pub statement_timeout: Duration,
}

impl Default for PoolOptions {
    /// Ten connections, five seconds, thirty seconds.
    fn default() -> Self {
        Self {
            connections: 10,
            wait: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
        }
    }
}

/// The database cannot be reached. Names the address without its password.
#[derive(Debug, thiserror::Error)]
#[error("cannot connect to `{address}`: {reason}; check that it runs and that the address is right")]
pub struct ConnectError {
    address: String,
    reason: String,
}

/// A statement with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) sql: Arc<str>,
    pub(crate) values: Vec<Value>,
}

/// A statement in the making.
#[derive(Debug)]
pub(crate) struct StatementBuilder {
    dialect: Dialect,
    sql: String,
    values: Vec<Value>,
}

/// What a row of the database holds, column by column.
pub(crate) type Row = Vec<Cell>;

/// A transaction.
pub(crate) enum Transaction {
    Postgresql(postgresql::Transaction),
    Sqlite(sqlx::Transaction<'static, Sqlite>),
}

impl Database {
    /// Opens the pool and makes one connection, so that a wrong address is found now.
    ///
    /// # Errors
    /// When there is no connection.
    pub async fn connect(url: &DatabaseUrl, options: &PoolOptions) -> Result<Self, ConnectError> {
        let pools = match url.postgresql_options() {
            Some(target) => postgresql::Postgresql::connect(target, options)
                .await
                .map(Pools::Postgresql),
            None => sqlite::connect(url.sqlite_path(), options)
                .await
                .map(|(readers, writer)| Pools::Sqlite { readers, writer }),
        };
        pools.map(|pools| Self { pools }).map_err(|error| ConnectError {
            address: url.to_string(),
            reason: error.to_string(),
        })
    }

    /// Its dialect.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Postgresql(_) => Dialect::Postgresql,
            Pools::Sqlite { .. } => Dialect::Sqlite,
        }
    }

    /// Closes all connections, once they are given back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Postgresql(pool) => pool.close().await,
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }

    /// Runs a statement that only reads.
    pub(crate) async fn read<'k>(
        &self,
        statement: Statement,
        kinds: impl Iterator<Item = &'k Kind> + Clone,
    ) -> Result<Vec<Row>, Failure> {
        match &self.pools {
            Pools::Postgresql(pool) => pool.fetch(statement, kinds).await,
            Pools::Sqlite { readers, .. } => sqlite::fetch(readers, statement).await,
        }
    }

    /// Runs a statement that writes, in a transaction of its own.
    pub(crate) async fn write<'k>(
        &self,
        statement: Statement,
        kinds: impl Iterator<Item = &'k Kind> + Clone,
    ) -> Result<Vec<Row>, Failure> {
        match &self.pools {
            Pools::Postgresql(pool) => pool.fetch(statement, kinds).await,
            Pools::Sqlite { writer, .. } => sqlite::fetch(writer, statement).await,
        }
    }

    /// Begins a transaction that will write.
    pub(crate) async fn begin(&self) -> Result<Transaction, Failure> {
        match &self.pools {
            Pools::Postgresql(pool) => pool.begin().await.map(Transaction::Postgresql),
            // The write lock at once, so that what is read is still true when it is acted on.
            Pools::Sqlite { writer, .. } => writer
                .begin_with("BEGIN IMMEDIATE")
                .await
                .map(Transaction::Sqlite)
                .map_err(|error| Failure::of(&error)),
        }
    }
}

impl Transaction {
    /// Runs a statement in the transaction.
    pub(crate) async fn fetch<'k>(
        &mut self,
        statement: Statement,
        kinds: impl Iterator<Item = &'k Kind> + Clone,
    ) -> Result<Vec<Row>, Failure> {
        match self {
            Self::Postgresql(transaction) => transaction.fetch(statement, kinds).await,
            Self::Sqlite(transaction) => sqlite::fetch(&mut **transaction, statement).await,
        }
    }

    /// Makes it last.
    pub(crate) async fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Postgresql(transaction) => transaction.commit().await,
            Self::Sqlite(transaction) => transaction.commit().await.map_err(|error| Failure::of(&error)),
        }
    }

    /// Undoes it.
    pub(crate) async fn roll_back(self) -> Result<(), Failure> {
        match self {
            Self::Postgresql(transaction) => transaction.roll_back().await,
            Self::Sqlite(transaction) => transaction.rollback().await.map_err(|error| Failure::of(&error)),
        }
    }
}

impl Statement {
    /// A statement made once, with its parameters.
    pub(crate) const fn new(sql: Arc<str>, values: Vec<Value>) -> Self {
        Self { sql, values }
    }

    /// The row of `resource` with this key.
    pub(crate) fn read_one(resource: &Resource, dialect: Dialect, key: Vec<Value>) -> Self {
        Self::new(Arc::clone(&resource.sql(dialect).read_one), key)
    }
}

impl StatementBuilder {
    pub(crate) fn new(dialect: Dialect, sql: impl Into<String>) -> Self {
        Self {
            dialect,
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Appends SQL, which must not come from a client.
    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Appends a parameter of the given kind.
    pub(crate) fn bind(&mut self, value: Value, kind: &Kind) -> &mut Self {
        self.values.push(value);
        let parameter = placeholder(self.dialect, self.values.len(), kind.cast());
        self.sql.push_str(&parameter);
        self
    }

    pub(crate) fn finish(self) -> Statement {
        Statement::new(self.sql.into(), self.values)
    }
}
