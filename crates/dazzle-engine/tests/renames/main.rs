//! Renames on real databases: every permutation, everything that hangs on a name, and answers to questions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod follows;
mod permutations;
mod values;

use dazzle_db::SessionOptions;
use dazzle_engine::RunOptions;
use dazzle_history::Target;
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;
use support::{Lab, Place, chain};

/// Runs `check` on a new database of each dialect.
fn on_both(check: impl Fn(&Place, &Lab)) {
    on_both_with("", check);
}

/// The same with settings of the project.
fn on_both_with(settings: &str, check: impl Fn(&Place, &Lab)) {
    for dialect in [Dialect::Postgresql, Dialect::Sqlite] {
        let place = Place::new(dialect);
        check(&place, &Lab::new(&place, settings));
    }
}

/// What the structure of a database made afresh with `dsl` is.
fn made_afresh(lab: &Lab, settings: &str, dsl: &str) -> String {
    let place = Place::new(lab.dialect);
    Lab::new(&place, settings).must_migrate_to(dsl);
    place.catalogue()
}

/// Brings the database to `dsl`, with nobody's consent to any loss, and gives the statements that were planned. After
/// it nothing is left to do and the database is as a fresh one.
fn rename_to(place: &Place, lab: &Lab, settings: &str, dsl: &str) -> Vec<String> {
    lab.write_draft(dsl)
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
    let options = SessionOptions::default();
    let planned = dazzle_engine::plan::plan(&lab.project, &lab.target, &Target::Heads, &options);
    let statements = block_on(planned)
        .unwrap()
        .into_iter()
        .flat_map(|revision| revision.steps)
        .flat_map(|step| step.statements)
        .collect();
    lab.upgrade(&RunOptions::default())
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
    assert!(lab.draft().unwrap().is_none(), "the hints are spent: {dsl}");
    assert_eq!(place.catalogue(), made_afresh(lab, settings, dsl), "{dsl}");
    place.is_sound().unwrap();
    lab.verified().unwrap();
    statements
}

/// No statement takes anything away. Where SQLite must make a table anew, since the names of constraints stand in its
/// text, the old one goes only after all its rows were copied, and an index of another name is built anew.
fn nothing_is_dropped(lab: &Lab, statements: &[String]) {
    let statements: Vec<&str> = statements
        .iter()
        .flat_map(|text| text.split(";\n"))
        .map(str::trim)
        .collect();
    for (at, statement) in statements.iter().enumerate() {
        if !statement.contains("DROP") {
            continue;
        }
        let is_index = statement.starts_with("DROP INDEX ");
        let is_copied = statement.strip_prefix("DROP TABLE ").is_some_and(|table| {
            let table = table.trim_end_matches(';');
            let copies = format!(" FROM {table}");
            let before = &statements[..at];
            before
                .iter()
                .any(|it| it.starts_with("INSERT INTO") && it.trim_end_matches(';').ends_with(&copies))
        });
        assert!(
            lab.dialect == Dialect::Sqlite && (is_copied || is_index),
            "{statement} in {statements:#?}"
        );
    }
}

/// All orders of the numbers below `count`.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    permutations(count - 1)
        .into_iter()
        .flat_map(|shorter| {
            (0..count).map(move |at| {
                let mut longer = shorter.clone();
                longer.insert(at, count - 1);
                longer
            })
        })
        .collect()
}
