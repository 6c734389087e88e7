//! What differs between two tables of one name.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{AlterColumn, Change};
use dazzle_schema::{
    Check, Column, ColumnType, ForeignKey, Index, Name, PrimaryKey, Table, UniqueConstraint,
};

use crate::views::Touched;

/// How the objects of one kind (foreign keys, say) get from the previous table to the next.
#[derive(Debug)]
pub struct Objects<T> {
    /// Those that go.
    pub dropped: Vec<T>,
    /// Those that come.
    pub added: Vec<T>,
    /// Those that only get another name: the old name and the object as it will be.
    pub renamed: Vec<(Name, T)>,
    /// Those that stay as they are.
    pub kept: Vec<T>,
}

impl<T> Default for Objects<T> {
    fn default() -> Self {
        Self {
            dropped: Vec::new(),
            added: Vec::new(),
            renamed: Vec::new(),
            kept: Vec::new(),
        }
    }
}

/// All differences of one table.
#[derive(Debug)]
pub struct TableChange<'a> {
    /// The table before, with renames done.
    pub previous: &'a Table,
    /// The table after.
    pub next: &'a Table,
    pub added_columns: Vec<&'a Column>,
    pub dropped_columns: Vec<&'a Column>,
    pub altered_columns: Vec<AlterColumn>,
    /// Columns that must go and come again, as they were and as they will be.
    pub remade_columns: Vec<(&'a Column, &'a Column)>,
    pub primary_key: Objects<PrimaryKey>,
    pub foreign_keys: Objects<ForeignKey>,
    pub uniques: Objects<UniqueConstraint>,
    pub checks: Objects<Check>,
    pub indexes: Objects<Index>,
}

impl TableChange<'_> {
    /// What changes in place that a view may be made of. The key counts: a query that groups by it may depend on it.
    pub fn touches_views(&self) -> Option<Touched> {
        if !self.primary_key.dropped.is_empty() {
            return Some(Touched::Whole);
        }
        let altered = self.altered_columns.iter().filter(|alter| {
            alter.column_type.is_some() || alter.collation.is_some() || alter.generated.is_some()
        });
        let columns: BTreeSet<Name> = (self.dropped_columns.iter().map(|column| &column.name))
            .chain(self.remade_columns.iter().map(|(old, _)| &old.name))
            .chain(altered.map(|alter| &alter.column))
            .cloned()
            .collect();
        (!columns.is_empty()).then_some(Touched::Columns(columns))
    }
}

/// A named object of a table: what two of them are, apart from the name.
pub trait Named: Clone + PartialEq {
    fn name(&self) -> &Name;
    /// The same object under another name.
    fn renamed(&self, name: &Name) -> Self;
}

macro_rules! named {
    ($($kind:ty)*) => {
        $(impl Named for $kind {
            fn name(&self) -> &Name {
                &self.name
            }

            fn renamed(&self, name: &Name) -> Self {
                Self { name: name.clone(), ..self.clone() }
            }
        })*
    };
}
named!(PrimaryKey ForeignKey UniqueConstraint Check Index);

/// Compares two tables; `previous` has the names of `next` where something was renamed.
pub fn compare<'a>(previous: &'a Table, next: &'a Table) -> TableChange<'a> {
    let remade = columns_to_remake(previous, next);
    let mut altered_columns = Vec::new();
    // Columns whose values change their kind: a check or partial index over them must be made anew.
    let mut retyped_columns = BTreeSet::new();
    for column in next.columns.values() {
        let Some(old) = previous.columns.get(&column.name) else {
            continue;
        };
        if remade.contains(&column.name) {
            continue;
        }
        let alter = AlterColumn {
            column_type: Change::between(old.column_type.clone(), column.column_type.clone()),
            nullable: Change::between(old.nullable, column.nullable),
            default: Change::between(old.default.clone(), column.default.clone()),
            identity: Change::between(old.identity, column.identity),
            generated: Change::between(old.generated.clone(), column.generated.clone()),
            collation: Change::between(old.collation.clone(), column.collation.clone()),
            comment: Change::between(old.comment.clone(), column.comment.clone()),
            ..AlterColumn::unchanged(next.name.clone(), column.name.clone())
        };
        if !alter.is_empty() {
            if changes_kind(&old.column_type, &column.column_type) {
                retyped_columns.insert(&column.name);
            }
            altered_columns.push(alter);
        }
    }
    let dropped_columns: Vec<&Column> = previous
        .columns
        .values()
        .filter(|column| !next.columns.contains_key(&column.name))
        .collect();
    // An object that stays must not hold a column that goes, be it that it comes again.
    let going: BTreeSet<&Name> = dropped_columns
        .iter()
        .map(|column| &column.name)
        .chain(remade.iter().copied())
        .collect();
    let goes = |columns: &[Name]| columns.iter().any(|column| going.contains(column));
    let mut primary_key = match_objects(
        &by_name(previous.primary_key.as_ref()),
        &by_name(next.primary_key.as_ref()),
    );
    remake(&mut primary_key, |key| goes(&key.columns));
    let mut foreign_keys = match_objects(&previous.foreign_keys, &next.foreign_keys);
    remake(&mut foreign_keys, |key| goes(&key.columns));
    let mut uniques = match_objects(&previous.uniques, &next.uniques);
    remake(&mut uniques, |unique| {
        goes(&unique.columns) || goes(&unique.include)
    });
    let mut checks = match_objects(&previous.checks, &next.checks);
    remake(&mut checks, |check| {
        let mut stale = retyped_columns.iter().chain(&going);
        stale.any(|column| check.rule.mentions(column))
    });
    let mut indexes = match_objects(&previous.indexes, &next.indexes);
    remake(&mut indexes, |index| {
        let by_value = index.predicate.is_some()
            || index
                .parts
                .iter()
                .any(|part| matches!(part.key, dazzle_schema::IndexKey::Expression(_)));
        (by_value && retyped_columns.iter().any(|column| index.mentions(column)))
            || going.iter().any(|column| index.mentions(column))
    });
    TableChange {
        previous,
        next,
        added_columns: next
            .columns
            .values()
            .filter(|column| !previous.columns.contains_key(&column.name))
            .collect(),
        altered_columns,
        remade_columns: remade
            .iter()
            .filter_map(|name| previous.column(name).zip(next.column(name)))
            .collect(),
        dropped_columns,
        primary_key,
        foreign_keys,
        uniques,
        checks,
        indexes,
    }
}

/// The columns of both tables that cannot change in place: those that become generated, or are computed in another
/// way or to another type; and those that are computed from a column whose type changes or that goes.
fn columns_to_remake<'a>(previous: &'a Table, next: &'a Table) -> BTreeSet<&'a Name> {
    let generated: Vec<(&Column, &Column)> = next
        .columns
        .values()
        .filter(|column| column.generated.is_some())
        .filter_map(|column| previous.column(&column.name).map(|old| (old, column)))
        .collect();
    let mut remade = BTreeSet::new();
    if generated.is_empty() {
        return remade;
    }
    let other_values =
        |old: &Column, new: &Column| old.column_type != new.column_type || old.collation != new.collation;
    // What a generated column must not be made of while it stands.
    let mut unstable: BTreeSet<&Name> = previous
        .columns
        .values()
        .filter(|old| next.column(&old.name).is_none_or(|new| other_values(old, new)))
        .map(|old| &old.name)
        .collect();
    loop {
        let more: Vec<&Name> = generated
            .iter()
            .filter(|(_, new)| !remade.contains(&new.name))
            .filter(|(old, new)| {
                old.generated != new.generated
                    || other_values(old, new)
                    || new
                        .generated
                        .as_ref()
                        .is_some_and(|it| unstable.iter().any(|name| it.mentions(name)))
            })
            .map(|(_, new)| &new.name)
            .collect();
        if more.is_empty() {
            return remade;
        }
        unstable.extend(&more);
        remade.extend(more);
    }
}

/// Moves the kept and renamed objects for which `stale` holds to those that go and come again.
pub fn remake<T: Named>(objects: &mut Objects<T>, stale: impl Fn(&T) -> bool) {
    let (again, kept) = std::mem::take(&mut objects.kept).into_iter().partition(&stale);
    objects.kept = kept;
    let again: Vec<T> = again;
    objects.dropped.extend(again.iter().cloned());
    objects.added.extend(again);
    let (again, renamed): (Vec<_>, Vec<_>) = std::mem::take(&mut objects.renamed)
        .into_iter()
        .partition(|(_, object)| stale(object));
    objects.renamed = renamed;
    for (old_name, object) in again {
        objects.dropped.push(object.renamed(&old_name));
        objects.added.push(object);
    }
    objects
        .dropped
        .sort_by(|left, right| left.name().cmp(right.name()));
    objects.added.sort_by(|left, right| left.name().cmp(right.name()));
}

fn by_name(key: Option<&PrimaryKey>) -> BTreeMap<Name, PrimaryKey> {
    key.map(|key| (key.name.clone(), key.clone()))
        .into_iter()
        .collect()
}

/// Objects of the same name and definition stay; of the rest, those of the same definition are renamed; what
/// is left goes or comes.
fn match_objects<T: Named>(previous: &BTreeMap<Name, T>, next: &BTreeMap<Name, T>) -> Objects<T> {
    let mut objects = Objects::default();
    let mut unmatched: Vec<&T> = Vec::new();
    for (name, object) in previous {
        if next.get(name) == Some(object) {
            objects.kept.push(object.clone());
        } else {
            unmatched.push(object);
        }
    }
    for (name, object) in next {
        if previous.get(name) == Some(object) {
            continue;
        }
        match unmatched.iter().position(|old| old.renamed(name) == *object) {
            Some(position) => {
                let old = unmatched.remove(position);
                objects.renamed.push((old.name().clone(), object.clone()));
            }
            None => objects.added.push(object.clone()),
        }
    }
    objects.dropped = unmatched.into_iter().cloned().collect();
    objects
}

/// Whether values change their kind, so that an expression over the column may no longer parse. Lengths and
/// text to text do not count.
fn changes_kind(from: &ColumnType, to: &ColumnType) -> bool {
    let same = from == to
        || (from.is_textual() && to.is_textual())
        || (from.is_whole_number() && to.is_whole_number());
    !same
}
