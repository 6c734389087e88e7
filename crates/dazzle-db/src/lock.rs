//! The exclusive right to migrate one database.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::error::DatabaseError;
use crate::options::{SessionOptions, random_bits};
use crate::postgresql::lock::PostgresqlLock;
use crate::sqlite::lock::SqliteLock;
use crate::url::{DatabaseUrl, Target};

/// The exclusive right to migrate one database, from [`acquire`](Self::acquire) until it is released or dropped.
///
/// It is freed on every path, the death of the process included: on PostgreSQL it is a session advisory lock on
/// a connection of its own, on SQLite a lock of the operating system on the file `<database>.dazzle-lock` (which
/// stays behind, empty: removing it would be a race). A database in memory needs none.
///
/// It keeps out other runs of Dazzle, nobody else; on SQLite the transactions' own `BEGIN IMMEDIATE` keeps out
/// other writers.
pub struct MigrationLock {
    inner: Inner,
}

enum Inner {
    Postgresql(Box<PostgresqlLock>),
    Sqlite(SqliteLock),
    Memory,
}

/// Told to the caller after each try to get the lock that failed: at first after 50 ms, later about every second.
#[derive(Debug, Clone)]
pub struct WaitInfo {
    /// Since when we wait.
    pub waited: Duration,
    /// Who has the lock, where that can be seen.
    pub holder: Option<Holder>,
}

/// Another run, as far as it can be seen from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// PostgreSQL: the process on the server (what `pg_terminate_backend` takes). SQLite: the process that holds
    /// the lock file.
    pub pid: u32,
    /// PostgreSQL: the client's address. SQLite: the name of the machine.
    pub host: String,
    /// Who runs it and where, as `user@machine`: cut where it is too long for PostgreSQL to carry.
    pub who: Option<String>,
    /// The process that runs it, on that machine.
    pub process: Option<u32>,
    /// RFC 3339 in UTC: since when it has the lock; for a statement, when it began.
    pub since: Option<String>,
    /// The other run's id.
    pub run_id: Option<String>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(run_id) = &self.run_id {
            write!(f, "run {run_id}, ")?;
        }
        match (&self.who, self.process) {
            (Some(who), Some(process)) => write!(f, "{who}, process {process}")?,
            _ => write!(f, "process {} on {}", self.pid, self.host)?,
        }
        if let Some(since) = &self.since {
            write!(f, ", since {since}")?;
        }
        if self.who.is_some() && self.process != Some(self.pid) {
            write!(f, "; server process {}", self.pid)?;
        }
        Ok(())
    }
}

/// Why the lock could not be taken, or was lost.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run kept the lock longer than we were told to wait.
    #[error("another run is migrating this database{}: waited {}", HeldBy(.holder.as_deref()), Seconds(*.waited))]
    Timeout {
        /// How long we waited.
        waited: Duration,
        /// Who had the lock, where that can be seen.
        holder: Option<Box<Holder>>,
    },
    /// The connection runs through a pooler that hands every transaction to another session, where a lock
    /// holds nothing (trap 8).
    #[error(
        "the database URL leads to a pooler in transaction mode, through which no lock can be held; use the URL of the database server itself, or of a pool in session mode"
    )]
    Pooler,
    /// A statement that a dead run left behind still runs and cannot be stopped by this role.
    #[error(
        "a statement of a run that died still runs ({holder}) and this role may not stop it: waited {}; stop it with `SELECT pg_terminate_backend({pid})`", Seconds(*.waited), pid = .holder.pid
    )]
    Orphan {
        /// How long we waited for it.
        waited: Duration,
        /// The server process that runs it.
        holder: Box<Holder>,
        /// The beginning of the statement, where that can be seen.
        statement: Option<String>,
    },
    /// The lock is not ours any more; another run may have started.
    #[error("the migration lock was lost: {reason}")]
    Lost {
        /// What was found.
        reason: String,
    },
    /// The lock file beside the SQLite database cannot be used.
    #[error("cannot use the lock file `{}`: {source}", .path.display())]
    File {
        /// The lock file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl LockError {
    /// What to try next, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Timeout { .. } => Some(
                "run it again when the other run is done; its process can be ended, the lock is then free",
            ),
            Self::File { .. } => Some(
                "the folder of an SQLite database must be writable, for SQLite itself and for the lock file",
            ),
            Self::Database(error) => error.hint(),
            Self::Pooler | Self::Orphan { .. } | Self::Lost { .. } => None,
        }
    }
}

impl MigrationLock {
    /// Takes the lock, trying again for as long as `wait`; `on_wait` hears of every failed try. With a `wait` of
    /// zero it tries once.
    ///
    /// On PostgreSQL it then makes sure that the lock holds (no pooler in between) and that no statement of a
    /// dead run is still at work: such a one is given two seconds, then ended where the role may do that, then
    /// waited for.
    ///
    /// Nothing of this makes an SQLite database, but the folder for its file is made when
    /// `options.create_if_missing` is set.
    ///
    /// # Errors
    /// [`LockError::Timeout`] names the holder; the other variants say what is wrong.
    pub async fn acquire(
        url: &DatabaseUrl,
        options: &SessionOptions,
        wait: Duration,
        on_wait: &mut dyn FnMut(WaitInfo),
    ) -> Result<Self, LockError> {
        let mut waiting = Waiting::new(wait, on_wait);
        let inner = match url.target() {
            Target::Postgresql(target) => {
                let lock = PostgresqlLock::acquire(target, &url.to_string(), options, &mut waiting).await?;
                Inner::Postgresql(Box::new(lock))
            }
            Target::Sqlite(Some(path)) => {
                Inner::Sqlite(SqliteLock::acquire(path, options, &mut waiting).await?)
            }
            Target::Sqlite(None) => Inner::Memory,
        };
        Ok(Self { inner })
    }

    /// Makes sure that the lock is still ours. To be called before each step that cannot be taken back.
    ///
    /// # Errors
    /// [`LockError::Lost`] when it is not, or when that cannot be found out.
    pub async fn check(&mut self) -> Result<(), LockError> {
        match &mut self.inner {
            Inner::Postgresql(lock) => lock.check().await,
            Inner::Sqlite(lock) => lock.check(),
            Inner::Memory => Ok(()),
        }
    }

    /// Who keeps the statement waiting that the server process `pid` is in, in words and on one line; none where nobody
    /// does or it cannot be told. Asked over the lock's own connection. On SQLite nobody can tell.
    pub async fn blockers(&mut self, pid: Option<u32>) -> Option<String> {
        match (&mut self.inner, pid) {
            (Inner::Postgresql(lock), Some(pid)) => lock.blockers(pid).await,
            _ => None,
        }
    }

    /// Gives the lock back. Dropping it does the same, without word of whether it was still ours.
    ///
    /// # Errors
    /// [`LockError::Lost`] when the lock was not ours any more.
    pub async fn release(self) -> Result<(), LockError> {
        match self.inner {
            Inner::Postgresql(lock) => lock.release().await,
            Inner::Sqlite(lock) => lock.release(),
            Inner::Memory => Ok(()),
        }
    }
}

impl fmt::Debug for MigrationLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MigrationLock").finish_non_exhaustive()
    }
}

/// Waiting with a limit: pauses from 50 ms growing to a second, each longer or shorter by up to a quarter, so
/// that fifty processes that started at once do not ask at once for ever.
pub(crate) struct Waiting<'a> {
    started: Instant,
    limit: Duration,
    pause: Duration,
    on_wait: &'a mut dyn FnMut(WaitInfo),
}

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

impl<'a> Waiting<'a> {
    fn new(limit: Duration, on_wait: &'a mut dyn FnMut(WaitInfo)) -> Self {
        Self {
            started: Instant::now(),
            limit,
            pause: FIRST_PAUSE,
            on_wait,
        }
    }

    pub(crate) fn waited(&self) -> Duration {
        self.started.elapsed()
    }

    /// What is left of the limit.
    pub(crate) fn left(&self) -> Duration {
        self.limit.saturating_sub(self.waited())
    }

    /// Tells the caller and sleeps; `false` when the limit was reached already.
    pub(crate) async fn pause(&mut self, holder: Option<Holder>) -> bool {
        let left = self.left();
        if left.is_zero() {
            return false;
        }
        self.tell(holder);
        tokio::time::sleep(jittered(self.pause).min(left)).await;
        self.pause = (self.pause * 3 / 2).min(LONGEST_PAUSE);
        true
    }

    pub(crate) fn tell(&mut self, holder: Option<Holder>) {
        let waited = self.waited();
        (self.on_wait)(WaitInfo { waited, holder });
    }
}

fn jittered(pause: Duration) -> Duration {
    let percent = 75 + u32::try_from(random_bits() % 51).unwrap_or(25);
    pause * percent / 100
}

struct HeldBy<'a>(Option<&'a Holder>);

impl fmt::Display for HeldBy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(holder) => write!(f, " ({holder})"),
            None => Ok(()),
        }
    }
}

struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s", self.0.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_stay_near_their_length() {
        for _ in 0..100 {
            let pause = jittered(Duration::from_millis(1_000)).as_millis();
            assert!((750..=1_250).contains(&pause), "{pause}");
        }
    }

    #[test]
    fn the_timeout_names_the_holder() {
        let error = LockError::Timeout {
            waited: Duration::from_millis(1_500),
            holder: Some(Box::new(Holder {
                pid: 7,
                host: "db1".into(),
                who: Some("ada@laptop".into()),
                process: Some(4711),
                since: Some("2026-11-22T10:00:00Z".into()),
                run_id: Some("abc".into()),
            })),
        };
        assert_eq!(
            error.to_string(),
            "another run is migrating this database (run abc, ada@laptop, process 4711, since 2026-11-22T10:00:00Z; server process 7): waited 1.5 s"
        );
    }
}
