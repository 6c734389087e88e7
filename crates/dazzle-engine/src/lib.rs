//! The use cases of Dazzle, one file each.
//!
//! A use case takes a [`Project`] (its folder and settings), reads what it needs (DSL files, revision files, a
//! database), lets the pure crates decide, and carries it out. It prints nothing and asks nothing: what a
//! person should see comes back as a value or, during long work, as an [`Event`]; what a person must allow is
//! an error ([`Obstacle::Consent`]) until the options say that it is allowed.
//!
//! A service that embeds Dazzle calls what the command calls: find the project, resolve the database, migrate or
//! upgrade.
//!
//! ```
//! use dazzle_engine::migrate::{MigrateOptions, migrate};
//! use dazzle_engine::{DatabaseTarget, Event, Interrupt, Project, RunOptions};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! dazzle_engine::new::new(folder.path(), "shop")?;
//! let project = Project::find(&folder.path().join("shop"), [])?;
//! let database = DatabaseTarget::resolve(&project, None)?;
//! let mut observer = |event: Event| {
//!     if let Event::RevisionDone { message, .. } = event {
//!         assert_eq!(message, "create Task");
//!     }
//! };
//! let (options, interrupt) = (RunOptions::default(), Interrupt::new());
//! let migrated =
//!     migrate(&project, &database, &MigrateOptions::default(), &options, &interrupt, &mut observer).await?;
//! assert_eq!(migrated.at.len(), 1);
//! # Ok(())
//! # }
//! ```

pub mod answers;
pub mod assist;
pub mod baseline;
pub mod check;
pub mod comparison;
pub mod current;
pub mod dev;
pub mod downgrade;
pub mod guard;
pub mod log;
pub mod merge;
pub mod migrate;
pub mod new;
pub mod plan;
pub mod prove;
pub mod pull;
pub mod reset;
pub mod revise;
pub mod revision;
pub mod stamp;
pub mod status;
pub mod upgrade;
pub mod verify;

mod confidential;
mod database;
mod draft;
mod environment;
mod error;
mod event;
mod explain;
mod halfway;
pub mod inspection;
mod interrupt;
mod migrations;
mod model;
mod project;
mod runner;
pub mod script;
pub mod seams;
mod seen;
mod settings;
mod spent;
mod walk;

pub use database::{DatabaseSource, DatabaseTarget};
pub use draft::StandingDraft;
pub use environment::{Environment, EnvironmentError, Mode};
pub use error::{EngineError, Obstacle, rows_in_words, with_causes};
pub use event::{Event, Observer};
pub use halfway::HalfDone;
pub use interrupt::Interrupt;
pub use migrations::Migrations;
pub use model::{DslFiles, ProjectModel};
pub use project::Project;
pub use runner::RunOptions;
pub use settings::{AssistantSettings, DriftPolicy, Settings, SettingsError};
