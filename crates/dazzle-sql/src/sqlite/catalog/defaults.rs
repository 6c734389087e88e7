//! What stands behind `DEFAULT`, to a default: the inverse of [`default_sql`].
//!
//! [`default_sql`]: crate::sqlite::types::default_sql

use dazzle_schema::sql_tokens::TokenKind;
use dazzle_schema::{ColumnType, DateBase, DateUnit, DefaultValue};

use super::sql_text;
use crate::sqlite::create_table_text::{Piece, normalised, significant, without_parentheses};
use crate::sqlite::types::default_sql;

/// The default written as `value`; none for `NULL`, which is what a column without a default gets.
pub fn default_value(value: &str, column_type: &ColumnType) -> Option<DefaultValue> {
    let written = significant(value);
    let pieces = without_parentheses(&written);
    let is_bare = pieces.len() == written.len();
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return None;
    };
    let text = value.get(first.start..last.end).unwrap_or(value);
    if pieces.len() == 1 && first.token.is_word("NULL") {
        return None;
    }
    let found = number(text, pieces, column_type)
        .or_else(|| single(first, pieces.len(), is_bare, column_type))
        .or_else(|| of_time(pieces))
        .or_else(|| is_uuid(value).then_some(DefaultValue::Uuid));
    Some(found.unwrap_or_else(|| DefaultValue::Expression(sql_text(text))))
}

fn number(text: &str, pieces: &[Piece<'_>], column_type: &ColumnType) -> Option<DefaultValue> {
    let is_close = pieces
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.end == b.start));
    let number = text
        .parse::<DefaultValue>()
        .ok()
        .filter(|found| is_close && matches!(found, DefaultValue::Number(_)))?;
    Some(match (column_type, text) {
        (ColumnType::Boolean, "0") => DefaultValue::Boolean(false),
        (ColumnType::Boolean, "1") => DefaultValue::Boolean(true),
        _ => number,
    })
}

/// A literal or one word. Without parentheses, a word or a quoted name is a text, but for those that stand for a
/// value.
fn single(piece: &Piece<'_>, count: usize, is_bare: bool, column_type: &ColumnType) -> Option<DefaultValue> {
    if count != 1 {
        return None;
    }
    match piece.token.kind {
        TokenKind::Text if piece.token.text.starts_with('\'') => piece.name().map(DefaultValue::Text),
        TokenKind::QuotedIdentifier if is_bare => piece.name().map(DefaultValue::Text),
        TokenKind::Word => {
            let word = piece.token.text.to_ascii_uppercase();
            match word.as_str() {
                "CURRENT_TIMESTAMP" => Some(DefaultValue::Current(DateBase::Now)),
                "CURRENT_DATE" => Some(DefaultValue::Current(DateBase::Today)),
                "TRUE" | "FALSE" if *column_type == ColumnType::Boolean => {
                    Some(DefaultValue::Boolean(word == "TRUE"))
                }
                "TRUE" | "FALSE" | "CURRENT_TIME" => None,
                _ if is_bare => piece.name().map(DefaultValue::Text),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `datetime('now')`, which is what `CURRENT_TIMESTAMP` gives, or `date('now')`, with or without a span.
fn of_time(pieces: &[Piece<'_>]) -> Option<DefaultValue> {
    let (function, rest) = pieces.split_first()?;
    let base = if function.token.is_word("datetime") {
        DateBase::Now
    } else if function.token.is_word("date") {
        DateBase::Today
    } else {
        return None;
    };
    let text = |piece: &Piece<'_>| {
        (piece.token.kind == TokenKind::Text)
            .then(|| piece.name())
            .flatten()
    };
    let is_now = |piece: &Piece<'_>| text(piece).is_some_and(|text| text.eq_ignore_ascii_case("now"));
    match rest {
        [open, now, close] if open.token.is_symbol('(') && is_now(now) && close.token.is_symbol(')') => {
            Some(DefaultValue::Current(base))
        }
        [open, now, comma, span, close]
            if open.token.is_symbol('(')
                && is_now(now)
                && comma.token.is_symbol(',')
                && close.token.is_symbol(')') =>
        {
            let (amount, unit) = shift(&text(span)?)?;
            Some(DefaultValue::Shifted { base, amount, unit })
        }
        _ => None,
    }
}

/// `+7 days`
fn shift(text: &str) -> Option<(i64, DateUnit)> {
    let (count, word) = text.trim().split_once(' ')?;
    let word = word.trim().to_ascii_lowercase();
    let unit = match word.strip_suffix('s').unwrap_or(&word) {
        "minute" => DateUnit::Minutes,
        "hour" => DateUnit::Hours,
        "day" => DateUnit::Days,
        "month" => DateUnit::Months,
        "year" => DateUnit::Years,
        _ => return None,
    };
    Some((count.parse().ok()?, unit))
}

fn is_uuid(value: &str) -> bool {
    default_sql(&DefaultValue::Uuid).is_some_and(|uuid| {
        let (uuid, value) = (normalised(&uuid), normalised(value));
        uuid == value
    })
}
