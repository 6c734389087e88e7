//! `set_table_comment`

use dazzle_schema::{Name, Schema};

use crate::{ApplyError, Change, Describe, Hazard, Irreversible, Operation, lookup};

/// A table's comment changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTableComment {
    /// The table.
    pub table: Name,
    /// The comment before and after.
    pub comment: Change<Option<String>>,
}

impl SetTableComment {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        if table.comment != self.comment.from {
            return Err(ApplyError::Mismatch {
                what: format!("the comment of table `{}`", self.table),
                stated: self.comment.from.describe(),
                actual: table.comment.describe(),
            });
        }
        table.comment.clone_from(&self.comment.to);
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            Self {
                table: self.table.clone(),
                comment: self.comment.clone().swapped(),
            }
            .into(),
        ])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!("change the comment of table `{}`", self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
