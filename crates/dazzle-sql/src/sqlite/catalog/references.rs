//! Foreign keys: once all tables are known.

use dazzle_schema::naming::NameKind;
use dazzle_schema::{Deferrability, ForeignKey, Name, Reference, Table};

use super::tables::{Draft, Places};
use super::{Reader, names};
use crate::quote::quote_identifier;
use crate::sqlite::create_table_text::{Clause, ClauseKind, Item, ItemKind};

impl Reader {
    /// Reads the foreign keys of all tables.
    pub fn foreign_keys(&mut self, places: &Places, drafts: &mut [Draft]) {
        for at in 0..drafts.len() {
            let Some(draft) = drafts.get(at) else { break };
            let items = draft.text.items().to_vec();
            let clauses: Vec<(&Item, &Clause)> = items
                .iter()
                .flat_map(|item| item.clauses.iter().map(move |clause| (item, clause)))
                .collect();
            for (nth, (item, clause)) in clauses.iter().enumerate() {
                // A later clause may say when the key is checked.
                let later = clauses
                    .iter()
                    .skip(nth + 1)
                    .take_while(|(_, clause)| !matches!(clause.kind, ClauseKind::ForeignKey { .. }))
                    .filter_map(|(_, clause)| match clause.kind {
                        ClauseKind::Deferral { deferrability } => Some(deferrability),
                        _ => None,
                    })
                    .last();
                let Some(read) = read(drafts, places, at, item, clause, later) else {
                    continue;
                };
                if let Some(draft) = drafts.get_mut(at) {
                    self.foreign_key(draft, item, clause, read);
                }
            }
        }
    }

    fn foreign_key(
        &mut self,
        draft: &mut Draft,
        item: &Item,
        clause: &Clause,
        read: Result<Unnamed, &'static str>,
    ) {
        let text = as_table_constraint(item, clause);
        let shown = || match &clause.name {
            Some((name, _)) => name.clone(),
            None => text.clone(),
        };
        let read = match read {
            Ok(read) => read,
            Err(why) => {
                self.odd_constraint(&draft.table, shown(), &text, why);
                return;
            }
        };
        let parts: Vec<&str> = read.columns.iter().map(Name::as_str).collect();
        let own_name = clause.usable_name();
        let Some(name) = self.constraint_name(draft, own_name.as_ref(), NameKind::ForeignKey, &parts) else {
            self.odd_constraint(&draft.table, shown(), &text, "its name is there twice");
            return;
        };
        self.odd_name(draft, clause, &name);
        let ClauseKind::ForeignKey {
            on_delete,
            on_update,
            match_word,
            ..
        } = &clause.kind
        else {
            return;
        };
        if let Some(word) = match_word {
            let description = format!("MATCH {word}");
            self.property(&draft.table, format!("MATCH of foreign key {name}"), description);
        }
        let key = ForeignKey {
            name: name.clone(),
            columns: read.columns,
            references: read.references,
            on_delete: *on_delete,
            on_update: *on_update,
            deferrability: read.deferrability,
        };
        draft.table.foreign_keys.insert(name, key);
    }
}

/// The clause with its columns, even where it stands behind one.
fn as_table_constraint(item: &Item, clause: &Clause) -> String {
    let ItemKind::Column { name, .. } = &item.kind else {
        return item.text(&clause.span).to_owned();
    };
    let after_name = clause
        .name
        .as_ref()
        .map_or(clause.span.start, |(_, span)| span.end);
    let head = item.text(&(clause.span.start..after_name));
    let rest = item.text(&(after_name..clause.span.end));
    let gap = if head.is_empty() { "" } else { " " };
    format!(
        "{head}{gap}FOREIGN KEY ({}) {}",
        quote_identifier(name),
        rest.trim_start()
    )
}

struct Unnamed {
    columns: Vec<Name>,
    references: Reference,
    deferrability: Deferrability,
}

/// The foreign key that the clause is, if it is one, or why a schema cannot hold it.
fn read(
    drafts: &[Draft],
    places: &Places,
    at: usize,
    item: &Item,
    clause: &Clause,
    later: Option<Deferrability>,
) -> Option<Result<Unnamed, &'static str>> {
    let ClauseKind::ForeignKey {
        columns,
        table,
        targets,
        deferrability,
        ..
    } = &clause.kind
    else {
        return None;
    };
    let draft = drafts.get(at)?;
    let own = match &item.kind {
        ItemKind::Column { name, .. } => std::slice::from_ref(name),
        ItemKind::Constraints => &[],
    };
    let given = columns.as_deref().unwrap_or(own);
    let Some(parent) = places.of(table).and_then(|at| drafts.get(at)) else {
        return Some(Err("the table that it points to is not there"));
    };
    Some(
        key(draft, given, parent, targets).map(|(columns, references)| Unnamed {
            columns,
            references,
            deferrability: later.unwrap_or(*deferrability),
        }),
    )
}

fn key(
    draft: &Draft,
    given: &[String],
    parent: &Draft,
    targets: &[String],
) -> Result<(Vec<Name>, Reference), &'static str> {
    const COLUMNS: &str = "a column is there twice, or is none of the table";
    let columns = in_table(draft, given).ok_or(COLUMNS)?;
    let targets = if targets.is_empty() {
        let key = parent.table.primary_key.as_ref();
        key.map(|key| key.columns.clone())
            .ok_or("the table that it points to has no primary key")?
    } else {
        in_table(parent, targets).ok_or(COLUMNS)?
    };
    if targets.len() != columns.len() {
        return Err("it has more or fewer columns than the key that it points to");
    }
    if !is_key(&parent.table, &targets) {
        return Err("what it points to is no key");
    }
    let table = parent.table.name.clone();
    Ok((
        columns,
        Reference {
            table,
            columns: targets,
        },
    ))
}

/// Whether SQLite takes the columns for a parent key: an index with another collation than its columns makes none
/// (sqlite.org/foreignkeys.html, section 3).
fn is_key(parent: &Table, targets: &[Name]) -> bool {
    let same = |key: &[Name]| key.len() == targets.len() && key.iter().all(|name| targets.contains(name));
    parent.primary_key.as_ref().is_some_and(|key| same(&key.columns))
        || parent.uniques.values().any(|unique| same(&unique.columns))
        || parent.indexes.values().any(|index| {
            index.is_key_over(targets) && index.parts.iter().all(|part| part.collation.is_none())
        })
}

/// The columns as the table spells them.
fn in_table(draft: &Draft, given: &[String]) -> Option<Vec<Name>> {
    let spelled: Vec<String> = given
        .iter()
        .map(|name| draft.column_named(name).map(str::to_owned))
        .collect::<Option<_>>()?;
    names(&spelled)
}
