//! Values in the words and colours of a terminal.

pub mod adoption;
pub mod diagnostics;
pub mod difference;
pub mod errors;
pub mod json;
pub mod progress;
pub mod proof;
pub mod questions;
pub mod words;
