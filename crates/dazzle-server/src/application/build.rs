//! Making the description: fields of the model meet columns of the schema.

use std::collections::BTreeMap;
use std::sync::Arc;

use dazzle_dsl::{Entity, FieldType, Model, Naming};
use dazzle_schema::{CheckRule, ColumnType, Name, ReferentialAction, Schema, Table};

use super::{
    Access, Application, CheckOf, Column, Field, ForeignKey, LeftOut, ReferencedBy, Resource, ResourceSql,
    Shape, Unique,
};
use crate::kind::{Kind, TextRule};

pub(super) fn application(model: &Model, schema: &Schema, naming: Naming) -> Application {
    let mut left_out = Vec::new();
    let mut resources = BTreeMap::new();
    for entity in &model.entities {
        let table = Name::new(&naming.spelled(&entity.name))
            .ok()
            .and_then(|name| schema.table(&name));
        let Some(table) = table else {
            left_out.push(LeftOut {
                entity: entity.name.clone(),
                field: None,
                reason: "the database has no table for it".to_owned(),
            });
            continue;
        };
        let mut builder = Builder {
            model,
            naming,
            entity,
            table,
            fields: Vec::new(),
            columns: Vec::new(),
            left_out: &mut left_out,
        };
        builder.fields();
        let (fields, columns) = (builder.fields, builder.columns);
        if let Some(resource) = resource(entity, schema, table, fields, columns) {
            resources.insert(entity.name.clone(), resource);
        } else {
            left_out.push(LeftOut {
                entity: entity.name.clone(),
                field: None,
                reason: "its table has no primary key that its fields make up".to_owned(),
            });
        }
    }
    let served: Vec<String> = resources.keys().cloned().collect();
    let entities: BTreeMap<Name, String> = resources
        .values()
        .map(|resource: &Resource| (resource.table.clone(), resource.name.clone()))
        .collect();
    for resource in resources.values_mut() {
        for field in &mut resource.fields {
            field.reference = field.reference.take().filter(|target| served.contains(target));
        }
        for key in &mut resource.referenced_by {
            if let Some(entity) = entities.iter().find(|(table, _)| table.as_str() == key.entity) {
                key.entity = entity.1.clone();
            }
        }
    }
    let title = model
        .app
        .as_ref()
        .map_or("Dazzle", |app| app.title.as_ref().unwrap_or(&app.name));
    Application {
        title: title.to_owned(),
        resources: resources
            .into_iter()
            .map(|(name, resource)| (name, Arc::new(resource)))
            .collect(),
        left_out,
    }
}

struct Builder<'a> {
    model: &'a Model,
    naming: Naming,
    entity: &'a Entity,
    table: &'a Table,
    fields: Vec<Field>,
    columns: Vec<Column>,
    left_out: &'a mut Vec<LeftOut>,
}

impl Builder<'_> {
    fn fields(&mut self) {
        for field in &self.entity.fields {
            if field.field_type.has_column()
                && let Err(reason) = self.field(field)
            {
                self.left_out.push(LeftOut {
                    entity: self.entity.name.clone(),
                    field: Some(field.name.clone()),
                    reason,
                });
            }
        }
    }

    fn field(&mut self, field: &dazzle_dsl::Field) -> Result<(), String> {
        let first = self.columns.len();
        let kinds = match &field.field_type {
            FieldType::Money { .. } => vec![
                // 32 bits under the profile of the Python tool.
                self.money_kind(&field.name),
                text(Some(3), TextRule::Currency),
            ],
            FieldType::PolyRef { targets } => vec![
                Kind::Enum(targets.iter().map(|target| target.text.clone()).collect()),
                Kind::Uuid,
            ],
            other => vec![self.kind(other)],
        };
        let names = field.column_names();
        let mut columns = Vec::new();
        for (name, kind) in names.iter().zip(kinds) {
            let column = Name::new(&self.naming.spelled(name))
                .ok()
                .and_then(|name| self.table.column(&name))
                .ok_or_else(|| format!("the database has no column `{name}`"))?;
            if column.generated.is_some() {
                return Err(format!("the database computes the column `{name}`"));
            }
            let kind = limited(kind, &column.column_type);
            if !kind.fits(&column.column_type) {
                return Err(format!(
                    "the column `{name}` has the type `{}` in the database",
                    column.column_type
                ));
            }
            columns.push((
                Column {
                    name: column.name.clone(),
                    api_name: name.clone(),
                    kind,
                    nullable: column.nullable,
                    field: self.fields.len(),
                },
                column,
            ));
        }
        let [(_, column), ..] = columns.as_slice() else {
            return Err("it has no column".to_owned());
        };
        let access = self.access(field, column);
        let has_default = column.default.is_some() || access == Access::MadeUuid;
        let nullable = column.nullable && !field.is_required();
        let shape = match &field.field_type {
            FieldType::Money { currency } => Shape::Money {
                minor: first,
                currency: first + 1,
                default: currency.clone(),
            },
            FieldType::PolyRef { targets } => Shape::OneOf {
                kind: first,
                id: first + 1,
                targets: targets.iter().map(|target| target.text.clone()).collect(),
            },
            _ => Shape::Plain(first),
        };
        self.fields.push(Field {
            name: field.name.clone(),
            shape,
            required: !nullable && !has_default && access.in_new_row(),
            nullable,
            access,
            reference: field.field_type.reference().map(|target| target.text.clone()),
            sensitive: field.modifiers.sensitive,
            pii: field.modifiers.pii,
        });
        self.columns.extend(columns.into_iter().map(|(column, _)| column));
        Ok(())
    }

    fn access(&self, field: &dazzle_dsl::Field, column: &dazzle_schema::Column) -> Access {
        let is_moment = matches!(field.field_type, FieldType::Date | FieldType::DateTime);
        let is_key = self
            .table
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(&column.name));
        if column.identity.is_some() {
            Access::Numbered
        } else if is_key && field.field_type == FieldType::Uuid && self.entity.subtype_of.is_none() {
            Access::MadeUuid
        } else if is_key {
            Access::Once
        } else if is_moment && field.modifiers.auto_update {
            Access::AutoUpdate
        } else if is_moment && field.modifiers.auto_add {
            Access::AutoAdd
        } else if self.entity.soft_delete.is_some() && field.name == "deleted_at" {
            Access::Deletion
        } else {
            Access::Write
        }
    }

    fn money_kind(&self, name: &str) -> Kind {
        let is_small = Name::new(&self.naming.spelled(&format!("{name}_minor")))
            .ok()
            .and_then(|name| self.table.column(&name))
            .is_some_and(|column| column.column_type == ColumnType::Integer);
        Kind::Int(if is_small { 32 } else { 64 })
    }

    fn kind(&self, field_type: &FieldType) -> Kind {
        match field_type {
            FieldType::Str { length } => text(Some(*length), TextRule::Any),
            FieldType::Email => text(Some(320), TextRule::Email),
            FieldType::Slug => text(Some(40), TextRule::Slug),
            FieldType::Url => text(None, TextRule::Url),
            FieldType::Timezone => text(Some(64), TextRule::Timezone),
            FieldType::Enum { values, .. } => {
                Kind::Enum(values.iter().map(|value| value.text.clone()).collect())
            }
            FieldType::Int => Kind::Int(32),
            FieldType::Decimal { precision, scale } => Kind::Decimal {
                precision: *precision,
                scale: *scale,
            },
            FieldType::Float => Kind::Float,
            FieldType::Bool => Kind::Bool,
            FieldType::Date => Kind::Date,
            FieldType::DateTime => Kind::Instant,
            FieldType::Uuid => Kind::Uuid,
            FieldType::Json => Kind::Json,
            FieldType::Ref { target } | FieldType::BelongsTo { target } => {
                match self.model.key_type(&target.text) {
                    FieldType::Ref { .. } | FieldType::BelongsTo { .. } => Kind::Uuid,
                    key => self.kind(key),
                }
            }
            _ => text(None, TextRule::Any),
        }
    }
}

const fn text(most: Option<u32>, rule: TextRule) -> Kind {
    Kind::Text { most, rule }
}

/// `kind` within the limits that the database has now, which may be tighter than the model's.
fn limited(kind: Kind, column_type: &ColumnType) -> Kind {
    match (kind, column_type) {
        (Kind::Text { most, rule }, ColumnType::Varchar(limit)) => Kind::Text {
            most: Some(most.map_or(*limit, |most| most.min(*limit))),
            rule,
        },
        (Kind::Decimal { .. }, ColumnType::Decimal { precision, scale }) => Kind::Decimal {
            precision: *precision,
            scale: *scale,
        },
        (kind, _) => kind,
    }
}

/// The resource, if its key is among its columns.
fn resource(
    entity: &Entity,
    schema: &Schema,
    table: &Table,
    fields: Vec<Field>,
    columns: Vec<Column>,
) -> Option<Resource> {
    let position = |name: &Name| columns.iter().position(|column| column.name == *name);
    let primary_key = table.primary_key.as_ref()?;
    let key = primary_key
        .columns
        .iter()
        .map(position)
        .collect::<Option<Vec<usize>>>()?;
    let mut uniques = vec![Unique {
        name: primary_key.name.clone(),
        columns: primary_key.columns.clone(),
    }];
    uniques.extend(table.uniques.values().map(|unique| Unique {
        name: unique.name.clone(),
        columns: unique.columns.clone(),
    }));
    uniques.extend(table.indexes.values().filter(|index| index.unique).map(|index| {
        Unique {
            name: index.name.clone(),
            columns: columns
                .iter()
                .filter(|column| index.mentions(&column.name))
                .map(|column| column.name.clone())
                .collect(),
        }
    }));
    let checks = table
        .checks
        .values()
        .map(|check| CheckOf {
            name: check.name.clone(),
            field: match &check.rule {
                CheckRule::OneOf { column, .. } => columns
                    .iter()
                    .find(|known| known.name == *column)
                    .map(|column| column.field),
                CheckRule::Sql(_) => None,
            },
        })
        .collect();
    let foreign_keys = table
        .foreign_keys
        .values()
        .filter_map(|key| {
            let pairs = key
                .columns
                .iter()
                .zip(&key.references.columns)
                .map(|(column, target)| Some((position(column)?, target.clone())))
                .collect::<Option<Vec<_>>>()?;
            // A tenant's key comes first, the reference itself last.
            let field = columns.get(pairs.last()?.0)?.field;
            Some(ForeignKey {
                name: key.name.clone(),
                columns: pairs,
                target: key.references.table.clone(),
                field,
            })
        })
        .collect();
    let referenced_by = schema
        .references_to(&table.name)
        .filter(|(_, key)| {
            matches!(
                key.on_delete,
                ReferentialAction::NoAction | ReferentialAction::Restrict
            )
        })
        .map(|(other, key)| ReferencedBy {
            name: key.name.clone(),
            entity: other.name.as_str().to_owned(),
        })
        .collect();
    let deleted_at = fields
        .iter()
        .find(|field| field.access == Access::Deletion)
        .and_then(|field| match field.shape {
            Shape::Plain(at) => Some(at),
            _ => None,
        });
    let postgresql = ResourceSql::new(
        dazzle_schema::Dialect::Postgresql,
        &table.name,
        &columns,
        &key,
        deleted_at,
    );
    let sqlite = ResourceSql::new(
        dazzle_schema::Dialect::Sqlite,
        &table.name,
        &columns,
        &key,
        deleted_at,
    );
    Some(Resource {
        name: entity.name.clone(),
        title: entity.title.clone(),
        intent: entity.intent.clone(),
        table: table.name.clone(),
        fields,
        columns,
        key,
        deleted_at,
        uniques,
        checks,
        foreign_keys,
        referenced_by,
        postgresql,
        sqlite,
    })
}
