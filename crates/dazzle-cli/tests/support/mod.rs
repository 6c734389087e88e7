//! What the tests of the command share: a project with a database, transcripts, snapshots, waiting.

// Each test program uses a part of it.
#![allow(dead_code, unused_imports)]

mod database;
mod random;
pub mod server;
mod snapshot;

use std::process::Command;
use std::time::{Duration, Instant};

pub use database::{BOTH, Database, Kind};
use dazzle_testkit::{Dazzle, Output, Project, Running};
pub use random::Random;
use serde_json::Value;
pub use snapshot::{Story, bytes_below};

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_dazzle");

/// How long anything may take before a test gives up on it.
pub const LONG: Duration = Duration::from_secs(60);

/// The entity that most projects of these tests begin with.
pub const TASK: &str =
    "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  title: str(50) required\n";

/// The same with a priority.
pub const TASK_WITH_PRIORITY: &str = "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  \
     title: str(50) required\n  priority: int = 0\n";

/// The same with a priority and a due date.
pub const TASK_WITH_DUE: &str = "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  \
     title: str(50) required\n  priority: int = 0\n  due: date\n";

/// A project folder, a database of its own and the binary that works on both.
pub struct Workplace {
    pub project: Project,
    pub database: Database,
    pub dazzle: Dazzle,
}

impl Workplace {
    /// A project with `dsl` as its only DSL file, and a database that `DATABASE_URL` names.
    pub fn new(kind: Kind, dsl: &str) -> Self {
        let project = Project::new().dsl("app.dsl", dsl);
        let database = Database::new(kind);
        let dazzle = Dazzle::new(BINARY, project.path()).env("DATABASE_URL", database.url());
        Self {
            project,
            database,
            dazzle,
        }
    }

    /// With the server of the tests for scratch databases.
    pub fn with_scratch(mut self) -> Self {
        if self.database.kind() == Kind::Postgresql {
            let url = dazzle_testkit::postgres::server().admin_url();
            self.dazzle = self.dazzle.env("DAZZLE_SCRATCH_URL", url);
        }
        self
    }

    /// Three revisions `r1`, `r2` and `r3` in files, none of them applied.
    pub fn with_three_revisions(kind: Kind) -> Self {
        let this = Self::new(kind, TASK);
        let steps = [
            (TASK, "r1", "create Task"),
            (TASK_WITH_PRIORITY, "r2", "add priority"),
            (TASK_WITH_DUE, "r3", "add due"),
        ];
        for (dsl, id, message) in steps {
            this.project.write("dsl/app.dsl", dsl);
            this.ok(&["db", "revision", "--rev-id", id, "-m", message]);
        }
        this
    }

    /// Two branches after `r1`: `left` (adds a table) and `right` (adds a column).
    pub fn with_two_heads(kind: Kind) -> Self {
        let this = Self::new(kind, TASK);
        this.ok(&["db", "revision", "--rev-id", "r1", "-m", "create Task"]);
        this.revision("left", &["r1"], &create_table("Tag"), &drop_table("Tag"));
        this.revision("right", &["r1"], ADD_NOTE, DROP_NOTE);
        this.project.write(
            "dsl/app.dsl",
            &format!("{TASK}  note: text\n\nentity Tag \"Tag\":\n  id: uuid pk\n"),
        );
        this
    }

    /// Writes a revision file by hand.
    pub fn revision(&self, id: &str, parents: &[&str], upgrade: &str, downgrade: &str) {
        let parents: Vec<String> = parents.iter().map(|it| format!("\"{it}\"")).collect();
        let blocks = |word: &str, operations: &str| {
            operations
                .split("---\n")
                .filter(|operation| !operation.trim().is_empty())
                .map(|operation| format!("\n[[{word}]]\n{operation}"))
                .collect::<String>()
        };
        let text = format!(
            "revision = \"{id}\"\nrevises = [{}]\nmessage = \"{id}\"\ncreated_at = 2026-11-22T10:00:00Z\n{}{}",
            parents.join(", "),
            blocks("upgrade", upgrade),
            blocks("downgrade", downgrade),
        );
        self.project.write(format!("migrations/{id}.toml"), &text);
    }

    /// Runs the binary.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let output = self.dazzle.run(arguments);
        assert!((0..=3).contains(&output.code), "{arguments:?}: {output}");
        output
    }

    /// Runs the binary, which must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Output {
        self.expect(0, arguments)
    }

    /// Runs the binary, which must end with `code`.
    #[track_caller]
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        assert_eq!(output.code, code, "{arguments:?}: {output}");
        output
    }

    /// Runs the binary with `--json`, which must end with `code` and print one JSON value and nothing else.
    #[track_caller]
    pub fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        let output = self.expect(code, &arguments);
        serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output}"))
    }

    /// The heads that the database says it is at.
    pub fn at(&self) -> Vec<String> {
        texts(&self.json(0, &["db", "current"])["current"])
    }

    /// The whole log, the oldest row first.
    pub fn log(&self) -> Vec<Value> {
        let mut log = self.json(0, &["db", "log", "-n", "100000"])["log"]
            .as_array()
            .unwrap()
            .clone();
        log.reverse();
        log
    }

    /// The revisions that the log says were applied with success, in order.
    pub fn applied(&self) -> Vec<String> {
        self.log()
            .iter()
            .filter(|row| row["direction"] == "upgrade" && row["outcome"] == "done")
            .map(|row| row["revision"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The names of the revision files.
    pub fn migration_files(&self) -> Vec<String> {
        self.project
            .files_in("migrations")
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }
}

/// The block that adds `note` to `Task`, and the one that takes it away.
pub const ADD_NOTE: &str =
    "op = \"add_column\"\ntable = \"Task\"\ncolumn = { name = \"note\", type = \"text\" }\n";
pub const DROP_NOTE: &str =
    "op = \"drop_column\"\ntable = \"Task\"\ncolumn = { name = \"note\", type = \"text\" }\n";

/// The block that makes a table with one key column.
pub fn create_table(table: &str) -> String {
    format!("op = \"create_table\"\n{}", table_shape(table))
}

/// The block that drops it.
pub fn drop_table(table: &str) -> String {
    format!("op = \"drop_table\"\n{}", table_shape(table))
}

fn table_shape(table: &str) -> String {
    format!(
        "table = \"{table}\"\ncolumns = [\n    {{ name = \"id\", type = \"uuid\", nullable = false }},\n]\n\
         primary_key = {{ name = \"pk_{table}\", columns = [\"id\"] }}\n"
    )
}

/// The block that runs `sql`, with one text for each dialect.
pub fn execute(postgresql: &str, sqlite: &str) -> String {
    format!("op = \"execute\"\nsql.postgresql = '''\n{postgresql}'''\nsql.sqlite = '''\n{sqlite}'''\n")
}

/// A statement that runs until somebody stops it, or for some minutes.
pub fn endless() -> String {
    execute(
        "SELECT pg_sleep(300)",
        "CREATE TABLE endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \
         4000000000) SELECT max(i) FROM n",
    )
}

/// A list of strings in JSON.
pub fn texts(value: &Value) -> Vec<String> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
        .iter()
        .map(|it| it.as_str().unwrap().to_owned())
        .collect()
}

/// Polls `condition` until it holds.
#[track_caller]
pub fn wait_for(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(
            started.elapsed() < LONG,
            "{what}: still not so after {:?}",
            started.elapsed()
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits for a started process and gives what it printed.
pub fn finish(running: Running) -> Output {
    running.finish()
}

/// Sends a signal, such as `INT`, to a started process.
pub fn signal(running: &Running, name: &str) {
    let status = Command::new("kill")
        .args([format!("-{name}"), running.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}
