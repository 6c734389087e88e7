//! What can be typed.

mod answering;
mod files;
mod live;
mod movement;
mod reporting;
mod serving;

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Parser, Subcommand, value_parser};

pub use answering::{AnswerFlags, Assist, AssistFlags};
pub use files::{Merge, Revision, RevisionFlags};
pub use live::{Diff, Pull, Verify};
pub use movement::{Baseline, Downgrade, Migrate, MoveFlags, Reset, Stamp, Upgrade};
pub use reporting::{Compared, History, Log, LogCommand, Plan, Prove, Show};
pub use serving::{Guard, LogFormat, Serve};

/// Databases count in milliseconds that fit into 31 bits, and take zero for "no limit".
const MAX_SECONDS: u64 = 2_000_000;

fn seconds(least: u64) -> RangedU64ValueParser {
    value_parser!(u64).range(least..=MAX_SECONDS)
}

/// Keeps a database in step with the entities that an application declares.
#[derive(Debug, Parser)]
#[command(name = "dazzle", version, propagate_version = true, max_term_width = 100)]
pub struct Arguments {
    /// Look for the project from this folder upwards instead of the current one
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new project in a folder of its own
    New {
        /// The project's name, and its folder's
        name: String,
    },
    /// Check the DSL and print everything that is found
    Check(JsonOnly),
    /// Whether the application may start on the database; writes nothing, exits 3 when it may not
    Guard(Guard),
    /// Serve the application; at the desk the database follows the DSL, else the guard decides
    Serve(Serve),
    /// Work with the database and its history
    Db(Box<DatabaseArguments>),
}

/// What every `db` command takes.
#[derive(Debug, Args)]
pub struct DatabaseArguments {
    /// The database; else the profile of DAZZLE_ENV, DATABASE_URL (also from .env), `[database] url`, or the
    /// embedded SQLite file
    #[arg(long, value_name = "URL", global = true)]
    pub database_url: Option<String>,

    /// How many seconds to wait for another run on the same database to end
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = seconds(0), global = true)]
    pub lock_timeout: u64,

    /// How many seconds a statement waits for a table that others use
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = seconds(1), global = true)]
    pub table_lock_timeout: u64,

    /// How many seconds a statement may run [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = seconds(1), global = true)]
    pub statement_timeout: Option<u64>,

    #[command(subcommand)]
    pub command: DatabaseCommand,
}

/// The commands on database and history.
#[derive(Debug, Subcommand)]
pub enum DatabaseCommand {
    /// Where the database is, what is pending, and what no revision holds
    Status(Compared),
    /// Write the difference between history and DSL as a revision, and apply it
    Migrate(Migrate),
    /// Write the difference between history and DSL as a revision, without applying it
    Revision(Revision),
    /// Apply pending revisions
    Upgrade(Upgrade),
    /// Take applied revisions back
    Downgrade(Downgrade),
    /// Take the last applied revision back
    Rollback(MoveFlags),
    /// The revisions the database is at
    Current(JsonOnly),
    /// The revisions of the project, the latest first
    History(History),
    /// The revisions that nothing follows
    Heads(JsonOnly),
    /// One revision, with its operations
    Show(Show),
    /// Bring several heads together in a revision without operations
    Merge(Merge),
    /// Record a revision as the database's version without running anything
    Stamp(Stamp),
    /// Describe a database that somebody else made in a first revision, recorded and not run
    Baseline(Baseline),
    /// Write DSL files from a live database
    Pull(Pull),
    /// How any two differ: dsl, head, a revision, live, empty, a database URL, a folder of DSL files
    Diff(Diff),
    /// What was changed behind history's back, and rows that break what the DSL says; exits 3 when there are any
    Verify(Verify),
    /// Whether history holds what the DSL says; needs no database, exits 3 when a revision is missing
    Check(Compared),
    /// The statements an upgrade would run, with their risks
    Plan(Plan),
    /// Try revisions on a scratch database with made-up rows; exits 3 when a seam is not filled
    Prove(Prove),
    /// Ask a language model about open questions and unfilled seams; what it proposes is proved first
    Assist(Assist),
    /// What was ever attempted on the database
    Log(Log),
    /// Development only: drop everything that history made
    Reset(Reset),
}

/// `--json`
#[derive(Debug, Args)]
pub struct JsonOnly {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
