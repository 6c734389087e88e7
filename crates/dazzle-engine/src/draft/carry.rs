//! A revision on a database that has a draft: what of it is still to be done there.

use dazzle_ops::Operation;
use dazzle_schema::{Name, Schema, Table};

/// An operation that neither fits the database nor is done there.
#[derive(Debug, Clone)]
pub(crate) struct Clash {
    /// What the revision does.
    pub(crate) operation: Operation,
    /// Why that does not fit.
    pub(crate) reason: String,
}

/// The operations of a revision that are still to be done where the schema is `standing` and not `head`, the one that
/// the revision was made for; the schema after them; and what clashes, which is left out.
///
/// SQL by hand and seams are kept: only they know what they do to rows.
pub(crate) fn carried(
    operations: &[Operation],
    head: &Schema,
    standing: &Schema,
) -> (Vec<Operation>, Schema, Vec<Clash>) {
    let mut reached = head.clone();
    // A revision fits its history, or it was refused when it was read.
    dazzle_ops::apply_all(operations, &mut reached).ok();
    let (mut schema, mut left, mut clashes) = (standing.clone(), Vec::new(), Vec::new());
    let mut along = head.clone();
    for operation in operations {
        operation.apply(&mut along).ok();
        let mut next = schema.clone();
        match operation.apply(&mut next) {
            Ok(()) => {
                schema = next;
                left.push(operation.clone());
            }
            Err(_) if is_done(operation, &schema, &along, &reached) => {}
            Err(error) => clashes.push(Clash {
                operation: operation.clone(),
                reason: error.to_string(),
            }),
        }
    }
    (left, schema, clashes)
}

/// Whether `schema` has already what the operation makes: as it is right after it, or at the end of the revision.
fn is_done(operation: &Operation, schema: &Schema, along: &Schema, reached: &Schema) -> bool {
    let table = |name: &Name| schema.table(name);
    let column = |schema: &Schema, table: &Name, column: &Name| {
        schema
            .table(table)
            .and_then(|table| table.column(column))
            .cloned()
    };
    let same_column = |table: &Name, name: &Name| {
        let here = column(schema, table, name);
        schema.table(table).is_some()
            && (here == column(along, table, name) || here == column(reached, table, name))
    };
    let same_part = |name: &Name, part: &Name| {
        table(name).is_some_and(|here| {
            [along, reached]
                .iter()
                .any(|there| there.table(name).is_some_and(|there| has_same(here, there, part)))
        })
    };
    let same_view = |name: &Name| {
        let here = schema.view(name);
        here == along.view(name) || here == reached.view(name)
    };
    match operation {
        Operation::CreateTable(it) => table(&it.table.name).is_some_and(|here| {
            let there = reached.table(&it.table.name).unwrap_or(&it.table);
            contains(here, &it.table) || contains(here, there)
        }),
        Operation::DropTable(it) => table(&it.table.name).is_none(),
        Operation::RenameTable(it) => table(&it.from).is_none() && table(&it.to).is_some(),
        Operation::SetTableComment(it) => {
            table(&it.table).is_some_and(|table| table.comment == it.comment.to)
        }
        Operation::AddColumn(it) => same_column(&it.table, &it.column.name),
        Operation::DropColumn(it) => {
            table(&it.table).is_some_and(|table| !table.columns.contains_key(&it.column.name))
        }
        Operation::RenameColumn(it) => table(&it.table)
            .is_some_and(|table| !table.columns.contains_key(&it.from) && table.columns.contains_key(&it.to)),
        Operation::AlterColumn(it) => same_column(&it.table, &it.column),
        Operation::AddPrimaryKey(it) => same_part(&it.table, &it.primary_key.name),
        Operation::DropPrimaryKey(it) => same_part(&it.table, &it.primary_key.name),
        Operation::AddForeignKey(it) => same_part(&it.table, &it.foreign_key.name),
        Operation::DropForeignKey(it) => same_part(&it.table, &it.foreign_key.name),
        Operation::AddUnique(it) => same_part(&it.table, &it.unique.name),
        Operation::DropUnique(it) => same_part(&it.table, &it.unique.name),
        Operation::AddCheck(it) => same_part(&it.table, &it.check.name),
        Operation::DropCheck(it) => same_part(&it.table, &it.check.name),
        Operation::RenameConstraint(it) => table(&it.table).is_some_and(|table| {
            table.constraint_kind(&it.from).is_none() && table.constraint_kind(&it.to).is_some()
        }),
        Operation::CreateIndex(it) => same_part(&it.table, &it.index.name),
        Operation::DropIndex(it) => same_part(&it.table, &it.index.name),
        Operation::RenameIndex(it) => table(&it.table)
            .is_some_and(|table| !table.indexes.contains_key(&it.from) && table.indexes.contains_key(&it.to)),
        Operation::CreateView(it) => same_view(&it.view.name),
        Operation::DropView(it) => same_view(&it.view.name),
        Operation::Execute(_) | Operation::DataMigration(_) => false,
    }
}

/// Whether both have the same key, constraint or index under this name, or neither has one.
fn has_same(here: &Table, there: &Table, part: &Name) -> bool {
    let key = |table: &Table| table.primary_key.clone().filter(|key| key.name == *part);
    key(here) == key(there)
        && here.foreign_keys.get(part) == there.foreign_keys.get(part)
        && here.uniques.get(part) == there.uniques.get(part)
        && here.checks.get(part) == there.checks.get(part)
        && here.indexes.get(part) == there.indexes.get(part)
}

/// Whether a table has everything that another one has, as it has it.
fn contains(here: &Table, there: &Table) -> bool {
    fn all<'a, V: PartialEq + 'a>(
        mut there: impl Iterator<Item = (&'a Name, &'a V)>,
        here: impl Fn(&Name) -> Option<&'a V>,
    ) -> bool {
        there.all(|(name, value)| here(name) == Some(value))
    }
    all(there.columns.iter(), |name| here.columns.get(name))
        && here.primary_key == there.primary_key
        && all(there.foreign_keys.iter(), |name| here.foreign_keys.get(name))
        && all(there.uniques.iter(), |name| here.uniques.get(name))
        && all(there.checks.iter(), |name| here.checks.get(name))
        && all(there.indexes.iter(), |name| here.indexes.get(name))
}
