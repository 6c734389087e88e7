//! What is logged, and how.

use tracing::level_filters::LevelFilter;

use crate::arguments::{LogFormat, Serve};

/// Sends what is logged to stderr. At the desk only what goes wrong, unless a form is asked for.
pub fn start(flags: &Serve) {
    let level = if flags.local && flags.log_format.is_none() {
        LevelFilter::WARN
    } else {
        LevelFilter::INFO
    };
    let builder = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr);
    // Fails only where one was set already, which logs as well.
    match flags.log_format {
        Some(LogFormat::Json) => builder.json().flatten_event(true).try_init().ok(),
        Some(LogFormat::Text) | None => builder.with_ansi(false).try_init().ok(),
    };
}
