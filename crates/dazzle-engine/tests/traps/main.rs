//! The traps of other systems (design: traps.md), each by its number, on real databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod dsl_and_files;
mod keys_and_cycles;
mod names;
mod rebuilds;
mod types;
mod types_without_rule;

use dazzle_engine::{EngineError, Obstacle};
use dazzle_schema::Dialect;
use support::{Lab, Place};

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

/// Runs `check` on a new SQLite file.
fn on_sqlite(check: impl Fn(&Place, &Lab)) {
    let place = Place::new(Dialect::Sqlite);
    check(&place, &Lab::new(&place, ""));
}

/// What the structure of a database made afresh with `dsl` is.
fn made_afresh(dialect: Dialect, dsl: &str) -> String {
    let place = Place::new(dialect);
    Lab::new(&place, "").must_migrate_to(dsl);
    place.catalogue()
}

/// What stood in the way of a revision.
fn obstacle<T: std::fmt::Debug>(outcome: Result<T, EngineError>) -> Obstacle {
    match outcome.unwrap_err() {
        EngineError::Run { source, .. } => *source,
        other => panic!("{}", support::chain(&other)),
    }
}
