//! `dazzle db status`: where database, files and DSL stand.

use std::collections::BTreeSet;

use dazzle_db::{SessionOptions, table_names};
use dazzle_history::{RevisionId, Target};
use dazzle_ops::Operation;

use crate::answers::{Answers, OpenQuestion};
use crate::current::{look, recorded_heads};
use crate::draft::recorded_draft;
use crate::error::database_error;
use crate::halfway;
use crate::revision::{Request, unplanned};
use crate::runner::{check_known, edited_revisions};
use crate::seams::{self, UnfilledSeam};
use crate::verify;
use crate::{DatabaseTarget, EngineError, HalfDone, Migrations, Project, ProjectModel};

/// Where a database is, beside the files.
#[derive(Debug, Clone)]
pub struct Status {
    /// The heads it is at; none for base.
    pub current: Vec<RevisionId>,
    /// Whether the database has a version table.
    pub has_history: bool,
    /// The tables in the database, Dazzle's own left out.
    pub tables: Vec<String>,
    /// The heads of the files.
    pub heads: Vec<RevisionId>,
    /// The revision that is half done.
    pub half_done: Option<HalfDone>,
    /// The revisions to be applied, in order.
    pub pending: Vec<RevisionId>,
    /// Their seams that nobody filled for this database.
    pub unfilled: Vec<UnfilledSeam>,
    /// Applied revisions whose files were edited since.
    pub edited: Vec<RevisionId>,
    /// What dev mode did to the database and no revision holds.
    pub draft: Vec<Operation>,
    /// What the DSL asks for and no revision holds.
    pub unwritten: Vec<Operation>,
    /// Drops and adds in that which look like renames.
    pub questions: Vec<OpenQuestion>,
    /// What somebody changed behind history's back; none where the database has no history.
    pub drift: Option<DriftSummary>,
}

/// Drift in few words; `dazzle db verify` gives all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriftSummary {
    /// The differences from what history says to what is there, each in one line.
    pub differences: Vec<String>,
    /// Of how many things it cannot be told whether they are equal.
    pub undecided: usize,
}

impl DriftSummary {
    /// Whether the database is as history says.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.differences.is_empty() && self.undecided == 0
    }
}

impl Status {
    /// Whether database, files and DSL agree. Several heads wait for a merge, and so are never up to date.
    #[must_use]
    pub const fn is_up_to_date(&self) -> bool {
        self.half_done.is_none()
            && self.pending.is_empty()
            && self.edited.is_empty()
            && self.draft.is_empty()
            && self.unwritten.is_empty()
            && self.heads.len() < 2
            && match &self.drift {
                Some(drift) => drift.is_none(),
                None => true,
            }
    }
}

/// Compares database, files and DSL. `answers` are a person's to what looks like a rename.
///
/// # Errors
/// When one of the three cannot be read.
pub async fn status(
    project: &Project,
    database: &DatabaseTarget,
    answers: &Answers,
    options: &SessionOptions,
) -> Result<Status, EngineError> {
    let history = Migrations::load(project)?.history;
    let (mut at, mut has_history) = (BTreeSet::new(), false);
    let (mut edited, mut tables, mut drift, mut draft) = (Vec::new(), Vec::new(), None, None);
    let mut half_done = None;
    if let Some(mut session) = look(database, options).await? {
        (at, has_history) = recorded_heads(database, &mut session).await?;
        check_known(database, &history, &at)?;
        edited = edited_revisions(&mut session, &history, &at)
            .await
            .map_err(database_error(database, "reading the log"))?;
        draft = recorded_draft(database, &mut session, &at).await?;
        tables = table_names(&mut session)
            .await
            .map_err(database_error(database, "reading the catalogue"))?;
        half_done = halfway::recorded(database, &mut session)
            .await?
            .map(|halfway| halfway.in_words());
        if has_history && half_done.is_none() {
            let found = verify::drift(project, database, &history, &mut session, options)
                .await?
                .comparison;
            drift = Some(DriftSummary {
                differences: found.operations.iter().map(Operation::summary).collect(),
                undecided: found.undecided.len(),
            });
        }
        session.close().await;
    }
    let pending: Vec<RevisionId> = history
        .upgrade_path(&at, &Target::Heads)?
        .iter()
        .map(|it| it.id.clone())
        .collect();
    let unfilled = seams::unfilled(&history, &pending, &[database.dialect()]);
    let heads: Vec<RevisionId> = history.heads().into_iter().collect();
    let (unwritten, questions) = if heads.len() > 1 {
        Default::default()
    } else {
        let model = ProjectModel::load(project)?;
        let on = draft.as_ref().map(|draft| (database, draft));
        let request = Request {
            answers: answers.clone(),
            ..Request::default()
        };
        unplanned(&history, &model, &request, &[database.dialect()], on)?
            .map(|draft| (draft.revision.upgrade, draft.questions))
            .unwrap_or_default()
    };
    Ok(Status {
        current: at.into_iter().collect(),
        has_history,
        tables,
        heads,
        half_done,
        pending,
        unfilled,
        edited,
        draft: draft.map(|draft| draft.operations().to_vec()).unwrap_or_default(),
        unwritten,
        questions,
        drift,
    })
}
