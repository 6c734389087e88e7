//! Pairs of databases made by raw SQL: the script of `diff A B --sql`, run on A with the database's own program, makes
//! it equal to B, and its rows stay.
//!
//! A pair is a file. A comment says what differs; then come the parts `-- a` and `-- b`, what each database is made
//! by, and if there are any `-- rows`, what A holds besides, and `-- check`, lines `SELECT … => value` of one text
//! that A must give afterwards. `-- from 15` before the first part leaves it out on older servers. In a pair whose
//! name ends in `_changes_nothing` both are equal already. `-- by hand: TEXT` stands for a difference that the script
//! leaves to a person in a line with that text, and `-- refused: TEXT` for one of which no script is made, with that
//! text in the error. `-- stops: TEXT` has the script without `--allow-destructive` stop with that text before anything
//! is done; `-- with its stops` runs that script instead of the other. `DAZZLE_TEST_PAIR=name` runs one.
//!
//! Not here is what no script can do to a database in place: moving a column to another position, taking a value out
//! of an enum that is in use, and making a table partitioned.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod dump;
mod place;
mod sqlite_text;

use std::path::{Path, PathBuf};

use dazzle_testkit::catalogue::difference;
use dazzle_testkit::{Dazzle, Project, in_parallel};

use crate::place::Place;

#[test]
fn pairs_on_postgresql() {
    run_all("postgresql", 100, Place::postgresql);
}

#[test]
fn pairs_on_sqlite() {
    run_all("sqlite", 60, Place::sqlite);
}

struct Pair {
    name: String,
    a: String,
    rows: String,
    b: String,
    checks: Vec<(String, String)>,
    from: u32,
    by_hand: Vec<String>,
    refused: Option<String>,
    stops: Option<String>,
    with_stops: bool,
}

fn run_all(folder: &str, at_least: usize, place: fn() -> Place) {
    let only = std::env::var("DAZZLE_TEST_PAIR")
        .ok()
        .filter(|name| !name.is_empty());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pairs")
        .join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= at_least, "{}", files.len());
    let version = place().version();
    let pairs: Vec<Pair> = files
        .iter()
        .map(|file| read(file))
        .filter(|pair| pair.from <= version)
        .filter(|pair| only.as_ref().is_none_or(|only| pair.name == *only))
        .collect();
    in_parallel(
        &pairs,
        || (place(), place()),
        |(a, b), pair| {
            a.clear();
            b.clear();
            run(pair, a, b).map_err(|error| format!("=== {}: {error}", pair.name))
        },
    );
}

fn run(pair: &Pair, a: &Place, b: &Place) -> Result<(), String> {
    a.run_script(&format!("{}{}", pair.a, pair.rows))?;
    b.run_script(&pair.b)?;

    // Our own look must see that they differ, or it would prove nothing later.
    let are_equal = pair.name.ends_with("_changes_nothing");
    let wanted = b.structure();
    if (a.structure() == wanted) != are_equal {
        return Err(format!("wrongly named:\n{}", difference(&wanted, &a.structure())));
    }

    // No project: the folder is empty.
    let folder = Project::new();
    std::fs::remove_file(folder.path().join("dazzle.toml")).ok();
    let dazzle = Dazzle::new(env!("CARGO_BIN_EXE_dazzle"), folder.path());
    let with_stops = || dazzle.run(["db", "diff", &a.url(), &b.url(), "--sql"]);
    let diff = || match pair.with_stops {
        true => with_stops(),
        false => dazzle.run(["db", "diff", &a.url(), &b.url(), "--sql", "--allow-destructive"]),
    };
    if let Some(text) = &pair.stops {
        let before = a.structure();
        match a.run_script(&with_stops().stdout) {
            Err(error) if error.contains(text) && a.structure() == before => {}
            other => return Err(format!("does not stop with `{text}` and nothing done: {other:?}")),
        }
    }

    let first = diff();
    if let Some(text) = &pair.refused {
        return if first.code == 1 && first.stderr.contains(text) {
            Ok(())
        } else {
            Err(format!("not refused with `{text}`: {first}"))
        };
    }
    let expected = if are_equal { 0 } else { 3 };
    if first.code != expected {
        return Err(format!("diff ends with {}, not {expected}: {first}", first.code));
    }
    let script = &first.stdout;
    let with_script = |error: String| format!("{error}\n--- script\n{script}--- said\n{}", first.stderr);
    a.run_script(script).map_err(with_script)?;

    let by_hand: Vec<&str> = script
        .lines()
        .filter_map(|line| line.strip_prefix("-- to be done by hand: "))
        .collect();
    if by_hand != pair.by_hand {
        return Err(with_script(format!(
            "by hand is {by_hand:?}, not {:?}",
            pair.by_hand
        )));
    }
    if !by_hand.is_empty() {
        return a.is_sound().map_err(with_script);
    }
    let made = a.structure_beside(&wanted);
    if made != wanted {
        let differences = difference(&wanted, &made);
        return Err(with_script(format!("A is not B (-: only in B):\n{differences}")));
    }
    let second = diff();
    if second.code != 0 {
        return Err(with_script(format!("a second diff finds more: {second}")));
    }
    for (query, value) in &pair.checks {
        let seen = a.value(query);
        if seen != *value {
            return Err(with_script(format!("`{query}` gives {seen}, not {value}")));
        }
    }
    a.is_sound().map_err(with_script)
}

fn read(path: &Path) -> Pair {
    let mut pair = Pair {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        a: String::new(),
        rows: String::new(),
        b: String::new(),
        checks: Vec::new(),
        from: 0,
        by_hand: Vec::new(),
        refused: None,
        stops: None,
        with_stops: false,
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut part = "";
    let mut seen = Vec::new();
    for line in text.lines() {
        if let "-- a" | "-- rows" | "-- b" | "-- check" = line {
            part = line;
            seen.push(line);
            continue;
        }
        match part {
            "-- a" => pair.a.push_str(&format!("{line}\n")),
            "-- rows" => pair.rows.push_str(&format!("{line}\n")),
            "-- b" => pair.b.push_str(&format!("{line}\n")),
            "-- check" => {
                let (query, value) = line
                    .rsplit_once(" => ")
                    .unwrap_or_else(|| panic!("{}: `{line}` has no ` => `", path.display()));
                pair.checks.push((query.to_owned(), value.to_owned()));
            }
            _ => {
                if let Some(version) = line.strip_prefix("-- from ") {
                    pair.from = version.parse().unwrap();
                } else if let Some(text) = line.strip_prefix("-- by hand: ") {
                    pair.by_hand.push(text.to_owned());
                } else if let Some(text) = line.strip_prefix("-- refused: ") {
                    pair.refused = Some(text.to_owned());
                } else if let Some(text) = line.strip_prefix("-- stops: ") {
                    pair.stops = Some(text.to_owned());
                } else if line == "-- with its stops" {
                    pair.with_stops = true;
                }
            }
        }
    }
    let parts = seen.join(" ");
    assert!(
        [
            "-- a -- b",
            "-- a -- rows -- b",
            "-- a -- b -- check",
            "-- a -- rows -- b -- check"
        ]
        .contains(&parts.as_str()),
        "{}: {parts}",
        path.display()
    );
    pair
}
