//! A draft from the first save to the revision.

use crate::support::{Lab, Place};
use crate::{BOTH, save, save_all, try_synchronise};

const TASK: &str = "entity Task:\n  id: uuid pk\n  title: str(80) required\n";

fn task_with(lines: &str) -> String {
    format!("{TASK}{lines}")
}

#[test]
fn a_draft_grows_with_the_dsl_and_goes_with_it() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        let done = save_all(&lab, TASK);
        assert_eq!(done.drafted, ["create table `Task` (2 columns)"]);
        assert_eq!(done.draft.len(), 1);
        lab.must_migrate_to(TASK);

        let done = save_all(&lab, &task_with("  done: bool=false\n"));
        assert_eq!(done.applied, []);
        assert_eq!(done.drafted.len(), 1, "{:?}", done.drafted);
        let done = save_all(&lab, &task_with("  done: bool=false\n  note: text\n"));
        assert_eq!(done.drafted.len(), 1, "{:?}", done.drafted);
        assert_eq!(done.draft.len(), 2);
        assert_eq!(
            save_all(&lab, &task_with("  done: bool=false\n  note: text\n")).drafted,
            [""; 0]
        );

        let done = save_all(&lab, TASK);
        assert_eq!(done.draft, []);
        assert_eq!(
            place.value("SELECT count(*) FROM _dazzle_version WHERE revision = ''"),
            "0"
        );
    }
}

#[test]
fn a_mistake_in_the_dsl_changes_nothing() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        save_all(&lab, TASK);
        let before = place.catalogue();
        lab.dsl("entity Task:\n  id: uuid pk\n  title: strr(80)\n");
        try_synchronise(&lab).unwrap_err();
        assert_eq!(place.catalogue(), before);
    }
}

#[test]
fn what_a_draft_renamed_is_renamed_on_and_back() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TASK);
        let id = "6f0c2a9e-0000-4000-8000-000000000001";
        place.run(&format!(
            "INSERT INTO \"Task\" (id, title) VALUES ('{id}', 'one')"
        ));
        let named = |line: &str| format!("entity Task:\n  id: uuid pk\n  {line}\n");
        save_all(&lab, &named("name: str(80) required was: title"));
        save_all(&lab, &named("name: str(80) required was: title"));
        assert_eq!(place.value("SELECT name FROM \"Task\""), "one");
        // The hint says what history calls it, or what it was called before this save.
        save_all(&lab, &named("label: str(80) required was: title"));
        save_all(&lab, &named("headline: str(80) required was: label"));
        assert_eq!(place.value("SELECT headline FROM \"Task\""), "one");
        // Whether or not the hint stays.
        save_all(&lab, &named("headline: str(80) required"));
        let done = save(&lab, TASK);
        assert_eq!(done.left_out, []);
        assert_eq!(done.draft, []);
        assert_eq!(place.value("SELECT title FROM \"Task\""), "one");
    }
}

#[test]
fn what_only_a_default_wrote_goes_again() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TASK);
        place.run("INSERT INTO \"Task\" (id, title) VALUES ('6f0c2a9e-0000-4000-8000-000000000001', 'one')");
        let more = task_with(
            "  done: bool=false required\n  points: int=3 required\n  note: str(9)=\"x\" required\n",
        );
        save_all(&lab, &more);
        assert_eq!(save_all(&lab, TASK).draft, []);
        save_all(&lab, &more);
        place.run("UPDATE \"Task\" SET points = 4");
        let done = save(&lab, TASK);
        assert_eq!(done.left_out.len(), 1);
        assert_eq!(done.left_out[0].what, "drop column `Task`.`points`");
        assert_eq!(done.draft.len(), 1);
        // What history made holds data, whoever wrote it.
        lab.must_migrate_to(&task_with("  points: int=3 required\n"));
        place.run("UPDATE \"Task\" SET points = 3");
        assert_eq!(save(&lab, TASK).left_out.len(), 1);
    }
}
