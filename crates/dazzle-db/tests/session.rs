//! Connections, rows, transactions, cancelling and timeouts, on a real PostgreSQL and on SQLite.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::time::{Duration, Instant};

use dazzle_db::{DatabaseUrl, Kind, Session, SessionOptions};
use dazzle_testkit::{postgres, sqlite};

fn options() -> SessionOptions {
    SessionOptions {
        create_if_missing: true,
        ..SessionOptions::default()
    }
}

async fn connect(url: &DatabaseUrl) -> Session {
    Session::connect(url, &options()).await.unwrap()
}

fn texts(row: &[Option<String>]) -> Vec<&str> {
    row.iter()
        .map(|value| value.as_deref().unwrap_or("NULL"))
        .collect()
}

#[tokio::test]
async fn postgresql_values_of_any_type_come_as_text() {
    let database = postgres::temp_database();
    let mut session = connect(&database.url).await;
    let rows = session
        .query(
            "SELECT 1::int, 2::bigint, 12.50::numeric(10,2), 0.1::float8, true, 'é'::text, 'x'::\"char\", 'n'::name, \
             '\\x00ff'::bytea, '2026-01-02'::date, '2026-01-02 03:04:05+02'::timestamptz, '1 day 2 hours'::interval, \
             '{1,NULL}'::int[], '{\"a\": 1}'::jsonb, '6f2f9a1e-0000-4000-8000-000000000001'::uuid, \
             'pg_class'::regclass, NULL::text, '{}'::text[], '[1,5)'::int4range, ''::text",
        )
        .await
        .unwrap();
    assert_eq!(
        texts(&rows[0]),
        [
            "1",
            "2",
            "12.50",
            "0.1",
            "t",
            "é",
            "x",
            "n",
            "\\x00ff",
            "2026-01-02",
            "2026-01-02 01:04:05+00",
            "1 day 02:00:00",
            "{1,NULL}",
            "{\"a\": 1}",
            "6f2f9a1e-0000-4000-8000-000000000001",
            "pg_class",
            "NULL",
            "{}",
            "[1,5)",
            "",
        ]
    );
    session.close().await;
}

#[tokio::test]
async fn sqlite_values_come_as_text_whatever_the_declared_type() {
    let database = sqlite::temp_database();
    let mut session = connect(&database.url).await;
    session
        .execute(
            "CREATE TABLE t (a BOOLEAN, b DATETIME, c TEXT, d BLOB, e, f INTEGER);\
             INSERT INTO t VALUES (1, 'yesterday', 5, x'00ff', 1.5, NULL), ('maybe', 7, '', 'text', 1e300, 9223372036854775807)",
        )
        .await
        .unwrap();
    let rows = session.query("SELECT * FROM t").await.unwrap();
    assert_eq!(texts(&rows[0]), ["1", "yesterday", "5", "00FF", "1.5", "NULL"]);
    assert_eq!(
        texts(&rows[1]),
        ["maybe", "7", "", "text", "1e300", "9223372036854775807"]
    );
    let rows = session
        .query("SELECT count(*), max(f), 2.0 FROM t; SELECT 3")
        .await
        .unwrap();
    assert_eq!(texts(&rows[0]), ["2", "9223372036854775807", "2.0"]);
    assert_eq!(texts(&rows[1]), ["3"]);
}

#[tokio::test]
async fn the_session_has_known_settings() {
    let database = postgres::temp_database();
    database.server_admin(&format!(
        "ALTER DATABASE {0} SET DateStyle = 'SQL, DMY'; ALTER DATABASE {0} SET statement_timeout = 77; \
         ALTER DATABASE {0} SET search_path = 'elsewhere', 'public'",
        database.name
    ));
    let options = SessionOptions {
        lock_timeout: Duration::from_millis(1_234),
        run_id: "abc".into(),
        ..options()
    };
    let mut session = Session::connect(&database.url, &options).await.unwrap();
    let rows = session
        .query(
            "SELECT current_setting('application_name'), current_setting('lock_timeout'), \
             current_setting('statement_timeout'), current_setting('TimeZone'), current_setting('DateStyle'), \
             current_setting('search_path'), current_setting('client_connection_check_interval', true)",
        )
        .await
        .unwrap();
    assert_eq!(
        texts(&rows[0])[..6],
        [
            "dazzle:abc",
            "1234ms",
            "0",
            "UTC",
            "ISO, YMD",
            "elsewhere, public"
        ]
    );
    let (_, version) = session.server_version().await.unwrap();
    if version >= 140_000 {
        assert_eq!(rows[0][6].as_deref(), Some("1s"));
    }
}

#[tokio::test]
async fn versions_are_numbers() {
    let database = postgres::temp_database();
    let (text, number) = connect(&database.url).await.server_version().await.unwrap();
    assert!(
        number >= 130_000 && text.starts_with(&(number / 10_000).to_string()),
        "{text} {number}"
    );
    let url = DatabaseUrl::parse("sqlite::memory:").unwrap();
    let (text, number) = connect(&url).await.server_version().await.unwrap();
    assert!(number >= 3_037_000 && text.starts_with("3."), "{text} {number}");
}

#[tokio::test]
async fn a_rolled_back_transaction_leaves_no_table() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        session.begin().await.unwrap();
        session
            .execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
            .await
            .unwrap();
        session.rollback().await.unwrap();
        session.rollback().await.unwrap();
        assert!(
            dazzle_db::table_names(&mut session).await.unwrap().is_empty(),
            "{url}"
        );
        session.begin().await.unwrap();
        session.execute("CREATE TABLE t (a int)").await.unwrap();
        session.commit().await.unwrap();
        assert_eq!(
            dazzle_db::table_names(&mut session).await.unwrap(),
            ["t"],
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_dropped_session_rolls_back() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        session.begin().await.unwrap();
        session.execute("CREATE TABLE t (a int)").await.unwrap();
        drop(session);
        let mut session = connect(url).await;
        session.execute("CREATE TABLE t (a int)").await.unwrap();
    }
}

#[tokio::test]
async fn a_commit_after_a_failed_statement_is_an_error() {
    let database = postgres::temp_database();
    let mut session = connect(&database.url).await;
    session.begin().await.unwrap();
    session.execute("CREATE TABLE t (a int)").await.unwrap();
    session.execute("SELECT 1/0").await.unwrap_err();
    let error = session.commit().await.unwrap_err();
    assert_eq!(error.code.as_deref(), Some("25P02"));
    assert!(!session.in_transaction());
    session.execute("CREATE TABLE t (a int)").await.unwrap();
}

#[tokio::test]
async fn a_commit_that_fails_ends_the_transaction() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        session
            .execute(
                "CREATE TABLE p (id int PRIMARY KEY);\
                 CREATE TABLE c (p int REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
            )
            .await
            .unwrap();
        session.begin().await.unwrap();
        session.execute("INSERT INTO c VALUES (1)").await.unwrap();
        session.commit().await.unwrap_err();
        session.begin().await.unwrap();
        session.execute("INSERT INTO p VALUES (1)").await.unwrap();
        session.commit().await.unwrap();
        assert!(session.query("SELECT * FROM c").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_failed_statement_says_what_and_where() {
    let database = postgres::temp_database();
    let mut session = connect(&database.url).await;
    let error = session.execute("SELECT *\nFROM \"Missing\"").await.unwrap_err();
    assert_eq!(error.kind, Kind::Other);
    assert_eq!(
        error.to_string(),
        "relation \"Missing\" does not exist (SQLSTATE 42P01)"
    );
    assert_eq!(error.statement(), Some("SELECT * FROM \"Missing\""));
    session
        .execute("CREATE TABLE t (a int CONSTRAINT \"positive\" CHECK (a > 0))")
        .await
        .unwrap();
    let error = session.execute("INSERT INTO t VALUES (-1)").await.unwrap_err();
    assert_eq!(error.code.as_deref(), Some("23514"));
    assert!(error.detail().unwrap().contains("(-1)"));

    let url = DatabaseUrl::parse("sqlite::memory:").unwrap();
    let error = connect(&url)
        .await
        .execute("SELECT * FROM missing")
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "no such table: missing (SQLite code 1)");
}

#[tokio::test]
async fn connection_errors_are_clear_and_hold_no_password() {
    let database = postgres::temp_database();
    let host = database
        .url_text
        .split_once('@')
        .unwrap()
        .1
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    for (url, expected) in [
        (
            format!("postgresql://postgres:secret@{host}/missing"),
            "database \"missing\" does not exist",
        ),
        (
            format!("postgresql://nobody:secret@{host}/postgres"),
            "role \"nobody\" does not exist",
        ),
        (
            "postgresql://postgres:secret@127.0.0.1:1/db".to_owned(),
            "refused",
        ),
    ] {
        let error = Session::connect(&url.parse().unwrap(), &options())
            .await
            .err()
            .unwrap();
        assert_eq!(error.kind, Kind::Connect);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        assert!(error.hint().is_some());
    }
}

#[tokio::test]
async fn sqlite_files_that_cannot_be_opened_say_why() {
    let database = sqlite::temp_database();
    let connect = |create_if_missing| {
        let options = SessionOptions {
            create_if_missing,
            ..SessionOptions::default()
        };
        let url = database.url.clone();
        async move { Session::connect(&url, &options).await.err() }
    };
    let error = connect(false).await.unwrap();
    assert_eq!(error.kind, Kind::Connect);
    assert!(error.to_string().ends_with("does not exist"), "{error}");
    assert!(!database.path.exists());

    std::fs::write(
        &database.path,
        "this is a letter to my aunt, and not a database at all\n".repeat(20),
    )
    .unwrap();
    let error = connect(true).await.unwrap();
    assert_eq!(error.kind, Kind::NotADatabase);
    assert!(error.to_string().contains("is not an SQLite database"), "{error}");

    // An empty file is an empty database.
    std::fs::write(&database.path, "").unwrap();
    assert!(connect(false).await.is_none());
}

#[tokio::test]
async fn read_only_sessions_do_not_write() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        connect(url)
            .await
            .execute("CREATE TABLE t (a int)")
            .await
            .unwrap();
        let options = SessionOptions {
            read_only: true,
            ..options()
        };
        let mut session = Session::connect(url, &options).await.unwrap();
        session.begin().await.unwrap();
        assert!(session.query("SELECT * FROM t").await.unwrap().is_empty());
        let error = session.execute("INSERT INTO t VALUES (1)").await.unwrap_err();
        assert_eq!(error.kind, Kind::ReadOnly, "{error}");
    }
}

#[tokio::test]
async fn foreign_keys_are_switched_only_outside_a_transaction() {
    let database = sqlite::temp_database();
    let mut session = connect(&database.url).await;
    assert!(session.set_foreign_keys(false).await.unwrap());
    assert!(!session.set_foreign_keys(true).await.unwrap());
    session.begin().await.unwrap();
    let error = session.set_foreign_keys(false).await.unwrap_err();
    assert!(error.to_string().contains("ignored"), "{error}");
    session.rollback().await.unwrap();
    assert!(session.set_foreign_keys(true).await.unwrap());
}

#[tokio::test]
async fn the_journal_mode_is_left_alone() {
    let database = sqlite::temp_database();
    let mut session = connect(&database.url).await;
    session.execute("CREATE TABLE t (a)").await.unwrap();
    assert_eq!(
        texts(&session.query("PRAGMA journal_mode").await.unwrap()[0]),
        ["delete"]
    );
    session.execute("PRAGMA journal_mode = WAL").await.unwrap();
    session.close().await;
    let mut session = connect(&database.url).await;
    assert_eq!(
        texts(&session.query("PRAGMA journal_mode").await.unwrap()[0]),
        ["wal"]
    );
}

/// Counts for about an hour.
const SQLITE_LONG: &str =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i % 7 = 8";

#[tokio::test]
async fn cancelling_stops_the_running_statement() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for (url, long) in [
        (&postgresql.url, "SELECT pg_sleep(60)"),
        (&sqlite.url, SQLITE_LONG),
    ] {
        let mut session = connect(url).await;
        let canceller = session.canceller();
        // Nothing runs: this stops nothing, now or later.
        canceller.cancel().await.unwrap();
        session.query("SELECT 1").await.unwrap();

        let started = Instant::now();
        let (result, ()) = tokio::join!(session.query(long), async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            canceller.cancel().await.unwrap();
        });
        let error = result.unwrap_err();
        assert_eq!(error.kind, Kind::Cancelled, "{url}: {error}");
        assert!(started.elapsed() < Duration::from_secs(20));
        assert_eq!(texts(&session.query("SELECT 5").await.unwrap()[0]), ["5"]);
    }
}

#[tokio::test]
async fn a_statement_over_its_limit_is_a_statement_timeout() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for (url, long) in [
        (&postgresql.url, "SELECT pg_sleep(60)"),
        (&sqlite.url, SQLITE_LONG),
    ] {
        let options = SessionOptions {
            statement_timeout: Some(Duration::from_millis(200)),
            ..options()
        };
        let mut session = Session::connect(url, &options).await.unwrap();
        let error = session.query(long).await.unwrap_err();
        assert_eq!(error.kind, Kind::StatementTimeout, "{url}: {error}");
        session.query("SELECT 1").await.unwrap();
    }
}

#[tokio::test]
async fn a_lock_that_is_not_granted_is_a_lock_timeout() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for (url, blocked) in [
        (&postgresql.url, "ALTER TABLE t ADD b int"),
        (&sqlite.url, "INSERT INTO t VALUES (2)"),
    ] {
        let mut holder = connect(url).await;
        holder.execute("CREATE TABLE t (a int)").await.unwrap();
        holder.begin().await.unwrap();
        holder.execute("INSERT INTO t VALUES (1)").await.unwrap();
        let options = SessionOptions {
            lock_timeout: Duration::from_millis(300),
            ..options()
        };
        let mut session = Session::connect(url, &options).await.unwrap();
        let error = session.execute(blocked).await.unwrap_err();
        assert_eq!(error.kind, Kind::LockTimeout, "{url}: {error}");
        assert!(error.is_worth_retrying());
        if session.dialect() == dazzle_schema::Dialect::Sqlite {
            assert_eq!(session.begin().await.unwrap_err().kind, Kind::LockTimeout);
        }
        holder.commit().await.unwrap();
        session.execute(blocked).await.unwrap();
    }
}

#[tokio::test]
async fn a_session_that_the_server_ended_is_a_lost_connection() {
    let database = postgres::temp_database();
    let mut session = connect(&database.url).await;
    let error = session
        .execute("SELECT pg_terminate_backend(pg_backend_pid())")
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::ConnectionLost, "{error}");
    let error = session.execute("SELECT 1").await.unwrap_err();
    assert_eq!(error.kind, Kind::ConnectionLost, "{error}");
}

#[tokio::test]
async fn tables_are_the_users() {
    let postgresql = postgres::temp_database();
    let sqlite = sqlite::temp_database();
    for url in [&postgresql.url, &sqlite.url] {
        let mut session = connect(url).await;
        dazzle_db::version::ensure_tables(&mut session).await.unwrap();
        session
            .execute("CREATE TABLE \"B\" (a int UNIQUE); CREATE TABLE a (a int); CREATE VIEW v AS SELECT 1")
            .await
            .unwrap();
        assert_eq!(dazzle_db::table_names(&mut session).await.unwrap(), ["B", "a"]);
    }
    let mut session = connect(&postgresql.url).await;
    session
        .execute("CREATE SCHEMA other; CREATE TABLE other.hidden (a int)")
        .await
        .unwrap();
    assert_eq!(dazzle_db::table_names(&mut session).await.unwrap(), ["B", "a"]);
}

#[tokio::test]
async fn a_full_server_is_asked_again() {
    let database = postgres::temp_database();
    let role = format!("few_{}", database.name);
    database.sql(&format!("CREATE ROLE {role} LOGIN CONNECTION LIMIT 1"));
    let url = database.url_as(&role);
    let first = connect(&url).await;
    let impatient = SessionOptions {
        connect_timeout: Duration::from_millis(300),
        ..options()
    };
    let error = Session::connect(&url, &impatient).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_deref()),
        (Kind::Connect, Some("53300"))
    );
    let (second, ()) = tokio::join!(connect(&url), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        first.close().await;
    });
    second.close().await;
    database.sql(&format!("DROP ROLE {role}"));
}

/// A server that answers requests on several threads runs a session in any of them.
#[test]
fn sessions_can_move_between_threads() {
    fn is_send<T: Send>(_: T) {}
    let url = DatabaseUrl::parse("sqlite::memory:").unwrap();
    is_send(async move {
        let mut session = Session::connect(&url, &options()).await.unwrap();
        session.begin().await.unwrap();
        session.query("SELECT 1").await.unwrap();
        session.canceller().cancel().await.unwrap();
        session.set_foreign_keys(true).await.unwrap();
        session.commit().await.unwrap();
        session.close().await;
    });
}
