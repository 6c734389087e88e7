//! What the page of a local server shows, gathered as things happen.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use dazzle_db::SessionOptions;
use dazzle_dsl::{Diagnostic, SourceFile};
use dazzle_engine::dev::{LeftOut, Reason, Synchronised};
use dazzle_engine::log::{self, LogRow, Outcome};
use dazzle_engine::{DatabaseTarget, EngineError, Event, Migrations, Project, with_causes};
use dazzle_history::{History, Target};
use dazzle_ops::Operation;
use dazzle_server::page::{self, Page};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::render::errors;

/// How many rows of the log are shown, and how many things that happened.
const LOG_ROWS: u32 = 50;
const HAPPENED: usize = 30;

/// Keeps the page as things are. The page ends with the value.
pub struct Board {
    page: Page,
    shown: watch::Sender<Arc<Page>>,
}

impl Board {
    /// Nothing is known yet but what is served.
    pub fn new(project: &Project, database: &DatabaseTarget) -> Self {
        let page = Page {
            time_zone: TimeZone::system(),
            ..Page::new(&project.settings.name, database.url.to_string())
        };
        let shown = watch::Sender::new(Arc::new(page.clone()));
        Self { page, shown }
    }

    /// The routes of the page.
    pub fn router(&self) -> Router {
        page::router(self.shown.subscribe())
    }

    /// Something happened that changed no table.
    pub fn changed(&mut self, path: &str) {
        self.note(format!("`{path}` was saved"));
    }

    /// Something that a run did.
    pub fn progress(&mut self, event: &Event) {
        match event {
            Event::RevisionDone {
                revision, message, ..
            } => {
                self.note(format!("applied revision {revision} ({message})"));
            }
            Event::Baselined(done) => {
                self.note(format!(
                    "described what was there as revision {}",
                    done.revision.id
                ));
            }
            Event::LogNotWritten { why } => self.note(format!("the log could not be written: {why}")),
            Event::Waiting(_) => {
                self.page.trouble =
                    Some("another run works on the database; waiting for it to end".to_owned());
                self.show();
            }
            _ => {}
        }
    }

    /// The database is as the files say, as far as that is safe.
    ///
    /// # Errors
    /// When history or log cannot be read.
    pub async fn synchronised(
        &mut self,
        project: &Project,
        database: &DatabaseTarget,
        done: &Synchronised,
    ) -> Result<(), EngineError> {
        for operation in &done.drafted {
            self.note(operation.clone());
        }
        let history = Migrations::load(project)?.history;
        self.page.database = database.url.to_string();
        self.page.project.clone_from(&project.settings.name);
        self.page.entities = page::entities(&done.model.model, done.model.language.naming);
        self.page.schema = done.schema.clone();
        self.page.revisions = revisions(&history, done);
        self.page.draft = done.draft.iter().map(Operation::summary).collect();
        self.page.left_out = done.left_out.iter().map(left_out).collect();
        self.page.diagnostics = diagnostics(&done.model.files, &done.model.diagnostics);
        self.page.trouble = None;
        self.page.log = log::read(database, &SessionOptions::default(), LOG_ROWS)
            .await?
            .iter()
            .map(attempt)
            .collect();
        self.show();
        Ok(())
    }

    /// It is as it was before.
    pub fn failed(&mut self, error: &EngineError) {
        match error {
            EngineError::Dsl {
                files,
                diagnostics: found,
            } => {
                self.page.diagnostics = diagnostics(files, found);
                self.page.trouble = None;
                let served = if self.page.entities.is_empty() {
                    "nothing is served before it is mended"
                } else {
                    "what was served is served on"
                };
                self.note(format!("the DSL has a mistake; {served}"));
            }
            other => {
                self.page.diagnostics = Vec::new();
                let mut text = with_causes(other);
                if let Some(hint) = errors::hint(other) {
                    text.push_str("; ");
                    text.push_str(&hint);
                }
                self.page.trouble = Some(text);
                self.note("the database was not brought to the files".to_owned());
            }
        }
        self.show();
    }

    fn note(&mut self, what: String) {
        let happening = page::Happening {
            at: Timestamp::now(),
            what,
        };
        self.page.happened.insert(0, happening);
        self.page.happened.truncate(HAPPENED);
        self.show();
    }

    fn show(&self) {
        self.shown.send_replace(Arc::new(self.page.clone()));
    }
}

fn revisions(history: &History, done: &Synchronised) -> Vec<page::Revision> {
    let at: BTreeSet<_> = done.at.iter().cloned().collect();
    let pending: BTreeSet<&str> = history
        .upgrade_path(&at, &Target::Heads)
        .map(|path| path.iter().map(|it| it.id.as_str()).collect())
        .unwrap_or_default();
    history
        .revisions()
        .map(|revision| page::Revision {
            id: revision.id.to_string(),
            message: revision.message.clone(),
            created_at: revision.created_at,
            parents: revision.parents.iter().map(ToString::to_string).collect(),
            operations: revision.upgrade.iter().map(Operation::summary).collect(),
            standing: if pending.contains(revision.id.as_str()) {
                page::Standing::Pending
            } else {
                page::Standing::Applied
            },
        })
        .collect()
}

fn left_out(left_out: &LeftOut) -> page::LeftOut {
    page::LeftOut {
        reason: match left_out.reason {
            Reason::LosesData => page::Reason::LosesData,
            Reason::MayBeRename => page::Reason::MayBeRename,
            Reason::Rows => page::Reason::Rows,
            Reason::NeedsValues => page::Reason::NeedsValues,
            Reason::NotPlanned => page::Reason::NotPlanned,
            Reason::NotDone => page::Reason::NotDone,
            Reason::Revision => page::Reason::Revision,
        },
        what: left_out.what.clone(),
        why: left_out.why.clone(),
        sample: left_out.sample.clone(),
        next: left_out.next.clone(),
    }
}

fn attempt(row: &LogRow) -> page::Attempt {
    page::Attempt {
        // A time that somebody else wrote is shown as the oldest there is.
        started_at: row.started_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        who: format!("{} on {}", row.who, row.host),
        revision: row.revision.clone(),
        direction: row.direction.as_str().to_owned(),
        outcome: row.outcome.map(|outcome| match outcome {
            Outcome::Done => page::Outcome::Done,
            Outcome::Failed => page::Outcome::Failed,
            Outcome::Interrupted => page::Outcome::Interrupted,
            Outcome::Crashed => page::Outcome::Crashed,
        }),
        duration: row.duration,
        error: row.error.clone(),
    }
}

fn diagnostics(files: &[SourceFile], found: &[Diagnostic]) -> Vec<page::Diagnostic> {
    found
        .iter()
        .map(|it| page::Diagnostic {
            severity: it.severity.as_str().to_owned(),
            message: it.message.clone(),
            place: it.primary.and_then(|span| {
                let file = files.get(span.file)?;
                let position = file.position(span);
                Some(page::Place {
                    file: file.path.clone(),
                    line: position.line,
                    column: position.column,
                    width: position.width,
                    line_text: position.line_text.to_owned(),
                })
            }),
            help: it.help.clone(),
        })
        .collect()
}
