//! The laws of the diff, over generated pairs of schemas. `DAZZLE_TEST_CASES` sets how many pairs (2,000).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use dazzle_diff::{Decisions, RenamesDone, diff, renamed};
use dazzle_ops::{Operation, apply_all, reverse_all};
use dazzle_schema::{Deferrability, IndexKey, Name, Schema};
use dazzle_testkit::generate::{Features, cases, choices, schema_pair_with, schema_with};
use proptest::prelude::*;

/// Plain schemas, and such with everything that a schema can hold.
fn features() -> impl Strategy<Value = Features> {
    proptest::sample::select(vec![Features::all(), Features::portable(), Features::default()])
}

/// What databases refuse although the operations fit: to change what a view or a generated column is made of, and
/// to make a view of what is not there.
fn refused_by_databases(operations: &[Operation], previous: &Schema, next: &Schema) -> Option<String> {
    let mut schema = previous.clone();
    for operation in operations {
        let refused = match operation {
            Operation::DropTable(it) => view_over(&schema, &it.table.name),
            Operation::RenameTable(it) => view_over(&schema, &it.from),
            Operation::DropColumn(it) => view_of_column(&schema, &it.table, &it.column.name),
            Operation::RenameColumn(it) => view_of_column(&schema, &it.table, &it.from),
            Operation::AlterColumn(it) if it.column_type.is_some() || it.collation.is_some() => {
                let table = schema.table(&it.table).unwrap();
                let computed = table.columns.values().find(|column| {
                    column
                        .generated
                        .as_ref()
                        .is_some_and(|generated| generated.mentions(&it.column))
                });
                computed
                    .map(|column| column.name.clone())
                    .or_else(|| view_of_column(&schema, &it.table, &it.column))
            }
            Operation::DropView(it) => view_over(&schema, &it.view.name),
            Operation::CreateView(it) => {
                let mentioned = it.view.mentioned();
                let mut needed = next
                    .table_names()
                    .chain(next.views().map(|view| &view.name))
                    .filter(|name| **name != it.view.name && mentioned.has(name.as_str()));
                needed
                    .find(|name| schema.table(name).is_none() && schema.view(name).is_none())
                    .cloned()
            }
            _ => None,
        };
        if let Some(name) = refused {
            return Some(format!("{}: {name}", operation.summary()));
        }
        operation.apply(&mut schema).unwrap();
    }
    None
}

/// A view that shows the column; generated queries write both names.
fn view_of_column(schema: &Schema, table: &Name, column: &Name) -> Option<Name> {
    let both = format!("{}.{}", table.quoted(), column.quoted());
    schema
        .views()
        .find(|view| view.query.any(|text| text.contains(&both)))
        .map(|view| view.name.clone())
}

fn view_over(schema: &Schema, name: &Name) -> Option<Name> {
    schema
        .views()
        .find(|view| view.name != *name && view.mentions(name))
        .map(|view| view.name.clone())
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn applying_the_difference_gives_the_next_schema(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let mut reached = pair.previous.clone();
        apply_all(&found.operations, &mut reached).unwrap();
        prop_assert_eq!(reached, pair.next);
    }

    #[test]
    fn any_two_schemas_have_a_difference(left in choices(), right in choices(), features in features()) {
        let (previous, next) = (schema_with(&left, 5, features), schema_with(&right, 5, features));
        let found = diff(&previous, &next, &Decisions::default()).unwrap();
        let mut reached = previous.clone();
        apply_all(&found.operations, &mut reached).unwrap();
        prop_assert_eq!(&reached, &next);
        let undo = reverse_all(&found.operations, &previous).unwrap();
        apply_all(&undo, &mut reached).unwrap();
        prop_assert_eq!(reached, previous);
    }

    #[test]
    fn a_schema_differs_from_itself_in_nothing(bytes in choices(), features in features()) {
        let schema = schema_with(&bytes, 6, features);
        prop_assert!(diff(&schema, &schema, &Decisions::default()).unwrap().operations.is_empty());
    }

    #[test]
    fn reversing_gives_the_previous_schema_back(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let undo = reverse_all(&found.operations, &pair.previous).unwrap();
        let mut reached = pair.next.clone();
        apply_all(&undo, &mut reached).unwrap();
        prop_assert_eq!(reached, pair.previous);
    }

    #[test]
    fn trap_24_nothing_changes_under_a_view_or_a_generated_column(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let (previous, next) = (&pair.previous, &pair.next);
        let found = diff(previous, next, &pair.decisions).unwrap();
        prop_assert_eq!(refused_by_databases(&found.operations, previous, next), None);
        let undo = reverse_all(&found.operations, previous).unwrap();
        prop_assert_eq!(refused_by_databases(&undo, next, previous), None);
    }

    #[test]
    fn renames_alone_leave_no_rename_to_do(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let start = renamed(&pair.previous, &pair.next, &pair.decisions).unwrap();
        prop_assert_eq!(start.len(), pair.previous.len());
        let rest = diff(&start, &pair.next, &Decisions::default()).unwrap();
        let mut reached = start;
        apply_all(&rest.operations, &mut reached).unwrap();
        prop_assert_eq!(&reached, &pair.next);
        for operation in &rest.operations {
            prop_assert!(!matches!(operation, Operation::RenameTable(_) | Operation::RenameColumn(_)));
        }
        let whole = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let lost = |operations: &[Operation]| operations.iter().filter(|it| matches!(it, Operation::DropTable(_) | Operation::DropColumn(_))).count();
        prop_assert_eq!(lost(&rest.operations), lost(&whole.operations));
    }

    #[test]
    fn a_rename_never_drops_what_it_renames(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        // Whatever survives is there throughout: follow each surviving column through the operations.
        for table in &pair.surviving {
            for (from, to) in &table.columns {
                let mut place = (table.previous.clone(), from.clone());
                for operation in &found.operations {
                    match operation {
                        Operation::RenameTable(it) if it.from == place.0 => place.0 = it.to.clone(),
                        Operation::RenameColumn(it) if it.table == place.0 && it.from == place.1 => {
                            place.1 = it.to.clone();
                        }
                        Operation::DropTable(it) => prop_assert_ne!(&it.table.name, &place.0),
                        Operation::DropColumn(it) => {
                            prop_assert_ne!((&it.table, &it.column.name), (&place.0, &place.1));
                        }
                        _ => {}
                    }
                }
                prop_assert_eq!(place, (table.next.clone(), to.clone()));
            }
        }
    }

    #[test]
    fn a_rename_that_history_has_done_is_not_done_again(bytes in choices(), features in features()) {
        let pair = schema_pair_with(&bytes, 5, features);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let mut done = RenamesDone::default();
        done.note(&found.operations);
        let mut decisions = pair.decisions.clone();
        done.strike_from(&mut decisions, (&pair.next, &pair.next), &Decisions::default()).unwrap();
        let again = diff(&pair.next, &pair.next, &decisions).unwrap();
        prop_assert!(again.operations.is_empty());
    }
}

#[test]
fn the_same_input_gives_the_same_operations() {
    let bytes: Vec<u8> = (0..200_u32).map(|number| (number * 37 % 251) as u8).collect();
    let pair = schema_pair_with(&bytes, 5, Features::all());
    let first = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
    for _ in 0..10 {
        let again = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        assert_eq!(first.operations, again.operations);
    }
}

#[test]
fn generated_pairs_have_every_part_and_every_operation() {
    let mut words = std::collections::BTreeMap::new();
    let mut parts = std::collections::BTreeMap::new();
    for seed in 0..600_u64 {
        let mut state = seed;
        let bytes: Vec<u8> = (0..240)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        let pair = schema_pair_with(&bytes, 5, Features::all());
        for operation in diff(&pair.previous, &pair.next, &pair.decisions)
            .unwrap()
            .operations
        {
            *words.entry(operation.word()).or_insert(0_usize) += 1;
        }
        for table in pair.next.tables() {
            let mut count = |part: &'static str, found: bool| {
                *parts.entry(part).or_insert(0_usize) += usize::from(found);
            };
            for column in table.columns.values() {
                count("generated", column.generated.is_some());
                count("collation", column.collation.is_some());
            }
            for unique in table.uniques.values() {
                count("unique include", !unique.include.is_empty());
                count("unique nulls", unique.nulls_not_distinct);
                count(
                    "unique deferrable",
                    unique.deferrability != Deferrability::NotDeferrable,
                );
            }
            for key in table.foreign_keys.values() {
                count(
                    "key deferrable",
                    key.deferrability != Deferrability::NotDeferrable,
                );
                count("key to index", key.references.columns[0].as_str() != "id");
            }
            for index in table.indexes.values() {
                count("index unique", index.unique);
                count("index include", !index.include.is_empty());
                count("index nulls not distinct", index.nulls_not_distinct);
                count("index method", index.method.is_some());
                let part = &index.parts[0];
                count("part nulls", part.nulls.is_some());
                count("part class", part.operator_class.is_some());
                count("part collation", part.collation.is_some());
                count("part expression", matches!(part.key, IndexKey::Expression(_)));
            }
        }
        for view in pair.next.views() {
            *parts.entry("view").or_insert(0) += 1;
            *parts.entry("view columns").or_insert(0) += usize::from(!view.columns.is_empty());
        }
    }
    assert!(
        parts.values().all(|count| *count > 10) && parts.len() == 17,
        "{parts:?}"
    );
    let never = ["set_table_comment", "execute"];
    for word in Operation::WORDS.iter().filter(|word| !never.contains(word)) {
        assert!(
            words.get(word).is_some_and(|count| *count > 3),
            "{word}: {words:?}"
        );
    }
}
