//! Whether a query may read a column.

use std::collections::BTreeSet;

use crate::Dialect;
use crate::sql_tokens::{Token, TokenKind, is_name_without_quotes, tokens_in};

/// Whether `sql`, which reads the table `table`, may read one of its `columns`: by name, whatever the quotes and the
/// case, or with the whole row. In doubt it may.
pub fn may_read(sql: &str, table: &str, columns: &BTreeSet<String>) -> bool {
    let columns: BTreeSet<String> = columns.iter().map(|name| name.to_lowercase()).collect();
    // Where the dialects read a text differently, each may be the one meant.
    Dialect::ALL.into_iter().any(|dialect| {
        let tokens: Vec<Token<'_>> = tokens_in(dialect, sql)
            .into_iter()
            .filter(|token| token.kind != TokenKind::Trivia)
            .collect();
        let query = Query {
            names: tokens
                .iter()
                .map(|token| token.identifier().map(|name| name.to_lowercase()))
                .collect(),
            tokens,
        };
        query.names_one_of(&columns) || query.shows_all() || query.takes_rows_of(&table.to_lowercase())
    })
}

struct Query<'a> {
    tokens: Vec<Token<'a>>,
    /// The names that the tokens spell, in lower case.
    names: Vec<Option<String>>,
}

impl Query<'_> {
    fn names_one_of(&self, columns: &BTreeSet<String>) -> bool {
        self.names.iter().flatten().any(|name| {
            // PostgreSQL: `U&"d\0061t"`.
            columns.contains(name) || name.contains('\\')
        })
    }

    /// Whether a `*` stands for columns, or columns are joined or shown without their names.
    fn shows_all(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, token)| {
            token.is_word("NATURAL")
                || token.is_word("TABLE")
                || (token.is_symbol('*') && !self.multiplies(at) && !self.counts(at))
        })
    }

    fn before(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(at.checked_sub(1)?)
    }

    fn multiplies(&self, at: usize) -> bool {
        let ends_a_value = self.before(at).is_some_and(|token| match token.kind {
            TokenKind::Word => is_name_without_quotes(token.text),
            TokenKind::Symbol => token.is_symbol(')'),
            TokenKind::QuotedIdentifier | TokenKind::Text | TokenKind::Number => true,
            TokenKind::Trivia => false,
        });
        let begins_a_value = self.tokens.get(at + 1).is_some_and(|token| match token.kind {
            TokenKind::Word => is_name_without_quotes(token.text),
            TokenKind::Symbol => token.is_symbol('('),
            TokenKind::QuotedIdentifier | TokenKind::Text | TokenKind::Number => true,
            TokenKind::Trivia => false,
        });
        ends_a_value && begins_a_value
    }

    /// `count(*)`.
    fn counts(&self, at: usize) -> bool {
        self.before(at).is_some_and(|token| token.is_symbol('('))
            && self.tokens.get(at + 1).is_some_and(|token| token.is_symbol(')'))
    }

    /// Where `name` stands and is not the table of a column.
    fn alone(&self, name: &str) -> Vec<usize> {
        let is_there = |at: &usize| self.names.get(*at).is_some_and(|it| it.as_deref() == Some(name));
        (0..self.tokens.len())
            .filter(is_there)
            .filter(|at| !self.tokens.get(at + 1).is_some_and(|token| token.is_symbol('.')))
            .collect()
    }

    /// Whether a whole row of the table may stand as a value: its name, or the one that it has in the query, stands
    /// anywhere but where the table is read.
    fn takes_rows_of(&self, table: &str) -> bool {
        let places = self.alone(table);
        let [at] = places.as_slice() else {
            return true;
        };
        if self.join_has_a_name(*at) {
            return true;
        }
        let Some(alias) = self.alias_behind(*at) else {
            return false;
        };
        let has_column_names = self
            .tokens
            .get(alias + 1)
            .is_some_and(|token| token.is_symbol('('));
        let again = self
            .names
            .get(alias)
            .and_then(Option::as_deref)
            .is_none_or(|name| self.alone(name).len() != 1);
        has_column_names || again
    }

    /// Where the other name stands that is given to what ends at `at`.
    fn alias_behind(&self, at: usize) -> Option<usize> {
        let next = self.tokens.get(at + 1)?;
        if next.is_word("AS") {
            return Some(at + 2);
        }
        let is_name = match next.kind {
            TokenKind::Word => is_name_without_quotes(next.text),
            TokenKind::QuotedIdentifier => true,
            TokenKind::Text | TokenKind::Number | TokenKind::Symbol | TokenKind::Trivia => false,
        };
        is_name.then_some(at + 1)
    }

    /// Whether the parentheses around a join that the token at `at` is in have a name: `(a JOIN b ON …) AS both`.
    fn join_has_a_name(&self, at: usize) -> bool {
        let mut depth = 0_usize;
        for open in (0..at).rev() {
            match self.tokens.get(open) {
                Some(token) if token.is_symbol(')') => depth += 1,
                Some(token) if token.is_symbol('(') && depth > 0 => depth -= 1,
                Some(token) if token.is_symbol('(') => {
                    let begins_query = |word| self.tokens.get(open + 1).is_some_and(|it| it.is_word(word));
                    if begins_query("SELECT") || begins_query("WITH") {
                        return false;
                    }
                    if self
                        .end_of(open)
                        .is_none_or(|end| self.alias_behind(end).is_some())
                    {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Where the parenthesis that opens at `open` closes.
    fn end_of(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            if token.is_symbol('(') {
                depth += 1;
            } else if token.is_symbol(')') {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_read_by_name_or_with_the_row() {
        let columns = BTreeSet::from(["junk".to_owned()]);
        for sql in [
            "SELECT id, owner FROM acct",
            "SELECT a.id FROM acct a WHERE 'junk' <> a.owner -- junk",
            "SELECT a.id, count(*) FROM public.acct AS a GROUP BY a.id",
            "SELECT a.id * a.rate, (a.id + 1) * 2 FROM acct a",
            "SELECT acct.id FROM acct LEFT JOIN other o ON o.id = acct.id WHERE acct.id > 1",
            "SELECT a.id FROM (acct a JOIN other o ON ((o.id = a.id))) WHERE junky",
            "SELECT s.id FROM (SELECT a.id FROM acct a) s WHERE s IS NOT NULL",
            "SELECT tags[1] FROM acct",
        ] {
            assert!(!may_read(sql, "acct", &columns), "{sql}");
        }
        for sql in [
            "SELECT JUNK FROM acct",
            "SELECT \"Junk\" FROM acct",
            "SELECT tags[x + junk] FROM acct",
            "SELECT [junk] FROM acct",
            "SELECT junk(acct) FROM acct",
            "SELECT * FROM acct",
            "SELECT id, a.* FROM acct a",
            "SELECT DISTINCT ON (id) * FROM acct",
            "SELECT row_to_json(acct) FROM acct",
            "SELECT row_to_json(a) FROM acct a",
            "SELECT row_to_json(\"A\") FROM acct AS \"A\"",
            "SELECT x FROM acct AS a (x, y)",
            "SELECT x FROM acct a(x, y)",
            "SELECT row_to_json(both_) FROM (acct JOIN other o ON o.id = acct.id) both_",
            "SELECT row_to_json(b) FROM (acct JOIN other o ON o.id = acct.id) AS b",
            "SELECT a.id FROM acct a NATURAL JOIN other",
            "TABLE acct",
            "SELECT a.id FROM acct a, acct b",
            "SELECT U&\"j\\0075nk\" FROM acct",
            "SELECT ARRAY['a]b'], junk FROM acct",
        ] {
            assert!(may_read(sql, "acct", &columns), "{sql}");
        }
    }
}
