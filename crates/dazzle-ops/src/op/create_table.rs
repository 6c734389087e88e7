//! `create_table`

use dazzle_schema::{Name, Schema, Table};

use crate::lookup::{column_fits, foreign_key_fits, key_columns, unique_fits};
use crate::{ApplyError, DropTable, Hazard, Irreversible, Operation};

/// A table comes into being, with its columns, keys, checks and indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTable {
    /// The table. Its foreign keys point to tables that are there, or to itself.
    pub table: Table,
}

impl CreateTable {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = &self.table;
        if schema.table(&table.name).is_some() {
            return Err(ApplyError::TableExists {
                table: table.name.clone(),
            });
        }
        if schema.view(&table.name).is_some() {
            return Err(ApplyError::ViewExists {
                view: table.name.clone(),
            });
        }
        if table.columns.is_empty() {
            return Err(ApplyError::Malformed {
                reason: format!("table `{}` has no columns", table.name),
            });
        }
        for column in table.columns.values() {
            column_fits(&table.name, column)?;
        }
        if let Some(key) = &table.primary_key {
            key_columns(table, &key.columns, &format!("primary key `{}`", key.name))?;
        }
        for unique in table.uniques.values() {
            unique_fits(table, unique)?;
        }
        for key in table.foreign_keys.values() {
            foreign_key_fits(schema, table, key)?;
        }
        for check in table.checks.values() {
            super::add_check::rule_fits(table, check)?;
        }
        for index in table.indexes.values() {
            super::create_index::parts_fit(table, index)?;
        }
        schema.insert(table.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropTable {
                table: self.table.clone(),
            }
            .into(),
        ])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        let columns = self.table.columns.len();
        let noun = if columns == 1 { "column" } else { "columns" };
        format!("create table `{}` ({columns} {noun})", self.table.name)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table.name)
    }
}
