//! Renames in an order that runs, and which renames history has done already.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::Operation;
use dazzle_schema::{Name, naming};

use crate::decisions::Renames;
use crate::{ColumnRename, TableRename};

/// The renames one at a time, so that no name is taken when its turn comes. A cycle (a swap is the smallest)
/// goes over a temporary name, which is none of `taken`, the names in use. Names that differ only in case are one, as
/// SQLite takes them, whatever the dialect: a file is for all.
pub fn in_running_order(renames: &Renames, taken: &BTreeSet<Name>) -> Vec<(Name, Name)> {
    let mut waiting = renames.clone();
    let mut taken = taken.clone();
    let mut steps = Vec::new();
    while !waiting.is_empty() {
        let free = waiting
            .iter()
            .find(|(from, to)| {
                let mut others = waiting.keys().filter(|other| other != from);
                !others.any(|other| same_name(other, to))
            })
            .map(|(from, to)| (from.clone(), to.clone()));
        if let Some((from, to)) = free {
            waiting.remove(&from);
            steps.push((from, to));
        } else if let Some((from, to)) = waiting.pop_first() {
            let aside = temporary_name(&from, &taken);
            taken.insert(aside.clone());
            steps.push((from, aside.clone()));
            waiting.insert(aside, to);
        }
    }
    steps
}

/// Whether some dialect takes both for one.
fn same_name(one: &Name, other: &Name) -> bool {
    one.as_str().eq_ignore_ascii_case(other.as_str())
}

/// What steps aside, since it goes and something comes whose name differs from its own only in case: each with a
/// temporary name. What just goes is in the way until it is gone, which is after all renames.
pub fn steps_aside(
    renames: &Renames,
    before: &BTreeSet<&Name>,
    after: &BTreeSet<&Name>,
    comes_by_itself: bool,
) -> Renames {
    let stays = |name: &Name| before.contains(name) && !renames.contains_key(name);
    let comes = |name: &&&Name| !stays(name) && (comes_by_itself || renames.values().any(|to| to == **name));
    let coming: Vec<&Name> = after.iter().filter(comes).copied().collect();
    let mut taken: BTreeSet<Name> = before.iter().chain(after).map(|name| (*name).clone()).collect();
    let mut aside = Renames::new();
    for name in before
        .iter()
        .filter(|name| !after.contains(*name) && !renames.contains_key(**name))
    {
        if coming.iter().any(|other| same_name(other, name)) {
            let temporary = temporary_name(name, &taken);
            taken.insert(temporary.clone());
            aside.insert((*name).clone(), temporary);
        }
    }
    aside
}

fn temporary_name(name: &Name, taken: &BTreeSet<Name>) -> Name {
    let mut candidate = naming::shorten(&format!("dazzle_moving_{name}"));
    let mut number = 2_u32;
    while taken.iter().any(|other| same_name(other, &candidate)) {
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
