//! Files and folders that are edited, read-only or not what they should be.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use dazzle_testkit::Dazzle;

use crate::support::{BINARY, BOTH, Kind, TASK, TASK_WITH_PRIORITY, Workplace};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// The binary as somebody whom permissions hold: as root, it runs as the user `nobody`.
fn unprivileged(place: &Workplace) -> (Dazzle, Vec<String>) {
    use std::os::unix::fs::MetadataExt as _;
    let is_root = std::fs::metadata(place.project.path()).unwrap().uid() == 0;
    let (program, before) = if is_root {
        let words = ["--reuid=65534", "--regid=65534", "--clear-groups", "--", BINARY];
        ("setpriv", words.map(str::to_owned).to_vec())
    } else {
        (BINARY, Vec::new())
    };
    let dazzle = Dazzle::new(program, place.project.path()).env("DATABASE_URL", place.database.url());
    (dazzle, before)
}

fn run_unprivileged(place: &Workplace, words: &[&str]) -> dazzle_testkit::Output {
    let (dazzle, mut arguments) = unprivileged(place);
    arguments.extend(words.iter().map(|word| (*word).to_owned()));
    dazzle.run(arguments)
}

/// Trap 42: line ends are no change, another statement is one.
#[test]
fn trap_42_line_ends_may_change_and_statements_may_not() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        place.revision(
            "r2",
            &["r1"],
            &crate::support::execute(
                "UPDATE \"Task\"\nSET title = 'one';\n",
                "UPDATE \"Task\"\nSET title = 'one';\n",
            ),
            "",
        );
        place.ok(&["db", "upgrade"]);
        let text = place.project.read("migrations/r2.toml");
        for same in [text.replace('\n', "\r\n"), format!("{text}\n\n# reviewed\n")] {
            place.project.write("migrations/r2.toml", &same);
            place.ok(&["db", "upgrade"]);
            assert_eq!(place.json(0, &["db", "status"])["edited"], serde_json::json!([]));
        }
        place
            .project
            .write("migrations/r2.toml", &text.replace("'one'", "'two'"));
        let output = place.expect(1, &["db", "upgrade"]);
        assert!(
            output
                .stderr
                .contains("revision r2 was edited after it was applied"),
            "{output}"
        );
        assert!(output.stderr.contains("hint: restore the file"), "{output}");
        assert_eq!(
            place.json(0, &["db", "status"])["edited"],
            serde_json::json!(["r2"])
        );
        place.expect(1, &["db", "migrate"]);
        place.project.write("migrations/r2.toml", &text);
        place.ok(&["db", "upgrade"]);
    }
}

#[test]
fn a_migrations_folder_that_cannot_be_written() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.project.write("migrations/.keep", "");
        set_mode(place.project.path(), 0o755);
        if let crate::support::Database::Sqlite(database) = &place.database {
            set_mode(database.folder.path(), 0o777);
        }
        set_mode(&place.project.path().join("migrations"), 0o555);
        let before = crate::support::bytes_below(place.project.path());
        for words in [
            &["db", "revision"] as &[&str],
            &["db", "migrate"],
            &["db", "revision", "--json"],
        ] {
            let output = run_unprivileged(&place, words);
            assert_eq!(output.code, 1, "{output}");
            assert!(format!("{output}").contains("cannot write `"), "{output}");
        }
        let output = run_unprivileged(&place, &["db", "migrate"]);
        assert!(
            output
                .stderr
                .contains("hint: check that you may write there; nothing was changed"),
            "{output}"
        );
        assert!(output.stderr.contains("Permission denied"), "{output}");
        assert_eq!(crate::support::bytes_below(place.project.path()), before);
        assert_eq!(place.at(), [] as [&str; 0]);
        assert!(!place.database.tables().contains(&"Task".to_owned()));
    }
}

#[test]
fn a_migrations_folder_that_is_a_file() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.project.write("migrations", "");
    for words in [
        &["db", "migrate"] as &[&str],
        &["db", "status"],
        &["db", "check"],
        &["db", "heads", "--json"],
    ] {
        let output = place.expect(1, words);
        assert!(format!("{output}").contains("cannot read `"), "{output}");
    }
    place.project.write(
        "dazzle.toml",
        "[project]\nroot = \"app\"\n[migrations]\npath = \"migrations/below\"\n",
    );
    place.expect(1, &["db", "migrate"]);
    assert!(place.database.tables().is_empty());
}

#[test]
fn an_sqlite_file_that_cannot_be_written() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    let crate::support::Database::Sqlite(database) = &place.database else {
        panic!("an SQLite database was asked for");
    };
    set_mode(place.project.path(), 0o755);
    set_mode(&place.project.path().join("migrations"), 0o755);
    for file in std::fs::read_dir(database.folder.path()).unwrap() {
        set_mode(&file.unwrap().path(), 0o444);
    }
    set_mode(database.folder.path(), 0o555);
    let before = place.database.contents();
    let output = run_unprivileged(&place, &["db", "upgrade"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("must be writable"), "{output}");
    // The lock file may be writable and the database not.
    set_mode(database.folder.path(), 0o777);
    set_mode(&database.folder.path().join("test.db.dazzle-lock"), 0o666);
    let output = run_unprivileged(&place, &["db", "upgrade"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("readonly"), "{output}");
    // What only looks, works.
    let output = run_unprivileged(&place, &["db", "status"]);
    assert_eq!(output.code, 0, "{output}");
    assert_eq!(place.database.contents(), before);
}

#[test]
fn a_file_that_is_no_database() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.project.write(
        "notes.db",
        &"this is no database, but it is long enough to look like one\n".repeat(40),
    );
    let before = crate::support::bytes_below(place.project.path());
    for command in ["status", "current", "log", "plan", "history"] {
        let output = place.expect(1, &["db", command, "--database-url", "sqlite:notes.db"]);
        assert!(output.stderr.contains("is not an SQLite database"), "{output}");
    }
    assert_eq!(crate::support::bytes_below(place.project.path()), before);
    let output = place.expect(1, &["db", "upgrade", "--database-url", "sqlite:notes.db"]);
    assert!(output.stderr.contains("is not an SQLite database"), "{output}");
}

#[test]
fn a_dsl_file_that_is_no_text() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    std::fs::write(
        place.project.path().join("dsl/bad.dsl"),
        b"module b\nentity \xff\xfe:\n",
    )
    .unwrap();
    let output = place.expect(1, &["db", "migrate"]);
    assert!(output.stderr.contains("dsl/bad.dsl"), "{output}");
    assert_eq!(place.json(1, &["check"])["ok"], false);
    assert!(place.migration_files().is_empty());
}
