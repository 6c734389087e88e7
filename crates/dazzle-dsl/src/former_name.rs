//! `was:` in the text of a file.

use crate::diagnostic::Fix;
use crate::source::{SourceFile, Span};

/// The edit that takes the `was:` away whose old name stands at `name`.
#[must_use]
pub fn without_was(files: &[SourceFile], name: Span) -> Option<Fix> {
    let before = files.get(name.file)?.text.get(..name.start)?;
    let before = before.trim_end().strip_suffix(':')?;
    let before = before.trim_end().strip_suffix("was")?.trim_end();
    Some(Fix {
        span: Span {
            start: before.len(),
            ..name
        },
        replacement: String::new(),
    })
}
