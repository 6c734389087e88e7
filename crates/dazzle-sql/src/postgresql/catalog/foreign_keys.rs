//! Foreign keys between the tables of the schema.

use std::collections::BTreeMap;

use dazzle_schema::{ForeignKey, Name, Reference, ReferentialAction, Schema};

use super::findings::Findings;
use super::raw::{Oid, Raw, RawConstraint, Relation};
use super::tables::{deferrability, definition, names};

/// Adds the foreign keys of all tables; those that the model cannot hold are reported. To be called when the
/// tables and their unique indexes are there.
pub fn add(raw: &Raw<'_>, modelled: &BTreeMap<Oid, Name>, schema: &mut Schema, findings: &mut Findings) {
    for relation in raw.relations.values() {
        for constraint in raw.constraints_of(relation.oid) {
            // A copy comes with the key of, or to, a partitioned table.
            if constraint.kind != 'f' || constraint.is_copy() {
                continue;
            }
            let key = foreign_key(raw, modelled, schema, relation, constraint);
            let table = modelled
                .get(&relation.oid)
                .and_then(|name| schema.table_mut(name));
            match (key, table) {
                (Some(key), Some(table)) => {
                    table.foreign_keys.insert(key.name.clone(), key);
                }
                _ => findings.constraint(
                    constraint.oid,
                    relation.name,
                    constraint.name,
                    &definition(raw, relation, constraint),
                ),
            }
        }
    }
}

fn foreign_key(
    raw: &Raw<'_>,
    modelled: &BTreeMap<Oid, Name>,
    schema: &Schema,
    relation: &Relation<'_>,
    constraint: &RawConstraint<'_>,
) -> Option<ForeignKey> {
    let odd = constraint.is_not_valid()
        || constraint.is_not_enforced()
        || constraint.has_period()
        || constraint.sets_some_columns();
    let mut letters = constraint.actions.chars();
    let on_delete = action(letters.next()?)?;
    let on_update = action(letters.next()?)?;
    if odd || letters.next() != Some('s') {
        return None;
    }
    let target = raw.relations.get(&constraint.target?)?;
    let table = modelled.get(&target.oid)?;
    let columns = names(raw, target, &constraint.target_columns)?;
    // The key it points to may be one that the model does not hold.
    if !schema.table(table)?.has_key_over(&columns) {
        return None;
    }
    Some(ForeignKey {
        name: Name::new(constraint.name).ok()?,
        columns: names(raw, relation, &constraint.columns)?,
        references: Reference {
            table: table.clone(),
            columns,
        },
        on_delete,
        on_update,
        deferrability: deferrability(constraint),
    })
}

fn action(letter: char) -> Option<ReferentialAction> {
    Some(match letter {
        'a' => ReferentialAction::NoAction,
        'r' => ReferentialAction::Restrict,
        'c' => ReferentialAction::Cascade,
        'n' => ReferentialAction::SetNull,
        'd' => ReferentialAction::SetDefault,
        _ => return None,
    })
}
