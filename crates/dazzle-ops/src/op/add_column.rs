//! `add_column`

use dazzle_schema::{Column, Name, Schema};

use crate::{ApplyError, DropColumn, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A table gets a column, as its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddColumn {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: Column,
}

impl AddColumn {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        if table.columns.contains_key(&self.column.name) {
            return Err(ApplyError::ColumnExists {
                table: self.table.clone(),
                column: self.column.name.clone(),
            });
        }
        lookup::column_fits(&self.table, &self.column)?;
        table
            .columns
            .insert(self.column.name.clone(), self.column.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropColumn {
                table: self.table.clone(),
                column: self.column.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        if !self.column.needs_a_value() {
            return Vec::new();
        }
        vec![Hazard {
            code: HazardCode::RequiredColumnWithoutValue,
            table: self.table.clone(),
            columns: vec![self.column.name.clone()],
            message: format!(
                "column `{}` of `{}` is required and has no value for rows that exist",
                self.column.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        let required = if self.column.nullable { "" } else { ", required" };
        format!(
            "add column `{}`.`{}` {}{required}",
            self.table, self.column.name, self.column.column_type
        )
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
