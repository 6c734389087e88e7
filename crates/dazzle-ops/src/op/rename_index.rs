//! `rename_index`

use dazzle_schema::{Name, Schema};

use crate::{ApplyError, Hazard, Irreversible, Operation, lookup};

/// An index gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameIndex {
    /// The table.
    pub table: Name,
    /// The name before.
    pub from: Name,
    /// The name after.
    pub to: Name,
}

impl RenameIndex {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        lookup::name_is_free(table, &self.to)?;
        let Some(mut index) = table.indexes.remove(&self.from) else {
            return Err(ApplyError::NoObject {
                table: self.table.clone(),
                kind: "index",
                name: self.from.clone(),
            });
        };
        index.name = self.to.clone();
        table.indexes.insert(self.to.clone(), index);
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        };
        Ok(vec![back.into()])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "rename index `{}` of `{}` to `{}`",
            self.from, self.table, self.to
        )
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
