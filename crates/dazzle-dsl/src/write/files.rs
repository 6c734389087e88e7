//! Which entity stands in which file.
//!
//! A small project is one file, by name. A large one is several: entities that refer to each other in a circle stay
//! together, and what is referred to comes first, so that modules import each other one way only.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dazzle_schema::{Name, Table};

use super::relations::Relations;
use super::rules::Rules;
use super::{WriteOptions, as_word, entity, notes};
use crate::Unsaid;
use crate::project::groups;
use crate::sayable::Sayable;

/// A project with no more entities is one file.
const MOST_IN_ONE: usize = 60;
/// When a file of a larger one is full.
const FULL: usize = 40;

/// The files and what is in them.
pub(super) struct Plan<'a> {
    app: &'a str,
    modules: Vec<Module<'a>>,
    file_of: BTreeMap<&'a Name, usize>,
    relations: Relations<'a>,
    pub(super) rules: Rules,
}

struct Module<'a> {
    name: String,
    path: String,
    tables: Vec<&'a Table>,
}

pub(super) fn plan<'a>(sayable: &Sayable<'a>, tables: &[&'a Table], options: &'a WriteOptions) -> Plan<'a> {
    let chunks = if tables.len() <= MOST_IN_ONE {
        vec![tables.to_vec()]
    } else {
        chunks(sayable, tables)
    };
    let root: Vec<String> = options.module.split('.').map(as_word).collect();
    let stem = root.join("_");
    let modules: Vec<Module<'a>> = chunks
        .into_iter()
        .enumerate()
        .map(|(at, tables)| Module {
            name: match at {
                0 => root.join("."),
                _ => format!("{}.part_{}", root.join("."), at + 1),
            },
            path: match at {
                0 => format!("dsl/{stem}.dsl"),
                _ => format!("dsl/{stem}_{}.dsl", at + 1),
            },
            tables,
        })
        .collect();
    let file_of = modules
        .iter()
        .enumerate()
        .flat_map(|(at, module)| module.tables.iter().map(move |table| (&table.name, at)))
        .collect();
    Plan {
        app: &options.app,
        modules,
        file_of,
        relations: Relations::find(sayable, tables),
        rules: Rules::find(sayable, tables),
    }
}

/// The tables that the references of `table` point to.
fn targets<'a>(sayable: &Sayable<'a>, table: &'a Table) -> impl Iterator<Item = &'a Name> {
    table
        .columns
        .keys()
        .filter_map(|column| sayable.reference(table, column))
        .map(|key| &key.references.table)
}

fn chunks<'a>(sayable: &Sayable<'a>, tables: &[&'a Table]) -> Vec<Vec<&'a Table>> {
    let place: BTreeMap<&Name, usize> = tables
        .iter()
        .enumerate()
        .map(|(at, table)| (&table.name, at))
        .collect();
    let mut forward = vec![Vec::new(); tables.len()];
    let mut backward = vec![Vec::new(); tables.len()];
    for (from, table) in tables.iter().enumerate() {
        for to in targets(sayable, table).filter_map(|target| place.get(target)) {
            if let (Some(out), Some(back)) = (forward.get_mut(from), backward.get_mut(*to)) {
                out.push(*to);
                back.push(from);
            }
        }
    }
    let group_of = groups(&forward, &backward);
    let mut by_group: BTreeMap<usize, Vec<&Table>> = BTreeMap::new();
    for (table, group) in tables.iter().zip(group_of) {
        by_group.entry(group).or_default().push(table);
    }
    let mut chunks: Vec<Vec<&Table>> = Vec::new();
    for group in by_group.into_values().rev() {
        match chunks.last_mut() {
            Some(chunk) if chunk.len() + group.len() <= FULL => chunk.extend(group),
            _ => chunks.push(group),
        }
    }
    for chunk in &mut chunks {
        chunk.sort_by_key(|table| &table.name);
    }
    chunks
}

impl<'a> Plan<'a> {
    /// Paths and texts, with notes on what is missing.
    pub(super) fn text(&self, sayable: &Sayable<'a>, unsaid: &[Unsaid]) -> Vec<(String, String)> {
        let notes = notes(unsaid);
        self.modules
            .iter()
            .enumerate()
            .map(|(at, module)| {
                let mut text = self.header(sayable, at, module);
                if at == 0 {
                    self.preamble(sayable, &notes, &mut text);
                }
                for table in &module.tables {
                    text.push('\n');
                    let notes = notes.get(&table.name).map_or(&[][..], Vec::as_slice);
                    entity::write(sayable, table, &self.relations, &self.rules, notes, &mut text);
                }
                (module.path.clone(), text)
            })
            .collect()
    }

    /// `module`, `use` and `app`.
    fn header(&self, sayable: &Sayable<'a>, at: usize, module: &Module<'a>) -> String {
        let mut text = format!("module {}\n", module.name);
        let used: BTreeSet<usize> = module
            .tables
            .iter()
            .flat_map(|table| targets(sayable, table))
            .filter_map(|target| self.file_of.get(target).copied())
            .filter(|file| *file != at)
            .collect();
        for file in used {
            if let Some(module) = self.modules.get(file) {
                let _ = writeln!(text, "use {}", module.name);
            }
        }
        if at == 0 {
            let title = self.app.split_whitespace().collect::<Vec<_>>().join(" ");
            let title = title.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = writeln!(text, "app {} \"{title}\"", as_word(self.app));
        }
        text
    }

    /// What concerns no single entity: what has none, and how tenants share tables.
    fn preamble(&self, sayable: &Sayable<'a>, notes: &BTreeMap<&Name, Vec<&str>>, text: &mut String) {
        text.push_str("\n# Written from the schema of a database.\n");
        let rest: Vec<&&str> = notes
            .iter()
            .filter(|(table, _)| !self.file_of.contains_key(**table))
            .flat_map(|(_, notes)| notes)
            .collect();
        if !rest.is_empty() {
            text.push_str("# The language has no words for these; they stay as they are:\n");
            for note in rest {
                let _ = writeln!(text, "#   {note}");
            }
        }
        if let Some(sharing) = sayable.sharing() {
            text.push_str("\ntenancy:\n  mode: shared_schema\n");
            let _ = writeln!(text, "  partition_key: {}", sharing.key);
            let excluded: Vec<&str> = self
                .modules
                .iter()
                .flat_map(|module| &module.tables)
                .filter(|table| sayable.tenant_key(table).is_none() && table.name != *sharing.tenant)
                .map(|table| table.name.as_str())
                .collect();
            if !excluded.is_empty() {
                let _ = writeln!(text, "  entities_excluded: [{}]", excluded.join(", "));
            }
        }
    }
}
