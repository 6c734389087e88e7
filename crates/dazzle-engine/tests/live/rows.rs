//! Rows that break what the DSL says and the database does not enforce.

use dazzle_engine::verify::DataFinding;
use dazzle_schema::Dialect;
use dazzle_sql::DataCheckKind;

use crate::BOTH;
use crate::drift::verify;
use crate::support::{Lab, Place};

/// The tables without any of the constraints that the DSL asks for, with rows that break each of them.
const WITHOUT_RULES: &str = "
    CREATE TABLE \"Person\" (id CHAR(36), name VARCHAR(80));
    CREATE TABLE \"Task\" (id CHAR(36), title VARCHAR(80), owner CHAR(36), state TEXT);
    INSERT INTO \"Person\" VALUES ('a', 'Ada'), ('b', NULL), ('b', 'Bob');
    INSERT INTO \"Task\" VALUES ('1', 'one', 'a', 'open'), ('2', 'one', 'z', 'lost'), ('3', NULL, NULL, NULL)";

const TEXT: &str = "entity Person:\n  id: str(36) pk\n  name: str(80) required\n\n\
                    entity Task:\n  id: str(36) pk\n  title: str(80) required unique\n  owner: ref Person\n  \
                    state: enum[open,done]\n";

#[test]
fn every_kind_is_found_and_shown() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run(WITHOUT_RULES);
        let lab = Lab::new(&place, "");
        lab.upgrade(&dazzle_engine::RunOptions::default()).unwrap();
        lab.dsl(TEXT);
        let rows = verify(&lab).rows;
        let found = |kind, table: &str| -> &DataFinding {
            rows.iter()
                .find(|it| it.kind == kind && it.table == table)
                .unwrap_or_else(|| panic!("{dialect} {kind:?} {table}: {rows:#?}"))
        };
        let orphan = found(DataCheckKind::OrphanedReference, "Task");
        assert_eq!((orphan.rows, orphan.sample[0].1.as_str()), (1, "z"));
        assert_eq!(found(DataCheckKind::MissingValue, "Person").rows, 1);
        assert_eq!(found(DataCheckKind::MissingValue, "Task").rows, 1);
        let outside = found(DataCheckKind::OutsideList, "Task");
        assert_eq!((outside.rows, outside.sample[0].1.as_str()), (1, "lost"));
        assert_eq!(found(DataCheckKind::Duplicate, "Person").rows, 2);
        let twice = found(DataCheckKind::Duplicate, "Task");
        assert_eq!((twice.rows, twice.columns[0].as_str()), (2, "title"));
        assert_eq!(rows.len(), 6, "{rows:#?}");
    }
}

#[test]
fn rows_that_were_let_in_are_found_and_no_others() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TEXT);
        assert!(verify(&lab).is_clean());
        if dialect == Dialect::Sqlite {
            // A connection that does not enforce references let this in.
            place.run_script("PRAGMA foreign_keys = OFF; INSERT INTO \"Task\" (id, title, owner) VALUES ('1', 'x', 'z');")
                .unwrap();
        } else {
            place.run(
                "ALTER TABLE \"Task\" DROP CONSTRAINT \"fk_Task_owner\";
                 INSERT INTO \"Task\" (id, title, owner) VALUES ('1', 'x', 'z');
                 ALTER TABLE \"Task\" ADD CONSTRAINT \"fk_Task_owner\" FOREIGN KEY (owner) REFERENCES \"Person\" (id) NOT VALID",
            );
        }
        let rows = verify(&lab).rows;
        assert_eq!(rows.len(), 1, "{dialect}: {rows:#?}");
        assert_eq!(rows[0].kind, DataCheckKind::OrphanedReference);
    }
}

#[test]
fn rows_that_came_past_an_enforced_rule_are_found() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TEXT);
        let orphan = "INSERT INTO \"Task\" (id, title, owner, state) VALUES ('1', 'x', 'z', 'open')";
        place
            .run_script(&match dialect {
                Dialect::Postgresql => format!(
                    "ALTER TABLE \"Task\" DISABLE TRIGGER ALL; {orphan}; ALTER TABLE \"Task\" ENABLE TRIGGER ALL;"
                ),
                Dialect::Sqlite => format!(
                    "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {orphan};
                     UPDATE \"Task\" SET state = 'lost';"
                ),
            })
            .unwrap();
        let kinds: Vec<DataCheckKind> = verify(&lab).rows.iter().map(|it| it.kind).collect();
        let expected: &[DataCheckKind] = match dialect {
            Dialect::Postgresql => &[DataCheckKind::OrphanedReference],
            Dialect::Sqlite => &[DataCheckKind::OrphanedReference, DataCheckKind::OutsideList],
        };
        assert_eq!(kinds, expected, "{dialect}");
    }
}

#[test]
fn rules_about_a_type_that_is_still_to_come_are_not_asked() {
    const BEFORE: &str = "entity Person:\n  id: int pk\n\n\
                          entity Task:\n  id: int pk\n  state: int\n  level: int\n  owner: ref Person\n";
    const AFTER: &str = "entity Person:\n  id: uuid pk\n\n\
                         entity Task:\n  id: int pk\n  state: enum[open,done]\n  level: str(20)\n  owner: ref Person\n  \
                         invariant: level = \"high\"\n";
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "[schema]\ninvariants = \"check\"\n");
        lab.must_migrate_to(BEFORE);
        place.run(
            "INSERT INTO \"Person\" (id) VALUES (1);
             INSERT INTO \"Task\" (id, state, level, owner) VALUES (1, 2, 3, 1)",
        );
        lab.dsl(AFTER);
        let found = verify(&lab);
        assert!(found.is_clean(), "{dialect}: {:#?}", found.rows);
        let unasked: Vec<(DataCheckKind, &str)> = found
            .unasked
            .iter()
            .map(|it| (it.kind, it.columns[0].as_str()))
            .collect();
        assert_eq!(
            unasked,
            [
                (DataCheckKind::OrphanedReference, "owner"),
                (DataCheckKind::BrokenRule, "level"),
                (DataCheckKind::OutsideList, "state"),
            ],
            "{dialect}"
        );
        assert_eq!(
            found.unasked[2].why, "`Task`.`state` is integer on the database, not text",
            "{dialect}"
        );
        // What has nothing to do with the change is asked as ever.
        lab.dsl(
            &AFTER
                .replace("level: str(20)", "level: decimal(9,2)")
                .replace("= \"high\"", "> 5"),
        );
        assert_eq!(verify(&lab).rows[0].kind, DataCheckKind::BrokenRule, "{dialect}");
    }
}
