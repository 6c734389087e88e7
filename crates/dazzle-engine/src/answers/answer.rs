//! One answer as typed: `Task.title=Task.name`.
//!
//! A name that holds `.`, `=`, a quotation mark or white space stands in double quotes, and a quotation mark in it is
//! doubled: `"my task"."a.b"="my task".c`.

use std::fmt;
use std::iter::Peekable;
use std::str::{Chars, FromStr};

use dazzle_diff::{ColumnRename, NotRenamed, TableRename};
use dazzle_schema::Name;

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
            Some((Path(None, from), Path(None, to))) => Ok(Self::Table(TableRename { from, to })),
            Some((Path(Some(old), from), Path(table, to))) => Ok(Self::Column(ColumnRename {
                // The new table's name may be left out; where both are there, the old one only says which is meant.
                table: table.unwrap_or(old),
                from,
                to,
            })),
            Some((Path(None, _), Path(Some(_), _))) | None => Err(AnswerParseError {
                text: text.to_owned(),
                help: RENAME_HELP,
            }),
        }
    }
}

impl FromStr for NoRename {
    type Err = AnswerParseError;

    fn from_str(text: &str) -> Result<Self, AnswerParseError> {
        match sides(text) {
            Some((Path(None, from), None)) => Ok(Self(NotRenamed::Table { from, to: None })),
            Some((Path(None, from), Some(Path(None, to)))) => {
                Ok(Self(NotRenamed::Table { from, to: Some(to) }))
            }
            Some((Path(Some(table), from), None)) => Ok(Self(NotRenamed::Column {
                table,
                from,
                to: None,
            })),
            Some((Path(Some(old), from), Some(Path(table, to)))) => Ok(Self(NotRenamed::Column {
                table: table.unwrap_or(old),
                from,
                to: Some(to),
            })),
            Some((Path(None, _), Some(Path(Some(_), _)))) | None => Err(AnswerParseError {
                text: text.to_owned(),
                help: NO_RENAME_HELP,
            }),
        }
    }
}

impl fmt::Display for Rename {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(it) => write!(out, "{}={}", Bare(&it.from), Bare(&it.to)),
            Self::Column(it) => {
                let table = Bare(&it.table);
                write!(out, "{table}.{}={table}.{}", Bare(&it.from), Bare(&it.to))
            }
        }
    }
}

impl fmt::Display for NoRename {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            NotRenamed::Table { from, to } => {
                write!(out, "{}", Bare(from))?;
                to.iter().try_for_each(|to| write!(out, "={}", Bare(to)))
            }
            NotRenamed::Column { table, from, to } => {
                let table = Bare(table);
                write!(out, "{table}.{}", Bare(from))?;
                to.iter().try_for_each(|to| write!(out, "={table}.{}", Bare(to)))
            }
        }
    }
}

/// A name as it is typed: in quotes only where it must be.
struct Bare<'a>(&'a Name);

impl fmt::Display for Bare<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.as_str().chars().all(is_plain) {
            write!(out, "{}", self.0)
        } else {
            out.write_str(&self.0.quoted())
        }
    }
}

fn is_plain(letter: char) -> bool {
    !matches!(letter, '.' | '=' | '"') && !letter.is_whitespace()
}

/// A table, or a table and a column of it.
struct Path(Option<Name>, Name);

/// What stands before and behind `=`.
fn sides(text: &str) -> Option<(Path, Option<Path>)> {
    let mut rest = text.trim().chars().peekable();
    let old = path(&mut rest)?;
    let new = match rest.next() {
        None => None,
        Some('=') => Some(path(&mut rest)?),
        Some(_) => return None,
    };
    rest.next().is_none().then_some((old, new))
}

fn path(rest: &mut Peekable<Chars<'_>>) -> Option<Path> {
    let first = part(rest)?;
    if rest.next_if_eq(&'.').is_none() {
        return Some(Path(None, first));
    }
    Some(Path(Some(first), part(rest)?))
}

fn part(rest: &mut Peekable<Chars<'_>>) -> Option<Name> {
    let mut text = String::new();
    if rest.next_if_eq(&'"').is_some() {
        loop {
            match rest.next()? {
                '"' if rest.next_if_eq(&'"').is_some() => text.push('"'),
                '"' => break,
                letter => text.push(letter),
            }
        }
    } else {
        while let Some(letter) = rest.next_if(|letter| is_plain(*letter)) {
            text.push(letter);
        }
    }
    Name::new(&text).ok()
}

#[cfg(test)]
mod tests {
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
