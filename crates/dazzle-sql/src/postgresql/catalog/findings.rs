//! What the schema model cannot hold, as it is found.

use std::collections::HashMap;

use super::raw::Oid;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;

/// Collects what is found.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<(usize, Unmodelled)>,
    /// How `COMMENT ON` names the objects found, by their number; with the catalogue table, since each counts
    /// for itself.
    named: HashMap<Oid, Vec<(String, Commentable)>>,
}

/// An object that can have a comment.
#[derive(Debug, Clone)]
pub struct Commentable {
    /// What stands behind `COMMENT ON`.
    pub phrase: String,
    /// The table it belongs to, or it itself.
    pub owner: String,
    /// What it is, where it belongs to a table.
    pub what: Option<String>,
}

impl Findings {
    pub fn add(&mut self, unmodelled: Unmodelled) {
        self.add_at(0, unmodelled);
    }

    /// `depth` says how many objects of the same kind have to be there before.
    pub fn add_at(&mut self, depth: usize, unmodelled: Unmodelled) {
        self.found.push((depth, unmodelled));
    }

    /// A property of `owner`, which statements beginning with `alter` give and take.
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
            make: Some(format!("{} {}", alter.subject, alter.make)),
            unmake: Some(format!("{} {}", alter.subject, alter.unmake)),
        });
    }

    /// A constraint of the table called `table`.
    pub fn constraint(&mut self, table: &str, name: &str, definition: &str) {
        let alter = format!("ALTER TABLE {}", quote_identifier(table));
        let quoted = quote_identifier(name);
        self.add(Unmodelled {
            kind: UnmodelledKind::Constraint,
            table: Some(table.to_owned()),
            name: name.to_owned(),
            description: definition.to_owned(),
            make: Some(format!("{alter} ADD CONSTRAINT {quoted} {definition}")),
            unmake: Some(format!("{alter} DROP CONSTRAINT {quoted}")),
        });
    }

    /// Remembers how `COMMENT ON` names the object number `oid` of the catalogue table `class`.
    pub fn name(&mut self, class: &str, oid: Oid, commentable: Commentable) {
        self.named
            .entry(oid)
            .or_default()
            .push((class.to_owned(), commentable));
    }

    /// How `COMMENT ON` names it, if it was found.
    pub fn named(&self, class: &str, oid: Oid) -> Option<&Commentable> {
        let candidates = self.named.get(&oid)?;
        candidates
            .iter()
            .find(|(of, _)| of == class)
            .map(|(_, commentable)| commentable)
    }

    /// All, in an order in which they can be made: by kind, then what others need, then by table and name.
    pub fn in_order(mut self) -> Vec<Unmodelled> {
        self.found.sort_by(|(depth, one), (other_depth, other)| {
            (one.kind, depth, one).cmp(&(other.kind, other_depth, other))
        });
        self.found.into_iter().map(|(_, unmodelled)| unmodelled).collect()
    }
}

/// Statements that give and take a property.
#[derive(Debug)]
pub struct Alter {
    /// `ALTER TABLE "t"`
    pub subject: String,
    pub make: String,
    pub unmake: String,
}

impl Alter {
    pub fn new(subject: impl Into<String>, make: impl Into<String>, unmake: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            make: make.into(),
            unmake: unmake.into(),
        }
    }
}
