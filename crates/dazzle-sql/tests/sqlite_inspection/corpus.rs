//! Objects as people and other tools write them, each read exactly as expected.
//!
//! The files of `corpus/` hold cases: a line `== what it is about`, the SQL that makes it, a line `--`, and what is
//! found. Besides, for each of them: no object is lost, and SQLite's pragmas say the same of columns, keys, indexes
//! and foreign keys.

use std::path::PathBuf;

use dazzle_sql::inspection::Inspection;
use dazzle_testkit::expect_file;

use crate::describe::describe;
use crate::inspect::inspect;
use crate::pragmas;
use crate::support::Sqlite;

pub struct Case {
    pub title: String,
    pub sql: String,
}

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sqlite_inspection/corpus")
        .join(file)
}

#[allow(clippy::disallowed_methods, reason = "tests read their files")]
fn cases(file: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(path(file)).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    let mut in_sql = false;
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("== ") {
            cases.push(Case {
                title: title.to_owned(),
                sql: String::new(),
            });
            in_sql = true;
        } else if line == "--" {
            in_sql = false;
        } else if in_sql {
            let case = cases.last_mut().unwrap();
            case.sql.push_str(line);
            case.sql.push('\n');
        }
    }
    cases
}

const FILES: [&str; 5] = [
    "tables.txt",
    "columns.txt",
    "constraints.txt",
    "indexes_views_triggers.txt",
    "altered.txt",
];

/// All cases of the corpus.
pub fn all_cases() -> Vec<Case> {
    FILES.into_iter().flat_map(cases).collect()
}

/// All statements of the corpus.
pub fn all_texts() -> Vec<String> {
    all_cases()
        .into_iter()
        .flat_map(|case| case.sql.split(";\n").map(str::to_owned).collect::<Vec<_>>())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// Every object of `sqlite_schema` is in the schema or is reported.
pub fn nothing_is_lost(title: &str, database: &Sqlite, found: &Inspection) -> usize {
    let rows = database.run(
        "SELECT type || char(31) || name || char(31) || tbl_name FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN ('_dazzle_version', '_dazzle_log');",
    );
    let rows: Vec<&str> = rows.lines().collect();
    for row in &rows {
        let cells: Vec<&str> = row.split('\u{1f}').collect();
        let [kind, name, table] = cells.as_slice() else {
            panic!("{row}")
        };
        let is_there = match *kind {
            "table" => found.schema.tables().any(|it| it.name == *name),
            "view" => found.schema.views().any(|it| it.name == *name),
            "index" => found
                .schema
                .tables()
                .any(|it| it.name == *table && it.indexes.contains_key(*name)),
            _ => false,
        };
        let is_reported = found
            .unmodelled
            .iter()
            .any(|it| it.kind.as_str() == *kind && it.name == *name);
        assert!(is_there != is_reported, "{title}: {row}");
    }
    rows.len()
}

/// Checks the cases of a file; gives the number of objects.
fn check(file: &str) -> usize {
    let mut seen = Vec::new();
    let mut objects = 0;
    for case in cases(file) {
        let database = Sqlite::with(&case.sql);
        let found = inspect(&database);
        objects += nothing_is_lost(&case.title, &database, &found);
        pragmas::agree(&case.title, &database, &found);
        seen.push(format!(
            "== {}\n{}--\n{}\n",
            case.title,
            case.sql,
            describe(&found)
        ));
    }
    expect_file(&path(file), &seen.join("\n")).unwrap_or_else(|difference| panic!("{difference}"));
    objects
}

#[test]
fn every_object_is_read_as_expected() {
    let objects: usize = FILES.into_iter().map(check).sum();
    assert!(objects >= 60, "{objects}");
}
