//! `drop_primary_key`

use dazzle_schema::{Name, PrimaryKey, Schema};

use crate::{AddPrimaryKey, ApplyError, Hazard, HazardCode, Irreversible, Operation, difference, lookup};

/// A table's primary key goes; the columns stay, and stay required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropPrimaryKey {
    /// The table.
    pub table: Name,
    /// The primary key as it is.
    pub primary_key: PrimaryKey,
}

impl DropPrimaryKey {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        let name = &self.primary_key.name;
        if table.primary_key.as_ref() != Some(&self.primary_key) {
            return Err(match &table.primary_key {
                Some(actual) => ApplyError::NotAsDescribed {
                    what: format!("primary key `{name}` of table `{}`", self.table),
                    difference: difference(actual, &self.primary_key),
                },
                None => ApplyError::NoObject {
                    table: self.table.clone(),
                    kind: "primary key",
                    name: name.clone(),
                },
            });
        }
        table.primary_key = None;
        let remaining = table.clone();
        lookup::key_is_unused(
            schema,
            &remaining,
            &self.primary_key.columns,
            &format!("primary key `{name}` of table `{}`", self.table),
        )
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            AddPrimaryKey {
                table: self.table.clone(),
                primary_key: self.primary_key.clone(),
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
                "primary key `{}` no longer protects `{}`",
                self.primary_key.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop primary key `{}` of `{}`", self.primary_key.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
