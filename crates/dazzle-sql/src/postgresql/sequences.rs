//! The sequences behind numbered columns.
//!
//! Dazzle gives a sequence the name `table_column_seq`. A database that somebody else made may have called it
//! otherwise, or have a sequence of that name for something else. So a sequence that is there already is looked
//! up by what it belongs to, in a `DO` block, and never by its name alone.

use dazzle_schema::{Column, Identity, Name};

use super::types::{sequence_name, type_sql};
use crate::quote::{quote_identifier, quote_literal};

/// The name for a new sequence.
pub fn quoted_sequence(table: &Name, column: &Name) -> String {
    quote_identifier(sequence_name(table, column).as_str())
}

/// The default of a serial column.
pub fn next_value(table: &Name, column: &Name) -> String {
    format!(
        "nextval({}::regclass)",
        quote_literal(&quoted_sequence(table, column))
    )
}

/// What a serial column needs before it is there.
pub fn serial_sequence(table: &Name, column: &Column) -> Option<String> {
    (column.identity == Some(Identity::Serial)).then(|| create_sequence(table, column))
}

/// A new sequence for a serial column.
pub fn create_sequence(table: &Name, column: &Column) -> String {
    format!(
        "CREATE SEQUENCE {} AS {}",
        quoted_sequence(table, &column.name),
        type_sql(&column.column_type)
    )
}

/// What a serial column needs once it is there.
pub fn serial_owner(table: &Name, column: &Column) -> Option<String> {
    (column.identity == Some(Identity::Serial)).then(|| {
        format!(
            "ALTER SEQUENCE {} OWNED BY {}.{}",
            quoted_sequence(table, &column.name),
            quote_identifier(table.as_str()),
            quote_identifier(column.name.as_str())
        )
    })
}

/// The sequence of a numbered column follows when the table or column is renamed from `from` to `to`, which ran
/// already. One with a name of its own keeps it.
pub fn rename_sequence(from: (&Name, &Name), to: (&Name, &Name)) -> Option<String> {
    let (old, new) = (quoted_sequence(from.0, from.1), quoted_sequence(to.0, to.1));
    (old != new).then(|| {
        let own = format!(
            "pg_get_serial_sequence({}, {})::regclass",
            quote_literal(&quote_identifier(to.0.as_str())),
            quote_literal(to.1.as_str())
        );
        block(
            "",
            &format!(
                "    IF {own} = to_regclass({}) AND to_regclass({}) IS NULL THEN\n        ALTER SEQUENCE {old} RENAME TO \
                 {new};\n    END IF;",
                quote_literal(&old),
                quote_literal(&new)
            ),
        )
    })
}

/// The sequence of a serial column takes the column's type.
pub fn retype_serial(table: &Name, column: &Column) -> String {
    let end = quote_literal(&format!(" AS {}", type_sql(&column.column_type)));
    with_the_serial(
        table,
        &column.name,
        "",
        &format!("EXECUTE 'ALTER SEQUENCE ' || of_column || {end};"),
    )
}

/// A serial column loses its default and its sequence.
pub fn drop_serial(table: &Name, column: &Name) -> String {
    with_the_serial(
        table,
        column,
        &format!(
            "    ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT;\n",
            quote_identifier(table.as_str()),
            quote_identifier(column.as_str())
        ),
        "EXECUTE 'DROP SEQUENCE ' || of_column;",
    )
}

/// Finds `of_column`, the sequence that the column owns and its default asks (a column may own more), does
/// `always`, and `with_it` if there is one.
fn with_the_serial(table: &Name, column: &Name, always: &str, with_it: &str) -> String {
    let asked = format!(
        "SELECT uses.refobjid FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum \
         JOIN pg_depend AS uses ON uses.classid = 'pg_attrdef'::regclass AND uses.objid = pg_attrdef.oid AND \
         uses.refclassid = 'pg_class'::regclass WHERE adrelid = {}::regclass AND attname = {}",
        quote_literal(&quote_identifier(table.as_str())),
        quote_literal(column.as_str())
    );
    block(
        "DECLARE\n    of_column regclass;\n",
        &format!(
            "    of_column := (SELECT objid FROM pg_depend WHERE {} AND objid IN ({asked}) LIMIT 1);\n{always}    \
             IF of_column IS NOT NULL THEN\n        {with_it}\n    END IF;",
            belongs_to(table, column)
        ),
    )
}

/// The condition for rows of `pg_depend` that say what belongs to a column.
fn belongs_to(table: &Name, column: &Name) -> String {
    let table = format!("{}::regclass", quote_literal(&quote_identifier(table.as_str())));
    format!(
        "classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = {table} AND \
         refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = {table} AND attname = {}) AND deptype = 'a'",
        quote_literal(column.as_str())
    )
}

fn block(declare: &str, body: &str) -> String {
    let fence = crate::script::fence(body, "dazzle");
    format!("DO {fence}\n{declare}BEGIN\n{body}\nEND\n{fence}")
}
