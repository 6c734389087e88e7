//! Reading a revision file.

use std::ops::Range;

use dazzle_ops::Operation;
use jiff::Timestamp;
use toml::de::{DeTable, DeValue};

use super::operations::operation;
use super::proposed::proposals;
use super::reader::{Item, Part, Reader, Source};
use crate::{Direction, FileError, Place, Provenance, Revision, RevisionId};

/// A revision with the file it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedRevision {
    /// The file's path as it was given.
    pub path: String,
    /// The file's text as it was given.
    pub text: String,
    /// What it says.
    pub revision: Revision,
    /// Where the id stands. All spans are in bytes of `text`.
    pub id_span: Range<usize>,
    /// Where each parent stands, in the order of [`Revision::parents`].
    pub parent_spans: Vec<Range<usize>>,
    /// Where the header of each operation of the upgrade stands.
    pub upgrade_spans: Vec<Range<usize>>,
    /// Where the header of each operation of the downgrade stands.
    pub downgrade_spans: Vec<Range<usize>>,
    /// What of it a language model proposed, in the order of the file.
    pub proposals: Vec<Provenance>,
}

impl ParsedRevision {
    /// The place of a span of the file.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.path, &self.text, span)
    }

    /// The place of the operation at position `at`, from zero; of the id when there is none.
    #[must_use]
    pub fn operation_place(&self, direction: Direction, at: usize) -> Place {
        let spans = match direction {
            Direction::Upgrade => &self.upgrade_spans,
            Direction::Downgrade => &self.downgrade_spans,
        };
        self.place(spans.get(at).unwrap_or(&self.id_span).clone())
    }
}

/// Reads the text of the file at `path`. A BOM and either kind of line end are accepted.
///
/// # Errors
/// Everything that is wrong, in the order of the text, up to a hundred mistakes. Where the text is no TOML, only that is reported.
pub fn parse(path: &str, text: &str) -> Result<ParsedRevision, Vec<FileError>> {
    let source = Source::new(path, text);
    let mut reader = Reader::new(&source);
    let (document, syntax_errors) = DeTable::parse_recoverable(source.text());
    for error in &syntax_errors {
        let end = source.text().len();
        reader.error(error.span().unwrap_or(end..end), error.message(), None);
    }
    if !syntax_errors.is_empty() {
        return Err(reader.into_errors());
    }
    let part = Part {
        table: document.get_ref(),
        start: 0,
        end: 0,
        what: "the file",
    };
    let read = revision(&mut reader, &part);
    let errors = reader.into_errors();
    match read {
        Some(read) if errors.is_empty() => {
            let given =
                |spans: Vec<Range<usize>>| spans.into_iter().map(|it| source.given_span(it)).collect();
            Ok(ParsedRevision {
                path: path.to_owned(),
                text: text.to_owned(),
                revision: read.revision,
                id_span: source.given_span(read.id_span),
                parent_spans: given(read.parent_spans),
                upgrade_spans: given(read.upgrade_spans),
                downgrade_spans: given(read.downgrade_spans),
                proposals: read.proposals,
            })
        }
        _ => Err(errors),
    }
}

struct Read {
    revision: Revision,
    id_span: Range<usize>,
    parent_spans: Vec<Range<usize>>,
    upgrade_spans: Vec<Range<usize>>,
    downgrade_spans: Vec<Range<usize>>,
    proposals: Vec<Provenance>,
}

fn revision(reader: &mut Reader<'_>, part: &Part<'_, '_>) -> Option<Read> {
    let keys = [
        "revision",
        "revises",
        "message",
        "created_at",
        "upgrade",
        "downgrade",
        "proposed",
    ];
    reader.known_keys(part, &keys);
    let id = reader.required(part, "revision", |reader, item, key| {
        Some((revision_id(reader, item, key)?, item.span()))
    });
    let parents = if part.table.contains_key("revises") {
        reader.required(part, "revises", |reader, item, key| {
            let parents = reader.list(item, key, |reader, item, key| {
                Some((revision_id(reader, item, key)?, item.span()))
            })?;
            let ids: Vec<&RevisionId> = parents.iter().map(|(id, _)| id).collect();
            reader.no_repetition(item, key, &ids).then_some(parents)
        })
    } else {
        let help = "write the ids of the revisions it follows, or `revises = []` for the first";
        reader.error(
            part.span(),
            format!("{} has no `revises`", part.what),
            Some(help.to_owned()),
        );
        None
    };
    let message = reader.required(part, "message", Reader::owned_text);
    let created_at = reader.required(part, "created_at", timestamp);
    let upgrade = operations(reader, part, Direction::Upgrade);
    let downgrade = operations(reader, part, Direction::Downgrade);
    let proposed = reader.optional(part, "proposed", proposals);
    let (id, id_span) = id?;
    let (parents, parent_spans) = parents?.into_iter().unzip();
    let (upgrade, upgrade_spans) = upgrade?.into_iter().unzip();
    let (downgrade, downgrade_spans) = downgrade?.into_iter().unzip();
    Some(Read {
        revision: Revision {
            id,
            parents,
            message: message?,
            created_at: created_at?,
            upgrade,
            downgrade,
        },
        id_span,
        parent_spans,
        upgrade_spans,
        downgrade_spans,
        proposals: proposed?.unwrap_or_default(),
    })
}

fn revision_id(reader: &mut Reader<'_>, item: &Item<'_>, key: &str) -> Option<RevisionId> {
    match RevisionId::new(reader.text(item, key)?) {
        Ok(id) => Some(id),
        Err(error) => {
            reader.error(item.span(), format!("`{key}`: {error}"), None);
            None
        }
    }
}

fn timestamp(reader: &mut Reader<'_>, item: &Item<'_>, key: &str) -> Option<Timestamp> {
    let help = "write it without quotes, as in `2026-11-22T10:14:03Z`".to_owned();
    let DeValue::Datetime(datetime) = item.get_ref() else {
        return reader.wrong_kind(item, &format!("`{key}`"), "a date and time with zone", Some(help));
    };
    let timestamp = datetime.to_string().parse().ok();
    if timestamp.is_none() {
        let message = format!("`{key}` is `{datetime}`, which is no date and time with zone");
        reader.error(item.span(), message, Some(help));
    }
    timestamp
}

type Operations = Vec<(Operation, Range<usize>)>;

fn operations(reader: &mut Reader<'_>, part: &Part<'_, '_>, direction: Direction) -> Option<Operations> {
    let key = direction.as_str();
    let read = reader.optional(part, key, |reader, item, key| {
        if matches!(item.get_ref(), DeValue::Array(_)) {
            reader.list(item, key, |reader, item, _| {
                Some((operation(reader, item)?, item.span()))
            })
        } else {
            let help = Some(format!("write `[[{key}]]` above each operation"));
            reader.wrong_kind(item, &format!("`{key}`"), "a list of operations", help)
        }
    });
    read.map(Option::unwrap_or_default)
}
