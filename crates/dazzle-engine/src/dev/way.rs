//! From a database to the DSL, as far as that is safe.

use dazzle_diff::{Decisions, DiffError, Question, diff};
use dazzle_ops::Operation;
use dazzle_schema::{ColumnType, DefaultValue, Dialect, Schema};
use dazzle_sql::{Loss, losses};

use super::left_out::LeftOut;
use super::withheld::{Thing, Withheld};
use crate::draft::Origins;
use crate::error::database_error;
use crate::runner::Runner;
use crate::{EngineError, Obstacle};

/// The way from a database to the DSL, and what is left out on it.
pub(super) struct Way<'a> {
    dialect: Dialect,
    /// What the database has.
    standing: &'a Schema,
    /// What of that is called what in the head.
    origins: &'a Origins,
    /// The same under the names that the DSL gives.
    there: &'a Schema,
    /// What the DSL says.
    wanted: &'a Schema,
    decisions: &'a Decisions,
    withheld: Withheld,
    /// The questions of the operations last given.
    questions: Vec<Question>,
    /// What is left out, and why.
    pub(super) left_out: Vec<LeftOut>,
}

impl<'a> Way<'a> {
    pub(super) fn new(
        dialect: Dialect,
        (standing, origins): (&'a Schema, &'a Origins),
        there: &'a Schema,
        wanted: &'a Schema,
        decisions: &'a Decisions,
    ) -> Self {
        Self {
            dialect,
            standing,
            origins,
            there,
            wanted,
            decisions,
            withheld: Withheld::default(),
            questions: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// What is to be done, without what is left out.
    ///
    /// # Errors
    /// When the DSL cannot be built, or its renames do not fit.
    pub(super) fn operations(&mut self) -> Result<Vec<Operation>, DiffError> {
        loop {
            if self.withheld.is_all() {
                return Ok(Vec::new());
            }
            match diff(self.standing, &self.target(), self.decisions) {
                Ok(found) => {
                    self.questions = found.questions;
                    return Ok(found.operations);
                }
                Err(error) if self.withheld.is_empty() => return Err(error),
                // What is put back does not go with the rest.
                Err(_) => self.withheld.widen(),
            }
        }
    }

    /// The schema that is reached.
    pub(super) fn target(&self) -> Schema {
        if self.withheld.is_all() {
            self.standing.clone()
        } else {
            self.withheld.target(self.there, self.wanted)
        }
    }

    /// What is not done of what the DSL says.
    pub(super) fn rest(&self) -> Vec<Operation> {
        if self.withheld.is_empty() {
            return Vec::new();
        }
        // Names are given already, unless not even they change.
        let decisions = if self.withheld.is_all() {
            self.decisions.clone()
        } else {
            Decisions::default()
        };
        diff(&self.target(), self.wanted, &decisions)
            .map(|found| found.operations)
            .unwrap_or_default()
    }

    /// What of `operations` would lose data. What only a default wrote into a column that the draft made is none.
    pub(super) fn losses(&self, operations: &[Operation]) -> Vec<Loss> {
        let mut found = losses(self.dialect, operations, self.standing);
        for loss in &mut found {
            let Some(Operation::DropColumn(it)) = operations.get(loss.operation) else {
                continue;
            };
            let renames = &self.decisions.table_renames;
            let table = renames
                .iter()
                .find(|rename| rename.to == it.table)
                .map_or(&it.table, |rename| &rename.from);
            let is_of_draft = self.origins.column(table, &it.column.name).is_none();
            let written = match &it.column.default {
                Some(value @ (DefaultValue::Text(_) | DefaultValue::Number(_))) => value.to_string(),
                Some(DefaultValue::Boolean(value)) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
                _ => continue,
            };
            let kind = &it.column.column_type;
            let is_comparable = kind.is_textual() || kind.is_number() || *kind == ColumnType::Boolean;
            if is_of_draft && is_comparable {
                loss.count = format!("{} AND {} <> {written}", loss.count, it.column.name.quoted());
            }
        }
        found
    }

    /// Leaves out what of `operations` would lose data, and what may be a rename. Whether there was anything.
    pub(super) async fn leave_out_losses(
        &mut self,
        runner: &mut Runner<'_>,
        operations: &[Operation],
    ) -> Result<bool, EngineError> {
        let mut lost = Vec::new();
        for loss in self.losses(operations) {
            let rows = runner
                .session
                .query(&loss.count)
                .await
                .map_err(database_error(runner.target, "counting rows"))?;
            let rows = rows.into_iter().flatten().flatten().next();
            // What is no number is no zero.
            let rows = rows.and_then(|text| text.parse().ok()).unwrap_or(u64::MAX);
            if rows > 0 {
                lost.push((loss.operation, loss.hazard.message, rows));
            }
        }
        // Where nothing is lost, a drop and an add are as good as a rename.
        let is_lost = |thing: &Thing| lost.iter().any(|(at, _, _)| Thing::of(operations, *at) == *thing);
        let mut asked = Vec::new();
        for question in &self.questions {
            let (from, to) = match question {
                Question::ColumnRename { table, from, to, .. } => (
                    Thing::Column(table.clone(), from.clone()),
                    Thing::Column(table.clone(), to.clone()),
                ),
                Question::TableRename { from, to, .. } => {
                    (Thing::Table(from.clone()), Thing::Table(to.clone()))
                }
            };
            if is_lost(&from) {
                self.left_out.push(LeftOut::question(question));
                asked.extend([from, to]);
            }
        }
        for (at, message, rows) in &lost {
            let thing = Thing::of(operations, *at);
            if let Some(operation) = operations.get(*at)
                && !asked.contains(&thing)
            {
                self.left_out.push(LeftOut::loss(operation, message, *rows));
            }
            asked.push(thing);
        }
        let any = !asked.is_empty();
        asked.sort();
        asked.dedup();
        for thing in asked {
            self.withheld.add(thing);
        }
        Ok(any)
    }

    /// Leaves out what stood in the way when `operations` were tried.
    pub(super) fn leave_out(&mut self, operations: &[Operation], at: Option<usize>, obstacle: &Obstacle) {
        let things = match at {
            Some(at) => vec![(at, Thing::of(operations, at))],
            // Rows that point nowhere are seen at the end only.
            None => operations
                .iter()
                .enumerate()
                .filter(|(_, operation)| {
                    matches!(operation, Operation::AddForeignKey(_) | Operation::CreateTable(_))
                })
                .map(|(at, _)| (at, Thing::of(operations, at)))
                .collect(),
        };
        if things.is_empty() {
            self.withheld.add(Thing::AllButNames);
            self.left_out.push(LeftOut::obstacle(
                "bring the tables to the DSL".to_owned(),
                obstacle,
            ));
        }
        for (at, thing) in things {
            let what = in_words(operations, at);
            if !self.left_out.iter().any(|it| it.what == what) {
                self.left_out.push(LeftOut::obstacle(what, obstacle));
            }
            self.withheld.add(thing);
        }
    }
}

/// What the operation at `at` is part of: a seam belongs to the column that becomes required.
fn in_words(operations: &[Operation], at: usize) -> String {
    let is_added = |operation: &Operation| {
        operations.iter().find_map(|it| match (it, operation) {
            (Operation::AddColumn(it), Operation::AlterColumn(alter)) => (it.table == alter.table
                && it.column.name == alter.column)
                .then(|| format!("add the required column `{}`.`{}`", it.table, it.column.name)),
            _ => None,
        })
    };
    match (operations.get(at), operations.get(at + 1)) {
        (Some(Operation::DataMigration(_)), Some(next)) => is_added(next).unwrap_or_else(|| next.summary()),
        (Some(operation), _) => operation.summary(),
        (None, _) => String::new(),
    }
}
