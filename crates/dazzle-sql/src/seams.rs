//! A seam in the words of one dialect.

use dazzle_schema::sql_tokens::{TokenKind, tokens};
use dazzle_schema::{Dialect, Schema};

use crate::error::Trouble;
use crate::quote::column_list;
use crate::{Batches, Seam, clauses};

/// The seam in the words of one dialect.
pub fn seam(it: &dazzle_ops::DataMigration, dialect: Dialect, before: &Schema) -> Result<Seam, Trouble> {
    let until = clauses::written(it.until.for_dialect(dialect))
        .ok_or_else(|| Trouble::no_text("`until` of the data migration", dialect))?;
    if !it.sql.is_blank() && it.sql.for_dialect(dialect).is_none() {
        return Err(Trouble::no_text("`sql` of the data migration", dialect));
    }
    Ok(Seam {
        why: it.why.clone(),
        sql: it
            .sql
            .for_dialect(dialect)
            .map(str::trim)
            .unwrap_or_default()
            .to_owned(),
        sample: seam_sample(&until, before),
        batches: Batches::of(it, dialect, before),
        until,
    })
}

/// The query for the keys of some of the rows that `until` counts, if it counts rows of one table of `schema`.
fn seam_sample(until: &str, schema: &Schema) -> Option<String> {
    let mut at = 0;
    let mut words = Vec::new();
    for token in tokens(until) {
        if token.kind != TokenKind::Trivia {
            words.push((at, token));
        }
        at += token.text.len();
    }
    let [select, count, open, star, close, from, table, ..] = words.as_slice() else {
        return None;
    };
    let counts = select.1.is_word("select")
        && count.1.is_word("count")
        && open.1.is_symbol('(')
        && star.1.is_symbol('*')
        && close.1.is_symbol(')')
        && from.1.is_word("from");
    let name = table.1.identifier().filter(|_| counts)?;
    let key = schema
        .tables()
        .find(|it| it.name == name.as_str())?
        .primary_key
        .as_ref()?;
    let columns = column_list(&key.columns);
    let rest = until.get(from.0..)?.trim().trim_end_matches(';');
    Some(format!("SELECT {columns} {rest}\nORDER BY {columns} LIMIT 5"))
}
