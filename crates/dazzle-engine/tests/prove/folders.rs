//! `proofs/`: revisions that follow `before.toml`, right ones and wrong ones. Comments at their heads say what a proof
//! finds: `step` and `says` for a wrong one; `rows`, `open` and `seen` for a right one; `on` names the only dialect.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dazzle_engine::Interrupt;
use dazzle_engine::prove::{Proof, ProofFailure, ProveOptions, Scratch, prove};
use dazzle_history::{History, file};
use dazzle_schema::Dialect;
use dazzle_testkit::{block_on, in_parallel};

use crate::postgresql;

/// A revision with what is to be found about it.
struct Trial {
    name: String,
    notes: BTreeMap<String, String>,
    text: String,
}

impl Trial {
    fn note(&self, key: &str) -> &str {
        self.notes
            .get(key)
            .unwrap_or_else(|| panic!("{} has no `# {key}:`", self.name))
    }

    fn is_on(&self, dialect: Dialect) -> bool {
        self.notes.get("on").is_none_or(|only| only == dialect.as_str())
    }

    fn prove(&self, scratch: &Scratch) -> Result<Proof, ProofFailure> {
        let header = format!(
            "revision = \"{}\"\nrevises = [\"before\"]\nmessage = \"{}\"\ncreated_at = 2026-11-22T10:14:04Z\n\n",
            self.name,
            self.name.replace('_', " ")
        );
        let path = format!("{}.toml", self.name);
        let parsed = file::parse(&path, &format!("{header}{}", self.text))
            .unwrap_or_else(|errors| panic!("{}: {errors:#?}", self.name));
        let limit = self.notes.get("limit").map_or(60, |text| text.parse().unwrap());
        let options = ProveOptions {
            statement_timeout: Duration::from_secs(1),
            limit: Duration::from_secs(limit),
            ..ProveOptions::default()
        };
        block_on(prove(
            scratch,
            &history(),
            &parsed.revision,
            &options,
            &Interrupt::new(),
        ))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs")
}

/// The history with the one revision that all trials follow.
fn history() -> History {
    let text = std::fs::read_to_string(folder().join("before.toml")).unwrap();
    let header =
        "revision = \"before\"\nrevises = []\nmessage = \"before\"\ncreated_at = 2026-11-22T10:14:03Z\n\n";
    History::load([("before.toml".to_owned(), format!("{header}{text}"))]).unwrap()
}

fn trials(kind: &str) -> Vec<Trial> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join(kind))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let only = std::env::var("DAZZLE_TEST_CASE").ok();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let notes = text
                .lines()
                .map_while(|line| line.strip_prefix("# ")?.split_once(": "))
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
            Trial {
                name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                notes,
                text,
            }
        })
        .filter(|trial| only.as_ref().is_none_or(|only| trial.name == *only))
        .collect()
}

fn is_found(trial: &Trial, scratch: &Scratch) -> Result<(), String> {
    match trial.prove(scratch) {
        Ok(proof) => Err(format!("it is proved: {:#?}", proof.steps)),
        Err(failure) => {
            let text = failure.to_string();
            let own = trial.notes.get(&format!("says on {}", scratch.dialect()));
            let says = own.map_or_else(|| trial.note("says"), String::as_str);
            let is_right =
                failure.step.as_str() == trial.note("step") && text.contains(says) && failure.is_disproof();
            if is_right { Ok(()) } else { Err(text) }
        }
    }
}

fn is_proved(trial: &Trial, scratch: &Scratch) -> Result<(), String> {
    let proof = trial
        .prove(scratch)
        .map_err(|failure| format!("{failure}\n{:#?}", failure.steps))?;
    let seen: Vec<String> = proof
        .steps
        .iter()
        .map(|step| {
            format!(
                "{} {} {}: {}",
                step.rows.as_str(),
                step.kind,
                step.outcome.as_str(),
                step.detail
            )
        })
        .collect();
    let is_right = proof.rows.as_str() == trial.note("rows")
        && proof.open.len().to_string() == trial.note("open")
        && proof.is_complete() == proof.open.is_empty()
        && seen.iter().any(|line| line.contains(trial.note("seen")));
    if is_right {
        Ok(())
    } else {
        Err(format!(
            "rows {}, open {:?}\n{}",
            proof.rows.as_str(),
            proof.open,
            seen.join("\n")
        ))
    }
}

fn run(
    kind: &str,
    dialect: Dialect,
    scratch: impl Fn() -> Scratch + Sync,
    check: fn(&Trial, &Scratch) -> Result<(), String>,
) {
    let mut all = trials(kind);
    all.retain(|trial| trial.is_on(dialect));
    in_parallel(&all, scratch, |scratch, trial| {
        check(trial, scratch).map_err(|error| format!("=== {}: {error}", trial.name))
    });
}

#[test]
fn wrong_revisions_are_found_out_on_sqlite() {
    run("wrong", Dialect::Sqlite, Scratch::sqlite, is_found);
}

#[test]
fn wrong_revisions_are_found_out_on_postgresql() {
    run("wrong", Dialect::Postgresql, postgresql, is_found);
}

#[test]
fn right_revisions_are_proved_on_sqlite() {
    run("right", Dialect::Sqlite, Scratch::sqlite, is_proved);
}

#[test]
fn right_revisions_are_proved_on_postgresql() {
    run("right", Dialect::Postgresql, postgresql, is_proved);
}
