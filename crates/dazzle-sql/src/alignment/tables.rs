//! One table in the spelling of its declared form.

use std::collections::BTreeSet;

use dazzle_schema::{Check, Column, Dialect, ForeignKey, Name, Table, UniqueConstraint};

use super::judge::{Judge, Texts};
use super::one_of::OneOf;
use super::spelling::{Names, Spelling};
use super::subject::Place;
use super::{columns, indexes, names};
use crate::clauses;

/// Brings `table` to the spelling of `declared` wherever both mean the same.
pub fn align(table: &mut Table, declared: &Table, judge: &mut Judge<'_>) {
    let live = table.clone();
    let known = names::of_tables([&live, declared]);
    if judge.dialect() == Dialect::Sqlite {
        table.comment.clone_from(&declared.comment);
        for key in table.foreign_keys.values_mut() {
            if let Some(wanted) = declared.foreign_keys.get(&key.name)
                && same_foreign_key(Dialect::Sqlite, key, wanted)
            {
                *key = wanted.clone();
            }
        }
    }
    for column in table.columns.values_mut() {
        if let Some(wanted) = declared.column(&column.name) {
            columns::align(column, &live, wanted, declared, &known, judge);
        }
    }
    for check in table.checks.values_mut() {
        let Some(wanted) = declared.checks.get(&check.name) else {
            continue;
        };
        if check.rule == wanted.rule {
            continue;
        }
        let same = one_of_sides(judge.dialect(), [&live, declared], [check, wanted], &known)
            .unwrap_or_else(|| same_check(judge, &live.name, check, wanted, &known));
        if same {
            check.rule = wanted.rule.clone();
        }
    }
    for index in table.indexes.values_mut() {
        if let Some(wanted) = declared.indexes.get(&index.name)
            && index != wanted
        {
            indexes::align(index, &live, wanted, declared, &known, judge);
        }
    }
}

fn same_check(
    judge: &mut Judge<'_>,
    table: &Name,
    live: &Check,
    declared: &Check,
    known: &BTreeSet<String>,
) -> bool {
    let texts = Texts {
        declared: condition(judge.dialect(), declared),
        live: condition(judge.dialect(), live),
    };
    judge.same(table, Place::Check(live.name.clone()), texts, Names::Only(known))
}

/// What a check demands as an SQL condition; none where it has no text for the dialect.
fn condition(dialect: Dialect, check: &Check) -> Option<String> {
    // That there is no text is all that it can complain of.
    clauses::check_condition(check, dialect).ok()
}

/// Whether two rules on SQLite are spelled alike.
pub fn same_rule(judge: &Judge<'_>, live: &Check, declared: &Check, known: &BTreeSet<String>) -> bool {
    let dialect = judge.dialect();
    live.rule == declared.rule
        || one_of(dialect, live, known).is_some_and(|list| Some(list) == one_of(dialect, declared, known))
        || match (condition(dialect, live), condition(dialect, declared)) {
            (Some(live), Some(declared)) => judge.spelled_alike(&declared, &live, Names::Only(known)),
            _ => false,
        }
}

/// Whether two checks that both list the texts of one column list the same; none where one of them says something
/// else or the column is of no textual type on a side.
fn one_of_sides(
    dialect: Dialect,
    tables: [&Table; 2],
    [live, declared]: [&Check; 2],
    known: &BTreeSet<String>,
) -> Option<bool> {
    let live = one_of(dialect, live, known)?;
    let declared = one_of(dialect, declared, known)?;
    let is_textual = |table: &&Table| is_textual(dialect, table, &live.column);
    (live.column == declared.column && tables.iter().all(is_textual)).then(|| live.values == declared.values)
}

/// Whether the column is `text` or `varchar`. On SQLite a list compares texts whatever the declared type is, and
/// the spellings have no casts.
pub fn is_textual(dialect: Dialect, table: &Table, column: &str) -> bool {
    dialect == Dialect::Sqlite
        || table
            .columns
            .get(column)
            .is_some_and(|column: &Column| column.column_type.is_textual())
}

fn one_of(dialect: Dialect, check: &Check, known: &BTreeSet<String>) -> Option<OneOf> {
    let condition = condition(dialect, check)?;
    OneOf::of(dialect, &Spelling::of(dialect, &condition, Names::Only(known))?)
}

/// Whether both are one but for the name of the constraint and the case of names.
pub fn same_foreign_key(dialect: Dialect, live: &ForeignKey, declared: &ForeignKey) -> bool {
    names::same_list(dialect, &live.columns, &declared.columns)
        && names::same(dialect, &live.references.table, &declared.references.table)
        && names::same_list(dialect, &live.references.columns, &declared.references.columns)
        && live.on_delete == declared.on_delete
        && live.on_update == declared.on_update
        && live.deferrability == declared.deferrability
}

/// Whether both are one but for the name of the constraint and the case of names.
pub fn same_unique(dialect: Dialect, live: &UniqueConstraint, declared: &UniqueConstraint) -> bool {
    names::same_list(dialect, &live.columns, &declared.columns)
        && names::same_list(dialect, &live.include, &declared.include)
        && live.nulls_not_distinct == declared.nulls_not_distinct
        && live.deferrability == declared.deferrability
}
