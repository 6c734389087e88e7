//! `serve --local`: from a save to a revision, and the application all the while.

use crate::support::server::Server;
use crate::support::{BINARY, BOTH, Kind, TASK, TASK_WITH_PRIORITY, Workplace};
use dazzle_testkit::Dazzle;

const ID: &str = "6f0c2a9e-0000-4000-8000-000000000001";
const JSON: &str = "content-type: application/json\r\n";

#[test]
fn the_database_follows_saves_until_it_is_interrupted() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let mut server = Server::start(&place.dazzle, &["--local"]);
        assert!(server.said[0].starts_with("database  "), "{:?}", server.said);
        let first = server.until("now at").unwrap();
        assert!(
            server
                .said
                .contains(&"drafted   create table `Task` (2 columns)".to_owned())
        );
        assert_eq!(first, "now at    base; draft: 1 operation");

        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        let second = server.until("now at").unwrap();
        assert!(
            server.said.iter().any(|line| line.starts_with("changed   dsl/")),
            "{:?}",
            server.said
        );
        assert_eq!(second, "now at    base; draft: 1 operation");

        let written = place.json(0, &["db", "revision", "-m", "all"]);
        assert_eq!(written["draft"]["is_revision"], true);
        let third = server.until("now at").unwrap();
        assert!(third.ends_with("; no draft"), "{third}");
        let status = place.json(0, &["db", "status"]);
        assert_eq!(status["up_to_date"], true);
        assert_eq!(status["draft"], serde_json::json!([]));
        assert_eq!(server.stop(), Some(0));
    }
}

/// Each save changes what is served; a mistake leaves the last good application running.
#[test]
fn the_application_is_served_as_it_is() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let mut server = Server::start(&place.dazzle, &["--local"]);
        server.until("now at").unwrap();
        let body = format!("{{\"id\":\"{ID}\",\"title\":\"one\"}}");
        let until = |server: &Server, wanted: &dyn Fn(&str) -> bool| {
            for _ in 0..200 {
                let row = server.get(&format!("/api/Task/{ID}"));
                if row.status == 200 && wanted(&row.body) {
                    return;
                }
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            panic!("{:?}", server.get(&format!("/api/Task/{ID}")));
        };
        // The first application is there soon after its database.
        let made = (0..200).find_map(|_| {
            let answer = server.ask("POST", "/api/Task", JSON, &body);
            (answer.status == 201).then_some(answer).or_else(|| {
                std::thread::sleep(std::time::Duration::from_millis(50));
                None
            })
        });
        assert!(made.is_some());
        assert_eq!(server.get("/docs").status, 200);

        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        server.until("now at").unwrap();
        until(&server, &|row| row.contains("\"priority\":0"));

        place
            .project
            .write("dsl/app.dsl", &format!("{TASK_WITH_PRIORITY}  due: nonsense\n"));
        server.until("changed").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        until(&server, &|row| row.contains("\"priority\":0"));

        // What would lose data is left out, and the row with all its values is served.
        place.project.write(
            "dsl/app.dsl",
            &TASK.replace("title: str(50) required", "name: str(50)"),
        );
        let left_out = server.until("left out").unwrap();
        assert!(left_out.contains("title"), "{left_out}");
        server.until("now at").unwrap();
        let rows = place.database.sql("SELECT title FROM \"Task\"");
        assert_eq!(rows, [vec![Some("one".to_owned())]]);
        assert_eq!(server.get("/api/Task").status, 200);
        assert_eq!(server.stop(), Some(0));
    }
}

/// A project that cannot be read at the start is served as soon as it can.
#[test]
fn a_mistake_at_the_start_is_mended_by_a_save() {
    for kind in BOTH {
        let place = Workplace::new(kind, &format!("{TASK}  due: nonsense\n"));
        let mut server = Server::start(&place.dazzle, &["--local"]);
        assert_eq!(server.get("/api/Task").status, 503);
        place.project.write("dsl/app.dsl", TASK);
        server.until("now at").unwrap();
        let is_served = || {
            (0..200).any(|_| {
                std::thread::sleep(std::time::Duration::from_millis(50));
                server.get("/api/Task").status == 200
            })
        };
        assert!(is_served());
        assert_eq!(server.stop(), Some(0));
    }
}

/// A database that is not there yet is waited for, and said once.
#[test]
fn a_database_that_comes_later_is_served_then() {
    let place = Workplace::new(Kind::Postgresql, TASK);
    let url = place.database.url();
    let (server, name) = url.rsplit_once('/').unwrap();
    let later = format!("{name}_later");
    let dazzle = place
        .dazzle
        .clone()
        .env("DATABASE_URL", format!("{server}/{later}"));
    let mut serving = Server::start(&dazzle, &["--local"]);
    assert_eq!(serving.get("/api/Task").status, 503);
    place.database.sql(&format!("CREATE DATABASE {later}"));
    let is_at = serving.until("now at").unwrap();
    assert_eq!(is_at, "now at    base; draft: 1 operation");
    assert_eq!(serving.stop(), Some(0));
    place.database.sql(&format!("DROP DATABASE {later}"));
}

/// A database file that somebody deleted is made anew and served; another one that the settings name is, too.
#[test]
fn the_database_may_be_exchanged() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let dazzle = place.dazzle.clone().env("DATABASE_URL", "");
    let mut server = Server::start(&dazzle, &["--local"]);
    server.until("now at").unwrap();
    let made = {
        let body = format!("{{\"id\":\"{ID}\",\"title\":\"one\"}}");
        server.ask("POST", "/api/Task", JSON, &body).status
    };
    assert_eq!(made, 201);
    std::fs::remove_dir_all(place.project.path().join(".dazzle")).unwrap();
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    server.until("now at").unwrap();
    assert_eq!(server.get("/api/Task").body, "{\"items\":[],\"next\":null}");
    place
        .project
        .write("dazzle.toml", "[database]\nurl = \"sqlite:other.db\"\n");
    let database = server.until("database ").unwrap();
    assert!(database.contains("other.db"), "{database}");
    server.until("now at").unwrap();
    assert_eq!(server.get("/api/Task").status, 200);
    assert!(place.project.path().join("other.db").exists());
    assert_eq!(server.stop(), Some(0));
}

/// Two at once take two ports.
#[test]
fn the_next_free_port_is_taken() {
    let (one, two) = (Workplace::new(BOTH[0], TASK), Workplace::new(BOTH[0], TASK));
    let any = [one, two].map(|place| {
        let mut process = place.dazzle.start(["serve", "--local"]);
        let stdout = process.stdout.take().unwrap();
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(stdout));
        let line = lines
            .find_map(|line| line.ok().filter(|line| line.starts_with("serving ")))
            .unwrap();
        (line, process, place)
    });
    assert_ne!(any[0].0, any[1].0);
}

#[test]
fn production_is_refused() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let dazzle = Dazzle::new(BINARY, place.project.path())
            .env("DATABASE_URL", place.database.url())
            .env("DAZZLE_ENV", "production");
        let output = dazzle.run(["serve", "--local"]);
        assert_eq!(output.code, 1);
        let text = output.stderr;
        assert!(text.contains("`DAZZLE_ENV` is `production`"), "{text}");
    }
}

#[test]
fn a_script_stops_where_a_draft_is() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1"]);
        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        place.ok(&["db", "revision", "--rev-id", "r2"]);
        let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
        // The same change as a draft.
        let file = format!("migrations/{}", place.migration_files()[1]);
        let revision = place.project.read(&file);
        std::fs::remove_file(place.project.path().join(&file)).unwrap();
        let mut server = Server::start(&place.dazzle, &["--local"]);
        server.until("now at").unwrap();
        assert_eq!(server.stop(), Some(0));
        let before = place.database.catalogue();
        let error = place.database.try_script(&script).unwrap_err();
        assert!(error.contains("draft is on the database"), "{error}");
        assert_eq!(place.database.catalogue(), before);
        place.project.write(&file, &revision);
        place.ok(&["db", "upgrade"]);
        assert_eq!(place.at(), ["r2"]);
    }
}
