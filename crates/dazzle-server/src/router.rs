//! The routes, and what all requests go through: an id, a log line, a time limit, the host and the token.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tokio::sync::watch;

use crate::application::Application;
use crate::database::Database;
use crate::handlers;
use crate::headers::is_to_loopback;
use crate::options::{Mode, Readiness, ServerOptions};
use crate::problem::{Cause, Problem};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every handler can see.
#[derive(Debug)]
pub(crate) struct Server {
    application: watch::Receiver<Arc<Application>>,
    pub(crate) database: Database,
    pub(crate) options: ServerOptions,
    pub(crate) readiness: watch::Receiver<Readiness>,
}

impl Server {
    /// The application as it is now; a request uses one from its beginning to its end.
    pub(crate) fn application(&self) -> Arc<Application> {
        Arc::clone(&self.application.borrow())
    }
}

/// The routes of an application: `/api`, `/openapi.json`, `/docs`, `/healthz`, `/readyz`.
///
/// A new value in `application` is served from the next request on; the same routes stay. A caller may add routes of
/// its own to what it gets; those are outside of the token and the log here.
pub fn router(
    application: watch::Receiver<Arc<Application>>,
    database: Database,
    options: ServerOptions,
    readiness: watch::Receiver<Readiness>,
) -> Router {
    let server = Arc::new(Server {
        application,
        database,
        options,
        readiness,
    });
    Router::new()
        .route("/api/{entity}", any(handlers::collection))
        .route("/api/{entity}/{id}", any(handlers::item))
        .route("/openapi.json", any(handlers::openapi))
        .route("/docs", any(handlers::docs))
        .route("/docs/page.js", any(handlers::docs_script))
        .route("/docs/page.css", any(handlers::docs_style))
        .route("/healthz", any(handlers::healthz))
        .route("/readyz", any(handlers::readyz))
        .fallback(handlers::not_found)
        .layer(from_fn_with_state(Arc::clone(&server), edge))
        .with_state(server)
}

async fn edge(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let response = match admit(&server, &request, &route) {
        Err(problem) => problem.into_response(),
        Ok(()) => match tokio::time::timeout(server.options.request_limit, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Problem::too_slow().into_response(),
        },
    };
    finish(response, &id, &method, &route, started)
}

/// Host and token. Only what tells nothing about the application is open to all.
fn admit(server: &Server, request: &Request, route: &str) -> Result<(), Problem> {
    let headers = request.headers();
    if server.options.mode == Mode::Local && !is_to_loopback(headers, request.uri()) {
        return Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "wrong_host",
            "in local mode the server answers only under `localhost` and the addresses of this machine for itself",
        ));
    }
    let path = request.uri().path();
    let is_api =
        route.starts_with("/api") || path == "/api" || path.starts_with("/api/") || route == "/openapi.json";
    if is_api && !server.options.admits(headers) {
        return Err(Problem::unauthorized());
    }
    Ok(())
}

/// The id that the request came with, if it is a plain one, or a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let given = headers.get(&REQUEST_ID).filter(|id| {
        (1..=64).contains(&id.len())
            && id
                .as_bytes()
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    });
    given.cloned().unwrap_or_else(|| {
        let id = uuid::Uuid::now_v7().simple().to_string();
        HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown"))
    })
}

/// Adds the headers that all responses have and writes the log line, which holds no path, query or body: these may
/// hold what nobody should read in a log.
fn finish(
    mut response: Response,
    id: &HeaderValue,
    method: &Method,
    route: &str,
    started: Instant,
) -> Response {
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-cache"));
    let status = response.status();
    let cause = response.extensions().get::<Cause>().map(|cause| cause.0.as_str());
    let method = known_method(method);
    let id = id.to_str().unwrap_or_default();
    let duration_ms = started.elapsed().as_secs_f64() * 1_000.0;
    if status.is_server_error() {
        tracing::error!(
            request_id = id,
            method,
            route,
            status = status.as_u16(),
            duration_ms,
            cause,
            "request"
        );
    } else {
        tracing::info!(
            request_id = id,
            method,
            route,
            status = status.as_u16(),
            duration_ms,
            "request"
        );
    }
    response
}

/// A method's name; of one that a client made up, none.
fn known_method(method: &Method) -> &str {
    match *method {
        Method::GET
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::HEAD
        | Method::OPTIONS
        | Method::CONNECT
        | Method::TRACE => method.as_str(),
        _ => "other",
    }
}
