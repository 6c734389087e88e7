//! Live databases: read, compared, adopted, verified.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod adoption;
mod differences;
mod drift;
mod laws;
mod rows;
mod views;

use dazzle_schema::Dialect;

const BOTH: [Dialect; 2] = Dialect::ALL;
