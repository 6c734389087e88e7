//! `dazzle new`: a project to start from.

use std::path::{Path, PathBuf};

use crate::EngineError;

/// Makes the folder `name` below `parent` with settings, a first entity and a `.gitignore`. Gives the files
/// written.
///
/// # Errors
/// When the name is no plain folder name, or the folder is there and not empty.
pub fn new(parent: &Path, name: &str) -> Result<Vec<PathBuf>, EngineError> {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_plain {
        return Err(EngineError::Refused {
            reason: format!("`{name}` cannot be the name of a project"),
            hint: "begin with a letter, and use letters, digits, `-` and `_`".to_owned(),
        });
    }
    let root = parent.join(name);
    let is_empty = match std::fs::read_dir(&root) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(source) => return Err(EngineError::Unreadable { path: root, source }),
    };
    if !is_empty {
        return Err(EngineError::Refused {
            reason: format!("`{}` is there already and not empty", root.display()),
            hint: "choose another name, or an empty folder".to_owned(),
        });
    }
    let module = name.replace('-', "_");
    let files = [
        (
            "dazzle.toml",
            format!("[project]\nname = \"{name}\"\nroot = \"{module}\"\n\n[modules]\npaths = [\"./dsl\"]\n"),
        ),
        (
            "dsl/app.dsl",
            format!(
                "module {module}\napp {module} \"{name}\"\n\nentity Task \"Task\":\n  id: uuid pk\n  title: str(200) required\n  \
                 status: enum[open,doing,done]=open\n  due: date\n  created_at: datetime = now\n  index status, due\n"
            ),
        ),
        (".gitignore", "/.dazzle/\n/.env\n".to_owned()),
    ];
    let mut written = Vec::new();
    for (file, text) in files {
        let path = root.join(file);
        let unwritable = |source| EngineError::Unwritable {
            path: path.clone(),
            source,
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unwritable)?;
        }
        std::fs::write(&path, text).map_err(unwritable)?;
        written.push(path);
    }
    Ok(written)
}
