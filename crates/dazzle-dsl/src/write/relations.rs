//! The other side of references: `tickets: has_many Ticket cascade` says what happens to tickets.

use std::collections::BTreeMap;

use dazzle_schema::{ForeignKey, Name, ReferentialAction, Table};

use crate::sayable::{ID, Sayable};
use crate::words;

/// The fields that tell what happens to the rows of other tables, by the table that they stand in.
pub(super) struct Relations<'a> {
    fields: BTreeMap<&'a Name, Vec<String>>,
}

impl<'a> Relations<'a> {
    pub(super) fn find(sayable: &Sayable<'a>, tables: &[&'a Table]) -> Self {
        let mut children: BTreeMap<&Name, Vec<(&Table, &ForeignKey)>> = BTreeMap::new();
        for table in tables {
            for column in table.columns.keys() {
                let Some(key) = sayable.reference(table, column) else {
                    continue;
                };
                let is_inherited = *column == *ID && sayable.is_subtype(table);
                if key.on_delete != ReferentialAction::NoAction
                    && !is_inherited
                    && sayable.says_on_delete(table, key)
                {
                    children
                        .entry(&key.references.table)
                        .or_default()
                        .push((table, key));
                }
            }
        }
        let mut fields = BTreeMap::new();
        for parent in tables {
            let Some(children) = children.get(&parent.name) else {
                continue;
            };
            let mut taken: Vec<String> = parent.columns.keys().map(ToString::to_string).collect();
            // Money and references to one of several have fields without the ends of their columns' names.
            for column in parent.columns.keys() {
                for end in ["_minor", "_type"] {
                    taken.extend(column.as_str().strip_suffix(end).map(str::to_owned));
                }
            }
            let mut lines = Vec::new();
            for (child, key) in children {
                let action = match key.on_delete {
                    ReferentialAction::Cascade => "cascade",
                    ReferentialAction::Restrict => "restrict",
                    _ => "nullify",
                };
                let is_single = is_unique(child, key);
                let kind = if is_single { "has_one" } else { "has_many" };
                let field = field_name(child.name.as_str(), is_single, &taken);
                lines.push(format!("{field}: {kind} {} {action}", child.name));
                taken.push(field);
            }
            fields.insert(&parent.name, lines);
        }
        Self { fields }
    }

    /// The lines for the entity of `table`.
    pub(super) fn of(&self, table: &Name) -> impl Iterator<Item = &str> {
        self.fields.get(table).into_iter().flatten().map(String::as_str)
    }
}

/// Whether a row there has one row here at most.
fn is_unique(table: &Table, key: &ForeignKey) -> bool {
    let column = key.columns.last();
    table.has_key_over(&key.columns) || column.is_some_and(|it| table.has_key_over(std::slice::from_ref(it)))
}

/// `Ticket` → `tickets`, or another name if that is taken.
fn field_name(child: &str, is_single: bool, taken: &[String]) -> String {
    /// Room for an ending below the 63 bytes of a name.
    const KEPT_BYTES: usize = 56;
    let mut stem = words::snake_case(child);
    stem.truncate(stem.floor_char_boundary(KEPT_BYTES));
    let plural = if is_single || stem.ends_with('s') {
        stem.clone()
    } else {
        match stem.strip_suffix('y') {
            Some(front) if !front.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{front}ies"),
            _ => format!("{stem}s"),
        }
    };
    let is_free = |name: &str| {
        !taken.iter().any(|other| other == name)
            && !words::DIRECTIVES.contains(&name)
            && !words::OPAQUE_MEMBERS.contains(&name)
    };
    if is_free(&plural) {
        return plural;
    }
    let mut number = 2_u32;
    loop {
        let name = format!("{stem}_{number}");
        if is_free(&name) {
            return name;
        }
        number += 1;
    }
}
