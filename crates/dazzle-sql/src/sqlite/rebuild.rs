//! The table rebuild (operations.md 7.2 and 7.3): a new table is filled and takes the old one's place.
//!
//! The session has switched `foreign_keys` off before the transaction began: inside one that is a silent no-op,
//! and `DROP TABLE` would delete the rows of the children. `legacy_alter_table` is on for the one renaming only,
//! so that views and foreign keys, which already name the table rightly, are left alone.

use super::change::Change;
use super::create_table_text::CreateTableText;
use super::live::{Live, Made};
use super::render;
use crate::SqliteFacts;
use crate::quote::{column_list, quote_identifier, quote_literal};

/// What a table becomes.
struct Rebuild<'a> {
    /// The name, as the database has it.
    table: &'a str,
    text: &'a CreateTableText,
    /// The columns that get values, with the value of each.
    copies: &'a [(String, String)],
    indexes: &'a [Made],
    /// Whether rows have a hidden number that can be read.
    had_rowid: bool,
}

/// The statements of the rebuild, in running order.
pub fn statements(change: &Change, live: &Live) -> Vec<String> {
    let rebuild = Rebuild {
        table: &change.live_name,
        text: &change.text,
        copies: &change.copies,
        indexes: &change.indexes,
        had_rowid: true,
    };
    rebuild.statements(live, &live.free_name(&change.live_name))
}

/// The statements that make `table`, which has the columns, keys and constraints of `wanted` already, be as the text
/// of `wanted` says: with what only a `CREATE TABLE` can say, such as `STRICT` or `AUTOINCREMENT`. `present` is the
/// file before, `wanted` is it afterwards; what `wanted` holds besides must be there by then. None where a text is
/// not understood.
#[must_use]
pub fn remake_by_text(table: &str, present: &SqliteFacts, wanted: &SqliteFacts) -> Option<Vec<String>> {
    let (present, wanted) = (Live::new(present), Live::new(wanted));
    let text_of = |live: &Live| CreateTableText::parse(live.table(table)?.sql.as_deref()?).ok();
    let text = text_of(&wanted)?;
    let copies: Vec<(String, String)> = text
        .stored_columns()
        .into_iter()
        .map(|column| (column.clone(), quote_identifier(&column)))
        .collect();
    let rebuild = Rebuild {
        table: &wanted.table(table)?.name,
        text: &text,
        copies: &copies,
        indexes: &wanted.made("index", table),
        had_rowid: text_of(&present).is_some_and(|text| !text.is_without_rowid()),
    };
    let mut new = wanted.free_name(table);
    while present.has(&new) || wanted.has(&new) {
        new.push('_');
    }
    Some(rebuild.statements(&wanted, &new))
}

impl Rebuild<'_> {
    fn statements(&self, live: &Live, new: &str) -> Vec<String> {
        let table = self.table;
        let mut text = self.text.clone();
        text.set_name(new);
        let mut statements = vec![text.to_string(), self.copy(new)];
        if text.is_autoincrement() {
            statements.extend(carry_counter(table, new));
        }
        statements.push(format!("DROP TABLE {}", quote_identifier(table)));
        statements.push("PRAGMA legacy_alter_table = ON".to_owned());
        statements.push(render::alter_table(
            new,
            &format!("RENAME TO {}", quote_identifier(table)),
        ));
        statements.push(super::queries::LEAVE_LEGACY_MODE.to_owned());
        statements.extend(self.indexes.iter().map(|index| index.sql.clone()));
        statements.extend(live.made("trigger", table).into_iter().map(|trigger| trigger.sql));
        statements.extend(self.verifications(live));
        statements
    }

    /// Rows keep their `rowid`, which others may hold, even where no column shows it.
    fn copy(&self, new: &str) -> String {
        let mut columns: Vec<String> = Vec::new();
        let mut values: Vec<String> = Vec::new();
        if let Some(rowid) = rowid_name(self.text).filter(|_| self.had_rowid) {
            columns.push(rowid.to_owned());
            values.push(rowid.to_owned());
        }
        for (name, value) in self.copies {
            columns.push(quote_identifier(name));
            values.push(value.clone());
        }
        // A conflict clause of the table would drop rows in silence.
        let conflict = if self.text.has_conflict_clause() {
            " OR ABORT"
        } else {
            ""
        };
        format!(
            "INSERT{conflict} INTO {} ({}) SELECT {} FROM {}",
            quote_identifier(new),
            columns.join(", "),
            values.join(", "),
            quote_identifier(self.table)
        )
    }

    /// SQLite looks into views and triggers only when they are used. Each statement uses one and touches no row: it
    /// fails if what it uses is broken.
    fn verifications(&self, live: &Live) -> Vec<String> {
        let table = self.table;
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
                self.text.stored_columns()
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
