//! Tables that are subtypes: their `id` is that of a base, which knows all its kinds.
//!
//! All that the language demands of subtypes must hold, so that the same tables come of it; otherwise the `id` is a
//! reference like others.

use std::collections::BTreeMap;

use dazzle_schema::{CheckRule, ColumnType, Name, ReferentialAction, Table, ValueSet};

use super::{ID, Sayable};
use crate::words;

impl<'a> Sayable<'a> {
    /// The bases of all subtypes.
    pub(super) fn find_bases(&self) -> BTreeMap<&'a Name, &'a Name> {
        let mut children_of: BTreeMap<&Name, Vec<&Table>> = BTreeMap::new();
        for table in self
            .schema
            .tables()
            .filter(|table| self.is_declarable(&table.name))
        {
            if let Some(base) = self.base_candidate(table) {
                children_of.entry(&base.name).or_default().push(table);
            }
        }
        let mut bases = BTreeMap::new();
        for (name, children) in children_of {
            let Some(base) = self.schema.table(name) else {
                continue;
            };
            let share_nothing = children.iter().all(|child| {
                child
                    .columns
                    .keys()
                    .all(|column| *column == *ID || !base.columns.contains_key(column))
            });
            if self.base_candidate(base).is_none() && self.knows_kinds(base, &children) && share_nothing {
                bases.extend(children.into_iter().map(|child| (&child.name, name)));
            }
        }
        bases
    }

    /// The base of a subtype.
    pub(crate) fn base(&self, table: &Name) -> Option<&'a Name> {
        self.bases.get(table).copied()
    }

    /// Whether `table` is declared as a subtype.
    pub(crate) fn is_subtype(&self, table: &Table) -> bool {
        self.bases.contains_key(&table.name)
    }

    /// Whether the table has subtypes.
    pub(crate) fn has_subtypes(&self, table: &Name) -> bool {
        self.bases.values().any(|base| *base == table)
    }

    fn base_candidate(&self, table: &Table) -> Option<&'a Table> {
        let id = table.columns.get(ID)?;
        if id.default.is_some() {
            return None;
        }
        let key = table
            .foreign_keys
            .values()
            .find(|key| key.columns.as_slice() == [ID] && key.on_delete == ReferentialAction::Cascade)?;
        let is_reference = self
            .candidate(table, &id.name)
            .is_some_and(|candidate| candidate.name == key.name);
        let base = self.schema.table(&key.references.table)?;
        (is_reference && base.name != table.name && self.is_of_one_type(table, key)).then_some(base)
    }

    /// Whether the base has the column by which it tells exactly these subtypes apart.
    fn knows_kinds(&self, base: &Table, children: &[&Table]) -> bool {
        let Some(kind) = base.columns.get("kind") else {
            return false;
        };
        let is_plain = !kind.nullable
            && kind.default.is_none()
            && kind.generated.is_none()
            && kind.column_type == ColumnType::Text
            && self.candidate(base, &kind.name).is_none();
        let rule = self
            .value_check(base, &kind.name)
            .and_then(|check| base.checks.get(check))
            .map(|check| &check.rule);
        let kinds: Vec<String> = children
            .iter()
            .map(|child| words::snake_case(child.name.as_str()))
            .collect();
        is_plain
            && match rule {
                Some(CheckRule::OneOf { values, .. }) => *values == ValueSet::new(kinds),
                _ => !self.departures.value_checks,
            }
    }
}
