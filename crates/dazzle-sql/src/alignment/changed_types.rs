//! How a type or routine that somebody made becomes another of its name (PostgreSQL): in place wherever the
//! server can.

use std::collections::BTreeMap;

use dazzle_schema::sql_tokens::{self, TokenKind};
use dazzle_schema::{ColumnType, Dialect};

use crate::inspection::{Inspection, Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;

/// What makes a changed thing as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// It goes and comes again.
    Replace,
    /// Statements that must be committed before anything uses what they make. To run them twice does no harm.
    Ahead(Vec<String>),
    /// Statements in the same transaction, before the tables change.
    InPlace(Vec<String>),
    /// Nothing: tables or others use it, and the server cannot change it in place.
    ByHand,
}

/// The way from `previous`, one of the things of `all`, to `next`.
pub fn way(previous: &Unmodelled, next: &Unmodelled, all: &Inspection) -> Way {
    let in_place = match previous.kind {
        UnmodelledKind::EnumType => more_labels(previous, next).map(Way::Ahead),
        UnmodelledKind::Domain => altered_domain(previous, next).map(Way::InPlace),
        UnmodelledKind::Type => None,
        UnmodelledKind::Routine => {
            return replaced_routine(previous, next).map_or(Way::Replace, Way::InPlace);
        }
        _ => return Way::Replace,
    };
    match in_place {
        Some(way) => way,
        None if is_used(previous, all) => Way::ByHand,
        None => Way::Replace,
    }
}

/// Whether a column is of the type, or something else that the model does not hold speaks of it.
fn is_used(thing: &Unmodelled, all: &Inspection) -> bool {
    let name = &thing.name;
    let by_column = all
        .schema
        .tables()
        .flat_map(|table| table.columns.values())
        .any(|column| {
            matches!(&column.column_type, ColumnType::Native(spelling) if sql_tokens::mentions(spelling, name))
        });
    by_column
        || all
            .unmodelled
            .iter()
            .any(|other| other != thing && sql_tokens::mentions(&other.description, name))
}

/// The statement that gives a routine another body and manner; none where its kind, arguments, their defaults or its
/// result differ, which stand before its language.
fn replaced_routine(previous: &Unmodelled, next: &Unmodelled) -> Option<Vec<String>> {
    let head = |thing: &Unmodelled| -> Option<(String, bool)> {
        let (head, rest) = thing.description.split_once("\n LANGUAGE ")?;
        // The words of the manner stand before the body, in a line of their own.
        let manner = rest.split("\nAS ").next().unwrap_or(rest);
        let is_window = manner.split_whitespace().any(|word| word == "WINDOW");
        Some((head.to_owned(), is_window))
    };
    let is_replaced = next.make.as_deref()?.starts_with("CREATE OR REPLACE ");
    (is_replaced && head(previous)? == head(next)?)
        .then(|| next.make.clone())?
        .map(|make| vec![make])
}

/// The statements that give an enum the labels that it has not; none where labels went or moved.
fn more_labels(previous: &Unmodelled, next: &Unmodelled) -> Option<Vec<String>> {
    let (had, has) = (labels(&previous.description)?, labels(&next.description)?);
    let name = quote_identifier(&next.name);
    let mut kept = had.iter().peekable();
    let mut before: Option<&str> = None;
    let mut statements = Vec::new();
    for label in &has {
        if kept.next_if_eq(&label).is_none() {
            let place = match (before, had.first()) {
                (Some(before), _) => format!(" AFTER {before}"),
                (None, Some(first)) => format!(" BEFORE {first}"),
                (None, None) => String::new(),
            };
            statements.push(format!(
                "ALTER TYPE {name} ADD VALUE IF NOT EXISTS {label}{place}"
            ));
        }
        before = Some(label);
    }
    kept.next().is_none().then_some(statements)
}

/// The labels in `CREATE TYPE … AS ENUM (…)`, in their quotes.
fn labels(description: &str) -> Option<Vec<&str>> {
    let tokens = sql_tokens::tokens_in(Dialect::Postgresql, description);
    let start = tokens.iter().position(|token| token.is_word("ENUM"))?;
    let rest = tokens.get(start..)?;
    // What stands behind, such as a comment, is not about the labels.
    if rest.iter().any(|token| token.is_symbol(';')) {
        return None;
    }
    Some(
        rest.iter()
            .filter(|token| token.kind == TokenKind::Text)
            .map(|token| token.text)
            .collect(),
    )
}

/// A domain, taken apart.
#[derive(Debug, Default, PartialEq)]
struct Domain {
    /// Its type and collation.
    base: String,
    default: Option<String>,
    not_null: bool,
    /// By name, in quotes if it needs them.
    constraints: BTreeMap<String, String>,
}

fn altered_domain(previous: &Unmodelled, next: &Unmodelled) -> Option<Vec<String>> {
    let (had, has) = (domain(&previous.description)?, domain(&next.description)?);
    if had.base != has.base {
        return None;
    }
    let alter = format!("ALTER DOMAIN {}", quote_identifier(&next.name));
    let mut statements = Vec::new();
    for (name, text) in &had.constraints {
        if has.constraints.get(name) != Some(text) {
            statements.push(format!("{alter} DROP CONSTRAINT {name}"));
        }
    }
    if had.default != has.default {
        statements.push(match &has.default {
            Some(default) => format!("{alter} SET DEFAULT {default}"),
            None => format!("{alter} DROP DEFAULT"),
        });
    }
    if had.not_null != has.not_null {
        let verb = if has.not_null { "SET" } else { "DROP" };
        statements.push(format!("{alter} {verb} NOT NULL"));
    }
    for (name, text) in &has.constraints {
        if had.constraints.get(name) != Some(text) {
            statements.push(format!("{alter} ADD CONSTRAINT {name} {text}"));
        }
    }
    Some(statements)
}

/// Takes `CREATE DOMAIN … AS …` apart, as the inspection writes it: its parts begin with words outside of
/// parentheses.
fn domain(description: &str) -> Option<Domain> {
    let mut parts: Vec<(&str, Vec<&str>)> = vec![("AS", Vec::new())];
    let mut depth = 0_usize;
    let tokens = sql_tokens::tokens_in(Dialect::Postgresql, description);
    let start = tokens.iter().position(|token| token.is_word("AS"))?;
    for token in tokens.get(start + 1..)? {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return None,
            _ => {}
        }
        let is_start = depth == 0
            && token.kind == TokenKind::Word
            && ["DEFAULT", "NOT", "CONSTRAINT"].contains(&token.text);
        if is_start {
            parts.push((token.text, Vec::new()));
        } else if let Some((_, texts)) = parts.last_mut() {
            texts.push(token.text);
        }
    }
    let mut domain = Domain::default();
    for (word, texts) in parts {
        let text = texts.concat().trim().to_owned();
        match word {
            "AS" => domain.base = text,
            "DEFAULT" => domain.default = Some(text),
            "NOT" if text == "NULL" => domain.not_null = true,
            "CONSTRAINT" => {
                let mut texts = texts.iter().skip_while(|text| text.trim().is_empty());
                let name = (*texts.next()?).to_owned();
                let rest: String = texts.copied().collect();
                domain.constraints.insert(name, rest.trim().to_owned());
            }
            _ => return None,
        }
    }
    Some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(kind: UnmodelledKind, name: &str, description: &str) -> Unmodelled {
        Unmodelled {
            kind,
            table: None,
            name: name.to_owned(),
            description: description.to_owned(),
            make: None,
            unmake: None,
        }
    }

    #[test]
    fn labels_come_at_their_places() {
        let mood = |labels: &str| {
            let text = format!("CREATE TYPE \"m\" AS ENUM ({labels})");
            thing(UnmodelledKind::EnumType, "m", &text)
        };
        let more = |from: &str, to: &str| more_labels(&mood(from), &mood(to));
        assert_eq!(
            more("'a', 'b'", "'0', '1', 'a', 'it''s', 'b', 'z'").unwrap(),
            [
                "ALTER TYPE \"m\" ADD VALUE IF NOT EXISTS '0' BEFORE 'a'",
                "ALTER TYPE \"m\" ADD VALUE IF NOT EXISTS '1' AFTER '0'",
                "ALTER TYPE \"m\" ADD VALUE IF NOT EXISTS 'it''s' AFTER 'a'",
                "ALTER TYPE \"m\" ADD VALUE IF NOT EXISTS 'z' AFTER 'b'",
            ]
        );
        assert_eq!(
            more("", "'a'").unwrap(),
            ["ALTER TYPE \"m\" ADD VALUE IF NOT EXISTS 'a'"]
        );
        assert_eq!(more("'a', 'b'", "'a'"), None);
        assert_eq!(more("'a', 'b'", "'b', 'a'"), None);
    }

    #[test]
    fn a_domain_changes_part_by_part() {
        let of = |text: &str| {
            thing(
                UnmodelledKind::Domain,
                "d",
                &format!("CREATE DOMAIN \"d\" AS {text}"),
            )
        };
        let from = of(
            "numeric(5,2) DEFAULT (1 + 2) CONSTRAINT \"low\" CHECK ((VALUE IS NOT NULL)) CONSTRAINT \"same\" CHECK (true)",
        );
        let to = of(
            "numeric(5,2) NOT NULL CONSTRAINT \"high\" CHECK ((VALUE < 5)) CONSTRAINT \"same\" CHECK (true)",
        );
        assert_eq!(
            altered_domain(&from, &to).unwrap(),
            [
                "ALTER DOMAIN \"d\" DROP CONSTRAINT \"low\"",
                "ALTER DOMAIN \"d\" DROP DEFAULT",
                "ALTER DOMAIN \"d\" SET NOT NULL",
                "ALTER DOMAIN \"d\" ADD CONSTRAINT \"high\" CHECK ((VALUE < 5))",
            ]
        );
        assert_eq!(
            altered_domain(&to, &from).unwrap(),
            [
                "ALTER DOMAIN \"d\" DROP CONSTRAINT \"high\"",
                "ALTER DOMAIN \"d\" SET DEFAULT (1 + 2)",
                "ALTER DOMAIN \"d\" DROP NOT NULL",
                "ALTER DOMAIN \"d\" ADD CONSTRAINT \"low\" CHECK ((VALUE IS NOT NULL))",
            ]
        );
        assert_eq!(altered_domain(&from, &of("numeric(6,2)")), None);
        assert_eq!(
            altered_domain(&of("text COLLATE \"C\""), &of("text")),
            None,
            "another collation is another type"
        );
    }

    #[test]
    fn what_is_used_is_not_replaced() {
        let previous = thing(
            UnmodelledKind::EnumType,
            "mood",
            "CREATE TYPE \"mood\" AS ENUM ('a', 'b')",
        );
        let next = thing(
            UnmodelledKind::EnumType,
            "mood",
            "CREATE TYPE \"mood\" AS ENUM ('b')",
        );
        let mut all = Inspection {
            unmodelled: vec![previous.clone()],
            ..Inspection::default()
        };
        assert_eq!(way(&previous, &next, &all), Way::Replace);
        let routine = "CREATE FUNCTION f(mood) RETURNS int";
        all.unmodelled.push(thing(UnmodelledKind::Routine, "f", routine));
        assert_eq!(way(&previous, &next, &all), Way::ByHand);
    }
}
