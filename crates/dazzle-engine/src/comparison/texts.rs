//! SQLite: what only the text of a `CREATE TABLE` can say, such as `STRICT` or `AUTOINCREMENT`.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::Operation;
use dazzle_schema::Name;
use dazzle_sql::alignment::UnmodelledChanges;
use dazzle_sql::inspection::{Unmodelled, UnmodelledKind};
use dazzle_sql::sqlite::remake_by_text;
use dazzle_sql::{LiveFacts, SqliteFacts};

use super::Side;
use crate::inspection::LiveDatabase;

/// Whether only the text of its table makes it, or takes it away.
pub(super) fn is_of_text(thing: &Unmodelled) -> bool {
    matches!(thing.kind, UnmodelledKind::Property | UnmodelledKind::Constraint)
        && thing.make.is_none()
        && thing.unmake.is_none()
}

/// The texts of the tables of `side` that have a property which no statement of its own can give them.
pub(super) fn of_new_tables(side: &Side) -> BTreeMap<Name, String> {
    let Some(LiveDatabase {
        inspection,
        facts: LiveFacts::Sqlite(facts),
        ..
    }) = side.live().map(|live| &live.live)
    else {
        return BTreeMap::new();
    };
    inspection
        .unmodelled
        .iter()
        .filter(|it| it.kind == UnmodelledKind::Property && it.make.is_none())
        .filter_map(|it| it.table.as_deref())
        .filter_map(|table| {
            let of = |kind: &'static str| {
                facts
                    .objects
                    .iter()
                    .filter(move |object| object.kind == kind && object.table == table)
                    .filter_map(|object| object.sql.as_deref())
            };
            let texts: Vec<&str> = of("table").chain(of("index")).collect();
            Some((Name::new(table).ok()?, texts.join(";\n")))
        })
        .collect()
}

/// For the tables of both ends of which such a thing differs: the statements that make them anew by the text of
/// `to`, to be run when all else is as in `to`.
pub(super) fn of_remade_tables(
    from: &Side,
    to: &Side,
    operations: &[Operation],
    unmodelled: &UnmodelledChanges,
) -> BTreeMap<Name, Vec<String>> {
    let facts = |side: &'_ Side| match side.live().map(|live| live.live.facts.clone()) {
        Some(LiveFacts::Sqlite(facts)) => Some(facts),
        _ => None,
    };
    let (Some(present), Some(mut wanted)) = (facts(from), facts(to)) else {
        return BTreeMap::new();
    };
    // What is made later is not there yet.
    let later: BTreeSet<&str> = unmodelled
        .after_tables()
        .filter(|step| step.makes)
        .map(|step| step.thing.name.as_str())
        .collect();
    wanted
        .objects
        .retain(|object| !later.contains(object.name.as_str()));
    let tables: BTreeSet<Name> = unmodelled
        .iter()
        .map(dazzle_sql::alignment::UnmodelledChange::subject)
        .filter(|thing| is_of_text(thing))
        .filter_map(|thing| Name::new(thing.table.as_deref()?).ok())
        .map(|table| name_after(operations, table))
        .filter(|table| to.schema.table(table).is_some())
        .filter(|table| {
            !operations
                .iter()
                .any(|it| matches!(it, Operation::CreateTable(it) if it.table.name == *table))
        })
        .collect();
    tables
        .into_iter()
        .filter_map(|table| {
            let statements = remake_by_text(table.as_str(), &renamed(&present, operations, &table), &wanted)?;
            Some((table, statements))
        })
        .collect()
}

/// What the table is called after the operations.
pub(super) fn name_after(operations: &[Operation], table: Name) -> Name {
    operations.iter().fold(table, |name, operation| match operation {
        Operation::RenameTable(it) if it.from == name => it.to.clone(),
        _ => name,
    })
}

/// The objects before the operations, with the table called as it is after them.
fn renamed(present: &SqliteFacts, operations: &[Operation], table: &Name) -> SqliteFacts {
    let mut facts = present.clone();
    for object in facts.objects.iter_mut().filter(|object| object.kind == "table") {
        if Name::new(&object.name).is_ok_and(|name| name_after(operations, name) == *table) {
            table.as_str().clone_into(&mut object.name);
        }
    }
    facts
}
