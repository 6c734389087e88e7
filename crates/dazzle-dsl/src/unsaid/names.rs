//! No two things get the same name: what is kept has its name, what the DSL says gives way.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::naming::{NameKind, NameSpace};
use dazzle_schema::{CheckRule, Name, Schema, Table};

use crate::sayable::plain_columns;

/// Who has which name.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Fixed names of keys, unique constraints, indexes and tables: one name space.
    relations: BTreeSet<Name>,
    /// All fixed names inside a table.
    in_table: BTreeSet<(Name, Name)>,
    /// For each table that is merged: its objects whose names the DSL gives.
    fresh: BTreeMap<Name, Table>,
}

impl Settled {
    /// Fixes the name of a key, unique constraint or index of `table`.
    pub(super) fn keep_relation(&mut self, table: &Name, name: &Name) {
        self.relations.insert(name.clone());
        self.in_table.insert((table.clone(), name.clone()));
    }

    /// Fixes the name of a foreign key or check of `table`.
    pub(super) fn keep_inner(&mut self, table: &Name, name: &Name) {
        self.in_table.insert((table.clone(), name.clone()));
    }

    /// Fixes all the names of a table that is kept as a whole.
    pub(super) fn keep_all(&mut self, table: &Table) {
        self.relations.insert(table.name.clone());
        let key = table.primary_key.iter().map(|key| &key.name);
        for name in key.chain(table.uniques.keys()).chain(table.indexes.keys()) {
            self.keep_relation(&table.name, name);
        }
        for name in table.foreign_keys.keys().chain(table.checks.keys()) {
            self.keep_inner(&table.name, name);
        }
    }

    /// Where the objects of a merged table go whose names the DSL gives.
    pub(super) fn fresh(&mut self, table: &Name) -> &mut Table {
        self.fresh
            .entry(table.clone())
            .or_insert_with(|| Table::new(table.clone()))
    }

    /// Whether a unique constraint that the DSL names is a key over `columns`.
    pub(super) fn has_fresh_key(&self, table: &Name, columns: &[Name]) -> bool {
        self.fresh
            .get(table)
            .is_some_and(|fresh| fresh.has_key_over(columns))
    }

    fn is_taken(&self, table: &Name, name: &Name, is_relation: bool) -> bool {
        is_relation && self.relations.contains(name) || self.in_table.contains(&(table.clone(), name.clone()))
    }

    /// Puts the objects with names from the DSL into their tables, under another name where something that is kept
    /// has theirs. `untouched` are tables that only the DSL has.
    pub(super) fn settle(mut self, schema: &mut Schema, untouched: impl Iterator<Item = Name>) {
        let mut fresh = std::mem::take(&mut self.fresh);
        if !self.relations.is_empty() {
            for name in untouched {
                if let Some(table) = schema.table_mut(&name) {
                    let objects = Table {
                        columns: table.columns.clone(),
                        comment: table.comment.clone(),
                        ..Table::new(name.clone())
                    };
                    fresh.insert(name, std::mem::replace(table, objects));
                }
            }
        }
        let mut space = NameSpace::default();
        let fixed = self
            .relations
            .iter()
            .chain(self.in_table.iter().map(|(_, name)| name));
        let given = fresh.values().flat_map(object_names);
        let reserved: BTreeSet<Name> = fixed
            .chain(schema.table_names())
            .chain(schema.views().map(|view| &view.name))
            .chain(given)
            .cloned()
            .collect();
        reserved.into_iter().for_each(|name| space.reserve(name));
        for (name, objects) in fresh {
            if let Some(table) = schema.table_mut(&name) {
                self.place(table, objects, &mut space);
            }
        }
    }

    fn place(&self, table: &mut Table, objects: Table, space: &mut NameSpace) {
        let owner = table.name.clone();
        let mut free = |kind: NameKind, parts: &[Name], name: Name| {
            let is_relation = matches!(kind, NameKind::PrimaryKey | NameKind::Unique | NameKind::Index);
            if self.is_taken(&owner, &name, is_relation) {
                let parts: Vec<&str> = parts.iter().map(Name::as_str).collect();
                space.constraint_name(kind, &owner, &parts)
            } else {
                name
            }
        };
        if let Some(mut key) = objects.primary_key {
            key.name = free(NameKind::PrimaryKey, &[], key.name);
            table.primary_key = Some(key);
        }
        for mut key in objects.foreign_keys.into_values() {
            key.name = free(NameKind::ForeignKey, &key.columns, key.name);
            table.foreign_keys.insert(key.name.clone(), key);
        }
        for mut unique in objects.uniques.into_values() {
            unique.name = free(NameKind::Unique, &unique.columns, unique.name);
            table.uniques.insert(unique.name.clone(), unique);
        }
        for mut check in objects.checks.into_values() {
            let parts = match &check.rule {
                CheckRule::OneOf { column, .. } => vec![column.clone()],
                CheckRule::Sql(_) => Vec::new(),
            };
            check.name = free(NameKind::Check, &parts, check.name);
            table.checks.insert(check.name.clone(), check);
        }
        for mut index in objects.indexes.into_values() {
            let parts = plain_columns(&index).unwrap_or_default();
            index.name = free(NameKind::Index, &parts, index.name);
            table.indexes.insert(index.name.clone(), index);
        }
    }
}

/// The names of all constraints and indexes of a table.
pub(super) fn object_names(table: &Table) -> impl Iterator<Item = &Name> {
    table
        .primary_key
        .iter()
        .map(|key| &key.name)
        .chain(table.foreign_keys.keys())
        .chain(table.uniques.keys())
        .chain(table.checks.keys())
        .chain(table.indexes.keys())
}
