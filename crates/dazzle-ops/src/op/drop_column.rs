//! `drop_column`

use dazzle_schema::{Column, Name, Schema, Table};

use crate::{
    AddColumn, AlterColumn, ApplyError, Change, DataMigration, Hazard, HazardCode, Irreversible, Operation,
    difference, lookup,
};

/// A column goes, with its values. What depends on it (keys, checks, indexes, generated columns) must be dropped before, each by
/// an operation of its own, so that a reviewer sees it and a downgrade brings it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropColumn {
    /// The table.
    pub table: Name,
    /// The column as it is.
    pub column: Column,
}

impl DropColumn {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let name = &self.column.name;
        let table = lookup::table(schema, &self.table)?;
        let what = || format!("column `{name}` of table `{}`", self.table);
        let actual = lookup::column(table, name)?;
        if *actual != self.column {
            return Err(ApplyError::NotAsDescribed {
                what: what(),
                difference: difference(actual, &self.column),
            });
        }
        if let Some(user) = dependant(table, name) {
            return Err(ApplyError::InUse { what: what(), user });
        }
        if table.columns.len() == 1 {
            return Err(ApplyError::Malformed {
                reason: format!("{} is its only column: drop the table instead", what()),
            });
        }
        for (owner, key) in schema.references_to(&self.table) {
            if key.references.columns.contains(name) {
                return Err(ApplyError::InUse {
                    what: what(),
                    user: format!("foreign key `{}` of table `{}`", key.name, owner.name),
                });
            }
        }
        lookup::table_mut(schema, &self.table)?.columns.shift_remove(name);
        Ok(())
    }

    /// A required column without default cannot come back in one step on a table with rows: it comes back
    /// empty, is filled in a seam, and is then required.
    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        if !self.column.needs_a_value() {
            return Ok(vec![
                AddColumn {
                    table: self.table.clone(),
                    column: self.column.clone(),
                }
                .into(),
            ]);
        }
        Ok(add_required(&self.table, &self.column, None))
    }

    /// The values of a generated column are not lost: they are computed again.
    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        if self.column.generated.is_some() {
            return Vec::new();
        }
        vec![Hazard {
            code: HazardCode::DropColumn,
            table: self.table.clone(),
            columns: vec![self.column.name.clone()],
            message: format!(
                "column `{}` of `{}` is dropped with its values",
                self.column.name, self.table
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop column `{}`.`{}`", self.table, self.column.name)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}

/// What adds a required column to a table that may have rows: expand, seam, contract. `sql` fills the seam;
/// without it a person has to.
#[must_use]
pub fn add_required(table: &Name, column: &Column, sql: Option<dazzle_schema::SqlText>) -> Vec<Operation> {
    let mut expanded = column.clone();
    expanded.nullable = true;
    vec![
        AddColumn {
            table: table.clone(),
            column: expanded,
        }
        .into(),
        DataMigration::fill_missing(table, &column.name, sql).into(),
        AlterColumn {
            nullable: Some(Change {
                from: true,
                to: false,
            }),
            ..AlterColumn::unchanged(table.clone(), column.name.clone())
        }
        .into(),
    ]
}

/// The first constraint, index or generated column of `table` that depends on the column `name`, in words.
fn dependant(table: &Table, name: &Name) -> Option<String> {
    if let Some(key) = table
        .primary_key
        .as_ref()
        .filter(|key| key.columns.contains(name))
    {
        return Some(format!("primary key `{}`", key.name));
    }
    if let Some(key) = table.foreign_keys.values().find(|key| key.columns.contains(name)) {
        return Some(format!("foreign key `{}`", key.name));
    }
    if let Some(unique) = table
        .uniques
        .values()
        .find(|unique| unique.columns.contains(name) || unique.include.contains(name))
    {
        return Some(format!("unique constraint `{}`", unique.name));
    }
    if let Some(check) = table.checks.values().find(|check| check.rule.mentions(name)) {
        return Some(format!("check `{}`", check.name));
    }
    if let Some(index) = table.indexes.values().find(|index| index.mentions(name)) {
        return Some(format!("index `{}`", index.name));
    }
    table
        .columns
        .values()
        .filter(|column| column.name != *name)
        .find(|column| column.generated.as_ref().is_some_and(|it| it.mentions(name)))
        .map(|column| format!("generated column `{}`", column.name))
}
