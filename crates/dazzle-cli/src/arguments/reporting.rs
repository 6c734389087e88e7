//! What the commands take that only look.

use clap::{Args, Subcommand, value_parser};
use dazzle_history::{RevisionRange, Target};
use dazzle_schema::Dialect;

use super::{AnswerFlags, JsonOnly};

/// `status`, `check`
#[derive(Debug, Args)]
pub struct Compared {
    /// Print JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub answers: AnswerFlags,
}

/// `history`
#[derive(Debug, Args)]
pub struct History {
    /// Only these revisions: FROM:TO, either side may be left out
    #[arg(allow_hyphen_values = true)]
    pub range: Option<RevisionRange>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// A revision, the start of one, or head
    pub revision: String,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `plan`
#[derive(Debug, Args)]
pub struct Plan {
    /// head, heads, a revision or the start of one, +N
    #[arg(default_value = "heads", allow_hyphen_values = true)]
    pub target: Target,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `prove`
#[derive(Debug, Args)]
pub struct Prove {
    /// Revisions or the starts of them [default: the heads]
    #[arg(value_name = "REV")]
    pub revisions: Vec<String>,

    /// Prove for this dialect; may be given many times [default: the database's]
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Vec<Dialect>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `log`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Log {
    #[command(subcommand)]
    pub command: Option<LogCommand>,

    /// How many attempts, the latest first
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 20)]
    #[arg(value_parser = value_parser!(u32).range(1..))]
    pub limit: u32,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What can be done with the log beside reading it.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Whether the log is as it was written; exits 3 when a row was altered, removed or moved
    Verify(JsonOnly),
}
