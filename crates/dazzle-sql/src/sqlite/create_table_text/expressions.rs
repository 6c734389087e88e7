//! Conditions and expressions: what they say, apart from how they are written.

use dazzle_schema::Name;
use dazzle_schema::sql_tokens::{TokenKind, is_reserved};

use super::parser::{Piece, parts, significant};

/// The text without blanks, comments, quotes round names, or the case of words.
pub fn normalised(sql: &str) -> Vec<String> {
    tokens_of(&significant(sql))
}

fn tokens_of(pieces: &[Piece<'_>]) -> Vec<String> {
    pieces
        .iter()
        .map(|piece| {
            piece
                .token
                .identifier()
                .map_or_else(|| piece.token.text.to_owned(), |name| name.to_ascii_lowercase())
        })
        .collect()
}

/// The text from its first to its last token: a line comment behind it would hide what is written next.
pub fn meaningful(sql: &str) -> &str {
    let all = significant(sql);
    match (all.first(), all.last()) {
        (Some(first), Some(last)) => sql.get(first.start..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// The tokens without the parentheses round them all.
pub fn without_parentheses<'p, 'a>(mut pieces: &'p [Piece<'a>]) -> &'p [Piece<'a>] {
    while let Some((_, end)) = parts(pieces, 0)
        && end == pieces.len()
        && let Some(inner) = pieces.get(1..end - 1)
        && !inner.is_empty()
    {
        pieces = inner;
    }
    pieces
}

/// The column and the values, in order, of a condition `column IN ('a', 'b')`. A text in double quotes is a value
/// where no column is called so.
pub fn columns_one_of(condition: &str, columns: &[String]) -> Option<(String, Vec<String>)> {
    let all = significant(condition);
    let all = without_parentheses(&all);
    let (column, rest) = all.split_first()?;
    if column.token.kind == TokenKind::Word && is_reserved(column.token.text) {
        return None;
    }
    let column = column.token.identifier()?;
    let column = named(columns, &column)?.to_owned();
    if !rest.first()?.token.is_word("IN") {
        return None;
    }
    let (values, end) = parts(rest, 1)?;
    if end != rest.len() {
        return None;
    }
    let values = values
        .into_iter()
        .map(|value| match rest.get(value)? {
            [value] => text_of(value, columns),
            _ => None,
        })
        .collect::<Option<Vec<String>>>()?;
    Some((column, values))
}

/// The column called `name`, in any case, as the table spells it.
pub fn named<'c>(columns: &'c [String], name: &str) -> Option<&'c str> {
    columns
        .iter()
        .find(|column| column.eq_ignore_ascii_case(name))
        .map(String::as_str)
}

/// The text that a literal stands for.
fn text_of(piece: &Piece<'_>, columns: &[String]) -> Option<String> {
    let text = piece.token.text;
    let is_text = match piece.token.kind {
        TokenKind::Text => text.starts_with('\''),
        TokenKind::QuotedIdentifier => {
            text.starts_with('"') && named(columns, &piece.token.identifier()?).is_none()
        }
        _ => false,
    };
    if is_text { piece.name() } else { None }
}

/// Whether two conditions on a table with these columns say the same.
pub fn same_condition(wanted: &str, held: &str, columns: &[String]) -> bool {
    if let (Some((wanted_column, wanted)), Some((held_column, held))) =
        (columns_one_of(wanted, columns), columns_one_of(held, columns))
    {
        return wanted_column == held_column
            && wanted.iter().all(|value| held.contains(value))
            && held.iter().all(|value| wanted.contains(value));
    }
    let (wanted, held) = (significant(wanted), significant(held));
    tokens_of(without_parentheses(&wanted)) == tokens_of(without_parentheses(&held))
}

/// Whether the names are the same but for case.
pub fn same_names(wanted: &[Name], held: &[String]) -> bool {
    wanted.len() == held.len()
        && wanted
            .iter()
            .zip(held)
            .all(|(wanted, held)| wanted.as_str().eq_ignore_ascii_case(held))
}
