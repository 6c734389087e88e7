//! Unique constraints, indexes and checks.

use dazzle_schema::naming::NameKind;
use dazzle_schema::sql_tokens::{self, TokenKind};
use dazzle_schema::{
    Check, CheckRule, ColumnType, Deferrability, Index, IndexKey, IndexPart, Name, SqlText, Table,
    UniqueConstraint,
};

use super::{ColumnPart, Sayable};
use crate::{InvariantChecks, Profile};

impl Sayable<'_> {
    /// Whether a `unique` means exactly this constraint.
    pub(crate) fn says_unique(&self, table: &Table, unique: &UniqueConstraint) -> bool {
        is_plain_unique(unique) && self.says_columns(table, &unique.columns) && {
            let is_same = |other: &&UniqueConstraint| other.name < unique.name && is_plain_unique(other);
            let mut others = table.uniques.values().filter(is_same);
            !others.any(|other| self.is_twin(table, other, unique))
        }
    }

    /// Whether the language says both constraints by one word.
    pub(crate) fn is_twin(&self, table: &Table, first: &UniqueConstraint, second: &UniqueConstraint) -> bool {
        // The Python tool makes one for the modifier and another for the line.
        let is_line = |it: &UniqueConstraint| {
            self.settings.profile == Profile::Dazzle
                && self.is_conventional_line(NameKind::Unique, table, &it.columns, &it.name)
        };
        first.columns == second.columns && is_line(first) == is_line(second)
    }

    /// Whether an `index` line or a `temporal` block means exactly this index.
    pub(crate) fn says_index(&self, table: &Table, index: &Index) -> bool {
        match plain_columns(index) {
            Some(columns) if !index.unique && index.predicate.is_none() => {
                let is_same = |other: &Index| {
                    other.name < index.name && !other.unique && plain_columns(other) == Some(columns.clone())
                };
                is_plain_index(index)
                    && self.says_columns(table, &columns)
                    && !table.indexes.values().any(is_same)
            }
            _ => self.temporal(table).is_some_and(|said| said.name == index.name),
        }
    }

    /// The index that the `temporal` block of the table means.
    pub(crate) fn temporal<'t>(&self, table: &'t Table) -> Option<&'t Index> {
        if !self.departures.declared_indexes {
            return None;
        }
        table.indexes.values().find(|index| {
            self.temporal_fields(table, index)
                .is_some_and(|(key, _)| self.is_active_name(table, &key, &index.name))
        })
    }

    /// The key and the end of what may be the index of a `temporal` block.
    pub(crate) fn temporal_fields(&self, table: &Table, index: &Index) -> Option<(Name, Name)> {
        let columns = plain_columns(index)?;
        let [key] = columns.as_slice() else {
            return None;
        };
        let is_bare = index.unique && {
            let mut bare = Index::over(index.name.clone(), columns.iter().cloned());
            bare.unique = true;
            bare.predicate.clone_from(&index.predicate);
            bare == *index
        };
        let end = null_test(index.predicate.as_ref()?)?;
        let end = &table.columns.get(end.as_str())?.name;
        let are_fields = [key, end].into_iter().all(|name| {
            table.column(name).is_some_and(|column| {
                self.says_column(table, column) && self.part(table, column) == ColumnPart::Own
            })
        });
        (is_bare && are_fields).then(|| (key.clone(), end.clone()))
    }

    /// Whether a list of values or an invariant means exactly this check.
    pub(crate) fn says_check(&self, table: &Table, check: &Check) -> bool {
        match &check.rule {
            CheckRule::OneOf { column, .. } => {
                self.value_check(table, column) == Some(&check.name)
                    && table.column(column).is_some_and(|column| {
                        column.column_type == ColumnType::Text
                            && self.says_column(table, column)
                            && self.reference(table, &column.name).is_none()
                            && matches!(self.field_type(table, column), crate::FieldType::Enum { .. })
                    })
            }
            CheckRule::Sql(sql) => {
                self.settings.invariants == InvariantChecks::Check
                    && self.is_check_name(table, &check.name)
                    && super::invariant_text(sql).is_some()
            }
        }
    }
}

fn is_plain_unique(unique: &UniqueConstraint) -> bool {
    unique.include.is_empty()
        && !unique.nulls_not_distinct
        && unique.deferrability == Deferrability::NotDeferrable
}

/// Whether there is nothing about the index but its columns.
fn is_plain_index(index: &Index) -> bool {
    !index.unique
        && !index.nulls_not_distinct
        && index.method.is_none()
        && index.include.is_empty()
        && index.predicate.is_none()
        && index.parts.iter().all(
            |part| matches!(&part.key, IndexKey::Column(name) if *part == IndexPart::column(name.clone())),
        )
}

/// The columns of an index that has no expressions.
pub(crate) fn plain_columns(index: &Index) -> Option<Vec<Name>> {
    index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        })
        .collect()
}

/// Whether two conditions are `x IS NULL` of the same column, brackets and quotes apart.
pub(crate) fn same_condition(first: &SqlText, second: &SqlText) -> bool {
    first == second || null_test(first).is_some() && null_test(first) == null_test(second)
}

/// The column that a condition of the form `x IS NULL` tests.
fn null_test(condition: &SqlText) -> Option<String> {
    let mut found: Option<String> = None;
    let texts: Vec<&str> = match condition {
        SqlText::Portable(text) => vec![text],
        SqlText::PerDialect(texts) => texts.values().map(String::as_str).collect(),
    };
    for text in texts {
        let tokens = sql_tokens::tokens(text);
        let words: Vec<_> = tokens
            .iter()
            .filter(|token| token.kind != TokenKind::Trivia && !token.is_symbol('(') && !token.is_symbol(')'))
            .collect();
        let [column, is, null] = words.as_slice() else {
            return None;
        };
        let column = column.identifier()?;
        if !is.is_word("IS") || !null.is_word("NULL") || found.as_ref().is_some_and(|other| *other != column)
        {
            return None;
        }
        found = Some(column);
    }
    found
}
