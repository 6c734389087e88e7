//! `dazzle db upgrade`, `downgrade`, `rollback` and `stamp`.

use crate::support::{BOTH, Kind, Story, Workplace};

#[test]
fn upgrade_takes_every_form_of_target() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        let base = |story: &mut Story<'_>| {
            story.run(&["db", "downgrade", "base"]);
        };
        for (target, at) in [
            ("head", "r3"),
            ("heads", "r3"),
            ("r2", "r2"),
            ("+1", "r1"),
            ("+3", "r3"),
            ("r1+1", "r2"),
            ("head-1", "r2"),
            ("base+2", "r2"),
            ("r3-2", "r1"),
        ] {
            assert_eq!(story.run(&["db", "upgrade", target]).code, 0);
            assert_eq!(place.at(), [at], "{target}");
            base(&mut story);
        }
        story.note("no target means all heads; base and what lies behind are nothing to do");
        assert_eq!(story.run(&["db", "upgrade"]).code, 0);
        assert_eq!(story.run(&["db", "upgrade"]).code, 0);
        assert_eq!(story.run(&["db", "upgrade", "base"]).code, 0);
        assert_eq!(story.run(&["db", "upgrade", "r1"]).code, 0);
        assert_eq!(place.at(), ["r3"]);
        story.note("what cannot be");
        for target in ["-1", "+1", "nothing", "r", "r3+1", "r1-2"] {
            assert_eq!(story.run(&["db", "upgrade", target]).code, 1, "{target}");
        }
        assert_eq!(place.at(), ["r3"]);
        story.check("upgrade_targets");
    }
}

#[test]
fn a_prefix_is_enough_when_it_is_the_only_one() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.ok(&[
        "db",
        "revision",
        "--empty",
        "--rev-id",
        "unlike-the-rest",
        "-m",
        "unlike",
    ]);
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "upgrade", "unl"]).code, 0);
    assert_eq!(story.run(&["db", "downgrade", "unl-2"]).code, 0);
    story.check("upgrade_prefix");
    assert_eq!(place.at(), ["r2"]);
}

#[test]
fn downgrade_takes_every_form_of_target() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        for (target, at) in [
            ("base", &[] as &[&str]),
            ("-1", &["r2"]),
            ("-2", &["r1"]),
            ("-3", &[]),
            ("r1", &["r1"]),
            ("r3", &["r3"]),
            ("head-1", &["r2"]),
            ("base+1", &["r1"]),
        ] {
            place.ok(&["db", "upgrade"]);
            assert_eq!(story.run(&["db", "downgrade", target]).code, 0);
            assert_eq!(place.at(), at, "{target}");
        }
        story.note("what cannot be");
        place.ok(&["db", "downgrade", "r1"]);
        for target in ["+1", "-2", "r2", "head", "nothing"] {
            assert_eq!(story.run(&["db", "downgrade", target]).code, 1, "{target}");
        }
        story.note("from base there is nothing more to take back");
        place.ok(&["db", "downgrade", "base"]);
        assert_eq!(story.run(&["db", "downgrade", "base"]).code, 0);
        story.check("downgrade_targets");
    }
}

#[test]
fn a_downgrade_that_loses_rows_has_to_be_allowed() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        place.database.sql(
            "INSERT INTO \"Task\" (id, title, priority, due) \
             VALUES ('00000000-0000-0000-0000-000000000001', 'a title', 7, '2026-11-22')",
        );
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "downgrade", "r1"]).code, 1);
        assert_eq!(story.run(&["db", "downgrade", "r1", "--json"]).code, 1);
        assert_eq!(place.at(), ["r3"]);
        assert_eq!(
            story.run(&["db", "downgrade", "r1", "--allow-destructive"]).code,
            0
        );
        story.check("downgrade_allow_destructive");
        assert_eq!(place.database.number("SELECT count(*) FROM \"Task\""), 1);
    }
}

#[test]
fn rollback_takes_back_the_last_one() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "rollback"]).code, 0);
        assert_eq!(story.run(&["db", "rollback", "--json"]).code, 0);
        assert_eq!(place.at(), ["r1"]);
        assert_eq!(story.run(&["db", "rollback", "--allow-destructive"]).code, 0);
        assert_eq!(story.run(&["db", "rollback"]).code, 1);
        story.check("rollback");
    }
}

#[test]
fn sql_prints_a_script_and_runs_nothing() {
    for (kind, name) in [(Kind::Sqlite, "sql_sqlite"), (Kind::Postgresql, "sql_postgresql")] {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        let up = story.run(&["db", "upgrade", "--sql"]).stdout;
        assert!(place.at().is_empty());
        story.run(&["db", "upgrade", "r2", "--sql", "--from", "r1"]);
        story.run(&[
            "db",
            "upgrade",
            "--sql",
            "--dialect",
            "postgresql",
            "--from",
            "r2",
        ]);
        story.run(&["db", "upgrade", "--sql", "--dialect", "sqlite", "r1"]);
        place.database.sql(&up);
        assert_eq!(place.at(), ["r3"]);
        let by_script = place.database.catalogue();
        let down = story.run(&["db", "downgrade", "base", "--sql"]).stdout;
        story.run(&["db", "rollback", "--sql"]);
        story.run(&["db", "upgrade", "--sql"]);
        place.database.sql(&down);
        assert!(place.at().is_empty());
        assert_eq!(place.database.tables(), ["_dazzle_log", "_dazzle_version"]);
        story.check(name);

        place.ok(&["db", "upgrade"]);
        assert_eq!(place.database.catalogue(), by_script);
    }
}

#[test]
fn stamp_records_and_runs_nothing() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut story = Story::new(&place);
        for target in ["head", "r2", "heads", "base", "r1"] {
            assert_eq!(story.run(&["db", "stamp", target]).code, 0);
        }
        assert_eq!(story.run(&["db", "stamp", "nothing"]).code, 1);
        assert_eq!(story.run(&["db", "stamp", "r3", "--json"]).code, 0);
        story.run(&["db", "log"]);
        story.check("stamp");
        assert_eq!(place.at(), ["r3"]);
        assert_eq!(place.database.tables(), ["_dazzle_log", "_dazzle_version"]);
    }
}

#[test]
fn a_database_with_tables_but_no_history_is_left_alone() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.database.sql("CREATE TABLE \"Task\" (id int)");
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "upgrade"]).code, 1);
        assert_eq!(story.run(&["db", "migrate"]).code, 1);
        story.note("a second try is refused as well");
        assert_eq!(story.run(&["db", "upgrade"]).code, 1);
        story.check("tables_of_others");
        assert_eq!(place.database.number("SELECT count(*) FROM \"Task\""), 0);
    }
}

#[test]
fn the_lock_is_waited_for_as_long_as_one_says() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.revision("slow", &["r3"], &crate::support::endless(), "");
        let first = place.dazzle.start(["db", "upgrade"]);
        crate::support::wait_for("the first run is in its long statement", || {
            place.json(0, &["db", "log"])["log"][0]["revision"] == "slow"
        });
        let output = place.expect(1, &["db", "upgrade", "--lock-timeout", "0"]);
        assert!(
            output.stderr.contains("another run is migrating this database"),
            "{output}"
        );
        let output = place.expect(1, &["db", "upgrade", "--lock-timeout", "1"]);
        assert!(
            output
                .stderr
                .contains("waiting for another run on this database to end (run "),
            "{output}"
        );
        assert!(
            output
                .stderr
                .contains("hint: run it again when the other run is done"),
            "{output}"
        );
        crate::support::signal(&first, "INT");
        assert_eq!(crate::support::finish(first).code, 1);
    }
}

#[test]
fn a_statement_may_run_only_so_long() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.revision("slow", &["r3"], &crate::support::endless(), "");
        let output = place.expect(1, &["db", "upgrade", "--statement-timeout", "1"]);
        assert!(output.stderr.contains("revision slow"), "{output}");
        assert_eq!(place.at(), ["r3"]);
        let log = place.log();
        assert_eq!(log.last().unwrap()["outcome"], "failed");
    }
}

#[test]
fn a_table_that_others_use_is_waited_for_only_so_long() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade", "r1"]);
        let output = place.database.while_table_is_used("Task", || {
            place.expect(1, &["db", "upgrade", "--table-lock-timeout", "1"])
        });
        assert!(output.stderr.contains("error: "), "{output}");
        assert_eq!(place.at(), ["r1"]);
        place.ok(&["db", "upgrade"]);
        assert_eq!(place.at(), ["r3"]);
    }
}
