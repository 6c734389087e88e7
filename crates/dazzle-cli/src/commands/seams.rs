//! Seams that nobody filled: named, filled from the command line, asked for.

use dazzle_engine::seams::{FillRequest, UnfilledSeam, fill_pending, unfilled};
use dazzle_engine::{EngineError, Migrations, Obstacle, Project};
use dazzle_history::{Revision, RevisionId};
use dazzle_schema::{Dialect, TypedName};

use super::Context;
use crate::render::questions::as_flag;
use crate::render::words;
use crate::shell::Shell;

/// The unfilled seams of a revision that was just written.
pub fn of_revision(
    project: &Project,
    revision: &Revision,
    dialects: &[Dialect],
) -> Result<Vec<UnfilledSeam>, EngineError> {
    of_revisions(project, std::slice::from_ref(&revision.id), dialects)
}

fn of_revisions(
    project: &Project,
    revisions: &[RevisionId],
    dialects: &[Dialect],
) -> Result<Vec<UnfilledSeam>, EngineError> {
    let history = Migrations::load(project)?.history;
    Ok(unfilled(&history, revisions, dialects))
}

/// A line for each, with its place and the flag that fills it.
pub fn name_unfilled(shell: Shell, seams: &[UnfilledSeam]) {
    for seam in seams {
        let flag = match &seam.column {
            Some((table, column)) => format!(
                "; a value for all: `{}`",
                as_flag(
                    "--fill",
                    format_args!("{}.{}=VALUE", TypedName(table), TypedName(column))
                )
            ),
            None => String::new(),
        };
        shell.item(
            "to fill",
            format_args!("{}:{}: {}{flag}", seam.place.path, seam.place.line, seam.why),
        );
    }
}

/// Writes values into the files of pending revisions, and says which.
pub async fn fill(context: &Context, requests: &[FillRequest]) -> Result<(), EngineError> {
    if requests.is_empty() {
        return Ok(());
    }
    let (project, database) = (&context.project, &context.database);
    let filled = fill_pending(project, database, &context.options.session, requests).await?;
    if !context.shell.is_json() {
        for seam in filled {
            context
                .shell
                .item("filled", format_args!("{}: {}", seam.path, seam.sql));
        }
    }
    Ok(())
}

/// Asks for a value, where an unfilled seam that one value fills is what stands in the way and somebody can answer.
/// Whether the seam is filled then.
pub async fn ask(context: &Context, error: &EngineError) -> Result<bool, EngineError> {
    let error = match error {
        EngineError::NotApplied { source, .. } => source,
        error => error,
    };
    let EngineError::Run { revision, source, .. } = error else {
        return Ok(false);
    };
    let Obstacle::UnfilledSeam { why, rows, .. } = &**source else {
        return Ok(false);
    };
    if !context.shell.can_ask() {
        return Ok(false);
    }
    let dialect = context.database.dialect();
    let seams = of_revisions(&context.project, std::slice::from_ref(revision), &[dialect])?;
    let column = seams
        .into_iter()
        .find(|seam| seam.why == *why)
        .and_then(|seam| seam.column);
    let Some((table, column)) = column else {
        return Ok(false);
    };
    loop {
        let question = format!(
            "{why} ({})\nvalue for {table}.{column} (nothing: stop):",
            words::rows(*rows)
        );
        let Some(value) = context
            .shell
            .answer(&question)
            .await
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
        else {
            return Ok(false);
        };
        let request = FillRequest {
            table: table.clone(),
            column: column.clone(),
            value,
        };
        match fill(context, &[request]).await {
            Err(error @ EngineError::Refused { .. }) => context.shell.error(&error.to_string(), None),
            outcome => return outcome.map(|()| true),
        }
    }
}
