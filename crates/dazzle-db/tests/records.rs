//! The version table and the log.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::time::Duration;

use dazzle_db::chain::FindingKind;
use dazzle_db::log::{
    Direction, LogEntry, Outcome, applied_checksums, log_crashed, log_finish, log_start, read_log, verify_log,
};
use dazzle_db::mark::{read_mark, set_mark_sql};
use dazzle_db::version::{
    Recorded, create_tables_sql, ensure_tables, read_heads, set_heads_sql, unexpected_heads_sql,
};
use dazzle_db::{DatabaseUrl, Kind, Session, SessionOptions};
use dazzle_testkit::{block_on, postgres, sqlite};

async fn connect(url: &DatabaseUrl) -> Session {
    let options = SessionOptions {
        create_if_missing: true,
        ..SessionOptions::default()
    };
    Session::connect(url, &options).await.unwrap()
}

async fn run(session: &mut Session, statements: &[String]) {
    session.begin().await.unwrap();
    for sql in statements {
        session.execute(sql).await.unwrap();
    }
    session.commit().await.unwrap();
}

fn heads(names: &[&str]) -> Recorded {
    Recorded::Heads(
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>(),
    )
}

fn entry(run_id: &str) -> LogEntry<'_> {
    LogEntry {
        run_id,
        revision: Some("3f9c2ab81d04"),
        direction: Direction::Upgrade,
        checksum: Some("sha256:00"),
        operations: 3,
        tool_version: "0.1.0",
    }
}

#[tokio::test]
async fn heads_are_kept() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        let dialect = session.dialect();
        assert_eq!(read_heads(&mut session).await.unwrap(), Recorded::NoTable);
        ensure_tables(&mut session).await.unwrap();
        ensure_tables(&mut session).await.unwrap();
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&[]));
        // Longer than the column of other tools (trap 45), with quotes.
        let long = format!("it's \\ \"{}", "x".repeat(200));
        run(&mut session, &set_heads_sql(dialect, &[], &[&long, "b"])).await;
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&[&long, "b"]));
        run(&mut session, &set_heads_sql(dialect, &[&long, "b"], &["merged"])).await;
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&["merged"]));
        let rows = session
            .query("SELECT applied_at FROM _dazzle_version")
            .await
            .unwrap();
        let applied_at = rows[0][0].as_deref().unwrap();
        assert!(
            applied_at.len() == 20 && applied_at.ends_with('Z') && applied_at.contains('T'),
            "{applied_at}"
        );
        // A second run that thinks the same fails instead of recording twice.
        session
            .execute(&set_heads_sql(dialect, &[], &["merged"]).join(";"))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn a_rolled_back_migration_moves_no_head() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        ensure_tables(&mut session).await.unwrap();
        session.begin().await.unwrap();
        session
            .execute(&set_heads_sql(session.dialect(), &[], &["a"]).join(";"))
            .await
            .unwrap();
        session.rollback().await.unwrap();
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&[]));
    }
}

#[test]
fn the_tables_can_be_made_by_many_at_once() {
    for _ in 0..5 {
        let postgresql = postgres::temp_database();
        let sqlite = sqlite::temp_database();
        for url in [&postgresql.url, &sqlite.url] {
            let barrier = std::sync::Barrier::new(8);
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        block_on(async {
                            let mut session = connect(url).await;
                            barrier.wait();
                            ensure_tables(&mut session).await.unwrap();
                            assert_eq!(read_heads(&mut session).await.unwrap(), heads(&[]));
                        });
                    });
                }
            });
        }
    }
}

#[tokio::test]
async fn the_statements_for_scripts_make_the_same_tables() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        let statements = create_tables_sql(session.dialect());
        run(&mut session, &statements).await;
        ensure_tables(&mut session).await.unwrap();
        log_start(&mut session, &entry("r")).await.unwrap();
    }
}

#[tokio::test]
async fn no_right_to_read_is_not_no_table() {
    let database = postgres::temp_database();
    let role = format!("weak_{}", database.name);
    ensure_tables(&mut connect(&database.url).await).await.unwrap();
    database.sql(&format!("CREATE ROLE {role} LOGIN"));
    let weak = database.url_as(&role);

    let error = read_heads(&mut connect(&weak).await).await.unwrap_err();
    assert_eq!(error.kind, Kind::Permission, "{error}");
    let error = read_log(&mut connect(&weak).await, 10).await.unwrap_err();
    assert_eq!(error.kind, Kind::Permission, "{error}");

    // Without USAGE the schema is silently left out of the search path.
    database.sql(&format!("REVOKE ALL ON SCHEMA public FROM PUBLIC, {role}"));
    let error = read_heads(&mut connect(&weak).await).await.unwrap_err();
    assert_eq!(error.kind, Kind::Permission, "{error}");
    assert!(error.to_string().contains("search path"), "{error}");
    let error = ensure_tables(&mut connect(&weak).await).await.unwrap_err();
    assert_eq!(error.kind, Kind::Permission, "{error}");
    database.sql(&format!("DROP ROLE {role}"));
}

#[tokio::test]
async fn each_schema_has_its_own_version() {
    let database = postgres::temp_database();
    let mut session = connect(&database.url).await;
    ensure_tables(&mut session).await.unwrap();
    let statements = set_heads_sql(session.dialect(), &[], &["a"]);
    run(&mut session, &statements).await;
    session
        .execute("CREATE SCHEMA tenant; SET search_path = tenant, public")
        .await
        .unwrap();
    assert_eq!(read_heads(&mut session).await.unwrap(), Recorded::NoTable);
    ensure_tables(&mut session).await.unwrap();
    assert_eq!(read_heads(&mut session).await.unwrap(), heads(&[]));
}

#[tokio::test]
async fn attempts_are_logged() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        assert!(read_log(&mut session, 10).await.unwrap().is_empty());
        assert!(log_crashed(&mut session).await.unwrap().is_empty());
        ensure_tables(&mut session).await.unwrap();

        let id = log_start(&mut session, &entry("first")).await.unwrap();
        let running = read_log(&mut session, 10).await.unwrap().remove(0);
        assert_eq!((running.id, running.outcome, running.ended_at), (id, None, None));

        let took = Duration::from_millis(1_234);
        let statements = "CREATE TABLE \"t\" (a text DEFAULT 'it''s');\n-- é";
        log_finish(
            &mut session,
            id,
            Outcome::Failed,
            Some("no 'such'\ntable"),
            took,
            Some(statements),
        )
        .await
        .unwrap();
        let second = LogEntry {
            revision: None,
            direction: Direction::Stamp,
            checksum: None,
            ..entry("second")
        };
        let second = log_start(&mut session, &second).await.unwrap();
        log_finish(&mut session, second, Outcome::Done, None, took, None)
            .await
            .unwrap();

        let rows = read_log(&mut session, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [second, id]);
        assert_eq!(read_log(&mut session, 1).await.unwrap().len(), 1);
        let row = &rows[1];
        assert_eq!(row.run_id, "first");
        assert_eq!(row.revision.as_deref(), Some("3f9c2ab81d04"));
        assert_eq!(row.direction, Direction::Upgrade);
        assert_eq!(row.checksum.as_deref(), Some("sha256:00"));
        assert_eq!(row.outcome, Some(Outcome::Failed));
        assert_eq!(row.operations, 3);
        assert_eq!(row.duration, Some(took));
        assert_eq!(row.pid, std::process::id());
        assert_eq!(row.tool_version, "0.1.0");
        assert_eq!(row.error.as_deref(), Some("no 'such'\ntable"));
        assert_eq!(row.statements.as_deref(), Some(statements));
        assert!(!row.who.is_empty() && !row.host.is_empty());
        assert!(
            row.started_at.starts_with("2") && row.started_at.ends_with('Z'),
            "{}",
            row.started_at
        );
        assert!(row.ended_at.as_deref() >= Some(row.started_at.as_str()));
        assert_eq!(
            (rows[0].direction, rows[0].revision.as_deref()),
            (Direction::Stamp, None)
        );

        let error = log_finish(&mut session, id, Outcome::Done, None, took, None)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("completed by another run"), "{error}");
    }
}

#[tokio::test]
async fn what_never_ended_is_a_crash() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        ensure_tables(&mut session).await.unwrap();
        let first = log_start(&mut session, &entry("dead")).await.unwrap();
        let done = log_start(&mut session, &entry("dead")).await.unwrap();
        log_finish(&mut session, done, Outcome::Done, None, Duration::ZERO, None)
            .await
            .unwrap();
        let second = log_start(&mut session, &entry("dead")).await.unwrap();

        let crashed = log_crashed(&mut session).await.unwrap();
        assert_eq!(
            crashed.iter().map(|row| row.id).collect::<Vec<_>>(),
            [first, second]
        );
        assert!(
            crashed
                .iter()
                .all(|row| row.outcome == Some(Outcome::Crashed) && row.ended_at.is_some())
        );
        assert!(log_crashed(&mut session).await.unwrap().is_empty());
        let outcomes: Vec<_> = read_log(&mut session, 10)
            .await
            .unwrap()
            .iter()
            .map(|row| row.outcome)
            .collect();
        assert_eq!(
            outcomes,
            [
                Some(Outcome::Crashed),
                Some(Outcome::Done),
                Some(Outcome::Crashed)
            ]
        );
    }
}

#[tokio::test]
async fn the_log_refuses_a_transaction_that_could_take_it_back() {
    let database = sqlite::temp_database();
    let mut session = connect(&database.url).await;
    ensure_tables(&mut session).await.unwrap();
    session.begin().await.unwrap();
    let error = log_start(&mut session, &entry("r")).await.unwrap_err();
    assert!(error.to_string().contains("outside of transactions"), "{error}");
}

#[tokio::test]
async fn a_row_of_a_newer_version_is_an_error_not_a_guess() {
    let database = sqlite::temp_database();
    let mut session = connect(&database.url).await;
    ensure_tables(&mut session).await.unwrap();
    log_start(&mut session, &entry("r")).await.unwrap();
    session
        .execute("UPDATE _dazzle_log SET outcome = 'melted'")
        .await
        .unwrap();
    let error = read_log(&mut session, 10).await.unwrap_err();
    assert!(error.to_string().contains("`outcome` is `melted`"), "{error}");
}

/// A run that died between its commit and the end of its row: the heads moved in the same transaction.
#[tokio::test]
async fn what_was_committed_before_the_crash_is_done() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        let dialect = session.dialect();
        ensure_tables(&mut session).await.unwrap();
        // Each: what was attempted, on which heads, how the transaction moved them if it was committed.
        type Attempt<'a> = (Direction, &'a str, &'a [&'a str], &'a [&'a str], bool);
        let attempts: [Attempt<'_>; 11] = [
            (Direction::Upgrade, "a", &[], &["a"], false),
            (Direction::Upgrade, "a", &[], &["a"], true),
            (Direction::Upgrade, "b", &[], &["b"], true),
            (Direction::Upgrade, "merge", &["a", "b"], &["merge"], false),
            (Direction::Upgrade, "merge", &["a", "b"], &["merge"], true),
            (Direction::Downgrade, "merge", &["merge"], &["a", "b"], false),
            (Direction::Downgrade, "merge", &["merge"], &["a", "b"], true),
            (Direction::Stamp, "a", &[], &[], true),
            (Direction::Adopt, "c", &["a", "b"], &["c"], false),
            (Direction::Adopt, "c", &["a", "b"], &["c"], true),
            (Direction::Baseline, "d", &["c"], &["d"], true),
        ];
        for (direction, revision, gone, come, is_committed) in attempts {
            let attempt = LogEntry {
                revision: Some(revision),
                direction,
                ..entry("dead")
            };
            log_start(&mut session, &attempt).await.unwrap();
            if is_committed {
                run(&mut session, &set_heads_sql(dialect, gone, come)).await;
            }
            let crashed = log_crashed(&mut session).await.unwrap();
            let is_done = is_committed && direction != Direction::Stamp;
            assert_eq!(crashed.is_empty(), is_done, "{direction} {revision}");
            let row = read_log(&mut session, 1).await.unwrap().remove(0);
            let outcome = if is_done { Outcome::Done } else { Outcome::Crashed };
            assert_eq!(row.outcome, Some(outcome), "{direction} {revision}");
            assert!(row.ended_at.is_some());
        }
    }
}

#[tokio::test]
async fn only_what_is_applied_has_a_checksum() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        assert!(applied_checksums(&mut session).await.unwrap().is_empty());
        ensure_tables(&mut session).await.unwrap();
        for (direction, revision, checksum, outcome) in [
            (Direction::Upgrade, "a", "a1", Outcome::Done),
            (Direction::Upgrade, "b", "b1", Outcome::Done),
            (Direction::Downgrade, "b", "b1", Outcome::Done),
            (Direction::Downgrade, "a", "a1", Outcome::Failed),
            (Direction::Stamp, "c", "c1", Outcome::Done),
            (Direction::Upgrade, "d", "d1", Outcome::Failed),
            (Direction::Upgrade, "e", "e1", Outcome::Done),
            (Direction::Downgrade, "e", "e1", Outcome::Done),
            (Direction::Upgrade, "e", "e2", Outcome::Done),
        ] {
            let attempt = LogEntry {
                revision: Some(revision),
                direction,
                checksum: Some(checksum),
                ..entry("r")
            };
            let id = log_start(&mut session, &attempt).await.unwrap();
            log_finish(&mut session, id, outcome, None, Duration::ZERO, None)
                .await
                .unwrap();
        }
        let applied: Vec<(String, String)> = applied_checksums(&mut session)
            .await
            .unwrap()
            .into_iter()
            .collect();
        let expected = [("a", "a1"), ("c", "c1"), ("e", "e2")]
            .map(|(revision, checksum)| (revision.to_owned(), checksum.to_owned()));
        assert_eq!(applied, expected);
    }
}

/// What an earlier version made: without the columns that came later.
const EARLIER: [&str; 2] = [
    "CREATE TABLE _dazzle_version (revision TEXT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL, draft TEXT)",
    "INSERT INTO _dazzle_version VALUES ('r1', '2026-01-01T00:00:00Z', NULL)",
];

async fn make_earlier(session: &mut Session) {
    for sql in EARLIER {
        session.execute(sql).await.unwrap();
    }
    let log = create_tables_sql(session.dialect())
        .into_iter()
        .find(|sql| sql.contains("_dazzle_log"))
        .unwrap();
    let log = log.replace(",\n  start_hash TEXT,\n  end_hash TEXT", "");
    assert!(!log.contains("hash"), "{log}");
    session.execute(&log).await.unwrap();
    session
        .execute(
            "INSERT INTO _dazzle_log (run_id, direction, started_at, operations, who, host, pid, tool_version, outcome) \
             VALUES ('old', 'upgrade', '2026', 1, 'a', 'b', 1, '0', 'done'), \
             ('old', 'upgrade', '2026', 1, 'a', 'b', 1, '0', NULL)",
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn tables_of_an_earlier_version_are_extended() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        make_earlier(&mut session).await;
        assert_eq!(read_mark(&mut session).await.unwrap(), None);
        let report = verify_log(&mut session).await.unwrap();
        assert!(report.is_whole(), "{report:?}");
        assert_eq!((report.rows, report.unchained), (2, 2));
        // The attempt that never ended is completed, which is the first link.
        assert_eq!(log_crashed(&mut session).await.unwrap().len(), 1);
        ensure_tables(&mut session).await.unwrap();
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&["r1"]));
        let row = log_start(&mut session, &entry("new")).await.unwrap();
        log_finish(&mut session, row, Outcome::Done, None, Duration::ZERO, None)
            .await
            .unwrap();
        let report = verify_log(&mut session).await.unwrap();
        assert!(report.is_whole(), "{report:?}");
        assert_eq!((report.rows, report.unchained), (3, 2));
        assert_eq!(report.head.unwrap().number, 3);
    }
}

#[tokio::test]
async fn a_mark_is_kept_beside_the_heads() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        let dialect = session.dialect();
        ensure_tables(&mut session).await.unwrap();
        assert_eq!(read_mark(&mut session).await.unwrap(), None);
        run(&mut session, &set_heads_sql(dialect, &[], &["a", "b"])).await;
        run(&mut session, &set_mark_sql(dialect, &["a", "b"], Some("1-f'00"))).await;
        run(&mut session, &set_mark_sql(dialect, &["a", "b"], Some("1-ff"))).await;
        let mark = read_mark(&mut session).await.unwrap().unwrap();
        assert_eq!(mark.fingerprint, "1-ff");
        assert_eq!(Recorded::Heads(mark.heads), heads(&["a", "b"]));
        assert_eq!(read_heads(&mut session).await.unwrap(), heads(&["a", "b"]));
        let unexpected = unexpected_heads_sql(&["a", "b"]);
        assert_eq!(
            session.query(&unexpected).await.unwrap()[0][0].as_deref(),
            Some("0")
        );
        run(&mut session, &set_mark_sql(dialect, &["a", "b"], None)).await;
        assert_eq!(read_mark(&mut session).await.unwrap(), None);
    }
}

/// Many processes write at once, some of them without the lock.
#[test]
fn the_chain_holds_when_many_write_at_once() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        block_on(async { ensure_tables(&mut connect(url).await).await.unwrap() });
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    block_on(async {
                        let mut session = connect(url).await;
                        for _ in 0..5 {
                            let row = log_start(&mut session, &entry("many")).await.unwrap();
                            log_finish(
                                &mut session,
                                row,
                                Outcome::Failed,
                                Some("x"),
                                Duration::ZERO,
                                None,
                            )
                            .await
                            .unwrap();
                        }
                    });
                });
            }
        });
        let report = block_on(async { verify_log(&mut connect(url).await).await.unwrap() });
        assert!(report.is_whole(), "{report:?}");
        assert_eq!((report.rows, report.head.unwrap().number), (40, 80));
    }
}

#[tokio::test]
async fn every_change_of_the_log_is_found() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        ensure_tables(&mut session).await.unwrap();
        for _ in 0..4 {
            let row = log_start(&mut session, &entry("r")).await.unwrap();
            log_finish(
                &mut session,
                row,
                Outcome::Done,
                None,
                Duration::from_millis(5),
                Some("SELECT 1;\n\\ é"),
            )
            .await
            .unwrap();
        }
        let columns = "run_id revision direction checksum started_at ended_at outcome operations duration_ms who host \
                       pid tool_version error statements";
        for column in columns.split(' ') {
            let value = match column {
                "operations" | "duration_ms" | "pid" => "77",
                _ => "'changed'",
            };
            let old = session
                .query(&format!("SELECT {column} FROM _dazzle_log WHERE id = 2"))
                .await
                .unwrap();
            session
                .execute(&format!("UPDATE _dazzle_log SET {column} = {value} WHERE id = 2"))
                .await
                .unwrap();
            let report = verify_log(&mut session).await.unwrap();
            assert_eq!(report.findings.len(), 1, "{column}: {report:?}");
            assert_eq!(report.findings[0].rows, [2], "{column}");
            assert_eq!(report.findings[0].kind, FindingKind::Altered, "{column}");
            let old = match old[0][0].as_deref() {
                None => "NULL".to_owned(),
                Some(number) if !value.starts_with('\'') => number.to_owned(),
                Some(text) => format!("'{text}'"),
            };
            session
                .execute(&format!("UPDATE _dazzle_log SET {column} = {old} WHERE id = 2"))
                .await
                .unwrap();
            assert!(verify_log(&mut session).await.unwrap().is_whole(), "{column}");
        }
        session
            .execute("DELETE FROM _dazzle_log WHERE id = 2")
            .await
            .unwrap();
        let report = verify_log(&mut session).await.unwrap();
        assert_eq!(report.findings.len(), 1, "{report:?}");
        assert_eq!(
            (report.findings[0].kind, report.findings[0].rows.as_slice()),
            (FindingKind::Removed, &[2_i64][..])
        );
        session
            .execute("DELETE FROM _dazzle_log WHERE id = 4")
            .await
            .unwrap();
        let report = verify_log(&mut session).await.unwrap();
        assert!(
            report.findings[1].message.contains("what came after row 3"),
            "{report:?}"
        );
        session
            .execute("UPDATE _dazzle_log SET outcome = NULL, ended_at = NULL, end_hash = NULL WHERE id = 3")
            .await
            .unwrap();
        assert!(!verify_log(&mut session).await.unwrap().is_whole());
    }
}
