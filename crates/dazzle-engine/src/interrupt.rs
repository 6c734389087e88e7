//! Stopping in a defined state.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use dazzle_db::Canceller;
use tokio::sync::Notify;

/// Set from outside (Ctrl-C) to stop a run: the statement that runs is cancelled, its revision rolled back, the
/// next one not begun.
#[derive(Default)]
pub struct Interrupt {
    requested: AtomicBool,
    asked: Notify,
    running: Mutex<Option<Canceller>>,
}

impl Interrupt {
    /// One that nobody has set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the run to stop.
    pub async fn request(&self) {
        self.requested.store(true, Ordering::SeqCst);
        self.asked.notify_one();
        let canceller = self.running.lock().ok().and_then(|running| running.clone());
        if let Some(canceller) = canceller {
            // If the statement cannot be cancelled, the run stops after it.
            canceller.cancel().await.ok();
        }
    }

    /// Whether somebody asked for it.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }

    /// Returns when somebody asked for it. For one waiter at a time.
    pub(crate) async fn requested(&self) {
        while !self.is_requested() {
            self.asked.notified().await;
        }
    }

    pub(crate) fn watch(&self, canceller: Canceller) {
        if let Ok(mut running) = self.running.lock() {
            *running = Some(canceller);
        }
    }

    pub(crate) fn unwatch(&self) {
        if let Ok(mut running) = self.running.lock() {
            *running = None;
        }
    }
}
