//! Recognizing "the column holds one of these texts" in the spellings that people and PostgreSQL have for it.

use dazzle_schema::{Dialect, ValueSet};

use super::spelling::{Piece, Spelling, closes_at};

/// A column of a textual type and the values allowed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOf {
    /// The column, as the [`Spelling`] has it.
    pub column: String,
    /// The values.
    pub values: ValueSet,
}

impl OneOf {
    /// The column and values of `spelling`, where it says nothing else. The caller makes sure that the column is
    /// `text` or `varchar`, where a cast to `text` and between them changes nothing.
    pub fn of(dialect: Dialect, spelling: &Spelling) -> Option<Self> {
        let (column, rest) = column(spelling.pieces())?;
        let values = match rest {
            [operator, rest @ ..] if operator.is_word("in") => list(rest)?,
            [operator, rest @ ..] if operator.is_symbol("=") => match rest {
                [any, rest @ ..] if dialect == Dialect::Postgresql && any.is_word("any") => array(rest)?,
                value => vec![literal(value)?],
            },
            _ => return None,
        };
        Some(Self {
            column: column.to_owned(),
            values: ValueSet::new(values),
        })
    }
}

/// The column at the start, in parentheses or not, cast to text or not.
fn column(pieces: &[Piece]) -> Option<(&str, &[Piece])> {
    match pieces {
        [Piece::Word(name) | Piece::Quoted(name), rest @ ..] => Some((name, without_text_cast(rest))),
        [open, Piece::Word(name) | Piece::Quoted(name), close, rest @ ..]
            if open.is_symbol("(") && close.is_symbol(")") =>
        {
            Some((name, without_text_cast(rest)))
        }
        _ => None,
    }
}

/// What follows `::text` or `::character varying`, if that is there and has no length.
fn text_cast(pieces: &[Piece]) -> Option<&[Piece]> {
    let [first, second, rest @ ..] = pieces else {
        return None;
    };
    if !first.is_symbol(":") || !second.is_symbol(":") {
        return None;
    }
    let rest = match rest {
        [text, rest @ ..] if text.is_word("text") || text.is_word("varchar") => rest,
        [character, varying, rest @ ..] if character.is_word("character") && varying.is_word("varying") => {
            rest
        }
        _ => return None,
    };
    (!rest.first().is_some_and(|next| next.is_symbol("("))).then_some(rest)
}

fn without_text_cast(pieces: &[Piece]) -> &[Piece] {
    text_cast(pieces).unwrap_or(pieces)
}

/// Exactly one string, with its casts and parentheses.
fn literal(pieces: &[Piece]) -> Option<String> {
    match pieces {
        [Piece::Text(text)] => text
            .strip_prefix('\'')?
            .strip_suffix('\'')
            .map(|inner| inner.replace("''", "'")),
        [open, ..] if open.is_symbol("(") => {
            let close = closes_at(pieces)?;
            let rest = pieces.get(close + 1..)?;
            if !rest.is_empty() && !text_cast(rest)?.is_empty() {
                return None;
            }
            literal(pieces.get(1..close)?)
        }
        [value, rest @ ..] if !rest.is_empty() && text_cast(rest)?.is_empty() => {
            literal(std::slice::from_ref(value))
        }
        _ => None,
    }
}

/// `('a', 'b')`
fn list(pieces: &[Piece]) -> Option<Vec<String>> {
    if closes_at(pieces)? != pieces.len() - 1 {
        return None;
    }
    literals(pieces.get(1..pieces.len() - 1)?)
}

/// `(ARRAY['a'::text, 'b'::text])`, perhaps cast to `text[]`.
fn array(pieces: &[Piece]) -> Option<Vec<String>> {
    let close = closes_at(pieces)?;
    let rest = pieces.get(close + 1..)?;
    if !rest.is_empty() && !is_array_cast(rest) {
        return None;
    }
    let inner = pieces.get(1..close)?;
    match inner {
        [word, open, items @ .., close]
            if word.is_word("array") && open.is_symbol("[") && close.is_symbol("]") =>
        {
            literals(items)
        }
        [open, ..] if open.is_symbol("(") => array(inner),
        _ => None,
    }
}

fn is_array_cast(pieces: &[Piece]) -> bool {
    text_cast(pieces)
        .is_some_and(|rest| matches!(rest, [open, close] if open.is_symbol("[") && close.is_symbol("]")))
}

/// Strings separated by commas.
fn literals(pieces: &[Piece]) -> Option<Vec<String>> {
    pieces.split(|piece| piece.is_symbol(",")).map(literal).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::spelling::Names;
    use super::*;

    fn read(dialect: Dialect, sql: &str) -> Option<(String, Vec<String>)> {
        let known = BTreeSet::from(["status".to_owned()]);
        let one_of = OneOf::of(dialect, &Spelling::of(dialect, sql, Names::Only(&known))?)?;
        Some((one_of.column, one_of.values.iter().map(str::to_owned).collect()))
    }

    #[test]
    fn the_spellings_of_a_list() {
        for sql in [
            "status IN ('new', 'it''s, (done)')",
            "(\"status\" IN ('new', 'it''s, (done)'))",
            "(status = ANY (ARRAY['new'::text, 'it''s, (done)'::text]))",
            "((status)::text = ANY ((ARRAY['new'::character varying, 'it''s, (done)'::character varying])::text[]))",
            "((status)::text = ANY (ARRAY[('new'::character varying)::text, ('it''s, (done)'::character varying)::text]))",
        ] {
            let values = ["new".to_owned(), "it's, (done)".to_owned()].to_vec();
            assert_eq!(
                read(Dialect::Postgresql, sql),
                Some(("status".to_owned(), values)),
                "{sql}"
            );
        }
        for sql in [
            "((status)::text = 'new'::text)",
            "status = 'new'",
            "status IN ('new')",
        ] {
            assert_eq!(
                read(Dialect::Postgresql, sql),
                Some(("status".to_owned(), vec!["new".to_owned()])),
                "{sql}"
            );
        }
        assert_eq!(
            read(Dialect::Sqlite, "[Status] IN ('a',\"b\")"),
            Some(("status".to_owned(), vec!["a".to_owned(), "b".to_owned()]))
        );
    }

    #[test]
    fn what_says_something_else() {
        for sql in [
            "status NOT IN ('new')",
            "lower(status) IN ('new')",
            "status <> 'new'",
            "status IN ('new', other)",
            "status IN ('new') AND true",
            "status IN ('new') OR status IN ('old')",
            "(status)::character varying(3) = 'new'",
            "status = 'new'::bpchar",
            "status = ALL (ARRAY['new'::text])",
            "status = ANY (ARRAY['new'::text]) IS NOT FALSE",
            "status = E'new'",
            "status IN ()",
            "status",
            "",
        ] {
            assert_eq!(read(Dialect::Postgresql, sql), None, "{sql}");
        }
    }
}
