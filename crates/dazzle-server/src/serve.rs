//! Taking connections until told to stop, and ending those that only hold on.
//!
//! Whatever clients do, what they keep the server busy with has an end: there are so many connections at most, a head
//! has so many bytes and so much time, and an answer has to be taken. How long a request with its body may take is the
//! router's affair.

use std::future::Future;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use tower::ServiceExt as _;

/// How long requests that are under way get to end.
const FAREWELL: Duration = Duration::from_secs(30);
/// Between two tries when the system gives no connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How much clients may hold on to.
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// The most connections at a time. Where they are used up and another client comes, those that idle are closed and
    /// the others after the answer that they wait for.
    pub connections: u32,
    /// The most bytes of the head of a request, and of what is read ahead; at least 8 KiB.
    pub head_bytes: usize,
    /// How long a client may take to send the head of a request, and a connection may idle between two.
    pub head: Duration,
    /// How long after the beginning of a request the connection is cut if the answer was not taken and no other
    /// request came.
    pub exchange: Duration,
}

impl Default for ConnectionLimits {
    /// 800 connections, which leaves files for the rest where a process may open the usual 1,024; 64 KiB; 20 seconds;
    /// two minutes.
    fn default() -> Self {
        Self {
            connections: 800,
            head_bytes: 64 * 1024,
            head: Duration::from_secs(20),
            exchange: Duration::from_secs(120),
        }
    }
}

/// Serves `router` on `listener` until `shutdown` completes; then takes no new connection, lets requests that are
/// under way end, and returns. After 30 seconds it returns in any case. The limits are the usual ones.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    serve_within(&ConnectionLimits::default(), listener, router, shutdown).await;
}

/// The same with other limits.
pub async fn serve_within(
    limits: &ConnectionLimits,
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections as usize));
    // Each message asks the connections that are there then to end.
    let (end, _) = watch::channel(());
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let next = async {
            let stream = accept(&listener, &end).await;
            let place = place(&places, &end).await;
            (stream, place)
        };
        let (stream, place) = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        // Only delays small packets; a socket that cannot is as good.
        drop(stream.set_nodelay(true));
        let connection = converse(stream, router.clone(), limits.clone(), end.subscribe());
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    end.send_replace(());
    let all_ended = places.acquire_many(limits.connections);
    if tokio::time::timeout(FAREWELL, all_ended).await.is_err() {
        tracing::warn!("requests were still under way after {FAREWELL:?} and are cut off");
    }
}

/// The next connection. If the system gives none (no free file descriptor, say), the others are asked to end.
async fn accept(listener: &TcpListener, end: &watch::Sender<()>) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // That client is gone already.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::warn!(kind = %error.kind(), "a connection could not be taken; those that idle are closed");
                end.send_replace(());
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// A place for another connection; if there is none, the others are asked to end. Nobody closes the semaphore, so there
/// is always one in the end.
async fn place(places: &Arc<Semaphore>, end: &watch::Sender<()>) -> Option<OwnedSemaphorePermit> {
    if places.available_permits() == 0 {
        tracing::warn!("all connections are used up; those that idle are closed");
        end.send_replace(());
    }
    Arc::clone(places).acquire_owned().await.ok()
}

/// Answers the requests of one connection to its end.
async fn converse(stream: TcpStream, router: Router, limits: ConnectionLimits, mut end: watch::Receiver<()>) {
    let opened = Instant::now();
    // Milliseconds since then.
    let last_request = Arc::new(AtomicU64::new(0));
    let noted = Arc::clone(&last_request);
    let service = router.map_request(move |request: Request<Incoming>| {
        let now = u64::try_from(opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        noted.store(now, Ordering::Relaxed);
        request
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let mut deadline = opened + limits.exchange;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                // Mostly a client that went away.
                if let Err(error) = ended {
                    tracing::debug!(incomplete = error.is_incomplete_message(), "a connection ended early");
                }
                return;
            }
            Ok(()) = end.changed() => connection.as_mut().graceful_shutdown(),
            () = tokio::time::sleep_until(deadline) => {
                let last_request = Duration::from_millis(last_request.load(Ordering::Relaxed));
                deadline = opened + last_request + limits.exchange;
                if deadline <= Instant::now() {
                    tracing::debug!("a connection was cut: its client takes no answer");
                    return;
                }
            }
        }
    }
}
