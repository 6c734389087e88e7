//! What the DSL says: modules, entities, fields and relationships, linked.
//!
//! A [`Model`] is complete and consistent: archetypes are merged, directives have become fields, every name
//! that is referred to exists. Types are still those of the language (`money`, `ref`); [`crate::project`]
//! turns them into columns.
//!
//! *Shape:* entities stand in the order of linking (modules in the order of their imports, then source
//! order), and fields in the order of the columns.

mod field;

use std::collections::HashMap;

use crate::Span;

pub use field::{
    Collection, DefaultText, DeleteBehavior, Field, FieldDefault, FieldType, FormerValue, Modifiers, Origin,
};

/// A word or text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A linked project.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The modules, those without imports first.
    pub modules: Vec<Module>,
    /// What the root module's `app` line says.
    pub app: Option<App>,
    /// The entities.
    pub entities: Vec<Entity>,
    /// How tenants share the database.
    pub tenancy: Option<Tenancy>,
    pub(crate) by_name: HashMap<String, usize>,
}

/// A module: one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its dotted name.
    pub name: String,
    /// Index of its file.
    pub file: usize,
    /// The modules it uses.
    pub uses: Vec<Located>,
}

/// The `app` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// The application's name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
}

/// How tenants share the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenancy {
    /// The way.
    pub mode: TenancyMode,
    /// The name of the column that says whose a row is.
    pub partition_key: String,
    /// Entities that all tenants share.
    pub excluded: Vec<Located>,
    /// Where the block stands.
    pub span: Span,
    /// The entity of which one row is one tenant.
    pub tenant_entity: Option<String>,
}

/// The `mode:` of a tenancy block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TenancyMode {
    /// There are no tenants.
    Single,
    /// All tenants' rows are in the same tables, told apart by the partition key.
    SharedSchema,
    /// A schema for each.
    SchemaPerTenant,
    /// A database for each.
    DatabasePerTenant,
}

impl TenancyMode {
    pub(crate) const WORDS: [(&'static str, Self); 4] = [
        ("single", Self::Single),
        ("shared_schema", Self::SharedSchema),
        ("schema_per_tenant", Self::SchemaPerTenant),
        ("database_per_tenant", Self::DatabasePerTenant),
    ];
}

/// An entity: a table.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name, verbatim.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// Its title.
    pub title: Option<String>,
    /// What it is for, in its author's words.
    pub intent: Option<String>,
    /// Index into [`Model::modules`].
    pub module: usize,
    /// Its fields, `id` among them.
    pub fields: Vec<Field>,
    /// Its `unique` and `index` lines.
    pub constraints: Vec<Constraint>,
    /// Its `invariant:` lines.
    pub invariants: Vec<Invariant>,
    /// The word of its `archetype:` line.
    pub kind: Option<Located>,
    /// The base it extends by a table of its own.
    pub subtype_of: Option<Located>,
    /// The entities that name it in `subtype_of:`, by name.
    pub subtypes: Vec<String>,
    /// Where `soft_delete` stands.
    pub soft_delete: Option<Span>,
    /// Where `signable: true` stands.
    pub signable: Option<Span>,
    /// Its `temporal:` block.
    pub temporal: Option<Temporal>,
    /// What it was called.
    pub was: Option<Located>,
    /// The word of its `domain:` line.
    pub domain: Option<String>,
    /// The column that says which tenant a row belongs to, when rows of several share the table.
    pub tenant_key: Option<String>,
}

/// A `unique` or `index` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Which of the two.
    pub kind: LineKind,
    /// The fields named, in order.
    pub fields: Vec<Located>,
    /// Where the line stands.
    pub span: Span,
}

/// The kinds of constraint lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// `unique a, b`
    Unique,
    /// `index a, b`
    Index,
}

/// An `invariant:` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invariant {
    /// The rule as written.
    pub text: String,
    /// Where the rule stands.
    pub span: Span,
    /// What to say when it is broken.
    pub message: Option<String>,
    /// Its code.
    pub code: Option<String>,
}

/// A `temporal:` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temporal {
    /// The field that says since when.
    pub start: Option<Located>,
    /// The field that says until when; empty means still.
    pub end: Located,
    /// The field of which only one row may be current.
    pub key: Located,
    /// Where the block stands.
    pub span: Span,
}

impl Model {
    /// The entity called `name`.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.by_name.get(name).and_then(|at| self.entities.get(*at))
    }

    /// The type of the key of the entity called `name`: that of its `id`, followed through references. `uuid` when
    /// there is no such entity.
    #[must_use]
    pub fn key_type<'a>(&'a self, name: &'a str) -> &'a FieldType {
        crate::link::key_type(self, name)
    }
}

impl Entity {
    /// The field called `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
