//! The hash chain over the log: every write to it is a link, and each link is a SHA-256 over the one before it and
//! over what was written.
//!
//! A row is written twice, when an attempt starts and when it ends, so it has up to two links, in the order in which
//! the writes happened; rows of several runs may be interleaved. The number and hash of the last link, the head, are
//! kept in the version table, so that rows missing at the end are noticed too. Writers take turns by locking the head.
//!
//! What it shows: that a row was altered, removed, put in or moved by somebody who did not know of the chain or could
//! not write both tables. It holds no secret, so whoever may write both tables can make a new chain. Against that
//! only a copy of the head elsewhere helps ([`Report::head`]).

mod check;

use std::fmt;

use dazzle_schema::Dialect;
use sha2::{Digest, Sha256};

pub use check::{Finding, FindingKind, Report};
pub(crate) use check::{RowLinks, check};

use crate::error::DatabaseError;
use crate::literal;
use crate::session::Session;
use crate::version::{HEAD_ROW, VERSION_TABLE, now_sql};

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which one it is, from 1.
    pub number: u64,
    /// 64 hexadecimal digits.
    pub hash: String,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// That an attempt starts.
    Start,
    /// How it ended.
    End,
}

impl Part {
    /// The column of the log that holds the link.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Start => "start_hash",
            Self::End => "end_hash",
        }
    }
}

impl Link {
    /// The link after `last` (the first after none) over the digest of what is written.
    pub(crate) fn after(last: Option<&Self>, part: Part, content: &[u8; 32]) -> Self {
        let number = last.map_or(0, |last| last.number) + 1;
        let mut hasher = Sha256::new();
        hasher.update(format!("dazzle log 1 {} {number} ", part.column()));
        hasher.update(last.map_or("", |last| last.hash.as_str()));
        hasher.update(content);
        Self {
            number,
            hash: hasher
                .finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        }
    }

    /// Reads the cell.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (number, hash) = text.split_once('-')?;
        Some(Self {
            number: number.parse().ok()?,
            hash: hash.to_owned(),
        })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.number, self.hash)
    }
}

/// The digest of cells, of which each can be told from the next.
pub(crate) fn digest<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for cell in cells {
        match cell {
            Some(text) => {
                hasher.update([1]);
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text);
            }
            None => hasher.update([0]),
        }
    }
    hasher.finalize().into()
}

/// The last link, in a transaction that keeps other writers out until it ends. Where the head was lost, the chain
/// goes on from the last link of the log.
pub(crate) async fn lock_head(session: &mut Session, log: &str) -> Result<Option<Link>, DatabaseError> {
    let row = literal(HEAD_ROW);
    let dialect = session.dialect();
    // On SQLite the transaction has the write lock from its start.
    let lock = match dialect {
        Dialect::Postgresql => " FOR UPDATE",
        Dialect::Sqlite => "",
    };
    session
        .execute(&format!(
            "INSERT INTO {VERSION_TABLE} (revision, applied_at) VALUES ({row}, {}) ON CONFLICT DO NOTHING",
            now_sql(dialect)
        ))
        .await?;
    let sql = format!("SELECT value FROM {VERSION_TABLE} WHERE revision = {row}{lock}");
    let head = session.query(&sql).await?.into_iter().flatten().flatten().next();
    if let Some(head) = head.as_deref().and_then(Link::parse) {
        return Ok(Some(head));
    }
    let sql = format!(
        "SELECT start_hash, end_hash FROM {log} WHERE start_hash IS NOT NULL OR end_hash IS NOT NULL"
    );
    let links = session.query(&sql).await?.into_iter().flatten().flatten();
    Ok(links
        .filter_map(|text| Link::parse(&text))
        .max_by_key(|link| link.number))
}

/// The statements that put the link down, at its row and as the head.
pub(crate) fn put_sql(log: &str, row: i64, part: Part, link: &Link) -> String {
    let text = literal(&link.to_string());
    format!(
        "UPDATE {log} SET {} = {text} WHERE id = {row};\n\
         UPDATE {VERSION_TABLE} SET value = {text} WHERE revision = {}",
        part.column(),
        literal(HEAD_ROW)
    )
}

/// The head, if there is one. Needs the version table with all its columns.
pub(crate) async fn read_head(session: &mut Session) -> Result<Option<Link>, DatabaseError> {
    let sql = format!(
        "SELECT value FROM {VERSION_TABLE} WHERE revision = {}",
        literal(HEAD_ROW)
    );
    let value = session.query(&sql).await?.into_iter().flatten().flatten().next();
    Ok(value.as_deref().and_then(Link::parse))
}
