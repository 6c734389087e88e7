//! A proposal put into the text of the revision's file. Comments and spelling of what stays are kept.

use dazzle_history::{Direction, Provenance, Revision, file};
use dazzle_ops::Operation;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::judge::{Change, Proposal};

/// Why a proposal cannot be put into a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file cannot be read any more.
    #[error("the file cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// The file is written in a way that cannot be edited.
    #[error("the file writes its operations as an inline list; write `[[{direction}]]` above each operation")]
    Inline {
        /// Which list.
        direction: Direction,
    },
    /// The text would mean something else than the proposal. This is a defect of Dazzle.
    #[error("the edited file would say something else than what was proposed; please report this")]
    Different,
}

/// The text of the file with the proposal in it.
///
/// # Errors
/// When the text cannot be edited so that it means the proposal and nothing else.
pub fn apply(
    path: &str,
    text: &str,
    original: &Revision,
    proposal: &Proposal,
    provenance: &Provenance,
) -> Result<String, EditError> {
    let unreadable = |error: toml_edit::TomlError| EditError::Unreadable {
        reason: error.message().to_owned(),
    };
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let has_carriage_returns = body.contains("\r\n");
    let mut document: DocumentMut = body.replace("\r\n", "\n").parse().map_err(unreadable)?;
    for change in &proposal.changes {
        match change {
            Change::Seam { direction, at } => {
                let sql = proposal
                    .revision
                    .operations(*direction)
                    .get(*at)
                    .and_then(|operation| block(operation).ok())
                    .and_then(|mut table| table.remove("sql"))
                    .ok_or(EditError::Different)?;
                let table = blocks(&mut document, *direction)?
                    .get_mut(*at)
                    .ok_or(EditError::Different)?;
                table.insert("sql", sql);
                without_reminder(table);
            }
            Change::Operations => {
                for direction in [Direction::Upgrade, Direction::Downgrade] {
                    replace(
                        &mut document,
                        direction,
                        original.operations(direction),
                        proposal.revision.operations(direction),
                    )?;
                }
            }
        }
    }
    let mut edited = document.to_string();
    if !edited.ends_with('\n') {
        edited.push('\n');
    }
    edited.push('\n');
    edited.push_str(&file::render_provenance(provenance));
    if has_carriage_returns {
        edited = edited.replace('\n', "\r\n");
    }
    let edited = format!("{mark}{edited}");
    match file::parse(path, &edited) {
        Ok(parsed) if parsed.revision == proposal.revision && parsed.proposals.last() == Some(provenance) => {
            Ok(edited)
        }
        _ => Err(EditError::Different),
    }
}

fn blocks(document: &mut DocumentMut, direction: Direction) -> Result<&mut ArrayOfTables, EditError> {
    document
        .get_mut(direction.as_str())
        .and_then(Item::as_array_of_tables_mut)
        .ok_or(EditError::Inline { direction })
}

/// The operation as Dazzle writes it.
fn block(operation: &Operation) -> Result<Table, EditError> {
    let text = file::render_operations(std::slice::from_ref(operation));
    let document: DocumentMut = text.parse().map_err(|_| EditError::Different)?;
    document
        .get(Direction::Upgrade.as_str())
        .and_then(Item::as_array_of_tables)
        .and_then(|list| list.get(0))
        .cloned()
        .ok_or(EditError::Different)
}

/// Takes the reminder to fill in the seam out of the comment above it.
fn without_reminder(table: &mut Table) {
    let decor = table.decor_mut();
    let Some(before) = decor.prefix().and_then(|it| it.as_str()) else {
        return;
    };
    let reminder = format!("# {}", file::FILL_IN);
    let kept: Vec<&str> = before
        .split('\n')
        .filter(|line| line.trim_end() != reminder)
        .collect();
    let kept = kept.join("\n");
    decor.set_prefix(kept);
}

/// Puts `new` in place of `old`; what is in both keeps its text.
fn replace(
    document: &mut DocumentMut,
    direction: Direction,
    old: &[Operation],
    new: &[Operation],
) -> Result<(), EditError> {
    if old == new {
        return Ok(());
    }
    let key = direction.as_str();
    let mut kept: Vec<Option<Table>> = match document.get(key) {
        None => Vec::new(),
        Some(_) => blocks(document, direction)?.iter().cloned().map(Some).collect(),
    };
    let mut list = ArrayOfTables::new();
    for operation in new {
        let same = old
            .iter()
            .zip(&mut kept)
            .find(|(other, table)| *other == operation && table.is_some())
            .and_then(|(_, table)| table.take());
        let mut table = match same {
            Some(table) => table,
            None => {
                let mut table = block(operation)?;
                table.decor_mut().set_prefix("\n");
                table
            }
        };
        // Its place is that in the list, not that in the file it came from.
        table.set_position(None);
        list.push(table);
    }
    if new.is_empty() {
        document.remove(key);
    } else {
        document.insert(key, Item::ArrayOfTables(list));
    }
    Ok(())
}
