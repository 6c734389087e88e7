//! Ctrl-C and SIGTERM.

use std::future::{Future, poll_fn};
use std::task::Poll;

use dazzle_engine::Interrupt;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that ask for an end, from the moment this is made.
pub struct Signals([Option<Signal>; 2]);

impl Signals {
    /// Begins to listen: from here on a signal does not end the process by itself.
    pub fn listen() -> Self {
        Self([SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok()))
    }

    /// Waits for the next one.
    pub async fn received(&mut self) {
        poll_fn(|context| {
            let came = |signal: &mut Option<Signal>| {
                signal
                    .as_mut()
                    .is_some_and(|signal| signal.poll_recv(context).is_ready())
            };
            if self.0.iter_mut().any(came) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}

/// Waits for `work`. The first signal asks it to stop, and then it is waited for still; the second ends the
/// process at once, which rolls back what is not committed.
pub async fn until_interrupted<T>(work: impl Future<Output = T>, interrupt: &Interrupt) -> T {
    let mut signals = Signals::listen();
    tokio::pin!(work);
    tokio::select! {
        outcome = &mut work => return outcome,
        () = signals.received() => interrupt.request().await,
    }
    tokio::select! {
        outcome = &mut work => outcome,
        () = signals.received() => std::process::exit(1),
    }
}
