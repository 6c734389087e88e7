//! Whatever the texts and rows are, something is said of them.

use dazzle_schema::sql_tokens::tokens;
use dazzle_sql::inspection::{CatalogueOptions, Unmodelled};
use dazzle_sql::sqlite::{catalog, queries};
use proptest::prelude::*;

use crate::corpus;
use crate::inspect::{answers, inspect};
use crate::pragmas;
use crate::support::Sqlite;

type Answer = Vec<Vec<Option<String>>>;

fn row(cells: &[&str]) -> Vec<Option<String>> {
    cells.iter().map(|cell| Some((*cell).to_owned())).collect()
}

/// What SQLite would say of a file with one object, and of columns `a` and `b`.
fn with_text(kind: &str, sql: &str) -> Vec<Answer> {
    let column = |name| row(&["t", name, "0", "0", "0", "0"]);
    let mut objects = vec![row(&[kind, "x", "t", sql])];
    if kind != "table" {
        objects.push(row(&["table", "t", "t", "CREATE TABLE t (a, b)"]));
    } else {
        objects[0] = row(&["table", "t", "t", sql]);
    }
    vec![objects, Vec::new(), vec![column("a"), column("b")]]
}

fn read(answers: &[Answer]) -> usize {
    let found = catalog::read(answers, &CatalogueOptions::default()).unwrap();
    let indexes: usize = found.schema.tables().map(|it| it.indexes.len()).sum();
    found.schema.len() + indexes + found.schema.views().count() + found.unmodelled.len()
}

/// Texts of the corpus, cut, doubled and shuffled by the byte.
fn mutated() -> impl Strategy<Value = String> {
    let texts = corpus::all_texts();
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, ".{0,2}"), 1..8);
    (prop::sample::select(texts), edits).prop_map(|(text, edits)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, kind, new) in edits {
            if characters.is_empty() {
                break;
            }
            let at = at.index(characters.len());
            match kind {
                0 => drop(characters.remove(at)),
                1 => characters.truncate(at),
                2 => drop(characters.drain(..at)),
                3 => characters.insert(at, ['(', ')', ',', '\'', '"', '[', '-', '*'][at % 8]),
                4 => characters.extend(new.chars()),
                _ => {
                    let copied = characters[at..].to_vec();
                    characters.splice(at..at, copied.into_iter().take(12));
                }
            }
        }
        characters.into_iter().collect()
    })
}

/// Cases of the corpus with tokens left out, moved and doubled.
fn shuffled() -> impl Strategy<Value = String> {
    // What is written into sqlite_schema by hand may break the file.
    let cases: Vec<String> = corpus::all_cases()
        .into_iter()
        .map(|case| case.sql)
        .filter(|sql| !sql.contains("writable_schema"))
        .collect();
    let edits = prop::collection::vec(
        (
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
            0_usize..4,
        ),
        1..5,
    );
    (prop::sample::select(cases), edits).prop_map(|(text, edits)| {
        let mut all: Vec<&str> = tokens(&text).iter().map(|token| token.text).collect();
        for (from, to, kind) in edits {
            let (from, to) = (from.index(all.len()), to.index(all.len()));
            match kind {
                0 => all[from] = " ",
                1 => all.swap(from, to),
                2 => all[from] = all[to],
                _ => {
                    let copied = [" ", all[from], " "];
                    all.splice(to..to, copied);
                }
            }
        }
        all.concat()
    })
}

const WORDS: [&str; 40] = [
    "CREATE",
    "TABLE",
    "t",
    "(",
    ")",
    ",",
    "a",
    "b",
    "INTEGER",
    "PRIMARY",
    "KEY",
    "DESC",
    "UNIQUE",
    "CHECK",
    "IN",
    "'x'",
    "\"a\"",
    "DEFAULT",
    "1",
    "-",
    ".",
    "e",
    "COLLATE",
    "NOCASE",
    "REFERENCES",
    "ON",
    "DELETE",
    "SET",
    "NULL",
    "NOT",
    "DEFERRABLE",
    "INITIALLY",
    "GENERATED",
    "ALWAYS",
    "AS",
    "STORED",
    "CONSTRAINT",
    "FOREIGN",
    "INDEX",
    "WHERE",
];

proptest! {
    #![proptest_config(dazzle_testkit::generate::cases(1500))]

    #[test]
    fn a_changed_text_is_read_or_reported(text in mutated(), kind in 0_usize..5) {
        let kind = ["table", "index", "view", "trigger", "odd"][kind];
        prop_assert!(read(&with_text(kind, &text)) > 0);
    }

    #[test]
    fn words_in_any_order_are_read_or_reported(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..40),
        kind in 0_usize..3,
    ) {
        let head = ["CREATE TABLE t (a ", "CREATE INDEX x ON t (", "CREATE VIEW x AS "][kind];
        let kind = ["table", "index", "view"][kind];
        let text = format!("{head}{}", words.join(" "));
        prop_assert!(read(&with_text(kind, &text)) > 0);
    }

    #[test]
    fn rows_of_any_shape_are_no_panic(
        rows in prop::collection::vec(
            prop::collection::vec(prop::collection::vec(prop::option::of(".{0,12}"), 0..7), 0..5),
            0..5,
        ),
    ) {
        let _ = catalog::read(&rows, &CatalogueOptions::default());
    }
}

proptest! {
    #![proptest_config(dazzle_testkit::generate::cases(400))]

    #[test]
    fn what_sqlite_accepts_is_read_as_sqlite_does(sql in shuffled()) {
        let database = Sqlite::with("SELECT 1;");
        // SQLite takes the letters `always` off the end of any type.
        let count = |word: &str| sql.to_ascii_uppercase().matches(word).count();
        let has_odd_type = count("ALWAYS") != count(" GENERATED ALWAYS");
        if !has_odd_type && database.try_run(&sql).is_ok() {
            let found = inspect(&database);
            corpus::nothing_is_lost(&sql, &database, &found);
            pragmas::agree(&sql, &database, &found);
            let is_unread = |it: &Unmodelled| {
                it.description.ends_with("cannot be read)") || it.description.contains("something else than")
            };
            prop_assert!(!found.unmodelled.iter().any(is_unread), "{:?}", found.unmodelled);
        }
    }
}

#[test]
fn rows_that_the_queries_do_not_give_are_an_error() {
    let good = answers(&Sqlite::with("CREATE TABLE t (a);"));
    let error = |answers: &[Answer]| {
        catalog::read(answers, &CatalogueOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&good[..2]),
        "the database's answer to catalogue query 3 cannot be read: there is no answer"
    );
    let mut short = good.clone();
    short[0][0].pop();
    assert_eq!(
        error(&short),
        "the database's answer to catalogue query 1 cannot be read: a row has 3 cells instead of 4"
    );
    let mut null = good.clone();
    null[2][0][1] = None;
    assert_eq!(
        error(&null),
        "the database's answer to catalogue query 3 cannot be read: a cell that must have a value is NULL"
    );
    let mut odd = good;
    odd[2][0][4] = Some("first".to_owned());
    assert_eq!(
        error(&odd),
        "the database's answer to catalogue query 3 cannot be read: the place in the key is no number"
    );
}

#[test]
fn a_text_that_says_something_else_than_sqlite_is_reported() {
    let mut rows = answers(&Sqlite::with(
        "CREATE TABLE t (a TEXT NOT NULL, b TEXT PRIMARY KEY);",
    ));
    rows[0][0][3] = Some("CREATE TABLE t (a TEXT, b TEXT PRIMARY KEY)".to_owned());
    let found = catalog::read(&rows, &CatalogueOptions::default()).unwrap();
    assert!(found.schema.is_empty());
    assert_eq!(found.unmodelled[0].title(), "table `t`");
    assert!(
        found.unmodelled[0]
            .description
            .ends_with("(its text says something else than SQLite does of its columns)")
    );
}

#[test]
fn what_is_ignored_is_not_there_with_all_that_belongs_to_it() {
    let database = Sqlite::with(
        "CREATE TABLE tmp_a (id INTEGER PRIMARY KEY);
         CREATE INDEX ix ON tmp_a (id);
         CREATE TRIGGER g AFTER INSERT ON tmp_a BEGIN SELECT 1; END;
         CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER REFERENCES tmp_a);
         CREATE INDEX ix_old ON t (a);
         CREATE VIEW v_old AS SELECT 1 AS one;",
    );
    let options = CatalogueOptions {
        ignore: vec!["tmp_*".to_owned(), "*_old".to_owned()],
    };
    let found = catalog::read(&answers(&database), &options).unwrap();
    assert_eq!(found.schema.len(), 1);
    assert_eq!(found.schema.views().count(), 0);
    let table = found.schema.tables().next().unwrap();
    assert!(table.indexes.is_empty() && table.foreign_keys.is_empty());
    let titles: Vec<String> = found.unmodelled.iter().map(|it| it.title()).collect();
    assert_eq!(
        titles,
        ["constraint `FOREIGN KEY (\"a\") REFERENCES tmp_a` of `t`"]
    );
}

#[test]
fn an_empty_file_has_nothing() {
    assert_eq!(queries::CATALOGUE.len(), 3);
    assert_eq!(
        inspect(&Sqlite::with("SELECT 1;")),
        dazzle_sql::inspection::Inspection::default()
    );
}
