//! A database of either dialect, looked at past Dazzle.

use std::collections::BTreeMap;
use std::process::Command;

use dazzle_db::{DatabaseError, Row, Session, SessionOptions};
use dazzle_testkit::block_on;
use dazzle_testkit::postgres::{self, TestDatabase};
use dazzle_testkit::sqlite::{self, TempSqlite};

/// The dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgresql,
}

/// Both of them, for loops.
pub const BOTH: [Kind; 2] = [Kind::Sqlite, Kind::Postgresql];

/// An empty database that goes with the value.
pub enum Database {
    Sqlite(TempSqlite),
    Postgresql(TestDatabase),
}

impl Database {
    /// A new one. An SQLite file is not there yet.
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite(sqlite::temp_database()),
            Kind::Postgresql => Self::Postgresql(postgres::temp_database()),
        }
    }

    /// Its dialect.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgresql(_) => Kind::Postgresql,
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(database) => database.url.to_string(),
            Self::Postgresql(database) => database.url_text.clone(),
        }
    }

    /// Runs `sql` on a connection of its own; an SQLite file is made if need be.
    pub fn try_sql(&self, sql: &str) -> Result<Vec<Row>, DatabaseError> {
        let url = match self {
            Self::Sqlite(database) => &database.url,
            Self::Postgresql(database) => &database.url,
        };
        let options = SessionOptions {
            create_if_missing: true,
            // Under another name than `dazzle:…`, so that no run takes this for a dead one's session.
            read_only: sql.starts_with("SELECT") && self.kind() == Kind::Postgresql,
            ..SessionOptions::default()
        };
        block_on(async {
            let mut session = Session::connect(url, &options).await?;
            let rows = session.query(sql).await;
            session.close().await;
            rows
        })
    }

    /// The same, and it must succeed.
    #[track_caller]
    pub fn sql(&self, sql: &str) -> Vec<Row> {
        self.try_sql(sql).unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// Runs a script with the database's own program.
    pub fn try_script(&self, script: &str) -> Result<(), String> {
        match self {
            Self::Postgresql(database) => database.run_script(script),
            Self::Sqlite(file) => file.run_script(script),
        }
    }

    /// The first value of the first row as a number.
    #[track_caller]
    pub fn number(&self, sql: &str) -> u64 {
        let rows = self.sql(sql);
        rows[0][0].as_deref().unwrap().parse().unwrap()
    }

    /// The tables that are there, sorted.
    pub fn tables(&self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            }
            Self::Postgresql(_) => "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        };
        let mut names: Vec<String> = self.sql(sql).into_iter().flatten().flatten().collect();
        names.sort();
        names
    }

    /// Everything the catalogue says, as text that can be compared.
    pub fn catalogue(&self) -> String {
        match self {
            Self::Sqlite(_) => self
                .sql("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
                .into_iter()
                .map(|row| {
                    let values: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
                    values.join("|") + "\n"
                })
                .collect(),
            Self::Postgresql(database) => {
                let program = postgres::client_program("pg_dump");
                let output = Command::new(program)
                    .args(["--schema-only", "--no-owner", "--dbname", &database.url_text])
                    .output()
                    .unwrap();
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{errors}");
                let dump = String::from_utf8(output.stdout).unwrap();
                // A key against injection that is another one in each dump.
                dump.lines()
                    .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
                    .map(|line| format!("{line}\n"))
                    .collect()
            }
        }
    }

    /// What the database holds, to show that nothing wrote to it: the bytes of every file beside an SQLite
    /// database, or what PostgreSQL counted as written together with a full dump.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        match self {
            Self::Sqlite(database) => super::snapshot::bytes_below(database.folder.path()),
            Self::Postgresql(database) => {
                let program = postgres::client_program("pg_dump");
                let output = Command::new(program)
                    .args(["--no-owner", "--dbname", &database.url_text])
                    .output()
                    .unwrap();
                assert!(output.status.success());
                let dump = String::from_utf8(output.stdout).unwrap();
                let kept: Vec<&str> = dump.lines().filter(|line| !line.contains("restrict ")).collect();
                BTreeMap::from([("dump".to_owned(), kept.join("\n").into_bytes())])
            }
        }
    }
}

impl Database {
    /// Does `work` while another session holds a lock on `table` (on SQLite: is writing).
    pub fn while_table_is_used<T>(&self, table: &str, work: impl FnOnce() -> T) -> T {
        let url = match self {
            Self::Sqlite(database) => &database.url,
            Self::Postgresql(database) => &database.url,
        };
        let lock = match self.kind() {
            Kind::Sqlite => format!("UPDATE \"{table}\" SET id = id"),
            Kind::Postgresql => format!("LOCK TABLE \"{table}\" IN ACCESS SHARE MODE"),
        };
        block_on(async {
            let options = SessionOptions {
                // Under the name of a session that only looks, which no run takes for a dead one's.
                read_only: self.kind() == Kind::Postgresql,
                ..SessionOptions::default()
            };
            let mut session = Session::connect(url, &options).await.unwrap();
            session.begin().await.unwrap();
            session.execute(&lock).await.unwrap();
            let result = work();
            session.rollback().await.unwrap();
            session.close().await;
            result
        })
    }
}
