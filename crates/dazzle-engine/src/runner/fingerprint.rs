//! The fingerprint of the catalogue that is recorded with the version, so that the guard can tell with one query
//! that nothing has changed since.
//!
//! It is only ever taken of a catalogue that is as history says: one that was so before operations that the schema
//! model follows, or one that a full comparison found equal. Else none is recorded, and whoever wants to know has to
//! compare.

use std::collections::BTreeSet;

use dazzle_db::{DatabaseError, Row, Session, mark, version};
use dazzle_history::{History, RevisionId};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;
use dazzle_sql::inspection::CatalogueOptions;
use dazzle_sql::{digest_query, postgresql};

use super::Runner;
use crate::inspection::is_other_tools;
use crate::{EngineError, Obstacle, Project, verify};

/// The fingerprint of a catalogue from the rows of its digest, without Dazzle's own tables, those in which other
/// tools keep their history, and those that `ignore` names.
pub(crate) fn fingerprint(dialect: Dialect, digest: &[Row], ignore: &[String]) -> String {
    let options = CatalogueOptions {
        ignore: ignore.to_vec(),
    };
    let own = [version::VERSION_TABLE, dazzle_db::log::LOG_TABLE];
    dazzle_sql::fingerprint(dialect, digest, &|table| {
        own.iter().any(|name| name.eq_ignore_ascii_case(table))
            || is_other_tools(table)
            || options.ignores(table)
    })
}

/// Reads the fingerprint inside the open transaction, and leaves the session's settings as they are.
async fn read(session: &mut Session, ignore: &[String]) -> Result<String, DatabaseError> {
    let dialect = session.dialect();
    let digest = digest_query(dialect);
    let rows = match dialect {
        Dialect::Sqlite => session.query(digest).await?,
        Dialect::Postgresql => {
            let settings = postgresql::queries::SETTINGS;
            // Compiling the digest's plan takes longer than running it.
            let sql = format!(
                "SAVEPOINT dazzle_digest;\nSET LOCAL jit = off;\n{settings};\n{digest};\nROLLBACK TO SAVEPOINT dazzle_digest;\n\
                 RELEASE SAVEPOINT dazzle_digest"
            );
            let mut rows = session.query(&sql).await?;
            // The row of the settings has one cell.
            rows.retain(|row| row.len() == 2);
            rows
        }
    };
    Ok(fingerprint(dialect, &rows, ignore))
}

/// Whether the schema after the operation is known without looking. SQL of a person's own may do more than it says.
fn is_followed(operation: &Operation) -> bool {
    !matches!(operation, Operation::Execute(_) | Operation::DataMigration(_))
}

impl Runner<'_> {
    /// The same, for a project: with what it wants to be left alone, and not to be shown.
    #[must_use]
    pub fn of_project(mut self, project: &Project) -> Self {
        self.ignore.clone_from(&project.settings.ignore);
        self.project = Some(project.clone());
        self
    }

    /// Whether the catalogue is what it was when it was last known to be as history says. In the transaction.
    pub(super) async fn is_as_recorded(&mut self) -> Result<bool, Obstacle> {
        let now = read(&mut self.session, &self.ignore).await?;
        Ok(match mark::read_mark(&mut self.session).await? {
            Some(mark) => {
                now == mark.fingerprint
                    && mark
                        .heads
                        .iter()
                        .map(String::as_str)
                        .eq(standing(&self.heads, self.draft_text.is_some()))
            }
            // A database on which nothing is to be and nothing is.
            None => {
                self.heads.is_empty()
                    && self.draft_text.is_none()
                    && now == fingerprint(self.session.dialect(), &[], &self.ignore)
            }
        })
    }

    /// Records the fingerprint for `heads` (and a draft) in the transaction that moves them, if it is known that the
    /// catalogue is as they say; else takes the old one away.
    pub(super) async fn mark(
        &mut self,
        (heads, has_draft): (&BTreeSet<RevisionId>, bool),
        was_as_recorded: bool,
        operations: &[Operation],
    ) -> Result<(), Obstacle> {
        let is_known = was_as_recorded && operations.iter().all(is_followed);
        let taken = if is_known {
            Some(read(&mut self.session, &self.ignore).await?)
        } else {
            None
        };
        let heads: Vec<&str> = standing(heads, has_draft).collect();
        for statement in mark::set_mark_sql(self.session.dialect(), &heads, taken.as_deref()) {
            self.session.execute(&statement).await?;
        }
        self.needs_comparison = !is_known;
        Ok(())
    }

    /// At the end of a run: where no fingerprint could be recorded, the database is compared with history, and one
    /// is recorded if they are equal. That the comparison cannot be made is no failure of the run.
    pub async fn settle(&mut self, project: &Project, history: &History) -> Result<(), EngineError> {
        if !self.needs_comparison {
            return Ok(());
        }
        self.needs_comparison = false;
        let Ok(before) = self.read_now().await else {
            return Ok(());
        };
        let found = verify::drift(
            project,
            self.target,
            history,
            &mut self.session,
            &self.options.session,
        )
        .await;
        if !found.is_ok_and(|found| found.comparison.is_equal()) {
            return Ok(());
        }
        self.lock.check().await.map_err(|source| EngineError::Lock {
            target: self.target.url.to_string(),
            source: Box::new(source),
        })?;
        // A database that does not take the note has to be compared again; what was to be done is done.
        self.note(&before).await.ok();
        Ok(())
    }

    async fn read_now(&mut self) -> Result<String, DatabaseError> {
        self.session.begin().await?;
        let taken = read(&mut self.session, &self.ignore).await;
        self.session.rollback().await.ok();
        taken
    }

    /// Records `taken` if it still holds.
    async fn note(&mut self, taken: &str) -> Result<(), DatabaseError> {
        self.session.begin().await?;
        let outcome = async {
            let recorded = version::read_heads(&mut self.session).await?.into_heads();
            let is_unmoved = recorded
                .iter()
                .map(String::as_str)
                .eq(self.heads.iter().map(RevisionId::as_str))
                && version::read_draft(&mut self.session).await? == self.draft_text;
            if !is_unmoved || read(&mut self.session, &self.ignore).await? != taken {
                return Ok(());
            }
            let heads: Vec<&str> = standing(&self.heads, self.draft_text.is_some()).collect();
            for statement in mark::set_mark_sql(self.session.dialect(), &heads, Some(taken)) {
                self.session.execute(&statement).await?;
            }
            Ok(())
        }
        .await;
        match outcome {
            Ok(()) => self.session.commit().await,
            Err(error) => {
                self.session.rollback().await.ok();
                Err(error)
            }
        }
    }
}

/// What the fingerprint is for: the heads, and the draft where there is one.
fn standing(heads: &BTreeSet<RevisionId>, has_draft: bool) -> impl Iterator<Item = &str> {
    let draft = has_draft.then_some(mark::WITH_DRAFT);
    draft.into_iter().chain(heads.iter().map(RevisionId::as_str))
}
