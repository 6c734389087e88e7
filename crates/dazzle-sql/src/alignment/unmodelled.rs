//! Comparing what the schema model does not hold.

use std::collections::BTreeMap;

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
}

impl<'a> UnmodelledStep<'a> {
    /// The statement that does it; none where nobody can tell.
    #[must_use]
    pub fn statement(&self) -> Option<&'a str> {
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
pub struct UnmodelledChanges(Vec<UnmodelledChange>);

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
        Self(changes)
    }

    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes, for a listing.
    pub fn iter(&self) -> impl Iterator<Item = &UnmodelledChange> {
        self.0.iter()
    }

    /// What has to be done before the changes of tables, in running order: what needs tables goes, what tables may
    /// need comes.
    pub fn before_tables(&self) -> impl Iterator<Item = UnmodelledStep<'_>> {
        let needs_tables = |thing: &&Unmodelled| !thing.kind.comes_before_tables();
        let gone = self.0.iter().rev().filter_map(UnmodelledChange::taken_away);
        // A changed thing that tables may need cannot be there twice: it goes before it comes.
        let replaced = self.0.iter().rev().filter_map(|change| match change {
            UnmodelledChange::Changed { previous, .. } if previous.kind.comes_before_tables() => {
                Some(previous)
            }
            _ => None,
        });
        let made = self.0.iter().filter_map(UnmodelledChange::made);
        let unmake = |thing| UnmodelledStep { thing, makes: false };
        (gone.filter(needs_tables).map(unmake))
            .chain(replaced.map(unmake))
            .chain(
                made.filter(|thing| thing.kind.comes_before_tables())
                    .map(|thing| UnmodelledStep { thing, makes: true }),
            )
    }

    /// What has to be done after the changes of tables, in running order: what needs tables comes, what tables
    /// may have needed goes.
    pub fn after_tables(&self) -> impl Iterator<Item = UnmodelledStep<'_>> {
        let made = self.0.iter().filter_map(UnmodelledChange::made);
        let removed = self.0.iter().rev().filter_map(|change| match change {
            UnmodelledChange::Removed(thing) if thing.kind.comes_before_tables() => Some(thing),
            _ => None,
        });
        (made.filter(|thing| !thing.kind.comes_before_tables()))
            .map(|thing| UnmodelledStep { thing, makes: true })
            .chain(removed.map(|thing| UnmodelledStep { thing, makes: false }))
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
            ["make new 1", "make touch 2", "unmake old 1", "nobody knows"]
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
