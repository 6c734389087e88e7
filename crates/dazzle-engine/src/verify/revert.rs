//! `dazzle db verify --revert`: what somebody changed behind history's back is undone.

use crate::answers::Answers;
use dazzle_db::{SessionOptions, log};
use dazzle_history::History;

use super::{at_and_live, no_history};
use crate::comparison::{Comparison, Side, compare};
use crate::current::look;
use crate::draft::standing_schema;
use crate::plan::{PlannedStep, in_words};
use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// What undoing the drift would do.
#[derive(Debug)]
pub struct Reversion {
    /// From the database to what history says.
    pub comparison: Comparison,
    /// Its steps, in order.
    pub steps: Vec<PlannedStep>,
}

/// What undoing the drift did.
#[derive(Debug, Clone)]
pub struct Reverted {
    /// The operations, in words.
    pub operations: Vec<String>,
    /// How many statements ran.
    pub statements: usize,
}

/// Plans what undoes the drift. Nothing is written.
///
/// # Errors
/// When the database has no history, or something cannot be read or planned.
pub async fn plan_reversion(
    project: &Project,
    database: &DatabaseTarget,
    session_options: &SessionOptions,
) -> Result<Reversion, EngineError> {
    let history = Migrations::load(project)?.history;
    let Some(mut session) = look(database, session_options).await? else {
        return Err(no_history(database));
    };
    let (comparison, facts) = back(project, database, &history, &mut session, session_options).await?;
    session.close().await;
    let steps = dazzle_sql::plan_offline(
        database.dialect(),
        &comparison.operations,
        &comparison.before,
        Some(facts),
    )
    .map_err(|source| EngineError::Unplannable {
        source: Box::new(source),
    })?
    .into_iter()
    .map(in_words)
    .collect();
    Ok(Reversion { comparison, steps })
}

/// Undoes the drift in one transaction; the version stays. Where rows would be lost and `options` do not allow it,
/// nothing is done and the error says how many. None where there is no drift (any more). `planned` is what a person
/// has seen, if anybody: nothing else is run.
///
/// # Errors
/// When something cannot be read, planned or run, or the drift is not the planned one any more; then nothing is
/// changed.
pub async fn revert<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    planned: Option<&Reversion>,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Option<Reverted>, EngineError> {
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    let history = Migrations::load(project)?.history;
    runner.check_against(&history).await?;
    let (comparison, _) = back(project, database, &history, &mut runner.session, &options.session).await?;
    if comparison.operations.is_empty() {
        runner.close().await?;
        return Ok(None);
    }
    if planned.is_some_and(|it| it.comparison.operations != comparison.operations) {
        return Err(EngineError::Refused {
            reason: format!(
                "{} was changed again since the plan was made; nothing was run",
                database.url
            ),
            hint: "run the command again: it plans for what is there now".to_owned(),
        });
    }
    let statements = runner
        .run_beside_history(
            log::Direction::Revert,
            &comparison.operations,
            &comparison.before,
            options.allow_destructive,
        )
        .await?;
    runner.settle(project, &history).await?;
    runner.close().await?;
    Ok(Some(Reverted {
        operations: comparison
            .operations
            .iter()
            .map(dazzle_ops::Operation::summary)
            .collect(),
        statements,
    }))
}

async fn back(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    session: &mut dazzle_db::Session,
    options: &SessionOptions,
) -> Result<(Comparison, dazzle_sql::LiveFacts), EngineError> {
    let (at, draft, live) = at_and_live(project, database, history, session).await?;
    let declared = standing_schema(database, history, &at, draft.as_ref())?;
    let facts = live.facts.clone();
    let comparison = compare(
        &Side::of_live(database.clone(), live),
        &Side::of_schema("history", declared),
        &Answers::default(),
        options,
    )
    .await?;
    Ok((comparison, facts))
}
