//! The version set without running anything: for `stamp`, `baseline` and `verify --adopt`.

use std::collections::BTreeSet;
use std::time::Instant;

use dazzle_db::log::{self, LogEntry, Outcome};
use dazzle_db::{DatabaseError, Session, version};
use dazzle_history::{History, RevisionId, checksum};

use super::Runner;
use crate::EngineError;
use crate::draft::StandingDraft;
use crate::error::database_error;

impl Runner<'_> {
    /// Records that the database is at `after` and has `draft` there, with a row in the log for each revision that
    /// counts as applied from here on.
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
        if gone.is_empty() && come.is_empty() && draft == self.draft_text {
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
        if draft != self.draft_text {
            statements.extend(version::set_draft_sql(dialect, draft.as_deref()));
        }
        let outcome = in_one_transaction(session, &statements).await;
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
        self.heads.clone_from(after);
        self.draft_text = draft;
        Ok(())
    }
}

async fn in_one_transaction(session: &mut Session, statements: &[String]) -> Result<(), DatabaseError> {
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
