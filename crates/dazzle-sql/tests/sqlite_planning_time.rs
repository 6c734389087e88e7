//! Planning for SQLite with many tables, views and triggers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::time::{Duration, Instant};

use dazzle_ops::{DropColumn, Operation, RenameColumn, RenameTable};
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::{LiveFacts, plan_chunk, plan_offline};
use support::{change_type, column, name, required, schema, set_nullable, table, with_key};

fn tables(count: usize) -> Schema {
    let columns = |at: usize| {
        let mut columns = vec![required("id", "uuid")];
        columns.extend((0..12).map(|nth| column(&format!("c{at}_{nth}"), "varchar(50)")));
        columns
    };
    schema(
        (0..count)
            .map(|at| with_key(table(&format!("t{at}"), columns(at)), &["id"]))
            .collect(),
    )
}

/// The facts of a file with these tables, and a view and a trigger for each.
fn facts(schema: &Schema) -> LiveFacts {
    let LiveFacts::Sqlite(mut facts) = LiveFacts::simulated(Dialect::Sqlite, schema).unwrap() else {
        panic!()
    };
    for at in 0..schema.len() {
        for (kind, table, text) in [
            (
                "view",
                format!("v{at}"),
                format!("CREATE VIEW v{at} AS SELECT id, c{at}_1, c{at}_2 FROM t{at}"),
            ),
            (
                "trigger",
                format!("t{at}"),
                format!(
                    "CREATE TRIGGER g{at} AFTER INSERT ON t{at} BEGIN UPDATE t{at} SET c{at}_3 = new.c{at}_4; END"
                ),
            ),
        ] {
            facts.objects.push(dazzle_sql::SqliteObject {
                kind: kind.to_owned(),
                name: format!("{kind}{at}"),
                table,
                sql: Some(text),
            });
        }
    }
    LiveFacts::Sqlite(facts)
}

type Make = fn(usize) -> Operation;

const KINDS: [(&str, Make); 5] = [
    ("type", |at| {
        change_type(&format!("t{at}"), &format!("c{at}_5"), "varchar(50)", "text").into()
    }),
    ("nullable", |at| {
        set_nullable(&format!("t{at}"), &format!("c{at}_6"), false).into()
    }),
    ("drop", |at| {
        DropColumn {
            table: name(&format!("t{at}")),
            column: column(&format!("c{at}_7"), "varchar(50)"),
        }
        .into()
    }),
    ("rename table", |at| {
        RenameTable {
            from: name(&format!("t{at}")),
            to: name(&format!("u{at}")),
        }
        .into()
    }),
    ("rename column", |at| {
        RenameColumn {
            table: name(&format!("t{at}")),
            from: name(&format!("c{at}_8")),
            to: name(&format!("d{at}")),
        }
        .into()
    }),
];

/// Taking every text apart for every operation took from 6 to 70 seconds for each kind.
const ENOUGH: Duration = Duration::from_secs(5);

#[allow(clippy::disallowed_methods, reason = "the test takes the time")]
fn check(kind: &str, count: usize, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let taken = start.elapsed();
    assert!(taken < ENOUGH, "{kind} of {count} tables: {taken:?}");
}

#[test]
fn texts_are_not_taken_apart_for_every_operation() {
    let count = 400;
    let before = tables(count);
    let live = facts(&before);
    for (kind, make) in KINDS {
        let operations: Vec<Operation> = (0..count).map(make).collect();
        check(kind, count, || {
            drop(plan_chunk(&operations, &before, &live).unwrap())
        });
        check(kind, count, || {
            drop(plan_offline(Dialect::Sqlite, &operations, &before, None).unwrap());
        });
    }
}
