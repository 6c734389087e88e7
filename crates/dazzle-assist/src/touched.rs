//! What the operations of a revision touch, and so what SQL beside them may change.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{Operation, RenameTable};
use dazzle_schema::sql_tokens::mentions;
use dazzle_schema::{CheckRule, Dialect, Name, Schema, Table};

use crate::limits::{Limits, Writable};

/// The tables that a list of operations is about. A table that gets another name on the way is in it under each.
#[derive(Debug, Default)]
pub struct Touched {
    tables: BTreeMap<Name, Writable>,
    /// Names of one table.
    renames: Vec<(Name, Name)>,
    drops_a_table: bool,
}

impl Touched {
    /// What `operations`, which begin at `start`, touch.
    pub fn of(operations: &[Operation], start: &Schema) -> Self {
        let mut this = Self::default();
        let mut schema = start.clone();
        for operation in operations {
            this.take(operation, &schema);
            if operation.apply(&mut schema).is_err() {
                break;
            }
        }
        // Twice, for chains in any order.
        for _ in 0..2 {
            for (from, to) in this.renames.clone() {
                let mut both = this.tables.get(&from).cloned().unwrap_or_default();
                merge(&mut both, this.tables.get(&to));
                this.tables.insert(from, both.clone());
                this.tables.insert(to, both);
            }
        }
        if this.drops_a_table {
            // Its rows may have to go to another table.
            for writable in this.tables.values_mut() {
                writable.insert = true;
            }
        }
        this
    }

    /// The names of the tables.
    pub fn tables(&self) -> impl Iterator<Item = Name> + '_ {
        self.tables.keys().cloned()
    }

    /// What SQL may do that runs where the schema is `schema`.
    pub fn limits(&self, dialect: Dialect, schema: &Schema) -> Limits {
        let mut readable: BTreeSet<Name> = self.tables().collect();
        readable.extend(neighbors(schema, &readable));
        Limits::new(dialect, schema, &readable, &self.tables)
    }

    /// What may be changed of the table.
    pub fn writable(&self, table: &Name) -> Option<&Writable> {
        self.tables.get(table)
    }

    /// After a rename, the table may be changed under its new name as under the old.
    pub fn follow(&mut self, rename: &RenameTable) {
        let writable = self.tables.get(&rename.from).cloned();
        merge(self.table(&rename.to), writable.as_ref());
    }

    fn table(&mut self, name: &Name) -> &mut Writable {
        self.tables.entry(name.clone()).or_default()
    }

    fn columns<'c>(&mut self, table: &Name, columns: impl IntoIterator<Item = &'c Name>) {
        let writable = self.table(table);
        writable.columns.extend(columns.into_iter().cloned());
    }

    /// A rule that rows may break: they are mended or removed.
    fn rule<'c>(&mut self, table: &Name, columns: impl IntoIterator<Item = &'c Name>) {
        self.columns(table, columns);
        self.table(table).delete = true;
    }

    fn take(&mut self, operation: &Operation, before: &Schema) {
        match operation {
            Operation::CreateTable(it) => {
                self.rule(&it.table.name, it.table.columns.keys());
                self.table(&it.table.name).insert = true;
            }
            Operation::DropTable(it) => {
                self.table(&it.table.name);
                self.drops_a_table = true;
            }
            Operation::RenameTable(it) => self.renames.push((it.from.clone(), it.to.clone())),
            Operation::AddColumn(it) => self.columns(&it.table, [&it.column.name]),
            Operation::AlterColumn(it) => self.columns(&it.table, [&it.column]),
            Operation::AddPrimaryKey(it) => self.rule(&it.table, &it.primary_key.columns),
            Operation::AddForeignKey(it) => self.rule(&it.table, &it.foreign_key.columns),
            Operation::AddUnique(it) => self.rule(&it.table, &it.unique.columns),
            Operation::AddCheck(it) => {
                let columns = checked(&it.check.rule, before.table(&it.table));
                self.rule(&it.table, &columns);
            }
            Operation::DropCheck(it) => {
                let columns = checked(&it.check.rule, before.table(&it.table));
                self.columns(&it.table, &columns);
            }
            Operation::CreateIndex(it) if it.index.unique => {
                let columns: Vec<Name> = before
                    .table(&it.table)
                    .into_iter()
                    .flat_map(|table| table.columns.keys())
                    .filter(|name| it.index.mentions(name))
                    .cloned()
                    .collect();
                self.rule(&it.table, &columns);
            }
            Operation::DataMigration(it) => {
                for table in before.tables() {
                    let said = |name: &Name| it.until.any(|text| mentions(text, name.as_str()));
                    if said(&table.name) {
                        let columns: Vec<&Name> = table.columns.keys().filter(|name| said(name)).collect();
                        self.columns(&table.name, columns);
                    }
                }
            }
            Operation::Execute(it) => {
                for effect in &it.effects {
                    self.take(effect, before);
                }
            }
            other => {
                if let Some(table) = other.table().filter(|name| before.table(name).is_some()) {
                    self.table(table);
                }
            }
        }
    }
}

fn merge(into: &mut Writable, other: Option<&Writable>) {
    if let Some(other) = other {
        into.columns.extend(other.columns.iter().cloned());
        into.insert |= other.insert;
        into.delete |= other.delete;
    }
}

/// The columns that a check is about.
fn checked(rule: &CheckRule, table: Option<&Table>) -> Vec<Name> {
    table
        .into_iter()
        .flat_map(|table| table.columns.keys())
        .filter(|name| rule.mentions(name))
        .cloned()
        .collect()
}

/// The tables that `tables` point to, and those that point to them.
pub(crate) fn neighbors(schema: &Schema, tables: &BTreeSet<Name>) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    for table in schema.tables() {
        for key in table.foreign_keys.values() {
            if tables.contains(&table.name) {
                found.insert(key.references.table.clone());
            }
            if tables.contains(&key.references.table) {
                found.insert(table.name.clone());
            }
        }
    }
    found
}
