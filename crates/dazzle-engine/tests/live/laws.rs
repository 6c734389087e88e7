//! What was made by SQL and read back is what was meant: no false alarm, over generated schemas.
//!
//! `DAZZLE_TEST_CASES` sets how many (500), `DAZZLE_TEST_SEED` the number of the first (1).

use dazzle_db::SessionOptions;
use dazzle_engine::answers::Answers;
use dazzle_engine::comparison::{Side, compare};
use dazzle_engine::inspection::inspect;
use dazzle_engine::{DatabaseSource, DatabaseTarget};
use dazzle_schema::Dialect;
use dazzle_sql::create_schema_sql;
use dazzle_testkit::block_on;
use dazzle_testkit::generate;

use crate::support::{Place, bytes, chain, in_parallel};

#[test]
fn what_is_made_is_read_back_on_postgresql() {
    run_all(Dialect::Postgresql);
}

#[test]
fn what_is_made_is_read_back_on_sqlite() {
    run_all(Dialect::Sqlite);
}

fn run_all(dialect: Dialect) {
    let count = u64::from(generate::cases(500).cases);
    let first = std::env::var("DAZZLE_TEST_SEED").map_or(1, |text| text.parse().unwrap());
    let seeds: Vec<u64> = (first..first + count).collect();
    in_parallel(
        &seeds,
        || Place::new(dialect),
        |place, seed| {
            place.clear();
            read_back(*seed, place)
                .map_err(|error| format!("=== DAZZLE_TEST_SEED={seed} DAZZLE_TEST_CASES=1: {error}"))
        },
    );
}

fn read_back(seed: u64, place: &Place) -> Result<(), String> {
    let dialect = place.dialect();
    let schema = generate::schema_with(&bytes(seed), 6, place.features());
    let statements = create_schema_sql(dialect, &schema).map_err(|error| error.to_string())?;
    place.try_run(&statements)?;
    let target = DatabaseTarget {
        url: place.url(),
        source: DatabaseSource::Flag,
    };
    let options = SessionOptions::default();
    let found = block_on(async {
        let live = inspect(&target, &[], &options).await?;
        let there = Side::of_live(target.clone(), live);
        let declared = Side::of_schema("declared", schema.clone());
        let there_to = compare(&declared, &there, &Answers::default(), &options).await?;
        let back = compare(&there, &declared, &Answers::default(), &options).await?;
        Ok([there_to, back])
    })
    .map_err(|error| chain(&error))?;
    for found in found {
        if !found.is_equal() || !found.beside.is_empty() {
            return Err(format!(
                "{} to {}: {:#?}\nundecided {:#?}\nbeside {:#?}\n{}",
                found.from,
                found.to,
                found.operations,
                found.undecided,
                found.beside,
                statements.join(";\n")
            ));
        }
    }
    Ok(())
}
