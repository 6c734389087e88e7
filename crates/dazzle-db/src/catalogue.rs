//! The few questions about a database's tables that are not inspection proper (which is `dazzle-sql`'s).

use dazzle_schema::Dialect;

use crate::error::DatabaseError;
use crate::session::Session;
use crate::version::refuse_without_schema;

/// The user's tables, in the order of their names: without Dazzle's own, without SQLite's, and on PostgreSQL
/// those of the current schema only (partitioned tables included, views not).
///
/// # Errors
/// When the catalogue cannot be read, and on PostgreSQL when there is no current schema.
pub async fn table_names(session: &mut Session) -> Result<Vec<String>, DatabaseError> {
    if session.dialect() == Dialect::Postgresql {
        refuse_without_schema(session).await?;
    }
    let sql = match session.dialect() {
        Dialect::Postgresql => {
            "SELECT c.relname FROM pg_catalog.pg_class c \
             WHERE c.relkind IN ('r', 'p') \
             AND c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = current_schema()) \
             AND c.relname NOT IN ('_dazzle_version', '_dazzle_log') \
             ORDER BY c.relname COLLATE \"C\""
        }
        Dialect::Sqlite => {
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             AND name NOT IN ('_dazzle_version', '_dazzle_log') ORDER BY name"
        }
    };
    let rows = session.query(sql).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.into_iter().next().flatten())
        .collect())
}
