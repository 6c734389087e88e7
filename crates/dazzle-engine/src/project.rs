//! The project: a folder with a `dazzle.toml`.

use std::path::{Path, PathBuf};

use dazzle_sql::casts::{ColumnCast, WrittenCasts};

use crate::{EngineError, Environment, Settings};

/// A project's folder, settings and environment.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds `dazzle.toml`, absolute.
    pub root: PathBuf,
    /// What `dazzle.toml` says.
    pub settings: Settings,
    /// The environment variables, `.env` included.
    pub environment: Environment,
}

impl Project {
    /// What `columns` and the project's settings say about changes of type.
    #[must_use]
    pub fn written_casts(&self, columns: Vec<ColumnCast>) -> WrittenCasts {
        WrittenCasts {
            columns,
            rules: self.settings.casts.clone(),
        }
    }

    /// Finds the project by walking up from `start` to a `dazzle.toml`.
    ///
    /// # Errors
    /// When there is none, or it or the `.env` beside it cannot be read.
    pub fn find(
        start: &Path,
        process_environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, EngineError> {
        let start = std::path::absolute(start).map_err(|source| EngineError::Unreadable {
            path: start.to_owned(),
            source,
        })?;
        let root = start
            .ancestors()
            .find(|folder| folder.join("dazzle.toml").is_file())
            .ok_or_else(|| EngineError::NoProject { start: start.clone() })?
            .to_owned();
        let path = root.join("dazzle.toml");
        let text = std::fs::read_to_string(&path).map_err(|source| EngineError::Unreadable {
            path: path.clone(),
            source,
        })?;
        let folder = root
            .file_name()
            .map_or_else(|| "dazzle".into(), |name| name.to_string_lossy().into_owned());
        let settings =
            Settings::parse(&text, &folder).map_err(|source| EngineError::Settings { path, source })?;
        let dotenv = match std::fs::read_to_string(root.join(".env")) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(source) => {
                return Err(EngineError::Unreadable {
                    path: root.join(".env"),
                    source,
                });
            }
        };
        let environment = Environment::new(process_environment, dotenv.as_deref())?;
        Ok(Self {
            root,
            settings,
            environment,
        })
    }

    /// The folder of revision files.
    #[must_use]
    pub fn migrations_folder(&self) -> PathBuf {
        self.root.join(&self.settings.migrations_path)
    }

    /// `path` as a person should read it: relative to the project where it lies in it.
    #[must_use]
    pub fn display_path(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}
