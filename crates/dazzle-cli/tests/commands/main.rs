//! Every command with every flag, run as a person runs it: exit code, standard output and standard error.
//!
//! The transcripts are in `tests/snapshots`; `DAZZLE_UPDATE_EXPECT=1` rewrites them.

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

mod assist;
mod live;
mod merge;
mod migrate;
mod moving;
mod project;
mod prove;
mod questions;
mod reporting;
mod reset;
mod revision;
mod seams;
mod serve;
mod shapes;
mod type_changes;
