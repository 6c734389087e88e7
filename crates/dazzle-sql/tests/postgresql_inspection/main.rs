//! Inspection of real PostgreSQL databases: hand-written objects of every sort, generated schemas, and the
//! statements that make and unmake what the schema cannot hold.

// Helpers outside of `#[test]` functions are tests too.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods
)]

mod corpus;
mod garbage;
mod generated;
mod listing;
mod sessions;
mod support;
