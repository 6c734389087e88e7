//! `add_check`

use dazzle_schema::{Check, CheckRule, Name, Schema, Table};

use crate::{ApplyError, DropCheck, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A check is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheck {
    /// The table.
    pub table: Name,
    /// The check.
    pub check: Check,
}

impl AddCheck {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        lookup::name_is_free(table, &self.check.name)?;
        rule_fits(table, &self.check)?;
        table.checks.insert(self.check.name.clone(), self.check.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropCheck {
                table: self.table.clone(),
                check: self.check.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::AddCheck,
            table: self.table.clone(),
            columns: Vec::new(),
            message: format!(
                "it fails if a row of `{}` breaks the rule `{}`",
                self.table, self.check.name
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("add check `{}` to `{}`", self.check.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}

/// The column of a list of values must be there, and the list must hold something.
pub fn rule_fits(table: &Table, check: &Check) -> Result<(), ApplyError> {
    match &check.rule {
        CheckRule::OneOf { column, values } => {
            lookup::column(table, column)?;
            if values.is_empty() {
                return Err(ApplyError::Malformed {
                    reason: format!("check `{}` allows no value at all", check.name),
                });
            }
        }
        CheckRule::Sql(sql) => {
            if sql.is_blank() {
                return Err(ApplyError::Malformed {
                    reason: format!("check `{}` has no condition", check.name),
                });
            }
        }
    }
    Ok(())
}
