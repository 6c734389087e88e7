//! Views, from the text of `CREATE VIEW`.

use dazzle_schema::{Name, View};

use super::rows::Object;
use super::{Reader, names, sql_text};
use crate::inspection::UnmodelledKind;
use crate::sqlite::create_table_text::{Piece, meaningful, parts, significant};

impl Reader {
    /// Puts the view into the schema, or reports it.
    pub fn view(&mut self, object: &Object) {
        match read(object) {
            Ok(view) => {
                self.found.schema.insert_view(view);
            }
            Err(why) => self.whole_object(UnmodelledKind::View, object, Some(why)),
        }
    }
}

/// Reads `CREATE VIEW name [(columns)] AS query`.
fn read(object: &Object) -> Result<View, &'static str> {
    const UNREADABLE: &str = "its text cannot be read";
    let name = Name::new(&object.name).map_err(|_| "its name is longer than the schema can hold, or odd")?;
    let sql = object.sql.as_deref().ok_or(UNREADABLE)?;
    let all = significant(sql);
    let (columns, query) = taken_apart(sql, &all).ok_or(UNREADABLE)?;
    let columns = if columns.is_empty() {
        Vec::new()
    } else {
        names(&columns).ok_or("the name of a column is longer than the schema can hold, or odd")?
    };
    Ok(View {
        name,
        columns,
        query: sql_text(query),
    })
}

/// The names of the columns, and the query.
fn taken_apart<'s>(sql: &'s str, all: &[Piece<'_>]) -> Option<(Vec<String>, &'s str)> {
    let word = |at: usize, word: &str| all.get(at).is_some_and(|piece| piece.token.is_word(word));
    let mut at = all.iter().position(|piece| piece.token.is_word("VIEW"))? + 1;
    if word(at, "IF") && word(at + 1, "NOT") && word(at + 2, "EXISTS") {
        at += 3;
    }
    if all.get(at + 1).is_some_and(|piece| piece.token.is_symbol('.')) {
        at += 2;
    }
    at += 1;
    let mut columns = Vec::new();
    if let Some((groups, end)) = parts(all, at) {
        for group in groups {
            columns.push(all.get(group)?.first()?.name()?);
        }
        at = end;
    }
    if !word(at, "AS") {
        return None;
    }
    let query = meaningful(sql.get(all.get(at)?.end..)?);
    let query = query.trim_end_matches(';');
    (!meaningful(query).is_empty()).then_some((columns, query))
}
