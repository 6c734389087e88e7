//! Answers of the catalogue queries to an [`Inspection`].
//!
//! [`read`] takes the answers of [`super::queries::CATALOGUE`], each as rows of text. What the schema model holds
//! goes into the schema; everything else that the queries see is reported, with the statements that make and unmake
//! it where they can be told exactly. Left alone are objects that belong to an extension (the extension itself is
//! reported), objects of other schemas, Dazzle's own tables, and what [`CatalogueOptions`] names. Not read
//! at all: owners and privileges, and what belongs to a server or database and not to a schema (roles, tablespaces,
//! foreign servers, publications, transforms, security labels).
//!
//! A comment or property of something that is reported and made late, such as a trigger, is a part of it; every
//! other one is reported by itself, so that it can change alone.
//!
//! How to read it: `raw.rs` turns rows into values, [`read`] goes over them; `tables.rs` makes the tables of the
//! schema with `types.rs`, `defaults.rs`, `checks.rs` and `index_text.rs`, which read the server's SQL with
//! `scan.rs`; `properties.rs`, `other_tables.rs`, `sequences.rs`, `user_types.rs`, `objects.rs` and `comments.rs`
//! name the rest.

mod checks;
mod comments;
mod defaults;
mod findings;
mod foreign_keys;
mod index_text;
mod indexes;
mod objects;
mod other_tables;
mod properties;
mod raw;
mod rows;
mod scan;
mod sequences;
mod tables;
pub(in crate::postgresql) mod types;
mod user_types;
mod views;

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Name, Schema};

use self::findings::Findings;
use self::raw::{Oid, Raw, Relation};
use self::rows::Cells;
use crate::inspection::{CatalogueError, CatalogueOptions, Inspection};

/// A row of an answer: each value as text, `None` for NULL.
pub type Row = Vec<Option<String>>;

/// Dazzle's own tables.
const OWN_TABLES: [&str; 2] = ["_dazzle_version", "_dazzle_log"];

/// What a database has, from the answers to [`super::queries::CATALOGUE`], one for each query and in that order.
///
/// # Errors
/// When the connection has no schema, or the answers do not have the form that the queries give them.
pub fn read(answers: &[Vec<Row>], options: &CatalogueOptions) -> Result<Inspection, CatalogueError> {
    let [
        place,
        relations,
        columns,
        constraints,
        indexes,
        types,
        objects,
        comments,
    ] = answers
    else {
        return Err(CatalogueError::Answers {
            expected: super::queries::CATALOGUE.len(),
            found: answers.len(),
        });
    };
    let mut raw = Raw {
        quoted_schema: place_name(place)?,
        ..Raw::default()
    };
    raw.read_relations(relations)?;
    raw.read_columns(columns)?;
    raw.read_constraints(constraints)?;
    raw.read_indexes(indexes)?;
    leave_alone(&mut raw, options);

    let mut findings = Findings::default();
    let numbering = sequences::Numbering::of(&raw);
    let mut schema = Schema::empty();
    let modelled: BTreeMap<Oid, Name> = raw
        .relations
        .values()
        .filter_map(|relation| Some((relation.oid, tables::modelled_name(&raw, relation)?)))
        .collect();
    for relation in raw.relations.values() {
        match modelled.get(&relation.oid) {
            Some(name) => {
                schema.insert(tables::table(&raw, relation, name, &numbering, &mut findings));
            }
            None => match relation.kind {
                'v' | 'm' => views::view(relation, &mut schema, &mut findings),
                'S' => {}
                _ => other_tables::report(&raw, relation, &numbering, &mut findings),
            },
        }
        properties::report(&raw, relation, &mut findings);
    }
    // A foreign key may point to a unique index.
    indexes::add(&raw, &modelled, &mut schema, &mut findings);
    foreign_keys::add(&raw, &modelled, &mut schema, &mut findings);
    sequences::report(&raw, &modelled, &numbering, &mut findings);
    user_types::report(types, &raw, &mut findings)?;
    objects::report(objects, &raw, &mut findings)?;
    comments::add(comments, &raw, &modelled, &mut schema, &mut findings)?;
    Ok(Inspection {
        schema,
        unmodelled: findings.in_order(),
        ..Inspection::default()
    })
}

/// The inspected schema as SQL writes it.
fn place_name(rows: &[Row]) -> Result<&str, CatalogueError> {
    let row = rows.first().ok_or(CatalogueError::NoSchema)?;
    let mut cells = Cells::new("place", row, 3)?;
    match (cells.optional(), cells.optional()) {
        (Some(_), Some(quoted)) => Ok(quoted),
        _ => Err(CatalogueError::NoSchema),
    }
}

/// Takes out the tables and views that are not to be seen; what belongs to a relation that is not there is skipped
/// later on.
fn leave_alone(raw: &mut Raw<'_>, options: &CatalogueOptions) {
    let is_seen = |relation: &Relation<'_>| {
        relation.kind == 'S' || !(OWN_TABLES.contains(&relation.name) || options.ignores(relation.name))
    };
    raw.relations.retain(|_, relation| is_seen(relation));
    // A sequence belongs to its column; an extension may own the table without the sequence.
    let tables: BTreeSet<Oid> = raw.relations.keys().copied().collect();
    raw.relations.retain(|_, relation| {
        let sequence = relation.sequence.as_ref();
        sequence
            .and_then(|sequence| sequence.owner.as_ref())
            .is_none_or(|owner| tables.contains(&owner.table))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_answers_counts() {
        assert_eq!(
            read(&[], &CatalogueOptions::default()),
            Err(CatalogueError::Answers {
                expected: 8,
                found: 0
            })
        );
        let nothing = vec![Vec::new(); 8];
        assert_eq!(
            read(&nothing, &CatalogueOptions::default()),
            Err(CatalogueError::NoSchema)
        );
    }
}
