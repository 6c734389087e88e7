//! Invariants as checks (dsl.md §11).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_schema::{CheckRule, Dialect, SqlText};

const FIELDS: &str = "
entity A:
  n: int
  m: decimal(6,2)
  starts_on: date
  ends_on: date
  at: datetime
  name: str(20)
  status: enum[open, closed, done]
  done: bool
  total: money
  owner: ref A
  data: json
";

/// The rule as PostgreSQL and SQLite get it.
fn check_of(rule: &str) -> Result<(String, String), String> {
    let text = format!("{FIELDS}  invariant: {rule}\n");
    let projection = projection_with(&text, &checking());
    let table = projection.schema.table(&name("A")).unwrap();
    match table.checks.get(&name("ck_A_inv1")) {
        Some(check) => match &check.rule {
            CheckRule::Sql(text) => Ok((
                text.for_dialect(Dialect::Postgresql).unwrap().to_owned(),
                text.for_dialect(Dialect::Sqlite).unwrap().to_owned(),
            )),
            CheckRule::OneOf { .. } => panic!("{rule}"),
        },
        None => {
            let note = projection
                .diagnostics
                .iter()
                .find(|found| found.code == "invariant-not-checked")
                .unwrap();
            Err(note.message.replace("this rule stays with the application: ", ""))
        }
    }
}

#[track_caller]
fn both(rule: &str, sql: &str) {
    assert_eq!(check_of(rule), Ok((sql.to_owned(), sql.to_owned())), "{rule}");
}

#[track_caller]
fn each(rule: &str, postgresql: &str, sqlite: &str) {
    assert_eq!(
        check_of(rule),
        Ok((postgresql.to_owned(), sqlite.to_owned())),
        "{rule}"
    );
}

#[track_caller]
fn stays(rule: &str, reason: &str) {
    assert_eq!(check_of(rule), Err(reason.to_owned()), "{rule}");
}

#[test]
fn ordered_comparisons_are_true_when_a_value_is_missing() {
    both(
        "ends_on > starts_on",
        r#"COALESCE("ends_on" > "starts_on", TRUE)"#,
    );
    both("n <= 10", r#"COALESCE("n" <= 10, TRUE)"#);
    both("at >= \"2025-01-01\"", r#"COALESCE("at" >= '2025-01-01', TRUE)"#);
}

#[test]
fn equality_knows_missing_values() {
    each("n == 5", r#""n" IS NOT DISTINCT FROM 5"#, r#""n" IS 5"#);
    each("n = 5", r#""n" IS NOT DISTINCT FROM 5"#, r#""n" IS 5"#);
    each(
        "name != \"it's\"",
        r#""name" IS DISTINCT FROM 'it''s'"#,
        r#""name" IS NOT 'it''s'"#,
    );
    each(
        "done == true",
        r#""done" IS NOT DISTINCT FROM TRUE"#,
        r#""done" IS TRUE"#,
    );
    both("n != null", r#""n" IS NOT NULL"#);
    both("null == owner", r#""owner" IS NULL"#);
}

#[test]
fn words_of_an_enum_are_its_values() {
    each(
        "status != closed or ends_on != null",
        r#""status" IS DISTINCT FROM 'closed' OR "ends_on" IS NOT NULL"#,
        r#""status" IS NOT 'closed' OR "ends_on" IS NOT NULL"#,
    );
    // `done` is a field and stays one.
    stays("status == done", "it compares values of different types");
    stays(
        "status == opened",
        "`opened` is neither a field nor a value of the other side",
    );
}

#[test]
fn conditions_keep_their_brackets() {
    both(
        "(n > 1 or n < 0) and not (m > 1 and done)",
        r#"(COALESCE("n" > 1, TRUE) OR COALESCE("n" < 0, TRUE)) AND NOT (COALESCE("m" > 1, TRUE) AND COALESCE("done", FALSE))"#,
    );
    both("not done", r#"NOT COALESCE("done", FALSE)"#);
    both(
        "(n + 1) * 2 < m - -3",
        r#"COALESCE(("n" + 1) * 2 < "m" - -3, TRUE)"#,
    );
    both("n - (m - 1) > 0", r#"COALESCE("n" - ("m" - 1) > 0, TRUE)"#);
    both("m / n > 2", r#"COALESCE(1.0 * "m" / NULLIF("n", 0) > 2, TRUE)"#);
}

#[test]
fn other_rules_stay_with_the_application() {
    stays("f(n) > 1", "`f(…)` is a function of the application");
    stays("owner.n > 1", "`owner.…` leads to another entity");
    stays("ends_on > 14d", "durations are relative to today");
    stays("ends_on > today", "`today` is no field; a text stands in quotes");
    stays("total > 1", "`total` has no column of its own");
    stays("n > name", "it compares values of different types");
    stays("data == \"x\"", "it compares values of different types");
    stays("done > true", "these values have no order");
    stays("n + 1", "a part of it is neither true nor false");
    stays("n >", "it ends too early");
    stays("n > 1 2", "`2` is not understood here");
    stays("(n > 1", "`)` is missing");
    stays("", "it ends too early");
    stays(&"(".repeat(900), "it is nested too deeply");
    stays(&"not ".repeat(900), "it is nested too deeply");
    stays(&"-".repeat(900), "it is nested too deeply");
}

#[test]
fn long_rules_are_written_once_and_the_longest_stay_with_the_application() {
    let rule = |terms: usize| vec!["done"; terms].join(" or ");
    let sql = vec!["COALESCE(\"done\", FALSE)"; 500].join(" OR ");
    both(&rule(500), &sql);
    stays(&rule(501), "it has more than 1000 words and signs");
    stays(&rule(200_000), "it has more than 1000 words and signs");
}

#[test]
fn the_code_names_the_check() {
    let text = "
entity A:
  a: int
  invariant: a > 1
    message: \"No.\"
    code: TOO_SMALL
  invariant: a < 9
  invariant: a != 5
    code: \"odd code!\"
";
    let schema = schema_with(text, &checking());
    let names: Vec<&str> = schema
        .table(&name("A"))
        .unwrap()
        .checks
        .keys()
        .map(|name| name.as_str())
        .collect();
    assert_eq!(names, ["ck_A_inv2", "ck_A_odd_code_", "ck_A_too_small"]);
    let model = model(text);
    let invariant = &model.entity("A").unwrap().invariants[0];
    assert_eq!(
        (invariant.message.as_deref(), invariant.code.as_deref()),
        (Some("No."), Some("TOO_SMALL"))
    );
}

#[test]
fn off_by_default() {
    let text = format!("{FIELDS}  invariant: n > 1\n");
    assert_eq!(schema(&text).table(&name("A")).unwrap().checks.len(), 1);
}

#[test]
fn archetype_invariants_are_inherited() {
    let text = "archetype P:\n  a: int\n  invariant: a > 0\nentity A:\n  extends: P\n  b: int\n";
    let schema = schema_with(text, &checking());
    let check = &schema.table(&name("A")).unwrap().checks[&name("ck_A_inv1")];
    assert_eq!(
        check.rule,
        CheckRule::Sql(SqlText::Portable(String::from("COALESCE(\"a\" > 0, TRUE)")))
    );
}
