//! Tables that come and go.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{CreateTable, DropForeignKey, DropTable};
use dazzle_schema::{Deferrability, ForeignKey, Name, Schema, Table};

use crate::emitter::Emitter;
use crate::{DiffError, order};

pub fn drop_tables(emitter: &mut Emitter, gone: &BTreeMap<&Name, &Table>) -> Result<(), DiffError> {
    let mut tables: Vec<&Table> = order::parents_first(gone);
    tables.reverse();
    let mut still_there: BTreeSet<&Name> = gone.keys().copied().collect();
    // Where they point in a circle, a key into a table that goes earlier is dropped by itself.
    for table in &tables {
        still_there.remove(&table.name);
        let into: Vec<(Name, ForeignKey)> = emitter
            .schema
            .references_to(&table.name)
            .filter(|(owner, _)| still_there.contains(&owner.name))
            .map(|(owner, key)| (owner.name.clone(), key.clone()))
            .collect();
        for (owner, foreign_key) in into {
            emitter.emit(DropForeignKey {
                table: owner,
                foreign_key,
            })?;
        }
        let as_it_was = emitter.table(&table.name)?;
        let own: Vec<ForeignKey> = as_it_was
            .foreign_keys
            .values()
            .filter(|key| waits_for_own_index(as_it_was, key))
            .cloned()
            .collect();
        for foreign_key in own {
            emitter.emit(DropForeignKey {
                table: table.name.clone(),
                foreign_key,
            })?;
        }
        let as_it_is = emitter.table(&table.name)?.clone();
        emitter.emit(DropTable { table: as_it_is })?;
    }
    Ok(())
}

/// Creates the new tables and gives back the foreign keys that must wait: those that close a circle and those
/// that point to a key which is not there yet.
pub fn create_tables(
    emitter: &mut Emitter,
    new: &BTreeMap<&Name, &Table>,
    start: &Schema,
    next: &Schema,
) -> Result<Vec<(Name, ForeignKey)>, DiffError> {
    let mut deferred = Vec::new();
    for table in order::parents_first(new) {
        let mut now = table.clone();
        now.foreign_keys.retain(|_, key| {
            let target = &key.references.table;
            let can_stay = if *target == table.name {
                !waits_for_own_index(table, key)
            } else {
                match (emitter.schema.table(target), start.table(target)) {
                    (Some(_), None) => true,
                    (Some(there), Some(_)) => target_is_settled(there, next.table(target), key),
                    (None, _) => false,
                }
            };
            if !can_stay {
                deferred.push((table.name.clone(), key.clone()));
            }
            can_stay
        });
        emitter.emit(CreateTable { table: now })?;
    }
    Ok(deferred)
}

/// Whether a key from a table to itself needs one of its indexes, which is built after the table.
fn waits_for_own_index(table: &Table, key: &ForeignKey) -> bool {
    if key.references.table != table.name || table.indexes.is_empty() {
        return false;
    }
    let columns = &key.references.columns;
    let same = |held: &[Name]| held.len() == columns.len() && held.iter().all(|name| columns.contains(name));
    let by_constraint = table.primary_key.as_ref().is_some_and(|it| same(&it.columns))
        || table
            .uniques
            .values()
            .any(|it| it.deferrability == Deferrability::NotDeferrable && same(&it.columns));
    !by_constraint
}

/// Whether the key that `key` points to is there already and stays as it is.
fn target_is_settled(there: &Table, wanted: Option<&Table>, key: &ForeignKey) -> bool {
    let columns = &key.references.columns;
    wanted.is_some_and(|wanted| {
        there.has_key_over(columns)
            && columns.iter().all(|name| {
                there.column(name).map(|column| &column.column_type)
                    == wanted.column(name).map(|column| &column.column_type)
            })
    })
}
