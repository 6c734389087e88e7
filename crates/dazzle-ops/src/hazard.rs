//! What is dangerous about an operation, as data.
//!
//! The codes are stable. Those here hold on every dialect; locks, rewrites and casts are added by each
//! dialect.

use dazzle_schema::Name;

/// A danger of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// What kind of danger.
    pub code: HazardCode,
    /// The table concerned.
    pub table: Name,
    /// The columns concerned, if any.
    pub columns: Vec<Name>,
    /// What happens, in a clause that begins in lower case.
    pub message: String,
}

/// The kinds of danger. 1xx loses data, 2xx may fail on data, 3xx blocks others, 4xx breaks running code, 5xx
/// cannot be undone, 8xx is
/// not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HazardCode {
    /// D101: the rows of a table are gone.
    DropTable,
    /// D102: the values of a column are gone.
    DropColumn,
    /// D107: a type change loses part of the values.
    LossyCast,
    /// D108: a key or check no longer protects the rows.
    DropProtection,
    /// D201: a new required column has no value for the rows that exist.
    RequiredColumnWithoutValue,
    /// D202: rows without a value stand in the way.
    SetNotNull,
    /// D203: rows that are equal stand in the way.
    AddUnique,
    /// D204: rows that point nowhere stand in the way.
    AddForeignKey,
    /// D205: rows that break the rule stand in the way.
    AddCheck,
    /// D206: values that do not fit the new type stand in the way.
    CheckedCast,
    /// D301: writes wait while an index is built.
    IndexBuild,
    /// D303: the table is rewritten under an exclusive lock.
    TableRewrite,
    /// D305: rows are scanned under a strong lock.
    ScanUnderLock,
    /// D315: SQLite copies the whole table.
    TableRebuild,
    /// D401: code that uses the old column name fails.
    RenameColumn,
    /// D402: code that uses the old table name fails.
    RenameTable,
    /// D407: code that reads a view finds it gone or changed.
    ChangedView,
    /// D501: a downgrade does not bring back what was there.
    NoWayBack,
    /// D803: SQL by hand, whose effects are not known.
    HandWrittenSql,
    /// D808: a view or a computed column uses the column, and the server refuses the change.
    UsedColumn,
    /// D810: a server that is too old refuses it.
    NewerServer,
}

impl HazardCode {
    /// The stable code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DropTable => "D101",
            Self::DropColumn => "D102",
            Self::LossyCast => "D107",
            Self::DropProtection => "D108",
            Self::RequiredColumnWithoutValue => "D201",
            Self::SetNotNull => "D202",
            Self::AddUnique => "D203",
            Self::AddForeignKey => "D204",
            Self::AddCheck => "D205",
            Self::CheckedCast => "D206",
            Self::IndexBuild => "D301",
            Self::TableRewrite => "D303",
            Self::ScanUnderLock => "D305",
            Self::TableRebuild => "D315",
            Self::RenameColumn => "D401",
            Self::RenameTable => "D402",
            Self::ChangedView => "D407",
            Self::NoWayBack => "D501",
            Self::HandWrittenSql => "D803",
            Self::UsedColumn => "D808",
            Self::NewerServer => "D810",
        }
    }

    /// Whether data that is there can be lost: what a person must allow.
    #[must_use]
    pub const fn loses_data(self) -> bool {
        matches!(self, Self::DropTable | Self::DropColumn | Self::LossyCast)
    }
}
