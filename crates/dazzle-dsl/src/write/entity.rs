//! One table as an entity.

use std::fmt::Write as _;

use dazzle_schema::{CheckRule, Column, ColumnType, Name, Table};

use super::lines::Lines;
use super::relations::Relations;
use super::rules::Rules;
use crate::model::FieldType;
use crate::sayable::{ColumnPart, ID, Sayable, default_text, type_text};
use crate::words;

/// Appends the entity of `table`, with `notes` on what the language does not say of it.
pub(super) fn write(
    sayable: &Sayable<'_>,
    table: &Table,
    relations: &Relations<'_>,
    rules: &Rules,
    notes: &[&str],
    out: &mut String,
) {
    let writer = Writer { sayable, table };
    let base = sayable.base(&table.name);
    // Money has a field for its amount; a reference to one of several has none for either column.
    let has_field = |name: &Name| {
        writer.poly_ref(name).is_none()
            && table
                .column(name)
                .is_some_and(|column| !matches!(sayable.part(table, column), ColumnPart::Currency(_)))
            && !(base.is_some() && *name == *ID)
    };
    let mut lines = Lines::find(sayable, table, has_field);
    let (mut own, mut inherited) = (Vec::new(), Vec::new());
    for column in table.columns.values() {
        let is_base_key = base.is_some() && column.name == *ID;
        let is_kind = column.name == *"kind" && sayable.has_subtypes(&table.name);
        if is_base_key || is_kind || !sayable.says_column(table, column) {
            continue;
        }
        if let Some((field, text)) = writer.field(column, &mut lines) {
            if is_directive(field) {
                inherited.push(format!("{field}: {text}"));
            } else {
                own.push(format!("{field}: {text}"));
            }
        }
    }
    let archetype = format!("{}Fields", cut(table.name.as_str()));
    if !inherited.is_empty() {
        // An entity reads these words as its own directives; an archetype has no directives.
        let _ = writeln!(out, "archetype {archetype}:");
        for field in &inherited {
            let _ = writeln!(out, "  {field}");
        }
        out.push('\n');
    }
    let _ = writeln!(out, "entity {}:", table.name);
    for note in notes {
        let _ = writeln!(out, "  # not in the DSL: {note}");
    }
    if let Some(base) = base {
        let _ = writeln!(out, "  subtype_of: {base}");
    }
    if sayable
        .sharing()
        .is_some_and(|sharing| *sharing.tenant == table.name)
    {
        out.push_str("  archetype: tenant\n");
    }
    if !inherited.is_empty() {
        let _ = writeln!(out, "  extends: {archetype}");
    }
    for field in own.iter().map(String::as_str).chain(relations.of(&table.name)) {
        let _ = writeln!(out, "  {field}");
    }
    for (word, all) in [("unique", &lines.uniques), ("index", &lines.indexes)] {
        for columns in all {
            let columns: Vec<&str> = columns.iter().map(Name::as_str).collect();
            let _ = writeln!(out, "  {word} {}", columns.join(", "));
        }
    }
    for rule in rules.of(&table.name) {
        let _ = writeln!(out, "  invariant: {}\n    code: {}", rule.text, rule.code);
    }
    if let Some((key, end)) = writer.temporal() {
        let _ = writeln!(out, "  temporal:\n    end_field: {end}\n    key_field: {key}");
    }
}

/// Whether an entity reads `word:` as something else than a field.
fn is_directive(word: &str) -> bool {
    words::OPAQUE_MEMBERS.contains(&word)
        || words::DIRECTIVES.contains(&word) && !matches!(word, "unique" | "index" | "publish")
}

/// Room for the ending of an archetype's name.
fn cut(name: &str) -> &str {
    const KEPT_BYTES: usize = 57;
    name.get(..name.floor_char_boundary(KEPT_BYTES)).unwrap_or(name)
}

struct Writer<'a, 'b> {
    sayable: &'b Sayable<'a>,
    table: &'b Table,
}

impl<'b> Writer<'_, 'b> {
    /// The field that `column` begins, with all that stands behind its colon.
    fn field(&self, column: &'b Column, lines: &mut Lines) -> Option<(&'b str, String)> {
        let (sayable, table) = (self.sayable, self.table);
        let mut default = None;
        let (field, mut text) = match (sayable.part(table, column), self.poly_ref(&column.name)) {
            (ColumnPart::Currency(_), _) => return None,
            (ColumnPart::Amount(field, currency), _) => (field, format!("money({currency})")),
            (_, Some((field, targets))) => {
                if *column.name.as_str() != format!("{field}_type") {
                    return None;
                }
                (field, format!("poly_ref [{}]", targets.join(", ")))
            }
            _ => {
                let reference = sayable.reference(table, &column.name);
                let field_type = match reference {
                    Some(key) => sayable.key_type(&key.references.table),
                    None => sayable.field_type(table, column),
                };
                let is_numbered = column.name == *ID && reference.is_none() && field_type == FieldType::Int;
                if !is_numbered && let Some(value) = &column.default {
                    default = default_text(&field_type, value, sayable.departures);
                }
                let text = match reference {
                    Some(key) => format!("ref {}", key.references.table),
                    None => type_text(&field_type)?,
                };
                (column.name.as_str(), text)
            }
        };
        if column.name == *ID {
            text.push_str(" pk");
        } else if !column.nullable {
            text.push_str(" required");
        }
        if lines.unique_fields.contains(&column.name) {
            text.push_str(" unique");
        }
        if lines.indexed_fields.contains(&column.name) || self.takes_pair(field, column, lines) {
            text.push_str(" indexed");
        }
        if let Some(default) = default {
            let _ = write!(text, " = {default}");
        }
        Some((field, text))
    }

    /// Whether an index over both columns of a `poly_ref` is better said by its modifier; the line then goes.
    fn takes_pair(&self, field: &str, column: &Column, lines: &mut Lines) -> bool {
        if self.poly_ref(&column.name).is_none() {
            return false;
        }
        let pair = [format!("{field}_type"), format!("{field}_id")];
        let is_pair = |columns: &Vec<Name>| {
            columns
                .iter()
                .map(Name::as_str)
                .eq(pair.iter().map(String::as_str))
        };
        let at = lines.indexes.iter().position(is_pair);
        // A line that is last may be there because of its name.
        let is_last = at.is_some_and(|at| at + 1 == lines.indexes.len());
        if let (Some(at), true) = (at, is_last) {
            lines.indexes.remove(at);
        }
        is_last
    }

    /// Whether the column is half of a reference to one of several entities: the field and its targets.
    fn poly_ref(&self, column: &'b Name) -> Option<(&'b str, Vec<&'b str>)> {
        let (sayable, table) = (self.sayable, self.table);
        let field = column
            .as_str()
            .strip_suffix("_type")
            .or_else(|| column.as_str().strip_suffix("_id"))?;
        let kind = table.columns.get(format!("{field}_type").as_str())?;
        let id = table.columns.get(format!("{field}_id").as_str())?;
        let check = sayable.value_check(table, &kind.name)?;
        let CheckRule::OneOf { values, .. } = &table.checks.get(check)?.rule else {
            return None;
        };
        let targets: Vec<&str> = values.iter().collect();
        let are_entities = !targets.is_empty()
            && targets.iter().all(|target| {
                Name::new(target).is_ok_and(|target| {
                    sayable.is_declarable(&target) && sayable.key_type(&target) == FieldType::Uuid
                })
            });
        let halves = [kind, id];
        let is_pair = are_entities
            && sayable.departures.value_checks
            && kind.column_type == ColumnType::Text
            && id.column_type == ColumnType::Uuid
            && kind.nullable == id.nullable
            && sayable.is_field_word(field)
            && !table.columns.contains_key(field)
            && sayable.value_check(table, &id.name).is_none()
            && halves.iter().all(|half| {
                half.default.is_none()
                    && sayable.says_column(table, half)
                    && sayable.reference(table, &half.name).is_none()
            });
        let in_temporal = self
            .temporal()
            .is_some_and(|(key, end)| halves.iter().any(|half| [&key, &end].contains(&&half.name)));
        (is_pair && !in_temporal).then_some((field, targets))
    }

    /// The key and the end of the `temporal` block.
    fn temporal(&self) -> Option<(Name, Name)> {
        let index = self.sayable.temporal(self.table)?;
        self.sayable.temporal_fields(self.table, index)
    }
}
