//! A seam whose rows are brought in order in batches.

use std::num::NonZeroU32;
use std::ops::Range;
use std::time::Duration;

use dazzle_schema::sql_tokens::{Token, TokenKind, tokens, tokens_in};
use dazzle_schema::{Dialect, IndexKey, Name, Schema, SqlText, Table};

use crate::{ApplyError, lookup};

/// How the statements of a seam go through a table: again and again, each time with the next rows in the order of a
/// key, each time in a transaction of its own.
///
/// The statements say where a batch begins and ends with `:first` and `:last`, the keys of its first and its last row,
/// both part of it: `WHERE "id" BETWEEN :first AND :last`. For a key of several columns each stands for a list, to be
/// put into parentheses: `WHERE ("a", "b") BETWEEN (:first) AND (:last)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batched {
    /// The table; where it is not given, the one that the first statement updates or deletes from.
    pub table: Option<Name>,
    /// The columns of the key, in order; none of them nullable, and the first of a primary key, unique constraint or
    /// index, so that finding the next batch does not read the whole table.
    pub key: Vec<Name>,
    /// How many rows make a batch.
    pub size: NonZeroU32,
    /// How long to pause after each batch.
    pub throttle: Option<Duration>,
}

/// An end of a batch, as the statements name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchEnd {
    /// `:first`, the key of the first row.
    First,
    /// `:last`, the key of the last row.
    Last,
}

impl BatchEnd {
    /// The placeholder, with its colon.
    #[must_use]
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::First => ":first",
            Self::Last => ":last",
        }
    }
}

impl Batched {
    /// The table that is gone through: the one that is named, or the one that `sql` changes first.
    ///
    /// # Errors
    /// When neither says which, or it is not in the schema.
    pub fn table<'a>(&self, sql: &SqlText, schema: &'a Schema) -> Result<&'a Table, ApplyError> {
        match &self.table {
            Some(name) => lookup::table(schema, name),
            None => named_first(sql, schema).ok_or_else(|| ApplyError::Malformed {
                reason: "`batched` does not say which table: write it as `table = \"…\"`".to_owned(),
            }),
        }
    }

    /// Whether batches can be made of `schema` for `sql`, which may still be blank.
    pub(crate) fn check(&self, sql: &SqlText, schema: &Schema) -> Result<(), ApplyError> {
        if sql.is_blank() && self.table.is_none() {
            return Ok(());
        }
        let table = self.table(sql, schema)?;
        lookup::key_columns(table, &self.key, "the key of `batched`")?;
        for name in &self.key {
            if lookup::column(table, name)?.nullable {
                return Err(ApplyError::Malformed {
                    reason: format!(
                        "`batched` cannot go by `{}`.`{name}`: rows without a value would be passed over",
                        table.name
                    ),
                });
            }
        }
        if !is_indexed(table, &self.key) {
            return Err(ApplyError::Malformed {
                reason: format!(
                    "`batched` goes by {} of `{}`, which no primary key, unique constraint or index begins with: \
                     each batch would read the whole table",
                    named(&self.key),
                    table.name
                ),
            });
        }
        let mut lacking = None;
        sql.any(|text| {
            let found = placeholders(None, text);
            lacking = [BatchEnd::First, BatchEnd::Last]
                .into_iter()
                .find(|end| !text.trim().is_empty() && !found.iter().any(|(_, it)| it == end));
            lacking.is_some()
        });
        match lacking {
            None => Ok(()),
            Some(end) => Err(ApplyError::Malformed {
                reason: format!(
                    "the `sql` of a batched data migration has no `{}`: say which rows are in the batch, \
                     as in `WHERE {} BETWEEN {} AND {}`",
                    end.placeholder(),
                    tuple(
                        &self.key,
                        &self.key.iter().map(Name::quoted).collect::<Vec<_>>().join(", ")
                    ),
                    tuple(&self.key, ":first"),
                    tuple(&self.key, ":last"),
                ),
            }),
        }
    }
}

/// Where `sql` names the ends of a batch, as byte ranges in order. Without a dialect it is read as any would.
///
/// A name behind a colon that is not the second of a PostgreSQL cast, outside of texts, quoted names and comments.
#[must_use]
pub fn placeholders(dialect: Option<Dialect>, sql: &str) -> Vec<(Range<usize>, BatchEnd)> {
    let all: Vec<Token<'_>> = match dialect {
        Some(dialect) => tokens_in(dialect, sql),
        None => tokens(sql),
    };
    let mut found = Vec::new();
    let (mut at, mut colons) = (0, 0_usize);
    for token in all {
        let end = at + token.text.len();
        if token.is_symbol(':') {
            colons += 1;
        } else {
            let which = match token.text {
                "first" => Some(BatchEnd::First),
                "last" => Some(BatchEnd::Last),
                _ => None,
            };
            if let (TokenKind::Word, 1, Some(which)) = (token.kind, colons, which) {
                found.push((at - 1..end, which));
            }
            colons = 0;
        }
        at = end;
    }
    found
}

/// The table of `schema` that the first statement of `sql` changes.
fn named_first<'a>(sql: &SqlText, schema: &'a Schema) -> Option<&'a Table> {
    let mut found = None;
    sql.any(|text| {
        let words: Vec<Token<'_>> = tokens(text)
            .into_iter()
            .filter(|token| token.kind != TokenKind::Trivia)
            .collect();
        let mut rest = words.iter().skip_while(|token| {
            ["update", "delete", "from", "only", "or", "ignore", "replace"]
                .iter()
                .any(|word| token.is_word(word))
        });
        let begins = words
            .first()
            .is_some_and(|token| token.is_word("update") || token.is_word("delete"));
        found = begins
            .then(|| rest.next().and_then(Token::identifier))
            .flatten()
            .and_then(|name| schema.tables().find(|table| table.name == name.as_str()));
        found.is_some()
    });
    found
}

/// Whether looking for the rows after a key is quick.
fn is_indexed(table: &Table, key: &[Name]) -> bool {
    let begins = |columns: &[Name]| columns.starts_with(key);
    table.primary_key.as_ref().is_some_and(|it| begins(&it.columns))
        || table.uniques.values().any(|it| begins(&it.columns))
        || table.indexes.values().any(|index| {
            let plain: Vec<Name> = index
                .parts
                .iter()
                .map_while(|part| match &part.key {
                    IndexKey::Column(column) => Some(column.clone()),
                    IndexKey::Expression(_) => None,
                })
                .collect();
            index.predicate.is_none() && begins(&plain)
        })
}

fn named(columns: &[Name]) -> String {
    columns
        .iter()
        .map(|column| format!("`{column}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What stands for a key of several columns is in parentheses.
fn tuple(key: &[Name], content: &str) -> String {
    if key.len() == 1 {
        content.to_owned()
    } else {
        format!("({content})")
    }
}
