//! One answer as typed: `Task.title=Task.name`, or `"my task"."a.b"="my task".c`.

use std::fmt;
use std::str::FromStr;

use dazzle_diff::{ColumnRename, NotRenamed, TableRename};
use dazzle_schema::{TypedName, TypedPath};

/// Something that was renamed: `Task=Job`, or `Task.title=Task.name` for a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rename {
    /// A table.
    Table(TableRename),
    /// A column; the table is named as it is after, or as it was before where its rename is said, too.
    Column(ColumnRename),
}

/// Something that goes and was not renamed: `Task.title` at all, `Task.title=Task.name` not to this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRename(
    /// The table of a column is named as it is after, or as it was before where its rename is said, too.
    pub NotRenamed,
);

/// The text is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` does not name what was before and what is now: {help}")]
pub struct AnswerParseError {
    /// The text as typed.
    pub text: String,
    help: &'static str,
}

const RENAME_HELP: &str = "write `Task=Job` for a table, `Task.title=Task.name` for a column, and a name with `.`, `=` \
                           or spaces in double quotes";
const NO_RENAME_HELP: &str = "write `Task.title` or `Task.title=Task.name` for a column, `Task` or `Task=Job` for a \
                              table, and a name with `.`, `=` or spaces in double quotes";

impl FromStr for Rename {
    type Err = AnswerParseError;

    fn from_str(text: &str) -> Result<Self, AnswerParseError> {
        let sides = sides(text).and_then(|(old, new)| Some((old, new?)));
        match sides {
            Some((
                TypedPath {
                    table: None,
                    name: from,
                },
                TypedPath {
                    table: None,
                    name: to,
                },
            )) => Ok(Self::Table(TableRename { from, to })),
            Some((
                TypedPath {
                    table: Some(old),
                    name: from,
                },
                TypedPath { table, name: to },
            )) => Ok(Self::Column(ColumnRename {
                // The new table's name may be left out; where both are there, the old one only says which is meant.
                table: table.unwrap_or(old),
                from,
                to,
            })),
            Some((TypedPath { table: None, .. }, TypedPath { table: Some(_), .. })) | None => {
                Err(AnswerParseError {
                    text: text.to_owned(),
                    help: RENAME_HELP,
                })
            }
        }
    }
}

impl FromStr for NoRename {
    type Err = AnswerParseError;

    fn from_str(text: &str) -> Result<Self, AnswerParseError> {
        match sides(text) {
            Some((
                TypedPath {
                    table: None,
                    name: from,
                },
                None,
            )) => Ok(Self(NotRenamed::Table { from, to: None })),
            Some((
                TypedPath {
                    table: None,
                    name: from,
                },
                Some(TypedPath {
                    table: None,
                    name: to,
                }),
            )) => Ok(Self(NotRenamed::Table { from, to: Some(to) })),
            Some((
                TypedPath {
                    table: Some(table),
                    name: from,
                },
                None,
            )) => Ok(Self(NotRenamed::Column {
                table,
                from,
                to: None,
            })),
            Some((
                TypedPath {
                    table: Some(old),
                    name: from,
                },
                Some(TypedPath { table, name: to }),
            )) => Ok(Self(NotRenamed::Column {
                table: table.unwrap_or(old),
                from,
                to: Some(to),
            })),
            Some((TypedPath { table: None, .. }, Some(TypedPath { table: Some(_), .. }))) | None => {
                Err(AnswerParseError {
                    text: text.to_owned(),
                    help: NO_RENAME_HELP,
                })
            }
        }
    }
}

impl fmt::Display for Rename {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(it) => write!(out, "{}={}", TypedName(&it.from), TypedName(&it.to)),
            Self::Column(it) => {
                let table = TypedName(&it.table);
                write!(
                    out,
                    "{table}.{}={table}.{}",
                    TypedName(&it.from),
                    TypedName(&it.to)
                )
            }
        }
    }
}

impl fmt::Display for NoRename {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            NotRenamed::Table { from, to } => {
                write!(out, "{}", TypedName(from))?;
                to.iter().try_for_each(|to| write!(out, "={}", TypedName(to)))
            }
            NotRenamed::Column { table, from, to } => {
                let table = TypedName(table);
                write!(out, "{table}.{}", TypedName(from))?;
                to.iter()
                    .try_for_each(|to| write!(out, "={table}.{}", TypedName(to)))
            }
        }
    }
}

/// What stands before and behind `=`.
fn sides(text: &str) -> Option<(TypedPath, Option<TypedPath>)> {
    let (old, rest) = TypedPath::read(text.trim())?;
    if rest.is_empty() {
        return Some((old, None));
    }
    let (new, rest) = TypedPath::read(rest.strip_prefix('=')?)?;
    rest.is_empty().then_some((old, Some(new)))
}

#[cfg(test)]
mod tests {
    use dazzle_schema::Name;

    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    #[test]
    fn tables_and_columns() {
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
        for wrong in [
            "Task",
            "=",
            "Task=",
            "Task=Job.name",
            ".a=.b",
            "a.=b",
            "a.b.c=d",
            "\"a=b",
            "a=b=c",
            "",
        ] {
            assert!(wrong.parse::<Rename>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_not_renamed_may_name_one_thing_or_none() {
        let column = |to: Option<&str>| NotRenamed::Column {
            table: name("Task"),
            from: name("title"),
            to: to.map(name),
        };
        assert_eq!("Task.title".parse(), Ok(NoRename(column(None))));
        assert_eq!("Task.title=Task.name".parse(), Ok(NoRename(column(Some("name")))));
        assert!("Task".parse::<NoRename>().is_ok());
        assert!("Task=Job.x".parse::<NoRename>().is_err());
    }

    #[test]
    fn hostile_names_are_read_as_they_are_written() {
        for hostile in ["a.b", "a=b", "a \"quoted\" b", " ", "'", "été", "\"", "=."] {
            let rename = Rename::Column(ColumnRename {
                table: name(hostile),
                from: name(hostile),
                to: name("plain"),
            });
            assert_eq!(rename.to_string().parse(), Ok(rename));
            let not = NoRename(NotRenamed::Table {
                from: name("plain"),
                to: Some(name(hostile)),
            });
            assert_eq!(not.to_string().parse(), Ok(not));
        }
    }
}
