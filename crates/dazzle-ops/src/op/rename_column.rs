//! `rename_column`

use dazzle_schema::{Name, Schema, Table};

use crate::{
    AddCheck, ApplyError, CreateIndex, DropCheck, DropIndex, Hazard, HazardCode, Irreversible, Operation,
    lookup, views,
};

/// A column gets another name; its values stay, and the keys, checks, indexes and generated columns that name it
/// follow, as do the queries of views where the name can mean nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameColumn {
    /// The table.
    pub table: Name,
    /// The name before.
    pub from: Name,
    /// The name after.
    pub to: Name,
}

impl RenameColumn {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let (from, to) = (&self.from, &self.to);
        let table = lookup::table_mut(schema, &self.table)?;
        if table.columns.contains_key(to) {
            return Err(ApplyError::ColumnExists {
                table: self.table.clone(),
                column: to.clone(),
            });
        }
        views::follow_column(schema, &self.table, from, to);
        let table = lookup::table_mut(schema, &self.table)?;
        let Some((position, _, mut column)) = table.columns.shift_remove_full(from) else {
            return Err(ApplyError::NoColumn {
                table: self.table.clone(),
                column: from.clone(),
            });
        };
        column.name = to.clone();
        table.columns.shift_insert(position, to.clone(), column);

        let follow = |columns: &mut Vec<Name>| {
            for name in columns.iter_mut().filter(|name| *name == from) {
                *name = to.clone();
            }
        };
        if let Some(key) = &mut table.primary_key {
            follow(&mut key.columns);
        }
        table.uniques.values_mut().for_each(|unique| {
            follow(&mut unique.columns);
            follow(&mut unique.include);
        });
        table
            .foreign_keys
            .values_mut()
            .for_each(|key| follow(&mut key.columns));
        for check in table.checks.values_mut() {
            check.rule = check.rule.with_column_renamed(from, to);
        }
        for index in table.indexes.values_mut() {
            *index = index.with_column_renamed(from, to);
        }
        for other in table.columns.values_mut() {
            if let Some(generated) = other.generated.as_mut().filter(|it| it.mentions(from)) {
                *generated = generated.with_column_renamed(from, to);
            }
        }
        let owners: Vec<Name> = schema
            .references_to(&self.table)
            .map(|(owner, _)| owner.name.clone())
            .collect();
        for owner in owners {
            if let Some(owner) = schema.table_mut(&owner) {
                for key in owner
                    .foreign_keys
                    .values_mut()
                    .filter(|key| key.references.table == self.table)
                {
                    follow(&mut key.references.columns);
                }
            }
        }
        Ok(())
    }

    /// A check or index whose text does not come back as it was (a bare word had to be quoted) is made anew.
    pub(crate) fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = Self {
            table: self.table.clone(),
            from: self.to.clone(),
            to: self.from.clone(),
        };
        let mut there_and_back = before.clone();
        let came_back = self
            .apply(&mut there_and_back)
            .and_then(|()| back.apply(&mut there_and_back));
        let mut undoing = vec![back.into()];
        let tables = before.table(&self.table).zip(there_and_back.table(&self.table));
        if let (Ok(()), Some((before, after))) = (came_back, tables) {
            undoing.extend(spelled_again(before, after));
        }
        Ok(undoing)
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        vec![Hazard {
            code: HazardCode::RenameColumn,
            table: self.table.clone(),
            columns: vec![self.from.clone()],
            message: format!(
                "code that still says `{}`.`{}` fails as soon as this ran",
                self.table, self.from
            ),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("rename column `{}`.`{}` to `{}`", self.table, self.from, self.to)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}

/// What gives the checks and indexes of `after` the texts that they have in `before`.
fn spelled_again(before: &Table, after: &Table) -> Vec<Operation> {
    let table = &before.name;
    let mut operations = Vec::new();
    for (now, was) in after.checks.values().zip(before.checks.values()) {
        if now != was {
            let (table, check) = (table.clone(), now.clone());
            operations.push(DropCheck { table, check }.into());
            let (table, check) = (before.name.clone(), was.clone());
            operations.push(AddCheck { table, check }.into());
        }
    }
    for (now, was) in after.indexes.values().zip(before.indexes.values()) {
        if now != was {
            let (table, index) = (table.clone(), now.clone());
            operations.push(DropIndex { table, index }.into());
            let (table, index) = (before.name.clone(), was.clone());
            operations.push(CreateIndex { table, index }.into());
        }
    }
    operations
}
