//! Names for the constraints that have none in an SQLite database.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Check, Name, Table};

use super::judge::Judge;
use super::names;
use super::tables::{same_foreign_key, same_rule, same_unique};

/// Gives each constraint of `table` that has no name in the database the name of the declared one of its kind and
/// content, where there is one that the table does not have already.
pub fn take_names(
    table: &mut Table,
    declared: &Table,
    unnamed: &BTreeSet<(Name, Name)>,
    judge: &mut Judge<'_>,
) {
    let dialect = judge.dialect();
    let is_unnamed = |name: &Name| {
        unnamed
            .iter()
            .any(|(owner, held)| held == name && names::same(dialect, owner, &table.name))
    };
    let known = names::of_tables([table, declared]);
    if let (Some(here), Some(wanted)) = (&table.primary_key, &declared.primary_key)
        && is_unnamed(&here.name)
        && names::same_list(dialect, &here.columns, &wanted.columns)
    {
        let name = wanted.name.clone();
        if let Some(key) = &mut table.primary_key {
            key.name = name;
        }
    }
    let foreign_keys = pairs(&table.foreign_keys, &declared.foreign_keys, |here, wanted| {
        is_unnamed(&here.name) && same_foreign_key(dialect, here, wanted)
    });
    let uniques = pairs(&table.uniques, &declared.uniques, |here, wanted| {
        is_unnamed(&here.name) && same_unique(dialect, here, wanted)
    });
    let checks = pairs(&table.checks, &declared.checks, |here: &Check, wanted| {
        is_unnamed(&here.name) && same_rule(judge, here, wanted, &known)
    });
    rename(&mut table.foreign_keys, foreign_keys, |key, name| key.name = name);
    rename(&mut table.uniques, uniques, |unique, name| unique.name = name);
    rename(&mut table.checks, checks, |check, name| check.name = name);
}

/// The live names, each with a declared name of the same content that no live object has; each declared name once.
fn pairs<T>(
    live: &BTreeMap<Name, T>,
    declared: &BTreeMap<Name, T>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Name, Name)> {
    let mut free: Vec<&Name> = declared.keys().collect();
    // Those that match as they are keep their names, whatever else has the same content.
    let mut open = Vec::new();
    for (name, object) in live {
        match declared.get(name) {
            Some(wanted) if same(object, wanted) => free.retain(|held| *held != name),
            _ => open.push((name, object)),
        }
    }
    let mut found = Vec::new();
    for (name, object) in open {
        let position = free.iter().position(|wanted| {
            declared.get(*wanted).is_some_and(|wanted| same(object, wanted))
                && (*wanted == name || !live.contains_key(*wanted))
        });
        if let Some(position) = position {
            found.push((name.clone(), free.remove(position).clone()));
        }
    }
    found
}

fn rename<T>(objects: &mut BTreeMap<Name, T>, names: Vec<(Name, Name)>, set: impl Fn(&mut T, Name)) {
    for (from, to) in names {
        if let Some(mut object) = objects.remove(&from) {
            set(&mut object, to.clone());
            objects.insert(to, object);
        }
    }
}
