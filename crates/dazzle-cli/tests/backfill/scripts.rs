//! Backfills in scripts, run by the databases' own programs.

use crate::support::{BOTH, Kind};
use crate::{FILL, filled, with_rows};

#[test]
fn a_script_fills_the_same_rows_and_is_refused_twice() {
    for kind in BOTH {
        let place = with_rows(kind, 1_777, FILL);
        let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
        place
            .database
            .try_script(&script)
            .unwrap_or_else(|error| panic!("{error}\n{script}"));
        assert_eq!(filled(&place), 1_777);
        assert_eq!(place.at(), ["r2"]);
        let again = place.database.try_script(&script).unwrap_err();
        assert!(again.contains("this script starts at r1"), "{again}");
        place.ok(&["db", "verify"]);
    }
}

/// On PostgreSQL the batches of a script are committed; what is left of it, the command does.
#[test]
fn a_script_that_was_broken_off_is_finished_by_upgrade() {
    let failing = FILL.replace(
        "'r' || \"id\"",
        "'r' || \"id\" || left('', 1 / (\"id\" - 1200)::int)",
    );
    let place = with_rows(Kind::Postgresql, 1_777, &failing);
    let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
    let error = place.database.try_script(&script).unwrap_err();
    assert!(error.contains("division by zero"), "{error}");
    assert_eq!(filled(&place), 1_000);
    let error = place.database.try_script(&script).unwrap_err();
    assert!(error.contains("half done"), "{error}");
    crate::write_r2(&place, FILL);
    place.ok(&["db", "upgrade"]);
    assert_eq!(filled(&place), 1_777);
    assert_eq!(place.at(), ["r2"]);
}
