//! Whether two column types are one on a dialect.

use dazzle_schema::{Column, ColumnType, Dialect, Table};

use crate::sqlite::types::declared_type;
use crate::type_sql;

/// How two types compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Types {
    /// The database makes the same of both.
    Same,
    /// They are two.
    Different,
    /// Only the server knows.
    Unknown,
}

/// Compares the type of `live` in `live_table` with that of `declared` in `declared_table`.
pub fn compare(
    dialect: Dialect,
    live_table: &Table,
    live: &Column,
    declared_table: &Table,
    declared: &Column,
) -> Types {
    match dialect {
        Dialect::Sqlite => {
            let spelling = |table, column| squeezed(&declared_type(table, column)).to_ascii_lowercase();
            if spelling(live_table, live) == spelling(declared_table, declared) {
                Types::Same
            } else {
                Types::Different
            }
        }
        Dialect::Postgresql => {
            let spelling = |column_type| postgresql_spelling(&type_sql(dialect, column_type));
            if spelling(&live.column_type) == spelling(&declared.column_type) {
                Types::Same
            } else if is_native(&live.column_type) || is_native(&declared.column_type) {
                Types::Unknown
            } else {
                Types::Different
            }
        }
    }
}

const fn is_native(column_type: &ColumnType) -> bool {
    matches!(column_type, ColumnType::Native(_))
}

/// The text with one blank where there were several, and none beside parentheses, commas and brackets.
fn squeezed(text: &str) -> String {
    let mut squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["(", ")", ",", "["] {
        for blank in [format!(" {mark}"), format!("{mark} ")] {
            if mark == ")" && blank.ends_with(' ') {
                continue;
            }
            squeezed = squeezed.replace(&blank, mark);
        }
    }
    squeezed
}

/// The names that PostgreSQL has for one type (manual, table 8.1).
const ALIASES: [(&str, &str); 16] = [
    ("int", "integer"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("int2", "smallint"),
    ("float", "double precision"),
    ("float8", "double precision"),
    ("float4", "real"),
    ("bool", "boolean"),
    ("decimal", "numeric"),
    ("dec", "numeric"),
    ("varchar", "character varying"),
    ("char", "character"),
    ("varbit", "bit varying"),
    ("timestamptz", "timestamp with time zone"),
    ("timetz", "time with time zone"),
    ("bpchar", "bpchar"),
];

/// A type as `format_type` spells it, where its spellings are known; else as it is written.
fn postgresql_spelling(text: &str) -> String {
    if text.contains('"') {
        return text.trim().to_owned();
    }
    let lower = squeezed(text).to_ascii_lowercase();
    let lower = lower.strip_prefix("pg_catalog.").unwrap_or(&lower);
    let (word, rest) = match lower.find(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
        Some(end) => lower.split_at_checked(end).unwrap_or((lower, "")),
        None => (lower, ""),
    };
    let word = ALIASES
        .iter()
        .find(|(alias, _)| *alias == word && !(word == "float" && rest.starts_with('(')))
        .map_or(word, |(_, name)| name);
    // `timestamptz(3)` is `timestamp(3) with time zone`.
    let (name, zone) = match word.split_once(' ') {
        Some((name, "with time zone")) => (name, " with time zone"),
        _ => (word, ""),
    };
    let (modifier, rest) = match rest.split_once(')') {
        Some((modifier, rest)) if modifier.starts_with('(') => (format!("{modifier})"), rest),
        _ => (String::new(), rest),
    };
    let modifier = match (name, modifier.as_str()) {
        ("character" | "bit", "") if !rest.trim_start().starts_with("varying") => "(1)".to_owned(),
        ("numeric", modifier) if modifier.len() > 2 && !modifier.contains(',') => {
            modifier.replace(')', ",0)")
        }
        _ => modifier,
    };
    let rest = rest.replacen(" without time zone", "", 1);
    format!("{name}{modifier}{zone}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgresql_has_many_names_for_one_type() {
        for (left, right) in [
            ("int4", "integer"),
            ("INT", " integer "),
            ("decimal(10, 2)", "numeric(10,2)"),
            ("numeric(10)", "numeric(10,0)"),
            ("char", "character(1)"),
            ("varchar(3)", "character varying(3)"),
            ("varchar[]", "character varying[]"),
            ("timestamptz(3)", "timestamp(3) with time zone"),
            ("timestamp", "timestamp without time zone"),
            ("timestamp(3)", "timestamp(3) without time zone"),
            ("timetz", "time with time zone"),
            ("float8", "double  precision"),
            ("varbit(3)", "bit varying(3)"),
            ("pg_catalog.int8", "bigint"),
            ("bool[]", "boolean[]"),
        ] {
            assert_eq!(postgresql_spelling(left), postgresql_spelling(right));
        }
        for (left, right) in [
            ("integer", "bigint"),
            ("bpchar", "char"),
            ("\"char\"", "char"),
            ("numeric", "numeric(10,0)"),
            ("numeric(10,2)", "numeric(10,3)"),
            ("timestamp", "timestamptz"),
            ("timestamp(3)", "timestamp"),
            ("integer", "integer[]"),
            ("character", "character varying"),
            ("bit", "bit varying"),
            ("float(4)", "float"),
        ] {
            assert_ne!(postgresql_spelling(left), postgresql_spelling(right));
        }
    }
}
