//! Inspecting SQLite files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod corpus;
mod describe;
mod drops;
mod inspect;
mod law;
mod pragmas;
mod robust;
#[path = "../support/mod.rs"]
mod support;
