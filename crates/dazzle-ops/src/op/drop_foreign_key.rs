//! `drop_foreign_key`

use dazzle_schema::{ForeignKey, Name, Schema};

use crate::{AddForeignKey, ApplyError, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A foreign key goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropForeignKey {
    /// The table.
    pub table: Name,
    /// The foreign key as it is.
    pub foreign_key: ForeignKey,
}

impl DropForeignKey {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        let foreign_key = &self.foreign_key;
        lookup::take(
            &mut table.foreign_keys,
            &self.table,
            "foreign key",
            &foreign_key.name,
            foreign_key,
        )
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            AddForeignKey {
                table: self.table.clone(),
                foreign_key: self.foreign_key.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::DropProtection,
            table: self.table.clone(),
            columns: Vec::new(),
            message: format!(
                "foreign key `{}` no longer protects `{}`",
                self.foreign_key.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop foreign key `{}` of `{}`", self.foreign_key.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
