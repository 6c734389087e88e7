//! One function for each kind of address.

mod create;
mod expand;
mod item;
mod list;
mod meta;
mod refusal;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::address::decode;
use crate::application::{Application, Resource};
use crate::headers::{accepts, content_length, has_json_body};
use crate::json::Json;
use crate::problem::Problem;
use crate::router::Server;
pub(crate) use meta::{docs, docs_script, docs_style, healthz, not_found, openapi, readyz};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");

/// A request to a resource, with what it needs.
struct Call {
    server: Arc<Server>,
    application: Arc<Application>,
    resource: Arc<Resource>,
    uri: Uri,
    headers: HeaderMap,
}

impl Call {
    fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The last part of the path, still encoded.
    fn last_part(&self) -> &str {
        self.uri.path().rsplit('/').next().unwrap_or_default()
    }
}

/// `/api/{entity}`
pub(crate) async fn collection(State(server): State<Arc<Server>>, request: Request) -> Response {
    const ALLOWED: &str = "GET, HEAD, POST, OPTIONS";
    let (call, method, body) = match call(server, request, 1) {
        Ok(call) => call,
        Err(problem) => return problem.into_response(),
    };
    let response = match method {
        Method::GET => list::list(&call).await,
        Method::HEAD => list::list(&call).await.map(without_body),
        Method::POST => create::create(&call, body).await,
        Method::OPTIONS => Ok(options(ALLOWED, &ACCEPT_POST)),
        _ => Err(Problem::method_not_allowed(ALLOWED)),
    };
    response.unwrap_or_else(IntoResponse::into_response)
}

/// `/api/{entity}/{id}`
pub(crate) async fn item(State(server): State<Arc<Server>>, request: Request) -> Response {
    const ALLOWED: &str = "GET, HEAD, PATCH, DELETE, OPTIONS";
    let (call, method, body) = match call(server, request, 2) {
        Ok(call) => call,
        Err(problem) => return problem.into_response(),
    };
    let response = match method {
        Method::GET => item::read(&call).await,
        Method::HEAD => item::read(&call).await.map(without_body),
        Method::PATCH => item::change(&call, body).await,
        Method::DELETE => item::delete(&call).await,
        Method::OPTIONS => Ok(options(ALLOWED, &ACCEPT_PATCH)),
        _ => Err(Problem::method_not_allowed(ALLOWED)),
    };
    response.unwrap_or_else(IntoResponse::into_response)
}

/// Takes a request apart; the name of the entity is that part of the path, counted from its end.
fn call(server: Arc<Server>, request: Request, part: usize) -> Result<(Call, Method, Body), Problem> {
    let (parts, body) = request.into_parts();
    accepts(&parts.headers, &["application/json", "application/problem+json"])?;
    let application = server.application();
    let resource = parts
        .uri
        .path()
        .rsplit('/')
        .nth(part - 1)
        .and_then(decode)
        .and_then(|name| application.resource(&name).cloned())
        .ok_or_else(|| Problem::not_found("there is no such entity"))?;
    let call = Call {
        server,
        application,
        resource,
        uri: parts.uri,
        headers: parts.headers,
    };
    Ok((call, parts.method, body))
}

fn without_body(mut response: Response) -> Response {
    *response.body_mut() = Body::empty();
    response
}

fn options(allowed: &'static str, accept: &HeaderName) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static(allowed));
    headers.insert(accept.clone(), JSON);
    response
}

/// A JSON document as the body of a response.
fn json_response(status: StatusCode, document: String) -> Response {
    let mut response = Response::new(Body::from(document));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

/// Reads a body of JSON within the limit.
async fn json_body(call: &Call, body: Body) -> Result<Json, Problem> {
    has_json_body(&call.headers)?;
    let limit = call.server.options.body_limit;
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!("a body may have at most {limit} bytes"),
        )
    };
    if content_length(&call.headers)
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(too_large());
    }
    let bytes: Bytes = match Limited::new(body, limit).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
        Err(_) => return Err(malformed("the body did not come whole")),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| malformed("the body is not UTF-8"))?;
    Json::parse(text).map_err(|error| malformed(format!("the body is not JSON as it is taken here: {error}")))
}

fn malformed(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "malformed", detail)
}
