//! Every way in which our tables differ from those of the Python implementation, in one place.
//!
//! [`Departures::OURS`] is what projects get; [`Departures::DAZZLE`] turns each difference back, so that a live
//! database made by the Python tool can be adopted with an empty first plan. The projection (and, for the last
//! group, parser and linker) reads these values and asks for the profile nowhere else.
//!
//! Where the Python tool refuses what we accept (`= -1`, a constraint on an inherited field, a generated name
//! over 63 bytes, a reference to a subtype child under tenancy) there is no database to be like, so nothing is
//! turned back. Its framework tables are no tables of the project under either profile.

use dazzle_schema::{ColumnType, Identity};

use crate::{Profile, Severity};

/// The choices; see the table in `dsl.md` §18.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one row of the table of differences"
)]
pub(crate) struct Departures {
    /// `str(N)` is `varchar(N)`, not `text`.
    pub limited_strings: bool,
    /// The type of a money field's `_currency`.
    pub currency: ColumnType,
    /// The type of a money field's `_minor`.
    pub minor_units: ColumnType,
    /// Whether `json` is the portable, indexable type; else PostgreSQL's plain `json`.
    pub indexable_json: bool,
    /// How an `int` id numbers its rows.
    pub identity: Identity,
    /// `enum` and `poly_ref` get a check on their values.
    pub value_checks: bool,
    /// `has_many` and its like get a useless text column.
    pub stray_columns: bool,
    /// Who names primary keys, `unique` modifiers and foreign keys.
    pub names: ConstraintNames,
    /// A foreign key's column has the type of the target's id, not always `uuid`.
    pub reference_follows_target: bool,
    /// `has_many E cascade` and its like reach the foreign key.
    pub delete_behavior: bool,
    /// `indexed` and `temporal:` make indexes.
    pub declared_indexes: bool,
    /// `= null` is no default, not the word `null`.
    pub null_is_no_default: bool,
    /// `unique`/`index` lines on `money` and `poly_ref` fields mean their columns, not nothing.
    pub lines_on_expanded_fields: bool,
    /// `unique`/`index` lines of subtype children count.
    pub lines_of_children: bool,
    /// A `unique` line that repeats a modifier makes no second constraint.
    pub merged_constraints: bool,
    /// Numbers keep their digits (`0.50`), not a float's shortest form (`0.5`).
    pub number_as_written: bool,
    /// `mode:` and `partition_key:` of the tenancy block count.
    pub tenancy_settings: bool,
    /// An expression default ends at a trailing modifier; else it swallows the line.
    pub expression_ends_at_modifier: bool,
    /// How bad a default is that does not fit the field's type.
    pub unfit_default: Severity,
}

/// Who names the constraints that the author did not write as a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConstraintNames {
    /// We: `pk_E`, `uq_E_f`, `fk_E_f`.
    Ours,
    /// PostgreSQL: `E_pkey`, `E_f_key`, `E_f_fkey`; an edge on a cycle of references `fk_E_f_T`.
    Server,
}

impl Departures {
    pub(crate) const OURS: Self = Self {
        limited_strings: true,
        currency: ColumnType::Varchar(3),
        minor_units: ColumnType::BigInt,
        indexable_json: true,
        identity: Identity::ByDefault,
        value_checks: true,
        stray_columns: false,
        names: ConstraintNames::Ours,
        reference_follows_target: true,
        delete_behavior: true,
        declared_indexes: true,
        null_is_no_default: true,
        lines_on_expanded_fields: true,
        lines_of_children: true,
        merged_constraints: true,
        number_as_written: true,
        tenancy_settings: true,
        expression_ends_at_modifier: true,
        unfit_default: Severity::Error,
    };

    pub(crate) const DAZZLE: Self = Self {
        limited_strings: false,
        currency: ColumnType::Text,
        minor_units: ColumnType::Integer,
        indexable_json: false,
        identity: Identity::Serial,
        value_checks: false,
        stray_columns: true,
        names: ConstraintNames::Server,
        reference_follows_target: false,
        delete_behavior: false,
        declared_indexes: false,
        null_is_no_default: false,
        lines_on_expanded_fields: false,
        lines_of_children: false,
        merged_constraints: false,
        number_as_written: false,
        tenancy_settings: false,
        expression_ends_at_modifier: false,
        unfit_default: Severity::Warning,
    };

    pub(crate) const fn of(profile: Profile) -> &'static Self {
        match profile {
            Profile::Ours => &Self::OURS,
            Profile::Dazzle => &Self::DAZZLE,
        }
    }
}
