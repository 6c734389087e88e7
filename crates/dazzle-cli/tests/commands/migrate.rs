//! `dazzle db migrate`.

use crate::support::{BOTH, Kind, Story, TASK, TASK_WITH_PRIORITY, Workplace};

const TASK_RENAMED: &str =
    "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  name: str(50) required\n";

fn one_row(place: &Workplace) {
    place
        .database
        .sql("INSERT INTO \"Task\" (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'a title')");
}

#[test]
fn migrate_writes_and_applies_on_both_databases() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let mut story = Story::new(&place);
        story.run(&["db", "migrate", "-m", "first", "--rev-id", "r1"]);
        story.run(&["db", "migrate"]);
        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        story.note("a field more; the message is made from the operations");
        story.run(&["db", "migrate", "--rev-id", "r2"]);
        story.run(&["db", "status"]);
        story.check("migrate");
        assert_eq!(place.at(), ["r2"]);
        assert_eq!(place.applied(), ["r1", "r2"]);
        assert_eq!(
            place.database.tables(),
            ["Task", "_dazzle_log", "_dazzle_version"]
        );
        let files = place.migration_files();
        assert_eq!(files.len(), 2);
        assert!(files[0].ends_with("_r1_first.toml"), "{files:?}");
    }
}

#[test]
fn migrate_catches_up_first() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.project.write(
            "dsl/app.dsl",
            &format!("{}\nentity Tag:\n  id: int pk\n", crate::support::TASK_WITH_DUE),
        );
        let mut story = Story::new(&place);
        story.run(&["db", "migrate", "-m", "tags", "--rev-id", "r4"]);
        story.check("migrate_catches_up");
        assert_eq!(place.applied(), ["r1", "r2", "r3", "r4"]);
    }
}

#[test]
fn migrate_check_exits_3_and_writes_nothing() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "migrate", "--check"]).code, 3);
    assert_eq!(story.run(&["db", "migrate", "--check", "--json"]).code, 3);
    place.ok(&["db", "revision", "--rev-id", "r1", "-m", "first"]);
    story.note("written, not applied");
    assert_eq!(story.run(&["db", "migrate", "--check"]).code, 3);
    assert!(place.database.tables().is_empty());
    place.ok(&["db", "upgrade"]);
    story.note("applied");
    assert_eq!(story.run(&["db", "migrate", "--check"]).code, 0);
    assert_eq!(story.run(&["db", "migrate", "--check", "--json"]).code, 0);
    story.check("migrate_check");
}

#[test]
fn migrate_sql_prints_what_it_would_run() {
    for (kind, name) in [
        (Kind::Sqlite, "migrate_sql_sqlite"),
        (Kind::Postgresql, "migrate_sql_postgresql"),
    ] {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        let mut story = Story::new(&place);
        let script = story
            .run(&["db", "migrate", "--sql", "--rev-id", "r2", "-m", "priority"])
            .stdout;
        story.note("for a database that is not looked at");
        story.run(&[
            "db",
            "migrate",
            "--sql",
            "--dialect",
            "postgresql",
            "--rev-id",
            "r2",
            "-m",
            "priority",
        ]);
        story.check(name);
        assert_eq!(place.migration_files().len(), 1);
        assert_eq!(place.at(), ["r1"]);

        // What is printed does what the command does.
        place.database.sql(&script);
        assert_eq!(place.at(), ["r2"]);
        let by_script = place.database.catalogue();
        let other = Workplace::new(kind, TASK);
        other.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        other.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        other.ok(&["db", "migrate", "--rev-id", "r2", "-m", "priority"]);
        assert_eq!(by_script, other.database.catalogue());
    }
}

#[test]
fn what_may_be_a_rename_is_asked_and_yes_is_the_answer() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        place.project.write("dsl/app.dsl", TASK_RENAMED);
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "migrate", "--rev-id", "r2"]).code, 3);
        assert_eq!(story.run(&["db", "migrate", "--rev-id", "r2", "--json"]).code, 3);
        assert_eq!(place.migration_files().len(), 1);
        story.note("the table is empty, so nothing is lost");
        assert_eq!(story.run(&["db", "migrate", "--rev-id", "r2", "--yes"]).code, 0);
        story.check("migrate_yes");
    }
}

#[test]
fn yes_does_not_allow_the_loss_of_data() {
    for kind in BOTH {
        let place = Workplace::new(kind, &format!("{TASK}  note: text\n"));
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        one_row(&place);
        place.database.sql("UPDATE \"Task\" SET note = 'keep me'");
        place.project.write("dsl/app.dsl", TASK);
        let before = place.database.catalogue();
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "migrate", "--rev-id", "r2", "--yes"]).code, 1);
        assert_eq!(story.run(&["db", "migrate", "--rev-id", "r2", "--json"]).code, 1);
        assert_eq!(
            place.migration_files().len(),
            1,
            "a revision that nobody allowed is taken back"
        );
        assert_eq!(place.database.catalogue(), before);
        assert_eq!(
            story
                .run(&["db", "migrate", "--rev-id", "r2", "--allow-destructive"])
                .code,
            0
        );
        story.check("migrate_allow_destructive");
        assert_eq!(place.at(), ["r2"]);
        assert_eq!(place.database.number("SELECT count(*) FROM \"Task\""), 1);
    }
}

#[test]
fn allow_destructive_does_not_answer_questions() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
    place.project.write("dsl/app.dsl", TASK_RENAMED);
    let output = place.expect(3, &["db", "migrate", "--allow-destructive"]);
    assert!(output.stderr.contains("was it renamed?"), "{output}");
    assert_eq!(place.migration_files().len(), 1);
}

#[test]
fn rows_that_do_not_fit_stop_the_revision() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        one_row(&place);
        place.database.sql(
            "INSERT INTO \"Task\" (id, title) VALUES ('00000000-0000-0000-0000-000000000002', 'a title')",
        );
        place
            .project
            .write("dsl/app.dsl", &TASK.replace("required", "required unique"));
        let mut story = Story::new(&place);
        assert_eq!(
            story
                .run(&["db", "migrate", "--rev-id", "r2", "-m", "no twins"])
                .code,
            1
        );
        assert_eq!(place.at(), ["r1"]);
        story.note("the rows are mended, and the kept file goes through");
        place
            .database
            .sql("UPDATE \"Task\" SET title = 'another' WHERE id = '00000000-0000-0000-0000-000000000002'");
        assert_eq!(story.run(&["db", "upgrade"]).code, 0);
        story.check("migrate_rows");
        assert_eq!(place.at(), ["r2"]);
    }
}

#[test]
fn a_seam_stops_the_revision_until_it_is_filled() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        one_row(&place);
        place
            .project
            .write("dsl/app.dsl", &format!("{TASK}  region: str(20) required\n"));
        let mut story = Story::new(&place);
        assert_eq!(
            story
                .run(&["db", "migrate", "--rev-id", "r2", "-m", "region"])
                .code,
            1
        );
        let file = format!("migrations/{}", place.migration_files()[1]);
        let text = place.project.read(&file);
        assert!(text.contains("\nsql = \"\"\n"), "{text}");
        let fill = |sql: &str| {
            place.project.write(
                &file,
                &text.replace("\nsql = \"\"\n", &format!("\nsql = '{sql}'\n")),
            )
        };
        story.note("statements that do not reach it");
        fill("UPDATE \"Task\" SET \"region\" = NULL");
        assert_eq!(story.run(&["db", "upgrade"]).code, 1);
        assert_eq!(place.at(), ["r1"]);
        story.note("and that do");
        fill("UPDATE \"Task\" SET \"region\" = lower(\"title\")");
        assert_eq!(story.run(&["db", "upgrade"]).code, 0);
        story.check("migrate_seam");
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM \"Task\" WHERE region = 'a title'"),
            1
        );
    }
}

#[test]
fn an_id_that_is_taken_is_refused() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    let output = place.expect(1, &["db", "migrate", "--rev-id", "r1"]);
    assert_eq!(
        output.stderr,
        "error: there is a revision `r1` already\nhint: choose another id, or leave `--rev-id` out\n"
    );
}
