//! Runs the real `dazzle` binary.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Running, Terminal};

/// The binary in a folder, with an environment that does not depend on who runs the tests.
///
/// ```no_run
/// # let project = std::path::Path::new(".");
/// let dazzle = dazzle_testkit::Dazzle::new("/path/of/dazzle", project);
/// let output = dazzle.run(["db", "status"]);
/// assert_eq!(output.code, 0, "{output}");
/// ```
#[derive(Debug, Clone)]
pub struct Dazzle {
    binary: PathBuf,
    folder: PathBuf,
    environment: BTreeMap<String, OsString>,
}

/// What a run of the binary gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// The standard output.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
}

impl std::fmt::Display for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "exit code: {}\n--- stdout\n{}--- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }
}

impl Dazzle {
    /// The binary `binary`, which the calling test knows as `env!("CARGO_BIN_EXE_dazzle")`, in `folder`.
    pub fn new(binary: impl Into<PathBuf>, folder: &Path) -> Self {
        Self {
            binary: binary.into(),
            folder: folder.to_path_buf(),
            environment: BTreeMap::new(),
        }
    }

    /// The same with an environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.insert(name.to_owned(), value.into());
        self
    }

    /// Runs it to its end, with no terminal.
    ///
    /// # Panics
    /// When it cannot be started or writes something that is not UTF-8.
    pub fn run<I, S>(&self, arguments: I) -> Output
    where
        I: IntoIterator<Item = S>,
        S: Into<OsString>,
    {
        let output = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        Output {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts it and gives the process, to be killed or answered; its three streams are pipes. It ends with the
    /// value.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start<I, S>(&self, arguments: I) -> Running
    where
        I: IntoIterator<Item = S>,
        S: Into<OsString>,
    {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Running::new(command.spawn().unwrap())
    }

    /// Starts it at a terminal of its own, where it may ask.
    ///
    /// # Panics
    /// When `script` is not there, which belongs to util-linux.
    pub fn at_terminal(&self, arguments: &[&str]) -> Terminal {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
        let words: Vec<String> = std::iter::once(self.binary.to_str().unwrap())
            .chain(arguments.iter().copied())
            .map(quoted)
            .collect();
        let mut command = self.command_of(Path::new("script"));
        command
            // No shell stays between: some end by Ctrl-C themselves, whatever the command makes of it.
            .args([
                "--quiet",
                "--return",
                "--command",
                &format!("exec {}", words.join(" ")),
                "/dev/null",
            ])
            .env("SHELL", "/bin/sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let running = command
            .spawn()
            .unwrap_or_else(|error| panic!("script: {error}; install util-linux (apt-get install bsdutils)"));
        Terminal::new(Running::new(running))
    }

    fn command<I, S>(&self, arguments: I) -> Command
    where
        I: IntoIterator<Item = S>,
        S: Into<OsString>,
    {
        let mut command = self.command_of(&self.binary);
        command.args(arguments.into_iter().map(Into::into));
        command
    }

    /// A program in the folder, with an environment that does not depend on who runs the tests.
    fn command_of(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder);
        for (name, _) in std::env::vars_os() {
            let known = name.to_string_lossy();
            // What steers Dazzle or the driver, and what changes how text looks.
            let steers = ["DAZZLE_", "PG", "CLICOLOR", "FORCE_COLOR"]
                .iter()
                .any(|start| known.starts_with(start));
            if steers || known == "DATABASE_URL" {
                command.env_remove(&name);
            }
        }
        command
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .env("LC_ALL", "C.UTF-8");
        command.envs(&self.environment);
        command
    }
}
