//! The laws of migrations on real databases, over generated pairs of schemas with rows.
//!
//! `DAZZLE_TEST_CASES` sets how many pairs (200), `DAZZLE_TEST_SEED` the number of the first (1): a failure names
//! the number that plays it again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use dazzle_db::Row;
use dazzle_diff::{Decisions, diff};
use dazzle_engine::EngineError;
use dazzle_history::Direction;
use dazzle_ops::{Operation, reverse_all};
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_testkit::generate::{self, Features, SchemaPair, SurvivingTable};
use dazzle_testkit::rows;
use support::{Lab, Place, bytes, chain, destructive, filled, has_replacement, in_parallel, mixed, same};

const MOST_TABLES: usize = 5;

#[test]
fn rows_survive_there_and_back_on_postgresql() {
    run_all(Dialect::Postgresql);
}

#[test]
fn rows_survive_there_and_back_on_sqlite() {
    run_all(Dialect::Sqlite);
}

fn run_all(dialect: Dialect) {
    let count = u64::from(generate::cases(200).cases);
    let first = std::env::var("DAZZLE_TEST_SEED").map_or(1, |text| text.parse().unwrap());
    let seeds: Vec<u64> = (first..first + count).collect();
    in_parallel(
        &seeds,
        || [Place::new(dialect), Place::new(dialect), Place::new(dialect)],
        |[online, fresh, scripted], seed| {
            // Half of the pairs have everything that the dialect can do.
            let features = if seed % 2 == 0 {
                Features::default()
            } else {
                online.features()
            };
            let (bytes, pair) = pair(*seed, features);
            online.clear();
            fresh.clear();
            run(&pair, online, fresh)
                .and_then(|lab| match lab {
                    Some(lab) if seed % 4 == 0 => {
                        scripted.clear();
                        run_scripts(&pair, &lab, online, fresh, scripted)
                    }
                    _ => Ok(()),
                })
                .map_err(|error| {
                    format!("=== DAZZLE_TEST_SEED={seed} DAZZLE_TEST_CASES=1: {error}\nfrom {bytes:?}")
                })
        },
    );
}

/// The pair of a number, and the choices it was made from.
fn pair(seed: u64, features: Features) -> (Vec<u8>, SchemaPair) {
    (0..)
        .map(|again| bytes(seed ^ mixed(again)))
        .map(|bytes| (generate::schema_pair_with(&bytes, MOST_TABLES, features), bytes))
        .find(|(pair, _)| !has_replacement(pair))
        .map(|(pair, bytes)| (bytes, pair))
        .unwrap()
}

/// There and back. Gives the project, unless nothing differs.
fn run(pair: &SchemaPair, online: &Place, fresh: &Place) -> Result<Option<Lab>, String> {
    let dialect = online.dialect();
    let lab = Lab::new(online, "");
    let step = |what: &'static str| move |error: EngineError| format!("{what}: {}", chain(&error));
    build(&lab, &pair.previous).map_err(step("building `previous`"))?;
    online.try_run(&rows::fill(&pair.previous, &BTreeSet::new(), dialect))?;
    let structure_before = online.catalogue();
    let values_before = values(online, pair, false);

    let upgrade = diff(&pair.previous, &pair.next, &pair.decisions)
        .unwrap()
        .operations;
    if upgrade.is_empty() {
        return Ok(None);
    }
    let downgrade = reverse_all(&upgrade, &pair.previous).unwrap();
    let upgrade = filled(&upgrade, &pair.previous, dialect, false);
    let downgrade = filled(&downgrade, &pair.next, dialect, true);
    lab.add_operations("two", upgrade.clone(), downgrade.clone())
        .map_err(step("writing the file"))?;
    let history = lab.migrations().history;
    if history.schema_at(&history.heads()).unwrap() != pair.next {
        return Err("the file does not lead to `next`".to_owned());
    }

    let told = |error: String, operations: &[Operation]| {
        let list: Vec<String> = operations.iter().map(|it| format!("  {it:?}")).collect();
        format!("{error}\n{}", list.join("\n"))
    };
    there(pair, &lab, online, fresh, &values_before).map_err(|error| told(error, &upgrade))?;

    let first = if history.revisions().len() == 1 {
        "base"
    } else {
        "one"
    };
    lab.downgrade(first, &destructive())
        .map_err(step("downgrade"))
        .and_then(|_| {
            same(
                "downgraded, but not as before",
                &structure_before,
                &online.catalogue(),
            )
        })
        .and_then(|()| unchanged(pair, &values_before, &values(online, pair, false)))
        .and_then(|()| lab.verified())
        .and_then(|()| online.is_sound())
        .map_err(|error| told(error, &downgrade))?;
    Ok(Some(lab))
}

/// The same by scripts that the database's own program runs. `online` is as it was before, `fresh` has `next`.
fn run_scripts(
    pair: &SchemaPair,
    lab: &Lab,
    online: &Place,
    fresh: &Place,
    scripted: &Place,
) -> Result<(), String> {
    let script = |direction, from: &str, to: &str| {
        let text = lab
            .script(direction, from, to)
            .map_err(|error| format!("making a script: {}", chain(&error)))?;
        scripted.run_script(&text)
    };
    let history = lab.migrations().history;
    let first = if history.revisions().len() == 1 {
        "base"
    } else {
        "one"
    };
    if first == "one" {
        script(Direction::Upgrade, "base", first)?;
        scripted.try_run(&rows::fill(&pair.previous, &BTreeSet::new(), lab.dialect))?;
    }
    script(Direction::Upgrade, first, "head")?;
    same("upgraded by script", &fresh.catalogue(), &scripted.catalogue())?;
    script(Direction::Downgrade, "head", first)?;
    same("downgraded by script", &online.catalogue(), &scripted.catalogue())?;
    scripted.is_sound()
}

fn there(
    pair: &SchemaPair,
    lab: &Lab,
    online: &Place,
    fresh: &Place,
    values_before: &BTreeMap<Name, Vec<Row>>,
) -> Result<(), String> {
    let step = |what: &'static str| move |error: EngineError| format!("{what}: {}", chain(&error));
    lab.upgrade(&destructive()).map_err(step("upgrade"))?;
    build(&Lab::new(fresh, ""), &pair.next).map_err(step("building `next`"))?;
    same(
        "upgraded, but not as made afresh",
        &fresh.catalogue(),
        &online.catalogue(),
    )?;
    unchanged(pair, values_before, &values(online, pair, true))?;
    lab.verified()?;
    online.is_sound()?;
    // What is new gets rows, too, so that the way back has something to lose.
    let survived = pair.surviving.iter().map(|table| table.next.clone()).collect();
    online.try_run(&rows::fill(&pair.next, &survived, lab.dialect))
}

/// Brings an empty database to `schema`.
fn build(lab: &Lab, schema: &Schema) -> Result<(), EngineError> {
    let create = diff(&Schema::empty(), schema, &Decisions::default())
        .unwrap()
        .operations;
    if create.is_empty() {
        return Ok(());
    }
    let drop = reverse_all(&create, &Schema::empty()).unwrap();
    lab.add_operations("one", create, drop)?;
    lab.upgrade(&destructive())?;
    Ok(())
}

/// The values of all surviving columns, by the table's name before.
fn values(place: &Place, pair: &SchemaPair, after: bool) -> BTreeMap<Name, Vec<Row>> {
    let query = |table: &SurvivingTable| {
        let columns: Vec<&Name> = table
            .columns
            .iter()
            .map(|(before, next)| if after { next } else { before })
            .collect();
        rows::select(
            if after { &table.next } else { &table.previous },
            &columns,
            place.dialect(),
        )
    };
    let queries: Vec<String> = pair.surviving.iter().map(query).collect();
    let names = pair.surviving.iter().map(|table| table.previous.clone());
    names.zip(place.queries(&queries)).collect()
}

/// Every row and value is there; only where a column became required may a missing value have been filled.
fn unchanged(
    pair: &SchemaPair,
    before: &BTreeMap<Name, Vec<Row>>,
    now: &BTreeMap<Name, Vec<Row>>,
) -> Result<(), String> {
    let is_missing = |value: &Option<String>| value.as_deref().is_none_or(|text| text == "NULL");
    for table in &pair.surviving {
        let (old, new) = (&before[&table.previous], &now[&table.previous]);
        if old.len() != rows::ROWS || new.len() != rows::ROWS {
            return Err(format!(
                "`{}` had {} rows, has {}",
                table.previous,
                old.len(),
                new.len()
            ));
        }
        for (at, (_, name)) in table.columns.iter().enumerate() {
            let required = !pair.next.table(&table.next).unwrap().columns[name].nullable;
            for (old, new) in old.iter().zip(new) {
                let was_filled = required && is_missing(&old[at]) && !is_missing(&new[at]);
                if old[at] != new[at] && !was_filled {
                    return Err(format!(
                        "`{}`.`{name}`: {:?} became {:?}",
                        table.next, old[at], new[at]
                    ));
                }
            }
        }
    }
    Ok(())
}
