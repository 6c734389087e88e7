//! Dev mode on real databases: drafts, what is left out, and how drafts go on with history.
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

mod drafts;
mod history;
mod left_out;
mod model;
mod processes;
mod walk;
mod watching;

use dazzle_engine::dev::{Synchronised, synchronise};
use dazzle_engine::{EngineError, Interrupt, RunOptions};
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;
use support::{Lab, chain};

const BOTH: [Dialect; 2] = [Dialect::Sqlite, Dialect::Postgresql];

fn try_synchronise(lab: &Lab) -> Result<Synchronised, EngineError> {
    block_on(synchronise(
        &lab.project,
        &lab.target,
        &RunOptions::default(),
        &Interrupt::new(),
        &mut |_| {},
    ))
}

/// Sets the DSL and brings the database to it.
fn save(lab: &Lab, dsl: &str) -> Synchronised {
    lab.dsl(dsl);
    try_synchronise(lab).unwrap_or_else(|error| panic!("{}", chain(&error)))
}

/// The same, and nothing was left out.
fn save_all(lab: &Lab, dsl: &str) -> Synchronised {
    let done = save(lab, dsl);
    assert_eq!(done.left_out, [], "{}", lab.dialect);
    assert_eq!(done.not_done, []);
    lab.verified().unwrap();
    done
}
