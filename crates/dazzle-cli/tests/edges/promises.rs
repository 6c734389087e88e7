//! Promises that hold for every command: what only looks writes nothing, what fails says so in its exit code.

use crate::support::{BOTH, Kind, Story, TASK, TASK_WITH_DUE, Workplace, bytes_below};

/// Everything that must not write, with a pending revision, an applied one and a DSL that is ahead of both.
const DRY_RUNS: [&[&str]; 26] = [
    &["check"],
    &["check", "--json"],
    &["db", "status"],
    &["db", "status", "--json"],
    &["db", "current"],
    &["db", "current", "--json"],
    &["db", "history"],
    &["db", "history", ":", "--json"],
    &["db", "heads"],
    &["db", "show", "head"],
    &["db", "show", "r1", "--json"],
    &["db", "log"],
    &["db", "log", "--json"],
    &["db", "plan"],
    &["db", "plan", "+1", "--json"],
    &["db", "check"],
    &["db", "check", "--json"],
    &["db", "migrate", "--check"],
    &["db", "migrate", "--check", "--json"],
    &["db", "migrate", "--sql"],
    &["db", "upgrade", "--sql"],
    &["db", "upgrade", "+1", "--sql"],
    &["db", "downgrade", "base", "--sql"],
    &["db", "downgrade", "base", "--sql", "--dialect", "postgresql"],
    &["db", "reset"],
    &["db", "reset", "--json"],
];

/// Trap 48: database and folder are the same bytes after every dry run.
#[test]
fn trap_48_a_dry_run_writes_nothing() {
    for kind in BOTH {
        for is_fresh in [true, false] {
            let place = Workplace::with_three_revisions(kind);
            if !is_fresh {
                place.ok(&["db", "upgrade", "r2"]);
            }
            place.project.write(
                "dsl/app.dsl",
                &format!("{TASK_WITH_DUE}\nentity Tag:\n  id: uuid pk\n"),
            );
            let database = place.database.contents();
            let folder = bytes_below(place.project.path());
            for arguments in DRY_RUNS {
                place.run(arguments);
                assert_eq!(
                    place.database.contents(),
                    database,
                    "{kind:?} {is_fresh} {arguments:?}"
                );
                assert_eq!(
                    bytes_below(place.project.path()),
                    folder,
                    "{kind:?} {is_fresh} {arguments:?}"
                );
            }
        }
    }
}

/// SQLite cannot read a database in write-ahead mode without its two files beside it; the database itself stays as
/// it is.
#[test]
fn what_only_looks_leaves_a_wal_database_alone() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.ok(&["db", "upgrade", "r2"]);
    place.database.sql("PRAGMA journal_mode = WAL");
    let bytes = || {
        let contents = place.database.contents();
        contents
            .into_iter()
            .find(|(path, _)| path.ends_with("/test.db"))
            .unwrap()
            .1
    };
    let before = bytes();
    for command in ["status", "current", "history", "log", "plan"] {
        place.ok(&["db", command]);
        assert_eq!(bytes(), before, "{command}");
    }
    place.ok(&["db", "upgrade"]);
    assert_eq!(place.at(), ["r3"]);
}

/// Trap 46: a check that finds something, or that cannot be made, never exits with 0.
#[test]
fn trap_46_a_failing_check_never_exits_with_0() {
    let broken_dsl = "module app\napp app \"App\"\n\nentity Task:\n  x: nonsense\n";
    for kind in BOTH {
        for json in [false, true] {
            let run = |place: &Workplace, words: &[&str]| {
                let mut arguments = words.to_vec();
                if json {
                    arguments.push("--json");
                }
                place.run(&arguments).code
            };
            let checks: [&[&str]; 3] = [&["check"], &["db", "check"], &["db", "migrate", "--check"]];

            // Something is missing.
            let place = Workplace::new(kind, TASK);
            assert_eq!(checks.map(|check| run(&place, check)), [0, 3, 3]);
            // It is written, and not applied.
            place.ok(&["db", "revision"]);
            assert_eq!(checks.map(|check| run(&place, check)), [0, 0, 3]);
            place.ok(&["db", "upgrade"]);
            assert_eq!(checks.map(|check| run(&place, check)), [0, 0, 0]);
            // The DSL has errors.
            place.project.write("dsl/app.dsl", broken_dsl);
            assert_eq!(checks.map(|check| run(&place, check)), [1, 1, 1]);
            // A DSL file cannot be read.
            std::fs::remove_file(place.project.path().join("dsl/app.dsl")).unwrap();
            assert_eq!(checks.map(|check| run(&place, check)), [1, 1, 1]);
            // A revision file is broken.
            place.project.write("dsl/app.dsl", TASK);
            place.project.write("migrations/broken.toml", "what is this");
            assert_eq!(checks.map(|check| run(&place, check)), [0, 1, 1]);
            // Several heads.
            let place = Workplace::with_two_heads(kind);
            assert_eq!(checks.map(|check| run(&place, check)), [0, 3, 1]);
            // No database to be had.
            let mut place = Workplace::with_three_revisions(kind);
            place.dazzle = place
                .dazzle
                .env("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
            assert_eq!(checks.map(|check| run(&place, check)), [0, 0, 1]);
        }
    }
}

#[test]
fn json_on_stdout_is_one_value_whatever_happens() {
    for kind in BOTH {
        let place = Workplace::with_two_heads(kind);
        for (code, arguments) in [
            (1, &["db", "upgrade", "head"] as &[&str]),
            (1, &["db", "migrate"]),
            (1, &["db", "revision"]),
            (1, &["db", "downgrade", "nothing"]),
            (1, &["db", "rollback"]),
            (1, &["db", "stamp", "nothing"]),
            (1, &["db", "plan", "nothing"]),
            (1, &["db", "show", "nothing"]),
            (1, &["db", "history", "nothing:"]),
            (1, &["db", "merge", "r1"]),
            (1, &["db", "reset"]),
            (0, &["db", "show", "heads"]),
            (0, &["db", "show", "base"]),
            (0, &["db", "upgrade"]),
        ] {
            let value = place.json(code, arguments);
            assert_eq!(value.get("error").is_some(), code == 1, "{arguments:?}: {value}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let mut child = place.dazzle.start(["db", "history", "--json"]);
    drop(child.stdout.take());
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_revision_that_fails_is_rolled_back_whole() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let broken = format!(
            "{}---\n{}---\n{}",
            crate::support::create_table("Half"),
            crate::support::ADD_NOTE,
            crate::support::execute("SELECT 1 FROM nowhere", "SELECT 1 FROM nowhere"),
        );
        let back = format!(
            "{}---\n{}",
            crate::support::DROP_NOTE,
            crate::support::drop_table("Half")
        );
        place.revision("broken", &["r3"], &broken, &back);
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "upgrade"]).code, 1);
        story.check(if kind == Kind::Sqlite {
            "failure_sqlite"
        } else {
            "failure_postgresql"
        });
        assert_eq!(place.at(), ["r3"]);
        let state = place.database.catalogue();
        assert!(!state.contains("Half") && !state.contains("note"), "{state}");
        let row = place.log().pop().unwrap();
        assert_eq!(
            (row["revision"].as_str(), row["outcome"].as_str()),
            (Some("broken"), Some("failed"))
        );
        assert!(row["error"].as_str().unwrap().contains("nowhere"), "{row}");
        assert!(
            row["statements"]
                .as_str()
                .unwrap()
                .contains("CREATE TABLE \"Half\""),
            "{row}"
        );
    }
}
