//! What the commands take that compare with a live database.

use std::path::PathBuf;

use clap::Args;
use dazzle_schema::Dialect;
use dazzle_sql::casts::ColumnCast;

use super::AnswerFlags;

/// `pull`
#[derive(Debug, Args)]
pub struct Pull {
    /// The folder to write to: in a project any folder, else the folder of the project to make [default: the
    /// project's first module folder]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// dsl, head, base, a revision, live, empty, a database URL, or a folder of DSL files
    #[arg(allow_hyphen_values = true)]
    pub from: String,

    /// What FROM is compared with, in the same forms
    #[arg(allow_hyphen_values = true)]
    pub to: String,

    #[command(flatten)]
    pub answers: AnswerFlags,

    /// Print the script that, run on FROM, makes it equal to TO
    #[arg(long, conflicts_with_all = ["json", "ops"])]
    pub sql: bool,

    /// With --sql: write for this dialect, where FROM is no database
    #[arg(long, requires = "sql", value_name = "DIALECT")]
    pub dialect: Option<Dialect>,

    /// With --sql and --ops: how a column's values become those of its new type: Task.amount='round({column})'; may
    /// be given many times
    #[arg(long, value_name = "COLUMN=SQL")]
    pub using: Vec<ColumnCast>,

    /// With --sql: a script that does not stop where rows would be lost
    #[arg(long, requires = "sql")]
    pub allow_destructive: bool,

    /// Print the operations in the form of a revision file
    #[arg(long, conflicts_with = "json")]
    pub ops: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// Write what was changed as a revision, recorded and not run
    #[arg(long, conflicts_with = "revert")]
    pub adopt: bool,

    /// Undo what was changed; prints the plan, and runs it only with --yes or when asked
    #[arg(long)]
    pub revert: bool,

    /// With --adopt: what the revision does, in your words
    #[arg(short, long, requires = "adopt")]
    pub message: Option<String>,

    /// With --revert: run it without asking
    #[arg(short, long, requires = "revert")]
    pub yes: bool,

    /// With --revert: lose data without asking
    #[arg(long, requires = "revert")]
    pub allow_destructive: bool,

    /// With --revert: how a column's values become those of the type it had: Task.amount='round({column})'; may be
    /// given many times
    #[arg(long, requires = "revert", value_name = "COLUMN=SQL")]
    pub using: Vec<ColumnCast>,

    #[command(flatten)]
    pub answers: AnswerFlags,

    /// Do not look at the rows
    #[arg(long)]
    pub no_rows: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
