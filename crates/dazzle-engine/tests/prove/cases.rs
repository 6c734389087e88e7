//! Every case folder is proved, with the seams filled as its `fill.toml` says.

use std::collections::BTreeMap;
use std::path::Path;

use dazzle_engine::Interrupt;
use dazzle_engine::prove::{ProveOptions, Scratch, StepKind, prove};
use dazzle_ops::{DataMigration, Operation};
use dazzle_schema::{Dialect, Name, SqlText};
use dazzle_testkit::block_on;
use dazzle_testkit::case::{Case, cases};

use crate::postgresql;
use crate::support::{Lab, Place, chain, in_parallel};

/// Its `fill.toml` points to a row that only its own `rows.sql` makes: with other rows the seam does nothing, and
/// that is found.
const FILLED_BY_ONE_ROW: &str = "add_required_ref_to_table_with_rows_is_filled";

#[test]
fn cases_are_proved_on_sqlite() {
    run_all(Dialect::Sqlite, Scratch::sqlite);
}

#[test]
fn cases_are_proved_on_postgresql() {
    run_all(Dialect::Postgresql, postgresql);
}

fn run_all(dialect: Dialect, scratch: impl Fn() -> Scratch + Sync) {
    let all = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    in_parallel(
        &all,
        || (Place::new(dialect), scratch()),
        |(place, scratch), case| {
            run(case, place, scratch).map_err(|error| format!("=== {}: {error}", case.name))
        },
    );
}

fn run(case: &Case, place: &Place, scratch: &Scratch) -> Result<(), String> {
    let lab = Lab::new(place, &case.settings);
    if let Some(before) = &case.before {
        lab.write_draft(before).map_err(|error| chain(&error))?;
    }
    lab.dsl(&case.after);
    let Some(draft) = lab.draft().map_err(|error| chain(&error))? else {
        return Ok(());
    };
    let mut revision = draft.revision;
    fill(&mut revision.upgrade, &case.fills);
    fill(&mut revision.downgrade, &case.fills_back);
    let history = lab.migrations().history;
    let outcome = block_on(prove(
        scratch,
        &history,
        &revision,
        &ProveOptions::default(),
        &Interrupt::new(),
    ));
    match outcome {
        Err(failure) if case.name == FILLED_BY_ONE_ROW => {
            let text = failure.to_string();
            let is_right =
                failure.step == StepKind::Upgrade && text.contains("did not reach its postcondition");
            if is_right { Ok(()) } else { Err(text) }
        }
        outcome => outcome
            .map(drop)
            .map_err(|failure| format!("{failure}\n{:#?}", failure.steps)),
    }
}

fn fill(operations: &mut [Operation], fills: &BTreeMap<String, String>) {
    for (place, sql) in fills {
        let (table, column) = place.split_once('.').unwrap();
        let (table, column) = (Name::new(table).unwrap(), Name::new(column).unwrap());
        let until = DataMigration::fill_missing(&table, &column, None).until;
        for operation in operations.iter_mut() {
            if let Operation::DataMigration(seam) = operation
                && seam.until == until
            {
                seam.sql = SqlText::Portable(sql.clone());
            }
        }
    }
}
