//! Asks a language model about what Dazzle cannot know, and trusts nothing of what it says.
//!
//! A [`Task`] is what is open in one revision: seams that nobody filled, questions that nobody answered. It becomes a
//! [`Conversation`], which a [`Driver`] puts to a model. The text that comes back is read as an [`Answer`] and held
//! against the task: [`Task::judge`] gives a [`Proposal`], which is the revision as it would be, or says why not.
//! What SQL may do is decided in [`limits`]. [`edit`] puts a proposal into the text of the revision's file, comments
//! and all, with its provenance.
//!
//! Nothing here runs SQL or knows a database. Whether a proposal works is for a proof to find out, and whether it is
//! wanted, for a person. But for the drivers, everything is a function of its arguments.

pub mod driver;
pub mod edit;
pub mod limits;

mod answer;
mod conversation;
mod judge;
mod request;
mod task;
mod touched;

pub use answer::{Answer, AnswerError, schema};
pub use conversation::{Attempt, Conversation, digest};
pub use driver::{Driver, DriverError, Key, Protocol, Watch};
pub use judge::{Change, Proposal};
pub use task::{OpenQuestion, OpenSeam, Sample, Task};
