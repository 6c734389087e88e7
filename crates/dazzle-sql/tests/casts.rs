//! The tables of casts: what they allow, and on SQLite what they do to values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use dazzle_ops::{AlterColumn, Operation, apply_all, reverse_all};
use dazzle_schema::{ColumnType, Dialect, Schema, SqlText};
use dazzle_sql::casts::{CastClass, WrittenCasts, classify, settle};
use dazzle_sql::plan_offline;
use support::live::Live;
use support::{change_type, column, schema, table, with_key};

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
    assert_eq!(class("decimal(10,2)", "integer"), CastClass::Checked);
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

/// From, to, values that pass with what they become as text on PostgreSQL and on SQLite, values that must be counted.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, &'static str)],
    &'static [&'static str],
);

/// Texts come in more spellings than they go back in, so what becomes of them is written down.
const CASES: &[Case] = &[
    (
        "text",
        "integer",
        &[
            ("12", "12", "12"),
            ("  12 ", "12", "12"),
            ("\t-7\n", "-7", "-7"),
            ("007", "7", "7"),
            ("+5", "5", "5"),
            ("-2147483648", "-2147483648", "-2147483648"),
        ],
        &[
            "",
            " ",
            "abc",
            "12abc",
            "1.5",
            "1.0",
            "2147483648",
            "1e5",
            "1e400",
            "0x1F",
            "1_000",
            "--1",
            "+",
            "1 2",
            "١٢",
        ],
    ),
    (
        "varchar(40)",
        "bigint",
        &[(
            "9223372036854775807",
            "9223372036854775807",
            "9223372036854775807",
        )],
        &[
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999999",
        ],
    ),
    (
        "text",
        "decimal(10,2)",
        &[
            ("1.50", "1.50", "1.5"),
            (" 12 ", "12.00", "12"),
            ("-.25", "-0.25", "-0.25"),
            ("1e5", "100000.00", "100000"),
            ("1.500", "1.50", "1.5"),
        ],
        &["", "1.234", "100000000", "x", "1,5", "Infinity", "1e", "0x10"],
    ),
    (
        "text",
        "decimal(30,20)",
        &[("0.12345", "0.12345000000000000000", "0.12345")],
        &["0.123456789012345678901", "10000000000"],
    ),
    (
        "text",
        "double",
        &[
            ("1.5", "1.5", "1.5"),
            ("1e3", "1000", "1000.0"),
            (" 0.1 ", "0.1", "0.1"),
            ("0.30000000000000004", "0.30000000000000004", "0.3"),
            ("Infinity", "Infinity", "Inf"),
            ("-0.0", "-0", "0.0"),
        ],
        &[
            "",
            "x",
            "1.5x",
            "0.12345678901234567890",
            "1e400",
            "1e-400",
            "infinite",
            "inf",
        ],
    ),
    (
        "text",
        "boolean",
        &[
            ("Yes", "true", "1"),
            (" f", "false", "0"),
            ("TRUE\n", "true", "1"),
            ("0", "false", "0"),
            ("off", "false", "0"),
        ],
        &["maybe", "", "tr", "2", "ja", "null"],
    ),
    (
        "text",
        "date",
        &[
            ("2024-02-29", "2024-02-29", "2024-02-29"),
            (" 2024-01-31\n", "2024-01-31", "2024-01-31"),
        ],
        &[
            "",
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024",
            "29.2.2024",
            "0000-01-01",
            "2024-1-1",
            "now",
            "today",
            "2024-02-29 10:00:00",
            "20240229",
        ],
    ),
    (
        "text",
        "time",
        &[
            ("23:59", "23:59:00", "23:59"),
            ("10:00:00.5", "10:00:00.5", "10:00:00.5"),
        ],
        &["", "25:00", "10", "10:60", "10:00+02", "10:00:00 pm", "now"],
    ),
    (
        "text",
        "timestamp",
        &[
            (
                "2024-02-29 10:00:00",
                "2024-02-29 10:00:00",
                "2024-02-29 10:00:00",
            ),
            (
                "2024-02-29T10:00:00.25",
                "2024-02-29 10:00:00.25",
                "2024-02-29 10:00:00.25",
            ),
        ],
        &[
            "",
            "2024-02-30 10:00:00",
            "2024-02-29 24:30:00",
            "2024-02-29",
            "2024-02-29 10:00:00+02:00",
            "now",
            "2024-02-29 10:00:00Z",
        ],
    ),
    (
        "text",
        "timestamptz",
        &[
            (
                "2024-02-29 10:00:00+00:00",
                "2024-02-29 10:00:00+00",
                "2024-02-29 10:00:00",
            ),
            (
                "2024-02-29T10:00:00.125+02:00",
                "2024-02-29 08:00:00.125+00",
                "2024-02-29 08:00:00.125",
            ),
            (
                "2024-03-01 00:30:00Z",
                "2024-03-01 00:30:00+00",
                "2024-03-01 00:30:00",
            ),
            (
                "2024-02-29 23:30:00-01:30",
                "2024-03-01 01:00:00+00",
                "2024-03-01 01:00:00",
            ),
        ],
        &[
            "",
            "2024-02-30 10:00:00Z",
            "now then",
            "2024-02-29",
            "2024-02-29 10:00:00 Europe/Berlin",
        ],
    ),
    (
        "text",
        "uuid",
        &[(
            "6BA7B810-9dad-11d1-80b4-00c04fd430c8",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        )],
        &[
            "",
            "6ba7b810",
            "6ba7b810-9dad-11d1-80b4-00c04fd430cx",
            "------------------------------------",
        ],
    ),
    (
        "text",
        "varchar(4)",
        &[
            ("abcd", "abcd", "abcd"),
            ("äöü😀", "äöü😀", "äöü😀"),
            ("", "", ""),
        ],
        &["abcde", "abcd ", "     "],
    ),
    (
        "decimal(12,2)",
        "integer",
        &[("2.00", "2", "2"), ("-3", "-3", "-3")],
        &["1.5", "0.01", "2147483648", "-2147483649.00"],
    ),
    (
        "double",
        "smallint",
        &[("5", "5", "5"), ("-32768", "-32768", "-32768")],
        &["2.5", "32768", "1e300"],
    ),
    (
        "boolean",
        "text",
        &[("true", "true", "true"), ("false", "false", "false")],
        &[],
    ),
    (
        "date",
        "timestamp",
        &[("2024-02-29", "2024-02-29 00:00:00", "2024-02-29 00:00:00")],
        &[],
    ),
    (
        "timestamp",
        "date",
        &[("2024-02-29 00:00:00", "2024-02-29", "2024-02-29")],
        &["2024-02-29 00:00:01", "2024-02-29 00:00:00.5"],
    ),
];

fn literal(dialect: Dialect, from: &str, text: &str) -> String {
    match (dialect, from) {
        (Dialect::Sqlite, "boolean") => (text == "true").to_string(),
        _ => format!("'{}'", text.replace('\'', "''")),
    }
}

fn counted_or_converted(dialect: Dialect) {
    let mut database = Live::empty(dialect);
    for (from, to, good, bad) in CASES {
        let what = format!("{dialect}: {from} to {to}");
        let types: (ColumnType, ColumnType) = (from.parse().unwrap(), to.parse().unwrap());
        let rule = classify(dialect, &types.0, &types.1);
        database.run("DROP TABLE IF EXISTS \"t\"");
        database.run(&format!(
            "CREATE TABLE \"t\" (\"id\" integer NOT NULL, \"c\" {}, CONSTRAINT \"pk_t\" PRIMARY KEY (\"id\"))",
            dazzle_sql::type_sql(dialect, &types.0)
        ));
        let texts = good.iter().map(|(text, ..)| text).chain(*bad);
        let rows: Vec<String> = texts
            .enumerate()
            .map(|(id, text)| format!("({id}, {})", literal(dialect, from, text)))
            .collect();
        database.run(&format!(
            "INSERT INTO \"t\" VALUES {}, (100, NULL)",
            rows.join(", ")
        ));
        let condition = rule.bad_rows_of("\"c\"").unwrap_or_else(|| "false".to_owned());
        let counted = database.run(&format!("SELECT \"id\" FROM \"t\" WHERE {condition} ORDER BY 1"));
        let expected: Vec<String> = (good.len()..good.len() + bad.len())
            .map(|id| id.to_string())
            .collect();
        assert_eq!(counted, expected.join(";"), "{what}");
        let before = schema(vec![with_key(
            table("t", vec![column("id", "integer"), column("c", from)]),
            &["id"],
        )]);
        let change = [change_type("t", "c", from, to).into()];
        if !bad.is_empty() {
            let stopped = database.migrate(&before, &change).unwrap_err();
            assert!(
                stopped.starts_with(&format!("{} rows", bad.len())),
                "{what}: {stopped}"
            );
            // Up to five keys and values are shown.
            assert_eq!(
                stopped.matches(';').count(),
                bad.len().min(5) - 1,
                "{what}: {stopped}"
            );
        }
        database.run(&format!("DELETE FROM \"t\" WHERE {condition}"));
        database.migrate(&before, &change).unwrap();
        let got = database.run("SELECT CAST(\"c\" AS text) FROM \"t\" ORDER BY \"id\"");
        let mut expected: Vec<&str> = good
            .iter()
            .map(|(_, postgresql, sqlite)| match dialect {
                Dialect::Postgresql => *postgresql,
                Dialect::Sqlite => *sqlite,
            })
            .collect();
        expected.push("-");
        assert_eq!(got, expected.join(";"), "{what}");
    }
}

#[test]
fn trap_05_texts_are_counted_or_converted_on_sqlite() {
    counted_or_converted(Dialect::Sqlite);
}

#[test]
fn trap_05_texts_are_counted_or_converted_on_postgresql() {
    counted_or_converted(Dialect::Postgresql);
}

/// `settle` with nothing written, for both dialects.
fn settled(operations: &[Operation], before: &Schema) -> Vec<Operation> {
    settle(
        operations.to_vec(),
        before,
        &WrittenCasts::default(),
        &Dialect::ALL,
        &[],
    )
}

fn after(operations: &[Operation], before: &Schema) -> Schema {
    let mut schema = before.clone();
    apply_all(operations, &mut schema).unwrap();
    schema
}

#[test]
fn a_way_through_a_new_column_leads_to_the_same_schema_and_back() {
    let long = "a_name_that_is_exactly_as_long_as_every_database_allows_it_to_b";
    assert_eq!(long.len(), 63);
    let columns = vec![
        column("id", "integer"),
        column("a", "text"),
        column("a_new", "text"),
        column("A_New2", "text"),
        column(long, "date"),
        column("n", "integer"),
    ];
    let before = schema(vec![with_key(table("t", columns), &["id"])]);
    let operations: Vec<Operation> = vec![
        change_type("t", "a", "text", "json").into(),
        change_type("t", "n", "integer", "bigint").into(),
        change_type("t", long, "date", "integer").into(),
    ];
    let there = settled(&operations, &before);
    assert_eq!(after(&there, &before), after(&operations, &before));
    let added: Vec<&str> = there
        .iter()
        .filter_map(|operation| match operation {
            Operation::AddColumn(it) => Some(it.column.name.as_str()),
            _ => None,
        })
        .collect();
    let cut = format!("{}_new", long.get(..59).unwrap());
    assert_eq!(added, ["a_new3", cut.as_str()]);
    // The seams stand together, before the first column that changes.
    let words: Vec<&str> = there.iter().map(Operation::word).collect();
    assert_eq!(
        words,
        [
            "add_column",
            "add_column",
            "data_migration",
            "data_migration",
            "alter_column",
            "drop_column",
            "alter_column",
            "alter_column",
            "drop_column"
        ]
    );
    let next = after(&operations, &before);
    let back = settled(&reverse_all(&operations, &before).unwrap(), &next);
    assert_eq!(after(&back, &next), before);
    for dialect in Dialect::ALL {
        plan_offline(dialect, &there, &before, None).unwrap();
        plan_offline(dialect, &back, &next, None).unwrap();
    }
}

#[test]
fn what_has_a_rule_or_an_expression_stays_as_it_is() {
    let before = schema(vec![table("t", vec![column("a", "text"), column("b", "date")])]);
    let by_hand = AlterColumn {
        using: Some(SqlText::Portable("1".to_owned())),
        ..change_type("t", "b", "date", "integer")
    };
    let operations: Vec<Operation> = vec![change_type("t", "a", "text", "integer").into(), by_hand.into()];
    assert_eq!(settled(&operations, &before), operations);
    // A text for one dialect is enough only where nobody else is asked for.
    let written = WrittenCasts {
        columns: vec!["t.a@sqlite=json_quote({column})".parse().unwrap()],
        rules: Vec::new(),
    };
    let change: Vec<Operation> = vec![change_type("t", "a", "text", "json").into()];
    let one = settle(
        change.clone(),
        &before,
        &written,
        &[Dialect::Sqlite],
        &Dialect::ALL,
    );
    assert_eq!(one.len(), 1);
    assert_eq!(settle(change, &before, &written, &Dialect::ALL, &[]).len(), 4);
}

/// SQLite does not mind how many bits a column's type has.
#[test]
fn trap_15_a_column_that_holds_more_than_its_type_is_counted_on_sqlite() {
    let mut database = Live::empty(Dialect::Sqlite);
    database.run("CREATE TABLE \"t\" (\"c\" integer)");
    database.run("INSERT INTO \"t\" VALUES (NULL), (5), (9007199254740992), (9007199254740993)");
    for from in ["smallint", "integer", "bigint"] {
        for to in ["real", "double"] {
            let rule = classify(Dialect::Sqlite, &from.parse().unwrap(), &to.parse().unwrap());
            let condition = rule.bad_rows_of("\"c\"").unwrap();
            assert_eq!(
                database.run(&format!("SELECT \"c\" FROM \"t\" WHERE {condition}")),
                "9007199254740993",
                "{from} to {to}"
            );
        }
    }
}
