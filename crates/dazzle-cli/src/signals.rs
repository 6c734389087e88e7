//! Ctrl-C and SIGTERM.

use std::future::{Future, poll_fn};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::task::Poll;

use dazzle_engine::Interrupt;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals of this process, heard in one place: one that comes while nobody waits is there for whoever waits
/// next.
static HEARD: OnceLock<Mutex<[Option<Signal>; 2]>> = OnceLock::new();

/// The signals that ask for an end, from the moment this is first made.
#[derive(Debug, Clone, Copy)]
pub struct Signals(&'static Mutex<[Option<Signal>; 2]>);

impl Signals {
    /// Begins to listen: from here on a signal does not end the process by itself.
    pub fn listen() -> Self {
        let listen =
            || Mutex::new([SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok()));
        Self(HEARD.get_or_init(listen))
    }

    /// Waits for the next one. Only one may wait at a time.
    pub async fn received(self) {
        poll_fn(|context| {
            let mut came = |signal: &mut Option<Signal>| {
                signal
                    .as_mut()
                    .is_some_and(|signal| signal.poll_recv(context).is_ready())
            };
            let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Both are asked, so that both wake who waits.
            let [interrupt, terminate] = &mut *heard;
            if came(interrupt) | came(terminate) {
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
    let signals = Signals::listen();
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
