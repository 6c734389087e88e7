//! Dev mode: a local database is kept in step with the DSL while somebody edits it.
//!
//! [`synchronise()`] applies what is pending, then the rest of the difference to the DSL as a *draft*: without a file and
//! without a question. What is unsafe or cannot be told is left out, with the reason and the next step.

mod follow;
mod left_out;
mod synchronise;
mod watcher;
mod way;
pub(crate) mod withheld;

pub use follow::{Happening, Reload, follow};
pub use left_out::{LeftOut, Reason};
pub use synchronise::{Synchronised, refuse_away_from_a_desk, synchronise};
pub use watcher::Watcher;
