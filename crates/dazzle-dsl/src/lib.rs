//! The Dazzle DSL: text to a linked [`Model`], with diagnostics, and from there to a schema.
//!
//! ```text
//! SourceFile ─lex─▶ tokens in lines ─parse─▶ tree of each file ─link─▶ Model ─project─▶ Schema, Hints
//! ```
//!
//! [`load`] does the first three steps over all files of a project. It always comes to an end and collects
//! many findings; but only [`Loaded::into_model`] gives the model out, and only when there is no error. That
//! is on purpose: a model with a part missing would be projected to a schema with tables missing, and a plan
//! would drop them.
//!
//! What changes no table is skipped by indentation and may hold anything (`parser/skip.rs`). What is inside an
//! entity and is neither a known directive nor a block is an error, never skipped.
//!
//! ```
//! use dazzle_dsl::{Settings, SourceFile, load, project};
//!
//! let files = [SourceFile::new("shop.dsl", "entity Item:\n  id: uuid pk\n  name: str(80) required\n")];
//! let settings = Settings::default();
//! let model = load(&files, &settings).into_model().map_err(|errors| format!("{errors:?}"))?;
//! let projection = project(&model, &settings);
//! assert_eq!(projection.schema.len(), 1);
//! # Ok::<(), String>(())
//! ```
//!
//! The way back is [`write()`]: DSL text for a schema. [`complete`] tells what of a schema the language has no words
//! for, so that nobody takes its absence for a wish.
//!
//! This crate is pure: it knows no file, no database, no clock.

pub mod former_name;
mod ignore;

mod default_value;
mod departures;
mod diagnostic;
mod lexer;
mod link;
mod model;
mod parser;
mod project;
mod sayable;
mod source;
mod syntax;
mod unsaid;
mod words;
mod write;

pub use diagnostic::{Diagnostic, Fix, Label, Severity};
pub use former_name::without_was;
pub use model::{
    App, Collection, Constraint, DefaultText, DeleteBehavior, Entity, Field, FieldDefault, FieldType,
    Invariant, LineKind, Located, Model, Modifiers, Module, Origin, Temporal, Tenancy, TenancyMode,
};
pub use project::{ColumnRename, EntityValue, Fill, Hints, Projection, TableRename, ValueRename, project};
pub use source::{Position, SourceFile, Span};
pub use unsaid::{Completed, FormerNames, Unsaid, complete};
pub use write::{WriteOptions, Written, write};

/// What a project may choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The name of the root module. When it is given, a module of that name must be there.
    pub root: Option<String>,
    /// Which tables the language means.
    pub profile: Profile,
    /// How entities and fields name tables and columns.
    pub naming: Naming,
    /// Whether each reference column gets an index.
    pub index_references: bool,
    /// What becomes of invariants.
    pub invariants: InvariantChecks,
}

/// Which tables the language means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// Those of this project.
    #[default]
    Ours,
    /// Those of the Python implementation, to adopt its databases.
    Dazzle,
}

/// How entities and fields name tables and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Naming {
    /// As they are written.
    #[default]
    Verbatim,
    /// `InfusionPump` names the table `infusion_pump`.
    SnakeCase,
}

impl Naming {
    /// The name of the table or column that `name` of the language stands for. Not checked: it may be too long for
    /// a database, which [`project`] reports.
    #[must_use]
    pub fn spelled(self, name: &str) -> String {
        match self {
            Self::Verbatim => name.to_owned(),
            Self::SnakeCase => words::snake_case(name),
        }
    }
}

/// What becomes of invariants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum InvariantChecks {
    /// They stay rules of the application.
    #[default]
    Off,
    /// Those that speak of one row only become checks.
    Check,
}

/// What [`load`] found.
#[derive(Debug, Clone)]
pub struct Loaded {
    model: Model,
    diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Everything that was found, by file and place; findings without a place come last.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is an error among the findings, and so no model.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The model.
    ///
    /// # Errors
    /// All findings, when one of them is an error. There is no other way to the model, so that a project that
    /// cannot be read, or has no entities, never looks like one whose tables are to be dropped.
    pub fn into_model(self) -> Result<Model, Vec<Diagnostic>> {
        if self.has_errors() {
            Err(self.diagnostics)
        } else {
            Ok(self.model)
        }
    }
}

/// Reads all files of a project and links them.
///
/// *Shape:* the files are those of one project, each once, in the order of their paths.
#[must_use]
pub fn load(files: &[SourceFile], settings: &Settings) -> Loaded {
    let departures = departures::Departures::of(settings.profile);
    let mut diagnostics = Vec::new();
    let trees = files
        .iter()
        .enumerate()
        .map(|(at, file)| parser::parse(at, &file.text, departures, &mut diagnostics))
        .collect();
    let model = link::link(files, trees, settings, &mut diagnostics);
    diagnostics.sort_by_key(|found| (found.primary.is_none(), found.primary));
    Loaded { model, diagnostics }
}
