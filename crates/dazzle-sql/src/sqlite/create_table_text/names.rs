//! Which words of a text are names, and not words of SQL.

use dazzle_schema::sql_tokens::{TokenKind, is_reserved};

use super::parser::{Piece, significant};
use crate::quote::quote_identifier;

/// The names in the text, and where they stand. A bare word before a parenthesis may be a function and counts.
fn names(sql: &str) -> Vec<(Piece<'_>, String)> {
    let pieces = significant(sql);
    let before = |at: usize| at.checked_sub(1).and_then(|at| pieces.get(at));
    pieces
        .iter()
        .enumerate()
        .filter(|(at, piece)| !is_word_of_sql(piece, before(*at)))
        .filter_map(|(_, piece)| piece.token.identifier().map(|name| (*piece, name)))
        .collect()
}

/// Reserved, or at a place where no name can stand: behind another name or value.
fn is_word_of_sql(piece: &Piece<'_>, before: Option<&Piece<'_>>) -> bool {
    piece.token.kind == TokenKind::Word
        && (is_reserved(piece.token.text)
            || before.is_some_and(|before| match before.token.kind {
                TokenKind::QuotedIdentifier | TokenKind::Text | TokenKind::Number => true,
                TokenKind::Symbol => before.token.is_symbol(')'),
                TokenKind::Word => before.token.is_word("PRIMARY") || before.token.is_word("FOREIGN"),
                TokenKind::Trivia => false,
            }))
}

/// Whether a name in the text is `name`, in any case.
pub fn mentions_name(sql: &str, name: &str) -> bool {
    may_mention(sql, name) && names(sql).iter().any(|(_, held)| held.eq_ignore_ascii_case(name))
}

/// Whether the letters of `name` stand in the text at all, as a word of their own. Far cheaper than taking the text
/// apart, which is not to be done to every text of a database for every operation.
pub fn may_mention(sql: &str, name: &str) -> bool {
    // Quoted, these stand there twice.
    if name.is_empty() || name.contains(['"', '`', '\'']) {
        return true;
    }
    let (sql, name) = (sql.to_ascii_lowercase(), name.to_ascii_lowercase());
    let is_letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = sql.as_bytes();
    sql.match_indices(name.as_str()).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_letter(before) && !is_letter(bytes.get(at + name.len()))
    })
}

/// The text with each name `from` replaced by `to`.
pub fn rename_name(sql: &str, from: &str, to: &str) -> String {
    if !may_mention(sql, from) {
        return sql.to_owned();
    }
    let mut renamed = String::with_capacity(sql.len());
    let mut done = 0;
    for (piece, name) in names(sql) {
        if name.eq_ignore_ascii_case(from) {
            renamed.push_str(sql.get(done..piece.start).unwrap_or_default());
            renamed.push_str(&quote_identifier(to));
            done = piece.end;
        }
    }
    renamed.push_str(sql.get(done..).unwrap_or_default());
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_sql_are_no_names() {
        let check =
            "CONSTRAINT \"pk\" PRIMARY KEY (\"id\" DESC), CHECK (\"x\" IN ('in') AND \"y\" IS NOT NULL)";
        for word in [
            "constraint",
            "primary",
            "key",
            "desc",
            "check",
            "in",
            "and",
            "is",
            "not",
            "null",
        ] {
            assert!(!mentions_name(check, word), "{word}");
            assert_eq!(rename_name(check, word, "other"), check);
        }
        assert!(mentions_name(check, "X"));
        assert!(mentions_name("\"in\" IN (1) AND [and] > 2", "in"));
        assert!(mentions_name("[a b] > 1", "A b") && mentions_name("\"a\"\"b\" > 1", "a\"b"));
        assert!(!mentions_name("ab > a_ AND xa < 1", "a") && mentions_name("ab > a", "A"));
        assert_eq!(
            rename_name("\"in\" IN (a) OR In.b", "in", "x"),
            "\"x\" IN (a) OR In.b"
        );
        assert_eq!(
            rename_name("a > b AND A < 1", "a", "c"),
            "\"c\" > b AND \"c\" < 1"
        );
    }
}
