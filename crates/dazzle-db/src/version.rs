//! `_dazzle_version`: which revisions a database is at.
//!
//! One row for each current head. Rows under names that no revision can have hold something else, and readers of
//! heads pass over them: under the empty name, in the column `draft`, what dev mode did and no revision holds yet; `.catalogue` for what the catalogue
//! looked like when the version was recorded ([`crate::mark`]), `.log` for the head of the log's chain
//! ([`crate::chain`]), `.progress` for how far a revision has come that is half done ([`crate::progress`]), with it in
//! the column `value`.
//!
//! On PostgreSQL the table is in the connection's current schema (the first usable one of `search_path`).

use std::collections::BTreeSet;

use dazzle_schema::Dialect;

use crate::error::{DatabaseError, Kind};
use crate::session::Session;
use crate::{literal, optional_literal};

/// The name of the version table.
pub const VERSION_TABLE: &str = "_dazzle_version";

/// The row of the draft.
pub(crate) const DRAFT_ROW: &str = "";

/// The row of the catalogue's mark.
pub(crate) const MARK_ROW: &str = ".catalogue";

/// The row of the head of the log's chain.
pub(crate) const HEAD_ROW: &str = ".log";

/// The row of a revision that is half done.
pub(crate) const PROGRESS_ROW: &str = ".progress";

/// The rows that are no heads. No revision's id begins with a point.
const OTHER_ROWS: [&str; 4] = [DRAFT_ROW, MARK_ROW, HEAD_ROW, PROGRESS_ROW];

/// The condition on rows of the version table that makes them heads.
pub(crate) fn is_head() -> String {
    format!("revision NOT IN ({})", OTHER_ROWS.map(literal).join(", "))
}

/// Whether the row of the version table under this name is no head.
pub(crate) fn is_reserved(name: &str) -> bool {
    OTHER_ROWS.contains(&name)
}

/// The columns that the tables of earlier versions lack: table and column. All hold text.
const LATER_COLUMNS: [(&str, &str); 3] = [
    (VERSION_TABLE, "value"),
    (crate::log::LOG_TABLE, "start_hash"),
    (crate::log::LOG_TABLE, "end_hash"),
];

/// What a database says about its own version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// There is no version table: Dazzle has never changed this database.
    NoTable,
    /// The heads it is at; empty is the base.
    Heads(BTreeSet<String>),
}

impl Recorded {
    /// The heads, none where there is no table.
    #[must_use]
    pub fn into_heads(self) -> BTreeSet<String> {
        match self {
            Self::NoTable => BTreeSet::new(),
            Self::Heads(heads) => heads,
        }
    }
}

/// Makes the version table and the log where they are missing, and adds the columns that earlier versions did not
/// have. Several processes may do so at once.
///
/// # Errors
/// When the role may not create tables, or may not change tables that another role made, among others.
pub async fn ensure_tables(session: &mut Session) -> Result<(), DatabaseError> {
    let dialect = session.dialect();
    let mut missing = Vec::new();
    for (table, sql) in tables_sql(dialect) {
        if !has_table(session, table).await? {
            missing.push(sql);
        }
    }
    let there = columns(session).await?;
    for (table, column) in LATER_COLUMNS {
        let is_old = there.iter().any(|(owner, _)| owner == table);
        if is_old && !there.contains(&(table.to_owned(), column.to_owned())) {
            missing.push(format!("ALTER TABLE {table} ADD COLUMN {column} TEXT"));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    match dialect {
        Dialect::Postgresql => {
            for sql in missing {
                match session.execute(&sql).await {
                    // `IF NOT EXISTS` looks first and creates then: a second process in between makes it fail
                    // in the catalogue's unique index (23505) or by name (42P07, 42710 for the row type, 42701 for
                    // a column).
                    Err(error)
                        if !matches!(error.code.as_deref(), Some("23505" | "42P07" | "42710" | "42701")) =>
                    {
                        return Err(error);
                    }
                    _ => {}
                }
            }
            Ok(())
        }
        Dialect::Sqlite => {
            let sql = missing.join(";\n");
            if session.in_transaction() {
                return session.execute(&sql).await.map(drop);
            }
            session.begin().await?;
            match session.execute(&sql).await {
                Ok(_) => session.commit().await,
                Err(error) => {
                    session.rollback().await.ok();
                    // Another process was first.
                    if error.message.contains("duplicate column name") {
                        return Ok(());
                    }
                    Err(error)
                }
            }
        }
    }
}

/// The columns of our tables that are there: table and column.
async fn columns(session: &mut Session) -> Result<BTreeSet<(String, String)>, DatabaseError> {
    let tables = [VERSION_TABLE, crate::log::LOG_TABLE].map(literal).join(", ");
    let sql = match session.dialect() {
        Dialect::Postgresql => format!(
            "SELECT c.relname, a.attname FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
             WHERE n.nspname = current_schema() AND c.relname IN ({tables})"
        ),
        Dialect::Sqlite => format!(
            "SELECT o.name, c.name FROM main.sqlite_schema AS o JOIN pragma_table_info(o.name) AS c \
             WHERE o.type = 'table' AND o.name IN ({tables})"
        ),
    };
    Ok(session
        .query(&sql)
        .await?
        .into_iter()
        .filter_map(|row| {
            let mut values = row.into_iter().flatten();
            Some((values.next()?, values.next()?))
        })
        .collect())
}

/// Whether one of our tables has `column`, which earlier versions did not make.
pub(crate) async fn has_column(
    session: &mut Session,
    table: &str,
    column: &str,
) -> Result<bool, DatabaseError> {
    Ok(columns(session)
        .await?
        .contains(&(table.to_owned(), column.to_owned())))
}

/// The statements that make the version table and the log where they are missing, for scripts.
#[must_use]
pub fn create_tables_sql(dialect: Dialect) -> Vec<String> {
    tables_sql(dialect).into_iter().map(|(_, sql)| sql).collect()
}

fn tables_sql(dialect: Dialect) -> [(&'static str, String); 2] {
    let version = format!(
        "CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (\n  \
         revision TEXT NOT NULL PRIMARY KEY,\n  applied_at TEXT NOT NULL,\n  draft TEXT,\n  value TEXT\n)"
    );
    [
        (VERSION_TABLE, version),
        (crate::log::LOG_TABLE, crate::log::create_sql(dialect)),
    ]
}

/// A query that gives 0 where exactly `expected` are the recorded heads, for scripts. Needs the version table.
#[must_use]
pub fn unexpected_heads_sql(expected: &[&str]) -> String {
    let is_head = is_head();
    if expected.is_empty() {
        return format!("SELECT count(*) FROM {VERSION_TABLE} WHERE {is_head}");
    }
    let list = expected
        .iter()
        .map(|revision| literal(revision))
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "SELECT count(CASE WHEN revision IN ({list}) THEN NULL ELSE 1 END) + {} - \
         count(CASE WHEN revision IN ({list}) THEN 1 END) FROM {VERSION_TABLE} WHERE {is_head}",
        expected.len()
    )
}

/// The statements that drop the version table and the log, for a reset.
#[must_use]
pub fn drop_tables_sql() -> Vec<String> {
    [VERSION_TABLE, crate::log::LOG_TABLE]
        .map(|table| format!("DROP TABLE IF EXISTS {table}"))
        .to_vec()
}

/// The heads the database says it is at.
///
/// # Errors
/// [`Kind::Permission`] when the table is there and may not be read: that is not [`Recorded::NoTable`].
pub async fn read_heads(session: &mut Session) -> Result<Recorded, DatabaseError> {
    if !has_table(session, VERSION_TABLE).await? {
        return Ok(Recorded::NoTable);
    }
    let sql = format!("SELECT revision FROM {VERSION_TABLE} WHERE {}", is_head());
    let rows = session.query(&sql).await?;
    Ok(Recorded::Heads(rows.into_iter().flatten().flatten().collect()))
}

/// The draft on the database as it was recorded; none where there is no table or no draft.
///
/// # Errors
/// As [`read_heads`].
pub async fn read_draft(session: &mut Session) -> Result<Option<String>, DatabaseError> {
    if !has_table(session, VERSION_TABLE).await? {
        return Ok(None);
    }
    let sql = format!(
        "SELECT draft FROM {VERSION_TABLE} WHERE revision = {}",
        literal(DRAFT_ROW)
    );
    let row = session.query(&sql).await?.into_iter().next();
    // A row without a text is a draft all the same: one that cannot be read.
    Ok(row.map(|row| row.into_iter().next().flatten().unwrap_or_default()))
}

/// A query that gives 0 where there is no draft, for scripts. Needs the version table.
#[must_use]
pub fn drafts_sql() -> String {
    format!(
        "SELECT count(*) FROM {VERSION_TABLE} WHERE revision = {}",
        literal(DRAFT_ROW)
    )
}

/// The statements that record `draft` in place of the one that is there, or none: part of the transaction that
/// changes the tables.
#[must_use]
pub fn set_draft_sql(dialect: Dialect, draft: Option<&str>) -> Vec<String> {
    let mut statements = vec![format!(
        "DELETE FROM {VERSION_TABLE} WHERE revision = {}",
        literal(DRAFT_ROW)
    )];
    statements.extend(draft.map(|text| insert_sql(dialect, DRAFT_ROW, Some(text))));
    statements
}

/// The statements that move the recorded heads: part of the migration's own transaction, and of scripts.
/// Recording a head twice fails on the primary key.
#[must_use]
pub fn set_heads_sql(dialect: Dialect, remove: &[&str], add: &[&str]) -> Vec<String> {
    let removals = remove.iter().map(|revision| {
        format!(
            "DELETE FROM {VERSION_TABLE} WHERE revision = {}",
            literal(revision)
        )
    });
    let additions = add.iter().map(|revision| insert_sql(dialect, revision, None));
    removals.chain(additions).collect()
}

/// The database's clock, since a script runs at another time than it is printed.
pub(crate) const fn now_sql(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgresql => {
            "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        }
        Dialect::Sqlite => "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')",
    }
}

fn insert_sql(dialect: Dialect, revision: &str, draft: Option<&str>) -> String {
    let now = now_sql(dialect);
    format!(
        "INSERT INTO {VERSION_TABLE} (revision, applied_at, draft) VALUES ({}, {now}, {})",
        literal(revision),
        optional_literal(draft)
    )
}

/// Not "no table": a schema that may not be used is left out of the path without a word.
pub(crate) fn no_schema(path: &str) -> DatabaseError {
    DatabaseError::new(
        Kind::Permission,
        format!("no schema of the search path `{path}` exists or may be used by this role"),
    )
    .with_hint("grant USAGE on the schema to the role, or set its `search_path`")
}

/// Whether one of our tables is there, asked of the catalogue, which everybody may read.
pub(crate) async fn has_table(session: &mut Session, name: &str) -> Result<bool, DatabaseError> {
    let name = literal(name);
    match session.dialect() {
        Dialect::Postgresql => {
            refuse_without_schema(session).await?;
            let sql = format!(
                "SELECT EXISTS (\
                 SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                 WHERE n.nspname = current_schema() AND c.relname = {name})"
            );
            let row = session.query(&sql).await?.into_iter().next().unwrap_or_default();
            let mut values = row.into_iter();
            Ok(values.next().flatten().as_deref() == Some("t"))
        }
        Dialect::Sqlite => {
            let sql = format!("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = {name}");
            Ok(!session.query(&sql).await?.is_empty())
        }
    }
}

/// PostgreSQL: a schema that may not be used is left out of the path without a word, so that nothing seems to be
/// there.
pub(crate) async fn refuse_without_schema(session: &mut Session) -> Result<(), DatabaseError> {
    let rows = session
        .query("SELECT current_setting('search_path'), current_schema()")
        .await?;
    let mut values = rows.into_iter().next().unwrap_or_default().into_iter();
    let path = values.next().flatten().unwrap_or_default();
    if values.next().flatten().is_some() {
        return Ok(());
    }
    Err(no_schema(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted() {
        let sql = set_heads_sql(Dialect::Sqlite, &["a'b"], &["c"]);
        assert_eq!(
            sql,
            [
                "DELETE FROM _dazzle_version WHERE revision = 'a''b'",
                "INSERT INTO _dazzle_version (revision, applied_at, draft) \
                 VALUES ('c', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), NULL)",
            ]
        );
        let sql = set_draft_sql(Dialect::Sqlite, Some("a'b"));
        assert!(sql[1].ends_with("VALUES ('', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'a''b')"));
    }
}
