//! Printing a revision file.

use std::fmt::Write as _;

use dazzle_ops::Operation;

use super::shape::{self, Fields, Value};
use super::strings;
use crate::{Direction, Revision};

/// What stands above a seam that nobody filled, behind `# `.
pub const FILL_IN: &str = "fill in `sql`: statements after which `until` gives 0";

/// The text of the revision's file: the same bytes for the same revision, made to be reviewed.
#[must_use]
pub fn render(revision: &Revision) -> String {
    render_with(revision, |_, _| None)
}

/// The same with a comment above each operation for which `note` gives one, by its direction and its position from
/// zero. A note is of one line.
#[must_use]
pub fn render_with(revision: &Revision, note: impl Fn(Direction, usize) -> Option<String>) -> String {
    let parents: Vec<String> = revision
        .parents
        .iter()
        .map(|id| strings::text(id.as_str()))
        .collect();
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(out, "revision = {}", strings::text(revision.id.as_str()));
    let _ = writeln!(out, "revises = [{}]", parents.join(", "));
    let _ = writeln!(out, "message = {}", strings::text(&revision.message));
    let _ = writeln!(out, "created_at = {}", revision.created_at);
    for direction in [Direction::Upgrade, Direction::Downgrade] {
        for (at, operation) in revision.operations(direction).iter().enumerate() {
            out.push('\n');
            if let Some(comment) = comment(operation, direction) {
                let _ = writeln!(out, "# {comment}");
            }
            if let Some(note) = note(direction, at) {
                let _ = writeln!(out, "# {}", note.replace(char::is_control, " "));
            }
            block(&mut out, direction.as_str(), &shape::operation(operation));
        }
    }
    out
}

/// The operations as they stand in a file's `upgrade`.
#[must_use]
pub fn render_operations(operations: &[Operation]) -> String {
    let mut out = String::new();
    for operation in operations {
        if !out.is_empty() {
            out.push('\n');
        }
        block(
            &mut out,
            Direction::Upgrade.as_str(),
            &shape::operation(operation),
        );
    }
    out
}

/// What a reviewer must know and the operation does not say.
fn comment(operation: &Operation, direction: Direction) -> Option<&'static str> {
    match (operation, direction) {
        (Operation::DataMigration(seam), _) if seam.sql.is_blank() && seam.batched.is_some() => Some(
            "fill in `sql`: statements for the rows from `:first` to `:last`, after which `until` gives 0",
        ),
        (Operation::DataMigration(seam), _) if seam.sql.is_blank() => Some(FILL_IN),
        (Operation::CreateTable(_), Direction::Downgrade) => Some("brings back the shape, not the rows"),
        (Operation::AddColumn(_), Direction::Downgrade) => Some("brings back the shape, not the values"),
        _ => None,
    }
}

fn block(out: &mut String, header: &str, fields: &Fields<'_>) {
    let _ = writeln!(out, "[[{header}]]");
    for (key, value) in fields {
        match value {
            Value::Blocks(_) => {}
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Table(_))) => {
                let _ = writeln!(out, "{key} = [");
                for item in items {
                    out.push_str("    ");
                    inline(out, item);
                    out.push_str(",\n");
                }
                out.push_str("]\n");
            }
            Value::Table(parts) if parts.iter().any(|(_, part)| is_multi_line(part)) => {
                for (part_key, part) in parts {
                    let _ = write!(out, "{key}.{part_key} = ");
                    inline(out, part);
                    out.push('\n');
                }
            }
            _ => {
                let _ = write!(out, "{key} = ");
                inline(out, value);
                out.push('\n');
            }
        }
    }
    for (key, value) in fields {
        if let Value::Blocks(blocks) = value {
            for fields in blocks {
                out.push('\n');
                block(out, &format!("{header}.{key}"), fields);
            }
        }
    }
}

/// Whether it is an SQL text that is printed over several lines.
fn is_multi_line(value: &Value<'_>) -> bool {
    matches!(value, Value::Sql(text) if text.contains('\n'))
}

fn inline(out: &mut String, value: &Value<'_>) {
    match value {
        Value::Text(content) => out.push_str(&strings::text(content)),
        Value::Sql(content) => out.push_str(&strings::sql(content)),
        Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Table(fields) => inline_table(out, fields),
        Value::List(items) => inline_list(out, items, inline),
        Value::Blocks(blocks) => inline_list(out, blocks, inline_table),
    }
}

fn inline_table(out: &mut String, fields: &Fields<'_>) {
    if fields.is_empty() {
        out.push_str("{}");
        return;
    }
    out.push_str("{ ");
    for (at, (key, value)) in fields.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        let _ = write!(out, "{key} = ");
        inline(out, value);
    }
    out.push_str(" }");
}

fn inline_list<T>(out: &mut String, items: &[T], print: impl Fn(&mut String, &T)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        print(out, item);
    }
    out.push(']');
}
