//! What a person may want to see while work goes on.

use std::time::Duration;

use dazzle_db::WaitInfo;
use dazzle_history::{Direction, RevisionId};

use crate::HalfDone;
use crate::baseline::Baselined;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// Another run has the lock; we wait.
    Waiting(WaitInfo),
    /// A run before this one died in the middle of these revisions; their transactions were rolled back.
    Crashed(Vec<String>),
    /// The database had tables and no history: they became the first revision, which was recorded and not run.
    Baselined(Box<Baselined>),
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
    /// A batch of a seam is committed.
    Batch {
        /// What the seam does.
        summary: String,
        /// Rows gone through in this run and pass.
        done: u64,
        /// Rows to go through in this run and pass.
        total: u64,
        /// Since the first of them.
        elapsed: Duration,
    },
    /// What was done of a revision that was half done is taken back.
    TakenBack {
        /// What was there.
        half_done: HalfDone,
        /// How long it took.
        duration: Duration,
    },
    /// Others stood in the way of the revision; it was rolled back and will be tried again.
    Retrying {
        /// What stood in the way.
        why: String,
        /// After this pause.
        pause: Duration,
    },
    /// The new revision was proved on a scratch database, before it is written.
    Proved {
        /// With which made-up rows.
        rows: crate::prove::Rows,
        /// How many of its seams nobody filled.
        open: usize,
    },
    /// The new revision could not be proved; nothing is known of it.
    NotProved {
        /// What stood in the way.
        why: String,
    },
    /// A new revision file was written and is about to be applied.
    RevisionWritten {
        /// The file, relative to the project.
        path: String,
        /// What the revision does, operation by operation.
        operations: Vec<String>,
    },
    /// The new revision file was taken back: nobody allowed what it does, and nothing was applied.
    RevisionRemoved {
        /// The file, relative to the project.
        path: String,
    },
    /// A revision is done, but its row in the log could not be closed. The next run closes it.
    LogNotWritten {
        /// What stood in the way.
        why: String,
    },
    /// The draft was taken off: the database is as history says.
    DraftTakenOff {
        /// What that did, operation by operation.
        operations: Vec<String>,
    },
    /// A revision is done and recorded.
    RevisionDone {
        /// The revision.
        revision: RevisionId,
        /// Its message.
        message: String,
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
