//! `drop_check`

use dazzle_schema::{Check, Name, Schema};

use crate::{AddCheck, ApplyError, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A check goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropCheck {
    /// The table.
    pub table: Name,
    /// The check as it is.
    pub check: Check,
}

impl DropCheck {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        let check = &self.check;
        lookup::take(&mut table.checks, &self.table, "check", &check.name, check)
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            AddCheck {
                table: self.table.clone(),
                check: self.check.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::DropProtection,
            table: self.table.clone(),
            columns: Vec::new(),
            message: format!("check `{}` no longer protects `{}`", self.check.name, self.table),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop check `{}` of `{}`", self.check.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}
