//! Ctrl-C and SIGTERM while something long is at work.

use crate::support::{BOTH, Kind, Workplace, endless, finish, signal, wait_for};

/// Three revisions and then one that does not end by itself.
fn with_endless_revision(kind: Kind) -> Workplace {
    let place = Workplace::with_three_revisions(kind);
    place.revision("slow", &["r3"], &endless(), "");
    place
}

/// Whether the statement of the endless revision is at work.
fn is_at_work(place: &Workplace) -> bool {
    let is_logged = place
        .log()
        .last()
        .is_some_and(|row| row["revision"] == "slow" && row["outcome"].is_null());
    is_logged
        && match place.database.kind() {
            // Its transaction has begun: nobody else may write.
            Kind::Sqlite => true,
            Kind::Postgresql => place.database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active' \
                     AND pid <> pg_backend_pid() AND datname = current_database()",
            ) > 0,
        }
}

#[test]
fn ctrl_c_stops_the_statement_and_the_next_run_goes_on() {
    for kind in BOTH {
        for (name, command) in [("INT", "upgrade"), ("TERM", "upgrade"), ("INT", "migrate")] {
            let place = with_endless_revision(kind);
            let run = place.dazzle.start(["db", command]);
            wait_for("the statement is at work", || is_at_work(&place));
            signal(&run, name);
            let output = finish(run);
            assert_eq!(output.code, 1, "{output}");
            assert!(
                output
                    .stderr
                    .contains("upgrade of revision slow (slow) was rolled back; the database is at r3\n"),
                "{output}"
            );
            assert!(output.stderr.contains("stopped on request"), "{output}");
            assert!(
                output.stderr.contains("run the command again to go on"),
                "{output}"
            );
            assert_eq!(place.at(), ["r3"]);
            let row = place.log().pop().unwrap();
            assert_eq!(
                (row["revision"].as_str(), row["outcome"].as_str()),
                (Some("slow"), Some("interrupted"))
            );

            // The revision is mended, and the next run goes on.
            place.revision(
                "slow",
                &["r3"],
                &crate::support::create_table("Quick"),
                &crate::support::drop_table("Quick"),
            );
            place.project.write(
                "dsl/app.dsl",
                &format!(
                    "{}\nentity Quick:\n  id: uuid pk\n",
                    crate::support::TASK_WITH_DUE
                ),
            );
            let output = place.ok(&["db", command]);
            assert!(!output.stderr.contains("died"), "{output}");
            assert_eq!(place.at(), ["slow"]);
        }
    }
}

#[test]
fn ctrl_c_in_json_says_where_the_database_is() {
    for kind in BOTH {
        let place = with_endless_revision(kind);
        let run = place.dazzle.start(["db", "upgrade", "--json"]);
        wait_for("the statement is at work", || is_at_work(&place));
        signal(&run, "INT");
        let output = finish(run);
        assert_eq!(output.code, 1, "{output}");
        let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        assert_eq!(value["error"]["run"]["at"], serde_json::json!(["r3"]));
    }
}

#[test]
fn ctrl_c_ends_the_wait_for_another_run() {
    for kind in BOTH {
        let place = with_endless_revision(kind);
        let first = place.dazzle.start(["db", "upgrade"]);
        wait_for("the first run is at work", || is_at_work(&place));
        for command in [
            &["db", "upgrade"] as &[&str],
            &["db", "migrate"],
            &["db", "stamp", "r1"],
            &["db", "reset", "--yes"],
        ] {
            let mut second = place.dazzle.start(command.iter().copied());
            let mut said = String::new();
            read_until(
                second.stderr.as_mut().unwrap(),
                "waiting for another run",
                &mut said,
            );
            let asked = std::time::Instant::now();
            signal(&second, "INT");
            let output = finish(second);
            assert_eq!(output.code, 1, "{command:?}: {output}");
            assert!(
                output.stderr.contains("stopped while waiting"),
                "{command:?}: {output}"
            );
            assert!(asked.elapsed().as_secs() < 10, "{command:?}");
        }
        signal(&first, "INT");
        assert_eq!(finish(first).code, 1);
        assert_eq!(place.at(), ["r3"]);
    }
}

fn read_until(stream: &mut impl std::io::Read, words: &str, said: &mut String) {
    let mut byte = [0];
    while !said.contains(words) {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "it ended after: {said}");
        said.push(char::from(byte[0]));
    }
}
