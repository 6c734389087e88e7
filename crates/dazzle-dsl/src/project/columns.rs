//! Fields to columns: the table of types.

use std::collections::BTreeMap;

use dazzle_schema::{Column, ColumnType, DefaultValue, Dialect, SqlText};

use super::Projector;
use crate::default_value;
use crate::departures::Departures;
use crate::link::key_type;
use crate::model::{Entity, Field, FieldType};

impl Projector<'_> {
    /// The columns of `field`, in order.
    pub(super) fn columns(&mut self, entity: &Entity, field: &Field) -> Vec<Column> {
        let is_required = field.is_required();
        let names = self.column_names(field);
        let mut names = names.into_iter();
        match &field.field_type {
            FieldType::Computed { .. } => Vec::new(),
            FieldType::Money { currency } => {
                let (Some(minor), Some(code)) = (names.next(), names.next()) else {
                    return Vec::new();
                };
                let mut minor = Column::new(minor, self.departures.minor_units.clone());
                minor.nullable = !is_required;
                let mut code = Column::new(code, self.departures.currency.clone());
                code.default = Some(DefaultValue::Text(currency.clone()));
                vec![minor, code]
            }
            FieldType::PolyRef { .. } => {
                let (Some(kind), Some(id)) = (names.next(), names.next()) else {
                    return Vec::new();
                };
                let mut columns = vec![
                    Column::new(kind, ColumnType::Text),
                    Column::new(id, ColumnType::Uuid),
                ];
                for column in &mut columns {
                    column.nullable = !is_required;
                }
                columns
            }
            other if !other.has_column() => {
                if !self.departures.stray_columns {
                    return Vec::new();
                }
                let Some(name) = self.name(&field.name, field.span) else {
                    return Vec::new();
                };
                let mut column = Column::new(name, ColumnType::Text);
                column.nullable = !is_required;
                vec![column]
            }
            _ => {
                let Some(name) = names.next() else {
                    return Vec::new();
                };
                let mut column = Column::new(name, self.column_type(&field.field_type));
                column.nullable = !is_required;
                column.default = self.default(field);
                if field.name == "id" && field.field_type == FieldType::Int && entity.subtype_of.is_none() {
                    column.identity = Some(self.departures.identity);
                    column.default = None;
                }
                if entity.tenant_key.as_ref() == Some(&field.name) && column.default.is_none() {
                    column.default = Some(current_tenant(&column.column_type));
                }
                vec![column]
            }
        }
    }

    /// The type of a field with one column.
    fn column_type(&self, field_type: &FieldType) -> ColumnType {
        match field_type {
            FieldType::Ref { target } | FieldType::BelongsTo { target } => {
                // A key is never a reference itself, so this comes to an end.
                match key_type(self.model, &target.text) {
                    FieldType::Ref { .. } | FieldType::BelongsTo { .. } => ColumnType::Uuid,
                    key if self.departures.reference_follows_target => plain_type(key, self.departures),
                    _ => ColumnType::Uuid,
                }
            }
            other => plain_type(other, self.departures),
        }
    }

    fn default(&self, field: &Field) -> Option<DefaultValue> {
        let written = &field.default.as_ref()?.value;
        let field_type = match field.field_type.reference() {
            Some(target) => key_type(self.model, &target.text),
            None => &field.field_type,
        };
        // A default that does not fit is an error of the model, or under the other profile only a warning.
        default_value::resolve(field_type, written, self.departures)
            .unwrap_or_else(|_| default_value::as_written(written, self.departures))
    }
}

/// The type of the column of a field that is no reference.
pub(crate) fn plain_type(field_type: &FieldType, departures: &Departures) -> ColumnType {
    match field_type {
        FieldType::Str { length } if departures.limited_strings => ColumnType::Varchar(*length),
        FieldType::Int => ColumnType::Integer,
        FieldType::Decimal { precision, scale } => ColumnType::Decimal {
            precision: *precision,
            scale: *scale,
        },
        FieldType::Float => ColumnType::Double,
        FieldType::Bool => ColumnType::Boolean,
        FieldType::Date => ColumnType::Date,
        FieldType::DateTime => ColumnType::TimestampTz,
        FieldType::Uuid => ColumnType::Uuid,
        FieldType::Json if departures.indexable_json => ColumnType::Json,
        FieldType::Json => ColumnType::Native(String::from("json")),
        _ => ColumnType::Text,
    }
}

/// The tenant of the session. Only PostgreSQL has sessions with settings; elsewhere there is no default.
pub(crate) fn current_tenant(column_type: &ColumnType) -> DefaultValue {
    let cast = match column_type {
        ColumnType::Uuid => "::UUID",
        ColumnType::Integer => "::INTEGER",
        ColumnType::Decimal { .. } => "::NUMERIC",
        _ => "",
    };
    let sql = format!("NULLIF(current_setting('dazzle.tenant_id', true), ''){cast}");
    DefaultValue::Expression(SqlText::PerDialect(BTreeMap::from([(Dialect::Postgresql, sql)])))
}
