//! The page that `dazzle serve --local` serves, in Chromium. Screenshots are kept in `target/tmp/page`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod support;

use std::path::Path;

use dazzle_testkit::browser::browse;
use support::server::Server;
use support::{BOTH, TASK, TASK_WITH_DUE, Workplace};

/// Two entities, of which one points to the other.
const PEOPLE: &str =
    "\nentity Person \"Person\":\n  id: uuid pk\n  email: email required unique\n  tasks: has_many Task\n";

#[test]
fn the_page_shows_what_happens_to_the_files() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        let all = format!("{TASK_WITH_DUE}  owner: ref Person\n{PEOPLE}");
        place.project.write("dsl/app.dsl", &all);
        let mut server = Some(Server::start(&place.dazzle, &["--local"]));
        server.as_mut().unwrap().until("now at").unwrap();
        place.json(0, &["db", "revision", "-m", "people and tasks"]);
        server.as_mut().unwrap().until("now at").unwrap();
        place.database.sql(
            "INSERT INTO \"Task\" (id, title, due) VALUES ('6f0c2a9e-0000-4000-8000-000000000001', 'one', '2026-12-01')",
        );
        let address = server.as_ref().unwrap().address.clone();
        let (_, port) = address.rsplit_once(':').unwrap();
        let out = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("page")
            .join(format!("serve-{kind:?}").to_lowercase());
        let steps = [
            "loads",
            "diagram",
            "valid",
            "accessible",
            "renews",
            "copies",
            "narrow",
            "dark",
            "keyboard",
            "api_page",
            "survives_a_restart",
        ];
        browse(&out, &format!("http://{address}"), &steps, |what| match what {
            "left out" => place
                .project
                .write("dsl/app.dsl", &all.replace("  due: date\n", "")),
            "stop" => assert_eq!(server.take().unwrap().stop(), Some(0)),
            "start" => {
                place
                    .project
                    .write("dsl/app.dsl", &all.replace("due: date", "due: dat"));
                server = Some(Server::start(&place.dazzle, &["--local", "--port", port]));
            }
            other => panic!("nobody can change: {other}"),
        });
        // Away from the desk there is no page.
        assert_eq!(server.unwrap().stop(), Some(0));
    }
}
