//! Why an operation does not fit a schema, or cannot be undone.

use dazzle_schema::Name;

/// Why an operation does not fit the schema before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The table is not there.
    #[error("there is no table `{table}`")]
    NoTable {
        /// Its name.
        table: Name,
    },
    /// The table is there already.
    #[error("there is a table `{table}` already")]
    TableExists {
        /// Its name.
        table: Name,
    },
    /// The view is not there.
    #[error("there is no view `{view}`")]
    NoView {
        /// Its name.
        view: Name,
    },
    /// The view is there already.
    #[error("there is a view `{view}` already")]
    ViewExists {
        /// Its name.
        view: Name,
    },
    /// The column is not there.
    #[error("table `{table}` has no column `{column}`")]
    NoColumn {
        /// The table.
        table: Name,
        /// The column.
        column: Name,
    },
    /// The column is there already.
    #[error("table `{table}` has a column `{column}` already")]
    ColumnExists {
        /// The table.
        table: Name,
        /// The column.
        column: Name,
    },
    /// The constraint or index is not there.
    #[error("table `{table}` has no {kind} `{name}`")]
    NoObject {
        /// The table.
        table: Name,
        /// `primary key`, `index`…
        kind: &'static str,
        /// Its name.
        name: Name,
    },
    /// The constraint or index is there already.
    #[error("table `{table}` already has the {kind} `{name}`")]
    ObjectExists {
        /// The table.
        table: Name,
        /// What stands there.
        kind: &'static str,
        /// Its name.
        name: Name,
    },
    /// What the operation says was there differs from what is there.
    #[error("{what} is {actual} before this operation, not {stated}")]
    Mismatch {
        /// The thing compared.
        what: String,
        /// What the operation says, in the words of revision files.
        stated: String,
        /// What the schema says, likewise.
        actual: String,
    },
    /// A drop carries a definition that differs from the schema's.
    #[error("{what} is not as this operation describes it: {difference}")]
    NotAsDescribed {
        /// The thing compared.
        what: String,
        /// The first part that differs.
        difference: String,
    },
    /// Something still depends on what is to go.
    #[error("{what} is still used by {user}")]
    InUse {
        /// What is to go.
        what: String,
        /// What uses it.
        user: String,
    },
    /// A foreign key points at columns that are no key.
    #[error(
        "foreign key `{name}` points to `{table}` ({columns}), which is neither its primary key nor unique"
    )]
    NoKeyThere {
        /// The foreign key.
        name: Name,
        /// The table pointed to.
        table: Name,
        /// The columns, separated by commas.
        columns: String,
    },
    /// The operation contradicts itself.
    #[error("{reason}")]
    Malformed {
        /// What is wrong.
        reason: String,
    },
}

/// Why nothing can undo an operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{operation}` cannot be reversed: {reason}")]
pub struct Irreversible {
    /// The operation's word.
    pub operation: &'static str,
    /// What stands in the way.
    pub reason: String,
}
