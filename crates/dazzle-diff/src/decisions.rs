//! What a person decided, and which of it still has to happen.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{DefaultValue, Name, Schema};

/// Answers to what two schemas cannot tell. However an answer came about (`was:`, a flag, a prompt), it is
/// this value.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// Tables that got another name.
    pub table_renames: Vec<TableRename>,
    /// Columns that got another name.
    pub column_renames: Vec<ColumnRename>,
    /// Values of columns that got another name.
    pub value_renames: Vec<ValueRename>,
    /// What goes and was not renamed, so that it is no question.
    pub not_renamed: Vec<NotRenamed>,
    /// What rows that exist get in a column that becomes required.
    pub fills: Vec<Fill>,
}

/// A table got another name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableRename {
    /// Its name in the previous schema.
    pub from: Name,
    /// Its name in the next.
    pub to: Name,
}

/// A column got another name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnRename {
    /// The table's name in the next schema.
    pub table: Name,
    /// The column's name in the previous schema.
    pub from: Name,
    /// Its name in the next.
    pub to: Name,
}

/// A value of a column got another name; the column may hold only certain values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueRename {
    /// The table's name in the next schema.
    pub table: Name,
    /// The column's name in the next schema.
    pub column: Name,
    /// The value before.
    pub from: String,
    /// The value now.
    pub to: String,
    /// Where the value stands for a table: the rename that it goes with, from and to.
    pub with_table: Option<(Name, Name)>,
}

/// Something goes, and what comes is not the same under another name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotRenamed {
    /// A table.
    Table {
        /// Its name in the previous schema.
        from: Name,
        /// The table in the next schema that it is not; none where it is no table there.
        to: Option<Name>,
    },
    /// A column.
    Column {
        /// The table's name in the next schema.
        table: Name,
        /// The column's name in the previous schema.
        from: Name,
        /// The column in the next schema that it is not; none where it is no column there.
        to: Option<Name>,
    },
}

/// What rows that exist get in a column that becomes required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The table's name in the next schema.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// The value: a literal, or the current instant or day.
    pub value: DefaultValue,
}

/// A decision that does not fit the two schemas.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// Neither name is in the previous schema.
    #[error("`{to}` is said to have been `{from}`, but the schema before has neither")]
    Dangling {
        /// The table, for a column.
        table: Option<Name>,
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// Both names are in the previous schema.
    #[error("`{to}` is said to have been `{from}`, but the schema before has both")]
    BothExist {
        /// The table, for a column.
        table: Option<Name>,
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// History has done it, and what is said fits as well or better if it is done again.
    #[error(
        "`{to}` is said to have been `{from}`: history has renamed it so already, and it may be meant once more"
    )]
    DoneBefore {
        /// The table, for a column.
        table: Option<Name>,
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
    /// Two things claim the same old name.
    #[error("both `{first}` and `{second}` are said to have been `{from}`")]
    Doubled {
        /// The table, for columns.
        table: Option<Name>,
        /// The old name.
        from: Name,
        /// One new name.
        first: Name,
        /// The other.
        second: Name,
    },
    /// The column could hold neither value before.
    #[error(
        "the value `{to}` of `{table}`.`{column}` is said to have been `{from}`, but the column before could hold neither"
    )]
    DanglingValue {
        /// The table.
        table: Name,
        /// The column.
        column: Name,
        /// The old value.
        from: String,
        /// The new value.
        to: String,
    },
    /// The column could hold both values before and can hold both now, and one of them is renamed, too.
    #[error(
        "the value `{to}` of `{table}`.`{column}` is said to have been `{from}`, but the column could hold both before, \
         and one of them is renamed at the same time"
    )]
    ValueBothExist {
        /// The table.
        table: Name,
        /// The column.
        column: Name,
        /// The old value.
        from: String,
        /// The new value.
        to: String,
    },
    /// The new name is not in the next schema.
    #[error("`{from}` is to be renamed to `{to}`, but the schema to reach has no `{to}`")]
    NoTarget {
        /// The table, for a column.
        table: Option<Name>,
        /// The old name.
        from: Name,
        /// The new name.
        to: Name,
    },
}

/// The renames that have to happen now, old name to new.
pub type Renames = BTreeMap<Name, Name>;

/// The table renames that have to happen now.
pub fn tables_to_rename(
    previous: &Schema,
    next: &Schema,
    decisions: &Decisions,
    errors: &mut Vec<DecisionError>,
) -> Renames {
    let wanted: Vec<(Name, Name)> = decisions
        .table_renames
        .iter()
        .map(|rename| (rename.from.clone(), rename.to.clone()))
        .collect();
    let before: BTreeSet<&Name> = previous.table_names().collect();
    let after: BTreeSet<&Name> = next.table_names().collect();
    active(&wanted, &before, &after, None, previous.is_empty(), errors)
}

/// The column renames of one table that have to happen now; `before` and `after` are the table's columns.
pub fn columns_to_rename(
    table: &Name,
    before: &BTreeSet<&Name>,
    after: &BTreeSet<&Name>,
    decisions: &Decisions,
    errors: &mut Vec<DecisionError>,
) -> Renames {
    let wanted: Vec<(Name, Name)> = decisions
        .column_renames
        .iter()
        .filter(|rename| rename.table == *table)
        .map(|rename| (rename.from.clone(), rename.to.clone()))
        .collect();
    active(&wanted, before, after, Some(table), false, errors)
}

/// A rename has to happen when the old name is there and the new one is not, or is itself renamed away. It is
/// spent when only the new name is there.
fn active(
    wanted: &[(Name, Name)],
    before: &BTreeSet<&Name>,
    after: &BTreeSet<&Name>,
    table: Option<&Name>,
    all_is_new: bool,
    errors: &mut Vec<DecisionError>,
) -> Renames {
    let table = table.cloned();
    let mut renames = Renames::new();
    for (from, to) in wanted {
        if !after.contains(to) {
            errors.push(DecisionError::NoTarget {
                table: table.clone(),
                from: from.clone(),
                to: to.clone(),
            });
        } else if from == to || (!before.contains(from) && (before.contains(to) || all_is_new)) {
            // Spent, or there was nothing yet that could have had the old name.
        } else if !before.contains(from) {
            errors.push(DecisionError::Dangling {
                table: table.clone(),
                from: from.clone(),
                to: to.clone(),
            });
        } else if let Some(first) = renames.insert(from.clone(), to.clone()) {
            errors.push(DecisionError::Doubled {
                table: table.clone(),
                from: from.clone(),
                first,
                second: to.clone(),
            });
        }
    }
    for (from, to) in &renames {
        if before.contains(to) && !renames.contains_key(to) {
            errors.push(DecisionError::BothExist {
                table: table.clone(),
                from: from.clone(),
                to: to.clone(),
            });
        }
    }
    renames
}
