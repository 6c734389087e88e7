//! What the commands take that move a database.

use std::time::Duration;

use clap::{ArgGroup, Args};
use dazzle_engine::seams::FillRequest;
use dazzle_history::{RevisionId, Target, duration};
use dazzle_schema::Dialect;

use super::{AnswerFlags, AssistFlags, RevisionFlags};

/// What a run may do without asking, and how it reports.
#[derive(Debug, Args)]
pub struct MoveFlags {
    /// Lose data without asking
    #[arg(long)]
    pub allow_destructive: bool,

    /// Pause after each batch of a backfill: 50ms, 2s; else what the revision says
    #[arg(long, value_name = "PAUSE", value_parser = duration::parse)]
    pub throttle: Option<Duration>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Print the statements as a script instead of running them
    #[arg(long, conflicts_with = "json")]
    pub sql: bool,

    /// With --sql: write for this dialect, without looking at a database
    #[arg(long, requires = "sql", value_name = "DIALECT")]
    pub dialect: Option<Dialect>,
}

/// `migrate`
#[derive(Debug, Args)]
// A script asks nobody.
#[command(group = ArgGroup::new("asks").args(["sql", "assist"]))]
pub struct Migrate {
    #[command(flatten)]
    pub revision: RevisionFlags,

    #[command(flatten)]
    pub run: MoveFlags,

    #[command(flatten)]
    pub answers: AnswerFlags,

    /// Accept what would be asked, but no loss of data
    #[arg(short, long)]
    pub yes: bool,

    /// Do not try the new revision on a scratch database first
    #[arg(long)]
    pub no_prove: bool,

    /// Write nothing; exit 3 if there is something to migrate
    #[arg(long, conflicts_with_all = ["sql", "assist"])]
    pub check: bool,

    #[command(flatten)]
    pub assist: AssistFlags,
}

/// `upgrade`
#[derive(Debug, Args)]
pub struct Upgrade {
    /// Fill the seams of pending revisions that a value fills, in their files: Task.region=unknown; may be given
    /// many times
    #[arg(long, value_name = "TABLE.COLUMN=VALUE", conflicts_with = "sql")]
    pub fill: Vec<FillRequest>,

    /// head, heads, a revision or the start of one, +N, REV+N, REV-N
    #[arg(default_value = "heads", allow_hyphen_values = true)]
    pub target: Target,

    /// With --sql: where the script starts
    #[arg(long, requires = "sql", value_name = "TARGET")]
    pub from: Option<Target>,

    #[command(flatten)]
    pub run: MoveFlags,
}

/// `downgrade`
#[derive(Debug, Args)]
pub struct Downgrade {
    /// base, a revision or the start of one, -N, REV+N, REV-N
    #[arg(allow_hyphen_values = true)]
    pub target: Target,

    /// With --sql: where the script starts
    #[arg(long, requires = "sql", value_name = "TARGET")]
    pub from: Option<Target>,

    #[command(flatten)]
    pub run: MoveFlags,
}

/// `stamp`
#[derive(Debug, Args)]
pub struct Stamp {
    /// head, heads, base, a revision or the start of one, +N, -N, REV+N, REV-N
    #[arg(allow_hyphen_values = true)]
    pub target: Target,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `baseline`
#[derive(Debug, Args)]
pub struct Baseline {
    /// What the revision is, in your words
    #[arg(short, long)]
    pub message: Option<String>,

    /// The id of the revision; made up when not given
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<RevisionId>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `reset`
#[derive(Debug, Args)]
pub struct Reset {
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
