//! How long a large project takes: 1,000 entities of 12 fields in 20 modules.
//!
//! `floor_bytes` and `floor_lines` only walk over the same text; they say what part of the time is the reading
//! itself. The target is 50 ms for `load`.

#![allow(clippy::unwrap_used, missing_docs)]

use dazzle_dsl::{Model, Settings, SourceFile, load, project};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const MODULES: usize = 20;
const ENTITIES: usize = 50;

fn project_text() -> Vec<SourceFile> {
    let mut files = Vec::new();
    for module in 0..MODULES {
        let mut text = format!("module app.m{module:02}\n");
        if module > 0 {
            text.push_str(&format!("use app.m{:02}\n", module - 1));
        }
        text.push_str(&format!(
            "\narchetype Stamped{module}:\n  created_at: datetime auto_add required\n"
        ));
        for entity in 0..ENTITIES {
            let target = format!("E{}_{}", module.saturating_sub(1), entity / 2);
            text.push_str(&format!(
                "
entity E{module}_{entity} \"Entity {entity}\":
  intent: \"What number {entity} is for\"
  extends: Stamped{module}
  id: uuid pk
  code: str(40) required unique
  name: str(200) required
  status: enum[draft, active, closed] = draft required
  owner: ref {target} required
  parent: ref E{module}_{entity}
  due_on: date = today + 7d
  amount: money(EUR)
  rate: decimal(6,2) = 0.50
  notes: text pii(category=contact)
  is_open: bool = true  # for lists
  children: has_many E{module}_{entity} cascade
  index status, due_on
  invariant: due_on > created_at
  permit:
    list: role(clerk)
    update: owner = current_user
"
            ));
        }
        files.push(SourceFile::new(format!("dsl/m{module:02}.dsl"), text));
    }
    files
}

fn linked(files: &[SourceFile]) -> Model {
    load(files, &Settings::default()).into_model().unwrap()
}

#[divan::bench]
fn floor_bytes(bencher: Bencher) {
    let files = project_text();
    bencher.bench(|| {
        files
            .iter()
            .flat_map(|file| file.text.bytes())
            .fold(0_u64, |sum, byte| black_box(sum.wrapping_add(u64::from(byte))))
    });
}

#[divan::bench]
fn floor_lines(bencher: Bencher) {
    let files = project_text();
    bencher.bench(|| {
        files
            .iter()
            .flat_map(|file| file.text.lines())
            .map(|line| line.split_whitespace().count())
            .sum::<usize>()
    });
}

#[divan::bench]
fn load_project(bencher: Bencher) {
    let files = project_text();
    bencher.bench(|| load(black_box(&files), &Settings::default()));
}

#[divan::bench]
fn project_model(bencher: Bencher) {
    let model = linked(&project_text());
    bencher.bench(|| project(black_box(&model), &Settings::default()));
}
