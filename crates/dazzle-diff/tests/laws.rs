//! The laws of the diff, over generated pairs of schemas. `DAZZLE_TEST_CASES` sets how many pairs (2,000).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use dazzle_diff::{Decisions, RenamesDone, diff};
use dazzle_ops::{Operation, apply_all, reverse_all};
use dazzle_testkit::generate::{cases, choices, schema, schema_pair};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn applying_the_difference_gives_the_next_schema(bytes in choices()) {
        let pair = schema_pair(&bytes, 5);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let mut reached = pair.previous.clone();
        apply_all(&found.operations, &mut reached).unwrap();
        prop_assert_eq!(reached, pair.next);
    }

    #[test]
    fn any_two_schemas_have_a_difference(left in choices(), right in choices()) {
        let (previous, next) = (schema(&left, 5), schema(&right, 5));
        let found = diff(&previous, &next, &Decisions::default()).unwrap();
        let mut reached = previous.clone();
        apply_all(&found.operations, &mut reached).unwrap();
        prop_assert_eq!(&reached, &next);
        let undo = reverse_all(&found.operations, &previous).unwrap();
        apply_all(&undo, &mut reached).unwrap();
        prop_assert_eq!(reached, previous);
    }

    #[test]
    fn a_schema_differs_from_itself_in_nothing(bytes in choices()) {
        let schema = schema(&bytes, 6);
        prop_assert!(diff(&schema, &schema, &Decisions::default()).unwrap().operations.is_empty());
    }

    #[test]
    fn reversing_gives_the_previous_schema_back(bytes in choices()) {
        let pair = schema_pair(&bytes, 5);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let undo = reverse_all(&found.operations, &pair.previous).unwrap();
        let mut reached = pair.next.clone();
        apply_all(&undo, &mut reached).unwrap();
        prop_assert_eq!(reached, pair.previous);
    }

    #[test]
    fn a_rename_never_drops_what_it_renames(bytes in choices()) {
        let pair = schema_pair(&bytes, 5);
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
    fn a_rename_that_history_has_done_is_not_done_again(bytes in choices()) {
        let pair = schema_pair(&bytes, 5);
        let found = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        let mut done = RenamesDone::default();
        done.note(&found.operations);
        let mut decisions = pair.decisions.clone();
        done.strike_from(&mut decisions);
        let again = diff(&pair.next, &pair.next, &decisions).unwrap();
        prop_assert!(again.operations.is_empty());
    }
}

#[test]
fn the_same_input_gives_the_same_operations() {
    let bytes: Vec<u8> = (0..200_u32).map(|number| (number * 37 % 251) as u8).collect();
    let pair = schema_pair(&bytes, 5);
    let first = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
    for _ in 0..10 {
        let again = diff(&pair.previous, &pair.next, &pair.decisions).unwrap();
        assert_eq!(first.operations, again.operations);
    }
}
