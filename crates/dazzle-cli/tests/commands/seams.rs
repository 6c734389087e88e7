//! Unfilled seams: named everywhere, filled from the command line.

use serde_json::json;

use crate::support::{BOTH, Kind, TASK, Workplace};

/// A database with three tasks, and a DSL that goes on with `more`.
fn with_tasks(kind: Kind, dsl: &str, more: &str) -> Workplace {
    let place = Workplace::new(kind, dsl);
    place.ok(&["db", "migrate"]);
    for number in 1..=3 {
        place.database.sql(&format!(
            "INSERT INTO \"Task\" (\"id\", \"title\") VALUES ('00000000-0000-0000-0000-00000000000{number}', 't')"
        ));
    }
    place.project.write("dsl/app.dsl", more);
    place
}

fn count(place: &Workplace, condition: &str) -> u64 {
    place
        .database
        .number(&format!("SELECT count(*) FROM \"Task\" WHERE {condition}"))
}

#[test]
fn migrate_fills_new_required_columns_of_every_kind() {
    let more = format!(
        "{TASK}  region: str(12) required\n  rank: int required\n  ready: bool required\n  day: date required\n  \
         cost: decimal(6,2) required\n  seen: datetime required\n  state: enum[open,done] required\n"
    );
    for kind in BOTH {
        let place = with_tasks(kind, TASK, &more);
        let output = place.ok(&[
            "db",
            "migrate",
            "--fill",
            "Task.region=it's",
            "--fill",
            "Task.rank=-7",
            "--fill",
            "Task.ready=true",
            "--fill",
            "Task.day=2026-11-22",
            "--fill",
            "Task.cost=12.50",
            "--fill",
            "Task.seen=now",
            "--fill",
            "Task.state=open",
        ]);
        assert!(output.stdout.contains("applied"), "{output}");
        let filled = "\"region\" = 'it''s' AND \"rank\" = -7 AND \"ready\" AND \"day\" = '2026-11-22' AND \"cost\" = \
                      12.5 AND \"seen\" IS NOT NULL AND \"state\" = 'open'";
        assert_eq!(count(&place, filled), 3, "{kind:?}");
        assert_eq!(
            place.json(0, &["db", "verify"])["differences"]
                .as_array()
                .map_or(0, Vec::len),
            0
        );
        // The values were for the rows that were there, and are no defaults.
        place.ok(&["db", "check"]);
    }
}

#[test]
fn an_unfilled_seam_is_named_with_its_rows_and_filled_by_upgrade() {
    for kind in BOTH {
        let place = with_tasks(kind, TASK, &format!("{TASK}  region: str(12) required\n"));
        let output = place.ok(&["db", "revision", "--rev-id", "r2", "-m", "regions"]);
        let named = "Task.region becomes required: rows without a value need one; a value for all: `--fill \
                     Task.region=VALUE`";
        assert!(output.stdout.contains(named), "{output}");
        for arguments in [["db", "status"], ["db", "check"]] {
            let output = place.ok(&arguments);
            assert!(output.stdout.contains(named), "{output}");
            let found = &place.json(0, &arguments)["unfilled_seams"][0];
            assert_eq!(
                (&found["revision"], &found["column"]),
                (&json!("r2"), &json!("Task.region"))
            );
        }
        let plan = place.ok(&["db", "plan"]);
        assert!(plan.stdout.contains("not filled in"), "{plan}");
        let guard = place.expect(3, &["guard"]);
        assert!(guard.stdout.contains("unfilled-seam"), "{guard}");

        let output = place.expect(1, &["db", "upgrade"]);
        for part in [
            "3 rows left",
            "--> migrations/",
            "-0000-000000000001; ",
            "-000000000003",
            "`--fill Table.column=VALUE`",
        ] {
            assert!(output.stderr.contains(part), "{part}: {output}");
        }
        let left = place.json(1, &["db", "upgrade"]);
        assert_eq!(left["error"]["run"]["rows_left"]["rows"], 3);
        assert_eq!(
            left["error"]["run"]["rows_left"]["keys"]
                .as_array()
                .unwrap()
                .len(),
            3
        );

        for (value, message) in [
            ("Task.region=far too long a text", "longer than 12 characters"),
            ("Task.nothing=x", "has no column `nothing`"),
            ("Tusk.region=x", "there is no table `Tusk`"),
        ] {
            let output = place.expect(1, &["db", "migrate", "--fill", value]);
            assert!(output.stderr.contains(message), "{message}: {output}");
        }
        let output = place.ok(&["db", "upgrade", "--fill", "Task.region=it's"]);
        assert!(output.stdout.contains("filled"), "{output}");
        assert_eq!(count(&place, "\"region\" = 'it''s'"), 3);
        let text = place
            .project
            .read(format!("migrations/{}", place.migration_files()[1]));
        assert!(!text.contains("# fill in"), "{text}");
        assert!(
            text.contains("SET \"region\" = 'it''s' WHERE \"region\" IS NULL"),
            "{text}"
        );
        assert_eq!(place.json(0, &["db", "status"])["unfilled_seams"], json!([]));
    }
}

#[test]
fn enum_values_that_go_are_replaced() {
    let before = format!("{TASK}  state: enum[open,waiting,done] = open\n");
    let after = format!("{TASK}  state: enum[open,done] = open\n");
    for kind in BOTH {
        let place = with_tasks(kind, &before, &after);
        place.database.sql("UPDATE \"Task\" SET \"state\" = 'waiting' WHERE \"id\" <> '00000000-0000-0000-0000-000000000003'");
        let output = place.expect(1, &["db", "migrate"]);
        for part in [
            "Task.state no longer takes `waiting`",
            "2 rows left",
            "-000000000001; ",
        ] {
            assert!(output.stderr.contains(part), "{part}: {output}");
        }
        let wrong = place.expect(1, &["db", "upgrade", "--fill", "Task.state=waiting"]);
        assert!(wrong.stderr.contains("the column takes only"), "{wrong}");
        place.ok(&["db", "upgrade", "--fill", "Task.state=done"]);
        assert_eq!(count(&place, "\"state\" = 'done'"), 2);

        // In one go, where nobody has written the file yet.
        let place = with_tasks(kind, &before, &after);
        place.database.sql("UPDATE \"Task\" SET \"state\" = 'waiting'");
        place.ok(&["db", "migrate", "--fill", "Task.state=done"]);
        assert_eq!(count(&place, "\"state\" = 'done'"), 3);
    }
}

#[test]
fn equal_rows_stand_in_the_way_of_a_unique_field_until_they_are_told_apart() {
    for kind in BOTH {
        let place = with_tasks(
            kind,
            TASK,
            &TASK.replace("str(50) required", "str(50) required unique"),
        );
        let output = place.expect(1, &["db", "migrate"]);
        for part in ["Task.title becomes unique", "3 rows left", "-000000000001; "] {
            assert!(output.stderr.contains(part), "{part}: {output}");
        }
        place.database.sql("UPDATE \"Task\" SET \"title\" = \"id\"");
        let output = place.ok(&["db", "upgrade"]);
        assert!(output.stderr.contains("nothing to fill in"), "{output}");
    }
}

#[test]
fn a_value_that_may_have_got_another_name_has_its_hint() {
    let states = |values: &str| format!("{TASK}  state: enum[{values}]\n");
    for kind in BOTH {
        let place = with_tasks(kind, &states("open,waiting"), &states("open,paused"));
        place.database.sql("UPDATE \"Task\" SET \"state\" = 'waiting'");
        let output = place.expect(1, &["db", "migrate", "--rev-id", "r2"]);
        let hint = "where it only got another name, say so with `was: waiting`";
        assert!(output.stderr.contains(hint), "{output}");
        let file = format!("migrations/{}", place.migration_files()[1]);
        std::fs::remove_file(place.project.path().join(file)).unwrap();
        place
            .project
            .write("dsl/app.dsl", &states("open,paused was: waiting"));
        place.ok(&["db", "migrate"]);
        assert_eq!(count(&place, "\"state\" = 'paused'"), 3);
        // A value more, and one that goes without another that comes, have none.
        let place = with_tasks(kind, &states("open,waiting"), &states("open"));
        place.database.sql("UPDATE \"Task\" SET \"state\" = 'waiting'");
        let output = place.expect(1, &["db", "migrate"]);
        assert!(!output.stderr.contains("another name"), "{output}");
    }
}

#[test]
fn a_person_at_a_terminal_gives_the_value() {
    for kind in BOTH {
        let place = with_tasks(kind, TASK, &format!("{TASK}  region: str(5) required\n"));
        let at = place.at();
        for nothing in ["\n", "\u{3}", "\u{4}"] {
            let mut terminal = place.dazzle.at_terminal(&["db", "migrate"]);
            terminal.wait_for("rows without a value need one");
            terminal.wait_for("(3 rows)");
            terminal.wait_for("value for Task.region (nothing: stop):");
            terminal.types(nothing);
            let output = terminal.finish();
            assert_eq!(output.code, 1, "{output}");
            assert_eq!(place.at(), at);
        }
        let mut terminal = place.dazzle.at_terminal(&["db", "migrate"]);
        terminal.wait_for("value for Task.region (nothing: stop):");
        terminal.types("a long way off\n");
        terminal.wait_for("error: ");
        terminal.wait_for("value for Task.region (nothing: stop):");
        terminal.types("north\n");
        let output = terminal.finish();
        assert_eq!(output.code, 0, "{output}");
        assert_eq!(count(&place, "\"region\" = 'north'"), 3);
        assert_eq!(place.migration_files().len(), 2);
    }
}
