//! Source files and places in them.
//!
//! A place is a [`Span`]: byte offsets into the text of one file, numbered as the files were given to
//! [`crate::load`]. Lines and columns, which people read, are made from it on demand by
//! [`SourceFile::position`]; columns count characters, not bytes.

use crate::Diagnostic;

/// A file of DSL text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, for messages; without a `module` line its last part names the module.
    pub path: String,
    /// Its text. *Shape:* line ends are LF, there is no byte-order mark.
    pub text: String,
}

/// A stretch of text in one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Index into the files given to [`crate::load`].
    pub file: usize,
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset behind the last character; equal to `start` for a place between characters.
    pub end: usize,
}

impl Span {
    /// From the start of this to the end of `other`, which lies behind it in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            file: self.file,
            start: self.start,
            end: other.end.max(self.start),
        }
    }

    /// The place behind the last character.
    #[must_use]
    pub const fn behind(self) -> Self {
        Self {
            start: self.end,
            ..self
        }
    }
}

/// Where a span lies, in words of an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position<'a> {
    /// The line of the first character, from 1.
    pub line: usize,
    /// The column of the first character, in characters, from 1.
    pub column: usize,
    /// How many characters of that line the span covers; at least 1, so that a caret can be drawn.
    pub width: usize,
    /// That line, without its line end.
    pub line_text: &'a str,
}

impl SourceFile {
    /// A file with the given text; a byte-order mark is dropped, CR and CRLF become LF.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if let Some(rest) = text.strip_prefix('\u{feff}') {
            text = rest.to_owned();
        }
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        Self {
            path: path.into(),
            text,
        }
    }

    /// A file from what was read from disk.
    ///
    /// # Errors
    /// When the bytes are not UTF-8; the diagnostic names line and column of the first bad byte. It has no
    /// span, because there is no text to point into.
    pub fn from_bytes(path: impl Into<String>, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let path = path.into();
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, text)),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let good = String::from_utf8_lossy(good);
                let line = good.matches('\n').count() + 1;
                let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                Err(Box::new(
                    Diagnostic::error(
                        "not-utf8",
                        None,
                        format!("`{path}` is not UTF-8: line {line}, column {column}"),
                    )
                    .help("save the file as UTF-8"),
                ))
            }
        }
    }

    /// Line, column and text of the line where `span` begins. Offsets outside the text, or inside a
    /// character, are moved back to the nearest character.
    #[must_use]
    pub fn position(&self, span: Span) -> Position<'_> {
        let start = self.text.floor_char_boundary(span.start);
        let (before, after) = self.text.split_at_checked(start).unwrap_or((&self.text, ""));
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = start + after.find('\n').unwrap_or(after.len());
        let end = self.text.floor_char_boundary(span.end).clamp(start, line_end);
        let count = |from: usize, to: usize| self.text.get(from..to).map_or(0, |text| text.chars().count());
        Position {
            line: before.matches('\n').count() + 1,
            column: count(line_start, start) + 1,
            width: count(start, end).max(1),
            line_text: self.text.get(line_start..line_end).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let file = SourceFile::new("a.dsl", "ä: é\r\nöl: x y\n");
        let position = file.position(Span {
            file: 0,
            start: 14,
            end: 15,
        });
        assert_eq!((position.line, position.column, position.width), (2, 7, 1));
        assert_eq!(position.line_text, "öl: x y");
    }

    #[test]
    fn a_span_outside_the_text_is_its_end() {
        let file = SourceFile::new("a.dsl", "ab");
        assert_eq!(
            file.position(Span {
                file: 0,
                start: 90,
                end: 99
            })
            .column,
            3
        );
    }

    #[test]
    fn bad_bytes_are_located() {
        let error = SourceFile::from_bytes("a.dsl", b"one\nt\xffo").unwrap_err();
        assert!(error.message.contains("line 2, column 2"), "{}", error.message);
        assert_eq!(
            SourceFile::from_bytes("a.dsl", b"\xef\xbb\xbfx\ry").unwrap().text,
            "x\ny"
        );
    }
}
