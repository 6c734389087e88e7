//! Statements in PostgreSQL's words.

use dazzle_ops::{AddColumn, AlterColumn};
use dazzle_schema::{Column, Dialect, Identity, Name, Table};

use super::types::{default_sql, sequence_name, type_sql};
use crate::casts::{self, CastClass};
use crate::clauses;
use crate::error::Trouble;
use crate::quote::{quote_identifier, quote_literal};

const DIALECT: Dialect = Dialect::Postgresql;

/// `ALTER TABLE "table" rest`
pub fn alter_table(table: &Name, rest: &str) -> String {
    format!("ALTER TABLE {} {rest}", quote_identifier(table.as_str()))
}

/// The table, its comments and its indexes.
pub fn create_table(table: &Table) -> Result<Vec<String>, Trouble> {
    let mut statements = Vec::new();
    for column in table.columns.values() {
        statements.extend(serial_sequence(&table.name, column));
    }
    let mut items: Vec<String> = table
        .columns
        .values()
        .map(|column| column_definition(&table.name, column))
        .collect();
    items.extend(clauses::constraints(table, DIALECT)?);
    statements.push(clauses::create_table_text(table.name.as_str(), &items));
    for column in table.columns.values() {
        statements.extend(serial_owner(&table.name, column));
    }
    for index in table.indexes.values() {
        statements.push(clauses::create_index(table.name.as_str(), index, DIALECT)?);
    }
    if table.comment.is_some() {
        statements.push(table_comment(&table.name, table.comment.as_deref()));
    }
    for column in table.columns.values() {
        if column.comment.is_some() {
            statements.push(column_comment(
                &table.name,
                &column.name,
                column.comment.as_deref(),
            ));
        }
    }
    Ok(statements)
}

pub fn column_definition(table: &Name, column: &Column) -> String {
    let mut text = format!(
        "{} {}",
        quote_identifier(column.name.as_str()),
        type_sql(&column.column_type)
    );
    match column.identity {
        Some(Identity::ByDefault) => {
            text.push_str(&format!(" {}", identity(table, &column.name, "BY DEFAULT")));
        }
        Some(Identity::Always) => {
            text.push_str(&format!(" {}", identity(table, &column.name, "ALWAYS")));
        }
        Some(Identity::Serial) => text.push_str(&format!(" DEFAULT {}", next_value(table, &column.name))),
        None => {
            if let Some(default) = column.default.as_ref().and_then(default_sql) {
                text.push_str(&format!(" DEFAULT {default}"));
            }
        }
    }
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    text
}

fn identity(table: &Name, column: &Name, when: &str) -> String {
    format!(
        "GENERATED {when} AS IDENTITY (SEQUENCE NAME {})",
        quoted_sequence(table, column)
    )
}

fn quoted_sequence(table: &Name, column: &Name) -> String {
    quote_identifier(sequence_name(table, column).as_str())
}

fn next_value(table: &Name, column: &Name) -> String {
    format!(
        "nextval({}::regclass)",
        quote_literal(&quoted_sequence(table, column))
    )
}

fn create_sequence(table: &Name, column: &Column) -> String {
    format!(
        "CREATE SEQUENCE {} AS {}",
        quoted_sequence(table, &column.name),
        type_sql(&column.column_type)
    )
}

/// What a serial column needs before it is there.
fn serial_sequence(table: &Name, column: &Column) -> Option<String> {
    (column.identity == Some(Identity::Serial)).then(|| create_sequence(table, column))
}

/// What a serial column needs once it is there.
fn serial_owner(table: &Name, column: &Column) -> Option<String> {
    (column.identity == Some(Identity::Serial)).then(|| {
        format!(
            "ALTER SEQUENCE {} OWNED BY {}.{}",
            quoted_sequence(table, &column.name),
            quote_identifier(table.as_str()),
            quote_identifier(column.name.as_str())
        )
    })
}

pub fn table_comment(table: &Name, comment: Option<&str>) -> String {
    format!(
        "COMMENT ON TABLE {} IS {}",
        quote_identifier(table.as_str()),
        comment.map_or_else(|| "NULL".to_owned(), quote_literal)
    )
}

fn column_comment(table: &Name, column: &Name, comment: Option<&str>) -> String {
    format!(
        "COMMENT ON COLUMN {}.{} IS {}",
        quote_identifier(table.as_str()),
        quote_identifier(column.as_str()),
        comment.map_or_else(|| "NULL".to_owned(), quote_literal)
    )
}

pub fn add_column(it: &AddColumn) -> Vec<String> {
    let mut statements: Vec<String> = serial_sequence(&it.table, &it.column).into_iter().collect();
    statements.push(alter_table(
        &it.table,
        &format!("ADD COLUMN {}", column_definition(&it.table, &it.column)),
    ));
    statements.extend(serial_owner(&it.table, &it.column));
    if it.column.comment.is_some() {
        statements.push(column_comment(
            &it.table,
            &it.column.name,
            it.column.comment.as_deref(),
        ));
    }
    statements
}

/// The sequences of numbered columns follow when their table or column is renamed.
pub fn rename_sequence(from: (&Name, &Name), to: (&Name, &Name)) -> Option<String> {
    let (old, new) = (sequence_name(from.0, from.1), sequence_name(to.0, to.1));
    (old != new).then(|| {
        format!(
            "ALTER SEQUENCE IF EXISTS {} RENAME TO {}",
            quote_identifier(old.as_str()),
            quote_identifier(new.as_str())
        )
    })
}

/// `before` is the column before, `after` the column after the operation.
pub fn alter_column(it: &AlterColumn, before: &Column, after: &Column) -> Result<Vec<String>, Trouble> {
    let column = quote_identifier(it.column.as_str());
    let alter = |rest: String| format!("ALTER COLUMN {column} {rest}");
    let mut statements = Vec::new();
    let mut parts = Vec::new();
    let new_default = after.default.as_ref().and_then(default_sql);

    // Sequences that the old default uses go first, those that a new default uses come later.
    let identity_changes = before.identity != after.identity;
    if identity_changes {
        statements.extend(drop_identity(it, before));
    }
    let type_change = new_type(it, before)?;
    let default_changes = it.default.is_some() || (identity_changes && before.identity.is_some());
    let had_default = before.identity.is_none() && before.default.as_ref().and_then(default_sql).is_some();
    if let Some(expression) = &type_change {
        // PostgreSQL converts a default by an assignment cast only, and refuses many.
        if had_default || it.default.is_some() {
            parts.push(alter("DROP DEFAULT".to_owned()));
        }
        let using = expression
            .as_ref()
            .map_or_else(String::new, |expression| format!(" USING {expression}"));
        parts.push(alter(format!("TYPE {}{using}", type_sql(&after.column_type))));
    }
    if after.identity.is_none() && (default_changes || (type_change.is_some() && had_default)) {
        match &new_default {
            Some(default) => parts.push(alter(format!("SET DEFAULT {default}"))),
            None if type_change.is_none() && it.default.is_some() => {
                parts.push(alter("DROP DEFAULT".to_owned()))
            }
            None => {}
        }
    } else if after.identity.is_some() && had_default && type_change.is_none() {
        parts.push(alter("DROP DEFAULT".to_owned()));
    }
    if let Some(change) = &it.nullable {
        parts.push(alter(
            if change.to {
                "DROP NOT NULL"
            } else {
                "SET NOT NULL"
            }
            .to_owned(),
        ));
    }
    if !parts.is_empty() {
        statements.push(alter_table(&it.table, &parts.join(", ")));
    }
    if type_change.is_some() && !identity_changes && after.identity == Some(Identity::Serial) {
        statements.push(format!(
            "ALTER SEQUENCE {} AS {}",
            quoted_sequence(&it.table, &it.column),
            type_sql(&after.column_type)
        ));
    }
    if identity_changes {
        statements.extend(add_identity(it, after)?);
    }
    if type_change.is_some() {
        // The column's statistics are gone, even where nothing was rewritten.
        statements.push(format!(
            "ANALYZE {} ({column})",
            quote_identifier(it.table.as_str())
        ));
    }
    if let Some(change) = &it.comment {
        statements.push(column_comment(&it.table, &it.column, change.to.as_deref()));
    }
    Ok(statements)
}

/// Whether the column gets `TYPE`, and with which `USING`.
fn new_type(it: &AlterColumn, before: &Column) -> Result<Option<Option<String>>, Trouble> {
    let by_hand = it
        .using
        .as_ref()
        .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
    if let Some(expression) = by_hand {
        return Ok(Some(Some(format!("({expression})"))));
    }
    let Some(change) = &it.column_type else {
        return Ok(None);
    };
    let rule = casts::classify(DIALECT, &before.column_type, &change.to);
    match rule.class {
        CastClass::Lossless | CastClass::Checked => {
            let expression = rule.expression_of(&quote_identifier(it.column.as_str()));
            Ok(Some(expression.map(|expression| format!("({expression})"))))
        }
        CastClass::Lossy | CastClass::Impossible => Err(no_cast(it, &rule)),
    }
}

/// The type change needs an expression by hand.
pub fn no_cast(it: &AlterColumn, rule: &casts::CastRule) -> Trouble {
    let (from, to) = it.column_type.as_ref().map_or_else(Default::default, |change| {
        (change.from.to_string(), change.to.to_string())
    });
    Trouble::Unsupported {
        reason: format!("a change from `{from}` to `{to}` {}", rule.problem),
        instead: rule.instead.clone(),
    }
}

fn drop_identity(it: &AlterColumn, before: &Column) -> Vec<String> {
    let column = quote_identifier(it.column.as_str());
    match before.identity {
        None => Vec::new(),
        Some(Identity::ByDefault | Identity::Always) => {
            vec![alter_table(
                &it.table,
                &format!("ALTER COLUMN {column} DROP IDENTITY"),
            )]
        }
        Some(Identity::Serial) => vec![
            alter_table(&it.table, &format!("ALTER COLUMN {column} DROP DEFAULT")),
            format!(
                "DROP SEQUENCE IF EXISTS {}",
                quoted_sequence(&it.table, &it.column)
            ),
        ],
    }
}

fn add_identity(it: &AlterColumn, after: &Column) -> Result<Vec<String>, Trouble> {
    let column = quote_identifier(it.column.as_str());
    let mut statements = match after.identity {
        None => return Ok(Vec::new()),
        Some(kind @ (Identity::ByDefault | Identity::Always)) => {
            let when = if kind == Identity::Always {
                "ALWAYS"
            } else {
                "BY DEFAULT"
            };
            if after.nullable {
                return Err(Trouble::Unsupported {
                    reason: format!(
                        "column `{}` may be empty, and numbered columns may not",
                        it.column
                    ),
                    instead: "make the column required in the same operation".to_owned(),
                });
            }
            vec![alter_table(
                &it.table,
                &format!(
                    "ALTER COLUMN {column} ADD {}",
                    identity(&it.table, &it.column, when)
                ),
            )]
        }
        Some(Identity::Serial) => {
            let mut statements = vec![
                create_sequence(&it.table, after),
                alter_table(
                    &it.table,
                    &format!(
                        "ALTER COLUMN {column} SET DEFAULT {}",
                        next_value(&it.table, &it.column)
                    ),
                ),
            ];
            statements.extend(serial_owner(&it.table, after));
            statements
        }
    };
    // The sequence begins at 1, whatever the rows hold.
    statements.push(format!(
        "SELECT setval({}::regclass, greatest(coalesce((SELECT max({column}) FROM {}), 0) + 1, 1), false)",
        quote_literal(&quoted_sequence(&it.table, &it.column)),
        quote_identifier(it.table.as_str())
    ));
    Ok(statements)
}
