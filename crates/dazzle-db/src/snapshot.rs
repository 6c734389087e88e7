//! All that the production guard has to know of a database, in two questions.
//!
//! Nothing is written and nothing is set in the session: on PostgreSQL both questions are one read-only
//! transaction, which works through a pooler too, and with a role that may only read Dazzle's own two tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::DatabaseError;
use crate::literal;
use crate::log::{Applied, LOG_TABLE, applied_sql};
use crate::mark::CatalogueMark;
use crate::options::SessionOptions;
use crate::postgresql::session::{Address, PostgresqlSession, refuse_old};
use crate::session::{Row, Session};
use crate::url::{DatabaseUrl, Target};
use crate::version::{
    DRAFT_ROW, MARK_ROW, PROGRESS_ROW, Recorded, VERSION_TABLE, has_column, has_table, is_reserved, no_schema,
};

/// What a database says of itself, all at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Where it is.
    pub recorded: Recorded,
    /// Whether a draft is on it.
    pub has_draft: bool,
    /// The revision that is half done, if one is, as it was recorded ([`crate::progress`]).
    pub progress: Option<String>,
    /// What its catalogue looked like when that was recorded.
    pub mark: Option<CatalogueMark>,
    /// The checksums of the applied revisions, by the log.
    pub checksums: BTreeMap<String, String>,
    /// The revisions that are applied, by the log; those that a script applied are not in it.
    pub applied: BTreeSet<String>,
    /// The rows of the digest query.
    pub digest: Vec<Row>,
}

impl Snapshot {
    /// What a database says that is not there yet.
    #[must_use]
    pub fn nothing() -> Self {
        snapshot(None, Applied::default(), Vec::new())
    }
}

/// Looks at the database `url`. `settings` are the statements that make the server's texts the same in every session
/// and `digest` the query for its rows; both are `dazzle-sql`'s.
///
/// # Errors
/// When it cannot be reached, or one of the two tables is there and may not be read.
pub async fn look(
    url: &DatabaseUrl,
    options: &SessionOptions,
    settings: &str,
    digest: &str,
) -> Result<Snapshot, DatabaseError> {
    match url.target() {
        Target::Postgresql(target) => {
            let address = Arc::new(Address::new(target, &url.to_string(), options));
            let mut session = PostgresqlSession::bare(address, "dazzle-read", options).await?;
            let snapshot = of_postgresql(&mut session, options, settings, digest).await;
            session.close().await;
            snapshot
        }
        Target::Sqlite(_) => {
            let options = SessionOptions {
                read_only: true,
                create_if_missing: false,
                ..options.clone()
            };
            let mut session = Session::connect(url, &options).await?;
            // Read-only, so that this begins a transaction that only reads.
            session.begin().await?;
            let snapshot = of_sqlite(&mut session, digest).await;
            session.rollback().await.ok();
            session.close().await;
            snapshot
        }
    }
}

async fn of_postgresql(
    session: &mut PostgresqlSession,
    options: &SessionOptions,
    settings: &str,
    digest: &str,
) -> Result<Snapshot, DatabaseError> {
    let limit = options
        .statement_timeout
        .map_or(0, |limit| limit.as_millis().max(1));
    let first = format!(
        // Compiling the digest's plan takes longer than running it.
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\nSET LOCAL jit = off;\n\
         SET LOCAL lock_timeout = {};\nSET LOCAL statement_timeout = {limit};\n\
         SELECT 'place', current_setting('server_version_num'), current_setting('search_path'), current_schema(), \
         {}, {};\n{settings}",
        options.lock_timeout.as_millis().max(1),
        exists(VERSION_TABLE),
        exists(LOG_TABLE),
    );
    let place = session
        .query(&first)
        .await?
        .into_iter()
        .next()
        .unwrap_or_default();
    let mut cells = place.into_iter().skip(1);
    let mut next = || cells.next().flatten();
    refuse_old(next().as_deref())?;
    let path = next().unwrap_or_default();
    if next().is_none() {
        return Err(no_schema(&path));
    }
    let has_version = next().as_deref() == Some("t");
    let has_log = next().as_deref() == Some("t");
    let mut second = String::new();
    if has_version {
        // As JSON, since earlier versions did not make all columns.
        second.push_str(&format!(
            "SELECT 'version', v.revision, to_jsonb(v) ->> 'value' FROM {VERSION_TABLE} v;\n"
        ));
    }
    if has_log {
        second.push_str(&format!("{};\n", applied_sql("'log', ")));
    }
    second.push_str(&format!("{digest};\nROLLBACK"));
    let (mut versions, mut log, mut rows) = (Vec::new(), Applied::default(), Vec::new());
    for row in session.query(&second).await? {
        match (row.first().and_then(Option::as_deref), row.len()) {
            (_, 2) => rows.push(row),
            (Some("version"), _) => versions.push(row.into_iter().skip(1).collect()),
            _ => log.take(row.into_iter().skip(1).collect()),
        }
    }
    Ok(snapshot(has_version.then_some(versions), log, rows))
}

async fn of_sqlite(session: &mut Session, digest: &str) -> Result<Snapshot, DatabaseError> {
    let mut versions = None;
    if has_table(session, VERSION_TABLE).await? {
        // Earlier versions did not make the column.
        let value = if has_column(session, VERSION_TABLE, "value").await? {
            "value"
        } else {
            "NULL"
        };
        let sql = format!("SELECT revision, {value} FROM {VERSION_TABLE}");
        versions = Some(session.query(&sql).await?);
    }
    let mut log = Applied::default();
    if has_table(session, LOG_TABLE).await? {
        session
            .query(&applied_sql(""))
            .await?
            .into_iter()
            .for_each(|row| log.take(row));
    }
    let rows = session.query(digest).await?;
    Ok(snapshot(versions, log, rows))
}

/// Puts it together. `versions` are the rows of the version table: name, value.
fn snapshot(versions: Option<Vec<Row>>, log: Applied, digest: Vec<Row>) -> Snapshot {
    let (mut heads, mut has_draft, mut mark, mut progress) = (BTreeSet::new(), false, None, None);
    let has_table = versions.is_some();
    for row in versions.unwrap_or_default() {
        let mut cells = row.into_iter();
        let mut next = || cells.next().flatten();
        let (name, value) = (next().unwrap_or_default(), next());
        match name.as_str() {
            DRAFT_ROW => has_draft = true,
            MARK_ROW => mark = value.as_deref().and_then(CatalogueMark::parse),
            PROGRESS_ROW => progress = Some(value.unwrap_or_default()),
            _ if is_reserved(&name) => {}
            _ => drop(heads.insert(name)),
        }
    }
    Snapshot {
        recorded: if has_table {
            Recorded::Heads(heads)
        } else {
            Recorded::NoTable
        },
        has_draft,
        progress,
        mark,
        checksums: log.checksums,
        applied: log.revisions,
        digest,
    }
}

fn exists(table: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = current_schema() AND c.relname = {})",
        literal(table)
    )
}
