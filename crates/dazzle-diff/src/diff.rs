//! From two schemas to operations.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, ApplyError, Change,
    CreateIndex, CreateTable, DataMigration, DropCheck, DropColumn, DropForeignKey, DropIndex,
    DropPrimaryKey, DropTable, DropUnique, Operation, RenameColumn, RenameConstraint, RenameIndex,
    RenameTable, SetTableComment, add_required,
};
use dazzle_schema::{Column, DateBase, DefaultValue, ForeignKey, Name, Schema, SqlText, Table};

use crate::compare::{Objects, TableChange, compare, remake};
use crate::decisions::{DecisionError, Decisions, Renames, columns_to_rename, tables_to_rename};
use crate::question::{Question, about_columns, about_tables};
use crate::{order, renames};

/// What leads from one schema to another.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// The operations, in running order.
    pub operations: Vec<Operation>,
    /// Drops and adds among them that look like renames.
    pub questions: Vec<Question>,
}

/// Why there is no difference to give.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiffError {
    /// Decisions do not fit the schemas.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Decisions(Vec<DecisionError>),
    /// An operation that the diff made does not fit: the next schema contradicts itself, such as a foreign key
    /// that points to no key.
    #[error("the schema to reach cannot be built: {source}")]
    Unbuildable {
        /// What does not fit.
        #[source]
        source: ApplyError,
    },
    /// The operations lead to something else. This is a defect of Dazzle.
    #[error("the operations found for table `{table}` do not lead to the schema wanted; please report this")]
    Incomplete {
        /// The first table that differs.
        table: Name,
    },
}

/// The operations that lead from `previous` to `next`.
///
/// # Errors
/// When a decision does not fit the two schemas, or `next` contradicts itself.
pub fn diff(previous: &Schema, next: &Schema, decisions: &Decisions) -> Result<Diff, DiffError> {
    let mut emitter = Emitter {
        schema: previous.clone(),
        operations: Vec::new(),
    };
    rename_all(&mut emitter, next, decisions)?;

    // From here on names agree: what is in both schemas under one name is the same thing.
    let start = emitter.schema.clone();
    let new_tables: BTreeMap<&Name, &Table> = next
        .tables()
        .filter(|table| start.table(&table.name).is_none())
        .map(|table| (&table.name, table))
        .collect();
    let gone_tables: BTreeMap<&Name, &Table> = start
        .tables()
        .filter(|table| next.table(&table.name).is_none())
        .map(|table| (&table.name, table))
        .collect();
    let mut changes: Vec<TableChange<'_>> = start
        .tables()
        .filter_map(|table| {
            next.table(&table.name)
                .filter(|other| *other != table)
                .map(|other| compare(table, other))
        })
        .collect();
    remake_foreign_keys(&mut changes, &start, next);

    let mut questions: Vec<Question> = changes.iter().flat_map(about_columns).collect();
    questions.extend(about_tables(
        &gone_tables.values().copied().collect::<Vec<_>>(),
        &new_tables.values().copied().collect::<Vec<_>>(),
    ));

    for change in &changes {
        let table = &change.next.name;
        for foreign_key in &change.foreign_keys.dropped {
            emitter.emit(DropForeignKey {
                table: table.clone(),
                foreign_key: foreign_key.clone(),
            })?;
        }
    }
    drop_tables(&mut emitter, &gone_tables)?;
    drop_objects(&mut emitter, &changes)?;
    rename_objects(&mut emitter, &changes)?;
    let deferred = create_tables(&mut emitter, &new_tables, &start, next)?;
    change_columns(&mut emitter, &changes, decisions)?;
    add_objects(&mut emitter, &changes)?;
    for (table, foreign_key) in deferred {
        emitter.emit(AddForeignKey { table, foreign_key })?;
    }
    for change in &changes {
        for foreign_key in &change.foreign_keys.added {
            emitter.emit(AddForeignKey {
                table: change.next.name.clone(),
                foreign_key: foreign_key.clone(),
            })?;
        }
    }

    match next
        .tables()
        .find(|table| emitter.schema.table(&table.name) != Some(*table))
    {
        Some(table) => Err(DiffError::Incomplete {
            table: table.name.clone(),
        }),
        None => Ok(Diff {
            operations: emitter.operations,
            questions,
        }),
    }
}

/// Collects operations and keeps the schema as it is after them, so that each is known to fit.
struct Emitter {
    schema: Schema,
    operations: Vec<Operation>,
}

impl Emitter {
    fn emit(&mut self, operation: impl Into<Operation>) -> Result<(), DiffError> {
        let operation = operation.into();
        operation
            .apply(&mut self.schema)
            .map_err(|source| DiffError::Unbuildable { source })?;
        self.operations.push(operation);
        Ok(())
    }

    /// The table as it is now.
    fn table(&self, name: &Name) -> Result<&Table, DiffError> {
        self.schema.table(name).ok_or_else(|| DiffError::Unbuildable {
            source: ApplyError::NoTable { table: name.clone() },
        })
    }
}

fn rename_all(emitter: &mut Emitter, next: &Schema, decisions: &Decisions) -> Result<(), DiffError> {
    let mut errors = Vec::new();
    let table_renames = tables_to_rename(&emitter.schema, next, decisions, &mut errors);
    let mut column_renames: Vec<(Name, Renames)> = Vec::new();
    for table in next.tables() {
        let old_name = table_renames
            .iter()
            .find(|(_, to)| **to == table.name)
            .map_or(&table.name, |(from, _)| from);
        let Some(old) = emitter.schema.table(old_name) else {
            continue;
        };
        let before: BTreeSet<&Name> = old.columns.keys().collect();
        let after: BTreeSet<&Name> = table.columns.keys().collect();
        let wanted = columns_to_rename(&table.name, &before, &after, decisions, &mut errors);
        if !wanted.is_empty() {
            column_renames.push((table.name.clone(), wanted));
        }
    }
    if !errors.is_empty() {
        return Err(DiffError::Decisions(errors));
    }
    let taken: BTreeSet<Name> = emitter.schema.table_names().cloned().collect();
    for (from, to) in renames::in_running_order(&table_renames, &taken) {
        emitter.emit(RenameTable { from, to })?;
    }
    for (table, wanted) in column_renames {
        let taken: BTreeSet<Name> = emitter.table(&table)?.columns.keys().cloned().collect();
        for (from, to) in renames::in_running_order(&wanted, &taken) {
            emitter.emit(RenameColumn {
                table: table.clone(),
                from,
                to,
            })?;
        }
    }
    Ok(())
}

/// A foreign key that stays must still go and come again when a column at either end changes its type or the
/// key that it points to is made anew: the database ties it to both.
fn remake_foreign_keys<'a>(changes: &mut Vec<TableChange<'a>>, start: &'a Schema, next: &'a Schema) {
    let mut retyped: BTreeSet<(&Name, &Name)> = BTreeSet::new();
    let mut keys_gone: BTreeSet<(&Name, BTreeSet<&Name>)> = BTreeSet::new();
    for change in &*changes {
        let table = &change.next.name;
        for (name, column) in &change.next.columns {
            if change
                .previous
                .column(name)
                .is_some_and(|old| old.column_type != column.column_type)
            {
                retyped.insert((table, name));
            }
        }
        let old_keys = change
            .previous
            .primary_key
            .iter()
            .map(|key| (&key.name, &key.columns));
        let old_uniques = change
            .previous
            .uniques
            .values()
            .map(|unique| (&unique.name, &unique.columns));
        for (name, columns) in old_keys.chain(old_uniques) {
            let goes = change.primary_key.dropped.iter().any(|key| key.name == *name)
                || change.uniques.dropped.iter().any(|unique| unique.name == *name);
            if goes {
                keys_gone.insert((table, columns.iter().collect()));
            }
        }
    }
    if retyped.is_empty() && keys_gone.is_empty() {
        return;
    }
    let stale = |owner: &Name, key: &ForeignKey| {
        let target = &key.references.table;
        key.columns
            .iter()
            .any(|column| retyped.contains(&(owner, column)))
            || key
                .references
                .columns
                .iter()
                .any(|column| retyped.contains(&(target, column)))
            || keys_gone.contains(&(target, key.references.columns.iter().collect()))
    };
    // A table that is otherwise unchanged may hold such a key, too.
    let changed: BTreeSet<&Name> = changes.iter().map(|change| &change.next.name).collect();
    let more: Vec<TableChange<'a>> = next
        .tables()
        .filter(|table| !changed.contains(&table.name))
        .filter(|table| table.foreign_keys.values().any(|key| stale(&table.name, key)))
        .filter_map(|table| start.table(&table.name).map(|old| compare(old, table)))
        .collect();
    changes.extend(more);
    changes.sort_by(|left, right| left.next.name.cmp(&right.next.name));
    for change in changes.iter_mut() {
        let owner = &change.next.name;
        remake(&mut change.foreign_keys, |key| stale(owner, key));
    }
}

fn drop_tables(emitter: &mut Emitter, gone: &BTreeMap<&Name, &Table>) -> Result<(), DiffError> {
    let mut tables: Vec<&Table> = order::parents_first(gone);
    tables.reverse();
    let mut still_there: BTreeSet<&Name> = gone.keys().copied().collect();
    // Where they point in a circle, a key into a table that goes earlier is dropped by itself.
    for table in &tables {
        still_there.remove(&table.name);
        let into: Vec<(Name, ForeignKey)> = emitter
            .schema
            .references_to(&table.name)
            .filter(|(owner, _)| still_there.contains(&owner.name))
            .map(|(owner, key)| (owner.name.clone(), key.clone()))
            .collect();
        for (owner, foreign_key) in into {
            emitter.emit(DropForeignKey {
                table: owner,
                foreign_key,
            })?;
        }
        let as_it_is = emitter.table(&table.name)?.clone();
        emitter.emit(DropTable { table: as_it_is })?;
    }
    Ok(())
}

fn drop_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        for index in &change.indexes.dropped {
            emitter.emit(DropIndex {
                table: table.clone(),
                index: index.clone(),
            })?;
        }
        for check in &change.checks.dropped {
            emitter.emit(DropCheck {
                table: table.clone(),
                check: check.clone(),
            })?;
        }
        for unique in &change.uniques.dropped {
            emitter.emit(DropUnique {
                table: table.clone(),
                unique: unique.clone(),
            })?;
        }
        for primary_key in &change.primary_key.dropped {
            emitter.emit(DropPrimaryKey {
                table: table.clone(),
                primary_key: primary_key.clone(),
            })?;
        }
    }
    Ok(())
}

/// Names of keys and indexes are one name space on PostgreSQL, over all tables. So the renames of all tables
/// are brought in order together.
fn rename_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    let mut waiting: Vec<(Name, Name, Name, bool)> = Vec::new();
    for change in changes {
        let table = &change.next.name;
        let constraints = renamed_names(&change.primary_key)
            .chain(renamed_names(&change.foreign_keys))
            .chain(renamed_names(&change.uniques))
            .chain(renamed_names(&change.checks))
            .map(|names| (names, false));
        let indexes = renamed_names(&change.indexes).map(|names| (names, true));
        waiting.extend(
            constraints
                .chain(indexes)
                .map(|((from, to), is_index)| (table.clone(), from, to, is_index)),
        );
    }
    // Foreign keys and checks of two tables may share a name; such a name has its turn in the next round.
    while !waiting.is_empty() {
        let mut owners: BTreeMap<Name, (Name, bool)> = BTreeMap::new();
        let mut wanted = Renames::new();
        let mut later = Vec::new();
        for (table, from, to, is_index) in waiting {
            match wanted.entry(from.clone()) {
                Entry::Occupied(_) => later.push((table, from, to, is_index)),
                Entry::Vacant(place) => {
                    place.insert(to);
                    owners.insert(from, (table, is_index));
                }
            }
        }
        let taken: BTreeSet<Name> = emitter.schema.tables().flat_map(object_names).collect();
        for (from, to) in renames::in_running_order(&wanted, &taken) {
            let Some((table, is_index)) = owners.remove(&from) else {
                continue;
            };
            owners.insert(to.clone(), (table.clone(), is_index));
            if is_index {
                emitter.emit(RenameIndex { table, from, to })?;
            } else {
                emitter.emit(RenameConstraint { table, from, to })?;
            }
        }
        waiting = later;
    }
    Ok(())
}

fn renamed_names<T: crate::compare::Named>(objects: &Objects<T>) -> impl Iterator<Item = (Name, Name)> + '_ {
    objects
        .renamed
        .iter()
        .map(|(from, object)| (from.clone(), object.name().clone()))
}

fn object_names(table: &Table) -> impl Iterator<Item = Name> + '_ {
    table
        .primary_key
        .iter()
        .map(|key| &key.name)
        .chain(table.foreign_keys.keys())
        .chain(table.uniques.keys())
        .chain(table.checks.keys())
        .chain(table.indexes.keys())
        .cloned()
}

/// Creates the new tables and gives back the foreign keys that must wait: those that close a circle and those
/// that point to a key which is not there yet.
fn create_tables(
    emitter: &mut Emitter,
    new: &BTreeMap<&Name, &Table>,
    start: &Schema,
    next: &Schema,
) -> Result<Vec<(Name, ForeignKey)>, DiffError> {
    let mut deferred = Vec::new();
    for table in order::parents_first(new) {
        let mut now = table.clone();
        now.foreign_keys.retain(|_, key| {
            let target = &key.references.table;
            let can_stay = *target == table.name
                || match (emitter.schema.table(target), start.table(target)) {
                    (Some(_), None) => true,
                    (Some(there), Some(_)) => target_is_settled(there, next.table(target), key),
                    (None, _) => false,
                };
            if !can_stay {
                deferred.push((table.name.clone(), key.clone()));
            }
            can_stay
        });
        emitter.emit(CreateTable { table: now })?;
    }
    Ok(deferred)
}

/// Whether the key that `key` points to is there already and stays as it is.
fn target_is_settled(there: &Table, wanted: Option<&Table>, key: &ForeignKey) -> bool {
    let columns = &key.references.columns;
    wanted.is_some_and(|wanted| {
        there.has_key_over(columns)
            && columns.iter().all(|name| {
                there.column(name).map(|column| &column.column_type)
                    == wanted.column(name).map(|column| &column.column_type)
            })
    })
}

fn change_columns(
    emitter: &mut Emitter,
    changes: &[TableChange<'_>],
    decisions: &Decisions,
) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        if let Some(comment) = Change::between(change.previous.comment.clone(), change.next.comment.clone()) {
            emitter.emit(SetTableComment {
                table: table.clone(),
                comment,
            })?;
        }
        for column in &change.added_columns {
            for operation in add_column(table, column, fill(decisions, table, &column.name)) {
                emitter.emit(operation)?;
            }
        }
        for alter in &change.altered_columns {
            for operation in alter_column(alter, fill(decisions, table, &alter.column)) {
                emitter.emit(operation)?;
            }
        }
        for column in &change.dropped_columns {
            emitter.emit(DropColumn {
                table: table.clone(),
                column: (*column).clone(),
            })?;
        }
    }
    Ok(())
}

fn fill<'a>(decisions: &'a Decisions, table: &Name, column: &Name) -> Option<&'a DefaultValue> {
    decisions
        .fills
        .iter()
        .find(|fill| fill.table == *table && fill.column == *column)
        .map(|fill| &fill.value)
}

/// A required column without a default either gets its value for old rows from a default that is taken off
/// again, or is added in three steps around a seam.
fn add_column(table: &Name, column: &Column, fill: Option<&DefaultValue>) -> Vec<Operation> {
    if !column.needs_a_value() {
        return vec![
            AddColumn {
                table: table.clone(),
                column: column.clone(),
            }
            .into(),
        ];
    }
    match fill {
        Some(value) if value.always_gives_a_value() => {
            let mut filled = column.clone();
            filled.default = Some(value.clone());
            let take_off = AlterColumn {
                default: Change::between(Some(value.clone()), column.default.clone()),
                ..AlterColumn::unchanged(table.clone(), column.name.clone())
            };
            vec![
                AddColumn {
                    table: table.clone(),
                    column: filled,
                }
                .into(),
                take_off.into(),
            ]
        }
        _ => add_required(table, column, None),
    }
}

/// A column that becomes required changes everything else first, is filled in a seam, and is then required.
fn alter_column(alter: &AlterColumn, fill: Option<&DefaultValue>) -> Vec<Operation> {
    let becomes_required = alter.nullable.as_ref().is_some_and(|change| !change.to);
    if !becomes_required {
        return vec![alter.clone().into()];
    }
    let rest = AlterColumn {
        nullable: None,
        ..alter.clone()
    };
    let required = AlterColumn {
        nullable: alter.nullable.clone(),
        ..AlterColumn::unchanged(alter.table.clone(), alter.column.clone())
    };
    let mut operations = Vec::new();
    if !rest.is_empty() {
        operations.push(rest.into());
    }
    let sql = fill.and_then(|value| fill_sql(&alter.table, &alter.column, value));
    operations.push(DataMigration::fill_missing(&alter.table, &alter.column, sql).into());
    operations.push(required.into());
    operations
}

/// The statement that puts `value` where there is none, in words that every dialect reads.
fn fill_sql(table: &Name, column: &Name, value: &DefaultValue) -> Option<SqlText> {
    let value = match value {
        DefaultValue::Current(DateBase::Now) => "CURRENT_TIMESTAMP".to_owned(),
        DefaultValue::Current(DateBase::Today) => "CURRENT_DATE".to_owned(),
        DefaultValue::Text(_) | DefaultValue::Number(_) => value.to_string(),
        DefaultValue::Boolean(_)
        | DefaultValue::Shifted { .. }
        | DefaultValue::Uuid
        | DefaultValue::Expression(_) => {
            return None;
        }
    };
    let (table, column) = (table.quoted(), column.quoted());
    Some(SqlText::Portable(format!(
        "UPDATE {table} SET {column} = {value} WHERE {column} IS NULL"
    )))
}

fn add_objects(emitter: &mut Emitter, changes: &[TableChange<'_>]) -> Result<(), DiffError> {
    for change in changes {
        let table = &change.next.name;
        for primary_key in &change.primary_key.added {
            emitter.emit(AddPrimaryKey {
                table: table.clone(),
                primary_key: primary_key.clone(),
            })?;
        }
        for unique in &change.uniques.added {
            emitter.emit(AddUnique {
                table: table.clone(),
                unique: unique.clone(),
            })?;
        }
        for check in &change.checks.added {
            emitter.emit(AddCheck {
                table: table.clone(),
                check: check.clone(),
            })?;
        }
        for index in &change.indexes.added {
            emitter.emit(CreateIndex {
                table: table.clone(),
                index: index.clone(),
            })?;
        }
    }
    Ok(())
}
