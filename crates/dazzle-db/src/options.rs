//! How a connection is to behave.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// How a connection is to behave.
#[derive(Debug, Clone)]
pub struct SessionOptions {
    /// How long a statement waits for a lock of the database (on SQLite: for another writer). Zero
    /// is not at all.
    pub lock_timeout: Duration,
    /// How long a statement may run; `None` is without limit, whatever the role's own setting says.
    pub statement_timeout: Option<Duration>,
    /// How long making a connection may take.
    pub connect_timeout: Duration,
    /// Which run of Dazzle this is: shown in PostgreSQL's `pg_stat_activity` and to those who wait for the
    /// lock. Words and digits, best at most 40 bytes ([`new_run_id`] makes one).
    pub run_id: String,
    /// SQLite: make the file, and the folder it is to be in, when they are missing.
    pub create_if_missing: bool,
    /// Refuse every write. On PostgreSQL such a session is also never taken for what a dead run left behind,
    /// so everything that only looks (`status`, the production guard) is to set it.
    pub read_only: bool,
}

impl Default for SessionOptions {
    /// Five seconds for locks, ten to connect, no limit for statements, a new run id, existing files only.
    fn default() -> Self {
        Self {
            lock_timeout: Duration::from_secs(5),
            statement_timeout: None,
            connect_timeout: Duration::from_secs(10),
            run_id: new_run_id(),
            create_if_missing: false,
            read_only: false,
        }
    }
}

/// A new name for a run: twelve hexadecimal digits.
#[must_use]
pub fn new_run_id() -> String {
    format!("{:012x}", random_bits() & 0xffff_ffff_ffff)
}

/// Random enough for names and for spreading retries; not for secrets.
pub(crate) fn random_bits() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u128(
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| since.as_nanos()),
    );
    hasher.write_u32(std::process::id());
    hasher.finish()
}
