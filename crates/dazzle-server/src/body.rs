//! A body against the model: columns with values, or what is wrong with each field.

use dazzle_schema::Dialect;

use crate::application::{Access, Column, Field, Resource, Shape};
use crate::json::Json;
use crate::kind::{Kind, Value, now, today};
use crate::problem::{FieldError, Place};

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A new row.
    Create,
    /// A change of some fields of a row.
    Change,
}

/// Columns (by index) and what they get.
pub(crate) type Assignments = Vec<(usize, Value)>;

/// Checks `body` and says what to write. All that is wrong is found, not only the first.
pub(crate) fn assignments(
    resource: &Resource,
    body: &Json,
    purpose: Purpose,
    dialect: Dialect,
) -> Result<Assignments, Vec<FieldError>> {
    let Json::Object(members) = body else {
        return Err(vec![FieldError {
            place: Place::Row,
            code: "type",
            detail: format!("the body must be an object, not {}", body.kind()),
        }]);
    };
    let mut checker = Checker {
        resource,
        purpose,
        dialect,
        assignments: Vec::new(),
        errors: Vec::new(),
    };
    for (name, value) in members {
        match resource.field(name) {
            Some(field) => checker.field(field, value),
            None => {
                let detail = format!("`{}` has no such field", resource.name);
                checker
                    .errors
                    .push(FieldError::field(name, "unknown_field", detail));
            }
        }
    }
    if purpose == Purpose::Create {
        for field in &resource.fields {
            if field.required && !members.iter().any(|(name, _)| *name == field.name) {
                checker.error(field, None, "required", "is required");
            }
        }
    }
    checker.finish()
}

struct Checker<'a> {
    resource: &'a Resource,
    purpose: Purpose,
    dialect: Dialect,
    assignments: Assignments,
    errors: Vec<FieldError>,
}

impl Checker<'_> {
    fn error(
        &mut self,
        field: &Field,
        member: Option<&'static str>,
        code: &'static str,
        detail: impl Into<String>,
    ) {
        self.errors.push(FieldError {
            place: Place::Field(field.name.clone(), member),
            code,
            detail: detail.into(),
        });
    }

    fn field(&mut self, field: &Field, value: &Json) {
        let allowed = match self.purpose {
            Purpose::Create => field.access.in_new_row(),
            Purpose::Change => field.access.in_change(),
        };
        if !allowed {
            let detail = match field.access {
                Access::Once | Access::MadeUuid => "is the key of the row and cannot be changed",
                Access::Numbered => "is given by the database",
                _ => "is written by the server",
            };
            self.error(field, None, "read_only", detail);
            return;
        }
        if *value == Json::Null {
            self.null(field);
            return;
        }
        match &field.shape {
            Shape::Plain(at) => self.column(field, None, *at, value),
            Shape::Money { minor, currency, .. } => {
                self.pair(field, value, ("minor", *minor), ("currency", *currency), false);
            }
            Shape::OneOf { kind, id, .. } => self.pair(field, value, ("type", *kind), ("id", *id), true),
        }
    }

    fn null(&mut self, field: &Field) {
        if !field.nullable {
            self.error(field, None, "null", "must have a value");
            return;
        }
        match &field.shape {
            Shape::Plain(at) => self.assign_null(*at),
            // The currency of no amount is the default, as in a row that says nothing.
            Shape::Money {
                minor,
                currency,
                default,
            } => {
                self.assign_null(*minor);
                self.assignments
                    .push((*currency, Value::Text(Some(default.clone()))));
            }
            Shape::OneOf { kind, id, .. } => {
                self.assign_null(*kind);
                self.assign_null(*id);
            }
        }
    }

    fn assign_null(&mut self, at: usize) {
        if let Some(column) = self.resource.columns.get(at) {
            self.assignments.push((at, column.kind.null()));
        }
    }

    fn column(&mut self, field: &Field, member: Option<&'static str>, at: usize, value: &Json) {
        let Some(Column { kind, .. }) = self.resource.columns.get(at) else {
            return;
        };
        match kind.read_json(value, self.dialect) {
            Ok(Value::Text(Some(text)))
                if self.resource.key.contains(&at) && matches!(text.as_str(), "" | "." | "..") =>
            {
                self.error(
                    field,
                    member,
                    "format",
                    "must not be empty, `.` or `..`, which no address can name",
                );
            }
            Ok(value) => self.assignments.push((at, value)),
            Err(fault) => self.error(field, member, fault.code, fault.detail),
        }
    }

    /// A field of two columns, written as an object of two members.
    fn pair(
        &mut self,
        field: &Field,
        value: &Json,
        first: (&'static str, usize),
        second: (&'static str, usize),
        needs_second: bool,
    ) {
        let Json::Object(members) = value else {
            let detail = format!("must be an object with `{}` and `{}`", first.0, second.0);
            self.error(field, None, "type", detail);
            return;
        };
        if let Some((unknown, _)) = members
            .iter()
            .find(|(name, _)| *name != first.0 && *name != second.0)
        {
            let known = format!("has `{}` and `{}`", first.0, second.0);
            let detail = if unknown.len() > 63 {
                known
            } else {
                format!("{known}, and nothing called `{unknown}`")
            };
            self.error(field, None, "unknown_field", detail);
        }
        for ((name, at), is_needed) in [(first, true), (second, needs_second)] {
            match members.iter().find(|(member, _)| member == name) {
                Some((_, value)) => self.column(field, Some(name), at, value),
                None if is_needed => self.error(field, Some(name), "required", "is required"),
                None => {}
            }
        }
    }

    fn finish(mut self) -> Result<Assignments, Vec<FieldError>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        if self.purpose == Purpose::Change && self.assignments.is_empty() {
            return Ok(Vec::new());
        }
        if self.purpose == Purpose::Create {
            for (field, at) in plain_fields(self.resource) {
                let is_given = self.assignments.iter().any(|(given, _)| *given == at);
                if field.access == Access::MadeUuid && !is_given {
                    let id = uuid::Uuid::now_v7().hyphenated().to_string();
                    self.assignments.push((at, Value::Text(Some(id))));
                }
            }
            self.assignments
                .extend(stamps(self.resource, Access::AutoAdd, self.dialect));
        }
        self.assignments
            .extend(stamps(self.resource, Access::AutoUpdate, self.dialect));
        Ok(self.assignments)
    }
}

fn plain_fields(resource: &Resource) -> impl Iterator<Item = (&Field, usize)> {
    resource.fields.iter().filter_map(|field| match field.shape {
        Shape::Plain(at) => Some((field, at)),
        _ => None,
    })
}

/// What the server writes into the fields of `access` now: an instant or a day.
pub(crate) fn stamps(resource: &Resource, access: Access, dialect: Dialect) -> Assignments {
    plain_fields(resource)
        .filter(|(field, _)| field.access == access)
        .filter_map(|(_, at)| {
            let is_day = resource.columns.get(at)?.kind == Kind::Date;
            Some((at, if is_day { today() } else { now(dialect) }))
        })
        .collect()
}
