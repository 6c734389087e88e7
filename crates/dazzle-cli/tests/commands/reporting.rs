//! Commands that only look: `status`, `current`, `history`, `heads`, `show`, `plan`, `check`, `log`.

use crate::support::{BOTH, Kind, Story, TASK, TASK_WITH_DUE, Workplace};

#[test]
fn status_says_where_database_files_and_dsl_stand() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        story.note("a database that Dazzle never saw");
        story.run(&["db", "status"]);
        place.ok(&["db", "upgrade", "r1"]);
        story.note("at r1");
        story.run(&["db", "status"]);
        place.ok(&["db", "upgrade"]);
        story.note("at the head");
        story.run(&["db", "status"]);
        place.project.write(
            "dsl/app.dsl",
            &format!("{TASK_WITH_DUE}\nentity Tag:\n  id: int pk\n"),
        );
        story.note("the DSL has more");
        story.run(&["db", "status"]);
        place
            .database
            .sql("INSERT INTO _dazzle_version (revision, applied_at, draft) VALUES ('', '2026-11-22T10:00:00Z', 'x')");
        story.note("a draft stands on the database");
        story.run(&["db", "status"]);
        place
            .database
            .sql("DELETE FROM _dazzle_version WHERE revision = ''");
        let file = format!("migrations/{}", place.migration_files()[0]);
        let text = place.project.read(&file);
        place
            .project
            .write(&file, &text.replace("varchar(50)", "varchar(60)"));
        story.note("an applied file was edited");
        story.run(&["db", "status"]);
        story.check("status");
    }
}

#[test]
fn current_shows_the_revisions_the_database_is_at() {
    for kind in BOTH {
        let place = Workplace::with_two_heads(kind);
        let mut story = Story::new(&place);
        story.run(&["db", "current"]);
        place.ok(&["db", "upgrade"]);
        story.run(&["db", "current"]);
        place.ok(&["db", "downgrade", "base"]);
        story.run(&["db", "current"]);
        story.check("current");
    }
}

#[test]
fn history_takes_ranges() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.ok(&["db", "upgrade", "r2"]);
    let mut story = Story::new(&place);
    for range in [
        &[] as &[&str],
        &["r1:r2"],
        &["r2:"],
        &[":r2"],
        &[":"],
        &["base:r1"],
        &["-1:"],
        &["r3:r1"],
    ] {
        let mut arguments = vec!["db", "history"];
        arguments.extend(range);
        assert_eq!(story.run(&arguments).code, 0, "{range:?}");
    }
    assert_eq!(story.run(&["db", "history", "nothing:"]).code, 1);
    story.check("history");
}

#[test]
fn show_takes_a_revision_its_start_or_head() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let mut story = Story::new(&place);
    story.run(&["db", "show", "r2"]);
    story.run(&["db", "show", "head"]);
    story.run(&["db", "show", "r3-2"]);
    assert_eq!(story.run(&["db", "show", "nothing"]).code, 1);
    assert_eq!(story.run(&["db", "show", "r"]).code, 1);
    assert_eq!(story.run(&["db", "show", "a/b"]).code, 1);
    story.check("show");
}

#[test]
fn plan_shows_the_statements_and_their_risks() {
    for (kind, name) in [
        (Kind::Sqlite, "plan_sqlite"),
        (Kind::Postgresql, "plan_postgresql"),
    ] {
        let place = Workplace::with_three_revisions(kind);
        place
            .project
            .write("dsl/app.dsl", &TASK.replace("str(50)", "str(10)"));
        place.ok(&["db", "revision", "--rev-id", "r4", "-m", "drop much"]);
        let mut story = Story::new(&place);
        story.run(&["db", "plan"]);
        place.ok(&["db", "upgrade", "r2"]);
        story.note("at r2");
        story.run(&["db", "plan", "+1"]);
        story.run(&["db", "plan", "r2"]);
        assert_eq!(story.run(&["db", "plan", "nothing"]).code, 1);
        story.check(name);
    }
}

#[test]
fn check_needs_no_database_and_exits_3() {
    let mut place = Workplace::new(Kind::Sqlite, TASK);
    // Nobody listens there.
    place.dazzle = place
        .dazzle
        .env("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "check"]).code, 3);
    assert_eq!(story.run(&["db", "check", "--json"]).code, 3);
    place.ok(&["db", "revision", "--rev-id", "r1"]);
    assert_eq!(story.run(&["db", "check"]).code, 0);
    assert_eq!(story.run(&["db", "check", "--json"]).code, 0);
    assert_eq!(story.run(&["db", "status"]).code, 1);
    story.check("check");
}

#[test]
fn log_shows_what_was_attempted_the_latest_first() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        story.run(&["db", "log"]);
        place.ok(&["db", "upgrade"]);
        place.ok(&["db", "rollback"]);
        place.revision(
            "bad",
            &["r2"],
            &crate::support::execute("SELECT nothing", "SELECT nothing"),
            "",
        );
        place.expect(1, &["db", "upgrade", "bad"]);
        place.ok(&["db", "stamp", "r1"]);
        let output = story.run(&["db", "log", "-n", "2"]);
        assert!(output.stdout.contains("stamp"), "{output}");
        // The message of the database is its own.
        let words: Vec<String> = place
            .log()
            .iter()
            .map(|row| {
                let word = |key: &str| row[key].as_str().unwrap().to_owned();
                format!("{} {} {}", word("direction"), word("revision"), word("outcome"))
            })
            .collect();
        assert_eq!(
            words,
            [
                "upgrade r1 done",
                "upgrade r2 done",
                "upgrade r3 done",
                "downgrade r3 done",
                "upgrade bad failed",
                "stamp r1 done",
            ]
        );
        assert_eq!(
            place.json(0, &["db", "log", "--limit", "1"])["log"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        let last = place.log().pop().unwrap();
        assert_eq!(last["pid"].as_u64().map(|pid| pid > 0), Some(true));
        story.check(if kind == Kind::Sqlite {
            "log_sqlite"
        } else {
            "log_postgresql"
        });
    }
}

#[test]
fn a_database_that_is_ahead_of_the_files_is_named() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        let file = place
            .project
            .path()
            .join("migrations")
            .join(&place.migration_files()[2]);
        std::fs::remove_file(file).unwrap();
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "upgrade"]).code, 1);
        assert_eq!(story.run(&["db", "status"]).code, 1);
        assert_eq!(story.run(&["db", "plan"]).code, 1);
        assert_eq!(story.run(&["db", "current"]).code, 0);
        assert_eq!(story.run(&["db", "downgrade", "base"]).code, 1);
        story.check("ahead");
    }
}

#[test]
fn mistakes_in_revision_files_are_shown_before_a_database_is_touched() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let before = place.database.contents();
    let mut story = Story::new(&place);
    let cases = [
        (
            "an unknown key",
            "op = \"drop_column\"\ntabel = \"Task\"\n",
            &["r3"] as &[&str],
        ),
        ("a parent that is not there", "", &["r9"]),
        (
            "an operation that does not fit",
            "op = \"rename_column\"\ntable = \"Task\"\nfrom = \"titel\"\nto = \"name\"\n",
            &["r3"],
        ),
        (
            "a downgrade that does not lead back",
            crate::support::ADD_NOTE,
            &["r3"],
        ),
    ];
    for (note, upgrade, parents) in cases {
        place.revision("broken", parents, upgrade, "");
        story.note(note);
        for command in [&["db", "upgrade"] as &[&str], &["db", "status", "--json"]] {
            assert_eq!(story.run(command).code, 1, "{note}");
        }
    }
    place.project.write("migrations/broken.toml", "revision = \n");
    story.note("no TOML");
    assert_eq!(story.run(&["db", "history"]).code, 1);
    place.project.write(
        "migrations/broken.toml",
        &place
            .project
            .read(format!("migrations/{}", place.migration_files()[0])),
    );
    story.note("an id twice");
    assert_eq!(story.run(&["db", "heads"]).code, 1);
    story.check("broken_files");
    assert_eq!(place.database.contents(), before);
}
