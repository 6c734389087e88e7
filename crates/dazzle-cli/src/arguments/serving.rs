//! What `serve` and `guard` take.

use std::net::IpAddr;

use clap::{Args, ValueEnum};

use super::seconds;

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
