//! Case folders: a schema before, a schema after, rows, and what must hold.
//!
//! `before.dsl` (none: nothing is there), `after.dsl`, `dazzle.toml` (`[schema]` only), `rows.sql`, `check.sql`
//! (lines `SELECT … => value`), `fill.toml` (`"Table.column" = "UPDATE …"`, the texts of seams; those of the way
//! back under `[downgrade]`). Expected texts lie beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The variable that names the only case to run.
pub const CASE_VARIABLE: &str = "DAZZLE_TEST_CASE";

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder's name, which says what the case shows.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// The DSL before; none when nothing is there yet.
    pub before: Option<String>,
    /// The DSL after.
    pub after: String,
    /// What the case's `dazzle.toml` adds.
    pub settings: String,
    /// Statements that fill the schema before.
    pub rows: String,
    /// Queries on the schema after, each with the one value it gives.
    pub checks: Vec<(String, String)>,
    /// The texts of seams, by table and column.
    pub fills: BTreeMap<String, String>,
    /// The same for the downgrade.
    pub fills_back: BTreeMap<String, String>,
}

/// All cases in the folder `folder`, or the one that `DAZZLE_TEST_CASE` names.
///
/// # Panics
/// When a case is not written as it should be, or there is none.
pub fn cases(folder: &Path) -> Vec<Case> {
    let only = std::env::var(CASE_VARIABLE).ok().filter(|name| !name.is_empty());
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let cases: Vec<Case> = folders
        .iter()
        .map(|folder| read(folder))
        .filter(|case| only.as_ref().is_none_or(|only| case.name == *only))
        .collect();
    assert!(
        !cases.is_empty(),
        "there is no case {only:?} in {}",
        folder.display()
    );
    cases
}

fn read(folder: &Path) -> Case {
    let text = |name: &str| {
        let path = folder.join(name);
        path.exists().then(|| {
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        })
    };
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let mut fills = BTreeMap::new();
    let mut fills_back = BTreeMap::new();
    let table: toml::Table = text("fill.toml").unwrap_or_default().parse().unwrap();
    for (key, value) in table {
        match value {
            toml::Value::String(sql) => drop(fills.insert(key, sql)),
            toml::Value::Table(back) if key == "downgrade" => {
                fills_back = back
                    .into_iter()
                    .map(|(key, value)| (key, value.as_str().unwrap().to_owned()))
                    .collect();
            }
            other => panic!("{name}: fill.toml: {key} = {other}"),
        }
    }
    Case {
        before: text("before.dsl"),
        after: text("after.dsl").unwrap_or_else(|| panic!("{name} has no after.dsl")),
        settings: text("dazzle.toml").unwrap_or_default(),
        rows: text("rows.sql").unwrap_or_default(),
        checks: text("check.sql")
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| {
                let (query, value) = line
                    .rsplit_once(" => ")
                    .unwrap_or_else(|| panic!("{name}: check.sql: `{line}` has no ` => `"));
                (query.to_owned(), value.to_owned())
            })
            .collect(),
        fills,
        fills_back,
        folder: folder.to_owned(),
        name,
    }
}
