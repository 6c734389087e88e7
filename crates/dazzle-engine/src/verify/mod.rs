//! `dazzle db verify`: what somebody changed behind history's back, and rows that break what the model says.

mod adopt;
mod revert;
mod rows;

use std::collections::BTreeSet;
use std::time::Duration;

use crate::answers::Answers;
use dazzle_db::{Session, SessionOptions};
use dazzle_history::{History, RevisionId};
use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Name, Schema, Table};
use dazzle_sql::{Action, Unasked, plan_offline};

use crate::comparison::{Comparison, Side, compare};
use crate::confidential::Confidential;
use crate::current::{look, recorded_heads};
use crate::draft::{StandingDraft, recorded_draft, standing_schema};
use crate::halfway;
use crate::inspection::{LiveDatabase, OtherTool, inspect_session};
use crate::runner::check_known;
use crate::{DatabaseTarget, EngineError, Migrations, Project, ProjectModel};

pub use adopt::{Adopted, Adoption, adopt};
pub use revert::{Reversion, Reverted, plan_reversion, revert};
pub use rows::DataFinding;

/// What `verify` found.
#[derive(Debug)]
pub struct Verified {
    /// The revisions that the database is at; none for base.
    pub at: Vec<RevisionId>,
    /// From what history says there to what is there.
    pub drift: Comparison,
    /// The statements that somebody must have run, for each of the operations of the drift; none where they cannot
    /// be told.
    pub statements: Vec<Vec<String>>,
    /// Rows that break what the model says.
    pub rows: Vec<DataFinding>,
    /// What could not be asked of the rows, since a column has another type than the model speaks of.
    pub unasked: Vec<Unasked>,
    /// Whether the database has, or history made with SQL of its own, what the schema model may not hold: somebody may
    /// have changed it, and nothing here would tell.
    pub is_more_than_watched: bool,
    /// Other tools that keep their history in the database.
    pub other_tools: Vec<OtherTool>,
}

impl Verified {
    /// Whether the database is as history and model say.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.drift.is_equal() && self.rows.is_empty()
    }
}

/// How to verify.
#[derive(Debug, Clone, Copy)]
pub struct VerifyOptions {
    /// Whether rows are looked at, too.
    pub rows: bool,
}

/// Compares a database with the revision that it is at, and its rows with what the DSL says (what history says
/// where the DSL cannot be read). `answers` are a person's to what looks like a rename. Nothing is written.
///
/// # Errors
/// When the database has no history, or something cannot be read.
pub async fn verify(
    project: &Project,
    database: &DatabaseTarget,
    options: VerifyOptions,
    answers: &Answers,
    session_options: &SessionOptions,
) -> Result<Verified, EngineError> {
    let history = Migrations::load(project)?.history;
    let Some(mut session) = look(database, session_options).await? else {
        return Err(no_history(database));
    };
    let found = drift_answered(
        project,
        database,
        &history,
        &mut session,
        (answers, session_options),
    )
    .await?;
    let declared = match ProjectModel::load(project) {
        Ok(model) => model.projection.schema,
        Err(EngineError::Dsl { .. }) => found.declared.clone(),
        Err(other) => return Err(other),
    };
    let (rows, unasked) = if options.rows {
        rows::find(
            &mut session,
            database,
            &declared,
            &found.live.inspection.schema,
            &Confidential::of(project),
        )
        .await?
    } else {
        (Vec::new(), Vec::new())
    };
    session.close().await;
    let by_sql = history
        .ancestors(&found.at)
        .iter()
        .filter_map(|id| history.get(id))
        .flat_map(|revision| &revision.upgrade)
        .any(|operation| matches!(operation, Operation::Execute(_)));
    Ok(Verified {
        is_more_than_watched: by_sql || !found.comparison.beside.is_empty(),
        statements: statements(&found.comparison, database.dialect()),
        at: found.at.into_iter().collect(),
        drift: found.comparison,
        rows,
        unasked,
        other_tools: found.live.other_tools,
    })
}

/// A database beside the revision that it is at.
pub(crate) struct Drift {
    pub at: BTreeSet<RevisionId>,
    /// What history says there, with the draft if there is one.
    pub declared: Schema,
    pub live: LiveDatabase,
    /// From history to the database.
    pub comparison: Comparison,
}

pub(crate) async fn drift(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    session: &mut Session,
    options: &SessionOptions,
) -> Result<Drift, EngineError> {
    let answers = Answers::default();
    drift_answered(project, database, history, session, (&answers, options)).await
}

/// The same with what a person says about renames, from history to the database.
pub(crate) async fn drift_answered(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    session: &mut Session,
    (answers, options): (&Answers, &SessionOptions),
) -> Result<Drift, EngineError> {
    let (at, draft, live) = at_and_live(project, database, history, session).await?;
    let declared = standing_schema(database, history, &at, draft.as_ref())?;
    let heads: Vec<&str> = at.iter().map(RevisionId::as_str).collect();
    let mut label = if heads.is_empty() {
        "base".to_owned()
    } else {
        heads.join(", ")
    };
    if draft.is_some() {
        label.push_str(" with its draft");
    }
    let comparison = compare(
        &Side::of_schema(label, declared.clone()),
        &Side::of_live(database.clone(), live.clone()),
        answers,
        options,
    )
    .await?;
    Ok(Drift {
        at,
        declared,
        live,
        comparison,
    })
}

/// The revisions that a database is at and what it has, of one moment: a run that ends between the two is no drift.
async fn at_and_live(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    session: &mut Session,
) -> Result<(BTreeSet<RevisionId>, Option<StandingDraft>, LiveDatabase), EngineError> {
    for _ in 0..MOST_LOOKS {
        let (at, has_history) = recorded_heads(database, session).await?;
        if !has_history {
            return Err(no_history(database));
        }
        check_known(database, history, &at)?;
        if let Some(halfway) = halfway::recorded(database, session).await? {
            return Err(halfway.in_the_way(database, "only a revision can be compared with"));
        }
        let draft = recorded_draft(database, session, &at).await?;
        let live = inspect_session(session, database, &project.settings.ignore).await?;
        if recorded_heads(database, session).await? == (at.clone(), true)
            && recorded_draft(database, session, &at).await? == draft
        {
            return Ok((at, draft, live));
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Err(EngineError::Refused {
        reason: format!("another run goes on changing {}", database.url),
        hint: "run this again when it has ended".to_owned(),
    })
}

/// How often a database is looked at while other runs move it, and the pause between: a run of many revisions leaves
/// time enough sooner or later.
const MOST_LOOKS: usize = 40;
const BETWEEN_LOOKS: Duration = Duration::from_millis(150);

fn no_history(database: &DatabaseTarget) -> EngineError {
    EngineError::Refused {
        reason: format!("{} has no history to be verified against", database.url),
        hint: "make its tables with `dazzle db migrate`, or adopt the ones it has with `dazzle db baseline`"
            .to_owned(),
    }
}

/// For each operation the statements that do it alone.
fn statements(comparison: &Comparison, dialect: Dialect) -> Vec<Vec<String>> {
    let mut schema = comparison.before.clone();
    let mut all = Vec::new();
    for (operation, by_text) in comparison
        .operations
        .iter()
        .zip(comparison.by_text(comparison.operations.clone()))
    {
        let one = std::slice::from_ref(&by_text);
        // What the dialect cannot do in a statement, somebody did in another way.
        let steps = plan_offline(dialect, one, &around(operation, &schema), None).unwrap_or_default();
        let statements = steps.into_iter().flat_map(|step| match step.action {
            Action::Statements(statements) => statements,
            Action::Seam(_) => Vec::new(),
        });
        all.push(statements.collect());
        // They come from the diff, which applied them itself.
        operation.apply(&mut schema).ok();
    }
    all
}

/// The tables that the operation has to do with: a plan of one operation need not look at thousands.
fn around(operation: &Operation, schema: &Schema) -> Schema {
    let Some(name) = operation.table() else {
        return schema.clone();
    };
    let targets = |table: &Table| -> Vec<Name> {
        table
            .foreign_keys
            .values()
            .map(|key| key.references.table.clone())
            .collect()
    };
    let mut wanted: BTreeSet<Name> = BTreeSet::from([name.clone()]);
    wanted.extend(schema.table(name).into_iter().flat_map(targets));
    match operation {
        Operation::CreateTable(it) => wanted.extend(targets(&it.table)),
        Operation::AddForeignKey(it) => drop(wanted.insert(it.foreign_key.references.table.clone())),
        Operation::CreateView(_) | Operation::DropView(_) => return schema.clone(),
        _ => {}
    }
    wanted.extend(schema.references_to(name).map(|(owner, _)| owner.name.clone()));
    schema
        .tables()
        .filter(|table| wanted.contains(&table.name))
        .cloned()
        .collect()
}
