//! The tables of casts: what they allow, and on SQLite what they do to values.
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
use support::Sqlite;

const TYPES: [&str; 18] = [
    "varchar(4)",
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
    "native(\"citext\")",
];

fn pairs() -> impl Iterator<Item = (ColumnType, ColumnType)> {
    TYPES.into_iter().flat_map(|from| {
        TYPES
            .into_iter()
            .filter(move |to| *to != from)
            .map(move |to| (from.parse().unwrap(), to.parse().unwrap()))
    })
}

#[test]
fn every_rule_has_what_its_class_needs() {
    for dialect in Dialect::ALL {
        for (from, to) in pairs() {
            let rule = classify(dialect, &from, &to);
            let what = format!("{dialect}: {from} to {to}");
            match rule.class {
                CastClass::Lossless => assert_eq!(rule.bad_rows, None, "{what}"),
                CastClass::Checked => {
                    assert!(rule.bad_rows.is_some() && !rule.problem.is_empty(), "{what}");
                }
                CastClass::Lossy | CastClass::Impossible => {
                    assert!(
                        rule.suggestion.is_empty() || rule.suggestion.starts_with("such as "),
                        "{what}"
                    );
                    assert!(rule.expression.is_none() && !rule.problem.is_empty(), "{what}");
                }
            }
        }
    }
}

#[test]
fn trap_14_no_expression_casts_to_a_length() {
    for (from, to) in pairs() {
        let expression = classify(Dialect::Postgresql, &from, &to)
            .expression
            .unwrap_or_default();
        assert!(
            !expression.contains("varchar") && !expression.contains("numeric("),
            "{expression}"
        );
    }
}

#[test]
fn trap_15_casts_that_look_lossless_are_not() {
    let class = |from: &str, to: &str| {
        classify(Dialect::Postgresql, &from.parse().unwrap(), &to.parse().unwrap()).class
    };
    assert_eq!(class("double", "decimal(10,2)"), CastClass::Checked);
    assert_eq!(class("decimal(10,2)", "integer"), CastClass::Lossy);
    assert_eq!(class("bigint", "double"), CastClass::Checked);
    assert_eq!(class("integer", "bigint"), CastClass::Lossless);
    assert_eq!(class("varchar(4)", "text"), CastClass::Lossless);
    assert_eq!(class("text", "json"), CastClass::Lossy);
}

#[test]
fn trap_16_time_zones_are_written_out() {
    let expression = classify(
        Dialect::Postgresql,
        &ColumnType::Timestamp,
        &ColumnType::TimestampTz,
    )
    .expression;
    assert_eq!(expression.as_deref(), Some("$c AT TIME ZONE 'UTC'"));
}

/// From, to, values that pass with what they become, values that must be counted.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "text",
        "integer",
        &[("'12'", "12"), ("' -7 '", "-7"), ("'007'", "7"), ("NULL", "NULL")],
        &[
            "'abc'",
            "'12abc'",
            "'1.5'",
            "''",
            "'2147483648'",
            "x'31'",
            "'1e400'",
        ],
    ),
    (
        "text",
        "decimal(10,2)",
        &[("'1.50'", "1.5"), ("'12'", "12"), ("'-0.25'", "-0.25")],
        &["'1.234'", "'100000000'", "'x'", "''"],
    ),
    (
        "text",
        "double",
        &[("'1.5'", "1.5"), ("'1e3'", "1000.0")],
        &["'x'", "'1.5x'"],
    ),
    (
        "text",
        "boolean",
        &[("'Yes'", "1"), ("'f'", "0"), ("NULL", "NULL")],
        &["'maybe'", "''"],
    ),
    (
        "text",
        "date",
        &[("'2024-02-29'", "'2024-02-29'")],
        &["'2024-02-31'", "'2024'", "'29.2.2024'"],
    ),
    (
        "text",
        "timestamptz",
        &[("'2024-02-29 10:00:00'", "'2024-02-29 10:00:00'")],
        &["'2024-02-31 10:00:00'", "'now then'"],
    ),
    (
        "text",
        "uuid",
        &[(
            "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'",
            "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'",
        )],
        &["'6ba7b810'", "'6ba7b810-9dad-11d1-80b4-00c04fd430cx'"],
    ),
    ("text", "json", &[("'{\"a\":1}'", "'{\"a\":1}'")], &["'{'"]),
    ("text", "varchar(4)", &[("'abcd'", "'abcd'")], &["'abcde'"]),
    ("bigint", "smallint", &[("5", "5")], &["40000", "-40000"]),
    ("bigint", "double", &[("5", "5.0")], &["9007199254740993"]),
    ("integer", "text", &[("5", "'5'"), ("NULL", "NULL")], &[]),
    ("integer", "boolean", &[("1", "1")], &["2"]),
    (
        "boolean",
        "text",
        &[("1", "'true'"), ("0", "'false'"), ("NULL", "NULL")],
        &[],
    ),
    ("boolean", "json", &[("1", "'true'"), ("NULL", "NULL")], &[]),
    (
        "decimal(10,2)",
        "decimal(4,1)",
        &[("100.5", "100.5")],
        &["1000", "1.25"],
    ),
    ("double", "decimal(10,2)", &[("1.25", "1.25")], &["1.255", "1e9"]),
    (
        "date",
        "timestamp",
        &[("'2024-02-29'", "'2024-02-29 00:00:00'")],
        &[],
    ),
    (
        "timestamp",
        "date",
        &[("'2024-02-29 00:00:00'", "'2024-02-29'")],
        &["'2024-02-29 00:00:01'", "'2024-02-29 00:00:00.5'"],
    ),
    ("uuid", "json", &[("'a'", "'\"a\"'"), ("NULL", "NULL")], &[]),
];

#[test]
fn trap_05_sqlite_counts_what_it_would_damage() {
    for (from, to, good, bad) in CASES {
        let (from, to): (ColumnType, ColumnType) = (from.parse().unwrap(), to.parse().unwrap());
        let rule = classify(Dialect::Sqlite, &from, &to);
        let condition = rule.bad_rows_of("c").unwrap_or_else(|| "false".to_owned());
        let expression = rule.expression_of("c").unwrap_or_else(|| "c".to_owned());
        let declare = |it: &ColumnType| dazzle_sql::type_sql(Dialect::Sqlite, it);
        let mut script = format!(
            "CREATE TABLE old (c {}); CREATE TABLE new (c {});\n",
            declare(&from),
            declare(&to)
        );
        let mut expected = Vec::new();
        for (value, outcome) in *good {
            script.push_str(&format!(
                "DELETE FROM old; DELETE FROM new; INSERT INTO old VALUES ({value}); INSERT INTO new SELECT {expression} FROM old;\n\
                 SELECT count(*) || ' ' || (SELECT quote(c) FROM new) FROM old WHERE {condition};\n"
            ));
            expected.push(format!("0 {outcome}"));
        }
        for value in *bad {
            script.push_str(&format!(
                "DELETE FROM old; INSERT INTO old VALUES ({value});\nSELECT count(*) || ' bad {}.' FROM old WHERE {condition};\n",
                value.replace('\'', "")
            ));
            expected.push(format!("1 bad {}.", value.replace('\'', "")));
        }
        let got = Sqlite::with("SELECT 1;").run(&script);
        assert_eq!(got.lines().collect::<Vec<_>>(), expected, "{from} to {to}");
    }
}
