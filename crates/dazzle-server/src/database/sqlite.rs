//! SQLite: the pools, parameters, rows.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Decode, Executor, Row as _, Sqlite, SqlitePool, TypeInfo, ValueRef,
};

use super::{Failure, PoolOptions, Row, Statement};
use crate::kind::{Cell, Value};

/// The pool of readers and the pool of one writer. The file must be there. The journal mode is left as it is.
pub(super) async fn connect(
    path: Option<&Path>,
    options: &PoolOptions,
) -> Result<(SqlitePool, SqlitePool), sqlx::Error> {
    let target = SqliteConnectOptions::new()
        .busy_timeout(options.wait)
        .foreign_keys(true)
        .disable_statement_logging();
    let pool = |connections| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(options.wait)
            // A file does not go away as a server does.
            .test_before_acquire(false)
    };
    let Some(path) = path else {
        // Each connection to `:memory:` would be a database of its own, and one that idles must not be closed.
        let only = pool(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(target.filename(":memory:"))
            .await?;
        return Ok((only.clone(), only));
    };
    let target = target.filename(path).create_if_missing(false);
    let readers = pool(options.connections.max(1))
        .connect_with(target.clone())
        .await?;
    let writer = pool(1).connect_with(target).await?;
    Ok((readers, writer))
}

pub(super) async fn fetch<'e>(
    executor: impl Executor<'e, Database = Sqlite>,
    statement: Statement,
) -> Result<Vec<Row>, Failure> {
    let mut query = sqlx::query(AssertSqlSafe(statement.sql));
    for value in statement.values {
        query = match value {
            Value::Text(text) => query.bind(text),
            Value::Int(number) => query.bind(number),
            Value::Float(number) => query.bind(number),
            Value::Bool(value) => query.bind(value),
        };
    }
    let rows = query
        .fetch_all(executor)
        .await
        .map_err(|error| Failure::of(&error))?;
    rows.iter()
        .map(|row| {
            (0..row.len())
                .map(|at| cell(row, at))
                .collect::<Result<Row, sqlx::Error>>()
        })
        .collect::<Result<Vec<Row>, sqlx::Error>>()
        .map_err(|error| Failure::of(&error))
}

/// The value as it is stored, whatever the column was declared as.
fn cell(row: &SqliteRow, at: usize) -> Result<Cell, sqlx::Error> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let storage = value.type_info();
    let cell = match storage.name() {
        "INTEGER" | "BOOLEAN" => <i64 as Decode<Sqlite>>::decode(value).map(Cell::Int),
        "REAL" => <f64 as Decode<Sqlite>>::decode(value).map(Cell::Float),
        "BLOB" => <Vec<u8> as Decode<Sqlite>>::decode(value)
            .map(|bytes| Cell::Text(String::from_utf8_lossy(&bytes).into_owned())),
        _ => <String as Decode<Sqlite>>::decode(value).map(Cell::Text),
    };
    cell.map_err(|source| sqlx::Error::ColumnDecode {
        index: at.to_string(),
        source,
    })
}
