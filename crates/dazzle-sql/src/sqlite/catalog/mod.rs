//! What an SQLite file has: the rows of [`super::queries::CATALOGUE`] to an [`Inspection`].
//!
//! SQLite keeps the texts of the statements that made its objects, and most of what a schema holds stands only
//! there. `tables.rs` reads the text of a table with [`super::create_table_text`], `columns.rs`, `types.rs` and
//! `defaults.rs` its columns, `keys.rs` and `references.rs` its constraints, `indexes.rs` and `views.rs` the texts
//! of those. What SQLite itself says of the columns (`rows.rs`) must agree with what was read, else the table is
//! reported as not understood.
//!
//! Conventions: expressions are texts for SQLite alone, as they stand there but for blanks and comments round them.
//! A constraint without a name, or with one that a schema cannot hold, gets the name that Dazzle would give it
//! ([`dazzle_schema::naming`]) and is in [`Inspection::unnamed`]. Comments inside of texts are not reported: a
//! rebuild keeps them. What a statement says without effect (`NULL`, `DEFAULT NULL`, `COLLATE BINARY`) is nothing.

mod columns;
mod defaults;
mod indexes;
mod keys;
mod references;
mod rows;
mod tables;
mod types;
mod views;

use std::collections::BTreeSet;

use dazzle_schema::naming::{NameKind, NameSpace};
use dazzle_schema::{Dialect, Name, SqlText, Table};

pub(super) use types::NO_TYPE;

use super::create_table_text::meaningful;
use crate::inspection::{CatalogueError, CatalogueOptions, Inspection, Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;
use rows::{Object, Rows};
use tables::{Draft, Places, virtual_tables};

/// Dazzle's own tables, which are never shown.
const OWN_TABLES: [&str; 2] = ["_dazzle_version", "_dazzle_log"];

/// Reads a database from the answers to [`super::queries::CATALOGUE`], in their order. SQLite's own tables and
/// Dazzle's are not shown.
///
/// # Errors
/// When the rows are not those that the queries give. What a text says is never an error: what is not understood is
/// in [`Inspection::unmodelled`].
pub fn read(
    answers: &[Vec<Vec<Option<String>>>],
    options: &CatalogueOptions,
) -> Result<Inspection, CatalogueError> {
    let rows = Rows::read(answers)?;
    let is_shown = |name: &str| {
        !OWN_TABLES.iter().any(|own| own.eq_ignore_ascii_case(name))
            && !name
                .get(..7)
                .is_some_and(|start| start.eq_ignore_ascii_case("sqlite_"))
            && !options.ignores(name)
    };
    let shown: Vec<&Object> = rows
        .objects
        .iter()
        .filter(|object| is_shown(&object.name) && is_shown(&object.table))
        .collect();
    let mut reader = Reader::default();
    let of_kind = |kind: &'static str| shown.iter().copied().filter(move |object| object.kind == kind);

    let virtuals = virtual_tables(&rows.objects);
    let mut drafts: Vec<Draft> = of_kind("table")
        .filter_map(|object| reader.draft(object, &rows, &virtuals))
        .collect();
    drafts.sort_by(|a, b| a.table.name.cmp(&b.table.name));
    reader.reserve_names(&shown, &drafts);
    for draft in &mut drafts {
        reader.keys_and_checks(draft);
    }
    let places = Places::new(&drafts);
    for index in of_kind("index") {
        reader.index(index, &places, &mut drafts);
    }
    reader.foreign_keys(&places, &mut drafts);
    for draft in drafts {
        reader.found.schema.insert(draft.table);
    }
    of_kind("view").for_each(|object| reader.view(object));
    of_kind("trigger").for_each(|object| reader.trigger(object));
    for object in &shown {
        if !["table", "index", "view", "trigger"].contains(&object.kind.as_str()) {
            reader.whole_object(UnmodelledKind::Other, object, None);
        }
    }
    reader.found.unmodelled.sort();
    Ok(reader.found)
}

/// What was found so far.
#[derive(Default)]
struct Reader {
    found: Inspection,
    names: NameSpace,
}

impl Reader {
    /// No name that is made may be one that is there already.
    fn reserve_names(&mut self, shown: &[&Object], drafts: &[Draft]) {
        for object in shown {
            if let Ok(name) = Name::new(&object.name) {
                self.names.reserve(name);
            }
        }
        for clause in drafts
            .iter()
            .flat_map(|draft| draft.text.items())
            .flat_map(|item| &item.clauses)
        {
            if let Some(name) = clause.usable_name() {
                self.names.reserve(name);
            }
        }
    }

    /// The name of a constraint: its own, if a schema can hold it and no constraint of the table has it yet; else one
    /// that is made. None if the name is taken.
    fn constraint_name(
        &mut self,
        draft: &mut Draft,
        own: Option<&Name>,
        kind: NameKind,
        parts: &[&str],
    ) -> Option<Name> {
        let Some(own) = own else {
            let made = self.names.constraint_name(kind, &draft.table.name, parts);
            self.found
                .unnamed
                .insert((draft.table.name.clone(), made.clone()));
            return Some(made);
        };
        draft
            .taken
            .insert(own.as_str().to_ascii_lowercase())
            .then(|| own.clone())
    }

    /// A property of a table that a schema does not hold.
    fn property(&mut self, table: &Table, name: impl Into<String>, description: impl Into<String>) {
        self.found.unmodelled.push(Unmodelled {
            kind: UnmodelledKind::Property,
            table: Some(table.name.to_string()),
            name: name.into(),
            description: description.into(),
            make: None,
            unmake: None,
        });
    }

    /// A constraint that a schema cannot hold. Making or dropping it is a rebuild of its table.
    fn odd_constraint(&mut self, table: &Table, name: impl Into<String>, text: &str, why: &str) {
        self.found.unmodelled.push(Unmodelled {
            kind: UnmodelledKind::Constraint,
            table: Some(table.name.to_string()),
            name: name.into(),
            description: format!("{text} ({why})"),
            make: None,
            unmake: None,
        });
    }

    /// An object that a schema does not hold at all.
    fn whole_object(&mut self, kind: UnmodelledKind, object: &Object, why: Option<&str>) {
        let text = object.sql.as_deref().unwrap_or_default();
        let what = match kind {
            UnmodelledKind::Table => "TABLE",
            UnmodelledKind::Index => "INDEX",
            UnmodelledKind::View => "VIEW",
            UnmodelledKind::Trigger => "TRIGGER",
            _ => "",
        };
        self.found.unmodelled.push(Unmodelled {
            kind,
            table: (object.table != object.name).then(|| object.table.clone()),
            name: object.name.clone(),
            description: match why {
                Some(why) if text.is_empty() => why.to_owned(),
                Some(why) => format!("{text} ({why})"),
                None => text.to_owned(),
            },
            make: object.sql.clone(),
            unmake: (!what.is_empty()).then(|| format!("DROP {what} {}", quote_identifier(&object.name))),
        });
    }

    fn trigger(&mut self, object: &Object) {
        self.whole_object(UnmodelledKind::Trigger, object, None);
    }
}

/// An expression as a schema holds it.
fn sql_text(text: &str) -> SqlText {
    SqlText::PerDialect([(Dialect::Sqlite, meaningful(text).to_owned())].into())
}

/// The names, checked; none if one of them cannot be in a schema, or is there twice.
fn names(texts: &[String]) -> Option<Vec<Name>> {
    let names: Vec<Name> = texts
        .iter()
        .map(|text| Name::new(text).ok())
        .collect::<Option<_>>()?;
    let all: BTreeSet<&Name> = names.iter().collect();
    (all.len() == names.len() && !names.is_empty()).then_some(names)
}
