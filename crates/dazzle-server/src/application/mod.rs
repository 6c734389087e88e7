//! The application as resources: what each entity's rows look like to a client and to the database.
//!
//! This is a description, made once from the model and the schema; it does nothing. A resource has *fields*, which
//! clients see, and *columns*, which the database has. Most fields are one column; money and references to one of
//! several entities are two.

mod build;
mod sql;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use dazzle_dsl::{Model, Naming};
use dazzle_schema::{Name, Schema};

use crate::kind::Kind;
pub(crate) use sql::{ResourceSql, placeholder};

/// What an application serves.
#[derive(Debug, Clone)]
pub struct Application {
    title: String,
    resources: BTreeMap<String, Arc<Resource>>,
    left_out: Vec<LeftOut>,
}

/// An entity or field of the model that is not served, because the database does not have it, or has it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The entity.
    pub entity: String,
    /// The field; `None` is the whole entity.
    pub field: Option<String>,
    /// Why, for people.
    pub reason: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "`{}`.`{field}`: {}", self.entity, self.reason),
            None => write!(f, "`{}`: {}", self.entity, self.reason),
        }
    }
}

/// An entity as it is served.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The entity's name, which is also its name in paths.
    pub name: String,
    /// The entity's title.
    pub title: Option<String>,
    /// What the entity is for.
    pub intent: Option<String>,
    /// Its table.
    pub table: Name,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Indexes into `columns`: the primary key.
    pub key: Vec<usize>,
    /// Index into `columns`: the instant at which the row was deleted, where that is only marked.
    pub deleted_at: Option<usize>,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) checks: Vec<CheckOf>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) referenced_by: Vec<ReferencedBy>,
    pub(crate) postgresql: ResourceSql,
    pub(crate) sqlite: ResourceSql,
}

/// A field of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How it is made of columns.
    pub shape: Shape,
    /// Whether a new row must give it.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Who writes it.
    pub access: Access,
    /// The entity that it points to, if that is one and it is served.
    pub reference: Option<String>,
    /// Whether it is marked `sensitive`.
    pub sensitive: bool,
    /// Whether it is marked `pii`.
    pub pii: bool,
}

/// How a field is made of columns; the numbers are indexes into [`Resource::columns`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One column.
    Plain(usize),
    /// An amount in the smallest unit of a currency: `{"minor": 1250, "currency": "EUR"}`.
    Money {
        /// The amount.
        minor: usize,
        /// The currency.
        currency: usize,
        /// The currency of a row that names none.
        default: String,
    },
    /// A row of one of several entities: `{"type": "Customer", "id": "…"}`.
    OneOf {
        /// The entity.
        kind: usize,
        /// The row.
        id: usize,
        /// The entities.
        targets: Vec<String>,
    },
}

/// Who writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// The client, at any time.
    Write,
    /// The client, in a new row only: a key.
    Once,
    /// The server makes a UUID, unless the client brings one in a new row.
    MadeUuid,
    /// The database numbers the rows.
    Numbered,
    /// The server, when the row is new.
    AutoAdd,
    /// The server, whenever the row is written.
    AutoUpdate,
    /// The server, when the row is deleted.
    Deletion,
}

impl Access {
    /// Whether a client may give it in a new row.
    #[must_use]
    pub const fn in_new_row(self) -> bool {
        matches!(self, Self::Write | Self::Once | Self::MadeUuid)
    }

    /// Whether a client may change it.
    #[must_use]
    pub const fn in_change(self) -> bool {
        matches!(self, Self::Write)
    }
}

/// A column of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the database.
    pub name: Name,
    /// Its name in filters and sorting: the field's, or for one of two the field's with `_minor` and so on.
    pub api_name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether the database allows a row without a value.
    pub nullable: bool,
    /// Index into [`Resource::fields`].
    pub field: usize,
}

/// Columns of which no two rows have the same values.
#[derive(Debug, Clone)]
pub(crate) struct Unique {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Name>,
}

/// A check, and the field it is about if it is about one.
#[derive(Debug, Clone)]
pub(crate) struct CheckOf {
    pub(crate) name: Name,
    pub(crate) field: Option<usize>,
}

/// A foreign key to another table.
#[derive(Debug, Clone)]
pub(crate) struct ForeignKey {
    pub(crate) name: Name,
    /// Indexes into [`Resource::columns`], with the column that each points to.
    pub(crate) columns: Vec<(usize, Name)>,
    pub(crate) target: Name,
    /// The field that a client would have to mend.
    pub(crate) field: usize,
}

/// A foreign key of another table that points here and keeps rows from being deleted.
#[derive(Debug, Clone)]
pub(crate) struct ReferencedBy {
    pub(crate) name: Name,
    /// The entity, or the table where there is none.
    pub(crate) entity: String,
}

impl Application {
    /// Describes the application of `model` on a database that has `schema`.
    ///
    /// *Shape:* `schema` is what the database really has: the projection of the model, less what was left out of it.
    /// What the schema lacks is not served, and is in [`Self::left_out`].
    #[must_use]
    pub fn new(model: &Model, schema: &Schema, naming: Naming) -> Self {
        build::application(model, schema, naming)
    }

    /// The application's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The resources, by name.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values().map(|resource| &**resource)
    }

    /// The resource of the entity called `name`.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<&Arc<Resource>> {
        self.resources.get(name)
    }

    /// What of the model is not served.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }
}

impl Resource {
    /// The field called `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The column that filters and sorting call `name`.
    pub(crate) fn column_for(&self, name: &str) -> Option<(usize, &Column)> {
        self.columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.api_name == name)
    }

    /// The columns of the primary key.
    pub(crate) fn key_columns(&self) -> impl Iterator<Item = &Column> {
        self.key.iter().filter_map(|at| self.columns.get(*at))
    }

    /// The name of the field that the column called `column` belongs to.
    pub(crate) fn field_of(&self, column: &str) -> Option<&Field> {
        let column = self.columns.iter().find(|known| known.name == *column)?;
        self.fields.get(column.field)
    }
}
