//! A live schema in the spelling of a declared one, so that comparing values finds only what really differs.
//!
//! A database does not give back what it was told: PostgreSQL rewrites every expression and many types, SQLite
//! has no comments and one way of numbering rows. [`align`] takes the live schema and puts the declared spelling
//! in its place wherever both mean the same on the live database's dialect. What differs stays as it is.
//!
//! *How texts are compared.* By their spelling first: blanks, comments, case of keywords, needless quotes and outer
//! parentheses do not count. SQLite never rewrites a text, so there two spellings are two texts. On PostgreSQL the
//! server decides: the question is an [`Undecided`], [`Questions`](crate::postgresql::normal_form::Questions) asks
//! it in a transaction that is rolled back, and a second [`align`] with the [`Answers`] is the result. What is still
//! undecided then cannot be compared: it is listed with both texts and the obstacle, and the schema has the
//! declared spelling there, so that the difference says nothing about it.
//!
//! *How things are matched.* By name. Names are verbatim on PostgreSQL; on SQLite those of tables, columns, views and
//! indexes match in any case, as SQLite itself matches them, and the declared spelling is taken. A constraint that
//! has no name in an SQLite database takes that of the declared one of its kind and content. Constraints and indexes
//! of one content and two names are left to the difference, which renames them.
//!

mod changed_types;
mod column_types;
mod columns;
mod indexes;
mod judge;
mod names;
mod one_of;
mod spelling;
mod subject;
mod tables;
mod unmodelled;
mod unnamed;

use dazzle_schema::{Dialect, Name, Schema, View};

use crate::inspection::Inspection;
use judge::Judge;
use spelling::Names;

pub(crate) use column_types::{Types, compare as compare_types};
pub use subject::{Answers, Obstacle, Place, Subject, Undecided, Verdict};
pub use unmodelled::{UnmodelledChange, UnmodelledChanges, UnmodelledStep};

pub(crate) use indexes::method as index_method;
pub(crate) use one_of::OneOf;
pub(crate) use spelling::{Names as KnownNames, Spelling};
pub(crate) use tables::is_textual;

/// A live schema in the spelling of a declared one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aligned {
    /// The live schema. Where [`undecided`](Self::undecided) names something, it has the declared spelling.
    pub schema: Schema,
    /// What cannot be compared, or not before the server was asked; by table and place.
    pub undecided: Vec<Undecided>,
}

/// Brings `live`, a database of `dialect`, to the spelling of `declared` wherever both mean the same. `answers` are
/// what the server has said; none before it was asked.
///
/// Aligning a schema with itself changes nothing.
#[must_use]
pub fn align(live: &Inspection, declared: &Schema, dialect: Dialect, answers: &Answers) -> Aligned {
    let mut schema = live.schema.clone();
    if dialect == Dialect::Sqlite {
        names::take_spelling(&mut schema, declared);
    }
    let mut judge = Judge::new(dialect, answers);
    let in_both: Vec<Name> = schema
        .table_names()
        .filter(|name| declared.table(name).is_some())
        .cloned()
        .collect();
    for name in in_both {
        let (Some(here), Some(wanted)) = (schema.table(&name), declared.table(&name)) else {
            continue;
        };
        // Most tables are as they were declared; a table that is not touched is not copied.
        if here == wanted {
            continue;
        }
        let mut aligned = here.clone();
        if dialect == Dialect::Sqlite {
            unnamed::take_names(&mut aligned, wanted, &live.unnamed, &mut judge);
        }
        tables::align(&mut aligned, wanted, &mut judge);
        if aligned != *here {
            schema.insert(aligned);
        }
    }
    align_views(&mut schema, declared, &mut judge);
    Aligned {
        schema,
        undecided: judge.into_undecided(),
    }
}

fn align_views(schema: &mut Schema, declared: &Schema, judge: &mut Judge<'_>) {
    let known = names::of_schemas([&*schema, declared]);
    let mut taken: Vec<View> = Vec::new();
    for here in schema.views() {
        let Some(wanted) = declared.view(&here.name).filter(|wanted| *wanted != here) else {
            continue;
        };
        let same_columns = names::same_list(judge.dialect(), &here.columns, &wanted.columns);
        // PostgreSQL keeps the names of columns inside the query.
        if !same_columns && judge.dialect() == Dialect::Sqlite {
            continue;
        }
        let texts = judge.both_texts(&wanted.query, &here.query);
        let names = Names::Known(&known);
        let same = if same_columns {
            judge.same(&wanted.name, Place::View, texts, names)
        } else {
            judge.same_unless_server_differs(&wanted.name, Place::View, texts)
        };
        if same {
            taken.push(wanted.clone());
        }
    }
    for view in taken {
        schema.insert_view(view);
    }
}
