//! From two schemas to operations.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{AddForeignKey, ApplyError, DropForeignKey, Operation, RenameColumn, RenameTable};
use dazzle_schema::{Name, Schema, Table};

use crate::columns::change_columns;
use crate::compare::{TableChange, compare};
use crate::decisions::{DecisionError, Decisions, Renames, columns_to_rename, tables_to_rename};
use crate::emitter::Emitter;
use crate::objects::{add_objects, drop_objects, remake_foreign_keys, rename_objects};
use crate::question::{self, Question, about_columns, about_tables};
use crate::renames;
use crate::tables::{create_tables, drop_tables};
use crate::values::{Undoes, rename_values, values_to_rename};
use crate::views::{Touched, create_views, drop_views};

/// What leads from one schema to another.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// The operations, in running order.
    pub operations: Vec<Operation>,
    /// Drops and adds among them that look like renames.
    pub questions: Vec<Question>,
    /// What undoes those of the operations that do not know it themselves.
    pub undoes: Undoes,
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
    #[error("the operations found for `{name}` do not lead to the schema wanted; please report this")]
    Incomplete {
        /// The first table or view that differs.
        name: Name,
    },
}

/// The operations that lead from `previous` to `next`.
///
/// # Errors
/// When a decision does not fit the two schemas, or `next` contradicts itself.
pub fn diff(previous: &Schema, next: &Schema, decisions: &Decisions) -> Result<Diff, DiffError> {
    let mut wanted = wanted_renames(previous, next, decisions)?;
    let aside = wanted.step_aside(previous, next);
    let mut tables_only = previous.clone();
    for view in previous.views() {
        tables_only.remove_view(&view.name);
    }
    let mut renaming = Emitter::new(tables_only);
    wanted.emit(&mut renaming)?;

    // From here on names agree: what is in both schemas under one name is the same thing.
    let start = renaming.schema;
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
    let mut errors = Vec::new();
    let values = values_to_rename(&start, next, &wanted.tables, decisions, &mut errors);
    if !errors.is_empty() {
        return Err(DiffError::Decisions(errors));
    }

    let mut questions: Vec<Question> = changes.iter().flat_map(about_columns).collect();
    questions.extend(about_tables(
        &gone_tables.values().copied().collect::<Vec<_>>(),
        &new_tables.values().copied().collect::<Vec<_>>(),
    ));
    for question in &mut questions {
        aside.name_as_before(question);
    }
    let questions = question::open(questions, decisions);

    let mut emitter = Emitter::new(previous.clone());
    let touched = touched_tables(&wanted, &gone_tables, &changes);
    drop_views(&mut emitter, next, &touched)?;
    for operation in renaming.operations {
        emitter.emit(operation)?;
    }
    for change in &changes {
        for foreign_key in &change.foreign_keys.dropped {
            emitter.emit(DropForeignKey {
                table: change.next.name.clone(),
                foreign_key: foreign_key.clone(),
            })?;
        }
    }
    drop_tables(&mut emitter, &gone_tables)?;
    drop_objects(&mut emitter, &changes)?;
    rename_objects(&mut emitter, &changes)?;
    let deferred = create_tables(&mut emitter, &new_tables, &start, next)?;
    change_columns(&mut emitter, &changes, decisions)?;
    let mut undoes = Undoes::default();
    rename_values(&mut emitter, &mut undoes, &values)?;
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
    create_views(&mut emitter, next)?;

    match first_different(&emitter.schema, next) {
        Some(name) => Err(DiffError::Incomplete { name }),
        None => Ok(Diff {
            operations: emitter.operations,
            questions,
            undoes,
        }),
    }
}

/// `previous` after only the renames that [`diff`] would do.
///
/// # Errors
/// When a decision does not fit the two schemas.
pub fn renamed(previous: &Schema, next: &Schema, decisions: &Decisions) -> Result<Schema, DiffError> {
    let mut emitter = Emitter::new(previous.clone());
    wanted_renames(previous, next, decisions)?.emit(&mut emitter)?;
    Ok(emitter.schema)
}

fn first_different(reached: &Schema, next: &Schema) -> Option<Name> {
    let table = next
        .tables()
        .find(|table| reached.table(&table.name) != Some(*table))
        .map(|table| &table.name);
    let view = || {
        next.views()
            .find(|view| reached.view(&view.name) != Some(*view))
            .map(|view| &view.name)
    };
    let left_over = || {
        let mut tables = reached.table_names();
        let mut views = reached.views().map(|view| &view.name);
        tables
            .find(|name| next.table(name).is_none())
            .or_else(|| views.find(|name| next.view(name).is_none()))
    };
    table.or_else(view).or_else(left_over).cloned()
}

/// The renames that have to happen now.
struct WantedRenames {
    tables: Renames,
    /// By the table's name in the next schema.
    columns: BTreeMap<Name, Renames>,
}

impl WantedRenames {
    fn emit(&self, emitter: &mut Emitter) -> Result<(), DiffError> {
        let taken: BTreeSet<Name> = emitter
            .schema
            .table_names()
            .chain(emitter.schema.views().map(|view| &view.name))
            .cloned()
            .collect();
        for (from, to) in renames::in_running_order(&self.tables, &taken) {
            emitter.emit(RenameTable { from, to })?;
        }
        for (table, wanted) in &self.columns {
            let taken: BTreeSet<Name> = emitter.table(table)?.columns.keys().cloned().collect();
            for (from, to) in renames::in_running_order(wanted, &taken) {
                emitter.emit(RenameColumn {
                    table: table.clone(),
                    from,
                    to,
                })?;
            }
        }
        Ok(())
    }
}

/// What stepped aside before it is dropped: the names that it has meanwhile.
struct Aside {
    tables: Renames,
    /// By the table's name in the next schema.
    columns: BTreeMap<Name, Renames>,
}

impl WantedRenames {
    /// Adds renames for what goes and whose name, but for case, something takes that comes.
    fn step_aside(&mut self, previous: &Schema, next: &Schema) -> Aside {
        let before: BTreeSet<&Name> = previous.table_names().collect();
        let after: BTreeSet<&Name> = next.table_names().collect();
        // New tables are created after the old ones went.
        let tables = renames::steps_aside(&self.tables, &before, &after, false);
        let mut columns = BTreeMap::new();
        for table in next.tables() {
            let mut old_names = self.tables.iter();
            let old_name = old_names
                .find(|(_, to)| **to == table.name)
                .map_or(&table.name, |(from, _)| from);
            let Some(old) = previous.table(old_name) else {
                continue;
            };
            let before: BTreeSet<&Name> = old.columns.keys().collect();
            let after: BTreeSet<&Name> = table.columns.keys().collect();
            let none = Renames::new();
            let renamed = self.columns.get(&table.name).unwrap_or(&none);
            let aside = renames::steps_aside(renamed, &before, &after, true);
            if !aside.is_empty() {
                let all = self.columns.entry(table.name.clone()).or_default();
                all.extend(aside.clone());
                columns.insert(table.name.clone(), aside);
            }
        }
        self.tables.extend(tables.clone());
        Aside { tables, columns }
    }
}

impl Aside {
    /// A person knows what goes by the name that it had.
    fn name_as_before(&self, question: &mut Question) {
        let (renames, from) = match question {
            Question::ColumnRename { table, from, .. } => match self.columns.get(table) {
                Some(renames) => (renames, from),
                None => return,
            },
            Question::TableRename { from, .. } => (&self.tables, from),
        };
        if let Some((before, _)) = renames.iter().find(|(_, temporary)| *temporary == from) {
            from.clone_from(before);
        }
    }
}

fn wanted_renames(
    previous: &Schema,
    next: &Schema,
    decisions: &Decisions,
) -> Result<WantedRenames, DiffError> {
    let mut errors = Vec::new();
    let tables = tables_to_rename(previous, next, decisions, &mut errors);
    let old_names: BTreeMap<&Name, &Name> = tables.iter().map(|(from, to)| (to, from)).collect();
    let concerned: BTreeSet<&Name> = decisions
        .column_renames
        .iter()
        .map(|rename| &rename.table)
        .collect();
    let mut columns = BTreeMap::new();
    for table in concerned.into_iter().filter_map(|name| next.table(name)) {
        let old_name = old_names.get(&table.name).copied().unwrap_or(&table.name);
        let Some(old) = previous.table(old_name) else {
            continue;
        };
        let before: BTreeSet<&Name> = old.columns.keys().collect();
        let after: BTreeSet<&Name> = table.columns.keys().collect();
        let wanted = columns_to_rename(&table.name, &before, &after, decisions, &mut errors);
        if !wanted.is_empty() {
            columns.insert(table.name.clone(), wanted);
        }
    }
    if errors.is_empty() {
        Ok(WantedRenames { tables, columns })
    } else {
        Err(DiffError::Decisions(errors))
    }
}

/// What of the tables changes that a view may be made of, by their previous names.
fn touched_tables(
    wanted: &WantedRenames,
    gone: &BTreeMap<&Name, &Table>,
    changes: &[TableChange<'_>],
) -> BTreeMap<Name, Touched> {
    let old_names: BTreeMap<&Name, &Name> = wanted.tables.iter().map(|(from, to)| (to, from)).collect();
    let old_name = |name: &Name| old_names.get(name).copied().unwrap_or(name).clone();
    let mut touched: BTreeMap<Name, Touched> = BTreeMap::new();
    for change in changes {
        if let Some(what) = change.touches_views() {
            touched.insert(old_name(&change.next.name), what);
        }
    }
    for (table, renames) in &wanted.columns {
        let place = touched
            .entry(old_name(table))
            .or_insert_with(|| Touched::Columns(BTreeSet::new()));
        if let Touched::Columns(columns) = place {
            columns.extend(renames.iter().flat_map(|(from, to)| [from, to]).cloned());
        }
    }
    let whole = wanted.tables.keys().chain(gone.keys().copied());
    touched.extend(whole.map(|table| (table.clone(), Touched::Whole)));
    touched
}
