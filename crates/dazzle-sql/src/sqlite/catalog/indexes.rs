//! Indexes, from the text of `CREATE INDEX`.

use dazzle_schema::sql_tokens::{TokenKind, is_reserved};
use dazzle_schema::{Index, IndexKey, IndexPart, Name, SortOrder};

use super::columns::collation_name;
use super::rows::Object;
use super::tables::{Draft, Places};
use super::{Reader, sql_text};
use crate::inspection::UnmodelledKind;
use crate::sqlite::create_table_text::{Piece, parts, significant, without_parentheses};

impl Reader {
    /// Puts the index into its table, or reports it.
    pub fn index(&mut self, object: &Object, places: &Places, drafts: &mut [Draft]) {
        // What backs a constraint has no text.
        let Some(sql) = object.sql.as_deref() else { return };
        let Some(draft) = places.of(&object.table).and_then(|at| drafts.get_mut(at)) else {
            let why = "its table is not in the schema";
            self.whole_object(UnmodelledKind::Index, object, Some(why));
            return;
        };
        let Ok(name) = Name::new(&object.name) else {
            let why = "its name is longer than the schema can hold, or odd";
            self.whole_object(UnmodelledKind::Index, object, Some(why));
            return;
        };
        let Some(index) = read(sql, name, draft) else {
            self.whole_object(UnmodelledKind::Index, object, Some("its text cannot be read"));
            return;
        };
        let subject = format!("index {}", index.name);
        let texts = index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Expression(sql) => Some(sql),
            IndexKey::Column(_) => None,
        });
        for text in texts.chain(&index.predicate) {
            if let Some(text) = text.for_dialect(dazzle_schema::Dialect::Sqlite) {
                self.doubtful_texts(draft, &subject, text);
            }
        }
        draft.table.indexes.insert(index.name.clone(), index);
    }
}

/// Reads `CREATE [UNIQUE] INDEX name ON table (…) [WHERE …]`.
fn read(sql: &str, name: Name, draft: &Draft) -> Option<Index> {
    let all = significant(sql);
    let on = all.iter().position(|piece| piece.token.is_word("ON"))?;
    let unique = all.get(1)?.token.is_word("UNIQUE");
    let (groups, end) = parts(&all, on + 2)?;
    let predicate = match all.get(end) {
        None => None,
        Some(word) if word.token.is_word("WHERE") => {
            let first = all.get(end + 1)?;
            Some(sql_text(sql.get(first.start..)?.trim_end_matches(';')))
        }
        Some(semicolon) if semicolon.token.is_symbol(';') => None,
        Some(_) => return None,
    };
    Some(Index {
        name,
        parts: groups
            .into_iter()
            .map(|group| part(sql, all.get(group)?, draft))
            .collect::<Option<_>>()?,
        unique,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate,
    })
}

fn part(sql: &str, mut pieces: &[Piece<'_>], draft: &Draft) -> Option<IndexPart> {
    let mut order = SortOrder::Ascending;
    if let Some((last, rest)) = pieces.split_last()
        && !rest.is_empty()
        && (last.token.is_word("ASC") || last.token.is_word("DESC"))
    {
        if last.token.is_word("DESC") {
            order = SortOrder::Descending;
        }
        pieces = rest;
    }
    let is_bare = pieces.len() == 1;
    let mut collation = None;
    loop {
        let inner = without_parentheses(pieces);
        // The outermost counts.
        let (inner, given) = match inner {
            [rest @ .., collate, name] if collate.token.is_word("COLLATE") && is_unit(rest) => {
                (rest, Some(name.name()?))
            }
            _ => (inner, None),
        };
        if collation.is_none() {
            collation = given;
        }
        if inner.len() == pieces.len() {
            break;
        }
        pieces = inner;
    }
    let column = match pieces {
        [only] => column_of(only, is_bare, draft),
        _ => None,
    };
    if let Some(name) = column {
        let column = draft.table.columns.get(&name)?;
        let own = column.collation.as_ref().map_or("BINARY", Name::as_str);
        let collation = collation.filter(|given| !given.eq_ignore_ascii_case(own));
        return Some(IndexPart {
            order,
            collation: usable(collation)?,
            ..IndexPart::column(name)
        });
    }
    let (first, last) = (pieces.first()?, pieces.last()?);
    let expression = sql_text(sql.get(first.start..last.end)?);
    Some(IndexPart {
        order,
        collation: usable(collation)?,
        ..IndexPart::over(IndexKey::Expression(expression))
    })
}

/// None for a collation whose name a schema cannot hold.
fn usable(collation: Option<String>) -> Option<Option<Name>> {
    match collation {
        None => Some(None),
        Some(given) => collation_name(&given).map(Some),
    }
}

/// One name or literal, a group, or the call of a function: what `COLLATE` behind it takes whole.
fn is_unit(pieces: &[Piece<'_>]) -> bool {
    match pieces {
        [] => false,
        [_] => true,
        [first, rest @ ..] => {
            let is_word = first.token.kind == TokenKind::Word && !is_reserved(first.token.text);
            let group = if is_word { rest } else { pieces };
            parts(group, 0).is_some_and(|(_, end)| end == group.len())
        }
    }
}

/// The column of the table that the token names. Alone, even a text names one.
fn column_of(piece: &Piece<'_>, is_bare: bool, draft: &Draft) -> Option<Name> {
    let can_name = match piece.token.kind {
        TokenKind::Word => !is_reserved(piece.token.text),
        TokenKind::QuotedIdentifier => true,
        TokenKind::Text => is_bare,
        _ => false,
    };
    let name = if can_name { piece.name() } else { None }?;
    Name::new(draft.column_named(&name)?).ok()
}
