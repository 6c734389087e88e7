//! What can be typed.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::RangedU64ValueParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, value_parser};
use dazzle_engine::answers::{NoRename, Rename};
use dazzle_engine::seams::FillRequest;
use dazzle_history::{RevisionId, RevisionRange, Target, duration};
use dazzle_schema::Dialect;
use dazzle_sql::casts::ColumnCast;

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

/// `guard`
#[derive(Debug, Args)]
pub struct Guard {
    /// The database; else the profile of DAZZLE_ENV, DATABASE_URL (also from .env), or `[database] url`
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,

    /// How many seconds a question to the database may take [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = seconds(1))]
    pub statement_timeout: Option<u64>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// At the desk: the database follows every save, without a question; what is unsafe is left out and said
    #[arg(long)]
    pub local: bool,

    /// The database; else the profile of DAZZLE_ENV, DATABASE_URL (also from .env), `[database] url`, or, at the
    /// desk, the embedded SQLite file
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,

    /// The address to listen on; 0.0.0.0 is every one of this machine
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1",
        conflicts_with = "local"
    )]
    pub host: IpAddr,

    /// The port to listen on; 0 is any that is free [default: 8000, with --local the next that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// How the log is written, to stderr [default: text, with --local only what goes wrong]
    #[arg(long, value_name = "FORM", value_enum)]
    pub log_format: Option<LogFormat>,

    /// How many seconds lie between two checks of the guard, which /readyz tells of
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = seconds(1), conflicts_with = "local")]
    pub recheck: u64,

    /// How many seconds to wait for another run on the same database to end
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = seconds(0), requires = "local")]
    pub lock_timeout: u64,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines to read.
    Text,
    /// One JSON object in each line.
    Json,
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

/// `status`, `check`
#[derive(Debug, Args)]
pub struct Compared {
    /// Print JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub answers: AnswerFlags,
}

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

    /// Do not look at the rows
    #[arg(long)]
    pub no_rows: bool,

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
