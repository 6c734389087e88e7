//! Why operations cannot be planned.

use dazzle_ops::{ApplyError, Operation};
use dazzle_schema::{Dialect, Name};

/// Why operations cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The dialect cannot do it, or cannot do it without losing data.
    #[error("`{summary}` cannot be planned for {dialect}: {reason}")]
    Unsupported {
        /// Which of the operations, from zero.
        index: usize,
        /// What the operation does, in one line.
        summary: String,
        /// The dialect.
        dialect: Dialect,
        /// What stands in the way.
        reason: String,
        /// What to do instead.
        instead: String,
    },
    /// The live database is not what history says it is.
    #[error(
        "`{summary}` cannot be planned: table `{table}` in the database differs from history: {difference}"
    )]
    Differs {
        /// Which of the operations, from zero.
        index: usize,
        /// What the operation does, in one line.
        summary: String,
        /// The table.
        table: Name,
        /// What was expected and not found, or found and not expected.
        difference: String,
    },
    /// An operation does not fit the schema before it.
    #[error("`{summary}` does not fit the schema before it")]
    Apply {
        /// Which of the operations, from zero.
        index: usize,
        /// What the operation does, in one line.
        summary: String,
        /// Why not.
        #[source]
        source: ApplyError,
    },
    /// The facts given belong to another dialect.
    #[error("facts of {facts} cannot be used to plan for {dialect}")]
    OtherDialect {
        /// The dialect to plan for.
        dialect: Dialect,
        /// The dialect of the facts.
        facts: Dialect,
    },
}

impl PlanError {
    /// The position of the operation concerned, from zero, if there is one.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        match self {
            Self::Unsupported { index, .. } | Self::Differs { index, .. } | Self::Apply { index, .. } => {
                Some(*index)
            }
            Self::OtherDialect { .. } => None,
        }
    }

    /// What to do instead, in a clause that begins in lower case.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unsupported { instead, .. } => Some(instead.clone()),
            Self::Differs { table, .. } => Some(format!(
                "put `{table}` back as history says, or write a revision by hand that says with `execute` what to \
                 run on the table as it is"
            )),
            Self::Apply { .. } | Self::OtherDialect { .. } => None,
        }
    }
}

/// A [`PlanError`] before it is known which operation it belongs to.
#[derive(Debug)]
pub enum Trouble {
    /// See [`PlanError::Unsupported`].
    Unsupported {
        /// What stands in the way.
        reason: String,
        /// What to do instead.
        instead: String,
    },
    /// See [`PlanError::Differs`].
    Differs {
        /// The table.
        table: Name,
        /// What was expected and not found, or found and not expected.
        difference: String,
    },
}

impl Trouble {
    /// The error of the operation at `index`.
    pub fn of(self, index: usize, operation: &Operation, dialect: Dialect) -> PlanError {
        match self {
            Self::Unsupported { reason, instead } => PlanError::Unsupported {
                index,
                summary: operation.summary(),
                dialect,
                reason,
                instead,
            },
            Self::Differs { table, difference } => PlanError::Differs {
                index,
                summary: operation.summary(),
                table,
                difference,
            },
        }
    }

    /// A text is written for other dialects only.
    pub fn no_text(what: &str, dialect: Dialect) -> Self {
        Self::Unsupported {
            reason: format!("{what} has no SQL text for {dialect}"),
            instead: format!("add a text for {dialect} in the revision file"),
        }
    }
}
