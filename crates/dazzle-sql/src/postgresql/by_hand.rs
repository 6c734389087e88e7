//! What SQL by hand cannot hold.

use dazzle_schema::sql_tokens::{Token, TokenKind, tokens};

use crate::error::Trouble;

/// `COPY … FROM STDIN` waits for rows that come behind the statement, and a revision has nowhere to hold them: the
/// server would wait for ever.
pub fn refuse_copy_from_stdin(sql: &str) -> Result<(), Trouble> {
    let all: Vec<Token<'_>> = tokens(sql)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Trivia)
        .collect();
    let copies = all.split(|token| token.is_symbol(';')).any(|statement| {
        statement.first().is_some_and(|first| first.is_word("copy"))
            && statement
                .windows(2)
                .any(|pair| matches!(pair, [from, stdin] if from.is_word("from") && stdin.is_word("stdin")))
    });
    if copies {
        return Err(Trouble::Unsupported {
            reason: "`COPY … FROM STDIN` needs data that a revision cannot hold".to_owned(),
            instead: "write the rows as `INSERT` statements".to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_copying_from_the_client_is_refused() {
        for sql in [
            "COPY t FROM STDIN",
            "SELECT 1; copy t (a, b) /* x */ from\nstdin with (format csv);\n1,2\n\\.\n",
            "-- rows\nCOPY \"from\" FROM StdIn",
        ] {
            assert!(refuse_copy_from_stdin(sql).is_err(), "{sql}");
        }
        for sql in [
            "",
            "COPY t FROM '/tmp/stdin'",
            "COPY t FROM PROGRAM 'x'",
            "SELECT 'COPY t FROM STDIN'",
            "CREATE TABLE copy (a int); DELETE FROM stdin",
            "COPY t TO STDOUT",
        ] {
            assert!(refuse_copy_from_stdin(sql).is_ok(), "{sql}");
        }
    }
}
