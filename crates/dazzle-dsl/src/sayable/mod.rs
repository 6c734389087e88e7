//! What of a schema the language has words for.
//!
//! [`Sayable`] answers for each table, column, key, check and index of one schema. Two questions are asked:
//! whether a declaration can mean *exactly* this, so that its absence in the DSL means that it is to go; and what
//! the *nearest* declaration would mean, so that what the DSL lacks beside it is no wish of the author's.
//! `write` writes the nearest declarations and [`crate::complete`] puts back what they lack; both ask here, and so
//! fit together.
//!
//! `names` knows what tables and columns can be called, `types` the nearest type, `columns` the nearest column,
//! `references` foreign keys, `subtypes` tables of subtypes, `objects` and `rules` the rest, `tenancy` the keys that tenants share tables by.

mod columns;
mod names;
mod objects;
mod references;
mod rules;
mod subtypes;
mod tenancy;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Column, Name, Schema, Table};

use crate::departures::Departures;
use crate::lexer::{TokenKind, lex};
use crate::{Naming, Settings, words};

pub(crate) use columns::{ColumnPart, default_text};
pub use names::FormerNames;
pub(crate) use objects::{plain_columns, same_condition};
pub(crate) use rules::invariant_text;
pub(crate) use types::type_text;

/// The answers for one schema.
pub(crate) struct Sayable<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) settings: &'a Settings,
    pub(crate) departures: &'static Departures,
    pub(crate) former: &'a FormerNames,
    /// What the DSL says, which decides where it can say one of two things only.
    said: Option<&'a Schema>,
    declarable: BTreeSet<&'a Name>,
    sharing: Option<tenancy::Sharing<'a>>,
    /// For each subtype its base.
    bases: BTreeMap<&'a Name, &'a Name>,
}

impl<'a> Sayable<'a> {
    pub(crate) fn new(
        schema: &'a Schema,
        settings: &'a Settings,
        former: &'a FormerNames,
        said: Option<&'a Schema>,
    ) -> Self {
        let mut sayable = Self {
            schema,
            settings,
            departures: Departures::of(settings.profile),
            former,
            said,
            declarable: BTreeSet::new(),
            sharing: None,
            bases: BTreeMap::new(),
        };
        sayable.declarable = sayable.find_declarable();
        sayable.sharing = sayable.find_sharing();
        sayable.bases = sayable.find_bases();
        sayable
    }

    fn find_declarable(&self) -> BTreeSet<&'a Name> {
        let is_said = |name: &Name| self.said.is_some_and(|said| said.table(name).is_some());
        let mut names: Vec<&Name> = self
            .schema
            .tables()
            .filter(|table| self.why_undeclarable(table).is_none())
            .map(|table| &table.name)
            .collect();
        // Of two that differ only in case the language has one. What just got its name did not live beside the other.
        names.sort_by_key(|name| (!is_said(name), *name));
        let mut seen = BTreeSet::new();
        names.retain(|name| {
            let before = self.former.tables.get(*name).unwrap_or(name);
            let folded = |name: &Name| name.as_str().to_ascii_lowercase();
            seen.insert((folded(name), folded(before)))
        });
        names.into_iter().collect()
    }

    /// Whether an entity can stand for the table.
    pub(crate) fn is_declarable(&self, table: &Name) -> bool {
        self.declarable.contains(table)
    }

    /// Why no entity can stand for `table`; other tables apart.
    pub(crate) fn why_undeclarable(&self, table: &Table) -> Option<&'static str> {
        if let Some(reason) = self.why_no_word(&table.name) {
            return Some(reason);
        }
        if words::reserved_table(table.name.as_str()).is_some() {
            return Some("names like this are reserved");
        }
        match (&table.primary_key, table.columns.get(ID)) {
            (_, None) => Some("it has no column `id`"),
            (None, _) => Some("it has no primary key"),
            (_, Some(column)) if column.generated.is_some() => Some("its `id` is generated"),
            (Some(key), _) if !key.columns.iter().any(|name| *name == ID) => {
                Some("its primary key is not `id`")
            }
            _ => None,
        }
    }

    /// Why the language cannot write `name`.
    fn why_no_word(&self, name: &Name) -> Option<&'static str> {
        if !is_word(name.as_str()) {
            return Some("its name is no word of the language");
        }
        let is_as_spelled = match self.settings.naming {
            Naming::Verbatim => true,
            Naming::SnakeCase => words::snake_case(name.as_str()) == name.as_str(),
        };
        (!is_as_spelled).then_some("its name is not in snake case")
    }

    /// Whether a field can stand for the column.
    pub(crate) fn says_column(&self, table: &Table, column: &Column) -> bool {
        self.why_unsayable(table, column).is_none()
    }

    /// Why no field can stand for the column.
    pub(crate) fn why_unsayable(&self, table: &Table, column: &Column) -> Option<&'static str> {
        let name = column.name.as_str();
        if let Some(reason) = self.why_no_word(&column.name) {
            return Some(reason);
        }
        if name == "invariant" || words::is_system_column(name) {
            return Some("its name is reserved");
        }
        if column.generated.is_some() {
            return Some("it is generated");
        }
        let said = self.said.and_then(|said| said.table(&table.name));
        // The key must be there.
        let rank = |name: &Name| {
            let is_said = said.is_some_and(|said| said.columns.contains_key(name));
            (*name != *ID, !is_said)
        };
        let own = (rank(&column.name), &column.name);
        // A column that just got its name did not live beside this one, which is to go then.
        let lived_beside = |other: &Name| {
            let place = (table.name.clone(), other.clone());
            let before = self.former.columns.get(&place).unwrap_or(other);
            before.as_str().eq_ignore_ascii_case(name)
        };
        let comes_first = |other: &Name| {
            *other != column.name
                && other.as_str().eq_ignore_ascii_case(name)
                && (rank(other), other) < own
                && lived_beside(other)
        };
        table
            .columns
            .keys()
            .any(comes_first)
            .then_some("another column differs from it only in case")
    }

    /// Whether a field can have the name, whatever its columns are called.
    pub(crate) fn is_field_word(&self, text: &str) -> bool {
        is_word(text) && text != "invariant"
    }

    /// Whether fields stand for all the columns.
    pub(crate) fn says_columns(&self, table: &Table, columns: &[Name]) -> bool {
        columns.iter().all(|name| {
            table
                .column(name)
                .is_some_and(|column| self.says_column(table, column))
        })
    }

    /// The same table in what the DSL says.
    fn said_table(&self, table: &Table) -> Option<&'a Table> {
        self.said?.table(&table.name)
    }
}

/// The column of every key.
pub(crate) const ID: &str = "id";

/// Whether `text` is one word of the language.
pub(crate) fn is_word(text: &str) -> bool {
    match lex(text).tokens.as_slice() {
        [token] => token.kind == TokenKind::Word && token.start == 0 && token.end == text.len(),
        _ => false,
    }
}
