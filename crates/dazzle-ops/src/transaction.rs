//! SQL by hand must leave the transaction of its revision alone.

use dazzle_schema::SqlText;
use dazzle_schema::sql_tokens::{Token, TokenKind, tokens};

use crate::ApplyError;

/// Refuses `sql` when one of its texts has a statement that begins or ends a transaction.
pub fn refuse_control(sql: &SqlText) -> Result<(), ApplyError> {
    let mut found = None;
    sql.any(|text| {
        found = control_word(text);
        found.is_some()
    });
    match found {
        None => Ok(()),
        Some(word) if matches!(word.as_str(), "BEGIN" | "START") => Err(ApplyError::Malformed {
            reason: format!("`{word}` in SQL by hand: a revision is one transaction already; leave it out"),
        }),
        Some(word) => Err(ApplyError::Malformed {
            reason: format!("`{word}` in SQL by hand would end the revision's own transaction: leave it out"),
        }),
    }
}

/// The first statement of `sql` that begins or ends a transaction, as its keywords in capitals.
fn control_word(sql: &str) -> Option<String> {
    let all: Vec<Token<'_>> = tokens(sql)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Trivia)
        .collect();
    let mut rest = all.as_slice();
    while !rest.is_empty() {
        let (statement, after) = rest.split_at(statement_length(rest));
        if let Some(word) = controls(statement) {
            return Some(word);
        }
        rest = after;
    }
    None
}

/// How many of the tokens, which are without trivia, are the first statement with its semicolon.
///
/// The body of a routine, `BEGIN … END`, has semicolons of its own (SQLite's triggers, and PostgreSQL's
/// `BEGIN ATOMIC`). The `END` of a `CASE` is not the body's.
fn statement_length(rest: &[Token<'_>]) -> usize {
    let is_routine = creates_routine(rest);
    let mut depth = 0_usize;
    for (at, token) in rest.iter().enumerate() {
        if token.is_symbol(';') && depth == 0 {
            return at + 1;
        }
        if is_routine {
            if token.is_word("begin") || token.is_word("case") {
                depth += 1;
            } else if token.is_word("end") {
                depth = depth.saturating_sub(1);
            }
        }
    }
    rest.len()
}

/// `CREATE [OR REPLACE] [TEMP] [CONSTRAINT] {TRIGGER|FUNCTION|PROCEDURE}`
fn creates_routine(statement: &[Token<'_>]) -> bool {
    let between = ["or", "replace", "temp", "temporary", "constraint", "event"];
    let mut words = statement.iter();
    words.next().is_some_and(|first| first.is_word("create"))
        && words
            .find(|token| !between.iter().any(|word| token.is_word(word)))
            .is_some_and(|token| {
                ["trigger", "function", "procedure"]
                    .iter()
                    .any(|word| token.is_word(word))
            })
}

fn controls(statement: &[Token<'_>]) -> Option<String> {
    let mut words = statement.iter();
    let first = words.next().filter(|token| token.kind == TokenKind::Word)?;
    let word = first.text.to_ascii_uppercase();
    match word.as_str() {
        "BEGIN" | "START" | "COMMIT" | "END" | "ABORT" => Some(word),
        "ROLLBACK" => {
            // `ROLLBACK [WORK|TRANSACTION] TO` goes back to a savepoint and stays in the transaction.
            let next = words.find(|token| !token.is_word("work") && !token.is_word("transaction"));
            (!next.is_some_and(|token| token.is_word("to"))).then_some(word)
        }
        "PREPARE" => words
            .next()
            .is_some_and(|token| token.is_word("transaction"))
            .then(|| "PREPARE TRANSACTION".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_begin_or_end_a_transaction_are_found() {
        for (sql, word) in [
            ("COMMIT", "COMMIT"),
            ("UPDATE \"a\" SET x = 1; -- done\n commit;", "COMMIT"),
            ("begin; SELECT 1; end", "BEGIN"),
            ("; START TRANSACTION", "START"),
            ("SELECT 1; END;", "END"),
            ("ROLLBACK", "ROLLBACK"),
            ("ROLLBACK WORK;", "ROLLBACK"),
            ("SELECT 1; ABORT", "ABORT"),
            ("PREPARE TRANSACTION 'x'", "PREPARE TRANSACTION"),
            (
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN y THEN 1 END; END; COMMIT",
                "COMMIT",
            ),
        ] {
            assert_eq!(control_word(sql).as_deref(), Some(word), "{sql}");
        }
    }

    #[test]
    fn bodies_texts_and_savepoints_are_left_alone() {
        for sql in [
            "",
            "CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN CASE WHEN 1 THEN 1 END\nBEGIN\n  SELECT 1;\n  \
             UPDATE a SET x = CASE WHEN y THEN 1 END;\nEND;\nSELECT 1",
            "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "CREATE OR REPLACE PROCEDURE f() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$; SELECT 1",
            "SAVEPOINT a; ROLLBACK TO a; ROLLBACK TRANSACTION TO SAVEPOINT a; RELEASE a",
            "UPDATE a SET x = 'y; COMMIT; z' -- ; COMMIT;\n/* ; COMMIT; */",
            "PREPARE plan AS SELECT 1; UPDATE a SET \"end\" = 1",
            "SELECT CASE WHEN true THEN 1\nEND",
        ] {
            assert_eq!(control_word(sql), None, "{sql}");
        }
    }
}
