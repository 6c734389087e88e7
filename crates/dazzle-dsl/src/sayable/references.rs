//! Foreign keys as references.

use dazzle_schema::{ColumnType, Deferrability, ForeignKey, Name, ReferentialAction, Table};

use super::{ID, Sayable};
use crate::model::FieldType;
use crate::project::plain_type;

/// As far as the linker follows keys that are references themselves.
const LONGEST_CHAIN: usize = 30;

impl Sayable<'_> {
    /// The foreign key of `table` that a reference in the field for `column` stands for, as far as its columns and
    /// its target go.
    pub(crate) fn reference<'t>(&self, table: &'t Table, column: &Name) -> Option<&'t ForeignKey> {
        if !self.is_declarable(&table.name) {
            return None;
        }
        let is_id = *column == *ID;
        let key = self.candidate(table, column)?;
        if is_id && !self.is_end_in_sight(table) {
            return None;
        }
        let own = table.column(column)?;
        if !self.says_column(table, own) {
            return None;
        }
        let target = if self.departures.reference_follows_target {
            plain_type(&self.key_type(&key.references.table), self.departures)
        } else {
            ColumnType::Uuid
        };
        (self.plain_column_type(own) == target).then_some(key)
    }

    /// The foreign key that a reference in `column` could be, types apart: of several, the one that the DSL says,
    /// else the first.
    pub(super) fn candidate<'t>(&self, table: &'t Table, column: &Name) -> Option<&'t ForeignKey> {
        let said = self.said_table(table);
        let is_said = |key: &ForeignKey| {
            said.is_some_and(|said| {
                said.foreign_keys
                    .values()
                    .any(|other| other.columns == key.columns && other.references == key.references)
            })
        };
        table
            .foreign_keys
            .values()
            .filter(|key| self.has_shape(table, key, column))
            .min_by_key(|key| (!is_said(key), &key.name))
    }

    /// Whether the key points from `column` to the `id` of a table that the language has, alone or together with
    /// the key that tenants share both tables by.
    fn has_shape(&self, table: &Table, key: &ForeignKey, column: &Name) -> bool {
        let Some(target) = self
            .schema
            .table(&key.references.table)
            .filter(|target| self.is_declarable(&target.name))
        else {
            return false;
        };
        match (key.columns.as_slice(), key.references.columns.as_slice()) {
            ([own], [there]) => {
                own == column
                    && *there == *ID
                    && (*own != *ID || self.may_refer(table))
                    && !self.share_tenants(table, target, own)
            }
            ([tenant, own], [tenant_there, there]) => {
                own == column
                    && *there == *ID
                    && *own != *ID
                    && tenant == tenant_there
                    && tenant != own
                    && self.is_tenant_key(table, tenant)
                    && self.is_tenant_key(target, tenant)
            }
            _ => false,
        }
    }

    /// Whether the `id` of the table can be a reference: one that numbers its rows or has a list of values is none.
    fn may_refer(&self, table: &Table) -> bool {
        table
            .columns
            .get(ID)
            .is_some_and(|id| id.identity.is_none() && self.value_check(table, &id.name).is_none())
    }

    /// Whether following the `id`s from `table` comes to an end that the linker reaches.
    fn is_end_in_sight(&self, table: &Table) -> bool {
        let Some(id) = table.columns.get(ID).map(|column| &column.name) else {
            return false;
        };
        let mut at = table;
        for _ in 0..LONGEST_CHAIN {
            let Some(key) = self.candidate(at, id) else {
                return true;
            };
            match self.schema.table(&key.references.table) {
                Some(next) if next.name != table.name => at = next,
                _ => return false,
            }
        }
        false
    }

    /// The type of the field `id` of a table, through references.
    pub(crate) fn key_type(&self, table: &Name) -> FieldType {
        let mut name = table;
        for _ in 0..=LONGEST_CHAIN {
            let Some(table) = self.schema.table(name) else {
                break;
            };
            let Some(id) = table.columns.get(ID) else {
                break;
            };
            let next = self
                .candidate(table, &id.name)
                .filter(|_| self.is_end_in_sight(table))
                .filter(|key| self.is_of_one_type(table, key));
            match next {
                Some(key) => name = &key.references.table,
                None => return self.field_type(table, id),
            }
        }
        FieldType::Uuid
    }

    /// Whether both ends of a key between two `id`s read as one type.
    pub(super) fn is_of_one_type(&self, table: &Table, key: &ForeignKey) -> bool {
        let end = |table: Option<&Table>| {
            let table = table?;
            let id = table.columns.get(ID)?;
            Some(plain_type(&self.field_type(table, id), self.departures))
        };
        end(Some(table)) == end(self.schema.table(&key.references.table))
    }

    /// Whether a reference means exactly this key.
    pub(crate) fn says_foreign_key(&self, table: &Table, key: &ForeignKey) -> bool {
        key.columns
            .last()
            .and_then(|column| self.reference(table, column))
            .is_some_and(|said| said.name == key.name)
            && key.on_update == ReferentialAction::NoAction
            && key.deferrability == Deferrability::NotDeferrable
            && self.says_on_delete(table, key)
    }

    /// Whether the language can say what is to happen here when the row there goes; `key` is a reference.
    pub(crate) fn says_on_delete(&self, table: &Table, key: &ForeignKey) -> bool {
        let Some(column) = key.columns.last().and_then(|name| table.column(name)) else {
            return false;
        };
        match key.on_delete {
            ReferentialAction::NoAction => return true,
            ReferentialAction::Cascade if column.name == *ID && self.is_subtype(table) => return true,
            ReferentialAction::SetDefault => return false,
            ReferentialAction::SetNull if !column.nullable || column.name == *ID || key.columns.len() > 1 => {
                return false;
            }
            ReferentialAction::SetNull | ReferentialAction::Cascade | ReferentialAction::Restrict => {}
        }
        self.departures.delete_behavior && self.references_between(table, &key.references.table) == 1
    }

    /// How many references of `table` point to `target`; the parent says what happens to one only.
    fn references_between(&self, table: &Table, target: &Name) -> usize {
        let is_subtype = self.is_subtype(table);
        table
            .columns
            .keys()
            .filter(|column| !(is_subtype && **column == *ID))
            .filter_map(|column| self.reference(table, column))
            .filter(|key| key.references.table == *target)
            .count()
    }

    /// The nearest `ON DELETE` that the language can say of a reference.
    pub(crate) fn nearest_on_delete(&self, table: &Table, key: &ForeignKey) -> ReferentialAction {
        if self.says_on_delete(table, key) {
            key.on_delete
        } else {
            ReferentialAction::NoAction
        }
    }
}
