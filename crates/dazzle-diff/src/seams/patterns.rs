//! Columns and tables that look split, merged or moved.
//!
//! A pattern is recognized by names, types and references, and only named: which value goes where, a person says. Its
//! postcondition asks whether what goes was taken over somewhere.

use std::collections::BTreeMap;

use dazzle_ops::{DataMigration, Operation, apply_all};
use dazzle_schema::{Column, Name, Schema, SqlText, Table};

/// The patterns found.
#[derive(Default)]
pub struct Patterns {
    /// Seams, by the position of the operation they stand before.
    seams: BTreeMap<usize, Vec<DataMigration>>,
    /// What to add to the reason of a seam that is there already: table, column, hint.
    hints: Vec<(Name, Name, String)>,
}

impl Patterns {
    pub fn before(&self, at: usize) -> impl Iterator<Item = &DataMigration> {
        self.seams.get(&at).into_iter().flatten()
    }

    /// The hint for a seam that fills a column.
    pub fn hint_for(&self, seam: &DataMigration) -> Option<&str> {
        let found = self.hints.iter().find(|(table, column, _)| {
            DataMigration::fill_missing(table, column, None).until == seam.until
        })?;
        Some(&found.2)
    }

    fn add(&mut self, at: usize, why: String, until: String) {
        self.seams.entry(at).or_default().push(DataMigration {
            why: format!("{why}; if it is not so, remove this data_migration"),
            until: SqlText::Portable(until),
            sql: super::blank(),
            batched: None,
        });
    }
}

/// What the operations drop and add in one table.
struct Exchange<'a> {
    table: &'a Name,
    /// Columns that go, with the positions of their drops.
    dropped: Vec<(usize, &'a Column)>,
    /// Columns that come, and whether each takes NULL in the end.
    added: Vec<(&'a Column, bool)>,
}

pub fn find(operations: &[Operation], previous: &Schema) -> Patterns {
    let mut patterns = Patterns::default();
    let mut exchanges: BTreeMap<&Name, Exchange<'_>> = BTreeMap::new();
    for (at, operation) in operations.iter().enumerate() {
        let Some(table) = operation.table() else { continue };
        let exchange = exchanges.entry(table).or_insert_with(|| Exchange {
            table,
            dropped: Vec::new(),
            added: Vec::new(),
        });
        match operation {
            Operation::DropColumn(it) if it.column.generated.is_none() => {
                exchange.dropped.push((at, &it.column));
            }
            Operation::AddColumn(it) if it.column.generated.is_none() => {
                exchange.added.push((&it.column, it.column.nullable));
            }
            Operation::AlterColumn(it) if it.nullable.as_ref().is_some_and(|change| !change.to) => {
                for (column, nullable) in &mut exchange.added {
                    if column.name == it.column {
                        *nullable = false;
                    }
                }
            }
            _ => {}
        }
    }
    for exchange in exchanges.values() {
        split(exchange, &mut patterns);
        merged(exchange, &mut patterns);
        moved(exchange, operations, previous, &mut patterns);
    }
    for (at, operation) in operations.iter().enumerate() {
        if let Operation::DropTable(it) = operation {
            merged_table(at, &it.table, exchanges.values(), &mut patterns);
        }
    }
    patterns
}

/// One column goes, several come that are named after it: `name` to `first_name` and `last_name`.
fn split(exchange: &Exchange<'_>, patterns: &mut Patterns) {
    for (at, whole) in &exchange.dropped {
        let parts: Vec<&(&Column, bool)> = exchange
            .added
            .iter()
            .filter(|(part, _)| is_part_of(part, whole))
            .collect();
        if parts.len() < 2 {
            continue;
        }
        let names = listed(parts.iter().map(|(part, _)| part.name.as_str()));
        let required: Vec<&Name> = parts
            .iter()
            .filter(|(_, nullable)| !nullable)
            .map(|(part, _)| &part.name)
            .collect();
        for column in &required {
            patterns.hints.push((
                exchange.table.clone(),
                (*column).clone(),
                format!(
                    "`{}` looks split into {names}, and is dropped after this",
                    whole.name
                ),
            ));
        }
        if required.is_empty() {
            let empty: Vec<String> = parts
                .iter()
                .map(|(part, _)| format!("{} IS NULL", part.name.quoted()))
                .collect();
            patterns.add(
                *at,
                format!(
                    "{}.{} looks split into {names}: fill these from it before it goes",
                    exchange.table, whole.name
                ),
                format!(
                    "SELECT count(*) FROM {} WHERE {} IS NOT NULL AND {}",
                    exchange.table.quoted(),
                    whole.name.quoted(),
                    empty.join(" AND ")
                ),
            );
        }
    }
}

/// Several columns go, one comes that they are named after: `first_name` and `last_name` to `name`.
fn merged(exchange: &Exchange<'_>, patterns: &mut Patterns) {
    for (whole, nullable) in &exchange.added {
        let parts: Vec<&(usize, &Column)> = exchange
            .dropped
            .iter()
            .filter(|(_, part)| is_part_of(part, whole))
            .collect();
        let Some((at, _)) = parts.first().filter(|_| parts.len() > 1) else {
            continue;
        };
        let names = listed(parts.iter().map(|(_, part)| part.name.as_str()));
        if !nullable {
            let hint = format!(
                "{names} look merged into `{}`, and are dropped after this",
                whole.name
            );
            patterns
                .hints
                .push((exchange.table.clone(), whole.name.clone(), hint));
            continue;
        }
        patterns.add(
            *at,
            format!(
                "{} look merged into `{}`: fill it from them before they go",
                of_table(exchange.table, parts.iter().map(|(_, part)| &part.name)),
                whole.name
            ),
            format!(
                "SELECT count(*) FROM {} WHERE {} IS NULL AND ({})",
                exchange.table.quoted(),
                whole.name.quoted(),
                any_held("", parts.iter().map(|(_, part)| &part.name))
            ),
        );
    }
}

/// Columns go from a table, and a table comes that has them and is tied to the first by a reference.
fn moved(exchange: &Exchange<'_>, operations: &[Operation], previous: &Schema, patterns: &mut Patterns) {
    let new_tables = operations.iter().filter_map(|operation| match operation {
        Operation::CreateTable(it) => Some(&it.table),
        _ => None,
    });
    for new in new_tables {
        let gone: Vec<&(usize, &Column)> = exchange
            .dropped
            .iter()
            .filter(|(_, column)| holds(new, column))
            .collect();
        let Some((at, _)) = gone.first() else { continue };
        let old = exchange.table;
        let held = any_held("o.", gone.iter().map(|(_, column)| &column.name));
        let back = reference(new, old);
        let forth = forward_reference(exchange, operations, previous, &new.name);
        let missing = match (back, forth) {
            (Some((column, target)), _) => format!(
                "NOT EXISTS (SELECT 1 FROM {} AS n WHERE n.{} = o.{})",
                new.name.quoted(),
                column.quoted(),
                target.quoted()
            ),
            (None, Some(column)) => format!("o.{} IS NULL", column.quoted()),
            (None, None) => continue,
        };
        patterns.add(
            *at,
            format!(
                "{} {} moved to the new table {}: take the values over before they go",
                of_table(old, gone.iter().map(|(_, column)| &column.name)),
                if gone.len() == 1 { "looks" } else { "look" },
                new.name
            ),
            format!(
                "SELECT count(*) FROM {} AS o WHERE ({held}) AND {missing}",
                old.quoted()
            ),
        );
    }
}

/// A table goes, and a table that it refers to gets columns like its own.
fn merged_table<'a>(
    at: usize,
    gone: &Table,
    exchanges: impl Iterator<Item = &'a Exchange<'a>>,
    patterns: &mut Patterns,
) {
    for exchange in exchanges {
        let taken: Vec<&Name> = merged_columns(gone, exchange.added.iter().map(|(column, _)| *column));
        let Some((column, target)) = reference(gone, exchange.table) else {
            continue;
        };
        if taken.is_empty() {
            continue;
        }
        let empty: Vec<String> = taken
            .iter()
            .map(|name| format!("n.{} IS NULL", name.quoted()))
            .collect();
        patterns.add(
            at,
            format!(
                "{} {} merged into {}: take the values over before the table goes",
                of_table(&gone.name, taken.iter().copied()),
                if taken.len() == 1 { "looks" } else { "look" },
                exchange.table
            ),
            format!(
                "SELECT count(*) FROM {} AS o WHERE ({}) AND EXISTS (SELECT 1 FROM {} AS n WHERE n.{} = o.{} AND {})",
                gone.name.quoted(),
                any_held("o.", taken.iter().copied()),
                exchange.table.quoted(),
                target.quoted(),
                column.quoted(),
                empty.join(" AND ")
            ),
        );
    }
}

/// The columns of `gone` that are among `added` with name and type, keys and references aside.
fn merged_columns<'a, 'b>(gone: &'a Table, added: impl Iterator<Item = &'b Column>) -> Vec<&'a Name> {
    let added: Vec<&Column> = added.collect();
    let is_plain = |column: &Column| {
        let in_key = gone
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(&column.name));
        !in_key
            && !gone
                .foreign_keys
                .values()
                .any(|key| key.columns.contains(&column.name))
    };
    gone.columns
        .values()
        .filter(|column| is_plain(column))
        .filter(|column| {
            added
                .iter()
                .any(|it| it.name == column.name && it.column_type == column.column_type)
        })
        .map(|column| &column.name)
        .collect()
}

/// The same operations, with the drop of a table that looks merged into another after the columns of that have come.
/// As they were where that does not go.
pub fn tables_go_later(operations: Vec<Operation>, previous: &Schema) -> Vec<Operation> {
    let mut moved = operations.clone();
    let mut is_moved = false;
    for operation in &operations {
        let Operation::DropTable(it) = operation else {
            continue;
        };
        let last = moved.iter().rposition(|other| match other {
            Operation::AddColumn(add) => {
                reference(&it.table, &add.table).is_some()
                    && !merged_columns(&it.table, std::iter::once(&add.column)).is_empty()
            }
            _ => false,
        });
        let at = moved.iter().position(|other| other == operation);
        if let (Some(at), Some(last)) = (at, last)
            && at < last
            && let Some(span) = moved.get_mut(at..=last)
        {
            span.rotate_left(1);
            is_moved = true;
        }
    }
    let fits = is_moved && apply_all(&moved, &mut previous.clone()).is_ok();
    if fits { moved } else { operations }
}

/// The single column with which `from` refers to `to`, and the column it refers to.
fn reference<'a>(from: &'a Table, to: &Name) -> Option<(&'a Name, &'a Name)> {
    from.foreign_keys.values().find_map(|key| {
        match (key.columns.as_slice(), key.references.columns.as_slice()) {
            ([column], [target]) if key.references.table == *to => Some((column, target)),
            _ => None,
        }
    })
}

/// The column that comes with which the table refers to `to`.
fn forward_reference<'a>(
    exchange: &Exchange<'a>,
    operations: &'a [Operation],
    previous: &Schema,
    to: &Name,
) -> Option<&'a Name> {
    previous.table(exchange.table)?;
    operations.iter().find_map(|operation| match operation {
        Operation::AddForeignKey(it)
            if it.table == *exchange.table && it.foreign_key.references.table == *to =>
        {
            match it.foreign_key.columns.as_slice() {
                [column] if exchange.added.iter().any(|(added, _)| added.name == *column) => Some(column),
                _ => None,
            }
        }
        _ => None,
    })
}

/// Whether `table` has a column like `column`: of its type, and of its name or the last words of it.
fn holds(table: &Table, column: &Column) -> bool {
    table.columns.values().any(|other| {
        other.column_type == column.column_type
            && (other.name == column.name
                || column
                    .name
                    .as_str()
                    .ends_with(&format!("_{}", other.name.as_str())))
    }) && table
        .primary_key
        .as_ref()
        .is_none_or(|key| !key.columns.contains(&column.name))
}

/// Whether `part` is named after `whole`: it ends with the same word (`first_name` of `full_name`), or begins with all
/// of it (`address_street` of `address`). Both hold text.
fn is_part_of(part: &Column, whole: &Column) -> bool {
    if !part.column_type.is_textual() || !whole.column_type.is_textual() {
        return false;
    }
    let (part, whole) = (part.name.as_str(), whole.name.as_str());
    let last = whole.rsplit('_').next().unwrap_or(whole);
    part != whole && (part.ends_with(&format!("_{last}")) || part.starts_with(&format!("{whole}_")))
}

fn any_held<'a>(prefix: &str, columns: impl Iterator<Item = &'a Name>) -> String {
    columns
        .map(|name| format!("{prefix}{} IS NOT NULL", name.quoted()))
        .collect::<Vec<_>>()
        .join(" OR ")
}

/// `Person.first_name and Person.last_name`.
fn of_table<'a>(table: &Name, columns: impl Iterator<Item = &'a Name>) -> String {
    let names: Vec<String> = columns.map(|column| format!("{table}.{column}")).collect();
    names.join(" and ")
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.join(", "),
    }
}
