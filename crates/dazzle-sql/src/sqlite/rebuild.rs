//! The table rebuild (operations.md 7.2 and 7.3): a new table is filled and takes the old one's place.
//!
//! The session has switched `foreign_keys` off before the transaction began: inside one that is a silent no-op,
//! and `DROP TABLE` would delete the rows of the children. `legacy_alter_table` is on for the one renaming only,
//! so that views and foreign keys, which already name the table rightly, are left alone.

use super::change::Change;
use super::create_table_text::CreateTableText;
use super::live::Live;
use super::render;
use crate::quote::{column_list, quote_identifier, quote_literal};

/// The statements of the rebuild, in running order.
pub fn statements(change: &Change, live: &Live) -> Vec<String> {
    let table = change.live_name.as_str();
    let new = live.free_name(table);
    let mut text = change.text.clone();
    text.set_name(&new);
    let mut statements = vec![text.to_string(), copy(change, table, &new)];
    if text.is_autoincrement() {
        statements.extend(carry_counter(table, &new));
    }
    statements.push(format!("DROP TABLE {}", quote_identifier(table)));
    statements.push("PRAGMA legacy_alter_table = ON".to_owned());
    statements.push(render::alter_table(
        &new,
        &format!("RENAME TO {}", quote_identifier(table)),
    ));
    statements.push(super::queries::LEAVE_LEGACY_MODE.to_owned());
    statements.extend(change.indexes.iter().map(|index| index.sql.clone()));
    statements.extend(live.made("trigger", table).into_iter().map(|trigger| trigger.sql));
    statements.extend(verifications(change, live));
    statements
}

/// Rows keep their `rowid`, which others may hold, even where no column shows it.
fn copy(change: &Change, table: &str, new: &str) -> String {
    let mut columns: Vec<String> = Vec::new();
    let mut values: Vec<String> = Vec::new();
    if let Some(rowid) = rowid_name(&change.text) {
        columns.push(rowid.to_owned());
        values.push(rowid.to_owned());
    }
    for (name, value) in &change.copies {
        columns.push(quote_identifier(name));
        values.push(value.clone());
    }
    // A conflict clause of the table would drop rows in silence.
    let conflict = if change.text.has_conflict_clause() {
        " OR ABORT"
    } else {
        ""
    };
    format!(
        "INSERT{conflict} INTO {} ({}) SELECT {} FROM {}",
        quote_identifier(new),
        columns.join(", "),
        values.join(", "),
        quote_identifier(table)
    )
}

/// A word for the hidden number of a row, if there is one and no column of the table hides it.
fn rowid_name(text: &CreateTableText) -> Option<&'static str> {
    if text.is_without_rowid() || text.has_rowid_alias() {
        return None;
    }
    let columns = text.column_names();
    ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|word| !columns.iter().any(|column| column.eq_ignore_ascii_case(word)))
}

/// The number of the last row ever made, which may be gone, must not be given again. `sqlite_sequence` has a
/// row for the new table only if rows were copied.
fn carry_counter(table: &str, new: &str) -> [String; 2] {
    let (table, new) = (quote_literal(table), quote_literal(new));
    [
        format!(
            "UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM sqlite_sequence WHERE name IN ({table}, {new})) WHERE name = {new}"
        ),
        format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {new}, seq FROM sqlite_sequence WHERE name = {table} AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {new})"
        ),
    ]
}

/// SQLite looks into views and triggers only when they are used. Each statement uses one and touches no row: it
/// fails if what it uses is broken.
fn verifications(change: &Change, live: &Live) -> Vec<String> {
    let table = change.live_name.as_str();
    let mut statements = Vec::new();
    let mut owners: Vec<&str> = Vec::new();
    for reader in live.readers(table) {
        if reader.kind == "view" {
            statements.push(format!(
                "SELECT * FROM {} LIMIT 0",
                quote_identifier(&reader.name)
            ));
        } else if !owners
            .iter()
            .any(|owner| owner.eq_ignore_ascii_case(&reader.table))
        {
            owners.push(&reader.table);
        }
    }
    for owner in owners {
        let columns = if owner.eq_ignore_ascii_case(table) {
            change.text.stored_columns()
        } else {
            // A trigger on a view has no table whose rows could be touched.
            live.table(owner)
                .and_then(|object| CreateTableText::parse(object.sql.as_deref()?).ok())
                .map(|text| text.stored_columns())
                .unwrap_or_default()
        };
        if columns.is_empty() {
            continue;
        }
        let owner = quote_identifier(owner);
        let list = column_list(&columns);
        let same: Vec<String> = columns
            .iter()
            .map(|column| quote_identifier(column))
            .map(|column| format!("{column} = {column}"))
            .collect();
        statements.push(format!(
            "INSERT INTO {owner} ({list}) SELECT {list} FROM {owner} WHERE false"
        ));
        statements.push(format!("UPDATE {owner} SET {} WHERE false", same.join(", ")));
        statements.push(format!("DELETE FROM {owner} WHERE false"));
    }
    statements
}
