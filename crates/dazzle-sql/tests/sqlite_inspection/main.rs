//! Inspecting SQLite files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod inspect;
mod law;
#[path = "../support/mod.rs"]
mod support;
