//! `drop_unique`

use dazzle_schema::{Name, Schema, UniqueConstraint};

use crate::{AddUnique, ApplyError, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A unique constraint goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropUnique {
    /// The table.
    pub table: Name,
    /// The unique constraint as it is.
    pub unique: UniqueConstraint,
}

impl DropUnique {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        let unique = &self.unique;
        lookup::take(
            &mut table.uniques,
            &self.table,
            "unique constraint",
            &unique.name,
            unique,
        )?;
        let remaining = table.clone();
        let what = format!("unique constraint `{}` of table `{}`", unique.name, self.table);
        lookup::key_is_unused(schema, &remaining, &unique.columns, &what)
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            AddUnique {
                table: self.table.clone(),
                unique: self.unique.clone(),
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
                "unique constraint `{}` no longer protects `{}`",
                self.unique.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "drop unique constraint `{}` of `{}`",
            self.unique.name, self.table
        )
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
