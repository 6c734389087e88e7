//! What looks like a rename: every command sees the same, and every way to answer gives the same.

use serde_json::Value;

use crate::support::{BINARY, BOTH, Kind, TASK, Workplace, texts};

const AFTER: &str = "module app\napp app \"App\"\n\nentity Task \"Task\":\n  id: uuid pk\n  \
                     name: str(50) required  # as on the door\n  remark: text\n";

/// A project at `r1` with a row, whose DSL calls `title` `name` and has `remark` where `memo` was.
fn with_questions(kind: Kind) -> Workplace {
    let place = Workplace::new(kind, &format!("{TASK}  memo: text\n"));
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
    place.database.sql(
        "INSERT INTO \"Task\" (id, title, memo) VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'b')",
    );
    place.project.write("dsl/app.dsl", AFTER);
    place
}

/// The questions of a command that prints JSON.
fn questions(value: &Value) -> Vec<String> {
    let list = value["questions"]
        .as_array()
        .or_else(|| value["error"]["questions"].as_array());
    list.unwrap_or_else(|| panic!("{value:#}"))
        .iter()
        .map(|it| it["rename"].as_str().unwrap().to_owned())
        .collect()
}

/// The text of the revision after `r1`, without the time at which it was made.
fn newest(place: &Workplace) -> String {
    let mut files = place.migration_files();
    files.retain(|file| !file.contains("_r1_"));
    let text = place.project.read(format!("migrations/{}", files[0]));
    let lines = text.lines().filter(|line| !line.starts_with("created_at"));
    lines.collect::<Vec<_>>().join("\n")
}

const ALL: [&[&str]; 7] = [
    &["db", "migrate"],
    &["db", "migrate", "--sql"],
    &["db", "migrate", "--check"],
    &["db", "revision"],
    &["db", "check"],
    &["db", "status"],
    &["db", "diff", "head", "dsl"],
];

#[test]
fn every_command_has_the_same_questions_and_takes_the_same_answers() {
    for kind in BOTH {
        let place = with_questions(kind);
        let before = (place.database.catalogue(), place.migration_files());
        let expected = [
            "Task.memo=Task.remark",
            "Task.memo=Task.name",
            "Task.title=Task.name",
            "Task.title=Task.remark",
        ];
        for arguments in ALL {
            let code = if arguments.contains(&"status") { 0 } else { 3 };
            let output = place.expect(code, arguments);
            let text = format!("{}{}", output.stdout, output.stderr);
            for line in [
                "  yes: write this in dsl/app.dsl:6, or pass `--rename Task.title=Task.name`",
                "      name: str(50) required was: title  # as on the door",
                "  no: pass `--not-renamed Task.title=Task.name`",
            ] {
                assert!(text.contains(line), "{arguments:?}: {output}");
            }
            if !arguments.contains(&"--sql") {
                assert_eq!(questions(&place.json(code, arguments)), expected, "{arguments:?}");
            }
        }
        assert_eq!((place.database.catalogue(), place.migration_files()), before);

        let answers = ["--rename", "Task.title=Task.name", "--not-renamed", "Task.memo"];
        for arguments in ALL {
            let arguments = [arguments, &answers].concat();
            let writes = ["migrate", "revision"].iter().any(|it| arguments.contains(it))
                && !arguments.contains(&"--check")
                && !arguments.contains(&"--sql");
            if writes {
                continue;
            }
            let output = place.run(&arguments);
            assert!(
                output.stdout.to_lowercase().contains("rename"),
                "{arguments:?}: {output}"
            );
            assert!(
                !output.stdout.contains("was it renamed"),
                "{arguments:?}: {output}"
            );
        }
        // `memo` goes with its value, which is another question and another consent.
        let output = place.expect(1, &[&["db", "migrate"], &answers[..]].concat());
        assert!(output.stderr.contains("it would lose data"), "{output}");
        place.ok(&[&["db", "migrate", "--allow-destructive"], &answers[..]].concat());
        assert_eq!(
            texts(&Value::from_iter([place
                .database
                .sql("SELECT name FROM \"Task\"")[0][0]
                .clone()])),
            ["a"]
        );
    }
}

#[test]
fn every_way_to_answer_gives_the_same_bytes() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let answers = [
            "--rename",
            "Task.title=Task.name",
            "--rename",
            "Task.memo=Task.remark",
        ];
        let mut revisions = Vec::new();
        for way in ["flags", "file", "dsl", "printed", "prompt"] {
            let place = with_questions(kind);
            match way {
                "flags" => {
                    place.ok(&[&["db", "revision"], &answers[..]].concat());
                }
                "file" => {
                    let text = "rename = [\n  # the heading\n  \"Task.title=name\",\n  \"Task.memo=Task.remark\",\n]\n";
                    place.project.write("answers.toml", text);
                    let file = place.project.path().join("answers.toml");
                    place.ok(&["db", "revision", "--decisions", file.to_str().unwrap()]);
                    // What is done already is passed over.
                    place.ok(&["db", "revision", "--decisions", file.to_str().unwrap()]);
                }
                "dsl" => {
                    // The lines are taken from what a command says.
                    for _ in 0..2 {
                        let value = place.json(3, &["db", "check"]);
                        let was = &value["questions"][0]["was"];
                        let line = usize::try_from(was["line"].as_u64().unwrap()).unwrap();
                        let text = place.project.read("dsl/app.dsl");
                        let mut lines: Vec<&str> = text.lines().collect();
                        lines[line - 1] = was["text"].as_str().unwrap();
                        place.project.write("dsl/app.dsl", &(lines.join("\n") + "\n"));
                    }
                    place.ok(&["db", "revision"]);
                }
                "printed" => {
                    // The flags are taken from what a command says, until nothing is asked any more.
                    let mut arguments = vec!["db".to_owned(), "revision".to_owned()];
                    loop {
                        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
                        let output = place.run(&words);
                        if output.code == 0 {
                            break;
                        }
                        let (_, flag) = output.stderr.split_once("or pass `").unwrap();
                        let (flag, _) = flag.split_once('`').unwrap();
                        arguments.extend(flag.split(' ').map(ToOwned::to_owned));
                    }
                }
                _ => {
                    let mut terminal = place.dazzle.at_terminal(&["db", "revision"]);
                    terminal.wait_for("column `Task`.`memo` is gone from the DSL: was it renamed?");
                    terminal.wait_for("1  yes, to `remark`");
                    terminal.wait_for("2  yes, to `name`");
                    terminal.wait_for("which is it?");
                    terminal.types("1\n");
                    terminal.wait_for("column `Task`.`title`");
                    terminal.wait_for("which is it?");
                    terminal.types("y\n");
                    let output = terminal.finish();
                    assert_eq!(output.code, 0, "{output}");
                    let flags = "the same without a question: --rename Task.memo=Task.remark --rename Task.title=Task.name";
                    assert!(output.stdout.contains(flags), "{output}");
                }
            }
            assert_eq!(place.migration_files().len(), 2, "{way}");
            revisions.push(newest(&place));
        }
        assert!(
            revisions[0].contains("op = \"rename_column\""),
            "{}",
            revisions[0]
        );
        assert!(!revisions[0].contains("drop_column"), "{}", revisions[0]);
        assert!(revisions.iter().all(|it| *it == revisions[0]), "{revisions:#?}");
    }
}

#[test]
fn a_prompt_takes_no_for_an_answer_asks_again_and_can_be_left() {
    let place = with_questions(Kind::Sqlite);
    let before = (place.database.catalogue(), place.migration_files());
    for (keys, what) in [("\u{3}", "Ctrl-C"), ("\u{4}", "the end of the input")] {
        let mut terminal = place.dazzle.at_terminal(&["db", "migrate"]);
        terminal.wait_for("which is it?");
        terminal.types("nonsense\n");
        terminal.wait_for("answer with one of the numbers, or with n");
        terminal.wait_for("which is it?");
        terminal.types(keys);
        let output = terminal.finish();
        assert_eq!(output.code, 3, "{what}: {output}");
        assert!(
            output.stdout.contains("nothing was written or changed"),
            "{what}: {output}"
        );
        assert_eq!(
            (place.database.catalogue(), place.migration_files()),
            before,
            "{what}"
        );
    }
    let mut terminal = place.dazzle.at_terminal(&["db", "migrate"]);
    for answer in ["n\n", "1\n"] {
        terminal.wait_for("which is it?");
        terminal.types(answer);
    }
    // No to the rename is no yes to the loss.
    terminal.wait_for("lose this data? [y/N]");
    terminal.types("y\n");
    let output = terminal.finish();
    assert_eq!(output.code, 0, "{output}");
    assert!(
        output
            .stdout
            .contains("--rename Task.title=Task.name --not-renamed Task.memo"),
        "{output}"
    );
    assert_eq!(
        place.database.sql("SELECT name FROM \"Task\"")[0][0].as_deref(),
        Some("a")
    );
    // Nobody is asked where JSON is wanted.
    let place = with_questions(Kind::Sqlite);
    let output = place.dazzle.at_terminal(&["db", "migrate", "--json"]).finish();
    assert_eq!(output.code, 3, "{output}");
}

#[test]
fn a_renamed_table_is_asked_about_first_and_then_its_columns() {
    for kind in BOTH {
        let place = Workplace::new(kind, &format!("{TASK}  memo: text\n"));
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
        let after = AFTER.replace("entity Task \"Task\"", "entity Job \"Job\"");
        place.project.write("dsl/app.dsl", &after);
        let value = place.json(3, &["db", "revision"]);
        assert_eq!(questions(&value), ["Task=Job"]);
        let was = &value["error"]["questions"][0]["was"];
        assert_eq!(was["line"], 4);
        assert_eq!(was["new_line"], true);
        assert_eq!(was["text"], "  was: Task");
        let mut terminal = place.dazzle.at_terminal(&["db", "migrate"]);
        terminal.wait_for("table `Task` is gone from the DSL: was it renamed?");
        terminal.types("1\n");
        for _ in 0..2 {
            terminal.wait_for("column `Job`.");
            terminal.wait_for("which is it?");
            terminal.types("1\n");
        }
        let output = terminal.finish();
        assert_eq!(output.code, 0, "{output}");
        assert!(place.database.tables().contains(&"Job".to_owned()));
        assert!(!newest(&place).contains("drop_"), "{}", newest(&place));
    }
}

#[test]
fn hostile_names_can_be_passed_as_they_are_printed() {
    const HOSTILE: &str = "a.b=\"c\" d's";
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let other = crate::support::Database::new(kind);
        let quoted = HOSTILE.replace('"', "\"\"");
        place.database.sql(&format!(
            "CREATE TABLE \"x y\" (id INTEGER NOT NULL, \"{quoted}\" VARCHAR(50))"
        ));
        other.sql("CREATE TABLE \"x y\" (id INTEGER NOT NULL, title VARCHAR(50))");
        let url = other.url();
        let value = place.json(3, &["db", "diff", "live", &url]);
        let question = &value["questions"][0];
        assert_eq!(question["was"], Value::Null, "no DSL is compared: {question:#}");
        let rename = r#""x y"."a.b=""c"" d's"="x y".title"#;
        assert_eq!(question["rename"], rename);
        let output = place.expect(3, &["db", "diff", "live", &url]);
        let (_, flag) = output.stdout.split_once("yes: pass `").unwrap();
        let (flag, _) = flag.split_once("`\n").unwrap();
        // A real shell reads it.
        let folder = place.project.path().display();
        let line = format!("cd '{folder}' && '{BINARY}' db diff live '{url}' --ops {flag}");
        let done = std::process::Command::new("sh")
            .args(["-c", &line])
            .env("DATABASE_URL", place.database.url())
            .env_remove("DAZZLE_ENV")
            .output()
            .unwrap();
        let operations = String::from_utf8(done.stdout).unwrap();
        assert!(
            operations.contains("op = \"rename_column\""),
            "{line}: {operations}"
        );
        assert!(!operations.contains("drop_column"), "{line}: {operations}");
        place
            .project
            .write("answers.toml", &format!("not_renamed = ['''{rename}''']\n"));
        let file = place.project.path().join("answers.toml");
        let value = place.json(
            3,
            &["db", "diff", "live", &url, "--decisions", file.to_str().unwrap()],
        );
        assert_eq!(value["questions"], serde_json::json!([]));
    }
}

#[test]
fn wrong_answers_are_refused_with_what_to_do() {
    let place = with_questions(Kind::Sqlite);
    let file = |text: &str| {
        place.project.write("answers.toml", text);
        place
            .project
            .path()
            .join("answers.toml")
            .to_str()
            .unwrap()
            .to_owned()
    };
    let refused = |code: i32, arguments: &[&str], expected: &str| {
        let output = place.expect(code, &[&["db", "revision"], arguments].concat());
        assert!(output.stderr.contains(expected), "{arguments:?}: {output}");
    };
    refused(
        2,
        &["--rename", "Task"],
        "`Task` does not name what was before and what is now",
    );
    refused(
        2,
        &["--not-renamed", "Task=Job.x"],
        "does not name what was before",
    );
    refused(
        1,
        &["--rename", "Task.titel=Task.name"],
        "correct `--rename Task.titel=Task.name`, or leave it out",
    );
    refused(1, &["--rename", "Job.title=Job.name"], "has no table `Job`");
    refused(1, &["--not-renamed", "Job.title"], "has no table `Job`");
    refused(
        1,
        &[
            "--rename",
            "Task.title=Task.name",
            "--rename",
            "Task.title=Task.remark",
        ],
        "both `name` and `remark` are said to have been `title`",
    );
    refused(
        1,
        &["--rename", "Task.title=Task.name", "--not-renamed", "Task.title"],
        "says that it was",
    );
    refused(
        1,
        &["--decisions", &file("rename = 1")],
        "`rename` must be a list of texts",
    );
    refused(
        1,
        &["--decisions", &file("renames = []")],
        "`renames` is no kind of answer",
    );
    refused(1, &["--decisions", "nowhere.toml"], "cannot read");
    assert_eq!(place.migration_files().len(), 1);
}

#[test]
fn a_hint_that_did_its_work_is_noted_with_its_place_and_the_line_without_it() {
    let place = Workplace::new(
        Kind::Sqlite,
        &format!("{TASK}  state: enum[open, closed]\n  cost: money(EUR)\n"),
    );
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
    let hinted = "module app\napp app \"App\"\n\nentity Job \"Task\":\n  was: Task\n  id: uuid pk\n  \
                  name: str(50) required was: title\n  state: enum[open, done was: closed]\n  \
                  price: money(EUR) was: cost\n";
    place.project.write("dsl/app.dsl", hinted);
    let codes = |value: &Value| -> Vec<(String, u64)> {
        let notes = value["notes"].as_array().unwrap().iter();
        notes
            .map(|it| {
                (
                    it["code"].as_str().unwrap().to_owned(),
                    it["line"].as_u64().unwrap(),
                )
            })
            .collect()
    };
    assert_eq!(codes(&place.json(3, &["db", "check"])), [], "there is work left");
    place.ok(&["db", "migrate", "--rev-id", "r2", "-m", "renamed"]);
    let expected = [5, 7, 8, 9].map(|line| ("spent-was".to_owned(), line));
    assert_eq!(codes(&place.json(0, &["db", "check"])), expected);
    let output = place.expect(0, &["db", "check"]);
    for line in [
        "`was: title` has nothing left to rename",
        "dsl/app.dsl:8:31",
        "state: enum[open, done]",
    ] {
        assert!(output.stderr.contains(line), "{line} in {output}");
    }
    place.project.write(
        "dsl/app.dsl",
        &hinted
            .replace("  was: Task\n", "")
            .replace(" was: title", "")
            .replace(" was: closed", "")
            .replace(" was: cost", ""),
    );
    assert_eq!(codes(&place.json(0, &["db", "check"])), []);
}

#[test]
fn a_hint_that_does_not_fit_is_shown_with_line_column_and_edit() {
    let place = Workplace::new(Kind::Sqlite, &format!("{TASK}  memo: text\n"));
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
    for (fields, expected) in [
        // Misspelt: the name that was meant is proposed.
        (
            "name: str(50) required was: titel",
            ["dangling-was", "dsl/app.dsl:6:31", "was: title"],
        ),
        (
            "title: str(50) required\n  name: text was: nothing",
            ["dangling-was", "dsl/app.dsl:7:19", "remove the `was:`"],
        ),
        (
            "title: str(50) required\n  memo: text was: title",
            ["ambiguous-was", "dsl/app.dsl:7:19", "remove the `was:`"],
        ),
        (
            "name: str(50) was: title\n  label: str(50) was: title",
            ["ambiguous-was", "dsl/app.dsl:7:23", "remove the other `was:`"],
        ),
    ] {
        let head = TASK.split("  title").next().unwrap();
        place.project.write("dsl/app.dsl", &format!("{head}  {fields}\n"));
        let output = place.expect(1, &["db", "revision"]);
        for text in expected {
            assert!(output.stderr.contains(text), "{text} in {output}");
        }
    }
}

#[test]
fn an_answer_that_history_has_done_is_passed_over_and_told() {
    let fields = "  one: text\n  two: text\n";
    let place = Workplace::new(Kind::Sqlite, &format!("{TASK}{fields}"));
    place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "first"]);
    place.project.write(
        "answers.toml",
        "rename = [\"Task.one=Task.two\", \"Task.two=Task.one\"]\n",
    );
    let swap = ["--decisions", "answers.toml"];
    let told = "warning: passed over: --rename Task.one=Task.two, which history has done already";
    for is_done in [false, true] {
        let commands = [
            &["db", "check"][..],
            &["db", "status"],
            &["db", "migrate", "--check"],
            &["db", "revision"],
            &["db", "migrate"],
        ];
        for command in commands {
            if !is_done && command != ["db", "migrate"] {
                continue;
            }
            let output = place.ok(&[command, &swap].concat());
            assert_eq!(output.stderr.contains(told), is_done, "{command:?}: {output}");
        }
        assert_eq!(place.migration_files().len(), 2);
    }
}
