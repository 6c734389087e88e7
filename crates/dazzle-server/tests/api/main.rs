//! The data API on real databases, through its router.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod access;
mod basics;
mod conflicts;
mod connections;
mod documented;
mod hostile;
mod openapi;
mod queries;
mod serving;
mod support;
mod values;
