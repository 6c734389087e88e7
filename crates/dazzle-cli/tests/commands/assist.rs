//! The assistant, with a program that answers: what is open is put to it, what is proved is written when it is
//! accepted, and everything else leaves the files as they were.

use std::path::Path;

use dazzle_testkit::Output;
use serde_json::json;

use crate::support::{Kind, Story, TASK, Workplace};

/// A project whose driver is `answer.py`, with a table `Task` and three rows.
pub fn place(kind: Kind, program: &str) -> Workplace {
    let place = Workplace::new(kind, TASK).with_scratch();
    place.project.write(
        "dazzle.toml",
        "[project]\nname = \"app\"\nroot = \"app\"\n\n[assistant]\ndriver = \"command\"\ncommand = [\"python3\", \
         \"answer.py\"]\ntimeout = 20\nmax_attempts = 2\n",
    );
    place.project.write("answer.py", program);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    for number in 1..=3 {
        place.database.sql(&format!(
            "INSERT INTO \"Task\" (\"id\", \"title\") VALUES ('00000000-0000-0000-0000-00000000000{number}', \
             'Größe {number}')"
        ));
    }
    place
}

/// A program that answers with `sql` for every seam and with "renamed" to every question, and notes each request.
pub fn answers(sql: &str) -> String {
    format!(
        "import json, sys\n\
         request = json.load(sys.stdin)['request']\n\
         open('requests.jsonl', 'a').write(json.dumps(request) + '\\n')\n\
         json.dump({{'reason': 'as was asked', 'operations': None,\n    \
             'seams': [{{'seam': it['seam'], 'sql': {sql:?}}} for it in request['seams']],\n    \
             'decisions': [{{'question': it['question'], 'answer': 'renamed'}} for it in request['questions']],\n\
         }}, sys.stdout)\n"
    )
}

pub const FILL: &str = "UPDATE \"Task\" SET \"region\" = 'unknown' WHERE \"region\" IS NULL";

/// What was sent, in order.
fn requests(place: &Workplace) -> Vec<String> {
    let path = place.project.path().join("requests.jsonl");
    std::fs::read_to_string(path)
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn with_region() -> String {
    format!("{TASK}  region: str(20) required\n")
}

fn renamed() -> String {
    TASK.replace("title:", "heading:")
}

/// The text of the last revision's file.
fn last_file(place: &Workplace) -> String {
    let name = place.migration_files().pop().unwrap();
    place.project.read(format!("migrations/{name}"))
}

#[track_caller]
fn calls(output: &Output, number: usize) {
    let line = format!("model calls: {number}");
    assert!(output.stderr.lines().any(|it| it == line), "{line}: {output}");
}

#[test]
fn nothing_open_is_no_call() {
    let place = place(Kind::Sqlite, "raise SystemExit('asked')\n");
    for arguments in [
        &["db", "assist"] as &[&str],
        &["db", "assist", "r1"],
        &["db", "revision", "--assist"],
        &["db", "migrate", "--assist"],
    ] {
        let output = if arguments.contains(&"r1") {
            // What is applied stays as it is.
            place.expect(1, arguments)
        } else {
            place.ok(arguments)
        };
        if arguments.contains(&"r1") {
            assert!(output.stderr.contains("is applied already"), "{output}");
        } else {
            calls(&output, 0);
        }
    }
    assert_eq!(place.json(0, &["db", "assist"])["calls"], 0);
    // A change that Dazzle can decide is decided.
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  note: text\n"));
    assert_eq!(
        place.json(0, &["db", "migrate", "--assist"])["assist"],
        json!({ "calls": 0, "open": false, "proposals": [], "not_accepted": [], "written": [] })
    );
    // A default is a value for all rows, so there is no seam.
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  note: text\n  rank: int = 0\n"));
    calls(&place.ok(&["db", "revision", "--assist"]), 0);
}

#[test]
fn the_example_is_followed_without_a_key() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/assistant");
    let mut place = Workplace::new(Kind::Sqlite, TASK);
    std::fs::remove_file(place.project.path().join("dsl/app.dsl")).unwrap();
    copy(&example, place.project.path());
    // The database is the one in the project, as on a fresh clone.
    place.dazzle = dazzle_testkit::Dazzle::new(crate::support::BINARY, place.project.path());
    let mut story = Story::new(&place);
    story.run(&["db", "upgrade"]);
    story.run(&["db", "revision", "-m", "region"]);
    story.run(&["db", "assist"]);
    story.run(&["db", "assist", "--accept-proven"]);
    story.run(&["db", "upgrade"]);
    story.run(&["db", "assist"]);
    story.check("assist");
    let log = place.json(0, &["db", "log", "-n", "1"]);
    let statements = log["log"][0]["statements"].as_str().unwrap();
    let origin = statements.lines().next().unwrap();
    for part in [
        "-- sql of upgrade 2 proposed by command python3 answer.py, request ",
        "proven: sqlite ",
        "accepted as proven",
    ] {
        assert!(origin.contains(part), "{part}: {origin}");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn hostile_answers_leave_the_files_as_they_were() {
    for (sql, reason) in [
        (format!("{FILL}; DROP TABLE \"Task\""), "DROP TABLE"),
        (format!("{FILL} -- and more"), "comment"),
        ("UPDATE \"Task\" SET \"title\" = ''".to_owned(), "title"),
        ("UPDATE sqlite_schema SET sql = ''".to_owned(), "sqlite_schema"),
        (
            "UPDATE \"Task\" SET \"region\" = NULL".to_owned(),
            "postcondition",
        ),
    ] {
        let place = place(Kind::Sqlite, &answers(&sql));
        place.project.write("dsl/app.dsl", &with_region());
        place.ok(&["db", "revision", "--rev-id", "r2"]);
        let before = (place.migration_files(), last_file(&place));
        for arguments in [
            &["db", "assist", "--accept-proven"] as &[&str],
            &["db", "migrate", "--assist", "--accept-proven"],
        ] {
            let output = place.expect(1, arguments);
            assert!(output.stderr.contains("not accepted: "), "{output}");
            assert!(output.stderr.contains(reason), "{sql}: {output}");
            assert!(
                output.stderr.contains("no answer was accepted in 2 attempts"),
                "{output}"
            );
            calls(&output, 2);
            assert_eq!((place.migration_files(), last_file(&place)), before);
        }
        assert_eq!(place.at(), ["r1"]);
    }
}

#[test]
fn what_is_proved_is_not_accepted_by_itself_in_production() {
    let place = place(Kind::Sqlite, &answers(FILL));
    place.project.write("dsl/app.dsl", &with_region());
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    let before = last_file(&place);
    let production = place.dazzle.clone().env("DAZZLE_ENV", "production");
    for arguments in [
        &["db", "assist", "--accept-proven"] as &[&str],
        &["db", "revision", "--assist", "--accept-proven"],
        &["db", "migrate", "--assist", "--accept-proven"],
    ] {
        let output = production.run(arguments);
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stderr.contains("is not for production"), "{output}");
    }
    assert_eq!(last_file(&place), before);
    assert!(requests(&place).is_empty());
}

#[test]
fn a_person_at_a_terminal_says_yes_or_no() {
    let place = place(Kind::Sqlite, &answers(FILL));
    place.project.write("dsl/app.dsl", &with_region());
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    let before = last_file(&place);

    // Nobody is here.
    let output = place.expect(3, &["db", "assist"]);
    assert!(output.stderr.contains("`--accept-proven`"), "{output}");
    assert!(output.stdout.contains("+proven = ["), "{output}");
    assert_eq!(last_file(&place), before);

    for (typed, code) in [("n\n", 3), ("\u{3}", 3), ("y\n", 0)] {
        let mut terminal = place.dazzle.at_terminal(&["db", "assist"]);
        terminal.wait_for("+sql.sqlite = ");
        terminal.wait_for("write this into the revision file? [y/N]");
        assert_eq!(last_file(&place), before);
        terminal.types(typed);
        let output = terminal.finish();
        assert_eq!(output.code, code, "{output}");
        assert!(output.stdout.contains("model calls: 1"), "{output}");
        assert_eq!(last_file(&place) == before, code == 3, "{output}");
    }
    assert!(last_file(&place).contains("accepted = \"by a person\""));
    place.ok(&["db", "upgrade"]);
}

#[test]
fn rows_are_shown_and_sent_only_after_yes() {
    let place = place(Kind::Sqlite, &answers(FILL));
    place.project.write("dsl/app.dsl", &with_region());
    place.ok(&["db", "revision", "--rev-id", "r2"]);

    let output = place.expect(1, &["db", "assist", "--with-samples"]);
    assert!(output.stderr.contains("Größe 2"), "{output}");
    assert!(output.stderr.contains("nothing was sent"), "{output}");
    calls(&output, 0);
    let mut terminal = place.dazzle.at_terminal(&["db", "assist", "--with-samples"]);
    terminal.wait_for("would send rows of Task: ");
    terminal.wait_for("Größe 3");
    terminal.wait_for("send these rows? [y/N]");
    terminal.types("n\n");
    let output = terminal.finish();
    assert_eq!(output.code, 3, "{output}");
    assert!(requests(&place).is_empty());

    place.expect(3, &["db", "assist"]);
    let mut terminal = place.dazzle.at_terminal(&["db", "assist", "--with-samples"]);
    terminal.wait_for("send these rows? [y/N]");
    assert_eq!(requests(&place).len(), 1);
    terminal.types("y\n");
    terminal.wait_for("write this into the revision file? [y/N]");
    terminal.types("y\n");
    assert_eq!(terminal.finish().code, 0);
    let sent = requests(&place);
    assert_eq!(sent.len(), 2);
    assert!(
        !sent[0].contains("samples") && !sent[0].contains("Gr"),
        "{}",
        sent[0]
    );
    assert!(sent[1].contains("\"samples\""), "{}", sent[1]);
}

#[test]
fn revision_puts_what_is_open_in_it() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let place = place(kind, &answers(FILL));
        place.project.write("dsl/app.dsl", &with_region());
        // It is written, and stays as it is where nobody accepts.
        let output = place.expect(3, &["db", "revision", "--rev-id", "r2", "--assist"]);
        calls(&output, 1);
        assert!(output.stdout.contains("to fill"), "{output}");
        assert!(last_file(&place).contains("# fill in `sql`"));
        let name = place.migration_files().pop().unwrap();
        std::fs::remove_file(place.project.path().join("migrations").join(name)).unwrap();

        let output = place.json(
            0,
            &["db", "revision", "--rev-id", "r2", "--assist", "--accept-proven"],
        );
        assert_eq!(output["assist"]["calls"], 1);
        assert_eq!(output["assist"]["written"], json!([output["written"]["path"]]));
        assert!(last_file(&place).contains("accepted = \"as proven\""));
        place.ok(&["db", "upgrade"]);

        // A question is answered before there is a file.
        place.project.write(
            "dsl/app.dsl",
            &renamed().replace("required\n", "required\n  region: str(20) required\n"),
        );
        let output = place.expect(3, &["db", "revision", "--assist"]);
        calls(&output, 1);
        assert_eq!(place.migration_files().len(), 2);
        let output = place.ok(&["db", "revision", "--rev-id", "r3", "--assist", "--accept-proven"]);
        calls(&output, 1);
        assert!(!output.stdout.contains("nothing to write"), "{output}");
        let file = last_file(&place);
        assert!(file.contains("op = \"rename_column\""), "{file}");
        assert!(file.contains("what = \"what was renamed\""), "{file}");
        place.ok(&["db", "upgrade"]);
        let kept =
            "SELECT count(*) FROM \"Task\" WHERE \"heading\" LIKE 'Größe _' AND \"region\" = 'unknown'";
        assert_eq!(place.database.number(kept), 3);
    }
}

#[test]
fn migrate_goes_on_once_what_was_open_is_accepted() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let place = place(kind, &answers(FILL));
        place.project.write("dsl/app.dsl", &with_region());
        let output = place.expect(3, &["db", "migrate", "--rev-id", "r2", "--assist"]);
        calls(&output, 1);
        assert_eq!(place.at(), ["r1"]);
        assert!(last_file(&place).contains("# fill in `sql`"));

        let output = place.ok(&["db", "migrate", "--assist", "--accept-proven"]);
        calls(&output, 1);
        assert_eq!(place.at(), ["r2"]);
        let log = place.log();
        let statements = log.last().unwrap()["statements"].as_str().unwrap();
        assert!(
            statements.starts_with("-- sql of upgrade 2 proposed by command python3 answer.py, "),
            "{statements}"
        );

        // A question and the seam that it leads to, in one go.
        let both = renamed().replace(
            "required\n",
            "required\n  region: str(20) required\n  rank: int required\n",
        );
        place.project.write(
            "answer.py",
            &answers(&FILL.replace("region", "rank").replace("'unknown'", "7")),
        );
        place.project.write("dsl/app.dsl", &both);
        let output = place.json(
            0,
            &["db", "migrate", "--rev-id", "r3", "--assist", "--accept-proven"],
        );
        assert_eq!(output["assist"]["calls"], 2, "{output}");
        assert_eq!(output["at"], json!(["r3"]));
        let kept = "SELECT count(*) FROM \"Task\" WHERE \"heading\" LIKE 'Größe _' AND \"rank\" = 7";
        assert_eq!(place.database.number(kept), 3);
    }
}

#[test]
fn migrate_at_a_terminal_asks_about_the_proposal() {
    let place = place(Kind::Sqlite, &answers(FILL));
    place.project.write("dsl/app.dsl", &with_region());
    let mut terminal = place
        .dazzle
        .at_terminal(&["db", "migrate", "--rev-id", "r2", "--assist"]);
    terminal.wait_for("write this into the revision file? [y/N]");
    terminal.types("y\n");
    terminal.wait_for("now at    r2");
    let output = terminal.finish();
    assert_eq!(output.code, 0, "{output}");
    assert_eq!(place.at(), ["r2"]);
}

#[test]
fn who_cannot_be_asked_is_said() {
    let place = place(Kind::Sqlite, "raise SystemExit('no model today')\n");
    place.project.write("dsl/app.dsl", &with_region());
    let output = place.expect(1, &["db", "revision", "--rev-id", "r2", "--assist"]);
    calls(&output, 1);
    assert!(last_file(&place).contains("# fill in `sql`"));
    // Without a driver.
    place
        .project
        .write("dazzle.toml", "[project]\nname = \"app\"\nroot = \"app\"\n");
    let output = place.expect(1, &["db", "migrate", "--assist"]);
    assert!(output.stderr.contains("does not say whom to ask"), "{output}");
    calls(&output, 0);
    let usage = place.expect(2, &["db", "migrate", "--assist", "--sql"]);
    assert!(usage.stderr.contains("cannot be used with"), "{usage}");
    place.expect(2, &["db", "migrate", "--accept-proven"]);
}
