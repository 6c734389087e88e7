//! Asking, judging, proving; and again, with the reason why not.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use dazzle_assist::{Attempt, Conversation, Driver, DriverError, Proposal, Watch, digest};
use dazzle_history::{Direction, Provenance};

use super::{Acceptance, Job, Proposed, edited};
use crate::answers::Answers;
use crate::prove::{Proof, ProveOptions, Rows, Scratch, StepOutcome, prove};
use crate::revision::{Request, draft};
use crate::{EngineError, Interrupt, with_causes};

/// How long a program gets to end when a person stopped it.
const PATIENCE: Duration = Duration::from_secs(2);

/// How to ask.
#[derive(Debug)]
pub struct Asking<'a> {
    /// Who is asked.
    pub driver: &'a Driver,
    /// How often.
    pub max_attempts: u32,
    /// Where proposals are proved.
    pub scratch: &'a Scratch,
    /// How they are proved.
    pub prove: ProveOptions,
    /// How a proposal comes to be accepted.
    pub acceptance: Acceptance,
}

/// What a person may want to see meanwhile.
#[derive(Debug, Clone)]
pub enum AssistEvent {
    /// The model is asked, for the time given, from 1.
    Asking(u32),
    /// The answer keeps to the limits and is being proved.
    Proving,
    /// The answer was not accepted.
    NotAccepted(String),
}

/// What came of it.
#[derive(Debug)]
pub struct Asked {
    /// How often a model was called.
    pub calls: u32,
    /// A proposal that was proved, or why there is none.
    pub outcome: Result<Box<Proposed>, Failure>,
}

/// Why there is no proposal.
#[derive(Debug)]
pub enum Failure {
    /// Nobody could be asked, or a person stopped it.
    Driver(DriverError),
    /// No answer was accepted: why not, in order.
    NoneAccepted(Vec<String>),
    /// Something else stood in the way.
    Engine(EngineError),
}

/// Asks until an answer is proved, as often as is allowed. Nothing is written.
pub async fn propose(
    job: &Job,
    asking: &Asking<'_>,
    interrupt: &Interrupt,
    observer: &mut dyn FnMut(AssistEvent),
) -> Asked {
    let watch = Arc::new(Watch::default());
    let outcome = attempts(job, asking, &watch, interrupt, observer).await;
    Asked {
        calls: watch.calls.load(Ordering::Relaxed),
        outcome,
    }
}

async fn attempts(
    job: &Job,
    asking: &Asking<'_>,
    watch: &Arc<Watch>,
    interrupt: &Interrupt,
    observer: &mut dyn FnMut(AssistEvent),
) -> Result<Box<Proposed>, Failure> {
    let mut conversation = Conversation::new(&job.task);
    let mut reasons = Vec::new();
    for number in 1..=asking.max_attempts {
        observer(AssistEvent::Asking(number));
        let (answer, error) = match ask(asking.driver, &conversation, watch, interrupt).await {
            Ok(answer) => match judged(job, asking, &conversation, &answer, interrupt, observer).await {
                Ok(proposed) => return Ok(proposed),
                Err(Verdict::Wrong(reason)) => (answer, reason),
                Err(Verdict::Failed(error)) => return Err(Failure::Engine(error)),
            },
            // Another try may give a whole answer.
            Err(error @ (DriverError::Truncated | DriverError::Reply { .. })) => {
                (String::new(), error.to_string())
            }
            Err(error) => return Err(Failure::Driver(error)),
        };
        observer(AssistEvent::NotAccepted(error.clone()));
        reasons.push(error.clone());
        conversation.fail(Attempt { answer, error });
    }
    Err(Failure::NoneAccepted(reasons))
}

/// Asks on a thread of its own: what waits there cannot be stopped, and must not hold up the end of the process.
async fn ask(
    driver: &Driver,
    conversation: &Conversation,
    watch: &Arc<Watch>,
    interrupt: &Interrupt,
) -> Result<String, DriverError> {
    let (sender, mut answer) = tokio::sync::oneshot::channel();
    let (driver, conversation, shared) = (driver.clone(), conversation.clone(), Arc::clone(watch));
    std::thread::spawn(move || {
        // Nobody listens any more once a person has stopped it.
        sender.send(driver.ask(&conversation, &shared)).ok();
    });
    tokio::select! {
        answer = &mut answer => answer.unwrap_or(Err(DriverError::Stopped)),
        () = interrupt.requested() => {
            watch.stop.store(true, Ordering::Relaxed);
            // A program is ended with its children before we go.
            tokio::time::timeout(PATIENCE, answer).await.ok();
            Err(DriverError::Stopped)
        }
    }
}

/// Why an answer did not come through.
enum Verdict {
    /// It is wrong: the model is to know why.
    Wrong(String),
    /// Something else stood in the way.
    Failed(EngineError),
}

async fn judged(
    job: &Job,
    asking: &Asking<'_>,
    conversation: &Conversation,
    answer: &str,
    interrupt: &Interrupt,
    observer: &mut dyn FnMut(AssistEvent),
) -> Result<Box<Proposed>, Verdict> {
    let mut proposal = job
        .task
        .judge(answer)
        .map_err(|error| Verdict::Wrong(error.to_string()))?;
    if !job.questions.is_empty() {
        decide(job, &mut proposal)?;
    }
    observer(AssistEvent::Proving);
    let proof = prove(
        asking.scratch,
        &job.history,
        &proposal.revision,
        &asking.prove,
        interrupt,
    )
    .await
    .map_err(|failure| {
        if failure.is_disproof() {
            Verdict::Wrong(failure.to_string())
        } else {
            Verdict::Failed(EngineError::Refused {
                reason: failure.to_string(),
                hint: "the file was left as it is; `dazzle db prove` tries it again".to_owned(),
            })
        }
    })?;
    has_proved(&proof, job.questions.is_empty()).map_err(Verdict::Wrong)?;
    let provenance = Provenance {
        what: proposal.what(),
        driver: asking.driver.word().to_owned(),
        model: asking.driver.model(),
        request: conversation.digest(),
        answer: digest(answer),
        reason: proposal.reason.clone(),
        proven: steps_of(&proof),
        accepted: asking.acceptance.as_str().to_owned(),
    };
    let new = edited(job, &proposal, &provenance).map_err(Verdict::Failed)?;
    let (path, old) = match &job.file {
        Some((path, text)) => (Some(path.clone()), text.clone()),
        None => (None, String::new()),
    };
    Ok(Box::new(Proposed {
        path,
        old,
        new,
        revision: proposal.revision,
        provenance,
        proof,
    }))
}

/// Makes the revision anew with what the answer says was renamed.
fn decide(job: &Job, proposal: &mut Proposal) -> Result<(), Verdict> {
    let mut answers = Answers::default();
    for (question, is_renamed) in job.questions.iter().zip(&proposal.decisions) {
        if *is_renamed {
            answers.renames.push(question.yes());
        } else {
            answers.not_renamed.push(question.no());
        }
    }
    let mut request: Request = job.request.clone();
    request.answers.renames.extend(answers.renames);
    request.answers.not_renamed.extend(answers.not_renamed);
    let new = draft(&job.history, &job.model, &request, &[job.task.dialect])
        .map_err(|error| Verdict::Wrong(with_causes(&error)))?;
    match new {
        Some(new) if new.questions.is_empty() => {
            proposal.revision = new.revision;
            Ok(())
        }
        _ => Err(Verdict::Wrong(
            "questions are open after this answer, too".to_owned(),
        )),
    }
}

/// Whether the proof shows what must be shown: that the upgrade went through with rows, and left no seam open.
fn has_proved(proof: &Proof, seams_must_be_filled: bool) -> Result<(), String> {
    let open = proof
        .open
        .iter()
        .find(|seam| seam.direction == Direction::Upgrade);
    if let (Some(seam), true) = (open, seams_must_be_filled) {
        return Err(format!("a seam is still open: {}", seam.why));
    }
    let has_rows = proof.tables.iter().any(|table| table.rows > 0);
    if proof.rows == Rows::None && has_rows && seams_must_be_filled {
        let why = proof
            .steps
            .iter()
            .rev()
            .find(|step| step.outcome == StepOutcome::Stopped)
            .map_or_else(String::new, |step| format!(": {}", step.detail));
        return Err(format!("the upgrade did not go through with rows{why}"));
    }
    Ok(())
}

/// The steps that hold, in words.
fn steps_of(proof: &Proof) -> Vec<String> {
    proof
        .steps
        .iter()
        .filter(|step| step.outcome == StepOutcome::Holds)
        .map(|step| {
            format!(
                "{} {}, rows: {}",
                proof.dialect,
                step.kind.as_str(),
                step.rows.as_str()
            )
        })
        .collect()
}
