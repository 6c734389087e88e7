//! Test support: schema generators, private database servers, case folders, the command runner.
//!
//! Databases: [`postgres::temp_database`] gives an empty database on a PostgreSQL server that this process starts
//! for itself and that ends with it, however it ends; [`sqlite::temp_database`] a place for a file.
//! [`pgbouncer::PgBouncer`] and [`pooler::TransactionPooler`], which is less of one,
//! stand between a client and a server, and [`counter::RoundTrips`] counts what is asked. [`Project`] makes a project
//! folder and [`Dazzle`] runs the real binary in it. [`generate`] makes schemas, and pairs of them, for properties;
//! [`rows`] fills them. [`mod@case`] reads case folders, [`expect_file`] compares with expected texts, and [`catalogue`]
//! reads what a database says of its own structure. [`browser::browse`] looks at the page of dev mode in Chromium.
//!
//! Nothing here skips: what is missing fails the test with the command that installs it.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod browser;
pub mod case;
pub mod catalogue;
mod command;
pub mod counter;
mod expect;
pub mod generate;
mod parallel;
pub mod pgbouncer;
pub mod pooler;
pub mod postgres;
mod project;
pub mod rows;
mod running;
mod script;
pub mod sqlite;
mod terminal;

use std::future::Future;

pub use command::{Dazzle, Output};
pub use expect::expect_file;
pub use parallel::in_parallel;
pub use project::Project;
pub use running::Running;
pub use terminal::Terminal;

/// Runs a future to its end on this thread. For threads of tests, which cannot be async themselves; not to be
/// called inside a runtime.
///
/// # Panics
/// When it is.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
