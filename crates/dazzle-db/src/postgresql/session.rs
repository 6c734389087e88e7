//! One connection to PostgreSQL, over the simple query protocol: every value comes as text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row as _, ValueRef};

use super::error::{connect_error, statement_error};
use crate::error::{DatabaseError, Kind};
use crate::options::SessionOptions;
use crate::session::Row;

/// How much of a run id goes into `application_name`, of which PostgreSQL keeps 63 bytes: the same part under
/// each role, so that the names of one run can be matched.
const RUN_ID_BYTES: usize = 48;

/// Between two tries to connect to a server that has no free connection.
const FULL_PAUSE: Duration = Duration::from_millis(100);

/// What `Session` holds for PostgreSQL.
pub(crate) struct PostgresqlSession {
    connection: PgConnection,
    address: Arc<Address>,
    pid: i32,
    statement_timeout: Option<Duration>,
    signals: Arc<Signals>,
}

/// Where to connect, for the session itself and for those who cancel it.
pub(crate) struct Address {
    pub(crate) options: PgConnectOptions,
    pub(crate) shown: String,
    pub(crate) connect_timeout: Duration,
}

impl Address {
    pub(crate) fn new(options: &PgConnectOptions, shown: &str, session: &SessionOptions) -> Self {
        Self {
            options: options.clone(),
            shown: shown.to_owned(),
            connect_timeout: session.connect_timeout,
        }
    }
}

/// Shared between a session and its cancellers.
#[derive(Default)]
struct Signals {
    /// Somebody asked for the running statement to stop.
    cancelled: AtomicBool,
    /// The session has ended; its process id may belong to somebody else.
    closed: AtomicBool,
}

/// Stops what a session runs, from anywhere.
#[derive(Clone)]
pub(crate) struct PostgresqlCanceller {
    address: Arc<Address>,
    pid: i32,
    signals: Arc<Signals>,
}

/// `role:run`, cut to what the server keeps.
pub(crate) fn application_name(role: &str, run_id: &str) -> String {
    let mut run_id = run_id.to_owned();
    while run_id.len() > RUN_ID_BYTES {
        run_id.pop();
    }
    format!("{role}:{run_id}")
}

/// Opens a bare connection under the given name, within the time an [`Address`] gives it. While the server
/// starts up or has no free connection, it asks again: of many processes that start at once, some are too many.
pub(crate) async fn open(address: &Address, application_name: &str) -> Result<PgConnection, DatabaseError> {
    let options = address
        .options
        .clone()
        .application_name(application_name)
        // A start-up parameter that poolers refuse; set in the session instead.
        .extra_float_digits(None)
        .disable_statement_logging();
    let started = Instant::now();
    loop {
        let left = address.connect_timeout.saturating_sub(started.elapsed());
        let error = match tokio::time::timeout(left, options.connect()).await {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error)) => connect_error(&error, &address.shown),
            Err(_) => {
                return Err(DatabaseError::new(
                    Kind::Connect,
                    format!(
                        "cannot connect to `{}`: no answer in {:.0?}",
                        address.shown, address.connect_timeout
                    ),
                )
                .with_hint("check that the server runs and that host and port are right"));
            }
        };
        if !is_passing(&error) || left <= FULL_PAUSE {
            return Err(error);
        }
        tokio::time::sleep(FULL_PAUSE).await;
    }
}

/// Whether a connection was refused for a reason that passes: no free connection, or the server starts up.
pub(crate) fn is_passing(error: &DatabaseError) -> bool {
    error.kind == Kind::Connect && matches!(error.code.as_deref(), Some("53300" | "57P03"))
}

impl PostgresqlSession {
    pub(crate) async fn connect(
        options: &PgConnectOptions,
        shown: &str,
        session: &SessionOptions,
    ) -> Result<Self, DatabaseError> {
        let role = if session.read_only {
            "dazzle-read"
        } else {
            "dazzle"
        };
        let address = Arc::new(Address::new(options, shown, session));
        let mut this = Self::bare(address, role, session).await?;
        let version = this.query_one("SHOW server_version_num").await?;
        refuse_old(version.as_deref())?;
        this.configure(session).await?;
        this.pid = this.backend_pid().await?;
        Ok(this)
    }

    /// Opens a session under the name `role:run` and leaves the settings as the server gives them.
    pub(crate) async fn bare(
        address: Arc<Address>,
        role: &str,
        session: &SessionOptions,
    ) -> Result<Self, DatabaseError> {
        Ok(Self {
            connection: open(&address, &application_name(role, &session.run_id)).await?,
            address,
            pid: 0,
            statement_timeout: session.statement_timeout,
            signals: Arc::default(),
        })
    }

    /// Brings the session to known settings.
    pub(crate) async fn configure(&mut self, session: &SessionOptions) -> Result<(), DatabaseError> {
        self.execute(&settings(session)).await?;
        if self.query(&later_settings(&LATER_SETTINGS)).await.is_err() {
            // A platform may lack one of them; without it we only notice less, later.
            for setting in LATER_SETTINGS {
                self.query(&later_settings(&[setting])).await.ok();
            }
        }
        Ok(())
    }

    /// The process behind the connection, as it was when the session began.
    pub(crate) const fn pid(&self) -> i32 {
        self.pid
    }

    pub(crate) fn address(&self) -> &Arc<Address> {
        &self.address
    }

    /// Asks the server for the process id behind the connection, anew each time.
    pub(crate) async fn backend_pid(&mut self) -> Result<i32, DatabaseError> {
        let sql = "SELECT pg_backend_pid()";
        let text = self.query_one(sql).await?.unwrap_or_default();
        text.parse()
            .map_err(|_| DatabaseError::new(Kind::Other, "the server gave no process id").with_statement(sql))
    }

    /// The first column of the first row.
    pub(crate) async fn query_one(&mut self, sql: &str) -> Result<Option<String>, DatabaseError> {
        let rows = self.query(sql).await?;
        Ok(rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next())
            .flatten())
    }

    pub(crate) async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        let started = self.start();
        let result = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut self.connection)
            .await;
        match result {
            Ok(done) => Ok(done.rows_affected()),
            Err(error) => Err(self.failed(error, sql, started)),
        }
    }

    pub(crate) async fn query(&mut self, sql: &str) -> Result<Vec<Row>, DatabaseError> {
        let started = self.start();
        let result = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut self.connection)
            .await;
        match result {
            Ok(rows) => rows.iter().map(text_row).collect(),
            Err(error) => Err(self.failed(error, sql, started)),
        }
    }

    /// Commits, and fails where PostgreSQL would answer `COMMIT` of a failed transaction with a silent
    /// rollback.
    pub(crate) async fn commit(&mut self) -> Result<(), DatabaseError> {
        if let Err(error) = self.execute("SELECT 1").await {
            self.execute("ROLLBACK").await.ok();
            return Err(error);
        }
        self.execute("COMMIT").await.map(drop)
    }

    pub(crate) fn canceller(&self) -> PostgresqlCanceller {
        PostgresqlCanceller {
            address: Arc::clone(&self.address),
            pid: self.pid,
            signals: Arc::clone(&self.signals),
        }
    }

    pub(crate) async fn close(self) {
        self.signals.closed.store(true, Ordering::SeqCst);
        // The server ends the session when the socket closes; a failed farewell changes nothing.
        let Self { connection, .. } = self;
        connection.close().await.ok();
    }

    fn start(&self) -> Instant {
        self.signals.cancelled.store(false, Ordering::SeqCst);
        Instant::now()
    }

    fn failed(&self, error: sqlx::Error, sql: &str, started: Instant) -> DatabaseError {
        let mut error = statement_error(error, sql);
        let ours = self.signals.cancelled.load(Ordering::SeqCst);
        if error.kind == Kind::Cancelled
            && !ours
            && self
                .statement_timeout
                .is_some_and(|limit| started.elapsed() >= limit)
        {
            error.kind = Kind::StatementTimeout;
        }
        error
    }
}

impl PostgresqlCanceller {
    pub(crate) async fn cancel(&self) -> Result<(), DatabaseError> {
        if self.signals.closed.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.signals.cancelled.store(true, Ordering::SeqCst);
        let mut connection = open(&self.address, "dazzle-cancel").await?;
        let sql = format!("SELECT pg_cancel_backend({})", self.pid);
        sqlx::raw_sql(AssertSqlSafe(sql.clone()))
            .execute(&mut connection)
            .await
            .map_err(|error| statement_error(error, &sql))?;
        connection.close().await.ok();
        Ok(())
    }
}

/// The oldest server Dazzle works with, as `server_version_num`.
const OLDEST_SERVER: u32 = 130_000;

/// Refuses a server that is older than [`OLDEST_SERVER`]; one that says nothing readable is given a try.
pub(crate) fn refuse_old(version: Option<&str>) -> Result<(), DatabaseError> {
    match version.and_then(|version| version.parse::<u32>().ok()) {
        Some(version) if version < OLDEST_SERVER => Err(DatabaseError::new(
            Kind::Connect,
            format!(
                "the server is PostgreSQL {}; Dazzle works with {} and later",
                version / 10_000,
                OLDEST_SERVER / 10_000
            ),
        )
        .with_hint("upgrade the server")),
        _ => Ok(()),
    }
}

/// Settings that came after PostgreSQL 13 or that a platform may lack.
const LATER_SETTINGS: [(&str, &str); 3] = [
    // Else the server finishes the statement of a client that died (operations.md 6.2).
    ("client_connection_check_interval", "1000"),
    ("idle_session_timeout", "0"),
    ("transaction_timeout", "0"),
];

/// Sets those of `settings` that the server's version knows.
fn later_settings(settings: &[(&str, &str)]) -> String {
    let cases: Vec<String> = settings
        .iter()
        .map(|(name, value)| format!("WHEN '{name}' THEN '{value}'"))
        .collect();
    let names: Vec<String> = settings.iter().map(|(name, _)| format!("'{name}'")).collect();
    format!(
        "SELECT set_config(name, CASE name {} END, false) FROM pg_catalog.pg_settings WHERE name IN ({})",
        cases.join(" "),
        names.join(", ")
    )
}

/// One text that sets what every version knows. Nothing here depends on a role's or a database's own
/// settings afterwards, except `search_path`, which is the user's choice of schema.
fn settings(session: &SessionOptions) -> String {
    let mut sql = String::new();
    let mut set = |name: &str, value: &str| {
        sql.push_str(&format!("SET {name} = {value};\n"));
    };
    // Zero would be "without limit" to PostgreSQL; here it is "at once", as on SQLite.
    let patience = session.lock_timeout.as_millis().max(1);
    set("lock_timeout", &patience.to_string());
    let limit = session
        .statement_timeout
        .map_or(0, |limit| limit.as_millis().max(1));
    set("statement_timeout", &limit.to_string());
    set("idle_in_transaction_session_timeout", "60000");
    set("TimeZone", "'UTC'");
    set("DateStyle", "'ISO, YMD'");
    set("IntervalStyle", "'postgres'");
    set("extra_float_digits", "1");
    set("bytea_output", "'hex'");
    set("standard_conforming_strings", "on");
    set("quote_all_identifiers", "off");
    set("default_transaction_isolation", "'read committed'");
    // Effective for sockets over TCP only: a host that vanished is noticed in a minute, not in hours.
    set("tcp_keepalives_idle", "30");
    set("tcp_keepalives_interval", "10");
    set("tcp_keepalives_count", "3");
    let read_only = if session.read_only { "on" } else { "off" };
    set("default_transaction_read_only", read_only);
    sql
}

fn text_row(row: &PgRow) -> Result<Row, DatabaseError> {
    (0..row.len())
        .map(|index| {
            let unreadable = |reason: String| {
                DatabaseError::new(
                    Kind::Other,
                    format!("column {} cannot be read: {reason}", index + 1),
                )
            };
            let value = row
                .try_get_raw(index)
                .map_err(|error| unreadable(error.to_string()))?;
            if value.is_null() {
                return Ok(None);
            }
            let text = value.as_str().map_err(|error| unreadable(error.to_string()))?;
            Ok(Some(text.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_too_old_is_refused() {
        assert!(refuse_old(Some("130000")).is_ok());
        assert!(refuse_old(None).is_ok());
        let error = refuse_old(Some("120017")).err().map(|error| error.to_string());
        assert_eq!(
            error.as_deref(),
            Some("the server is PostgreSQL 12; Dazzle works with 13 and later")
        );
    }

    #[test]
    fn no_patience_is_not_endless_patience() {
        let options = SessionOptions {
            lock_timeout: Duration::ZERO,
            ..SessionOptions::default()
        };
        assert!(settings(&options).contains("SET lock_timeout = 1;"));
    }
}
