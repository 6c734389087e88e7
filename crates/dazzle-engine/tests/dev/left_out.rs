//! Every reason for which something is left out, in its words.

use dazzle_engine::dev::{LeftOut, Reason};

use dazzle_schema::Dialect;

use crate::support::{Lab, Place};
use crate::{BOTH, save};

const ID: &str = "6f0c2a9e-0000-4000-8000-000000000001";

const TASK: &str = "entity Task:\n  id: uuid pk\n  title: str(80)\n  points: int\n";

fn with_a_row(place: &Place) -> Lab {
    let lab = Lab::new(place, "");
    lab.must_migrate_to(TASK);
    place.run(&format!(
        "INSERT INTO \"Task\" (id, title, points) VALUES ('{ID}', 'one', 1)"
    ));
    lab
}

fn in_words(left_out: &[LeftOut]) -> Vec<String> {
    left_out
        .iter()
        .map(|it| format!("{}: {} -> {}", it.what, it.why, it.next))
        .collect()
}

/// Saves over a row; the new table `Other` must come in any case.
fn saved(dsl: &str) -> Vec<Vec<(Reason, String)>> {
    let mut all = Vec::new();
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let done = save(&lab, &format!("{dsl}\nentity Other:\n  id: uuid pk\n"));
        lab.verified_structure().unwrap();
        assert_eq!(place.value("SELECT count(*) FROM \"Other\""), "0");
        assert_eq!(place.value("SELECT count(*) FROM \"Task\""), "1");
        assert!(!done.not_done.is_empty());
        let again = save(&lab, &format!("{dsl}\nentity Other:\n  id: uuid pk\n"));
        assert_eq!(again.left_out, done.left_out, "{dialect}");
        assert_eq!(again.drafted, [""; 0]);
        let reasons = done.left_out.iter().map(|it| it.reason);
        all.push(reasons.zip(in_words(&done.left_out)).collect::<Vec<_>>());
    }
    all
}

fn one(dsl: &str, reason: Reason, words: &str) {
    for found in saved(dsl) {
        assert_eq!(found, [(reason, words.to_owned())]);
    }
}

#[test]
fn values_stay() {
    one(
        "entity Task:\n  id: uuid pk\n  title: str(80)\n",
        Reason::LosesData,
        "drop column `Task`.`points`: it would lose data: column `points` of `Task` is dropped with its values (1 \
         row) -> put the field back, or let the values go with `dazzle db migrate --allow-destructive`; if it was \
         renamed, write `was: points` at the end of the new field's line",
    );
}

#[test]
fn rows_stay() {
    one(
        "entity Else:\n  id: uuid pk\n",
        Reason::LosesData,
        "drop table `Task`: it would lose data: table `Task` is dropped with all its rows (1 row) -> put the entity \
         back, or let the rows go with `dazzle db migrate --allow-destructive`; if it was renamed, write `was: Task` \
         in the new entity",
    );
}

#[test]
fn what_may_be_a_renamed_column_neither_goes_nor_comes() {
    one(
        "entity Task:\n  id: uuid pk\n  headline: str(80)\n  points: int\n",
        Reason::MayBeRename,
        "`Task`.`title` goes and `Task`.`headline` comes: it may be a rename (both are varchar(80); in the \
         same place; between `id` and `points`), and the old one holds data -> if it is a rename, write `was: title` at the end of the line of `headline`; if not, run \
         `dazzle db migrate --yes --allow-destructive`",
    );
}

#[test]
fn what_may_be_a_renamed_table_neither_goes_nor_comes() {
    one(
        "entity Job:\n  id: uuid pk\n  title: str(80)\n  points: int\n",
        Reason::MayBeRename,
        "table `Task` goes and table `Job` comes: it may be a rename (they share 3 of 3 columns), and the old one holds \
         data -> if it is a rename, write `was: Task` in the entity `Job`; if not, run `dazzle db migrate --yes \
         --allow-destructive`",
    );
}

#[test]
fn values_that_do_not_fit_keep_their_type() {
    one(
        "entity Task:\n  id: uuid pk\n  title: str(2)\n  points: int\n  extra: str(9)\n",
        Reason::Rows,
        "change column `Task`.`title`: type varchar(80) to varchar(2): in its way: 1 row of `Task` whose `title` is longer \
         than 2 characters -> bring these rows in order, or take the change back; it is tried again when a file \
         changes",
    );
}

#[test]
fn values_outside_of_an_enum_keep_it_away() {
    one(
        "entity Task:\n  id: uuid pk\n  title: enum[two,three]\n  points: int\n  extra: str(9)\n",
        Reason::Rows,
        "add check `ck_Task_title` to `Task`: in its way: 1 row of `Task` that break the check `ck_Task_title` -> bring \
         these rows in order, or take the change back; it is tried again when a file changes",
    );
}

#[test]
fn a_required_column_needs_values() {
    one(
        "entity Task:\n  id: uuid pk\n  title: str(80)\n  points: int\n  region: str(9) required\n",
        Reason::NeedsValues,
        "add the required column `Task`.`region`: Task.region becomes required: rows without a value need one (1 row \
         without one) -> give the field a default or make it optional; or give the rows a value with `dazzle db \
         migrate --fill Table.column=VALUE`; or write a revision with `dazzle db revision`, fill in its `sql`, and run \
         `dazzle db upgrade`",
    );
}

#[test]
fn a_cast_without_a_rule_is_not_planned() {
    let all = saved("entity Task:\n  id: uuid pk\n  title: str(80)\n  points: date\n  extra: str(9)\n");
    for found in all {
        let [(Reason::NotPlanned, words)] = found.as_slice() else {
            panic!("{found:?}")
        };
        let (what, next) = words.split_once(" -> ").unwrap();
        assert!(
            what.ends_with("has no conversion that means the same for everybody"),
            "{what}"
        );
        assert!(next.contains("`--using`"), "{next}");
    }
}

/// A required column that stays, since it holds values, does not keep new rows out.
#[test]
fn what_stays_does_not_ask_for_values() {
    for dialect in [Dialect::Sqlite, Dialect::Postgresql] {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to("entity Task:\n  id: uuid pk\n  title: str(80) required\n");
        let insert = |id: u32, more: &str, value: &str| {
            place.run(&format!(
                "INSERT INTO \"Task\" (id{more}) VALUES ('6f0c2a9e-0000-4000-8000-00000000000{id}'{value})"
            ));
        };
        insert(1, ", title", ", 'one'");
        let done = save(&lab, "entity Task:\n  id: uuid pk\n");
        assert_eq!(done.left_out.len(), 1, "{:?}", done.left_out);
        assert_eq!(done.left_out[0].reason, Reason::LosesData);
        insert(2, "", "");
        assert_eq!(place.value("SELECT count(title) FROM \"Task\""), "1");
        // Back as it was, the new row has no value.
        let done = save(&lab, "entity Task:\n  id: uuid pk\n  title: str(80) required\n");
        assert_eq!(
            done.left_out[0].reason,
            Reason::NeedsValues,
            "{:?}",
            done.left_out
        );
        place.run("UPDATE \"Task\" SET title = 'two' WHERE title IS NULL");
        let done = save(&lab, "entity Task:\n  id: uuid pk\n  title: str(80) required\n");
        assert_eq!((done.left_out, done.draft), (Vec::new(), Vec::new()));
    }
}

#[test]
fn what_the_database_refuses_is_told_in_its_words() {
    let place = Place::new(Dialect::Postgresql);
    let lab = with_a_row(&place);
    // Something by hand that history does not know.
    place.run("CREATE MATERIALIZED VIEW titles AS SELECT title FROM \"Task\"");
    let done = save(
        &lab,
        "entity Task:\n  id: uuid pk\n  title: str(90)\n  points: int\n  extra: int\n",
    );
    assert_eq!(done.drafted.len(), 1);
    assert_eq!(done.left_out.len(), 1);
    assert_eq!(done.left_out[0].reason, Reason::NotDone);
    let words = in_words(&done.left_out).remove(0);
    assert_eq!(
        words,
        "change column `Task`.`title`: type varchar(80) to varchar(90): the database does not do it: cannot change \
         column `Task`.`title`: type varchar(80) to varchar(90): cannot alter type of a column used by a view or rule \
         (SQLSTATE 0A000) -> take the change back, or write it by hand in a revision with `dazzle db revision`"
    );
}

#[test]
fn what_depends_on_what_is_left_out_is_left_out_too() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = with_a_row(&place);
        let done = save(
            &lab,
            "entity Task:\n  id: uuid pk\n  title: str(80)\n  points: int\n  region: str(9) required\n  \
             index region, points\n\nentity Other:\n  id: uuid pk\n  task: ref Task\n",
        );
        assert_eq!(done.left_out.len(), 1);
        let not_done: Vec<String> = done.not_done.iter().map(|it| it.summary()).collect();
        assert_eq!(not_done.len(), 4, "{not_done:?}");
        assert!(not_done.contains(&"create index `ix_Task_region_points` on `Task`".to_owned()));
        assert_eq!(done.drafted.len(), 1);
        lab.verified_structure().unwrap();
    }
}
