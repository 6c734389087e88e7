//! The migration lock on PostgreSQL: a session advisory lock, polled, on a connection of its own.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;

use super::orphans;
use super::session::{Address, PostgresqlSession, application_name, is_passing};
use crate::error::DatabaseError;
use crate::identity;
use crate::literal;
use crate::lock::{Holder, LockError, Waiting};
use crate::options::SessionOptions;
use crate::session::Row;

/// The key of the advisory lock: the word `dazzle` in ASCII. Advisory locks belong to one database.
const KEY: i64 = 0x0000_6461_7a7a_6c65;
/// The role in the `application_name` of the lock's connection.
pub(super) const ROLE: &str = "dazzle-lock";
/// How long an answer may take while we look for a pooler. A pool of one session would never answer.
const POOLER_PATIENCE: Duration = Duration::from_secs(10);

/// The lock while it is held.
pub(crate) struct PostgresqlLock {
    session: PostgresqlSession,
    pid: i32,
}

impl PostgresqlLock {
    pub(crate) async fn acquire(
        options: &PgConnectOptions,
        shown: &str,
        session_options: &SessionOptions,
        waiting: &mut Waiting<'_>,
    ) -> Result<Self, LockError> {
        let address = Arc::new(Address::new(options, shown, session_options));
        let mut session = connect(&address, session_options, waiting).await?;
        let pid = poll(&mut session, waiting).await?;
        if through_pooler(&mut session, pid, session_options).await? {
            unlock_in_pool(&mut session, pid).await;
            return Err(LockError::Pooler);
        }
        // Only now, since in a pool the settings would stay with sessions that others use.
        let own = SessionOptions {
            read_only: false,
            ..session_options.clone()
        };
        session.configure(&own).await?;
        session.execute(&introduction(&session_options.run_id)).await?;
        let mut lock = Self { session, pid };
        orphans::clear(&mut lock.session, session_options, waiting).await?;
        Ok(lock)
    }

    pub(crate) async fn check(&mut self) -> Result<(), LockError> {
        let sql = format!(
            "SELECT pg_backend_pid(), EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE {} AND l.pid = pg_backend_pid())",
            is_our_lock()
        );
        let lost = |reason: String| LockError::Lost { reason };
        let rows = self
            .session
            .query(&sql)
            .await
            .map_err(|error| lost(error.to_string()))?;
        let row = rows.into_iter().next().unwrap_or_default();
        let mut values = row.into_iter().flatten();
        if values.next() != Some(self.pid.to_string()) {
            return Err(lost(
                "its connection was handed to another server process".to_owned(),
            ));
        }
        if values.next().as_deref() != Some("t") {
            return Err(lost("the server does not have it any more".to_owned()));
        }
        Ok(())
    }

    /// Sessions that hold what the server process `pid` waits for.
    pub(crate) async fn blockers(&mut self, pid: u32) -> Option<String> {
        let rows = self.session.query(&blockers_sql(pid)).await.ok()?;
        let found: Vec<String> = rows.into_iter().map(blocker_in_words).collect();
        (!found.is_empty()).then(|| found.join("; "))
    }

    pub(crate) async fn release(mut self) -> Result<(), LockError> {
        let result = self
            .session
            .query_one(&format!("SELECT pg_advisory_unlock({KEY})"))
            .await;
        self.session.close().await;
        match result {
            Ok(Some(answer)) if answer == "t" => Ok(()),
            Ok(_) => Err(LockError::Lost {
                reason: "the server did not have it any more".to_owned(),
            }),
            Err(error) => Err(LockError::Lost {
                reason: error.to_string(),
            }),
        }
    }
}

/// Connects, waiting while the server starts up or has no free connection: fifty processes that start at once
/// may be more than it takes.
async fn connect(
    address: &Arc<Address>,
    options: &SessionOptions,
    waiting: &mut Waiting<'_>,
) -> Result<PostgresqlSession, LockError> {
    loop {
        match PostgresqlSession::bare(Arc::clone(address), ROLE, options).await {
            Ok(session) => return Ok(session),
            Err(error) if is_passing(&error) && waiting.pause(None).await => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Tries until the lock is ours, and gives the server process that holds it.
///
/// Never waits inside `pg_advisory_lock`: the waiting statement would hold a snapshot that the holder's
/// `CREATE INDEX CONCURRENTLY` waits for, which is a deadlock (trap 7).
async fn poll(session: &mut PostgresqlSession, waiting: &mut Waiting<'_>) -> Result<i32, LockError> {
    // In one statement, so that both answers come from one process.
    let sql = format!("SELECT pg_try_advisory_lock({KEY}), pg_backend_pid()");
    loop {
        let rows = session.query(&sql).await?;
        if let Some([Some(got), Some(pid)]) = rows.first().map(Vec::as_slice)
            && got == "t"
            && let Ok(pid) = pid.parse()
        {
            return Ok(pid);
        }
        let holder = holder(session).await?;
        if !waiting.pause(holder.clone()).await {
            return Err(LockError::Timeout {
                waited: waiting.waited(),
                holder: holder.map(Box::new),
            });
        }
    }
}

/// The statement by which the holder says who it is. Whoever waits may be another role, which sees nothing of a
/// session but its name. The name has room for 63 bytes, so what may be cut comes last.
fn introduction(run_id: &str) -> String {
    let name = format!(
        "{} {} {:x} {}@{}",
        application_name(ROLE, run_id),
        std::process::id(),
        identity::seconds(),
        identity::user(),
        identity::host()
    );
    format!("SET application_name = {}", literal(&name))
}

/// Who has the lock now; `None` when it was freed in between.
async fn holder(session: &mut PostgresqlSession) -> Result<Option<Holder>, DatabaseError> {
    let sql = format!(
        "SELECT l.pid, coalesce(a.client_hostname, host(a.client_addr), 'the server''s own machine'), \
         to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), \
         substring(a.application_name from '^dazzle-lock:(.+)$') \
         FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE {} LIMIT 1",
        is_our_lock()
    );
    Ok(session
        .query(&sql)
        .await?
        .into_iter()
        .next()
        .and_then(holder_of_row))
}

/// A holder from the columns process id, address, since, and what it says of itself.
pub(super) fn holder_of_row(row: Row) -> Option<Holder> {
    let mut values = row.into_iter();
    let pid = values.next()??.parse().ok()?;
    let host = values.next()?.unwrap_or_else(|| "an unknown machine".to_owned());
    let since = values.next()?;
    let name = values.next()?.unwrap_or_default();
    let mut words = name.splitn(4, ' ');
    let mut word = || words.next().filter(|word| !word.is_empty());
    let run_id = word().map(str::to_owned);
    let process = word().and_then(|text| text.parse().ok());
    let has_it_since = word()
        .and_then(|text| i64::from_str_radix(text, 16).ok())
        .and_then(identity::time_of);
    Some(Holder {
        pid,
        host,
        who: word().map(str::to_owned),
        process,
        since: has_it_since.or(since),
        run_id,
    })
}

/// What a person may want to know of the sessions that keep `pid` waiting: name, role, address, since when they have
/// been in their transaction, and what they run or ran last, if that is our own role's.
fn blockers_sql(pid: u32) -> String {
    format!(
        "SELECT a.pid, nullif(a.application_name, ''), a.usename, coalesce(a.client_hostname, host(a.client_addr)), \
         to_char(coalesce(a.xact_start, a.backend_start) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), \
         CASE WHEN a.usename = current_user THEN left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80) END \
         FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids({pid})) ORDER BY a.pid LIMIT 5"
    )
}

fn blocker_in_words(row: Row) -> String {
    let mut values = row.into_iter();
    let mut next = || values.next().flatten();
    let mut text = format!("server process {}", next().unwrap_or_default());
    let named = [
        next().map(|name| format!(" of `{name}`")),
        next().map(|role| format!(", role {role}")),
        next().map(|address| format!(" from {address}")),
        next().map(|since| format!(", since {since}")),
        next()
            .filter(|query| !query.is_empty())
            .map(|query| format!(": {query}")),
    ];
    for part in named.into_iter().flatten() {
        text.push_str(&part);
    }
    text
}

/// The condition on `pg_locks l`: 64-bit keys are kept in two halves, with `objsubid` 1.
fn is_our_lock() -> String {
    let (high, low) = (KEY >> 32, KEY & 0xffff_ffff);
    format!(
        "l.locktype = 'advisory' AND l.granted AND l.classid = {high} AND l.objid = {low} AND l.objsubid = 1 \
         AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())"
    )
}

/// Whether what looks like one session is really many: another connection in an open transaction sits on our
/// process, or our own statements come from different processes while it does.
async fn through_pooler(
    session: &mut PostgresqlSession,
    pid: i32,
    options: &SessionOptions,
) -> Result<bool, DatabaseError> {
    let mut other = PostgresqlSession::bare(Arc::clone(session.address()), ROLE, options).await?;
    let look = async {
        for _ in 0..2 {
            other.execute("BEGIN").await?;
            if other.backend_pid().await? == pid {
                return Ok(true);
            }
            for _ in 0..3 {
                if session.backend_pid().await? != pid {
                    return Ok(true);
                }
            }
            other.execute("ROLLBACK").await?;
        }
        Ok(false)
    };
    let found = tokio::time::timeout(POOLER_PATIENCE, look)
        .await
        .unwrap_or(Ok(true));
    other.close().await;
    found
}

/// Frees the lock on the pool's session that has it, which need not be the one we are handed next.
async fn unlock_in_pool(session: &mut PostgresqlSession, pid: i32) {
    let sql = format!("SELECT CASE WHEN pg_backend_pid() = {pid} THEN pg_advisory_unlock({KEY}) END");
    for _ in 0..20 {
        match session.query_one(&sql).await {
            Ok(Some(_)) | Err(_) => return,
            Ok(None) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
    // The pooler replaces a session that ended; the lock ends with it.
    session
        .execute(&format!("SELECT pg_terminate_backend({pid})"))
        .await
        .ok();
}
