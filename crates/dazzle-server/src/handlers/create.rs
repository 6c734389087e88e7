//! `POST /api/{entity}`

use axum::body::Body;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use dazzle_schema::Dialect;

use super::refusal::{missing_targets, refusal};
use super::{Call, json_body, json_response};
use crate::application::Resource;
use crate::body::{Assignments, Purpose, assignments};
use crate::database::{Statement, StatementBuilder};
use crate::problem::Problem;
use crate::query;
use crate::render::{entity_tag, key_path, row};

/// A new row: 201 with the row, its address and its tag.
pub(super) async fn create(call: &Call, body: Body) -> Result<Response, Problem> {
    query::none(call.query())?;
    let document = json_body(call, body).await?;
    let database = &call.server.database;
    let resource = &call.resource;
    let assigned =
        assignments(resource, &document, Purpose::Create, database.dialect()).map_err(Problem::invalid)?;
    let missing = missing_targets(call, &assigned).await?;
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let kinds = resource.columns.iter().map(|column| &column.kind);
    let rows = match database
        .write(insert(resource, &assigned, database.dialect()), kinds)
        .await
    {
        Ok(rows) => rows,
        Err(failure) => return Err(refusal(call, &assigned, failure).await),
    };
    let Some(new) = rows.first() else {
        return Err(Problem::internal("an INSERT gave no row back"));
    };
    let document = row(resource, new);
    let tag = entity_tag(&document);
    let location = format!("{}/{}", call.uri.path(), key_path(resource, new));
    let mut response = json_response(StatusCode::CREATED, document);
    put(response.headers_mut(), &tag);
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

/// Puts the tag into the headers.
pub(super) fn put(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
}

fn insert(resource: &Resource, assigned: &Assignments, dialect: Dialect) -> Statement {
    let sql = resource.sql(dialect);
    let mut builder = StatementBuilder::new(dialect, format!("INSERT INTO {} ", sql.table));
    let known: Vec<_> = assigned
        .iter()
        .filter_map(|(at, value)| Some((resource.columns.get(*at)?, value)))
        .collect();
    if known.is_empty() {
        builder.push("DEFAULT VALUES");
    } else {
        let names: Vec<String> = known.iter().map(|(column, _)| column.name.quoted()).collect();
        builder.push("(").push(&names.join(", ")).push(") VALUES (");
        for (at, (column, value)) in known.into_iter().enumerate() {
            builder.push(if at > 0 { ", " } else { "" });
            builder.bind(value.clone(), &column.kind);
        }
        builder.push(")");
    }
    builder.push(" RETURNING ").push(&sql.select_list);
    builder.finish()
}
