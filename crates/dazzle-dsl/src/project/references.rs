//! Foreign keys.

use dazzle_schema::naming::NameKind;
use dazzle_schema::{Deferrability, ForeignKey, Name, Reference, ReferentialAction, Table};

use super::Projector;
use crate::model::{Entity, Field};

impl Projector<'_> {
    pub(super) fn foreign_keys(&mut self, table: &mut Table, entity: &Entity) {
        if let Some(base) = &entity.subtype_of {
            let key = self.key_name(entity);
            self.base_reference(table, key, &base.text);
        }
        for field in &entity.fields {
            let Some(target) = field.field_type.reference() else {
                continue;
            };
            let on_delete = field.on_delete.unwrap_or_default();
            match self.shared_tenant_key(entity, field) {
                Some(key) => self.tenant_reference(table, field, &key, &target.text, on_delete),
                None => {
                    let column = self.name(&field.name, field.span);
                    self.single_reference(table, entity, column, &target.text, on_delete);
                }
            }
        }
    }

    fn key_name(&mut self, entity: &Entity) -> Option<Name> {
        self.name("id", entity.span)
    }

    /// The tenant key, if both the entity and what `field` points to carry it.
    fn shared_tenant_key(&self, entity: &Entity, field: &Field) -> Option<String> {
        let key = entity.tenant_key.as_ref().filter(|key| **key != field.name)?;
        let target = field.field_type.reference()?;
        let target_key = self.model.entity(&target.text)?.tenant_key.as_ref()?;
        (key == target_key).then(|| key.clone())
    }

    /// `(id) → Base(id)`: a subtype's row goes with its base's.
    fn base_reference(&mut self, table: &mut Table, key: Option<Name>, base: &str) {
        let Some(base) = self.model.entity(base) else {
            return;
        };
        let (Some(key), Some(target), Some(id)) =
            (key, self.name(&base.name, base.span), self.key_name(base))
        else {
            return;
        };
        let name = self.names.base_key(&table.name, &key);
        insert(
            table,
            name,
            vec![key],
            target,
            vec![id],
            ReferentialAction::Cascade,
        );
    }

    /// `(field) → Target(id)`
    fn single_reference(
        &mut self,
        table: &mut Table,
        entity: &Entity,
        column: Option<Name>,
        target: &str,
        on_delete: ReferentialAction,
    ) {
        let Some(other) = self.model.entity(target) else {
            // A table of the framework; linking has warned.
            return;
        };
        let (Some(column), Some(target_table), Some(id)) =
            (column, self.name(&other.name, other.span), self.key_name(other))
        else {
            return;
        };
        let name = self.names.foreign_key(&table.name, &column, &entity.name, target);
        insert(table, name, vec![column], target_table, vec![id], on_delete);
    }

    /// `(tenant, field) → Target(tenant, id)`: a row can only point to rows of its own tenant.
    fn tenant_reference(
        &mut self,
        table: &mut Table,
        field: &Field,
        key: &str,
        target: &str,
        on_delete: ReferentialAction,
    ) {
        let (Some(key), Some(column)) = (self.name(key, field.span), self.name(&field.name, field.span))
        else {
            return;
        };
        let (Some(target), Some(id)) = (self.name(target, field.span), self.name("id", field.span)) else {
            return;
        };
        let columns = vec![key.clone(), column];
        let name = self.names.named(NameKind::ForeignKey, &table.name, &columns);
        insert(table, name, columns, target, vec![key, id], on_delete);
    }
}

fn insert(
    table: &mut Table,
    name: Name,
    columns: Vec<Name>,
    target: Name,
    target_columns: Vec<Name>,
    on_delete: ReferentialAction,
) {
    let key = ForeignKey {
        name: name.clone(),
        columns,
        references: Reference {
            table: target,
            columns: target_columns,
        },
        on_delete,
        on_update: ReferentialAction::NoAction,
        deferrability: Deferrability::NotDeferrable,
    };
    table.foreign_keys.insert(name, key);
}
