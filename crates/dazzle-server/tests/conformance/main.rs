//! The description of the API against the server, by tools that know neither.
//!
//! `openapi-spec-validator` checks the document, then `schemathesis` sends what it allows and what it forbids to the
//! running server, on both dialects. Both come from PyPI into a virtual environment beside the build. Too long for every
//! run: `cargo test -p dazzle-server --test conformance`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

#[path = "../api/support/mod.rs"]
#[allow(dead_code, reason = "shared with the other tests, which use more of it")]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use dazzle_schema::Dialect;
use dazzle_server::{Readiness, serve};
use serde_json::json;
use support::{Api, HELPDESK, start};
use tokio::net::TcpListener;

const PACKAGES: [&str; 2] = ["schemathesis>=4,<5", "openapi-spec-validator>=0.7"];
/// How many requests for each operation and phase.
const EXAMPLES: &str = "40";
/// How many new rows that the document allows.
const NEW_ROWS: &str = "300";

/// Types that the helpdesk does not have.
const EVERY_TYPE: &str = "entity Thing:\n  id: uuid pk\n  s: str(12)\n  t: text\n  i: int\n  d: decimal(12,4)\n  f: float\n  \
    b: bool\n  day: date\n  at: datetime\n  u: uuid\n  mail: email\n  slug: slug\n  link: url\n  zone: timezone\n  doc: json\n  \
    word: enum[yes,no] required\n  m: money(JPY)\n  seen: datetime auto_update\n  soft_delete\n\n\
    entity Note:\n  id: str(8) pk\n  thing: ref Thing\n";

/// What is right here and not in the tool's own lists.
const CONFIGURATION: &str = r#"
[checks]
missing_required_header.expected-statuses = ["400", "401", "428"]
positive_data_acceptance.expected-statuses = ["2xx", "409"]
"#;

/// The folder of the tools, in a virtual environment that is made once.
fn tools() -> PathBuf {
    static TOOLS: OnceLock<PathBuf> = OnceLock::new();
    TOOLS.get_or_init(install).clone()
}

fn install() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi-tools");
    let program = folder.join("bin/openapi-spec-validator");
    if !program.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet"])
            .args(PACKAGES));
    }
    folder.join("bin")
}

fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; this test needs Python 3 with `venv`"));
    let text = String::from_utf8_lossy(&output.stdout);
    println!("{text}");
    assert!(
        output.status.success(),
        "{command:?}\n{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

async fn check(api: Api, bin: PathBuf, has_references: bool) {
    api.readiness.send(Readiness::Ready).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(serve(listener, api.router.clone(), std::future::pending()));
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("openapi.json");
    std::fs::write(&document, api.get("/openapi.json").await.text).unwrap();
    std::fs::write(folder.path().join("schemathesis.toml"), CONFIGURATION).unwrap();
    tokio::task::spawn_blocking(move || {
        run(Command::new(bin.join("openapi-spec-validator")).arg(&document));
        let schemathesis = || {
            let mut command = Command::new(bin.join("schemathesis"));
            command
                .args([
                    "run",
                    &format!("{address}/openapi.json"),
                    "--seed",
                    "1",
                    "--no-color",
                ])
                .args(["--suppress-health-check", "all", "--continue-on-failure"])
                .current_dir(folder.path());
            command
        };
        // What is allowed depends on the rows that are there: a key, a reference, a cursor.
        run(schemathesis()
            .args([
                "--max-examples",
                EXAMPLES,
                "--exclude-checks",
                "positive_data_acceptance",
            ])
            .args(["--phases", "examples,coverage,fuzzing,stateful"]));
        // A schema cannot say in passing that a JSON document holds no zero character anywhere.
        if !has_references {
            run(schemathesis()
                .args([
                    "--max-examples",
                    NEW_ROWS,
                    "--checks",
                    "positive_data_acceptance,not_a_server_error",
                ])
                .args(["--include-operation-id", "create_Thing", "--mode", "positive"])
                .args(["--generation-allow-x00", "false"]));
        }
    })
    .await
    .unwrap();
    server.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_helpdesk_on_sqlite() {
    check(start(Dialect::Sqlite, HELPDESK).await, tools(), true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_helpdesk_on_postgresql() {
    let api = start(Dialect::Postgresql, HELPDESK).await;
    let body = json!({"email": "ada@example.org", "name": "Ada"});
    api.post("/api/Customer", &body).await.expect(201);
    check(api, tools(), true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_on_sqlite() {
    check(start(Dialect::Sqlite, EVERY_TYPE).await, tools(), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_on_postgresql() {
    check(start(Dialect::Postgresql, EVERY_TYPE).await, tools(), false).await;
}
