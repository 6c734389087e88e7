//! Revision files, the graph of revisions, targets and replay.
//!
//! A *revision* is one migration file: its id, its parents, a message, and the operations of its upgrade and
//! of its downgrade. The *history* is the graph of all revisions of a project. *Replay* folds the operations of
//! a history over the empty schema.
//!
//! How to read this crate: [`Revision`] is the value; [`mod@file`] turns it into text and text into it, and its
//! head is the reference of the file format; [`History`] is the graph, made from the texts of all files;
//! [`Target`] and [`RevisionRange`] are what a person types to name a place in it, and the path methods of
//! [`History`] say which revisions lie between there and where a database is; [`History::validate`] proves by
//! replay that every revision fits and that its downgrade leads back.
//!
//! This crate is pure: it reads no file and no clock, and it knows no dialect. Everything it gives back is in
//! an order that depends on the texts alone.

pub mod file;

mod checksum;
mod conflict;
mod difference;
pub mod duration;
mod error;
mod file_name;
mod graph;
mod order;
mod path;
mod place;
mod provenance;
mod replay;
mod revision;
mod target;

pub use checksum::checksum;
pub use conflict::Conflicting;
pub use difference::first_difference;
pub use error::{HistoryError, ReplayError, TargetError};
pub use file::ParsedRevision;
pub use file_name::file_name;
pub use graph::History;
pub use place::{FileError, Place};
pub use provenance::Provenance;
pub use revision::{Direction, Revision, RevisionId, RevisionIdError};
pub use target::{RevisionRange, Target};
