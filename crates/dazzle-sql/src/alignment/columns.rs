//! One column in the spelling of its declared form.

use std::collections::BTreeSet;

use dazzle_schema::{Column, ColumnType, DefaultValue, Dialect, Generated, Identity, Name, Table};

use super::column_types::{self, Types};
use super::judge::{Judge, Texts};
use super::names;
use super::spelling::{Names, Piece, Spelling};
use super::subject::Place;
use crate::clauses::written;
use crate::sqlite::types::is_sole_key;
use crate::{default_sql, type_sql};

/// Brings `column` of the table `live` to the spelling of `wanted` of the table `declared`.
pub fn align(
    column: &mut Column,
    live: &Table,
    wanted: &Column,
    declared: &Table,
    known: &BTreeSet<String>,
    judge: &mut Judge<'_>,
) {
    if column == wanted {
        return;
    }
    let here = column.clone();
    if same_type(&here, live, wanted, declared, judge) {
        column.column_type = wanted.column_type.clone();
    }
    if judge.dialect() == Dialect::Sqlite {
        column.comment.clone_from(&wanted.comment);
        if here.identity.is_some() && wanted.identity.is_some() {
            column.identity = wanted.identity;
        }
    }
    if never_null(judge.dialect(), &here, live) && never_null(judge.dialect(), wanted, declared) {
        column.nullable = wanted.nullable;
    }
    if same_collation(
        judge.dialect(),
        here.collation.as_ref(),
        wanted.collation.as_ref(),
    ) {
        column.collation.clone_from(&wanted.collation);
    }
    if !is_read_otherwise(judge.dialect(), &column.column_type, &wanted.column_type)
        && same_default(&here, wanted, &live.name, judge)
    {
        column.default.clone_from(&wanted.default);
    }
    if let (Some(here), Some(wanted)) = (&here.generated, &wanted.generated)
        && here.expression != wanted.expression
    {
        let texts = judge.both_texts(&wanted.expression, &here.expression);
        let place = Place::Generated(column.name.clone());
        if judge.same(&live.name, place, texts, Names::Only(known)) {
            column.generated = Some(Generated {
                expression: wanted.expression.clone(),
                storage: here.storage,
            });
        }
    }
}

fn same_type(here: &Column, live: &Table, wanted: &Column, declared: &Table, judge: &mut Judge<'_>) -> bool {
    if here.column_type == wanted.column_type {
        return true;
    }
    let dialect = judge.dialect();
    match column_types::compare(dialect, live, here, declared, wanted) {
        Types::Same => true,
        Types::Different => false,
        Types::Unknown => {
            let texts = Texts {
                declared: Some(type_sql(dialect, &wanted.column_type)),
                live: Some(type_sql(dialect, &here.column_type)),
            };
            judge.same_unless_server_differs(&live.name, Place::ColumnType(here.name.clone()), texts)
        }
    }
}

/// Whether the database keeps NULL out whatever the column says of it: PostgreSQL from keys and identity columns,
/// SQLite from the column that numbers the rows.
fn never_null(dialect: Dialect, column: &Column, table: &Table) -> bool {
    match dialect {
        Dialect::Postgresql => {
            matches!(column.identity, Some(Identity::ByDefault | Identity::Always))
                || table
                    .primary_key
                    .as_ref()
                    .is_some_and(|key| key.columns.contains(&column.name))
        }
        Dialect::Sqlite => column.identity.is_some() && is_sole_key(table, column),
    }
}

/// Whether both are one collation: the type's own is `default` on PostgreSQL, `BINARY` on SQLite.
pub fn same_collation(dialect: Dialect, left: Option<&Name>, right: Option<&Name>) -> bool {
    let usual = match dialect {
        Dialect::Postgresql => "default",
        Dialect::Sqlite => "BINARY",
    };
    match (left, right) {
        (None, None) => true,
        (Some(left), Some(right)) => names::same(dialect, left, right),
        (Some(name), None) | (None, Some(name)) => match dialect {
            Dialect::Postgresql => name.as_str() == usual,
            Dialect::Sqlite => name.as_str().eq_ignore_ascii_case(usual),
        },
    }
}

/// Whether the types are so different that one text as a default gives them two values: on PostgreSQL `7` is a number
/// to the one and a text to the other.
fn is_read_otherwise(dialect: Dialect, live: &ColumnType, declared: &ColumnType) -> bool {
    dialect == Dialect::Postgresql
        && live != declared
        && !(live.is_textual() && declared.is_textual())
        && !(live.is_number() && declared.is_number())
}

fn same_default(here: &Column, wanted: &Column, table: &Name, judge: &mut Judge<'_>) -> bool {
    if here.default == wanted.default {
        return true;
    }
    let dialect = judge.dialect();
    let nothing = BTreeSet::new();
    let shown = |column: &Column| {
        column
            .default
            .as_ref()
            .and_then(|default| shown(dialect, column, default))
            .filter(|text| !is_null(dialect, text))
    };
    let (declared, live) = match (shown(wanted), shown(here)) {
        (None, None) => return true,
        (None, Some(_)) | (Some(_), None) => return false,
        (Some(declared), Some(live)) => (declared, live),
    };
    if default_spelling(dialect, &declared)
        .is_some_and(|spelling| Some(spelling) == default_spelling(dialect, &live))
    {
        return true;
    }
    if dialect == Dialect::Postgresql
        && let Some(same) = literals(here, wanted, &live, &declared)
    {
        return same;
    }
    let texts = Texts {
        declared: Some(declared),
        live: Some(live),
    };
    judge.same(
        table,
        Place::Default(here.name.clone()),
        texts,
        Names::Only(&nothing),
    )
}

/// The text of a default, an expression without the parentheses that the statement puts around it.
fn shown(dialect: Dialect, column: &Column, default: &DefaultValue) -> Option<String> {
    match default {
        DefaultValue::Expression(sql) => written(sql.for_dialect(dialect)),
        _ => default_sql(dialect, column),
    }
}

/// `DEFAULT NULL` is no default.
fn is_null(dialect: Dialect, text: &str) -> bool {
    default_spelling(dialect, text)
        .is_some_and(|spelling| matches!(spelling.as_slice(), [piece] if piece.is_word("null")))
}

/// The spelling of a default, in which no name of a column can stand. On SQLite TRUE and FALSE are 1 and 0
/// (since 3.23).
fn default_spelling(dialect: Dialect, text: &str) -> Option<Vec<Piece>> {
    let nothing = BTreeSet::new();
    let spelling = Spelling::of(dialect, text, Names::Known(&nothing))?;
    let number = |piece: &Piece| match (dialect, piece) {
        (Dialect::Sqlite, Piece::Word(word)) if word == "true" => Piece::Number("1".to_owned()),
        (Dialect::Sqlite, Piece::Word(word)) if word == "false" => Piece::Number("0".to_owned()),
        _ => piece.clone(),
    };
    Some(spelling.pieces().iter().map(number).collect())
}

/// Whether two literals give the same value to the column on PostgreSQL; none where only the server knows.
fn literals(here: &Column, wanted: &Column, live: &str, declared: &str) -> Option<bool> {
    let column_type = &wanted.column_type;
    match (here.default.as_ref()?, wanted.default.as_ref()?) {
        (DefaultValue::Boolean(live), DefaultValue::Boolean(declared)) => Some(live == declared),
        (DefaultValue::Text(live), DefaultValue::Text(declared)) if column_type.is_textual() => {
            Some(live == declared)
        }
        // Different numbers may still be equal: an exponent, or digits that the type rounds.
        _ => (column_type.is_number() && decimal(live)? == decimal(declared)?).then_some(true),
    }
}

/// A number without needless zeros: sign, digits before and behind the point.
fn decimal(text: &str) -> Option<(bool, &str, &str)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let zero = whole.is_empty() && fraction.is_empty();
    Some((negative && !zero, whole, fraction))
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn zeros_that_do_not_count() {
        assert_eq!(decimal("-0.0"), decimal("0"));
        assert_eq!(decimal("01.50"), decimal("1.5"));
        assert_ne!(decimal("1.5"), decimal("-1.5"));
        assert_ne!(decimal("10"), decimal("1"));
        assert_eq!(decimal("1e3"), None);
        assert_eq!(decimal(""), None);
    }
}
