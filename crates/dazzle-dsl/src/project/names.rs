//! What constraints and indexes are called.
//!
//! Ours come from [`NameSpace`]. Where the Python tool leaves a constraint unnamed PostgreSQL makes a name of
//! its own, and this repeats its rule (`ChooseConstraintName` and `makeObjectName` in
//! `src/backend/commands/indexcmds.c` of PostgreSQL): parts joined by `_`, the longer of table and column cut
//! byte by byte until all fits into 63, a number behind the last part if the name is taken.

use std::collections::HashSet;

use dazzle_schema::Name;
use dazzle_schema::naming::{NameKind, NameSpace, shorten};

use super::cycles::Cycles;
use crate::departures::{ConstraintNames, Departures};
use crate::model::Model;

pub(super) struct Names {
    space: NameSpace,
    style: ConstraintNames,
    /// All names given out or reserved.
    others: HashSet<Name>,
    cycles: Cycles,
}

impl Names {
    pub(super) fn new(model: &Model, departures: &Departures) -> Self {
        Self {
            space: NameSpace::default(),
            style: departures.names,
            others: HashSet::new(),
            cycles: match departures.names {
                ConstraintNames::Ours => Cycles::default(),
                ConstraintNames::Server => Cycles::find(model),
            },
        }
    }

    pub(super) fn reserve(&mut self, name: Name) {
        self.others.insert(name.clone());
        self.space.reserve(name);
    }

    /// The name of something the author wrote as a line, or that both tools name alike.
    pub(super) fn named(&mut self, kind: NameKind, table: &Name, columns: &[Name]) -> Name {
        let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
        let name = self.space.constraint_name(kind, table, &parts);
        self.others.insert(name.clone());
        name
    }

    /// The name of a check; `part` stands behind the table's name.
    pub(super) fn check(&mut self, table: &Name, part: &str) -> Name {
        let name = self.space.constraint_name(NameKind::Check, table, &[part]);
        self.others.insert(name.clone());
        name
    }

    pub(super) fn primary_key(&mut self, table: &Name) -> Name {
        match self.style {
            ConstraintNames::Ours => self.named(NameKind::PrimaryKey, table, &[]),
            ConstraintNames::Server => self.server_made(table, None, "pkey"),
        }
    }

    /// The name of the constraint of a `unique` modifier.
    pub(super) fn unique_modifier(&mut self, table: &Name, column: &Name) -> Name {
        match self.style {
            ConstraintNames::Ours => self.named(NameKind::Unique, table, std::slice::from_ref(column)),
            ConstraintNames::Server => self.server_made(table, Some(column), "key"),
        }
    }

    /// The name of a foreign key over one column from `entity` to `target`.
    pub(super) fn foreign_key(&mut self, table: &Name, column: &Name, entity: &str, target: &str) -> Name {
        match self.style {
            ConstraintNames::Ours => self.named(NameKind::ForeignKey, table, std::slice::from_ref(column)),
            ConstraintNames::Server if self.cycles.has_edge(entity, target) => {
                self.free(&format!("fk_{table}_{column}_{target}"))
            }
            ConstraintNames::Server => self.server_made(table, Some(column), "fkey"),
        }
    }

    /// The name of the foreign key from a subtype's `id` to its base. It is no reference of the author's, so
    /// it never counts as part of a cycle.
    pub(super) fn base_key(&mut self, table: &Name, column: &Name) -> Name {
        match self.style {
            ConstraintNames::Ours => self.named(NameKind::ForeignKey, table, std::slice::from_ref(column)),
            ConstraintNames::Server => self.server_made(table, Some(column), "fkey"),
        }
    }

    /// The name of the index of a `temporal` block.
    pub(super) fn active(&mut self, table: &Name, column: &Name) -> Name {
        self.free(&active_name(table, column))
    }

    /// `full`, shortened, with underscores behind it as long as it is taken.
    fn free(&mut self, full: &str) -> Name {
        let mut full = full.to_owned();
        let mut name = shorten(&full);
        while self.others.contains(&name) {
            full.push('_');
            name = shorten(&full);
        }
        self.reserve(name.clone());
        name
    }

    fn server_made(&mut self, table: &Name, column: Option<&Name>, label: &str) -> Name {
        let mut pass = 0_u32;
        loop {
            let name = if pass == 0 {
                object_name(table.as_str(), column.map(Name::as_str), label)
            } else {
                object_name(
                    table.as_str(),
                    column.map(Name::as_str),
                    &format!("{label}{pass}"),
                )
            };
            if !self.others.contains(&name) {
                self.reserve(name.clone());
                return name;
            }
            pass += 1;
        }
    }
}

/// The full name of the index of a `temporal` block.
pub(crate) fn active_name(table: &Name, column: &Name) -> String {
    format!("uniq_active_{table}_{column}")
}

/// What PostgreSQL calls a constraint nobody named, when the name is free.
pub(crate) fn server_made_name(table: &Name, column: Option<&Name>, label: &str) -> Name {
    object_name(table.as_str(), column.map(Name::as_str), label)
}

/// `first_second_label` in at most 63 bytes.
fn object_name(first: &str, second: Option<&str>, label: &str) -> Name {
    let overhead = label.len() + 1 + usize::from(second.is_some());
    let room = Name::MAX_BYTES.saturating_sub(overhead);
    let mut first_length = first.len();
    let mut second_length = second.map_or(0, str::len);
    while first_length + second_length > room {
        if first_length > second_length {
            first_length -= 1;
        } else {
            second_length -= 1;
        }
    }
    let cut = |text: &str, length: usize| {
        let end = text.floor_char_boundary(length);
        text.get(..end).unwrap_or_default().to_owned()
    };
    let mut name = cut(first, first_length);
    if let Some(second) = second {
        name.push('_');
        name.push_str(&cut(second, second_length));
    }
    name.push('_');
    name.push_str(label);
    shorten(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_cuts_the_longer_part() {
        assert_eq!(object_name("Task", Some("owner"), "fkey"), "Task_owner_fkey");
        let name = object_name(&"t".repeat(60), Some("owner"), "fkey");
        assert_eq!(name, format!("{}_owner_fkey", "t".repeat(52)).as_str());
        assert_eq!(
            object_name(&"t".repeat(63), None, "pkey"),
            format!("{}_pkey", "t".repeat(58)).as_str()
        );
    }
}
