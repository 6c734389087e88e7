//! Changing the text, and nothing else in it.

use std::ops::Range;

use dazzle_schema::sql_tokens::TokenKind;
use dazzle_schema::{ForeignKey, PrimaryKey, UniqueConstraint};

use super::expressions::{same_condition, same_names};
use super::names::mentions_name;
use super::parser::{item, pieces};
use super::{Clause, ClauseKind, CreateTableText, Item, ItemKind, KeyColumn};
use crate::quote::quote_identifier;

/// A table constraint to be found in the text: by its name, or, where the text gives none, by what it says.
pub enum Wanted<'a> {
    /// A primary key.
    PrimaryKey(&'a PrimaryKey),
    /// A unique constraint.
    Unique(&'a UniqueConstraint),
    /// A check, and its condition.
    Check(&'a str, &'a str),
    /// A foreign key.
    ForeignKey(&'a ForeignKey),
}

/// Where a clause stands: the item, and the clause in it.
type Place = (usize, usize);

impl CreateTableText {
    /// Gives the table another name.
    pub fn set_name(&mut self, name: &str) {
        self.name = quote_identifier(name);
    }

    fn position_of(&self, column: &str) -> Option<usize> {
        self.items.iter().position(|item| match &item.kind {
            ItemKind::Column { name, .. } => name.eq_ignore_ascii_case(column),
            ItemKind::Constraints => false,
        })
    }

    pub(super) fn item(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    pub(super) fn replace(&mut self, at: usize, span: &Range<usize>, with: &str) {
        if let Some(held) = self.items.get_mut(at)
            && let (Some(before), Some(after)) = (held.raw.get(..span.start), held.raw.get(span.end..))
        {
            let raw = format!("{before}{with}{after}");
            *held = item(raw);
        }
    }

    /// Takes out what stands at `span`, and the blanks before it. Line ends stay: a comment may stand there.
    fn cut(&mut self, at: usize, span: &Range<usize>) {
        let start = self
            .item(at)
            .and_then(|held| held.raw.get(..span.start))
            .map_or(span.start, |before| before.trim_end_matches([' ', '\t']).len());
        self.replace(at, &(start..span.end), "");
    }

    fn insert(&mut self, at: usize, position: usize, text: &str) {
        self.replace(at, &(position..position), text);
    }

    /// Changes the declared type of `column`. False if there is no such column, as below.
    pub fn set_type(&mut self, column: &str, declared: &str) -> bool {
        let Some(at) = self.position_of(column) else {
            return false;
        };
        if let Some(ItemKind::Column { type_span, .. }) = self.item(at).map(|held| held.kind.clone()) {
            if type_span.is_empty() {
                self.insert(at, type_span.start, &format!(" {declared}"));
            } else {
                self.replace(at, &type_span, declared);
            }
        }
        true
    }

    /// Makes `column` required, or not.
    pub fn set_not_null(&mut self, column: &str, required: bool) -> bool {
        let Some(at) = self.position_of(column) else {
            return false;
        };
        self.remove_clauses(at, |kind| {
            matches!(kind, ClauseKind::Null) || (!required && matches!(kind, ClauseKind::NotNull))
        });
        let has = self.has_clause(at, &ClauseKind::NotNull);
        if required
            && !has
            && let Some(end) = self.type_end(at)
        {
            self.insert(at, end, " NOT NULL");
        }
        true
    }

    /// Gives `column` a default, or takes it.
    pub fn set_default(&mut self, column: &str, default: Option<&str>) -> bool {
        let Some(at) = self.position_of(column) else {
            return false;
        };
        let Some(default) = default else {
            self.remove_clauses(at, |kind| matches!(kind, ClauseKind::Default { .. }));
            return true;
        };
        let held = self.item(at).and_then(|held| {
            held.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::Default { value } => Some(value.clone()),
                _ => None,
            })
        });
        match held {
            Some(value) => self.replace(at, &value, default),
            None => {
                let after_not_null = self.item(at).and_then(|held| {
                    held.clauses
                        .iter()
                        .find(|clause| clause.kind == ClauseKind::NotNull)
                        .map(|clause| clause.span.end)
                });
                if let Some(end) = after_not_null.or_else(|| self.type_end(at)) {
                    self.insert(at, end, &format!(" DEFAULT {default}"));
                }
            }
        }
        true
    }

    fn has_clause(&self, at: usize, kind: &ClauseKind) -> bool {
        self.item(at)
            .is_some_and(|held| held.clauses.iter().any(|clause| clause.kind == *kind))
    }

    fn type_end(&self, at: usize) -> Option<usize> {
        match &self.item(at)?.kind {
            ItemKind::Column { type_span, .. } => Some(type_span.end),
            ItemKind::Constraints => None,
        }
    }

    fn remove_clauses(&mut self, at: usize, which: impl Fn(&ClauseKind) -> bool) {
        while let Some(span) = self.item(at).and_then(|held| {
            held.clauses
                .iter()
                .find(|clause| which(&clause.kind) && !clause.span.is_empty())
                .map(|clause| clause.span.clone())
        }) {
            let before = self.item(at).map_or(0, |held| held.raw.len());
            self.cut(at, &span);
            if self.item(at).map_or(0, |held| held.raw.len()) >= before {
                break;
            }
        }
    }

    /// Takes `column` out.
    pub fn drop_column(&mut self, column: &str) -> bool {
        let Some(at) = self.position_of(column) else {
            return false;
        };
        self.remove_item(at);
        true
    }

    /// Takes an item out. A comment behind the comma before it is about the item before, and stays.
    fn remove_item(&mut self, at: usize) {
        if at >= self.items.len() {
            return;
        }
        let raw = self.items.remove(at).raw;
        let mut kept = String::new();
        let mut is_line_comment = false;
        for piece in pieces(&raw)
            .iter()
            .take_while(|piece| piece.token.kind == TokenKind::Trivia)
        {
            if piece.token.text.contains('\n') && !piece.token.text.starts_with("/*") {
                break;
            }
            kept.push_str(piece.token.text);
            is_line_comment = piece.token.text.starts_with("--");
        }
        let kept = if at > 0 { kept.trim_end() } else { "" };
        let kept = match kept {
            "" => String::new(),
            kept if is_line_comment => format!("{kept}\n"),
            kept => kept.to_owned(),
        };
        if let Some(next) = self.items.get_mut(at) {
            let rest = if kept.ends_with('\n') {
                next.raw.strip_prefix('\n').unwrap_or(&next.raw)
            } else {
                &next.raw
            };
            *next = item(format!("{kept}{rest}"));
        } else if let Some(previous) = at.checked_sub(1).and_then(|at| self.items.get_mut(at)) {
            let trailing = raw.get(raw.trim_end().len()..).unwrap_or_default();
            let trailing = if kept.ends_with('\n') {
                trailing.strip_prefix('\n').unwrap_or(trailing)
            } else {
                trailing
            };
            *previous = item(format!("{}{kept}{trailing}", previous.raw));
        }
    }

    /// Puts a column behind the last one.
    pub fn add_column(&mut self, definition: &str) {
        let after_last = self
            .items
            .iter()
            .rposition(|held| matches!(held.kind, ItemKind::Column { .. }))
            .map_or(0, |at| at + 1);
        self.add_item(after_last, definition);
    }

    /// Puts a table constraint at the end.
    pub fn add_constraint(&mut self, clause: &str) {
        self.add_item(self.items.len(), clause);
    }

    /// The new item gets the indentation of the one before it, and, as the last, what stood before the closing
    /// parenthesis.
    fn add_item(&mut self, at: usize, text: &str) {
        let mut leading = String::new();
        let mut trailing = String::new();
        let is_last = at == self.items.len();
        if let Some(previous) = at.checked_sub(1).and_then(|at| self.items.get_mut(at)) {
            let raw = &previous.raw;
            let indented = raw.trim_start();
            leading = raw
                .get(..raw.len() - indented.len())
                .unwrap_or_default()
                .to_owned();
            if leading.is_empty() {
                " ".clone_into(&mut leading);
            }
            let ends_in_comment = pieces(raw)
                .iter()
                .rev()
                .take_while(|piece| piece.token.kind == TokenKind::Trivia)
                .any(|piece| piece.token.text.starts_with("--"));
            if is_last && !ends_in_comment {
                let kept = raw.trim_end().len();
                trailing = raw.get(kept..).unwrap_or_default().to_owned();
                let kept = raw.get(..kept).unwrap_or_default().to_owned();
                *previous = item(kept);
            }
        }
        self.items.insert(
            at.min(self.items.len()),
            item(format!("{leading}{text}{trailing}")),
        );
    }

    /// By name; else, of those without a name that could be in a schema, the one that says the same, best with
    /// the same actions.
    fn find(&self, wanted: &Wanted<'_>) -> Option<Place> {
        let all = || {
            self.items.iter().enumerate().flat_map(|(at, held)| {
                held.clauses
                    .iter()
                    .enumerate()
                    .map(move |(nth, clause)| ((at, nth), held, clause))
            })
        };
        let name = wanted.name();
        let columns = self.column_names();
        let unnamed = || all().filter(|(_, _, clause)| clause.usable_name().is_none());
        all()
            .find(|(_, _, clause)| {
                wanted.is_kind(&clause.kind)
                    && clause
                        .name
                        .as_ref()
                        .is_some_and(|(held, _)| held.eq_ignore_ascii_case(name))
            })
            .or_else(|| {
                unnamed().find(|(_, held, clause)| {
                    wanted.says(held, clause, &columns) && wanted.acts_like(&clause.kind)
                })
            })
            .or_else(|| unnamed().find(|(_, held, clause)| wanted.says(held, clause, &columns)))
            .map(|(place, _, _)| place)
    }

    fn clause(&self, (at, nth): Place) -> Option<&Clause> {
        self.item(at)?.clauses.get(nth)
    }

    /// Takes a constraint out. False if it is not there.
    pub fn drop_constraint(&mut self, wanted: &Wanted<'_>) -> bool {
        let Some(place) = self.find(wanted) else {
            return false;
        };
        let (at, _) = place;
        let alone = self
            .item(at)
            .is_some_and(|held| held.kind == ItemKind::Constraints && held.clauses.len() == 1);
        if alone {
            self.remove_item(at);
        } else if let Some(span) = self.clause(place).map(|clause| clause.span.clone()) {
            self.cut(at, &span);
        }
        true
    }

    /// Gives a constraint another name, or its first. False if it is not there.
    pub fn rename_constraint(&mut self, wanted: &Wanted<'_>, to: &str) -> bool {
        let Some(place) = self.find(wanted) else {
            return false;
        };
        let to = quote_identifier(to);
        match self
            .clause(place)
            .map(|clause| (clause.span.clone(), clause.name.clone()))
        {
            Some((_, Some((_, span)))) => self.replace(place.0, &span, &to),
            Some((span, None)) => self.insert(place.0, span.start, &format!("CONSTRAINT {to} ")),
            None => {}
        }
        true
    }

    /// What in the text still uses `column`, beyond the column itself.
    #[must_use]
    pub fn user_of(&self, column: &str) -> Option<String> {
        self.items.iter().find_map(|held| {
            if matches!(&held.kind, ItemKind::Column { name, .. } if name.eq_ignore_ascii_case(column)) {
                return None;
            }
            held.clauses.iter().find_map(|clause| {
                // Names of the table and columns pointed to are not this table's columns.
                let span = match &clause.kind {
                    ClauseKind::ForeignKey { columns_span, .. } => columns_span,
                    ClauseKind::PrimaryKey { .. }
                    | ClauseKind::Unique { .. }
                    | ClauseKind::Check { .. }
                    | ClauseKind::Generated { .. } => &clause.span,
                    _ => return None,
                };
                let text = held.raw.get(span.clone())?;
                mentions_name(text, column)
                    .then(|| held.raw.get(clause.span.clone()).unwrap_or_default().to_owned())
            })
        })
    }

    /// Whether `ALTER TABLE … DROP COLUMN` takes `column`: no key, nothing generated, nothing else uses it.
    #[must_use]
    pub fn can_drop_in_place(&self, column: &str) -> bool {
        let own = self.position_of(column).and_then(|at| self.item(at));
        own.is_some_and(|held| {
            held.clauses.iter().all(|clause| {
                matches!(
                    clause.kind,
                    ClauseKind::NotNull
                        | ClauseKind::Null
                        | ClauseKind::Default { .. }
                        | ClauseKind::Collate { .. }
                        | ClauseKind::Check { .. }
                )
            })
        }) && self.user_of(column).is_none()
    }
}

impl Wanted<'_> {
    fn name(&self) -> &str {
        match self {
            Self::PrimaryKey(key) => key.name.as_str(),
            Self::Unique(unique) => unique.name.as_str(),
            Self::Check(name, _) => name,
            Self::ForeignKey(key) => key.name.as_str(),
        }
    }

    const fn is_kind(&self, kind: &ClauseKind) -> bool {
        matches!(
            (self, kind),
            (Self::PrimaryKey(_), ClauseKind::PrimaryKey { .. })
                | (Self::Unique(_), ClauseKind::Unique { .. })
                | (Self::Check(..), ClauseKind::Check { .. })
                | (Self::ForeignKey(_), ClauseKind::ForeignKey { .. })
        )
    }

    /// Whether the clause says the same.
    fn says(&self, held: &Item, clause: &Clause, all_columns: &[String]) -> bool {
        let own = match &held.kind {
            ItemKind::Column { name, .. } => std::slice::from_ref(name),
            ItemKind::Constraints => &[],
        };
        let key = |columns: &Option<Vec<KeyColumn>>| -> Vec<String> {
            columns.as_ref().map_or_else(
                || own.to_vec(),
                |columns| columns.iter().map(|column| column.name.clone()).collect(),
            )
        };
        match (self, &clause.kind) {
            (Self::PrimaryKey(wanted), ClauseKind::PrimaryKey { columns, .. }) => {
                same_names(&wanted.columns, &key(columns))
            }
            (Self::Unique(wanted), ClauseKind::Unique { columns }) => {
                same_names(&wanted.columns, &key(columns))
            }
            (Self::Check(_, wanted), ClauseKind::Check { condition }) => {
                same_condition(wanted, held.text(condition), all_columns)
            }
            (
                Self::ForeignKey(key),
                ClauseKind::ForeignKey {
                    columns,
                    table,
                    targets,
                    ..
                },
            ) => {
                same_names(&key.columns, columns.as_deref().unwrap_or(own))
                    && table.eq_ignore_ascii_case(key.references.table.as_str())
                    && (targets.is_empty() || same_names(&key.references.columns, targets))
            }
            _ => false,
        }
    }

    /// Whether a foreign key also does the same.
    fn acts_like(&self, kind: &ClauseKind) -> bool {
        match (self, kind) {
            (
                Self::ForeignKey(key),
                ClauseKind::ForeignKey {
                    on_delete, on_update, ..
                },
            ) => key.on_delete == *on_delete && key.on_update == *on_update,
            _ => true,
        }
    }
}

impl Clause {
    /// The name, if a schema can hold it.
    pub(crate) fn usable_name(&self) -> Option<dazzle_schema::Name> {
        self.name
            .as_ref()
            .and_then(|(name, _)| dazzle_schema::Name::new(name).ok())
    }
}
