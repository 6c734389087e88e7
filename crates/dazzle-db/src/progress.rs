//! How far a revision has come that is not one transaction.
//!
//! It is a row of the version table, in the transaction of each step: the operations that are done, and in a seam that
//! goes through a table in batches the key of the last row that was brought in order. So a run that dies leaves exactly
//! what it had committed, and the next one goes on from there.

use dazzle_schema::Dialect;

use crate::error::DatabaseError;
use crate::literal;
use crate::log::Direction;
use crate::session::Session;
use crate::version::{PROGRESS_ROW, VERSION_TABLE, has_column, now_sql};

/// The form that is written. Another number is another version's.
const FORM: &str = "1";

/// How far a revision has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The revision.
    pub revision: String,
    /// Which way it goes: up or down.
    pub direction: Direction,
    /// How many of its operations are done.
    pub done: usize,
    /// A checksum of those.
    pub sum: String,
    /// How many rows of the seam that is next have been gone through, in all passes.
    pub rows: u64,
    /// What the seam goes by: table and key, in words. Empty before its first batch.
    pub over: String,
    /// The key of the last row gone through in this pass; an SQL literal for each column, none before the first batch.
    pub after: Vec<String>,
}

impl Progress {
    /// The text of the cell.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![format!(
            "{FORM} {} {} {} {} {}",
            self.revision,
            self.direction.as_str(),
            self.done,
            self.sum,
            self.rows
        )];
        lines.push(escaped(&self.over));
        lines.extend(self.after.iter().map(|literal| escaped(literal)));
        lines.join("\n")
    }

    /// Reads the cell; none where this version did not write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let mut words = lines.next()?.split(' ');
        let mut word = || words.next().filter(|word| !word.is_empty());
        if word()? != FORM {
            return None;
        }
        Some(Self {
            revision: word()?.to_owned(),
            direction: match word()? {
                "upgrade" => Direction::Upgrade,
                "downgrade" => Direction::Downgrade,
                _ => return None,
            },
            done: word()?.parse().ok()?,
            sum: word()?.to_owned(),
            rows: word()?.parse().ok()?,
            over: unescaped(lines.next()?),
            after: lines.map(unescaped).collect(),
        })
    }
}

/// On one line.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.push(match characters.next() {
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            }),
            other => text.push(other),
        }
    }
    text
}

/// The text that is recorded, if a revision is half done; none where there is no table.
///
/// # Errors
/// When the table cannot be read.
pub async fn read_progress(session: &mut Session) -> Result<Option<String>, DatabaseError> {
    if !has_column(session, VERSION_TABLE, "value").await? {
        return Ok(None);
    }
    let sql = format!(
        "SELECT coalesce(value, '') FROM {VERSION_TABLE} WHERE revision = {}",
        literal(PROGRESS_ROW)
    );
    Ok(session.query(&sql).await?.into_iter().flatten().flatten().next())
}

/// The statements that record `text` in place of what is there, or nothing: part of the transaction of the step.
#[must_use]
pub fn set_progress_sql(dialect: Dialect, text: Option<&str>) -> Vec<String> {
    let row = literal(PROGRESS_ROW);
    let mut statements = vec![format!("DELETE FROM {VERSION_TABLE} WHERE revision = {row}")];
    statements.extend(text.map(|text| {
        format!(
            "INSERT INTO {VERSION_TABLE} (revision, applied_at, value) VALUES ({row}, {}, {})",
            now_sql(dialect),
            literal(text)
        )
    }));
    statements
}

/// A query that gives 0 where no revision is half done, for scripts. Needs the version table.
#[must_use]
pub fn half_done_sql() -> String {
    format!(
        "SELECT count(*) FROM {VERSION_TABLE} WHERE revision = {}",
        literal(PROGRESS_ROW)
    )
}

/// Records `to` in place of `from`, in the open transaction; `false` where something else is recorded, or nothing.
///
/// # Errors
/// When the statement fails.
pub async fn advance_progress(session: &mut Session, from: &str, to: &str) -> Result<bool, DatabaseError> {
    let sql = format!(
        "UPDATE {VERSION_TABLE} SET value = {}, applied_at = {} WHERE revision = {} AND value = {} RETURNING 1",
        literal(to),
        now_sql(session.dialect()),
        literal(PROGRESS_ROW),
        literal(from)
    );
    Ok(!session.query(&sql).await?.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut progress = Progress {
            revision: "3f9c".to_owned(),
            direction: Direction::Upgrade,
            done: 2,
            sum: "ab".to_owned(),
            rows: 5_000,
            over: String::new(),
            after: Vec::new(),
        };
        assert_eq!(Progress::parse(&progress.text()), Some(progress.clone()));
        progress.over = "\"a\\b\" by \"x\ny\"".to_owned();
        progress.after = vec!["'it''s\n\\n'".to_owned(), "X'00'".to_owned(), String::new()];
        assert_eq!(Progress::parse(&progress.text()), Some(progress));
        for text in ["", "2 a upgrade 1 b 0\n", "1 a stamp 1 b 0\n", "1 a upgrade 1 b"] {
            assert_eq!(Progress::parse(text), None, "{text}");
        }
    }
}
