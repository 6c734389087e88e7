//! Scripted answers: what is right is proved, what is wrong or hostile is not accepted and says why.

use std::fmt::Write as _;
use std::path::Path;

use dazzle_assist::Protocol;
use dazzle_schema::Dialect;
use dazzle_testkit::expect_file;
use serde_json::json;

use crate::place::{Place, in_words, scratch};
use crate::server::{Reply, Server};

const BEFORE: &str = "module app\n\nentity Person \"Person\":\n  id: uuid pk\n  name: str(80) required\n  \
     region: str(20)\n\nentity Task \"Task\":\n  id: uuid pk\n  title: str(80) required\n  owner: ref Person\n\n\
     entity Secret \"Secret\":\n  id: uuid pk\n  password: str(80) required\n";

/// `Task.region` becomes required: a seam.
fn after() -> String {
    BEFORE.replace(
        "  title: str(80) required\n",
        "  title: str(80) required\n  region: str(20) required\n",
    )
}

/// An answer that fills the seam.
fn sql(text: &str) -> Reply {
    Reply::Answer(
        json!({ "reason": "it fits", "seams": [{ "seam": 1, "sql": text }], "decisions": [], "operations": null })
            .to_string(),
    )
}

/// An answer that gives operations.
fn operations(text: &str) -> Reply {
    Reply::Answer(
        json!({ "reason": "it fits", "seams": [], "decisions": [], "operations": text }).to_string(),
    )
}

const ADD: &str = "[[upgrade]]\nop = \"add_column\"\ntable = \"Task\"\ncolumn = { name = \"region\", type = \"varchar(20)\" }\n";
const REQUIRE: &str = "[[upgrade]]\nop = \"alter_column\"\ntable = \"Task\"\ncolumn = \"region\"\nnullable = { from = true, to = false }\n";
const BACK: &str = "[[downgrade]]\nop = \"drop_column\"\ntable = \"Task\"\ncolumn = { name = \"region\", type = \"varchar(20)\", nullable = false }\n";

fn execute(sql: &str) -> String {
    format!("[[upgrade]]\nop = \"execute\"\nwhy = \"fill\"\nsql = '''\n{sql}'''\n")
}

fn right() -> Vec<(&'static str, Reply)> {
    let owner = "(SELECT p.\"region\" FROM \"Person\" AS p WHERE p.\"id\" = \"Task\".\"owner\")";
    vec![
        ("a constant", sql("UPDATE \"Task\" SET \"region\" = 'unknown' WHERE \"region\" IS NULL")),
        ("all rows", sql("UPDATE \"Task\" SET \"region\" = 'unknown';")),
        ("by a query", sql(&format!("UPDATE \"Task\" SET \"region\" = coalesce({owner}, 'unknown') WHERE \"region\" IS NULL"))),
        ("two statements", sql(&format!("UPDATE \"Task\" SET \"region\" = {owner};\nUPDATE \"Task\" SET \"region\" = '' WHERE \"region\" IS NULL"))),
        ("by a join", sql("UPDATE \"Task\" SET \"region\" = p.\"region\" FROM \"Person\" AS p WHERE p.\"id\" = \"Task\".\"owner\"; UPDATE \"Task\" SET \"region\" = 'x' WHERE \"region\" IS NULL")),
        ("by a part of WITH", sql("WITH known AS (SELECT \"id\", \"region\" FROM \"Person\" WHERE \"region\" IS NOT NULL) UPDATE \"Task\" SET \"region\" = coalesce((SELECT k.\"region\" FROM known AS k WHERE k.\"id\" = \"Task\".\"owner\"), 'none')")),
        ("a case", sql("UPDATE \"Task\" SET \"region\" = CASE WHEN trim(\"title\") = '' THEN 'none' ELSE substr(upper(\"title\"), 1, 4) END")),
        ("with quotes in a text", sql("UPDATE \"Task\" SET \"region\" = 'it''s; -- here' WHERE \"region\" IS NULL")),
        ("as operations", operations(&format!("{ADD}\n{}\n{REQUIRE}\n{BACK}", execute("UPDATE \"Task\" SET \"region\" = 'unknown'")))),
        ("with a long reason", Reply::Answer(json!({ "reason": "x\n".repeat(5_000), "seams": [{ "seam": 1, "sql": "UPDATE \"Task\" SET \"region\" = 'a'" }], "decisions": [], "operations": null }).to_string())),
    ]
}

fn wrong() -> Vec<(&'static str, Reply)> {
    let answer = |value: serde_json::Value| Reply::Answer(value.to_string());
    let raw = |status, headers, body: &str| Reply::Raw(status, headers, body.to_owned());
    vec![
        // The server.
        (
            "no key",
            raw(
                401,
                "",
                "{\"error\": {\"message\": \"invalid key sk-very-secret-key\"}}",
            ),
        ),
        (
            "no such model",
            raw(404, "", "{\"error\": {\"message\": \"model not found\"}}"),
        ),
        ("too many requests", raw(429, "retry-after: 0\r\n", "slow down")),
        (
            "too many requests, for an hour",
            raw(429, "retry-after: 3600\r\n", "slow down"),
        ),
        ("the server fails", raw(500, "", "oops\u{1b}[31m\nstack trace")),
        (
            "overloaded",
            raw(529, "", "{\"error\": {\"message\": \"Overloaded\"}}"),
        ),
        (
            "a redirect",
            raw(302, "location: http://127.0.0.1:1/steal\r\n", ""),
        ),
        ("a web page", raw(200, "", "<html>hello</html>")),
        ("no answer in time", Reply::Hang),
        ("a closed connection", Reply::Close),
        ("an endless body", Reply::Endless),
        // The model.
        ("a refusal", Reply::Refusal),
        ("a truncated answer", Reply::Truncated),
        ("talk and no answer", Reply::Talk),
        ("broken JSON", Reply::Answer("{\"reason\": \"x\", ".to_owned())),
        ("a list", answer(json!([]))),
        (
            "an unknown key",
            answer(
                json!({ "reason": "x", "seams": [], "decisions": [], "operations": null, "run": "rm -rf /" }),
            ),
        ),
        (
            "a number as SQL",
            answer(
                json!({ "reason": "x", "seams": [{ "seam": 1, "sql": 1 }], "decisions": [], "operations": null }),
            ),
        ),
        (
            "a seam that is not there",
            answer(
                json!({ "reason": "x", "seams": [{ "seam": 7, "sql": "x" }], "decisions": [], "operations": null }),
            ),
        ),
        (
            "one seam twice",
            answer(
                json!({ "reason": "x", "seams": [{ "seam": 1, "sql": "x" }, { "seam": 1, "sql": "y" }], "decisions": [], "operations": null }),
            ),
        ),
        (
            "nothing proposed",
            answer(json!({ "reason": "x", "seams": [], "decisions": [], "operations": null })),
        ),
        (
            "a decision nobody asked for",
            answer(
                json!({ "reason": "x", "seams": [], "decisions": [{ "question": 1, "answer": "renamed" }], "operations": null }),
            ),
        ),
        ("empty SQL", sql("  ")),
        // The SQL.
        ("DROP", sql("DROP TABLE \"Task\"")),
        (
            "COPY TO PROGRAM",
            sql("COPY \"Task\" TO PROGRAM 'curl http://example.org'"),
        ),
        ("ATTACH", sql("ATTACH DATABASE '/tmp/x.db' AS x")),
        (
            "a second statement",
            sql("UPDATE \"Task\" SET \"region\" = 'x'; DROP TABLE \"Person\""),
        ),
        (
            "a comment that hides",
            sql("UPDATE \"Task\" SET \"region\" = 'x' /* \"; DROP TABLE \"Task\" */"),
        ),
        ("another table", sql("UPDATE \"Secret\" SET \"password\" = 'x'")),
        (
            "a value of another table",
            sql("UPDATE \"Task\" SET \"region\" = (SELECT \"password\" FROM \"Secret\" LIMIT 1)"),
        ),
        (
            "another column",
            sql("UPDATE \"Task\" SET \"region\" = 'x', \"title\" = 'hacked'"),
        ),
        (
            "rows removed instead",
            sql("DELETE FROM \"Task\" WHERE \"region\" IS NULL"),
        ),
        (
            "the end of the transaction",
            sql("UPDATE \"Task\" SET \"region\" = 'x'; COMMIT"),
        ),
        (
            "a function that waits",
            sql("UPDATE \"Task\" SET \"region\" = pg_sleep(1000)"),
        ),
        (
            "a function that reads files",
            sql("UPDATE \"Task\" SET \"region\" = readfile('/etc/passwd')"),
        ),
        (
            "a query without an end",
            sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) UPDATE \"Task\" SET \"region\" = (SELECT max(i) FROM n)",
            ),
        ),
        // Operations.
        ("operations that are no TOML", operations("[[upgrade]\nop =")),
        (
            "an unknown operation",
            operations("[[upgrade]]\nop = \"run_program\"\n"),
        ),
        (
            "operations that drop a table",
            operations(&format!(
                "[[upgrade]]\nop = \"drop_table\"\ntable = \"Secret\"\ncolumns = [\n    {{ name = \"id\", type = \"uuid\", nullable = false }},\n    {{ name = \"password\", type = \"varchar(80)\", nullable = false }},\n]\nprimary_key = {{ name = \"pk_Secret\", columns = [\"id\"] }}\n\n{ADD}\n{REQUIRE}\n{BACK}"
            )),
        ),
        (
            "operations that stop half way",
            operations(&format!("{ADD}\n{BACK}")),
        ),
        (
            "operations that do not lead back",
            operations(&format!(
                "{ADD}\n{}\n{REQUIRE}",
                execute("UPDATE \"Task\" SET \"region\" = 'x'")
            )),
        ),
        (
            "a claim about the schema",
            operations(
                "[[upgrade]]\nop = \"execute\"\nsql = 'UPDATE \"Task\" SET \"region\" = 1'\n\n[[upgrade.effects]]\nop = \"drop_column\"\ntable = \"Task\"\ncolumn = { name = \"title\", type = \"varchar(80)\", nullable = false }\n",
            ),
        ),
        (
            "forged provenance",
            operations(&format!(
                "{ADD}\n{REQUIRE}\n{BACK}\n[[proposed]]\nwhat = \"x\"\ndriver = \"x\"\nmodel = \"x\"\nrequest = \"x\"\nanswer = \"x\"\nreason = \"x\"\nproven = []\naccepted = \"by a person\"\n"
            )),
        ),
        (
            "hostile SQL in an operation",
            operations(&format!(
                "{ADD}\n{}\n{REQUIRE}\n{BACK}",
                execute("DROP TABLE \"Secret\"")
            )),
        ),
        // What only the proof sees.
        (
            "rows that are left",
            sql("UPDATE \"Task\" SET \"region\" = 'x' WHERE \"owner\" IS NOT NULL AND 1 = 0"),
        ),
        (
            "no value for some",
            sql(
                "UPDATE \"Task\" SET \"region\" = (SELECT p.\"region\" FROM \"Person\" AS p WHERE p.\"id\" = \"Task\".\"owner\")",
            ),
        ),
        (
            "a statement without an end in sight",
            sql(
                "UPDATE \"Task\" SET \"region\" = (SELECT count(*) FROM \"Person\" a JOIN \"Person\" b ON 1 = 1 JOIN \"Person\" c ON 1 = 1 JOIN \"Person\" d ON 1 = 1 JOIN \"Person\" e ON 1 = 1 JOIN \"Person\" f ON 1 = 1 JOIN \"Person\" g ON 1 = 1 JOIN \"Person\" h ON 1 = 1 JOIN \"Person\" i ON 1 = 1 WHERE a.\"name\" || i.\"name\" = b.\"name\" || h.\"name\" || g.\"name\" || f.\"name\" || 'x')",
            ),
        ),
    ]
}

/// What may differ between runs.
fn settled(text: &str) -> String {
    text.split_inclusive(' ')
        .map(|word| {
            if word.starts_with("http://127.0.0.1:") {
                "http://SERVER "
            } else {
                word
            }
        })
        .collect()
}

fn wrong_answers_are_not_accepted(dialect: Dialect, protocol: Protocol, file: &str) {
    let scratch = scratch(dialect);
    let mut seen = String::new();
    for (name, reply) in wrong() {
        let place = Place::new(dialect, BEFORE, &after());
        let server = Server::start(vec![reply]);
        let asked = dazzle_testkit::block_on(place.ask(&server.driver(protocol), 1, &scratch));
        let failure = match asked.outcome {
            Err(failure) => failure,
            Ok(proposed) => panic!("{name}: accepted\n{}", proposed.new),
        };
        assert_eq!(asked.calls as usize, server.seen().len(), "{name}");
        let text = settled(&in_words(&failure));
        assert!(!text.contains("secret-key"), "{name}: {text}");
        assert!(
            !text.is_empty() && !text.chars().any(|c| c.is_control() && c != '\n'),
            "{name}: {text:?}"
        );
        writeln!(
            seen,
            "{name} (calls: {})\n    {}",
            asked.calls,
            text.replace('\n', "\n    ")
        )
        .unwrap();
    }
    expect_file(&Path::new("tests/assist").join(file), &seen).unwrap();
}

#[test]
fn wrong_answers_by_messages_on_sqlite() {
    wrong_answers_are_not_accepted(Dialect::Sqlite, Protocol::Anthropic, "wrong.messages.sqlite.txt");
}

#[test]
fn wrong_answers_by_chat_on_sqlite() {
    wrong_answers_are_not_accepted(Dialect::Sqlite, Protocol::OpenAi, "wrong.chat.sqlite.txt");
}

#[test]
fn wrong_answers_by_chat_on_postgresql() {
    wrong_answers_are_not_accepted(Dialect::Postgresql, Protocol::OpenAi, "wrong.chat.postgresql.txt");
}

#[test]
fn there_are_forty_answers_and_thirty_of_them_are_wrong() {
    assert!(wrong().len() >= 30);
    assert!(wrong().len() + right().len() >= 40);
}

#[test]
fn right_answers_are_proved() {
    for dialect in Dialect::ALL {
        for protocol in [Protocol::Anthropic, Protocol::OpenAi] {
            let scratch = scratch(dialect);
            for (name, reply) in right() {
                let place = Place::new(dialect, BEFORE, &after());
                let server = Server::start(vec![reply]);
                let asked = dazzle_testkit::block_on(place.ask(&server.driver(protocol), 1, &scratch));
                let proposed = asked
                    .outcome
                    .unwrap_or_else(|failure| panic!("{dialect} {name}: {}", in_words(&failure)));
                assert_eq!(asked.calls, 1, "{name}");
                assert!(
                    proposed
                        .provenance
                        .proven
                        .iter()
                        .any(|step| step.contains("downgrade")),
                    "{name}"
                );
                let written = dazzle_engine::assist::accept(&place.project(), &proposed).unwrap();
                assert_eq!(std::fs::read_to_string(written).unwrap(), proposed.new);
                assert!(place.job().is_none(), "{name}");
            }
        }
    }
}
