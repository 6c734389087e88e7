//! The one comparison, for any two ends: DSL, history, databases.
//!
//! What a database gives back in its own words is first brought to the words of the other end
//! ([`dazzle_sql::alignment`]), with the server's help where a text alone does not tell. What the DSL has no words
//! for is taken over from the other end ([`dazzle_dsl::complete`]). Then the two are compared as values.

mod align;
mod end;
mod operations;
mod script;
mod texts;

use std::collections::BTreeMap;

use dazzle_db::SessionOptions;
use dazzle_diff::{Decisions, Undoes, diff, renamed};
use dazzle_dsl::Unsaid;
use dazzle_ops::Operation;
use dazzle_schema::{CheckRule, Dialect, Name, Schema};
use dazzle_sql::alignment::{Undecided, UnmodelledChanges};
use dazzle_sql::casts::{WrittenCasts, with_written};
use dazzle_sql::inspection::{Inspection, Unmodelled};

pub use end::{End, Side, Surroundings, read};
pub(crate) use operations::by_hand;

use crate::EngineError;
use crate::answers::{Answers, OpenQuestion};
use crate::revision::refuse_unused;
use align::align_to;
use end::Origin;

/// How one end differs from the other.
#[derive(Debug)]
pub struct Comparison {
    /// What was compared.
    pub from: String,
    /// With what.
    pub to: String,
    /// What makes the first equal to the second, in running order.
    pub operations: Vec<Operation>,
    /// Drops and adds among them that look like renames.
    pub questions: Vec<OpenQuestion>,
    /// What undoes those of the operations that do not know it themselves.
    undoes: Undoes,
    /// What the schema model does not hold and differs; only between two databases of one dialect, or a database
    /// and nothing.
    pub unmodelled: UnmodelledChanges,
    /// The way back.
    unmodelled_back: UnmodelledChanges,
    /// What the schema model does not hold, where only one end is a database: it cannot be compared with anything.
    pub beside: Vec<Unmodelled>,
    /// Of what it cannot be told whether it is equal.
    pub undecided: Vec<Undecided>,
    /// What the DSL has no words for; it is not counted as a difference.
    pub unsaid: Vec<Unsaid>,
    /// SQLite: the texts of tables of the second end that have what only a `CREATE TABLE` can say (`STRICT`,
    /// `AUTOINCREMENT`…), by name. A new one is made by its text.
    texts: BTreeMap<Name, String>,
    /// SQLite: the statements that give a table of both ends what only a `CREATE TABLE` can say, after all else that
    /// changes.
    remade: BTreeMap<Name, Vec<String>>,
    /// How values change their type, beside the rules of the dialects.
    pub(crate) casts: WrittenCasts,
    /// The first end as it was compared.
    pub(crate) before: Schema,
}

impl Comparison {
    /// The same with what a project and a person say about changes of type.
    ///
    /// # Errors
    /// When a column is named whose type does not change.
    pub fn with_casts(self, casts: WrittenCasts) -> Result<Self, EngineError> {
        refuse_unused(&casts.columns, &self.operations)?;
        Ok(Self { casts, ..self })
    }

    /// What is run on the first end of `dialect`.
    pub(crate) fn with_written_casts(&self, dialect: Dialect) -> Vec<Operation> {
        with_written(self.operations.clone(), &self.casts, &[dialect])
    }

    /// Whether nothing differs, as far as the ends can say it, and everything could be compared.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.operations.is_empty() && self.unmodelled.is_empty() && self.undecided.is_empty()
    }
}

/// Compares two ends. `answers` are a person's; the hints in the DSL count where they fit.
///
/// # Errors
/// When a decision does not fit, or a server that has to be asked does not answer.
pub async fn compare(
    from: &Side,
    to: &Side,
    answers: &Answers,
    session: &SessionOptions,
) -> Result<Comparison, EngineError> {
    let mut decisions = Decisions::default();
    answers.add_to(
        &mut decisions,
        &kept(from, to, &from.schema),
        &kept(from, to, &to.schema),
    )?;
    compare_decided(from, to, decisions, session).await
}

/// The way back of a change that somebody made: `answers` and questions are about the change, from `to` to `from`, as
/// a person saw it happen.
///
/// # Errors
/// As [`compare`].
pub(crate) async fn compare_back(
    from: &Side,
    to: &Side,
    answers: &Answers,
    session: &SessionOptions,
) -> Result<Comparison, EngineError> {
    let (left, right) = (kept(from, to, &from.schema), kept(from, to, &to.schema));
    let mut decisions = Decisions::default();
    answers.add_to(&mut decisions, &right, &left)?;
    // What does not fit is told in the direction in which it was said.
    renamed(&right, &left, &decisions)?;
    let not_renamed = std::mem::take(&mut decisions.not_renamed);
    // A rename that is done already has no way back here.
    decisions
        .table_renames
        .retain(|it| right.table(&it.from).is_some());
    let old_name = |decisions: &Decisions, table: &Name| {
        let rename = decisions.table_renames.iter().find(|it| it.to == *table);
        rename.map_or_else(|| table.clone(), |it| it.from.clone())
    };
    let tables = decisions.clone();
    decisions.column_renames.retain(|it| {
        right
            .table(&old_name(&tables, &it.table))
            .is_some_and(|table| table.column(&it.from).is_some())
    });
    let mut found = compare_decided(from, to, reversed(&decisions), session).await?;
    found.questions.retain_mut(|open| {
        open.question = open.question.turned_round(|table| {
            let rename = decisions.table_renames.iter().find(|it| it.from == *table);
            rename.map_or_else(|| table.clone(), |it| it.to.clone())
        });
        !not_renamed
            .iter()
            .any(|answer| open.question.is_answered_by(answer))
    });
    // Choices for one thing stand together.
    found.questions.sort_by_key(|open| open.yes().to_string());
    Ok(found)
}

/// What a database's settings leave out is no difference.
fn kept(from: &Side, to: &Side, schema: &Schema) -> Schema {
    [from, to]
        .iter()
        .filter_map(|side| side.live())
        .fold(schema.clone(), |schema, side| side.live.without_ignored(&schema))
}

async fn compare_decided(
    from: &Side,
    to: &Side,
    mut decisions: Decisions,
    session: &SessionOptions,
) -> Result<Comparison, EngineError> {
    let kept = |schema: &Schema| kept(from, to, schema);
    let (left, right) = (kept(&from.schema), kept(&to.schema));
    add_hints(&mut decisions, (from, &left), (to, &right));
    // A decision that fits nothing is told in the direction in which it was made.
    renamed(&left, &right, &decisions)?;
    let mut undecided = Vec::new();
    let (before, mut after) = match (from.live(), to.live()) {
        (None, None) => (left, right),
        (Some(live), None) => {
            // In the words of the other end, under the names that this end has.
            let declared = renamed(&right, &left, &reversed(&decisions))?;
            let aligned = align_to(live, &declared, false, session).await?;
            undecided.extend(aligned.undecided);
            (aligned.schema, right)
        }
        (other, Some(live)) => {
            let declared = renamed(&left, &right, &decisions)?;
            let is_live = from.dialect().is_some() && from.dialect() == to.dialect();
            let aligned = align_to(live, &declared, is_live, session).await?;
            undecided.extend(aligned.undecided);
            match other.filter(|_| from.dialect() != to.dialect()) {
                None => (left, aligned.schema),
                // Each dialect has things that are one there and two in the other.
                Some(other) => {
                    let declared = renamed(&aligned.schema, &left, &reversed(&decisions))?;
                    (
                        align_to(other, &declared, false, session).await?.schema,
                        aligned.schema,
                    )
                }
            }
        }
    };
    let mut unsaid = Vec::new();
    let mut before = before;
    match (&from.origin, &to.origin) {
        (Origin::Dsl(_), Origin::Dsl(_)) => {}
        (_, Origin::Dsl(model)) => {
            let previous = renamed(&before, &after, &decisions)?;
            let completed = model.complete(&previous, &decisions);
            after = kept(&completed.schema);
            unsaid = completed.unsaid;
        }
        (Origin::Dsl(model), _) => {
            let back = reversed(&decisions);
            let completed = model.complete(&renamed(&after, &before, &back)?, &back);
            before = kept(&completed.schema);
            unsaid = completed.unsaid;
        }
        _ => {}
    }
    let found = diff(&before, &after, &decisions)?;
    let questions = found
        .questions
        .into_iter()
        .map(|question| match &to.origin {
            Origin::Dsl(model) => OpenQuestion::of(question, model),
            _ => OpenQuestion {
                question,
                written: None,
            },
        })
        .collect();
    let (operations, undoes) = (found.operations, found.undoes);
    let mut beside = Vec::new();
    let (mut unmodelled, unmodelled_back) = match unmodelled(from, to) {
        Some((left, right)) => (
            UnmodelledChanges::between(&left, &right),
            UnmodelledChanges::between(&right, &left),
        ),
        None => {
            for side in [from, to] {
                beside.extend(
                    side.live()
                        .into_iter()
                        .flat_map(|it| it.live.inspection.unmodelled.clone()),
                );
            }
            Default::default()
        }
    };
    if let Some(live) = from
        .live()
        .filter(|live| live.target.dialect() == Dialect::Postgresql)
    {
        unmodelled.clear_the_way(&live.live.inspection, &operations);
    }
    let remade = texts::of_remade_tables(from, to, &operations, &unmodelled);
    Ok(Comparison {
        from: from.label.clone(),
        to: to.label.clone(),
        operations,
        questions,
        undoes,
        unmodelled,
        unmodelled_back,
        beside,
        undecided,
        unsaid,
        texts: texts::of_new_tables(to),
        remade,
        casts: WrittenCasts::default(),
        before,
    })
}

/// What both ends have that the model does not hold, where both ends can have such things.
fn unmodelled(from: &Side, to: &Side) -> Option<(Inspection, Inspection)> {
    let of = |side: &Side| side.live().map(|live| live.live.inspection.clone());
    match (of(from), of(to)) {
        (Some(left), Some(right)) if from.dialect() == to.dialect() => Some((left, right)),
        (Some(left), None) if to.is_empty() => Some((left, Inspection::default())),
        (None, Some(right)) if from.is_empty() => Some((Inspection::default(), right)),
        _ => None,
    }
}

/// The renames that the DSL hints at and that stand between these two ends; a hint that has done its work, or that
/// another end knows nothing of, is passed over.
fn add_hints(decisions: &mut Decisions, (from, left): (&Side, &Schema), (to, right): (&Side, &Schema)) {
    let (model, is_target) = match (from.model(), to.model()) {
        (_, Some(model)) => (model, true),
        (Some(model), None) => (model, false),
        (None, None) => return,
    };
    let mut hints = model.decisions();
    if !is_target {
        hints = reversed(&hints);
    }
    let there = |schema: &Schema, table: &_| schema.table(table).is_some();
    for hint in hints.table_renames {
        let applies = there(left, &hint.from)
            && !there(left, &hint.to)
            && there(right, &hint.to)
            && !there(right, &hint.from);
        if applies && !decisions.table_renames.contains(&hint) {
            decisions.table_renames.push(hint);
        }
    }
    for hint in hints.column_renames {
        let old_table = decisions
            .table_renames
            .iter()
            .find(|rename| rename.to == hint.table)
            .map_or(&hint.table, |rename| &rename.from);
        let has = |schema: &Schema, table, column| {
            schema
                .table(table)
                .is_some_and(|table| table.columns.contains_key(column))
        };
        let applies = has(left, old_table, &hint.from)
            && !has(left, old_table, &hint.to)
            && has(right, &hint.table, &hint.to)
            && !has(right, &hint.table, &hint.from);
        if applies && !decisions.column_renames.contains(&hint) {
            decisions.column_renames.push(hint);
        }
    }
    if is_target {
        hints.value_renames.retain(|hint| {
            let rename = decisions.table_renames.iter().find(|it| it.to == hint.table);
            let old_table = left.table(rename.map_or(&hint.table, |it| &it.from));
            let checks = old_table.into_iter().flat_map(|table| table.checks.values());
            let mut values = checks.filter_map(|check| match &check.rule {
                CheckRule::OneOf { values, .. } => Some(values),
                CheckRule::Sql(_) => None,
            });
            values.any(|values| values.contains(&hint.from))
        });
        decisions.value_renames.append(&mut hints.value_renames);
        model.name_entities(decisions, left);
    }
    decisions.fills.extend(hints.fills);
}

/// The decisions on the way back.
fn reversed(decisions: &Decisions) -> Decisions {
    let old_name = |table: &dazzle_schema::Name| {
        decisions
            .table_renames
            .iter()
            .find(|rename| rename.to == *table)
            .map_or_else(|| table.clone(), |rename| rename.from.clone())
    };
    Decisions {
        table_renames: decisions
            .table_renames
            .iter()
            .map(|rename| dazzle_diff::TableRename {
                from: rename.to.clone(),
                to: rename.from.clone(),
            })
            .collect(),
        column_renames: decisions
            .column_renames
            .iter()
            .map(|rename| dazzle_diff::ColumnRename {
                table: old_name(&rename.table),
                from: rename.to.clone(),
                to: rename.from.clone(),
            })
            .collect(),
        value_renames: Vec::new(),
        not_renamed: Vec::new(),
        fills: Vec::new(),
    }
}
