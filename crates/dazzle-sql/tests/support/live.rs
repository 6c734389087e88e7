//! A real database of either dialect, reached as the product reaches it.

use std::any::Any;

use dazzle_db::{Session, SessionOptions};
use dazzle_ops::{Operation, apply_all, reverse_all};
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::{Action, LiveFacts, SqliteFacts, SqliteObject, Step, create_schema_sql, plan_chunk, sqlite};
use dazzle_testkit::catalogue;

pub struct Live {
    runtime: tokio::runtime::Runtime,
    session: Session,
    /// What must outlive the session.
    _place: Box<dyn Any>,
}

impl Live {
    /// An empty database.
    pub fn empty(dialect: Dialect) -> Self {
        let (url, place): (_, Box<dyn Any>) = match dialect {
            Dialect::Postgresql => {
                let place = dazzle_testkit::postgres::temp_database();
                (place.url.clone(), Box::new(place))
            }
            Dialect::Sqlite => {
                let place = dazzle_testkit::sqlite::temp_database();
                (place.url.clone(), Box::new(place))
            }
        };
        let options = SessionOptions {
            create_if_missing: true,
            ..SessionOptions::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let session = runtime.block_on(Session::connect(&url, &options)).unwrap();
        Self {
            runtime,
            session,
            _place: place,
        }
    }

    /// A database that holds `schema`, and the rows that `rows` inserts.
    pub fn with(dialect: Dialect, schema: &Schema, rows: &str) -> Self {
        let mut database = Self::empty(dialect);
        for statement in create_schema_sql(dialect, schema).unwrap() {
            database.run(&statement);
        }
        database.run(rows);
        database
    }

    pub fn dialect(&self) -> Dialect {
        self.session.dialect()
    }

    pub fn version(&mut self) -> u32 {
        self.runtime.block_on(self.session.server_version()).unwrap().1
    }

    /// The rows: `|` between values, `;` between rows, `-` for no value.
    pub fn try_run(&mut self, sql: &str) -> Result<String, String> {
        let rows = self
            .runtime
            .block_on(self.session.query(sql))
            .map_err(|error| error.to_string())?;
        let rows: Vec<String> = rows
            .into_iter()
            .map(|row| {
                let values: Vec<String> = row
                    .into_iter()
                    .map(|value| value.unwrap_or_else(|| "-".to_owned()))
                    .collect();
                values.join("|")
            })
            .collect();
        Ok(rows.join(";"))
    }

    pub fn run(&mut self, sql: &str) -> String {
        self.try_run(sql).unwrap_or_else(|error| panic!("{error}\n{sql}"))
    }

    /// What the database says of its structure.
    pub fn catalogue(&mut self) -> String {
        self.runtime.block_on(catalogue::read(&mut self.session)).unwrap()
    }

    pub fn facts(&mut self) -> LiveFacts {
        match self.dialect() {
            Dialect::Postgresql => LiveFacts::Postgresql,
            Dialect::Sqlite => {
                let rows = self
                    .runtime
                    .block_on(self.session.query(sqlite::queries::OBJECTS))
                    .unwrap();
                let objects = rows
                    .into_iter()
                    .map(|row| SqliteObject {
                        kind: row[0].clone().unwrap(),
                        name: row[1].clone().unwrap(),
                        table: row[2].clone().unwrap(),
                        sql: row[3].clone(),
                    })
                    .collect();
                LiveFacts::Sqlite(SqliteFacts {
                    objects,
                    ..SqliteFacts::default()
                })
            }
        }
    }

    /// Runs the operations, chunk by chunk, in one transaction.
    pub fn migrate(&mut self, before: &Schema, operations: &[Operation]) -> Result<Vec<Step>, String> {
        self.runtime
            .block_on(self.session.set_foreign_keys(false))
            .unwrap();
        self.runtime.block_on(self.session.begin()).unwrap();
        let done = self.migrate_here(before, operations);
        if done.is_ok() {
            self.runtime.block_on(self.session.commit()).unwrap();
        } else {
            self.runtime.block_on(self.session.rollback()).unwrap();
        }
        self.runtime
            .block_on(self.session.set_foreign_keys(true))
            .unwrap();
        done
    }

    fn migrate_here(&mut self, before: &Schema, operations: &[Operation]) -> Result<Vec<Step>, String> {
        let mut schema = before.clone();
        let mut rest = operations;
        let mut all = Vec::new();
        while !rest.is_empty() {
            let facts = self.facts();
            let chunk = plan_chunk(rest, &schema, &facts).map_err(|error| error.to_string())?;
            for step in &chunk.steps {
                for precheck in &step.prechecks {
                    let count = self
                        .try_run(&precheck.count)
                        .map_err(|error| format!("{error}: {}", precheck.count))?;
                    let sample = self
                        .try_run(&precheck.sample)
                        .map_err(|error| format!("{error}: {}", precheck.sample))?;
                    if count != "0" {
                        return Err(format!("{count} {}: {sample}", precheck.message));
                    }
                }
                let Action::Statements(statements) = &step.action else {
                    return Err("a seam".to_owned());
                };
                for statement in statements {
                    self.try_run(statement)
                        .map_err(|error| format!("{error}: {statement}"))?;
                }
            }
            let (done, left) = rest.split_at(chunk.consumed);
            apply_all(done, &mut schema).unwrap();
            rest = left;
            all.extend(chunk.steps);
        }
        Ok(all)
    }
}

/// Takes a database with `rows` from `before` through `operations` and back. On the way its structure is each time
/// that of a database made anew; `values` gives `there`, and afterwards what it gave at the beginning.
pub fn there_and_back(
    dialect: Dialect,
    before: &Schema,
    rows: &str,
    operations: &[Operation],
    (values, there): (&str, &str),
) -> Live {
    let mut after = before.clone();
    apply_all(operations, &mut after).unwrap();
    let mut database = Live::with(dialect, before, rows);
    let start = database.catalogue();
    let first = database.try_run(values);
    database.migrate(before, operations).unwrap();
    let fresh = Live::with(dialect, &after, "SELECT 1").catalogue();
    assert_eq!(
        catalogue::difference(&fresh, &database.catalogue()),
        "",
        "{dialect}"
    );
    assert_eq!(database.run(values), there, "{dialect}");
    let back = reverse_all(operations, before).unwrap();
    database.migrate(&after, &back).unwrap();
    assert_eq!(
        catalogue::difference(&start, &database.catalogue()),
        "",
        "{dialect}: back"
    );
    assert_eq!(database.try_run(values), first, "{dialect}: back");
    database
}
