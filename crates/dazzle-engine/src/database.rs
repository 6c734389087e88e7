//! Which database is meant.

use dazzle_db::DatabaseUrl;
use dazzle_schema::Dialect;

use crate::{EngineError, Project};

/// A database, and where its URL came from.
#[derive(Debug, Clone)]
pub struct DatabaseTarget {
    /// The URL. It shows itself without its password.
    pub url: DatabaseUrl,
    /// Where it came from.
    pub source: DatabaseSource,
}

/// Where a database URL came from, the strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseSource {
    /// `--database-url`.
    Flag,
    /// `[environments.NAME] database_url`, chosen by `DAZZLE_ENV`.
    EnvironmentProfile(String),
    /// The variable `DATABASE_URL` of the process.
    Variable,
    /// The variable `DATABASE_URL` of `.env`.
    Dotenv,
    /// `[database] url`.
    Settings,
    /// Nothing is configured: the embedded SQLite file.
    Embedded,
}

impl std::fmt::Display for DatabaseSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("--database-url"),
            Self::EnvironmentProfile(name) => write!(f, "[environments.{name}]"),
            Self::Variable => f.write_str("DATABASE_URL"),
            Self::Dotenv => f.write_str("DATABASE_URL in .env"),
            Self::Settings => f.write_str("[database] url"),
            Self::Embedded => f.write_str("embedded"),
        }
    }
}

impl DatabaseTarget {
    /// Finds the database: the flag, else the profile of `DAZZLE_ENV`, else `DATABASE_URL` (also from `.env`),
    /// else `[database] url`, else the embedded file `.dazzle/<project>.db`.
    ///
    /// # Errors
    /// When a URL is not right, when a variable it names is not set, and in production when nothing is
    /// configured: there the embedded file is never meant.
    pub fn resolve(project: &Project, flag: Option<&str>) -> Result<Self, EngineError> {
        let mode = project.environment.mode(&project.settings)?;
        let profile = mode
            .name()
            .and_then(|name| {
                project
                    .settings
                    .environment_urls
                    .get(name)
                    .map(|url| (name, url.as_deref()))
            })
            .and_then(|(name, url)| url.map(|url| (name, url)));
        let environment = &project.environment;
        let (text, source) = if let Some(flag) = flag {
            (flag.to_owned(), DatabaseSource::Flag)
        } else if let Some((name, url)) = profile {
            (
                variable(project, url)?,
                DatabaseSource::EnvironmentProfile(name.to_owned()),
            )
        } else if let Some(url) = environment.get("DATABASE_URL") {
            let from_process = environment.is_from_process("DATABASE_URL");
            (
                url.to_owned(),
                if from_process {
                    DatabaseSource::Variable
                } else {
                    DatabaseSource::Dotenv
                },
            )
        } else if let Some(url) = &project.settings.database_url {
            (variable(project, url)?, DatabaseSource::Settings)
        } else if mode.is_production() {
            return Err(EngineError::Refused {
                reason: "`DAZZLE_ENV` is `production` and no database is configured".to_owned(),
                hint:
                    "set `DATABASE_URL`, or `database_url` under `[environments.production]` in dazzle.toml"
                        .to_owned(),
            });
        } else {
            let file = format!("{}.db", file_name(&project.settings.name));
            let url = DatabaseUrl::sqlite(project.root.join(".dazzle").join(file));
            return Ok(Self {
                url,
                source: DatabaseSource::Embedded,
            });
        };
        // A relative path of an SQLite file is meant from the project's folder, wherever the command runs.
        let url = text.parse::<DatabaseUrl>()?.resolved_against(&project.root);
        Ok(Self { url, source })
    }

    /// The database at `url`; a relative path of an SQLite file is meant from `folder`.
    ///
    /// # Errors
    /// When the URL is not right.
    pub fn of_url(url: &str, folder: &std::path::Path) -> Result<Self, EngineError> {
        Ok(Self {
            url: url.parse::<DatabaseUrl>()?.resolved_against(folder),
            source: DatabaseSource::Flag,
        })
    }

    /// The dialect of the database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.url.dialect()
    }

    /// Whether the database is an SQLite file that is not there yet.
    #[must_use]
    pub fn is_missing_file(&self) -> bool {
        self.url.sqlite_path().is_some_and(|path| !path.exists())
    }
}

impl std::fmt::Display for DatabaseTarget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.url, self.source)
    }
}

/// The text of a setting that may be `env:NAME`.
pub(crate) fn variable(project: &Project, text: &str) -> Result<String, EngineError> {
    let Some(name) = text.strip_prefix("env:") else {
        return Ok(text.to_owned());
    };
    project
        .environment
        .get(name)
        .map(ToOwned::to_owned)
        .ok_or_else(|| EngineError::Refused {
            reason: format!("dazzle.toml takes a database URL from the variable `{name}`, which is not set"),
            hint: format!("set `{name}`, in the environment or in .env"),
        })
}

/// The project's name as a file name.
fn file_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '_'
            }
        })
        .collect()
}
