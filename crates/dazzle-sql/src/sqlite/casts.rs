//! Type changes on SQLite (operations.md 3.3).
//!
//! SQLite never fails a CAST and stores what does not fit its type, so every value that would be damaged is
//! counted before. `CAST(c AS NUMERIC) <> c` is true for a text that is no number: the comparison gives `c`
//! numeric affinity, which leaves such a text alone, while CAST makes a number of its beginning.

use dazzle_schema::ColumnType as T;

use super::catalog::NO_TYPE;
use crate::casts::{CastRule, digits, out_of_range, range};

/// The rule for the change from one type to another.
#[must_use]
pub fn classify(from: &T, to: &T) -> CastRule {
    if from == to {
        return CastRule::lossless();
    }
    match (from, to) {
        // Without a type a column holds what it is given.
        (_, T::Native(spelling)) if spelling == NO_TYPE => CastRule::lossless(),
        (T::Native(spelling), T::Text | T::Varchar(_)) if spelling == NO_TYPE => from_no_type(to),
        (T::Native(_), _) | (_, T::Native(_)) => CastRule::impossible(""),
        (_, T::Text | T::Varchar(_)) => to_text(from, to),
        (T::Text | T::Varchar(_), _) => from_text(to),
        (_, T::Json) => to_json(from),
        (T::SmallInt | T::Integer | T::BigInt, _) => from_whole_number(from, to),
        (
            T::Decimal { precision, scale },
            T::Decimal {
                precision: p,
                scale: s,
            },
        ) => {
            if s >= scale && p - s >= precision - scale {
                CastRule::lossless()
            } else {
                CastRule::checked(does_not_fit("$c", *p, *s), format!("does not fit `{to}`"))
            }
        }
        (T::Real | T::Double, T::Decimal { precision, scale }) => CastRule::checked(
            does_not_fit("$c", *precision, *scale),
            format!("does not fit `{to}`"),
        ),
        (T::Decimal { precision, .. }, T::Real | T::Double) if *precision > 15 => CastRule::checked(
            "typeof($c) = 'integer' AND abs($c) > 9007199254740992",
            "has more digits than the new type keeps",
        )
        .by("CAST($c AS REAL)"),
        (T::Decimal { .. } | T::Real | T::Double, T::Real | T::Double) => {
            CastRule::lossless().by("CAST($c AS REAL)")
        }
        (T::Decimal { .. } | T::Real | T::Double, T::SmallInt | T::Integer | T::BigInt) => CastRule::lossy(
            "loses its fraction",
            "such as `CAST(\"column\" AS INTEGER)` cuts, `CAST(round(\"column\") AS INTEGER)` rounds",
        ),
        (T::Decimal { .. } | T::Real | T::Double, T::Boolean) => zero_or_one(),
        (T::Boolean, T::SmallInt | T::Integer | T::BigInt) => CastRule::lossless(),
        (T::Boolean, T::Decimal { precision, scale }) if precision == scale => {
            CastRule::checked("$c <> 0", format!("does not fit `{to}`"))
        }
        (T::Boolean, T::Decimal { .. }) => CastRule::lossless(),
        (T::Boolean, T::Real | T::Double) => CastRule::lossless().by("CAST($c AS REAL)"),
        (T::Date | T::Time | T::Timestamp | T::TimestampTz, _) => from_time(from, to),
        (T::Decimal { .. } | T::Real | T::Double | T::Boolean | T::Uuid | T::Json | T::Bytes, _) => {
            CastRule::impossible("")
        }
    }
}

/// Numbers would become texts, and no longer be equal to what they were.
fn from_no_type(to: &T) -> CastRule {
    match to {
        T::Varchar(length) => CastRule::checked(
            format!("typeof($c) NOT IN ('text', 'null') OR length($c) > {length}"),
            format!("is no text of {length} characters at most"),
        ),
        _ => CastRule::checked("typeof($c) NOT IN ('text', 'null')", "is no text"),
    }
}

fn to_text(from: &T, to: &T) -> CastRule {
    let (expression, longest) = match from {
        T::Bytes => {
            return CastRule::impossible(
                "such as `CAST(\"column\" AS TEXT)` if the bytes are text, or `hex(\"column\")`",
            );
        }
        T::Boolean => (
            Some("CASE $c WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE CAST($c AS TEXT) END"),
            Some(5),
        ),
        T::SmallInt => (Some("CAST($c AS TEXT)"), Some(6)),
        T::Integer => (Some("CAST($c AS TEXT)"), Some(11)),
        T::BigInt => (Some("CAST($c AS TEXT)"), Some(20)),
        T::Varchar(length) => (None, Some(*length)),
        T::Uuid => (None, Some(36)),
        T::Text | T::Json => (None, None),
        // SQLite writes 15 digits; where those are too few to mean the same number, 17 are enough.
        T::Real | T::Double => (
            Some(
                "CASE WHEN CAST(CAST($c AS TEXT) AS REAL) = $c THEN CAST($c AS TEXT) ELSE printf('%!.17g', $c) END",
            ),
            None,
        ),
        _ => (Some("CAST($c AS TEXT)"), None),
    };
    let rule = match to {
        T::Varchar(length) if longest.is_none_or(|longest| longest > *length) => CastRule::checked(
            format!("length({}) > {length}", expression.unwrap_or("$c")),
            format!("is longer than {length} characters"),
        ),
        _ => CastRule::lossless(),
    };
    match expression {
        Some(expression) => rule.by(expression),
        None => rule,
    }
}

fn from_text(to: &T) -> CastRule {
    let number = "typeof($c) = 'blob' OR CAST($c AS NUMERIC) <> $c";
    let checked =
        |bad: &str, problem: String| CastRule::checked(format!("$c IS NOT NULL AND ({bad})"), problem);
    match to {
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            checked(
                &format!(
                    "{number} OR trim($c) GLOB '*[^0-9+-]*' OR typeof(CAST($c AS NUMERIC)) <> 'integer' OR CAST($c AS INTEGER) NOT BETWEEN {low} AND {high}"
                ),
                format!("is not a whole number between {low} and {high}"),
            )
            .by("CAST($c AS INTEGER)")
        }
        T::Decimal { precision, scale } => checked(
            &format!(
                "{number} OR {}",
                does_not_fit("CAST($c AS NUMERIC)", *precision, *scale)
            ),
            format!(
                "is not a number with {} digits before and {scale} after the point",
                precision - scale
            ),
        )
        .by("CAST($c AS NUMERIC)"),
        T::Real | T::Double => checked(number, "is not a number".to_owned()).by("CAST($c AS REAL)"),
        T::Boolean => CastRule::checked(
            "lower(trim($c)) NOT IN ('t', 'f', 'true', 'false', 'y', 'n', 'yes', 'no', 'on', 'off', '1', '0')",
            "is no word for true or false",
        )
        .by("CASE WHEN lower(trim($c)) IN ('t', 'true', 'y', 'yes', 'on', '1') THEN 1 WHEN $c IS NOT NULL THEN 0 END"),
        // The 31st of February is accepted; only a modifier makes another day of it.
        T::Date => checked("date($c, '+0 days') IS NOT $c", "is not a date like 2026-01-31".to_owned()),
        T::Time => checked("time($c) IS NULL OR $c NOT LIKE '__:__%'", "is not a time like 23:59:00".to_owned()),
        T::Timestamp | T::TimestampTz => checked(
            "datetime($c) IS NULL OR date(substr($c, 1, 10), '+0 days') IS NOT substr($c, 1, 10)",
            "is not a date and time like 2026-01-31 23:59:00".to_owned(),
        ),
        T::Uuid => checked(
            "length($c) <> 36 OR $c GLOB '*[^0-9a-fA-F-]*'",
            "is not a UUID".to_owned(),
        ),
        T::Json => checked("NOT json_valid($c)", "is not JSON".to_owned()),
        T::Bytes => CastRule::lossless().by("CAST($c AS BLOB)"),
        T::Text | T::Varchar(_) | T::Native(_) => CastRule::lossless(),
    }
}

/// The condition under which the number `value` loses digits as `numeric(precision,scale)`.
fn does_not_fit(value: &str, precision: u32, scale: u32) -> String {
    format!(
        "round({value}, {scale}) <> {value} OR abs({value}) >= 1e{}",
        precision - scale
    )
}

fn zero_or_one() -> CastRule {
    CastRule::checked("$c NOT IN (0, 1)", "is neither 0 nor 1")
}

fn from_whole_number(from: &T, to: &T) -> CastRule {
    match to {
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            if digits(to) >= digits(from) {
                CastRule::lossless()
            } else {
                CastRule::checked(
                    format!("$c NOT BETWEEN {low} AND {high}"),
                    out_of_range(low, high),
                )
            }
        }
        T::Decimal { precision, scale } => {
            let whole = precision - scale;
            if whole >= digits(from) {
                CastRule::lossless()
            } else {
                CastRule::checked(
                    format!("abs($c) >= 1e{whole}"),
                    format!("has more than {whole} digits"),
                )
            }
        }
        T::Real | T::Double => {
            let (limit, name) = if *to == T::Real {
                (16_777_216_i64, "real")
            } else {
                (9_007_199_254_740_992, "double")
            };
            let always_fits = *from == T::SmallInt || (*from == T::Integer && *to == T::Double);
            if always_fits {
                CastRule::lossless()
            } else {
                CastRule::checked(
                    format!("$c NOT BETWEEN -{limit} AND {limit}"),
                    format!("is beyond what `{name}` keeps exactly"),
                )
            }
            .by("CAST($c AS REAL)")
        }
        T::Boolean => zero_or_one(),
        _ => CastRule::impossible("such as `datetime(\"column\", 'unixepoch')` for seconds since 1970"),
    }
}

/// Points in time are text in UTC, whether the type has a zone or not.
fn from_time(from: &T, to: &T) -> CastRule {
    match (from, to) {
        (T::Date, T::Timestamp | T::TimestampTz) => CastRule::lossless().by("$c || ' 00:00:00'"),
        (T::Timestamp, T::TimestampTz) | (T::TimestampTz, T::Timestamp) => CastRule::lossless(),
        (T::Timestamp | T::TimestampTz, T::Date) => CastRule::checked(
            "$c IS NOT NULL AND (date($c) IS NULL OR julianday($c) <> julianday(date($c)))",
            "has a time of day, which would be lost",
        )
        .by("date($c)"),
        (T::Timestamp | T::TimestampTz, T::Time) => {
            CastRule::lossy("loses its day", "such as `time(\"column\")`")
        }
        _ => CastRule::impossible(""),
    }
}

fn to_json(from: &T) -> CastRule {
    match from {
        T::Bytes => CastRule::impossible("such as `CAST(\"column\" AS TEXT)` if the bytes are JSON"),
        T::Boolean => CastRule::lossless().by("CASE WHEN $c THEN 'true' WHEN NOT $c THEN 'false' END"),
        _ if from.is_number() => CastRule::lossless().by("CAST($c AS TEXT)"),
        _ => CastRule::lossless().by("CASE WHEN $c IS NOT NULL THEN json_quote($c) END"),
    }
}
