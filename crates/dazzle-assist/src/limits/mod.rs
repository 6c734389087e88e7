//! What the SQL of an answer may do: a closed list, decided on the tree that a real SQL parser makes of it.
//!
//! Everything that is not listed is refused: statements, clauses, functions, types, tables, columns. What runs in
//! the end is not the text of the answer but the tree, written out again ([`Limits::statements`]): so nothing can
//! hide where a database reads a text otherwise than the parser here (comments, quoting, escapes).
//!
//! `statement` looks at what changes rows, `query` at what reads them, `expression` at values, `words` holds the
//! lists. Names are compared as the dialect compares them.

mod expression;
mod query;
mod refusal;
mod statement;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Dialect, Name, Schema};
use sqlparser::ast::{Expr, Statement};
use sqlparser::dialect::{Dialect as Grammar, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Whitespace};

pub use refusal::Refusal;
use walk::Walk;

/// The longest text, in bytes, and the most tokens. Both bound the depth of the tree: operators of one rank nest to
/// the left without an end, and every walk over the tree is recursive.
const MOST_BYTES: usize = 20_000;
const MOST_TOKENS: usize = 4_000;
/// Nested brackets make the parser try again and again; nobody reads more.
const MOST_BRACKETS: usize = 24;
/// The most statements of one text.
const MOST_STATEMENTS: usize = 12;
/// The parser and the walks get a thread of their own with room for the deepest tree.
const STACK: usize = 256 << 20;

pub(crate) use words::is_odd;

/// The functions that SQL of an answer may call.
#[must_use]
pub fn function_names(dialect: Dialect) -> Vec<&'static str> {
    words::functions(dialect).collect()
}

/// What may be done to one table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Writable {
    /// The columns that may be set.
    pub columns: BTreeSet<Name>,
    /// Whether rows may be added.
    pub insert: bool,
    /// Whether rows may be removed.
    pub delete: bool,
}

/// What the SQL of an answer may touch.
#[derive(Debug, Clone)]
pub struct Limits {
    dialect: Dialect,
    /// The tables that may be read, with their columns; both as the dialect compares them.
    readable: BTreeMap<String, BTreeSet<String>>,
    /// The tables that may be changed.
    writable: BTreeMap<String, Writable>,
    /// Whether the ends of a batch may be named.
    batch_ends: bool,
}

impl Limits {
    /// Limits to the tables `readable` of `schema`, of which those of `writable` may be changed.
    #[must_use]
    pub fn new(
        dialect: Dialect,
        schema: &Schema,
        readable: &BTreeSet<Name>,
        writable: &BTreeMap<Name, Writable>,
    ) -> Self {
        let compared = |name: &Name| words::compared(dialect, name.as_str(), true);
        Self {
            dialect,
            readable: readable
                .iter()
                .filter_map(|name| schema.table(name))
                .map(|table| {
                    (
                        compared(&table.name),
                        table.columns.keys().map(compared).collect(),
                    )
                })
                .collect(),
            writable: writable
                .iter()
                .map(|(name, what)| (compared(name), what.clone()))
                .collect(),
            batch_ends: false,
        }
    }

    /// The same for statements that go through a table in batches: they name the ends of a batch, `:first` and `:last`.
    #[must_use]
    pub const fn with_batch_ends(mut self) -> Self {
        self.batch_ends = true;
        self
    }

    /// Checks the statements that bring rows in order, and gives them as they are to be written down.
    ///
    /// # Errors
    /// The first thing that is not allowed.
    pub fn statements(&self, sql: &str) -> Result<String, Refusal> {
        self.with_room(sql, |tokens| {
            let statements = self.parse(tokens, |parser| parser.parse_statements())?;
            if statements.is_empty() {
                return Err(Refusal::NoStatement);
            }
            if statements.len() > MOST_STATEMENTS {
                return Err(Refusal::TooLong {
                    what: "statements",
                    found: statements.len(),
                    most: MOST_STATEMENTS,
                });
            }
            let mut texts = Vec::new();
            for statement in &statements {
                Walk::new(self).whole_statement(statement)?;
                texts.push(format!("{statement:#}"));
            }
            self.must_read_back(&texts.join(";\n"), &statements, |parser| {
                parser.parse_statements()
            })
        })
    }

    /// Checks a query that counts rows: the postcondition of a seam.
    ///
    /// # Errors
    /// The first thing that is not allowed.
    pub fn query(&self, sql: &str) -> Result<String, Refusal> {
        self.with_room(sql, |tokens| {
            let statements = self.parse(tokens, |parser| parser.parse_statements())?;
            let [statement @ Statement::Query(_)] = statements.as_slice() else {
                return Err(Refusal::NotOneQuery);
            };
            Walk::new(self).whole_query(statement)?;
            self.must_read_back(&statement.to_string(), &statements, |parser| {
                parser.parse_statements()
            })
        })
    }

    /// Checks an expression over the columns of `table`: the `using` of a change of type.
    ///
    /// # Errors
    /// The first thing that is not allowed.
    pub fn expression(&self, sql: &str) -> Result<String, Refusal> {
        self.with_room(sql, |tokens| {
            let whole = |parser: &mut Parser<'_>| {
                let found = parser.parse_expr()?;
                parser.expect_token(&Token::EOF)?;
                Ok(found)
            };
            let found: Expr = self.parse(tokens, whole)?;
            Walk::new(self).whole_expression(&found)?;
            self.must_read_back(&found.to_string(), &found, whole)
        })
    }

    fn grammar(&self) -> &'static dyn Grammar {
        match self.dialect {
            Dialect::Postgresql => &PostgreSqlDialect {},
            Dialect::Sqlite => &SQLiteDialect {},
        }
    }

    /// Does `work` with the tokens of `sql`, where its depth cannot overflow the stack.
    fn with_room(
        &self,
        sql: &str,
        work: impl FnOnce(Vec<TokenWithSpan>) -> Result<String, Refusal> + Send,
    ) -> Result<String, Refusal> {
        if sql.len() > MOST_BYTES {
            return Err(Refusal::TooLong {
                what: "bytes",
                found: sql.len(),
                most: MOST_BYTES,
            });
        }
        std::thread::scope(|scope| {
            let inside = || work(self.tokens(sql)?);
            let thread = std::thread::Builder::new().stack_size(STACK);
            match thread.spawn_scoped(scope, inside) {
                Ok(running) => running.join().unwrap_or(Err(Refusal::Unreadable)),
                Err(_) => Err(Refusal::Unreadable),
            }
        })
    }

    fn tokens(&self, sql: &str) -> Result<Vec<TokenWithSpan>, Refusal> {
        if let Some(odd) = sql.chars().find(|c| words::is_odd(*c)) {
            return Err(Refusal::OddCharacter { character: odd });
        }
        let tokens = Tokenizer::new(self.grammar(), sql)
            .tokenize_with_location()
            .map_err(|error| Refusal::Syntax {
                reason: error.to_string(),
            })?;
        let mut depth = 0_usize;
        let mut count = 0_usize;
        for token in &tokens {
            match &token.token {
                Token::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)) => {
                    return Err(Refusal::Comment);
                }
                Token::Whitespace(_) => continue,
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            count += 1;
            if depth > MOST_BRACKETS {
                return Err(Refusal::TooLong {
                    what: "nested brackets",
                    found: depth,
                    most: MOST_BRACKETS,
                });
            }
        }
        if count > MOST_TOKENS {
            return Err(Refusal::TooLong {
                what: "words",
                found: count,
                most: MOST_TOKENS,
            });
        }
        Ok(tokens)
    }

    fn parse<T>(
        &self,
        tokens: Vec<TokenWithSpan>,
        read: impl FnOnce(&mut Parser<'_>) -> Result<T, sqlparser::parser::ParserError>,
    ) -> Result<T, Refusal> {
        let mut parser = Parser::new(self.grammar()).with_tokens_with_locations(tokens);
        read(&mut parser).map_err(|error| Refusal::Syntax {
            reason: error.to_string(),
        })
    }

    /// `text`, which was written out from `tree`, if it is read as the same tree again.
    fn must_read_back<T: PartialEq>(
        &self,
        text: &str,
        tree: &T,
        read: impl FnOnce(&mut Parser<'_>) -> Result<T, sqlparser::parser::ParserError>,
    ) -> Result<String, Refusal> {
        let again = self.tokens(text).and_then(|tokens| self.parse(tokens, read));
        match again {
            Ok(again) if again == *tree => Ok(text.to_owned()),
            _ => Err(Refusal::Unreadable),
        }
    }
}
