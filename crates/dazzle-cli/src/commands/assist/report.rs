//! What the assistant did: said at the end.

use dazzle_engine::assist::Proposed;
use serde_json::{Value, json};
use similar::TextDiff;

use crate::commands::Outcome;
use crate::render::words::counted;
use crate::shell::Shell;

/// What is said at the end.
pub struct Report {
    shell: Shell,
    /// How often a model was called.
    pub calls: u32,
    /// Whether something was open.
    pub has_asked: bool,
    /// Whether a proposal was not accepted.
    pub is_open: bool,
    /// Whether that is since nobody was there to accept it.
    pub needs_flag: bool,
    /// Why answers were not accepted.
    pub refused: Vec<String>,
    /// What was proved.
    proposals: Vec<Value>,
    /// The files.
    pub written: Vec<String>,
}

impl Report {
    /// Nothing was asked yet.
    pub const fn new(shell: Shell) -> Self {
        Self {
            shell,
            calls: 0,
            has_asked: false,
            is_open: false,
            needs_flag: false,
            refused: Vec::new(),
            proposals: Vec::new(),
            written: Vec::new(),
        }
    }

    /// Takes down what was proved.
    pub fn proposed(&mut self, proposed: &Proposed) {
        let from = &proposed.provenance;
        self.proposals.push(json!({
            "revision": proposed.revision.id.as_str(),
            "what": from.what,
            "driver": from.driver,
            "model": from.model,
            "request": from.request,
            "answer": from.answer,
            "reason": from.reason,
            "proven": from.proven,
            "diff": difference(proposed),
        }));
    }

    /// Says that a file was written.
    pub fn wrote(&mut self, path: &str) {
        if !self.shell.is_json() {
            self.shell.item("wrote", path);
        }
        self.written.push(path.to_owned());
    }

    /// Says how often a model was called.
    pub fn calls(&self) {
        if !self.shell.is_json() {
            self.shell.talk(format_args!("model calls: {}", self.calls));
        }
    }

    /// What was asked and what came of it, as JSON.
    pub fn value(&self) -> Value {
        json!({
            "calls": self.calls,
            "open": self.has_asked,
            "proposals": self.proposals,
            "not_accepted": self.refused,
            "written": self.written,
        })
    }

    /// Says how often a model was called, and what is open still.
    pub fn end(self) -> Outcome {
        self.calls();
        if !self.refused.is_empty() {
            if !self.shell.is_json() {
                self.shell.error(
                    &format!(
                        "no answer was accepted in {}; the files were left as they are",
                        counted(self.refused.len(), "attempt")
                    ),
                    Some(
                        "fill the seam in by hand, or answer the question with `--rename` or `--not-renamed`",
                    ),
                );
            }
            return Outcome::Failed;
        }
        if self.is_open {
            if self.needs_flag && !self.shell.is_json() {
                self.shell.error(
                    "nobody is here to accept the proposal; it was not written into the file",
                    Some("run it at a terminal, or pass `--accept-proven`"),
                );
            }
            return Outcome::NotUpToDate;
        }
        Outcome::Done
    }
}

/// The change of the file.
pub fn difference(proposed: &Proposed) -> String {
    TextDiff::from_lines(&proposed.old, &proposed.new)
        .unified_diff()
        .context_radius(3)
        .to_string()
}
