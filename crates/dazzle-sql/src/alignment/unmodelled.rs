//! Comparing what the schema model does not hold.

use std::collections::BTreeMap;

use dazzle_ops::Operation;
use dazzle_schema::{Name, sql_tokens};

use super::changed_types::{Way, way};
use crate::inspection::{Inspection, Unmodelled, UnmodelledKind};

/// How one thing that the schema model does not hold differs between two databases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnmodelledChange {
    /// Only the next database has it.
    Added(Unmodelled),
    /// Only the previous database has it.
    Removed(Unmodelled),
    /// Both have it, but not the same: it has to go and come again.
    Changed {
        /// As it is in the previous database.
        previous: Unmodelled,
        /// As it is in the next one.
        next: Unmodelled,
    },
}

/// One thing to be made or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnmodelledStep<'a> {
    /// The thing.
    pub thing: &'a Unmodelled,
    /// Whether it is made; else it is taken away.
    pub makes: bool,
    /// The statement that changes it in place, if it is there and stays.
    alters: Option<&'a str>,
}

impl<'a> UnmodelledStep<'a> {
    const fn make(thing: &'a Unmodelled) -> Self {
        Self {
            thing,
            makes: true,
            alters: None,
        }
    }

    const fn unmake(thing: &'a Unmodelled) -> Self {
        Self {
            thing,
            makes: false,
            alters: None,
        }
    }

    /// The statement that does it; none where nobody can tell.
    #[must_use]
    pub fn statement(&self) -> Option<&'a str> {
        if self.alters.is_some() {
            return self.alters;
        }
        let statement = if self.makes {
            &self.thing.make
        } else {
            &self.thing.unmake
        };
        statement.as_deref()
    }
}

impl UnmodelledChange {
    /// The thing, as the next database has it where it does.
    #[must_use]
    pub const fn subject(&self) -> &Unmodelled {
        match self {
            Self::Added(thing) | Self::Removed(thing) | Self::Changed { next: thing, .. } => thing,
        }
    }

    const fn taken_away(&self) -> Option<&Unmodelled> {
        match self {
            Self::Added(_) => None,
            Self::Removed(thing) | Self::Changed { previous: thing, .. } => Some(thing),
        }
    }

    const fn made(&self) -> Option<&Unmodelled> {
        match self {
            Self::Removed(_) => None,
            Self::Added(thing) | Self::Changed { next: thing, .. } => Some(thing),
        }
    }
}

/// The differences between the unmodelled things of two databases of one dialect, by kind, table and name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnmodelledChanges {
    changes: Vec<(UnmodelledChange, Way)>,
    /// What both have alike and must go while the tables change.
    in_the_way: Vec<Unmodelled>,
}

impl UnmodelledChanges {
    /// What leads from the unmodelled things of `previous` to those of `next`.
    #[must_use]
    pub fn between(previous: &Inspection, next: &Inspection) -> Self {
        let (had, has) = (by_key(previous), by_key(next));
        let mut keys: Vec<_> = had.keys().chain(has.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut changes = Vec::new();
        for key in keys {
            let things = |of: &BTreeMap<Key<'_>, Vec<&Unmodelled>>| -> Vec<Unmodelled> {
                of.get(key)
                    .into_iter()
                    .flatten()
                    .map(|thing| (*thing).clone())
                    .collect()
            };
            changes.extend(changes_of_one_key(things(&had), things(&has)));
        }
        let changes = changes
            .into_iter()
            .map(|change| {
                let way = match &change {
                    UnmodelledChange::Changed { previous: had, next } => way(had, next, previous),
                    UnmodelledChange::Added(_) | UnmodelledChange::Removed(_) => Way::Replace,
                };
                (change, way)
            })
            .collect();
        Self {
            changes,
            in_the_way: Vec::new(),
        }
    }

    /// Triggers, rules and policies of `previous` that stay and speak of a column whose type `operations` change go
    /// before and come again after: PostgreSQL changes no type under them.
    pub fn clear_the_way(&mut self, previous: &Inspection, operations: &[Operation]) {
        let retyped: Vec<(&Name, &Name)> = operations
            .iter()
            .filter_map(|operation| match operation {
                Operation::AlterColumn(it) if it.column_type.is_some() || it.collation.is_some() => {
                    Some((&it.table, &it.column))
                }
                _ => None,
            })
            .collect();
        let speaks =
            |thing: &Unmodelled, name: &Name| sql_tokens::mentions(&thing.description, name.as_str());
        let stands_in_the_way = |thing: &Unmodelled| {
            retyped.iter().any(|(table, column)| {
                speaks(thing, column)
                    && (thing.table.as_deref() == Some(table.as_str()) || speaks(thing, table))
            })
        };
        self.in_the_way = previous
            .unmodelled
            .iter()
            .filter(|thing| {
                use UnmodelledKind::{Policy, Rule, Trigger};
                matches!(thing.kind, Trigger | Rule | Policy)
                    && thing.make.is_some()
                    && thing.unmake.is_some()
                    && stands_in_the_way(thing)
            })
            .filter(|thing| !self.changes().any(|change| change.taken_away() == Some(*thing)))
            .cloned()
            .collect();
    }

    fn changes(&self) -> impl DoubleEndedIterator<Item = &UnmodelledChange> {
        self.changes.iter().map(|(change, _)| change)
    }

    /// The changes that go and come as they are told: those that are not made in another way.
    fn replaced(&self) -> impl DoubleEndedIterator<Item = &UnmodelledChange> {
        self.changes
            .iter()
            .filter(|(_, way)| *way == Way::Replace)
            .map(|(change, _)| change)
    }

    /// The statements that must be committed before anything else begins, such as a new label of an enum. To run them
    /// twice does no harm.
    pub fn ahead(&self) -> impl Iterator<Item = &str> {
        self.changes
            .iter()
            .flat_map(|(_, way)| match way {
                Way::Ahead(statements) => statements.as_slice(),
                Way::Replace | Way::InPlace(_) | Way::ByHand => &[],
            })
            .map(String::as_str)
    }

    /// The changed things, as they shall be, that others use and that the database cannot change in place.
    pub fn by_hand(&self) -> impl Iterator<Item = &Unmodelled> {
        self.changes
            .iter()
            .filter(|(_, way)| *way == Way::ByHand)
            .map(|(change, _)| change.subject())
    }

    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, for a listing.
    pub fn iter(&self) -> impl Iterator<Item = &UnmodelledChange> {
        self.changes()
    }

    /// What has to be done before the changes of tables, in running order: what needs tables goes, what tables may
    /// need comes.
    pub fn before_tables(&self) -> impl Iterator<Item = UnmodelledStep<'_>> {
        let needs_tables = |thing: &&Unmodelled| !thing.kind.comes_before_tables();
        let gone = self.replaced().rev().filter_map(UnmodelledChange::taken_away);
        // A changed thing that tables may need cannot be there twice: it goes before it comes.
        let replaced = self.replaced().rev().filter_map(|change| match change {
            UnmodelledChange::Changed { previous, .. } if previous.kind.comes_before_tables() => {
                Some(previous)
            }
            _ => None,
        });
        let made = self.replaced().filter_map(UnmodelledChange::made);
        let altered = self.changes.iter().flat_map(|(change, way)| {
            match way {
                Way::InPlace(statements) => statements.as_slice(),
                Way::Replace | Way::Ahead(_) | Way::ByHand => &[],
            }
            .iter()
            .map(|statement| UnmodelledStep {
                thing: change.subject(),
                makes: true,
                alters: Some(statement),
            })
        });
        (self.in_the_way.iter().map(UnmodelledStep::unmake))
            .chain(gone.filter(needs_tables).map(UnmodelledStep::unmake))
            .chain(replaced.map(UnmodelledStep::unmake))
            .chain(altered)
            .chain(
                made.filter(|thing| thing.kind.comes_before_tables())
                    .map(UnmodelledStep::make),
            )
    }

    /// What has to be done after the changes of tables, in running order: what tables may have needed goes, so that
    /// its name is free, and what needs tables comes.
    pub fn after_tables(&self) -> impl Iterator<Item = UnmodelledStep<'_>> {
        let made = self.replaced().filter_map(UnmodelledChange::made);
        let removed = self.replaced().rev().filter_map(|change| match change {
            UnmodelledChange::Removed(thing) if thing.kind.comes_before_tables() => Some(thing),
            _ => None,
        });
        removed
            .map(UnmodelledStep::unmake)
            .chain(
                made.filter(|thing| !thing.kind.comes_before_tables())
                    .map(UnmodelledStep::make),
            )
            .chain(self.in_the_way.iter().map(UnmodelledStep::make))
    }
}

type Key<'a> = (UnmodelledKind, Option<&'a str>, &'a str);

fn by_key(inspection: &Inspection) -> BTreeMap<Key<'_>, Vec<&Unmodelled>> {
    let mut found: BTreeMap<Key<'_>, Vec<&Unmodelled>> = BTreeMap::new();
    for thing in &inspection.unmodelled {
        let key = (thing.kind, thing.table.as_deref(), thing.name.as_str());
        found.entry(key).or_default().push(thing);
    }
    found
}

/// Things of one kind, table and name: those with equal descriptions stay, the others are paired in order.
fn changes_of_one_key(mut previous: Vec<Unmodelled>, mut next: Vec<Unmodelled>) -> Vec<UnmodelledChange> {
    previous.retain(|thing| {
        let same = next
            .iter()
            .position(|other| other.description == thing.description);
        if let Some(position) = same {
            next.remove(position);
        }
        same.is_none()
    });
    previous.sort();
    next.sort();
    let mut changes = Vec::new();
    let (mut previous, mut next) = (previous.into_iter(), next.into_iter());
    loop {
        match (previous.next(), next.next()) {
            (Some(previous), Some(next)) => changes.push(UnmodelledChange::Changed { previous, next }),
            (Some(thing), None) => changes.push(UnmodelledChange::Removed(thing)),
            (None, Some(thing)) => changes.push(UnmodelledChange::Added(thing)),
            (None, None) => return changes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(kind: UnmodelledKind, name: &str, description: &str) -> Unmodelled {
        Unmodelled {
            kind,
            table: None,
            name: name.to_owned(),
            description: description.to_owned(),
            make: Some(format!("make {name} {description}")),
            unmake: (kind != UnmodelledKind::Extension).then(|| format!("unmake {name} {description}")),
        }
    }

    fn having(things: &[(UnmodelledKind, &str, &str)]) -> Inspection {
        Inspection {
            unmodelled: things
                .iter()
                .map(|(kind, name, description)| thing(*kind, name, description))
                .collect(),
            ..Inspection::default()
        }
    }

    #[test]
    fn running_order_goes_around_the_tables() {
        use UnmodelledKind::{EnumType, Extension, Policy, Routine, Trigger};
        let previous = having(&[
            (Extension, "gone", "1"),
            (EnumType, "mood", "1"),
            (Routine, "old", "1"),
            (Trigger, "touch", "1"),
            (Policy, "mine", "1"),
            (Policy, "kept", "1"),
        ]);
        let next = having(&[
            (Policy, "kept", "1"),
            (Trigger, "touch", "2"),
            (Trigger, "new", "1"),
            (Routine, "young", "1"),
            (EnumType, "mood", "2"),
        ]);
        let changes = UnmodelledChanges::between(&previous, &next);
        let texts = |steps: Vec<UnmodelledStep<'_>>| -> Vec<String> {
            steps
                .iter()
                .map(|step| step.statement().unwrap_or("nobody knows").to_owned())
                .collect()
        };
        assert_eq!(
            texts(changes.before_tables().collect()),
            [
                "unmake mine 1",
                "unmake touch 1",
                "unmake mood 1",
                "make mood 2",
                "make young 1"
            ]
        );
        assert_eq!(
            texts(changes.after_tables().collect()),
            ["unmake old 1", "nobody knows", "make new 1", "make touch 2"]
        );
        assert_eq!(changes.iter().count(), 7);
        assert!(UnmodelledChanges::between(&previous, &previous).is_empty());
    }

    #[test]
    fn two_of_one_name_are_told_by_their_description() {
        use UnmodelledKind::Routine;
        let previous = having(&[(Routine, "f", "int"), (Routine, "f", "text")]);
        let next = having(&[
            (Routine, "f", "text"),
            (Routine, "f", "date"),
            (Routine, "f", "uuid"),
        ]);
        let changes = UnmodelledChanges::between(&previous, &next);
        let descriptions: Vec<_> = changes
            .iter()
            .map(|change| {
                (
                    change.taken_away().map(|thing| thing.description.as_str()),
                    change.made().map(|thing| thing.description.as_str()),
                )
            })
            .collect();
        assert_eq!(descriptions, [(Some("int"), Some("date")), (None, Some("uuid"))]);
    }
}
