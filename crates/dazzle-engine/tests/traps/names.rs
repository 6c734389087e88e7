//! Names: of what hangs on a column, of what was renamed, of what is too long; and renames by `was:`.

use dazzle_engine::RunOptions;
use dazzle_ops::Operation;

use crate::support::{Lab, Place, destructive};
use crate::{made_afresh, on_both, on_both_with};

#[test]
fn trap_18_what_goes_with_a_column_is_listed_and_comes_back() {
    const DSL: &str = "entity Seat \"Seat\":
  id: uuid pk
  row: int required
";
    on_both_with("[schema]\ninvariants = \"check\"\n", |place, lab| {
        lab.must_migrate_to(&format!(
            "{DSL}  number: int\n  unique row, number\n  index number, row\n  invariant: number > row\n    code: ORDER\n"
        ));
        place.run("INSERT INTO \"Seat\" VALUES ('00000000-0000-0000-0000-000000000001', 1, 2)");
        let before = place.catalogue();
        assert!(before.contains("ck_Seat_order"), "{before}");
        lab.dsl(DSL);
        let revision = lab.draft().unwrap().unwrap().revision;
        let words: Vec<&str> = revision.upgrade.iter().map(Operation::word).collect();
        assert_eq!(words, ["drop_index", "drop_check", "drop_unique", "drop_column"]);
        lab.must_migrate_to(DSL);
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, DSL));
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
    });
}

const ORDERS: &str = "entity Customer \"Customer\":
  id: int pk
  email: str(40) required unique
  tier: enum[basic, gold] = basic
  parent: ref Customer
  orders: has_many Order cascade
  index tier, email

entity Order \"Order\":
  id: int pk
  customer: ref Customer required
  number: int
  unique customer, number
";

const ORDER_ROWS: &str = "INSERT INTO \"Customer\" (\"id\", \"email\") VALUES (1, 'a'), (2, 'b');
INSERT INTO \"Order\" (\"id\", \"customer\", \"number\") VALUES (1, 1, 1), (2, 2, 1)";

/// The customers are clients now.
fn renamed() -> String {
    ORDERS
        .replace(
            "entity Customer \"Customer\":",
            "entity Client \"Client\":\n  was: Customer",
        )
        .replace("ref Customer", "ref Client")
        .replace("customer:", "client:")
        .replace("required\n  number", "required was: customer\n  number")
        .replace("unique customer", "unique client")
}

#[test]
fn trap_19_a_renamed_table_has_the_names_of_a_fresh_one_and_can_be_changed_on() {
    on_both(|place, lab| {
        lab.must_migrate_to(ORDERS);
        place.run(ORDER_ROWS);
        lab.must_migrate_to(&renamed());
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &renamed()));
        assert!(!place.catalogue().contains("ustomer"), "{}", place.catalogue());

        // Key, unique, check and foreign key change under their new names, here and on a fresh database.
        let changed = renamed()
            .replace("email: str(40) required unique", "email: str(60) required")
            .replace("gold]", "gold, silver]")
            .replace("cascade", "restrict")
            .replace("  index tier, email\n", "  unique tier, email\n")
            .replace("id: int pk", "id: str(20) pk");
        let fresh = Place::new(lab.dialect);
        let afresh = Lab::new(&fresh, "");
        afresh.must_migrate_to(&renamed());
        for (place, lab) in [(place, lab), (&fresh, &afresh)] {
            lab.must_migrate_to(&changed);
            assert_eq!(place.catalogue(), made_afresh(lab.dialect, &changed));
        }
        assert_eq!(
            place.value("SELECT count(*) FROM \"Order\" WHERE \"client\" = '2'"),
            "1"
        );
        lab.downgrade("-2", &destructive()).unwrap();
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, ORDERS));
    });
}

#[test]
fn trap_20_a_table_that_others_point_to_can_be_renamed() {
    on_both(|place, lab| {
        lab.must_migrate_to(ORDERS);
        place.run(ORDER_ROWS);
        let only_the_table = ORDERS
            .replace(
                "entity Customer \"Customer\":",
                "entity Client \"Client\":\n  was: Customer",
            )
            .replace("ref Customer", "ref Client");
        lab.must_migrate_to(&only_the_table);
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &only_the_table));
        place.run("DELETE FROM \"Client\" WHERE \"id\" = 1");
        assert_eq!(place.value("SELECT count(*) FROM \"Order\""), "1");
        assert!(
            place
                .try_run(&["INSERT INTO \"Order\" (\"id\", \"customer\") VALUES (7, 99)"])
                .is_err()
        );
    });
}

#[test]
fn trap_21_long_multibyte_names_are_cut_by_bytes_and_found_again() {
    // 45 bytes, so that `ix_`, `uq_` and `fk_` with both are over 63, and the first 63 alike.
    const ENTITY: &str = "Übersichtstabelle_ÄÖÜ_über_Größen";
    const FIELD: &str = "längenänderung_größer_als_üblich";
    let dsl = |rest: &str| {
        format!(
            "entity {ENTITY} \"x\":\n  id: int pk\n  {FIELD}_eins: str(20)\n  {FIELD}_zwei: str(20)\n  \
             {FIELD}_drei: ref {ENTITY}\n  {FIELD}_vier: ref {ENTITY}\n{rest}"
        )
    };
    let constraints = format!(
        "  unique {FIELD}_eins, {FIELD}_zwei\n  unique {FIELD}_zwei, {FIELD}_eins, {FIELD}_drei\n  \
         index {FIELD}_eins\n  index {FIELD}_zwei\n  index {FIELD}_eins, {FIELD}_zwei\n"
    );
    on_both(|place, lab| {
        lab.must_migrate_to(&dsl(&constraints));
        let full = place.catalogue();
        let schema = lab.migrations().history.replay_all().unwrap();
        for table in schema.tables() {
            let names = table
                .indexes
                .keys()
                .chain(table.uniques.keys())
                .chain(table.foreign_keys.keys());
            for name in names {
                assert!(name.as_str().len() <= 63, "{name}");
                assert!(
                    full.contains(name.as_str()),
                    "the database has no {name}:\n{full}"
                );
            }
            assert_eq!(
                table.indexes.len() + table.uniques.len() + table.foreign_keys.len(),
                7
            );
        }
        lab.must_migrate_to(&dsl(""));
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &dsl("")));
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), full);
        lab.downgrade("base", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), "");
    });
}

#[test]
fn trap_35_every_permutation_of_three_columns_by_was_keeps_the_values() {
    let dsl = |from: [&str; 3]| {
        let fields: Vec<String> = ["a", "b", "c"]
            .iter()
            .zip(from)
            .map(|(to, from)| {
                let hint = if *to == from {
                    String::new()
                } else {
                    format!(" was: {from}")
                };
                format!("  {to}: str(9){hint}\n")
            })
            .collect();
        format!("entity Line \"Line\":\n  id: uuid pk\n{}", fields.concat())
    };
    let plain = dsl(["a", "b", "c"]);
    for from in [
        ["a", "c", "b"],
        ["b", "a", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
        ["c", "b", "a"],
    ] {
        on_both(|place, lab| {
            lab.must_migrate_to(&plain);
            place.run("INSERT INTO \"Line\" VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'b', 'c')");
            let asked = dsl(from);
            lab.must_migrate_to(&asked);
            let values = place.query("SELECT \"a\", \"b\", \"c\" FROM \"Line\"").remove(0);
            let values: Vec<String> = values.into_iter().flatten().collect();
            assert_eq!(values, from);
            // The hint stays in the source: nothing is asked for again, neither here nor on a fresh database.
            assert!(lab.draft().unwrap().is_none());
            lab.must_migrate_to(&format!("{asked}  more: int\n"));
            let values = place.query("SELECT \"a\", \"b\", \"c\" FROM \"Line\"").remove(0);
            assert_eq!(values.into_iter().flatten().collect::<Vec<_>>(), from);
            let replayed = Place::new(lab.dialect);
            lab.upgrade_elsewhere(&replayed).unwrap();
            assert_eq!(replayed.catalogue(), place.catalogue());
            assert_eq!(
                made_afresh(lab.dialect, &format!("{asked}  more: int\n")),
                place.catalogue()
            );
        });
    }
}
