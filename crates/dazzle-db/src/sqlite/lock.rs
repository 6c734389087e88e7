//! The migration lock on SQLite: the operating system's lock on a file beside the database.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::identity;
use crate::lock::{Holder, LockError, Waiting};
use crate::options::SessionOptions;

/// What is added to the database's file name.
const SUFFIX: &str = ".dazzle-lock";

/// The lock while it is held. Closing the file frees it, which the system does for a dead process too.
pub(crate) struct SqliteLock {
    file: File,
    path: PathBuf,
}

impl SqliteLock {
    pub(crate) async fn acquire(
        database: &Path,
        options: &SessionOptions,
        waiting: &mut Waiting<'_>,
    ) -> Result<Self, LockError> {
        let path = lock_path(database, options).map_err(|source| LockError::File {
            path: database.to_path_buf(),
            source,
        })?;
        let fail = |source: io::Error| LockError::File {
            path: path.clone(),
            source,
        };
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(fail)?;
            match file.try_lock() {
                // Somebody may have removed the file between our opening and locking it.
                Ok(()) if is_same_file(&file, &path) => {
                    write_holder(&mut file, options).map_err(fail)?;
                    return Ok(Self { file, path });
                }
                Ok(()) => continue,
                Err(TryLockError::Error(error)) => return Err(fail(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let holder = read_holder(&mut file);
            drop(file);
            if !waiting.pause(holder.clone()).await {
                return Err(LockError::Timeout {
                    waited: waiting.waited(),
                    holder: holder.map(Box::new),
                });
            }
        }
    }

    pub(crate) fn check(&self) -> Result<(), LockError> {
        if is_same_file(&self.file, &self.path) {
            Ok(())
        } else {
            Err(LockError::Lost {
                reason: format!("the lock file `{}` was removed or replaced", self.path.display()),
            })
        }
    }

    /// Dropping closes the file, which frees the lock.
    pub(crate) fn release(self) -> Result<(), LockError> {
        self.check()
    }
}

impl Drop for SqliteLock {
    fn drop(&mut self) {
        // A note of ours must not be read as the next holder's.
        self.file.set_len(0).ok();
    }
}

/// `<database>.dazzle-lock` beside the real file, so that all ways to name a database lead to one lock.
fn lock_path(database: &Path, options: &SessionOptions) -> io::Result<PathBuf> {
    let real = match std::fs::canonicalize(database) {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = match database.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            if options.create_if_missing {
                std::fs::create_dir_all(folder)?;
            }
            let name = database
                .file_name()
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
            std::fs::canonicalize(folder)?.join(name)
        }
        Err(error) => return Err(error),
    };
    let mut name = real.into_os_string();
    name.push(SUFFIX);
    Ok(PathBuf::from(name))
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// An open file cannot be removed on Windows.
#[cfg(not(unix))]
fn is_same_file(_: &File, path: &Path) -> bool {
    path.exists()
}

fn write_holder(file: &mut File, options: &SessionOptions) -> io::Result<()> {
    let note = format!(
        "pid {}\nuser {}\nhost {}\nsince {}\nrun {}\n",
        std::process::id(),
        identity::user(),
        identity::host(),
        identity::now(),
        options.run_id
    );
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(note.as_bytes())?;
    file.flush()
}

/// What the holder wrote about itself; `None` when it cannot be read (on Windows) or is just being written.
fn read_holder(file: &mut File) -> Option<Holder> {
    let mut note = String::new();
    file.take(4096).read_to_string(&mut note).ok()?;
    let value = |name: &str| {
        note.lines()
            .filter_map(|line| line.split_once(' '))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    let (pid, host) = (value("pid")?.parse().ok()?, value("host")?);
    Some(Holder {
        pid,
        who: value("user").map(|user| format!("{user}@{host}")),
        process: Some(pid),
        host,
        since: value("since"),
        run_id: value("run"),
    })
}
