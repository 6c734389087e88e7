//! `rename_table`

use dazzle_schema::{Name, Schema};

use crate::{ApplyError, Hazard, HazardCode, Irreversible, Operation, views};

/// A table gets another name; its rows, and the keys that point to it, stay. The queries of views follow where the
/// name can mean nothing else. Names of constraints and indexes do not follow: they have operations of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameTable {
    /// The name before.
    pub from: Name,
    /// The name after.
    pub to: Name,
}

impl RenameTable {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        if schema.table(&self.to).is_some() {
            return Err(ApplyError::TableExists {
                table: self.to.clone(),
            });
        }
        if schema.view(&self.to).is_some() {
            return Err(ApplyError::ViewExists {
                view: self.to.clone(),
            });
        }
        views::follow_table(schema, &self.from, &self.to);
        let table = schema.remove(&self.from).ok_or_else(|| ApplyError::NoTable {
            table: self.from.clone(),
        })?;
        let mut table = std::sync::Arc::unwrap_or_clone(table);
        table.name = self.to.clone();
        schema.insert(table);
        let owners: Vec<Name> = schema
            .references_to(&self.from)
            .map(|(owner, _)| owner.name.clone())
            .collect();
        for owner in owners {
            if let Some(owner) = schema.table_mut(&owner) {
                for key in owner.foreign_keys.values_mut() {
                    if key.references.table == self.from {
                        key.references.table = self.to.clone();
                    }
                }
            }
        }
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            Self {
                from: self.to.clone(),
                to: self.from.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::RenameTable,
            table: self.from.clone(),
            columns: Vec::new(),
            message: format!("code that still says `{}` fails as soon as this ran", self.from),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("rename table `{}` to `{}`", self.from, self.to)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.from)
    }
}
