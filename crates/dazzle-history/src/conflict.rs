//! Which two operations stand against each other where lines of a history do not fit together.

use std::fmt;

use dazzle_ops::{Operation, apply_all};
use dazzle_schema::{Name, Schema};

use crate::graph::Node;
use crate::{Direction, History, Place, RevisionId};

/// An operation of one line that another line does not agree with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicting {
    /// Its revision.
    pub revision: RevisionId,
    /// Where it stands; the id of the revision when that has no operation.
    pub place: Place,
    /// What it does, in words.
    pub summary: String,
}

impl fmt::Display for Conflicting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({}: {})", self.revision, self.place, self.summary)
    }
}

impl History {
    /// The operation at `index` in the upgrade of the revision at position `at`.
    pub(crate) fn conflicting(&self, at: usize, index: usize) -> Option<Conflicting> {
        let parsed = &self.nodes.get(at)?.parsed;
        let operation = parsed.revision.upgrade.get(index);
        Some(Conflicting {
            revision: parsed.revision.id.clone(),
            place: parsed.operation_place(Direction::Upgrade, index),
            summary: operation.map_or_else(|| "no operation".to_owned(), Operation::summary),
        })
    }

    /// The first operation of `line` after which the operation at `index` of the revision at `failing` no longer
    /// fits. `common` is what that revision follows.
    pub(crate) fn first_obstacle(
        &self,
        common: &[usize],
        line: &[usize],
        (failing, index): (usize, usize),
    ) -> Option<Conflicting> {
        let mut schema = Schema::empty();
        common
            .iter()
            .try_for_each(|at| apply_all(self.upgrade(*at)?, &mut schema).ok())?;
        let last = self.upgrade(failing)?.get(..=index)?;
        let fits = |schema: &Schema| apply_all(last, &mut schema.clone()).is_ok();
        if !fits(&schema) {
            return None;
        }
        for at in line {
            for (index, operation) in self.upgrade(*at)?.iter().enumerate() {
                operation.apply(&mut schema).ok()?;
                if !fits(&schema) {
                    return self.conflicting(*at, index);
                }
            }
        }
        None
    }

    /// The last operation of `line` that concerns the table or view `name`; if there is none, the last of all.
    pub(crate) fn last_about(&self, line: &[usize], name: Option<&Name>) -> Option<Conflicting> {
        let found = line.iter().rev().find_map(|at| {
            let index = self
                .upgrade(*at)?
                .iter()
                .rposition(|operation| name.is_some_and(|name| concerns(operation, name)))?;
            Some((*at, index))
        });
        let last = || {
            let at = *line.last()?;
            Some((at, self.upgrade(at)?.len().saturating_sub(1)))
        };
        let (at, index) = found.or_else(last)?;
        self.conflicting(at, index)
    }

    fn upgrade(&self, at: usize) -> Option<&[Operation]> {
        self.nodes
            .get(at)
            .map(|Node { parsed, .. }| parsed.revision.upgrade.as_slice())
    }
}

fn concerns(operation: &Operation, name: &Name) -> bool {
    match operation {
        Operation::RenameTable(it) => it.from == *name || it.to == *name,
        Operation::Execute(it) => it.effects.iter().any(|effect| concerns(effect, name)),
        _ => operation.table() == Some(name),
    }
}
