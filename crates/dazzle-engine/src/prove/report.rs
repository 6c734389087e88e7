//! What a pass writes down, and its words.

use std::time::Instant;

use dazzle_ops::Operation;
use dazzle_sql::inspection::Unmodelled;

use super::fates::Fates;
use super::outcome::{OpenSeam, ProofStep, Rows, StepKind, StepOutcome};
use crate::rows_in_words;

/// What was done so far.
pub struct Report {
    pub steps: Vec<ProofStep>,
    pub rows: Rows,
    /// The step that is being done.
    pub kind: StepKind,
    started: Instant,
}

impl Report {
    /// Nothing was done yet.
    pub fn new(rows: Rows) -> Self {
        Self {
            steps: Vec::new(),
            rows,
            kind: StepKind::Before,
            started: Instant::now(),
        }
    }

    /// A step begins.
    pub fn begin(&mut self, kind: StepKind) {
        self.kind = kind;
        self.started = Instant::now();
    }

    /// It ends.
    pub fn end(&mut self, outcome: StepOutcome, detail: impl Into<String>) {
        self.steps.push(ProofStep {
            kind: self.kind,
            rows: self.rows,
            outcome,
            detail: detail.into(),
            duration: self.started.elapsed(),
        });
    }
}

/// How many seams there are.
pub fn seams(operations: &[Operation]) -> usize {
    operations
        .iter()
        .filter(|operation| matches!(operation, Operation::DataMigration(_)))
        .count()
}

/// An open seam in a line.
pub fn in_words(seam: &OpenSeam) -> String {
    format!(
        "a seam is not filled: {}; {} left",
        seam.why,
        rows_in_words(seam.rows, "rows")
    )
}

/// How what no schema holds (triggers, functions…) differs after the way there and back.
#[derive(Debug, Default)]
pub struct Beside {
    /// What went with a table or column that was dropped knowingly.
    pub lost: Vec<String>,
    /// What nobody said that it goes or stays.
    pub wrong: Vec<String>,
}

impl Beside {
    /// Compares what was there before with what is there now. Texts may be spelled in another way after a rename, so
    /// only names count.
    pub fn between(before: &[Unmodelled], now: &[Unmodelled], fates: &Fates) -> Self {
        let is_in = |all: &[Unmodelled], it: &Unmodelled| all.iter().any(|other| key(other) == key(it));
        let mut found = Self::default();
        for it in before.iter().filter(|it| !is_in(now, it)) {
            let is_knowingly = match &it.table {
                Some(table) => fates.drops_of(table),
                None => fates.drops(),
            };
            if is_knowingly {
                found.lost.push(named(it));
            } else {
                found.wrong.push(format!("{} is gone", named(it)));
            }
        }
        let more = now.iter().filter(|it| !is_in(before, it));
        found
            .wrong
            .extend(more.map(|it| format!("{} is there, and was not before", named(it))));
        found
    }
}

fn key(it: &Unmodelled) -> impl PartialEq + '_ {
    (it.kind, it.table.as_deref(), it.name.as_str())
}

fn named(it: &Unmodelled) -> String {
    let kind = it.kind.as_str();
    match &it.table {
        Some(table) => format!("{kind} `{}` of `{table}`", it.name),
        None => format!("{kind} `{}`", it.name),
    }
}
