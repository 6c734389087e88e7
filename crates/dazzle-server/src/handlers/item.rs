//! `GET`, `PATCH` and `DELETE /api/{entity}/{id}`
//!
//! A change and a deletion must say which state of the row they are about: `If-Match` with the tag that the row had
//! when it was read, or `*` for whatever is there. Without it they are refused (428), with an old tag too (412). So
//! nobody overwrites by accident what another has written meanwhile.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dazzle_schema::Dialect;

use super::create::put;
use super::expand::expansions;
use super::refusal::{missing_targets, refusal, refusal_to_delete};
use super::{Call, json_body, json_response};
use crate::address;
use crate::application::Access;
use crate::body::{Assignments, Purpose, assignments, stamps};
use crate::database::{Row, Statement, StatementBuilder, Transaction};
use crate::headers::Tags;
use crate::kind::{Kind, Value};
use crate::problem::Problem;
use crate::query;
use crate::render;

fn no_such_row() -> Problem {
    Problem::not_found("there is no such row")
}

fn kinds(call: &Call) -> impl Iterator<Item = &Kind> + Clone {
    call.resource.columns.iter().map(|column| &column.kind)
}

fn key(call: &Call) -> Result<Vec<Value>, Problem> {
    address::key(&call.resource, call.last_part(), call.server.database.dialect()).ok_or_else(no_such_row)
}

/// The row. Its tag is of the row alone, so it is not given with rows that it points to.
pub(super) async fn read(call: &Call) -> Result<Response, Problem> {
    let expand = match call.uri.query() {
        None => Vec::new(),
        Some(query) => query::single(&call.application, &call.resource, query)?,
    };
    let database = &call.server.database;
    let statement = Statement::read_one(&call.resource, database.dialect(), key(call)?);
    let rows = database.read(statement, kinds(call)).await?;
    let row = rows.first().ok_or_else(no_such_row)?;
    if expand.is_empty() {
        let document = render::row(&call.resource, row);
        let tag = render::entity_tag(&document);
        let is_known = Tags::if_none_match(&call.headers).is_some_and(|tags| tags.has_weakly(&tag));
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            json_response(StatusCode::OK, document)
        };
        put(response.headers_mut(), &tag);
        return Ok(response);
    }
    let expansions = expansions(call, &expand, &rows).await?;
    let mut out = String::new();
    render::open_row(&call.resource, row, &mut out);
    expansions.write(row, &mut out);
    out.push('}');
    Ok(json_response(StatusCode::OK, out))
}

/// Changes the fields that the body has and leaves the others.
pub(super) async fn change(call: &Call, body: Body) -> Result<Response, Problem> {
    query::none(call.query())?;
    let tags = condition(call)?;
    let document = json_body(call, body).await?;
    let database = &call.server.database;
    let dialect = database.dialect();
    let assigned =
        assignments(&call.resource, &document, Purpose::Change, dialect).map_err(Problem::invalid)?;
    let key = key(call)?;
    let missing = missing_targets(call, &assigned).await?;

    let mut transaction = database.begin().await?;
    let current = match held(call, &mut transaction, &key, &tags).await {
        Ok(row) => row,
        Err(problem) => {
            transaction.roll_back().await?;
            return Err(problem);
        }
    };
    if !missing.is_empty() {
        transaction.roll_back().await?;
        return Err(Problem::invalid(missing));
    }
    let changed = if assigned.is_empty() {
        vec![current]
    } else {
        let statement = update(call, &assigned, &key, dialect, true);
        match transaction.fetch(statement, kinds(call)).await {
            Ok(rows) => rows,
            Err(failure) => {
                // The connection is needed no longer, and on SQLite nobody else can write.
                drop(transaction.roll_back().await);
                return Err(refusal(call, &assigned, failure).await);
            }
        }
    };
    if let Err(failure) = transaction.commit().await {
        return Err(refusal(call, &assigned, failure).await);
    }
    let row = changed.first().ok_or_else(no_such_row)?;
    let document = render::row(&call.resource, row);
    let tag = render::entity_tag(&document);
    let mut response = json_response(StatusCode::OK, document);
    put(response.headers_mut(), &tag);
    Ok(response)
}

/// Deletes the row, or marks it as deleted where the model says `soft_delete`.
pub(super) async fn delete(call: &Call) -> Result<Response, Problem> {
    query::none(call.query())?;
    let tags = condition(call)?;
    let key = key(call)?;
    let database = &call.server.database;
    let dialect = database.dialect();
    let mut transaction = database.begin().await?;
    if let Err(problem) = held(call, &mut transaction, &key, &tags).await {
        transaction.roll_back().await?;
        return Err(problem);
    }
    let statement = match call.resource.deleted_at {
        Some(_) => {
            let mut stamped = stamps(&call.resource, Access::Deletion, dialect);
            stamped.extend(stamps(&call.resource, Access::AutoUpdate, dialect));
            update(call, &stamped, &key, dialect, false)
        }
        None => {
            let mut builder = StatementBuilder::new(
                dialect,
                format!("DELETE FROM {}", call.resource.sql(dialect).table),
            );
            where_key(&mut builder, call, &key);
            builder.finish()
        }
    };
    if let Err(failure) = transaction.fetch(statement, std::iter::empty()).await {
        drop(transaction.roll_back().await);
        return Err(refusal_to_delete(call, failure));
    }
    match transaction.commit().await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(failure) => Err(refusal_to_delete(call, failure)),
    }
}

fn condition(call: &Call) -> Result<Tags, Problem> {
    Tags::if_match(&call.headers).unwrap_or_else(|| {
        Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_required",
            "send the ETag of the row in the header `If-Match`, or `If-Match: *` to write over whatever is there",
        ))
    })
}

/// The row as it is, kept from changes until the end of the transaction.
async fn held(
    call: &Call,
    transaction: &mut Transaction,
    key: &[Value],
    tags: &Tags,
) -> Result<Row, Problem> {
    let dialect = call.server.database.dialect();
    let sql = &call.resource.sql(dialect).read_one;
    let sql = match dialect {
        Dialect::Postgresql => format!("{sql} FOR UPDATE").into(),
        // The transaction has the only write lock already.
        Dialect::Sqlite => sql.clone(),
    };
    let rows = transaction
        .fetch(Statement::new(sql, key.to_vec()), kinds(call))
        .await?;
    let row = rows.into_iter().next().ok_or_else(no_such_row)?;
    let tag = render::entity_tag(&render::row(&call.resource, &row));
    if tags.has(&tag) {
        Ok(row)
    } else {
        Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "changed_meanwhile",
            "the row is not as it was when it was read; read it again",
        ))
    }
}

fn update(
    call: &Call,
    assigned: &Assignments,
    key: &[Value],
    dialect: Dialect,
    gives_back: bool,
) -> Statement {
    let sql = call.resource.sql(dialect);
    let mut builder = StatementBuilder::new(dialect, format!("UPDATE {} SET ", sql.table));
    for (at, (column, value)) in assigned
        .iter()
        .filter_map(|(at, value)| Some((call.resource.columns.get(*at)?, value)))
        .enumerate()
    {
        builder.push(if at > 0 { ", " } else { "" });
        builder.push(&column.name.quoted()).push(" = ");
        builder.bind(value.clone(), &column.kind);
    }
    where_key(&mut builder, call, key);
    if gives_back {
        builder.push(" RETURNING ").push(&sql.select_list);
    }
    builder.finish()
}

fn where_key(builder: &mut StatementBuilder, call: &Call, key: &[Value]) {
    let mut word = " WHERE ";
    for (column, value) in call.resource.key_columns().zip(key) {
        builder.push(word).push(&column.name.quoted()).push(" = ");
        builder.bind(value.clone(), &column.kind);
        word = " AND ";
    }
}
