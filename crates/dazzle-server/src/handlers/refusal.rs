//! What a database refused, as a problem with the field that a client can mend.

use super::Call;
use crate::application::{ForeignKey, Resource, Shape};
use crate::body::Assignments;
use crate::database::{Constraint, Database, Failure, StatementBuilder};
use crate::kind::{Kind, Value};
use crate::problem::{FieldError, Place, Problem};

impl From<Failure> for Problem {
    /// For statements that no value of a client can break.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable(cause) => Self::unavailable(cause),
            Failure::Value => Self::bad_query(Vec::new()),
            other => Self::internal(format!("{other:?}")),
        }
    }
}

/// Why a row could not be written.
pub(super) async fn refusal(call: &Call, assigned: &Assignments, failure: Failure) -> Problem {
    let resource = &call.resource;
    match failure {
        Failure::Unique(constraint) => not_unique(resource, &constraint),
        Failure::ForeignKey(constraint) => {
            let errors = match named_key(resource, &constraint) {
                Some(key) => vec![no_target(resource, key)],
                None => match missing_by_keys(call, assigned).await {
                    Ok(errors) => errors,
                    Err(failure) => return failure.into(),
                },
            };
            Problem::invalid(errors)
        }
        Failure::Check(constraint) => {
            let field = match &constraint {
                Constraint::Named(name) => resource
                    .checks
                    .iter()
                    .find(|check| check.name == *name.as_str())
                    .and_then(|check| resource.fields.get(check.field?)),
                _ => None,
            };
            let detail = match &constraint {
                Constraint::Named(name) => format!("breaks the rule `{name}`"),
                _ => "breaks a rule of the database".to_owned(),
            };
            Problem::invalid(vec![FieldError {
                place: field.map_or(Place::Row, |field| Place::Field(field.name.clone(), None)),
                code: "rule",
                detail,
            }])
        }
        Failure::NotNull(column) => Problem::invalid(vec![match resource.field_of(&column) {
            Some(field) => FieldError::field(&field.name, "required", "is required"),
            None => FieldError {
                place: Place::Row,
                code: "required",
                detail: format!("the database asks for a value of `{column}`, which is not served"),
            },
        }]),
        Failure::Value => Problem::invalid(vec![FieldError {
            place: Place::Row,
            code: "value",
            detail: "a value is too long or too large for the database".to_owned(),
        }]),
        other => other.into(),
    }
}

/// Why a row could not be deleted.
pub(super) fn refusal_to_delete(call: &Call, failure: Failure) -> Problem {
    let Failure::ForeignKey(constraint) = failure else {
        return failure.into();
    };
    let by_name = match &constraint {
        Constraint::Named(name) => call
            .resource
            .referenced_by
            .iter()
            .find(|key| key.name == *name.as_str())
            .map(|key| key.entity.as_str()),
        _ => None,
    };
    let mut entities: Vec<&str> = match by_name {
        Some(entity) => vec![entity],
        None => call
            .resource
            .referenced_by
            .iter()
            .map(|key| key.entity.as_str())
            .collect(),
    };
    entities.dedup();
    Problem::conflict(
        "referenced",
        format!(
            "rows of {} point to this row; change or delete them first",
            entities.join(" or ")
        ),
        Vec::new(),
    )
}

fn not_unique(resource: &Resource, constraint: &Constraint) -> Problem {
    let unique = resource.uniques.iter().find(|unique| match constraint {
        Constraint::Named(name) => unique.name == *name.as_str(),
        Constraint::Columns(columns) => {
            let spelled: Vec<String> = unique
                .columns
                .iter()
                .map(|column| format!("{}.{column}", resource.table))
                .collect();
            spelled.join(", ") == *columns
        }
        Constraint::Unknown => false,
    });
    let fields: Vec<&str> = unique
        .into_iter()
        .flat_map(|unique| &unique.columns)
        .filter_map(|column| resource.field_of(column.as_str()))
        .map(|field| field.name.as_str())
        .collect();
    let detail = match fields.as_slice() {
        [_] => "another row has this value".to_owned(),
        _ => "another row has these values".to_owned(),
    };
    let errors = fields
        .iter()
        .map(|field| FieldError::field(field, "not_unique", detail.clone()))
        .collect();
    Problem::conflict("not_unique", detail, errors)
}

fn named_key<'a>(resource: &'a Resource, constraint: &Constraint) -> Option<&'a ForeignKey> {
    let Constraint::Named(name) = constraint else {
        return None;
    };
    resource
        .foreign_keys
        .iter()
        .find(|key| key.name == *name.as_str())
}

fn no_target(resource: &Resource, key: &ForeignKey) -> FieldError {
    let name = resource
        .fields
        .get(key.field)
        .map_or("", |field| field.name.as_str());
    FieldError::field(
        name,
        "no_such_row",
        format!("there is no such row of {}", key.target),
    )
}

/// Asks for the target of each reference in turn: SQLite does not say which one is missing.
async fn missing_by_keys(call: &Call, assigned: &Assignments) -> Result<Vec<FieldError>, Failure> {
    let mut errors = Vec::new();
    for key in &call.resource.foreign_keys {
        let values: Option<Vec<(&str, &Value, &Kind)>> = key
            .columns
            .iter()
            .map(|(at, target)| {
                let (_, value) = assigned.iter().find(|(given, _)| given == at)?;
                let column = call.resource.columns.get(*at)?;
                (!value.is_null()).then_some((target.as_str(), value, &column.kind))
            })
            .collect();
        if let Some(values) = values
            && !exists(&call.server.database, &key.target, &values).await?
        {
            errors.push(no_target(&call.resource, key));
        }
    }
    if errors.is_empty() {
        errors.push(FieldError {
            place: Place::Row,
            code: "no_such_row",
            detail: "a reference points to no row".to_owned(),
        });
    }
    Ok(errors)
}

/// The fields of several entities whose row is not there; no foreign key watches over these.
pub(super) async fn missing_targets(call: &Call, assigned: &Assignments) -> Result<Vec<FieldError>, Failure> {
    let mut errors = Vec::new();
    for field in &call.resource.fields {
        let Shape::OneOf { kind, id, .. } = &field.shape else {
            continue;
        };
        let given = |at: usize| {
            assigned
                .iter()
                .find(|(given, _)| *given == at)
                .map(|(_, value)| value)
        };
        let (Some(Value::Text(Some(entity))), Some(value)) = (given(*kind), given(*id)) else {
            continue;
        };
        let Some(target) = call.application.resource(entity) else {
            continue;
        };
        if let Some(key) = target.key_columns().next()
            && key.kind == Kind::Uuid
            && !exists(
                &call.server.database,
                &target.table,
                &[(key.name.as_str(), value, &Kind::Uuid)],
            )
            .await?
        {
            errors.push(FieldError {
                place: Place::Field(field.name.clone(), Some("id")),
                code: "no_such_row",
                detail: format!("there is no such row of {entity}"),
            });
        }
    }
    Ok(errors)
}

async fn exists(
    database: &Database,
    table: &dazzle_schema::Name,
    values: &[(&str, &Value, &Kind)],
) -> Result<bool, Failure> {
    let mut builder = StatementBuilder::new(
        database.dialect(),
        format!("SELECT CAST(1 AS bigint) FROM {}", table.quoted()),
    );
    let mut word = " WHERE ";
    for (column, value, kind) in values {
        builder
            .push(word)
            .push(&format!("\"{}\"", column.replace('"', "\"\"")))
            .push(" = ");
        builder.bind((*value).clone(), kind);
        word = " AND ";
    }
    let rows = database
        .read(builder.finish(), std::iter::once(&Kind::Int(64)))
        .await?;
    Ok(!rows.is_empty())
}
