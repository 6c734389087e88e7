//! `assist`: what is open is put to a language model; what is proved is shown, and written when it is accepted.

use dazzle_engine::assist::{
    Acceptance, Asked, Asking, AssistEvent, Failure, Job, Proposed, Wanted, accept, driver_error, driver_of,
    open, propose, take_samples,
};
use dazzle_engine::prove::{ProveOptions, Scratch};
use dazzle_engine::revision::Request;
use dazzle_engine::{EngineError, Interrupt};
use dazzle_history::RevisionId;
use serde_json::{Value, json};
use similar::TextDiff;

use super::{Context, Outcome, answers};
use crate::arguments::Assist;
use crate::render::words::counted;
use crate::shell::Shell;
use crate::signals::until_interrupted;

/// Asks about what is open, once for the questions and once for the seams of the revision that they lead to.
pub async fn assist(context: &Context, flags: Assist) -> Result<Outcome, EngineError> {
    let (shell, project) = (context.shell, &context.project);
    if flags.accept_proven && project.environment.mode(&project.settings)?.is_production() {
        return Err(EngineError::Refused {
            reason: "`--accept-proven` is not for production".to_owned(),
            hint: "let the assistant propose in development, and have the file reviewed".to_owned(),
        });
    }
    let (applied, _) = dazzle_engine::current::current(&context.database, &context.options.session).await?;
    let request = Request {
        message: flags.revision.message.clone(),
        id: flags.revision.rev_id.clone(),
        parent: flags.revision.head.clone(),
        casts: flags.revision.using.clone(),
        answers: answers::given(&flags.answers)?,
        ..Request::default()
    };
    let mut report = Report::new(shell);
    let mut target = flags.target.clone();
    // Once what was renamed is known, the revision that it leads to may have seams.
    for _ in 0..2 {
        let wanted = Wanted {
            revision: target.as_deref(),
            dialect: context.database.dialect(),
            applied: &applied,
            request: request.clone(),
        };
        let Some(job) = open(project, &wanted)? else {
            break;
        };
        report.has_asked = true;
        let was_written = job.path().is_some();
        match one(context, &flags, job, &mut report).await {
            Ok(Some(revision)) if !was_written => target = Some(revision.to_string()),
            Ok(_) => break,
            Err(error) => {
                report.calls();
                return Err(error);
            }
        }
    }
    Ok(report.end())
}

/// Asks about one job. Gives the revision whose file was written.
async fn one(
    context: &Context,
    flags: &Assist,
    mut job: Job,
    report: &mut Report,
) -> Result<Option<RevisionId>, EngineError> {
    let (shell, project) = (context.shell, &context.project);
    let (driver, settings) = driver_of(project)?;
    if flags.with_samples {
        job.task.samples = take_samples(&job, &context.database, &context.options.session).await?;
        if !may_send(shell, &job, flags.yes).await? {
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
    let scratch = Scratch::of_project(project, context.database.dialect()).await?;
    let asking = Asking {
        driver: &driver,
        max_attempts: settings.max_attempts,
        scratch: &scratch,
        prove: ProveOptions::default(),
        acceptance: if flags.accept_proven {
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
    show(context, &proposed);
    let is_accepted =
        flags.accept_proven || (shell.can_ask() && shell.ask("write this into the revision file?").await);
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
fn show(context: &Context, proposed: &Proposed) {
    let shell = context.shell;
    if shell.is_json() {
        return;
    }
    shell.line(format_args!("reason: {}", proposed.provenance.reason));
    for step in &proposed.provenance.proven {
        shell.line(format_args!("proved: {step}"));
    }
    shell.line(difference(proposed).trim_end());
}

/// The change of the file.
fn difference(proposed: &Proposed) -> String {
    TextDiff::from_lines(&proposed.old, &proposed.new)
        .unified_diff()
        .context_radius(3)
        .to_string()
}

fn shell_talk(shell: Shell, text: impl std::fmt::Display) {
    if !shell.is_json() {
        shell.talk(text);
    }
}

/// What is said at the end.
struct Report {
    shell: Shell,
    calls: u32,
    has_asked: bool,
    is_open: bool,
    needs_flag: bool,
    refused: Vec<String>,
    proposals: Vec<Value>,
    written: Vec<String>,
}

impl Report {
    const fn new(shell: Shell) -> Self {
        Self {
            shell,
            calls: 0,
            has_asked: false,
            is_open: false,
            needs_flag: false,
            refused: Vec::new(),
            proposals: Vec::new(),
            written: Vec::new(),
        }
    }

    fn proposed(&mut self, proposed: &Proposed) {
        let from = &proposed.provenance;
        self.proposals.push(json!({
            "revision": proposed.revision.id.as_str(),
            "what": from.what,
            "driver": from.driver,
            "model": from.model,
            "request": from.request,
            "answer": from.answer,
            "reason": from.reason,
            "proven": from.proven,
            "diff": difference(proposed),
        }));
    }

    fn wrote(&mut self, path: &str) {
        if !self.shell.is_json() {
            self.shell.item("wrote", path);
        }
        self.written.push(path.to_owned());
    }

    /// Says how often a model was called.
    fn calls(&self) {
        if !self.shell.is_json() {
            self.shell.talk(format_args!("model calls: {}", self.calls));
        }
    }

    fn end(self) -> Outcome {
        if self.shell.is_json() {
            self.shell.value(&json!({
                "calls": self.calls,
                "open": self.has_asked,
                "proposals": self.proposals,
                "not_accepted": self.refused,
                "written": self.written,
            }));
        } else if !self.has_asked {
            self.shell
                .line("nothing is open: no question, and no seam without statements");
        }
        self.calls();
        if !self.refused.is_empty() {
            if !self.shell.is_json() {
                self.shell.error(
                    &format!(
                        "no answer was accepted in {}; the files were left as they are",
                        counted(self.refused.len(), "attempt")
                    ),
                    Some(
                        "fill the seam in by hand, or answer the question with `--rename` or `--not-renamed`",
                    ),
                );
            }
            return Outcome::Failed;
        }
        if self.is_open {
            if self.needs_flag && !self.shell.is_json() {
                self.shell.error(
                    "nobody is here to accept the proposal; nothing was written",
                    Some("run it at a terminal, or pass `--accept-proven`"),
                );
            }
            return Outcome::NotUpToDate;
        }
        Outcome::Done
    }
}
