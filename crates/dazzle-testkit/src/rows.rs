//! Rows for generated schemas: a few in each table, with hostile values.
//!
//! Row `n` of a table has the `n`th key of its kind, and its references point to row `n` of another table. So
//! any two rows differ in every column that a unique constraint may name, whatever was renamed or widened in
//! between, and a reference always finds its row.

use std::collections::BTreeSet;

use dazzle_schema::{CheckRule, Column, ColumnType, Dialect, Name, Schema, Table};

/// How many rows a table gets.
pub const ROWS: usize = 4;

/// The statements that fill every table of `schema` but those that are `filled` already.
///
/// # Panics
/// When required references go round in a circle, which generated schemas do not.
#[must_use]
pub fn fill(schema: &Schema, filled: &BTreeSet<Name>, dialect: Dialect) -> Vec<String> {
    let mut statements = Vec::new();
    let mut done: BTreeSet<&Name> = schema
        .table_names()
        .filter(|name| filled.contains(*name))
        .collect();
    // A required reference points to a table that can be filled before; the others are set at the end.
    while done.len() < schema.len() {
        let ready = schema.tables().find(|table| {
            !done.contains(&table.name)
                && table
                    .foreign_keys
                    .values()
                    .filter(|key| is_required(table, &key.columns))
                    .all(|key| done.contains(&key.references.table))
        });
        let table = ready.expect("required references in a circle");
        statements.extend(insert(schema, table, dialect));
        done.insert(&table.name);
    }
    for table in schema.tables().filter(|table| !filled.contains(&table.name)) {
        statements.extend(point(schema, table, dialect));
    }
    statements
}

/// The statements that fill `table`, with nothing in references that are not required.
#[must_use]
pub fn insert(schema: &Schema, table: &Table, dialect: Dialect) -> Vec<String> {
    let columns: Vec<String> = own_columns(table).map(|column| quoted(&column.name)).collect();
    (0..ROWS)
        .map(|row| {
            let values: Vec<String> = own_columns(table)
                .map(|column| {
                    let may_wait = column.nullable && is_reference(table, &column.name);
                    if may_wait || (column.nullable && row == 2) {
                        "NULL".to_owned()
                    } else {
                        value(schema, table, column, row, dialect)
                    }
                })
                .collect();
            format!(
                "INSERT INTO {} ({}) VALUES ({})",
                quoted(&table.name),
                columns.join(", "),
                values.join(", ")
            )
        })
        .collect()
}

/// The columns that are not computed.
fn own_columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.values().filter(|column| column.generated.is_none())
}

/// The statements that set the references of `table` that are not required, but for one row.
fn point(schema: &Schema, table: &Table, dialect: Dialect) -> Vec<String> {
    table
        .columns
        .values()
        .filter(|column| column.nullable && is_reference(table, &column.name))
        .map(|column| {
            let key = id(table, 2, dialect);
            format!(
                "{} AND \"id\" <> {key}",
                set_missing(schema, table, column, dialect)
            )
        })
        .collect()
}

/// The statement that gives every row of `table` without a value for `column` one that fits.
///
/// # Panics
/// When the table has no column `id`.
#[must_use]
pub fn set_missing(schema: &Schema, table: &Table, column: &Column, dialect: Dialect) -> String {
    format!(
        "{} WHERE {} IS NULL",
        set_all(schema, table, column, dialect),
        quoted(&column.name)
    )
}

/// The statement that gives every row of `table` the value for `column` that it would have been filled with.
///
/// # Panics
/// When the table has no column `id`.
#[must_use]
pub fn set_all(schema: &Schema, table: &Table, column: &Column, dialect: Dialect) -> String {
    let cases: Vec<String> = (0..ROWS)
        .map(|row| {
            format!(
                "WHEN {} THEN {}",
                id(table, row, dialect),
                value(schema, table, column, row, dialect)
            )
        })
        .collect();
    format!(
        "UPDATE {} SET {} = CASE \"id\" {} END",
        quoted(&table.name),
        quoted(&column.name),
        cases.join(" ")
    )
}

/// A query that gives all rows of `table`, in a fixed order, with `columns` as text.
#[must_use]
pub fn select(table: &Name, columns: &[&Name], dialect: Dialect) -> String {
    let texts: Vec<String> = columns
        .iter()
        .map(|column| match dialect {
            Dialect::Postgresql => format!("{}::text", quoted(column)),
            Dialect::Sqlite => format!("quote({})", quoted(column)),
        })
        .collect();
    let order = match dialect {
        Dialect::Postgresql => "\"id\"::text",
        Dialect::Sqlite => "quote(\"id\")",
    };
    format!(
        "SELECT {} FROM {} ORDER BY {order}",
        texts.join(", "),
        quoted(table)
    )
}

fn id(table: &Table, row: usize, dialect: Dialect) -> String {
    literal(&table.columns["id"].column_type, row, dialect)
}

/// What row `row` of `table` has in `column`.
fn value(schema: &Schema, table: &Table, column: &Column, row: usize, dialect: Dialect) -> String {
    let referenced = table
        .foreign_keys
        .values()
        .find(|key| key.columns.as_slice() == [column.name.clone()]);
    if let Some(key) = referenced {
        let target = schema.table(&key.references.table).unwrap();
        let pointed_to = &target.columns[&key.references.columns[0]];
        return if pointed_to.name == "id" {
            id(target, row, dialect)
        } else {
            value(schema, target, pointed_to, row, dialect)
        };
    }
    let check = table
        .checks
        .values()
        .find(|check| check.rule.mentions(&column.name));
    match check.map(|check| &check.rule) {
        Some(CheckRule::OneOf { values, .. }) => {
            // `later` is what edits add: a row with it would not survive the way back.
            let values: Vec<&str> = values.iter().filter(|value| *value != "later").collect();
            text(values[row % values.len()])
        }
        // The only other rule of generated schemas: the number is positive.
        Some(CheckRule::Sql(_)) => (2_147_483_600 + row).to_string(),
        None => literal(&column.column_type, row, dialect),
    }
}

/// The value number `row` of a type. A wider type of the same kind has the same or others, never those of
/// another row.
fn literal(column_type: &ColumnType, row: usize, dialect: Dialect) -> String {
    const TEXTS: [&str; ROWS] = ["it's; DROP --", "naïve \"ü\" \\n", "", "NULL 日本 😀"];
    let typed = |name: &str, value: &str| match dialect {
        Dialect::Postgresql => format!("{name} {}", text(value)),
        Dialect::Sqlite => text(value),
    };
    match column_type {
        ColumnType::Varchar(_) | ColumnType::Text => text(TEXTS[row]),
        ColumnType::SmallInt => ["1", "32767", "-32768", "0"][row].to_owned(),
        ColumnType::Integer => ["1", "2147483647", "-2147483647", "0"][row].to_owned(),
        ColumnType::BigInt => ["1", "9007199254740993", "-9223372036854775807", "0"][row].to_owned(),
        ColumnType::Decimal { .. } => ["0.10", "12345678.91", "-1.50", "0.00"][row].to_owned(),
        ColumnType::Real | ColumnType::Double => {
            ["0.1", "1e300", "-2.5", "0.30000000000000004"][row].to_owned()
        }
        ColumnType::Boolean => ["TRUE", "FALSE"][row % 2].to_owned(),
        ColumnType::Date => typed("date", &format!("2024-02-{:02}", 26 + row)),
        ColumnType::Time => typed("time", &format!("23:59:{:02}", 56 + row)),
        ColumnType::Timestamp => typed("timestamp", &format!("2026-03-29 02:30:0{row}.123456")),
        ColumnType::TimestampTz => typed("timestamptz", &format!("2026-10-25 02:30:0{row}+00")),
        ColumnType::Uuid => typed("uuid", &format!("6f0c2a9e-0000-4000-8000-00000000000{row}")),
        ColumnType::Json => typed("jsonb", ["{\"a\": \"it's\"}", "[1, null]", "\"x\"", "{}"][row]),
        ColumnType::Bytes => {
            let digits = ["00ff", "", "2700", "5c5c"][row];
            match dialect {
                Dialect::Postgresql => typed("bytea", &format!("\\x{digits}")),
                Dialect::Sqlite => format!("x'{digits}'"),
            }
        }
        ColumnType::Native(spelling) => panic!("no value is known for {spelling}"),
    }
}

fn is_reference(table: &Table, column: &Name) -> bool {
    table
        .foreign_keys
        .values()
        .any(|key| key.columns.contains(column))
}

fn is_required(table: &Table, columns: &[Name]) -> bool {
    columns.iter().all(|column| !table.columns[column].nullable)
}

fn quoted(name: &Name) -> String {
    format!("\"{}\"", name.as_str().replace('"', "\"\""))
}

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
