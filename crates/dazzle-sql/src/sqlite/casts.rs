//! Type changes on SQLite (operations.md 3.3).
//!
//! SQLite never fails a CAST, and a column holds what it is given, whatever its type. So every value that would be
//! damaged is counted before, a text in a column of numbers too; and where nothing can be damaged, what is no value
//! of the old type stays as it is.
//!
//! `CAST(c AS NUMERIC) <> c` is true for a text that is no number: the comparison gives `c` numeric affinity, which
//! leaves such a text alone, while CAST makes a number of its beginning. Numbers are not cast to REAL: the affinity of
//! the new column does that, and leaves alone what is no number.

use dazzle_schema::ColumnType as T;

use super::catalog::NO_TYPE;
use crate::casts::{CastRule, TRUTH_WORDS, digits, out_of_range, range};

/// The text without white space around it: what PostgreSQL's input functions pass over, too.
const TRIMMED: &str = "trim($c, char(32, 9, 10, 13))";
/// The instant begins with date, hour and minute.
const INSTANT: &str = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-5][0-9]*";
/// A scalar in a JSON document.
const SCALAR: &str = "json_extract($c, '$')";

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
        (T::Json, _) => from_json(to),
        (T::SmallInt | T::Integer | T::BigInt, _) => from_whole_number(from, to),
        (T::Decimal { precision, scale }, _) => from_decimal(*precision, *scale, to),
        (T::Real | T::Double, _) => from_float(to),
        (T::Boolean, _) => from_boolean(to),
        (T::Date | T::Time | T::Timestamp | T::TimestampTz, _) => from_time(from, to),
        (T::Bytes, T::Uuid) => CastRule::checked(
            "typeof($c) NOT IN ('blob', 'null') OR length($c) <> 16",
            "is not 16 bytes long",
        )
        .by(
            "CASE WHEN $c IS NOT NULL THEN lower(substr(hex($c), 1, 8) || '-' || substr(hex($c), 9, 4) || '-' || \
             substr(hex($c), 13, 4) || '-' || substr(hex($c), 17, 4) || '-' || substr(hex($c), 21)) END",
        ),
        (T::Uuid | T::Bytes, _) => CastRule::impossible(""),
    }
}

/// The rule that a value made by hand meets as a value of the type: SQLite itself refuses none.
#[must_use]
pub fn of_type(to: &T) -> Option<CastRule> {
    let checked = |bad: String, problem: String| {
        Some(CastRule::checked(format!("$c IS NOT NULL AND ({bad})"), problem))
    };
    // What the column's affinity would make a number counts as one.
    let is_no_number = "typeof($c) = 'blob' OR CAST($c AS NUMERIC) <> $c";
    match to {
        T::Varchar(length) => checked(
            format!("length($c) > {length}"),
            format!("would become longer than {length} characters"),
        ),
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to)?;
            checked(
                format!(
                    "{is_no_number} OR CAST($c AS NUMERIC) <> CAST($c AS INTEGER) OR CAST($c AS INTEGER) NOT BETWEEN {low} AND {high}"
                ),
                format!("would become no whole number between {low} and {high}"),
            )
        }
        T::Decimal { .. } | T::Real | T::Double => {
            checked(is_no_number.to_owned(), "would become no number".to_owned())
        }
        T::Boolean => checked(
            format!("{is_no_number} OR CAST($c AS NUMERIC) NOT IN (0, 1)"),
            "would become neither 0 nor 1".to_owned(),
        ),
        T::Date => checked(is_no_day("$c"), "would become no date like 2026-01-31".to_owned()),
        T::Timestamp | T::TimestampTz => checked(
            "typeof($c) <> 'text' OR datetime($c) IS NULL".to_owned(),
            "would become no date and time like 2026-01-31 23:59:00".to_owned(),
        ),
        T::Json => checked("NOT json_valid($c)".to_owned(), "would become no JSON".to_owned()),
        T::Text | T::Time | T::Uuid | T::Bytes | T::Native(_) => None,
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

/// A whole number as text.
const WHOLE_AS_TEXT: &str = "CAST($c AS TEXT)";
/// A number as text. SQLite writes 15 digits; where those are too few to mean the same number, 16 or 17 may be enough.
const NUMBER_AS_TEXT: &str = "CASE WHEN typeof($c) = 'integer' THEN CAST($c AS TEXT) WHEN typeof($c) <> 'real' THEN $c \
     WHEN $c = 9e999 THEN 'Infinity' WHEN $c = -9e999 THEN '-Infinity' \
     WHEN CAST(CAST($c AS TEXT) AS REAL) = $c THEN CAST($c AS TEXT) \
     WHEN CAST(printf('%!.16g', $c) AS REAL) = $c THEN printf('%!.16g', $c) ELSE printf('%!.17g', $c) END";
/// SQLite reads no text of its own back as this number: it is far from 1, where SQLite is off by the last digit.
const HAS_NO_TEXT: &str = "typeof($c) = 'real' AND $c NOT IN (9e999, -9e999) AND CAST(CAST($c AS TEXT) AS REAL) <> $c AND \
     CAST(printf('%!.16g', $c) AS REAL) <> $c AND CAST(printf('%!.17g', $c) AS REAL) <> $c";

/// Whether 15 digits may be too few for a number of the type.
const fn is_long(from: &T) -> bool {
    match from {
        T::Decimal { precision, .. } => *precision > 15,
        _ => matches!(from, T::Real | T::Double),
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
            Some("CASE $c WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE $c END"),
            Some(5),
        ),
        T::SmallInt => (Some(WHOLE_AS_TEXT), Some(6)),
        T::Integer => (Some(WHOLE_AS_TEXT), Some(11)),
        T::BigInt => (Some(WHOLE_AS_TEXT), Some(20)),
        T::Decimal { .. } | T::Real | T::Double => (Some(NUMBER_AS_TEXT), None),
        T::Varchar(length) => (None, Some(*length)),
        T::Uuid => (None, Some(36)),
        _ => (None, None),
    };
    let rule = match to {
        T::Varchar(length) if longest.is_none_or(|longest| longest > *length) => {
            let too_long = format!("length({}) > {length}", expression.unwrap_or("$c"));
            let problem = format!("is longer than {length} characters");
            if is_long(from) {
                CastRule::checked(
                    format!("{HAS_NO_TEXT} OR {too_long}"),
                    format!("{problem}, or cannot be read back from a text"),
                )
            } else {
                CastRule::checked(too_long, problem)
            }
        }
        _ if is_long(from) => CastRule::checked(HAS_NO_TEXT, "cannot be read back from a text"),
        _ => CastRule::lossless(),
    };
    match expression {
        Some(expression) => rule.by(expression),
        None => rule,
    }
}

/// The digits of the number that the text `value` is, without zeros around them.
fn significant_digits(value: &str) -> String {
    format!(
        "rtrim(ltrim(replace(replace(replace(substr({value}, 1, instr(lower({value}) || 'e', 'e') - 1), '-', ''), '+', ''), '.', ''), '0'), '0')"
    )
}

/// The condition under which the text `value`, a number, has digits that a double does not keep.
fn loses_digits(value: &str) -> String {
    let kept: Vec<String> = (15..=17)
        .map(|digits| significant_digits(&format!("printf('%!.{digits}g', CAST({value} AS REAL))")))
        .collect();
    format!(
        "(typeof(CAST({value} AS NUMERIC)) = 'real' OR {value} GLOB '*[.eE]*') AND {} NOT IN ({})",
        significant_digits(value),
        kept.join(", ")
    )
}

fn from_text(to: &T) -> CastRule {
    let is_no_number = format!("typeof($c) = 'blob' OR CAST({TRIMMED} AS NUMERIC) <> {TRIMMED}");
    let checked =
        |bad: &str, problem: String| CastRule::checked(format!("$c IS NOT NULL AND ({bad})"), problem);
    match to {
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            checked(
                &format!(
                    "{is_no_number} OR {TRIMMED} GLOB '*[^0-9+-]*' OR typeof(CAST({TRIMMED} AS NUMERIC)) <> 'integer' \
                     OR CAST({TRIMMED} AS INTEGER) NOT BETWEEN {low} AND {high}"
                ),
                format!("is not a whole number between {low} and {high}"),
            )
            .by("CAST($c AS INTEGER)")
        }
        T::Decimal { precision, scale } => checked(
            &format!(
                "{is_no_number} OR {} OR {}",
                does_not_fit(&format!("CAST({TRIMMED} AS NUMERIC)"), *precision, *scale),
                loses_digits(TRIMMED)
            ),
            format!(
                "is not a number with {} digits before and {scale} after the point",
                precision - scale
            ),
        )
        .by("CAST($c AS NUMERIC)"),
        T::Real | T::Double => checked(
            &format!(
                "{TRIMMED} NOT IN ('Infinity', '-Infinity') AND ({is_no_number} OR {})",
                loses_digits(TRIMMED)
            ),
            format!("is not a number that `{to}` keeps exactly"),
        )
        .by(format!(
            "CASE {TRIMMED} WHEN 'Infinity' THEN 9e999 WHEN '-Infinity' THEN -9e999 ELSE CAST($c AS REAL) END"
        )),
        T::Boolean => {
            let words = |words: &[&str]| format!("('{}')", words.join("', '"));
            let (yes, no) = (words(TRUTH_WORDS.0), words(TRUTH_WORDS.1));
            checked(
                &format!("typeof($c) = 'blob' OR lower({TRIMMED}) NOT IN {yes} AND lower({TRIMMED}) NOT IN {no}"),
                "is no word for true or false".to_owned(),
            )
            .by(format!(
                "CASE WHEN lower({TRIMMED}) IN {yes} THEN 1 WHEN $c IS NOT NULL THEN 0 END"
            ))
        }
        // The 31st of February is accepted; only a modifier makes another day of it.
        T::Date => checked(
            &format!("{} OR {TRIMMED} LIKE '0000%'", is_no_day(TRIMMED)),
            "is not a date like 2026-01-31".to_owned(),
        )
        .by(TRIMMED),
        T::Time => checked(
            &format!(
                "typeof($c) = 'blob' OR time({TRIMMED}) IS NULL OR {TRIMMED} NOT GLOB '[0-2][0-9]:[0-5][0-9]*' OR \
                 substr({TRIMMED}, 1, 2) > '23' OR {TRIMMED} GLOB '*[^0-9:.]*'"
            ),
            "is not a time like 23:59:00".to_owned(),
        )
        .by(TRIMMED),
        T::Timestamp => checked(
            &format!("{} OR substr({TRIMMED}, 12) GLOB '*[^0-9:.]*'", is_no_instant()),
            "is not a date and time without zone like 2026-01-31 23:59:00".to_owned(),
        )
        .by(format!("replace({TRIMMED}, 'T', ' ')")),
        // Without a zone it is in UTC, like every instant here. `datetime` goes to UTC and drops the fraction.
        T::TimestampTz => {
            let zone = format!(
                "CASE WHEN {TRIMMED} GLOB '*[Zz]' THEN 1 WHEN substr({TRIMMED}, -6, 1) IN ('+', '-') AND {TRIMMED} GLOB '*:[0-9][0-9]' THEN 6 END"
            );
            checked(
                &is_no_instant(),
                "is not a date and time like 2026-01-31 23:59:00".to_owned(),
            )
            .by(format!(
                "CASE WHEN ({zone}) IS NULL THEN replace({TRIMMED}, 'T', ' ') ELSE datetime({TRIMMED}) || CASE WHEN instr({TRIMMED}, '.') > 0 THEN substr({TRIMMED}, 20, length({TRIMMED}) - ({zone}) - 19) ELSE '' END END"
            ))
        }
        T::Uuid => {
            let hex = |count: usize| "[0-9a-fA-F]".repeat(count);
            let form: Vec<String> = [8, 4, 4, 4, 12].into_iter().map(hex).collect();
            checked(
                &format!("typeof($c) = 'blob' OR $c NOT GLOB '{}'", form.join("-")),
                "is not a UUID".to_owned(),
            )
            .by("lower($c)")
        }
        T::Json => CastRule::lossy(
            "could be JSON or a plain string",
            "such as `\"column\"` if the texts are JSON, or `json_quote(\"column\")` to keep them as strings",
        ),
        T::Bytes => CastRule::impossible("such as `CAST(\"column\" AS BLOB)`"),
        T::Text | T::Varchar(_) | T::Native(_) => CastRule::lossless(),
    }
}

/// The condition under which the text `value` is no day of the calendar.
fn is_no_day(value: &str) -> String {
    format!("date({value}, '+0 days') IS NOT {value}")
}

fn is_no_instant() -> String {
    let day = format!("substr({TRIMMED}, 1, 10)");
    format!(
        "typeof($c) = 'blob' OR datetime({TRIMMED}) IS NULL OR {TRIMMED} NOT GLOB '{INSTANT}' OR {} OR {day} LIKE '0000%' \
         OR substr({TRIMMED}, 12, 2) > '23' OR substr({TRIMMED}, 12) GLOB '* *'",
        is_no_day(&day)
    )
}

/// The condition under which the number `value` loses digits as `numeric(precision,scale)`. `round` makes a double of a
/// whole number, and `abs` fails for the smallest.
fn does_not_fit(value: &str, precision: u32, scale: u32) -> String {
    let whole = precision - scale;
    format!(
        "typeof({value}) = 'real' AND round({value}, {scale}) <> {value} OR {value} <= -1e{whole} OR {value} >= 1e{whole}"
    )
}

/// The condition under which a value is none of a column of numbers. Never true for NULL.
const NO_NUMBER: &str = "typeof($c) NOT IN ('integer', 'real', 'null')";
const NO_WHOLE_NUMBER: &str = "typeof($c) NOT IN ('integer', 'null')";

fn zero_or_one() -> CastRule {
    CastRule::checked(format!("{NO_NUMBER} OR $c NOT IN (0, 1)"), "is neither 0 nor 1")
}

fn from_whole_number(from: &T, to: &T) -> CastRule {
    match to {
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            if digits(to) >= digits(from) {
                CastRule::lossless()
            } else {
                CastRule::checked(
                    format!("{NO_WHOLE_NUMBER} OR $c NOT BETWEEN {low} AND {high}"),
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
                    format!("{NO_NUMBER} OR $c <= -1e{whole} OR $c >= 1e{whole}"),
                    format!("has more than {whole} digits"),
                )
            }
        }
        // A column of 16 or 32 bits may hold 64, too.
        T::Real | T::Double => CastRule::checked(
            format!("{NO_NUMBER} OR CAST($c AS REAL) <> $c"),
            format!("is no number that `{to}` keeps exactly"),
        ),
        T::Boolean => zero_or_one(),
        T::Date => CastRule::impossible("such as `date(\"column\", 'unixepoch')` for seconds since 1970"),
        T::Timestamp | T::TimestampTz => {
            CastRule::impossible("such as `datetime(\"column\", 'unixepoch')` for seconds since 1970")
        }
        _ => CastRule::impossible(""),
    }
}

fn from_decimal(precision: u32, scale: u32, to: &T) -> CastRule {
    match to {
        T::Decimal {
            precision: to_precision,
            scale: to_scale,
        } if *to_scale >= scale && to_precision - to_scale >= precision - scale => CastRule::lossless(),
        T::Real | T::Double if precision <= 15 => CastRule::lossless(),
        T::Real | T::Double => CastRule::checked(
            format!("{NO_NUMBER} OR CAST($c AS REAL) <> $c"),
            "has more digits than the new type keeps",
        ),
        _ => from_number(to),
    }
}

fn from_float(to: &T) -> CastRule {
    match to {
        // SQLite has one size of them.
        T::Real | T::Double => CastRule::lossless(),
        _ => from_number(to),
    }
}

fn from_number(to: &T) -> CastRule {
    match to {
        T::Decimal { precision, scale } => CastRule::checked(
            format!("{NO_NUMBER} OR {}", does_not_fit("$c", *precision, *scale)),
            format!("does not fit `{to}`"),
        ),
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            CastRule::checked(
                format!("{NO_NUMBER} OR $c <> CAST($c AS INTEGER) OR $c NOT BETWEEN {low} AND {high}"),
                format!("has a fraction, or is not between {low} and {high}"),
            )
            .by("CAST($c AS INTEGER)")
        }
        T::Boolean => zero_or_one(),
        _ => CastRule::impossible(""),
    }
}

fn from_boolean(to: &T) -> CastRule {
    match to {
        T::Decimal { precision, scale } if precision == scale => {
            CastRule::checked(format!("{NO_NUMBER} OR $c <> 0"), format!("does not fit `{to}`"))
        }
        _ if to.is_number() => CastRule::lossless(),
        _ => CastRule::impossible(""),
    }
}

/// Points in time are text in UTC, whether the type has a zone or not.
fn from_time(from: &T, to: &T) -> CastRule {
    match (from, to) {
        (T::Date, T::Timestamp | T::TimestampTz) => {
            CastRule::lossless().by("CASE WHEN date($c, '+0 days') = $c THEN $c || ' 00:00:00' ELSE $c END")
        }
        (T::Timestamp, T::TimestampTz) | (T::TimestampTz, T::Timestamp) => CastRule::lossless(),
        (T::Timestamp | T::TimestampTz, T::Date) => CastRule::checked(
            format!(
                "$c IS NOT NULL AND (typeof($c) <> 'text' OR date($c) IS NULL OR {} OR datetime($c) NOT LIKE '% 00:00:00' \
                 OR $c GLOB '*.*[1-9]*')",
                is_no_day("substr($c, 1, 10)")
            ),
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
        T::Boolean => CastRule::lossless().by("CASE $c WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE $c END"),
        T::SmallInt | T::Integer | T::BigInt => CastRule::lossless().by(WHOLE_AS_TEXT),
        T::Decimal { .. } if !is_long(from) => CastRule::lossless().by(NUMBER_AS_TEXT),
        T::Decimal { .. } | T::Real | T::Double => CastRule::checked(
            format!("$c IN (9e999, -9e999) OR {HAS_NO_TEXT}"),
            "is no number that JSON has",
        )
        .by(NUMBER_AS_TEXT),
        _ => CastRule::lossless().by("CASE WHEN typeof($c) = 'text' THEN json_quote($c) ELSE $c END"),
    }
}

/// A scalar of the kind that the type is written as; nothing else, and not `null`, which is a value.
fn from_json(to: &T) -> CastRule {
    let (kinds, value, rule) = match to {
        T::Boolean => {
            return CastRule::checked(
                "CASE WHEN json_valid($c) THEN json_type($c) NOT IN ('true', 'false') ELSE $c IS NOT NULL END",
                "is neither `true` nor `false`",
            )
            .by(SCALAR);
        }
        // A number in JSON is a number as text; what is made of it is too.
        _ if to.is_number() => ("'integer', 'real'", "$c", from_text(to)),
        T::Date | T::Time | T::Timestamp | T::TimestampTz | T::Uuid => ("'text'", SCALAR, from_text(to)),
        _ => return CastRule::impossible("such as `json_extract(\"column\", '$.key')`"),
    };
    let bad = rule.bad_rows_of(value).unwrap_or_default();
    let expression = rule.expression_of(value).unwrap_or_default();
    CastRule::checked(
        format!(
            "CASE WHEN $c IS NULL THEN false WHEN NOT json_valid($c) THEN true WHEN json_type($c) NOT IN ({kinds}) THEN \
             true ELSE {bad} END"
        ),
        rule.problem,
    )
    .by(expression)
}
