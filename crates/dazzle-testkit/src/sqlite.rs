//! SQLite databases in folders of their own.

use std::path::PathBuf;

use dazzle_db::DatabaseUrl;
use tempfile::TempDir;

/// The address of a database file that is not there yet, in a folder that goes when the value is dropped.
#[derive(Debug)]
pub struct TempSqlite {
    /// The file.
    pub path: PathBuf,
    /// Its address.
    pub url: DatabaseUrl,
    /// The folder it is alone in.
    pub folder: TempDir,
}

/// A place for a new SQLite database.
///
/// # Panics
/// When no folder can be made.
pub fn temp_database() -> TempSqlite {
    let folder = tempfile::Builder::new()
        .prefix("dazzle-sqlite-")
        .tempdir()
        .unwrap();
    let path = folder.path().join("test.db");
    TempSqlite {
        url: DatabaseUrl::sqlite(&path),
        path,
        folder,
    }
}
