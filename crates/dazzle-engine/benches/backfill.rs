//! A backfill in batches of 5,000 on PostgreSQL, from 100,000 rows and from 1,000,000: the time is to grow with the rows.
//! Beside it the same rows changed by one statement in one transaction.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use dazzle_engine::upgrade::upgrade;
use dazzle_engine::{DatabaseSource, DatabaseTarget, Event, Interrupt, Project, RunOptions};
use dazzle_history::Target;
use dazzle_testkit::block_on;
use dazzle_testkit::postgres::{TestDatabase, temp_database};
use divan::Bencher;

fn main() {
    divan::main();
}

/// `cargo test` runs benchmarks once, to see that they still work.
fn sizes() -> Vec<u64> {
    if std::env::args().any(|argument| argument == "--bench") {
        vec![100_000, 1_000_000]
    } else {
        vec![1_000]
    }
}

const FIRST: &str = "revision = \"r1\"\nrevises = []\nmessage = \"task\"\ncreated_at = 2026-11-22T10:00:00Z\n\n\
    [[upgrade]]\nop = \"create_table\"\ntable = \"Task\"\ncolumns = [{ name = \"id\", type = \"bigint\", nullable = false }, \
    { name = \"title\", type = \"text\" }]\nprimary_key = { name = \"pk_Task\", columns = [\"id\"] }\n\n\
    [[downgrade]]\nop = \"drop_table\"\ntable = \"Task\"\ncolumns = [{ name = \"id\", type = \"bigint\", nullable = false }, \
    { name = \"title\", type = \"text\" }]\nprimary_key = { name = \"pk_Task\", columns = [\"id\"] }\n";

/// The second revision: a column, and a seam with `fill` for its statements and what follows them.
fn second(fill: &str) -> String {
    format!(
        "revision = \"r2\"\nrevises = [\"r1\"]\nmessage = \"region\"\ncreated_at = 2026-11-22T10:00:00Z\n\n[[upgrade]]\n\
         op = \"add_column\"\ntable = \"Task\"\ncolumn = {{ name = \"region\", type = \"text\" }}\n\n[[upgrade]]\n\
         op = \"data_migration\"\nwhy = \"regions\"\nuntil = 'SELECT count(*) FROM \"Task\" WHERE region IS NULL'\n{fill}\n\n\
         [[downgrade]]\nop = \"drop_column\"\ntable = \"Task\"\ncolumn = {{ name = \"region\", type = \"text\" }}\n"
    )
}

struct Place {
    project: Project,
    target: DatabaseTarget,
    // Both go away with the value.
    folder: dazzle_testkit::Project,
    database: TestDatabase,
}

fn place(rows: u64, fill: &str) -> Place {
    let folder = dazzle_testkit::Project::new().dsl("app.dsl", "module app\napp app \"App\"\n");
    folder.write("migrations/r1.toml", FIRST);
    let database = temp_database();
    let project = Project::find(folder.path(), []).unwrap();
    let target = DatabaseTarget {
        url: database.url.clone(),
        source: DatabaseSource::Flag,
    };
    let place = Place {
        project,
        target,
        folder,
        database,
    };
    run(&place);
    place.database.sql(&format!(
        "INSERT INTO \"Task\" SELECT n, 'row ' || n FROM generate_series(1, {rows}) n; ANALYZE \"Task\""
    ));
    place.folder.write("migrations/r2.toml", &second(fill));
    place
}

fn run(place: &Place) {
    let (options, interrupt) = (RunOptions::default(), Interrupt::new());
    let mut observer = |_: Event| {};
    block_on(upgrade(
        &place.project,
        &place.target,
        &Target::Heads,
        &options,
        &interrupt,
        &mut observer,
    ))
    .unwrap();
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1)]
fn in_batches(bencher: Bencher<'_, '_>, rows: u64) {
    let fill = "sql = 'UPDATE \"Task\" SET region = title WHERE id BETWEEN :first AND :last AND region IS NULL'\n\
                batched = { key = \"id\", size = 5000 }";
    bencher
        .counter(divan::counter::ItemsCount::new(rows))
        .with_inputs(|| place(rows, fill))
        .bench_local_values(|place| run(&place));
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1)]
fn in_one_statement(bencher: Bencher<'_, '_>, rows: u64) {
    let fill = "sql = 'UPDATE \"Task\" SET region = title WHERE region IS NULL'";
    bencher
        .counter(divan::counter::ItemsCount::new(rows))
        .with_inputs(|| place(rows, fill))
        .bench_local_values(|place| run(&place));
}
