//! Backfills in batches, run with the real binary: to the end, broken off, taken back, killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod broken_off;
mod drafts;
mod keys;
mod killed;
mod scripts;

use support::{Kind, Workplace};

/// An entity whose rows are to get a region, each.
pub const DSL: &str = "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: int pk\n  title: text\n";

/// The fill that the rows get.
pub const FILL: &str = "UPDATE \"Task\" SET \"region\" = 'r' || \"id\" WHERE \"id\" BETWEEN :first AND :last AND \"region\" IS NULL";

/// A database at `r1`, which has `Task`, with `rows` rows; and `r2`, which adds `region`, fills it with `sql` in
/// batches and makes it required.
pub fn with_rows(kind: Kind, rows: u64, sql: &str) -> Workplace {
    let place = Workplace::new(kind, DSL);
    let task = "table = \"Task\"\ncolumns = [\n  { name = \"id\", type = \"integer\", nullable = false },\n  { name \
                = \"title\", type = \"text\" },\n]\nprimary_key = { name = \"pk_Task\", columns = [\"id\"] }\n";
    place.revision(
        "r1",
        &[],
        &format!("op = \"create_table\"\n{task}"),
        &format!("op = \"drop_table\"\n{task}"),
    );
    place.ok(&["db", "upgrade"]);
    if rows > 0 {
        insert(&place, 1, rows);
    }
    write_r2_with(&place, sql, (rows / 100).clamp(500, 5_000));
    place
}

/// Writes `r2` with `sql` for its seam.
pub fn write_r2(place: &Workplace, sql: &str) {
    write_r2_with(place, sql, 500);
}

fn write_r2_with(place: &Workplace, sql: &str, size: u64) {
    let upgrade = format!(
        "op = \"add_column\"\ntable = \"Task\"\ncolumn = {{ name = \"region\", type = \"text\" }}\n---\n\
         op = \"data_migration\"\nwhy = \"Task.region becomes required\"\nuntil = 'SELECT count(*) FROM \"Task\" \
         WHERE \"region\" IS NULL'\nsql = '''{sql}'''\nbatched = {{ key = \"id\", size = {size} }}\n---\n\
         op = \"alter_column\"\ntable = \"Task\"\ncolumn = \"region\"\nnullable = {{ from = true, to = false }}\n"
    );
    let downgrade = "op = \"drop_column\"\ntable = \"Task\"\ncolumn = { name = \"region\", type = \"text\", nullable = false }\n";
    place.revision("r2", &["r1"], &upgrade, downgrade);
}

/// Rows with the ids from `from` to `to`.
pub fn insert(place: &Workplace, from: u64, to: u64) {
    place.database.sql(&match place.database.kind() {
        Kind::Postgresql => format!(
            "INSERT INTO \"Task\" (id, title) SELECT n, 'row ' || n FROM generate_series({from}, {to}) n"
        ),
        Kind::Sqlite => format!(
            "WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) INSERT INTO \
             \"Task\" (id, title) SELECT i, 'row ' || i FROM n"
        ),
    });
}

/// How many rows have the region that they should.
pub fn filled(place: &Workplace) -> u64 {
    place
        .database
        .number("SELECT count(*) FROM \"Task\" WHERE \"region\" = 'r' || \"id\"")
}
