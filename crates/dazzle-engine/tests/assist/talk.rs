//! What is sent, what goes back after a failure, and programs as drivers.

use std::path::Path;
use std::time::{Duration, Instant};

use dazzle_assist::{Driver, Protocol};
use dazzle_engine::assist::Failure;
use dazzle_schema::Dialect;
use dazzle_testkit::{block_on, expect_file};
use serde_json::json;

use crate::place::{Place, in_words, scratch};
use crate::server::{Reply, Server};

const BEFORE: &str = "module app\n\nentity Team \"Team\":\n  id: uuid pk\n  name: str(80) required\n\n\
     entity Far \"Far\":\n  id: uuid pk\n  name: str(80)\n\n\
     entity Task \"Task\":\n  intent: \"work that a team has to do\"\n  id: uuid pk\n  title: str(80) required\n  team: ref Team\n";

fn place(dialect: Dialect) -> Place {
    Place::new(
        dialect,
        BEFORE,
        &BEFORE.replace(
            "  title: str(80) required\n",
            "  title: str(80) required\n  region: str(20) required\n",
        ),
    )
}

const GOOD: &str = "UPDATE \"Task\" SET \"region\" = 'unknown' WHERE \"region\" IS NULL";

fn answer(sql: &str) -> String {
    json!({ "reason": "nothing is known of old tasks", "seams": [{ "seam": 1, "sql": sql }], "decisions": [], "operations": null })
        .to_string()
}

#[test]
fn the_request_holds_the_tables_concerned_and_no_key() {
    for (protocol, file) in [
        (Protocol::Anthropic, "request.messages.json"),
        (Protocol::OpenAi, "request.chat.json"),
    ] {
        let place = place(Dialect::Sqlite);
        let server = Server::start(vec![Reply::Answer(answer(GOOD))]);
        block_on(place.ask(&server.driver(protocol), 1, &scratch(Dialect::Sqlite)))
            .outcome
            .unwrap_or_else(|failure| panic!("{}", in_words(&failure)));
        let [seen] = &server.seen()[..] else { panic!() };
        let body = serde_json::to_string_pretty(&seen.body).unwrap();
        assert!(!body.contains("secret"));
        assert!(!body.contains("Far"), "a table that nothing points to");
        assert!(body.contains("Team") && body.contains("work that a team has to do"));
        let headers = seen.headers.join("\n").to_lowercase();
        let key = match protocol {
            Protocol::Anthropic => "x-api-key: sk-very-secret-key",
            Protocol::OpenAi => "authorization: bearer sk-very-secret-key",
        };
        assert!(headers.contains(key), "{headers}");
        assert_eq!(
            seen.path,
            match protocol {
                Protocol::Anthropic => "/v1/messages",
                Protocol::OpenAi => "/chat/completions",
            }
        );
        let id = place.job().unwrap().task.revision.id.to_string();
        let time = place.job().unwrap().task.revision.created_at.to_string();
        let before = place.job().unwrap().task.revision.parents[0].to_string();
        let body = body
            .replace(&id, "REVISION")
            .replace(&before, "PARENT")
            .replace(&time, "TIME");
        let instructions = serde_json::to_string(
            dazzle_assist::Conversation::new(&place.job().unwrap().task).instructions(),
        )
        .unwrap();
        expect_file(
            &Path::new("tests/assist").join(file),
            &(body.replace(&instructions, "\"INSTRUCTIONS\"") + "\n"),
        )
        .unwrap();
    }
}

#[test]
fn a_failure_goes_back_with_its_reason() {
    for protocol in [Protocol::Anthropic, Protocol::OpenAi] {
        let place = place(Dialect::Sqlite);
        let server = Server::start(vec![
            Reply::Answer(answer("DROP TABLE \"Task\"")),
            Reply::Answer(answer("UPDATE \"Task\" SET \"region\" = NULL")),
            Reply::Answer(answer(GOOD)),
        ]);
        let asked = block_on(place.ask(&server.driver(protocol), 3, &scratch(Dialect::Sqlite)));
        assert_eq!(asked.calls, 3);
        asked
            .outcome
            .unwrap_or_else(|failure| panic!("{}", in_words(&failure)));
        let last = server.seen()[2].body.to_string();
        assert!(last.contains("`DROP TABLE` is not allowed"), "{last}");
        assert!(last.contains("a seam did not reach its postcondition"), "{last}");
        assert!(last.contains("DROP TABLE \\\\\\\"Task"), "its own answer: {last}");
    }
}

#[test]
fn after_the_last_attempt_the_seam_stays_open() {
    let place = place(Dialect::Sqlite);
    let before = std::fs::read_to_string(place.job().unwrap().path().unwrap()).unwrap();
    let server = Server::start(vec![Reply::Answer(answer("DROP TABLE \"Task\""))]);
    let asked = block_on(place.ask(&server.driver(Protocol::OpenAi), 3, &scratch(Dialect::Sqlite)));
    assert_eq!(asked.calls, 3);
    assert!(matches!(&asked.outcome, Err(Failure::NoneAccepted(reasons)) if reasons.len() == 3));
    assert_eq!(
        std::fs::read_to_string(place.job().unwrap().path().unwrap()).unwrap(),
        before
    );
}

#[test]
fn a_busy_server_is_asked_again() {
    let place = place(Dialect::Sqlite);
    let busy = |status| Reply::Raw(status, "retry-after: 0\r\n", String::new());
    let server = Server::start(vec![busy(429), busy(503), Reply::Answer(answer(GOOD))]);
    let asked = block_on(place.ask(&server.driver(Protocol::Anthropic), 1, &scratch(Dialect::Sqlite)));
    assert_eq!(asked.calls, 3);
    assert!(asked.outcome.is_ok());
}

fn program(place: &Place, script: &str, timeout: Duration) -> Driver {
    place.folder.write("driver.sh", script);
    Driver::Command {
        command: vec!["sh".to_owned(), "driver.sh".to_owned()],
        folder: place.folder.path().to_owned(),
        timeout,
    }
}

#[test]
fn a_program_reads_the_request_and_gives_the_answer() {
    let place = place(Dialect::Sqlite);
    let script = format!("cat > request.json\ncat <<'END'\n{}\nEND\n", answer(GOOD));
    let driver = program(&place, &script, Duration::from_secs(10));
    let asked = block_on(place.ask(&driver, 1, &scratch(Dialect::Sqlite)));
    assert_eq!(asked.calls, 1);
    let proposed = asked
        .outcome
        .unwrap_or_else(|failure| panic!("{}", in_words(&failure)));
    assert_eq!(proposed.provenance.driver, "command");
    assert_eq!(proposed.provenance.model, "sh driver.sh");
    let sent: serde_json::Value = serde_json::from_str(&place.folder.read("request.json")).unwrap();
    assert_eq!(sent["request"]["dialect"], "sqlite");
    assert_eq!(sent["request"]["seams"][0]["seam"], 1);
    assert_eq!(sent["earlier_attempts"], json!([]));
}

#[test]
fn programs_that_fail_say_why_and_end_with_their_children() {
    let cases = [
        ("exit 3", "sh` failed with exit status: 3"),
        ("echo 'no luck' >&2; exit 1", "no luck"),
        ("cat > /dev/null; echo '{'", "the answer is no JSON"),
        ("printf '\\377'", "it is not UTF-8"),
        ("yes", "the answer is larger than"),
        ("sleep 30 & sleep 30", "no answer within 1 seconds"),
        (
            "trap '' TERM; while :; do sleep 1; done",
            "no answer within 1 seconds",
        ),
    ];
    for (script, expected) in cases {
        let place = place(Dialect::Sqlite);
        let driver = program(
            &place,
            &format!("echo $$ > pid\n{script}\n"),
            Duration::from_secs(1),
        );
        let started = Instant::now();
        let asked = block_on(place.ask(&driver, 1, &scratch(Dialect::Sqlite)));
        let failure = asked.outcome.expect_err(script);
        assert!(
            in_words(&failure).contains(expected),
            "{script}: {}",
            in_words(&failure)
        );
        assert!(started.elapsed() < Duration::from_secs(15), "{script}");
        let group = place.folder.read("pid").trim().to_owned();
        let left = std::process::Command::new("sh")
            .args(["-c", &format!("kill -0 -- -{group} 2>/dev/null")])
            .status()
            .unwrap();
        assert!(!left.success(), "{script}: something of it is left");
    }
    let place = place(Dialect::Sqlite);
    let driver = Driver::Command {
        command: vec!["/nowhere/at/all".to_owned()],
        folder: place.folder.path().to_owned(),
        timeout: Duration::from_secs(1),
    };
    let asked = block_on(place.ask(&driver, 1, &scratch(Dialect::Sqlite)));
    assert!(in_words(&asked.outcome.unwrap_err()).contains("cannot be started"));
}

#[test]
fn a_key_is_sent_by_tls_only() {
    let place = place(Dialect::Sqlite);
    let server = Server::start(vec![Reply::Answer(answer(GOOD))]);
    let Driver::Server {
        protocol,
        model,
        key,
        timeout,
        ..
    } = server.driver(Protocol::OpenAi)
    else {
        panic!()
    };
    let driver = Driver::Server {
        protocol,
        base_url: "http://models.example.org/v1".to_owned(),
        model,
        key,
        timeout,
    };
    let asked = block_on(place.ask(&driver, 1, &scratch(Dialect::Sqlite)));
    assert_eq!(asked.calls, 0);
    assert!(in_words(&asked.outcome.unwrap_err()).contains("a key is sent by https only"));
}

#[test]
fn nothing_open_is_no_job() {
    let place = Place::new(Dialect::Sqlite, BEFORE, BEFORE);
    assert!(place.job().is_none());
}

#[test]
fn a_question_is_answered_as_a_decision() {
    for (word, kept) in [
        ("renamed", "op = \"rename_column\""),
        ("not_renamed", "op = \"drop_column\""),
    ] {
        let place = Place::new(Dialect::Sqlite, BEFORE, &BEFORE.replace("title:", "headline:"));
        let job = place.job().unwrap();
        assert_eq!((job.task.questions.len(), job.task.seams.len()), (1, 0));
        let reply = json!({ "reason": "the same words", "seams": [], "decisions": [{ "question": 1, "answer": word }], "operations": null });
        let server = Server::start(vec![Reply::Answer(reply.to_string())]);
        let asked = block_on(place.ask(&server.driver(Protocol::OpenAi), 1, &scratch(Dialect::Sqlite)));
        let proposed = asked
            .outcome
            .unwrap_or_else(|failure| panic!("{}", in_words(&failure)));
        assert!(proposed.new.contains(kept), "{}", proposed.new);
        assert!(proposed.new.contains("[[proposed]]\nwhat = \"what was renamed\""));
        dazzle_engine::assist::accept(&place.project(), &proposed).unwrap();
        let left = place.job();
        assert_eq!(left.is_some(), word == "not_renamed", "a seam for the new column");
    }
}
