//! Which unique constraints and indexes a table's entity declares, and how: by a modifier or a line.
//!
//! Two of them may have had the same name made for them; then one has a hash behind it. Names are given in the order
//! of the text, so those with a hash come last.

use std::collections::BTreeSet;

use dazzle_schema::naming::{NameKind, constraint_name};
use dazzle_schema::{Index, Name, Table, UniqueConstraint};

use crate::Profile;
use crate::sayable::{ID, Sayable, plain_columns};

/// What the entity of one table says of uniqueness and indexes.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Columns whose fields have the modifier `unique`.
    pub(super) unique_fields: BTreeSet<Name>,
    /// Columns whose fields have the modifier `indexed`.
    pub(super) indexed_fields: BTreeSet<Name>,
    /// Columns of `unique` lines.
    pub(super) uniques: Vec<Vec<Name>>,
    /// Columns of `index` lines.
    pub(super) indexes: Vec<Vec<Name>>,
}

impl Lines {
    /// `has_field` tells whether the field of a column may carry a modifier.
    pub(super) fn find(sayable: &Sayable<'_>, table: &Table, has_field: impl Fn(&Name) -> bool) -> Self {
        let mut lines = Self::default();
        lines.find_uniques(sayable, table, &has_field);
        lines.find_indexes(sayable, table, &has_field);
        lines
    }

    fn find_uniques(&mut self, sayable: &Sayable<'_>, table: &Table, has_field: &impl Fn(&Name) -> bool) {
        let tenant = sayable.tenant_key(table);
        let is_scope = |columns: &[Name]| matches!((columns, tenant), ([first, second], Some(key)) if first == key && *second == *ID);
        let mut seen: Vec<&UniqueConstraint> = Vec::new();
        let mut hashed = Vec::new();
        let mut by_name: Vec<&UniqueConstraint> = table.uniques.values().collect();
        by_name.sort_by_key(|it| (!sayable.says_unique(table, it), &it.name));
        for unique in by_name {
            let columns = unique.columns.as_slice();
            let is_line_of_python = sayable.settings.profile == Profile::Dazzle
                && sayable.is_conventional_line(NameKind::Unique, table, columns, &unique.name);
            let is_second = seen.iter().any(|other| sayable.is_twin(table, other, unique));
            if !sayable.says_columns(table, columns) || is_second || is_scope(columns) {
                continue;
            }
            seen.push(unique);
            let field = match (columns, tenant) {
                ([column], None) => Some(column),
                ([column], Some(key)) if column == key => Some(column),
                ([first, column], Some(key)) if first == key => Some(column),
                _ => None,
            };
            if is_hashed(sayable, NameKind::Unique, table, columns, &unique.name) {
                hashed.push(columns.to_vec());
            } else if let Some(column) = field.filter(|it| has_field(it) && !is_line_of_python) {
                self.unique_fields.insert(column.clone());
            } else {
                self.uniques.push(columns.to_vec());
            }
        }
        self.uniques.append(&mut hashed);
        // A unique index does the work of a constraint; only the word for it is missing.
        for index in table.indexes.values() {
            if !index.unique || index.predicate.is_some() {
                continue;
            }
            let Some(columns) = plain_columns(index) else {
                continue;
            };
            let is_known = table.uniques.values().any(|unique| unique.columns == columns)
                || self.uniques.contains(&columns)
                || is_scope(&columns);
            if is_known || !sayable.says_columns(table, &columns) {
                continue;
            }
            match (columns.as_slice(), tenant) {
                ([column], None) if has_field(column) => {
                    self.unique_fields.insert(column.clone());
                }
                _ => self.uniques.push(columns),
            }
        }
    }

    fn find_indexes(&mut self, sayable: &Sayable<'_>, table: &Table, has_field: &impl Fn(&Name) -> bool) {
        let tenant = sayable.tenant_key(table);
        let said: Vec<(&Index, Vec<Name>)> = table
            .indexes
            .values()
            .filter(|index| !index.unique && sayable.says_index(table, index))
            .filter_map(|index| Some((index, plain_columns(index)?)))
            .filter(|(_, columns)| columns.as_slice().iter().ne(tenant))
            .collect();
        let hashed: Vec<bool> = said
            .iter()
            .map(|(index, columns)| is_hashed(sayable, NameKind::Index, table, columns, &index.name))
            .collect();
        // Lines get their names before modifiers do.
        let may_be_modifier = sayable.departures.declared_indexes && !hashed.contains(&true);
        let mut last = Vec::new();
        for ((_, columns), is_hashed) in said.into_iter().zip(hashed) {
            match columns.as_slice() {
                [column] if may_be_modifier && has_field(column) => {
                    let is_automatic = sayable.settings.index_references
                        && sayable.reference(table, column).is_some()
                        && !self.unique_fields.contains(column)
                        && !self.uniques.contains(&columns);
                    if !is_automatic || tenant.is_some() {
                        self.indexed_fields.insert(column.clone());
                    }
                }
                _ if is_hashed => last.push(columns),
                _ => self.indexes.push(columns),
            }
        }
        self.indexes.append(&mut last);
    }
}

/// Whether the name has a hash behind it because something else has the name made by rule.
fn is_hashed(sayable: &Sayable<'_>, kind: NameKind, table: &Table, columns: &[Name], name: &Name) -> bool {
    let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
    *name != constraint_name(kind, &table.name, &parts)
        && sayable.is_conventional_line(kind, table, columns, name)
}
