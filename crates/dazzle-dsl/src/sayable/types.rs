//! The nearest type of the language for each type of a database.

use dazzle_schema::ColumnType;

use crate::model::FieldType;

/// PostgreSQL's limits, which the parser checks.
const LONGEST_STRING: u32 = 10_485_760;
const MOST_DIGITS: u32 = 1000;

/// Numbers without a declared size: as many digits as other databases have, and a fraction that suits money, weights
/// and rates.
const ANY_DECIMAL: FieldType = FieldType::Decimal {
    precision: 38,
    scale: 10,
};

/// The type of the language that is nearest to `column_type`, lists of values and references apart.
pub(crate) fn nearest(column_type: &ColumnType) -> FieldType {
    match column_type {
        ColumnType::Varchar(length @ 1..=LONGEST_STRING) => FieldType::Str { length: *length },
        ColumnType::Varchar(_) | ColumnType::Text | ColumnType::Time | ColumnType::Bytes => FieldType::Text,
        ColumnType::SmallInt | ColumnType::Integer | ColumnType::BigInt => FieldType::Int,
        ColumnType::Decimal { precision, scale }
            if (1..=MOST_DIGITS).contains(precision) && scale <= precision =>
        {
            FieldType::Decimal {
                precision: *precision,
                scale: *scale,
            }
        }
        ColumnType::Decimal { .. } => ANY_DECIMAL,
        ColumnType::Real | ColumnType::Double => FieldType::Float,
        ColumnType::Boolean => FieldType::Bool,
        ColumnType::Date => FieldType::Date,
        ColumnType::Timestamp | ColumnType::TimestampTz => FieldType::DateTime,
        ColumnType::Uuid => FieldType::Uuid,
        ColumnType::Json => FieldType::Json,
        ColumnType::Native(spelling) => nearest_native(spelling),
    }
}

/// By the first word of the dialect's own spelling. What is not known reads as text, as every database can.
fn nearest_native(spelling: &str) -> FieldType {
    let spelling = spelling.trim().to_ascii_lowercase();
    if spelling.ends_with(']') {
        return FieldType::Json;
    }
    let word: String = spelling
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || *character == '_')
        .collect();
    match word.as_str() {
        "int" | "integer" | "tinyint" | "smallint" | "mediumint" | "bigint" | "int2" | "int4" | "int8"
        | "oid" | "xid" | "year" => FieldType::Int,
        "numeric" | "decimal" | "number" | "dec" => ANY_DECIMAL,
        "money" => FieldType::Decimal {
            precision: 19,
            scale: 2,
        },
        "float" | "float4" | "float8" | "double" | "real" => FieldType::Float,
        "bool" | "boolean" => FieldType::Bool,
        "date" => FieldType::Date,
        "timestamp" | "timestamptz" | "datetime" | "smalldatetime" => FieldType::DateTime,
        "uuid" | "uniqueidentifier" => FieldType::Uuid,
        "json" | "jsonb" | "hstore" => FieldType::Json,
        _ => FieldType::Text,
    }
}

/// The type as it is written; nothing for what stands for no single column.
pub(crate) fn type_text(field_type: &FieldType) -> Option<String> {
    Some(match field_type {
        FieldType::Str { length } => format!("str({length})"),
        FieldType::Text => String::from("text"),
        FieldType::Int => String::from("int"),
        FieldType::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        FieldType::Float => String::from("float"),
        FieldType::Bool => String::from("bool"),
        FieldType::Date => String::from("date"),
        FieldType::DateTime => String::from("datetime"),
        FieldType::Uuid => String::from("uuid"),
        FieldType::Json => String::from("json"),
        FieldType::Enum { values, .. } => {
            let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            format!("enum[{}]", values.join(","))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_types_read_as_what_is_nearest() {
        for (spelling, field_type) in [
            ("citext", "text"),
            ("interval", "text"),
            ("int4range", "text"),
            ("INT UNSIGNED", "int"),
            ("numeric", "decimal(38,10)"),
            ("NUMERIC(5)", "decimal(38,10)"),
            ("text[]", "json"),
            ("timestamp(3) with time zone", "datetime"),
            ("\"my type\"", "text"),
            ("", "text"),
        ] {
            let nearest = nearest(&ColumnType::Native(spelling.to_owned()));
            assert_eq!(type_text(&nearest).as_deref(), Some(field_type), "{spelling}");
        }
    }
}
