//! `--rename OLD=NEW`, as typed.

use std::str::FromStr;

use dazzle_diff::{ColumnRename, Decisions, TableRename};
use dazzle_schema::{Name, Schema};

use crate::EngineError;

/// Something that was renamed: `Task=Job`, or `Task.title=Task.name` for a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rename {
    /// A table.
    Table(TableRename),
    /// A column; the table is named as it is after, or as it was before where its rename is said, too.
    Column(ColumnRename),
}

/// The text is no rename.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no rename: write `Task=Job` for a table, or `Task.title=Task.name` for a column")]
pub struct RenameParseError {
    /// The text as typed.
    pub text: String,
}

impl Rename {
    /// Adds it to `decisions`.
    pub fn add_to(&self, decisions: &mut Decisions) {
        match self {
            Self::Table(rename) if !decisions.table_renames.contains(rename) => {
                decisions.table_renames.push(rename.clone());
            }
            Self::Column(rename) if !decisions.column_renames.contains(rename) => {
                decisions.column_renames.push(rename.clone());
            }
            Self::Table(_) | Self::Column(_) => {}
        }
    }
}

/// Names the tables of renamed columns as they are after, also where a person named one as it was before. `from` and
/// `to` are the two ends.
///
/// # Errors
/// When the table of a renamed column is not at both ends: nothing is to be passed over that a person said.
pub(super) fn settle(decisions: &mut Decisions, from: &Schema, to: &Schema) -> Result<(), EngineError> {
    let tables = &decisions.table_renames;
    for column in &mut decisions.column_renames {
        if to.table(&column.table).is_none()
            && let Some(table) = tables.iter().find(|table| table.from == column.table)
        {
            column.table = table.to.clone();
        }
        let table = tables.iter().find(|table| table.to == column.table);
        let before = table.map_or(&column.table, |table| &table.from);
        for (end, schema, name) in [("first", from, before), ("second", to, &column.table)] {
            if schema.table(name).is_none() {
                return Err(EngineError::Refused {
                    reason: format!(
                        "column `{}` is said to have become `{}`.`{}`, but the {end} end has no table `{name}`",
                        column.from, column.table, column.to
                    ),
                    hint: "where its table was renamed, too, say so with `--rename OLD=NEW`".to_owned(),
                });
            }
        }
    }
    Ok(())
}

impl FromStr for Rename {
    type Err = RenameParseError;

    fn from_str(text: &str) -> Result<Self, RenameParseError> {
        let error = || RenameParseError {
            text: text.to_owned(),
        };
        let name = |text: &str| Name::new(text).map_err(|_| error());
        let (old, new) = text.split_once('=').ok_or_else(error)?;
        match (old.split_once('.'), new.split_once('.')) {
            (None, None) => Ok(Self::Table(TableRename {
                from: name(old)?,
                to: name(new)?,
            })),
            // The new table's name may be left out; the old one only says which column is meant.
            (Some((table, from)), None) => Ok(Self::Column(ColumnRename {
                table: name(table)?,
                from: name(from)?,
                to: name(new)?,
            })),
            (Some((_, from)), Some((table, to))) => Ok(Self::Column(ColumnRename {
                table: name(table)?,
                from: name(from)?,
                to: name(to)?,
            })),
            (None, Some(_)) => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_columns() {
        let name = |text: &str| Name::new(text).unwrap();
        assert_eq!(
            "Task=Job".parse(),
            Ok(Rename::Table(TableRename {
                from: name("Task"),
                to: name("Job")
            }))
        );
        let column = Rename::Column(ColumnRename {
            table: name("Job"),
            from: name("title"),
            to: name("name"),
        });
        assert_eq!("Task.title=Job.name".parse(), Ok(column.clone()));
        assert_eq!("Job.title=name".parse(), Ok(column));
        for wrong in ["Task", "=", "Task=", "Task=Job.name", ".a=.b", "a.=b"] {
            assert!(wrong.parse::<Rename>().is_err(), "{wrong}");
        }
    }
}
