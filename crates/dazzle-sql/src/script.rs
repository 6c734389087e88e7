//! Steps as a whole script that `psql -v ON_ERROR_STOP=1 -f` or `sqlite3 -bail` runs.
//!
//! Each revision is one transaction, but for what must be committed `ahead` of it and, on PostgreSQL, for batched seams, whose batches are
//! committed one by one: `before`, guards, steps, bookkeeping. What a runner would ask and decide is
//! in the script as statements that fail: on PostgreSQL a `DO` block that raises, on SQLite an `INSERT` into a
//! temporary table whose check has the message for its name.

use std::collections::BTreeMap;

use dazzle_ops::HazardCode;
use dazzle_schema::Dialect;

use crate::quote::{quote_identifier, quote_literal};
use crate::{Action, Precheck, Seam, Step, sqlite};

/// A revision in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptRevision {
    /// Which revision it is, for a comment.
    pub heading: String,
    /// Statements that come before its transaction, each by itself; PostgreSQL alone has such.
    pub ahead: Vec<String>,
    /// Statements that come first in its transaction.
    pub before: Vec<String>,
    /// Queries, each with the words behind its number, that stop the script unless they give 0.
    pub guards: Vec<(String, String)>,
    /// Statements behind the guards, before the steps.
    pub prepare: Vec<String>,
    /// What it does.
    pub steps: Vec<Step>,
    /// For the position of a batched seam the statements that record that the operations before it are done: on
    /// PostgreSQL they are committed before its batches.
    pub halfway: BTreeMap<usize, Vec<String>>,
    /// Statements that record it, to be run after the steps in the same transaction.
    pub bookkeeping: Vec<String>,
}

/// The script.
#[must_use]
pub fn render(dialect: Dialect, revisions: &[ScriptRevision]) -> String {
    let mut lines = vec![match dialect {
        Dialect::Postgresql => "-- Run it with: psql -v ON_ERROR_STOP=1 -f FILE URL".to_owned(),
        Dialect::Sqlite => "-- Run it with: sqlite3 -bail DATABASE < FILE".to_owned(),
    }];
    if dialect == Dialect::Sqlite {
        // Inside a transaction the pragma would be ignored.
        lines.push("PRAGMA foreign_keys = OFF;".to_owned());
    }
    for revision in revisions {
        lines.push(String::new());
        lines.push(comment(&revision.heading));
        match dialect {
            Dialect::Postgresql => postgresql(revision, &mut lines),
            Dialect::Sqlite => sqlite(revision, &mut lines),
        }
    }
    if dialect == Dialect::Sqlite {
        lines.push(String::new());
        lines.push("PRAGMA foreign_keys = ON;".to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn postgresql(revision: &ScriptRevision, lines: &mut Vec<String>) {
    lines.extend(revision.ahead.iter().map(|text| ended(text)));
    postgresql_begin(lines);
    lines.extend(revision.before.iter().map(|text| ended(text)));
    lines.extend(
        revision
            .guards
            .iter()
            .map(|(count, words)| postgresql_stop(count, &one_line(words), None)),
    );
    lines.extend(revision.prepare.iter().map(|text| ended(text)));
    for step in &revision.steps {
        lines.push(String::new());
        lines.push(comment(&step.summary));
        for precheck in &step.prechecks {
            lines.push(postgresql_stop(&precheck.count, &message(precheck), None));
        }
        match &step.action {
            Action::Statements(statements) => lines.extend(statements.iter().map(|text| ended(text))),
            Action::Seam(seam) => {
                let message = format!("rows are not in order: {}", one_line(&seam.why));
                match &seam.batches {
                    None => lines.push(postgresql_stop(&seam.until, &message, Some(&seam.sql))),
                    Some(batches) => {
                        let done = step.operations.first().copied().unwrap_or_default();
                        lines.extend(
                            revision
                                .halfway
                                .get(&done)
                                .into_iter()
                                .flatten()
                                .map(|text| ended(text)),
                        );
                        lines.push("COMMIT;".to_owned());
                        lines.push(batches.block(without_end(&seam.until), &seam.sql));
                        postgresql_begin(lines);
                        lines.push(postgresql_stop(&seam.until, &message, None));
                    }
                }
            }
        }
    }
    lines.push(String::new());
    lines.extend(revision.bookkeeping.iter().map(|text| ended(text)));
    lines.push("COMMIT;".to_owned());
}

fn postgresql_begin(lines: &mut Vec<String>) {
    lines.push("BEGIN;".to_owned());
    lines.push("SET LOCAL TIME ZONE 'UTC';".to_owned());
    lines.push("SET LOCAL DateStyle = 'ISO, YMD';".to_owned());
    lines.push("SET LOCAL standard_conforming_strings = on;".to_owned());
    lines.push("SET LOCAL lock_timeout = '5s';".to_owned());
}

/// A block that stops the script unless `count` gives 0; with `repair`, after that was tried.
///
/// Without `use_column` a column called `found` would be ambiguous: PL/pgSQL has a variable of that name in every
/// block, besides ours.
fn postgresql_stop(count: &str, message: &str, repair: Option<&str>) -> String {
    let count = without_end(count);
    let repair = repair.map(str::trim).filter(|sql| !sql.is_empty());
    let all = format!("{count}{message}{}", repair.unwrap_or_default());
    let fence = fence(&all, "dazzle");
    let mut block = format!(
        "DO {fence}\n#variable_conflict use_column\nDECLARE\n    found bigint;\nBEGIN\n    found := (\n{count}\n    );\n"
    );
    if let Some(repair) = repair {
        let inner = self::fence(&all, "sql");
        block.push_str(&format!(
            "    IF found IS DISTINCT FROM 0 THEN\n        EXECUTE {inner}\n{repair}\n{inner};\n        found := (\n{count}\n        );\n    END IF;\n"
        ));
    }
    block.push_str(&format!(
        "    IF found IS DISTINCT FROM 0 THEN\n        RAISE EXCEPTION USING MESSAGE = coalesce(found::text, 'no number of') || {};\n    END IF;\nEND\n{fence};",
        quote_literal(&format!(" {message}"))
    ));
    block
}

/// A dollar quote that does not occur in `text`.
pub(crate) fn fence(text: &str, tag: &str) -> String {
    let mut tag = tag.to_owned();
    while text.contains(&format!("${tag}$")) {
        tag.push('_');
    }
    format!("${tag}$")
}

fn sqlite(revision: &ScriptRevision, lines: &mut Vec<String>) {
    lines.push("BEGIN IMMEDIATE;".to_owned());
    lines.extend(revision.before.iter().map(|text| ended(text)));
    lines.extend(
        revision
            .guards
            .iter()
            .flat_map(|(count, words)| sqlite_stop(count, &one_line(words))),
    );
    lines.extend(revision.prepare.iter().map(|text| ended(text)));
    let rebuilds = revision
        .steps
        .iter()
        .flat_map(|step| &step.hazards)
        .any(|hazard| hazard.code == HazardCode::TableRebuild);
    if rebuilds {
        lines.push(format!(
            "CREATE TEMP TABLE \"_dazzle_before\" AS SELECT ({}) AS \"violations\";",
            sqlite::queries::FOREIGN_KEY_VIOLATIONS
        ));
    }
    for step in &revision.steps {
        lines.push(String::new());
        lines.push(comment(&step.summary));
        for precheck in &step.prechecks {
            lines.extend(sqlite_stop(&precheck.count, &message(precheck)));
        }
        match &step.action {
            Action::Statements(statements) => lines.extend(statements.iter().map(|text| ended(text))),
            Action::Seam(seam) => lines.extend(sqlite_seam(seam)),
        }
    }
    lines.push(String::new());
    if rebuilds {
        let more = format!(
            "SELECT max(0, ({}) - (SELECT \"violations\" FROM temp.\"_dazzle_before\"))",
            sqlite::queries::FOREIGN_KEY_VIOLATIONS
        );
        lines.extend(sqlite_stop(
            &more,
            "more rows than before point to a row that is not there",
        ));
        lines.push("DROP TABLE temp.\"_dazzle_before\";".to_owned());
    }
    lines.extend(revision.bookkeeping.iter().map(|text| ended(text)));
    lines.push("COMMIT;".to_owned());
}

/// A script of SQLite cannot decide: the statements always run, and must leave rows alone that are in order.
fn sqlite_seam(seam: &Seam) -> Vec<String> {
    let mut lines = Vec::new();
    if !seam.sql.trim().is_empty() {
        lines.push(ended(&match &seam.batches {
            Some(batches) => batches.statements_at_once(&seam.sql),
            None => seam.sql.clone(),
        }));
    }
    let message = format!("rows are not in order: {}", one_line(&seam.why));
    lines.extend(sqlite_stop(&seam.until, &message));
    lines
}

fn sqlite_stop(count: &str, message: &str) -> [String; 3] {
    [
        format!(
            "CREATE TEMP TABLE \"_dazzle_stop\" (\"rows\", CONSTRAINT {} CHECK (\"rows\" = 0));",
            quote_identifier(message)
        ),
        format!(
            "INSERT INTO temp.\"_dazzle_stop\" VALUES (coalesce((\n{}\n), -1));",
            without_end(count)
        ),
        "DROP TABLE temp.\"_dazzle_stop\";".to_owned(),
    ]
}

fn message(precheck: &Precheck) -> String {
    one_line(&precheck.message)
}

fn comment(text: &str) -> String {
    format!("-- {}", one_line(text))
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn without_end(query: &str) -> &str {
    query.trim().trim_end_matches(';').trim_end()
}

/// The statement with its semicolon, which must not end up in a comment.
fn ended(statement: &str) -> String {
    let statement = statement.trim();
    let last_line = statement.lines().next_back().unwrap_or_default();
    if statement.ends_with(';') && !last_line.contains("--") {
        statement.to_owned()
    } else if last_line.contains("--") {
        format!("{statement}\n;")
    } else {
        format!("{statement};")
    }
}
