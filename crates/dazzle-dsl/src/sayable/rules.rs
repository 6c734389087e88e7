//! Checks in SQL as the invariants that they were made from.
//!
//! Only the SQL that `project/invariant` makes is read; anything else is no rule of the language.

use dazzle_schema::sql_tokens::{self, Token, TokenKind};
use dazzle_schema::{Dialect, SqlText};

use super::columns::quoted;

/// The rule that `sql` was made from.
pub(crate) fn invariant_text(sql: &SqlText) -> Option<String> {
    let tokens = sql_tokens::tokens(sql.for_dialect(Dialect::Postgresql)?);
    let mut reader = Reader {
        tokens: tokens
            .into_iter()
            .filter(|token| token.kind != TokenKind::Trivia)
            .collect(),
        at: 0,
        depth: 0,
        tries: 0,
    };
    let text = reader.disjunction()?;
    reader.tokens.get(reader.at).is_none().then_some(text)
}

struct Reader<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    depth: usize,
    /// Brackets that were tried as a condition.
    tries: usize,
}

const DEEPEST: usize = 64;
const MOST_TRIES: usize = 1000;

impl Reader<'_> {
    fn peek(&self) -> Option<Token<'_>> {
        self.tokens.get(self.at).copied()
    }

    fn eat_word(&mut self, word: &str) -> Option<()> {
        self.peek()?.is_word(word).then(|| self.at += 1)
    }

    fn eat(&mut self, symbol: char) -> Option<()> {
        self.peek()?.is_symbol(symbol).then(|| self.at += 1)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// What `read` finds; if that is nothing, no token is passed.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn disjunction(&mut self) -> Option<String> {
        let mut left = self.conjunction()?;
        while self.eat_word("OR").is_some() {
            left = format!("{left} or {}", self.conjunction()?);
        }
        Some(left)
    }

    fn conjunction(&mut self) -> Option<String> {
        let mut left = self.negation()?;
        while self.eat_word("AND").is_some() {
            left = format!("{left} and {}", self.negation()?);
        }
        Some(left)
    }

    fn negation(&mut self) -> Option<String> {
        if self.eat_word("NOT").is_some() {
            return Some(format!("not {}", self.deeper(Self::negation)?));
        }
        if self.eat_word("COALESCE").is_some() {
            return self.ordered();
        }
        let truth = |word: &str| word.to_ascii_lowercase();
        if let Some(word) = self
            .peek()
            .filter(|token| token.is_word("TRUE") || token.is_word("FALSE"))
        {
            let word = truth(word.text);
            let is_whole = !self
                .tokens
                .get(self.at + 1)
                .is_some_and(|next| next.is_word("IS"));
            if is_whole {
                self.at += 1;
                return Some(word);
            }
        }
        self.tries += 1;
        if self.tries > MOST_TRIES {
            return None;
        }
        let in_brackets = self.attempt(|reader| {
            reader.eat('(')?;
            let inner = reader.deeper(Self::disjunction)?;
            reader.eat(')')?;
            Some(format!("({inner})"))
        });
        in_brackets.or_else(|| self.equality())
    }

    /// `(a < b, TRUE)` or `(a, FALSE)`, behind COALESCE.
    fn ordered(&mut self) -> Option<String> {
        self.eat('(')?;
        let left = self.sum()?;
        if self.eat(',').is_some() {
            self.eat_word("FALSE")?;
            self.eat(')')?;
            return Some(left);
        }
        let mut operator = String::new();
        while let Some(symbol) = ['<', '>', '='].into_iter().find(|it| self.eat(*it).is_some()) {
            operator.push(symbol);
        }
        if !matches!(operator.as_str(), "<" | "<=" | ">" | ">=") {
            return None;
        }
        let right = self.sum()?;
        self.eat(',')?;
        self.eat_word("TRUE")?;
        self.eat(')')?;
        Some(format!("{left} {operator} {right}"))
    }

    /// `a IS NULL`, `a IS DISTINCT FROM b`, and their opposites.
    fn equality(&mut self) -> Option<String> {
        let left = self.sum()?;
        self.eat_word("IS")?;
        let is_not = self.eat_word("NOT").is_some();
        if self.eat_word("NULL").is_some() {
            return Some(format!("{left} {} null", if is_not { "!=" } else { "==" }));
        }
        self.eat_word("DISTINCT")?;
        self.eat_word("FROM")?;
        let right = self.sum()?;
        Some(format!("{left} {} {right}", if is_not { "==" } else { "!=" }))
    }

    fn sum(&mut self) -> Option<String> {
        let mut left = self.product()?;
        loop {
            let sign = match (self.eat('+'), self.eat('-')) {
                (Some(()), _) => '+',
                (None, Some(())) => '-',
                (None, None) => return Some(left),
            };
            left = format!("{left} {sign} {}", self.product()?);
        }
    }

    fn product(&mut self) -> Option<String> {
        let quotient = self.attempt(|reader| {
            let one = reader.peek().filter(|token| token.text == "1.0")?;
            debug_assert_eq!(one.kind, TokenKind::Number);
            reader.at += 1;
            reader.eat('*')?;
            let left = reader.factor()?;
            reader.eat('/')?;
            reader.eat_word("NULLIF")?;
            reader.eat('(')?;
            let right = reader.deeper(Self::sum)?;
            reader.eat(',')?;
            reader.peek().filter(|token| token.text == "0")?;
            reader.at += 1;
            reader.eat(')')?;
            // The brackets of the call stood for those of the divisor.
            let is_single = !right.contains(' ');
            Some(if is_single {
                format!("{left} / {right}")
            } else {
                format!("{left} / ({right})")
            })
        });
        let mut left = match quotient {
            Some(quotient) => quotient,
            None => self.factor()?,
        };
        while self.eat('*').is_some() {
            left = format!("{left} * {}", self.factor()?);
        }
        Some(left)
    }

    fn factor(&mut self) -> Option<String> {
        if self.eat('-').is_some() {
            return Some(format!("-{}", self.deeper(Self::factor)?));
        }
        if self.eat('(').is_some() {
            let inner = self.deeper(Self::sum)?;
            self.eat(')')?;
            return Some(format!("({inner})"));
        }
        let token = self.peek()?;
        let text = match token.kind {
            TokenKind::QuotedIdentifier => token.identifier()?,
            TokenKind::Number => token.text.to_owned(),
            TokenKind::Text => {
                let inner = token.text.strip_prefix('\'')?.strip_suffix('\'')?;
                quoted(&inner.replace("''", "'"))?
            }
            TokenKind::Word if token.is_word("TRUE") => String::from("true"),
            TokenKind::Word if token.is_word("FALSE") => String::from("false"),
            _ => return None,
        };
        self.at += 1;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_invariants_make_is_read() {
        let read = |sql: &str| invariant_text(&SqlText::Portable(sql.to_owned()));
        assert_eq!(read("COALESCE(\"a\" < \"b\", TRUE)").as_deref(), Some("a < b"));
        for sql in [
            "\"a\" > 0",
            "a IS NULL",
            "lower(\"a\") IS NULL",
            "",
            "(",
            "\"a\" IS NULL x",
            "COALESCE(",
        ] {
            assert_eq!(read(sql), None, "{sql}");
        }
        assert_eq!(read(&"(".repeat(100_000)), None);
        assert_eq!(read(&"NOT ".repeat(100_000)), None);
    }
}
