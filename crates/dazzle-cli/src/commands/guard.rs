//! `dazzle guard`: whether the application may start on the database.

use std::time::Duration;

use dazzle_db::SessionOptions;
use dazzle_engine::guard::{Guarded, Reason};
use dazzle_engine::{DatabaseTarget, EngineError, Project};
use serde_json::{Value, json};

use super::Outcome;
use crate::arguments::Guard;
use crate::render::json;
use crate::shell::Shell;

/// Checks, and says what stands in the way, each with what mends it.
pub async fn guard(
    shell: Shell,
    project: Result<Project, EngineError>,
    flags: &Guard,
) -> Result<Outcome, EngineError> {
    let project = project?;
    let database = DatabaseTarget::resolve(&project, flags.database_url.as_deref())?;
    let options = SessionOptions {
        statement_timeout: flags.statement_timeout.map(Duration::from_secs),
        read_only: true,
        ..SessionOptions::default()
    };
    let found = dazzle_engine::guard::guard(&project, &database, &options).await?;
    if shell.is_json() {
        let reasons = |all: &[Reason]| all.iter().map(reason).collect::<Value>();
        shell.value(&json!({
            "database": json::database(&database),
            "passed": found.is_passed(),
            "current": found.current,
            "heads": json::ids(&found.heads),
            "reasons": reasons(&found.reasons),
            "warnings": reasons(&found.warnings),
            "drift": {
                "policy": project.settings.guard_drift.as_str(),
                "checked_by": found.drift_check.as_str(),
            },
        }));
    } else {
        shell.item("database", &database);
        print(shell, &found);
    }
    Ok(if found.is_passed() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}

/// Each reason in one line, and what mends it in the next.
pub fn print(shell: Shell, found: &Guarded) {
    let all = [("refused", &found.reasons), ("warning", &found.warnings)];
    for (word, reasons) in all {
        for reason in reasons {
            shell.item(word, format_args!("{}: {reason}", reason.code()));
            shell.line(format_args!("          {}", reason.mend()));
        }
    }
    if found.is_passed() {
        let current = if found.current.is_empty() {
            "base".to_owned()
        } else {
            found.current.join(", ")
        };
        shell.item(
            "passed",
            format_args!("the database is at {current}, as files and DSL say"),
        );
    }
}

fn reason(reason: &Reason) -> Value {
    json!({
        "code": reason.code(),
        "message": reason.to_string(),
        "mend": reason.mend(),
        "revisions": reason.revisions(),
    })
}
