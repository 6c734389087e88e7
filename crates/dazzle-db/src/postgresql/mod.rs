//! PostgreSQL 13 and later: session, lock, and what dead runs leave behind.

pub(crate) mod error;
pub(crate) mod lock;
mod orphans;
pub(crate) mod session;
