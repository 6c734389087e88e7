//! Names as a person types them: `Task`, `Task.title`.
//!
//! A name that holds `.`, `=`, `@`, a quotation mark or white space stands in double quotes, and a quotation mark in it
//! is doubled: `"my task"."a.b"`.

use std::fmt;

use crate::Name;

/// A table, or something of a table, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPath {
    /// What stands before the point; none where there is no point.
    pub table: Option<Name>,
    /// What stands behind it, or all.
    pub name: Name,
}

impl TypedPath {
    /// Reads a path at the start of `text`, and gives what follows it. None where there is no name.
    #[must_use]
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let (first, rest) = read_name(text)?;
        let Some(rest) = rest.strip_prefix('.') else {
            let path = Self {
                table: None,
                name: first,
            };
            return Some((path, rest));
        };
        let (name, rest) = read_name(rest)?;
        let path = Self {
            table: Some(first),
            name,
        };
        Some((path, rest))
    }
}

fn read_name(text: &str) -> Option<(Name, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|letter| !is_plain(letter)).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        return Some((Name::new(name).ok()?, rest));
    };
    let (mut name, mut rest) = (String::new(), quoted);
    loop {
        let (part, behind) = rest.split_once('"')?;
        name.push_str(part);
        match behind.strip_prefix('"') {
            Some(more) => {
                name.push('"');
                rest = more;
            }
            None => return Some((Name::new(&name).ok()?, behind)),
        }
    }
}

/// A name as it is typed: in quotes only where it must be.
#[derive(Debug, Clone, Copy)]
pub struct TypedName<'a>(pub &'a Name);

impl fmt::Display for TypedName<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.as_str().chars().all(is_plain) {
            write!(out, "{}", self.0)
        } else {
            out.write_str(&self.0.quoted())
        }
    }
}

fn is_plain(letter: char) -> bool {
    !matches!(letter, '.' | '=' | '@' | '"') && !letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let names = [
            "Task",
            "my task",
            "a.b",
            "a=b",
            "a@b",
            "say \"hi\"",
            "\"",
            "größe",
            "'",
        ];
        for table in names {
            for column in names {
                let (table, column) = (Name::new(table).unwrap(), Name::new(column).unwrap());
                let text = format!("{}.{}=1.5", TypedName(&table), TypedName(&column));
                let (path, rest) = TypedPath::read(&text).unwrap();
                assert_eq!((path.table, path.name, rest), (Some(table), column, "=1.5"));
            }
        }
        let (path, rest) = TypedPath::read("Task").unwrap();
        assert_eq!((path.table, path.name.as_str(), rest), (None, "Task", ""));
    }

    #[test]
    fn what_is_no_name_is_none() {
        for wrong in ["", "=", ".a", "a.", "\"a", "\"\"", "\"a\"\"", "a.=1", "@"] {
            assert_eq!(TypedPath::read(wrong), None, "{wrong}");
        }
    }
}
