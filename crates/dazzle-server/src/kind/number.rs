//! Whole numbers, decimals, doubles.

use dazzle_schema::Dialect;

use super::{Cell, Fault, Value};
use crate::json::{plain_number, write_string};

/// SQLite keeps a decimal that is no 64-bit whole number as a double, of which so many digits are sure.
const SQLITE_DIGITS: usize = 15;

fn bounds(bits: u32) -> (i64, i64) {
    match bits {
        16 => (i16::MIN.into(), i16::MAX.into()),
        32 => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

fn in_bounds(number: Option<i64>, bits: u32) -> Result<Value, Fault> {
    let (least, most) = bounds(bits);
    match number {
        Some(number) if (least..=most).contains(&number) => Ok(Value::Int(Some(number))),
        _ => Err(Fault::new("range", format!("must be from {least} to {most}"))),
    }
}

/// A whole number of a body, where `1.0` and `1e2` are whole numbers too (JSON Schema, "integer").
pub(super) fn integer(text: &str, bits: u32) -> Result<Value, Fault> {
    let plain = plain_number(text).unwrap_or_default();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(Fault::new("type", "must be a whole number"));
    }
    in_bounds(whole.parse().ok(), bits)
}

/// A whole number of a path or filter, in its one spelling.
pub(super) fn plain_integer(text: &str, bits: u32) -> Result<Value, Fault> {
    let number: Option<i64> = text.parse().ok();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_whole || number.is_some_and(|number| number.to_string() != text) {
        return Err(Fault::new("type", "must be a whole number"));
    }
    in_bounds(number, bits)
}

pub(super) fn float(text: &str) -> Result<Value, Fault> {
    match text.parse::<f64>() {
        // `-0.0` would come back from SQLite as `0.0`.
        Ok(0.0) => Ok(Value::Float(Some(0.0))),
        Ok(number) if number.is_finite() => Ok(Value::Float(Some(number))),
        _ => Err(Fault::new(
            "range",
            "must be a number that a 64-bit float can hold",
        )),
    }
}

/// A float of a filter or cursor. A cursor may hold what only a database can write.
pub(super) fn plain_float(text: &str) -> Result<Value, Fault> {
    match text {
        "NaN" => Ok(Value::Float(Some(f64::NAN))),
        "Infinity" => Ok(Value::Float(Some(f64::INFINITY))),
        "-Infinity" => Ok(Value::Float(Some(f64::NEG_INFINITY))),
        _ if text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) =>
        {
            float(text)
        }
        _ => Err(Fault::new("type", "must be a number")),
    }
}

/// A double in its shortest form, or a word for what is no number in JSON.
pub(super) fn float_text(number: f64) -> String {
    match serde_json::Number::from_f64(number) {
        Some(number) => number.to_string(),
        None if number.is_nan() => "NaN".to_owned(),
        None if number > 0.0 => "Infinity".to_owned(),
        None => "-Infinity".to_owned(),
    }
}

/// Appends a double as JSON; what JSON has no number for as a string.
pub(super) fn write_float(number: f64, out: &mut String) {
    let text = float_text(number);
    if number.is_finite() {
        out.push_str(&text);
    } else {
        write_string(&text, out);
    }
}

/// A decimal in the one spelling that [`decimal_pattern`] describes.
pub(super) fn decimal(text: &str, precision: u32, scale: u32, dialect: Dialect) -> Result<Value, Fault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !fraction.is_none_or(all_digits) || whole.len() > 1 && whole.starts_with('0') {
        return Err(Fault::new("format", "must be a decimal number, such as 12.50"));
    }
    let fraction = fraction.unwrap_or_default();
    let (before, behind) = (precision.saturating_sub(scale), scale);
    let fits = |count: usize, most: u32| u32::try_from(count).is_ok_and(|count| count <= most);
    if whole != "0" && !fits(whole.len(), before) || !fits(fraction.len(), behind) {
        return Err(Fault::new(
            "range",
            format!("must have at most {before} digits before and {behind} behind the point"),
        ));
    }
    if dialect == Dialect::Sqlite {
        let significant = format!("{whole}{}", fraction.trim_end_matches('0'));
        let is_exact = fraction.bytes().all(|digit| digit == b'0') && whole.parse::<i64>().is_ok();
        if !is_exact && significant.trim_start_matches('0').len() > SQLITE_DIGITS {
            return Err(Fault::new(
                "range",
                format!("has more than the {SQLITE_DIGITS} digits that an SQLite database keeps exactly"),
            ));
        }
    }
    Ok(Value::Text(Some(text.to_owned())))
}

/// The regular expression for decimals.
pub(crate) fn decimal_pattern(precision: u32, scale: u32) -> String {
    let whole = match precision.saturating_sub(scale) {
        0 => "0".to_owned(),
        1 => "[0-9]".to_owned(),
        digits => format!("(0|[1-9][0-9]{{0,{}}})", digits - 1),
    };
    match scale {
        0 => format!("^-?{whole}$"),
        _ => format!("^-?{whole}(\\.[0-9]{{1,{scale}}})?$"),
    }
}

/// A decimal as the database gave it, with all its digits behind the point.
pub(super) fn decimal_text(cell: &Cell, scale: u32) -> String {
    let scale = usize::try_from(scale).unwrap_or_default();
    let text = match cell {
        Cell::Int(number) if scale == 0 => number.to_string(),
        Cell::Int(number) => format!("{number}.{}", "0".repeat(scale)),
        Cell::Float(number) => format!("{number:.scale$}"),
        Cell::Text(text) => text.clone(),
        Cell::Bool(value) => u8::from(*value).to_string(),
        Cell::Null => String::new(),
    };
    // Rounded from below.
    if text.starts_with('-') && text.bytes().all(|byte| b"-0.".contains(&byte)) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        assert_eq!(integer("1.0", 32), Ok(Value::Int(Some(1))));
        assert_eq!(integer("1e2", 32), Ok(Value::Int(Some(100))));
        assert_eq!(
            integer("-9223372036854775808", 64),
            Ok(Value::Int(Some(i64::MIN)))
        );
        for text in [
            "1.5",
            "2147483648",
            "1e400",
            "99999999999999999999",
            "1e999999999999",
        ] {
            assert!(integer(text, 32).is_err(), "{text}");
        }
        for text in ["", "+1", "01", "1.0", "-0", "1e2", " 1", "-"] {
            assert!(plain_integer(text, 32).is_err(), "{text}");
        }
    }

    #[test]
    fn decimals() {
        let fits = |text, precision, scale| decimal(text, precision, scale, Dialect::Postgresql).is_ok();
        assert!(fits("12.50", 4, 2) && fits("-0.5", 4, 2) && fits("0", 2, 2) && fits("0.99", 2, 2));
        for text in [
            "123", "1.234", "", ".5", "1.", "1e2", "+1", "NaN", "01", "1,5", " 1",
        ] {
            assert!(!fits(text, 4, 2), "{text}");
        }
        assert!(decimal("12345678901234.56", 20, 2, Dialect::Sqlite).is_err());
        assert!(decimal("1234567890123.45", 20, 2, Dialect::Sqlite).is_ok());
        assert!(decimal("123456789012345678.00", 20, 2, Dialect::Sqlite).is_ok());
        assert_eq!(decimal_text(&Cell::Float(-0.001), 2), "0.00");
        assert_eq!(decimal_text(&Cell::Int(3), 2), "3.00");
    }
}
