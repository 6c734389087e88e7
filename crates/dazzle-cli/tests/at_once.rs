//! Many processes of the real binary on one database and one project at once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod support;

use std::time::Duration;

use dazzle_testkit::Output;
use support::server::Server;
use support::{BOTH, Kind, TASK, Workplace, create_table, drop_table, execute, finish, texts};

/// Starts `number` processes with the same arguments as near to one another as can be, and waits for all of them.
fn at_once(place: &Workplace, number: usize, arguments: &[&str]) -> Vec<Output> {
    let children: Vec<_> = (0..number)
        .map(|_| place.dazzle.start(arguments.iter().copied()))
        .collect();
    children.into_iter().map(finish).collect()
}

/// A project of eight revisions: tables, a rebuild on SQLite, rows, an index, a merge of two branches.
fn eight_revisions(kind: Kind) -> Workplace {
    let place = Workplace::with_two_heads(kind);
    place.ok(&["db", "merge", "--rev-id", "merged"]);
    let fill = |rows: &str| {
        let postgresql = format!(
            "INSERT INTO \"Task\" (id, title) SELECT gen_random_uuid(), 'title ' || n FROM generate_series(1, {rows}) n;\n"
        );
        let sqlite = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO \"Task\" (id, \
             title) SELECT printf('%036d', i), 'title ' || i FROM n;\n"
        );
        execute(&postgresql, &sqlite)
    };
    place.revision("rows", &["merged"], &fill("2000"), "");
    place.revision(
        "longer",
        &["rows"],
        "op = \"alter_column\"\ntable = \"Task\"\ncolumn = \"title\"\ntype = { from = \"varchar(50)\", to = \"varchar(80)\" }\n",
        "op = \"alter_column\"\ntable = \"Task\"\ncolumn = \"title\"\ntype = { from = \"varchar(80)\", to = \"varchar(50)\" }\n",
    );
    let index = "table = \"Task\"\nindex = { name = \"ix_Task_title\", columns = [\"title\"] }\n";
    place.revision(
        "index",
        &["longer"],
        &format!("op = \"create_index\"\n{index}"),
        &format!("op = \"drop_index\"\n{index}"),
    );
    place.revision("last", &["index"], &create_table("Last"), &drop_table("Last"));
    place
}

const EIGHT: [&str; 8] = ["r1", "left", "right", "merged", "rows", "longer", "index", "last"];

#[test]
fn sixteen_upgrades_at_once_apply_each_revision_once() {
    for kind in BOTH {
        let alone = eight_revisions(kind);
        alone.ok(&["db", "upgrade"]);
        let expected = alone.database.catalogue();
        for round in 0..4 {
            let place = eight_revisions(kind);
            let outputs = at_once(&place, 16, &["db", "upgrade", "--json"]);
            let mut done = Vec::new();
            for output in &outputs {
                assert_eq!(output.code, 0, "round {round}: {output}");
                assert!(!output.stderr.contains("died"), "round {round}: {output}");
                let value: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
                assert_eq!(texts(&value["at"]), ["last"], "round {round}");
                done.extend(texts(&value["done"]));
            }
            // By what the processes say, by the log, by the version table and by the rows.
            assert_eq!(done, EIGHT, "round {round}: one process did all");
            assert_eq!(place.applied(), EIGHT, "round {round}");
            assert_eq!(
                place.log().len(),
                EIGHT.len(),
                "round {round}: nothing was tried twice"
            );
            assert_eq!(place.at(), ["last"]);
            assert_eq!(
                place.database.number("SELECT count(*) FROM \"Task\""),
                2000,
                "round {round}"
            );
            assert_eq!(place.database.catalogue(), expected, "round {round}");
        }
    }
}

/// Trap 6: the file is not there yet, and every process decides under a lock what is pending.
#[test]
fn trap_06_eight_processes_on_a_new_sqlite_file() {
    for round in 0..6 {
        let place = Workplace::with_three_revisions(Kind::Sqlite);
        if round % 2 == 1 {
            // In the write-ahead mode SQLite skips the busy handler in places.
            place.database.sql("PRAGMA journal_mode = WAL");
        }
        for output in at_once(&place, 8, &["db", "upgrade"]) {
            assert_eq!(output.code, 0, "round {round}: {output}");
        }
        assert_eq!(place.applied(), ["r1", "r2", "r3"], "round {round}");
        assert_eq!(place.log().len(), 3, "round {round}");
    }
}

#[test]
fn two_migrates_at_once_write_one_revision() {
    for kind in BOTH {
        for round in 0..6 {
            let place = Workplace::new(kind, TASK);
            for output in at_once(&place, 2, &["db", "migrate"]) {
                assert_eq!(output.code, 0, "round {round}: {output}");
            }
            assert_eq!(
                place.migration_files().len(),
                1,
                "round {round}: {:?}",
                place.migration_files()
            );
            assert_eq!(place.applied().len(), 1, "round {round}");
            place.ok(&["db", "check"]);
        }
    }
}

#[test]
fn upgrades_and_downgrades_at_once_leave_a_whole_database() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        let mut children = Vec::new();
        for number in 0..10 {
            let arguments = if number % 2 == 0 {
                ["db", "upgrade", "head"]
            } else {
                ["db", "downgrade", "base"]
            };
            children.push(place.dazzle.start(arguments));
        }
        for child in children {
            let output = finish(child);
            assert_eq!(output.code, 0, "{output}");
        }
        let all_there = place.at() == ["r3"];
        let has_table = place.database.tables().contains(&"Task".to_owned());
        assert!(all_there || place.at().is_empty());
        assert_eq!(all_there, has_table);
        // Every attempt that the log knows went through, and they alternate.
        let mut at = 0;
        for row in place.log() {
            assert_eq!(row["outcome"], "done", "{row}");
            let number: i32 = row["revision"].as_str().unwrap()[1..].parse().unwrap();
            let is_upgrade = row["direction"] == "upgrade";
            assert_eq!(number, if is_upgrade { at + 1 } else { at }, "{row}");
            at = if is_upgrade { number } else { number - 1 };
        }
    }
}

/// Those who only look are not kept waiting and never disturb the run.
#[test]
fn looking_while_an_upgrade_runs() {
    for kind in BOTH {
        let place = eight_revisions(kind);
        let mut run = place.dazzle.start(["db", "upgrade"]);
        let mut looks = 0;
        while run.try_wait().unwrap().is_none() {
            for command in ["current", "status", "log"] {
                place.ok(&["db", command]);
                looks += 1;
            }
        }
        assert_eq!(finish(run).code, 0);
        assert!(looks > 0);
        assert_eq!(place.applied(), EIGHT);
    }
}

/// Thirty-two start at once on a database with pending revisions: one migrates, all serve. `DAZZLE_TEST_ROUNDS` sets
/// how often (2).
#[test]
fn of_thirty_two_local_servers_one_migrates_and_all_serve() {
    const SERVERS: usize = 32;
    let rounds: usize = std::env::var("DAZZLE_TEST_ROUNDS").map_or(2, |text| text.parse().unwrap());
    for round in 0..rounds {
        let place = Workplace::with_three_revisions(Kind::Postgresql);
        let servers: Vec<Server> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..SERVERS)
                .map(|_| scope.spawn(|| Server::start(&place.dazzle, &["--local"])))
                .collect();
            starts.into_iter().map(|it| it.join().unwrap()).collect()
        });
        for mut server in servers {
            let is_at = server.until("now at").unwrap();
            assert_eq!(is_at, "now at    r3; no draft", "round {round}");
            let serves = (0..200).any(|_| {
                std::thread::sleep(Duration::from_millis(20));
                server.get("/api/Task").status == 200
            });
            assert!(serves, "round {round}: {:?}", server.said);
            assert_eq!(server.stop(), Some(0), "round {round}");
        }
        // Each revision was run once, by one.
        let runs = place
            .database
            .sql("SELECT revision, outcome FROM _dazzle_log ORDER BY id");
        let done = ["r1", "r2", "r3"].map(|id| vec![Some(id.to_owned()), Some("done".to_owned())]);
        assert_eq!(runs, done, "round {round}");
    }
}
