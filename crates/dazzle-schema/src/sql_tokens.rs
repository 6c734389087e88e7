//! A small tokenizer for SQL expressions: enough to find and rename the identifiers in a check, a default or
//! an index predicate. It knows strings, quoted identifiers, dollar quotes and comments; everything else is
//! words, numbers and single symbols. It never fails: an unclosed string runs to the end of the text.

use std::collections::HashSet;

use crate::Dialect;

/// The words that no dialect takes for a name unless they are quoted.
const RESERVED: [&str; 61] = [
    "ADD",
    "ALL",
    "ALTER",
    "AND",
    "AS",
    "AUTOINCREMENT",
    "BETWEEN",
    "CASE",
    "CHECK",
    "COLLATE",
    "COMMIT",
    "CONSTRAINT",
    "CREATE",
    "CROSS",
    "DEFAULT",
    "DEFERRABLE",
    "DELETE",
    "DISTINCT",
    "DROP",
    "ELSE",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "FOREIGN",
    "FROM",
    "GROUP",
    "HAVING",
    "IN",
    "INDEX",
    "INNER",
    "INSERT",
    "INTERSECT",
    "INTO",
    "IS",
    "ISNULL",
    "JOIN",
    "LIMIT",
    "NATURAL",
    "NOT",
    "NOTHING",
    "NOTNULL",
    "NULL",
    "ON",
    "OR",
    "ORDER",
    "PRIMARY",
    "REFERENCES",
    "RETURNING",
    "SELECT",
    "SET",
    "TABLE",
    "THEN",
    "TO",
    "TRANSACTION",
    "UNION",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
];

/// The words that one dialect or the other does not take for a name everywhere (PostgreSQL, appendix C; SQLite,
/// `lang_keywords.html`).
const SOMETIMES_RESERVED: [&str; 61] = [
    "ANALYSE",
    "ANALYZE",
    "ANY",
    "ARRAY",
    "ASC",
    "ASYMMETRIC",
    "AUTHORIZATION",
    "BINARY",
    "BOTH",
    "CAST",
    "COLLATION",
    "COLUMN",
    "CONCURRENTLY",
    "CURRENT_CATALOG",
    "CURRENT_DATE",
    "CURRENT_ROLE",
    "CURRENT_SCHEMA",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "CURRENT_USER",
    "DESC",
    "DO",
    "END",
    "EXCLUDE",
    "FALSE",
    "FETCH",
    "FILTER",
    "FOR",
    "FREEZE",
    "FULL",
    "GLOB",
    "GRANT",
    "ILIKE",
    "INDEXED",
    "INITIALLY",
    "LATERAL",
    "LEADING",
    "LEFT",
    "LIKE",
    "LOCALTIME",
    "LOCALTIMESTAMP",
    "MATCH",
    "OFFSET",
    "ONLY",
    "OUTER",
    "OVER",
    "OVERLAPS",
    "PLACING",
    "REGEXP",
    "RIGHT",
    "SESSION_USER",
    "SIMILAR",
    "SOME",
    "SYMMETRIC",
    "TABLESAMPLE",
    "TRAILING",
    "TRUE",
    "USER",
    "VARIADIC",
    "WINDOW",
    "WITH",
];

/// Whether `word`, in any case, is a word of SQL that is no name unless it is quoted.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// Whether `word` is a name everywhere without quotes.
pub(crate) fn is_name_without_quotes(word: &str) -> bool {
    !is_reserved(word)
        && !SOMETIMES_RESERVED
            .iter()
            .any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A bare word: keyword, function or identifier.
    Word,
    /// An identifier in `"…"`, `` `…` `` or `[…]`.
    QuotedIdentifier,
    /// A string literal, `'…'` or `$tag$…$tag$`, with any prefix such as `E`.
    Text,
    /// A number.
    Number,
    /// One character of punctuation.
    Symbol,
    /// White space or a comment.
    Trivia,
}

/// A piece of the text; the pieces of [`tokens`] joined give the text back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// The source text.
    pub text: &'a str,
}

impl Token<'_> {
    /// The name a word or quoted identifier spells, without its quotes.
    #[must_use]
    pub fn identifier(&self) -> Option<String> {
        match self.kind {
            TokenKind::Word => Some(self.text.to_owned()),
            TokenKind::QuotedIdentifier => {
                let mut inner = self.text.chars();
                let open = inner.next()?;
                let close = if open == '[' { ']' } else { open };
                let inner = inner.as_str();
                let inner = inner.strip_suffix(close).unwrap_or(inner);
                Some(inner.replace(&format!("{close}{close}"), &close.to_string()))
            }
            _ => None,
        }
    }

    /// Whether the token is the bare keyword `word`, in any case.
    #[must_use]
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether the token is the symbol `symbol`.
    #[must_use]
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.kind == TokenKind::Symbol && self.text.starts_with(symbol)
    }
}

/// Splits `sql` into tokens, trivia included.
#[must_use]
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = measure(rest, first);
        let (text, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        found.push(Token { kind, text });
        rest = after;
    }
    found
}

/// Splits `sql` into tokens as `dialect` alone reads it, trivia included. [`tokens`] takes what any dialect has:
/// brackets quote on SQLite only, where PostgreSQL subscripts with them; block comments nest on PostgreSQL only;
/// dollar quotes and prefixes such as `E` are PostgreSQL's.
#[must_use]
pub fn tokens_in(dialect: Dialect, sql: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match dialect {
            Dialect::Postgresql => measure_postgresql(rest, first),
            Dialect::Sqlite => measure_sqlite(rest, first),
        };
        let (text, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        found.push(Token { kind, text });
        rest = after;
    }
    found
}

fn measure_postgresql(rest: &str, first: char) -> (TokenKind, usize) {
    match first {
        '[' | '`' => (TokenKind::Symbol, 1),
        _ => measure(rest, first),
    }
}

fn measure_sqlite(rest: &str, first: char) -> (TokenKind, usize) {
    if rest.starts_with("/*") {
        let body = rest.get(2..).unwrap_or_default();
        return (
            TokenKind::Trivia,
            body.find("*/").map_or(rest.len(), |end| end + 4),
        );
    }
    match first {
        '$' => (TokenKind::Symbol, 1),
        'x' | 'X' => measure(rest, first),
        _ if first.is_alphabetic() || first == '_' => (
            TokenKind::Word,
            span(rest, |c| c.is_alphanumeric() || c == '_' || c == '$'),
        ),
        _ => measure(rest, first),
    }
}

/// The kind and the length in bytes of the token at the start of `rest`, whose first character is `first`.
fn measure(rest: &str, first: char) -> (TokenKind, usize) {
    if first.is_whitespace() {
        return (TokenKind::Trivia, span(rest, char::is_whitespace));
    }
    if rest.starts_with("--") {
        return (TokenKind::Trivia, span(rest, |c| c != '\n'));
    }
    if rest.starts_with("/*") {
        return (TokenKind::Trivia, block_comment(rest));
    }
    match first {
        '\'' => (TokenKind::Text, quoted(rest, '\'', false)),
        '"' | '`' => (TokenKind::QuotedIdentifier, quoted(rest, first, false)),
        '[' => (
            TokenKind::QuotedIdentifier,
            rest.find(']').map_or(rest.len(), |end| end + 1),
        ),
        '$' => match dollar_quoted(rest) {
            Some(length) => (TokenKind::Text, length),
            None => (TokenKind::Symbol, 1),
        },
        _ if first.is_ascii_digit() => (
            TokenKind::Number,
            span(rest, |c| c.is_ascii_alphanumeric() || c == '.'),
        ),
        _ if first.is_alphabetic() || first == '_' => {
            let length = span(rest, |c| c.is_alphanumeric() || c == '_' || c == '$');
            let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let prefixed = after.starts_with('\'') && word.len() == 1 && "eEbBxXnN".contains(first);
            if prefixed {
                (
                    TokenKind::Text,
                    length + quoted(after, '\'', "eE".contains(first)),
                )
            } else {
                (TokenKind::Word, length)
            }
        }
        _ => (TokenKind::Symbol, first.len_utf8()),
    }
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of the quoted piece that `text` begins with; a doubled quote stands for itself.
fn quoted(text: &str, quote: char, backslash_escapes: bool) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if backslash_escapes && c == '\\' {
            characters.next();
        } else if c == quote {
            if characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
            } else {
                return at + quote.len_utf8();
            }
        }
    }
    text.len()
}

/// Nested block comments, as PostgreSQL reads them.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        match (previous, c) {
            ('/', '*') => {
                depth += 1;
                previous = ' ';
            }
            ('*', '/') => {
                depth = depth.saturating_sub(1);
                previous = ' ';
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => previous = c,
        }
    }
    text.len()
}

fn dollar_quoted(text: &str) -> Option<usize> {
    let after = text.strip_prefix('$')?;
    let tag_length = after.find('$')?;
    let tag = after.get(..tag_length)?;
    let is_tag = tag.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !tag.chars().next().is_some_and(|c| c.is_ascii_digit());
    if !is_tag {
        return None;
    }
    let fence = text.get(..tag_length + 2)?;
    let body = text.get(fence.len()..)?;
    Some(
        body.find(fence)
            .map_or(text.len(), |end| fence.len() + end + fence.len()),
    )
}

/// Whether the expression `sql` mentions the column `name`: as a quoted identifier with that exact text, or
/// as a bare word that equals it in any case, is not called as a function and is no word of SQL.
#[must_use]
pub fn mentions(sql: &str, name: &str) -> bool {
    let all = tokens(sql);
    all.iter()
        .enumerate()
        .any(|(at, token)| refers_to(&all, at, token, name))
}

/// All names that SQL texts mention, by the rule of [`mentions`]: for many questions about the same texts.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    quoted: HashSet<String>,
    /// In lower case.
    bare: HashSet<String>,
}

impl Mentions {
    /// Takes in what `sql` mentions.
    pub fn add(&mut self, sql: &str) {
        let all = tokens(sql);
        for (at, token) in all.iter().enumerate() {
            match token.kind {
                TokenKind::QuotedIdentifier => self.quoted.extend(token.identifier()),
                TokenKind::Word if stands_for_a_name(&all, at, token) => {
                    self.bare.insert(token.text.to_ascii_lowercase());
                }
                _ => {}
            }
        }
    }

    /// Whether one of the texts mentions `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.quoted.contains(name)
            || (!self.bare.is_empty() && self.bare.contains(&name.to_ascii_lowercase()))
    }
}

/// `sql` with every mention of the column `from` (see [`mentions`]) replaced by `to`.
///
/// A bare word stays bare where every dialect reads `to` the same without quotes, so that renaming back gives the
/// text back; else `to` is quoted.
#[must_use]
pub fn rename(sql: &str, from: &str, to: &str) -> String {
    let all = tokens(sql);
    let mut renamed = String::with_capacity(sql.len());
    for (at, token) in all.iter().enumerate() {
        if refers_to(&all, at, token, from) {
            if token.kind == TokenKind::Word && may_stand_bare(from, to) {
                renamed.push_str(to);
                continue;
            }
            renamed.push('"');
            renamed.push_str(&to.replace('"', "\"\""));
            renamed.push('"');
        } else {
            renamed.push_str(token.text);
        }
    }
    renamed
}

fn refers_to(all: &[Token<'_>], at: usize, token: &Token<'_>, name: &str) -> bool {
    match token.kind {
        TokenKind::QuotedIdentifier => token.identifier().is_some_and(|text| text == name),
        TokenKind::Word => token.text.eq_ignore_ascii_case(name) && stands_for_a_name(all, at, token),
        _ => false,
    }
}

/// Whether a bare word is neither a word of SQL nor called as a function.
fn stands_for_a_name(all: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    !is_reserved(token.text)
        && !all
            .iter()
            .skip(at + 1)
            .find(|next| next.kind != TokenKind::Trivia)
            .is_some_and(|next| next.is_symbol('('))
}

/// Whether `to` may take the place of the bare word `from`. PostgreSQL folds bare words to lower case; where it
/// did not find `from` by that, the text is SQLite's, which heeds no case.
fn may_stand_bare(from: &str, to: &str) -> bool {
    let is_lower = |name: &str| !name.chars().any(|c| c.is_ascii_uppercase());
    to.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && to.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && (is_lower(to) || !is_lower(from))
        && is_name_without_quotes(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_joined_give_the_text_back() {
        for sql in [
            "\"a\" > 1 -- x\n AND b = E'it\\'s' /* /* nested */ */ OR c = $q$ ' $q$",
            "unclosed 'string",
            "[odd name] + `back` || '' ",
            "größe >= 1.5e3",
            "$1 + $",
        ] {
            assert_eq!(
                tokens(sql).iter().map(|token| token.text).collect::<String>(),
                sql
            );
        }
    }

    #[test]
    fn each_dialect_reads_its_own_quotes() {
        let texts = |dialect, sql| -> Vec<String> {
            tokens_in(dialect, sql)
                .iter()
                .filter(|token| token.kind != TokenKind::Trivia)
                .map(|token| token.text.to_owned())
                .collect()
        };
        let postgresql = |sql| texts(Dialect::Postgresql, sql);
        let sqlite = |sql| texts(Dialect::Sqlite, sql);
        assert_eq!(postgresql("ARRAY['a]']"), ["ARRAY", "[", "'a]'", "]"]);
        assert_eq!(sqlite("[a b]"), ["[a b]"]);
        assert_eq!(postgresql("/* /* */ a */ b"), ["b"]);
        assert_eq!(sqlite("/* /* */ a"), ["a"]);
        assert_eq!(sqlite("/* open"), Vec::<String>::new());
        assert_eq!(postgresql("E'it\\'s' $q$ ' $q$"), ["E'it\\'s'", "$q$ ' $q$"]);
        assert_eq!(sqlite("E'\\' x'1f'"), ["E", "'\\'", "x'1f'"]);
    }

    #[test]
    fn strings_and_comments_mention_nothing() {
        assert!(!mentions("'title' /* title */ -- title", "title"));
        assert!(mentions("length(title) > 1", "title"));
        assert!(mentions("\"title\" > ''", "title"));
        assert!(!mentions("\"Title\" > ''", "title"));
        assert!(!mentions("title(x)", "title"));
        assert!(!mentions("a > 1 AND b IS NOT NULL", "and"));
        assert!(mentions("\"and\" > 1", "and"));
    }

    #[test]
    fn rename_touches_only_the_column() {
        assert_eq!(
            rename("\"a\" > 'a' AND a < b", "a", "x\"y"),
            "\"x\"\"y\" > 'a' AND \"x\"\"y\" < b"
        );
    }

    #[test]
    fn a_bare_word_stays_bare_where_it_means_the_same() {
        for (from, to, there) in [
            ("price", "cost", "cost > 0"),
            ("price", "Cost", "\"Cost\" > 0"),
            ("Price", "Cost", "Cost > 0"),
            ("price", "user", "\"user\" > 0"),
            ("price", "a b", "\"a b\" > 0"),
        ] {
            let text = format!("{from} > 0");
            let renamed = rename(&text, from, to);
            assert_eq!(renamed, there);
            if !there.starts_with('"') {
                assert_eq!(rename(&renamed, to, from), text);
            }
        }
    }

    #[test]
    fn many_questions_have_the_answers_of_one() {
        let sql = "SELECT \"T\".x, count(y), 'z' FROM \"T\" WHERE Ü > 1 ORDER BY X";
        let mut found = Mentions::default();
        found.add(sql);
        for name in ["T", "t", "x", "X", "y", "z", "count", "order", "Ü", "ü"] {
            assert_eq!(found.has(name), mentions(sql, name), "{name}");
        }
    }
}
