//! Aligning live schemas with declared ones, on real servers where the server decides.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod corpus;
mod mutations;
mod postgresql;
mod questions;
mod sqlite;
mod structure;
