//! The whole schema.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{ForeignKey, Name, Table, View};

/// Tables and views by name. Cloning is cheap: both are shared until one is changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schema {
    tables: BTreeMap<Name, Arc<Table>>,
    views: BTreeMap<Name, Arc<View>>,
}

impl Schema {
    /// The schema without tables and views: what stands before the first revision.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Whether there are no tables and no views.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.views.is_empty()
    }

    /// How many tables there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// The tables, by name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values().map(|table| &**table)
    }

    /// The names of the tables, in order.
    pub fn table_names(&self) -> impl Iterator<Item = &Name> {
        self.tables.keys()
    }

    /// The table called `name`.
    #[must_use]
    pub fn table(&self, name: &Name) -> Option<&Table> {
        self.tables.get(name).map(|table| &**table)
    }

    /// The table called `name`, to change it. Its own `name` field must stay as it is.
    pub fn table_mut(&mut self, name: &Name) -> Option<&mut Table> {
        self.tables.get_mut(name).map(Arc::make_mut)
    }

    /// Adds `table`, in place of one with its name; gives that one back.
    pub fn insert(&mut self, table: Table) -> Option<Arc<Table>> {
        self.tables.insert(table.name.clone(), Arc::new(table))
    }

    /// Takes the table called `name` out.
    pub fn remove(&mut self, name: &Name) -> Option<Arc<Table>> {
        self.tables.remove(name)
    }

    /// The views, by name.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        self.views.values().map(|view| &**view)
    }

    /// The view called `name`.
    #[must_use]
    pub fn view(&self, name: &Name) -> Option<&View> {
        self.views.get(name).map(|view| &**view)
    }

    /// Adds `view`, in place of one with its name; gives that one back.
    pub fn insert_view(&mut self, view: View) -> Option<Arc<View>> {
        self.views.insert(view.name.clone(), Arc::new(view))
    }

    /// Takes the view called `name` out.
    pub fn remove_view(&mut self, name: &Name) -> Option<Arc<View>> {
        self.views.remove(name)
    }

    /// The foreign keys of all tables that point to the table called `name`, with the table that has them.
    pub fn references_to<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = (&'a Table, &'a ForeignKey)> {
        self.tables().flat_map(move |table| {
            table
                .foreign_keys
                .values()
                .filter(move |key| key.references.table == *name)
                .map(move |key| (table, key))
        })
    }
}

impl FromIterator<Table> for Schema {
    fn from_iter<T: IntoIterator<Item = Table>>(tables: T) -> Self {
        let mut schema = Self::empty();
        for table in tables {
            schema.insert(table);
        }
        schema
    }
}
