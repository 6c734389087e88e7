//! `add_foreign_key`

use dazzle_schema::{ForeignKey, Name, Schema};

use crate::{ApplyError, DropForeignKey, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A foreign key is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddForeignKey {
    /// The table.
    pub table: Name,
    /// The foreign key.
    pub foreign_key: ForeignKey,
}

impl AddForeignKey {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table(schema, &self.table)?;
        lookup::name_is_free(table, &self.foreign_key.name)?;
        lookup::foreign_key_fits(schema, table, &self.foreign_key)?;
        lookup::table_mut(schema, &self.table)?
            .foreign_keys
            .insert(self.foreign_key.name.clone(), self.foreign_key.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropForeignKey {
                table: self.table.clone(),
                foreign_key: self.foreign_key.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::AddForeignKey,
            table: self.table.clone(),
            columns: self.foreign_key.columns.clone(),
            message: format!(
                "it fails if a row of `{}` points to a `{}` that is not there",
                self.table, self.foreign_key.references.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("add foreign key `{}` to `{}`", self.foreign_key.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
