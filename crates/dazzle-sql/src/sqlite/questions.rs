//! What must be asked before the changes of one table.

use dazzle_ops::{AlterColumn, Operation};
use dazzle_schema::{CheckRule, Dialect, Name};

use super::change::Change;
use crate::Precheck;
use crate::casts::{self, CastClass};
use crate::clauses;
use crate::error::Trouble;
use crate::prechecks::Prechecks;
use crate::quote::quote_identifier;

const DIALECT: Dialect = Dialect::Sqlite;

impl Change {
    /// What must be asked before. All is asked of the table as it is before the first change.
    pub fn prechecks_of(&self, operation: &Operation) -> Result<Vec<Precheck>, Trouble> {
        let value = |name: &Name| self.value(name);
        let ask = Prechecks {
            dialect: DIALECT,
            table: &self.start,
            value: &value,
        };
        // Text by hand names columns as they are: where one is new or changed, the copy itself must tell.
        let sees = |mentions: &dyn Fn(&Name) -> bool| {
            !self.added.iter().any(|(name, _)| mentions(name))
                && self
                    .copies
                    .iter()
                    .filter(|(name, value)| *value != quote_identifier(name))
                    .all(|(name, _)| !Name::new(name).is_ok_and(|name| mentions(&name)))
        };
        Ok(match operation {
            Operation::AddColumn(it) if ask.has_no_value(&it.column) => vec![ask.no_rows(&it.column.name)],
            Operation::AlterColumn(it) => self.alter_column_prechecks(it, &ask),
            Operation::AddPrimaryKey(it) => vec![ask.duplicates(
                &it.primary_key.columns,
                &format!("primary key `{}`", it.primary_key.name),
            )],
            Operation::AddUnique(it) => vec![ask.duplicates(
                &it.unique.columns,
                &format!("unique constraint `{}`", it.unique.name),
            )],
            Operation::CreateIndex(it) if it.index.unique && sees(&|name| it.index.mentions(name)) => {
                vec![ask.index_duplicates(&it.index)?]
            }
            Operation::AddForeignKey(it) => vec![ask.orphans(&it.foreign_key)],
            Operation::AddCheck(it)
                if matches!(it.check.rule, CheckRule::OneOf { .. })
                    || sees(&|name| it.check.rule.mentions(name)) =>
            {
                vec![ask.broken(&it.check)?]
            }
            _ => Vec::new(),
        })
    }

    fn alter_column_prechecks(&self, it: &AlterColumn, ask: &Prechecks<'_>) -> Vec<Precheck> {
        let mut prechecks = Vec::new();
        let by_hand = it
            .using
            .as_ref()
            .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
        let is_new = self.added.iter().any(|(name, _)| *name == it.column);
        if let (Some(change), None, false) = (&it.column_type, &by_hand, is_new) {
            let rule = casts::classify(DIALECT, &change.from, &change.to);
            if rule.class == CastClass::Checked {
                prechecks.extend(ask.cast(&it.column, &rule));
            }
        }
        if it.nullable.as_ref().is_some_and(|change| !change.to) {
            let value = |name: &Name| match &by_hand {
                Some(expression) => format!("({expression})"),
                None => self.value(name),
            };
            prechecks.push(
                Prechecks {
                    value: &value,
                    ..*ask
                }
                .not_null(&it.column),
            );
        }
        prechecks
    }
}
