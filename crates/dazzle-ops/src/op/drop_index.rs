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
        let name = &self.index.name;
        match table.indexes.get(name) {
            None => {
                return Err(ApplyError::NoObject {
                    table: self.table.clone(),
                    kind: "index",
                    name: name.clone(),
                });
            }
            Some(actual) if *actual != self.index => {
                return Err(ApplyError::NotAsDescribed {
                    what: format!("index `{name}` of table `{}`", self.table),
                    difference: format!("it is {actual:?}"),
                });
            }
            Some(_) => {}
        }
        table.indexes.remove(name);
        Ok(())
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
