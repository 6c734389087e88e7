//! Backfills of revisions that come in under a draft.

use std::time::Duration;

use crate::support::server::Server;
use crate::support::{BOTH, Kind, Workplace};
use crate::{DSL, FILL, filled, with_rows, write_r2};

/// At `r1` with rows and a draft that adds `note`; `r2` is not there yet.
fn with_a_draft(kind: Kind) -> Workplace {
    let place = with_rows(kind, 1_777, FILL);
    let file = format!("migrations/{}", place.migration_files()[1]);
    std::fs::remove_file(place.project.path().join(file)).unwrap();
    place
        .project
        .write("dsl/app.dsl", &format!("{DSL}  note: text\n"));
    let mut server = Server::start(&place.dazzle, &["--local"]);
    assert_eq!(
        server.until("now at").unwrap(),
        "now at    r1; draft: 1 operation"
    );
    assert_eq!(server.stop(), Some(0));
    place
        .database
        .sql("UPDATE \"Task\" SET \"note\" = 'kept' WHERE \"id\" = 5");
    place
}

fn notes(place: &Workplace) -> u64 {
    place
        .database
        .number("SELECT count(*) FROM \"Task\" WHERE \"note\" = 'kept'")
}

#[test]
fn a_batched_seam_goes_under_a_draft() {
    for kind in BOTH {
        let place = with_a_draft(kind);
        write_r2(&place, FILL);
        let wanted = format!("{DSL}  region: text required\n  note: text\n");
        place.project.write("dsl/app.dsl", &wanted);
        let mut server = Server::start(&place.dazzle, &["--local"]);
        assert_eq!(
            server.until("now at").unwrap(),
            "now at    r2; draft: 1 operation"
        );
        assert_eq!(server.stop(), Some(0));
        assert_eq!((filled(&place), notes(&place)), (1_777, 1));
        place.ok(&["db", "revision", "--rev-id", "r3"]);
        assert_eq!(place.at(), ["r3"]);
        place.ok(&["db", "verify"]);
        assert_eq!(notes(&place), 1);
    }
}

/// A draft and a half-done revision are never on a database together: all of it is rolled back.
#[test]
fn a_batched_seam_that_fails_under_a_draft_leaves_the_draft_as_it_was() {
    let failing = FILL.replace("'r' || \"id\"", "CASE WHEN \"id\" < 1200 THEN 'r' || \"id\" END");
    for kind in BOTH {
        let place = with_a_draft(kind);
        write_r2(&place, &failing);
        let wanted = format!("{DSL}  region: text required\n  note: text\n");
        place.project.write("dsl/app.dsl", &wanted);
        let server = Server::start(&place.dazzle, &["--local"]);
        let is_said = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            server.get("/").body.contains("did not reach its postcondition")
        });
        assert!(is_said, "{}", server.get("/").body);
        assert_eq!(server.stop(), Some(0));
        assert_eq!(
            place.json(0, &["db", "status"])["draft"].as_array().map(Vec::len),
            Some(1)
        );
        assert_eq!((place.at(), notes(&place)), (vec!["r1".to_owned()], 1));
        write_r2(&place, FILL);
        let mut server = Server::start(&place.dazzle, &["--local"]);
        assert_eq!(
            server.until("now at").unwrap(),
            "now at    r2; draft: 1 operation"
        );
        assert_eq!(server.stop(), Some(0));
        assert_eq!((filled(&place), notes(&place)), (1_777, 1));
        place.ok(&["db", "revision", "--rev-id", "r3"]);
        place.ok(&["db", "verify"]);
    }
}
