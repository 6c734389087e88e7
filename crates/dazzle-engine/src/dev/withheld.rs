//! What a draft leaves out, and the schema that is left to reach.
//!
//! The schema to reach is the DSL's, with what is left out put back as the database has it. What depends on it is put
//! back too: the keys, checks and indexes of a column that stays, the references to a table that does not come.

use std::collections::BTreeSet;

use dazzle_ops::Operation;
use dazzle_schema::{CheckRule, Column, ForeignKey, Index, IndexKey, Name, Schema, Table};

/// Something that stays as the database has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// A table with all that is in it.
    Table(Name),
    /// A column, with what is made of it.
    Column(Name, Name),
    /// A key, constraint or index of a table.
    Part(Name, Name),
    /// The comment of a table.
    Comment(Name),
    /// A view.
    View(Name),
    /// Everything but renames.
    AllButNames,
    /// Everything.
    All,
}

impl Thing {
    /// What `operations` change with the one at `at`. A seam is about the column that is changed after it.
    pub(crate) fn of(operations: &[Operation], at: usize) -> Self {
        let Some(operation) = operations.get(at) else {
            return Self::AllButNames;
        };
        match operation {
            Operation::CreateTable(it) => Self::Table(it.table.name.clone()),
            Operation::DropTable(it) => Self::Table(it.table.name.clone()),
            Operation::SetTableComment(it) => Self::Comment(it.table.clone()),
            Operation::AddColumn(it) => Self::Column(it.table.clone(), it.column.name.clone()),
            Operation::DropColumn(it) => Self::Column(it.table.clone(), it.column.name.clone()),
            Operation::AlterColumn(it) => Self::Column(it.table.clone(), it.column.clone()),
            Operation::AddPrimaryKey(it) => Self::Part(it.table.clone(), it.primary_key.name.clone()),
            Operation::DropPrimaryKey(it) => Self::Part(it.table.clone(), it.primary_key.name.clone()),
            Operation::AddForeignKey(it) => Self::Part(it.table.clone(), it.foreign_key.name.clone()),
            Operation::DropForeignKey(it) => Self::Part(it.table.clone(), it.foreign_key.name.clone()),
            Operation::AddUnique(it) => Self::Part(it.table.clone(), it.unique.name.clone()),
            Operation::DropUnique(it) => Self::Part(it.table.clone(), it.unique.name.clone()),
            Operation::AddCheck(it) => Self::Part(it.table.clone(), it.check.name.clone()),
            Operation::DropCheck(it) => Self::Part(it.table.clone(), it.check.name.clone()),
            Operation::CreateIndex(it) => Self::Part(it.table.clone(), it.index.name.clone()),
            Operation::DropIndex(it) => Self::Part(it.table.clone(), it.index.name.clone()),
            Operation::RenameConstraint(it) => Self::Table(it.table.clone()),
            Operation::RenameIndex(it) => Self::Table(it.table.clone()),
            Operation::CreateView(it) => Self::View(it.view.name.clone()),
            Operation::DropView(it) => Self::View(it.view.name.clone()),
            Operation::DataMigration(_) => Self::of(operations, at + 1),
            Operation::RenameTable(_) | Operation::RenameColumn(_) | Operation::Execute(_) => Self::All,
        }
    }

    /// What is left out where leaving this out was not enough; none after everything.
    fn wider(&self) -> Option<Self> {
        match self {
            Self::Column(table, _) | Self::Part(table, _) => Some(Self::Table(table.clone())),
            Self::Table(_) | Self::Comment(_) | Self::View(_) => Some(Self::AllButNames),
            Self::AllButNames => Some(Self::All),
            Self::All => None,
        }
    }
}

/// The things that are left out.
#[derive(Debug, Default)]
pub(crate) struct Withheld(BTreeSet<Thing>);

impl Withheld {
    /// Leaves `thing` out; where that is done already, more than it. Whether there was more to leave out: at some time
    /// there is not, so trying again comes to an end.
    pub(crate) fn add(&mut self, thing: Thing) -> bool {
        let mut next = Some(thing);
        while let Some(thing) = next {
            next = thing.wider();
            if self.0.insert(thing) {
                return true;
            }
        }
        false
    }

    /// Leaves more out, where what is left out does not go with the rest.
    pub(crate) fn widen(&mut self) {
        let tables = self.0.iter().filter_map(|thing| match thing {
            Thing::Column(table, _) | Thing::Part(table, _) => Some(Thing::Table(table.clone())),
            _ => None,
        });
        let next = tables.filter(|table| !self.0.contains(table)).min();
        self.add(next.unwrap_or(Thing::AllButNames));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether not even names change.
    pub(crate) fn is_all(&self) -> bool {
        self.0.contains(&Thing::All)
    }

    /// `wanted` with what is left out as `there` has it, which goes by the names of `wanted`.
    pub(crate) fn target(&self, there: &Schema, wanted: &Schema) -> Schema {
        if self.0.contains(&Thing::AllButNames) || self.is_all() {
            return there.clone();
        }
        let mut target = wanted.clone();
        for thing in &self.0 {
            match thing {
                Thing::Table(name) => match there.table(name) {
                    Some(table) => drop(target.insert(table.clone())),
                    None => drop(target.remove(name)),
                },
                Thing::View(name) => match there.view(name) {
                    Some(view) => drop(target.insert_view(view.clone())),
                    None => drop(target.remove_view(name)),
                },
                _ => {}
            }
        }
        for thing in &self.0 {
            let table = match thing {
                Thing::Column(table, _) | Thing::Part(table, _) | Thing::Comment(table) => table,
                _ => continue,
            };
            let (Some(here), Some(there)) = (target.table_mut(table), there.table(table)) else {
                continue;
            };
            match thing {
                Thing::Column(_, column) => put_column_back(here, there, column),
                Thing::Part(_, part) => put_part_back(here, there, part),
                Thing::Comment(_) => here.comment.clone_from(&there.comment),
                _ => {}
            }
        }
        make_whole(&mut target);
        target
    }
}

fn put_column_back(here: &mut Table, there: &Table, name: &Name) {
    let Some(column) = there.column(name) else {
        here.columns.shift_remove(name);
        here.checks.retain(|_, check| !check.rule.mentions(name));
        here.indexes.retain(|_, index| !index.mentions(name));
        return;
    };
    let is_gone = here.columns.insert(name.clone(), column.clone()).is_none();
    if !is_gone {
        return;
    }
    if needs_a_value(column)
        && !there
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(name))
        && let Some(column) = here.columns.get_mut(name)
    {
        // Who writes rows by the DSL has none for it.
        column.nullable = true;
    }
    // What is made of a column that stays, stays as well.
    if let Some(key) = &there.primary_key
        && key.columns.contains(name)
    {
        here.primary_key = Some(key.clone());
    }
    let keep = |key: &ForeignKey| key.columns.contains(name);
    for (name, key) in there.foreign_keys.iter().filter(|(_, key)| keep(key)) {
        here.foreign_keys
            .entry(name.clone())
            .or_insert_with(|| key.clone());
    }
    for (part, unique) in &there.uniques {
        if unique.columns.contains(name) || unique.include.contains(name) {
            here.uniques.entry(part.clone()).or_insert_with(|| unique.clone());
        }
    }
    for (part, check) in &there.checks {
        if check.rule.mentions(name) {
            here.checks.entry(part.clone()).or_insert_with(|| check.clone());
        }
    }
    for (part, index) in &there.indexes {
        if index.mentions(name) {
            here.indexes.entry(part.clone()).or_insert_with(|| index.clone());
        }
    }
}

/// Whether no row can be written without a value for the column.
const fn needs_a_value(column: &Column) -> bool {
    !column.nullable && column.default.is_none() && column.identity.is_none() && column.generated.is_none()
}

fn put_part_back(here: &mut Table, there: &Table, name: &Name) {
    fn put<V: Clone>(
        here: &mut std::collections::BTreeMap<Name, V>,
        there: &std::collections::BTreeMap<Name, V>,
        name: &Name,
    ) {
        match there.get(name) {
            Some(part) => drop(here.insert(name.clone(), part.clone())),
            None => drop(here.remove(name)),
        }
    }
    let is_key = |table: &Table| table.primary_key.as_ref().is_some_and(|key| key.name == *name);
    if is_key(here) || is_key(there) {
        here.primary_key.clone_from(&there.primary_key);
    }
    put(&mut here.foreign_keys, &there.foreign_keys, name);
    put(&mut here.uniques, &there.uniques, name);
    put(&mut here.checks, &there.checks, name);
    put(&mut here.indexes, &there.indexes, name);
}

/// Takes out what points to nothing, until nothing does.
fn make_whole(schema: &mut Schema) {
    loop {
        let broken: Vec<Table> = schema
            .tables()
            .filter_map(|table| {
                let whole = without_dangling(schema, table);
                (whole != *table).then_some(whole)
            })
            .collect();
        if broken.is_empty() {
            return;
        }
        for table in broken {
            schema.insert(table);
        }
    }
}

fn without_dangling(schema: &Schema, table: &Table) -> Table {
    let mut whole = table.clone();
    let has = |name: &Name| table.columns.contains_key(name);
    if whole
        .primary_key
        .as_ref()
        .is_some_and(|key| !key.columns.iter().all(has))
    {
        whole.primary_key = None;
    }
    whole.foreign_keys.retain(|_, key| {
        key.columns.iter().all(has)
            && schema
                .table(&key.references.table)
                .is_some_and(|target| target.has_key_over(&key.references.columns))
    });
    whole
        .uniques
        .retain(|_, unique| unique.columns.iter().chain(&unique.include).all(has));
    whole.checks.retain(|_, check| match &check.rule {
        CheckRule::OneOf { column, .. } => has(column),
        // What an expression reads, the database knows.
        CheckRule::Sql(_) => true,
    });
    whole.indexes.retain(|_, index| names_only(index, &has));
    whole
}

fn names_only(index: &Index, has: &impl Fn(&Name) -> bool) -> bool {
    index.include.iter().all(has)
        && index.parts.iter().all(|part| match &part.key {
            IndexKey::Column(name) => has(name),
            IndexKey::Expression(_) => true,
        })
}
