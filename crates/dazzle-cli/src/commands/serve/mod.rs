//! `dazzle serve`: the application that the DSL describes.
//!
//! With `--local` the database follows the files; without, the guard decides whether it starts, and nothing is ever
//! written to schema or history.

mod board;
mod guarded;
mod listen;
mod local;
mod logging;
mod served;

use std::path::Path;

use dazzle_engine::EngineError;

use super::Outcome;
use crate::arguments::Serve;
use crate::shell::Shell;

/// Serves until it is interrupted.
pub async fn serve(shell: Shell, folder: &Path, flags: &Serve) -> Result<Outcome, EngineError> {
    logging::start(flags);
    if flags.local {
        local::serve(shell, folder, flags).await
    } else {
        guarded::serve(shell, folder, flags).await
    }
}
