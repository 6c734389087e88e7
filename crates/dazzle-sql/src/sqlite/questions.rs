//! What must be asked before the changes of one table.

use dazzle_ops::{AlterColumn, Operation};
use dazzle_schema::{CheckRule, Dialect, Name};

use super::change::Change;
use super::create_table_text::mentions_name;
use crate::Precheck;
use crate::casts::{self, CastClass};
use crate::clauses;
use crate::error::Trouble;
use crate::prechecks::Prechecks;

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
        let sees = |mentions: &dyn Fn(&Name) -> bool| self.sees(mentions);
        let sees_all = |columns: &[Name]| columns.iter().all(|column| self.sees_value(column));
        Ok(match operation {
            Operation::AddColumn(it) if ask.has_no_value(&it.column) => vec![ask.no_rows(&it.column.name)],
            Operation::AddColumn(it)
                if it.column.generated.as_ref().is_some_and(|rule| {
                    sees(&|name| rule.expression.any(|text| mentions_name(text, name.as_str())))
                }) =>
            {
                ask.computed_to_nothing(&it.column)?.into_iter().collect()
            }
            Operation::AlterColumn(it) => self.alter_column_prechecks(it, &ask)?,
            Operation::AddPrimaryKey(it) if sees_all(&it.primary_key.columns) => vec![ask.duplicates(
                &it.primary_key.columns,
                &format!("primary key `{}`", it.primary_key.name),
            )],
            Operation::AddUnique(it) if sees_all(&it.unique.columns) => {
                vec![ask.unique_duplicates(&it.unique)]
            }
            Operation::CreateIndex(it) if it.index.unique && sees(&|name| it.index.mentions(name)) => {
                vec![ask.index_duplicates(&it.index)?]
            }
            Operation::AddForeignKey(it) if sees_all(&it.foreign_key.columns) => {
                vec![ask.orphans(&it.foreign_key)]
            }
            Operation::AddCheck(it)
                if matches!(&it.check.rule, CheckRule::OneOf { column, .. } if self.sees_value(column))
                    || sees(&|name| it.check.rule.mentions(name)) =>
            {
                vec![ask.broken(&it.check)?]
            }
            _ => Vec::new(),
        })
    }

    /// Whether the value that a column will have can be told from the table as it is: not if it is computed from
    /// a column that is new or changed. Then the copy itself must tell.
    fn sees_value(&self, column: &Name) -> bool {
        self.added
            .iter()
            .filter(|(name, _)| name == column && self.computed.contains(name))
            .all(|(_, value)| self.sees(&|name| mentions_name(value, name.as_str())))
    }

    fn alter_column_prechecks(
        &self,
        it: &AlterColumn,
        ask: &Prechecks<'_>,
    ) -> Result<Vec<Precheck>, Trouble> {
        let mut prechecks: Vec<Precheck> = ask.unmet(it).into_iter().collect();
        let by_hand = it
            .using
            .as_ref()
            .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
        let is_new = self.added.iter().any(|(name, _)| *name == it.column);
        let is_computed_now = it.generated.as_ref().is_some_and(|change| change.to.is_some());
        if let (Some(change), None, false) = (&it.column_type, &by_hand, is_new || is_computed_now) {
            let rule = casts::classify(DIALECT, &change.from, &change.to);
            if rule.class == CastClass::Checked {
                prechecks.extend(ask.cast(&it.column, &rule));
            }
        }
        if let (Some(change), Some(expression)) = (&it.column_type, &by_hand) {
            let value = |_: &Name| format!("({expression})");
            let ask = Prechecks {
                value: &value,
                ..*ask
            };
            let rule = super::casts::of_type(&change.to);
            prechecks.extend(rule.and_then(|rule| ask.cast(&it.column, &rule)));
        }
        let sees = self.sees_value(&it.column) && !is_computed_now;
        if it.nullable.as_ref().is_some_and(|change| !change.to) && sees {
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
        if let Some(change) = it.collation.as_ref().filter(|_| sees) {
            prechecks.extend(ask.equal_under(&it.column, change.to.as_ref())?);
        }
        Ok(prechecks)
    }
}
