//! The parts of a schema that one dialect has and another not, or that few projects use, on real databases: each
//! comes, changes and goes, with rows in the tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod by_hand;
mod collations;
mod computed_columns;
mod indexes;
mod keys;
mod numbering;
mod shared;
mod views;
mod whole;
