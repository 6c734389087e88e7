//! One file for each operation: the value, what it does, what undoes it, what is dangerous about it.

pub mod add_check;
pub mod add_column;
pub mod add_foreign_key;
pub mod add_primary_key;
pub mod add_unique;
pub mod alter_column;
pub mod batched;
pub mod create_index;
pub mod create_table;
pub mod create_view;
pub mod data_migration;
pub mod drop_check;
pub mod drop_column;
pub mod drop_foreign_key;
pub mod drop_index;
pub mod drop_primary_key;
pub mod drop_table;
pub mod drop_unique;
pub mod drop_view;
pub mod execute;
pub mod rename_column;
pub mod rename_constraint;
pub mod rename_index;
pub mod rename_table;
pub mod set_table_comment;
