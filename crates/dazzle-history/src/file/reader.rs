//! What all readers of parts of a file share: finding keys, checking kinds of values, noting what is wrong.
//!
//! A reader of a part gives `None` when something in it is wrong; the mistake is noted then. So that one run
//! finds as much as possible, a part reads all its keys before it gives up.

use std::borrow::Cow;
use std::ops::Range;

use dazzle_schema::Name;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{FileError, Place};

/// A value with its place in the text.
pub type Item<'i> = Spanned<DeValue<'i>>;

/// The text of a file as it was given, and with line feeds only.
///
/// A multi-line string holds the line ends of its file. They must not depend on how a checkout writes them,
/// so the text that is read has `\n` throughout, and places are counted back.
pub struct Source<'t> {
    path: &'t str,
    given: &'t str,
    read: Cow<'t, str>,
    /// Where, in `read`, each line feed stands that had a carriage return before it.
    shortened_at: Vec<usize>,
}

impl<'t> Source<'t> {
    pub fn new(path: &'t str, given: &'t str) -> Self {
        let mut shortened_at = Vec::new();
        let read = if given.contains("\r\n") {
            let mut read = String::with_capacity(given.len());
            for (at, line) in given.split("\r\n").enumerate() {
                if at > 0 {
                    shortened_at.push(read.len());
                    read.push('\n');
                }
                read.push_str(line);
            }
            Cow::Owned(read)
        } else {
            Cow::Borrowed(given)
        };
        Self {
            path,
            given,
            read,
            shortened_at,
        }
    }

    /// The text to read.
    pub fn text(&self) -> &str {
        &self.read
    }

    /// The span in the text as it was given.
    pub fn given_span(&self, span: Range<usize>) -> Range<usize> {
        let given = |at: usize| at + self.shortened_at.partition_point(|shortened| *shortened < at);
        given(span.start)..given(span.end)
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.path, self.given, self.given_span(span))
    }
}

/// Nobody reads more, and finding the line of each takes time.
const MOST_ERRORS: usize = 100;

/// Collects what is wrong.
pub struct Reader<'s> {
    source: &'s Source<'s>,
    errors: Vec<FileError>,
}

/// A table that is being read, and what it is in words, such as ``a column``.
#[derive(Clone, Copy)]
pub struct Part<'a, 'i> {
    pub table: &'a DeTable<'i>,
    pub start: usize,
    pub end: usize,
    pub what: &'a str,
}

impl Part<'_, '_> {
    pub const fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl<'s> Reader<'s> {
    pub const fn new(source: &'s Source<'s>) -> Self {
        Self {
            source,
            errors: Vec::new(),
        }
    }

    /// The mistakes noted, in the order of the text.
    pub fn into_errors(self) -> Vec<FileError> {
        let mut errors = self.errors;
        errors.sort_by_key(|error| error.place.span.start);
        errors
    }

    /// Notes a mistake, unless there are [`MOST_ERRORS`] already.
    pub fn error(&mut self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        if self.errors.len() >= MOST_ERRORS {
            return;
        }
        self.errors.push(FileError {
            place: self.source.place(span),
            message: message.into(),
            help,
        });
    }

    /// The value as a table with no other keys than `keys`.
    pub fn part<'a, 'i>(&mut self, item: &'a Item<'i>, what: &'a str, keys: &[&str]) -> Option<Part<'a, 'i>> {
        let part = self.open_part(item, what)?;
        self.known_keys(&part, keys);
        Some(part)
    }

    /// The value as a table whose keys are still to be checked.
    pub fn open_part<'a, 'i>(&mut self, item: &'a Item<'i>, what: &'a str) -> Option<Part<'a, 'i>> {
        match item.get_ref() {
            DeValue::Table(table) => Some(Part {
                table,
                start: item.span().start,
                end: item.span().end,
                what,
            }),
            _ => self.wrong_kind(item, what, "a table", None),
        }
    }

    /// Notes every key of `part` that is not among `keys`.
    pub fn known_keys(&mut self, part: &Part<'_, '_>, keys: &[&str]) {
        for key in part.table.keys() {
            let word: &str = key.get_ref();
            if !keys.contains(&word) {
                let help = similar(word, keys.iter().copied())
                    .unwrap_or_else(|| format!("known are {}", listed(keys.iter().copied())));
                self.error(
                    key.span(),
                    format!("unknown key `{}` in {}", word.escape_debug(), part.what),
                    Some(help),
                );
            }
        }
    }

    /// What the key holds, which must be there.
    pub fn required<'a, 'i, T>(
        &mut self,
        part: &Part<'a, 'i>,
        key: &str,
        read: impl FnOnce(&mut Self, &'a Item<'i>, &str) -> Option<T>,
    ) -> Option<T> {
        match part.table.get(key) {
            Some(item) => read(self, item, key),
            None => {
                self.error(part.span(), format!("{} has no `{key}`", part.what), None);
                None
            }
        }
    }

    /// What the key holds, if it is there.
    pub fn optional<'a, 'i, T>(
        &mut self,
        part: &Part<'a, 'i>,
        key: &str,
        read: impl FnOnce(&mut Self, &'a Item<'i>, &str) -> Option<T>,
    ) -> Option<Option<T>> {
        match part.table.get(key) {
            Some(item) => read(self, item, key).map(Some),
            None => Some(None),
        }
    }

    /// The items of a list.
    pub fn list<'a, 'i, T>(
        &mut self,
        item: &'a Item<'i>,
        key: &str,
        mut read: impl FnMut(&mut Self, &'a Item<'i>, &str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let DeValue::Array(items) = item.get_ref() else {
            return self.wrong_kind(item, &format!("`{key}`"), "a list", None);
        };
        let mut read_items = Vec::with_capacity(items.len());
        let mut sound = true;
        for item in items.iter() {
            match read(self, item, key) {
                Some(value) => read_items.push(value),
                None => sound = false,
            }
        }
        sound.then_some(read_items)
    }

    /// A text.
    pub fn text<'a>(&mut self, item: &'a Item<'_>, key: &str) -> Option<&'a str> {
        match item.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.wrong_kind(item, &format!("`{key}`"), "a text in quotes", None),
        }
    }

    /// A text, to keep.
    pub fn owned_text(&mut self, item: &Item<'_>, key: &str) -> Option<String> {
        self.text(item, key).map(str::to_owned)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, item: &Item<'_>, key: &str) -> Option<bool> {
        match item.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_kind(
                item,
                &format!("`{key}`"),
                "`true` or `false`, without quotes",
                None,
            ),
        }
    }

    /// A name.
    pub fn name(&mut self, item: &Item<'_>, key: &str) -> Option<Name> {
        let text = self.text(item, key)?;
        match Name::new(text) {
            Ok(name) => Some(name),
            Err(error) => {
                self.error(item.span(), format!("`{key}`: {error}"), None);
                None
            }
        }
    }

    /// One of `words`, found by `find`.
    pub fn word<T>(
        &mut self,
        item: &Item<'_>,
        key: &str,
        words: &[&str],
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(item, key)?;
        let found = find(text);
        if found.is_none() {
            let help = similar(text, words.iter().copied())
                .unwrap_or_else(|| format!("known are {}", listed(words.iter().copied())));
            self.error(
                item.span(),
                format!("`{key}` does not know `{}`", text.escape_debug()),
                Some(help),
            );
        }
        found
    }

    /// Notes that the value is of another kind than `wanted`.
    pub fn wrong_kind<T>(
        &mut self,
        item: &Item<'_>,
        what: &str,
        wanted: &str,
        help: Option<String>,
    ) -> Option<T> {
        let found = match item.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.error(item.span(), format!("{what} must be {wanted}, not {found}"), help);
        None
    }
}

/// ``did you mean `x`?``, when one of `words` is near `text`.
pub fn similar<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<String> {
    // Long texts are never a slip of the pen, and comparing them takes time.
    if text.len() > 40 {
        return None;
    }
    words
        .map(|word| (strsim::damerau_levenshtein(&text.to_lowercase(), word), word))
        .filter(|(distance, word)| *distance <= (word.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| format!("did you mean `{word}`?"))
}

/// `` `a`, `b`, `c` ``
pub fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
