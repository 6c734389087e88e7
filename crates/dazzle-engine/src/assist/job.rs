//! What is open: found without asking anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use dazzle_assist::Task;
use dazzle_diff::Question;
use dazzle_history::{Direction, History, Revision, RevisionId};
use dazzle_schema::{Dialect, Name, Schema};

use crate::answers::OpenQuestion;
use crate::error::replay_error;
use crate::revision::{Request, draft};
use crate::{EngineError, Migrations, Project, ProjectModel};

/// What is to be looked for.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// A revision; else whatever is open.
    pub revision: Option<&'a str>,
    /// The dialect that SQL is wanted for.
    pub dialect: Dialect,
    /// The revisions that the database is at: what was applied is not changed any more.
    pub applied: &'a [RevisionId],
    /// How a new revision is to be, where questions are open.
    pub request: Request,
}

/// What is open, and where.
#[derive(Debug)]
pub struct Job {
    /// What is asked.
    pub task: Task,
    /// The file of the revision, and its text; none where the revision is not written yet.
    pub(super) file: Option<(PathBuf, String)>,
    /// The questions, in the order of the task.
    pub(super) questions: Vec<OpenQuestion>,
    pub(super) history: History,
    pub(super) model: ProjectModel,
    pub(super) request: Request,
}

impl Job {
    /// The file of the revision, where it is written.
    #[must_use]
    pub fn path(&self) -> Option<&PathBuf> {
        self.file.as_ref().map(|(path, _)| path)
    }
}

/// Finds what is open: questions about the DSL's changes first, then seams of revisions that are not applied, the
/// earliest first. None where nothing is.
///
/// # Errors
/// When files cannot be read, or the revision named is unknown or applied already.
pub fn open(project: &Project, wanted: &Wanted<'_>) -> Result<Option<Job>, EngineError> {
    let model = ProjectModel::load(project)?;
    let migrations = Migrations::load(project)?;
    let history = &migrations.history;
    let applied = history.ancestors(&wanted.applied.iter().cloned().collect());
    if let Some(text) = wanted.revision {
        let revision = history.find(text)?.clone();
        if applied.contains(&revision.id) {
            return Err(EngineError::Refused {
                reason: format!(
                    "revision {} is applied already, so its file must stay as it is",
                    revision.id
                ),
                hint: "put the change into a new revision, or take this one back first".to_owned(),
            });
        }
        return of_revision(project, &migrations, model, revision, wanted);
    }
    if let Some(job) = of_questions(history, &model, wanted)? {
        return Ok(Some(job));
    }
    let mut seams = Vec::new();
    for revision in history.revisions().filter(|it| !applied.contains(&it.id)) {
        let task = Task::new(wanted.dialect, revision.clone(), before(history, revision)?).map_err(misfit)?;
        if task.seams.iter().any(|seam| seam.direction == Direction::Upgrade) {
            seams.push(revision.clone());
        }
    }
    match seams.into_iter().next() {
        Some(revision) => of_revision(project, &migrations, model, revision, wanted),
        None => Ok(None),
    }
}

fn of_revision(
    project: &Project,
    migrations: &Migrations,
    model: ProjectModel,
    revision: Revision,
    wanted: &Wanted<'_>,
) -> Result<Option<Job>, EngineError> {
    let history = migrations.history.clone();
    let Some(parsed) = history.parsed(&revision.id) else {
        return Ok(None);
    };
    let file = Some((project.root.join(&parsed.path), parsed.text.clone()));
    let before = before(&history, &revision)?;
    let mut task = Task::new(wanted.dialect, revision, before).map_err(misfit)?;
    if task.is_settled() {
        return Ok(None);
    }
    task.intents = intents(&model, &[&task.before, &task.after]);
    Ok(Some(Job {
        task,
        file,
        questions: Vec::new(),
        history,
        model,
        request: wanted.request.clone(),
    }))
}

fn of_questions(
    history: &History,
    model: &ProjectModel,
    wanted: &Wanted<'_>,
) -> Result<Option<Job>, EngineError> {
    // Several heads wait for a merge, not for an answer.
    if history.heads().len() > 1 && wanted.request.parent.is_none() {
        return Ok(None);
    }
    let Some(new) = draft(history, model, &wanted.request, &[wanted.dialect])? else {
        return Ok(None);
    };
    if new.questions.is_empty() {
        return Ok(None);
    }
    let before = before(history, &new.revision)?;
    let mut task = Task::new(wanted.dialect, new.revision, before).map_err(misfit)?;
    // They are asked about once it is known what was renamed.
    task.seams.clear();
    task.intents = intents(model, &[&task.before, &task.after]);
    task.questions = new.questions.iter().map(in_words).collect();
    Ok(Some(Job {
        task,
        file: None,
        questions: new.questions,
        history: history.clone(),
        model: model.clone(),
        request: wanted.request.clone(),
    }))
}

fn in_words(open: &OpenQuestion) -> dazzle_assist::OpenQuestion {
    let text = match &open.question {
        Question::ColumnRename { table, from, to, .. } => {
            format!("column `{from}` of `{table}` goes and `{to}` comes: was it renamed?")
        }
        Question::TableRename { from, to, .. } => {
            format!("table `{from}` goes and `{to}` comes: was it renamed?")
        }
    };
    dazzle_assist::OpenQuestion {
        text,
        evidence: open.question.likeness().in_words(),
    }
}

fn before(history: &History, revision: &Revision) -> Result<Schema, EngineError> {
    let parents: BTreeSet<RevisionId> = revision.parents.iter().cloned().collect();
    history.schema_at(&parents).map_err(replay_error)
}

fn misfit(error: dazzle_ops::ApplyError) -> EngineError {
    EngineError::Refused {
        reason: error.to_string(),
        hint: "mend the revision".to_owned(),
    }
}

/// What the DSL says that tables are for, by table. A table is called as its entity is, but for its case.
fn intents(model: &ProjectModel, schemas: &[&Schema]) -> BTreeMap<Name, String> {
    let plain = |text: &str| text.replace('_', "").to_lowercase();
    let mut found = BTreeMap::new();
    for entity in &model.model.entities {
        let Some(intent) = &entity.intent else {
            continue;
        };
        for table in schemas.iter().flat_map(|schema| schema.table_names()) {
            if plain(table.as_str()) == plain(&entity.name) {
                found.insert(table.clone(), intent.clone());
            }
        }
    }
    found
}
