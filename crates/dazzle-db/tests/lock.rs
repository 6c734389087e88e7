//! The migration lock, raced, killed and led through a pooler.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dazzle_db::{DatabaseUrl, LockError, MigrationLock, Session, SessionOptions, WaitInfo, version};
use dazzle_testkit::pooler::TransactionPooler;
use dazzle_testkit::{block_on, postgres, sqlite};

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(400);

fn options(run_id: &str) -> SessionOptions {
    SessionOptions {
        run_id: run_id.to_owned(),
        create_if_missing: true,
        ..SessionOptions::default()
    }
}

async fn acquire(url: &DatabaseUrl, run_id: &str, wait: Duration) -> Result<MigrationLock, LockError> {
    MigrationLock::acquire(url, &options(run_id), wait, &mut |_| {}).await
}

async fn connect(url: &DatabaseUrl, run_id: &str) -> Session {
    Session::connect(url, &options(run_id)).await.unwrap()
}

/// What each of many processes does: lock, look, change what nobody has changed yet.
async fn migrate_once(url: &DatabaseUrl, run_id: &str) -> bool {
    let mut lock = acquire(url, run_id, LONG).await.unwrap();
    let mut session = connect(url, run_id).await;
    version::ensure_tables(&mut session).await.unwrap();
    let changed = !version::read_heads(&mut session)
        .await
        .unwrap()
        .into_heads()
        .contains("r1");
    if changed {
        session.begin().await.unwrap();
        session.execute("CREATE TABLE t (a int)").await.unwrap();
        for sql in version::set_heads_sql(session.dialect(), &[], &["r1"]) {
            session.execute(&sql).await.unwrap();
        }
        lock.check().await.unwrap();
        session.commit().await.unwrap();
    }
    session.close().await;
    lock.release().await.unwrap();
    changed
}

fn race(url: &DatabaseUrl, runners: usize) -> usize {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..runners)
            .map(|number| scope.spawn(move || block_on(migrate_once(url, &format!("run{number}")))))
            .collect();
        threads
            .into_iter()
            .map(|thread| usize::from(thread.join().unwrap()))
            .sum()
    })
}

#[test]
fn of_many_runs_at_once_one_migrates() {
    assert_eq!(race(&sqlite::temp_database().url, 16), 1);
    assert_eq!(race(&postgres::temp_database().url, 16), 1);
}

/// Without the migration lock: the transactions alone, on a file that is not there yet.
#[test]
fn trap_06_eight_connections_on_a_new_file_begin_immediate() {
    let database = sqlite::temp_database();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                block_on(async {
                    let mut session = connect(&database.url, "racer").await;
                    version::ensure_tables(&mut session).await.unwrap();
                    session.begin().await.unwrap();
                    session
                        .execute("CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY)")
                        .await
                        .unwrap();
                    let rows = session.query("SELECT count(*) FROM t").await.unwrap();
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    let next: i64 = rows[0][0].as_deref().unwrap().parse().unwrap();
                    session
                        .execute(&format!("INSERT INTO t VALUES ({next})"))
                        .await
                        .unwrap();
                    session.commit().await.unwrap();
                });
            });
        }
    });
    let rows = block_on(async {
        connect(&database.url, "reader")
            .await
            .query("SELECT count(*), max(a) FROM t")
            .await
    });
    assert_eq!(rows.unwrap()[0], [Some("8".to_owned()), Some("7".to_owned())]);
}

#[test]
fn trap_06_begin_immediate_waits_in_wal_mode_too() {
    let database = sqlite::temp_database();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let database = &database;
            scope.spawn(move || {
                block_on(async {
                    let mut session = connect(&database.url, "racer").await;
                    version::ensure_tables(&mut session).await.unwrap();
                    if number == 0 {
                        // Others are at work; whether it succeeds does not matter here.
                        session.execute("PRAGMA journal_mode = WAL").await.ok();
                    }
                    for step in 0..10 {
                        session.begin().await.unwrap();
                        // Reading first is what a transaction begun plain does not survive.
                        version::read_heads(&mut session).await.unwrap();
                        let head = format!("{number}-{step}");
                        for sql in version::set_heads_sql(session.dialect(), &[], &[&head]) {
                            session.execute(&sql).await.unwrap();
                        }
                        session.commit().await.unwrap();
                    }
                });
            });
        }
    });
    let heads = block_on(async { version::read_heads(&mut connect(&database.url, "reader").await).await });
    assert_eq!(heads.unwrap().into_heads().len(), 80);
}

#[tokio::test]
async fn trap_07_waiting_for_the_lock_does_not_break_a_concurrent_index() {
    let database = postgres::temp_database();
    let lock = acquire(&database.url, "holder", LONG).await.unwrap();
    let mut worker = connect(&database.url, "holder").await;
    worker
        .execute("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 100000)")
        .await
        .unwrap();
    // An open transaction that wrote keeps the index build waiting, long enough for the waiter to come.
    let mut writer = connect(&database.url, "application").await;
    writer.begin().await.unwrap();
    writer.execute("INSERT INTO t VALUES (0)").await.unwrap();

    let url = database.url.clone();
    let waiter =
        std::thread::spawn(move || block_on(async { acquire(&url, "waiter", LONG).await.map(drop) }));
    worker.execute("SET lock_timeout = 0").await.unwrap();
    let (built, ()) = tokio::join!(worker.execute("CREATE INDEX CONCURRENTLY i ON t (a)"), async {
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        writer.commit().await.unwrap();
    });
    built.unwrap();
    let valid = worker
        .query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")
        .await
        .unwrap();
    assert_eq!(valid[0][0].as_deref(), Some("t"));
    lock.release().await.unwrap();
    waiter.join().unwrap().unwrap();
}

#[tokio::test]
async fn trap_08_an_error_frees_the_lock() {
    async fn fails_half_way(url: &DatabaseUrl) -> Result<(), LockError> {
        let _lock = acquire(url, "first", LONG).await?;
        let mut session = connect(url, "first").await;
        session.begin().await?;
        session.execute("SELECT * FROM missing").await?;
        Ok(())
    }
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        fails_half_way(url).await.unwrap_err();
        acquire(url, "second", Duration::from_secs(10))
            .await
            .unwrap()
            .release()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn trap_08_a_pooler_in_transaction_mode_is_refused() {
    let database = postgres::temp_database();
    for size in [1, 2, 5] {
        let pooler = TransactionPooler::start(&database, size);
        let error = acquire(&pooler.url, "pooled", LONG).await.err().unwrap();
        assert!(matches!(error, LockError::Pooler), "{error}");
        assert!(error.to_string().contains("pooler in transaction mode"));
        // And the refusal left no lock behind on a session of the pool.
        acquire(&database.url, "direct", SHORT)
            .await
            .unwrap()
            .release()
            .await
            .unwrap();
    }
}

/// Not a test by itself: the process that [`trap_08_a_killed_holder_frees_the_lock`] kills.
#[test]
fn helper_holds_the_lock() {
    let Ok(url) = std::env::var("DAZZLE_TEST_HOLD") else {
        return;
    };
    block_on(async {
        let _lock = acquire(&url.parse().unwrap(), "killed", LONG).await.unwrap();
        std::fs::write(std::env::var("DAZZLE_TEST_HOLD_READY").unwrap(), "").unwrap();
        tokio::time::sleep(LONG).await;
    });
}

fn start_holder(url: &str, ready: &std::path::Path) -> Child {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["helper_holds_the_lock", "--exact"])
        .env("DAZZLE_TEST_HOLD", url)
        .env("DAZZLE_TEST_HOLD_READY", ready)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while !ready.exists() {
        assert!(started.elapsed() < LONG, "the holder did not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    child
}

#[tokio::test]
async fn trap_08_a_killed_holder_frees_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for (name, url_text) in [
        ("postgresql", postgresql.url_text.clone()),
        ("sqlite", sqlite.url.to_string()),
    ] {
        let url: DatabaseUrl = url_text.parse().unwrap();
        let mut holder = start_holder(&url_text, &folder.path().join(name));
        assert!(matches!(
            acquire(&url, "next", SHORT).await,
            Err(LockError::Timeout { .. })
        ));
        holder.kill().unwrap();
        holder.wait().unwrap();
        acquire(&url, "next", Duration::from_secs(10))
            .await
            .unwrap()
            .release()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_timeout_names_the_holder() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let _lock = acquire(url, "first", LONG).await.unwrap();
        let mut told: Vec<WaitInfo> = Vec::new();
        let error = MigrationLock::acquire(url, &options("second"), SHORT, &mut |info| told.push(info))
            .await
            .err()
            .unwrap();
        let text = error.to_string();
        let me = format!(", process {}, since 2", std::process::id());
        assert!(
            text.starts_with("another run is migrating this database (run first, "),
            "{text}"
        );
        assert!(text.contains('@') && text.contains(&me), "{text}");
        assert!(told.len() >= 2, "{told:?}");
        assert!(
            told.iter()
                .all(|info| info.holder.as_ref().unwrap().run_id.as_deref() == Some("first"))
        );
        let LockError::Timeout { waited, .. } = error else {
            panic!("{text}")
        };
        assert!(waited >= SHORT && waited < Duration::from_secs(10), "{waited:?}");
    }
}

/// A role that sees nothing of the holder's session but its name.
#[tokio::test]
async fn another_role_is_told_who_holds_the_lock() {
    let database = postgres::temp_database();
    let role = format!("waiter_{}", database.name);
    database.sql(&format!("CREATE ROLE {role} LOGIN"));
    let _lock = acquire(&database.url, "first", LONG).await.unwrap();
    let error = acquire(&database.url_as(&role), "second", SHORT)
        .await
        .err()
        .unwrap();
    let LockError::Timeout {
        holder: Some(holder), ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!(holder.run_id.as_deref(), Some("first"));
    assert_eq!(holder.process, Some(std::process::id()));
    assert!(holder.who.as_deref().unwrap().contains('@'), "{holder}");
    assert!(holder.since.as_deref().unwrap().starts_with('2'), "{holder}");
    drop(_lock);
    database.sql(&format!("DROP ROLE {role}"));
}

#[tokio::test]
async fn who_keeps_a_statement_waiting_is_told() {
    let database = postgres::temp_database();
    database.sql("CREATE TABLE t (a int)");
    let mut lock = acquire(&database.url, "first", LONG).await.unwrap();
    let mut worker = connect(&database.url, "first").await;
    let pid = worker.server_process();
    assert_eq!(lock.blockers(pid).await, None);
    let reads = SessionOptions {
        read_only: true,
        ..options("application")
    };
    let mut other = Session::connect(&database.url, &reads).await.unwrap();
    other.begin().await.unwrap();
    other
        .execute("LOCK TABLE t\n IN ACCESS SHARE MODE")
        .await
        .unwrap();
    let (failed, found) = tokio::join!(worker.execute("ALTER TABLE t ADD COLUMN b int"), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        lock.blockers(pid).await
    });
    assert_eq!(failed.unwrap_err().kind, dazzle_db::Kind::LockTimeout);
    let text = found.unwrap();
    assert!(
        text.contains("of `dazzle-read:application`, role postgres from 127.0.0.1, since 2"),
        "{text}"
    );
    assert!(text.ends_with(": LOCK TABLE t IN ACCESS SHARE MODE"), "{text}");
    // Of another role's session only what everybody sees.
    let role = format!("weak_{}", database.name);
    database.sql(&format!("CREATE ROLE {role} LOGIN; GRANT ALL ON t TO {role}"));
    let weak_url = database.url_as(&role);
    lock.release().await.unwrap();
    let mut lock = acquire(&weak_url, "weak", LONG).await.unwrap();
    let mut weak = connect(&weak_url, "weak").await;
    let pid = weak.server_process();
    let (_, found) = tokio::join!(
        weak.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE; SELECT 1"),
        async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            lock.blockers(pid).await
        }
    );
    let text = found.unwrap();
    assert!(
        text.ends_with("of `dazzle-read:application`, role postgres"),
        "{text}"
    );
    drop((weak, lock));
    other.rollback().await.unwrap();
    database.sql(&format!("REVOKE ALL ON t FROM {role}; DROP ROLE {role}"));
}

#[tokio::test]
async fn a_wait_of_zero_tries_once() {
    let database = sqlite::temp_database();
    let lock = acquire(&database.url, "first", Duration::ZERO).await.unwrap();
    assert!(matches!(
        acquire(&database.url, "second", Duration::ZERO).await,
        Err(LockError::Timeout { .. })
    ));
    lock.release().await.unwrap();
    acquire(&database.url, "second", Duration::ZERO).await.unwrap();
}

#[tokio::test]
async fn two_databases_of_one_server_do_not_wait_for_each_other() {
    let (one, two) = (postgres::temp_database(), postgres::temp_database());
    let _one = acquire(&one.url, "one", SHORT).await.unwrap();
    let _two = acquire(&two.url, "two", SHORT).await.unwrap();
}

#[tokio::test]
async fn all_names_of_a_file_lead_to_one_lock() {
    let database = sqlite::temp_database();
    std::fs::create_dir(database.folder.path().join("sub")).unwrap();
    let _lock = acquire(&database.url, "first", SHORT).await.unwrap();
    let detour = DatabaseUrl::sqlite(database.folder.path().join("sub/../test.db"));
    assert!(matches!(
        acquire(&detour, "second", SHORT).await,
        Err(LockError::Timeout { .. })
    ));
    connect(&database.url, "first")
        .await
        .execute("CREATE TABLE t (a)")
        .await
        .unwrap();
    let link = database.folder.path().join("link.db");
    std::os::unix::fs::symlink(&database.path, &link).unwrap();
    assert!(matches!(
        acquire(&DatabaseUrl::sqlite(link), "second", SHORT).await,
        Err(LockError::Timeout { .. })
    ));
}

#[tokio::test]
async fn a_lost_lock_is_noticed() {
    let postgresql = postgres::temp_database();
    let mut lock = acquire(&postgresql.url, "first", LONG).await.unwrap();
    lock.check().await.unwrap();
    postgresql.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'dazzle-lock:first %'",
    );
    assert!(matches!(lock.check().await, Err(LockError::Lost { .. })));
    assert!(matches!(lock.release().await, Err(LockError::Lost { .. })));

    let sqlite = sqlite::temp_database();
    let mut lock = acquire(&sqlite.url, "first", LONG).await.unwrap();
    lock.check().await.unwrap();
    std::fs::remove_file(sqlite.folder.path().join("test.db.dazzle-lock")).unwrap();
    assert!(matches!(lock.check().await, Err(LockError::Lost { .. })));
    assert!(matches!(lock.release().await, Err(LockError::Lost { .. })));
}

#[tokio::test]
async fn a_lock_file_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    // Root may write anywhere, so no permission can be taken away here; a file in place of a folder is as bad.
    let url = DatabaseUrl::sqlite(folder.path().join("file/app.db"));
    let error = acquire(&url, "first", SHORT).await.err().unwrap();
    assert!(matches!(error, LockError::File { .. }), "{error}");
    assert!(error.to_string().contains("file/app.db"), "{error}");
    assert!(error.hint().unwrap().contains("writable"));
}

#[tokio::test]
async fn a_database_in_memory_needs_no_lock() {
    let url: DatabaseUrl = "sqlite::memory:".parse().unwrap();
    let mut lock = acquire(&url, "first", SHORT).await.unwrap();
    lock.check().await.unwrap();
    acquire(&url, "second", SHORT).await.unwrap();
}

/// A run that has no connection for the lock and is still in a statement, as one that died is: how long the next
/// run waits for the lock, and whether the statement came to its end.
async fn run_with_an_orphan(url: &DatabaseUrl, orphan_run: &str, seconds: u32) -> (Duration, bool) {
    let mut orphan = connect(url, orphan_run).await;
    let sql = format!("SELECT pg_sleep({seconds})");
    let (found, waited) = tokio::join!(orphan.query(&sql), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let started = Instant::now();
        let lock = acquire(url, "next", LONG).await.unwrap();
        lock.release().await.unwrap();
        started.elapsed()
    });
    (waited, found.is_ok())
}

#[tokio::test]
async fn a_statement_of_a_dead_run_is_ended_before_the_lock_is_given() {
    let database = postgres::temp_database();
    let (waited, survived) = run_with_an_orphan(&database.url, "dead", 40).await;
    assert!(!survived);
    assert!(
        waited >= Duration::from_secs(2) && waited < Duration::from_secs(30),
        "{waited:?}"
    );
}

#[tokio::test]
async fn our_own_statements_and_readers_are_left_alone() {
    let database = postgres::temp_database();
    let (waited, survived) = run_with_an_orphan(&database.url, "next", 5).await;
    assert!(survived && waited < Duration::from_secs(4), "{waited:?}");

    let read_only = SessionOptions {
        read_only: true,
        ..options("status")
    };
    let mut reader = Session::connect(&database.url, &read_only).await.unwrap();
    let (read, waited) = tokio::join!(reader.query("SELECT pg_sleep(5)"), async {
        let started = Instant::now();
        acquire(&database.url, "next", LONG)
            .await
            .unwrap()
            .release()
            .await
            .unwrap();
        started.elapsed()
    });
    read.unwrap();
    assert!(waited < Duration::from_secs(4), "{waited:?}");
}

#[tokio::test]
async fn a_role_that_may_not_end_the_statement_waits_for_it() {
    let database = postgres::temp_database();
    let role = format!("weak_{}", database.name);
    database.sql(&format!("CREATE ROLE {role} LOGIN"));
    let mut orphan = connect(&database.url, "dead").await;
    let weak = database.url_as(&role);
    let (found, waited) = tokio::join!(orphan.query("SELECT pg_sleep(4)"), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let started = Instant::now();
        acquire(&weak, "next", SHORT)
            .await
            .unwrap()
            .release()
            .await
            .unwrap();
        started.elapsed()
    });
    found.unwrap();
    assert!(waited > Duration::from_secs(3), "{waited:?}");
    database.sql(&format!("DROP ROLE {role}"));
}
