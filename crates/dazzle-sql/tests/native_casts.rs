//! Type changes from and to types that only PostgreSQL has, on a server: what passes keeps its value, what would be
//! damaged is counted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use dazzle_schema::{ColumnType, Dialect};
use dazzle_sql::casts::{CastClass, classify};
use support::live::Live;

/// From, to, values that pass with what they become as text, values that must be counted.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    ("varchar(4)", "character varying", &[("'ab  '", "ab  ")], &[]),
    (
        "character varying",
        "varchar(4)",
        &[("'ab  '", "ab  "), ("NULL", "-")],
        &["'abcde'", "'abcd '"],
    ),
    (
        "character varying",
        "integer",
        &[("' 7 '", "7")],
        &["'7.5'", "''"],
    ),
    ("text", "character varying", &[("'ab  '", "ab  ")], &[]),
    (
        "decimal(5,2)",
        "numeric",
        &[("12.50", "12.50"), ("'NaN'", "NaN")],
        &[],
    ),
    (
        "bigint",
        "numeric",
        &[("9223372036854775807", "9223372036854775807")],
        &[],
    ),
    (
        "double",
        "numeric",
        &[("0.30000000000000004", "0.30000000000000004")],
        &["'Infinity'"],
    ),
    (
        "text",
        "numeric",
        &[("' 1.50 '", "1.50")],
        &["'1,5'", "'x'", "''"],
    ),
    (
        "numeric",
        "decimal(5,2)",
        &[("12.50", "12.50"), ("'NaN'", "NaN")],
        &["1.234", "1000", "-999.995"],
    ),
    ("numeric", "text", &[("1.500", "1.500")], &[]),
    ("numeric", "varchar(3)", &[("1.5", "1.5")], &["1.50"]),
    ("numeric", "double", &[("1.5", "1.5")], &["0.1234567890123456789"]),
    (
        "numeric",
        "boolean",
        &[("1", "true"), ("0", "false")],
        &["2", "0.5"],
    ),
    ("numeric", "json", &[("1.50", "1.50")], &["'NaN'"]),
    (
        "integer[]",
        "bigint[]",
        &[("'{1,NULL}'", "{1,NULL}"), ("'{{1},{2}}'", "{{1},{2}}")],
        &[],
    ),
    (
        "bigint[]",
        "integer[]",
        &[("'{1}'", "{1}"), ("'{}'", "{}"), ("NULL", "-")],
        &["'{1,2147483648}'"],
    ),
    (
        "text[]",
        "character varying(2)[]",
        &[("'{ab}'", "{ab}")],
        &["'{ab,abc}'"],
    ),
    (
        "timestamp(0) with time zone",
        "timestamptz",
        &[("'2026-01-31 10:00:00+00'", "2026-01-31 10:00:00+00")],
        &[],
    ),
    (
        "timestamptz",
        "timestamp(1) with time zone",
        &[("'2026-01-31 10:00:00.5+00'", "2026-01-31 10:00:00.5+00")],
        &["'2026-01-31 10:00:00.55+00'"],
    ),
    (
        "timestamp(3) without time zone",
        "timestamptz",
        &[("'2026-01-31 10:00:00.123'", "2026-01-31 10:00:00.123+00")],
        &[],
    ),
    (
        "time",
        "time(0) without time zone",
        &[("'10:00:00'", "10:00:00")],
        &["'10:00:00.4'"],
    ),
    (
        "interval(0)",
        "interval",
        &[("'1 day 2 seconds'", "1 day 00:00:02")],
        &[],
    ),
    (
        "interval",
        "interval(0)",
        &[("'2 seconds'", "00:00:02")],
        &["'2.5 seconds'"],
    ),
    (
        "text",
        "mood",
        &[("'ok'", "ok"), ("'it''s'", "it's"), ("NULL", "-")],
        &["'no'", "'OK'", "''", "'ok '"],
    ),
    ("varchar(9)", "\"Odd Mood\"", &[("'ok'", "ok")], &["'no'"]),
    ("text", "code", &[("NULL", "-")], &["'any'"]),
    ("mood", "text", &[("'it''s'", "it's")], &[]),
    ("mood", "varchar(2)", &[("'ok'", "ok")], &["'it''s'"]),
    ("mood", "\"Odd Mood\"", &[("'ok'", "ok")], &["'it''s'"]),
    ("text", "citext", &[("'A '", "A ")], &[]),
    ("citext", "text", &[("'A '", "A ")], &[]),
    ("citext", "varchar(2)", &[("'A '", "A ")], &["'A  '"]),
    ("citext", "mood", &[("'ok'", "ok")], &["'OK'"]),
    (
        "json",
        "json",
        &[
            (
                r#"'{"a":{"b":1},"c":[{"b":1},{"b":2}]}'"#,
                r#"{"a": {"b": 1}, "c": [{"b": 1}, {"b": 2}]}"#,
            ),
            (r#"'"\\u0000"'"#, r#""\\u0000""#),
            ("'[]'", "[]"),
            ("NULL", "-"),
        ],
        &[
            r#"'{"a":1,"a":2}'"#,
            r#"'[[{"x":{"a":1,"b":2,"\u0061":1}}]]'"#,
            r#"'"\u0000"'"#,
            r#"'{"\\\u0000":1}'"#,
        ],
    ),
    ("inet", "text", &[("'10.0.0.1/8'", "10.0.0.1/8")], &[]),
];

/// A native type: a name in the column type's spelling, unless the model has it.
fn parsed(spelling: &str, is_source: bool) -> ColumnType {
    match spelling {
        "json" if is_source => ColumnType::Native("json".to_owned()),
        _ => spelling
            .parse()
            .unwrap_or_else(|_| ColumnType::Native(spelling.to_owned())),
    }
}

#[test]
fn trap_15_values_survive_or_are_counted() {
    let mut database = Live::empty(Dialect::Postgresql);
    database.run(
        "CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('ok', 'it''s'); \
         CREATE TYPE \"Odd Mood\" AS ENUM ('ok'); CREATE DOMAIN code AS varchar(2); SET TimeZone = 'UTC'",
    );
    for (from, to, good, bad) in CASES {
        let what = format!("{from} to {to}");
        let (from, to) = (parsed(from, true), parsed(to, false));
        let rule = classify(Dialect::Postgresql, &from, &to);
        assert_eq!(rule.class == CastClass::Checked, !bad.is_empty(), "{what}");
        let condition = rule.bad_rows_of("\"oid\"").unwrap_or_else(|| "false".to_owned());
        let using = rule
            .expression_of("\"oid\"")
            .map(|expression| format!(" USING ({expression})"))
            .unwrap_or_default();
        let [from, to] = [&from, &to].map(|it| dazzle_sql::type_sql(Dialect::Postgresql, it));
        for (value, outcome) in *good {
            database.run(&format!(
                "CREATE TABLE t (\"oid\" {from}); INSERT INTO t VALUES ({value})"
            ));
            let counted = database.run(&format!("SELECT count(*) FROM t WHERE {condition}"));
            assert_eq!(counted, "0", "{what}: {value}");
            database.run(&format!("ALTER TABLE t ALTER COLUMN \"oid\" TYPE {to}{using}"));
            assert_eq!(
                &database.run("SELECT \"oid\"::text FROM t"),
                outcome,
                "{what}: {value}"
            );
            database.run("DROP TABLE t");
        }
        for value in *bad {
            database.run(&format!(
                "CREATE TABLE t (\"oid\" {from}); INSERT INTO t VALUES ({value})"
            ));
            let counted = database.run(&format!("SELECT count(*) FROM t WHERE {condition}"));
            assert_eq!(counted, "1", "{what}: {value}");
            database.run("DROP TABLE t");
        }
    }
}
