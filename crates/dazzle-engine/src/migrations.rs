//! The folder of revision files.

use std::io::Write;
use std::path::{Path, PathBuf};

use dazzle_history::{Direction, History, Revision, file, file_name};
use dazzle_sql::casts::note_on_downgrade;

use crate::{EngineError, Project};

/// The history of a project and the files that it was read from.
#[derive(Debug)]
pub struct Migrations {
    /// The folder.
    pub folder: PathBuf,
    /// The revisions.
    pub history: History,
    /// The files as they were read: path as shown to a person, and text.
    pub texts: Vec<(String, String)>,
}

impl Migrations {
    /// Reads and checks every `*.toml` of the project's migrations folder: each must parse, the graph must be
    /// whole, each operation must fit the schema before it, and each downgrade must lead back. A folder that is
    /// not there holds no revisions.
    ///
    /// # Errors
    /// When a file cannot be read or the history has errors.
    pub fn load(project: &Project) -> Result<Self, EngineError> {
        let folder = project.migrations_folder();
        let mut paths = Vec::new();
        let unreadable = |source| EngineError::Unreadable {
            path: folder.clone(),
            source,
        };
        match std::fs::read_dir(&folder) {
            Ok(entries) => {
                for entry in entries {
                    let path = entry.map_err(unreadable)?.path();
                    let hidden = path
                        .file_name()
                        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
                    if !hidden && path.extension().is_some_and(|extension| extension == "toml") {
                        paths.push(path);
                    }
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(unreadable(error)),
        }
        paths.sort();
        let mut texts = Vec::with_capacity(paths.len());
        for path in paths {
            let text = std::fs::read_to_string(&path).map_err(|source| EngineError::Unreadable {
                path: path.clone(),
                source,
            })?;
            texts.push((project.display_path(&path), text));
        }
        let history = History::load(texts.clone()).map_err(EngineError::History)?;
        history.validate().map_err(EngineError::History)?;
        Ok(Self {
            folder,
            history,
            texts,
        })
    }

    /// Writes `revision` as a new file and takes it into the history. The file appears whole or not at all, and
    /// never replaces another.
    ///
    /// # Errors
    /// When the file cannot be written, or the history with it has errors; then it is not written.
    pub fn add(&mut self, project: &Project, revision: &Revision) -> Result<PathBuf, EngineError> {
        let _lock = lock_folder(project)?;
        let now = Self::load(project)?;
        if now.texts.len() != self.texts.len() || now.texts.iter().any(|text| !self.texts.contains(text)) {
            return Err(EngineError::Refused {
                reason: "somebody else changed the revision files while this ran; nothing was written"
                    .to_owned(),
                hint: "run the command again: it takes in what is new".to_owned(),
            });
        }
        let path = self.pretend(project, revision)?;
        write_new(&self.folder, &path, &text_of(revision))?;
        Ok(path)
    }

    /// Takes `revision` into the history without writing its file; gives the path that it would have.
    ///
    /// # Errors
    /// When the history with it has errors.
    pub fn pretend(&mut self, project: &Project, revision: &Revision) -> Result<PathBuf, EngineError> {
        let path = self.folder.join(file_name(revision));
        let mut texts = self.texts.clone();
        texts.push((project.display_path(&path), text_of(revision)));
        let history = History::load(texts.clone()).map_err(EngineError::History)?;
        history.validate().map_err(EngineError::History)?;
        self.history = history;
        self.texts = texts;
        Ok(path)
    }

    /// Puts `new` in place of the text `old` of the file at `path`. The file changes whole or not at all.
    ///
    /// # Errors
    /// When the file holds something else than `old` by now, the history with `new` has errors, or it cannot be
    /// written; then it stays as it is.
    pub fn replace(
        &mut self,
        project: &Project,
        path: &Path,
        old: &str,
        new: &str,
    ) -> Result<(), EngineError> {
        let _lock = lock_folder(project)?;
        let now = std::fs::read_to_string(path).map_err(|source| EngineError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        if now != old {
            return Err(EngineError::Refused {
                reason: format!(
                    "somebody else changed `{}` while this ran; it was left as it is",
                    project.display_path(path)
                ),
                hint: "run the command again: it takes in what is new".to_owned(),
            });
        }
        let shown = project.display_path(path);
        let mut texts = self.texts.clone();
        for (other, text) in &mut texts {
            if *other == shown {
                new.clone_into(text);
            }
        }
        let history = History::load(texts.clone()).map_err(EngineError::History)?;
        history.validate().map_err(EngineError::History)?;
        let permissions = std::fs::metadata(path).map(|it| it.permissions());
        let temporary = temporary(&self.folder, path, new)?;
        let unwritable = |source| EngineError::Unwritable {
            path: path.to_owned(),
            source,
        };
        let permissions = permissions.map_err(unwritable)?;
        temporary
            .as_file()
            .set_permissions(permissions)
            .map_err(unwritable)?;
        temporary.persist(path).map_err(|error| unwritable(error.error))?;
        self.history = history;
        self.texts = texts;
        Ok(())
    }

    /// Takes back a file that [`add`](Self::add) wrote and nothing applied.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn remove(&mut self, project: &Project, path: &Path) -> Result<(), EngineError> {
        std::fs::remove_file(path).map_err(|source| EngineError::Unwritable {
            path: path.to_owned(),
            source,
        })?;
        let shown = project.display_path(path);
        self.texts.retain(|(other, _)| *other != shown);
        self.history = History::load(self.texts.clone()).map_err(EngineError::History)?;
        Ok(())
    }
}

/// The text of the revision's file; its downgrade says what it brings back of values whose type changed.
fn text_of(revision: &Revision) -> String {
    file::render_with(revision, |direction, at| match direction {
        Direction::Upgrade => None,
        Direction::Downgrade => note_on_downgrade(&revision.upgrade, &revision.downgrade, at),
    })
}

/// Of two processes that write a revision at once, the second must see the first one's: else both would follow the
/// same head. The lock ends with the file that is given back, and with the process.
fn lock_folder(project: &Project) -> Result<std::fs::File, EngineError> {
    let folder = project.root.join(".dazzle");
    let path = folder.join("revisions.lock");
    let unwritable = |source| EngineError::Unwritable {
        path: path.clone(),
        source,
    };
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(unwritable)?;
    file.lock().map_err(unwritable)?;
    Ok(file)
}

/// Writes a temporary file beside the new one and links it in place, which fails when the name is taken.
fn write_new(folder: &Path, path: &Path, text: &str) -> Result<(), EngineError> {
    let unwritable = |source| EngineError::Unwritable {
        path: path.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let temporary = temporary(folder, path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        temporary
            .as_file()
            .set_permissions(std::fs::Permissions::from_mode(0o644))
            .map_err(unwritable)?;
    }
    temporary
        .persist_noclobber(path)
        .map_err(|error| unwritable(error.error))?;
    Ok(())
}

/// A file in `folder` that holds `text`, to be put in the place of `path`.
fn temporary(folder: &Path, path: &Path, text: &str) -> Result<tempfile::NamedTempFile, EngineError> {
    let unwritable = |source| EngineError::Unwritable {
        path: path.to_owned(),
        source,
    };
    let mut temporary = tempfile::Builder::new()
        .prefix(".revision-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(unwritable)?;
    temporary.write_all(text.as_bytes()).map_err(unwritable)?;
    temporary.as_file().sync_all().map_err(unwritable)?;
    Ok(temporary)
}
