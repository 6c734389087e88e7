//! `drop_index`

use dazzle_schema::{Index, Name, Schema};

use crate::{ApplyError, CreateIndex, Hazard, Irreversible, Operation, lookup};

/// An index goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropIndex {
    /// The table.
    pub table: Name,
    /// The index as it is.
    pub index: Index,
}

impl DropIndex {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        let index = &self.index;
        lookup::take(&mut table.indexes, &self.table, "index", &index.name, index)
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            CreateIndex {
                table: self.table.clone(),
                index: self.index.clone(),
            }
            .into(),
        ])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop index `{}` of `{}`", self.index.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
