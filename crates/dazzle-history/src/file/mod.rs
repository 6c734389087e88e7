//! Revision files: TOML text to values and back. [`render`] writes and [`parse`] reads the format below.
#![doc = include_str!("../../../../docs/revision-files.md")]

pub(crate) mod shape;

mod edit;
mod operations;
mod parts;
mod proposed;
mod read;
mod reader;
mod strings;
mod write;

pub use edit::fill_seam;
pub use proposed::render_provenance;
pub use read::{ParsedRevision, parse};
pub use write::{FILL_IN, render, render_operations, render_with};
