//! The `dazzle` command: arguments, wording, colour, exit codes. What it does is in `dazzle-engine`.
//!
//! Data goes to stdout, talk and errors to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not up to
//! date; nothing else.

mod arguments;
mod commands;
mod render;
mod shell;
mod signals;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    // Only a server has work for more than one thread.
    let mut builder = match arguments.command {
        arguments::Command::Serve(_) => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            shell::Shell::new(false).error(&format!("cannot start: {error}"), None);
            return ExitCode::from(1);
        }
    };
    runtime.block_on(commands::run(arguments))
}
