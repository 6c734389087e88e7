//! Type changes on PostgreSQL (operations.md 3.1 and 3.2, observed on 13 to 18).
//!
//! No expression ever casts to a type with a length: an explicit cast cuts in silence where the assignment
//! fails. `\s`, `\d` and `pg_input_is_valid` are avoided: the first two also take characters that the input
//! functions refuse, the third is not there before 16.

mod native;

use dazzle_schema::ColumnType as T;

use crate::casts::{CastRule, TRUTH_WORDS, digits, out_of_range, range};

const SPACE: &str = "[ \\t\\n\\r]*";
const DAY: &str = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
/// Days go further than instants, but for `infinity`.
const BEYOND_TIMESTAMP: &str = "isfinite($c) AND $c > date '294276-12-31'";
const END_OF_DAY: &str = "24:00(:00)?";
/// What `date` and the timestamps have beyond the calendar.
const FOREVER: &str = "'infinity', '-infinity'";
const NUMBER: &str = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?";

/// The rule for the change from one type to another.
#[must_use]
pub fn classify(from: &T, to: &T) -> CastRule {
    if from == to {
        return CastRule::lossless();
    }
    match (from, to) {
        (T::Native(_), _) | (_, T::Native(_)) => native::classify(from, to),
        (_, T::Text | T::Varchar(_)) => to_text(from, to),
        (T::Text | T::Varchar(_), _) => from_text(to),
        (_, T::Json) => from_anything_to_json(from),
        (T::SmallInt | T::Integer | T::BigInt, _) => from_whole_number(from, to),
        (T::Decimal { precision, scale }, _) => from_decimal(*precision, *scale, to),
        (T::Real | T::Double, _) => from_float(to),
        (T::Boolean, _) => from_boolean(to),
        (T::Date | T::Time | T::Timestamp | T::TimestampTz, _) => from_time(from, to),
        (T::Uuid, T::Bytes) => CastRule::lossless().by("uuid_send($c)"),
        (T::Bytes, T::Uuid) => {
            CastRule::checked("octet_length($c) <> 16", "is not 16 bytes long").by("encode($c, 'hex')::uuid")
        }
        (T::Json, _) => from_json(to),
        (T::Uuid | T::Bytes, _) => CastRule::impossible(""),
    }
}

/// Whether the change writes every row anew.
#[must_use]
pub fn rewrites(from: &T, to: &T) -> bool {
    match (from, to) {
        (T::Native(_), _) | (_, T::Native(_)) => from != to && native::rewrites(from, to),
        (T::Varchar(_), T::Text) => false,
        (T::Varchar(from), T::Varchar(to)) => to < from,
        (
            T::Decimal { precision, scale },
            T::Decimal {
                precision: to_precision,
                scale: to_scale,
            },
        ) => scale != to_scale || to_precision < precision,
        _ => from != to,
    }
}

fn to_text(from: &T, to: &T) -> CastRule {
    if *from == T::Bytes {
        return CastRule::impossible(
            "such as `convert_from(\"column\", 'UTF8')` if the bytes are text, or `encode(\"column\", 'hex')`",
        );
    }
    let T::Varchar(length) = to else {
        return CastRule::lossless();
    };
    let longest = match from {
        T::Varchar(from) => Some(*from),
        T::SmallInt => Some(6),
        T::Integer => Some(11),
        T::BigInt => Some(20),
        T::Boolean => Some(5),
        T::Uuid => Some(36),
        _ => None,
    };
    if longest.is_some_and(|longest| longest <= *length) {
        return CastRule::lossless();
    }
    // PostgreSQL would cut trailing spaces that are too many without a word; they count here.
    let measured = if from.is_textual() { "$c" } else { "$c::text" };
    CastRule::checked(
        format!("char_length({measured}) > {length}"),
        format!("is longer than {length} characters"),
    )
}

fn from_text(to: &T) -> CastRule {
    let unlike = |pattern: &str| format!("$c !~ '^{SPACE}{pattern}{SPACE}$'");
    // CASE keeps the cast away from texts that do not have the form.
    let guarded = |pattern: &str, bad: &str| {
        format!("CASE WHEN $c ~ '^{SPACE}{pattern}{SPACE}$' THEN {bad} ELSE $c IS NOT NULL END")
    };
    let not_a_day = |text: &str| {
        format!(
            "substr({text}, 9, 2)::int > extract(day FROM make_date(substr({text}, 1, 4)::int, substr({text}, 6, 2)::int, 1) + interval '1 month - 1 day')"
        )
    };
    let trimmed = "btrim($c, E' \\t\\n\\r')";
    let but_for =
        |words: &str, bad: &str| format!("CASE WHEN {trimmed} IN ({words}) THEN false ELSE {bad} END");
    match to {
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            CastRule::checked(
                guarded(
                    "[+-]?[0-9]{1,200}",
                    &format!("$c::numeric NOT BETWEEN {low} AND {high}"),
                ),
                format!("is not a whole number between {low} and {high}"),
            )
            .by(format!("$c::{}", super::types::type_sql(to)))
        }
        T::Decimal { precision, scale } => CastRule::checked(
            but_for(
                "'NaN'",
                &guarded(NUMBER, &does_not_fit("$c::numeric", *precision, *scale)),
            ),
            format!(
                "is not a number with {} digits before and {scale} after the point",
                precision - scale
            ),
        )
        .by("$c::numeric"),
        T::Real | T::Double => {
            let (word, (smallest, largest)) = float(to);
            CastRule::checked(
                but_for(
                    "'NaN', 'Infinity', '-Infinity'",
                    &guarded(
                        NUMBER,
                        &format!(
                            "CASE WHEN $c::numeric = 0 THEN false WHEN abs($c::numeric) NOT BETWEEN {smallest} AND {largest} THEN true ELSE $c::{word}::text::numeric <> $c::numeric END"
                        ),
                    ),
                ),
                format!("is not a number that `{to}` keeps exactly"),
            )
            .by(format!("$c::{word}"))
        }
        T::Boolean => CastRule::checked(
            format!(
                "lower({trimmed}) NOT IN ('{}', '{}')",
                TRUTH_WORDS.0.join("', '"),
                TRUTH_WORDS.1.join("', '")
            ),
            "is no word for true or false",
        )
        .by("$c::boolean"),
        T::Date => CastRule::checked(
            but_for(FOREVER, &guarded(DAY, &not_a_day(trimmed))),
            "is not a date like 2026-01-31",
        )
        .by("$c::date"),
        T::Time => CastRule::checked(
            unlike(&format!("({TIME}|{END_OF_DAY})")),
            "is not a time like 23:59:00",
        )
        .by("$c::time"),
        T::Timestamp => CastRule::checked(
            but_for(
                FOREVER,
                &guarded(&format!("{DAY}[ T]{TIME}"), &not_a_day(trimmed)),
            ),
            "is not a date and time without zone like 2026-01-31 23:59:00",
        )
        .by("$c::timestamp"),
        T::TimestampTz => CastRule::checked(
            but_for(
                FOREVER,
                &guarded(
                    &format!("{DAY}[ T]{TIME}(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)"),
                    &not_a_day(trimmed),
                ),
            ),
            "is not a date and time with zone like 2026-01-31 23:59:00+00",
        )
        .by("$c::timestamptz"),
        T::Uuid => CastRule::checked(
            "$c !~* '^([0-9a-f]{4}(-?[0-9a-f]{4}){7}|[{][0-9a-f]{4}(-?[0-9a-f]{4}){7}[}])$'",
            "is not a UUID",
        )
        .by("$c::uuid"),
        T::Json => CastRule::lossy(
            "could be JSON or a plain string",
            "such as `\"column\"::jsonb` if the texts are JSON, or `to_jsonb(\"column\")` to keep them as strings",
        ),
        T::Bytes => CastRule::impossible(
            "such as `convert_to(\"column\", 'UTF8')`, or `decode(\"column\", 'hex')` or `'base64'`",
        ),
        T::Text | T::Varchar(_) | T::Native(_) => CastRule::lossless(),
    }
}

/// The condition under which the number `value` loses digits as `numeric(precision,scale)`.
fn does_not_fit(value: &str, precision: u32, scale: u32) -> String {
    format!(
        "{value} <> round({value}, {scale}) OR abs({value}) >= 10::numeric ^ {}",
        precision - scale
    )
}

/// The server's word for a floating point type, and its smallest and largest number above zero. Beyond them the input
/// function fails.
const fn float(to: &T) -> (&'static str, (&'static str, &'static str)) {
    match to {
        T::Real => ("real", ("1.41e-45", "3.4028235e38")),
        _ => ("float8", ("4.95e-324", "1.7976931348623157e308")),
    }
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
                    format!("abs($c::numeric) >= 10::numeric ^ {whole}"),
                    format!("has more than {whole} digits"),
                )
            }
        }
        T::Real | T::Double if *from == T::BigInt || (*from == T::Integer && *to == T::Real) => {
            let (word, _) = float(to);
            CastRule::checked(
                format!(
                    "CASE WHEN $c::{word} >= 9223372036854775808 THEN true ELSE $c::{word}::bigint <> $c END"
                ),
                format!("is no number that `{to}` keeps exactly"),
            )
        }
        T::Real | T::Double => CastRule::lossless(),
        T::Boolean => CastRule::checked("$c NOT IN (0, 1)", "is neither 0 nor 1").by("$c <> 0"),
        T::Date => CastRule::impossible(
            "such as `(to_timestamp(\"column\") AT TIME ZONE 'UTC')::date` for seconds since 1970",
        ),
        T::Timestamp => CastRule::impossible(
            "such as `to_timestamp(\"column\") AT TIME ZONE 'UTC'` for seconds since 1970",
        ),
        T::TimestampTz => CastRule::impossible("such as `to_timestamp(\"column\")` for seconds since 1970"),
        _ => CastRule::impossible(""),
    }
}

fn from_decimal(precision: u32, scale: u32, to: &T) -> CastRule {
    match to {
        T::Decimal {
            precision: to_precision,
            scale: to_scale,
        } => {
            if *to_scale >= scale && to_precision - to_scale >= precision - scale {
                CastRule::lossless()
            } else {
                CastRule::checked(
                    format!(
                        "$c <> 'NaN' AND ({})",
                        does_not_fit("$c", *to_precision, *to_scale)
                    ),
                    format!("does not fit `{to}`"),
                )
            }
        }
        T::Real | T::Double if precision > if *to == T::Real { 6 } else { 15 } => {
            let (word, (smallest, largest)) = float(to);
            CastRule::checked(
                format!(
                    "CASE WHEN $c IN (0, 'NaN') THEN false WHEN abs($c) NOT BETWEEN {smallest} AND {largest} THEN true ELSE $c::{word}::text::numeric <> $c END"
                ),
                format!("has more digits than `{to}` keeps"),
            )
        }
        T::Real | T::Double => CastRule::lossless(),
        T::Boolean => CastRule::checked("$c NOT IN (0, 1)", "is neither 0 nor 1").by("$c <> 0"),
        _ => number_to(to),
    }
}

fn from_float(to: &T) -> CastRule {
    match to {
        T::Double => CastRule::lossless(),
        T::Real => CastRule::checked(
            "CASE WHEN $c::text IN ('NaN', 'Infinity', '-Infinity') OR $c = 0 THEN false WHEN abs($c) NOT BETWEEN 1.41e-45 AND 3.4028234663852886e38 THEN true ELSE $c::real::float8 <> $c END",
            "has more digits than `real` keeps",
        ),
        // double to numeric keeps 15 digits; through text all of them.
        T::Decimal { precision, scale } => CastRule::checked(
            format!(
                "CASE $c::text WHEN 'NaN' THEN false WHEN 'Infinity' THEN true WHEN '-Infinity' THEN true ELSE {} END",
                does_not_fit("$c::text::numeric", *precision, *scale)
            ),
            format!("does not fit `{to}`"),
        )
        .by("$c::text::numeric"),
        T::Boolean => CastRule::checked("$c NOT IN (0, 1)", "is neither 0 nor 1").by("$c <> 0"),
        _ => number_to(to),
    }
}

fn number_to(to: &T) -> CastRule {
    let Some((low, high)) = range(to) else {
        return CastRule::impossible("");
    };
    // The server would round. As a double, the largest `bigint` is the number after it.
    let beyond = i128::from(high) + 1;
    CastRule::checked(
        format!(
            "CASE WHEN $c::text IN ('NaN', 'Infinity', '-Infinity') THEN true ELSE $c <> trunc($c) OR $c < {low} OR $c >= {beyond} END"
        ),
        format!("has a fraction, or is not between {low} and {high}"),
    )
    .by(format!("$c::{}", super::types::type_sql(to)))
}

fn from_boolean(to: &T) -> CastRule {
    match to {
        T::SmallInt => CastRule::lossless().by("$c::int::smallint"),
        T::Integer => CastRule::lossless().by("$c::int"),
        T::BigInt => CastRule::lossless().by("$c::int::bigint"),
        T::Decimal { precision, scale } if precision == scale => {
            CastRule::checked("$c", format!("does not fit `{to}`")).by("$c::int::numeric")
        }
        T::Decimal { .. } => CastRule::lossless().by("$c::int::numeric"),
        T::Real => CastRule::lossless().by("$c::int::real"),
        T::Double => CastRule::lossless().by("$c::int::float8"),
        _ => CastRule::impossible(""),
    }
}

/// Instants and timestamps without zone stand for UTC, whatever the session's time zone is.
fn from_time(from: &T, to: &T) -> CastRule {
    match (from, to) {
        (T::Date, T::Timestamp) => {
            CastRule::checked(BEYOND_TIMESTAMP, "is later than a timestamp can be").by("$c::timestamp")
        }
        (T::Date, T::TimestampTz) => CastRule::checked(BEYOND_TIMESTAMP, "is later than a timestamp can be")
            .by("$c::timestamp AT TIME ZONE 'UTC'"),
        (T::Timestamp, T::TimestampTz) | (T::TimestampTz, T::Timestamp) => {
            CastRule::lossless().by("$c AT TIME ZONE 'UTC'")
        }
        (T::Timestamp, T::Date) => CastRule::checked(
            "$c <> date_trunc('day', $c)",
            "has a time of day, which would be lost",
        )
        .by("$c::date"),
        (T::TimestampTz, T::Date) => CastRule::checked(
            "($c AT TIME ZONE 'UTC') <> date_trunc('day', $c AT TIME ZONE 'UTC')",
            "has a time of day, which would be lost",
        )
        .by("($c AT TIME ZONE 'UTC')::date"),
        (T::Timestamp, T::Time) => CastRule::lossy("loses its day", "such as `\"column\"::time`"),
        (T::TimestampTz, T::Time) => {
            CastRule::lossy("loses its day", "such as `(\"column\" AT TIME ZONE 'UTC')::time`")
        }
        _ => CastRule::impossible(""),
    }
}

/// The scalar of the kind that the type is written as; nothing else, and not `null`, which is a value.
fn from_json(to: &T) -> CastRule {
    const SCALAR: &str = "($c #>> '{}')";
    let (kind, rule) = match to {
        T::Boolean => {
            return CastRule::checked("jsonb_typeof($c) <> 'boolean'", "is neither `true` nor `false`")
                .by("($c #>> '{}')::boolean");
        }
        T::SmallInt | T::Integer | T::BigInt => {
            let (low, high) = range(to).unwrap_or((i64::MIN, i64::MAX));
            let number = format!("{SCALAR}::numeric");
            let rule = CastRule::checked(
                format!("{number} <> trunc({number}) OR {number} NOT BETWEEN {low} AND {high}"),
                format!("is not a whole number between {low} and {high}"),
            )
            .by(format!("{number}::{}", super::types::type_sql(to)));
            return of_kind("number", &rule, "$c");
        }
        _ if to.is_number() => ("number", from_text(to)),
        T::Date | T::Time | T::Timestamp | T::TimestampTz | T::Uuid => ("string", from_text(to)),
        _ => return CastRule::impossible("such as `\"column\" ->> 'key'`"),
    };
    of_kind(kind, &rule, SCALAR)
}

/// `rule` for `value`, where the JSON is of that kind.
fn of_kind(kind: &str, rule: &CastRule, value: &str) -> CastRule {
    CastRule::checked(
        format!(
            "CASE WHEN jsonb_typeof($c) = '{kind}' THEN {} ELSE $c IS NOT NULL END",
            rule.bad_rows_of(value).unwrap_or_default()
        ),
        rule.problem.clone(),
    )
    .by(rule.expression_of(value).unwrap_or_default())
}

fn from_anything_to_json(from: &T) -> CastRule {
    match from {
        T::Decimal { .. } | T::Real | T::Double => CastRule::checked(
            "$c::text IN ('NaN', 'Infinity', '-Infinity')",
            "is no number that JSON has",
        )
        .by("to_jsonb($c)"),
        T::Bytes => CastRule::impossible("such as `convert_from(\"column\", 'UTF8')::jsonb`"),
        _ => CastRule::lossless().by("to_jsonb($c)"),
    }
}
