//! Entity directives that change the table.

use super::{Cursor, Parsed, Parser};
use crate::lexer::{Line, TokenKind};
use crate::model::{Located, Temporal};
use crate::syntax::EntityTree;
use crate::{Diagnostic, Span, words};

impl Parser<'_> {
    /// `extends:`, `archetype:`, `subtype_of:`, `soft_delete`, `signable:`, `temporal:`, `was:`
    pub(super) fn directive(&mut self, line: Line, word: &str, entity: &mut EntityTree) {
        let end = self.join_lines(line);
        let mut cursor = self.cursor_over(line.first, end);
        if word == "temporal" {
            let temporal = self.temporal(line, cursor);
            if let Some(temporal) = self.accept(temporal) {
                entity.temporal = Some(temporal);
            }
            self.skip_deeper(line.indent);
            return;
        }
        let parsed = directive_line(&mut cursor, word, entity);
        self.accept(parsed);
        self.unexpected_block(line.indent);
    }

    /// `temporal:` and its keys.
    fn temporal(&mut self, header: Line, mut cursor: Cursor<'_>) -> Parsed<Temporal> {
        let span = cursor.here();
        cursor.advance();
        cursor.expect(TokenKind::Colon, "`:`")?;
        cursor.end_of_line("a block below it")?;
        let (mut start, mut end, mut key) = (None, None, None);
        while let Some(line) = self.line().filter(|line| line.indent > header.indent) {
            self.at += 1;
            let mut cursor = self.cursor(line);
            let parsed = temporal_line(&mut cursor);
            let Some((name, value)) = self.accept(parsed) else {
                continue;
            };
            match name.text.as_str() {
                "start_field" => start = Some(value),
                "end_field" => end = Some(value),
                "key_field" => key = Some(value),
                known if words::TEMPORAL_KEYS.contains(&known) => {}
                other => {
                    let near = words::nearest(other, words::TEMPORAL_KEYS.iter().copied());
                    self.report(
                        Diagnostic::error(
                            "unknown-key",
                            name.span,
                            format!("`temporal` has no key `{other}`"),
                        )
                        .did_you_mean(name.span, near),
                    );
                }
            }
        }
        let missing = |what: &str| {
            Box::new(Diagnostic::error(
                "missing-key",
                span,
                format!("`temporal` needs `{what}:`"),
            ))
        };
        Ok(Temporal {
            start,
            end: end.ok_or_else(|| missing("end_field"))?,
            key: key.ok_or_else(|| missing("key_field"))?,
            span,
        })
    }
}

fn temporal_line(cursor: &mut Cursor<'_>) -> Parsed<(Located, Located)> {
    let key = cursor.name("a key")?;
    cursor.expect(TokenKind::Colon, "`:`")?;
    let value = cursor.name("the name of a field")?;
    cursor.end_of_line("the end of the line")?;
    Ok((key, value))
}

fn directive_line(cursor: &mut Cursor<'_>, word: &str, entity: &mut EntityTree) -> Parsed<()> {
    let keyword = cursor.here();
    cursor.advance();
    if word == "soft_delete" && cursor.is_at_end() {
        entity.soft_delete = Some(keyword);
        return Ok(());
    }
    cursor.expect(TokenKind::Colon, "`:`")?;
    match word {
        "soft_delete" => {
            if truth(cursor)? {
                entity.soft_delete = Some(keyword);
            }
        }
        "signable" => {
            if truth(cursor)? {
                entity.signable = Some(keyword);
            }
        }
        "extends" => {
            let names = cursor.names_to_end("the name of an archetype")?;
            entity.extends.extend(names);
        }
        "archetype" => once(
            &mut entity.kind,
            cursor.name("a kind, such as `user`")?,
            keyword,
            word,
        )?,
        "subtype_of" => once(
            &mut entity.subtype_of,
            cursor.name("the name of the base entity")?,
            keyword,
            word,
        )?,
        _ => {
            let old = cursor.name("the name the entity had")?;
            super::cursor::check_name_length(&old)?;
            once(&mut entity.was, old, keyword, word)?;
        }
    }
    cursor.end_of_line("the end of the line")
}

fn truth(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    match cursor.peek_word() {
        Some(word @ ("true" | "false")) => {
            cursor.advance();
            Ok(word == "true")
        }
        _ => Err(cursor.unexpected("`true` or `false`")),
    }
}

fn once(slot: &mut Option<Located>, value: Located, keyword: Span, word: &str) -> Parsed<()> {
    if let Some(first) = slot {
        return Err(Box::new(
            Diagnostic::error(
                "duplicate-directive",
                keyword,
                format!("a second `{word}:` in this entity"),
            )
            .label(first.span, "the first"),
        ));
    }
    *slot = Some(value);
    Ok(())
}
