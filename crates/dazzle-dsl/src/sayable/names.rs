//! Which names of constraints and indexes are the ones that follow from what they stand for.

use std::collections::BTreeMap;

use dazzle_schema::naming::{NameKind, constraint_name, shorten};
use dazzle_schema::{Name, Table};

use super::Sayable;
use crate::project::{active_name, server_made_name};
use crate::{Hints, Profile};

/// What tables and columns were called before. The names of their constraints and indexes may still be made from
/// those, and are then to follow.
///
/// A rename that is long done does no harm here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormerNames {
    /// For tables, by their names now.
    pub tables: BTreeMap<Name, Name>,
    /// For columns, by their tables' names and their own names now.
    pub columns: BTreeMap<(Name, Name), Name>,
}

impl FormerNames {
    /// Those that the author states with `was:`.
    #[must_use]
    pub fn of(hints: &Hints) -> Self {
        Self {
            tables: hints
                .table_renames
                .iter()
                .map(|rename| (rename.to.clone(), rename.from.clone()))
                .collect(),
            columns: hints
                .column_renames
                .iter()
                .map(|rename| ((rename.table.clone(), rename.to.clone()), rename.from.clone()))
                .collect(),
        }
    }

    /// The table's name now and before.
    fn of_table<'a>(&'a self, table: &'a Name) -> impl Iterator<Item = &'a Name> + Clone {
        std::iter::once(table).chain(self.tables.get(table))
    }

    /// Every way to write the columns with each one's name now or before.
    fn of_columns<'a>(&'a self, table: &Name, columns: &'a [Name]) -> Vec<Vec<&'a str>> {
        /// Each renamed column doubles the ways.
        const MOST_WAYS: usize = 64;
        let mut ways: Vec<Vec<&str>> = vec![Vec::with_capacity(columns.len())];
        for column in columns {
            let former = self.columns.get(&(table.clone(), column.clone()));
            let mut with_former = match former {
                Some(former) if ways.len() < MOST_WAYS => {
                    let mut copies = ways.clone();
                    copies.iter_mut().for_each(|way| way.push(former.as_str()));
                    copies
                }
                _ => Vec::new(),
            };
            ways.iter_mut().for_each(|way| way.push(column.as_str()));
            ways.append(&mut with_former);
        }
        ways
    }
}

impl Sayable<'_> {
    /// Whether `name` is what a constraint or index over `columns` is called by rule, now or before a rename.
    pub(crate) fn is_conventional(
        &self,
        kind: NameKind,
        table: &Table,
        columns: &[Name],
        name: &Name,
    ) -> bool {
        let by_rule = || self.is_conventional_line(kind, table, columns, name);
        if self.settings.profile == Profile::Ours {
            return by_rule();
        }
        // The server names what the author does not: keys and modifiers.
        let is_line = match kind {
            NameKind::PrimaryKey => false,
            NameKind::ForeignKey => columns.len() > 1,
            NameKind::Unique | NameKind::Check | NameKind::Index => true,
        };
        is_line && by_rule() || self.is_server_made(kind, table, columns, name)
    }

    /// The same for what the author wrote as a line, which no server ever names.
    pub(crate) fn is_conventional_line(
        &self,
        kind: NameKind,
        table: &Table,
        columns: &[Name],
        name: &Name,
    ) -> bool {
        let ways = self.former.of_columns(&table.name, columns);
        self.former.of_table(&table.name).any(|table| {
            ways.iter()
                .any(|way| is_variant(name, constraint_name(kind, table, way).as_str()))
        })
    }

    /// Whether `name` is what the check of an invariant may be called.
    pub(crate) fn is_check_name(&self, table: &Table, name: &Name) -> bool {
        self.former.of_table(&table.name).any(|table| {
            let begin = format!("ck_{table}_");
            // Such a name may be cut anywhere behind its begin.
            name.as_str().starts_with(&begin) || is_variant(name, shorten(&begin).as_str())
        })
    }

    /// Whether `name` is what the index of a `temporal` block is called.
    pub(crate) fn is_active_name(&self, table: &Table, key: &Name, name: &Name) -> bool {
        let keys = std::slice::from_ref(key);
        let ways = self.former.of_columns(&table.name, keys);
        self.former.of_table(&table.name).any(|table| {
            ways.iter().flatten().any(|key| {
                let full = Name::new(key)
                    .map(|key| active_name(table, &key))
                    .unwrap_or_default();
                name.as_str().trim_end_matches('_') == full.trim_end_matches('_') || *name == shorten(&full)
            })
        })
    }

    /// Under the Dazzle profile the server names what the author does not; see `project/names.rs`.
    fn is_server_made(&self, kind: NameKind, table: &Table, columns: &[Name], name: &Name) -> bool {
        let label = match kind {
            NameKind::PrimaryKey => "pkey",
            NameKind::Unique => "key",
            NameKind::ForeignKey => "fkey",
            NameKind::Check | NameKind::Index => return false,
        };
        let text = name.as_str();
        let numbered = text.trim_end_matches(|character: char| character.is_ascii_digit());
        let digits = text.get(numbered.len()..).unwrap_or_default();
        let ways = match kind {
            NameKind::PrimaryKey => vec![Vec::new()],
            _ => self.former.of_columns(&table.name, columns),
        };
        self.former.of_table(&table.name).any(|table| {
            ways.iter().any(|way| {
                let column = way.first().and_then(|column| Name::new(column).ok());
                let on_cycle = column.as_ref().map(|column| format!("fk_{table}_{column}_"));
                *name == server_made_name(table, column.as_ref(), &format!("{label}{digits}"))
                    || kind == NameKind::ForeignKey && on_cycle.is_some_and(|begin| text.starts_with(&begin))
            })
        })
    }
}

/// Whether `name` is `full`, or its begin with a hash behind it because something else has the name.
fn is_variant(name: &Name, full: &str) -> bool {
    const KEPT_BYTES: usize = 54;
    const DIGITS: usize = 8;
    if *name == *full {
        return true;
    }
    let begin = full.get(..full.floor_char_boundary(KEPT_BYTES)).unwrap_or(full);
    name.as_str()
        .strip_prefix(begin)
        .and_then(|rest| rest.strip_prefix('_'))
        .is_some_and(|hash| {
            hash.len() == DIGITS && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        })
}
