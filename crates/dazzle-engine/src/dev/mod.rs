//! Dev mode: a local database is kept in step with the DSL while somebody edits it.
//!
//! [`synchronise`] applies what is pending, then the rest of the difference to the DSL as a *draft*: without a file and
//! without a question. What is unsafe or cannot be told is left out, with the reason and the next step.

mod left_out;
mod synchronise;
mod way;
pub(crate) mod withheld;

pub use left_out::{LeftOut, Reason};
pub use synchronise::{Synchronised, synchronise};
