//! Which tables get rows: all of a small schema; of a large one those that the revision has to do with, and what they
//! point to.

use std::collections::BTreeSet;

use dazzle_ops::Operation;
use dazzle_schema::sql_tokens::Mentions;
use dazzle_schema::{Dialect, Name, Schema};

use super::fates::Fates;

/// The tables of `before` that get rows, at most about `most`.
pub fn concerned(before: &Schema, operations: &[Operation], dialect: Dialect, most: usize) -> BTreeSet<Name> {
    if before.len() <= most {
        return before.table_names().cloned().collect();
    }
    let named = named_tables(before, operations, dialect);
    // Those that point to them can be hurt: a table that is rebuilt is dropped.
    let mut wanted = named.clone();
    for name in &named {
        for (table, _) in before.references_to(name) {
            if wanted.len() < most {
                wanted.insert(table.name.clone());
            }
        }
    }
    let mut open: Vec<Name> = wanted.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let Some(table) = before.table(&name) else {
            continue;
        };
        for key in table.foreign_keys.values() {
            let target = &key.references.table;
            let is_needed = key
                .columns
                .iter()
                .all(|name| table.column(name).is_some_and(|column| !column.nullable));
            if (is_needed || wanted.len() < most) && wanted.insert(target.clone()) {
                open.push(target.clone());
            }
        }
    }
    wanted
}

/// The tables that the operations name, in SQL by hand too, as they are called before.
fn named_tables(before: &Schema, operations: &[Operation], dialect: Dialect) -> BTreeSet<Name> {
    let mut fates = Fates::of(before, dialect);
    let mut named = BTreeSet::new();
    for operation in operations {
        let mut names: BTreeSet<&Name> = operation.table().into_iter().collect();
        let mut mentioned = Mentions::default();
        match operation {
            Operation::AddForeignKey(it) => drop(names.insert(&it.foreign_key.references.table)),
            Operation::CreateTable(it) => {
                names.extend(it.table.foreign_keys.values().map(|key| &key.references.table));
            }
            Operation::Execute(it) => {
                mentioned.add(it.sql.for_dialect(dialect).unwrap_or_default());
                names.extend(it.effects.iter().filter_map(Operation::table));
            }
            Operation::DataMigration(it) => {
                mentioned.add(it.sql.for_dialect(dialect).unwrap_or_default());
                mentioned.add(it.until.for_dialect(dialect).unwrap_or_default());
            }
            _ => {}
        }
        for (origin, now) in &fates.tables {
            let is_named = |now: &Name| names.contains(now) || mentioned.has(now.as_str());
            if now.as_ref().is_some_and(is_named) {
                named.insert(origin.clone());
            }
        }
        fates.follow(operation);
    }
    named
}
