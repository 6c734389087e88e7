//! Which decisions history has carried out, so that there is nothing left of them to do.
//!
//! A hint may stay in the source for ever and a file of answers may be given again, so what history has done is
//! struck out. Renames that hang together, in a chain or a circle, are judged as a whole: one alone says little
//! where its neighbors are still to be done.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{CheckRule, Name, Schema, Table};

use crate::decisions::DecisionError;
use crate::{ColumnRename, Decisions, DiffError, RenamesDone, TableRename};

/// What was struck out although both names are there, so that it might have been meant again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// Tables.
    pub tables: Vec<TableRename>,
    /// Columns.
    pub columns: Vec<ColumnRename>,
}

impl RenamesDone {
    /// Takes the renames that were carried out already out of `decisions`, which lead from `previous` to `next`.
    /// `given` are those among them that a person gave for this time, and that do not just stand in the source.
    ///
    /// # Errors
    /// When history has done something, what is said now fits better if it is done again, and nobody gave it.
    pub fn strike_from(
        &self,
        decisions: &mut Decisions,
        (previous, next): (&Schema, &Schema),
        given: &Decisions,
    ) -> Result<PassedOver, DiffError> {
        let mut errors = Vec::new();
        let mut passed_over = PassedOver::default();

        let before: BTreeSet<&Name> = previous.table_names().collect();
        let after: BTreeSet<&Name> = next.table_names().collect();
        let edges: Vec<Edge> = decisions
            .table_renames
            .iter()
            .map(|it| Edge {
                from: it.from.clone(),
                to: it.to.clone(),
                is_done: self.has_table(&it.from, &it.to),
                is_given: given.table_renames.contains(it),
            })
            .collect();
        let distance = |from: &Name, to: &Name| {
            let (from, to) = (previous.table(from), next.table(to));
            from.zip(to).map_or(0, |(from, to)| tables_differ(from, to))
        };
        let struck = judge(None, &edges, &before, &after, distance, &mut errors);
        let both_there = |before: &BTreeSet<&Name>, edge: &Edge| {
            edge.from != edge.to && before.contains(&edge.from) && before.contains(&edge.to)
        };
        decisions.table_renames.retain(|it| {
            let edge = struck
                .iter()
                .find(|edge| edge.from == it.from && edge.to == it.to);
            if edge.is_some_and(|edge| both_there(&before, edge)) {
                passed_over.tables.push(it.clone());
            }
            edge.is_none()
        });

        let renames = decisions.table_renames.clone();
        let tables: BTreeSet<Name> = decisions
            .column_renames
            .iter()
            .map(|it| it.table.clone())
            .collect();
        for name in &tables {
            // A hint names its table as it will be called; history knows it as it is called now.
            let pending = renames.iter().find(|it| {
                let is_free = !before.contains(&it.to) || renames.iter().any(|other| other.from == it.to);
                it.to == *name && before.contains(&it.from) && is_free
            });
            let now = pending.map_or(name, |it| &it.from);
            let (Some(old), Some(new)) = (previous.table(now), next.table(name)) else {
                continue;
            };
            let edges: Vec<Edge> = decisions
                .column_renames
                .iter()
                .filter(|it| it.table == *name)
                .map(|it| Edge {
                    from: it.from.clone(),
                    to: it.to.clone(),
                    is_done: self.has_column(now, &it.from, &it.to),
                    is_given: given.column_renames.contains(it),
                })
                .collect();
            let before: BTreeSet<&Name> = old.columns.keys().collect();
            let after: BTreeSet<&Name> = new.columns.keys().collect();
            let distance = |from: &Name, to: &Name| columns_differ((old, from), (new, to), &renames);
            let struck = judge(Some(name), &edges, &before, &after, distance, &mut errors);
            decisions.column_renames.retain(|it| {
                let is_it = |edge: &&Edge| it.table == *name && edge.from == it.from && edge.to == it.to;
                let edge = struck.iter().find(is_it);
                if edge.is_some_and(|edge| both_there(&before, edge)) {
                    passed_over.columns.push(it.clone());
                }
                edge.is_none()
            });
        }
        if errors.is_empty() {
            Ok(passed_over)
        } else {
            Err(DiffError::Decisions(errors))
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Edge {
    from: Name,
    to: Name,
    /// Whether history has done it.
    is_done: bool,
    is_given: bool,
}

/// Those of `edges` that are struck out. `distance` says by how much something before differs from something after.
fn judge(
    table: Option<&Name>,
    edges: &[Edge],
    before: &BTreeSet<&Name>,
    after: &BTreeSet<&Name>,
    distance: impl Fn(&Name, &Name) -> usize,
    errors: &mut Vec<DecisionError>,
) -> Vec<Edge> {
    // Where the old name is gone, no history is needed to tell.
    let (there, gone): (Vec<&Edge>, Vec<&Edge>) = edges.iter().partition(|edge| before.contains(&edge.from));
    let mut struck: Vec<Edge> = gone.into_iter().filter(|edge| edge.is_done).cloned().collect();
    for whole in wholes(there) {
        let (done, open): (Vec<&Edge>, Vec<&Edge>) = whole.iter().partition(|edge| edge.is_done);
        if done.is_empty() {
            continue;
        }
        let may_be_meant = fits(&whole, before);
        let is_kept = if open.is_empty() {
            let again: usize = whole.iter().map(|edge| distance(&edge.from, &edge.to)).sum();
            let as_it_is: usize = whole.iter().map(|edge| distance(&edge.to, &edge.to)).sum();
            // What a person gives and what would go for it is refused later, as is all that does not fit.
            let would_go = whole
                .iter()
                .any(|edge| edge.is_given && !after.contains(&edge.from));
            (may_be_meant && again < as_it_is) || would_go
        } else {
            may_be_meant
        };
        if !is_kept {
            struck.extend(done.into_iter().cloned());
            continue;
        }
        let stays = |edge: &&Edge| after.contains(&edge.from) || open.iter().any(|it| it.from == edge.from);
        let may_be_spent = open.is_empty() || (fits(&open, before) && done.iter().all(stays));
        if may_be_spent {
            let unsaid = done.iter().filter(|edge| !edge.is_given);
            errors.extend(unsaid.map(|edge| DecisionError::DoneBefore {
                table: table.cloned(),
                from: edge.from.clone(),
                to: edge.to.clone(),
            }));
        }
    }
    struck
}

/// Whether all of the renames can be done together.
fn fits(edges: &[&Edge], before: &BTreeSet<&Name>) -> bool {
    let from: BTreeSet<&Name> = edges.iter().map(|edge| &edge.from).collect();
    from.len() == edges.len()
        && edges
            .iter()
            .all(|edge| !before.contains(&edge.to) || from.contains(&edge.to))
}

/// The renames in groups of those that hang together: one takes the name that another leaves.
fn wholes(edges: Vec<&Edge>) -> Vec<Vec<&Edge>> {
    let mut wholes: Vec<Vec<&Edge>> = Vec::new();
    for edge in edges.into_iter().filter(|edge| edge.from != edge.to) {
        let touches = |whole: &Vec<&Edge>| {
            let mut others = whole.iter();
            others.any(|other| other.to == edge.from || other.from == edge.to)
        };
        let (joined, apart): (Vec<_>, Vec<_>) = wholes.into_iter().partition(touches);
        wholes = apart;
        let mut whole: Vec<&Edge> = joined.into_iter().flatten().collect();
        whole.push(edge);
        wholes.push(whole);
    }
    wholes
}

fn tables_differ(old: &Table, new: &Table) -> usize {
    let only_in = |one: &Table, other: &Table| {
        let columns = one.columns.iter();
        columns
            .filter(|(name, column)| {
                other
                    .column(name)
                    .is_none_or(|it| it.column_type != column.column_type)
            })
            .count()
    };
    only_in(old, new) + only_in(new, old)
}

/// In how many respects a column differs from another.
fn columns_differ((old, from): (&Table, &Name), (new, to): (&Table, &Name), tables: &[TableRename]) -> usize {
    let (Some(before), Some(after)) = (old.column(from), new.column(to)) else {
        return 0;
    };
    let now: BTreeMap<&Name, &Name> = tables.iter().map(|it| (&it.from, &it.to)).collect();
    let targets = |table: &Table, column: &Name, now: &BTreeMap<&Name, &Name>| -> BTreeSet<Name> {
        let keys = table.foreign_keys.values();
        keys.filter(|key| key.columns == [column.clone()])
            .map(|key| &key.references.table)
            .map(|target| now.get(target).copied().unwrap_or(target).clone())
            .collect()
    };
    [
        before.column_type != after.column_type,
        before.nullable != after.nullable,
        before.default != after.default,
        values_of(old, from) != values_of(new, to),
        targets(old, from, &now) != targets(new, to, &BTreeMap::new()),
    ]
    .into_iter()
    .filter(|differs| *differs)
    .count()
}

fn values_of(table: &Table, name: &Name) -> Option<BTreeSet<String>> {
    table.checks.values().find_map(|check| match &check.rule {
        CheckRule::OneOf { column, values } if column == name => {
            Some(values.iter().map(str::to_owned).collect())
        }
        CheckRule::OneOf { .. } | CheckRule::Sql(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use dazzle_ops::{Operation, RenameColumn, RenameTable};
    use dazzle_schema::{Column, ColumnType};

    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn column_rename(table: &str, from: &str, to: &str) -> ColumnRename {
        ColumnRename {
            table: name(table),
            from: name(from),
            to: name(to),
        }
    }

    fn rename(from: &str, to: &str) -> Operation {
        RenameColumn {
            table: name("T"),
            from: name(from),
            to: name(to),
        }
        .into()
    }

    /// A table with columns, each a letter for its name and one for its type.
    fn schema(table: &str, columns: &str) -> Schema {
        let mut schema = Schema::default();
        schema.insert(with_columns(table, columns));
        schema
    }

    fn with_columns(table: &str, columns: &str) -> Table {
        let mut made = Table::new(name(table));
        for column in columns.split_whitespace() {
            let (letter, kind) = column.split_at(1);
            let kind = match kind {
                "i" => ColumnType::Integer,
                _ => ColumnType::Text,
            };
            made.columns.insert(name(letter), Column::new(name(letter), kind));
        }
        made
    }

    fn columns(renames: &[&str]) -> Decisions {
        let split = |it: &&str| {
            let (from, to) = it.split_once('>').unwrap();
            column_rename("T", from, to)
        };
        Decisions {
            column_renames: renames.iter().map(split).collect(),
            ..Decisions::default()
        }
    }

    fn swapped() -> RenamesDone {
        let mut done = RenamesDone::default();
        done.note(&[rename("a", "x"), rename("b", "a"), rename("x", "b")]);
        done
    }

    /// What is left of `hints` from `before` to `after`, or what is in doubt.
    fn left(
        done: &RenamesDone,
        (before, after): (&str, &str),
        hints: &[&str],
        given: &[&str],
    ) -> Result<usize, usize> {
        let mut decisions = columns(hints);
        let ends = (&schema("T", before), &schema("T", after));
        match done.strike_from(&mut decisions, ends, &columns(given)) {
            Ok(_) => Ok(decisions.column_renames.len()),
            Err(DiffError::Decisions(errors)) => Err(errors.len()),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_spent_swap_stays_spent_when_the_table_gets_another_name() {
        let mut decisions = Decisions {
            table_renames: vec![TableRename {
                from: name("T"),
                to: name("J"),
            }],
            column_renames: vec![column_rename("J", "a", "b"), column_rename("J", "b", "a")],
            ..Decisions::default()
        };
        let ends = (&schema("T", "at bt"), &schema("J", "at bt"));
        let passed = swapped().strike_from(&mut decisions, ends, &Decisions::default());
        assert_eq!(passed.unwrap().columns.len(), 2);
        assert_eq!(decisions.table_renames.len(), 1);
        assert_eq!(decisions.column_renames, []);
    }

    #[test]
    fn a_rename_that_was_taken_back_may_come_again() {
        let mut done = RenamesDone::default();
        done.note(&[rename("a", "b")]);
        done.note(&[rename("b", "a")]);
        assert_eq!(left(&done, ("at", "bt"), &["a>b"], &[]), Ok(1));
    }

    #[test]
    fn a_swap_is_spent_unless_what_is_said_fits_better_if_it_is_done_again() {
        let (done, hints) = (swapped(), ["a>b", "b>a"]);
        for (ends, given, expected) in [
            (("at bi", "at bi"), &[][..], Ok(0)),
            (("at bi", "at bt"), &[], Ok(0)),
            (("at bt", "at bt"), &hints, Ok(0)),
            (("at bi", "ai bt"), &[], Err(2)),
            (("at bi", "ai bt"), &hints[..1], Err(1)),
            (("at bi", "ai bt"), &hints, Ok(2)),
        ] {
            assert_eq!(left(&done, ends, &hints, given), expected, "{ends:?} {given:?}");
        }
        let more = ["a>b", "b>a", "c>d"];
        assert_eq!(left(&done, ("at bt ct", "at bt dt"), &more, &[]), Ok(1));
    }

    #[test]
    fn a_circle_of_which_history_has_done_a_part_is_done_as_a_whole() {
        for hints in [["a>b", "b>c", "c>a"], ["b>a", "a>c", "c>b"]] {
            assert_eq!(left(&swapped(), ("at bt ct", "at bt ct"), &hints, &[]), Ok(3));
        }
        // What was renamed on leaves the rest of a swap as it is.
        let hints = ["b>a", "b>d"];
        assert_eq!(left(&swapped(), ("at bt", "at dt"), &hints, &[]), Ok(1));
    }

    #[test]
    fn a_chain_of_which_history_has_done_a_part_is_in_doubt_where_it_can_be_read_in_two_ways() {
        let mut done = RenamesDone::default();
        done.note(&[rename("a", "b")]);
        let hints = ["a>b", "b>c"];
        assert_eq!(left(&done, ("at bt", "at bt ct"), &hints, &[]), Err(1));
        assert_eq!(left(&done, ("at bt", "at bt ct"), &hints, &hints), Ok(2));
        // The old name goes, so it can only be meant once more.
        assert_eq!(left(&done, ("at bt", "bt ct"), &hints, &[]), Ok(2));
        assert_eq!(left(&done, ("bt", "bt ct"), &hints, &[]), Ok(1));
    }

    #[test]
    fn tables_that_trade_names_once_more_are_told_by_their_columns() {
        let named = |from: &str, to: &str| TableRename {
            from: name(from),
            to: name(to),
        };
        let mut done = RenamesDone::default();
        let operations = [("A", "x"), ("B", "A"), ("x", "B")].map(|(from, to)| {
            let rename = RenameTable {
                from: name(from),
                to: name(to),
            };
            Operation::from(rename)
        });
        done.note(&operations);
        let both = |one: &str, other: &str| {
            let mut schema = schema("A", one);
            schema.insert(with_columns("B", other));
            schema
        };
        let hints = Decisions {
            table_renames: vec![named("A", "B"), named("B", "A")],
            ..Decisions::default()
        };
        let before = both("at bi", "ct");
        for (after, given, expected) in [
            (both("at bi", "ct di"), &Decisions::default(), Some(0)),
            (both("ct", "at bi"), &Decisions::default(), None),
            (both("ct", "at bi"), &hints, Some(2)),
        ] {
            let mut decisions = hints.clone();
            let passed = done.strike_from(&mut decisions, (&before, &after), given);
            let left = passed.is_ok().then_some(decisions.table_renames.len());
            assert_eq!(left, expected);
        }
    }
}
