//! What a person may want to see while work goes on.

use std::time::Duration;

use dazzle_db::WaitInfo;
use dazzle_history::{Direction, RevisionId};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// Another run has the lock; we wait.
    Waiting(WaitInfo),
    /// A run before this one died in the middle of these revisions; their transactions were rolled back.
    Crashed(Vec<String>),
    /// A revision begins.
    RevisionStarted {
        /// The revision.
        revision: RevisionId,
        /// Its message.
        message: String,
        /// Which way it goes.
        direction: Direction,
        /// How many came before it in this run, from zero.
        position: usize,
        /// How many there are in this run.
        total: usize,
    },
    /// A step of the revision begins.
    Step {
        /// What it does.
        summary: String,
        /// Operations of the revision done so far.
        done: usize,
        /// Operations in all.
        total: usize,
    },
    /// A seam needed nothing: its postcondition held already.
    SeamPassed {
        /// Why the seam is there.
        why: String,
    },
    /// A revision is done and recorded.
    RevisionDone {
        /// The revision.
        revision: RevisionId,
        /// Which way it went.
        direction: Direction,
        /// How many statements ran.
        statements: usize,
        /// How long it took.
        duration: Duration,
    },
}

/// Who hears of events.
pub type Observer<'a> = dyn FnMut(Event) + 'a;
