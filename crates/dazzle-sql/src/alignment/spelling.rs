//! The spelling of an SQL text without what does not count: blanks, comments, the case of keywords, needless
//! quotes and parentheses. Equal spellings mean the same; different ones need not mean different things.

use std::collections::BTreeSet;

use dazzle_schema::Dialect;
use dazzle_schema::sql_tokens::{Token, TokenKind, is_reserved, tokens_in};

use crate::quote::quote_literal;

/// Words that PostgreSQL reads as something else than a name unless they are quoted: all keywords of
/// `pg_get_keywords()` but the unreserved ones, of versions 13 to 18.
const POSTGRESQL_WORDS: &str = " all analyse analyze and any array as asc asymmetric authorization between bigint \
    binary bit boolean both case cast char character check coalesce collate collation column concurrently \
    constraint create cross current_catalog current_date current_role current_schema current_time \
    current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists \
    extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in \
    initially inner inout int integer intersect interval into is isnull join json json_array json_arrayagg \
    json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value \
    lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none \
    normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing \
    position precision primary real references returning right row select session_user setof similar \
    smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat \
    trim true union unique user using values varchar variadic verbose when where window with xmlattributes \
    xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable ";

/// Words that stand for a value on SQLite unless they are quoted, beside the reserved ones.
const SQLITE_WORDS: [&str; 6] = [
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "FALSE",
    "RAISE",
    "TRUE",
];

/// Operators of SQLite of more than one character, longest first.
const SQLITE_OPERATORS: [&str; 10] = ["->>", "->", "||", "<<", "<=", "<>", ">>", ">=", "==", "!="];

/// What a double-quoted word may be on SQLite, where it is a string when it is no name.
#[derive(Debug, Clone, Copy)]
pub enum Names<'a> {
    /// The text can only speak of these, in lower case: any other double-quoted word is a string.
    Only(&'a BTreeSet<String>),
    /// These names are known, in lower case; a word that is not among them may be a name all the same.
    Known(&'a BTreeSet<String>),
}

/// A text without what does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling(Vec<Piece>);

/// A token without what does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A keyword or a name.
    Word(String),
    /// A name that would be something else without its quotes.
    Quoted(String),
    /// A string literal, as written.
    Text(String),
    /// A number.
    Number(String),
    /// An operator or punctuation.
    Symbol(String),
}

impl Piece {
    pub fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self, Self::Symbol(text) if text == symbol)
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text == word)
    }
}

impl Spelling {
    /// The spelling of `sql`; none where this reader might take two texts for one.
    pub fn of(dialect: Dialect, sql: &str, names: Names<'_>) -> Option<Self> {
        let tokens = tokens_in(dialect, sql);
        let mut pieces: Vec<Piece> = Vec::with_capacity(tokens.len());
        let mut rest = tokens.as_slice();
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            match token.kind {
                TokenKind::Trivia if is_open(dialect, token.text) => return None,
                TokenKind::Trivia => {}
                TokenKind::Text => pieces.push(Piece::Text(token.text.to_owned())),
                TokenKind::Number => pieces.push(Piece::Number(token.text.to_ascii_lowercase())),
                TokenKind::Word => {
                    if dialect == Dialect::Postgresql && begins_unicode_escape(token, rest) {
                        return None;
                    }
                    pieces.push(Piece::Word(token.text.to_ascii_lowercase()));
                }
                TokenKind::QuotedIdentifier => {
                    let next = rest.iter().find(|next| next.kind != TokenKind::Trivia);
                    let beside_point = next.is_some_and(|next| next.is_symbol('.') || next.is_symbol('('))
                        || pieces.last().is_some_and(|last| last.is_symbol("."));
                    pieces.push(quoted(dialect, token, names, beside_point)?);
                }
                TokenKind::Symbol => {
                    let (symbol, left) = operator(dialect, token, rest);
                    rest = left;
                    pieces.push(Piece::Symbol(symbol));
                }
            }
        }
        Some(Self(without_outer_parentheses(pieces)))
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }
}

/// Whether it is a comment without an end, behind which nothing can stand.
fn is_open(dialect: Dialect, trivia: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = trivia;
    while let Some(at) = rest.find(['/', '*']) {
        let from = rest.get(at..).unwrap_or_default();
        let pair = from.get(..2).unwrap_or_default();
        match pair {
            "/*" if depth == 0 || dialect == Dialect::Postgresql => depth += 1,
            "*/" => depth = depth.saturating_sub(1),
            _ => {
                rest = from.get(1..).unwrap_or_default();
                continue;
            }
        }
        rest = from.get(2..).unwrap_or_default();
    }
    trivia.starts_with("/*") && depth > 0
}

/// `U&'…'` and `U&"…"`, which only the missing blanks tell from an operator between two values.
fn begins_unicode_escape(word: &Token<'_>, rest: &[Token<'_>]) -> bool {
    word.text.eq_ignore_ascii_case("u") && rest.first().is_some_and(|next| next.is_symbol('&'))
}

fn quoted(dialect: Dialect, token: &Token<'_>, names: Names<'_>, beside_point: bool) -> Option<Piece> {
    let name = token.identifier()?;
    let lower = name.to_ascii_lowercase();
    Some(match dialect {
        Dialect::Postgresql => {
            let plain = name == lower
                && !name.starts_with(|c: char| c.is_ascii_digit() || c == '$')
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
                && !POSTGRESQL_WORDS.contains(&format!(" {name} "));
            if plain {
                Piece::Word(name)
            } else {
                Piece::Quoted(name)
            }
        }
        Dialect::Sqlite => {
            let known = match names {
                Names::Only(known) | Names::Known(known) => known.contains(&lower),
            };
            let is_name = known || beside_point || !token.text.starts_with('"');
            match names {
                _ if is_name && is_special_on_sqlite(&lower) => Piece::Quoted(lower),
                _ if is_name => Piece::Word(lower),
                Names::Only(_) => Piece::Text(quote_literal(&name)),
                Names::Known(_) => Piece::Quoted(name),
            }
        }
    })
}

fn is_special_on_sqlite(lower: &str) -> bool {
    is_reserved(lower) || SQLITE_WORDS.iter().any(|word| word.eq_ignore_ascii_case(lower))
}

/// The operator that `first` begins, and the tokens behind it.
fn operator<'t, 's>(dialect: Dialect, first: &Token<'s>, rest: &'t [Token<'s>]) -> (String, &'t [Token<'s>]) {
    let mut run = first.text.to_owned();
    for next in rest {
        if next.kind != TokenKind::Symbol {
            break;
        }
        run.push_str(next.text);
    }
    let length = match dialect {
        Dialect::Postgresql => postgresql_operator(&run),
        Dialect::Sqlite => SQLITE_OPERATORS
            .iter()
            .find(|known| run.starts_with(**known))
            .map_or(0, |known| known.len()),
    };
    // All of these characters are one byte and one token each.
    let length = length.max(1);
    let text = run.get(..length).filter(|_| first.text.len() == 1);
    let symbol = match text {
        Some("!=") => "<>",
        Some("==") if dialect == Dialect::Sqlite => "=",
        Some(text) => text,
        None => first.text,
    };
    let taken = if text.is_some() { length - 1 } else { 0 };
    (symbol.to_owned(), rest.get(taken..).unwrap_or_default())
}

/// The length of the operator at the start of `run` (manual, section 4.1.3): all operator characters in a row, but
/// it does not end in `+` or `-` unless it holds one of the characters that make it no arithmetic.
fn postgresql_operator(run: &str) -> usize {
    let end = run
        .find(|c| !"+-*/<>=~!@#%^&|`?".contains(c))
        .unwrap_or(run.len());
    let mut operator = run.get(..end).unwrap_or_default();
    while operator.len() > 1
        && operator.ends_with(['+', '-'])
        && !operator.contains(['~', '!', '@', '#', '%', '^', '&', '|', '`', '?'])
    {
        operator = operator.get(..operator.len() - 1).unwrap_or_default();
    }
    operator.len()
}

fn without_outer_parentheses(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while pieces.len() > 2 && closes_at(&pieces) == Some(pieces.len() - 1) {
        pieces.pop();
        pieces.remove(0);
    }
    pieces
}

/// Where the parenthesis that `pieces` begins with is closed.
pub fn closes_at(pieces: &[Piece]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.is_symbol("(") {
            depth += 1;
        } else if piece.is_symbol(")") {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return (at > 0).then_some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(dialect: Dialect, left: &str, right: &str) -> bool {
        let known: BTreeSet<String> = ["title", "a", "order"].map(str::to_owned).into();
        let names = Names::Only(&known);
        let left = Spelling::of(dialect, left, names);
        left.is_some() && left == Spelling::of(dialect, right, names)
    }

    #[test]
    fn what_does_not_count_on_either_dialect() {
        for dialect in Dialect::ALL {
            for (left, right) in [
                ("a>0 and title<>''", "( a > 0 -- all\n AND title /* x */ != '')"),
                ("\"a\" IS NOT NULL", "a is not null"),
                ("((a) > 1)", "(a) > 1"),
                ("LOWER(title)", "lower( \"title\" )"),
                ("1E5", "1e5"),
            ] {
                assert!(same(dialect, left, right), "{dialect}: {left} / {right}");
            }
            for (left, right) in [
                ("a > 0", "a >= 0"),
                ("title = 'a'", "title = 'A'"),
                ("(a) OR (a)", "a) OR (a"),
                ("\"order\"", "order"),
                ("\"null\" = 1", "null = 1"),
                ("a - -1", "a --1"),
                ("'a' 'b'", "'a b'"),
                ("a.b", "a b"),
                ("a > 0 /* open", "a > 0"),
                ("a > 0 /*/", "a > 0"),
            ] {
                assert!(!same(dialect, left, right), "{dialect}: {left} / {right}");
            }
        }
    }

    #[test]
    fn sqlite_folds_quoted_names_and_keeps_quoted_strings() {
        let same = |left, right| same(Dialect::Sqlite, left, right);
        assert!(same("[Title] = `A`", "\"TITLE\" == a"));
        assert!(same("title = \"New\"", "title = 'New'"));
        assert!(!same("title = \"New\"", "title = \"new\""));
        assert!(!same("\"current_date\" > a", "current_date > a"));
        assert!(same("a ->> 'x'", "a->>'x'"));
        assert!(!same("E'\\' || 'b'", "e'\\' || 'B'"));
    }

    #[test]
    fn postgresql_keeps_the_case_of_quoted_names() {
        let same = |left, right| same(Dialect::Postgresql, left, right);
        assert!(!same("\"Title\" = 'x'", "title = 'x'"));
        assert!(!same("Title = 'x'", "\"Title\" = 'x'"));
        assert!(!same("\"user\" = 'x'", "user = 'x'"));
        assert!(!same("a @-1", "a @ -1"));
        assert!(same("a <-1", "a < -1"));
        assert!(!same("U&'\\0061'", "U & '\\0061'"));
        assert!(!same("ARRAY['a','B']", "ARRAY['A','b']"));
    }
}
