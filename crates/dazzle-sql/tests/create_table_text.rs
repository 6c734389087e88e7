//! The editor of `CREATE TABLE` texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use dazzle_sql::sqlite::create_table_text::CreateTableText;
use proptest::prelude::*;

/// A text, its columns, and those of them that store values.
type Odd = (&'static str, &'static [&'static str], &'static [&'static str]);

const ODD: &[Odd] = &[
    ("CREATE TABLE t(a)", &["a"], &["a"]),
    ("CREATE TABLE t (a INT, b TEXT)", &["a", "b"], &["a", "b"]),
    ("create table \"x\"\"y\" (\"a\"\"b\" int)", &["a\"b"], &["a\"b"]),
    (
        "CREATE TABLE [my table] ([a, b] INT, [c)] TEXT)",
        &["a, b", "c)"],
        &["a, b", "c)"],
    ),
    (
        "CREATE TABLE `t` (`a``b` INT, `c` TEXT)",
        &["a`b", "c"],
        &["a`b", "c"],
    ),
    (
        "CREATE TABLE 't' ('a' INT, 'it''s' TEXT)",
        &["a", "it's"],
        &["a", "it's"],
    ),
    (
        "CREATE TABLE t (a TEXT DEFAULT 'x, (y', b INT)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a INT -- one, (two\n, b INT /* , ) */)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a /* /* not nested */ INT, b INT)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, c AS (a + 1))",
        &["a", "b", "c"],
        &["a"],
    ),
    ("CREATE TABLE t (a INT PRIMARY KEY) STRICT", &["a"], &["a"]),
    (
        "CREATE TABLE t (a TEXT PRIMARY KEY, b) WITHOUT ROWID",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a TEXT, PRIMARY KEY (a)) STRICT , without rowid",
        &["a"],
        &["a"],
    ),
    ("CREATE TABLE t (a INT, CHECK (a > 0) UNIQUE (a))", &["a"], &["a"]),
    (
        "CREATE TABLE t (a INT CONSTRAINT n NOT NULL ON CONFLICT IGNORE CHECK (a IN (1, 2)))",
        &["a"],
        &["a"],
    ),
    (
        "CREATE TABLE t (a REFERENCES p (id, x) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE NOT NULL, b)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a DOUBLE PRECISION, b NUMERIC (10, 2) DEFAULT -1.5)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a UNSIGNED BIG INT DEFAULT (1 + (2)), b)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (a COLLATE NOCASE DEFAULT CURRENT_TIMESTAMP, b)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (\"check\" INT, \"primary\" INT)",
        &["check", "primary"],
        &["check", "primary"],
    ),
    (
        "CREATE TABLE t (größe INT, \"名前\" TEXT)",
        &["größe", "名前"],
        &["größe", "名前"],
    ),
    ("CREATE TABLE IF NOT EXISTS main.t (a INT)", &["a"], &["a"]),
    (
        "CREATE TEMP TABLE t (a BLOB DEFAULT X'00', b)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t(a INT,b INT,CONSTRAINT c FOREIGN KEY(a,b) REFERENCES p)",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (\n  a INT,\n  b INT\n)\n-- the end",
        &["a", "b"],
        &["a", "b"],
    ),
    (
        "CREATE TABLE t (generated INT, b GENERATED ALWAYS AS (1))",
        &["generated", "b"],
        &["generated"],
    ),
];

#[test]
fn odd_texts_are_read_and_come_back_as_they_were() {
    for (sql, columns, stored) in ODD {
        let text = CreateTableText::parse(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert_eq!(text.to_string(), *sql);
        assert_eq!(text.column_names(), *columns, "{sql}");
        assert_eq!(text.stored_columns(), *stored, "{sql}");
    }
}

#[test]
fn what_is_no_table_with_a_list_is_refused() {
    for sql in [
        "",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TABLE t (a",
        "CREATE TABLE",
        "CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a 'unclosed)",
    ] {
        assert!(CreateTableText::parse(sql).is_err(), "{sql}");
    }
}

#[test]
fn options_are_seen() {
    let read = |sql: &str| CreateTableText::parse(sql).unwrap();
    assert!(read("CREATE TABLE t (strict INT) WITHOUT ROWID, STRICT").is_strict());
    assert!(!read("CREATE TABLE t (strict INT)").is_strict());
    assert!(read("CREATE TABLE t (a INT PRIMARY KEY) WITHOUT /* x */ ROWID").is_without_rowid());
    assert!(read("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)").is_autoincrement());
    assert!(read("CREATE TABLE t (a INTEGER, PRIMARY KEY (a AUTOINCREMENT))").is_autoincrement());
    assert!(read("CREATE TABLE t (a integer, PRIMARY KEY (a))").has_rowid_alias());
    assert!(read("CREATE TABLE t (a integer NOT NULL CONSTRAINT p PRIMARY KEY)").has_rowid_alias());
    assert!(!read("CREATE TABLE t (a INT PRIMARY KEY)").has_rowid_alias());
    assert!(!read("CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a, b))").has_rowid_alias());
    assert!(read("CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE)").has_conflict_clause());
}

/// Before, edit, after.
type Edit = (&'static str, fn(&mut CreateTableText), &'static str);

const EDITS: &[Edit] = &[
    (
        "CREATE TABLE t (a int NOT NULL, b)",
        |text| assert!(text.set_type("A", "TEXT")),
        "CREATE TABLE t (a TEXT NOT NULL, b)",
    ),
    (
        "CREATE TABLE t (a, b numeric (10, 2) /* money */)",
        |text| {
            text.set_type("a", "TEXT");
            text.set_type("b", "REAL");
        },
        "CREATE TABLE t (a TEXT, b REAL /* money */)",
    ),
    (
        "CREATE TABLE t (a int CONSTRAINT n NOT NULL ON CONFLICT FAIL DEFAULT 1)",
        |text| {
            text.set_not_null("a", false);
        },
        "CREATE TABLE t (a int DEFAULT 1)",
    ),
    (
        "CREATE TABLE t (a int -- why\n NOT NULL, b)",
        |text| {
            text.set_not_null("a", false);
        },
        "CREATE TABLE t (a int -- why\n, b)",
    ),
    (
        "CREATE TABLE t (a int NULL CHECK (a IS NOT NULL), b)",
        |text| {
            text.set_not_null("a", true);
        },
        "CREATE TABLE t (a int NOT NULL CHECK (a IS NOT NULL), b)",
    ),
    (
        "CREATE TABLE t (a int NOT NULL DEFAULT -1 UNIQUE)",
        |text| {
            text.set_default("a", Some("(1 + 1)"));
        },
        "CREATE TABLE t (a int NOT NULL DEFAULT (1 + 1) UNIQUE)",
    ),
    (
        "CREATE TABLE t (a int NOT NULL DEFAULT 'x' UNIQUE)",
        |text| {
            text.set_default("a", None);
        },
        "CREATE TABLE t (a int NOT NULL UNIQUE)",
    ),
    (
        "CREATE TABLE t (a int NOT NULL, b int)",
        |text| {
            text.set_default("a", Some("1"));
            text.set_default("b", Some("2"));
        },
        "CREATE TABLE t (a int NOT NULL DEFAULT 1, b int DEFAULT 2)",
    ),
    (
        "CREATE TABLE t (\n  a int, -- about a\n  b int -- about b\n)",
        |text| {
            text.drop_column("b");
        },
        "CREATE TABLE t (\n  a int -- about a\n)",
    ),
    (
        "CREATE TABLE t (\n  a int, -- about a\n  b int,\n  c int\n)",
        |text| {
            text.drop_column("b");
        },
        "CREATE TABLE t (\n  a int, -- about a\n  c int\n)",
    ),
    (
        "CREATE TABLE t (a int, b int)",
        |text| {
            text.drop_column("a");
        },
        "CREATE TABLE t ( b int)",
    ),
    (
        "CREATE TABLE t (\n  a int\n)",
        |text| text.add_column("\"b\" TEXT"),
        "CREATE TABLE t (\n  a int,\n  \"b\" TEXT\n)",
    ),
    (
        "CREATE TABLE t (\n  a int -- last\n)",
        |text| text.add_column("\"b\" TEXT"),
        "CREATE TABLE t (\n  a int -- last\n,\n  \"b\" TEXT)",
    ),
    (
        "CREATE TABLE t (a int, CHECK (a > 0)) STRICT",
        |text| {
            text.add_column("\"b\" TEXT");
            text.add_constraint("CONSTRAINT \"u\" UNIQUE (\"b\")");
        },
        "CREATE TABLE t (a int, \"b\" TEXT, CHECK (a > 0), CONSTRAINT \"u\" UNIQUE (\"b\")) STRICT",
    ),
    (
        "CREATE TABLE [odd] (a int REFERENCES odd (a))",
        |text| text.set_name("odd__new"),
        "CREATE TABLE \"odd__new\" (a int REFERENCES odd (a))",
    ),
    (
        "CREATE TABLE t (a int, b int CHECK (a < b), FOREIGN KEY (a) REFERENCES t (a), UNIQUE (\"A\"))",
        |text| text.rename_column("a", "z"),
        "CREATE TABLE t (\"z\" int, b int CHECK (\"z\" < b), FOREIGN KEY (\"z\") REFERENCES t (\"z\"), UNIQUE (\"z\"))",
    ),
];

#[test]
fn edits_change_what_they_say_and_nothing_else() {
    for (before, edit, after) in EDITS {
        let mut text = CreateTableText::parse(before).unwrap();
        edit(&mut text);
        assert_eq!(text.to_string(), *after);
        assert_eq!(CreateTableText::parse(after).unwrap(), text);
    }
}

#[test]
fn a_column_that_is_not_there_is_not_edited() {
    let mut text = CreateTableText::parse("CREATE TABLE t (a int)").unwrap();
    assert!(!text.set_type("b", "TEXT"));
    assert!(!text.set_not_null("b", true));
    assert!(!text.set_default("b", None));
    assert!(!text.drop_column("b"));
    assert_eq!(text.to_string(), "CREATE TABLE t (a int)");
}

fn all_edits(text: &mut CreateTableText) {
    let names = text.column_names();
    for column in &names {
        text.set_type(column, "TEXT");
        text.set_not_null(column, true);
        text.set_default(column, Some("1"));
        text.set_default(column, None);
        text.set_not_null(column, false);
        let _ = text.user_of(column);
        let _ = text.can_drop_in_place(column);
        text.rename_column(column, "other");
    }
    text.add_column("\"x\" INT");
    text.add_constraint("CHECK (1)");
    for column in names {
        text.drop_column(&column);
    }
    text.set_name("n");
}

/// Pieces that a text of a table is made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("CREATE TABLE t ("),
        Just("a"),
        Just("b INT"),
        Just(","),
        Just("("),
        Just(")"),
        Just("'it''s'"),
        Just("'"),
        Just("\"q\""),
        Just("[x]"),
        Just("-- c\n"),
        Just("/* c */"),
        Just("/*"),
        Just("CONSTRAINT"),
        Just("NOT NULL"),
        Just("PRIMARY KEY"),
        Just("UNIQUE"),
        Just("CHECK"),
        Just("DEFAULT"),
        Just("REFERENCES"),
        Just("ON DELETE"),
        Just("GENERATED ALWAYS AS"),
        Just("FOREIGN KEY"),
        Just("COLLATE"),
        Just("é"),
    ];
    proptest::collection::vec(words, 0..24)
        .prop_map(|words| format!("CREATE TABLE t ( a {} )", words.join(" ")))
}

/// Plans a rebuild of `t` from the live text `sql`, whatever comes of it.
fn plan_from(sql: String) {
    let mut before = support::with_key(
        support::table(
            "t",
            vec![support::required("a", "text"), support::column("b", "text")],
        ),
        &["a"],
    );
    before.comment = None;
    let object = dazzle_sql::SqliteObject {
        kind: "table".to_owned(),
        name: "t".to_owned(),
        table: "t".to_owned(),
        sql: Some(sql.clone()),
    };
    let trigger = dazzle_sql::SqliteObject {
        kind: "trigger".to_owned(),
        name: "x".to_owned(),
        sql: Some(sql),
        table: "t".to_owned(),
    };
    let facts = dazzle_sql::LiveFacts::Sqlite(dazzle_sql::SqliteFacts {
        objects: vec![object, trigger],
        ..dazzle_sql::SqliteFacts::default()
    });
    let operations: Vec<dazzle_ops::Operation> = vec![
        support::change_type("t", "b", "text", "integer").into(),
        dazzle_ops::RenameColumn {
            table: support::name("t"),
            from: support::name("b"),
            to: support::name("c"),
        }
        .into(),
        dazzle_ops::DropColumn {
            table: support::name("t"),
            column: support::column("c", "integer"),
        }
        .into(),
    ];
    let before = support::schema(vec![before]);
    let _ = dazzle_sql::plan_offline(dazzle_schema::Dialect::Sqlite, &operations, &before, Some(facts));
}

proptest! {
    #[test]
    fn any_live_text_is_planned_without_panic(text in pieces()) {
        plan_from(text);
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        if let Ok(mut read) = CreateTableText::parse(&text) {
            prop_assert_eq!(read.to_string(), text);
            all_edits(&mut read);
        }
    }

    #[test]
    fn any_pieces_are_read_without_panic_and_come_back(text in pieces()) {
        if let Ok(mut read) = CreateTableText::parse(&text) {
            prop_assert_eq!(read.to_string(), text);
            all_edits(&mut read);
        }
    }
}
