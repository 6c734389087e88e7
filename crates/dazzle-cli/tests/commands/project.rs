//! `dazzle new`, `dazzle check`, and what is common to all commands.

use dazzle_testkit::Dazzle;

use crate::support::{BINARY, Kind, Story, TASK, Workplace};

#[test]
fn new_makes_a_project_that_can_be_migrated_at_once() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    story.run(&["new", "book-shop"]);
    story.run(&["-C", "book-shop", "check"]);
    story.run(&["-C", "book-shop", "db", "migrate", "--rev-id", "r1"]);
    story.note("a second time it is there already");
    assert_eq!(story.run(&["new", "book-shop"]).code, 1);
    for name in ["../up", "", "9lives", "a b"] {
        assert_eq!(story.run(&["new", name]).code, 1);
    }
    story.check("new");
    assert_eq!(place.project.read("book-shop/.gitignore"), "/.dazzle/\n/.env\n");
    assert!(
        place
            .project
            .read("book-shop/dsl/app.dsl")
            .starts_with("module book_shop\n")
    );
}

#[test]
fn check_accepts_and_counts() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["check"]).code, 0);
    assert_eq!(story.run(&["check", "--json"]).code, 0);
    place.project.write(
        "dazzle.toml",
        "[project]\nname = \"app\"\nroot = \"app\"\n\n[modules]\npaths = [\"./dsl\", \"./more\"]\n",
    );
    story.note("a remark is no error");
    assert_eq!(story.run(&["check"]).code, 0);
    story.check("check_accepts");
}

#[test]
fn check_shows_every_error_at_its_place() {
    let place = Workplace::new(
        Kind::Sqlite,
        "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  title: sttr(50)\n  \
         owner: ref Persn\n  title: text\n\nentity Person:\n  id: uuid pk\n  due: date = tomorow\n",
    );
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["check"]).code, 1);
    assert_eq!(story.run(&["check", "--json"]).code, 1);
    story.note("nothing is planned from a DSL with errors");
    assert_eq!(story.run(&["db", "migrate"]).code, 1);
    assert_eq!(story.run(&["db", "revision", "--json"]).code, 1);
    story.check("check_errors");
    assert!(place.migration_files().is_empty());
    assert!(place.database.tables().is_empty());
}

#[test]
fn a_wrong_command_line_is_exit_code_2() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    for arguments in [
        &["frobnicate"] as &[&str],
        &["db"],
        &["db", "upgrad"],
        &["db", "upgrade", "--frob"],
        &["db", "upgrade", "no/target"],
        &["db", "upgrade", "--json", "--sql"],
        &["db", "upgrade", "--dialect", "sqlite"],
        &["db", "upgrade", "--sql", "--dialect", "oracle"],
        &["db", "downgrade"],
        &["db", "migrate", "--check", "--sql"],
        &["db", "history", "r1"],
        &["db", "revision", "--rev-id", "head"],
        &["db", "revision", "--rev-id", "a/b"],
        &["db", "log", "-n", "many"],
        &["db", "log", "-n", "0"],
        &["db", "status", "--lock-timeout", "soon"],
        &["db", "status", "--lock-timeout", "18446744073709551615"],
        &["db", "status", "--table-lock-timeout", "0"],
        &["db", "status", "--statement-timeout", "0"],
    ] {
        assert_eq!(story.run(arguments).code, 2, "{arguments:?}");
    }
    story.check("usage");
}

#[test]
fn help_names_every_command() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    for arguments in [
        &["--help"] as &[&str],
        &["db", "--help"],
        &["db", "migrate", "--help"],
    ] {
        assert_eq!(story.run(arguments).code, 0);
    }
    assert_eq!(story.run(&["--version"]).code, 0);
    story.check("help");
}

#[test]
fn the_project_is_found_from_below_and_by_name() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.project.write("deep/er/file", "");
    place.ok(&["-C", "deep/er", "check"]);
    let below = Dazzle::new(BINARY, &place.project.path().join("deep/er"));
    assert_eq!(below.run(["check"]).code, 0);
    assert_eq!(below.run(["-C", "../..", "check"]).code, 0);
    // The embedded database belongs to the project, wherever the command runs.
    assert_eq!(below.run(["db", "migrate"]).code, 0);
    assert!(place.project.path().join(".dazzle/app.db").exists());
}

#[test]
fn without_a_project_every_command_says_so() {
    let nowhere = tempfile::tempdir().unwrap();
    let dazzle = Dazzle::new(BINARY, nowhere.path());
    for arguments in [
        &["check"] as &[&str],
        &["db", "status"],
        &["db", "upgrade"],
        &["db", "heads"],
    ] {
        let output = dazzle.run(arguments);
        assert_eq!(output.code, 1, "{output}");
        assert_eq!(output.stdout, "");
        let expected = format!(
            "error: there is no dazzle.toml in `{}` or above it\nhint: make a project with `dazzle new NAME`, or \
             name its folder with `-C DIR`\n",
            nowhere.path().display()
        );
        assert_eq!(output.stderr, expected);
    }
    assert_eq!(std::fs::read_dir(nowhere.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_dazzle_toml_is_named() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    for text in [
        "[project\n",
        "[schema]\nnameing = \"verbatim\"\n",
        "[database]\nurl = 5\n",
        "[database]\nurl = \"env:NOT_SET\"\n",
    ] {
        place.project.write("dazzle.toml", text);
        story.note(&text.replace('\n', " "));
        let without_variable = Dazzle::new(BINARY, place.project.path());
        let output = without_variable.run(["db", "status"]);
        assert_eq!(output.code, 1, "{output}");
        story.take_down(&["db", "status"], &output);
    }
    story.check("settings");
}

#[test]
fn an_empty_project_has_nothing_to_do_and_loses_nothing() {
    // The root module is there, its entities are not: that must never look like "drop everything" (trap 40).
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "create Task"]);
    place
        .database
        .sql("INSERT INTO \"Task\" (id, title) VALUES ('a', 'b')");
    let mut story = Story::new(&place);
    for (text, note) in [
        (Some(""), "an empty file"),
        (Some("module app\napp app \"App\"\n"), "a module without entities"),
        (None, "no files at all"),
    ] {
        let path = place.project.path().join("dsl/app.dsl");
        match text {
            Some(text) => place.project.write("dsl/app.dsl", text),
            None => std::fs::remove_file(path).unwrap(),
        }
        story.note(note);
        story.run(&["check"]);
        story.run(&["db", "migrate", "--yes"]);
        story.run(&["db", "check"]);
        assert_eq!(place.migration_files().len(), 1, "{note}");
        assert_eq!(
            place.database.number("SELECT count(*) FROM \"Task\""),
            1,
            "{note}"
        );
    }
    story.check("empty");
}

#[test]
fn a_project_with_no_entities_yet() {
    let place = Workplace::new(Kind::Sqlite, "module app\napp app \"App\"\n");
    let mut story = Story::new(&place);
    for arguments in [
        &["check"] as &[&str],
        &["db", "status"],
        &["db", "heads"],
        &["db", "history"],
        &["db", "current"],
        &["db", "log"],
        &["db", "plan"],
        &["db", "check"],
        &["db", "show", "head"],
        &["db", "migrate"],
        &["db", "upgrade"],
        &["db", "downgrade", "base"],
        &["db", "rollback"],
        &["db", "merge"],
        &["db", "reset", "--yes"],
    ] {
        story.run(arguments);
    }
    story.check("no_entities");
}
