//! Checks in SQL as the invariants that they were made from.
//!
//! What comes of an invariant is compared with the check once the text is read back, so that no check changes.

use std::collections::BTreeMap;

use dazzle_schema::{CheckRule, Name, Schema, Table};

use crate::InvariantChecks;
use crate::sayable::{Sayable, invariant_text};

/// For each table: its checks by name, with rule and code of their invariants.
#[derive(Debug, Default)]
pub(super) struct Rules {
    by_table: BTreeMap<Name, BTreeMap<Name, Rule>>,
}

/// An invariant.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) text: String,
    pub(super) code: String,
}

impl Rules {
    pub(super) fn find(sayable: &Sayable<'_>, tables: &[&Table]) -> Self {
        let mut rules = Self::default();
        if sayable.settings.invariants != InvariantChecks::Check {
            return rules;
        }
        for table in tables {
            let begin = format!("ck_{}_", table.name);
            for check in table.checks.values() {
                if let CheckRule::Sql(sql) = &check.rule
                    && let Some(code) = check.name.as_str().strip_prefix(&begin)
                    && let Some(text) = invariant_text(sql)
                {
                    let rule = Rule {
                        text,
                        code: code.to_owned(),
                    };
                    rules
                        .by_table
                        .entry(table.name.clone())
                        .or_default()
                        .insert(check.name.clone(), rule);
                }
            }
        }
        rules
    }

    /// The invariants of a table.
    pub(super) fn of(&self, table: &Name) -> impl Iterator<Item = &Rule> {
        self.by_table.get(table).into_iter().flat_map(BTreeMap::values)
    }

    /// Forgets the rules that came out otherwise; tells whether there were any.
    pub(super) fn keep_exact(&mut self, said: &Schema, schema: &Schema) -> bool {
        let mut all_exact = true;
        for (table, rules) in &mut self.by_table {
            let check_in = |schema: &Schema, check: &Name| schema.table(table)?.checks.get(check).cloned();
            rules.retain(|check, _| {
                let is_exact = check_in(said, check) == check_in(schema, check);
                all_exact &= is_exact;
                is_exact
            });
        }
        !all_exact
    }
}
