//! Answers to open questions: a person's, and the assistant.

use std::path::PathBuf;

use clap::Args;
use dazzle_engine::answers::{NoRename, Rename};

use super::RevisionFlags;

/// Answers to what looks like a rename.
#[derive(Debug, Args)]
pub struct AnswerFlags {
    /// Something was renamed: Task=Job for a table, Task.title=Task.name for a column; may be given many times
    #[arg(long, value_name = "OLD=NEW")]
    pub rename: Vec<Rename>,

    /// Something goes and was not renamed: Task.title, or Task.title=Task.name; may be given many times
    #[arg(long, value_name = "OLD[=NEW]")]
    pub not_renamed: Vec<NoRename>,

    /// Read such answers from a file: rename = ["Task.title=Task.name"], not_renamed = ["Task.note"]
    #[arg(long, value_name = "FILE")]
    pub decisions: Vec<PathBuf>,
}

/// The assistant in another command.
#[derive(Debug, Args)]
pub struct AssistFlags {
    /// Ask a language model about open questions and unfilled seams; what it proposes is proved first
    #[arg(long)]
    pub assist: bool,

    /// With --assist: write what was proved without asking; not in production
    #[arg(long, requires = "assist")]
    pub accept_proven: bool,
}

/// `assist`
#[derive(Debug, Args)]
pub struct Assist {
    /// The revision with the seam; what is open, when not given
    pub target: Option<String>,

    /// Send some rows of the tables concerned, too; shows them and asks first
    #[arg(long)]
    pub with_samples: bool,

    /// With --with-samples: send the rows without asking
    #[arg(short, long, requires = "with_samples")]
    pub yes: bool,

    /// Write what was proved without asking; not in production
    #[arg(long)]
    pub accept_proven: bool,

    #[command(flatten)]
    pub revision: RevisionFlags,

    #[command(flatten)]
    pub answers: AnswerFlags,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
