//! The catalogue's mark: what the tables looked like when the version was recorded, as a fingerprint.
//!
//! It is a row of the version table, beside the heads that it belongs to. Whoever moves the heads and knows nothing
//! of it (a script, an earlier version) leaves a mark for other heads, which counts as none.

use std::collections::BTreeSet;

use dazzle_schema::Dialect;

use crate::error::DatabaseError;
use crate::literal;
use crate::session::Session;
use crate::version::{MARK_ROW, VERSION_TABLE, has_column, now_sql};

/// Stands among the heads of a mark that was taken with a draft on the database. No revision's id begins with a
/// point, and it comes before them all.
pub const WITH_DRAFT: &str = ".draft";

/// The fingerprint for these heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueMark {
    /// The heads it was taken at.
    pub heads: BTreeSet<String>,
    /// The fingerprint, a word without blanks.
    pub fingerprint: String,
}

impl CatalogueMark {
    /// Reads the cell.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        Some(Self {
            fingerprint: words.next().filter(|word| !word.is_empty())?,
            heads: words.collect(),
        })
    }
}

/// The statements that put `fingerprint` down for `heads`, or take the mark away: part of the transaction that moves
/// the heads. Needs the version table with all its columns.
///
/// *Shape:* ids and fingerprints hold no blank.
#[must_use]
pub fn set_mark_sql(dialect: Dialect, heads: &[&str], fingerprint: Option<&str>) -> Vec<String> {
    let row = literal(MARK_ROW);
    let mut statements = vec![format!("DELETE FROM {VERSION_TABLE} WHERE revision = {row}")];
    if let Some(fingerprint) = fingerprint {
        let mut words = vec![fingerprint];
        words.extend(heads);
        statements.push(format!(
            "INSERT INTO {VERSION_TABLE} (revision, applied_at, value) VALUES ({row}, {}, {})",
            now_sql(dialect),
            literal(&words.join(" ")),
        ));
    }
    statements
}

/// The mark, if there is one. Needs the version table.
///
/// # Errors
/// When the table cannot be read.
pub async fn read_mark(session: &mut Session) -> Result<Option<CatalogueMark>, DatabaseError> {
    if !has_column(session, VERSION_TABLE, "value").await? {
        return Ok(None);
    }
    let sql = format!(
        "SELECT value FROM {VERSION_TABLE} WHERE revision = {}",
        literal(MARK_ROW)
    );
    let rows = session.query(&sql).await?;
    Ok(rows
        .into_iter()
        .flatten()
        .flatten()
        .next()
        .and_then(|text| CatalogueMark::parse(&text)))
}
