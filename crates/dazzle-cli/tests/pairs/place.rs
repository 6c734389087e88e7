//! One of the two databases, handled with the database's own programs.

use dazzle_db::{Row, Session, SessionOptions};
use dazzle_testkit::block_on;
use dazzle_testkit::postgres::{self, TestDatabase};
use dazzle_testkit::sqlite::{self, TempSqlite};

use crate::{dump, sqlite_text};

pub enum Place {
    Postgresql(TestDatabase),
    Sqlite(TempSqlite),
}

impl Place {
    pub fn postgresql() -> Self {
        Self::Postgresql(postgres::temp_database())
    }

    pub fn sqlite() -> Self {
        Self::Sqlite(sqlite::temp_database())
    }

    /// Empties it. An extension goes with the schema that its objects are in.
    pub fn clear(&mut self) {
        match self {
            Self::Postgresql(database) => {
                database.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
            Self::Sqlite(file) => {
                *file = sqlite::temp_database();
                // An address of a file that is not there is a mistake in any other place.
                std::fs::write(&file.path, "").unwrap();
            }
        }
    }

    /// The server's major version; 3 for SQLite.
    pub fn version(&self) -> u32 {
        match self {
            Self::Postgresql(database) => {
                let number = database
                    .sql("SHOW server_version_num")
                    .remove(0)
                    .remove(0)
                    .unwrap();
                number.parse::<u32>().unwrap() / 10_000
            }
            Self::Sqlite(_) => 3,
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Postgresql(database) => database.url_text.clone(),
            Self::Sqlite(file) => file.url.to_string(),
        }
    }

    /// Runs a script; it stops at the first error.
    pub fn run_script(&self, script: &str) -> Result<(), String> {
        match self {
            Self::Postgresql(database) => database.run_script(script),
            Self::Sqlite(file) => file.run_script(script),
        }
    }

    /// What the database says of its structure: sorted lines that do not depend on the order of objects and columns.
    pub fn structure(&self) -> String {
        match self {
            Self::Postgresql(database) => dump::structure(&database.url_text),
            Self::Sqlite(_) => {
                let mut lines = texts(self.query(include_str!("sqlite_structure.sql")));
                let made = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL \
                            AND substr(name, 1, 7) <> 'sqlite_'";
                for row in self.query(made) {
                    let row: Vec<String> = row.into_iter().flatten().collect();
                    lines.extend(sqlite_text::facts(&row[0], &row[1], &row[2]));
                }
                lines.sort();
                lines.join("\n")
            }
        }
    }

    /// The same of A, without the names that Dazzle gave to constraints which have none in B, and SQLite lets be so.
    pub fn structure_beside(&self, wanted: &str) -> String {
        let given = [
            " constraint pk_",
            " constraint uq_",
            " constraint fk_",
            " constraint ck_",
        ];
        let structure = self.structure();
        let kept: Vec<&str> = structure
            .lines()
            .filter(|line| {
                let is_given =
                    matches!(self, Self::Sqlite(_)) && given.iter().any(|start| line.contains(start));
                !is_given || wanted.lines().any(|other| other == *line)
            })
            .collect();
        kept.join("\n")
    }

    /// The one value that a query gives, `NULL` if there is none.
    pub fn value(&self, query: &str) -> String {
        let rows = self.query(query);
        let value = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next().flatten());
        value.unwrap_or_else(|| "NULL".to_owned())
    }

    /// Nothing that SQLite's own checks find wrong; PostgreSQL sees to it by itself.
    pub fn is_sound(&self) -> Result<(), String> {
        if let Self::Postgresql(_) = self {
            return Ok(());
        }
        let (keys, whole) = (
            self.query("PRAGMA foreign_key_check"),
            self.query("PRAGMA integrity_check"),
        );
        if keys.is_empty() && whole == [[Some("ok".to_owned())]] {
            return Ok(());
        }
        Err(format!("SQLite finds it broken: {keys:?} {whole:?}"))
    }

    fn query(&self, sql: &str) -> Vec<Row> {
        match self {
            Self::Postgresql(database) => database.sql(sql),
            Self::Sqlite(file) => block_on(async {
                let mut session = Session::connect(&file.url, &SessionOptions::default())
                    .await
                    .unwrap();
                let rows = session
                    .query(sql)
                    .await
                    .unwrap_or_else(|error| panic!("{error}: {sql}"));
                session.close().await;
                rows
            }),
        }
    }
}

fn texts(rows: Vec<Row>) -> Vec<String> {
    rows.into_iter().flatten().flatten().collect()
}
