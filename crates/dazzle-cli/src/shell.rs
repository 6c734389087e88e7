//! The terminal: data to stdout, talk to stderr, questions only where somebody can answer.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use owo_colors::OwoColorize as _;
use serde_json::Value;

use crate::signals::Signals;

/// Where output goes, and in which form.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    json: bool,
}

impl Shell {
    /// A shell that prints JSON or words.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether JSON is wanted.
    pub const fn is_json(self) -> bool {
        self.json
    }

    /// Whether somebody watches the talk.
    pub fn is_watched(self) -> bool {
        !self.json && std::io::stderr().is_terminal()
    }

    /// Whether somebody can answer a question.
    pub fn can_ask(self) -> bool {
        !self.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// A line of data. A reader that went away (`| head`) is no error; a full disk is, and ends the process, since
    /// half a script must not look like a whole one.
    pub fn line(self, text: impl std::fmt::Display) {
        let mut out = anstream::stdout().lock();
        if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
            && error.kind() != std::io::ErrorKind::BrokenPipe
        {
            self.error(&format!("cannot write the output: {error}"), None);
            std::process::exit(1);
        }
    }

    /// A line of data with a word in front: `applied  3f9c…`.
    pub fn item(self, word: &str, text: impl std::fmt::Display) {
        self.line(format_args!("{:<9} {text}", word.bold()));
    }

    /// Data as JSON.
    pub fn value(self, value: &Value) {
        self.line(format_args!("{value:#}"));
    }

    /// A line of talk.
    pub fn talk(self, text: impl std::fmt::Display) {
        writeln!(anstream::stderr().lock(), "{text}").ok();
    }

    /// A warning.
    pub fn warning(self, text: impl std::fmt::Display) {
        self.talk(format_args!("{} {text}", "warning:".yellow().bold()));
    }

    /// An error and what to do next.
    pub fn error(self, text: &str, hint: Option<&str>) {
        self.talk(format_args!("{} {text}", "error:".red().bold()));
        if let Some(hint) = hint {
            self.talk(format_args!("{} {hint}", "hint:".cyan().bold()));
        }
    }

    /// Asks a question that is answered with yes or no; no is the default, and what Ctrl-C means. Ask only if
    /// [`Self::can_ask`].
    pub async fn ask(self, question: &str) -> bool {
        let answer = self
            .answer(&format!("{question} [y/N]"))
            .await
            .unwrap_or_default();
        matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
    }

    /// Asks a question that is answered with a line; none after Ctrl-C or at the end of the input. Ask only if
    /// [`Self::can_ask`].
    pub async fn answer(self, question: &str) -> Option<String> {
        // Before the question: who answers it at once with Ctrl-C is heard, too.
        let signals = Signals::listen();
        write!(anstream::stderr().lock(), "{question} ").ok();
        let (sender, answer) = tokio::sync::oneshot::channel();
        // A thread of its own: reading a line cannot be stopped, and must not hold up the end of the process.
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = std::io::stdin().lock().read_line(&mut line);
            sender.send(read.map(|_| line)).ok();
        });
        tokio::select! {
            answer = answer => answer.ok().and_then(Result::ok).filter(|line| !line.is_empty()),
            () = signals.received() => {
                self.talk("");
                None
            }
        }
    }
}
