//! What the DSL cannot say.
//!
//! Entities say tables, columns, keys and plain indexes. A schema from history or a live database can hold more:
//! views, partial indexes, checks in SQL, collations, types of one dialect, names of its own. None of that is
//! missing in the DSL because its author wants it gone. [`complete`] puts it back, so that a diff to the DSL drops
//! only what the DSL could have said and does not.
//!
//! The rule for each thing that `there` has:
//!
//! - the language could have said exactly this: what the DSL says counts, also when it says nothing;
//! - it could not, and the DSL has nothing in its place: it is kept;
//! - the DSL has the nearest that can be said (`int` for a `bigint`, `ref` for a deferrable key): what the language
//!   lacks is kept, the rest is the DSL's.
//!
//! What speaks of a column that goes is never kept.

mod across;
mod columns;
mod describe;
mod names;
mod objects;

use dazzle_schema::{Name, Schema, Table};

use crate::Settings;
use crate::sayable::Sayable;

pub use crate::sayable::FormerNames;

/// The DSL's schema together with what it cannot say.
#[derive(Debug, Clone)]
pub struct Completed {
    /// The whole.
    pub schema: Schema,
    /// What in it the DSL does not say, table by table.
    pub unsaid: Vec<Unsaid>,
}

/// Something that the DSL cannot say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsaid {
    /// The table or view.
    pub table: Name,
    /// What it is, in words: ``index `ix_open` of `Task`: a partial index``.
    pub what: String,
}

/// `said`, which the DSL was projected to, with what `there` has and the language has no words for.
///
/// Views are kept, all of them. A table that only `there` has is kept if no entity can stand for it; otherwise it is
/// to go, since the DSL is complete about tables.
///
/// *Shape:* renames are done in `there`; `former` tells which, so that names made from the old ones follow.
/// `settings` are those that `said` was projected with.
#[must_use]
pub fn complete(said: &Schema, there: &Schema, settings: &Settings, former: &FormerNames) -> Completed {
    // Something may have been beyond words only because of a thing that goes. Each round keeps less.
    const MOST_ROUNDS: usize = 64;
    let mut completed = once(said, there, settings, former);
    if completed != *there {
        for _ in 0..MOST_ROUNDS {
            let again = once(said, &completed, settings, former);
            if again == completed {
                break;
            }
            completed = again;
        }
    }
    let unsaid = describe::all(said, &completed, settings, former);
    Completed {
        schema: completed,
        unsaid,
    }
}

fn once(said: &Schema, there: &Schema, settings: &Settings, former: &FormerNames) -> Schema {
    if said == there {
        return said.clone();
    }
    let sayable = Sayable::new(there, settings, former, Some(said));
    let mut schema = said.clone();
    for view in there.views().filter(|view| said.table(&view.name).is_none()) {
        schema.insert_view(view.clone());
    }
    let mut names = names::Settled::default();
    for table in there.tables() {
        match said.table(&table.name) {
            Some(own) if own == table => {}
            Some(own) => {
                schema.insert(merged(&sayable, own, table, &mut names));
            }
            None if sayable.is_declarable(&table.name) || said.view(&table.name).is_some() => {}
            None => {
                schema.insert(table.clone());
                names.keep_all(table);
            }
        }
    }
    across::give_up_primary_keys(&mut schema, said, &mut names);
    across::follow_keys(&mut schema, said, there);
    let untouched = said
        .table_names()
        .filter(|name| there.table(name).is_none())
        .cloned();
    names.settle(&mut schema, untouched);
    across::drop_dangling_keys(&mut schema, said, there);
    schema
}

/// The table that the DSL says, `own`, with what the language lacks of `there`.
fn merged(sayable: &Sayable<'_>, own: &Table, there: &Table, names: &mut names::Settled) -> Table {
    let mut table = own.clone();
    table.comment.clone_from(&there.comment);
    columns::merge(sayable, &mut table, own, there);
    let mut objects = objects::Merge {
        sayable,
        own,
        there,
        table,
        names,
    };
    objects.primary_key();
    objects.foreign_keys();
    objects.uniques();
    objects.indexes();
    objects.checks();
    objects.table
}
