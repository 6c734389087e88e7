//! The schema as a value.
//!
//! A [`Schema`] is what a database has: tables with columns in order, one primary key, foreign keys,
//! unique constraints, checks and indexes, and views. It may come from the DSL, from replayed history or from a live
//! database, and nothing in it tells which. Two schemas are compared with `==`: the order of columns and the
//! order of the values in a check never count, everything else does.
//!
//! Conventions: every constraint and index has a name ([`naming`] makes the deterministic ones); names are
//! verbatim and never folded; SQL text is kept as written, one text or one for each [`Dialect`].
//!
//! This crate is pure: it knows no file, no database, no clock.

pub mod naming;
pub mod sql_tokens;

mod column;
mod constraint;
mod default_value;
mod index;
mod name;
mod reading;
mod schema;
mod sql_text;
mod table;
mod typed;
mod types;
mod view;

pub use column::{Column, Generated, GeneratedStorage, Identity};
pub use constraint::{
    Check, CheckRule, Deferrability, ForeignKey, PrimaryKey, Reference, ReferentialAction, UniqueConstraint,
    ValueSet,
};
pub use default_value::{DateBase, DateUnit, DefaultParseError, DefaultValue};
pub use index::{Index, IndexKey, IndexPart, NullsOrder, SortOrder};
pub use name::{Name, NameError};
pub use schema::Schema;
pub use sql_text::{Dialect, SqlText, UnknownDialect};
pub use table::{ConstraintKind, Table};
pub use typed::{TypedName, TypedPath};
pub use types::{ColumnType, TypeParseError};
pub use view::View;
