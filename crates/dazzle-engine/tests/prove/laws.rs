//! Proofs of what `diff` makes of generated pairs of schemas: it is right, so every proof holds, and the made-up rows
//! fill every table.
//!
//! `DAZZLE_TEST_CASES` sets how many pairs (80 on SQLite, a quarter on PostgreSQL), `DAZZLE_TEST_SEED` the first.

use std::collections::BTreeSet;

use dazzle_diff::{Decisions, diff};
use dazzle_engine::Interrupt;
use dazzle_engine::prove::{FilledTable, ProveOptions, Scratch, prove};
use dazzle_history::{History, Revision, RevisionId, file};
use dazzle_ops::{Operation, reverse_all};
use dazzle_schema::{Dialect, Schema};
use dazzle_testkit::block_on;
use dazzle_testkit::generate::{self, Features};

use crate::postgresql;
use crate::support::{Place, bytes, has_replacement, in_parallel};

const MOST_TABLES: usize = 6;

#[test]
fn what_diff_makes_is_proved_on_sqlite() {
    run_all(Features::sqlite(), 1, Scratch::sqlite);
}

#[test]
fn what_diff_makes_is_proved_on_postgresql() {
    run_all(Place::new(Dialect::Postgresql).features(), 4, postgresql);
}

fn run_all(features: Features, divisor: u64, scratch: impl Fn() -> Scratch + Sync) {
    let count = u64::from(generate::cases(80).cases).div_ceil(divisor);
    let first = std::env::var("DAZZLE_TEST_SEED").map_or(1, |text| text.parse().unwrap());
    let seeds: Vec<u64> = (first..first + count).collect();
    in_parallel(&seeds, scratch, |scratch, seed| {
        run(*seed, features, scratch).map_err(|error| format!("=== DAZZLE_TEST_SEED={seed}: {error}"))
    });
}

fn run(seed: u64, features: Features, scratch: &Scratch) -> Result<(), String> {
    let pair = generate::schema_pair_with(&bytes(seed), MOST_TABLES, features);
    // What is another thing under the same name, nothing converts.
    if has_replacement(&pair) {
        return Ok(());
    }
    let upgrade = diff(&pair.previous, &pair.next, &pair.decisions)
        .unwrap()
        .operations;
    let downgrade = reverse_all(&upgrade, &pair.previous).unwrap();
    let two = revision("two", &["one"], upgrade, downgrade);
    let options = ProveOptions::default();
    let outcome = block_on(prove(
        scratch,
        &history_of(&pair.previous),
        &two,
        &options,
        &Interrupt::new(),
    ));
    let proof = outcome.map_err(|failure| format!("{failure}\n{:#?}\n{two:#?}", failure.steps))?;
    let empty: Vec<&FilledTable> = proof.tables.iter().filter(|table| table.rows < 2).collect();
    let filled: BTreeSet<_> = proof.tables.iter().map(|it| &it.table).collect();
    if !empty.is_empty() || filled != pair.previous.table_names().collect() {
        return Err(format!("not filled: {empty:#?} of {:#?}", pair.previous));
    }
    Ok(())
}

fn revision(id: &str, parents: &[&str], upgrade: Vec<Operation>, downgrade: Vec<Operation>) -> Revision {
    Revision {
        id: RevisionId::new(id).unwrap(),
        parents: parents.iter().map(|it| RevisionId::new(it).unwrap()).collect(),
        message: id.to_owned(),
        created_at: "2026-11-22T10:14:03Z".parse().unwrap(),
        upgrade,
        downgrade,
    }
}

/// A history of one revision, which makes `schema`.
fn history_of(schema: &Schema) -> History {
    let create = diff(&Schema::empty(), schema, &Decisions::default())
        .unwrap()
        .operations;
    let drop = reverse_all(&create, &Schema::empty()).unwrap();
    let one = revision("one", &[], create, drop);
    History::load([("one.toml".to_owned(), file::render(&one))]).unwrap()
}
