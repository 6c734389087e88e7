//! PostgreSQL: the pool, parameters, rows.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, Executor, PgPool, Postgres, Row as _};

use super::{Failure, PoolOptions, Row, Statement};
use crate::kind::{Cell, Kind, Value};

/// How long an answer may take while we look for a pooler. A pool of one session would never answer.
const POOLER_PATIENCE: Duration = Duration::from_millis(500);

/// How long a connection may have idled and still be used unasked. A question costs as much as reading a row, and a
/// busy connection that broke is noticed anyway.
const TRUSTED: Duration = Duration::from_secs(1);

/// A pool, and what its connections lead to.
#[derive(Debug, Clone)]
pub(super) struct Postgresql {
    pool: PgPool,
    /// A pooler hands every transaction to another session, so nothing may be left in one: no setting, no prepared
    /// statement, whose name would mean another statement there.
    is_pooled: bool,
    /// What holds in each session, or in each transaction.
    statement_timeout: u128,
}

/// A transaction.
pub(crate) struct Transaction {
    transaction: sqlx::Transaction<'static, Postgres>,
    is_pooled: bool,
}

impl Postgresql {
    pub(super) async fn connect(
        target: &PgConnectOptions,
        options: &PoolOptions,
    ) -> Result<Self, sqlx::Error> {
        // A start-up parameter that poolers refuse. Without it a server since 12 prints floats as exactly.
        let target = target
            .clone()
            .application_name("dazzle-server")
            .extra_float_digits(None)
            .disable_statement_logging();
        let is_pooled = is_pooled(&target).await?;
        let statement_timeout = options.statement_timeout.as_millis();
        let settings = if is_pooled {
            String::new()
        } else {
            format!(
                "SET statement_timeout = {statement_timeout}; SET idle_in_transaction_session_timeout = {statement_timeout}"
            )
        };
        let pool = PgPoolOptions::new()
            .max_connections(options.connections)
            .acquire_timeout(options.wait)
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move { Ok(used.idle_for < TRUSTED || connection.ping().await.is_ok()) })
            })
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
            .await?;
        Ok(Self {
            pool,
            is_pooled,
            statement_timeout,
        })
    }

    pub(super) async fn fetch<'k>(
        &self,
        statement: Statement,
        kinds: impl Iterator<Item = &'k Kind> + Clone,
    ) -> Result<Vec<Row>, Failure> {
        if !self.is_pooled {
            return fetch(&self.pool, statement, kinds, true).await;
        }
        let mut transaction = self.begin().await?;
        let rows = transaction.fetch(statement, kinds).await?;
        transaction.commit().await?;
        Ok(rows)
    }

    pub(super) async fn begin(&self) -> Result<Transaction, Failure> {
        let failed = |error: sqlx::Error| Failure::of(&error);
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        if self.is_pooled {
            let setting = format!("SET LOCAL statement_timeout = {}", self.statement_timeout);
            transaction
                .execute(sqlx::raw_sql(AssertSqlSafe(setting)))
                .await
                .map_err(failed)?;
        }
        Ok(Transaction {
            transaction,
            is_pooled: self.is_pooled,
        })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Transaction {
    pub(super) async fn fetch<'k>(
        &mut self,
        statement: Statement,
        kinds: impl Iterator<Item = &'k Kind> + Clone,
    ) -> Result<Vec<Row>, Failure> {
        fetch(&mut *self.transaction, statement, kinds, !self.is_pooled).await
    }

    pub(super) async fn commit(self) -> Result<(), Failure> {
        self.transaction
            .commit()
            .await
            .map_err(|error| Failure::of(&error))
    }

    pub(super) async fn roll_back(self) -> Result<(), Failure> {
        self.transaction
            .rollback()
            .await
            .map_err(|error| Failure::of(&error))
    }
}

/// Whether what looks like one session is really many: another connection in an open transaction sits on our
/// process, or our own statements come from different processes while it does.
async fn is_pooled(target: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let (mut ours, mut other) = (target.connect().await?, target.connect().await?);
    let look = async {
        let pid = backend_pid(&mut ours).await?;
        for _ in 0..2 {
            run(&mut other, "BEGIN").await?;
            if backend_pid(&mut other).await? == pid {
                return Ok(true);
            }
            for _ in 0..3 {
                if backend_pid(&mut ours).await? != pid {
                    return Ok(true);
                }
            }
            run(&mut other, "ROLLBACK").await?;
        }
        Ok(false)
    };
    let found = tokio::time::timeout(POOLER_PATIENCE, look)
        .await
        .unwrap_or(Ok(true));
    // What is left of them ends with the connections.
    drop((ours.close_hard().await, other.close_hard().await));
    found
}

/// Text only, since a pooler may keep no prepared statement from one message to the next.
async fn backend_pid(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    sqlx::raw_sql("SELECT pg_backend_pid()")
        .fetch_one(connection)
        .await?
        .try_get(0)
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sql).execute(connection).await.map(drop)
}

async fn fetch<'e, 'k>(
    executor: impl Executor<'e, Database = Postgres>,
    statement: Statement,
    kinds: impl Iterator<Item = &'k Kind> + Clone,
    is_kept: bool,
) -> Result<Vec<Row>, Failure> {
    let mut query = sqlx::query(AssertSqlSafe(statement.sql)).persistent(is_kept);
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
