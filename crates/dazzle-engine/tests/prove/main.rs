//! Proofs on scratch databases: what is right is proved, and what is wrong is found out at the right step.
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

mod cases;
mod folders;
mod laws;
mod lines;
mod type_changes;

use dazzle_engine::prove::Scratch;

/// Scratch databases on the server of the tests.
fn postgresql() -> Scratch {
    Scratch::server(dazzle_testkit::postgres::server().admin_url()).unwrap()
}
