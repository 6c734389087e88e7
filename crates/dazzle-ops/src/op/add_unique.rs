//! `add_unique`

use dazzle_schema::{Name, Schema, UniqueConstraint};

use crate::{ApplyError, DropUnique, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A unique constraint is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddUnique {
    /// The table.
    pub table: Name,
    /// The unique constraint.
    pub unique: UniqueConstraint,
}

impl AddUnique {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        lookup::name_is_free(table, &self.unique.name)?;
        lookup::unique_fits(table, &self.unique)?;
        table
            .uniques
            .insert(self.unique.name.clone(), self.unique.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropUnique {
                table: self.table.clone(),
                unique: self.unique.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::AddUnique,
            table: self.table.clone(),
            columns: self.unique.columns.clone(),
            message: format!(
                "it fails if two rows of `{}` have the same {}",
                self.table,
                lookup::comma_separated(&self.unique.columns)
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("add unique constraint `{}` to `{}`", self.unique.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
