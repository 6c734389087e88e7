//! `rename_constraint`

use dazzle_schema::{ConstraintKind, Name, Schema};

use crate::{ApplyError, Hazard, Irreversible, Operation, lookup};

/// A constraint (primary key, foreign key, unique constraint or check) gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameConstraint {
    /// The table.
    pub table: Name,
    /// The name before.
    pub from: Name,
    /// The name after.
    pub to: Name,
}

impl RenameConstraint {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        lookup::name_is_free(table, &self.to)?;
        let to = &self.to;
        match table.constraint_kind(&self.from) {
            None => {
                return Err(ApplyError::NoObject {
                    table: self.table.clone(),
                    kind: "constraint",
                    name: self.from.clone(),
                });
            }
            Some(ConstraintKind::PrimaryKey) => {
                if let Some(key) = &mut table.primary_key {
                    key.name = to.clone();
                }
            }
            Some(ConstraintKind::ForeignKey) => {
                if let Some(mut key) = table.foreign_keys.remove(&self.from) {
                    key.name = to.clone();
                    table.foreign_keys.insert(to.clone(), key);
                }
            }
            Some(ConstraintKind::Unique) => {
                if let Some(mut unique) = table.uniques.remove(&self.from) {
                    unique.name = to.clone();
                    table.uniques.insert(to.clone(), unique);
                }
            }
            Some(ConstraintKind::Check) => {
                if let Some(mut check) = table.checks.remove(&self.from) {
                    check.name = to.clone();
                    table.checks.insert(to.clone(), check);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        };
        Ok(vec![back.into()])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "rename constraint `{}` of `{}` to `{}`",
            self.from, self.table, self.to
        )
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
