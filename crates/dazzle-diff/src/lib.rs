//! The difference between two schemas as operations in running order.
//!
//! [`diff`] takes what is (`previous`), what should be (`next`) and the decisions that only a person can make
//! (was this renamed?). It gives operations that always run in their order, and *questions*: pairs of a drop
//! and an add that look like a rename. It asks nobody and knows no dialect, no file and no database.
//!
//! The order: views that go; renames; foreign keys that go; tables that go, children first; keys, checks and indexes
//! that go; constraint and index names; tables that come, parents first, cycles closed by later foreign keys; columns
//! that come; generated columns that go; columns that change; columns that go; generated columns that come; values of
//! columns that get other names; keys,
//! checks and indexes that come; foreign keys that come; views that come. Columns go after others came, so that a
//! data migration in between can read them. What cannot change in place (a view, what a generated column computes)
//! goes and comes again, with all that is made of it.
//!
//! Laws: applying the operations to `previous` gives `next`; equal schemas give no operation; reversing gives
//! `previous` back; the same input gives the same operations in the same order.

mod columns;
mod compare;
mod decisions;
mod diff;
mod emitter;
mod likeness;
mod objects;
mod order;
mod question;
mod renames;
mod seams;
mod spent;
mod tables;
mod values;
mod views;

pub use decisions::{ColumnRename, DecisionError, Decisions, Fill, NotRenamed, TableRename, ValueRename};
pub use diff::{Diff, DiffError, diff, renamed};
pub use likeness::Likeness;
pub use question::Question;
pub use renames::RenamesDone;
pub use seams::{fill_statement, filled_column, with_seams};
pub use spent::PassedOver;
pub use values::Undoes;
