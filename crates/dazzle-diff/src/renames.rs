//! Renames in an order that runs, and which renames history has done already.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::Operation;
use dazzle_schema::{Name, naming};

use crate::decisions::Renames;
use crate::{ColumnRename, TableRename};

/// The renames one at a time, so that no name is taken when its turn comes. A cycle (a swap is the smallest)
/// goes over a temporary name, which is none of `taken`, the names in use.
pub fn in_running_order(renames: &Renames, taken: &BTreeSet<Name>) -> Vec<(Name, Name)> {
    let mut waiting = renames.clone();
    let mut steps = Vec::new();
    while !waiting.is_empty() {
        let free = waiting
            .iter()
            .find(|(_, to)| !waiting.contains_key(*to))
            .map(|(from, to)| (from.clone(), to.clone()));
        if let Some((from, to)) = free {
            waiting.remove(&from);
            steps.push((from, to));
        } else if let Some((from, to)) = waiting.pop_first() {
            let aside = temporary_name(&from, taken);
            steps.push((from, aside.clone()));
            waiting.insert(aside, to);
        }
    }
    steps
}

fn temporary_name(name: &Name, taken: &BTreeSet<Name>) -> Name {
    let mut candidate = naming::shorten(&format!("dazzle_moving_{name}"));
    let mut number = 2_u32;
    while taken.contains(&candidate) {
        candidate = naming::shorten(&format!("dazzle_moving_{number}_{name}"));
        number += 1;
    }
    candidate
}

/// The renames that revisions have carried out, under the names that tables have now.
///
/// A rename hint may stay in the source for ever. Most spent hints are seen from the schema alone (only the
/// new name is there); after a swap, or when the old name was given to a new column, only history knows.
#[derive(Debug, Clone, Default)]
pub struct RenamesDone {
    tables: BTreeSet<TableRename>,
    columns: BTreeSet<ColumnRename>,
}

impl RenamesDone {
    /// Takes note of the renames in the upgrade of one revision; call it for each, in the order of history.
    pub fn note(&mut self, upgrade: &[Operation]) {
        // Steps over temporary names are put together: what counts is the name before and after the revision.
        let mut tables: BTreeMap<Name, Name> = BTreeMap::new();
        let mut columns: BTreeMap<(Name, Name), Name> = BTreeMap::new();
        for operation in upgrade {
            match operation {
                Operation::RenameTable(rename) => {
                    let origin = tables.remove(&rename.from).unwrap_or_else(|| rename.from.clone());
                    tables.insert(rename.to.clone(), origin);
                    columns = std::mem::take(&mut columns)
                        .into_iter()
                        .map(|((table, to), from)| ((moved(table, &rename.from, &rename.to), to), from))
                        .collect();
                    self.columns = std::mem::take(&mut self.columns)
                        .into_iter()
                        .map(|it| ColumnRename {
                            table: moved(it.table, &rename.from, &rename.to),
                            ..it
                        })
                        .collect();
                }
                Operation::RenameColumn(rename) => {
                    let origin = columns
                        .remove(&(rename.table.clone(), rename.from.clone()))
                        .unwrap_or_else(|| rename.from.clone());
                    columns.insert((rename.table.clone(), rename.to.clone()), origin);
                }
                _ => {}
            }
        }
        // What was renamed on, back or away since is history no more: the same rename may be wanted again.
        self.tables
            .retain(|done| !tables.values().any(|from| *from == done.to));
        self.columns.retain(|done| {
            !columns
                .iter()
                .any(|((table, _), from)| *table == done.table && *from == done.to)
        });
        for operation in upgrade {
            match operation {
                Operation::DropTable(it) => {
                    self.tables.retain(|done| done.to != it.table.name);
                    self.columns.retain(|done| done.table != it.table.name);
                }
                Operation::DropColumn(it) => {
                    self.columns
                        .retain(|done| done.table != it.table || done.to != it.column.name);
                }
                _ => {}
            }
        }
        self.tables
            .extend(tables.into_iter().map(|(to, from)| TableRename { from, to }));
        self.columns.extend(
            columns
                .into_iter()
                .map(|((table, to), from)| ColumnRename { table, from, to }),
        );
    }

    pub(crate) fn has_table(&self, from: &Name, to: &Name) -> bool {
        let mut tables = self.tables.iter();
        tables.any(|it| it.from == *from && it.to == *to)
    }

    /// `table` is the name that history knows.
    pub(crate) fn has_column(&self, table: &Name, from: &Name, to: &Name) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|it| it.table == *table && it.from == *from && it.to == *to)
    }
}

fn moved(table: Name, from: &Name, to: &Name) -> Name {
    if table == *from { to.clone() } else { table }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn run(renames: &[(&str, &str)], taken: &[&str]) -> Vec<(String, String)> {
        let renames = renames.iter().map(|(from, to)| (name(from), name(to))).collect();
        let taken = taken.iter().map(|it| name(it)).collect();
        in_running_order(&renames, &taken)
            .into_iter()
            .map(|(from, to)| (from.to_string(), to.to_string()))
            .collect()
    }

    #[test]
    fn a_chain_runs_from_its_end() {
        let steps = run(&[("a", "b"), ("b", "c")], &["a", "b"]);
        assert_eq!(steps, [("b".into(), "c".into()), ("a".into(), "b".into())]);
    }

    #[test]
    fn a_swap_goes_over_a_temporary_name() {
        let steps = run(&[("a", "b"), ("b", "a")], &["a", "b"]);
        assert_eq!(steps.len(), 3);
        assert_eq!(steps[0].1, "dazzle_moving_a");
        assert_eq!(steps[2], ("dazzle_moving_a".into(), "b".into()));
    }
}
