//! `serve --local`: from a save to a revision.

use std::io::{BufRead as _, BufReader};
use std::process::Command;

use dazzle_testkit::Dazzle;

use crate::support::{BINARY, BOTH, TASK, TASK_WITH_PRIORITY, Workplace};

#[test]
fn the_database_follows_saves_until_it_is_interrupted() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let mut running = place.dazzle.start(["serve", "--local"]);
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let mut until = |start: &str| -> Vec<String> {
            let mut read = Vec::new();
            for line in lines.by_ref() {
                let line = line.unwrap();
                let is_last = line.starts_with(start);
                read.push(line);
                if is_last {
                    return read;
                }
            }
            panic!("ended before `{start}`: {read:?}");
        };
        let first = until("now at");
        assert!(first[0].starts_with("database  "), "{first:?}");
        assert_eq!(first[1], "drafted   create table `Task` (2 columns)");
        assert_eq!(first[2], "now at    base; draft: 1 operation");

        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        let second = until("now at");
        assert!(second[0].starts_with("changed   dsl/"), "{second:?}");
        assert_eq!(second.last().unwrap(), "now at    base; draft: 1 operation");

        let written = place.json(0, &["db", "revision", "-m", "all"]);
        assert_eq!(written["draft"]["is_revision"], true);
        let third = until("now at");
        assert!(third.last().unwrap().ends_with("; no draft"), "{third:?}");
        let status = place.json(0, &["db", "status"]);
        assert_eq!(status["up_to_date"], true);
        assert_eq!(status["draft"], serde_json::json!([]));

        let asked = Command::new("kill")
            .args(["-INT", &running.id().to_string()])
            .status()
            .unwrap();
        assert!(asked.success());
        assert_eq!(running.wait().unwrap().code(), Some(0));
    }
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
