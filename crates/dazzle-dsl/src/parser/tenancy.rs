//! The `tenancy:` block.

use super::{Parsed, Parser};
use crate::lexer::{Line, TokenKind};
use crate::model::Located;
use crate::syntax::TenancyTree;
use crate::{Diagnostic, TenancyMode, words};

impl Parser<'_> {
    /// `tenancy:` and its keys. Keys that change no table are passed.
    pub(super) fn tenancy(&mut self, header: Line) {
        self.at += 1;
        let mut cursor = self.cursor(header);
        let span = cursor.here();
        cursor.advance();
        let parsed = cursor
            .expect(TokenKind::Colon, "`:`")
            .and_then(|()| cursor.end_of_line("the end of the line"));
        self.accept(parsed);
        let mut tenancy = TenancyTree {
            span,
            mode: None,
            partition_key: None,
            excluded: Vec::new(),
        };
        let body_indent = self.line().map_or(0, |line| line.indent);
        while let Some(line) = self.line().filter(|line| line.indent > 0) {
            match self.first_word(line) {
                Some("mode" | "partition_key" | "entities_excluded" | "exclude")
                    if line.indent == body_indent =>
                {
                    let end = self.join_lines(line);
                    let parsed = self.tenancy_line(line.first, end, &mut tenancy);
                    self.accept(parsed);
                    self.skip_deeper(line.indent);
                }
                _ => {
                    self.at += 1;
                    self.skip_deeper(line.indent);
                }
            }
        }
        self.tree.tenancies.push(tenancy);
    }

    fn tenancy_line(&self, first: usize, end: usize, tenancy: &mut TenancyTree) -> Parsed<()> {
        let mut cursor = self.cursor_over(first, end);
        let key = cursor.name("a key")?;
        cursor.expect(TokenKind::Colon, "`:`")?;
        match key.text.as_str() {
            "mode" => {
                let word = cursor.name("the mode")?;
                let mode = TenancyMode::WORDS.iter().find(|(known, _)| *known == word.text);
                let Some((_, mode)) = mode else {
                    let known = TenancyMode::WORDS.map(|(known, _)| known);
                    return Err(Box::new(
                        Diagnostic::error(
                            "unknown-tenancy-mode",
                            word.span,
                            format!(
                                "unknown tenancy mode `{}`; known are `{}`",
                                word.text,
                                known.join("`, `")
                            ),
                        )
                        .did_you_mean(word.span, words::nearest(&word.text, known)),
                    ));
                };
                tenancy.mode = Some(*mode);
            }
            "partition_key" => {
                let name = cursor.name("the name of a column")?;
                super::cursor::check_name_length(&name)?;
                tenancy.partition_key = Some(name);
            }
            _ => {
                tenancy.excluded = bracketed_names(&mut cursor, "the name of an entity")?;
            }
        }
        cursor.end_of_line("the end of the line")
    }
}

/// `[A, B]`, commas optional, possibly empty.
pub(super) fn bracketed_names(cursor: &mut super::Cursor<'_>, wanted: &str) -> Parsed<Vec<Located>> {
    cursor.expect(TokenKind::OpenBracket, "`[`")?;
    let mut names = Vec::new();
    while !cursor.eat(TokenKind::CloseBracket) {
        if cursor.is_at_end() {
            return Err(cursor.unexpected("`]`"));
        }
        names.push(cursor.name(wanted)?);
        cursor.eat(TokenKind::Comma);
    }
    Ok(names)
}
