//! Defaults (dsl.md §9): what is written, what the column gets, what does not fit.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::{Diagnostic, Settings};

fn column(field: &str, settings: &Settings) -> String {
    let text = format!("entity A:\n  f: {field}\n");
    let schema = schema_with(&text, settings);
    let table = schema.table(&name("A")).unwrap();
    let column = table.column(&name("f")).unwrap();
    let default = column
        .default
        .as_ref()
        .map_or_else(|| String::from("-"), ToString::to_string);
    if column.nullable {
        default
    } else {
        format!("{default} not null")
    }
}

#[track_caller]
fn check(field: &str, expected: &str) {
    assert_eq!(column(field, &ours()), expected, "{field}");
}

/// The message of the only error.
fn refused(field: &str) -> String {
    let loaded = load(&format!("entity A:\n  f: {field}\n"));
    let errors: Vec<&Diagnostic> = loaded
        .diagnostics()
        .iter()
        .filter(|found| found.is_error())
        .collect();
    assert_eq!(errors.len(), 1, "{field}: {errors:?}");
    errors[0].message.clone()
}

#[test]
fn literals() {
    check("text = \"it's\"", "'it''s'");
    check("text = 'single'", "'single'");
    check("int = 12", "12");
    check("int = -1", "-1");
    check("int = - 1 required", "-1 not null");
    check("decimal(6,2) = 0.50", "0.50");
    check("decimal(6,2) = 3.", "3");
    check("float = -2.5", "-2.5");
    check("bool = true", "true");
    check("bool=false", "false");
    check("text = word", "'word'");
    check("enum[open,closed] = closed", "'closed'");
    check("enum[open,closed] = \"open\"", "'open'");
    check("enum[today,now] = today", "'today'");
    check("enum[true,false] = true", "'true'");
    check("int = null", "-");
    check("text = null required", "- not null");
}

#[test]
fn moments() {
    check("date = today", "today");
    check("datetime = now required", "now not null");
    check("date = today + 7d", "today + 7d");
    check("datetime = now - 24h required", "now - 24h not null");
    check("datetime = now + 30min", "now + 30min");
    check("date = today-2w", "today - 2w");
    check("date = now + 3m", "now + 3m");
    check("datetime = today + 1y", "today + 1y");
    check("date = \"2025-01-31\"", "'2025-01-31'");
    check("datetime = \"2025-01-31T12:00:00Z\"", "'2025-01-31T12:00:00Z'");
}

#[test]
fn texts_that_the_database_reads() {
    check("int = \"5\"", "5");
    check("decimal(5,2) = \"-1.25\"", "-1.25");
    check("bool = \"yes\"", "true");
    check("bool = off", "false");
    check(
        "uuid = \"00000000-0000-0000-0000-000000000001\"",
        "'00000000-0000-0000-0000-000000000001'",
    );
    check("json = \"[]\"", "'[]'");
    check("json = '{\"a\": 1}'", "'{\"a\": 1}'");
}

#[test]
fn expressions_are_for_the_application() {
    for expression in [
        "a + b",
        "f(x)",
        "a and b",
        "a.b",
        "if a > 1: \"x\" else: \"y\"",
        "not a",
        "1 + 2",
        "\"x\" + y",
        "a -> b",
        "(a)",
    ] {
        check(&format!("int required = {expression}"), "- not null");
    }
}

#[test]
fn an_expression_ends_before_trailing_modifiers() {
    check("int = a + b required", "- not null");
    check("int = a + b required unique? indexed", "- not null");
    check("int = a + required", "-");
    check("int = f(x) unique was: old", "-");
    check_warning(
        "entity A:\n  f: int = a + b required indexed\n",
        "
  f: int = a + b required indexed
                 ^^^^^^^^^^^^^^^^ modifier-behind-expression: this is read as modifiers, not as part of the expression
help: write modifiers before the default",
    );
    assert_eq!(column("int = a + b required", &dazzle()), "-");
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(
        refused("int = 1.5"),
        "the default `1.5` is not a whole number of 32 bits"
    );
    assert_eq!(
        refused("int = 3000000000"),
        "the default `3000000000` is not a whole number of 32 bits"
    );
    assert_eq!(
        refused("int = true"),
        "the default `true` is not a whole number of 32 bits"
    );
    assert_eq!(
        refused("str(3) = \"four\""),
        "the default has 4 characters, the field allows 3"
    );
    assert_eq!(refused("str(5) = true"), "the default `true` is not a text");
    assert_eq!(refused("str(5) = 12"), "the default `12` is not a text");
    assert_eq!(
        refused("enum[a,b] = c"),
        "the default `c` is none of the values `a`, `b`"
    );
    assert_eq!(refused("bool = 1"), "the default `1` is not `true` or `false`");
    assert_eq!(refused("uuid = abc"), "the default `abc` is not a UUID");
    assert_eq!(
        refused("date = \"2025-02-30\""),
        "the default `\"2025-02-30\"` is not a day, such as `today` or `\"2025-01-31\"`"
    );
    assert_eq!(
        refused("decimal(4,2) = 100"),
        "the default `100` is not a `decimal(4,2)`"
    );
    assert_eq!(
        refused("decimal(4,2) = 0.125"),
        "the default `0.125` is not a `decimal(4,2)`"
    );
    assert_eq!(
        refused("json = nonsense"),
        "the default `nonsense` is not JSON in quotes"
    );
    assert_eq!(refused("text = today"), "the default `today` is not a text");
    assert_eq!(
        refused("datetime = now + 99999999999d"),
        "`99999999999d` is longer than any database counts"
    );
    assert_eq!(refused("int = 1.2.3"), "`1.2.3` is no number");
    assert_eq!(refused("int ="), "a value is missing here");
    assert_eq!(refused("int = 1 = 2"), "a second default for this field");
    check("decimal(4,2) = 99.9900", "99.9900");
}

#[test]
fn a_default_of_a_reference_is_checked_against_the_key_it_points_to() {
    check_error(
        "entity A:\n  b: ref B = 1\n  c: ref B = \"x\"\nentity B:\n  id: int pk\n",
        "
  c: ref B = \"x\"
             ^^^ bad-default: the default `\"x\"` is not a whole number of 32 bits",
    );
}

#[test]
fn a_wrong_default_comes_with_a_fix() {
    check_error(
        "entity A:\n  s: enum[draft,sent] = drft\n  v: str(4) = 12\n  b: bool = 1\n",
        "
  s: enum[draft,sent] = drft
                        ^^^^ bad-default: the default `drft` is none of the values `draft`, `sent`
help: did you mean `draft`?
  v: str(4) = 12
              ^^ bad-default: the default `12` is not a text
help: did you mean `\"12\"`?
  b: bool = 1
            ^ bad-default: the default `1` is not `true` or `false`
help: did you mean `true`?",
    );
}

#[test]
fn defaults_where_there_is_no_column_are_dropped() {
    check_warning(
        "entity A:\n  m: money = 5\n  p: poly_ref [A] = x\n  h: has_many A = 1\n",
        "
  m: money = 5
             ^ unused-default: a default on this type of field (`m`) has no effect
  p: poly_ref [A] = x
                    ^ unused-default: a default on this type of field (`p`) has no effect
  h: has_many A = 1
                  ^ unused-default: a default on this type of field (`h`) has no effect",
    );
}

#[test]
fn the_dazzle_profile_takes_defaults_as_written() {
    for (field, expected) in [
        ("int = null", "'null'"),
        ("int = 1.5", "1.5"),
        ("str(5) = true", "true"),
        ("decimal(6,2) = 0.50", "0.5"),
        ("float = 3.0", "3.0"),
        ("enum[a,b] = c", "'c'"),
        ("text = word", "'word'"),
    ] {
        assert_eq!(column(field, &dazzle()), expected, "{field}");
    }
}
