//! What things were called before some operations.

use std::collections::BTreeMap;

use dazzle_diff::{ColumnRename, Decisions, TableRename};
use dazzle_ops::Operation;
use dazzle_schema::{Name, Schema};

/// The tables and columns of a schema after some operations that were there before them, with their names then.
/// What the operations made is not among them.
#[derive(Debug, Clone)]
pub(crate) struct Origins {
    /// The name now, the name before.
    tables: BTreeMap<Name, Name>,
    /// By the table's name now: the column's name now, the name before.
    columns: BTreeMap<Name, BTreeMap<Name, Name>>,
}

impl Origins {
    /// Before any operation everything is called as it is.
    pub(crate) fn of(schema: &Schema) -> Self {
        Self {
            tables: schema
                .table_names()
                .map(|name| (name.clone(), name.clone()))
                .collect(),
            columns: schema
                .tables()
                .map(|table| {
                    let columns = table.columns.keys().map(|name| (name.clone(), name.clone()));
                    (table.name.clone(), columns.collect())
                })
                .collect(),
        }
    }

    /// The same after more operations.
    pub(crate) fn after(mut self, operations: &[Operation]) -> Self {
        operations.iter().for_each(|operation| self.follow(operation));
        self
    }

    fn follow(&mut self, operation: &Operation) {
        match operation {
            Operation::DropTable(it) => self.forget(&it.table.name),
            Operation::CreateTable(it) => self.forget(&it.table.name),
            Operation::RenameTable(it) => {
                if let Some(origin) = self.tables.remove(&it.from) {
                    self.tables.insert(it.to.clone(), origin);
                }
                if let Some(columns) = self.columns.remove(&it.from) {
                    self.columns.insert(it.to.clone(), columns);
                }
            }
            Operation::DropColumn(it) => {
                if let Some(columns) = self.columns.get_mut(&it.table) {
                    columns.remove(&it.column.name);
                }
            }
            Operation::RenameColumn(it) => {
                if let Some(columns) = self.columns.get_mut(&it.table)
                    && let Some(origin) = columns.remove(&it.from)
                {
                    columns.insert(it.to.clone(), origin);
                }
            }
            Operation::Execute(it) => it.effects.iter().for_each(|effect| self.follow(effect)),
            _ => {}
        }
    }

    fn forget(&mut self, table: &Name) {
        self.tables.remove(table);
        self.columns.remove(table);
    }

    /// The tables: name now, name before.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&Name, &Name)> {
        self.tables.iter()
    }

    /// What the table was called before.
    pub(crate) fn table(&self, now: &Name) -> Option<&Name> {
        self.tables.get(now)
    }

    /// What the table is called now.
    pub(crate) fn table_now(&self, before: &Name) -> Option<&Name> {
        let mut found = self.tables.iter().filter(|(_, origin)| *origin == before);
        found.next().map(|(now, _)| now)
    }

    /// The columns of a table by its name now: name now, name before.
    pub(crate) fn columns(&self, table: &Name) -> impl Iterator<Item = (&Name, &Name)> {
        self.columns.get(table).into_iter().flatten()
    }

    /// What a column was called before, by the table's name now.
    pub(crate) fn column(&self, table: &Name, now: &Name) -> Option<&Name> {
        self.columns.get(table)?.get(now)
    }

    /// What a column is called now.
    pub(crate) fn column_now(&self, table: &Name, before: &Name) -> Option<&Name> {
        let mut found = self.columns(table).filter(|(_, origin)| *origin == before);
        found.next().map(|(now, _)| now)
    }
}

/// The renames that lead from one way on from a schema to another: `from` and `to` have the same beginning.
pub(crate) fn renames_between(from: &Origins, to: &Origins) -> Decisions {
    let mut decisions = Decisions::default();
    for (table, origin) in to.tables() {
        let Some(old) = from.table_now(origin) else {
            continue;
        };
        if old != table {
            decisions.table_renames.push(TableRename {
                from: old.clone(),
                to: table.clone(),
            });
        }
        for (column, origin) in to.columns(table) {
            if let Some(old) = from.column_now(old, origin)
                && old != column
            {
                decisions.column_renames.push(ColumnRename {
                    table: table.clone(),
                    from: old.clone(),
                    to: column.clone(),
                });
            }
        }
    }
    decisions
}

#[cfg(test)]
mod tests {
    use dazzle_ops::{RenameColumn, RenameTable};
    use dazzle_schema::{Column, ColumnType, Table};

    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    #[test]
    fn two_ways_on_from_one_schema_are_told_apart_by_where_things_began() {
        let mut table = Table::new(name("T"));
        for column in ["a", "b"] {
            table
                .columns
                .insert(name(column), Column::new(name(column), ColumnType::Text));
        }
        let schema: Schema = [table].into_iter().collect();
        let column = |table: &str, from: &str, to: &str| -> Operation {
            RenameColumn {
                table: name(table),
                from: name(from),
                to: name(to),
            }
            .into()
        };
        let theirs = Origins::of(&schema).after(&[column("T", "a", "x")]);
        let mine = Origins::of(&schema).after(&[
            RenameTable {
                from: name("T"),
                to: name("U"),
            }
            .into(),
            column("U", "a", "y"),
        ]);
        let found = renames_between(&theirs, &mine);
        assert_eq!(
            found.table_renames,
            [TableRename {
                from: name("T"),
                to: name("U")
            }]
        );
        assert_eq!(
            found.column_renames,
            [ColumnRename {
                table: name("U"),
                from: name("x"),
                to: name("y")
            }]
        );
    }
}
