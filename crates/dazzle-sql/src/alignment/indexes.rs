//! One index in the spelling of its declared form.

use std::collections::BTreeSet;

use dazzle_schema::{Dialect, Index, IndexKey, IndexPart, Name, NullsOrder, SortOrder, Table};

use super::columns::same_collation;
use super::judge::{Judge, Texts};
use super::names;
use super::spelling::Names;
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
            .all(|(here, wanted)| may_be_same(dialect, here, wanted));
    if !alike {
        return;
    }
    let (table, name) = (&live.name, &index.name);
    let mut aligned = wanted.clone();
    for (position, (here, wanted)) in index.parts.iter().zip(&wanted.parts).enumerate() {
        let place = Place::IndexPart {
            index: name.clone(),
            part: position,
        };
        if !same_part(judge, [live, declared], place, [here, wanted], known)
            && let Some(part) = aligned.parts.get_mut(position)
        {
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
fn may_be_same(dialect: Dialect, here: &IndexPart, wanted: &IndexPart) -> bool {
    let keys = match (&here.key, &wanted.key) {
        (IndexKey::Column(here), IndexKey::Column(wanted)) => names::same(dialect, here, wanted),
        _ => true,
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

/// Whether both parts hold and order the same values. Beside its key a part has a collation and an operator class,
/// and PostgreSQL moves a collation from the key there.
fn same_part(
    judge: &mut Judge<'_>,
    [live, declared]: [&Table; 2],
    place: Place,
    [here, wanted]: [&IndexPart; 2],
    known: &BTreeSet<String>,
) -> bool {
    let dialect = judge.dialect();
    let names = Names::Only(known);
    let collations = [(live, here), (declared, wanted)].map(|(table, part)| {
        part.collation.as_ref().or_else(|| match &part.key {
            IndexKey::Column(column) => table.column(column)?.collation.as_ref(),
            IndexKey::Expression(_) => None,
        })
    });
    let [live_key, declared_key] = [here, wanted].map(|part| key_text(dialect, part));
    let alike = (here.collation == wanted.collation || same_collation(dialect, collations[0], collations[1]))
        && here.operator_class == wanted.operator_class
        && match (&declared_key, &live_key) {
            (Some(declared), Some(live)) => judge.spelled_alike(declared, live, names),
            _ => false,
        };
    if alike {
        return true;
    }
    let text = |key: Option<String>, part| Some(ordering(part, &key?));
    let texts = Texts {
        declared: text(declared_key, wanted),
        live: text(live_key, here),
    };
    judge.same_unless_server_differs(&live.name, place, texts)
}

/// What a part holds, as SQL; none for an expression without a text for the dialect.
fn key_text(dialect: Dialect, part: &IndexPart) -> Option<String> {
    match &part.key {
        IndexKey::Column(column) => Some(quote_identifier(column.as_str())),
        // A line break, since the text may end with a comment.
        IndexKey::Expression(sql) => Some(format!("({}\n)", written(sql.for_dialect(dialect))?)),
    }
}

/// `key` with the collation and the operator class of the part.
fn ordering(part: &IndexPart, key: &str) -> String {
    let mut text = key.to_owned();
    if let Some(collation) = &part.collation {
        text.push_str(&format!(" COLLATE {}", quote_identifier(collation.as_str())));
    }
    if let Some(class) = &part.operator_class {
        text.push_str(&format!(" {}", quote_identifier(class.as_str())));
    }
    text
}
