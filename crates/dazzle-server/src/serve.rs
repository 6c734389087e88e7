//! Taking connections until told to stop.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long a client may take to send the head of a request, and a connection may idle between two.
const HEAD_LIMIT: Duration = Duration::from_secs(20);
/// How long requests that are under way get to end.
const FAREWELL: Duration = Duration::from_secs(30);
/// Between two tries when the system gives no connection (no free file descriptor, say).
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves `router` on `listener` until `shutdown` completes; then takes no new connection, lets requests that are
/// under way end, and returns. After 30 seconds it returns in any case.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(kind = %error.kind(), "a connection could not be taken");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Only delays small packets; a socket that cannot is as good.
        drop(stream.set_nodelay(true));
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Mostly a client that went away.
            if let Err(error) = connection.await {
                tracing::debug!(
                    incomplete = error.is_incomplete_message(),
                    "a connection ended early"
                );
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way after {FAREWELL:?} and are cut off");
    }
}
