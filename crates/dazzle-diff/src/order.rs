//! Tables in the order of their foreign keys.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Name, Table};

/// The tables, each after those it points to; ties by name. Where they point in a circle, the first by name
/// comes before what it points to.
pub fn parents_first<'a>(tables: &BTreeMap<&'a Name, &'a Table>) -> Vec<&'a Table> {
    // For each table, those among `tables` that it points to and that are not placed yet.
    let mut waits_for: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    let mut pointed_by: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
    for table in tables.values() {
        let targets: BTreeSet<&Name> = table
            .foreign_keys
            .values()
            .map(|key| &key.references.table)
            .filter(|target| **target != table.name && tables.contains_key(*target))
            .collect();
        for target in &targets {
            pointed_by.entry(*target).or_default().push(&table.name);
        }
        waits_for.insert(&table.name, targets);
    }
    let mut ready: BTreeSet<&Name> = waits_for
        .iter()
        .filter(|(_, targets)| targets.is_empty())
        .map(|(name, _)| *name)
        .collect();
    let mut placed = Vec::with_capacity(tables.len());
    while !waits_for.is_empty() {
        let name = match ready.pop_first() {
            Some(name) => name,
            None => match waits_for.keys().next() {
                Some(name) => *name,
                None => break,
            },
        };
        if waits_for.remove(name).is_none() {
            continue;
        }
        if let Some(table) = tables.get(name) {
            placed.push(*table);
        }
        for child in pointed_by.get(name).into_iter().flatten() {
            if let Some(targets) = waits_for.get_mut(*child) {
                targets.remove(name);
                if targets.is_empty() {
                    ready.insert(*child);
                }
            }
        }
    }
    placed
}
