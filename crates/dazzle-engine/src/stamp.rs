//! `dazzle db stamp`: the version is set by hand, nothing is run.

use std::collections::BTreeSet;
use std::time::Instant;

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::version;
use dazzle_history::{RevisionId, Target};

use crate::error::database_error;
use crate::runner::Runner;
use crate::upgrade::Moved;
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// Records that the database is at `to`.
///
/// # Errors
/// When the target is not right or the database cannot be reached, locked or written.
pub async fn stamp<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    to: &Target,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Moved, EngineError> {
    let history = Migrations::load(project)?.history;
    let mut runner = Runner::open(database, options, interrupt, observer).await?;
    let from = runner.heads.clone();
    let after: BTreeSet<RevisionId> = history.resolve(to, &from)?;
    let failed = |doing| database_error(database, doing);
    let gone: Vec<&str> = from.difference(&after).map(RevisionId::as_str).collect();
    let come: Vec<&str> = after.difference(&from).map(RevisionId::as_str).collect();
    if !gone.is_empty() || !come.is_empty() {
        let shown = after
            .iter()
            .map(RevisionId::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        let entry = LogEntry {
            run_id: &options.session.run_id,
            revision: (!shown.is_empty()).then_some(shown.as_str()),
            direction: log::Direction::Stamp,
            checksum: None,
            operations: 0,
            tool_version: env!("CARGO_PKG_VERSION"),
        };
        let started = Instant::now();
        let session = &mut runner.session;
        let row = log::log_start(session, &entry)
            .await
            .map_err(failed("writing the log"))?;
        session.begin().await.map_err(failed("recording the version"))?;
        let mut outcome = Ok(());
        for statement in version::set_heads_sql(database.dialect(), &gone, &come) {
            outcome = outcome.and(session.execute(&statement).await.map(drop));
        }
        let outcome = match outcome {
            Ok(()) => session.commit().await,
            Err(error) => {
                session.rollback().await.ok();
                Err(error)
            }
        };
        let (word, error) = match &outcome {
            Ok(()) => (Outcome::Done, None),
            Err(error) => (Outcome::Failed, Some(error.to_string())),
        };
        log::log_finish(session, row, word, error.as_deref(), started.elapsed(), None)
            .await
            .map_err(failed("writing the log"))?;
        outcome.map_err(failed("recording the version"))?;
    }
    runner.close().await?;
    Ok(Moved {
        from: from.into_iter().collect(),
        to: after.into_iter().collect(),
        done: Vec::new(),
    })
}
