//! Project folders for tests.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A project in a temporary folder, gone when the value is dropped. It starts with a `dazzle.toml` that names
/// the project `app` and its root module `app`.
#[derive(Debug)]
pub struct Project {
    folder: TempDir,
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

impl Project {
    /// An otherwise empty project.
    ///
    /// # Panics
    /// When the folder cannot be written.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("dazzle-project-")
            .tempdir()
            .unwrap();
        let this = Self { folder };
        this.write("dazzle.toml", "[project]\nname = \"app\"\nroot = \"app\"\n");
        this
    }

    /// The same with `text` as the DSL file `dsl/<name>`.
    #[must_use]
    pub fn dsl(self, name: &str, text: &str) -> Self {
        self.write(format!("dsl/{name}"), text);
        self
    }

    /// The same with `text` as the file `name`.
    #[must_use]
    pub fn file(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    /// Writes `text` into the file `name`, making the folders it is in.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: impl AsRef<Path>, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The text of the file `name`.
    ///
    /// # Panics
    /// When there is none.
    pub fn read(&self, name: impl AsRef<Path>) -> String {
        let path = self.path().join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The files in the folder `name`, sorted; none when there is no such folder.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn files_in(&self, name: impl AsRef<Path>) -> Vec<PathBuf> {
        let folder = self.path().join(name);
        if !folder.exists() {
            return Vec::new();
        }
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
    }

    /// The project's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}
