//! `assist`, and `--assist` elsewhere: what is open is put to a language model; what is proved is shown, and written
//! when it is accepted.

mod report;

use dazzle_db::SessionOptions;
use dazzle_engine::assist::{
    Acceptance, Asked, Asking, AssistEvent, Failure, Job, Proposed, Wanted, accept, driver_error, driver_of,
    open, propose, take_samples,
};
use dazzle_engine::prove::{ProveOptions, Scratch};
use dazzle_engine::revision::Request;
use dazzle_engine::{DatabaseTarget, EngineError, Interrupt, Migrations, Obstacle, Project};
use dazzle_history::RevisionId;
use serde_json::{Value, json};

use self::report::{Report, difference};
use super::{Context, Files, Outcome, answers};
use crate::arguments::{Assist, AssistFlags};
use crate::render::json;
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// `dazzle db assist`: asks about what is open, wherever it is.
pub async fn assist(context: &Context, flags: Assist) -> Result<Outcome, EngineError> {
    let place = Place::of_context(context);
    let terms = Terms {
        accept_proven: flags.accept_proven,
        with_samples: flags.with_samples,
        send_unasked: flags.yes,
    };
    let mut assistant = Assistant::new(context.shell, &context.project, terms)?;
    let (applied, _) = dazzle_engine::current::current(&context.database, &context.options.session).await?;
    let request = Request {
        message: flags.revision.message,
        id: flags.revision.rev_id,
        parent: flags.revision.head,
        casts: flags.revision.using,
        answers: answers::given(&flags.answers)?,
        fills: flags.revision.fill,
        empty: false,
    };
    assistant.put(place, &request, flags.target, &applied).await?;
    if context.shell.is_json() {
        context.shell.value(&assistant.report.value());
    } else if !assistant.report.has_asked {
        context
            .shell
            .line("nothing is open: no question, and no seam without statements");
    }
    Ok(assistant.end())
}

/// Where it is asked.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    project: &'a Project,
    database: &'a DatabaseTarget,
    session: &'a SessionOptions,
}

impl<'a> Place<'a> {
    /// The database of the command.
    pub const fn of_context(context: &'a Context) -> Self {
        Self {
            project: &context.project,
            database: &context.database,
            session: &context.options.session,
        }
    }

    /// The database that is configured: SQL is asked for in its dialect.
    ///
    /// # Errors
    /// When none is.
    pub fn of_files(files: &'a Files) -> Result<Self, EngineError> {
        let Some(database) = &files.database else {
            // It is known that this fails; this says why.
            DatabaseTarget::resolve(&files.project, None)?;
            return Err(EngineError::Refused {
                reason: "`--assist` has to know which database the SQL is for".to_owned(),
                hint: "pass `--database-url`".to_owned(),
            });
        };
        Ok(Self {
            project: &files.project,
            database,
            session: &files.options.session,
        })
    }
}

/// What the assistant may do without asking a person.
#[derive(Clone, Copy, Default)]
struct Terms {
    /// Write what was proved.
    accept_proven: bool,
    /// Send rows.
    with_samples: bool,
    /// Send them without asking.
    send_unasked: bool,
}

/// The assistant in one run of a command.
pub struct Assistant {
    shell: Shell,
    terms: Terms,
    report: Report,
}

impl Assistant {
    fn new(shell: Shell, project: &Project, terms: Terms) -> Result<Self, EngineError> {
        if terms.accept_proven && project.environment.mode(&project.settings)?.is_production() {
            return Err(EngineError::Refused {
                reason: "`--accept-proven` is not for production".to_owned(),
                hint: "let the assistant propose in development, and have the file reviewed".to_owned(),
            });
        }
        Ok(Self {
            shell,
            terms,
            report: Report::new(shell),
        })
    }

    /// The assistant of another command, if `--assist` was given.
    ///
    /// # Errors
    /// When what is proved is to be accepted in production.
    pub fn if_wanted(
        shell: Shell,
        project: &Project,
        flags: &AssistFlags,
    ) -> Result<Option<Self>, EngineError> {
        let terms = Terms {
            accept_proven: flags.accept_proven,
            ..Terms::default()
        };
        flags.assist.then(|| Self::new(shell, project, terms)).transpose()
    }

    /// Asks about what stopped a command, where that is a question or a seam that nobody filled. Whether the answer
    /// is written now; none where something else stopped it.
    ///
    /// # Errors
    /// When nobody could be asked, or the answer could not be written.
    pub async fn settle(
        &mut self,
        place: Place<'_>,
        request: &Request,
        error: &EngineError,
    ) -> Result<Option<bool>, EngineError> {
        let stopped_by = match error {
            EngineError::NotApplied { source, .. } => source,
            error => error,
        };
        match stopped_by {
            EngineError::Questions(_) => {
                // Seams of what is written already are not what stopped it.
                let heads = Migrations::load(place.project)?.history.heads();
                let written: Vec<RevisionId> = heads.into_iter().collect();
                self.put(place, request, None, &written).await.map(Some)
            }
            EngineError::Run { revision, source, .. } => match **source {
                Obstacle::UnfilledSeam { .. } => self.fill(place, request, revision).await.map(Some),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// Asks about the seams of a revision that no database has. Whether they are filled now.
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    pub async fn fill(
        &mut self,
        place: Place<'_>,
        request: &Request,
        revision: &RevisionId,
    ) -> Result<bool, EngineError> {
        self.put(place, request, Some(revision.to_string()), &[]).await
    }

    /// Asks once for the questions and once for the seams of the revision that they lead to, or for the seams of one
    /// revision. Whether what was open is written now.
    async fn put(
        &mut self,
        place: Place<'_>,
        request: &Request,
        mut target: Option<String>,
        applied: &[RevisionId],
    ) -> Result<bool, EngineError> {
        // Once what was renamed is known, the revision that it leads to may have seams.
        for _ in 0..2 {
            let wanted = Wanted {
                revision: target.as_deref(),
                dialect: place.database.dialect(),
                applied,
                request: request.clone(),
            };
            let Some(job) = open(place.project, &wanted)? else {
                break;
            };
            self.report.has_asked = true;
            let was_written = job.path().is_some();
            match self.one(place, job).await {
                Ok(Some(revision)) if !was_written => target = Some(revision.to_string()),
                Ok(Some(_)) => break,
                Ok(None) => return Ok(false),
                Err(error) => {
                    self.report.calls();
                    return Err(error);
                }
            }
        }
        Ok(true)
    }

    /// Whether a revision file was written or changed.
    pub const fn has_written(&self) -> bool {
        !self.report.written.is_empty()
    }

    /// `value`, what the command says as JSON, with what the assistant did.
    pub fn with_report(this: Option<&Self>, mut value: Value) -> Value {
        if let (Some(this), Some(object)) = (this, value.as_object_mut()) {
            object.insert("assist".to_owned(), this.report.value());
        }
        value
    }

    /// The end of a command that `error` stopped, and whose answer was not written.
    pub fn give_up(self, error: &EngineError) -> Outcome {
        if self.shell.is_json() {
            self.shell
                .value(&Self::with_report(Some(&self), json::error(error)));
        }
        self.end()
    }

    /// Says how often a model was called, and what is open still.
    pub fn end(self) -> Outcome {
        self.report.end()
    }

    /// Asks about one job. Gives the revision whose file was written.
    async fn one(&mut self, place: Place<'_>, mut job: Job) -> Result<Option<RevisionId>, EngineError> {
        let (shell, project) = (self.shell, place.project);
        let Self { terms, report, .. } = self;
        let (driver, settings) = driver_of(project)?;
        if terms.with_samples {
            job.task.samples = take_samples(&job, place.database, place.session).await?;
            if !may_send(shell, &job, terms.send_unasked).await? {
                report.is_open = true;
                return Ok(None);
            }
        }
        for seam in &job.task.seams {
            shell_talk(shell, format_args!("open: {}", seam.seam.why));
        }
        for question in &job.task.questions {
            shell_talk(
                shell,
                format_args!("open: {} ({})", question.text, question.evidence),
            );
        }
        let scratch = Scratch::of_project(project, place.database.dialect()).await?;
        let asking = Asking {
            driver: &driver,
            max_attempts: settings.max_attempts,
            scratch: &scratch,
            prove: ProveOptions::default(),
            acceptance: if terms.accept_proven {
                Acceptance::Proven
            } else {
                Acceptance::Person
            },
        };
        let mut observer = |event| match event {
            AssistEvent::Asking(number) => {
                shell_talk(
                    shell,
                    format_args!("asking {} {} (attempt {number})", driver.word(), driver.model()),
                );
            }
            AssistEvent::Proving => shell_talk(shell, "proving the answer on a scratch database"),
            AssistEvent::NotAccepted(reason) => shell_talk(shell, format_args!("not accepted: {reason}")),
        };
        let interrupt = Interrupt::new();
        let work = propose(&job, &asking, &interrupt, &mut observer);
        let Asked { calls, outcome } = until_interrupted(work, &interrupt).await;
        scratch.close().await;
        report.calls += calls;
        let proposed = match outcome {
            Ok(proposed) => proposed,
            Err(Failure::Driver(error)) => return Err(driver_error(&error)),
            Err(Failure::Engine(error)) => return Err(error),
            Err(Failure::NoneAccepted(reasons)) => {
                report.refused = reasons;
                return Ok(None);
            }
        };
        show(shell, &proposed);
        let is_accepted =
            terms.accept_proven || (shell.can_ask() && shell.ask("write this into the revision file?").await);
        report.proposed(&proposed);
        if !is_accepted {
            report.is_open = true;
            report.needs_flag = !shell.can_ask();
            return Ok(None);
        }
        let path = project.display_path(&accept(project, &proposed)?);
        report.wrote(&path);
        Ok(Some(proposed.revision.id.clone()))
    }
}

/// Shows the rows that would be sent, and asks.
async fn may_send(shell: Shell, job: &Job, is_allowed: bool) -> Result<bool, EngineError> {
    if job.task.samples.is_empty() {
        return Ok(true);
    }
    for sample in &job.task.samples {
        let columns: Vec<&str> = sample.columns.iter().map(AsRef::as_ref).collect();
        shell_talk(
            shell,
            format_args!("would send rows of {}: {}", sample.table, columns.join(", ")),
        );
        for row in &sample.rows {
            shell_talk(shell, format_args!("  {}", json!(row)));
        }
    }
    if is_allowed {
        return Ok(true);
    }
    if !shell.can_ask() {
        return Err(EngineError::Refused {
            reason: "nobody is here to allow that these rows are sent; nothing was sent".to_owned(),
            hint: "pass `--yes` if they may be sent, or leave `--with-samples` out".to_owned(),
        });
    }
    Ok(shell.ask("send these rows?").await)
}

/// Shows why, what was proved, and the change of the file.
fn show(shell: Shell, proposed: &Proposed) {
    if shell.is_json() {
        return;
    }
    shell.line(format_args!("reason: {}", proposed.provenance.reason));
    for step in &proposed.provenance.proven {
        shell.line(format_args!("proved: {step}"));
    }
    shell.line(difference(proposed).trim_end());
}

fn shell_talk(shell: Shell, text: impl std::fmt::Display) {
    if !shell.is_json() {
        shell.talk(text);
    }
}
