//! PostgreSQL: the pool, parameters, rows.

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgPool, Postgres, Row as _};

use super::{Failure, PoolOptions, Row, Statement};
use crate::kind::{Cell, Kind, Value};

pub(super) async fn connect(target: &PgConnectOptions, options: &PoolOptions) -> Result<PgPool, sqlx::Error> {
    // A start-up parameter that poolers refuse. Without it a server since 12 prints floats as exactly.
    let target = target
        .clone()
        .application_name("dazzle-server")
        .extra_float_digits(None)
        .disable_statement_logging();
    let settings = format!(
        "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
        options.statement_timeout.as_millis(),
        options.statement_timeout.as_millis()
    );
    PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(options.wait)
        .after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                connection
                    .execute(sqlx::raw_sql(AssertSqlSafe(settings)))
                    .await
                    .map(drop)
            })
        })
        .connect_with(target)
        .await
}

pub(super) async fn fetch<'e, 'k>(
    executor: impl Executor<'e, Database = Postgres>,
    statement: Statement,
    kinds: impl Iterator<Item = &'k Kind> + Clone,
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
            kinds
                .clone()
                .enumerate()
                .map(|(at, kind)| cell(row, at, kind))
                .collect::<Result<Row, sqlx::Error>>()
        })
        .collect::<Result<Vec<Row>, sqlx::Error>>()
        .map_err(|error| Failure::of(&error))
}

fn cell(row: &PgRow, at: usize, kind: &Kind) -> Result<Cell, sqlx::Error> {
    fn of<T>(value: Option<T>, make: impl FnOnce(T) -> Cell) -> Cell {
        value.map_or(Cell::Null, make)
    }
    Ok(match kind {
        Kind::Int(_) => of(row.try_get(at)?, Cell::Int),
        Kind::Float => of(row.try_get(at)?, Cell::Float),
        Kind::Bool => of(row.try_get(at)?, Cell::Bool),
        _ => of(row.try_get(at)?, Cell::Text),
    })
}
