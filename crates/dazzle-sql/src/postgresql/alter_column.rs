//! `alter_column` in PostgreSQL's words.

use dazzle_ops::AlterColumn;
use dazzle_schema::{Column, ColumnType, Dialect, Generated, GeneratedStorage, Identity};

use super::render::{alter_table, column_comment, identity, when};
use super::sequences::{
    create_sequence, drop_serial, next_value, quoted_sequence, retype_serial, serial_owner,
};
use super::types::{default_sql, type_sql};
use crate::casts::{self, CastClass};
use crate::clauses;
use crate::error::Trouble;
use crate::quote::{quote_identifier, quote_literal};

const DIALECT: Dialect = Dialect::Postgresql;

/// `before` is the column before, `after` the column after the operation.
pub fn alter_column(it: &AlterColumn, before: &Column, after: &Column) -> Result<Vec<String>, Trouble> {
    let column = quote_identifier(it.column.as_str());
    let alter = |rest: &str| format!("ALTER COLUMN {column} {rest}");
    let mut statements = Vec::new();
    let mut parts = Vec::new();
    let new_default = after.default.as_ref().and_then(default_sql);

    clauses::generated(after, DIALECT)?;
    if it.generated.is_some() {
        drops_expression(it, before, after)?;
        // In a statement with a change of type the server would still take the column for a computed one.
        statements.push(alter_table(&it.table, &alter("DROP EXPRESSION")));
    }
    // The sequence, with its place, outlives a change between these two.
    let keeps_numbers =
        |identity: Option<Identity>| matches!(identity, Some(Identity::ByDefault | Identity::Always));
    let identity_changes = before.identity != after.identity;
    let identity_is_replaced =
        identity_changes && !(keeps_numbers(before.identity) && keeps_numbers(after.identity));
    // Sequences that the old default uses go first, those that a new default uses come later.
    if identity_is_replaced {
        statements.extend(drop_identity(it, before));
    }
    let type_change = new_type(it, before, after)?;
    let default_changes = it.default.is_some() || (identity_is_replaced && before.identity.is_some());
    let had_default = before.identity.is_none() && before.default.as_ref().and_then(default_sql).is_some();
    if let Some(expression) = &type_change {
        // PostgreSQL converts a default by an assignment cast only, and refuses many.
        if had_default || it.default.is_some() {
            parts.push(alter("DROP DEFAULT"));
        }
        let using = expression
            .as_ref()
            .map_or_else(String::new, |expression| format!(" USING {expression}"));
        let new_type = type_sql(&after.column_type);
        let collation = collation_clause(it, after);
        parts.push(alter(&format!("TYPE {new_type}{collation}{using}")));
    }
    if after.identity.is_none() && (default_changes || (type_change.is_some() && had_default)) {
        match &new_default {
            Some(default) => parts.push(alter(&format!("SET DEFAULT {default}"))),
            None if type_change.is_none() && it.default.is_some() => parts.push(alter("DROP DEFAULT")),
            None => {}
        }
    } else if after.identity.is_some() && had_default && type_change.is_none() {
        parts.push(alter("DROP DEFAULT"));
    }
    if let Some(change) = &it.nullable {
        parts.push(alter(if change.to {
            "DROP NOT NULL"
        } else {
            "SET NOT NULL"
        }));
    }
    if let (true, false, Some(kind)) = (identity_changes, identity_is_replaced, after.identity) {
        parts.push(alter(&format!("SET GENERATED {}", when(kind))));
    }
    if !parts.is_empty() {
        statements.push(alter_table(&it.table, &parts.join(", ")));
    }
    if it.column_type.is_some() && !identity_changes && after.identity == Some(Identity::Serial) {
        statements.push(retype_serial(&it.table, after));
    }
    if identity_is_replaced {
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

/// The one change of a computed column that PostgreSQL can make on every version: its values stay and it becomes a
/// plain column. All else takes a column that is made anew.
fn drops_expression(it: &AlterColumn, before: &Column, after: &Column) -> Result<(), Trouble> {
    let reason = match (&before.generated, &after.generated) {
        (
            Some(Generated {
                storage: GeneratedStorage::Stored,
                ..
            }),
            None,
        ) => return Ok(()),
        (Some(_), None) => "PostgreSQL keeps no values of a virtual column that it could leave behind",
        (Some(_), Some(_)) => "PostgreSQL before 17 cannot change how a column is computed",
        (None, _) => "PostgreSQL cannot make a computed column of one that has values",
    };
    Err(Trouble::Unsupported {
        reason: reason.to_owned(),
        instead: format!(
            "drop the column `{}` and add it again as it shall be, with `drop_column` and `add_column`",
            it.column
        ),
    })
}

/// The collation stands behind every `TYPE`, which without it means the default of the type.
fn collation_clause(it: &AlterColumn, after: &Column) -> String {
    let is_text = matches!(after.column_type, ColumnType::Text | ColumnType::Varchar(_));
    if after.collation.is_none() && it.collation.is_some() && it.column_type.is_none() && is_text {
        return " COLLATE \"default\"".to_owned();
    }
    clauses::collate(after.collation.as_ref())
}

/// Whether the column gets `TYPE`, and with which `USING`.
fn new_type(it: &AlterColumn, before: &Column, after: &Column) -> Result<Option<Option<String>>, Trouble> {
    let by_hand = it
        .using
        .as_ref()
        .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
    let is_computed = after.generated.is_some();
    if let Some(expression) = by_hand {
        if is_computed {
            return Err(computed_anew(it));
        }
        return Ok(Some(Some(format!("({expression})"))));
    }
    let Some(change) = &it.column_type else {
        return Ok(it.collation.is_some().then_some(None));
    };
    let rule = casts::classify(DIALECT, &before.column_type, &change.to);
    match rule.class {
        CastClass::Lossless | CastClass::Checked => {
            let expression = rule.expression_of(&quote_identifier(it.column.as_str()));
            if is_computed && expression.is_some() {
                return Err(computed_anew(it));
            }
            Ok(Some(expression.map(|expression| format!("({expression})"))))
        }
        CastClass::Lossy | CastClass::Impossible => Err(no_cast(it, &rule)),
    }
}

fn computed_anew(it: &AlterColumn) -> Trouble {
    Trouble::Unsupported {
        reason: "the column is computed, and PostgreSQL takes no other expression for its values".to_owned(),
        instead: format!(
            "drop the column `{}` and add it again with the new type and an expression of that type",
            it.column
        ),
    }
}

/// The type change needs an expression by hand.
pub fn no_cast(it: &AlterColumn, rule: &casts::CastRule) -> Trouble {
    let (from, to) = it.column_type.as_ref().map_or_else(Default::default, |change| {
        (change.from.to_string(), change.to.to_string())
    });
    Trouble::Unsupported {
        reason: format!("a change from `{from}` to `{to}` {}", rule.problem),
        instead: match rule.suggestion_for(&it.column) {
            Some(suggestion) => format!("write `using`, {suggestion}"),
            None => "write `using` with the expression that makes the new values".to_owned(),
        },
    }
}

fn drop_identity(it: &AlterColumn, before: &Column) -> Option<String> {
    match before.identity? {
        Identity::ByDefault | Identity::Always => Some(alter_table(
            &it.table,
            &format!(
                "ALTER COLUMN {} DROP IDENTITY",
                quote_identifier(it.column.as_str())
            ),
        )),
        Identity::Serial => Some(drop_serial(&it.table, &it.column)),
    }
}

fn add_identity(it: &AlterColumn, after: &Column) -> Result<Vec<String>, Trouble> {
    let column = quote_identifier(it.column.as_str());
    let mut statements = match after.identity {
        None => return Ok(Vec::new()),
        Some(kind @ (Identity::ByDefault | Identity::Always)) => {
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
                    identity(&it.table, &it.column, kind)
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
