//! The tables of `docs/casts.md` are those of the registry. `DAZZLE_UPDATE_EXPECT=1` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use dazzle_schema::{ColumnType, Dialect};
use dazzle_sql::casts::{CastClass, classify, way_back};

const TYPES: [&str; 16] = [
    "varchar(40)",
    "text",
    "smallint",
    "integer",
    "bigint",
    "decimal(10,2)",
    "real",
    "double",
    "boolean",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "uuid",
    "json",
    "bytes",
];

fn short(word: &str) -> &str {
    word.split('(').next().unwrap_or(word)
}

fn class(dialect: Dialect, from: &ColumnType, to: &ColumnType) -> &'static str {
    match classify(dialect, from, to).class {
        CastClass::Lossless => "lossless",
        CastClass::Checked => "checked",
        CastClass::Lossy => "lossy",
        CastClass::Impossible => "impossible",
    }
}

fn back(dialect: Dialect, from: &ColumnType, to: &ColumnType) -> &'static str {
    match classify(dialect, from, to).class {
        CastClass::Lossless | CastClass::Checked => way_back(dialect, from, to).as_str(),
        CastClass::Lossy | CastClass::Impossible => "—",
    }
}

fn table(cell: fn(Dialect, &ColumnType, &ColumnType) -> &'static str) -> String {
    let heads: Vec<&str> = TYPES.iter().map(|word| short(word)).collect();
    let mut table = format!(
        "| from \\ to | {} |\n|{}\n",
        heads.join(" | "),
        " --- |".repeat(TYPES.len() + 1)
    );
    for from in TYPES {
        let cells = TYPES.iter().map(|to| {
            let types: (ColumnType, ColumnType) = (from.parse().unwrap(), to.parse().unwrap());
            if *to == from {
                return String::new();
            }
            let [first, second] =
                [Dialect::Postgresql, Dialect::Sqlite].map(|it| cell(it, &types.0, &types.1));
            if first == second {
                first.to_owned()
            } else {
                format!("{first} / {second}")
            }
        });
        table.push_str(&format!(
            "| **{}** | {} |\n",
            short(from),
            cells.collect::<Vec<_>>().join(" | ")
        ));
    }
    table
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the page is compared, and rewritten on request"
)]
fn the_page_shows_what_the_registry_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/casts.md");
    let mut page = std::fs::read_to_string(&path).unwrap();
    for (name, table) in [("classes", table(class)), ("way back", table(back))] {
        let head = format!("<!-- table: {name} -->\n");
        let start = page.find(&head).unwrap() + head.len();
        let end = start + page.get(start..).unwrap().find("<!-- end -->").unwrap();
        page.replace_range(start..end, &format!("\n{table}\n"));
    }
    dazzle_testkit::expect_file(&path, &page).unwrap_or_else(|error| panic!("{error}"));
}
