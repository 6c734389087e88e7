//! `dazzle db log verify`, and who holds the lock.

use crate::deployed;
use crate::support::{BOTH, Kind, LONG, Story, Workplace, endless, finish, signal, wait_for};

#[test]
fn a_changed_log_is_told() {
    for kind in BOTH {
        let production = deployed(kind);
        let place = &production.place;
        let mut story = Story::new(place);
        assert_eq!(story.run(&["db", "log", "verify"]).code, 0);
        place
            .database
            .sql("UPDATE _dazzle_log SET who = 'mallory' WHERE id = 2");
        story.note("row 2 was altered");
        assert_eq!(story.run(&["db", "log", "verify"]).code, 3);
        place.database.sql("DELETE FROM _dazzle_log WHERE id = 2");
        story.note("and removed");
        assert_eq!(story.run(&["db", "log", "verify"]).code, 3);
        place.database.sql("DELETE FROM _dazzle_log WHERE id = 3");
        story.note("the last row was removed, too");
        assert_eq!(story.run(&["db", "log", "verify"]).code, 3);
        let value = place.json(3, &["db", "log", "verify"]);
        assert_eq!(value["findings"][0]["kind"], "removed", "{value:#}");
        place.ok(&["db", "rollback"]);
        story.note("what comes later does not hide it");
        assert_eq!(story.run(&["db", "log", "verify"]).code, 3);
        story.check("log_verify");
    }
}

#[test]
fn failures_and_crashes_are_in_the_chain() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.revision("r4", &["r3"], &endless(), "");
        let running = place.dazzle.start(["db", "upgrade"]);
        wait_for("the last revision runs", || {
            place.run(&["db", "current"]).stdout.contains("r3")
        });
        wait_for("its row is there", || place.log().len() == 4);
        signal(&running, "KILL");
        finish(running);
        let output = place.run(&["db", "stamp", "r2"]);
        assert_eq!(output.code, 0, "{output}");
        let log = place.log();
        assert_eq!(log[3]["outcome"], "crashed", "{log:#?}");
        let value = place.json(0, &["db", "log", "verify"]);
        assert_eq!(value["rows"].as_u64().unwrap() as usize, log.len(), "{value:#}");
    }
}

#[test]
fn who_waits_is_told_who_holds_the_lock() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.revision("r4", &["r3"], &endless(), "");
        let holder = place.dazzle.start(["db", "upgrade"]);
        wait_for("the last revision runs", || place.log().len() == 4);
        let started = std::time::Instant::now();
        let waiter = place.run(&["db", "upgrade", "--lock-timeout", "2"]);
        assert_eq!(waiter.code, 1, "{waiter}");
        assert!(started.elapsed() >= std::time::Duration::from_secs(2) && started.elapsed() < LONG);
        let process = format!("process {}, since 2", holder.id());
        for stream in ["waiting for another run", "another run is migrating"] {
            let line = waiter.stderr.lines().find(|line| line.contains(stream));
            let line = line.unwrap_or_else(|| panic!("{waiter}"));
            assert!(line.contains(&process) && line.contains('@'), "{line}");
        }
        signal(&holder, "INT");
        finish(holder);
    }
}

#[test]
fn who_keeps_a_table_is_told() {
    let place = Workplace::with_three_revisions(Kind::Postgresql);
    place.ok(&["db", "upgrade", "r2"]);
    let output = place.database.while_table_is_used("Task", || {
        place.run(&["db", "upgrade", "--table-lock-timeout", "1"])
    });
    assert_eq!(output.code, 1, "{output}");
    let retries = output.stderr.matches("trying again in").count();
    assert_eq!(retries, 4, "{output}");
    let told = "; in the way is server process ";
    assert_eq!(output.stderr.matches(told).count(), 5, "{output}");
    let query = ": LOCK TABLE \"Task\" IN ACCESS SHARE MODE";
    assert!(
        output.stderr.contains(query) && output.stderr.contains("role postgres from 127.0.0.1"),
        "{output}"
    );
}
