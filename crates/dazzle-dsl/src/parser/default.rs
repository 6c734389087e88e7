//! Defaults: what stands behind `=`.
//!
//! A literal, a word, date arithmetic; anything else is an expression for the application. An expression takes
//! the rest of the line, but stops before trailing modifiers (`= a + b required`), which the Python tool
//! swallows.

use dazzle_schema::{DateBase, DateUnit};

use super::{Cursor, Parsed, Parser};
use crate::lexer::TokenKind;
use crate::model::{DefaultText, FieldDefault};
use crate::{Diagnostic, words};

impl Parser<'_> {
    /// What stands behind the `=` that has just been read.
    pub(super) fn default(&mut self, cursor: &mut Cursor<'_>) -> Parsed<FieldDefault> {
        let start = cursor.here();
        if let Some(value) = simple_default(cursor)? {
            return Ok(FieldDefault {
                value,
                span: start.to(cursor.before()),
            });
        }
        if cursor.is_at_end() {
            return Err(cursor.unexpected("a value"));
        }
        self.expression(cursor)
    }

    fn expression(&mut self, cursor: &mut Cursor<'_>) -> Parsed<FieldDefault> {
        let mut trailing = 0;
        if self.departures.expression_ends_at_modifier {
            trailing = trailing_modifiers(cursor);
            if trailing > 0 {
                let mut behind = cursor.clone();
                let front = cursor.left() - trailing;
                for _ in 0..front {
                    behind.advance();
                }
                self.report(
                    Diagnostic::warning(
                        "modifier-behind-expression",
                        behind.rest().span,
                        "this is read as modifiers, not as part of the expression",
                    )
                    .help("write modifiers before the default"),
                );
            }
        }
        let mut inner = cursor.without_last(trailing);
        check_expression(inner.clone())?;
        let text = inner.rest();
        cursor.catch_up(&inner);
        Ok(FieldDefault {
            value: DefaultText::Expression(text.text),
            span: text.span,
        })
    }
}

/// What can be no expression was not meant as one, and would be passed in silence: brackets that do not match,
/// a colon without `if`, an assignment.
fn check_expression(mut cursor: Cursor<'_>) -> Parsed<()> {
    let is_conditional = cursor.peek_word() == Some("if");
    let mut depth = 0_usize;
    while let Some(kind) = cursor.peek() {
        if kind.opens() {
            depth += 1;
        } else if kind.closes() {
            depth = depth
                .checked_sub(1)
                .ok_or_else(|| cursor.unexpected("an operator"))?;
        } else if kind == TokenKind::Unknown
            || kind == TokenKind::Equal
            || kind == TokenKind::Colon && !is_conditional
        {
            return Err(cursor.unexpected("the end of the expression"));
        }
        cursor.advance();
    }
    if depth > 0 {
        return Err(cursor.unexpected("a closing bracket"));
    }
    Ok(())
}

/// A default that is no expression; the cursor has not moved if it is none.
fn simple_default(cursor: &mut Cursor<'_>) -> Parsed<Option<DefaultText>> {
    let mut ahead = cursor.clone();
    let value = match ahead.peek() {
        Some(TokenKind::String) => ahead.string().map(DefaultText::Text),
        Some(TokenKind::Number) => Some(DefaultText::Number(number(&mut ahead)?)),
        Some(TokenKind::Minus) if ahead.peek_second() == Some(TokenKind::Number) => {
            ahead.advance();
            Some(DefaultText::Number(format!("-{}", number(&mut ahead)?)))
        }
        Some(TokenKind::Word) => match ahead.peek_text() {
            "now" => moment(&mut ahead, DateBase::Now)?,
            "today" => moment(&mut ahead, DateBase::Today)?,
            "if" | "not" => None,
            word => {
                ahead.advance();
                Some(DefaultText::Word(word.to_owned()))
            }
        },
        Some(TokenKind::OpenParen) => None,
        _ => return Err(cursor.unexpected("a value")),
    };
    let goes_on = match ahead.peek() {
        Some(kind) => {
            kind.is_operator()
                || kind == TokenKind::OpenParen
                || ahead.peek_word().is_some_and(words::is_operator_word)
        }
        None => false,
    };
    if value.is_none() || goes_on {
        return Ok(None);
    }
    cursor.catch_up(&ahead);
    Ok(value)
}

/// The text of a number token with at most one point.
fn number(cursor: &mut Cursor<'_>) -> Parsed<String> {
    let text = cursor.peek_text();
    if text.matches('.').count() > 1 {
        return Err(Box::new(Diagnostic::error(
            "bad-number",
            cursor.here(),
            format!("`{text}` is no number"),
        )));
    }
    cursor.advance();
    // `3.` is 3.
    Ok(text.trim_end_matches('.').to_owned())
}

/// `today`, `now`, and either with a duration added or taken off. Nothing when an expression begins so.
fn moment(cursor: &mut Cursor<'_>, base: DateBase) -> Parsed<Option<DefaultText>> {
    cursor.advance();
    let sign = match cursor.peek() {
        Some(TokenKind::Plus) => 1,
        Some(TokenKind::Minus) => -1,
        _ => return Ok(Some(DefaultText::Moment { base, shift: None })),
    };
    if cursor.peek_second() != Some(TokenKind::Duration) {
        return Ok(None);
    }
    cursor.advance();
    let text = cursor.peek_text();
    let digits = text.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = text.strip_prefix(digits).and_then(DateUnit::from_suffix);
    // Databases count in 32 bits.
    let amount = digits.parse::<i32>().ok().map(i64::from);
    let (Some(amount), Some(unit)) = (amount, unit) else {
        return Err(Box::new(Diagnostic::error(
            "bad-number",
            cursor.here(),
            format!("`{text}` is longer than any database counts"),
        )));
    };
    cursor.advance();
    Ok(Some(DefaultText::Moment {
        base,
        shift: Some((sign * amount, unit)),
    }))
}

/// How many tokens at the end are modifiers or `was: NAME`, and not operands.
fn trailing_modifiers(cursor: &Cursor<'_>) -> usize {
    let mut count = 0;
    let kind = |back| cursor.nth_from_end(back).map(|(kind, _)| kind);
    if cursor.left() > 3
        && kind(0) == Some(TokenKind::Word)
        && kind(1) == Some(TokenKind::Colon)
        && cursor.nth_from_end(2) == Some((TokenKind::Word, "was"))
    {
        count = 3;
    }
    loop {
        let mark = usize::from(kind(count) == Some(TokenKind::Question));
        let is_modifier = matches!(
            cursor.nth_from_end(count + mark),
            Some((TokenKind::Word, word)) if words::TRAILING_MODIFIERS.contains(&word)
        );
        // Behind an operator the word is an operand, and the first token is never a modifier.
        let is_operand = match cursor.nth_from_end(count + mark + 1) {
            None => true,
            Some((TokenKind::Word, word)) => words::is_operator_word(word) || matches!(word, "else" | "if"),
            Some((kind, _)) => kind.is_operator() || matches!(kind, TokenKind::Colon | TokenKind::Comma),
        };
        if !is_modifier || is_operand {
            return count;
        }
        count += 1 + mark;
    }
}
