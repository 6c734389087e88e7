//! The harness itself: what it starts is gone when the tests are.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dazzle_testkit::{Dazzle, Project, postgres, sqlite};

const LONG: Duration = Duration::from_secs(60);

fn wait_for(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < LONG, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn each_database_is_its_own_and_goes_with_its_value() {
    let (one, two) = (postgres::temp_database(), postgres::temp_database());
    one.sql("CREATE TABLE t (a int)");
    two.sql("CREATE TABLE t (a int)");
    let name = one.name.clone();
    drop(one);
    assert!(
        two.server_admin(&format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"))
            .is_empty()
    );
    two.sql("SELECT * FROM t");
}

#[tokio::test]
async fn databases_can_be_made_inside_a_runtime() {
    assert_eq!(
        postgres::temp_database().sql("SELECT 1")[0][0].as_deref(),
        Some("1")
    );
}

/// Not a test by itself: the process that [`a_killed_test_leaves_no_server`] kills.
#[test]
fn helper_starts_a_server() {
    let Ok(ready) = std::env::var("DAZZLE_TEST_READY") else {
        return;
    };
    // A server of its own, whatever the environment says.
    let server = postgres::PostgresServer::start(&postgres::find_programs());
    let folder = server.admin("SHOW data_directory").remove(0).remove(0).unwrap();
    std::fs::write(&ready, "").unwrap();
    std::fs::write(&ready, folder).unwrap();
    std::thread::sleep(LONG);
}

#[test]
fn a_killed_test_leaves_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let ready = folder.path().join("ready");
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["helper_starts_a_server", "--exact"])
        .env("DAZZLE_TEST_READY", &ready)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let data = || std::fs::read_to_string(&ready).unwrap_or_default();
    wait_for("the server did not start", || !data().is_empty());
    let data = data();
    let state = std::fs::read_to_string(Path::new(&data).join("postmaster.pid")).unwrap();
    let pid = state.lines().next().unwrap();
    assert!(is_alive(pid));
    process.kill().unwrap();
    process.wait().unwrap();
    wait_for("the server outlived its test", || !is_alive(pid));
    wait_for("the folder outlived its test", || {
        !Path::new(&data).parent().unwrap().exists()
    });
}

fn is_alive(pid: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("kill -0 {pid} 2>/dev/null")])
        .status()
        .unwrap()
        .success()
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for program in ["initdb", "postgres"] {
        std::os::unix::fs::symlink("/bin/false", folder.path().join(program)).unwrap();
    }
    let result = std::panic::catch_unwind(|| postgres::PostgresServer::start(folder.path()));
    let message = *result.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("does not start"), "{message}");
}

#[test]
fn sqlite_databases_have_folders_of_their_own() {
    let (one, two) = (sqlite::temp_database(), sqlite::temp_database());
    assert_ne!(one.path, two.path);
    assert!(one.folder.path().exists() && !one.path.exists());
}

#[test]
fn the_command_sees_the_project_and_a_clean_environment() {
    let project = Project::new()
        .dsl("app.dsl", "module app\n")
        .file(".env", "A=1\n");
    assert_eq!(project.read("dsl/app.dsl"), "module app\n");
    assert_eq!(project.files_in("dsl"), [project.path().join("dsl/app.dsl")]);
    assert!(project.files_in("migrations").is_empty());

    let shell = Dazzle::new("/bin/sh", project.path()).env("DATABASE_URL", "sqlite:x.db");
    let output = shell.run(["-c", "ls; echo $DATABASE_URL; echo $NO_COLOR $PGHOST >&2; exit 3"]);
    assert_eq!(output.code, 3);
    assert_eq!(output.stdout, "dazzle.toml\ndsl\nsqlite:x.db\n");
    assert_eq!(output.stderr, "1\n");
    assert!(output.to_string().starts_with("exit code: 3\n--- stdout\n"));

    let mut child = shell.start(["-c", "read line; echo got $line"]);
    drop(child.stdin.take());
    assert_eq!(child.finish().stdout, "got\n");
}

#[test]
fn a_started_command_ends_with_its_value() {
    let project = Project::new();
    let run = Dazzle::new("/bin/sleep", project.path()).start(["60"]);
    let pid = run.id().to_string();
    assert!(is_alive(&pid));
    let failed = std::thread::spawn(move || {
        let _run = run;
        std::panic::resume_unwind(Box::new("a test that fails"));
    });
    assert!(failed.join().is_err());
    assert!(!is_alive(&pid));
}
