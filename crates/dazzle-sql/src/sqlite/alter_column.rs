//! `alter_column`: always a rebuild, but for comments.

use dazzle_ops::AlterColumn;
use dazzle_schema::{Column, Dialect, Name, Table};

use super::change::Change;
use super::types::{declared_type, default_sql};
use crate::casts::{self, CastClass};
use crate::clauses;
use crate::error::Trouble;
use crate::postgresql::alter_column::no_cast;
use crate::prechecks::as_it_is;

const DIALECT: Dialect = Dialect::Sqlite;

impl Change {
    pub(super) fn alter_column(&mut self, it: &AlterColumn, after: &Table) -> Result<(), Trouble> {
        let name = it.column.as_str();
        let Some(column) = after.columns.get(&it.column) else {
            return Ok(());
        };
        let by_hand = it
            .using
            .as_ref()
            .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
        let mut found = self
            .text
            .column_names()
            .iter()
            .any(|held| held.eq_ignore_ascii_case(name));
        if it.generated.is_some() {
            self.rebuild();
            found &= self.compute(column)?;
        }
        if let Some(change) = &it.column_type {
            let rule = casts::classify(DIALECT, &change.from, &change.to);
            let impossible = matches!(rule.class, CastClass::Lossy | CastClass::Impossible);
            if by_hand.is_none() && impossible && column.generated.is_none() {
                return Err(no_cast(it, &rule));
            }
            let value = self.copy_of(&it.column);
            if by_hand.is_none()
                && let Some(expression) = value.and_then(|value| rule.expression_of(&value))
            {
                self.set_copy(&it.column, expression);
            }
            let declared = self.declared(declared_type(after, column));
            self.rebuild();
            found &= self.text.set_type(name, &declared);
        }
        if let Some(expression) = by_hand {
            self.rebuild();
            self.set_copy(&it.column, format!("({expression})"));
        }
        if it.default.is_some() {
            self.rebuild();
            self.keep_first_default(&it.column);
            let default = column.default.as_ref().and_then(default_sql);
            found &= self.text.set_default(name, default.as_deref());
        }
        if let Some(change) = &it.nullable {
            self.rebuild();
            found &= self.text.set_not_null(name, !change.to);
        }
        if it.collation.is_some() {
            self.rebuild();
            let collation = column.collation.as_ref().map(Name::as_str);
            found &= self.text.set_collation(name, collation);
        }
        // Numbering shows in the declared type alone, which is looked at after each operation.
        self.there(found, "column", &it.column)
    }

    /// A column becomes as `column` says how it is computed. One that is no longer computed keeps what it showed.
    fn compute(&mut self, column: &Column) -> Result<bool, Trouble> {
        let name = &column.name;
        let clause = clauses::generated(column, DIALECT)?;
        let position = self.added.iter().position(|(held, _)| held == name);
        let previous = position.map(|at| self.added.remove(at));
        self.computed.remove(name);
        if let Some(rule) = &column.generated {
            let expression = clauses::computation(name, rule, DIALECT)?;
            self.copies
                .retain(|(held, _)| !held.eq_ignore_ascii_case(name.as_str()));
            self.added.push((name.clone(), format!("({expression})")));
            self.computed.insert(name.clone());
        } else {
            let value = previous.map_or_else(|| as_it_is(name), |(_, value)| value);
            self.copies.push((name.to_string(), value));
        }
        Ok(self.text.set_generated(name.as_str(), clause.as_deref()))
    }

    /// A new column whose default changes: the rows that exist have what the default was when it came.
    fn keep_first_default(&mut self, column: &Name) {
        let is_computed = self.computed.contains(column);
        if let Some(at) = self
            .added
            .iter()
            .position(|(name, _)| name == column && !is_computed)
        {
            let (name, value) = self.added.remove(at);
            self.copies.push((name.to_string(), value));
        }
    }

    fn set_copy(&mut self, column: &Name, value: String) {
        for (name, held) in &mut self.copies {
            if name.eq_ignore_ascii_case(column.as_str()) {
                held.clone_from(&value);
            }
        }
    }
}
