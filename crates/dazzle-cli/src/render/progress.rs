//! What is shown while revisions run: a bar for a person who watches, plain lines otherwise.

use std::time::Duration;

use dazzle_engine::Event;
use dazzle_history::Direction;
use indicatif::{ProgressBar, ProgressStyle};

use crate::shell::Shell;

/// Shows events as they come.
pub struct Progress {
    shell: Shell,
    bar: Option<ProgressBar>,
    waited: Option<Duration>,
}

impl Progress {
    /// Shows nothing yet.
    pub const fn new(shell: Shell) -> Self {
        Self {
            shell,
            bar: None,
            waited: None,
        }
    }

    /// Shows one event.
    pub fn show(&mut self, event: Event) {
        match event {
            Event::Waiting(info) => self.waiting(&info),
            Event::Crashed(revisions) => self.shell.warning(format_args!(
                "an earlier run died in the middle of {}; what it had not committed was rolled back",
                if revisions.is_empty() {
                    "its work".to_owned()
                } else {
                    revisions.join(", ")
                }
            )),
            Event::Baselined(done) => super::adoption::baselined(self.shell, &done),
            Event::RevisionStarted {
                revision,
                position,
                total,
                ..
            } => {
                if self.shell.is_watched() {
                    let bar = ProgressBar::new(0);
                    if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {msg}") {
                        bar.set_style(style);
                    }
                    bar.set_prefix(format!("{}/{total} {revision}", position + 1));
                    self.bar = Some(bar);
                }
            }
            Event::Step { summary, done, total } => {
                if let Some(bar) = &self.bar {
                    bar.set_length(total as u64);
                    bar.set_position(done as u64);
                    bar.set_message(summary);
                }
            }
            Event::LogNotWritten { why } => {
                self.clear();
                self.shell
                    .warning(format_args!("the log could not be written: {why}"));
            }
            Event::Retrying { why, pause } => self.talk(&format!("{why}: trying again in {pause:?}")),
            Event::SeamPassed { why } => self.talk(&format!("nothing to fill in: {why}")),
            Event::RevisionWritten { path, operations } => {
                if !self.shell.is_json() {
                    self.shell.item("wrote", path);
                    for operation in operations {
                        self.shell.line(format_args!("          {operation}"));
                    }
                }
            }
            Event::RevisionRemoved { path } => {
                self.clear();
                if !self.shell.is_json() {
                    self.shell.item("removed", path);
                }
            }
            Event::DraftTakenOff { operations } => {
                self.clear();
                if !self.shell.is_json() {
                    self.shell.item("draft", "taken off");
                    for operation in operations {
                        self.shell.line(format_args!("          {operation}"));
                    }
                }
            }
            Event::RevisionDone {
                revision,
                message,
                direction,
                statements,
                duration,
            } => {
                self.clear();
                if !self.shell.is_json() {
                    let word = match direction {
                        Direction::Upgrade => "applied",
                        Direction::Downgrade => "reverted",
                    };
                    let noun = if statements == 1 {
                        "statement"
                    } else {
                        "statements"
                    };
                    self.shell.item(
                        word,
                        format_args!("{revision}  {message} ({statements} {noun}, {duration:.0?})"),
                    );
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Says that we wait: at once, and then every five seconds.
    fn waiting(&mut self, info: &dazzle_db::WaitInfo) {
        let due = self
            .waited
            .is_none_or(|waited| info.waited >= waited + Duration::from_secs(5));
        if due {
            self.waited = Some(info.waited);
            let holder = info
                .holder
                .as_ref()
                .map(|holder| format!(" ({holder})"))
                .unwrap_or_default();
            self.talk(&format!(
                "waiting for another run on this database to end{holder}"
            ));
        }
    }

    fn talk(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => self.shell.talk(text),
        }
    }
}
