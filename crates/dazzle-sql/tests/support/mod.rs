//! What the tests share: names, tables, and the system's `sqlite3`.
#![allow(dead_code)]

pub mod live;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use dazzle_ops::{AlterColumn, Change, CreateTable, Operation};
use dazzle_schema::{
    Column, ColumnType, Dialect, ForeignKey, Name, PrimaryKey, Reference, ReferentialAction, Schema, Table,
};
use dazzle_sql::script::{self, ScriptRevision};
use dazzle_sql::{Action, LiveFacts, SqliteFacts, SqliteObject, Step, plan_chunk, sqlite};

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn column(text: &str, column_type: &str) -> Column {
    Column::new(name(text), column_type.parse().unwrap())
}

pub fn required(text: &str, column_type: &str) -> Column {
    Column {
        nullable: false,
        ..column(text, column_type)
    }
}

pub fn table(text: &str, columns: Vec<Column>) -> Table {
    let mut table = Table::new(name(text));
    for column in columns {
        table.columns.insert(column.name.clone(), column);
    }
    table
}

pub fn with_key(mut table: Table, columns: &[&str]) -> Table {
    table.primary_key = Some(PrimaryKey {
        name: name(&format!("pk_{}", table.name)),
        columns: columns.iter().map(|text| name(text)).collect(),
    });
    table
}

pub fn foreign_key(text: &str, columns: &str, target: &str, on_delete: ReferentialAction) -> ForeignKey {
    ForeignKey {
        name: name(text),
        columns: vec![name(columns)],
        references: Reference {
            table: name(target),
            columns: vec![name("id")],
        },
        on_delete,
        on_update: ReferentialAction::NoAction,
        deferrability: dazzle_schema::Deferrability::NotDeferrable,
    }
}

/// `Task (id, title, rank)`.
pub fn task() -> Table {
    with_key(
        table(
            "Task",
            vec![
                required("id", "uuid"),
                column("title", "varchar(50)"),
                column("rank", "text"),
            ],
        ),
        &["id"],
    )
}

pub fn schema(tables: Vec<Table>) -> Schema {
    tables.into_iter().collect()
}

pub fn change_type(table: &str, column: &str, from: &str, to: &str) -> AlterColumn {
    AlterColumn {
        column_type: Some(Change {
            from: from.parse::<ColumnType>().unwrap(),
            to: to.parse().unwrap(),
        }),
        ..AlterColumn::unchanged(name(table), name(column))
    }
}

pub fn set_nullable(table: &str, column: &str, to: bool) -> AlterColumn {
    AlterColumn {
        nullable: Some(Change { from: !to, to }),
        ..AlterColumn::unchanged(name(table), name(column))
    }
}

pub fn create(table: Table) -> Operation {
    CreateTable { table }.into()
}

/// The statements of all steps, one to a line.
pub fn sql(dialect: Dialect, before: &Schema, operations: &[Operation]) -> String {
    let steps = dazzle_sql::plan_offline(dialect, operations, before, None).unwrap();
    statements(&steps).join(";\n")
}

pub fn statements(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .flat_map(|step| match &step.action {
            Action::Statements(statements) => statements.clone(),
            Action::Seam(seam) => vec![format!("seam: {}", seam.until)],
        })
        .collect()
}

#[allow(clippy::disallowed_methods, reason = "the tests run the system's sqlite3")]
pub fn sqlite3(database: &Path, script: &str) -> Output {
    let mut child = Command::new("sqlite3")
        .arg("-bail")
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sqlite3 is needed: apt-get install sqlite3");
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A database in a folder of its own.
pub struct Sqlite {
    folder: tempfile::TempDir,
}

impl Sqlite {
    pub fn with(script: &str) -> Self {
        let database = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        database.run(script);
        database
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("test.db")
    }

    pub fn run(&self, script: &str) -> String {
        self.try_run(script)
            .unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    pub fn try_run(&self, script: &str) -> Result<String, String> {
        let output = sqlite3(&self.path(), script);
        if output.status.success() {
            Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }

    pub fn facts(&self) -> LiveFacts {
        let script = format!(
            "SELECT hex(type), hex(name), hex(tbl_name), iif(sql IS NULL, '-', hex(sql)) FROM ({});",
            sqlite::queries::OBJECTS
        );
        let rows = self.run(&script);
        let text = |cell: &str| -> String {
            let bytes: Vec<u8> = (0..cell.len() / 2)
                .map(|at| u8::from_str_radix(cell.get(at * 2..at * 2 + 2).unwrap(), 16).unwrap())
                .collect();
            String::from_utf8(bytes).unwrap()
        };
        let objects = rows
            .lines()
            .map(|row| {
                let cells: Vec<&str> = row.split('|').collect();
                SqliteObject {
                    kind: text(cells[0]),
                    name: text(cells[1]),
                    table: text(cells[2]),
                    sql: (cells[3] != "-").then(|| text(cells[3])),
                }
            })
            .collect();
        LiveFacts::Sqlite(SqliteFacts {
            objects,
            ..SqliteFacts::default()
        })
    }

    /// Runs all operations, chunk by chunk, each through a script.
    pub fn migrate(&self, before: &Schema, operations: &[Operation]) -> Result<Vec<Step>, String> {
        let mut schema = before.clone();
        let mut rest = operations;
        let mut all = Vec::new();
        while !rest.is_empty() {
            let chunk = plan_chunk(rest, &schema, &self.facts()).map_err(|error| error.to_string())?;
            assert!(chunk.consumed > 0);
            let text = script::render(
                Dialect::Sqlite,
                &[ScriptRevision {
                    halfway: std::collections::BTreeMap::new(),
                    ahead: Vec::new(),
                    heading: "test".to_owned(),
                    before: Vec::new(),
                    guards: Vec::new(),
                    prepare: Vec::new(),
                    steps: chunk.steps.clone(),
                    bookkeeping: Vec::new(),
                }],
            );
            self.try_run(&text).map_err(|error| format!("{error}\n{text}"))?;
            let (done, left) = rest.split_at(chunk.consumed);
            dazzle_ops::apply_all(done, &mut schema).unwrap();
            rest = left;
            all.extend(chunk.steps);
        }
        Ok(all)
    }

    pub fn schema_text(&self) -> String {
        self.run("SELECT type || ' ' || name || ': ' || coalesce(sql, '-') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name;")
    }
}
