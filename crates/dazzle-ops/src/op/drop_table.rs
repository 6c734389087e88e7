//! `drop_table`

use dazzle_schema::{Name, Schema, Table};

use crate::{ApplyError, CreateTable, Hazard, HazardCode, Irreversible, Operation, difference, lookup};

/// A table goes, with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropTable {
    /// The table as it is.
    pub table: Table,
}

impl DropTable {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let name = &self.table.name;
        let actual = lookup::table(schema, name)?;
        if *actual != self.table {
            return Err(ApplyError::NotAsDescribed {
                what: format!("table `{name}`"),
                difference: first_difference(actual, &self.table),
            });
        }
        if let Some((owner, key)) = schema.references_to(name).find(|(owner, _)| owner.name != *name) {
            return Err(ApplyError::InUse {
                what: format!("table `{name}`"),
                user: format!("foreign key `{}` of table `{}`", key.name, owner.name),
            });
        }
        schema.remove(name);
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            CreateTable {
                table: self.table.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::DropTable,
            table: self.table.name.clone(),
            columns: Vec::new(),
            message: format!("table `{}` is dropped with all its rows", self.table.name),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop table `{}`", self.table.name)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table.name)
    }
}

/// The first part in which two tables of one name differ, in words.
fn first_difference(actual: &Table, stated: &Table) -> String {
    for column in actual.columns.values() {
        match stated.columns.get(&column.name) {
            None => return format!("it has a column `{}` too", column.name),
            Some(other) if other != column => {
                return format!("column `{}`: {}", column.name, difference(column, other));
            }
            Some(_) => {}
        }
    }
    if let Some(column) = stated
        .columns
        .keys()
        .find(|name| !actual.columns.contains_key(*name))
    {
        return format!("it has no column `{column}`");
    }
    let part = if actual.primary_key != stated.primary_key {
        "the primary key differs"
    } else if actual.foreign_keys != stated.foreign_keys {
        "the foreign keys differ"
    } else if actual.uniques != stated.uniques {
        "the unique constraints differ"
    } else if actual.checks != stated.checks {
        "the checks differ"
    } else if actual.indexes != stated.indexes {
        "the indexes differ"
    } else {
        "the comment differs"
    };
    part.to_owned()
}
