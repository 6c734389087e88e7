//! `dazzle serve` away from the desk.

use std::time::{Duration, Instant};

use dazzle_testkit::pgbouncer::PgBouncer;

use crate::support::server::{Server, ask};
use crate::support::{BOTH, Database, Kind, LONG, bytes_below};
use crate::{Production, TOKEN, deployed};

const ID: &str = "6f0c2a9e-0000-4000-8000-000000000001";

fn bearer() -> String {
    format!("authorization: Bearer {TOKEN}\r\n")
}

/// What the server's role may do in the tables that it serves.
fn may_write(production: &Production) {
    if let (Database::Postgresql(database), Some(role)) = (&production.place.database, &production.role) {
        database.sql(&format!(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON \"Task\" TO {role}; \
             GRANT SELECT ON _dazzle_version, _dazzle_log TO {role}"
        ));
    }
}

#[test]
fn fifty_starts_and_refusals_change_nothing() {
    for kind in BOTH {
        let production = deployed(kind);
        let look = |times: usize, starts: bool| {
            production.guard(&[]);
            let contents = || {
                (
                    production.place.database.contents(),
                    bytes_below(production.place.project.path()),
                )
            };
            let before = contents();
            for _ in 0..times {
                match Server::try_start(&production.guard, &[]) {
                    Ok(server) => {
                        assert!(starts);
                        assert_eq!(server.get("/readyz").status, 200);
                        assert_eq!(server.stop(), Some(0));
                    }
                    Err(said) => assert!(!starts, "{said}"),
                }
            }
            assert!(before == contents(), "{kind:?} changed");
        };
        look(25, true);
        production
            .place
            .database
            .sql("CREATE INDEX by_hand ON \"Task\" (title)");
        look(25, false);
    }
}

#[test]
fn without_a_token_it_does_not_start() {
    let production = deployed(Kind::Sqlite);
    let refused = production
        .guard
        .clone()
        .env("DAZZLE_API_TOKEN", "")
        .run(["serve", "--port", "0"]);
    assert_eq!(refused.code, 1, "{refused}");
    assert!(refused.stderr.contains("DAZZLE_API_TOKEN"), "{refused}");
    // Away from the desk is everywhere but with `--local`.
    let refused = production
        .guard
        .clone()
        .env("DAZZLE_API_TOKEN", "")
        .env("DAZZLE_ENV", "")
        .run(["serve", "--port", "0"]);
    assert_eq!(refused.code, 1, "{refused}");
    let server = Server::start(&production.guard, &["--port", "0"]);
    let (_, port) = server.address.rsplit_once(':').unwrap();
    let taken = production.guard.run(["serve", "--port", port]);
    assert_eq!(taken.code, 1, "{taken}");
    assert!(taken.stderr.contains("cannot listen on"), "{taken}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn it_serves_those_who_know_the_token() {
    for kind in BOTH {
        let production = deployed(kind);
        may_write(&production);
        let server = Server::start(&production.guard, &[]);
        assert_eq!(server.get("/healthz").status, 200);
        assert_eq!(server.get("/api/Task").status, 401);
        // The page is for the desk.
        assert_eq!(server.get("/").status, 404);
        let body = format!("{{\"id\":\"{ID}\",\"title\":\"one\"}}");
        let headers = format!("{}content-type: application/json\r\n", bearer());
        let made = server.ask("POST", "/api/Task", &headers, &body);
        assert_eq!(made.status, 201, "{made:?}");
        let read = server.ask("GET", &format!("/api/Task/{ID}"), &bearer(), "");
        assert_eq!(read.status, 200);
        assert!(read.body.contains("\"one\""), "{read:?}");
        assert_eq!(server.stop(), Some(0));
    }
}

/// What the guard would refuse is seen while it serves, and what mends it too.
#[test]
fn readiness_follows_the_guard() {
    for kind in BOTH {
        let production = deployed(kind);
        may_write(&production);
        let server = Server::start(&production.guard, &["--recheck", "1"]);
        let until = |status: u16| {
            let since = Instant::now();
            loop {
                let answer = server.ask("GET", "/readyz", &bearer(), "");
                if answer.status == status {
                    return answer.body;
                }
                assert!(since.elapsed() < LONG, "{answer:?}");
                std::thread::sleep(Duration::from_millis(50));
            }
        };
        until(200);
        let database = &production.place.database;
        database.sql("CREATE INDEX by_hand ON \"Task\" (title)");
        let body = until(503);
        assert!(body.contains("drift: "), "{body}");
        // Who does not know the token does not learn why.
        assert!(!server.get("/readyz").body.contains("drift"));
        // Requests are answered all the same.
        assert_eq!(server.ask("GET", "/api/Task", &bearer(), "").status, 200);
        database.sql("DROP INDEX by_hand");
        until(200);
        assert_eq!(server.stop(), Some(0));
    }
}

#[test]
fn requests_under_way_are_answered_before_the_end() {
    for kind in BOTH {
        let production = deployed(kind);
        may_write(&production);
        let server = Server::start(&production.guard, &[]);
        let address = server.address.clone();
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let address = address.clone();
                std::thread::spawn(move || {
                    let mut acknowledged = Vec::new();
                    for number in 0.. {
                        let id = format!("6f0c2a9e-0000-4000-8000-{writer:04}{number:08}");
                        let body = format!("{{\"id\":\"{id}\",\"title\":\"one\"}}");
                        let headers = format!("{}content-type: application/json\r\n", bearer());
                        match ask(&address, "POST", "/api/Task", &headers, &body) {
                            Ok(answer) if answer.status == 201 => acknowledged.push(id),
                            // Not a word of it: it was never taken.
                            Ok(answer) if answer.head.is_empty() => break,
                            Ok(answer) => panic!("{answer:?}"),
                            Err(_) => break,
                        }
                    }
                    acknowledged
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(400));
        assert_eq!(server.stop(), Some(0));
        let acknowledged: Vec<String> = writers.into_iter().flat_map(|it| it.join().unwrap()).collect();
        assert!(acknowledged.len() > 10, "{}", acknowledged.len());
        let rows = production
            .place
            .database
            .sql("SELECT id FROM \"Task\" ORDER BY id");
        for id in &acknowledged {
            assert!(rows.iter().flatten().flatten().any(|it| it == id), "{id} is lost");
        }
    }
}

/// The application may go through a pooler in transaction mode, guard and API.
#[test]
fn it_serves_through_a_pooler() {
    let production = deployed(Kind::Postgresql);
    let Database::Postgresql(database) = &production.place.database else {
        panic!("another kind")
    };
    let pooler = PgBouncer::start(database, 2);
    let through = production.guard.clone().env("DATABASE_URL", &pooler.url_text);
    let server = Server::start(&through, &["--recheck", "1"]);
    let clients: Vec<_> = (0..8)
        .map(|client| {
            let address = server.address.clone();
            std::thread::spawn(move || {
                for number in 0..20 {
                    let id = format!("6f0c2a9e-0000-4000-8000-{client:04}{number:08}");
                    let body = format!("{{\"id\":\"{id}\",\"title\":\"one\"}}");
                    let headers = format!("{}content-type: application/json\r\n", bearer());
                    let made = ask(&address, "POST", "/api/Task", &headers, &body).unwrap();
                    assert_eq!(made.status, 201, "{made:?}");
                    let read = ask(&address, "GET", &format!("/api/Task/{id}"), &bearer(), "").unwrap();
                    assert_eq!(read.status, 200, "{read:?}");
                }
            })
        })
        .collect();
    clients.into_iter().for_each(|it| it.join().unwrap());
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn the_log_may_be_json() {
    let production = deployed(Kind::Sqlite);
    let lines = |output: &str| -> Vec<serde_json::Value> {
        output
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    };
    production
        .place
        .database
        .sql("CREATE INDEX by_hand ON \"Task\" (title)");
    let refused = production
        .guard
        .run(["serve", "--port", "0", "--log-format", "json"]);
    assert_eq!(refused.code, 3, "{refused}");
    assert_eq!(refused.stdout, "");
    let found = lines(&refused.stderr);
    let reason = found.iter().find(|line| line["level"] == "ERROR").unwrap();
    assert_eq!(reason["code"], "drift");
    assert!(reason["mend"].as_str().unwrap().contains("dazzle db"), "{reason}");
}
