//! `kill -9` at random points of an upgrade of thirty revisions, again and again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use dazzle_testkit::Output;
use serde_json::Value;
use support::{Kind, Random, Workplace, create_table, drop_table, execute, finish, wait_for};

/// How many processes are killed for each dialect.
const KILLS: usize = 40;
/// How many of them on one database, before a run is let through to the end.
const KILLS_EACH: usize = 4;
/// Rows that the slow revisions write at a time.
const ROWS: usize = 2000;
/// The id of revision `number`, from 1.
fn id(number: usize) -> String {
    format!("v{number:02}")
}

/// Thirty revisions, five kinds in turn: a table, rows (many statements), a column, a change of type (on SQLite a
/// rebuild of a table with rows), an index.
fn thirty_revisions(kind: Kind) -> Workplace {
    let place = Workplace::new(kind, support::TASK);
    for number in 1..=30 {
        let table = format!("T{}", (number - 1) / 5);
        let column = format!("table = \"{table}\"\ncolumn = {{ name = \"note\", type = \"varchar(20)\" }}\n");
        let change = |from: &str, to: &str| {
            format!(
                "op = \"alter_column\"\ntable = \"{table}\"\ncolumn = \"note\"\ntype = {{ from = \"varchar({from})\", \
                 to = \"varchar({to})\" }}\n"
            )
        };
        let index = format!(
            "table = \"{table}\"\nindex = {{ name = \"ix_{table}_note\", columns = [\"note\", \"id\"] }}\n"
        );
        let (up, down) = match number % 5 {
            1 => (create_table(&table), drop_table(&table)),
            2 => (
                format!("op = \"add_column\"\n{column}"),
                format!("op = \"drop_column\"\n{column}"),
            ),
            3 => (rows(&table), execute("SELECT 1;\n", "SELECT 1;\n")),
            4 => (change("20", "40"), change("40", "20")),
            _ => (
                format!("op = \"create_index\"\n{index}"),
                format!("op = \"drop_index\"\n{index}"),
            ),
        };
        let parents: Vec<String> = if number == 1 {
            Vec::new()
        } else {
            vec![id(number - 1)]
        };
        let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
        place.revision(&id(number), &parents, &up, &down);
    }
    place
}

/// Fills `table` in two statements and then changes every row, so that there is much to kill in the middle of.
fn rows(table: &str) -> String {
    let half = ROWS / 2;
    let mut postgresql = String::new();
    let mut sqlite = String::new();
    for (from, to) in [(1, half), (half + 1, ROWS)] {
        postgresql.push_str(&format!(
            "INSERT INTO \"{table}\" (id, note) SELECT md5(n::text)::uuid, 'row ' || n FROM generate_series({from}, {to}) n;\n"
        ));
        sqlite.push_str(&format!(
            "WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) INSERT INTO \
             \"{table}\" (id, note) SELECT printf('%036d', i), 'row ' || i FROM n;\n"
        ));
    }
    let update = format!("UPDATE \"{table}\" SET note = note || '!';\n");
    execute(&format!("{postgresql}{update}"), &format!("{sqlite}{update}"))
}

/// What a run to the end leaves, and how long it takes.
struct Undisturbed {
    catalogue: String,
    rows: Vec<u64>,
    duration: Duration,
}

fn count_rows(place: &Workplace) -> Vec<u64> {
    (0..6)
        .map(|number| {
            place.database.number(&format!(
                "SELECT count(*) FROM \"T{number}\" WHERE note LIKE 'row %!' AND note NOT LIKE '%!!'"
            ))
        })
        .collect()
}

fn undisturbed(kind: Kind) -> Undisturbed {
    let place = thirty_revisions(kind);
    let started = Instant::now();
    place.ok(&["db", "upgrade"]);
    let duration = started.elapsed();
    Undisturbed {
        catalogue: place.database.catalogue(),
        rows: count_rows(&place),
        duration,
    }
}

/// What one process was up to when it was killed.
struct Killed {
    pid: u64,
    after: Duration,
}

/// Starts an upgrade and kills it after a random time; `None` when it was done before.
fn kill_somewhere(place: &Workplace, random: &mut Random, duration: Duration) -> Option<Killed> {
    let limit = u64::try_from(duration.as_micros()).unwrap();
    let after = Duration::from_micros(random.below(limit));
    let mut child = place.dazzle.start(["db", "upgrade"]);
    let started = Instant::now();
    // Not a wait for something to happen: the point in time is what is random.
    while started.elapsed() < after {
        std::thread::sleep(after.saturating_sub(started.elapsed()));
    }
    let is_over = child.try_wait().unwrap().is_some();
    let pid = u64::from(child.id());
    child.kill().unwrap();
    finish(child);
    (!is_over).then_some(Killed { pid, after })
}

/// The revisions that the run in `output` says a dead run was in the middle of.
fn named_as_dead(output: &Output) -> Vec<String> {
    output
        .stderr
        .lines()
        .filter_map(|line| line.split_once("an earlier run died in the middle of "))
        .map(|(_, rest)| rest.chars().take_while(|c| c.is_alphanumeric()).collect())
        .collect()
}

/// The log must tell what happened: every crash by its process, nothing left open, each revision gone through once.
fn check_log(place: &Workplace, killed: &[Killed], context: &str) -> BTreeSet<String> {
    let log = place.log();
    let mut by_process: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for row in &log {
        by_process
            .entry(row["pid"].as_u64().unwrap())
            .or_default()
            .push(row);
    }
    let mut crashed = BTreeSet::new();
    let mut next = 1;
    for (process, rows) in &by_process {
        let was_killed = killed.iter().any(|it| it.pid == *process);
        for (position, row) in rows.iter().enumerate() {
            let is_last = position + 1 == rows.len();
            match row["outcome"].as_str() {
                Some("done") => {}
                Some("crashed") if was_killed && is_last => {
                    crashed.insert(row["revision"].as_str().unwrap().to_owned());
                }
                other => panic!("{context}: process {process} (killed: {was_killed}) left {other:?}: {row}"),
            }
        }
    }
    for row in &log {
        // In the order of the log: a revision is begun again after a crash, and else only the next one.
        let number: usize = row["revision"].as_str().unwrap()[1..].parse().unwrap();
        match row["outcome"].as_str() {
            Some("done") => {
                assert!(number == next, "{context}: {row} where v{next:02} was next");
                next = number + 1;
            }
            // Killed between the commit and the note of it: then the next run begins with the one after.
            _ => {
                assert_eq!(number, next, "{context}: {row}");
                let went_through = !log.iter().any(|other| {
                    other["id"].as_u64() > row["id"].as_u64() && other["revision"] == row["revision"]
                });
                next = if went_through { number + 1 } else { number };
            }
        }
    }
    assert_eq!(next, 31, "{context}");
    crashed
}

/// Waits until nothing of dead processes is at work on the server any more.
fn wait_for_the_dead(place: &Workplace) {
    if place.database.kind() == Kind::Postgresql {
        wait_for("the dead run's sessions are gone", || {
            place.database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'dazzle:%' AND datname = \
                 current_database() AND pid <> pg_backend_pid()",
            ) == 0
        });
    }
}

/// The revisions whose rows in the log have no outcome.
fn open_rows(place: &Workplace) -> Vec<String> {
    let log = place.log();
    let open = log.iter().filter(|row| row["outcome"].is_null());
    open.map(|row| row["revision"].as_str().unwrap().to_owned())
        .collect()
}

fn killed_runs_leave_nothing_behind(kind: Kind) {
    let expected = undisturbed(kind);
    let mut random = Random::new();
    let mut kills = 0;
    let mut begun = 0;
    // A run that is killed before or after its revisions says little: on a slow machine more kills are needed.
    while kills < KILLS || (begun * 3 <= KILLS && kills < KILLS * 4) {
        let place = thirty_revisions(kind);
        let mut killed: Vec<Killed> = Vec::new();
        let mut expected_crashes = BTreeSet::new();
        while killed.len() < KILLS_EACH {
            // Each run may get a third of the way, so that several are killed on one database.
            let Some(one) = kill_somewhere(&place, &mut random, expected.duration / 2) else {
                break;
            };
            kills += 1;
            let context = format!("{kind:?}, kill {kills} after {:?}", one.after);
            killed.push(one);
            // Every other time the next run comes at once, while the server may still be at work for the dead one.
            if random.below(2) == 0 {
                wait_for_the_dead(&place);
                // What only looks, works on what the dead run left.
                place.ok(&["db", "status"]);
                place.ok(&["db", "current"]);
                let open = open_rows(&place);
                assert!(open.len() <= 1, "{context}: {open:?}");
                // What was committed is no crash: only its row was not closed any more.
                let at = place.at();
                expected_crashes.extend(open.into_iter().filter(|revision| !at.contains(revision)));
            }
        }
        let context = format!("{kind:?}, after {kills} kills");
        let output = place.run(&["db", "upgrade"]);
        assert_eq!(output.code, 0, "{context}: {output}");
        expected_crashes.extend(named_as_dead(&output));
        assert_eq!(place.at(), [id(30)], "{context}");
        assert_eq!(place.database.catalogue(), expected.catalogue, "{context}");
        assert_eq!(count_rows(&place), expected.rows, "{context}");
        let crashed = check_log(&place, &killed, &context);
        assert!(
            crashed.is_superset(&expected_crashes),
            "{context}: {expected_crashes:?} are not all in {crashed:?}"
        );
        begun += crashed.len();
        place.ok(&["db", "upgrade"]);
        assert_eq!(place.json(0, &["db", "status"])["pending"], serde_json::json!([]));
    }
    // Else the points were not spread as they should be.
    assert!(begun * 3 > KILLS, "only {begun} of {kills} kills hit a revision");
}

#[test]
fn kill_9_at_forty_points_on_sqlite() {
    killed_runs_leave_nothing_behind(Kind::Sqlite);
}

#[test]
fn kill_9_at_forty_points_on_postgresql() {
    killed_runs_leave_nothing_behind(Kind::Postgresql);
}

/// Killed after the commit and before the log says so: the revision is applied, and the next run puts the log right.
#[test]
fn a_crash_after_the_commit_is_not_run_again() {
    for kind in support::BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        // The very state that such a crash leaves.
        place.database.sql(
            "UPDATE _dazzle_log SET outcome = NULL, ended_at = NULL, duration_ms = NULL, statements = NULL WHERE \
             revision = 'r3'",
        );
        assert_eq!(place.at(), ["r3"]);
        let output = place.ok(&["db", "upgrade"]);
        assert!(output.stdout.contains("nothing to upgrade"), "{output}");
        let last = place.log().pop().unwrap();
        assert_eq!(
            (last["revision"].as_str(), last["outcome"].as_str()),
            (Some("r3"), Some("done"))
        );
        assert_eq!(place.log().len(), 3);

        let file = format!("migrations/{}", place.migration_files()[2]);
        let text = place.project.read(&file);
        place.project.write(&file, &text.replace("\"due\"", "\"until\""));
        assert_eq!(
            place.json(0, &["db", "status"])["edited"],
            serde_json::json!(["r3"])
        );
    }
}
