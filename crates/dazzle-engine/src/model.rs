//! The project's DSL: reading the files, linking them, projecting the model to a schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dazzle_diff::{ColumnRename, Decisions, Fill, TableRename, ValueRename};
use dazzle_dsl::{Completed, Diagnostic, FormerNames, Model, Projection, Severity, SourceFile, complete};
use dazzle_schema::{CheckRule, Name, Schema};
use dazzle_sql::casts::WrittenRule;

use crate::{EngineError, Project};

/// The DSL files of a project, as they are on disk now.
#[derive(Debug, Clone)]
pub struct DslFiles {
    /// The files, by path.
    pub files: Vec<SourceFile>,
    /// What was found while reading them.
    pub found: Vec<Diagnostic>,
}

/// A project's DSL, read without an error.
#[derive(Debug, Clone)]
pub struct ProjectModel {
    /// The files, which spans point into.
    pub files: Vec<SourceFile>,
    /// What the language meant while they were read.
    pub language: dazzle_dsl::Settings,
    /// What the DSL says.
    pub model: Model,
    /// What the DSL asks the database to be, with hints for the diff.
    pub projection: Projection,
    /// Warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// What the project says about changes of type.
    pub casts: Vec<WrittenRule>,
}

impl DslFiles {
    /// Reads every `*.dsl` below the project's module folders. A folder that does not exist is no error; one
    /// that cannot be read is.
    ///
    /// # Errors
    /// When a folder or file is there and cannot be read.
    pub fn read(project: &Project) -> Result<Self, EngineError> {
        let mut paths = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for name in &project.settings.module_paths {
            let folder = normal(&project.root.join(name));
            if folder.exists() {
                collect(&folder, &mut paths, &mut seen)?;
            } else {
                found.push(missing_folder(name));
            }
        }
        Self::of_paths(paths, found, |path| project.display_path(path))
    }

    /// Reads every `*.dsl` below `folder`, which belongs to no project.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn read_folder(folder: &Path) -> Result<Self, EngineError> {
        let mut paths = BTreeSet::new();
        collect(&normal(folder), &mut paths, &mut BTreeSet::new())?;
        Self::of_paths(paths, Vec::new(), |path| path.display().to_string())
    }

    fn of_paths(
        paths: BTreeSet<PathBuf>,
        mut found: Vec<Diagnostic>,
        shown: impl Fn(&Path) -> String,
    ) -> Result<Self, EngineError> {
        let mut files = Vec::new();
        for path in paths {
            let bytes = std::fs::read(&path).map_err(|source| EngineError::Unreadable {
                path: path.clone(),
                source,
            })?;
            match SourceFile::from_bytes(shown(&path), &bytes) {
                Ok(file) => files.push(file),
                Err(diagnostic) => found.push(*diagnostic),
            }
        }
        Ok(Self { files, found })
    }

    /// Links the files and projects the model.
    ///
    /// # Errors
    /// [`EngineError::Dsl`] with every finding, when one of them is an error. So a project without entities or
    /// with a file that cannot be read never looks like one whose tables are to be dropped.
    pub fn link(self, language: &dazzle_dsl::Settings) -> Result<ProjectModel, EngineError> {
        let Self {
            files,
            found: mut diagnostics,
        } = self;
        let is_whole = !diagnostics.iter().any(Diagnostic::is_error);
        let loaded = dazzle_dsl::load(&files, language);
        diagnostics.extend(loaded.diagnostics().iter().cloned());
        let model = match loaded.into_model() {
            Ok(model) if is_whole => model,
            Ok(_) | Err(_) => return Err(EngineError::Dsl { files, diagnostics }),
        };
        let projection = dazzle_dsl::project(&model, language);
        diagnostics.extend(projection.diagnostics.iter().cloned());
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(EngineError::Dsl { files, diagnostics });
        }
        Ok(ProjectModel {
            files,
            language: language.clone(),
            model,
            projection,
            diagnostics,
            casts: Vec::new(),
        })
    }
}

impl ProjectModel {
    /// Reads, links and projects the project's DSL.
    ///
    /// # Errors
    /// See [`DslFiles::read`] and [`DslFiles::link`].
    pub fn load(project: &Project) -> Result<Self, EngineError> {
        let mut model = DslFiles::read(project)?.link(&project.settings.language)?;
        model.casts.clone_from(&project.settings.casts);
        Ok(model)
    }

    /// What the DSL says, with what `there` has and the language has no words for. `decisions` name what was renamed
    /// in `there` just now.
    #[must_use]
    pub fn complete(&self, there: &Schema, decisions: &Decisions) -> Completed {
        let mut former = FormerNames::of(&self.projection.hints);
        for rename in &decisions.table_renames {
            former.tables.insert(rename.to.clone(), rename.from.clone());
        }
        for rename in &decisions.column_renames {
            let column = (rename.table.clone(), rename.to.clone());
            former.columns.insert(column, rename.from.clone());
        }
        complete(&self.projection.schema, there, &self.language, &former)
    }

    /// What the DSL's hints decide.
    #[must_use]
    pub fn decisions(&self) -> Decisions {
        let hints = &self.projection.hints;
        Decisions {
            table_renames: hints
                .table_renames
                .iter()
                .map(|it| TableRename {
                    from: it.from.clone(),
                    to: it.to.clone(),
                })
                .collect(),
            column_renames: hints
                .column_renames
                .iter()
                .map(|it| ColumnRename {
                    table: it.table.clone(),
                    from: it.from.clone(),
                    to: it.to.clone(),
                })
                .collect(),
            value_renames: hints
                .value_renames
                .iter()
                .map(|it| ValueRename {
                    table: it.table.clone(),
                    column: it.column.clone(),
                    from: it.from.clone(),
                    to: it.to.clone(),
                    with_table: it.with_table.clone(),
                })
                .collect(),
            not_renamed: Vec::new(),
            fills: hints
                .fills
                .iter()
                .map(|it| Fill {
                    table: it.table.clone(),
                    column: it.column.clone(),
                    value: it.value.clone(),
                })
                .collect(),
        }
    }

    /// Adds to `decisions` what the renames of tables in it, a person's perhaps, mean for the values that name their
    /// entities. `before` has the tables under their old names.
    pub(crate) fn name_entities(&self, decisions: &mut Decisions, before: &Schema) {
        let mut found = Vec::new();
        for it in &self.projection.hints.entity_values {
            let Some(rename) = decisions
                .table_renames
                .iter()
                .find(|rename| rename.to == it.entity_table && before.table(&rename.from).is_some())
            else {
                continue;
            };
            let with_table = Some((rename.from.clone(), rename.to.clone()));
            let is_said = decisions.value_renames.iter().any(|said| {
                (&said.table, &said.column, &said.to) == (&it.table, &it.column, &it.value)
                    && said.with_table == with_table
            });
            if is_said {
                continue;
            }
            let mut old = values_before(decisions, before, &it.table, &it.column)
                .into_iter()
                .filter(|old| it.may_have_been(old, &rename.from, self.language.naming));
            // Where two could be meant, the rows are left to the seam that a value that goes leaves.
            if let (Some(from), None) = (old.next(), old.next()) {
                found.push(ValueRename {
                    table: it.table.clone(),
                    column: it.column.clone(),
                    from: from.to_owned(),
                    to: it.value.clone(),
                    with_table,
                });
            }
        }
        decisions.value_renames.append(&mut found);
    }
}

/// What `column` of `table`, both by their names now, was allowed to hold before.
fn values_before<'a>(decisions: &Decisions, before: &'a Schema, table: &Name, column: &Name) -> Vec<&'a str> {
    let renamed = decisions.table_renames.iter().find(|it| it.to == *table);
    let former = decisions
        .column_renames
        .iter()
        .find(|it| it.table == *table && it.to == *column);
    let Some(old) = before.table(renamed.map_or(table, |it| &it.from)) else {
        return Vec::new();
    };
    let column = former
        .map(|it| &it.from)
        .filter(|from| old.column(from).is_some())
        .unwrap_or(column);
    let mut checks = old.checks.values();
    checks
        .find_map(|check| match &check.rule {
            CheckRule::OneOf { column: of, values } if of == column => Some(values.iter().collect()),
            CheckRule::OneOf { .. } | CheckRule::Sql(_) => None,
        })
        .unwrap_or_default()
}

/// A folder that is listed and not there changes nothing by itself, but its entities may be missed.
fn missing_folder(name: &str) -> Diagnostic {
    Diagnostic {
        code: "missing-folder",
        severity: Severity::Warning,
        message: format!("the module folder `{name}` is not there"),
        primary: None,
        labels: Vec::new(),
        help: Some("correct `paths` under `[modules]` in dazzle.toml".to_owned()),
        fix: None,
    }
}

/// The path without `.` in it, so that files sort and show as a person writes them.
fn normal(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| *part != std::path::Component::CurDir)
        .collect()
}

/// Collects the DSL files below `folder`. Links are followed; `seen` holds the folders that were read, under
/// their real paths, so that a circle of links comes to an end.
pub(crate) fn collect(
    folder: &Path,
    paths: &mut BTreeSet<PathBuf>,
    seen: &mut BTreeSet<PathBuf>,
) -> Result<(), EngineError> {
    let unreadable = |source| EngineError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    if !seen.insert(folder.canonicalize().map_err(unreadable)?) {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            collect(&path, paths, seen)?;
        } else if path.extension().is_some_and(|extension| extension == "dsl") {
            paths.insert(path);
        }
    }
    Ok(())
}
