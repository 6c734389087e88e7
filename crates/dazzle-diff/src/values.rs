//! Values of a column that got other names: the rows are updated, and the check over the column follows.
//!
//! A rename has to happen when the check before allows the old value and the check after does not, or when the check
//! before does not allow the new one. It is spent when the check before does not allow the old value, or both allow
//! both. So the two checks tell which renames are spent, as long as values do not trade names in one step; where they
//! stand for tables, which may, the renames of the tables tell.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{AddCheck, DropCheck, Execute, Irreversible, Operation};
use dazzle_schema::{Check, CheckRule, Index, IndexKey, Name, Schema, SqlText, Table, ValueSet};

use crate::DiffError;
use crate::decisions::{DecisionError, Decisions, Renames, ValueRename};
use crate::emitter::Emitter;

/// What undoes operations that do not know it themselves, by their place in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undoes(BTreeMap<usize, Vec<Operation>>);

impl Undoes {
    /// The operations that undo `operations`, which were made together with these.
    ///
    /// # Errors
    /// When one of the others cannot be undone.
    pub fn reverse_all(
        &self,
        operations: &[Operation],
        before: &Schema,
    ) -> Result<Vec<Operation>, Irreversible> {
        let mut schema = before.clone();
        let mut undoing = Vec::new();
        for (at, operation) in operations.iter().enumerate() {
            undoing.push(match self.0.get(&at) {
                Some(known) => known.clone(),
                None => operation.reverse(&schema)?,
            });
            operation.apply(&mut schema).map_err(|error| Irreversible {
                operation: operation.word(),
                reason: error.to_string(),
            })?;
        }
        Ok(undoing.into_iter().rev().flatten().collect())
    }
}

/// The values of one column that get other names.
#[derive(Debug)]
pub struct ValueChange {
    table: Name,
    column: Name,
    /// Old and new value, in the order of the hints; each old one is there once.
    pairs: Vec<(String, String)>,
    /// What the check before allowed; none where there was no check.
    before: Option<ValueSet>,
    /// What the check after allows.
    after: ValueSet,
}

/// The renames of values that have to happen now. `start` has the names of `next` where something was renamed;
/// `tables` are the renames of tables.
pub fn values_to_rename(
    start: &Schema,
    next: &Schema,
    tables: &Renames,
    decisions: &Decisions,
    errors: &mut Vec<DecisionError>,
) -> Vec<ValueChange> {
    let mut concerned: Vec<(&Name, &Name)> = Vec::new();
    for rename in &decisions.value_renames {
        if !concerned.contains(&(&rename.table, &rename.column)) {
            concerned.push((&rename.table, &rename.column));
        }
    }
    let mut changes = Vec::new();
    for (table, column) in concerned {
        let (Some(old), Some(new)) = (start.table(table), next.table(table)) else {
            continue;
        };
        let (Some(_), Some(after)) = (old.column(column), allowed(new, column)) else {
            continue;
        };
        let hints: Vec<&ValueRename> = decisions
            .value_renames
            .iter()
            .filter(|it| it.table == *table && it.column == *column)
            .collect();
        let before = allowed(old, column);
        let pairs = active(&hints, before, after, tables, errors);
        if !pairs.is_empty() {
            changes.push(ValueChange {
                table: table.clone(),
                column: column.clone(),
                pairs,
                before: before.cloned(),
                after: after.clone(),
            });
        }
    }
    changes
}

fn allowed<'a>(table: &'a Table, name: &Name) -> Option<&'a ValueSet> {
    table.checks.values().find_map(|check| match &check.rule {
        CheckRule::OneOf { column, values } if column == name => Some(values),
        CheckRule::OneOf { .. } | CheckRule::Sql(_) => None,
    })
}

fn active(
    hints: &[&ValueRename],
    before: Option<&ValueSet>,
    after: &ValueSet,
    tables: &Renames,
    errors: &mut Vec<DecisionError>,
) -> Vec<(String, String)> {
    let was = |value: &str| before.is_none_or(|it| it.contains(value));
    // Where there was no check, rows may hold anything.
    let is_certain = |hint: &ValueRename| match &hint.with_table {
        Some((from, to)) => tables.get(from) == Some(to),
        None => {
            was(&hint.from) && before.is_none_or(|it| !after.contains(&hint.from) || !it.contains(&hint.to))
        }
    };
    let (certain, rest): (Vec<&ValueRename>, Vec<&ValueRename>) =
        hints.iter().partition(|hint| is_certain(hint));
    // Both values were there and the old one is there still: a spent hint, or a link of a chain whose old value was
    // taken over and whose new one was left.
    let (mut links, mut spent): (Vec<&ValueRename>, Vec<&ValueRename>) = rest
        .into_iter()
        .filter(|hint| hint.with_table.is_none())
        .partition(|hint| was(&hint.from));
    let ends = |hint: &ValueRename, links: &[&ValueRename]| {
        let others = || certain.iter().chain(links);
        (
            others().any(|other| other.to == hint.from),
            others().any(|other| other.from == hint.to),
        )
    };
    loop {
        let (kept, gone): (Vec<&ValueRename>, Vec<&ValueRename>) =
            links.iter().partition(|hint| ends(hint, &links) == (true, true));
        links = kept;
        if gone.is_empty() {
            break;
        }
        spent.extend(gone);
    }
    for hint in spent {
        let (table, column) = (hint.table.clone(), hint.column.clone());
        let (from, to) = (hint.from.clone(), hint.to.clone());
        if !was(&hint.from) && !was(&hint.to) {
            errors.push(DecisionError::DanglingValue {
                table,
                column,
                from,
                to,
            });
        } else if was(&hint.from) && ends(hint, &links) != (false, false) {
            errors.push(DecisionError::ValueBothExist {
                table,
                column,
                from,
                to,
            });
        }
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    for hint in hints {
        let happens = certain.contains(hint) || links.contains(hint);
        if happens && !pairs.iter().any(|(from, _)| *from == hint.from) {
            pairs.push((hint.from.clone(), hint.to.clone()));
        }
    }
    pairs
}

/// Updates the rows. A check over the column that changes is not there yet.
pub fn rename_values(
    emitter: &mut Emitter,
    undoes: &mut Undoes,
    changes: &[ValueChange],
) -> Result<(), DiffError> {
    for change in changes {
        let table = emitter.table(&change.table)?;
        let is_key = is_in_a_key(table, &change.column);
        let forth = change.updates(&change.pairs, is_key);
        let back = change.updates(&change.pairs_back(), is_key);
        // A value for the time between is none that a check allows.
        let goes_over_another = [&forth, &back]
            .into_iter()
            .any(|updates| updates.len() > change.pairs.len());
        let in_the_way: Vec<Check> = table
            .checks
            .values()
            .filter(|check| goes_over_another && is_over(check, &change.column))
            .cloned()
            .collect();
        for check in &in_the_way {
            emitter.emit(DropCheck {
                table: change.table.clone(),
                check: check.clone(),
            })?;
        }
        let mut back = Some(back);
        for update in forth {
            undoes
                .0
                .insert(emitter.operations.len(), back.take().unwrap_or_default());
            emitter.emit(update)?;
        }
        for check in in_the_way {
            emitter.emit(AddCheck {
                table: change.table.clone(),
                check,
            })?;
        }
    }
    Ok(())
}

fn is_over(check: &Check, name: &Name) -> bool {
    matches!(&check.rule, CheckRule::OneOf { column, .. } if column == name)
}

/// Whether two rows may be refused for the value of the column.
fn is_in_a_key(table: &Table, name: &Name) -> bool {
    let has = |columns: &[Name]| columns.contains(name);
    let parts = |index: &Index| {
        index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(column) => column == name,
            IndexKey::Expression(_) => true,
        })
    };
    table.primary_key.as_ref().is_some_and(|key| has(&key.columns))
        || table.uniques.values().any(|unique| has(&unique.columns))
        || table.indexes.values().any(|index| index.unique && parts(index))
}

impl ValueChange {
    /// The statements for `pairs`. Databases look at a key row by row, so where the column is in one, no value may be
    /// taken before it is left: one after the other, and over a value of its own where they trade.
    fn updates(&self, pairs: &[(String, String)], is_key: bool) -> Vec<Operation> {
        if pairs.is_empty() {
            return Vec::new();
        }
        let left = |value: &String| pairs.iter().any(|(from, _)| from == value);
        if !is_key || !pairs.iter().any(|(_, to)| left(to)) {
            let why = format!(
                "{}.{}: {}{}",
                self.table,
                self.column,
                in_words(pairs),
                self.loss()
            );
            return vec![self.update(pairs, why)];
        }
        let mut waiting = pairs.to_vec();
        let mut steps: Vec<(String, String)> = Vec::new();
        while !waiting.is_empty() {
            let free = waiting
                .iter()
                .position(|(_, to)| !waiting.iter().any(|(from, _)| from == to));
            if let Some(at) = free {
                steps.push(waiting.remove(at));
            } else {
                let (from, to) = waiting.remove(0);
                let between = self.unused(&steps);
                steps.push((from, between.clone()));
                waiting.push((between, to));
            }
        }
        let mut loss = self.loss();
        steps
            .into_iter()
            .map(|step| {
                let step = [step];
                let loss = std::mem::take(&mut loss);
                let why = format!("{}.{}: {}{loss}", self.table, self.column, in_words(&step));
                self.update(&step, why)
            })
            .collect()
    }

    /// A value that no row has: short, so that every column has room for it.
    fn unused(&self, steps: &[(String, String)]) -> String {
        let is_known = |value: &str| {
            let pairs = self.pairs.iter().chain(steps);
            pairs.into_iter().any(|(from, to)| from == value || to == value)
                || self.after.contains(value)
                || self.before.as_ref().is_some_and(|it| it.contains(value))
        };
        let mut value = "~".to_owned();
        while is_known(&value) {
            value.push('~');
        }
        value
    }

    fn update(&self, pairs: &[(String, String)], why: String) -> Operation {
        let (table, column) = (self.table.quoted(), self.column.quoted());
        let sql = match pairs {
            [(from, to)] => format!(
                "UPDATE {table} SET {column} = {} WHERE {column} = {}",
                literal(to),
                literal(from)
            ),
            // In one statement, so that a value may take the name that another has had.
            _ => {
                let cases: Vec<String> = pairs
                    .iter()
                    .map(|(from, to)| format!("WHEN {} THEN {}", literal(from), literal(to)))
                    .collect();
                let old: Vec<String> = pairs.iter().map(|(from, _)| literal(from)).collect();
                format!(
                    "UPDATE {table} SET {column} = CASE {column} {} END WHERE {column} IN ({})",
                    cases.join(" "),
                    old.join(", ")
                )
            }
        };
        Execute {
            sql: SqlText::Portable(sql),
            why: Some(why),
            effects: Vec::new(),
        }
        .into()
    }

    /// The values before that are `value` now, itself among them.
    fn origins(&self, value: &str) -> Vec<&str> {
        let renamed = |old: &str| self.pairs.iter().any(|(from, _)| from == old);
        let from_pairs = self
            .pairs
            .iter()
            .filter(|(_, to)| to == value)
            .map(|(from, _)| from.as_str());
        let itself = self
            .before
            .iter()
            .flat_map(ValueSet::iter)
            .filter(|old| *old == value && !renamed(old));
        from_pairs.chain(itself).collect()
    }

    fn new_values(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let values = self.pairs.iter().map(|(_, to)| to.as_str());
        values.filter(|value| seen.insert(*value)).collect()
    }

    /// What the old values become again: each its own name where it can be told, else one that was allowed.
    fn pairs_back(&self) -> Vec<(String, String)> {
        self.new_values()
            .into_iter()
            .filter_map(|value| {
                let origins = self.origins(value);
                let stays = self.before.is_none() || origins.contains(&value);
                let first = origins.first().filter(|_| !stays || self.before.is_none())?;
                (*first != value).then(|| (value.to_owned(), (*first).to_owned()))
            })
            .collect()
    }

    /// What the way back cannot tell, in a clause.
    fn loss(&self) -> String {
        let back = self.pairs_back();
        let merged: Vec<String> = self
            .new_values()
            .into_iter()
            .filter(|value| self.origins(value).len() > 1)
            .map(|value| {
                let becomes = back.iter().find(|(from, _)| from == value);
                let becomes = becomes.map_or(value, |(_, to)| to.as_str());
                let origins: Vec<String> = self.origins(value).iter().map(|it| format!("`{it}`")).collect();
                format!(
                    "; {} cannot be told apart afterwards: the way back makes all of them `{becomes}`",
                    origins.join(" and ")
                )
            })
            .collect();
        let reused = back.iter().filter(|(from, to)| {
            let leaves = back.iter().any(|(other, _)| other == to);
            self.after.contains(to) && !leaves && from != to
        });
        let reused = reused.map(|(from, to)| {
            format!("; the way back cannot tell rows that hold the new `{to}` from those that hold `{from}`: both are `{to}` then")
        });
        merged.into_iter().chain(reused).collect()
    }
}

fn in_words(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(from, to)| format!("`{from}` becomes `{to}`"))
        .collect();
    pairs.join(", ")
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
