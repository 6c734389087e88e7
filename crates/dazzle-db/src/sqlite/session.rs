//! One connection to an SQLite file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Decode, Row as _, Sqlite, TypeInfo, ValueRef};

use super::error::{connect_error, statement_error};
use crate::error::{DatabaseError, Kind};
use crate::options::SessionOptions;
use crate::session::Row;

/// How many steps of SQLite's machine pass between two looks at the clock: well under a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 2_000;
/// Between two tries of `BEGIN IMMEDIATE` when SQLite gave up at once.
const BUSY_PAUSE: Duration = Duration::from_millis(20);

/// What `Session` holds for SQLite.
pub(crate) struct SqliteSession {
    connection: SqliteConnection,
    lock_timeout: Duration,
    statement_timeout: Option<Duration>,
    read_only: bool,
    watch: Arc<Watch>,
}

/// What the progress handler looks at while a statement runs.
pub(crate) struct Watch {
    epoch: Instant,
    cancelled: AtomicBool,
    /// Milliseconds after `epoch`; `u64::MAX` is never.
    deadline: AtomicU64,
}

impl Watch {
    fn go_on(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed) && !self.is_late()
    }

    fn is_late(&self) -> bool {
        let deadline = self.deadline.load(Ordering::Relaxed);
        deadline != u64::MAX && self.millis() >= deadline
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Asks the running statement to stop.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }
}

impl SqliteSession {
    /// `path` is `None` for a database in memory.
    pub(crate) async fn connect(
        path: Option<&Path>,
        session: &SessionOptions,
    ) -> Result<Self, DatabaseError> {
        let shown = path.map_or_else(|| PathBuf::from(":memory:"), Path::to_path_buf);
        if let Some(path) = path {
            prepare_file(path, session)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(&shown)
            .create_if_missing(session.create_if_missing || path.is_none())
            .read_only(session.read_only && path.is_some())
            .busy_timeout(session.lock_timeout)
            .foreign_keys(true)
            .disable_statement_logging();
        let mut connection = options
            .connect()
            .await
            .map_err(|error| connect_error(&error, &shown))?;

        let watch = Arc::new(Watch {
            epoch: Instant::now(),
            cancelled: AtomicBool::new(false),
            deadline: AtomicU64::new(u64::MAX),
        });
        let watched = Arc::clone(&watch);
        connection
            .lock_handle()
            .await
            .map_err(|error| connect_error(&error, &shown))?
            .set_progress_handler(STEPS_BETWEEN_LOOKS, move || watched.go_on());

        let mut this = Self {
            connection,
            lock_timeout: session.lock_timeout,
            statement_timeout: session.statement_timeout,
            read_only: session.read_only,
            watch,
        };
        // Opening reads nothing yet; this reads the header.
        if let Err(error) = sqlx::raw_sql("PRAGMA schema_version")
            .execute(&mut this.connection)
            .await
        {
            let error = connect_error(&error, &shown);
            if error.kind != Kind::LockTimeout {
                return Err(error);
            }
        }
        Ok(this)
    }

    pub(crate) async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        self.start();
        let result = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut self.connection)
            .await;
        match result {
            Ok(done) => Ok(done.rows_affected()),
            Err(error) => Err(self.failed(&error, sql)),
        }
    }

    pub(crate) async fn query(&mut self, sql: &str) -> Result<Vec<Row>, DatabaseError> {
        self.start();
        let result = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut self.connection)
            .await;
        match result {
            Ok(rows) => rows.iter().map(text_row).collect(),
            Err(error) => Err(self.failed(&error, sql)),
        }
    }

    /// Takes the write lock at once, so that what is read next is still true when it is acted on (trap 6).
    ///
    /// SQLite answers some conflicts without waiting (`BUSY_RECOVERY`, `BUSY_SNAPSHOT`), so we wait here.
    pub(crate) async fn begin(&mut self) -> Result<(), DatabaseError> {
        if self.read_only {
            return self.execute("BEGIN").await.map(drop);
        }
        let started = Instant::now();
        loop {
            match self.execute("BEGIN IMMEDIATE").await {
                Err(error) if error.kind == Kind::LockTimeout && started.elapsed() < self.lock_timeout => {
                    tokio::time::sleep(BUSY_PAUSE).await;
                }
                result => return result.map(drop),
            }
        }
    }

    /// SQLite ends a transaction itself on some errors; there is nothing left to roll back then.
    pub(crate) async fn rollback(&mut self) -> Result<(), DatabaseError> {
        match self.execute("ROLLBACK").await {
            Err(error) if error.message.contains("no transaction is active") => Ok(()),
            result => result.map(drop),
        }
    }

    pub(crate) async fn set_foreign_keys(&mut self, on: bool) -> Result<bool, DatabaseError> {
        let old = self.foreign_keys().await?;
        if old != on {
            let sql = format!("PRAGMA foreign_keys = {}", if on { "ON" } else { "OFF" });
            self.execute(&sql).await?;
            if self.foreign_keys().await? != on {
                return Err(
                    DatabaseError::new(Kind::Other, "SQLite ignored the change of `foreign_keys`")
                        .with_statement(&sql)
                        .with_hint("the pragma does nothing inside a transaction"),
                );
            }
        }
        Ok(old)
    }

    async fn foreign_keys(&mut self) -> Result<bool, DatabaseError> {
        let rows = self.query("PRAGMA foreign_keys").await?;
        let value = rows
            .first()
            .and_then(|row| row.first())
            .and_then(|value| value.as_deref());
        Ok(value == Some("1"))
    }

    pub(crate) fn watch(&self) -> Arc<Watch> {
        Arc::clone(&self.watch)
    }

    pub(crate) async fn close(self) {
        // Everything committed is in the file already.
        self.connection.close().await.ok();
    }

    fn start(&self) {
        self.watch.cancelled.store(false, Ordering::SeqCst);
        let deadline = match self.statement_timeout {
            Some(limit) => {
                let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).max(1);
                self.watch.millis().saturating_add(limit)
            }
            None => u64::MAX,
        };
        self.watch.deadline.store(deadline, Ordering::SeqCst);
    }

    fn failed(&self, error: &sqlx::Error, sql: &str) -> DatabaseError {
        let mut error = statement_error(error, sql);
        if error.kind == Kind::Cancelled
            && !self.watch.cancelled.load(Ordering::SeqCst)
            && self.watch.is_late()
        {
            error.kind = Kind::StatementTimeout;
            error.message = "the statement ran longer than its limit".to_owned();
        }
        error
    }
}

/// Says clearly that a file is missing, which SQLite calls "unable to open database file".
fn prepare_file(path: &Path, session: &SessionOptions) -> Result<(), DatabaseError> {
    let fail = |what: String| Err(DatabaseError::new(Kind::Connect, what));
    if path.is_dir() {
        return fail(format!("cannot open `{}`: it is a folder", path.display()));
    }
    if path.exists() {
        return Ok(());
    }
    if !session.create_if_missing || session.read_only {
        return fail(format!("the database file `{}` does not exist", path.display()));
    }
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        None => Ok(()),
        Some(folder) => match std::fs::create_dir_all(folder) {
            Ok(()) => Ok(()),
            Err(error) => fail(format!("cannot make the folder `{}`: {error}", folder.display())),
        },
    }
}

/// Values as SQLite itself has them, whatever the column's declared type: integers and reals in their shortest
/// form that reads back, blobs as upper-case hexadecimal digits.
fn text_row(row: &SqliteRow) -> Result<Row, DatabaseError> {
    (0..row.len()).map(|index| text_value(row, index)).collect()
}

fn text_value(row: &SqliteRow, index: usize) -> Result<Option<String>, DatabaseError> {
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
    let storage = value.type_info().name().to_owned();
    let text = match storage.as_str() {
        "INTEGER" => <i64 as Decode<Sqlite>>::decode(value).map(|value| value.to_string()),
        "REAL" => <f64 as Decode<Sqlite>>::decode(value).map(|value| format!("{value:?}")),
        "BLOB" => <&[u8] as Decode<Sqlite>>::decode(value).map(hex),
        // SQLite does not check that text is UTF-8.
        _ => {
            <&[u8] as Decode<Sqlite>>::decode(value).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        }
    };
    text.map(Some).map_err(|error| unreadable(error.to_string()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
