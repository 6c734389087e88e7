//! The order in which tables are filled.

use std::collections::BTreeSet;

use dazzle_schema::{ForeignKey, Name, Schema, Table};

/// Groups of tables, each after those that it must point to; a group of several points round in a circle. Where
/// only references that may be missing go round, they wait.
pub fn order<'a>(schema: &'a Schema, wanted: &BTreeSet<Name>) -> Vec<Vec<&'a Table>> {
    let mut left: Vec<&Table> = schema
        .tables()
        .filter(|table| wanted.contains(&table.name))
        .collect();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let names: BTreeSet<&Name> = left.iter().map(|table| &table.name).collect();
        let waits_for = |table: &Table, key: &ForeignKey| {
            key.references.table != table.name && names.contains(&key.references.table)
        };
        let is_free = |table: &&Table| !table.foreign_keys.values().any(|key| waits_for(table, key));
        let could_be = |table: &&Table| {
            !table
                .foreign_keys
                .values()
                .any(|key| waits_for(table, key) && is_required(table, key))
        };
        let next = left
            .iter()
            .position(is_free)
            .or_else(|| left.iter().position(could_be));
        match next {
            Some(at) => groups.push(vec![left.remove(at)]),
            None => {
                let circle = smallest_circle(&left);
                let (group, others) = left.into_iter().partition(|table| circle.contains(&table.name));
                groups.push(group);
                left = others;
            }
        }
    }
    groups
}

/// A foreign key without a column that may be missing.
fn is_required(table: &Table, key: &ForeignKey) -> bool {
    key.columns
        .iter()
        .all(|name| table.column(name).is_some_and(|column| !column.nullable))
}

/// Of the sets of tables that must be there together with one of them, the smallest.
fn smallest_circle(tables: &[&Table]) -> BTreeSet<Name> {
    let needs = |start: &Table| {
        let mut set = BTreeSet::from([start.name.clone()]);
        let mut open = vec![start];
        while let Some(table) = open.pop() {
            for key in table.foreign_keys.values().filter(|key| is_required(table, key)) {
                let target = tables.iter().find(|other| other.name == key.references.table);
                if let Some(target) = target
                    && set.insert(target.name.clone())
                {
                    open.push(target);
                }
            }
        }
        set
    };
    tables
        .iter()
        .map(|table| needs(table))
        .min_by_key(BTreeSet::len)
        .unwrap_or_default()
}
