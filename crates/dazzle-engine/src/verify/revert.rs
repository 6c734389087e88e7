//! `dazzle db verify --revert`: what somebody changed behind history's back is undone.

use crate::answers::Answers;
use dazzle_db::{SessionOptions, log};
use dazzle_history::History;
use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Name, TypedName};
use dazzle_sql::casts::{CastClass, ColumnCast, classify};
use dazzle_sql::inspection::UnmodelledKind;

use super::{at_and_live, no_history};
use crate::comparison::{Comparison, Side, by_hand, compare_back};
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
    /// What a person said about renames, as they happened on the database.
    answers: Answers,
}

/// What undoing the drift did.
#[derive(Debug, Clone)]
pub struct Reverted {
    /// The operations, in words.
    pub operations: Vec<String>,
    /// How many statements ran.
    pub statements: usize,
}

/// Plans what undoes the drift, with `casts` for changes of type and `answers` to what looks like a rename; they name
/// it as it happened, from history to the database. Nothing is written.
///
/// # Errors
/// [`EngineError::Questions`] where something looks like a rename and nobody said whether it is. When the database has no history, something cannot be read or planned, or a change of type has no rule.
pub async fn plan_reversion(
    project: &Project,
    database: &DatabaseTarget,
    casts: &[ColumnCast],
    answers: &Answers,
    session_options: &SessionOptions,
) -> Result<Reversion, EngineError> {
    let history = Migrations::load(project)?.history;
    let Some(mut session) = look(database, session_options).await? else {
        return Err(no_history(database));
    };
    let (comparison, facts) = back(
        project,
        database,
        &history,
        &mut session,
        (answers, session_options),
    )
    .await?;
    if !comparison.questions.is_empty() {
        session.close().await;
        return Err(EngineError::Questions(comparison.questions));
    }
    let comparison = comparison.with_casts(project.written_casts(casts.to_vec()))?;
    session.close().await;
    let operations = to_run(&comparison, database.dialect());
    refuse_without_rule(database.dialect(), &operations)?;
    let steps = dazzle_sql::plan_offline(database.dialect(), &operations, &comparison.before, Some(facts))
        .map_err(|source| EngineError::Unplannable {
            source: Box::new(source),
        })?
        .into_iter()
        .map(in_words)
        .collect();
    Ok(Reversion {
        comparison,
        steps,
        answers: answers.clone(),
    })
}

/// Undoes the drift in one transaction; the version stays. Where rows would be lost and `options` do not allow it,
/// nothing is done and the error says how many. None where there is no drift (any more). `planned` is what a person
/// has seen: nothing else is run.
///
/// # Errors
/// When something cannot be read, planned or run, or the drift is not the planned one any more; then nothing is
/// changed.
pub async fn revert<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    planned: &Reversion,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Option<Reverted>, EngineError> {
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    let history = Migrations::load(project)?.history;
    runner.check_against(&history).await?;
    let (comparison, _) = back(
        project,
        database,
        &history,
        &mut runner.session,
        (&planned.answers, &options.session),
    )
    .await?;
    if comparison.operations.is_empty() {
        runner.close().await?;
        return Ok(None);
    }
    if planned.comparison.operations != comparison.operations {
        return Err(EngineError::Refused {
            reason: format!(
                "{} was changed again since the plan was made; nothing was run",
                database.url
            ),
            hint: "run the command again: it plans for what is there now".to_owned(),
        });
    }
    let comparison = comparison.with_casts(planned.comparison.casts.clone())?;
    let statements = runner
        .run_beside_history(
            log::Direction::Revert,
            &to_run(&comparison, database.dialect()),
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

/// The operations of the way back. What the schema model does not hold and has the name of something that comes (a
/// constraint that was added as `NOT VALID`, an index that was never finished) goes before.
fn to_run(comparison: &Comparison, dialect: Dialect) -> Vec<Operation> {
    let operations = comparison.with_written_casts(dialect);
    let live_name = |table: &Name| {
        let renamed = operations.iter().find_map(|operation| match operation {
            Operation::RenameTable(it) if it.to == *table => Some(it.from.clone()),
            _ => None,
        });
        renamed.unwrap_or_else(|| table.clone())
    };
    let comes: Vec<(Name, &Name)> = operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::AddForeignKey(it) => Some((live_name(&it.table), &it.foreign_key.name)),
            Operation::AddCheck(it) => Some((live_name(&it.table), &it.check.name)),
            Operation::AddUnique(it) => Some((live_name(&it.table), &it.unique.name)),
            Operation::CreateIndex(it) => Some((live_name(&it.table), &it.index.name)),
            _ => None,
        })
        .collect();
    let in_the_way = comparison.beside.iter().filter(|thing| {
        matches!(thing.kind, UnmodelledKind::Constraint | UnmodelledKind::Index)
            && comes.iter().any(|(table, name)| {
                thing.table.as_deref() == Some(table.as_str()) && thing.name == name.as_str()
            })
    });
    let mut all: Vec<Operation> = in_the_way
        .filter_map(|thing| {
            let why = format!("remove {}, whose name is needed", thing.title());
            Some(by_hand(dialect, thing.unmake.as_deref()?, why))
        })
        .collect();
    all.extend(operations);
    all
}

/// A change of type that needs somebody's expression has no file to write it in.
fn refuse_without_rule(dialect: Dialect, operations: &[Operation]) -> Result<(), EngineError> {
    for operation in operations {
        let Operation::AlterColumn(it) = operation else {
            continue;
        };
        let (Some(types), None, None) = (&it.column_type, &it.using, &it.generated) else {
            continue;
        };
        let rule = classify(dialect, &types.from, &types.to);
        if matches!(rule.class, CastClass::Lossy | CastClass::Impossible) {
            let suggestion = rule
                .suggestion_for(&it.column)
                .map(|suggestion| format!(", {suggestion}"))
                .unwrap_or_default();
            return Err(EngineError::Refused {
                reason: format!(
                    "undoing the drift changes `{}`.`{}` from {} to {}, which {}",
                    it.table, it.column, types.from, types.to, rule.problem
                ),
                hint: format!(
                    "say with `--using '{}.{}=SQL'` what makes the values{suggestion}; or keep the change with `--adopt`",
                    TypedName(&it.table),
                    TypedName(&it.column)
                ),
            });
        }
    }
    Ok(())
}

async fn back(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    session: &mut dazzle_db::Session,
    (answers, options): (&Answers, &SessionOptions),
) -> Result<(Comparison, dazzle_sql::LiveFacts), EngineError> {
    let (at, draft, live) = at_and_live(project, database, history, session).await?;
    let declared = standing_schema(database, history, &at, draft.as_ref())?;
    let facts = live.facts.clone();
    let comparison = compare_back(
        &Side::of_live(database.clone(), live),
        &Side::of_schema("history", declared),
        answers,
        options,
    )
    .await?;
    Ok((comparison, facts))
}
