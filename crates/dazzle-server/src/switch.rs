//! A router that stands for another one, which may be exchanged.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::problem::Problem;

/// Hands each request to the router that `current` holds at that moment; while there is none, answers 503.
///
/// So a server can listen before it knows what to serve, and go on listening when that changes.
pub fn switchable(current: watch::Receiver<Option<Router>>) -> Router {
    Router::new().fallback(hand_over).with_state(current)
}

async fn hand_over(State(current): State<watch::Receiver<Option<Router>>>, request: Request) -> Response {
    let router = current.borrow().clone();
    match router {
        Some(router) => match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        None => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_yet",
            "nothing is served yet; look at the page, or at the terminal, for what stands in the way",
        )
        .into_response(),
    }
}
