//! A comparison as operations alone: what the model does not hold becomes SQL by hand.

use std::collections::BTreeMap;

use dazzle_ops::{Execute, Irreversible, Operation};
use dazzle_schema::{Dialect, Name, SqlText};
use dazzle_sql::alignment::{UnmodelledChanges, UnmodelledStep};
use dazzle_sql::casts::{WrittenCasts, settle};
use dazzle_sql::inspection::UnmodelledKind;

use super::Comparison;
use crate::revision::after;

/// PostgreSQL: until the end of the transaction a routine may be made before what its body speaks of.
pub(super) const UNCHECKED_ROUTINES: &str = "SET LOCAL check_function_bodies = off";

impl Comparison {
    /// Everything that differs, as operations of a revision file, in running order. A change of type without a rule
    /// has a seam. What the model does not hold is `execute`, with
    /// the statement of `dialect`; what nobody can write a statement for is left out.
    #[must_use]
    pub fn all_operations(&self, dialect: Dialect) -> Vec<Operation> {
        let operations = settle(
            self.operations.clone(),
            &self.before,
            &self.casts,
            &[dialect],
            &Dialect::ALL,
        );
        around(&self.unmodelled, self.by_text(operations), dialect, |_| true)
    }

    /// `operations` of the comparison; a table that only its own text can make is made by it.
    pub(crate) fn by_text(&self, operations: Vec<Operation>) -> Vec<Operation> {
        operations
            .into_iter()
            .map(|operation| match operation {
                Operation::CreateTable(ref it) if self.is_made_by_text(&it.table.name) => Execute {
                    sql: SqlText::PerDialect(BTreeMap::from([(
                        Dialect::Sqlite,
                        self.texts.get(&it.table.name).cloned().unwrap_or_default(),
                    )])),
                    why: Some(format!(
                        "make table `{}` with what Dazzle does not model",
                        it.table.name
                    )),
                    effects: vec![operation],
                }
                .into(),
                other => other,
            })
            .chain(self.remade.iter().map(|(table, statements)| {
                Execute {
                    sql: SqlText::PerDialect(BTreeMap::from([(Dialect::Sqlite, statements.join(";\n"))])),
                    why: Some(format!("give table `{table}` what only its text can say")),
                    effects: Vec::new(),
                }
                .into()
            }))
            .collect()
    }

    /// Whether the table is new and its text says all there is to it. A foreign key that has to wait for its table is
    /// in the text, too, and would come twice.
    pub(super) fn is_made_by_text(&self, table: &Name) -> bool {
        self.texts.contains_key(table)
            && self
                .operations
                .iter()
                .any(|it| matches!(it, Operation::CreateTable(it) if it.table.name == *table))
            && !self
                .operations
                .iter()
                .any(|it| matches!(it, Operation::AddForeignKey(it) if it.table == *table))
    }

    /// What takes [`all_operations`](Self::all_operations) back. What that could not make is not removed either.
    ///
    /// # Errors
    /// When one of the operations cannot be undone.
    pub fn reverse_operations(&self, dialect: Dialect) -> Result<Vec<Operation>, Irreversible> {
        let back = self.undoes.reverse_all(&self.operations, &self.before)?;
        let after = after(&self.before, &self.operations);
        // What a person says about a column is said about one direction.
        let written = WrittenCasts {
            columns: Vec::new(),
            rules: self.casts.rules.clone(),
        };
        let back = settle(back, &after, &written, &[dialect], &Dialect::ALL);
        Ok(around(&self.unmodelled_back, back, dialect, |step| {
            step.makes || step.thing.make.is_some()
        }))
    }
}

/// A statement as an operation.
pub(crate) fn by_hand(dialect: Dialect, sql: &str, why: String) -> Operation {
    Execute {
        sql: SqlText::PerDialect(BTreeMap::from([(dialect, sql.to_owned())])),
        why: Some(why),
        effects: Vec::new(),
    }
    .into()
}

fn around(
    unmodelled: &UnmodelledChanges,
    operations: Vec<Operation>,
    dialect: Dialect,
    wanted: impl Fn(&UnmodelledStep<'_>) -> bool,
) -> Vec<Operation> {
    let execute = |sql: &str, why: String| by_hand(dialect, sql, why);
    let of_step = |step: UnmodelledStep<'_>| {
        let verb = if step.makes { "make" } else { "remove" };
        let why = format!("{verb} {}, which Dazzle does not model", step.thing.title());
        Some(execute(step.statement()?, why))
    };
    let mut all = Vec::new();
    let makes_routines = unmodelled
        .before_tables()
        .any(|step| step.makes && step.thing.kind == UnmodelledKind::Routine);
    if dialect == Dialect::Postgresql && makes_routines {
        all.push(execute(
            UNCHECKED_ROUTINES,
            "let routines speak of tables that come later".to_owned(),
        ));
    }
    all.extend(unmodelled.before_tables().filter(&wanted).filter_map(of_step));
    all.extend(operations);
    all.extend(unmodelled.after_tables().filter(&wanted).filter_map(of_step));
    all
}
