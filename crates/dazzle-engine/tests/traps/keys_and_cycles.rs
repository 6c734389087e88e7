//! Checks under their old name, circles of foreign keys, and the order in which all of it is made and dropped.

use std::collections::BTreeMap;

use dazzle_diff::{Decisions, diff};
use dazzle_engine::RunOptions;
use dazzle_ops::{Operation, reverse_all};
use dazzle_schema::{
    Column, ColumnType, Dialect, ForeignKey, Name, PrimaryKey, Reference, ReferentialAction, Schema, Table,
};
use dazzle_testkit::generate;

use crate::support::{Lab, Place, chain, destructive};
use crate::{made_afresh, on_both};

#[test]
fn trap_37_a_check_that_changes_under_its_name_changes_in_the_database() {
    const DSL: &str = "entity Ticket \"Ticket\":
  id: int pk
  status: enum[open, closed] required
";
    on_both(|place, lab| {
        lab.must_migrate_to(DSL);
        place.run("INSERT INTO \"Ticket\" (\"status\") VALUES ('closed')");
        let insert = |status: &str| format!("INSERT INTO \"Ticket\" (\"status\") VALUES ('{status}')");
        assert!(place.try_run(&[insert("waiting")]).is_err());
        let changed = DSL.replace("open, closed", "waiting, closed");
        lab.dsl(&changed);
        let revision = lab.draft().unwrap().unwrap().revision;
        let checks: Vec<&Name> = revision
            .upgrade
            .iter()
            .filter_map(|operation| match operation {
                Operation::DropCheck(it) => Some(&it.check.name),
                Operation::AddCheck(it) => Some(&it.check.name),
                _ => None,
            })
            .collect();
        assert_eq!(checks, ["ck_Ticket_status", "ck_Ticket_status"]);
        lab.must_migrate_to(&changed);
        place.run(&insert("waiting"));
        assert!(place.try_run(&[insert("open")]).is_err());
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &changed));
    });
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn table(text: &str, columns: &[&str], key: &[&str], keys: &[(&[&str], &str, &[&str])]) -> Table {
    let mut table = Table::new(name(text));
    for column in columns {
        let mut column = Column::new(name(column), ColumnType::Integer);
        column.nullable = !key.contains(&column.name.as_str());
        table.columns.insert(column.name.clone(), column);
    }
    table.primary_key = Some(PrimaryKey {
        name: name(&format!("pk_{text}")),
        columns: key.iter().map(|column| name(column)).collect(),
    });
    for (columns, target, targets) in keys {
        let key = ForeignKey {
            name: name(&format!("fk_{text}_{}", columns.join("_"))),
            columns: columns.iter().map(|column| name(column)).collect(),
            references: Reference {
                table: name(target),
                columns: targets.iter().map(|column| name(column)).collect(),
            },
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrability: dazzle_schema::Deferrability::NotDeferrable,
        };
        table.foreign_keys.insert(key.name.clone(), key);
    }
    table
}

#[test]
fn trap_38_circles_and_composite_keys_are_made_and_dropped_with_rows() {
    let schema: Schema = [
        // A circle of three, one of which points to itself, too.
        table(
            "A",
            &["id", "b", "me"],
            &["id"],
            &[(&["b"], "B", &["id"]), (&["me"], "A", &["id"])],
        ),
        table("B", &["id", "c"], &["id"], &[(&["c"], "C", &["id"])]),
        table("C", &["id", "a"], &["id"], &[(&["a"], "A", &["id"])]),
        // The child of a composite key, which sorts before its parent.
        table(
            "Ant",
            &["id", "x", "y"],
            &["id"],
            &[(&["x", "y"], "Zoo", &["p", "q"])],
        ),
        table("Zoo", &["p", "q"], &["p", "q"], &[]),
    ]
    .into_iter()
    .collect();
    on_both(|place, lab| {
        let empty = Schema::empty();
        let create = diff(&empty, &schema, &Decisions::default()).unwrap().operations;
        let undo = reverse_all(&create, &empty).unwrap();
        lab.add_operations("one", create, undo).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        let structure = place.catalogue();
        let keys = structure.lines().filter(|line| {
            line.contains("FOREIGN KEY") && line.starts_with("constraint") || line.starts_with("foreign key")
        });
        assert_eq!(keys.count(), 5, "{structure}");
        let rows = "INSERT INTO \"Zoo\" VALUES (1, 2); INSERT INTO \"Ant\" VALUES (1, 1, 2);
             INSERT INTO \"A\" VALUES (1, NULL, 1); INSERT INTO \"C\" VALUES (1, 1);
             INSERT INTO \"B\" VALUES (1, 1); UPDATE \"A\" SET \"b\" = 1";
        place.run(rows);
        assert!(place.try_run(&["INSERT INTO \"Ant\" VALUES (2, 2, 1)"]).is_err());
        let drop = diff(&schema, &empty, &Decisions::default()).unwrap().operations;
        let undo = reverse_all(&drop, &schema).unwrap();
        lab.add_operations("two", drop, undo).unwrap();
        lab.upgrade(&destructive())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(place.catalogue(), "");
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), structure);
        place.run(rows);
        lab.downgrade("base", &destructive()).unwrap();
        assert_eq!(place.catalogue(), "");
    });
}

/// Brings `lab` through `schemas`, a revision each.
fn migrate_through(lab: &Lab, steps: &[(&Schema, &Decisions)]) {
    let mut previous = Schema::empty();
    for (at, (next, decisions)) in steps.iter().enumerate() {
        let operations = diff(&previous, next, decisions).unwrap().operations;
        if !operations.is_empty() {
            let undo = reverse_all(&operations, &previous).unwrap();
            lab.add_operations(&format!("r{at}"), operations, undo)
                .unwrap_or_else(|error| panic!("{}", chain(&error)));
        }
        previous = (*next).clone();
    }
    lab.upgrade(&RunOptions::default())
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
}

#[test]
fn trap_39_migrations_lead_to_what_the_model_alone_makes() {
    for dialect in [Dialect::Postgresql, Dialect::Sqlite] {
        let [mut migrated, mut made] = [Place::new(dialect), Place::new(dialect)];
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for seed in 0..40_u8 {
            let bytes: Vec<u8> = (0..200_u8)
                .map(|at| at.wrapping_mul(73) ^ seed.wrapping_mul(29).wrapping_add(at))
                .collect();
            let pair = generate::schema_pair(&bytes, 5);
            migrated.clear();
            made.clear();
            let none = Decisions::default();
            migrate_through(
                &Lab::new(&migrated, ""),
                &[(&pair.previous, &none), (&pair.next, &pair.decisions)],
            );
            migrate_through(&Lab::new(&made, ""), &[(&pair.next, &none)]);
            assert_eq!(migrated.catalogue(), made.catalogue(), "from {bytes:?}");
            for line in made.catalogue().lines() {
                for kind in [
                    "UNIQUE",
                    "PRIMARY KEY",
                    "FOREIGN KEY",
                    "CHECK",
                    "WHERE",
                    "DESC",
                    "DEFAULT",
                ] {
                    *kinds.entry(kind).or_default() += usize::from(line.contains(kind));
                }
            }
        }
        assert!(
            kinds.len() == 7 && kinds.values().all(|count| *count > 0),
            "{kinds:?}"
        );
    }
}
