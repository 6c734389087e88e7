//! Type changes that no dialect's table has a rule for: an expression that somebody wrote, or a way through a new
//! column.
//!
//! The way has three steps in one revision. *Expand*: the column gets a neighbor of the new type, empty. *Seam*: a
//! data migration fills it; its query counts the rows that have an old value and no new one. *Contract*: the column
//! itself changes its type, its new values come from its neighbor, and that goes. The column stays where it is, and
//! so does all that stands on it.

use dazzle_ops::{AddColumn, AlterColumn, Change, DataMigration, DropColumn, Operation};
use dazzle_schema::{Column, ColumnType, Dialect, ForeignKey, Name, Schema, SqlText};

use super::{CastClass, CastRule, WrittenCasts, classify};

/// `operations` with an expression at each type change that somebody wrote one for, on `dialects`.
#[must_use]
pub fn with_written(
    mut operations: Vec<Operation>,
    written: &WrittenCasts,
    dialects: &[Dialect],
) -> Vec<Operation> {
    for operation in &mut operations {
        if let Operation::AlterColumn(it) = operation
            && let (Some(change), None) = (&it.column_type, &it.using)
            && let Some((using, check)) = written.find((&it.table, &it.column), (&change.from, &change.to))
            && dialects.iter().all(|dialect| {
                using.for_dialect(*dialect).is_some() || has_rule(*dialect, &change.from, &change.to)
            })
        {
            it.using = Some(using);
            it.check = check;
        }
    }
    operations
}

/// As [`with_written`], and with a seam at each type change that then has no rule on one of `dialects`, or, where both
/// types are portable, on one of `others`, which are those that the same file is for. `before` is the schema before the
/// first operation; what the operations do to it stays the same.
#[must_use]
pub fn settle(
    operations: Vec<Operation>,
    before: &Schema,
    written: &WrittenCasts,
    dialects: &[Dialect],
    others: &[Dialect],
) -> Vec<Operation> {
    let operations = with_written(operations, written, dialects);
    let mut ways = ways(&operations, before, dialects, others).into_iter().peekable();
    let Some(first) = ways.peek().map(|way| way.at) else {
        return operations;
    };
    let all: Vec<Way> = ways.clone().collect();
    let mut settled = Vec::with_capacity(operations.len() + 3 * all.len());
    for (at, operation) in operations.into_iter().enumerate() {
        // Every neighbor and seam comes first: what fills one may read the other, as with a key and what points to
        // it.
        if at == first {
            settled.extend(all.iter().map(Way::expand));
            settled.extend(targets_first(&all).into_iter().map(|way| way.seam(&all)));
        }
        match ways.next_if(|way| way.at == at) {
            Some(way) => settled.extend(way.contract()),
            None => settled.push(operation),
        }
    }
    settled
}

/// A type change without a rule, on its way through a new column.
#[derive(Clone)]
struct Way {
    /// The position of the operation.
    at: usize,
    alter: AlterColumn,
    types: Change<ColumnType>,
    /// The new column.
    neighbor: Column,
    rule: CastRule,
    /// The foreign keys that the column was or is part of.
    references: Vec<ForeignKey>,
}

/// The type changes without a rule, in the order of the operations.
fn ways(operations: &[Operation], before: &Schema, dialects: &[Dialect], others: &[Dialect]) -> Vec<Way> {
    let mut schema = before.clone();
    let mut after = before.clone();
    // Operations that do not fit are found where they are planned.
    if dazzle_ops::apply_all(operations, &mut after).is_err() {
        return Vec::new();
    }
    let mut dropped: Vec<(&Name, &ForeignKey)> = Vec::new();
    let mut ways = Vec::new();
    for (at, operation) in operations.iter().enumerate() {
        match operation {
            // A key goes before its columns change, and comes again after.
            Operation::DropForeignKey(it) => dropped.push((&it.table, &it.foreign_key)),
            Operation::AlterColumn(it) => {
                if let Some((types, rule)) = without_rule(it, &schema, dialects, others)
                    && let Some(neighbor) = neighbor(it, &types.to, &[&schema, &after])
                {
                    let standing = schema.table(&it.table).into_iter();
                    let standing = standing.flat_map(|table| table.foreign_keys.values());
                    let gone = dropped.iter().filter(|(table, _)| **table == it.table);
                    ways.push(Way {
                        at,
                        alter: it.clone(),
                        types,
                        neighbor,
                        rule,
                        references: gone
                            .map(|(_, key)| *key)
                            .chain(standing)
                            .filter(|key| key.columns.contains(&it.column))
                            .cloned()
                            .collect(),
                    });
                }
            }
            _ => {}
        }
        if operation.apply(&mut schema).is_err() {
            return Vec::new();
        }
    }
    ways
}

fn has_rule(dialect: Dialect, from: &ColumnType, to: &ColumnType) -> bool {
    matches!(
        classify(dialect, from, to).class,
        CastClass::Lossless | CastClass::Checked
    )
}

/// The types and the rule of the first dialect on which the change has none that keeps values.
fn without_rule(
    it: &AlterColumn,
    schema: &Schema,
    dialects: &[Dialect],
    others: &[Dialect],
) -> Option<(Change<ColumnType>, CastRule)> {
    let types = it.column_type.as_ref()?;
    let is_computed = schema
        .table(&it.table)
        .and_then(|table| table.column(&it.column))
        .is_none_or(|column| column.generated.is_some());
    if it.using.is_some() || it.generated.is_some() || is_computed {
        return None;
    }
    let is_native = [&types.from, &types.to]
        .iter()
        .any(|it| matches!(it, ColumnType::Native(_)));
    let others = others.iter().filter(|_| !is_native);
    dialects
        .iter()
        .chain(others)
        .map(|dialect| classify(*dialect, &types.from, &types.to))
        .find(|rule| matches!(rule.class, CastClass::Lossy | CastClass::Impossible))
        .map(|rule| (types.clone(), rule))
}

/// The new column, under a name that its table has neither now nor later.
fn neighbor(it: &AlterColumn, to: &ColumnType, schemas: &[&Schema]) -> Option<Column> {
    let is_taken = |name: &Name| {
        schemas
            .iter()
            .filter_map(|schema| schema.table(&it.table))
            .any(|table| {
                table
                    .columns
                    .keys()
                    .any(|held| held.as_str().eq_ignore_ascii_case(name.as_str()))
            })
    };
    (1..100_u8).find_map(|number| {
        let suffix = if number == 1 {
            "_new".to_owned()
        } else {
            format!("_new{number}")
        };
        let room = Name::MAX_BYTES.saturating_sub(suffix.len());
        let text = it.column.as_str();
        let stem = text.get(..text.floor_char_boundary(room)).unwrap_or(text);
        let name = Name::new(&format!("{stem}{suffix}")).ok()?;
        (!is_taken(&name)).then(|| Column::new(name, to.clone()))
    })
}

/// The ways such that what is pointed to comes before what points to it, where that is possible.
fn targets_first(ways: &[Way]) -> Vec<&Way> {
    let mut waiting: Vec<&Way> = ways.iter().collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_free = |way: &Way| {
            !waiting
                .iter()
                .any(|other| other.at != way.at && way.target_in(other).is_some())
        };
        let position = waiting.iter().position(|way| is_free(way)).unwrap_or(0);
        ordered.push(waiting.remove(position));
    }
    ordered
}

impl Way {
    fn expand(&self) -> Operation {
        AddColumn {
            table: self.alter.table.clone(),
            column: self.neighbor.clone(),
        }
        .into()
    }

    fn contract(self) -> [Operation; 2] {
        let Self { alter, neighbor, .. } = self;
        let table = alter.table.clone();
        let change = AlterColumn {
            using: Some(SqlText::Portable(neighbor.name.quoted())),
            ..alter
        };
        [
            change.into(),
            DropColumn {
                table,
                column: neighbor,
            }
            .into(),
        ]
    }

    fn seam(&self, all: &[Way]) -> Operation {
        let Self {
            alter,
            types,
            neighbor,
            rule,
            ..
        } = self;
        let (table, column) = (&alter.table, &alter.column);
        let (quoted_table, old, new) = (table.quoted(), column.quoted(), neighbor.name.quoted());
        let suggestion = rule
            .suggestion_for(column)
            .map(|suggestion| format!(", {suggestion}"))
            .unwrap_or_default();
        DataMigration {
            why: format!(
                "{table}.{column} changes from {} to {}, which {}: fill {}{suggestion}",
                types.from, types.to, rule.problem, neighbor.name
            ),
            until: SqlText::Portable(format!(
                "SELECT count(*) FROM {quoted_table} WHERE {old} IS NOT NULL AND {new} IS NULL"
            )),
            sql: SqlText::Portable(
                all.iter()
                    .find_map(|other| self.sql_from(other))
                    .unwrap_or_default(),
            ),
            batched: None,
        }
        .into()
    }

    /// The foreign key through which the column points to that of `other`.
    fn target_in(&self, other: &Self) -> Option<(&ForeignKey, &Name)> {
        self.references
            .iter()
            .filter(|key| key.references.table == other.alter.table)
            .find_map(|key| {
                let position = key.columns.iter().position(|it| *it == self.alter.column)?;
                let target = key.references.columns.get(position)?;
                (*target == other.alter.column).then_some((key, target))
            })
    }

    /// What points to a row goes on pointing to it: its new value is that row's.
    fn sql_from(&self, other: &Self) -> Option<String> {
        let (key, _) = self.target_in(other)?;
        let table = self.alter.table.quoted();
        let (new, old) = (self.neighbor.name.quoted(), self.alter.column.quoted());
        let matches: Vec<String> = key
            .columns
            .iter()
            .zip(&key.references.columns)
            .map(|(column, target)| {
                format!(
                    "\"_dazzle_target\".{} = {table}.{}",
                    target.quoted(),
                    column.quoted()
                )
            })
            .collect();
        Some(format!(
            "UPDATE {table} SET {new} = (SELECT {} FROM {} AS \"_dazzle_target\" WHERE {}) WHERE {old} IS NOT NULL",
            other.neighbor.name.quoted(),
            other.alter.table.quoted(),
            matches.join(" AND ")
        ))
    }
}
