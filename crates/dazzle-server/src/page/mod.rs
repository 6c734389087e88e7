//! The page of dev mode: what the application is, where its database stands, and what was left out.
//!
//! ```text
//! Page (plain data, in a watch channel) ─▶ router ─▶ html (one document) ◀─ layout (where boxes and lines go)
//! ```
//!
//! It asks no database and reads no file: whoever keeps the database in step fills a [`Page`] and sends it whenever
//! something changed. The page in the browser hears of it by a stream of events and takes over the parts that differ,
//! so that focus, scroll positions and what is unfolded stay. Without a script it is the same page, to be loaded again
//! by hand. It asks no other host.
//!
//! Words: a *part* is an element of the document that is renewed as one; a *version* is a digest of the document.

mod data;
mod entities;
mod html;
mod layout;
mod router;

pub use data::{
    Attempt, Diagnostic, Entity, Field, Happening, LeftOut, Outcome, Page, Place, Reason, Revision, Standing,
};
pub use entities::entities;
pub use router::router;
