//! Types and defaults in PostgreSQL's words.

use dazzle_schema::{ColumnType, DateBase, DateUnit, DefaultValue, Dialect, Name, naming};

use crate::clauses::written;
use crate::quote::quote_literal;

/// The spelling of a type.
#[must_use]
pub fn type_sql(column_type: &ColumnType) -> String {
    match column_type {
        ColumnType::Varchar(length) => format!("varchar({length})"),
        ColumnType::Text => "text".to_owned(),
        ColumnType::SmallInt => "smallint".to_owned(),
        ColumnType::Integer => "integer".to_owned(),
        ColumnType::BigInt => "bigint".to_owned(),
        ColumnType::Decimal { precision, scale } => format!("numeric({precision},{scale})"),
        ColumnType::Real => "real".to_owned(),
        ColumnType::Double => "double precision".to_owned(),
        ColumnType::Boolean => "boolean".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Time => "time".to_owned(),
        ColumnType::Timestamp => "timestamp".to_owned(),
        ColumnType::TimestampTz => "timestamptz".to_owned(),
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::Json => "jsonb".to_owned(),
        ColumnType::Bytes => "bytea".to_owned(),
        ColumnType::Native(spelling) => spelling.clone(),
    }
}

/// What stands behind `DEFAULT`; none for an expression that has no text for PostgreSQL.
#[must_use]
pub fn default_sql(default: &DefaultValue) -> Option<String> {
    let base_sql = |base: &DateBase| match base {
        DateBase::Now => "now()",
        DateBase::Today => "CURRENT_DATE",
    };
    Some(match default {
        DefaultValue::Text(text) => quote_literal(text),
        DefaultValue::Number(number) => number.clone(),
        DefaultValue::Boolean(value) => value.to_string(),
        DefaultValue::Current(base) => base_sql(base).to_owned(),
        DefaultValue::Shifted { base, amount, unit } => format!(
            "({} {} interval '{} {}')",
            base_sql(base),
            if *amount < 0 { '-' } else { '+' },
            amount.unsigned_abs(),
            unit_word(*unit)
        ),
        DefaultValue::Uuid => "gen_random_uuid()".to_owned(),
        DefaultValue::Expression(sql) => format!("({})", written(sql.for_dialect(Dialect::Postgresql))?),
    })
}

const fn unit_word(unit: DateUnit) -> &'static str {
    match unit {
        DateUnit::Minutes => "minutes",
        DateUnit::Hours => "hours",
        DateUnit::Days => "days",
        DateUnit::Weeks => "weeks",
        DateUnit::Months => "months",
        DateUnit::Years => "years",
    }
}

/// The name of the sequence behind a numbered column. It follows when the table or column is renamed, so that a
/// migrated database equals a fresh one.
#[must_use]
pub fn sequence_name(table: &Name, column: &Name) -> Name {
    naming::shorten(&format!("{table}_{column}_seq"))
}
