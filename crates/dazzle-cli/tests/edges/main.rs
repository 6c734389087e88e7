//! The edges: what goes wrong around the command, and what must never happen (the traps of the design).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod files;
mod interrupts;
mod names;
mod promises;
mod servers;
mod targets;
