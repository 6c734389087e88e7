//! SQLite: session and lock file.

pub(crate) mod error;
pub(crate) mod lock;
pub(crate) mod session;
