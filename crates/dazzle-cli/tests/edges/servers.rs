//! Servers that refuse, vanish or are not there, and passwords that are never shown.

use dazzle_db::{DatabaseUrl, Session, SessionOptions};
use dazzle_testkit::postgres::{PostgresServer, find_programs};
use dazzle_testkit::{Dazzle, Output, Project, block_on};

use crate::support::{BINARY, Kind, TASK, Workplace, endless, finish, wait_for};

/// No output ever holds it.
const PASSWORD: &str = "Geheim7";

const COMMANDS: [&[&str]; 14] = [
    &["db", "status"],
    &["db", "current"],
    &["db", "history"],
    &["db", "log"],
    &["db", "plan"],
    &["db", "check"],
    &["db", "migrate"],
    &["db", "migrate", "--check"],
    &["db", "migrate", "--sql"],
    &["db", "upgrade"],
    &["db", "downgrade", "base"],
    &["db", "rollback"],
    &["db", "stamp", "base"],
    &["db", "reset", "--yes"],
];

#[track_caller]
fn assert_no_password(output: &Output) {
    assert!(!output.to_string().contains(PASSWORD), "{output}");
}

/// Every way to write a URL with a password in it, right or wrong.
#[test]
fn a_password_is_never_shown() {
    let urls = [
        format!("postgres://app:{PASSWORD}@127.0.0.1:1/app"),
        format!("postgresql://127.0.0.1:1/app?user=app&password={PASSWORD}"),
        format!("postgresql://app:12#{PASSWORD}@127.0.0.1:1/app"),
        format!("postgresql://app:12/{PASSWORD}@127.0.0.1:1/app"),
        format!("postgresql://app:{PASSWORD}@127.0.0.1:port/app"),
        format!("mysql://app:{PASSWORD}@127.0.0.1:1/app"),
        format!("app:{PASSWORD}@127.0.0.1/app"),
        format!("postgresql:app:{PASSWORD}@127.0.0.1/app"),
        PASSWORD.to_owned(),
    ];
    for url in &urls {
        let project = Project::new().dsl("app.dsl", TASK);
        let by_variable = Dazzle::new(BINARY, project.path()).env("DATABASE_URL", url);
        for command in [
            &["db", "status"] as &[&str],
            &["db", "upgrade"],
            &["db", "plan", "--json"],
        ] {
            let output = by_variable.run(command);
            assert_eq!(output.code, 1, "{output}");
            assert_no_password(&output);
        }
        let by_flag = Dazzle::new(BINARY, project.path());
        let output = by_flag.run(["db", "migrate", "--database-url", url]);
        assert_eq!(output.code, 1, "{output}");
        assert_no_password(&output);
        let settings = format!("[project]\nname = \"app\"\nroot = \"app\"\n[database]\nurl = \"{url}\"\n");
        project.write("dazzle.toml", &settings);
        assert_no_password(&by_flag.run(["db", "current", "--json"]));
        // The line of a broken file is quoted; the one with the password is another.
        project.write("dazzle.toml", &format!("{settings}[schema]\nnaming = 3\n"));
        assert_no_password(&by_flag.run(["db", "current"]));
        project.write(".env", &format!("DATABASE_URL={url}\n"));
        project.write("dazzle.toml", "[project]\nroot = \"app\"\n");
        assert_no_password(&by_flag.run(["db", "upgrade"]));
    }
}

/// A line of `.env` that cannot be read is not repeated: what is in there is secret.
#[test]
fn a_broken_dotenv_does_not_show_its_secrets() {
    let project = Project::new().dsl("app.dsl", TASK).file(
        ".env",
        &format!("DATABASE_URL='postgres://app:{PASSWORD}@h/app\nX=1\n"),
    );
    let output = Dazzle::new(BINARY, project.path()).run(["db", "status"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("`.env`"), "{output}");
    assert_no_password(&output);
}

/// A server that asks for a password: the right one works, a wrong one is refused, neither is shown.
#[test]
fn a_wrong_password_is_refused_and_not_shown() {
    let server = PostgresServer::start(&find_programs());
    // Before PostgreSQL 14 passwords were kept in another form, which the rule below does not take.
    server.admin(&format!(
        "SET password_encryption = 'scram-sha-256'; CREATE ROLE app LOGIN PASSWORD '{PASSWORD}'"
    ));
    server.admin("CREATE DATABASE app OWNER app");
    let rules = server.admin("SHOW hba_file").remove(0).remove(0).unwrap();
    std::fs::write(
        &rules,
        "host all postgres 127.0.0.1/32 trust\nhost all app 127.0.0.1/32 scram-sha-256\n",
    )
    .unwrap();
    server.admin("SELECT pg_reload_conf()");
    let address = server
        .admin_url()
        .split_once('@')
        .unwrap()
        .1
        .replace("/postgres", "/app");
    wait_for("the server asks for passwords", || {
        !can_connect(&format!("postgresql://app@{address}"))
    });

    let place = Workplace::new(Kind::Sqlite, TASK);
    let with = |password: &str| {
        Dazzle::new(BINARY, place.project.path())
            .env("DATABASE_URL", format!("postgresql://app:{password}@{address}"))
    };
    for password in [&format!("{PASSWORD}x") as &str, "wrong"] {
        for command in COMMANDS {
            let output = with(password).run(command);
            assert_no_password(&output);
            if command == ["db", "check"] {
                continue;
            }
            assert_eq!(output.code, 1, "{command:?}: {output}");
            assert!(
                output
                    .stderr
                    .contains("hint: check the user and the password in the database URL"),
                "{output}"
            );
        }
    }
    for command in COMMANDS {
        for json in [false, true] {
            let mut arguments = command.to_vec();
            if json && !command.contains(&"--sql") {
                arguments.push("--json");
            }
            assert_no_password(&with(PASSWORD).run(&arguments));
        }
    }
    let output = with(PASSWORD).run(["db", "upgrade"]);
    assert_eq!(output.code, 0, "{output}");
    assert!(output.stdout.contains("postgresql://app:***@"), "{output}");
}

fn can_connect(url: &str) -> bool {
    let url = DatabaseUrl::parse(url).unwrap();
    block_on(Session::connect(&url, &SessionOptions::default())).is_ok()
}

#[test]
fn a_server_or_database_that_is_not_there() {
    let mut place = Workplace::with_three_revisions(Kind::Postgresql);
    let url = place.database.url();
    let elsewhere = url.replace(url.rsplit_once('/').unwrap().1, "no_such_database");
    for (url, words, hint) in [
        (
            elsewhere.as_str(),
            "no_such_database",
            "hint: create the database first",
        ),
        (
            "postgresql://app@127.0.0.1:1/app",
            "127.0.0.1:1",
            "hint: check that the server runs",
        ),
        (
            "postgresql://app@no-such-host.invalid/app",
            "no-such-host",
            "hint: check that the server runs",
        ),
    ] {
        place.dazzle = place.dazzle.env("DATABASE_URL", url);
        for command in ["status", "upgrade", "plan"] {
            let output = place.expect(1, &["db", command]);
            assert!(
                output.stderr.contains(words) && output.stderr.contains(hint),
                "{output}"
            );
        }
    }
}

/// A run whose own connection is ended, or that of its lock, stops; what was begun is undone; the next run names
/// the crash and goes on.
#[test]
fn a_connection_that_is_ended_stops_the_run() {
    for who in ["dazzle:%", "dazzle-lock:%", "dazzle%"] {
        let place = Workplace::with_three_revisions(Kind::Postgresql);
        let slow = endless().replace("pg_sleep(300)", "pg_sleep(2)");
        place.revision(
            "slow",
            &["r3"],
            &format!("{}---\n{slow}", crate::support::create_table("Half")),
            &crate::support::drop_table("Half"),
        );
        let run = place.dazzle.start(["db", "upgrade"]);
        let is_asleep = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active' \
             AND pid <> pg_backend_pid() AND datname = current_database()";
        wait_for("the statement is at work", || {
            place.database.number(is_asleep) > 0
        });
        place.database.sql(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '{who}' AND datname \
             = current_database() AND pid <> pg_backend_pid()"
        ));
        let output = finish(run);
        assert_eq!(output.code, 1, "{who}: {output}");
        assert!(output.stderr.contains("error: "), "{who}: {output}");
        assert_eq!(place.at(), ["r3"], "{who}");
        assert!(!place.database.tables().contains(&"Half".to_owned()), "{who}");

        let output = place.ok(&["db", "upgrade"]);
        let outcomes: Vec<String> = place
            .log()
            .iter()
            .filter(|row| row["revision"] == "slow")
            .map(|row| row["outcome"].as_str().unwrap().to_owned())
            .collect();
        if who == "dazzle-lock:%" {
            assert_eq!(outcomes, ["failed", "done"]);
        } else {
            assert_eq!(outcomes, ["crashed", "done"]);
            assert!(
                output
                    .stderr
                    .contains("an earlier run died in the middle of slow"),
                "{output}"
            );
        }
    }
}

/// The whole server goes down at once, as in a power cut.
#[test]
fn a_server_that_goes_down_stops_the_run() {
    let server = PostgresServer::start(&find_programs());
    let folder = server.admin("SHOW data_directory").remove(0).remove(0).unwrap();
    let state = std::fs::read_to_string(format!("{folder}/postmaster.pid")).unwrap();
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.revision("slow", &["r3"], &endless(), "");
    let dazzle = Dazzle::new(BINARY, place.project.path()).env("DATABASE_URL", server.admin_url());
    let run = dazzle.start(["db", "upgrade"]);
    wait_for("the statement is at work", || {
        !server
            .admin("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")
            .is_empty()
    });
    let status = std::process::Command::new("kill")
        .args(["-QUIT", state.lines().next().unwrap()])
        .status()
        .unwrap();
    assert!(status.success());
    let output = finish(run);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("upgrade of revision slow"), "{output}");
    let output = dazzle.run(["db", "upgrade"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(
        output.stderr.contains("hint: check that the server runs"),
        "{output}"
    );
}
