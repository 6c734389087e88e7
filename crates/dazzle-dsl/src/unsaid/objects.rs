//! Keys, constraints and indexes.

use dazzle_schema::naming::NameKind;
use dazzle_schema::{Check, CheckRule, ForeignKey, Index, IndexKey, Name, Table, UniqueConstraint};

use super::names::Settled;
use crate::sayable::{Sayable, plain_columns, same_condition};

/// One table while it is put together: `table` has its columns, and gets of the rest what keeps its name; what the
/// DSL names goes to `names`.
pub(super) struct Merge<'a, 'b> {
    pub(super) sayable: &'b Sayable<'a>,
    /// As the DSL says it.
    pub(super) own: &'b Table,
    pub(super) there: &'b Table,
    pub(super) table: Table,
    pub(super) names: &'b mut Settled,
}

/// The name that something in both gets.
enum Called {
    /// As the DSL says.
    AsSaid,
    /// As it is.
    AsItIs,
}

impl Merge<'_, '_> {
    fn has(&self, columns: &[Name]) -> bool {
        columns.iter().all(|name| self.table.columns.contains_key(name))
    }

    /// The columns that go.
    fn gone(&self) -> impl Iterator<Item = &Name> {
        self.there
            .columns
            .keys()
            .filter(|name| !self.table.columns.contains_key(*name))
    }

    /// A name made by rule follows what the DSL says; one that a person chose stays.
    fn called(&self, kind: NameKind, columns: &[Name], said: &Name, there: &Name) -> Called {
        if said == there || self.sayable.is_conventional(kind, self.there, columns, there) {
            Called::AsSaid
        } else {
            Called::AsItIs
        }
    }

    pub(super) fn primary_key(&mut self) {
        let (Some(own), Some(there)) = (&self.own.primary_key, &self.there.primary_key) else {
            self.names
                .fresh(&self.own.name)
                .primary_key
                .clone_from(&self.own.primary_key);
            self.table.primary_key = None;
            return;
        };
        let is_wider = own.columns != there.columns
            && own.columns.iter().all(|name| there.columns.contains(name))
            && there
                .columns
                .iter()
                .all(|name| self.table.column(name).is_some_and(|column| !column.nullable));
        let mut key = own.clone();
        if is_wider {
            key = there.clone();
        } else if own.columns == there.columns
            && let Called::AsItIs = self.called(NameKind::PrimaryKey, &[], &own.name, &there.name)
        {
            key.name = there.name.clone();
        } else {
            self.names.fresh(&self.own.name).primary_key = Some(key);
            self.table.primary_key = None;
            return;
        }
        self.names.keep_relation(&self.own.name, &key.name);
        self.table.primary_key = Some(key);
    }

    pub(super) fn foreign_keys(&mut self) {
        self.table.foreign_keys.clear();
        let mut left: Vec<&ForeignKey> = self.there.foreign_keys.values().collect();
        for own in self.own.foreign_keys.values() {
            let same = |it: &&ForeignKey| it.columns == own.columns && it.references == own.references;
            let Some(there) = take(&mut left, same, |it| it.name == own.name) else {
                self.names
                    .fresh(&self.own.name)
                    .foreign_keys
                    .insert(own.name.clone(), own.clone());
                continue;
            };
            let mut key = own.clone();
            if own.on_delete == self.sayable.nearest_on_delete(self.there, there) {
                key.on_delete = there.on_delete;
            }
            key.on_update = there.on_update;
            key.deferrability = there.deferrability;
            match self.called(NameKind::ForeignKey, &own.columns, &own.name, &there.name) {
                Called::AsSaid => {
                    self.names
                        .fresh(&self.own.name)
                        .foreign_keys
                        .insert(key.name.clone(), key);
                }
                Called::AsItIs => {
                    key.name = there.name.clone();
                    self.keep_foreign_key(key);
                }
            }
        }
        for there in left {
            // A column that the DSL lets point elsewhere does not point here any more.
            let points_elsewhere = self
                .own
                .foreign_keys
                .values()
                .any(|own| own.columns == there.columns && !is_in(self.there, own));
            if !self.sayable.says_foreign_key(self.there, there)
                && self.has(&there.columns)
                && !points_elsewhere
            {
                self.keep_foreign_key(there.clone());
            }
        }
    }

    fn keep_foreign_key(&mut self, key: ForeignKey) {
        self.names.keep_inner(&self.own.name, &key.name);
        self.table.foreign_keys.insert(key.name.clone(), key);
    }

    pub(super) fn uniques(&mut self) {
        self.table.uniques.clear();
        let mut left: Vec<&UniqueConstraint> = self.there.uniques.values().collect();
        for own in self.own.uniques.values() {
            let Some(there) = take(
                &mut left,
                |it| it.columns == own.columns,
                |it| it.name == own.name,
            ) else {
                if !self.has_unique_index(&own.columns) {
                    self.names
                        .fresh(&self.own.name)
                        .uniques
                        .insert(own.name.clone(), own.clone());
                }
                continue;
            };
            let mut unique = own.clone();
            if self.has(&there.include) {
                unique.include.clone_from(&there.include);
            }
            unique.nulls_not_distinct = there.nulls_not_distinct;
            unique.deferrability = there.deferrability;
            match self.called(NameKind::Unique, &own.columns, &own.name, &there.name) {
                Called::AsSaid => {
                    self.names
                        .fresh(&self.own.name)
                        .uniques
                        .insert(unique.name.clone(), unique);
                }
                Called::AsItIs => {
                    unique.name = there.name.clone();
                    self.keep_unique(unique);
                }
            }
        }
        let matched: Vec<&UniqueConstraint> = self
            .there
            .uniques
            .values()
            .filter(|it| !left.iter().any(|other| other.name == it.name))
            .collect();
        for there in left {
            // The language says such a thing once.
            let is_second = matched
                .iter()
                .any(|other| self.sayable.is_twin(self.there, other, there));
            if (is_second || !self.sayable.says_unique(self.there, there))
                && self.has(&there.columns)
                && self.has(&there.include)
            {
                self.keep_unique(there.clone());
            }
        }
    }

    /// Whether a unique index, which the language has no word for, does the work of a unique constraint.
    fn has_unique_index(&self, columns: &[Name]) -> bool {
        self.there.indexes.values().any(|index| {
            index.unique
                && index.predicate.is_none()
                && plain_columns(index).as_deref() == Some(columns)
                && !self.gone().any(|name| index.mentions(name))
        })
    }

    fn keep_unique(&mut self, unique: UniqueConstraint) {
        self.names.keep_relation(&self.own.name, &unique.name);
        self.table.uniques.insert(unique.name.clone(), unique);
    }

    pub(super) fn indexes(&mut self) {
        self.table.indexes.clear();
        let mut left: Vec<&Index> = self.there.indexes.values().collect();
        for own in self.own.indexes.values() {
            let same = |it: &&Index| is_same_index(own, it);
            // Of several over the same columns the one that is exactly this comes first, then the one of this name.
            let is_exact = |it: &Index| {
                *it == Index {
                    name: it.name.clone(),
                    ..own.clone()
                }
            };
            let there = if left.iter().any(|it| is_exact(it)) {
                take(&mut left, |it| is_exact(it), |it| it.name == own.name)
            } else {
                take(&mut left, same, |it| it.name == own.name)
            };
            let Some(there) = there else {
                self.names
                    .fresh(&self.own.name)
                    .indexes
                    .insert(own.name.clone(), own.clone());
                continue;
            };
            let mut index = Index {
                name: own.name.clone(),
                ..there.clone()
            };
            if self.gone().any(|name| index.mentions(name)) {
                index = own.clone();
            }
            let columns = plain_columns(own).unwrap_or_default();
            let is_active = matches!(columns.as_slice(), [key] if own.unique
                && self.sayable.is_active_name(self.there, key, &there.name));
            match self.called(NameKind::Index, &columns, &own.name, &there.name) {
                Called::AsItIs if !is_active => {
                    index.name = there.name.clone();
                    self.keep_index(index);
                }
                _ => {
                    self.names
                        .fresh(&self.own.name)
                        .indexes
                        .insert(index.name.clone(), index);
                }
            }
        }
        let matched: Vec<&Index> = self
            .there
            .indexes
            .values()
            .filter(|it| !left.iter().any(|other| other.name == it.name))
            .collect();
        for there in left {
            let is_orphan = self.gone().any(|name| there.mentions(name));
            let is_second = matched.iter().any(|other| is_same_index(there, other));
            if (is_second || !self.sayable.says_index(self.there, there)) && !is_orphan {
                self.keep_index(there.clone());
            }
        }
    }

    fn keep_index(&mut self, index: Index) {
        self.names.keep_relation(&self.own.name, &index.name);
        self.table.indexes.insert(index.name.clone(), index);
    }

    pub(super) fn checks(&mut self) {
        self.table.checks.clear();
        let mut left: Vec<&Check> = self.there.checks.values().collect();
        for own in self.own.checks.values() {
            let same = |it: &&Check| match (&own.rule, &it.rule) {
                (CheckRule::OneOf { column: own, .. }, CheckRule::OneOf { column, .. }) => own == column,
                (own, rule) => own == rule,
            };
            let there = take(&mut left, same, |it| it.rule == own.rule && it.name == own.name);
            let columns = match &own.rule {
                CheckRule::OneOf { column, .. } => vec![column.clone()],
                CheckRule::Sql(_) => Vec::new(),
            };
            let keeps_name = there.filter(|there| match own.rule {
                CheckRule::OneOf { .. } => matches!(
                    self.called(NameKind::Check, &columns, &own.name, &there.name),
                    Called::AsItIs
                ),
                CheckRule::Sql(_) => {
                    own.name != there.name && !self.sayable.is_check_name(self.there, &there.name)
                }
            });
            match keeps_name {
                Some(there) => self.keep_check(Check {
                    name: there.name.clone(),
                    rule: own.rule.clone(),
                }),
                None => {
                    self.names
                        .fresh(&self.own.name)
                        .checks
                        .insert(own.name.clone(), own.clone());
                }
            }
        }
        for there in left {
            let is_orphan = self.gone().any(|name| there.rule.mentions(name));
            if !self.sayable.says_check(self.there, there) && !is_orphan {
                self.keep_check(there.clone());
            }
        }
    }

    fn keep_check(&mut self, check: Check) {
        self.names.keep_inner(&self.own.name, &check.name);
        self.table.checks.insert(check.name.clone(), check);
    }
}

/// Takes out of `left` one that is the `same`, rather one that is also `preferred`.
fn take<'a, T>(
    left: &mut Vec<&'a T>,
    same: impl Fn(&&'a T) -> bool,
    preferred: impl Fn(&T) -> bool,
) -> Option<&'a T> {
    let at = left
        .iter()
        .position(|it| same(it) && preferred(it))
        .or_else(|| left.iter().position(same))?;
    Some(left.remove(at))
}

/// Whether the table has such a key, whatever its name and actions.
pub(super) fn is_in(table: &Table, key: &ForeignKey) -> bool {
    table
        .foreign_keys
        .values()
        .any(|it| it.columns == key.columns && it.references == key.references)
}

/// Whether `there` is what the DSL says by `own`, or that with something that the language has no words for.
fn is_same_index(own: &Index, there: &Index) -> bool {
    let (Some(own_columns), Some(columns)) = (plain_columns(own), plain_columns(there)) else {
        return false;
    };
    own_columns == columns
        && own.unique == there.unique
        && match (&own.predicate, &there.predicate) {
            (None, None) => true,
            (Some(own), Some(there)) => same_condition(own, there),
            _ => false,
        }
        && there
            .parts
            .iter()
            .all(|part| matches!(part.key, IndexKey::Column(_)))
}
