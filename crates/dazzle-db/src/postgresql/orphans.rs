//! Statements that a dead run left behind. The server finishes the statement of a client that died, so after
//! its lock is free it may still be changing tables (operations.md 6.2).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::lock::{ROLE, holder_of_row};
use super::session::{PostgresqlSession, application_name};
use crate::error::{DatabaseError, Kind};
use crate::literal;
use crate::lock::{Holder, LockError, Waiting};
use crate::options::SessionOptions;

/// How long a statement may go on before it is ended. From PostgreSQL 14 on the server itself notices within a
/// second that the client is gone; and a live run may be reading something before it asks for the lock.
const GRACE: Duration = Duration::from_secs(2);
/// How long we wait at least for one that we may not end, however short the wait for the lock itself is.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(200);

struct Orphan {
    holder: Holder,
    statement: Option<String>,
}

/// Returns when no statement of another run is at work. Called with the lock held.
pub(super) async fn clear(
    session: &mut PostgresqlSession,
    options: &SessionOptions,
    waiting: &mut Waiting<'_>,
) -> Result<(), LockError> {
    let started = Instant::now();
    let patience = waiting.left().max(PATIENCE);
    let mut first_seen: BTreeMap<u32, Instant> = BTreeMap::new();
    loop {
        let orphans = find(session, options).await?;
        let Some(Orphan { holder, statement }) = orphans.first() else {
            return Ok(());
        };
        if started.elapsed() > patience {
            return Err(LockError::Orphan {
                waited: started.elapsed(),
                holder: Box::new(holder.clone()),
                statement: statement.clone(),
            });
        }
        for orphan in &orphans {
            let pid = orphan.holder.pid;
            let seen = first_seen.entry(pid).or_insert_with(Instant::now);
            if seen.elapsed() >= GRACE {
                end(session, pid).await?;
            }
        }
        waiting.tell(Some(holder.clone()));
        tokio::time::sleep(PAUSE).await;
    }
}

/// Sessions of other runs that are in a statement or a transaction, and whose run has no connection for the lock:
/// it neither holds it (we do) nor waits for it, so it is dead.
///
/// A role without `pg_read_all_stats` sees no state of other roles' sessions, but sees their locks: who runs
/// something has a virtual transaction.
async fn find(
    session: &mut PostgresqlSession,
    options: &SessionOptions,
) -> Result<Vec<Orphan>, DatabaseError> {
    let sql = format!(
        "SELECT a.pid, coalesce(a.client_hostname, host(a.client_addr), 'the server''s own machine'), \
         to_char(a.query_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), \
         substr(a.application_name, 8), left(a.query, 200) \
         FROM pg_catalog.pg_stat_activity a \
         WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() \
         AND a.application_name LIKE 'dazzle:%' AND a.application_name <> {own} \
         AND coalesce(a.backend_type, 'client backend') = 'client backend' \
         AND CASE WHEN coalesce(a.state, 'disabled') = 'disabled' \
           THEN EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND l.locktype = 'virtualxid') \
           ELSE a.state <> 'idle' END \
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity o WHERE o.datname = a.datname \
           AND starts_with(o.application_name || ' ', '{ROLE}:' || substr(a.application_name, 8) || ' ')) \
         ORDER BY a.pid",
        own = literal(&application_name("dazzle", &options.run_id)),
    );
    let rows = session.query(&sql).await?;
    Ok(rows
        .into_iter()
        .filter_map(|mut row| {
            let statement = row.pop().flatten();
            Some(Orphan {
                holder: holder_of_row(row)?,
                statement,
            })
        })
        .collect())
}

/// Ends the session, where the role may; otherwise there is only waiting.
async fn end(session: &mut PostgresqlSession, pid: u32) -> Result<(), DatabaseError> {
    match session
        .execute(&format!("SELECT pg_terminate_backend({pid})"))
        .await
    {
        Err(error) if error.kind != Kind::Permission => Err(error),
        _ => Ok(()),
    }
}
