//! A backfill that fails or is stopped in the middle: what is said, how it goes on, how it is taken back.

use serde_json::json;

use crate::support::{BOTH, Kind, Workplace, finish, signal, wait_for};
use crate::{FILL, filled, insert, with_rows, write_r2};

/// A fill that divides by zero in the third batch.
fn failing() -> String {
    FILL.replace(
        "'r' || \"id\"",
        "'r' || \"id\" || CASE WHEN \"id\" = 1200 THEN CAST(json('{') AS text) ELSE '' END",
    )
}

/// A database whose backfill failed in the third of four batches.
fn half_done(kind: Kind) -> Workplace {
    let sql = match kind {
        Kind::Sqlite => failing(),
        Kind::Postgresql => failing().replace("json('{')", "(1 / (\"id\" - 1200))"),
    };
    let place = with_rows(kind, 1_777, &sql);
    let output = place.expect(1, &["db", "upgrade"]);
    for part in [
        "r2.toml:",
        "the upgrade of revision r2 is half done: 1 operation and 1000 rows of its backfill are there",
        "the database is at r1",
        "`dazzle db upgrade` goes on from there, `dazzle db rollback` takes it back",
        "BETWEEN",
    ] {
        assert!(output.stderr.contains(part), "{part}: {output}");
    }
    assert_eq!(place.at(), ["r1"]);
    assert_eq!(filled(&place), 1_000);
    place
}

#[test]
fn it_goes_on_where_it_was_once_the_file_is_mended() {
    for kind in BOTH {
        let place = half_done(kind);
        let status = place.json(0, &["db", "status"]);
        assert_eq!(
            status["half_done"],
            json!({ "revision": "r2", "direction": "upgrade", "operations": 1, "rows": 1000 })
        );
        assert_eq!(status["up_to_date"], false);
        // Rows that come meanwhile before the batch at hand.
        place
            .database
            .sql("INSERT INTO \"Task\" (id, title) VALUES (0, 'early')");
        insert(&place, 1_778, 1_800);
        write_r2(&place, &FILL.replace("SET", "SET \"title\" = \"title\" || '!',"));
        let output = place.ok(&["db", "upgrade"]);
        assert!(output.stdout.contains("applied   r2"), "{output}");
        assert_eq!(filled(&place), 1_801);
        // The first thousand were not gone through again, but for the one that came before them.
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM \"Task\" WHERE \"title\" LIKE '%!'"),
            801
        );
        let outcomes: Vec<_> = place.log().iter().map(|row| row["outcome"].clone()).collect();
        assert_eq!(outcomes, ["done", "failed", "done"]);
        place.ok(&["db", "verify"]);
    }
}

#[test]
fn it_is_taken_back_with_rollback() {
    for kind in BOTH {
        let place = half_done(kind);
        // The column has values, so a person has to allow it.
        let output = place.expect(1, &["db", "rollback"]);
        assert!(output.stderr.contains("it would lose data"), "{output}");
        let output = place.ok(&["db", "rollback", "--allow-destructive"]);
        assert!(output.stdout.contains("took back r2"), "{output}");
        assert_eq!(place.at(), ["r1"]);
        assert!(place.database.try_sql("SELECT region FROM \"Task\"").is_err());
        assert_eq!(place.json(0, &["db", "status"])["half_done"], json!(null));
        place.ok(&["db", "verify"]);
        write_r2(&place, FILL);
        place.ok(&["db", "upgrade"]);
        assert_eq!(filled(&place), 1_777);
    }
}

#[test]
fn other_commands_say_so_and_do_nothing() {
    for kind in BOTH {
        let place = half_done(kind);
        place
            .project
            .write("dsl/app.dsl", &format!("{}  region: text required\n", crate::DSL));
        let guard = place.expect(3, &["guard"]);
        assert!(guard.stdout.contains("half done"), "{guard}");
        for arguments in [
            &["db", "verify"][..],
            &["db", "upgrade", "--sql"],
            &["db", "downgrade", "base", "--sql"],
        ] {
            let output = place.expect(1, arguments);
            assert!(
                output.stderr.contains("finish it with `dazzle db upgrade`"),
                "{output}"
            );
        }
        let plan = place.ok(&["db", "plan"]);
        assert!(!plan.stdout.contains("ADD COLUMN"), "{plan}");
        assert!(plan.stdout.contains("BETWEEN"), "{plan}");
        // What is done may not be edited any more.
        let text = place.project.read("migrations/r2.toml");
        place.project.write(
            "migrations/r2.toml",
            &text.replace("\"region\", type = \"text\"", "\"region\", type = \"varchar(9)\""),
        );
        let output = place.expect(1, &["db", "upgrade"]);
        assert!(output.stderr.contains("what is done was edited"), "{output}");
        place.ok(&["db", "stamp", "r1"]);
        assert_eq!(place.json(0, &["db", "status"])["half_done"], json!(null));
    }
}

#[test]
fn a_seam_that_does_not_reach_its_postcondition_says_how_many_rows_are_left() {
    for kind in BOTH {
        let sql = FILL.replace("IS NULL", "IS NULL AND \"id\" NOT IN (3, 700, 1500)");
        let place = with_rows(kind, 1_777, &sql);
        let output = place.expect(1, &["db", "upgrade"]);
        for part in [
            "did not reach its postcondition",
            "3 rows left",
            "3; 700; 1500",
            "half done",
        ] {
            assert!(output.stderr.contains(part), "{part}: {output}");
        }
        write_r2(&place, FILL);
        place.ok(&["db", "upgrade"]);
        assert_eq!(filled(&place), 1_777);
    }
}

#[test]
fn ctrl_c_between_batches_says_how_to_go_on() {
    for kind in BOTH {
        let place = with_rows(kind, 1_777, FILL);
        let run = place.dazzle.start(["db", "upgrade", "--throttle", "60s"]);
        wait_for("the first batch is committed", || {
            place
                .database
                .try_sql("SELECT count(*) FROM \"Task\" WHERE region IS NOT NULL")
                .is_ok_and(|rows| rows[0][0].as_deref() == Some("500"))
        });
        signal(&run, "INT");
        let output = finish(run);
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stderr.contains("stopped on request"), "{output}");
        assert!(
            output.stderr.contains("`dazzle db upgrade` goes on from there"),
            "{output}"
        );
        assert_eq!(place.json(0, &["db", "status"])["half_done"]["rows"], 500);
        place.ok(&["db", "upgrade"]);
        assert_eq!(filled(&place), 1_777);
    }
}

/// The way down may have batches too: then `rollback` goes on, and `upgrade` takes back.
#[test]
fn a_downgrade_in_stages_goes_on_and_is_taken_back() {
    for kind in BOTH {
        let place = with_rows(kind, 1_777, FILL);
        place.ok(&["db", "upgrade"]);
        let down = |sql: &str| {
            let upgrade =
                "op = \"add_column\"\ntable = \"Task\"\ncolumn = { name = \"note\", type = \"text\" }\n";
            let downgrade = format!(
                "op = \"rename_column\"\ntable = \"Task\"\nfrom = \"note\"\nto = \"old_note\"\n---\n\
                 op = \"data_migration\"\nwhy = \"titles get their notes\"\nuntil = 'SELECT count(*) FROM \"Task\" WHERE \
                 \"title\" IS NULL'\nsql = '''{sql}'''\nbatched = {{ key = \"id\", size = 500 }}\n---\n\
                 op = \"drop_column\"\ntable = \"Task\"\ncolumn = {{ name = \"old_note\", type = \"text\" }}\n"
            );
            place.revision("r3", &["r2"], upgrade, &downgrade);
        };
        let good = "UPDATE \"Task\" SET \"title\" = 'none' WHERE \"title\" IS NULL AND \"id\" BETWEEN :first AND :last";
        // The key must be there, so the fourth batch fails.
        let bad = good.replace(
            "SET",
            "SET \"id\" = CASE WHEN \"id\" > 1700 THEN NULL ELSE \"id\" END,",
        );
        down(&bad);
        place.ok(&["db", "upgrade"]);
        place.database.sql("UPDATE \"Task\" SET \"title\" = NULL");
        for goes_on in [false, true] {
            let output = place.expect(1, &["db", "rollback"]);
            assert!(
                output
                    .stderr
                    .contains("the downgrade of revision r3 is half done"),
                "{output}"
            );
            assert!(output.stderr.contains("`dazzle db rollback` goes on"), "{output}");
            assert_eq!(place.at(), ["r3"]);
            if goes_on {
                down(good);
                place.ok(&["db", "rollback"]);
                assert_eq!(place.at(), ["r2"]);
            } else {
                let output = place.ok(&["db", "upgrade"]);
                assert!(output.stdout.contains("took back r3"), "{output}");
                assert_eq!(place.at(), ["r3"]);
                place.ok(&["db", "verify"]);
            }
        }
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM \"Task\" WHERE \"title\" = 'none'"),
            1_777
        );
        place.ok(&["db", "verify"]);
    }
}
