//! The objects of the database while operations are planned: read at the start, followed through each step.

use std::collections::BTreeSet;

use dazzle_schema::sql_tokens::TokenKind;
use dazzle_schema::{Name, Schema, View};

use super::create_table_text::{CreateTableText, may_mention, mentions_name, rename_name, significant};
use super::render;
use crate::clauses;
use crate::error::Trouble;
use crate::quote::quote_identifier;
use crate::{SqliteFacts, SqliteObject};
use dazzle_schema::Dialect;

/// What is known of the database's objects at this point of the plan.
#[derive(Debug, Clone)]
pub struct Live {
    pub objects: Vec<SqliteObject>,
    /// The texts are only nearly what SQLite will have.
    all_inexact: bool,
    inexact: BTreeSet<String>,
}

/// An index or trigger, and the statement that makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub name: String,
    pub sql: String,
}

impl Live {
    pub fn new(facts: &SqliteFacts) -> Self {
        Self {
            objects: facts.objects.clone(),
            all_inexact: false,
            inexact: BTreeSet::new(),
        }
    }

    /// Whether the texts of `table`, its indexes and triggers are as SQLite has them.
    pub fn is_exact(&self, table: &Name) -> bool {
        !self.all_inexact && !self.inexact.contains(&table.as_str().to_ascii_lowercase())
    }

    pub fn table_changed_in_place(&mut self, table: &Name) {
        self.inexact.insert(table.as_str().to_ascii_lowercase());
    }

    /// Anything may have changed.
    pub const fn anything_changed(&mut self) {
        self.all_inexact = true;
    }

    pub fn table(&self, name: &str) -> Option<&SqliteObject> {
        self.objects
            .iter()
            .find(|object| object.kind == "table" && object.name.eq_ignore_ascii_case(name))
    }

    /// The indexes or triggers of a table that have a text, in the order they were made.
    pub fn made(&self, kind: &str, table: &str) -> Vec<Made> {
        self.objects
            .iter()
            .filter(|object| object.kind == kind && object.table.eq_ignore_ascii_case(table))
            .filter_map(|object| {
                Some(Made {
                    name: object.name.clone(),
                    sql: object.sql.clone()?,
                })
            })
            .collect()
    }

    /// Views, and triggers of any table, whose text mentions `name`.
    pub fn mentioning<'a>(&'a self, kind: &'a str, name: &'a str) -> impl Iterator<Item = &'a SqliteObject> {
        self.objects.iter().filter(move |object| {
            object.kind == kind && object.sql.as_deref().is_some_and(|sql| mentions_name(sql, name))
        })
    }

    /// The view or trigger that would take the name of `column` for a text once `table` has no such column.
    ///
    /// SQLite takes a name in double quotes that names nothing for a string literal, so nothing would fail, and the
    /// view would show the name in place of the values.
    /// *Source:* <https://sqlite.org/quirks.html#dblquote>
    pub fn reads_as_text(&self, table: &str, column: &str) -> Option<&SqliteObject> {
        self.readers(table).into_iter().find(|object| {
            let sql = object.sql.as_deref().unwrap_or_default();
            let start = if object.kind == "view" { "AS" } else { "BEGIN" };
            has_bare_name(sql, column, start)
        })
    }

    /// The views that read `table`, by themselves or through other views, and the triggers on them or it or with
    /// one of them in their text.
    pub fn readers(&self, table: &str) -> Vec<&SqliteObject> {
        let mut sources = vec![table];
        let mut found: Vec<&SqliteObject> = Vec::new();
        let mut at = 0;
        while let Some(source) = sources.get(at).copied() {
            at += 1;
            for object in &self.objects {
                let is_view = object.kind == "view";
                let reads = (is_view || object.kind == "trigger")
                    && (object
                        .sql
                        .as_deref()
                        .is_some_and(|sql| mentions_name(sql, source))
                        || (!is_view && object.table.eq_ignore_ascii_case(source)));
                if reads && !found.contains(&object) && !(is_view && object.name.eq_ignore_ascii_case(source))
                {
                    found.push(object);
                    if is_view {
                        sources.push(&object.name);
                    }
                }
            }
        }
        found
    }

    /// Whether anything is called so.
    pub fn has(&self, name: &str) -> bool {
        self.objects
            .iter()
            .any(|object| object.name.eq_ignore_ascii_case(name))
    }

    /// A name for a new table that nothing has.
    pub fn free_name(&self, table: &str) -> String {
        let mut name = format!("{table}__new");
        while self.has(&name) {
            name.push('_');
        }
        name
    }

    /// Adds the tables of `schema` that `wanted` names, as Dazzle makes them.
    pub fn add_tables<'a>(
        &mut self,
        schema: &Schema,
        wanted: impl IntoIterator<Item = &'a Name>,
    ) -> Result<(), (Name, Trouble)> {
        for name in wanted {
            let Some(table) = schema.table(name) else { continue };
            let fail = |trouble| (name.clone(), trouble);
            let text = render::create_table_only(table).map_err(fail)?;
            self.push("table", name.as_str(), name.as_str(), text);
            for index in table.indexes.values() {
                let text = clauses::create_index(name.as_str(), index, Dialect::Sqlite).map_err(fail)?;
                self.push("index", index.name.as_str(), name.as_str(), text);
            }
        }
        Ok(())
    }

    /// Adds views, as Dazzle makes them.
    pub fn add_views<'a>(
        &mut self,
        views: impl IntoIterator<Item = &'a View>,
    ) -> Result<(), (&'a View, Trouble)> {
        for view in views {
            let text = clauses::create_view(view, Dialect::Sqlite).map_err(|trouble| (view, trouble))?;
            self.add_view(view.name.as_str(), text);
        }
        Ok(())
    }

    fn push(&mut self, kind: &str, name: &str, table: &str, sql: String) {
        self.objects.push(SqliteObject {
            kind: kind.to_owned(),
            name: name.to_owned(),
            table: table.to_owned(),
            sql: Some(sql),
        });
    }

    /// A view comes into being.
    pub fn add_view(&mut self, name: &str, sql: String) {
        self.push("view", name, name, sql);
    }

    /// A view goes, with its triggers.
    pub fn drop_view(&mut self, view: &str) {
        self.objects
            .retain(|object| object.kind == "table" || !object.table.eq_ignore_ascii_case(view));
    }

    /// A table goes, with its indexes and triggers.
    pub fn drop_table(&mut self, table: &str) {
        self.objects
            .retain(|object| object.kind == "view" || !object.table.eq_ignore_ascii_case(table));
    }

    /// A table has another text and other indexes.
    pub fn change_table(&mut self, table: &str, sql: String, indexes: Vec<Made>) {
        for object in &mut self.objects {
            if object.kind == "table" && object.name.eq_ignore_ascii_case(table) {
                object.sql = Some(sql.clone());
            }
        }
        self.objects.retain(|object| {
            object.kind != "index" || object.sql.is_none() || !object.table.eq_ignore_ascii_case(table)
        });
        for index in indexes {
            self.push("index", &index.name, table, index.sql);
        }
    }

    /// Follows `ALTER TABLE … RENAME TO`, nearly as SQLite does.
    pub fn rename_table(&mut self, from: &str, to: &str) {
        self.anything_changed();
        for object in &mut self.objects {
            let belongs = object.table.eq_ignore_ascii_case(from);
            let Some(sql) = &mut object.sql else {
                if belongs {
                    to.clone_into(&mut object.table);
                }
                continue;
            };
            if object.kind == "table" && !belongs && !may_mention(sql, from) {
                continue;
            }
            if object.kind == "table" {
                edit(sql, |text| {
                    text.rename_target(from, to);
                    if belongs {
                        text.set_name(to);
                    }
                });
            } else {
                *sql = rename_name(sql, from, to);
            }
            if belongs {
                to.clone_into(&mut object.table);
                if object.kind == "table" {
                    to.clone_into(&mut object.name);
                }
            }
        }
    }

    /// Follows `ALTER TABLE … RENAME COLUMN`, nearly as SQLite does.
    pub fn rename_column(&mut self, table: &str, from: &str, to: &str) {
        self.anything_changed();
        for object in &mut self.objects {
            let belongs = object.table.eq_ignore_ascii_case(table);
            let Some(sql) = &mut object.sql else { continue };
            match object.kind.as_str() {
                "table" if !belongs && !may_mention(sql, table) => {}
                "table" => edit(sql, |text| {
                    text.rename_target_column(table, from, to);
                    if belongs {
                        text.rename_column(from, to);
                    }
                }),
                "index" if belongs => {
                    let (head, body) = split_after_on(sql);
                    *sql = format!("{head}{}", rename_name(body, from, to));
                }
                "trigger" if belongs => {
                    let (head, body) = split_after_name(sql, &object.name);
                    *sql = format!("{head}{}", rename_name(body, from, to));
                }
                "view" if mentions_name(sql, table) => *sql = rename_name(sql, from, to),
                _ => {}
            }
        }
    }
}

fn edit(sql: &mut String, change: impl FnOnce(&mut CreateTableText)) {
    if let Ok(mut text) = CreateTableText::parse(sql) {
        change(&mut text);
        *sql = text.to_string();
    }
}

/// Whether the text behind the first word `start` has `"name"` where a value stands: without a table before it, and
/// not as another name for a value.
fn has_bare_name(sql: &str, name: &str, start: &str) -> bool {
    let all = significant(sql);
    let body = all
        .iter()
        .position(|piece| piece.token.is_word(start))
        .unwrap_or(0);
    all.iter()
        .zip(all.iter().skip(1))
        .skip(body)
        .any(|(before, piece)| {
            piece.token.text.starts_with('"')
                && piece.name().is_some_and(|held| held.eq_ignore_ascii_case(name))
                && match before.token.kind {
                    TokenKind::Symbol => !before.token.is_symbol('.') && !before.token.is_symbol(')'),
                    TokenKind::Word => !before.token.is_word("AS"),
                    TokenKind::QuotedIdentifier | TokenKind::Text | TokenKind::Number | TokenKind::Trivia => {
                        false
                    }
                }
        })
}

/// The text up to the table that stands behind ON, and the rest.
pub fn split_after_on(sql: &str) -> (&str, &str) {
    let all = significant(sql);
    let end = all
        .iter()
        .position(|piece| piece.token.is_word("ON"))
        .and_then(|on| all.get(on + 1))
        .map_or(0, |table| table.end);
    sql.split_at_checked(end).unwrap_or((sql, ""))
}

/// The text up to its object's own name, and the rest.
fn split_after_name<'a>(sql: &'a str, name: &str) -> (&'a str, &'a str) {
    let end = significant(sql)
        .iter()
        .find(|piece| piece.name().is_some_and(|held| held.eq_ignore_ascii_case(name)))
        .map_or(0, |piece| piece.end);
    sql.split_at_checked(end).unwrap_or((sql, ""))
}

/// The text of an index under another name.
pub fn renamed_index(sql: &str, to: &str) -> Option<String> {
    let all = significant(sql);
    let on = all.iter().position(|piece| piece.token.is_word("ON"))?;
    let name = all.get(on.checked_sub(1)?)?;
    Some(format!(
        "{}{}{}",
        sql.get(..name.start)?,
        quote_identifier(to),
        sql.get(name.end..)?
    ))
}
