//! `data_migration`

use dazzle_schema::{Dialect, Name, Schema, SqlText};

use crate::lookup::one_line;
use crate::{ApplyError, Batched, Hazard, Irreversible, Operation, transaction};

/// A seam: data that a person or the assistant must bring in order before the next operation can run.
///
/// Where `until` gives 0 already, `sql` is not run. Where it does not give 0 after `sql` ran, the revision is
/// rolled back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataMigration {
    /// Why the seam is there, for the person who fills it.
    pub why: String,
    /// A query that gives one number: how many rows are still not in order. It must be 0 afterwards.
    pub until: SqlText,
    /// The statements that bring the rows in order; blank while nobody filled the seam. None of them begins or
    /// ends a transaction.
    pub sql: SqlText,
    /// How the rows are gone through in batches; none where the statements run once, in the revision's transaction.
    pub batched: Option<Batched>,
}

impl DataMigration {
    /// The seam before `column` of `table` becomes required.
    #[must_use]
    pub fn fill_missing(table: &Name, column: &Name, sql: Option<SqlText>) -> Self {
        Self {
            why: format!("{table}.{column} becomes required: rows without a value need one"),
            until: SqlText::Portable(format!(
                "SELECT count(*) FROM {} WHERE {} IS NULL",
                table.quoted(),
                column.quoted()
            )),
            sql: sql.unwrap_or_else(|| SqlText::Portable(String::new())),
            batched: None,
        }
    }

    /// Whether somebody wrote the statements for `dialect`.
    #[must_use]
    pub fn is_filled(&self, dialect: Dialect) -> bool {
        self.sql
            .for_dialect(dialect)
            .is_some_and(|sql| !sql.trim().is_empty())
    }

    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        if self.until.is_blank() {
            return Err(ApplyError::Malformed {
                reason: "`data_migration` has no postcondition: `until` must be a query that gives 0"
                    .to_owned(),
            });
        }
        transaction::refuse_control(&self.sql)?;
        match &self.batched {
            Some(batched) => batched.check(&self.sql, schema),
            None => Ok(()),
        }
    }

    /// Values that were filled in are not taken out again.
    pub(crate) const fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(Vec::new())
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!("bring data in order: {}", one_line(&self.why))
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        None
    }
}
