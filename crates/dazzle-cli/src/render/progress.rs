//! What is shown while revisions run: a bar for a person who watches, plain lines otherwise.

use std::time::Duration;

use dazzle_engine::Event;
use dazzle_history::Direction;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use crate::shell::Shell;

/// Shows events as they come.
pub struct Progress {
    shell: Shell,
    bar: Option<ProgressBar>,
    waited: Option<Duration>,
    /// When in the backfill a line was last printed.
    said: Option<Duration>,
}

/// Between two lines about a backfill, where nobody watches.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Rows of all, rows in a second, and the time that is left at that pace.
fn pace(done: u64, total: u64, elapsed: Duration) -> String {
    let millis = elapsed.as_millis().max(1);
    let rate = u128::from(done) * 1000 / millis;
    let left = u128::from(total.saturating_sub(done)) * 1000 / rate.max(1);
    let left = Duration::from_secs(u64::try_from(left / 1000).unwrap_or(u64::MAX));
    format!(
        "{done} of {total} rows, {rate} rows/s, {} left",
        HumanDuration(left)
    )
}

impl Progress {
    /// Shows nothing yet.
    pub const fn new(shell: Shell) -> Self {
        Self {
            shell,
            bar: None,
            waited: None,
            said: None,
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
            Event::Batch {
                done, total, elapsed, ..
            } => self.batch(done, total, elapsed),
            Event::TakenBack { half_done, duration } => {
                self.clear();
                if !self.shell.is_json() {
                    self.shell.item(
                        "took back",
                        format_args!(
                            "{}: what was done of its {} ({duration:.0?})",
                            half_done.revision, half_done.direction
                        ),
                    );
                }
            }
            Event::LogNotWritten { why } => {
                self.clear();
                self.shell
                    .warning(format_args!("the log could not be written: {why}"));
            }
            Event::Retrying { why, pause } => self.talk(&format!("{why}: trying again in {pause:?}")),
            Event::SeamPassed { why } => self.talk(&format!("nothing to fill in: {why}")),
            Event::Proved { rows, open } => {
                if !self.shell.is_json() {
                    self.shell.item("proved", super::proof::unasked(rows, open));
                }
            }
            Event::NotProved { why } => self
                .shell
                .warning(format_args!("the new revision could not be proved: {why}")),
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

    /// How far a backfill has come: on the bar, or else in a line every few seconds.
    fn batch(&mut self, done: u64, total: u64, elapsed: Duration) {
        let text = pace(done, total, elapsed);
        if let Some(bar) = &self.bar {
            bar.set_message(text);
            return;
        }
        if self
            .said
            .is_none_or(|said| elapsed >= said + BETWEEN_LINES || elapsed < said)
        {
            self.said = Some(elapsed);
            self.shell.talk(text);
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
