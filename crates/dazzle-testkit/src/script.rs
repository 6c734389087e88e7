//! Scripts, run by the databases' own programs, which stop at the first error.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::postgres::{self, TestDatabase};
use crate::sqlite::TempSqlite;

impl TestDatabase {
    /// Runs a script with `psql`.
    ///
    /// # Errors
    /// What `psql` said, and the script.
    ///
    /// # Panics
    /// When `psql` is not there.
    pub fn run_script(&self, script: &str) -> Result<(), String> {
        let mut command = Command::new(postgres::client_program("psql"));
        command
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", &self.url_text])
            .env("PGCLIENTENCODING", "UTF8")
            .env("PGOPTIONS", "-c client_min_messages=warning");
        run(command, script)
    }
}

impl TempSqlite {
    /// Runs a script with `sqlite3`.
    ///
    /// # Errors
    /// What `sqlite3` said, and the script.
    ///
    /// # Panics
    /// When `sqlite3` is not there.
    pub fn run_script(&self, script: &str) -> Result<(), String> {
        let mut command = Command::new("sqlite3");
        command.arg("-bail").arg(&self.path);
        run(command, script)
    }
}

fn run(mut command: Command, script: &str) -> Result<(), String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql and sqlite3 are needed: apt-get install postgresql-client sqlite3");
    // A program that stopped at an error no longer reads.
    child.stdin.take().unwrap().write_all(script.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}\n{script}", String::from_utf8_lossy(&output.stderr)))
}
