//! Entities and archetypes: header, and the members told apart by their first word.

use super::{Parsed, Parser};
use crate::lexer::{Line, TokenKind};
use crate::model::{Constraint, Field, Invariant, LineKind};
use crate::syntax::{ArchetypeTree, EntityTree};
use crate::{Diagnostic, Span, words};

/// What a member line turned out to be.
enum Member {
    Field(Box<Field>),
    Other,
}

impl Parser<'_> {
    /// `entity NAME ["title"] :` and its members.
    pub(super) fn entity(&mut self, header: Line) {
        self.at += 1;
        let mut cursor = self.cursor(header);
        cursor.advance();
        let name = Self::construct_name(&mut cursor, "entity");
        let Some(name) = self.accept(name) else {
            self.skip_deeper(0);
            return;
        };
        let title = cursor.string();
        let parsed = header_end(&mut cursor);
        self.accept(parsed);
        let mut entity = EntityTree::new(name, title);
        self.members(
            "entity",
            &entity.name.text.clone(),
            entity.name.span,
            |parser, line| {
                parser.entity_member(line, &mut entity);
            },
        );
        entity.failed = std::mem::take(&mut self.failed);
        self.tree.entities.push(entity);
    }

    /// `archetype NAME :` and its fields and invariants.
    pub(super) fn archetype(&mut self, header: Line) {
        self.at += 1;
        let mut cursor = self.cursor(header);
        cursor.advance();
        let name = Self::construct_name(&mut cursor, "archetype");
        let Some(name) = self.accept(name) else {
            self.skip_deeper(0);
            return;
        };
        let parsed = header_end(&mut cursor);
        self.accept(parsed);
        let mut archetype = ArchetypeTree {
            name,
            fields: Vec::new(),
            invariants: Vec::new(),
            failed: Vec::new(),
        };
        self.members(
            "archetype",
            &archetype.name.text.clone(),
            archetype.name.span,
            |parser, line| {
                parser.archetype_member(line, &mut archetype);
            },
        );
        archetype.failed = std::mem::take(&mut self.failed);
        self.tree.archetypes.push(archetype);
    }

    /// Calls `member` for each line of the body below the current header. `member` must move on.
    fn members(&mut self, kind: &str, name: &str, span: Span, mut member: impl FnMut(&mut Self, Line)) {
        let Some(body_indent) = self.line().map(|line| line.indent).filter(|indent| *indent > 0) else {
            self.report(Diagnostic::error(
                "empty-body",
                span,
                format!("{kind} `{name}` has no members; indent them below its header"),
            ));
            return;
        };
        while let Some(line) = self.line().filter(|line| line.indent > 0) {
            if line.indent == body_indent {
                member(self, line);
            } else {
                let here = self.cursor(line).here();
                self.report(
                    Diagnostic::error(
                        "bad-indentation",
                        here,
                        format!(
                            "this line is indented by {} columns, the members of `{name}` by {body_indent}",
                            line.indent
                        ),
                    )
                    .label(span, "the members of this"),
                );
                self.at += 1;
                self.skip_deeper(line.indent);
            }
        }
    }

    fn entity_member(&mut self, line: Line, entity: &mut EntityTree) {
        let cursor = self.cursor(line);
        let Some(word) = cursor.peek_word() else {
            self.strange_member(line);
            return;
        };
        let colon_follows = cursor.peek_second() == Some(TokenKind::Colon);
        match word {
            "unique" | "index" if !colon_follows => self.constraint_line(line, entity),
            "publish" if !colon_follows => self.pass(line),
            "invariant" if colon_follows => self.invariant(line, &mut entity.invariants),
            "extends" | "archetype" | "subtype_of" | "soft_delete" | "signable" | "temporal" | "was" => {
                self.directive(line, word, entity);
            }
            _ if words::OPAQUE_MEMBERS.contains(&word) => {
                self.warn_if_field(line);
                match word {
                    "intent" => entity.intent = self.intent(line),
                    "domain" => entity.domain = self.cursor(line).nth_word(2),
                    _ => {}
                }
                self.pass(line);
                self.warn_of_lost_fields(line);
            }
            _ => {
                if let Member::Field(field) = self.field_member(line, "entity") {
                    entity.fields.push(*field);
                }
            }
        }
    }

    fn archetype_member(&mut self, line: Line, archetype: &mut ArchetypeTree) {
        let cursor = self.cursor(line);
        let Some(word) = cursor.peek_word() else {
            self.strange_member(line);
            return;
        };
        if word == "invariant" && cursor.peek_second() == Some(TokenKind::Colon) {
            self.invariant(line, &mut archetype.invariants);
        } else if matches!(word, "unique" | "index") && cursor.peek_second() == Some(TokenKind::Word) {
            self.report(Diagnostic::error(
                "constraint-in-archetype",
                cursor.here(),
                format!("an archetype has no `{word}` lines; write it in the entities that extend it"),
            ));
            self.pass(line);
        } else if let Member::Field(field) = self.field_member(line, "archetype") {
            if let Some(was) = &field.was {
                self.report(Diagnostic::error(
                    "was-in-archetype",
                    was.span,
                    "a field of an archetype cannot carry `was:`",
                ));
            }
            archetype.fields.push(*field);
        }
    }

    /// A member that does not begin with a word.
    fn strange_member(&mut self, line: Line) {
        let cursor = self.cursor(line);
        let diagnostic = if self.is_macro(line) {
            macro_line(cursor.here())
        } else {
            *cursor.unexpected("a field or directive")
        };
        self.report(diagnostic);
        self.pass(line);
    }

    /// Steps over a member with its block.
    pub(super) fn pass(&mut self, line: Line) {
        self.at += 1;
        self.skip_deeper(line.indent);
    }

    /// A field line, or a block of a directive that is not known.
    fn field_member(&mut self, line: Line, container: &str) -> Member {
        let mut cursor = self.cursor(line);
        let Ok(name) = cursor.name("") else {
            self.pass(line);
            return Member::Other;
        };
        if cursor.eat(TokenKind::Colon) && cursor.is_at_end() {
            let below = self.lexed.lines.get(self.at + 1).copied();
            let block = below.filter(|next| next.indent > line.indent);
            let lost_type = block.map(|next| self.cursor(next)).filter(begins_with_type);
            self.report(if let Some(lost_type) = lost_type {
                Diagnostic::error(
                    "missing-type",
                    name.span,
                    format!("field `{}` has no type", name.text),
                )
                .label(lost_type.here(), "is this its type?")
                .help("the type belongs on the same line")
            } else if block.is_some() && container == "entity" {
                Diagnostic::note(
                    "unknown-directive",
                    name.span,
                    format!("`{}` is not known here; its block is skipped", name.text),
                )
            } else {
                Diagnostic::error(
                    "missing-type",
                    name.span,
                    format!("field `{}` has no type", name.text),
                )
                .help(format!("write one behind the colon, as in `{}: text`", name.text))
            });
            self.failed.push(name.text);
            self.pass(line);
            return Member::Other;
        }
        let end = self.join_lines(line);
        let parsed = self.field(line.first, end);
        let field = self.accept(parsed);
        if field.is_none() {
            self.failed.push(name.text);
        }
        if field.is_none() {
            // The lines below were meant for whatever this was to be.
            self.skip_deeper(line.indent);
        } else {
            let is_enum =
                matches!(&field, Some(field) if matches!(field.field_type, crate::FieldType::Enum { .. }));
            if is_enum
                && let Some(next) = self.line().filter(|next| next.indent > line.indent)
                && self.first_word(next) == Some("semantic")
            {
                self.pass(next);
            }
            self.unexpected_block(line.indent);
        }
        field.map_or(Member::Other, |field| Member::Field(Box::new(field)))
    }

    /// `unique a, b` or `index a, b`
    fn constraint_line(&mut self, line: Line, entity: &mut EntityTree) {
        self.at += 1;
        let mut cursor = self.cursor(line);
        let keyword = cursor.here();
        let kind = if cursor.peek_word() == Some("unique") {
            LineKind::Unique
        } else {
            LineKind::Index
        };
        cursor.advance();
        let parsed = cursor.names_to_end("the name of a field");
        if let Some(fields) = self.accept(parsed) {
            let span = fields.last().map_or(keyword, |last| keyword.to(last.span));
            entity.constraints.push(Constraint { kind, fields, span });
        }
        self.unexpected_block(line.indent);
    }

    /// `invariant: EXPRESSION`, below it perhaps `message:` and `code:`.
    fn invariant(&mut self, line: Line, invariants: &mut Vec<Invariant>) {
        self.at += 1;
        let mut cursor = self.cursor(line);
        cursor.advance();
        cursor.advance();
        let rule = cursor.rest();
        let mut invariant = Invariant {
            text: rule.text,
            span: rule.span,
            message: None,
            code: None,
        };
        while let Some(below) = self.line().filter(|below| below.indent > line.indent) {
            let mut cursor = self.cursor(below);
            let key = cursor.peek_word();
            cursor.advance();
            cursor.eat(TokenKind::Colon);
            let value = cursor.string().unwrap_or_else(|| cursor.rest().text);
            match key {
                Some("message") => invariant.message = Some(value),
                Some("code") => invariant.code = Some(value),
                _ => {}
            }
            self.at += 1;
        }
        invariants.push(invariant);
    }

    /// The text of `intent: "…"`, `intent: words` or a block below `intent:`.
    fn intent(&self, line: Line) -> Option<String> {
        let mut cursor = self.cursor(line);
        cursor.advance();
        cursor.eat(TokenKind::Colon);
        let mut text = cursor.string().unwrap_or_else(|| cursor.rest().text);
        for below in self
            .lexed
            .lines
            .iter()
            .skip(self.at + 1)
            .take_while(|below| below.indent > line.indent)
        {
            let mut cursor = self.cursor(*below);
            let more = cursor.string().unwrap_or_else(|| cursor.rest().text);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
        (!text.is_empty()).then_some(text)
    }

    /// A field line indented below a directive that is complete in one line (`display_field: name`) is passed
    /// with it, and its column would be missing in silence. The lines of `line` have just been passed.
    fn warn_of_lost_fields(&mut self, line: Line) {
        let mut directive = self.cursor(line);
        let word = directive.peek_text();
        directive.advance();
        if !directive.eat(TokenKind::Colon) || directive.is_at_end() {
            return;
        }
        let below = self.lexed.lines.get(..self.at).unwrap_or_default();
        let lost: Vec<Span> = below
            .iter()
            .rev()
            .take_while(|below| below.first > line.first)
            .filter_map(|below| {
                let cursor = self.cursor(*below);
                super::is_typed(cursor.clone()).then(|| cursor.here())
            })
            .collect();
        for span in lost {
            self.report(
                Diagnostic::warning(
                    "field-inside-directive",
                    span,
                    format!("this looks like a field but belongs to `{word}` above and makes no column"),
                )
                .help("indent it like the other members"),
            );
        }
    }

    /// A directive's word whose value is a type was meant as a field, which there would otherwise never be.
    fn warn_if_field(&mut self, line: Line) {
        let mut cursor = self.cursor(line);
        let (word, span) = (cursor.peek_text(), cursor.here());
        cursor.advance();
        if !cursor.eat(TokenKind::Colon) {
            return;
        }
        let next = cursor.peek_second();
        let is_type = match cursor.peek_word() {
            Some("str" | "decimal" | "money" | "file") if next == Some(TokenKind::OpenParen) => true,
            Some("enum") => next == Some(TokenKind::OpenBracket),
            Some("ref" | "belongs_to" | "has_many" | "has_one") => next == Some(TokenKind::Word),
            // `display_field: email` names a field.
            Some(
                "text" | "int" | "float" | "bool" | "date" | "datetime" | "uuid" | "json" | "money" | "email"
                | "url",
            ) => {
                !matches!(word, "display_field" | "managed_by")
                    && cursor
                        .peek_second_word()
                        .map_or(next.is_none() || next == Some(TokenKind::Equal), |word| {
                            words::MODIFIERS.contains(&word)
                        })
            }
            _ => false,
        };
        if is_type {
            self.report(
                Diagnostic::warning(
                    "directive-as-field",
                    span,
                    format!("`{word}` is a directive here and makes no column"),
                )
                .help("if a field is meant, rename it"),
            );
        }
    }
}

/// Whether a line reads like what stands behind the colon of a field: `str(200) required`, `ref User`, `int = 1`.
fn begins_with_type(cursor: &super::Cursor<'_>) -> bool {
    cursor
        .peek_word()
        .is_some_and(|word| words::TYPES.contains(&word))
        && matches!(
            cursor.peek_second(),
            None | Some(TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::Equal | TokenKind::Word)
        )
}

fn header_end(cursor: &mut super::Cursor<'_>) -> Parsed<()> {
    cursor.expect(TokenKind::Colon, "`:`")?;
    cursor.end_of_line("the end of the line")
}

/// `@use name(…)`: the Python tool expands such lines before it reads the file.
pub(super) fn macro_line(span: Span) -> Diagnostic {
    Diagnostic::error("macro", span, "`@use` macros are not supported")
        .help("write out what the macro stands for")
}
