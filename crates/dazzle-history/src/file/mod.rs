//! Revision files: TOML text to values and back. [`render`] writes and [`parse`] reads the format below.
#![doc = include_str!("../../../../docs/revision-files.md")]

pub(crate) mod shape;

mod operations;
mod parts;
mod read;
mod reader;
mod strings;
mod write;

pub use read::{ParsedRevision, parse};
pub use write::{render, render_operations};
