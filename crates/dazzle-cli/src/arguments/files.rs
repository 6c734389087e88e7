//! What the commands take that write revision files.

use clap::Args;
use dazzle_engine::seams::FillRequest;
use dazzle_history::RevisionId;
use dazzle_sql::casts::ColumnCast;

use super::{AnswerFlags, AssistFlags};

/// How the new revision is to be.
#[derive(Debug, Args)]
pub struct RevisionFlags {
    /// What the revision does, in your words; made from its operations when not given
    #[arg(short, long)]
    pub message: Option<String>,

    /// The id of the revision; made up when not given
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<RevisionId>,

    /// The revision it follows, where the history has several heads
    #[arg(long, value_name = "REV")]
    pub head: Option<String>,

    /// How a column's values become those of its new type: Task.amount='round({column})', or
    /// Task.amount@sqlite=… for one dialect; may be given many times
    #[arg(long, value_name = "COLUMN=SQL")]
    pub using: Vec<ColumnCast>,

    /// What rows that exist get in a column that becomes required, or instead of enum values that go:
    /// Task.region=unknown; may be given many times
    #[arg(long, value_name = "TABLE.COLUMN=VALUE")]
    pub fill: Vec<FillRequest>,
}

/// `revision`
#[derive(Debug, Args)]
pub struct Revision {
    #[command(flatten)]
    pub revision: RevisionFlags,

    /// Make a revision without operations, to be written by hand
    #[arg(long)]
    pub empty: bool,

    #[command(flatten)]
    pub answers: AnswerFlags,

    /// Accept what would be asked: what looks like a rename is a drop and an add
    #[arg(short, long)]
    pub yes: bool,

    #[command(flatten)]
    pub assist: AssistFlags,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `merge`
#[derive(Debug, Args)]
pub struct Merge {
    /// The heads to bring together; all of them when none is named
    pub revisions: Vec<String>,

    /// What the revision does, in your words
    #[arg(short, long)]
    pub message: Option<String>,

    /// The id of the revision; made up when not given
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<RevisionId>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
