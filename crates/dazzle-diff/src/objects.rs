//! Keys, checks and indexes that go, come or get another name.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{
    AddCheck, AddPrimaryKey, AddUnique, CreateIndex, DropCheck, DropIndex, DropPrimaryKey, DropUnique,
    RenameConstraint, RenameIndex,
};
use dazzle_schema::{ForeignKey, IndexKey, Name, Schema, Table};

use crate::compare::{Named, Objects, TableChange, compare, remake};
use crate::decisions::Renames;
use crate::emitter::Emitter;
use crate::{DiffError, renames};

/// A foreign key that stays must still go and come again when a column at either end changes its type or the
/// key that it points to is made anew: the database ties it to both.
pub fn remake_foreign_keys<'a>(changes: &mut Vec<TableChange<'a>>, start: &'a Schema, next: &'a Schema) {
    let mut retyped: BTreeSet<(&Name, &Name)> = BTreeSet::new();
    let mut keys_gone: BTreeSet<(&Name, BTreeSet<&Name>)> = BTreeSet::new();
    for change in &*changes {
        let table = &change.next.name;
        for (name, column) in &change.next.columns {
            if change
                .previous
                .column(name)
                .is_some_and(|old| old.column_type != column.column_type)
            {
                retyped.insert((table, name));
            }
        }
        let old_keys = change
            .previous
            .primary_key
            .iter()
            .map(|key| (&key.name, &key.columns));
        let old_uniques = change
            .previous
            .uniques
            .values()
            .map(|unique| (&unique.name, &unique.columns));
        for (name, columns) in old_keys.chain(old_uniques) {
            let goes = change.primary_key.dropped.iter().any(|key| key.name == *name)
                || change.uniques.dropped.iter().any(|unique| unique.name == *name);
            if goes {
                keys_gone.insert((table, columns.iter().collect()));
            }
        }
        for index in change.previous.indexes.values().filter(|index| index.unique) {
            if change.indexes.dropped.iter().any(|gone| gone.name == index.name) {
                let columns = index.parts.iter().filter_map(|part| match &part.key {
                    IndexKey::Column(name) => Some(name),
                    IndexKey::Expression(_) => None,
                });
                keys_gone.insert((table, columns.collect()));
            }
        }
    }
    if retyped.is_empty() && keys_gone.is_empty() {
        return;
    }
    let stale = |owner: &Name, key: &ForeignKey| {
        let target = &key.references.table;
        key.columns
            .iter()
            .any(|column| retyped.contains(&(owner, column)))
            || key
                .references
                .columns
                .iter()
                .any(|column| retyped.contains(&(target, column)))
            || keys_gone.contains(&(target, key.references.columns.iter().collect()))
    };
    // A table that is otherwise unchanged may hold such a key, too.
    let changed: BTreeSet<&Name> = changes.iter().map(|change| &change.next.name).collect();
    let more: Vec<TableChange<'a>> = next
        .tables()
        .filter(|table| !changed.contains(&table.name))
        .filter(|table| table.foreign_keys.values().any(|key| stale(&table.name, key)))
        .filter_map(|table| start.table(&table.name).map(|old| compare(old, table)))
        .collect();
    changes.extend(more);
    changes.sort_by(|left, right| left.next.name.cmp(&right.next.name));
    for change in changes.iter_mut() {
        let owner = &change.next.name;
        remake(&mut change.foreign_keys, |key| stale(owner, key));
    }
}

pub fn drop_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        for index in &change.indexes.dropped {
            emitter.emit(DropIndex {
                table: table.clone(),
                index: index.clone(),
            })?;
        }
        for check in &change.checks.dropped {
            emitter.emit(DropCheck {
                table: table.clone(),
                check: check.clone(),
            })?;
        }
        for unique in &change.uniques.dropped {
            emitter.emit(DropUnique {
                table: table.clone(),
                unique: unique.clone(),
            })?;
        }
        for primary_key in &change.primary_key.dropped {
            emitter.emit(DropPrimaryKey {
                table: table.clone(),
                primary_key: primary_key.clone(),
            })?;
        }
    }
    Ok(())
}

/// Names of keys and indexes are one name space on PostgreSQL, over all tables. So the renames of all tables
/// are brought in order together.
pub fn rename_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    let mut waiting: Vec<(Name, Name, Name, bool)> = Vec::new();
    for change in changes {
        let table = &change.next.name;
        let constraints = renamed_names(&change.primary_key)
            .chain(renamed_names(&change.foreign_keys))
            .chain(renamed_names(&change.uniques))
            .chain(renamed_names(&change.checks))
            .map(|names| (names, false));
        let indexes = renamed_names(&change.indexes).map(|names| (names, true));
        waiting.extend(
            constraints
                .chain(indexes)
                .map(|((from, to), is_index)| (table.clone(), from, to, is_index)),
        );
    }
    // Foreign keys and checks of two tables may share a name; such a name has its turn in the next round.
    while !waiting.is_empty() {
        let mut owners: BTreeMap<Name, (Name, bool)> = BTreeMap::new();
        let mut wanted = Renames::new();
        let mut later = Vec::new();
        for (table, from, to, is_index) in waiting {
            match wanted.entry(from.clone()) {
                Entry::Occupied(_) => later.push((table, from, to, is_index)),
                Entry::Vacant(place) => {
                    place.insert(to);
                    owners.insert(from, (table, is_index));
                }
            }
        }
        let taken: BTreeSet<Name> = emitter.schema.tables().flat_map(object_names).collect();
        for (from, to) in renames::in_running_order(&wanted, &taken) {
            let Some((table, is_index)) = owners.remove(&from) else {
                continue;
            };
            owners.insert(to.clone(), (table.clone(), is_index));
            if is_index {
                emitter.emit(RenameIndex { table, from, to })?;
            } else {
                emitter.emit(RenameConstraint { table, from, to })?;
            }
        }
        waiting = later;
    }
    Ok(())
}

fn renamed_names<T: Named>(objects: &Objects<T>) -> impl Iterator<Item = (Name, Name)> + '_ {
    objects
        .renamed
        .iter()
        .map(|(from, object)| (from.clone(), object.name().clone()))
}

fn object_names(table: &Table) -> impl Iterator<Item = Name> + '_ {
    table
        .primary_key
        .iter()
        .map(|key| &key.name)
        .chain(table.foreign_keys.keys())
        .chain(table.uniques.keys())
        .chain(table.checks.keys())
        .chain(table.indexes.keys())
        .cloned()
}

pub fn add_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        for primary_key in &change.primary_key.added {
            emitter.emit(AddPrimaryKey {
                table: table.clone(),
                primary_key: primary_key.clone(),
            })?;
        }
        for unique in &change.uniques.added {
            emitter.emit(AddUnique {
                table: table.clone(),
                unique: unique.clone(),
            })?;
        }
        for check in &change.checks.added {
            emitter.emit(AddCheck {
                table: table.clone(),
                check: check.clone(),
            })?;
        }
        for index in &change.indexes.added {
            emitter.emit(CreateIndex {
                table: table.clone(),
                index: index.clone(),
            })?;
        }
    }
    Ok(())
}
