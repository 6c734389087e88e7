//! What the schema model cannot hold, as it is found.

use std::collections::HashMap;

use super::raw::Oid;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;

/// Collects what is found.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Finding>,
    /// The places of objects in `found`, by their number; with the catalogue table, since each counts for itself.
    places: HashMap<Oid, Vec<(String, usize)>>,
}

#[derive(Debug)]
struct Finding {
    /// How many generations of the same kind have to be there before.
    depth: usize,
    /// What stands behind `COMMENT ON`; for what can have a comment.
    phrase: String,
    unmodelled: Unmodelled,
}

impl Finding {
    fn append(&mut self, statement: &str) {
        let more = format!(";\n{statement}");
        self.unmodelled.description.push_str(&more);
        if let Some(make) = &mut self.unmodelled.make {
            make.push_str(&more);
        }
    }
}

/// Where an object is in the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The catalogue table.
    pub class: &'a str,
    pub oid: Oid,
}

impl<'a> Place<'a> {
    pub fn new(class: &'a str, oid: Oid) -> Self {
        Self { class, oid }
    }

    /// A table, view, sequence, index or composite type.
    pub fn relation(oid: Oid) -> Self {
        Self::new("pg_class", oid)
    }
}

impl Findings {
    /// Adds something that no comment and no property refers to.
    pub fn add(&mut self, unmodelled: Unmodelled) {
        self.found.push(Finding {
            depth: 0,
            phrase: String::new(),
            unmodelled,
        });
    }

    /// Adds the object at `place`, which `COMMENT ON phrase` names.
    pub fn add_object(&mut self, place: Place<'_>, phrase: String, depth: usize, unmodelled: Unmodelled) {
        self.also_at(place, self.found.len());
        self.found.push(Finding {
            depth,
            phrase,
            unmodelled,
        });
    }

    /// Says that the object added last has a second place in the catalogue.
    pub fn last_is_also_at(&mut self, place: Place<'_>) {
        self.also_at(place, self.found.len().saturating_sub(1));
    }

    fn also_at(&mut self, place: Place<'_>, at: usize) {
        self.places
            .entry(place.oid)
            .or_default()
            .push((place.class.to_owned(), at));
    }

    fn position(&self, place: Place<'_>) -> Option<usize> {
        let candidates = self.places.get(&place.oid)?;
        candidates
            .iter()
            .find(|(class, _)| class == place.class)
            .map(|(_, at)| *at)
    }

    /// The object at `place`, if it was added, and what stands behind `COMMENT ON` for it.
    pub fn object(&self, place: Place<'_>) -> Option<(&Unmodelled, &str)> {
        let finding = self.found.get(self.position(place)?)?;
        Some((&finding.unmodelled, &finding.phrase))
    }

    /// A property of `owner`, which is in the schema.
    pub fn property(
        &mut self,
        owner: &str,
        name: impl Into<String>,
        description: impl Into<String>,
        alter: &Alter,
    ) {
        self.add(Unmodelled {
            kind: UnmodelledKind::Property,
            table: Some(owner.to_owned()),
            name: name.into(),
            description: description.into(),
            make: Some(alter.make()),
            unmake: Some(alter.unmake()),
        });
    }

    /// A property of what is at `place` and called `owner`. Where that was added itself and is made after
    /// properties are, or cannot be made, the property becomes a part of it.
    pub fn property_of(
        &mut self,
        place: Place<'_>,
        owner: &str,
        name: impl Into<String>,
        description: impl Into<String>,
        alter: &Alter,
    ) {
        let position = self.position(place);
        let finding = position.and_then(|at| self.found.get_mut(at)).filter(|finding| {
            finding.unmodelled.kind >= UnmodelledKind::Property || finding.unmodelled.make.is_none()
        });
        let Some(finding) = finding else {
            return self.property(owner, name, description, alter);
        };
        finding.append(&alter.make());
    }

    /// Makes what is at `part` a part of the object at `whole`, made by `statement`. Says whether that is there.
    pub fn add_part(&mut self, whole: Place<'_>, part: Place<'_>, statement: &str) -> bool {
        let Some(at) = self.position(whole) else {
            return false;
        };
        if let Some(finding) = self.found.get_mut(at) {
            finding.append(statement);
        }
        self.also_at(part, at);
        true
    }

    /// A constraint of the table called `table`.
    pub fn constraint(&mut self, oid: Oid, table: &str, name: &str, definition: &str) {
        let quoted_table = quote_identifier(table);
        let quoted = quote_identifier(name);
        let alter = Alter::new(
            format!("ALTER TABLE {quoted_table}"),
            format!("ADD CONSTRAINT {quoted} {definition}"),
            format!("DROP CONSTRAINT {quoted}"),
        );
        let unmodelled = Unmodelled {
            kind: UnmodelledKind::Constraint,
            table: Some(table.to_owned()),
            name: name.to_owned(),
            description: definition.to_owned(),
            make: Some(alter.make()),
            unmake: Some(alter.unmake()),
        };
        let phrase = format!("CONSTRAINT {quoted} ON {quoted_table}");
        self.add_object(Place::new("pg_constraint", oid), phrase, 0, unmodelled);
    }

    /// All, in an order in which they can be made: by kind, then what others need, then by table and name.
    pub fn in_order(mut self) -> Vec<Unmodelled> {
        self.found.sort_by(|one, other| {
            let key = |finding: &Finding| (finding.unmodelled.kind, finding.depth);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.unmodelled.cmp(&other.unmodelled))
        });
        self.found.into_iter().map(|finding| finding.unmodelled).collect()
    }
}

/// Statements that give and take a property.
#[derive(Debug)]
pub struct Alter {
    subject: String,
    make: String,
    unmake: String,
}

impl Alter {
    /// `subject` is what both begin with, such as `ALTER TABLE "t"`.
    pub fn new(subject: impl Into<String>, make: impl Into<String>, unmake: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            make: make.into(),
            unmake: unmake.into(),
        }
    }

    fn make(&self) -> String {
        format!("{} {}", self.subject, self.make)
    }

    fn unmake(&self) -> String {
        format!("{} {}", self.subject, self.unmake)
    }
}
