//! Connections, transactions, locks, the version table and the log.
