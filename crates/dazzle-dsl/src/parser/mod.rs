//! Tokens to the tree of one file. Recursive descent, one function for each production of the grammar.
//!
//! Recovery is by lines: an error inside a member ends that member and the next line at the same indentation is
//! read as if nothing had happened, so that each line of a file can have its own error. A construct that this
//! crate does not read is stepped over by indentation (`skip.rs`).

mod cursor;
mod default;
mod directive;
mod entity;
mod field;
mod field_type;
mod skip;
mod tenancy;

use crate::departures::Departures;
use crate::lexer::{Lexed, Line, ProblemKind, TokenKind, lex};
use crate::model::{App, Located};
use crate::syntax::FileTree;
use crate::{Diagnostic, Span, words};

use cursor::Cursor;

/// What a production gives: its value, or the error that ended it.
pub(crate) type Parsed<T> = Result<T, Box<Diagnostic>>;

pub(crate) fn parse(
    file: usize,
    text: &str,
    departures: &Departures,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileTree {
    let lexed = lex(text);
    let mut parser = Parser {
        file,
        text,
        lexed: &lexed,
        at: 0,
        departures,
        diagnostics,
        failed: Vec::new(),
        tree: FileTree::default(),
    };
    parser.problems();
    parser.file();
    parser.tree
}

struct Parser<'a> {
    file: usize,
    text: &'a str,
    lexed: &'a Lexed,
    /// Index of the line to read next.
    at: usize,
    departures: &'a Departures,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Names of fields of the current entity or archetype whose lines could not be read.
    failed: Vec<String>,
    tree: FileTree,
}

impl<'a> Parser<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports the error of a production that came to nothing.
    fn accept<T>(&mut self, parsed: Parsed<T>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => {
                self.report(*error);
                None
            }
        }
    }

    fn line(&self) -> Option<Line> {
        self.lexed.lines.get(self.at).copied()
    }

    /// A cursor over the tokens of `line`.
    fn cursor(&self, line: Line) -> Cursor<'a> {
        self.cursor_over(line.first, line.end)
    }

    fn cursor_over(&self, first: usize, end: usize) -> Cursor<'a> {
        Cursor::new(
            self.file,
            self.text,
            self.lexed.tokens.get(first..end).unwrap_or_default(),
        )
    }

    /// The first token of `line`, if it is a word.
    fn first_word(&self, line: Line) -> Option<&'a str> {
        self.cursor(line).peek_word()
    }

    fn problems(&mut self) {
        for problem in &self.lexed.problems {
            let span = Span {
                file: self.file,
                start: problem.start,
                end: problem.end,
            };
            self.diagnostics.push(match problem.kind {
                ProblemKind::OpenString => {
                    Diagnostic::error("open-string", span, "this string is not closed")
                        .help("write the closing quote; inside a string it is written `\\\"`")
                }
                ProblemKind::StringHoldsConstruct => Diagnostic::error(
                    "open-string",
                    span,
                    "this string goes on over the header of an entity or archetype",
                )
                .help("the closing quote of this line seems to be missing"),
            });
        }
    }

    fn file(&mut self) {
        while let Some(line) = self.line() {
            if line.indent > 0 {
                let cursor = self.cursor(line);
                self.report(Diagnostic::error(
                    "bad-indentation",
                    cursor.here(),
                    "this line is indented but belongs to nothing above it",
                ));
                self.skip_deeper(0);
                continue;
            }
            match self.first_word(line) {
                Some("module") => self.module(line),
                Some("use") => self.use_line(line),
                Some("app") => self.app(line),
                Some("entity") => self.entity(line),
                Some("archetype") => self.archetype(line),
                Some("tenancy") => self.tenancy(line),
                Some(word) => self.opaque_construct(line, word),
                None => {
                    let cursor = self.cursor(line);
                    let diagnostic = if self.is_macro(line) {
                        entity::macro_line(cursor.here())
                    } else {
                        *cursor.unexpected("the start of a construct, such as `entity Task:`")
                    };
                    self.report(diagnostic);
                    self.at += 1;
                    self.skip_deeper(0);
                }
            }
        }
    }

    /// `module a.b`
    fn module(&mut self, line: Line) {
        self.at += 1;
        let mut cursor = self.cursor(line);
        let keyword = cursor.here();
        cursor.advance();
        let parsed = cursor.dotted("the module's name").and_then(|name| {
            cursor.end_of_line("the end of the line")?;
            Ok(name)
        });
        let name = self.accept(parsed);
        if self.at != 1 {
            self.report(Diagnostic::error(
                "misplaced-module",
                keyword,
                "a `module` line must be the first of its file",
            ));
        } else {
            self.tree.module = name;
        }
        self.unexpected_block(0);
    }

    /// `use a.b [as c]`
    fn use_line(&mut self, line: Line) {
        self.at += 1;
        let mut cursor = self.cursor(line);
        cursor.advance();
        let parsed = cursor.dotted("the name of a module").and_then(|name| {
            if cursor.eat_word("as") {
                cursor.name("an alias")?;
            }
            cursor.end_of_line("the end of the line")?;
            Ok(name)
        });
        if let Some(name) = self.accept(parsed) {
            self.tree.uses.push(name);
        }
        self.unexpected_block(0);
    }

    /// `app name ["title"] [:]` and a body that changes no table.
    fn app(&mut self, line: Line) {
        let mut cursor = self.cursor(line);
        cursor.advance();
        let parsed = cursor.name("the application's name").map(|name| App {
            name: name.text,
            title: cursor.string(),
        });
        if let Some(app) = self.accept(parsed) {
            self.tree.app = Some(app);
        }
        self.skip_construct("app");
    }

    /// Any other word at column 0.
    ///
    /// A member of an entity that lost its indentation looks much like a construct, and with it the rest of
    /// the entity would be skipped as its block. So what reads like a member is an error, as is a slip in
    /// `entity` itself: neither must make columns or tables disappear behind a note.
    fn opaque_construct(&mut self, line: Line, word: &str) {
        let span = self.cursor(line).here();
        let is_known = words::OPAQUE_CONSTRUCTS.contains(&word);
        let near = words::CONSTRUCTS
            .iter()
            .find(|known| strsim::damerau_levenshtein(&word.to_lowercase(), known) <= 1);
        if self.is_typed_line(line) || !is_known && self.reads_like_member(line, word) {
            self.report(
                Diagnostic::error(
                    "misplaced-member",
                    span,
                    format!("`{word}` at column 0 belongs to no entity"),
                )
                .help("indent it like the other members of its entity"),
            );
        } else if let Some(near) = near.filter(|_| !is_known) {
            let message = format!("`{word}` is no construct of the language");
            self.report(Diagnostic::error("unknown-construct", span, message).did_you_mean(span, Some(near)));
        } else if !is_known && self.body_has_fields(line) {
            let message = format!(
                "`{word}` is not known here; what looks like fields or settings below it has no effect"
            );
            self.report(Diagnostic::warning("unknown-construct", span, message));
        } else if !is_known {
            let message = format!("`{word}` is not known here; its block is skipped");
            self.report(Diagnostic::note("unknown-construct", span, message));
        }
        self.skip_construct(word);
    }

    /// `WORD : TYPE …`
    fn is_typed_line(&self, line: Line) -> bool {
        is_typed(self.cursor(line))
    }

    /// Whether the block below `header` has a line like a field's, or like a setting of tenancy.
    fn body_has_fields(&self, header: Line) -> bool {
        let after = self.lexed.lines.iter().skip(self.at + 1);
        after
            .take_while(|line| line.indent > header.indent)
            .any(|line| self.is_schema_line(*line))
    }

    /// Whether an unknown word at column 0 is a directive of entities, or has a block below it without being
    /// its header.
    fn reads_like_member(&self, line: Line, word: &str) -> bool {
        let has_block = self
            .lexed
            .lines
            .get(self.at + 1)
            .is_some_and(|next| next.indent > 0);
        let last = line
            .end
            .checked_sub(1)
            .and_then(|last| self.lexed.tokens.get(last));
        let is_header = last.is_some_and(|last| last.kind == TokenKind::Colon || last.kind.opens());
        let mut behind_word = self.cursor(line);
        behind_word.advance();
        is_typed(behind_word)
            || words::DIRECTIVES.contains(&word)
            || words::OPAQUE_MEMBERS.contains(&word)
            || has_block && !is_header
    }

    /// Reports lines deeper than `indent` that belong to something that takes no block, and steps over them.
    fn unexpected_block(&mut self, indent: usize) {
        if let Some(line) = self.line().filter(|line| line.indent > indent) {
            let span = self.cursor(line).here();
            self.report(Diagnostic::error(
                "bad-indentation",
                span,
                "this line is indented deeper, but the line above takes no block",
            ));
            self.skip_deeper(indent);
        }
    }

    /// `NAME` of a construct; `kind` for messages.
    fn construct_name(cursor: &mut Cursor<'_>, kind: &str) -> Parsed<Located> {
        let name = cursor.name(&format!("the name of the {kind}"))?;
        cursor::check_name_length(&name)?;
        Ok(name)
    }
}

/// `WORD : TYPE …`
fn is_typed(mut cursor: Cursor<'_>) -> bool {
    cursor.name("").is_ok()
        && cursor.eat(TokenKind::Colon)
        && cursor
            .peek_word()
            .is_some_and(|word| words::TYPES.contains(&word))
}
