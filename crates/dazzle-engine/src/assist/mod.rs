//! `dazzle db assist`: what is open in a revision is put to a language model, and what it says is proved.
//!
//! [`open`] finds what is open; where nothing is, nobody is asked. [`propose`] asks, holds the answer against the
//! limits of `dazzle-assist`, and proves it on a scratch database ([`crate::prove`]); a failure goes back with its
//! reason, up to the number of attempts that the project allows. What passes is a value: a file as it is and as it
//! would be. [`accept`] writes it; whether that is to be done is for a person to say.

mod asking;
mod driver;
mod job;
mod samples;

use std::path::PathBuf;

use dazzle_assist::{DriverError, Proposal, edit};
use dazzle_history::{Provenance, Revision, file};

use crate::prove::Proof;
use crate::{EngineError, Migrations, Project};

pub use asking::{Asked, Asking, AssistEvent, Failure, propose};
pub use driver::driver_of;
pub use job::{Job, Wanted, open};
pub use samples::take_samples;

/// How a proposal comes to be accepted. It is part of its provenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptance {
    /// A person looks at it.
    Person,
    /// What is proven is accepted.
    Proven,
}

impl Acceptance {
    /// The words in the file and the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "by a person",
            Self::Proven => "as proven",
        }
    }
}

/// A proposal that was proved and is not written yet.
#[derive(Debug)]
pub struct Proposed {
    /// The file that would change; none where it would be new.
    pub path: Option<PathBuf>,
    /// Its text now; empty where it would be new.
    pub old: String,
    /// Its text with the proposal.
    pub new: String,
    /// The revision as it would be.
    pub revision: Revision,
    /// What was proposed, why, and what was proved.
    pub provenance: Provenance,
    /// The proof.
    pub proof: Proof,
}

/// Writes the file, and says where it is.
///
/// # Errors
/// When the file was changed by somebody else since, or cannot be written.
pub fn accept(project: &Project, proposed: &Proposed) -> Result<PathBuf, EngineError> {
    let mut migrations = Migrations::load(project)?;
    match &proposed.path {
        Some(path) => {
            migrations.replace(project, path, &proposed.old, &proposed.new)?;
            Ok(path.clone())
        }
        None => {
            let path = migrations.add(project, &proposed.revision)?;
            let plain = file::render(&proposed.revision);
            migrations.replace(project, &path, &plain, &proposed.new)?;
            Ok(path)
        }
    }
}

/// The text of the file with the proposal in it.
fn edited(job: &Job, proposal: &Proposal, provenance: &Provenance) -> Result<String, EngineError> {
    match &job.file {
        Some((path, text)) => {
            let shown = path.display().to_string();
            edit::apply(&shown, text, &job.task.revision, proposal, provenance).map_err(|error| {
                EngineError::Refused {
                    reason: format!("`{shown}`: {error}"),
                    hint: "the file was left as it is".to_owned(),
                }
            })
        }
        None => Ok(format!(
            "{}\n{}",
            file::render(&proposal.revision),
            file::render_provenance(provenance)
        )),
    }
}

/// Why nobody can be asked, as an error of the command.
#[must_use]
pub fn driver_error(error: &DriverError) -> EngineError {
    EngineError::Refused {
        reason: error.to_string(),
        hint: error.hint().to_owned(),
    }
}
