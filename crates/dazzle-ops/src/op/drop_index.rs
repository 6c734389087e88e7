//! `drop_index`

use dazzle_schema::{Index, IndexKey, Name, Schema};

use crate::{ApplyError, CreateIndex, Hazard, HazardCode, Irreversible, Operation, lookup};

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
        lookup::take(&mut table.indexes, &self.table, "index", &index.name, index)?;
        let columns: Vec<Name> = index
            .parts
            .iter()
            .filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect();
        if !index.is_key_over(&columns) {
            return Ok(());
        }
        let remaining = table.clone();
        let what = format!("index `{}` of table `{}`", index.name, self.table);
        lookup::key_is_unused(schema, &remaining, &columns, &what)
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

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        if !self.index.unique {
            return Vec::new();
        }
        vec![Hazard {
            code: HazardCode::DropProtection,
            table: self.table.clone(),
            columns: Vec::new(),
            message: format!(
                "unique index `{}` no longer protects `{}`",
                self.index.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop index `{}` of `{}`", self.index.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
