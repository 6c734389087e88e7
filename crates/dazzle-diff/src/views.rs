//! Views that go and come.
//!
//! A database refuses to change what a view is made of, or makes the view stale. So a view goes before anything
//! that it speaks of changes, and comes again at the end; where only columns of a table change, it stays unless it
//! may read one of them. What it speaks of is read from its query; a name that only looks like one makes a view go
//! and come once more than it must.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_ops::{CreateView, DropView};
use dazzle_schema::sql_tokens::Mentions;
use dazzle_schema::{Name, Schema, View};

use crate::emitter::Emitter;
use crate::{DiffError, order};

/// What of a table changes that a view may be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// The table itself, or what may concern every view of it.
    Whole,
    /// Only these columns, by their names before and after.
    Columns(BTreeSet<Name>),
}

/// Drops the views that are others in `next` or none, those that may read what is `touched`, by the names of tables
/// before, and those that speak of a view that goes.
pub fn drop_views(
    emitter: &mut Emitter,
    next: &Schema,
    touched: &BTreeMap<Name, Touched>,
) -> Result<(), DiffError> {
    let previous = emitter.schema.clone();
    let mut kept: BTreeMap<&Name, Mentions> = previous
        .views()
        .map(|view| (&view.name, view.mentioned()))
        .collect();
    let goes = |name: &Name, mentioned: &Mentions| {
        let reads = |(table, touched): (&Name, &Touched)| {
            mentioned.has(table.as_str())
                && match touched {
                    Touched::Whole => true,
                    Touched::Columns(columns) => previous
                        .view(name)
                        .is_none_or(|view| view.may_read(table, columns)),
                }
        };
        previous.view(name) != next.view(name) || touched.iter().any(reads)
    };
    let mut waiting: Vec<&Name> = kept
        .iter()
        .filter(|(name, mentioned)| goes(name, mentioned))
        .map(|(name, _)| *name)
        .collect();
    let mut gone: BTreeMap<&Name, Mentions> = BTreeMap::new();
    while let Some(name) = waiting.pop() {
        if let Some(mentioned) = kept.remove(name) {
            gone.insert(name, mentioned);
            let made_of_it = kept.iter().filter(|(_, mentioned)| mentioned.has(name.as_str()));
            waiting.extend(made_of_it.map(|(name, _)| *name));
        }
    }
    for name in in_order(&gone).into_iter().rev() {
        if let Some(view) = previous.view(name) {
            emitter.emit(DropView { view: view.clone() })?;
        }
    }
    Ok(())
}

/// Creates the views of `next` that are not there.
pub fn create_views(emitter: &mut Emitter, next: &Schema) -> Result<(), DiffError> {
    let missing: BTreeMap<&Name, Mentions> = next
        .views()
        .filter(|view| emitter.schema.view(&view.name).is_none())
        .map(|view| (&view.name, view.mentioned()))
        .collect();
    let views: Vec<&View> = in_order(&missing)
        .into_iter()
        .filter_map(|name| next.view(name))
        .collect();
    for view in views {
        emitter.emit(CreateView { view: view.clone() })?;
    }
    Ok(())
}

/// The views, each after those that it speaks of.
fn in_order<'a>(views: &BTreeMap<&'a Name, Mentions>) -> Vec<&'a Name> {
    let needs = views
        .iter()
        .map(|(name, mentioned)| {
            let needed = views
                .keys()
                .filter(|other| *other != name && mentioned.has(other.as_str()));
            (*name, needed.copied().collect())
        })
        .collect();
    order::dependencies_first(needs)
}
