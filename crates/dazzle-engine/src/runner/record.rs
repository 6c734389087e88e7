//! The version set without running anything: for `stamp`, `baseline` and `verify --adopt`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::progress::set_progress_sql;
use dazzle_db::{DatabaseError, Kind, Session, mark, version};
use dazzle_history::{History, Revision, RevisionId, checksum};

use super::Runner;
use crate::draft::StandingDraft;
use crate::error::database_error;
use crate::{EngineError, Event, Migrations, Project};

impl Runner<'_> {
    /// Writes the file of `revision`, which follows where the database is, and records it without running
    /// anything. The file stays only where the database is, or may be, at the revision: the next upgrade would run
    /// another one.
    ///
    /// # Errors
    /// Those of [`record`](Self::record), when the file cannot be written, and [`EngineError::Stopped`], before
    /// anything is written.
    pub async fn write_and_record(
        &mut self,
        project: &Project,
        migrations: &mut Migrations,
        revision: &Revision,
        direction: log::Direction,
    ) -> Result<PathBuf, EngineError> {
        if self.interrupt.is_requested() {
            return Err(EngineError::Stopped {
                target: self.target.url.to_string(),
                done: Vec::new(),
                at: self.heads.iter().cloned().collect(),
            });
        }
        let path = migrations.add(project, revision)?;
        let after = BTreeSet::from([revision.id.clone()]);
        match self.record(&migrations.history, direction, &after, None).await {
            Ok(()) => Ok(path),
            Err(error @ EngineError::RecordUnknown { .. }) => Err(error),
            Err(error) => {
                migrations.remove(project, &path)?;
                Err(error)
            }
        }
    }

    /// Records that the database is at `after` and has `draft` there, with a row in the log for each revision that
    /// counts as applied from here on.
    ///
    /// # Errors
    /// [`EngineError::RecordUnknown`] when the connection broke while it was committed; with any other error the
    /// database is where it was.
    pub async fn record(
        &mut self,
        history: &History,
        direction: log::Direction,
        after: &BTreeSet<RevisionId>,
        draft: Option<&StandingDraft>,
    ) -> Result<(), EngineError> {
        let from = self.heads.clone();
        let gone: Vec<&str> = from.difference(after).map(RevisionId::as_str).collect();
        let come: Vec<&str> = after.difference(&from).map(RevisionId::as_str).collect();
        let draft = draft.map(StandingDraft::text);
        if gone.is_empty() && come.is_empty() && draft == self.draft_text && self.halfway.is_none() {
            return Ok(());
        }
        self.ensure_tables().await?;
        let failed = |doing| database_error(self.target, doing);
        // A row for each revision, so that an edit of its file is noticed; on the way back one for each head.
        let (before, then) = (history.ancestors(&from), history.ancestors(after));
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
        let session = &mut self.session;
        let mut rows = Vec::new();
        for (revision, sum) in &covered {
            let entry = LogEntry {
                run_id: &self.options.session.run_id,
                revision: revision.map(RevisionId::as_str),
                direction,
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
        let dialect = self.target.dialect();
        let mut statements = version::set_heads_sql(dialect, &gone, &come);
        // Whether the catalogue is as history says there is still to be found out.
        statements.extend(mark::set_mark_sql(dialect, &[], None));
        if draft != self.draft_text {
            statements.extend(version::set_draft_sql(dialect, draft.as_deref()));
        }
        if self.halfway.is_some() {
            statements.extend(set_progress_sql(dialect, None));
        }
        let outcome = in_one_transaction(session, &statements).await;
        let (word, error) = match &outcome {
            Ok(()) => (Outcome::Done, None),
            Err(error) => (Outcome::Failed, Some(error.to_string())),
        };
        let mut written = Ok(());
        for row in rows {
            let closed = log::log_finish(session, row, word, error.as_deref(), started.elapsed(), None).await;
            written = written.and(closed);
        }
        match outcome {
            Ok(()) => {}
            Err(NotRecorded::Not(source)) => return Err(failed("recording the version")(source)),
            Err(NotRecorded::Unknown(source)) => {
                return Err(EngineError::RecordUnknown {
                    target: self.target.url.to_string(),
                    source: Box::new(source),
                });
            }
        }
        self.heads.clone_from(after);
        self.draft_text = draft;
        self.halfway = None;
        self.needs_comparison = true;
        // What is committed is done, whatever the log says; the next run puts its row right.
        if let Err(error) = written {
            (self.observer)(Event::LogNotWritten {
                why: error.to_string(),
            });
        }
        Ok(())
    }
}

/// Why a version was not recorded.
#[derive(Debug, thiserror::Error)]
enum NotRecorded {
    /// It was rolled back.
    #[error(transparent)]
    Not(#[from] DatabaseError),
    /// The connection broke during the commit.
    #[error(transparent)]
    Unknown(DatabaseError),
}

async fn in_one_transaction(session: &mut Session, statements: &[String]) -> Result<(), NotRecorded> {
    session.begin().await?;
    for statement in statements {
        if let Err(error) = session.execute(statement).await {
            // Fails only on a broken connection, which rolls back by itself.
            session.rollback().await.ok();
            return Err(error.into());
        }
    }
    match session.commit().await {
        Err(error) if error.kind == Kind::ConnectionLost => Err(NotRecorded::Unknown(error)),
        outcome => Ok(outcome?),
    }
}
