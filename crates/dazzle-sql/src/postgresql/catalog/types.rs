//! Type spellings of the server as portable types: the inverse of [`crate::postgresql::types::type_sql`].

use dazzle_schema::ColumnType;

/// The type that `format_type` writes as `spelling`.
pub fn column_type(spelling: &str) -> ColumnType {
    match spelling {
        "text" => ColumnType::Text,
        "smallint" => ColumnType::SmallInt,
        "integer" => ColumnType::Integer,
        "bigint" => ColumnType::BigInt,
        "real" => ColumnType::Real,
        "double precision" => ColumnType::Double,
        "boolean" => ColumnType::Boolean,
        "date" => ColumnType::Date,
        "time without time zone" => ColumnType::Time,
        "timestamp without time zone" => ColumnType::Timestamp,
        "timestamp with time zone" => ColumnType::TimestampTz,
        "uuid" => ColumnType::Uuid,
        "jsonb" => ColumnType::Json,
        "bytea" => ColumnType::Bytes,
        _ => with_arguments(spelling).unwrap_or_else(|| ColumnType::Native(spelling.to_owned())),
    }
}

fn with_arguments(spelling: &str) -> Option<ColumnType> {
    let (word, arguments) = spelling.strip_suffix(')')?.split_once('(')?;
    match word {
        "character varying" => Some(ColumnType::Varchar(arguments.parse().ok()?)),
        "numeric" => {
            let (precision, scale) = arguments.split_once(',')?;
            let precision = precision.parse().ok()?;
            // From PostgreSQL 15 a scale may be negative or larger than the precision; no other database has that.
            let scale = scale.parse().ok().filter(|scale| *scale <= precision)?;
            Some(ColumnType::Decimal { precision, scale })
        }
        _ => None,
    }
}
