//! From what the server makes of both texts to what is said of them.

use std::collections::BTreeSet;

use dazzle_schema::Dialect;
use dazzle_schema::sql_tokens::{self, Token, TokenKind};

use super::Row;
use super::items::{Group, Item};
use crate::alignment::{Answers, KnownNames, Obstacle, OneOf, Place, Spelling, Subject, Verdict};

/// What the server made of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// The text as it stays.
    Stable(String),
    /// It does not stay the same.
    Unstable,
    /// The server does not accept it.
    Refused(String),
    /// The table to ask on could not be made.
    NoTable(String),
}

/// The answers so far.
#[derive(Debug, Default)]
pub struct Collected {
    answers: Answers,
}

impl Collected {
    /// Takes the rows of a request for `groups`, whose answers stand one after the other.
    pub fn take(&mut self, groups: &[Group], rows: &[Row]) {
        let mut rows = rows.iter().filter(|row| row.len() == COLUMNS);
        for group in groups {
            for (position, item) in group.items.iter().enumerate() {
                let mut side = |number: usize| outcome(rows.next()?, number);
                let verdict = match (side(position * 2), side(position * 2 + 1)) {
                    (Some((used, declared)), Some((_, live))) => verdict(group, item, used, &declared, &live),
                    _ => failed("the server's answer is incomplete"),
                };
                for subject in item.subjects() {
                    self.answers.insert(subject.clone(), verdict.clone());
                }
            }
        }
    }

    /// Notes what is known without asking.
    pub fn insert(&mut self, subject: Subject, verdict: Verdict) {
        self.answers.insert(subject, verdict);
    }

    /// Notes that `groups` could not be asked.
    pub fn fail(&mut self, groups: &[Group], message: &str) {
        let items = groups.iter().flat_map(|group| &group.items);
        for subject in items.flat_map(Item::subjects) {
            self.answers.insert(subject.clone(), failed(message));
        }
    }

    pub fn into_answers(self) -> Answers {
        self.answers
    }
}

/// Number, setup, outcome, text.
const COLUMNS: usize = 4;

fn failed(message: &str) -> Verdict {
    Verdict::CannotCompare(Obstacle::Server {
        message: message.to_owned(),
    })
}

/// Which setup was used, counted from 1, and what came of item `number`.
fn outcome(row: &Row, number: usize) -> Option<(usize, Outcome)> {
    let [Some(item), Some(setup), Some(outcome), Some(found)] = row.as_slice() else {
        return None;
    };
    if item.parse() != Ok(number) {
        return None;
    }
    let found = found.clone();
    let outcome = match outcome.as_str() {
        "stable" => Outcome::Stable(found),
        "unstable" => Outcome::Unstable,
        "refused" => Outcome::Refused(found),
        "no table" => Outcome::NoTable(found),
        _ => return None,
    };
    Some((setup.parse().ok()?, outcome))
}

fn verdict(group: &Group, item: &Item, used: usize, declared: &Outcome, live: &Outcome) -> Verdict {
    let not_as_declared = used
        .checked_sub(1)
        .and_then(|setup| group.setups.get(setup))
        .map(|setup| setup.not_as_declared.as_slice())
        .unwrap_or_default();
    let in_doubt = not_as_declared.iter().find(|column| {
        [&item.subject.declared, &item.subject.live]
            .iter()
            .any(|text| sql_tokens::mentions(text, column.as_str()))
            || item.subject.place.column() == Some(*column)
    });
    if let Some(column) = in_doubt {
        return Verdict::CannotCompare(Obstacle::DeclaredRefused {
            message: format!("column `{column}` cannot be given its declared type here"),
        });
    }
    match (declared, live) {
        (Outcome::Stable(declared), Outcome::Stable(live)) => {
            if declared == live || same_list(item, declared, live) || reduced(declared) == reduced(live) {
                Verdict::Same
            } else {
                Verdict::Different
            }
        }
        (Outcome::NoTable(message), _) | (_, Outcome::NoTable(message)) => failed(message),
        (Outcome::Refused(_), _) if item.is_ahead => Verdict::Different,
        // A type that this server does not have is not the one that it has.
        (Outcome::Refused(_), Outcome::Stable(_)) if matches!(item.subject.place, Place::ColumnType(_)) => {
            Verdict::Different
        }
        (Outcome::Refused(message), _) => Verdict::CannotCompare(Obstacle::DeclaredRefused {
            message: message.clone(),
        }),
        (_, Outcome::Refused(message)) => Verdict::CannotCompare(Obstacle::LiveRefused {
            message: message.clone(),
        }),
        (Outcome::Unstable, _) | (_, Outcome::Unstable) => Verdict::CannotCompare(Obstacle::Unstable),
    }
}

/// Whether both list the same texts for one column.
fn same_list(item: &Item, declared: &str, live: &str) -> bool {
    let nothing = BTreeSet::new();
    let one_of = |text: &str| {
        let spelling = Spelling::of(Dialect::Postgresql, text, KnownNames::Known(&nothing))?;
        OneOf::of(Dialect::Postgresql, &spelling).filter(|one_of| item.lists_texts.contains(&one_of.column))
    };
    one_of(declared).is_some_and(|list| Some(list) == one_of(live))
}

/// The text with `('a'::character varying)::text` as `'a'::text`, which it is. A check that was made while its column
/// was a `varchar` keeps the former when the column becomes a `text`.
fn reduced(text: &str) -> String {
    let tokens: Vec<Token<'_>> = sql_tokens::tokens_in(Dialect::Postgresql, text)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Trivia)
        .collect();
    let mut reduced = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        rest = match literal_as_text(rest) {
            Some((literal, after)) => {
                reduced.extend([literal, ":", ":", "text"]);
                after
            }
            None => {
                reduced.push(token.text);
                after
            }
        };
    }
    reduced.join(" ")
}

/// The tokens of `('a'::character varying)::text`.
const CAST_LITERAL: [&str; 10] = ["(", "'", ":", ":", "character", "varying", ")", ":", ":", "text"];

/// The literal of `('a'::character varying)::text` at the start, and what follows.
fn literal_as_text<'t, 's>(tokens: &'t [Token<'s>]) -> Option<(&'s str, &'t [Token<'s>])> {
    let (cast, rest) = tokens.split_at_checked(CAST_LITERAL.len())?;
    let fits = cast.iter().zip(CAST_LITERAL).all(|(token, wanted)| match wanted {
        "'" => token.kind == TokenKind::Text,
        _ => token.text == wanted,
    });
    let goes_on = rest
        .first()
        .is_some_and(|next| next.is_symbol('[') || next.is_symbol('('));
    let literal = cast.get(1)?;
    (fits && !goes_on).then_some((literal.text, rest))
}

#[cfg(test)]
mod tests {
    use super::reduced;

    #[test]
    fn a_literal_cast_twice_is_a_text() {
        let same = |left: &str, right: &str| reduced(left) == reduced(right);
        assert!(same(
            "(a = ANY (ARRAY[('x'::character varying)::text, 'y'::text]))",
            "(a = ANY (ARRAY['x'::text, ('y'::character varying)::text]))"
        ));
        assert!(!same(
            "('x'::character varying)::text",
            "('y'::character varying)::text"
        ));
        assert!(!same("('x'::character varying)::text[]", "'x'::text[]"));
        assert!(!same("('x'::character varying(3))::text", "'x'::text"));
        assert!(!same("'(''a''::character varying)::text'", "'''a''::text'"));
    }
}
