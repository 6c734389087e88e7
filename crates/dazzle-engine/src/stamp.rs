//! `dazzle db stamp`: the version is set by hand, nothing is run.

use std::collections::BTreeSet;
use std::time::Instant;

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::{DatabaseError, Session, version};
use dazzle_history::{RevisionId, Target, checksum};

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
        // A row for each revision that counts as applied from here on, so that an edit of its file is noticed; on
        // the way back one for each head.
        let (before, then) = (history.ancestors(&from), history.ancestors(&after));
        let mut covered: Vec<(Option<&RevisionId>, Option<String>)> = history
            .revisions()
            .filter(|it| !before.contains(&it.id) && then.contains(&it.id))
            .map(|it| (Some(&it.id), Some(checksum(it))))
            .collect();
        if covered.is_empty() {
            covered.extend(after.iter().map(|head| (Some(head), None)));
        }
        if covered.is_empty() {
            covered.push((None, None));
        }
        let started = Instant::now();
        let session = &mut runner.session;
        let mut rows = Vec::new();
        for (revision, sum) in &covered {
            let entry = LogEntry {
                run_id: &options.session.run_id,
                revision: revision.map(RevisionId::as_str),
                direction: log::Direction::Stamp,
                checksum: sum.as_deref(),
                operations: 0,
                tool_version: env!("CARGO_PKG_VERSION"),
            };
            rows.push(
                log::log_start(session, &entry)
                    .await
                    .map_err(failed("writing the log"))?,
            );
        }
        let outcome = record(session, &version::set_heads_sql(database.dialect(), &gone, &come)).await;
        let (word, error) = match &outcome {
            Ok(()) => (Outcome::Done, None),
            Err(error) => (Outcome::Failed, Some(error.to_string())),
        };
        for row in rows {
            log::log_finish(session, row, word, error.as_deref(), started.elapsed(), None)
                .await
                .map_err(failed("writing the log"))?;
        }
        outcome.map_err(failed("recording the version"))?;
    }
    runner.close().await?;
    Ok(Moved {
        from: from.into_iter().collect(),
        to: after.into_iter().collect(),
        done: Vec::new(),
    })
}

async fn record(session: &mut Session, statements: &[String]) -> Result<(), DatabaseError> {
    session.begin().await?;
    for statement in statements {
        if let Err(error) = session.execute(statement).await {
            // Fails only on a broken connection, which rolls back by itself.
            session.rollback().await.ok();
            return Err(error);
        }
    }
    session.commit().await
}
