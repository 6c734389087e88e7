//! The addresses of the page.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::{Page, html};
use crate::headers::is_to_loopback;
use crate::problem::Problem;

/// Nothing but what this server gives, and nothing that sends a form or frames the page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// How soon a browser asks again after the stream of events broke off.
const RETRY: Duration = Duration::from_secs(1);
/// How many digits of the digest make a version.
const VERSION_LENGTH: usize = 16;

/// What the handlers share.
#[derive(Debug)]
struct Shared {
    page: watch::Receiver<Arc<Page>>,
    /// The last document and what it was made from, since many ask for the same.
    last: Mutex<Option<(Arc<Page>, Arc<Document>)>>,
}

#[derive(Debug)]
struct Document {
    version: String,
    html: String,
}

/// The page at `/`, and at `/page/` what belongs to it.
///
/// Only requests to this machine's own name are answered, so that a web page cannot reach it under a name of its own.
/// To be merged with the routes of [`crate::router()`] in local mode, and never elsewhere. The stream of events ends
/// when the sender of `page` is dropped: do that first when the server is to stop, or it waits for the browsers.
pub fn router(page: watch::Receiver<Arc<Page>>) -> Router {
    let shared = Arc::new(Shared {
        page,
        last: Mutex::new(None),
    });
    Router::new()
        .route("/", get(document))
        .route("/page/events", get(events))
        .route("/page/style.css", get(style))
        .route("/page/script.js", get(script))
        .route("/page/icon.svg", get(icon))
        .layer(from_fn(edge))
        .with_state(shared)
}

impl Shared {
    fn document(&self) -> Arc<Document> {
        let page = Arc::clone(&self.page.borrow());
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((shown, document)) = &*last
            && Arc::ptr_eq(shown, &page)
        {
            return Arc::clone(document);
        }
        let body = html::body(&page);
        let digest = Sha256::digest(body.as_bytes());
        let mut version: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        version.truncate(VERSION_LENGTH);
        let html = html::document(&page, &version, &body);
        let document = Arc::new(Document { version, html });
        *last = Some((page, Arc::clone(&document)));
        document
    }
}

async fn edge(request: Request, next: Next) -> Response {
    let mut response = if is_to_loopback(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "wrong_host",
            "in local mode the server answers only under `localhost` and the addresses of this machine for itself",
        )
        .into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn document(State(shared): State<Arc<Shared>>) -> Response {
    file("text/html; charset=utf-8", shared.document().html.clone())
}

async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("style.css"))
}

async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("script.js"))
}

async fn icon() -> Response {
    file("image/svg+xml", include_str!("icon.svg"))
}

fn file(kind: &'static str, text: impl IntoResponse) -> Response {
    let mut response = text.into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The version now, and each that comes; the browser knows which one it has.
async fn events(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let page = shared.page.clone();
    let versions = stream::unfold((shared, page, true), |(shared, mut page, is_first)| async move {
        if is_first {
            page.mark_unchanged();
        } else {
            page.changed().await.ok()?;
        }
        let event = Event::default().retry(RETRY).data(&shared.document().version);
        Some((Ok(event), (shared, page, false)))
    });
    Sse::new(versions).keep_alive(KeepAlive::default())
}
