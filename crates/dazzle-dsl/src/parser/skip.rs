//! Stepping over what changes no table.
//!
//! The extent of a construct or member is found by indentation alone, on lines whose strings and comments have
//! been lexed, so that neither a quote in a comment nor a string over several lines misleads. A line that
//! begins with a closing bracket belongs to what is above it whatever its indentation; brackets are not
//! counted otherwise, so that one left open cannot swallow the file.

use super::{Parser, is_typed};
use crate::lexer::{Line, TokenKind};
use crate::{Diagnostic, TenancyMode, words};

impl Parser<'_> {
    /// Passes all lines deeper than `indent`.
    pub(super) fn skip_deeper(&mut self, indent: usize) {
        while let Some(line) = self.line() {
            if line.indent <= indent && !self.is_closing(line) {
                break;
            }
            self.at += 1;
        }
    }

    /// Passes the construct that begins at the current line of indentation 0, called `word`.
    pub(super) fn skip_construct(&mut self, word: &str) {
        let mut depth = 0_usize;
        if let Some(line) = self.line() {
            depth = self.depth_after(line, depth);
        }
        self.at += 1;
        while let Some(line) = self.line() {
            if line.indent == 0 && !self.is_closing(line) {
                // Inside brackets text may stand at column 0, but never what begins a construct.
                let first = self.first_word(line);
                if depth == 0 && first.is_some() || first.is_some_and(words::begins_construct) {
                    break;
                }
                // `(entity Task:` is no text of the construct above, but a slip.
                let second = self.cursor(line).peek_second_word();
                let is_slip = first.is_none() && second.is_some_and(|word| words::CONSTRUCTS.contains(&word));
                if is_slip || self.is_macro(line) {
                    break;
                }
            }
            if line.indent > 0
                && let Some(what) = self.hidden_construct(line)
            {
                let span = self.cursor(line).here();
                self.report(
                    Diagnostic::warning(
                        "construct-inside-construct",
                        span,
                        format!("this looks like {what} but belongs to the `{word}` above and has no effect"),
                    )
                    .help("indent it not at all"),
                );
            }
            depth = self.depth_after(line, depth);
            self.at += 1;
        }
    }

    /// `@use …`
    pub(super) fn is_macro(&self, line: Line) -> bool {
        let cursor = self.cursor(line);
        cursor.peek_text() == "@" && cursor.peek_second_word() == Some("use")
    }

    /// Whether `line` closes what is above it: it begins with closing brackets, and no word stands behind them.
    fn is_closing(&self, line: Line) -> bool {
        let mut cursor = self.cursor(line);
        let begins_so = cursor.peek().is_some_and(TokenKind::closes);
        while cursor.peek().is_some_and(TokenKind::closes) {
            cursor.advance();
        }
        begins_so && cursor.peek_word().is_none()
    }

    fn depth_after(&self, line: Line, before: usize) -> usize {
        let tokens = self.lexed.tokens.get(line.first..line.end).unwrap_or_default();
        tokens.iter().fold(before, |depth, token| {
            if token.kind.opens() {
                depth + 1
            } else if token.kind.closes() {
                depth.saturating_sub(1)
            } else {
                depth
            }
        })
    }

    /// What an indented line would begin if it stood at column 0: the header of an entity or of a tenancy block,
    /// with a line below it that belongs into one.
    fn hidden_construct(&self, line: Line) -> Option<&'static str> {
        let mut cursor = self.cursor(line);
        let what = match cursor.peek_word()? {
            "entity" => {
                cursor.advance();
                cursor.name("").ok()?;
                cursor.string();
                "an entity"
            }
            "tenancy" => {
                cursor.advance();
                "a tenancy block"
            }
            _ => return None,
        };
        let is_header = cursor.eat(TokenKind::Colon) && cursor.is_at_end();
        let next = self
            .lexed
            .lines
            .get(self.at + 1)
            .filter(|next| next.indent > line.indent)?;
        (is_header && self.is_schema_line(*next)).then_some(what)
    }

    /// Whether `line` reads like a field or like a setting of tenancy.
    pub(super) fn is_schema_line(&self, line: Line) -> bool {
        let mut cursor = self.cursor(line);
        match cursor.peek_word() {
            Some("partition_key" | "entities_excluded") => true,
            Some("mode") => {
                cursor.advance();
                cursor.eat(TokenKind::Colon)
                    && TenancyMode::WORDS
                        .iter()
                        .any(|(known, _)| cursor.peek_word() == Some(*known))
            }
            _ => is_typed(cursor),
        }
    }

    /// The index behind the last token of the statement that begins at the current line: that line, and while a
    /// bracket is open also the next. A line that reads like the start of something else ends it, so that a
    /// forgotten `]` costs one line only. Moves behind the lines taken.
    pub(super) fn join_lines(&mut self, line: Line) -> usize {
        self.at += 1;
        let mut end = line.end;
        let mut depth = self.depth_after(line, 0);
        while depth > 0 {
            let Some(next) = self.line().filter(|next| !self.begins_statement(*next)) else {
                break;
            };
            depth = self.depth_after(next, depth);
            end = next.end;
            self.at += 1;
        }
        end
    }

    /// Whether `line` reads like a member or construct and not like the inside of brackets.
    fn begins_statement(&self, line: Line) -> bool {
        let cursor = self.cursor(line);
        let Some(word) = cursor.peek_word() else {
            return false;
        };
        match cursor.peek_second() {
            // `ui:` stands in the brackets of `file(…)`.
            Some(TokenKind::Colon) => word != "ui",
            Some(TokenKind::Word) => {
                matches!(word, "unique" | "index" | "publish")
                    || line.indent == 0 && words::begins_construct(word)
            }
            None => word == "soft_delete",
            _ => false,
        }
    }
}
