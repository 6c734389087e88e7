//! A database for one test, of either dialect, looked at with SQL and with the database's own programs.

use dazzle_db::{DatabaseError, DatabaseUrl, Row, Session, SessionOptions};
use dazzle_schema::Dialect;
use dazzle_testkit::generate::Features;
use dazzle_testkit::postgres::{self, TestDatabase};
use dazzle_testkit::sqlite::{self, TempSqlite};
use dazzle_testkit::{block_on, catalogue};

/// A database.
#[derive(Debug)]
pub enum Place {
    Postgresql(TestDatabase),
    Sqlite(TempSqlite),
}

impl Place {
    /// A new one, empty.
    pub fn new(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgresql => Self::Postgresql(postgres::temp_database()),
            Dialect::Sqlite => Self::Sqlite(sqlite::temp_database()),
        }
    }

    /// Empties it, so that it need not be made anew.
    pub fn clear(&mut self) {
        match self {
            Self::Postgresql(database) => {
                database.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
            Self::Sqlite(file) => *file = sqlite::temp_database(),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Postgresql(_) => Dialect::Postgresql,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// Everything that schemas for it may hold.
    pub fn features(&self) -> Features {
        match self {
            Self::Postgresql(_) => {
                let number: u32 = self.value("SHOW server_version_num").parse().unwrap();
                Features::postgresql(number / 10_000)
            }
            Self::Sqlite(_) => Features::sqlite(),
        }
    }

    pub fn url(&self) -> DatabaseUrl {
        match self {
            Self::Postgresql(database) => database.url.clone(),
            Self::Sqlite(file) => file.url.clone(),
        }
    }

    fn in_session<T>(
        &self,
        work: impl AsyncFnOnce(&mut Session) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        block_on(async {
            let options = SessionOptions {
                create_if_missing: true,
                ..SessionOptions::default()
            };
            let mut session = Session::connect(&self.url(), &options).await?;
            let outcome = work(&mut session).await;
            session.close().await;
            outcome
        })
    }

    /// Runs statements, in one transaction.
    pub fn try_run(&self, statements: &[impl AsRef<str>]) -> Result<(), String> {
        self.in_session(async |session| {
            session.begin().await?;
            for statement in statements {
                session
                    .execute(statement.as_ref())
                    .await
                    .inspect_err(|_| eprintln!("{}", statement.as_ref()))?;
            }
            session.commit().await
        })
        .map_err(|error| error.to_string())
    }

    /// Runs statements, in one transaction; they must go through.
    pub fn run(&self, sql: &str) {
        self.try_run(&[sql])
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    pub fn try_query(&self, sql: &str) -> Result<Vec<Row>, String> {
        self.in_session(async |session| session.query(sql).await)
            .map_err(|error| format!("{error}: {sql}"))
    }

    pub fn query(&self, sql: &str) -> Vec<Row> {
        self.try_query(sql).unwrap()
    }

    /// The rows of several queries.
    pub fn queries(&self, queries: &[String]) -> Vec<Vec<Row>> {
        self.in_session(async |session| {
            let mut all = Vec::new();
            for query in queries {
                all.push(session.query(query).await.inspect_err(|_| eprintln!("{query}"))?);
            }
            Ok(all)
        })
        .unwrap()
    }

    /// The first value of the first row as text, `NULL` if it has none.
    pub fn value(&self, sql: &str) -> String {
        self.query(sql)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no row: {sql}"))
            .into_iter()
            .next()
            .flatten()
            .unwrap_or_else(|| "NULL".to_owned())
    }

    /// What the database says of its structure.
    pub fn catalogue(&self) -> String {
        self.in_session(catalogue::read).unwrap()
    }

    /// Nothing that SQLite's own checks find wrong; PostgreSQL sees to it by itself.
    pub fn is_sound(&self) -> Result<(), String> {
        if self.dialect() == Dialect::Postgresql {
            return Ok(());
        }
        let found = self.queries(&[
            "PRAGMA foreign_key_check".to_owned(),
            "PRAGMA integrity_check".to_owned(),
        ]);
        if found[0].is_empty() && found[1] == [[Some("ok".to_owned())]] {
            return Ok(());
        }
        Err(format!("SQLite finds it broken: {found:?}"))
    }

    /// Runs a script with the database's own program.
    pub fn run_script(&self, script: &str) -> Result<(), String> {
        match self {
            Self::Postgresql(database) => database.run_script(script),
            Self::Sqlite(file) => file.run_script(script),
        }
    }
}
