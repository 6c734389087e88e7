//! `dazzle db pull`: DSL files from a live database.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use dazzle_db::SessionOptions;
use dazzle_dsl::{Unsaid, WriteOptions, write};
use dazzle_sql::inspection::Unmodelled;

use crate::inspection::{OtherTool, inspect};
use crate::{DatabaseTarget, EngineError, Project};

/// What was pulled.
#[derive(Debug, Clone)]
pub struct Pulled {
    /// The files written, in order.
    pub files: Vec<PathBuf>,
    /// How many tables they describe.
    pub tables: usize,
    /// What the DSL has no words for.
    pub unsaid: Vec<Unsaid>,
    /// What the schema model does not hold either.
    pub unmodelled: Vec<Unmodelled>,
    /// Other tools that keep their history in the database. Their tables are left out.
    pub other_tools: Vec<OtherTool>,
}

/// Where the files go.
#[derive(Debug, Clone, Copy)]
pub enum PullTarget<'a> {
    /// Into this project: the folder given, else its first module folder.
    Project(&'a Project, Option<&'a Path>),
    /// Into a new project in this folder, which is empty or not there yet.
    NewProject(&'a Path),
}

/// Writes DSL files that say what the database has, as far as the language can. Nothing is overwritten.
///
/// # Errors
/// When the database cannot be read or has no tables, or the folder has DSL files already.
pub async fn pull(
    database: &DatabaseTarget,
    to: PullTarget<'_>,
    options: &SessionOptions,
) -> Result<Pulled, EngineError> {
    let (folder, name, settings, ignore) = match to {
        PullTarget::Project(project, output) => (
            output.map_or_else(|| first_module_folder(project), Path::to_owned),
            project.settings.name.clone(),
            project.settings.language.clone(),
            project.settings.ignore.as_slice(),
        ),
        PullTarget::NewProject(root) => (
            root.join("dsl"),
            project_name(root),
            dazzle_dsl::Settings::default(),
            [].as_slice(),
        ),
    };
    if database.is_missing_file() {
        return Err(EngineError::Refused {
            reason: format!("there is no database file at {}", database.url),
            hint: "correct the path or the URL".to_owned(),
        });
    }
    refuse_a_full_folder(to, &folder)?;
    let live = inspect(database, ignore, options).await?;
    let schema = &live.inspection.schema;
    let module = settings.root.clone().unwrap_or_else(|| module_name(&name));
    let written = write(
        schema,
        &WriteOptions {
            app: name.clone(),
            module: module.clone(),
            settings,
        },
    );
    if written.files.is_empty() {
        return Err(nothing_to_write(database, &written.unsaid));
    }
    let mut texts = Vec::new();
    if let PullTarget::NewProject(root) = to {
        let settings =
            format!("[project]\nname = \"{name}\"\nroot = \"{module}\"\n\n[modules]\npaths = [\"./dsl\"]\n");
        texts.push((root.join("dazzle.toml"), settings));
        texts.push((root.join(".gitignore"), "/.dazzle/\n/.env\n".to_owned()));
    }
    for (path, text) in written.files {
        let path = folder.join(path.strip_prefix("dsl/").unwrap_or(&path));
        texts.push((path, text));
    }
    Ok(Pulled {
        files: write_all_or_none(&texts)?,
        tables: written.entities,
        unsaid: written.unsaid,
        unmodelled: live.inspection.unmodelled,
        other_tools: live.other_tools,
    })
}

/// Why there is no file to write, with the reasons for the first few tables.
fn nothing_to_write(database: &DatabaseTarget, unsaid: &[Unsaid]) -> EngineError {
    const SHOWN: usize = 3;
    let mut reason = format!("{} has no table that the DSL can describe", database.url);
    for (position, it) in unsaid.iter().take(SHOWN).enumerate() {
        reason.push_str(if position == 0 { ": " } else { "; " });
        reason.push_str(&it.what);
    }
    if unsaid.len() > SHOWN {
        reason.push_str(&format!("; and {} more", unsaid.len() - SHOWN));
    }
    EngineError::Refused {
        reason,
        hint: "see what it has with `dazzle db diff empty live`; `dazzle db baseline` takes all of it into a revision"
            .to_owned(),
    }
}

fn first_module_folder(project: &Project) -> PathBuf {
    let first = project
        .settings
        .module_paths
        .first()
        .map_or("dsl", String::as_str);
    project.root.join(first)
}

fn project_name(root: &Path) -> String {
    let name: String = root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        "app".to_owned()
    }
}

fn module_name(name: &str) -> String {
    let module: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if module.starts_with(|c: char| c.is_ascii_alphabetic()) {
        module
    } else {
        "app".to_owned()
    }
}

/// What is there is somebody's work.
fn refuse_a_full_folder(to: PullTarget<'_>, folder: &Path) -> Result<(), EngineError> {
    let (looked_at, is_in_the_way): (&Path, fn(&Path) -> bool) = match to {
        PullTarget::NewProject(root) => (root, |_| true),
        PullTarget::Project(..) => (folder, |path| path.extension().is_some_and(|it| it == "dsl")),
    };
    let entries = match std::fs::read_dir(looked_at) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => {
            return Err(EngineError::Unreadable {
                path: looked_at.to_owned(),
                source,
            });
        }
    };
    for entry in entries {
        let path = entry
            .map_err(|source| EngineError::Unreadable {
                path: looked_at.to_owned(),
                source,
            })?
            .path();
        if is_in_the_way(&path) {
            return Err(EngineError::Refused {
                reason: format!(
                    "`{}` is there already, and nothing is overwritten",
                    path.display()
                ),
                hint: "move it away, or choose another folder with `--output DIR`".to_owned(),
            });
        }
    }
    Ok(())
}

/// Writes all files; where one cannot be written those before it are removed again.
fn write_all_or_none(texts: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, EngineError> {
    let mut files: Vec<PathBuf> = Vec::with_capacity(texts.len());
    for (path, text) in texts {
        if let Err(error) = write_new(path, text) {
            for written in &files {
                // The first error says more than a second one.
                std::fs::remove_file(written).ok();
            }
            return Err(error);
        }
        files.push(path.clone());
    }
    Ok(files)
}

/// Writes one file that is not there yet; it is there whole or not at all.
fn write_new(path: &Path, text: &str) -> Result<(), EngineError> {
    let unwritable = |source| EngineError::Unwritable {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut file = std::fs::File::create_new(path).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(|source| {
        std::fs::remove_file(path).ok();
        unwritable(source)
    })
}

#[cfg(test)]
mod tests {
    use super::write_all_or_none;

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        // The second would have to lie in the first, which is a file.
        let texts = ["app", "app/task.dsl"].map(|name| (path(name), "text".to_owned()));
        assert!(write_all_or_none(&texts).is_err());
        assert!(!path("app").exists());
        std::fs::write(path("mine"), "kept").unwrap();
        let texts = ["app", "mine"].map(|name| (path(name), "text".to_owned()));
        assert!(write_all_or_none(&texts).is_err());
        assert!(!path("app").exists());
        assert_eq!(std::fs::read_to_string(path("mine")).unwrap(), "kept");
    }
}
