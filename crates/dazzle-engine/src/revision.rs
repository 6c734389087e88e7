//! The difference between history and DSL as a revision that is not written yet.

use std::collections::BTreeSet;

use dazzle_db::new_run_id;
use dazzle_diff::{RenamesDone, diff, renamed, with_seams};
use dazzle_history::{History, Revision, RevisionId, checksum};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;
use dazzle_sql::casts::{ColumnCast, WrittenCasts, settle};
use dazzle_sql::plan_offline;
use jiff::Timestamp;

use crate::answers::{Answers, OpenQuestion, Rename};
use crate::draft::{Between, Origins, StandingDraft, rebased};
use crate::error::replay_error;
use crate::explain::explain;
use crate::seams::FillRequest;
use crate::{DatabaseTarget, EngineError, Migrations, Project, ProjectModel};

/// What is wanted of a new revision.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Its message; made from its operations when not given.
    pub message: Option<String>,
    /// Its id; made from its content when not given.
    pub id: Option<RevisionId>,
    /// The revision it follows; the one head when not given.
    pub parent: Option<String>,
    /// Whether to make one without operations, to be written by hand.
    pub empty: bool,
    /// How the values of columns become those of their new types.
    pub casts: Vec<ColumnCast>,
    /// What a person answered to what looks like a rename.
    pub answers: Answers,
    /// Values for rows that exist, for columns that become required and enums that lose values.
    pub fills: Vec<FillRequest>,
}

/// A revision that is not written yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The revision.
    pub revision: Revision,
    /// Drops and adds in it that look like renames.
    pub questions: Vec<OpenQuestion>,
    /// What the downgrade cannot do on this dialect as it is written, in a sentence.
    pub downgrade_trouble: Option<String>,
}

/// The revision that leads from the history to the DSL; none if nothing differs. Nothing is written.
///
/// # Errors
/// When the history has several heads and the request names none, a rename hint does not fit, or one of
/// `dialects` cannot do what is asked.
pub fn draft(
    history: &History,
    model: &ProjectModel,
    request: &Request,
    dialects: &[Dialect],
) -> Result<Option<Draft>, EngineError> {
    planned(history, model, request, dialects, None)
}

/// As [`draft`], for a project whose database has a draft: that knows of renames that the DSL no longer mentions.
pub(crate) fn planned(
    history: &History,
    model: &ProjectModel,
    request: &Request,
    dialects: &[Dialect],
    on: Option<(&DatabaseTarget, &StandingDraft)>,
) -> Result<Option<Draft>, EngineError> {
    let Some(mut draft) = unplanned(history, model, request, dialects, on)? else {
        return Ok(None);
    };
    let revision = &draft.revision;
    let parents: BTreeSet<RevisionId> = revision.parents.iter().cloned().collect();
    let before = history.schema_at(&parents).map_err(replay_error)?;
    let next = after(&before, &revision.upgrade);
    for dialect in dialects {
        if let Err(source) = plan_offline(*dialect, &revision.upgrade, &before, None) {
            return Err(EngineError::Plan {
                revision: revision.id.clone(),
                place: None,
                source: Box::new(source),
            });
        }
        if let Err(source) = plan_offline(*dialect, &revision.downgrade, &next, None) {
            draft.downgrade_trouble.get_or_insert(source.to_string());
        }
    }
    Ok(Some(draft))
}

/// As [`planned`], whether or not a dialect can do it.
pub(crate) fn unplanned(
    history: &History,
    model: &ProjectModel,
    request: &Request,
    dialects: &[Dialect],
    on: Option<(&DatabaseTarget, &StandingDraft)>,
) -> Result<Option<Draft>, EngineError> {
    let parents = parents(history, request.parent.as_deref())?;
    let before = history.schema_at(&parents).map_err(replay_error)?;
    let mut downgrade = Vec::new();
    let found = if request.empty {
        dazzle_diff::Diff::default()
    } else {
        let mut decisions = model.decisions();
        let said = &model.projection.schema;
        let given = request.answers.add_to(&mut decisions, &before, said)?;
        model.name_entities(&mut decisions, &before);
        // Answers are struck out like hints: a file of them may be given again.
        renames_done(history, &parents)
            .strike_from(&mut decisions, (&before, said), &given)
            .map_err(|error| explain(error, model, &before))?;
        let standing = match on {
            Some((target, draft)) => rebased(target, history, draft, &parents)?,
            None => None,
        };
        if let (Some(draft), Some((target, _))) = (standing, on) {
            decisions = Between {
                head: &before,
                standing: &draft.standing(target, &before)?,
                origins: &Origins::of(&before).after(draft.operations()),
                wanted: said,
            }
            .on_from_head(decisions);
        }
        let explained = |error| explain(error, model, &before);
        // What the DSL has no words for stays as history has it.
        let previous = renamed(&before, said, &decisions).map_err(explained)?;
        let wanted = model.complete(&previous, &decisions).schema;
        for (at, request) in request.fills.iter().enumerate() {
            // Before those of the DSL, since the first counts.
            decisions.fills.insert(at, request.decide(&wanted)?);
        }
        let mut found = diff(&before, &wanted, &decisions).map_err(explained)?;
        // Seams do nothing on the way back.
        downgrade = found.undoes.reverse_all(&found.operations, &before)?;
        found.operations = with_seams(found.operations, &before, &decisions);
        found
    };
    if found.operations.is_empty() && !request.empty {
        return Ok(None);
    }
    let message = request
        .message
        .clone()
        .unwrap_or_else(|| message_for(&found.operations));
    let next = after(&before, &found.operations);
    let mut written = WrittenCasts {
        columns: request.casts.clone(),
        rules: model.casts.clone(),
    };
    refuse_unused(&written.columns, &found.operations)?;
    let upgrade = settle(found.operations, &before, &written, dialects, &Dialect::ALL);
    // What a person says about a column is said about one direction.
    written.columns.clear();
    let downgrade = settle(downgrade, &next, &written, dialects, &Dialect::ALL);
    let revision = new_revision(
        history,
        parents,
        message,
        request.id.as_ref(),
        (upgrade, downgrade),
    )?;
    Ok(Some(Draft {
        revision,
        questions: found
            .questions
            .into_iter()
            .map(|question| OpenQuestion::of(question, model))
            .collect(),
        downgrade_trouble: None,
    }))
}

/// The answers of `request` that are passed over, since history has done them, although both names are there: whoever
/// gave them may have meant that they be done once more.
///
/// # Errors
/// When something cannot be read, or the answers do not fit.
pub fn passed_over(project: &Project, request: &Request) -> Result<Vec<Rename>, EngineError> {
    if request.answers.renames.is_empty() {
        return Ok(Vec::new());
    }
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let parents = parents(&history, request.parent.as_deref())?;
    let before = history.schema_at(&parents).map_err(replay_error)?;
    let said = &model.projection.schema;
    let mut decisions = model.decisions();
    let given = request.answers.add_to(&mut decisions, &before, said)?;
    let struck = renames_done(&history, &parents).strike_from(&mut decisions, (&before, said), &given)?;
    let tables = struck
        .tables
        .into_iter()
        .filter(|it| given.table_renames.contains(it));
    let columns = struck
        .columns
        .into_iter()
        .filter(|it| given.column_renames.contains(it));
    Ok(tables
        .map(Rename::Table)
        .chain(columns.map(Rename::Column))
        .collect())
}

/// A cast of a column that does not change its type is a mistake that must not be passed over.
pub(crate) fn refuse_unused(casts: &[ColumnCast], operations: &[Operation]) -> Result<(), EngineError> {
    let changes = |cast: &ColumnCast| {
        operations.iter().any(|operation| {
            matches!(operation, Operation::AlterColumn(it)
                if it.table == cast.table && it.column == cast.column && it.column_type.is_some())
        })
    };
    match casts.iter().find(|cast| !changes(cast)) {
        None => Ok(()),
        Some(cast) => Err(EngineError::Refused {
            reason: format!(
                "there is an expression for `{}`.`{}`, but its type does not change",
                cast.table, cast.column
            ),
            hint: "name the table and the column as they are after the change, or leave `--using` out"
                .to_owned(),
        }),
    }
}

/// A revision that follows `parents`, with an id that the history does not have yet. Nothing is written.
pub(crate) fn new_revision(
    history: &History,
    parents: BTreeSet<RevisionId>,
    message: String,
    id: Option<&RevisionId>,
    (upgrade, downgrade): (Vec<Operation>, Vec<Operation>),
) -> Result<Revision, EngineError> {
    let now = Timestamp::now();
    let mut revision = Revision {
        id: PROVISIONAL.parse()?,
        parents: parents.into_iter().collect(),
        message,
        created_at: Timestamp::from_second(now.as_second()).unwrap_or(now),
        upgrade,
        downgrade,
    };
    revision.id = match id {
        Some(id) => id.clone(),
        None => unused_id(history, &revision)?,
    };
    if history.get(&revision.id).is_some() {
        return Err(EngineError::Refused {
            reason: format!("there is a revision `{}` already", revision.id),
            hint: "choose another id, or leave `--rev-id` out".to_owned(),
        });
    }
    Ok(revision)
}

/// The schema after `operations`, which are known to fit.
pub(crate) fn after(before: &dazzle_schema::Schema, operations: &[Operation]) -> dazzle_schema::Schema {
    let mut schema = before.clone();
    // They come from the diff, which applied them itself.
    dazzle_ops::apply_all(operations, &mut schema).ok();
    schema
}

fn parents(history: &History, wanted: Option<&str>) -> Result<BTreeSet<RevisionId>, EngineError> {
    if let Some(text) = wanted {
        return Ok([history.find(text)?.id.clone()].into());
    }
    let heads = history.heads();
    if heads.len() > 1 {
        return Err(EngineError::Refused {
            reason: format!(
                "the history has {} heads: {}",
                heads.len(),
                heads
                    .iter()
                    .map(RevisionId::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            hint: "bring them together with `dazzle db merge`, or name the one to follow with `--head REV`"
                .to_owned(),
        });
    }
    Ok(heads)
}

/// The renames that the revisions up to `heads` have carried out.
pub(crate) fn renames_done(history: &History, heads: &BTreeSet<RevisionId>) -> RenamesDone {
    let applied = history.ancestors(heads);
    let mut done = RenamesDone::default();
    for revision in history
        .revisions()
        .filter(|revision| applied.contains(&revision.id))
    {
        done.note(&revision.upgrade);
    }
    done
}

/// Stands for the id while the content is hashed.
const PROVISIONAL: &str = "provisional";

/// The first digits of the checksum of what the revision does and follows: the same change made twice from the
/// same place is the same revision, also when a script was printed before its file was written. A revision
/// without operations has no content to go by.
fn unused_id(history: &History, revision: &Revision) -> Result<RevisionId, EngineError> {
    const DIGITS: usize = 12;
    if !revision.upgrade.is_empty() {
        let sum = checksum(revision);
        let id = RevisionId::new(sum.get(..DIGITS).unwrap_or(&sum))?;
        if history.get(&id).is_none() {
            return Ok(id);
        }
    }
    loop {
        let id = RevisionId::new(&new_run_id())?;
        if history.get(&id).is_none() {
            return Ok(id);
        }
    }
}

/// A message in the words of the operations: the first two, and how many more.
fn message_for(operations: &[Operation]) -> String {
    let mut tables: Vec<String> = Vec::new();
    let mut created = 0;
    for operation in operations {
        if let Operation::CreateTable(it) = operation {
            created += 1;
            tables.push(it.table.name.to_string());
        }
    }
    if created > 0
        && created
            == operations
                .iter()
                .filter(|it| !matches!(it, Operation::AddForeignKey(_)))
                .count()
    {
        return match tables.as_slice() {
            [one] => format!("create {one}"),
            [one, two] => format!("create {one} and {two}"),
            [one, two, rest @ ..] => format!("create {one}, {two} and {} more", rest.len()),
            [] => String::new(),
        };
    }
    let mut parts: Vec<String> = operations
        .iter()
        .filter(|operation| !matches!(operation, Operation::DataMigration(_)))
        .map(|operation| operation.summary().replace('`', ""))
        .collect();
    parts.dedup();
    match parts.as_slice() {
        [] => "empty".to_owned(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}
