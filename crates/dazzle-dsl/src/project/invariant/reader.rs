//! The grammar of rules, read straight into operands.

use dazzle_schema::Name;

use super::operand::{Class, Operand, Reason, compare, condition, number};
use super::sql::{Binding, Sql};
use crate::lexer::{Lexed, Token, TokenKind, unquote};
use crate::link::key_type;
use crate::model::{Entity, FieldType};
use crate::project::Projector;

pub(super) struct Reader<'a, 'b> {
    pub(super) projector: &'b Projector<'a>,
    pub(super) entity: &'b Entity,
    pub(super) text: &'b str,
    pub(super) lexed: &'b Lexed,
    pub(super) at: usize,
    pub(super) depth: usize,
}

const DEEPEST: usize = 64;
/// How many tokens a rule may have. SQLite takes an expression of depth 1000 at most, and each operator of a chain
/// adds one.
const LONGEST: usize = 1_000;

impl Reader<'_, '_> {
    pub(super) fn rule(&mut self) -> Result<Sql, Reason> {
        if self.lexed.tokens.len() > LONGEST {
            return Err(format!("it has more than {LONGEST} words and signs"));
        }
        let operand = self.disjunction()?;
        let sql = condition(operand)?;
        match self.peek() {
            None => Ok(sql),
            Some(_) => Err(format!("`{}` is not understood here", self.peek_text())),
        }
    }

    fn token(&self) -> Option<Token> {
        self.lexed.tokens.get(self.at).copied()
    }

    fn peek(&self) -> Option<TokenKind> {
        self.token().map(|token| token.kind)
    }

    fn peek_text(&self) -> &str {
        self.token()
            .and_then(|token| self.text.get(token.start..token.end))
            .unwrap_or_default()
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(TokenKind::Word) && self.peek_text() == word;
        self.at += usize::from(there);
        there
    }

    fn disjunction(&mut self) -> Result<Operand, Reason> {
        let mut left = self.conjunction()?;
        while self.eat_word("or") {
            let right = self.conjunction()?;
            let sql = Sql::join(
                condition(left)?,
                ("OR", "OR"),
                condition(right)?.within(Binding::And),
                Binding::Or,
            );
            left = Operand::Condition(sql);
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Operand, Reason> {
        let mut left = self.negation()?;
        while self.eat_word("and") {
            let right = self.negation()?;
            let left_sql = condition(left)?.within(Binding::And);
            let sql = Sql::join(
                left_sql,
                ("AND", "AND"),
                condition(right)?.within(Binding::Not),
                Binding::And,
            );
            left = Operand::Condition(sql);
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Operand, Reason> {
        if !self.eat_word("not") {
            return self.comparison();
        }
        self.deeper(|reader| {
            let inner = condition(reader.negation()?)?.within(Binding::Whole);
            Ok(Operand::Condition(inner.wrap("NOT ", "", Binding::Not)))
        })
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Reason>) -> Result<T, Reason> {
        if self.depth >= DEEPEST {
            return Err(String::from("it is nested too deeply"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn comparison(&mut self) -> Result<Operand, Reason> {
        let left = self.sum()?;
        let operator = match self.peek() {
            Some(TokenKind::Equal | TokenKind::EqualEqual) => "==",
            Some(TokenKind::NotEqual) => "!=",
            Some(TokenKind::Less) => "<",
            Some(TokenKind::LessEqual) => "<=",
            Some(TokenKind::Greater) => ">",
            Some(TokenKind::GreaterEqual) => ">=",
            _ => return Ok(left),
        };
        self.at += 1;
        let right = self.sum()?;
        compare(left, operator, right).map(Operand::Condition)
    }

    fn sum(&mut self) -> Result<Operand, Reason> {
        let mut left = self.product()?;
        loop {
            let sign = match self.peek() {
                Some(TokenKind::Plus) => "+",
                Some(TokenKind::Minus) => "-",
                _ => return Ok(left),
            };
            self.at += 1;
            let right = number(self.product()?)?.within(Binding::Product);
            let sql = Sql::join(number(left)?, (sign, sign), right, Binding::Sum);
            left = Operand::Value(sql, Class::Number);
        }
    }

    fn product(&mut self) -> Result<Operand, Reason> {
        let mut left = self.factor()?;
        loop {
            let is_quotient = match self.peek() {
                Some(TokenKind::Star) => false,
                Some(TokenKind::Slash) => true,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = number(self.factor()?)?;
            let left_sql = number(left)?.within(Binding::Product);
            let sql = if is_quotient {
                // The application divides with a fraction, and by nothing never.
                let left_sql = left_sql
                    .within(Binding::Whole)
                    .wrap("1.0 * ", "", Binding::Product);
                let right = right.wrap("NULLIF(", ", 0)", Binding::Whole);
                Sql::join(left_sql, ("/", "/"), right, Binding::Product)
            } else {
                Sql::join(
                    left_sql,
                    ("*", "*"),
                    right.within(Binding::Whole),
                    Binding::Product,
                )
            };
            left = Operand::Value(sql, Class::Number);
        }
    }

    fn factor(&mut self) -> Result<Operand, Reason> {
        let text = self.peek_text().to_owned();
        let kind = self.peek().ok_or_else(|| String::from("it ends too early"))?;
        self.at += 1;
        match kind {
            TokenKind::Minus => self.deeper(|reader| {
                let inner = number(reader.factor()?)?.within(Binding::Whole);
                Ok(Operand::Value(
                    inner.wrap("-", "", Binding::Product),
                    Class::Number,
                ))
            }),
            TokenKind::Number if text.matches('.').count() <= 1 => {
                let text = text.trim_end_matches('.').to_owned();
                Ok(Operand::Value(Sql::same(text, Binding::Whole), Class::Number))
            }
            TokenKind::Duration => Err(String::from("durations are relative to today")),
            TokenKind::String => Ok(Operand::Literal(unquote(&text))),
            TokenKind::OpenParen => self.deeper(|reader| {
                let inner = reader.disjunction()?;
                if reader.peek() == Some(TokenKind::CloseParen) {
                    reader.at += 1;
                    Ok(inner)
                } else {
                    Err(String::from("`)` is missing"))
                }
            }),
            TokenKind::Word => self.word(text),
            _ => Err(format!("`{text}` is not understood here")),
        }
    }

    fn word(&mut self, word: String) -> Result<Operand, Reason> {
        match self.peek() {
            Some(TokenKind::OpenParen) => {
                return Err(format!("`{word}(…)` is a function of the application"));
            }
            Some(TokenKind::Dot | TokenKind::Arrow) => {
                return Err(format!("`{word}.…` leads to another entity"));
            }
            _ => {}
        }
        match word.as_str() {
            "null" | "none" | "None" => return Ok(Operand::Null),
            "true" => {
                return Ok(Operand::Value(
                    Sql::same(String::from("TRUE"), Binding::Whole),
                    Class::Truth,
                ));
            }
            "false" => {
                return Ok(Operand::Value(
                    Sql::same(String::from("FALSE"), Binding::Whole),
                    Class::Truth,
                ));
            }
            _ => {}
        }
        let Some(field) = self.entity.field(&word) else {
            return Ok(Operand::Word(word));
        };
        let field_type = match field.field_type.reference() {
            Some(target) => key_type(self.projector.model, &target.text),
            None => &field.field_type,
        };
        let class = match field_type {
            FieldType::Int | FieldType::Decimal { .. } | FieldType::Float => Class::Number,
            FieldType::Str { .. }
            | FieldType::Text
            | FieldType::Email
            | FieldType::Slug
            | FieldType::Url
            | FieldType::Timezone
            | FieldType::File
            | FieldType::Enum { .. } => Class::Text,
            FieldType::Bool => Class::Truth,
            FieldType::Date | FieldType::DateTime => Class::Moment,
            FieldType::Uuid => Class::Uuid,
            FieldType::Json => Class::Other,
            _ => return Err(format!("`{word}` has no column of its own")),
        };
        let column =
            Name::new(&self.projector.settings.naming.spelled(&word)).map_err(|error| error.to_string())?;
        let sql = Sql::same(column.quoted(), Binding::Whole);
        Ok(match field_type {
            FieldType::Enum { values, .. } => {
                Operand::Choice(sql, values.iter().map(|value| value.text.clone()).collect())
            }
            _ => Operand::Value(sql, class),
        })
    }
}
