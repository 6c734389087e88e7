//! The operations: one typed, dialect-neutral change of a schema each.
//!
//! Every operation knows, side by side in its file under `op/`, what it does to a schema ([`Operation::apply`]),
//! what undoes it ([`Operation::reverse`]) and what is dangerous about it ([`Operation::hazards`]). Its
//! rendering lives with each dialect. An operation is complete in itself: a drop carries what it drops, a
//! change carries `from` and `to`, and both must agree with the schema before.
//!
//! This crate is pure and knows no dialect.

mod describe;
mod error;
mod hazard;
mod lookup;
mod op;
mod operation;
mod transaction;
mod views;

pub use describe::{Describe, Described, difference};
pub use error::{ApplyError, Irreversible};
pub use hazard::{Hazard, HazardCode};
pub use op::add_check::AddCheck;
pub use op::add_column::AddColumn;
pub use op::add_foreign_key::AddForeignKey;
pub use op::add_primary_key::AddPrimaryKey;
pub use op::add_unique::AddUnique;
pub use op::alter_column::{AlterColumn, Change};
pub use op::batched::{BatchEnd, Batched, placeholders};
pub use op::create_index::CreateIndex;
pub use op::create_table::CreateTable;
pub use op::create_view::CreateView;
pub use op::data_migration::DataMigration;
pub use op::drop_check::DropCheck;
pub use op::drop_column::{DropColumn, add_required};
pub use op::drop_foreign_key::DropForeignKey;
pub use op::drop_index::DropIndex;
pub use op::drop_primary_key::DropPrimaryKey;
pub use op::drop_table::DropTable;
pub use op::drop_unique::DropUnique;
pub use op::drop_view::DropView;
pub use op::execute::Execute;
pub use op::rename_column::RenameColumn;
pub use op::rename_constraint::RenameConstraint;
pub use op::rename_index::RenameIndex;
pub use op::rename_table::RenameTable;
pub use op::set_table_comment::SetTableComment;
pub use operation::{Operation, apply_all, reverse_all};
