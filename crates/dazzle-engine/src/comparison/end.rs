//! The two ends of a comparison: what can be named, and what it is.

use std::path::{Path, PathBuf};

use dazzle_db::{DatabaseUrl, SessionOptions};
use dazzle_history::{History, RevisionId, Target};
use dazzle_schema::{Dialect, Schema};

use crate::error::replay_error;
use crate::inspection::{LiveDatabase, inspect};
use crate::{
    DatabaseSource, DatabaseTarget, DslFiles, EngineError, Migrations, Project, ProjectModel, current,
};

/// One end of a comparison, as a person named it.
#[derive(Debug, Clone)]
pub enum End {
    /// `empty`: the schema without tables.
    Empty,
    /// `dsl`: what the project's DSL says.
    Dsl,
    /// `head`, `base`, a revision and so on: what history says there.
    History(Target),
    /// `live`: the project's database, or that of `--database-url`.
    Live,
    /// A database, by its URL.
    Database(DatabaseUrl),
    /// A folder of DSL files.
    Folder(PathBuf),
}

impl End {
    /// Whether it takes the project's database to read it.
    #[must_use]
    pub const fn is_of_the_database(&self) -> bool {
        matches!(self, Self::Live | Self::History(Target::Relative(_)))
    }

    /// Reads what a person typed. A folder must be there; a name that is a folder and a revision is the folder
    /// when it is written with a separator (`./abc`), else the revision.
    ///
    /// # Errors
    /// When it is none of the forms.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, EngineError> {
        match text {
            "empty" => return Ok(Self::Empty),
            "dsl" => return Ok(Self::Dsl),
            "live" => return Ok(Self::Live),
            _ => {}
        }
        let path = folder.join(text);
        let is_path = text.contains(['/', std::path::MAIN_SEPARATOR]) || matches!(text, "." | "..");
        match text.parse::<DatabaseUrl>() {
            Ok(url) => return Ok(Self::Database(url.resolved_against(folder))),
            // What has a scheme is meant as a URL, and its error says what is wrong.
            Err(error) if text.contains(':') && !path.is_dir() => return Err(error.into()),
            Err(_) => {}
        }
        if is_path {
            return if path.is_dir() {
                Ok(Self::Folder(path))
            } else {
                Err(not_an_end(text))
            };
        }
        match text.parse() {
            Ok(target) => Ok(Self::History(target)),
            Err(_) if path.is_dir() => Ok(Self::Folder(path)),
            Err(_) => Err(not_an_end(text)),
        }
    }
}

fn not_an_end(text: &str) -> EngineError {
    EngineError::Refused {
        reason: format!("`{text}` names nothing that can be compared"),
        hint:
            "write `dsl`, `head`, a revision, `live`, `empty`, a database URL, or a folder of DSL files that \
               is there"
                .to_owned(),
    }
}

/// What the ends are looked for in.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The project; two databases can be compared without one.
    pub project: Option<&'a Project>,
    /// What `live` means, if it means anything.
    pub database: Option<&'a DatabaseTarget>,
    /// How to connect.
    pub session: &'a SessionOptions,
}

/// An end, read.
#[derive(Debug)]
pub struct Side {
    /// What it is, for headings.
    pub label: String,
    /// What it says.
    pub(crate) schema: Schema,
    /// Where it came from.
    pub(crate) origin: Origin,
}

/// Where a schema came from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// Nothing or history: it says all that there is.
    Declared,
    /// DSL, which has no words for some things.
    Dsl(Box<ProjectModel>),
    /// A database.
    Live(Box<LiveSide>),
}

/// A database, and where it is.
#[derive(Debug)]
pub(crate) struct LiveSide {
    pub target: DatabaseTarget,
    pub live: LiveDatabase,
}

impl Side {
    /// The dialect, for a database.
    #[must_use]
    pub fn dialect(&self) -> Option<Dialect> {
        self.live().map(|live| live.target.dialect())
    }

    /// Whether it is nothing at all: `empty` or `base`.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.origin, Origin::Declared) && self.schema.is_empty()
    }

    pub(crate) fn live(&self) -> Option<&LiveSide> {
        match &self.origin {
            Origin::Live(live) => Some(live),
            Origin::Declared | Origin::Dsl(_) => None,
        }
    }

    pub(crate) fn model(&self) -> Option<&ProjectModel> {
        match &self.origin {
            Origin::Dsl(model) => Some(model),
            Origin::Declared | Origin::Live(_) => None,
        }
    }

    /// A schema that stands for itself.
    #[must_use]
    pub fn of_schema(label: impl Into<String>, schema: Schema) -> Self {
        Self {
            label: label.into(),
            schema,
            origin: Origin::Declared,
        }
    }

    /// What DSL says.
    #[must_use]
    pub fn of_model(label: impl Into<String>, model: ProjectModel) -> Self {
        Self {
            label: label.into(),
            schema: model.projection.schema.clone(),
            origin: Origin::Dsl(Box::new(model)),
        }
    }

    /// A database that was read.
    #[must_use]
    pub fn of_live(target: DatabaseTarget, live: LiveDatabase) -> Self {
        Self {
            label: target.url.to_string(),
            schema: live.inspection.schema.clone(),
            origin: Origin::Live(Box::new(LiveSide { target, live })),
        }
    }
}

/// Reads an end. Nothing is written.
///
/// # Errors
/// When it cannot be read, or needs a project and there is none.
pub async fn read(end: &End, around: Surroundings<'_>) -> Result<Side, EngineError> {
    match end {
        End::Empty => Ok(Side::of_schema("empty", Schema::empty())),
        End::Dsl => Ok(Side::of_model("dsl", ProjectModel::load(project(around)?)?)),
        End::History(target) => of_history(target, around).await,
        End::Live => {
            let database = around.database.ok_or_else(|| EngineError::Refused {
                reason: "no database is meant by `live` here".to_owned(),
                hint: "run this in a project, or name the database with `--database-url` or its URL"
                    .to_owned(),
            })?;
            of_database(database.clone(), around).await
        }
        End::Database(url) => {
            let target = DatabaseTarget {
                url: url.clone(),
                source: DatabaseSource::Flag,
            };
            if target.is_missing_file() {
                return Err(EngineError::Refused {
                    reason: format!("there is no database file at {}", target.url),
                    hint: "correct the path, or write `empty` for a database without tables".to_owned(),
                });
            }
            of_database(target, around).await
        }
        End::Folder(folder) => {
            let language = around
                .project
                .map(|project| project.settings.language.clone())
                .unwrap_or_default();
            let model = DslFiles::read_folder(folder)?.link(&language)?;
            Ok(Side::of_model(folder.display().to_string(), model))
        }
    }
}

fn project<'a>(around: Surroundings<'a>) -> Result<&'a Project, EngineError> {
    around.project.ok_or_else(|| EngineError::Refused {
        reason: "this needs a project, and there is no dazzle.toml here or above".to_owned(),
        hint: "change into a project's folder or give it with `-C DIR`; two databases can be compared without one"
            .to_owned(),
    })
}

async fn of_history(target: &Target, around: Surroundings<'_>) -> Result<Side, EngineError> {
    let history = Migrations::load(project(around)?)?.history;
    let at = match (target, around.database) {
        // Counted from where the database is.
        (Target::Relative(_), Some(database)) => {
            let (heads, _) = current::current(database, around.session).await?;
            heads.into_iter().collect()
        }
        _ => std::collections::BTreeSet::new(),
    };
    let ids = history.resolve(target, &at)?;
    let schema = history.schema_at(&ids).map_err(replay_error)?;
    Ok(Side::of_schema(label(&history, &ids), schema))
}

fn label(history: &History, ids: &std::collections::BTreeSet<RevisionId>) -> String {
    let named: Vec<String> = ids
        .iter()
        .filter_map(|id| history.get(id))
        .map(|revision| format!("{} ({})", revision.id, revision.message))
        .collect();
    if named.is_empty() {
        "base".to_owned()
    } else {
        named.join(", ")
    }
}

async fn of_database(target: DatabaseTarget, around: Surroundings<'_>) -> Result<Side, EngineError> {
    let ignore = around
        .project
        .map(|project| project.settings.ignore.clone())
        .unwrap_or_default();
    let live = inspect(&target, &ignore, around.session).await?;
    Ok(Side::of_live(target, live))
}
