//! A place in a range of tokens, and the small productions that everything is made of.

use dazzle_schema::Name;

use super::Parsed;
use crate::lexer::{Token, TokenKind, unquote};
use crate::model::Located;
use crate::{Diagnostic, Span};

#[derive(Clone)]
pub(super) struct Cursor<'a> {
    file: usize,
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(file: usize, text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            file,
            text,
            tokens,
            at: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    pub(super) fn peek_second(&self) -> Option<TokenKind> {
        self.tokens.get(self.at + 1).map(|token| token.kind)
    }

    fn token_text(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .and_then(|token| self.text.get(token.start..token.end))
            .unwrap_or_default()
    }

    /// The text of the next token, empty at the end.
    pub(super) fn peek_text(&self) -> &'a str {
        self.token_text(self.at)
    }

    /// The next token, if it is a word.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        (self.peek() == Some(TokenKind::Word)).then(|| self.peek_text())
    }

    /// The token behind the next, if it is a word.
    pub(super) fn peek_second_word(&self) -> Option<&'a str> {
        (self.peek_second() == Some(TokenKind::Word)).then(|| self.token_text(self.at + 1))
    }

    /// The token `count` places ahead, if it is a word.
    pub(super) fn nth_word(&self, count: usize) -> Option<String> {
        let at = self.at + count;
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
        token.map(|_| self.token_text(at).to_owned())
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) const fn advance(&mut self) {
        self.at += 1;
    }

    /// Where the next token stands, or at the end the place behind the last.
    pub(super) fn here(&self) -> Span {
        match self.tokens.get(self.at) {
            Some(token) => self.span_of(token),
            None => {
                let end = self.tokens.last().map_or(0, |token| token.end);
                Span {
                    file: self.file,
                    start: end,
                    end,
                }
            }
        }
    }

    /// Where the token before stands.
    pub(super) fn before(&self) -> Span {
        match self.at.checked_sub(1).and_then(|at| self.tokens.get(at)) {
            Some(token) => self.span_of(token),
            None => self.here(),
        }
    }

    const fn span_of(&self, token: &Token) -> Span {
        Span {
            file: self.file,
            start: token.start,
            end: token.end,
        }
    }

    pub(super) fn eat(&mut self, kind: TokenKind) -> bool {
        let there = self.peek() == Some(kind);
        if there {
            self.at += 1;
        }
        there
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let there = self.peek_word() == Some(word);
        if there {
            self.at += 1;
        }
        there
    }

    /// The next token's value, if it is a string.
    pub(super) fn string(&mut self) -> Option<String> {
        let text = (self.peek() == Some(TokenKind::String)).then(|| unquote(self.peek_text()))?;
        self.at += 1;
        Some(text)
    }

    /// `kind`, or an error that says `wanted` is missing.
    pub(super) fn expect(&mut self, kind: TokenKind, wanted: &str) -> Parsed<()> {
        if self.eat(kind) {
            Ok(())
        } else {
            Err(self.unexpected(wanted))
        }
    }

    /// Any word.
    pub(super) fn name(&mut self, wanted: &str) -> Parsed<Located> {
        let Some(word) = self.peek_word() else {
            return Err(self.unexpected(wanted));
        };
        let span = self.here();
        self.at += 1;
        Ok(Located {
            text: word.to_owned(),
            span,
        })
    }

    /// Words with dots between them.
    pub(super) fn dotted(&mut self, wanted: &str) -> Parsed<Located> {
        let mut name = self.name(wanted)?;
        while self.eat(TokenKind::Dot) {
            let part = self.name("a word behind the dot")?;
            name.text.push('.');
            name.text.push_str(&part.text);
            name.span = name.span.to(part.span);
        }
        Ok(name)
    }

    /// Words with commas between them, to the end of the line.
    pub(super) fn names_to_end(&mut self, wanted: &str) -> Parsed<Vec<Located>> {
        let mut names = vec![self.name(wanted)?];
        while self.eat(TokenKind::Comma) {
            names.push(self.name(wanted)?);
        }
        self.end_of_line("`,` or the end of the line")?;
        Ok(names)
    }

    pub(super) fn end_of_line(&self, wanted: &str) -> Parsed<()> {
        if self.is_at_end() {
            Ok(())
        } else {
            Err(self.unexpected(wanted))
        }
    }

    /// Steps to the end; gives the text passed, without comments, and its place.
    pub(super) fn rest(&mut self) -> Located {
        let first = self.here();
        let mut text = String::new();
        let mut end_before = first.start;
        let mut span = first;
        while let Some(token) = self.tokens.get(self.at) {
            let between = self.text.get(end_before..token.start).unwrap_or_default();
            if !between.is_empty() {
                // White space as it is; a comment between joined lines counts as a space.
                text.push_str(if between.trim().is_empty() && !between.contains('\n') {
                    between
                } else {
                    " "
                });
            }
            text.push_str(self.token_text(self.at));
            end_before = token.end;
            span = span.to(self.span_of(token));
            self.at += 1;
        }
        Located { text, span }
    }

    /// The cursor over what is left up to, not including, the last `count` tokens.
    pub(super) fn without_last(&self, count: usize) -> Self {
        let end = self.tokens.len().saturating_sub(count).max(self.at);
        Self {
            tokens: self.tokens.get(..end).unwrap_or_default(),
            ..self.clone()
        }
    }

    /// How many tokens are left.
    pub(super) const fn left(&self) -> usize {
        self.tokens.len().saturating_sub(self.at)
    }

    /// The kind and text of the token `back` places before the end, if it is not passed yet.
    pub(super) fn nth_from_end(&self, back: usize) -> Option<(TokenKind, &'a str)> {
        let at = self.tokens.len().checked_sub(back + 1)?;
        let token = self.tokens.get(at).filter(|_| at >= self.at)?;
        Some((token.kind, self.token_text(at)))
    }

    /// Moves on to where `other`, a cursor over the front of the same tokens, is.
    pub(super) const fn catch_up(&mut self, other: &Self) {
        self.at = other.at;
    }

    /// Passes `( … )` with everything in between.
    pub(super) fn skip_parentheses(&mut self) -> Parsed<()> {
        let open = self.here();
        let mut depth = 0_usize;
        while let Some(kind) = self.peek() {
            self.at += 1;
            if kind.opens() {
                depth += 1;
            } else if kind.closes() {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(());
                }
            }
        }
        Err(Box::new(Diagnostic::error(
            "unclosed-bracket",
            open,
            "this bracket is not closed",
        )))
    }

    /// The error for a token that is not what was `wanted`.
    pub(super) fn unexpected(&self, wanted: &str) -> Box<Diagnostic> {
        let span = self.here();
        let text = self.peek_text();
        let diagnostic = match self.peek() {
            None => Diagnostic::error("unexpected-end", span, format!("{wanted} is missing here")),
            Some(TokenKind::Unknown) => {
                let character = text.chars().next().unwrap_or_default();
                let shown = if character.is_control() || character.is_whitespace() {
                    format!("the character U+{:04X}", u32::from(character))
                } else {
                    format!("the character `{character}`")
                };
                Diagnostic::error(
                    "unknown-character",
                    span,
                    format!("{shown} has no meaning in the language; {wanted} is expected"),
                )
            }
            Some(_) => {
                let first_line = text.lines().next().unwrap_or_default();
                Diagnostic::error(
                    "unexpected-token",
                    span,
                    format!("`{first_line}` is unexpected; {wanted} is expected"),
                )
            }
        };
        Box::new(diagnostic)
    }
}

/// Databases cut longer names, and two of them may then be one.
pub(super) fn check_name_length(name: &Located) -> Parsed<()> {
    let bytes = name.text.len();
    if bytes <= Name::MAX_BYTES {
        return Ok(());
    }
    Err(Box::new(Diagnostic::error(
        "name-too-long",
        name.span,
        format!("this name has {bytes} bytes; databases allow {}", Name::MAX_BYTES),
    )))
}
