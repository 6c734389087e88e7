//! One connection to a database, the same for every dialect.

use std::fmt;
use std::sync::Arc;

use dazzle_schema::Dialect;

use crate::error::{DatabaseError, Kind};
use crate::options::SessionOptions;
use crate::postgresql::session::{PostgresqlCanceller, PostgresqlSession};
use crate::sqlite::session::{SqliteSession, Watch};
use crate::url::{DatabaseUrl, Target};

/// A row of an answer: each value as text, `None` for NULL.
///
/// PostgreSQL writes values in its own text form. On SQLite an integer or real is in its shortest form, and a
/// blob is upper-case hexadecimal digits.
pub type Row = Vec<Option<String>>;

/// One connection to one database, with settings that do not depend on the role or the server's
/// configuration (except PostgreSQL's `search_path`, which says where the user's tables are).
///
/// PostgreSQL: `application_name` is `dazzle:<run id>` (`dazzle-read:<run id>` when read only). SQLite: foreign
/// keys are on, the journal mode is left as it is.
///
/// Dropping a session closes it; an open transaction is rolled back.
pub struct Session {
    inner: Inner,
    in_transaction: bool,
}

enum Inner {
    Postgresql(Box<PostgresqlSession>),
    Sqlite(Box<SqliteSession>),
}

/// Stops the statement that a [`Session`] is running, from another task or thread. The statement then fails
/// with [`Kind::Cancelled`] and the session stays usable. Does nothing when nothing runs. On SQLite a statement
/// that is waiting for another writer stops when its lock timeout is over.
#[derive(Clone)]
pub struct Canceller {
    inner: CancellerInner,
}

#[derive(Clone)]
enum CancellerInner {
    Postgresql(PostgresqlCanceller),
    Sqlite(Arc<Watch>),
}

impl Session {
    /// Connects and brings the session to known settings.
    ///
    /// # Errors
    /// [`Kind::Connect`] when no connection can be made or the SQLite file is missing,
    /// [`Kind::NotADatabase`] when the file is something else.
    pub async fn connect(url: &DatabaseUrl, options: &SessionOptions) -> Result<Self, DatabaseError> {
        let inner = match url.target() {
            Target::Postgresql(target) => {
                let session = PostgresqlSession::connect(target, &url.to_string(), options).await?;
                Inner::Postgresql(Box::new(session))
            }
            Target::Sqlite(path) => {
                let session = SqliteSession::connect(path.as_deref(), options).await?;
                Inner::Sqlite(Box::new(session))
            }
        };
        Ok(Self {
            inner,
            in_transaction: false,
        })
    }

    /// The dialect of the database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Postgresql(_) => Dialect::Postgresql,
            Inner::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// The version as the server writes it, and as a number that grows: `150018` for PostgreSQL 15.18,
    /// `3051003` for SQLite 3.51.3.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn server_version(&mut self) -> Result<(String, u32), DatabaseError> {
        let sql = match self.dialect() {
            Dialect::Postgresql => {
                "SELECT current_setting('server_version'), current_setting('server_version_num')"
            }
            Dialect::Sqlite => "SELECT sqlite_version()",
        };
        let row = self.query(sql).await?.into_iter().next().unwrap_or_default();
        let mut values = row.into_iter().flatten();
        let text = values.next().unwrap_or_default();
        let number = match values.next() {
            Some(number) => number.parse().ok(),
            None => sqlite_number(&text),
        };
        match number {
            Some(number) => Ok((text, number)),
            None => Err(DatabaseError::new(
                Kind::Other,
                format!("the server's version `{text}` cannot be read"),
            )),
        }
    }

    /// Runs `sql`, which may hold several statements, and gives the number of rows they changed, where the
    /// database counts them.
    ///
    /// On PostgreSQL several statements in one text are one transaction, so `CREATE INDEX CONCURRENTLY` has to
    /// come alone. On SQLite each is its own unless a transaction is open; a failure leaves the earlier ones.
    ///
    /// # Errors
    /// When a statement fails; the ones after it are not run.
    pub async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        match &mut self.inner {
            Inner::Postgresql(session) => session.execute(sql).await,
            Inner::Sqlite(session) => session.execute(sql).await,
        }
    }

    /// Runs `sql` and gives the rows of all its statements.
    ///
    /// # Errors
    /// When a statement fails.
    pub async fn query(&mut self, sql: &str) -> Result<Vec<Row>, DatabaseError> {
        match &mut self.inner {
            Inner::Postgresql(session) => session.query(sql).await,
            Inner::Sqlite(session) => session.query(sql).await,
        }
    }

    /// Begins a transaction; on SQLite one that holds the write lock from its start.
    ///
    /// # Errors
    /// [`Kind::LockTimeout`] when another process writes to the SQLite file all through the lock timeout.
    pub async fn begin(&mut self) -> Result<(), DatabaseError> {
        match &mut self.inner {
            Inner::Postgresql(session) => session.execute("BEGIN").await.map(drop)?,
            Inner::Sqlite(session) => session.begin().await?,
        }
        self.in_transaction = true;
        Ok(())
    }

    /// Commits. Where it fails, nothing is kept and the transaction is over.
    ///
    /// # Errors
    /// When a deferred constraint does not hold, when an earlier statement of the transaction had failed, or
    /// when the connection breaks (then it is not known whether the commit happened).
    pub async fn commit(&mut self) -> Result<(), DatabaseError> {
        self.in_transaction = false;
        match &mut self.inner {
            Inner::Postgresql(session) => session.commit().await,
            Inner::Sqlite(session) => match session.execute("COMMIT").await {
                Ok(_) => Ok(()),
                Err(error) => {
                    // SQLite keeps a transaction open whose commit failed.
                    session.rollback().await.ok();
                    Err(error)
                }
            },
        }
    }

    /// Takes back what was done since [`begin`](Self::begin). Harmless when no transaction is open.
    ///
    /// # Errors
    /// When the connection is broken (then the server rolls back by itself).
    pub async fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.in_transaction = false;
        match &mut self.inner {
            Inner::Postgresql(session) => session.execute("ROLLBACK").await.map(drop),
            Inner::Sqlite(session) => session.rollback().await,
        }
    }

    /// Whether [`begin`](Self::begin) was called and neither commit nor rollback since.
    #[must_use]
    pub fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// PostgreSQL: the process on the server that this session talks to.
    #[must_use]
    pub fn server_process(&self) -> Option<u32> {
        match &self.inner {
            Inner::Postgresql(session) => u32::try_from(session.pid()).ok(),
            Inner::Sqlite(_) => None,
        }
    }

    /// Switches SQLite's enforcement of foreign keys, makes sure that it took, and gives the old setting. On
    /// PostgreSQL it does nothing and gives `true`.
    ///
    /// # Errors
    /// When a transaction is open: SQLite ignores the switch there without a word (trap 1).
    pub async fn set_foreign_keys(&mut self, on: bool) -> Result<bool, DatabaseError> {
        match &mut self.inner {
            Inner::Postgresql(_) => Ok(true),
            Inner::Sqlite(session) => session.set_foreign_keys(on).await,
        }
    }

    /// A handle that stops what this session runs.
    #[must_use]
    pub fn canceller(&self) -> Canceller {
        let inner = match &self.inner {
            Inner::Postgresql(session) => CancellerInner::Postgresql(session.canceller()),
            Inner::Sqlite(session) => CancellerInner::Sqlite(session.watch()),
        };
        Canceller { inner }
    }

    /// Says goodbye to the server. Never fails: what was not committed is rolled back either way.
    pub async fn close(self) {
        match self.inner {
            Inner::Postgresql(session) => session.close().await,
            Inner::Sqlite(session) => session.close().await,
        }
    }
}

impl Canceller {
    /// Asks for the running statement to stop; the statement itself then fails, a moment later.
    ///
    /// On PostgreSQL this opens a second connection, since dropping a future does not stop the server.
    ///
    /// # Errors
    /// When the second connection cannot be made, or the role may not cancel.
    pub async fn cancel(&self) -> Result<(), DatabaseError> {
        match &self.inner {
            CancellerInner::Postgresql(canceller) => canceller.cancel().await,
            CancellerInner::Sqlite(watch) => {
                watch.cancel();
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("dialect", &self.dialect())
            .field("in_transaction", &self.in_transaction)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Canceller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canceller").finish_non_exhaustive()
    }
}

/// `3.51.3` as `3051003`.
fn sqlite_number(text: &str) -> Option<u32> {
    let mut parts = text.split('.').map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().unwrap_or(Some(0));
    Some(next()? * 1_000_000 + next()? * 1_000 + next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_versions_as_numbers() {
        assert_eq!(sqlite_number("3.51.3"), Some(3_051_003));
        assert_eq!(sqlite_number("3.8.11.1"), Some(3_008_011));
        assert_eq!(sqlite_number("x"), None);
    }
}
