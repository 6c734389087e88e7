//! The assistant against a server that speaks both protocols and programs that answer: what is wrong or hostile is
//! never accepted and says why, what is right is proved.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod answers;
mod batches;
mod place;
mod server;
mod talk;
mod tasks;
