//! A second witness: what SQLAlchemy reads in the catalogue agrees with our schema, for every case folder.
//!
//! `DAZZLE_TEST_CASE=name` runs one of them. SQLAlchemy is installed under `target`, from a package registry.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod compare;
mod process;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use dazzle_db::SessionOptions;
use dazzle_engine::inspection::inspect;
use dazzle_schema::{Dialect, Schema};
use dazzle_testkit::block_on;
use dazzle_testkit::case::{Case, cases};
use serde_json::Value;
use support::{Lab, Place, chain, in_parallel};

use crate::compare::compare;
use crate::process::Witness;

#[test]
fn sqlalchemy_agrees_on_postgresql() {
    run_all(Dialect::Postgresql);
}

#[test]
fn sqlalchemy_agrees_on_sqlite() {
    run_all(Dialect::Sqlite);
}

fn run_all(dialect: Dialect) {
    let all = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    in_parallel(
        &all,
        || (Place::new(dialect), Witness::start()),
        |(place, witness), case| {
            place.clear();
            run(case, place, witness).map_err(|error| format!("=== {}: {error}", case.name))
        },
    );
}

/// The comparison itself is not blind: whatever the witness says otherwise is a difference.
#[test]
fn every_fact_counts() {
    let dsl = "module app\napp app \"App\"\n\nentity Team \"Team\":\n  id: uuid pk\n  name: str(20) required unique\n  tasks: has_many Task cascade\n\n\
               entity Task \"Task\":\n  id: int pk\n  title: str(50) required\n  team: ref Team required\n  \
               note: text\n  index title, note\n";
    for dialect in [Dialect::Postgresql, Dialect::Sqlite] {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(dsl);
        let schema = ours(&lab);
        let seen = Witness::start().look(&place.url());
        assert!(compare(&schema, &seen, dialect).is_empty());
        let mut facts = 0;
        for path in facts_of(&seen["tables"], "/tables") {
            let is_not_told =
                path.contains("_dazzle") || dialect == Dialect::Sqlite && path.ends_with("/id/nullable");
            let mut other = seen.clone();
            let fact = other.pointer_mut(&path).unwrap();
            *fact = match fact {
                Value::String(text) => Value::String(format!("{text}_other")),
                Value::Bool(value) => Value::Bool(!*value),
                _ => continue,
            };
            if !is_not_told && !path.ends_with("/deferred") {
                facts += 1;
                assert!(
                    !compare(&schema, &other, dialect).is_empty(),
                    "{path} does not count"
                );
            }
        }
        assert!(facts > 20, "{facts}");
    }
}

/// The places of all values that are not made of others.
fn facts_of(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| facts_of(value, &format!("{path}/{name}")))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(at, value)| facts_of(value, &format!("{path}/{at}")))
            .collect(),
        _ => vec![path.to_owned()],
    }
}

/// Goes the way of the case without its rows, and asks both.
fn run(case: &Case, place: &Place, witness: &mut Witness) -> Result<(), String> {
    let lab = Lab::new(place, &case.settings);
    for dsl in case.before.iter().chain([&case.after]) {
        lab.migrate_to(dsl).map_err(|error| chain(&error))?;
    }
    let seen = witness.look(&place.url());
    let differences = compare(&ours(&lab), &seen, place.dialect());
    if differences.is_empty() {
        return Ok(());
    }
    Err(format!(
        "SQLAlchemy sees it differently:\n{}",
        differences.join("\n")
    ))
}

/// What we read in the database.
fn ours(lab: &Lab) -> Schema {
    let live = block_on(inspect(&lab.target, &[], &SessionOptions::default()));
    live.unwrap_or_else(|error| panic!("{}", chain(&error)))
        .inspection
        .schema
}
