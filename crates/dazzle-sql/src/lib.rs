//! Operations to statements: the plan, and one folder for each dialect.
//!
//! [`plan_chunk`] turns operations into [`Step`]s: statements with what must be asked before them and what is
//! dangerous about them. [`script::render`] writes steps as a script that `psql` or `sqlite3` runs.
//! [`casts::classify`] is the table of type changes.
//!
//! The way back: the rows of a dialect's catalogue queries (`queries.rs`) become an [`inspection::Inspection`]
//! (`catalog/`), and [`alignment::align`] brings it to the spelling of what it is compared with. [`data_checks`] are
//! the questions about rows that break what is declared.
//!
//! A dialect is a folder with the same files: `types.rs` (types and defaults), `casts.rs`, `render.rs`
//! (statements), `alter_column.rs`, `hazards.rs` (locks, rewrites), `queries.rs` and `catalog/` (reading a database).
//! Its `mod.rs` holds the one exhaustive `match` on the operation. PostgreSQL has `sequences.rs`, `by_hand.rs` and
//! `normal_form/` (asking a server whether two texts mean the same) besides; SQLite `facts.rs` (limits), the editor
//! of `CREATE TABLE` texts and the table rebuild.
//!
//! This crate is pure: it sends nothing to a database.

pub mod alignment;
pub mod casts;
pub mod inspection;
pub mod postgresql;
pub mod script;
pub mod sqlite;

mod batches;
mod clauses;
mod create;
mod data_checks;
mod error;
mod facts;
mod fingerprint;
mod losses;
mod plan;
mod prechecks;
mod quote;
mod seams;
mod views;

pub use batches::{Batch, Batches};
pub use create::{create_schema_sql, create_table_sql};
pub use data_checks::{DataCheck, DataCheckKind, DataChecks, Unasked, data_checks};
pub use error::PlanError;
pub use facts::{LiveFacts, SqliteFacts, SqliteObject};
pub use fingerprint::{digest_query, fingerprint};
pub use losses::{Loss, losses};
pub use plan::{Action, Chunk, Precheck, Seam, Step, plan_chunk, plan_offline};
pub use quote::{default_sql, quote_identifier, quote_literal, type_sql};
pub use views::hanging_on_view;
