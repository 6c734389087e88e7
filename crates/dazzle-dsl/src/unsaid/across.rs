//! What concerns several tables: keys, and what points to them.

use dazzle_schema::{ForeignKey, Name, Schema};

use super::names::Settled;
use super::objects::is_in;
use crate::sayable::ID;

/// A wider primary key that was kept gives way where the DSL has references that need one over `id` alone.
pub(super) fn give_up_primary_keys(schema: &mut Schema, said: &Schema, names: &mut Settled) {
    let given_up: Vec<Name> = said
        .tables()
        .filter(|own| {
            let is_kept = schema
                .table(&own.name)
                .and_then(|table| table.primary_key.as_ref())
                .is_some_and(|key| {
                    own.primary_key
                        .as_ref()
                        .is_some_and(|own| own.columns != key.columns)
                });
            is_kept
                && said.references_to(&own.name).any(|(_, key)| {
                    let columns = &key.references.columns;
                    columns.as_slice() == [ID]
                        && schema
                            .table(&own.name)
                            .is_some_and(|table| !table.has_key_over(columns))
                        && !names.has_fresh_key(&own.name, columns)
                })
        })
        .map(|own| own.name.clone())
        .collect();
    for name in given_up {
        if let Some(table) = schema.table_mut(&name) {
            table.primary_key = None;
        }
        if let Some(own) = said.table(&name) {
            names.fresh(&name).primary_key.clone_from(&own.primary_key);
        }
    }
}

/// A new reference has the type of the key that it points to, also where that is one the DSL cannot say.
pub(super) fn follow_keys(schema: &mut Schema, said: &Schema, there: &Schema) {
    // A reference may be a key itself; each round takes one step.
    const MOST_STEPS: usize = 32;
    for _ in 0..MOST_STEPS {
        let mut follows = Vec::new();
        for own in said.tables() {
            for key in own.foreign_keys.values() {
                let is_new = there.table(&own.name).is_none_or(|table| !is_in(table, key));
                let pairs = key.columns.iter().zip(&key.references.columns);
                for (column, target) in pairs.filter(|_| is_new) {
                    let type_in = |schema: &Schema, table: &Name, column: &Name| {
                        Some(schema.table(table)?.column(column)?.column_type.clone())
                    };
                    let target_table = &key.references.table;
                    let wanted = type_in(schema, target_table, target);
                    let is_reference =
                        type_in(said, &own.name, column) == type_in(said, target_table, target);
                    if let Some(wanted) = wanted.filter(|_| is_reference)
                        && type_in(schema, &own.name, column).is_some_and(|has| has != wanted)
                    {
                        follows.push((own.name.clone(), column.clone(), wanted));
                    }
                }
            }
        }
        if follows.is_empty() {
            return;
        }
        for (table, column, wanted) in follows {
            let column = schema
                .table_mut(&table)
                .and_then(|table| table.columns.get_mut(&column));
            if let Some(column) = column {
                column.column_type = wanted;
            }
        }
    }
}

/// Kept foreign keys go when what they point to goes. Those that point to nothing in `there` too, as SQLite allows,
/// stay.
pub(super) fn drop_dangling_keys(schema: &mut Schema, said: &Schema, there: &Schema) {
    let has_target = |schema: &Schema, key: &ForeignKey| {
        schema
            .table(&key.references.table)
            .is_some_and(|target| target.has_key_over(&key.references.columns))
    };
    let mut dangling = Vec::new();
    for table in schema.tables() {
        for key in table.foreign_keys.values() {
            let is_said = said.table(&table.name).is_some_and(|own| is_in(own, key));
            if !is_said && !has_target(schema, key) && has_target(there, key) {
                dangling.push((table.name.clone(), key.name.clone()));
            }
        }
    }
    for (table, key) in dangling {
        if let Some(table) = schema.table_mut(&table) {
            table.foreign_keys.remove(&key);
        }
    }
}
