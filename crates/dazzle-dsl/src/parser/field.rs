//! Field lines: name, type, modifiers, default, `was:`.

use super::{Cursor, Parsed, Parser};
use crate::lexer::TokenKind;
use crate::model::{Field, FieldType, Located, Modifiers, Origin};
use crate::{Diagnostic, words};

impl Parser<'_> {
    /// `NAME : TYPE MODIFIER* [was : OLD]`, or `NAME : computed EXPRESSION`.
    pub(super) fn field(&mut self, first: usize, end: usize) -> Parsed<Field> {
        let mut cursor = self.cursor_over(first, end);
        let name = cursor.name("the name of a field")?;
        super::cursor::check_name_length(&name)?;
        if !cursor.eat(TokenKind::Colon) {
            let near = words::nearest(
                &name.text,
                words::DIRECTIVES.iter().chain(words::OPAQUE_MEMBERS).copied(),
            );
            let error = cursor.unexpected("`:` behind the name of the field");
            return Err(Box::new(match near {
                Some(_) => error.did_you_mean(name.span, near),
                None => *error,
            }));
        }
        let type_start = cursor.here();
        let field_type = self.field_type(&mut cursor)?;
        let mut field = Field {
            type_span: type_start.to(cursor.before()),
            end: cursor.before().behind(),
            name: name.text,
            span: name.span,
            field_type,
            modifiers: Modifiers::default(),
            default: None,
            was: None,
            origin: Origin::Declared,
            on_delete: None,
            fill: None,
        };
        while !cursor.is_at_end() {
            self.modifier(&mut cursor, &mut field)?;
        }
        field.end = cursor.before().behind();
        Ok(field)
    }

    fn modifier(&mut self, cursor: &mut Cursor<'_>, field: &mut Field) -> Parsed<()> {
        let span = cursor.here();
        if cursor.eat(TokenKind::Equal) {
            if let Some(first) = &field.default {
                return Err(Box::new(
                    Diagnostic::error("duplicate-default", span, "a second default for this field")
                        .label(first.span, "the first"),
                ));
            }
            field.default = Some(self.default(cursor)?);
            return Ok(());
        }
        let Some(word) = cursor.peek_word() else {
            return Err(cursor.unexpected("a modifier, a default or the end of the line"));
        };
        let modifiers = &mut field.modifiers;
        match word {
            "required" => modifiers.required = true,
            "optional" => {}
            "pk" => modifiers.primary_key = true,
            "unique" => {
                modifiers.unique = true;
                cursor.advance();
                cursor.eat(TokenKind::Question);
                return Ok(());
            }
            "indexed" => modifiers.indexed = true,
            "auto_add" => modifiers.auto_add = true,
            "auto_update" => modifiers.auto_update = true,
            "sensitive" => modifiers.sensitive = true,
            "searchable" => modifiers.searchable = true,
            "pii" => {
                modifiers.pii = true;
                cursor.advance();
                if cursor.peek() == Some(TokenKind::OpenParen) {
                    cursor.skip_parentheses()?;
                }
                return Ok(());
            }
            "storage" => {
                cursor.advance();
                cursor.expect(TokenKind::Equal, "`=`")?;
                cursor.name("the name of a storage")?;
                while cursor.eat(TokenKind::Pipe) {
                    cursor.name("the name of a storage")?;
                }
                return Ok(());
            }
            "was" => {
                cursor.advance();
                cursor.expect(TokenKind::Colon, "`:` and the name the field had")?;
                let old = cursor.name("the name the field had")?;
                super::cursor::check_name_length(&old)?;
                field.was = Some(old);
                if !cursor.is_at_end() {
                    return Err(Box::new(Diagnostic::error(
                        "was-not-last",
                        cursor.here(),
                        "nothing may follow `was:`; write modifiers and the default before it",
                    )));
                }
                return Ok(());
            }
            _ => return Err(unknown_modifier(cursor, word, &field.field_type)),
        }
        cursor.advance();
        Ok(())
    }
}

fn unknown_modifier(cursor: &Cursor<'_>, word: &str, field_type: &FieldType) -> Box<Diagnostic> {
    let span = cursor.here();
    let error = Diagnostic::error("unknown-modifier", span, format!("unknown modifier `{word}`"));
    Box::new(match word {
        _ if cursor.peek_second() == Some(TokenKind::Colon) => {
            error.help("one field per line: begin the next field on a line of its own")
        }
        "cascade" | "restrict" | "nullify"
            if matches!(field_type, FieldType::Ref { .. } | FieldType::BelongsTo { .. }) =>
        {
            error.help(format!(
                "a reference takes no delete behavior; write `has_many … {word}` in the entity it points to"
            ))
        }
        "null" | "nullable" => error.help("a field without `required` may be empty already"),
        "not" | "notnull" => error.did_you_mean(span, Some("required")),
        "default" => error.help("a default is written `= value`"),
        "primary_key" | "primary" => error.did_you_mean(span, Some("pk")),
        "index" => error.did_you_mean(span, Some("indexed")),
        _ => error.did_you_mean(span, words::nearest(word, words::MODIFIERS.iter().copied())),
    })
}

/// A number token as a whole number.
pub(super) fn whole_number(cursor: &mut Cursor<'_>, wanted: &str) -> Parsed<(u64, crate::Span)> {
    let span = cursor.here();
    let value = (cursor.peek() == Some(TokenKind::Number))
        .then(|| cursor.peek_text().parse().ok())
        .flatten();
    match value {
        Some(value) => {
            cursor.advance();
            Ok((value, span))
        }
        None => Err(cursor.unexpected(wanted)),
    }
}

/// Two of `names` that are the same word.
pub(super) fn duplicate(names: &[Located]) -> Option<(&Located, &Located)> {
    let mut seen = std::collections::HashMap::new();
    for name in names {
        if let Some(first) = seen.insert(name.text.as_str(), name) {
            return Some((first, name));
        }
    }
    None
}
