//! Places in revision files, and what is wrong there.

use std::fmt;
use std::ops::Range;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path as it was given.
    pub path: String,
    /// In bytes from the start of the text as it was given, BOM and carriage returns included.
    pub span: Range<usize>,
    /// From 1.
    pub line: usize,
    /// In characters, from 1; a BOM does not count.
    pub column: usize,
    /// The text of the line, without its end.
    pub source_line: String,
}

impl Place {
    /// The place of `span` in `text`, the content of the file at `path`.
    #[must_use]
    pub fn new(path: &str, text: &str, span: Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end).max(start);
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(line_start..).unwrap_or_default();
        let (line_text, skipped) = match rest.strip_prefix('\u{feff}') {
            Some(stripped) if line_start == 0 => (stripped, 1),
            _ => (rest, 0),
        };
        let characters = before
            .get(line_start..)
            .map_or(0, |part| part.chars().count())
            .saturating_sub(skipped);
        Self {
            path: path.to_owned(),
            span: start..end,
            line: before.matches('\n').count() + 1,
            column: characters + 1,
            source_line: line_text.lines().next().unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A mistake in the text of one revision file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct FileError {
    /// Where it is.
    pub place: Place,
    /// What is wrong, in a clause that begins in lower case.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
}
