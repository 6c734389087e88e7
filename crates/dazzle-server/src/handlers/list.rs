//! `GET /api/{entity}`

use axum::http::header::LINK;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::expand::{Expansions, expansions};
use super::{Call, json_response};
use crate::address::{encode, pairs};
use crate::json::write_string;
use crate::problem::Problem;
use crate::query::{PageSize, list as read_query};
use crate::render::open_row;

/// A page of rows: `{"items": […], "next": "…"}`.
pub(super) async fn list(call: &Call) -> Result<Response, Problem> {
    let options = &call.server.options;
    let page = PageSize {
        usual: options.page_size.min(options.most_page_size),
        most: options.most_page_size,
    };
    let database = &call.server.database;
    let dialect = database.dialect();
    let resource = &call.resource;
    let query = read_query(&call.application, resource, call.query(), page, dialect)?;
    let kinds = resource.columns.iter().map(|column| &column.kind);
    let mut rows = database.read(query.statement(resource, dialect), kinds).await?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let expansions: Expansions = expansions(call, &query.expand, &rows).await?;

    let mut out = String::with_capacity(64 + rows.len() * 256);
    out.push_str("{\"items\":[");
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        open_row(resource, row, &mut out);
        expansions.write(row, &mut out);
        out.push('}');
    }
    out.push_str("],\"next\":");
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|last| query.cursor(resource, last));
    match &next {
        Some(cursor) => write_string(cursor, &mut out),
        None => out.push_str("null"),
    }
    out.push('}');
    let mut response = json_response(StatusCode::OK, out);
    if let Some(cursor) = next
        && let Ok(link) = HeaderValue::from_str(&next_link(call, &cursor))
    {
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}

/// The address of the next page (RFC 8288).
fn next_link(call: &Call, cursor: &str) -> String {
    let mut query: Vec<String> = pairs(call.query())
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, _)| name != "cursor")
        .map(|(name, value)| format!("{}={}", encode(&name), encode(&value)))
        .collect();
    query.push(format!("cursor={cursor}"));
    format!("<{}?{}>; rel=\"next\"", call.uri.path(), query.join("&"))
}
