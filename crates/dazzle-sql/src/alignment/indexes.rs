//! One index in the spelling of its declared form.

use std::collections::BTreeSet;

use dazzle_schema::{Dialect, Index, IndexKey, IndexPart, Name, NullsOrder, SortOrder, Table};

use super::columns::same_collation;
use super::judge::{Judge, Texts};
use super::names;
use super::spelling::{Names, Spelling};
use super::subject::Place;
use crate::clauses::written;
use crate::quote::quote_identifier;

/// The method that an index has when nothing is said, on both dialects.
const USUAL_METHOD: &str = "btree";

/// Brings `index` of the table `live` to the spelling of `wanted` of the table `declared`. Where something differs
/// for sure, nothing else is asked about the index: it has to be made anew anyway.
pub fn align(
    index: &mut Index,
    live: &Table,
    wanted: &Index,
    declared: &Table,
    known: &BTreeSet<String>,
    judge: &mut Judge<'_>,
) {
    let dialect = judge.dialect();
    let alike = index.unique == wanted.unique
        && index.nulls_not_distinct == wanted.nulls_not_distinct
        && method(index) == method(wanted)
        && names::same_list(dialect, &index.include, &wanted.include)
        && index.predicate.is_some() == wanted.predicate.is_some()
        && index.parts.len() == wanted.parts.len()
        && index
            .parts
            .iter()
            .zip(&wanted.parts)
            .all(|(here, wanted)| may_be_same(dialect, here, wanted, known));
    if !alike {
        return;
    }
    let (table, name) = (&live.name, &index.name);
    let mut aligned = wanted.clone();
    for (position, (here, wanted)) in index.parts.iter().zip(&wanted.parts).enumerate() {
        let same = same_key(judge, table, name, position, [here, wanted], known)
            && same_ordering(
                judge,
                [live, declared],
                [index, &aligned],
                position,
                [here, wanted],
            );
        if !same && let Some(part) = aligned.parts.get_mut(position) {
            *part = here.clone();
        }
    }
    if let (Some(here), Some(wanted)) = (&index.predicate, &wanted.predicate)
        && here != wanted
    {
        let texts = judge.both_texts(wanted, here);
        let place = Place::IndexPredicate(name.clone());
        if !judge.same(table, place, texts, Names::Only(known)) {
            aligned.predicate.clone_from(&index.predicate);
        }
    }
    *index = aligned;
}

/// The method, where it is not the usual one.
pub fn method(index: &Index) -> Option<&Name> {
    index.method.as_ref().filter(|name| name.as_str() != USUAL_METHOD)
}

/// Whether nothing tells the two parts apart for sure.
fn may_be_same(dialect: Dialect, here: &IndexPart, wanted: &IndexPart, known: &BTreeSet<String>) -> bool {
    let keys = match (&here.key, &wanted.key) {
        (IndexKey::Column(here), IndexKey::Column(wanted)) => names::same(dialect, here, wanted),
        (IndexKey::Expression(_), IndexKey::Expression(_)) => true,
        (IndexKey::Column(column), IndexKey::Expression(sql))
        | (IndexKey::Expression(sql), IndexKey::Column(column)) => {
            // A column in parentheses is a column.
            written(sql.for_dialect(dialect))
                .and_then(|text| Spelling::of(dialect, &text, Names::Only(known)))
                .is_some_and(|spelling| match dialect {
                    Dialect::Postgresql => spelling.as_name() == Some(column.as_str()),
                    Dialect::Sqlite => spelling
                        .as_name()
                        .is_some_and(|name| name.eq_ignore_ascii_case(column.as_str())),
                })
        }
    };
    keys && here.order == wanted.order && nulls_first(dialect, here) == nulls_first(dialect, wanted)
}

/// Where rows without a value stand: to SQLite they are smaller than all others, to PostgreSQL larger.
fn nulls_first(dialect: Dialect, part: &IndexPart) -> bool {
    match part.nulls {
        Some(place) => place == NullsOrder::First,
        None => match dialect {
            Dialect::Postgresql => part.order == SortOrder::Descending,
            Dialect::Sqlite => part.order == SortOrder::Ascending,
        },
    }
}

fn same_key(
    judge: &mut Judge<'_>,
    table: &Name,
    index: &Name,
    part: usize,
    [here, wanted]: [&IndexPart; 2],
    known: &BTreeSet<String>,
) -> bool {
    match (&here.key, &wanted.key) {
        (IndexKey::Expression(here), IndexKey::Expression(wanted)) if here != wanted => {
            let texts = judge.both_texts(wanted, here);
            let index = index.clone();
            let place = Place::IndexExpression { index, part };
            judge.same(table, place, texts, Names::Only(known))
        }
        _ => true,
    }
}

/// Whether both parts order their values in one way.
fn same_ordering(
    judge: &mut Judge<'_>,
    [live, declared]: [&Table; 2],
    [index, aligned]: [&Index; 2],
    part: usize,
    [here, wanted]: [&IndexPart; 2],
) -> bool {
    let dialect = judge.dialect();
    let collations = [(live, here), (declared, wanted)].map(|(table, part)| {
        part.collation.as_ref().or_else(|| match &part.key {
            IndexKey::Column(column) => table.column(column)?.collation.as_ref(),
            IndexKey::Expression(_) => None,
        })
    });
    let one_collation =
        here.collation == wanted.collation || same_collation(dialect, collations[0], collations[1]);
    if one_collation && here.operator_class == wanted.operator_class {
        return true;
    }
    let method = method(aligned).map_or(USUAL_METHOD, Name::as_str);
    let text = |part: &IndexPart| Some(ordering_text(method, part));
    let texts = Texts {
        declared: text(wanted),
        live: text(here),
    };
    let index = index.name.clone();
    judge.same_unless_server_differs(&live.name, Place::IndexOrdering { index, part }, texts)
}

/// The method, collation and operator class of a part, as a person reads them.
fn ordering_text(method: &str, part: &IndexPart) -> String {
    format!("USING {method} ({})", ordering(part, "…"))
}

/// `key` with the collation and the operator class of the part.
pub fn ordering(part: &IndexPart, key: &str) -> String {
    let mut text = key.to_owned();
    if let Some(collation) = &part.collation {
        text.push_str(&format!(" COLLATE {}", quote_identifier(collation.as_str())));
    }
    if let Some(class) = &part.operator_class {
        text.push_str(&format!(" {}", quote_identifier(class.as_str())));
    }
    text
}
