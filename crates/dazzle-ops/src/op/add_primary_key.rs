//! `add_primary_key`

use dazzle_schema::{Name, PrimaryKey, Schema};

use crate::{ApplyError, DropPrimaryKey, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A table gets its primary key. Its columns must be required already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddPrimaryKey {
    /// The table.
    pub table: Name,
    /// The primary key.
    pub primary_key: PrimaryKey,
}

impl AddPrimaryKey {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        if let Some(key) = &table.primary_key {
            return Err(ApplyError::ObjectExists {
                table: self.table.clone(),
                kind: "primary key",
                name: key.name.clone(),
            });
        }
        lookup::name_is_free(table, &self.primary_key.name)?;
        let what = format!("primary key `{}`", self.primary_key.name);
        lookup::key_columns(table, &self.primary_key.columns, &what)?;
        for name in &self.primary_key.columns {
            if lookup::column(table, name)?.nullable {
                return Err(ApplyError::Malformed {
                    reason: format!("{what} needs column `{name}` to be required"),
                });
            }
        }
        table.primary_key = Some(self.primary_key.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropPrimaryKey {
                table: self.table.clone(),
                primary_key: self.primary_key.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::AddUnique,
            table: self.table.clone(),
            columns: self.primary_key.columns.clone(),
            message: format!("it fails if two rows of `{}` have the same key", self.table),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("add primary key `{}` to `{}`", self.primary_key.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
