//! What is about the server: health, readiness, the description of the API, the page that shows it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{json_response, without_body};
use crate::headers::accepts;
use crate::json::write_string;
use crate::openapi;
use crate::options::Readiness;
use crate::problem::Problem;
use crate::router::Server;

const ALLOWED: &str = "GET, HEAD, OPTIONS";

/// Answers `GET`, `HEAD` and `OPTIONS` with what `make` gives.
fn answer(request: &Request, kinds: &[&str], make: impl FnOnce() -> Response) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => {
            if let Err(problem) = accepts(request.headers(), kinds) {
                return problem.into_response();
            }
            let response = make();
            if *request.method() == Method::HEAD {
                without_body(response)
            } else {
                response
            }
        }
        Method::OPTIONS => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static(ALLOWED));
            response
        }
        _ => Problem::method_not_allowed(ALLOWED).into_response(),
    }
}

/// Whether the process answers at all.
pub(crate) async fn healthz(request: Request) -> Response {
    answer(&request, &["application/json"], || {
        json_response(StatusCode::OK, "{\"status\":\"ok\"}".to_owned())
    })
}

/// Whether the application may get requests. Reasons are for those who may use the API.
pub(crate) async fn readyz(State(server): State<Arc<Server>>, request: Request) -> Response {
    let readiness = server.readiness.borrow().clone();
    let may_know = server.options.admits(request.headers());
    answer(&request, &["application/json"], || match readiness {
        Readiness::Ready => json_response(StatusCode::OK, "{\"status\":\"ready\"}".to_owned()),
        Readiness::Starting => json_response(
            StatusCode::SERVICE_UNAVAILABLE,
            "{\"status\":\"starting\"}".to_owned(),
        ),
        Readiness::NotReady(reasons) => {
            let mut out = String::from("{\"status\":\"not ready\"");
            if may_know {
                out.push_str(",\"reasons\":[");
                for (at, reason) in reasons.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_string(reason, &mut out);
                }
                out.push(']');
            }
            out.push('}');
            json_response(StatusCode::SERVICE_UNAVAILABLE, out)
        }
    })
}

/// The description of the API.
pub(crate) async fn openapi(State(server): State<Arc<Server>>, request: Request) -> Response {
    answer(&request, &["application/json"], || {
        let document = openapi::document(&server.application(), &server.options);
        json_response(StatusCode::OK, document.to_string())
    })
}

/// The page that shows the description. It asks no other host.
pub(crate) async fn docs(request: Request) -> Response {
    answer(&request, &["text/html"], || {
        let mut response = file("text/html; charset=utf-8", include_str!("../docs/page.html"));
        response.headers_mut().insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                 base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            ),
        );
        response
    })
}

pub(crate) async fn docs_script(request: Request) -> Response {
    answer(&request, &["text/javascript"], || {
        file("text/javascript; charset=utf-8", include_str!("../docs/page.js"))
    })
}

pub(crate) async fn docs_style(request: Request) -> Response {
    answer(&request, &["text/css"], || {
        file("text/css; charset=utf-8", include_str!("../docs/page.css"))
    })
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Any other address.
pub(crate) async fn not_found() -> Response {
    Problem::not_found("there is nothing at this address").into_response()
}
