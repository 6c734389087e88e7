//! The witness as a process: a database's address goes in, what it sees comes out.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

use dazzle_db::DatabaseUrl;
use serde_json::Value;

/// A running `witness.py`. One process answers for many databases, since its start takes longer than its answers.
pub struct Witness {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Witness {
    /// Starts it, with all that it needs installed.
    pub fn start() -> Self {
        let mut child = Command::new(python())
            .arg(scripts().join("witness.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            questions: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// What it sees in the database at `url`.
    pub fn look(&mut self, url: &DatabaseUrl) -> Value {
        writeln!(self.questions, "{url}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer)
            .unwrap_or_else(|error| panic!("the witness failed at {url} ({error}); see above"))
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        // It only reads, so it may be stopped at any point.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/witness")
}

/// A Python with what `requirements.txt` asks for, installed when that file has changed.
fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("witness");
        let python = folder.join("bin/python");
        let wanted = std::fs::read_to_string(scripts().join("requirements.txt")).unwrap();
        let installed = folder.join("installed.txt");
        if std::fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) || !python.exists() {
            let hint =
                "the witness needs Python's venv and pip: run `apt-get install python3-venv`, with a network";
            run(
                Command::new("python3")
                    .args(["-m", "venv", "--clear"])
                    .arg(&folder),
                hint,
            );
            run(
                Command::new(&python)
                    .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                    .args(["--no-deps", "--require-hashes", "-r"])
                    .arg(scripts().join("requirements.txt")),
                hint,
            );
            std::fs::write(&installed, &wanted).unwrap();
        }
        python
    })
}

fn run(command: &mut Command, hint: &str) {
    let output = command.output().unwrap_or_else(|error| panic!("{error}: {hint}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}\n{hint}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
