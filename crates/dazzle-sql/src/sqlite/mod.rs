//! SQLite 3.37 and later.
//!
//! What `ALTER TABLE` cannot do is a rebuild of the table from its own text (`rebuild.rs`). Changes of one table
//! are gathered (`change.rs`), and changes of a table that these operations make go into its `CREATE TABLE`.
//! `live.rs` follows what the database's objects become.

pub mod casts;
pub mod catalog;
pub mod create_table_text;
pub mod facts;
pub mod queries;
pub mod types;

pub(crate) mod hazards;
pub(crate) mod render;

mod alter_column;
mod change;
mod live;
mod questions;
mod rebuild;
mod simulated;

pub use rebuild::remake_by_text;
pub(crate) use simulated::simulated_facts;

use std::collections::BTreeSet;

use dazzle_ops::{AlterColumn, Operation};
use dazzle_schema::{Dialect, Name, Schema};

use crate::clauses;
use crate::error::Trouble;
use crate::plan::follow_fresh;
use crate::quote::quote_identifier;
use crate::{Action, Chunk, PlanError, SqliteFacts, SqliteObject, Step, views};
use change::Change;
use create_table_text::mentions_name;
use live::Live;

const DIALECT: Dialect = Dialect::Sqlite;

/// How far the texts of tables are trusted that a statement of the plan changes in a way only SQLite knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// They must be read again: the chunk ends.
    Exact,
    /// They are worked out.
    Simulated,
}

/// Plans as many operations as `texts` allows.
pub(crate) fn plan(
    operations: &[Operation],
    before: &Schema,
    facts: &SqliteFacts,
    texts: Texts,
) -> Result<Chunk, PlanError> {
    let mut planner = Planner {
        schema: before.clone(),
        live: Live::new(facts),
        set_aside: facts.set_aside.clone(),
        texts,
        fresh: BTreeSet::new(),
        units: Vec::new(),
        steps: Vec::new(),
        unfit: None,
    };
    let mut consumed = 0;
    for (index, operation) in operations.iter().enumerate() {
        let mut after = planner.schema.clone();
        operation.apply(&mut after).map_err(|source| PlanError::Apply {
            index,
            summary: operation.summary(),
            source,
        })?;
        let rest = operations.get(index + 1..).unwrap_or_default();
        let next = planner
            .take(index, operation, rest, &after)
            .map_err(|trouble| trouble.of(index, operation, DIALECT))?;
        planner.refuse_unfit(operations)?;
        if next == Next::ReadAgain {
            break;
        }
        follow_fresh(&mut planner.fresh, operation);
        planner.schema = after;
        consumed = index + 1;
    }
    planner.close_all();
    planner.refuse_unfit(operations)?;
    Ok(Chunk {
        steps: planner.steps,
        consumed,
        set_aside: planner.set_aside,
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Next {
    Taken,
    /// The operation needs texts that only the database has.
    ReadAgain,
}

/// A step that may still take in operations.
enum Unit {
    /// A table that is made. It is written out as it is when the unit closes.
    Create {
        table: Name,
        operations: Vec<usize>,
        summaries: Vec<String>,
    },
    Change(Box<Change>),
    Ready(Step),
}

impl Unit {
    fn is_of(&self, table: &Name) -> bool {
        match self {
            Self::Create { table: own, .. } => own == table,
            Self::Change(change) => change.start.name == *table,
            Self::Ready(_) => false,
        }
    }
}

struct Planner {
    /// The schema before the operation at hand.
    schema: Schema,
    live: Live,
    /// The triggers of views that went and are to come again.
    set_aside: Vec<SqliteObject>,
    texts: Texts,
    /// Tables that these operations made and into which nobody can have written yet.
    fresh: BTreeSet<Name>,
    units: Vec<Unit>,
    steps: Vec<Step>,
    /// A table that cannot be as its changes leave it, and the last of these.
    unfit: Option<(usize, Trouble)>,
}

impl Planner {
    /// What an operation does. The one place that answers for every operation.
    fn take(
        &mut self,
        index: usize,
        operation: &Operation,
        rest: &[Operation],
        after: &Schema,
    ) -> Result<Next, Trouble> {
        match operation {
            Operation::CreateTable(it) => {
                render::create_table(&it.table)?;
                self.units.push(Unit::Create {
                    table: it.table.name.clone(),
                    operations: vec![index],
                    summaries: vec![operation.summary()],
                });
            }
            Operation::DropTable(it) => {
                let name = &it.table.name;
                let statements = vec![format!("DROP TABLE {}", quote_identifier(name.as_str()))];
                match self.units.iter().rposition(|unit| unit.is_of(name)) {
                    None => self.ready(index, operation, Action::Statements(statements)),
                    Some(at) => match self.units.remove(at) {
                        // What goes need not be rebuilt before.
                        Unit::Change(change) => {
                            let mut step = change.into_step(statements);
                            step.operations.push(index);
                            step.summary = format!("{}; {}", step.summary, operation.summary());
                            step.prechecks.clear();
                            step.hazards = operation.hazards(&self.schema);
                            self.units.push(Unit::Ready(step));
                        }
                        unit => {
                            self.units.insert(at, unit);
                            self.close_all();
                            self.ready(index, operation, Action::Statements(statements));
                        }
                    },
                }
                self.live.drop_table(name.as_str());
            }
            Operation::RenameTable(it) => {
                self.close_all();
                let rename = |from: &str, to: &str| {
                    render::alter_table(from, &format!("RENAME TO {}", quote_identifier(to)))
                };
                let (from, to) = (it.from.as_str(), it.to.as_str());
                let statements = if from.eq_ignore_ascii_case(to) {
                    // A name that differs in case alone is taken, for SQLite.
                    let between = self.live.free_name(from);
                    vec![rename(from, &between), rename(&between, to)]
                } else {
                    vec![rename(from, to)]
                };
                self.ready(index, operation, Action::Statements(statements));
                self.live.rename_table(it.from.as_str(), it.to.as_str());
            }
            Operation::RenameColumn(it) => {
                self.close_all();
                let rest = format!(
                    "RENAME COLUMN {} TO {}",
                    quote_identifier(it.from.as_str()),
                    quote_identifier(it.to.as_str())
                );
                let statement = render::alter_table(it.table.as_str(), &rest);
                self.ready(index, operation, Action::Statements(vec![statement]));
                self.live
                    .rename_column(it.table.as_str(), it.from.as_str(), it.to.as_str());
            }
            // SQLite stores no comments: history keeps them.
            Operation::SetTableComment(_) => {
                self.ready(index, operation, Action::Statements(Vec::new()));
            }
            Operation::CreateView(it) => {
                let name = it.view.name.as_str();
                let statement = clauses::create_view(&it.view, DIALECT)?;
                self.close_all();
                let triggers = self.triggers_to_put_back(name, rest);
                let made = triggers.iter().filter_map(|trigger| trigger.sql.clone());
                let statements = std::iter::once(statement.clone()).chain(made).collect();
                self.ready(index, operation, Action::Statements(statements));
                self.live.add_view(name, statement);
                self.live.objects.extend(triggers);
            }
            Operation::DropView(it) => {
                self.close_all();
                self.set_triggers_aside(&it.view.name, rest)?;
                let statement = clauses::drop_view(&it.view);
                self.ready(index, operation, Action::Statements(vec![statement]));
                if let Some(Unit::Ready(step)) = self.units.last_mut() {
                    step.hazards.extend(views::hazards(operation, rest));
                }
                self.live.drop_view(it.view.name.as_str());
            }
            Operation::Execute(it) => {
                let sql = clauses::written(it.sql.for_dialect(DIALECT))
                    .ok_or_else(|| Trouble::no_text("the SQL by hand", DIALECT))?;
                self.close_all();
                self.ready(index, operation, Action::Statements(vec![sql]));
                self.follow_effects(after)?;
            }
            Operation::DataMigration(it) => {
                let seam = crate::seams::seam(it, DIALECT, &self.schema)?;
                self.close_all();
                self.ready(index, operation, Action::Seam(seam));
                self.live.anything_changed();
            }
            Operation::AddColumn(it) => return self.change(&it.table, index, operation, after),
            Operation::DropColumn(it) => return self.change(&it.table, index, operation, after),
            Operation::AlterColumn(it) => return self.change(&it.table, index, operation, after),
            Operation::AddPrimaryKey(it) => return self.change(&it.table, index, operation, after),
            Operation::DropPrimaryKey(it) => return self.change(&it.table, index, operation, after),
            Operation::AddForeignKey(it) => return self.change(&it.table, index, operation, after),
            Operation::DropForeignKey(it) => return self.change(&it.table, index, operation, after),
            Operation::AddUnique(it) => return self.change(&it.table, index, operation, after),
            Operation::DropUnique(it) => return self.change(&it.table, index, operation, after),
            Operation::AddCheck(it) => return self.change(&it.table, index, operation, after),
            Operation::DropCheck(it) => return self.change(&it.table, index, operation, after),
            Operation::RenameConstraint(it) => return self.change(&it.table, index, operation, after),
            Operation::CreateIndex(it) => return self.change(&it.table, index, operation, after),
            Operation::DropIndex(it) => return self.change(&it.table, index, operation, after),
            Operation::RenameIndex(it) => return self.change(&it.table, index, operation, after),
        }
        Ok(Next::Taken)
    }

    /// A view goes, and with it its triggers; where it comes again, they do.
    fn set_triggers_aside(&mut self, view: &Name, rest: &[Operation]) -> Result<(), Trouble> {
        if views::comes_again(view, rest).is_none() {
            return Ok(());
        }
        let triggers: Vec<SqliteObject> = self
            .live
            .objects
            .iter()
            .filter(|object| object.kind == "trigger" && object.table.eq_ignore_ascii_case(view.as_str()))
            .cloned()
            .collect();
        for trigger in &triggers {
            let sql = trigger.sql.as_deref().unwrap_or_default();
            if let Some(operation) = rest
                .iter()
                .take_while(
                    |operation| !matches!(operation, Operation::CreateView(it) if it.view.name == *view),
                )
                .find(|operation| takes_a_name_of(operation, sql))
            {
                return Err(Trouble::Unsupported {
                    reason: format!(
                        "trigger `{}` of view `{view}`, which goes and comes again, speaks of what is gone then: {}",
                        trigger.name,
                        operation.summary()
                    ),
                    instead: format!(
                        "drop trigger `{}` before, and make it again afterwards as it is to be",
                        trigger.name
                    ),
                });
            }
        }
        self.set_aside.extend(triggers);
        Ok(())
    }

    /// The triggers of a view that is there again, but for those that SQL by hand makes later on.
    fn triggers_to_put_back(&mut self, view: &str, rest: &[Operation]) -> Vec<SqliteObject> {
        let (mut triggers, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.set_aside)
            .into_iter()
            .partition(|trigger| trigger.table.eq_ignore_ascii_case(view));
        self.set_aside = others;
        triggers.retain(|trigger| {
            !rest.iter().any(|operation| match operation {
                Operation::Execute(it) => it
                    .sql
                    .for_dialect(DIALECT)
                    .is_some_and(|sql| mentions_name(sql, &trigger.name)),
                _ => false,
            })
        });
        triggers
    }

    fn ready(&mut self, index: usize, operation: &Operation, action: Action) {
        let mut hazards = operation.hazards(&self.schema);
        hazards.extend(hazards::hazards(operation));
        hazards.extend(views::left_behind(operation, &self.schema, DIALECT));
        let is_fresh = operation.table().is_some_and(|table| self.fresh.contains(table));
        if is_fresh {
            hazards.retain(|hazard| hazard.code.loses_data());
        }
        self.units.push(Unit::Ready(Step {
            operations: vec![index],
            summary: operation.summary(),
            prechecks: Vec::new(),
            action,
            hazards,
        }));
    }

    /// Takes in an operation on one table that is there.
    fn change(
        &mut self,
        table: &Name,
        index: usize,
        operation: &Operation,
        after: &Schema,
    ) -> Result<Next, Trouble> {
        let mut at = self.units.iter().rposition(|unit| unit.is_of(table));
        if at.is_some_and(|at| !self.can_join(at, operation)) {
            self.close_all();
            at = None;
        }
        if at.is_none() {
            if self.texts == Texts::Exact && !self.live.is_exact(table) {
                return Ok(Next::ReadAgain);
            }
            let Some(start) = self.schema.table(table) else {
                return Ok(Next::Taken);
            };
            let change = Change::open(start, &self.live)?;
            self.units.push(Unit::Change(Box::new(change)));
            at = self.units.len().checked_sub(1);
        }
        let may_have_rows = !self.fresh.contains(table);
        match at.and_then(|at| self.units.get_mut(at)) {
            Some(Unit::Create {
                operations,
                summaries,
                ..
            }) => {
                if let Some(table) = after.table(table) {
                    render::create_table(table)?;
                }
                operations.push(index);
                summaries.push(operation.summary());
            }
            Some(Unit::Change(change)) => {
                change.add(
                    (index, operation),
                    (&self.schema, after),
                    &self.live,
                    may_have_rows,
                )?;
            }
            Some(Unit::Ready(_)) | None => {}
        }
        Ok(Next::Taken)
    }

    /// Whether `operation` may be done with the unit at `at`, before what stands behind that.
    fn can_join(&self, at: usize, operation: &Operation) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        let is_last = at + 1 == self.units.len();
        let creates = matches!(unit, Unit::Create { .. });
        match operation {
            // The name of an index may have been freed in between.
            Operation::CreateIndex(_) | Operation::DropIndex(_) | Operation::RenameIndex(_) => is_last,
            // The precheck looks at the table pointed to.
            Operation::AddForeignKey(it) => {
                creates
                    || !self
                        .units
                        .iter()
                        .skip(at + 1)
                        .any(|unit| unit.is_of(&it.foreign_key.references.table))
            }
            // An expression by hand must see the column as its author did.
            Operation::AlterColumn(it) if it.using.is_some() || it.check.is_some() => match unit {
                Unit::Change(change) => {
                    let texts = || it.using.iter().chain(&it.check);
                    let mentions =
                        |name: &Name| texts().any(|text| text.any(|text| mentions_name(text, name.as_str())));
                    change.sees_column_as_it_was(&it.column) && change.sees(&mentions)
                }
                Unit::Create { .. } | Unit::Ready(_) => true,
            },
            // What it showed until now is what it keeps.
            Operation::AlterColumn(AlterColumn {
                generated:
                    Some(dazzle_ops::Change {
                        from: Some(rule),
                        to: None,
                    }),
                ..
            }) => match unit {
                Unit::Change(change) => {
                    change.sees(&|name| rule.expression.any(|text| mentions_name(text, name.as_str())))
                }
                Unit::Create { .. } | Unit::Ready(_) => true,
            },
            _ => true,
        }
    }

    /// Nothing more is taken in by what is open.
    fn close_all(&mut self) {
        for unit in std::mem::take(&mut self.units) {
            match unit {
                Unit::Ready(step) => self.steps.push(step),
                Unit::Create {
                    table,
                    operations,
                    summaries,
                } => {
                    // Each operation was rendered when it came, so there is no trouble left.
                    let statements = self
                        .schema
                        .table(&table)
                        .and_then(|table| render::create_table(table).ok())
                        .unwrap_or_default();
                    let _ = self.live.add_tables(&self.schema, [&table]);
                    self.steps.push(Step {
                        operations,
                        summary: summaries.join("; "),
                        prechecks: Vec::new(),
                        action: Action::Statements(statements),
                        hazards: Vec::new(),
                    });
                }
                Unit::Change(change) => self.close_change(*change),
            }
        }
    }

    fn refuse_unfit(&mut self, operations: &[Operation]) -> Result<(), PlanError> {
        match self.unfit.take() {
            Some((index, trouble)) => match operations.get(index) {
                Some(operation) => Err(trouble.of(index, operation, DIALECT)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    fn close_change(&mut self, mut change: Change) {
        if let (Some(trouble), Some(last)) = (change.unfit.take(), change.operations.last()) {
            self.unfit.get_or_insert((*last, trouble));
        }
        let name = change.start.name.clone();
        let statements = match &change.in_place {
            Some(statements) => {
                if change.text_changes_in_place {
                    self.live.table_changed_in_place(&name);
                }
                statements.clone()
            }
            None => rebuild::statements(&change, &self.live),
        };
        let indexes = std::mem::take(&mut change.indexes);
        self.live
            .change_table(name.as_str(), change.text.to_string(), indexes);
        self.steps.push(change.into_step(statements));
    }
}

/// Whether a text speaks of a table or column that is gone, or is called otherwise, after the operation.
fn takes_a_name_of(operation: &Operation, sql: &str) -> bool {
    let speaks = |name: &Name| mentions_name(sql, name.as_str());
    match operation {
        Operation::RenameTable(it) => speaks(&it.from),
        Operation::DropTable(it) => speaks(&it.table.name),
        Operation::RenameColumn(it) => speaks(&it.table) && speaks(&it.from),
        Operation::DropColumn(it) => speaks(&it.table) && speaks(&it.column.name),
        _ => false,
    }
}
