//! Tables that tenants share: they are known by the default of the column that says whose a row is.

use std::collections::BTreeSet;

use dazzle_schema::{Index, Name, Table, UniqueConstraint};

use super::{ID, Sayable};
use crate::project::current_tenant;

/// How tenants share the tables of a schema.
#[derive(Debug)]
pub(crate) struct Sharing<'a> {
    /// The column that says whose a row is.
    pub key: &'a Name,
    /// The table of which one row is one tenant.
    pub tenant: &'a Name,
    /// The tables that are shared.
    scoped: BTreeSet<&'a Name>,
}

impl<'a> Sayable<'a> {
    /// How tenants share the tables, if a `tenancy` block means exactly this.
    pub(super) fn find_sharing(&self) -> Option<Sharing<'a>> {
        let declarable = || {
            self.schema
                .tables()
                .filter(|table| self.is_declarable(&table.name))
        };
        let mut keys: BTreeSet<&Name> = BTreeSet::new();
        let mut scoped: Vec<&Table> = Vec::new();
        for table in declarable() {
            let own: Vec<&Name> = table
                .columns
                .values()
                .filter(|it| has_tenant(it))
                .map(|it| &it.name)
                .collect();
            if !own.is_empty() {
                scoped.push(table);
                keys.extend(own);
            }
        }
        let mut keys = keys.into_iter();
        let (Some(key), None) = (keys.next(), keys.next()) else {
            return None;
        };
        let tenants: BTreeSet<&Name> = scoped
            .iter()
            .flat_map(|table| table.foreign_keys.values())
            .filter(|it| it.columns == [key.clone()] && it.references.columns.as_slice() == [ID])
            .map(|it| &it.references.table)
            .collect();
        let mut tenants = tenants.into_iter();
        let (Some(tenant), None) = (tenants.next(), tenants.next()) else {
            return None;
        };
        let scoped_names: BTreeSet<&Name> = scoped.iter().map(|table| &table.name).collect();
        let can_be_named = |name: &str| self.departures.tenancy_settings || name == "tenant_id";
        let is_whole = can_be_named(key.as_str())
            && self.is_declarable(tenant)
            && !scoped_names.contains(tenant)
            && scoped
                .iter()
                .all(|table| has_scope(table, key) && self.says_columns(table, std::slice::from_ref(key)))
            && declarable().all(|table| {
                table.name == *tenant
                    || !table.columns.contains_key(key)
                    || scoped_names.contains(&table.name)
            });
        is_whole.then_some(Sharing {
            key,
            tenant,
            scoped: scoped_names,
        })
    }

    /// How tenants share the tables.
    pub(crate) const fn sharing(&self) -> Option<&Sharing<'a>> {
        self.sharing.as_ref()
    }

    /// The column of `table` that says whose a row is.
    pub(crate) fn tenant_key(&self, table: &Table) -> Option<&'a Name> {
        self.sharing
            .as_ref()
            .filter(|sharing| sharing.scoped.contains(&table.name))
            .map(|sharing| sharing.key)
    }

    /// Whether `column` says whose row it is.
    pub(crate) fn is_tenant_key(&self, table: &Table, column: &Name) -> bool {
        self.tenant_key(table) == Some(column)
    }

    /// Whether a reference from `column` to `target` goes together with the tenant key, so that it cannot be one
    /// over `column` alone.
    pub(super) fn share_tenants(&self, table: &Table, target: &Table, column: &Name) -> bool {
        self.tenant_key(table).is_some_and(|key| key != column) && self.tenant_key(target).is_some()
    }
}

fn has_tenant(column: &dazzle_schema::Column) -> bool {
    column.name != *ID && column.default.as_ref() == Some(&current_tenant(&column.column_type))
}

/// What every shared table has beside the column.
fn has_scope(table: &Table, key: &Name) -> bool {
    let Some(id) = table.columns.get(ID).map(|id| &id.name) else {
        return false;
    };
    let pair = [key.clone(), id.clone()];
    table
        .uniques
        .values()
        .any(|unique| *unique == UniqueConstraint::over(unique.name.clone(), pair.clone()))
        && table
            .indexes
            .values()
            .any(|index| *index == Index::over(index.name.clone(), [key.clone()]))
}
