//! Things in the order of what they depend on.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Name, Table};

/// The tables, each after those it points to; ties by name. Where they point in a circle, the first by name
/// comes before what it points to.
pub fn parents_first<'a>(tables: &BTreeMap<&'a Name, &'a Table>) -> Vec<&'a Table> {
    let targets = tables
        .iter()
        .map(|(name, table)| {
            let targets = table
                .foreign_keys
                .values()
                .filter_map(|key| tables.get_key_value(&key.references.table))
                .map(|(target, _)| *target)
                .filter(|target| target != name)
                .collect();
            (*name, targets)
        })
        .collect();
    dependencies_first(targets)
        .into_iter()
        .filter_map(|name| tables.get(name).copied())
        .collect()
}

/// The names, each after those that it needs, which are names of the same map; ties by name. In a circle the first
/// by name comes before what it needs.
pub fn dependencies_first<'a>(mut needs: BTreeMap<&'a Name, BTreeSet<&'a Name>>) -> Vec<&'a Name> {
    let mut needed_by: BTreeMap<&Name, Vec<&'a Name>> = BTreeMap::new();
    for (name, needed) in &needs {
        for other in needed {
            needed_by.entry(*other).or_default().push(*name);
        }
    }
    let mut ready: BTreeSet<&'a Name> = needs
        .iter()
        .filter(|(_, needed)| needed.is_empty())
        .map(|(name, _)| *name)
        .collect();
    let mut placed = Vec::with_capacity(needs.len());
    while !needs.is_empty() {
        let Some(name) = ready.pop_first().or_else(|| needs.keys().next().copied()) else {
            break;
        };
        if needs.remove(name).is_none() {
            continue;
        }
        placed.push(name);
        for user in needed_by.get(name).into_iter().flatten() {
            if let Some(needed) = needs.get_mut(*user) {
                needed.remove(name);
                if needed.is_empty() {
                    ready.insert(*user);
                }
            }
        }
    }
    placed
}
