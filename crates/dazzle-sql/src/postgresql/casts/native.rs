//! Type changes from and to types that only PostgreSQL has.
//!
//! A type that says no more than a portable one changes as that does: `character varying` as `text`,
//! `timestamp(3)` as `timestamp`. A type that somebody made is known by its name alone, so the precheck asks the
//! catalogue whether it is an enum.

use dazzle_schema::ColumnType as T;

use crate::casts::{CastClass, CastRule};
use crate::postgresql::catalog::types::column_type;
use crate::postgresql::types::type_sql;
use crate::quote::quote_literal;

/// Nothing is likelier than anything else.
const UNKNOWN: &str = "";

/// Names of the server's own types that stand for no type of the model; what is none of them somebody made.
/// *Source:* manual, table 8.1, and chapter 8 for what it leaves out.
const BUILT_IN: [&str; 48] = [
    "abstime",
    "aclitem",
    "bit",
    "bit varying",
    "box",
    "bpchar",
    "\"char\"",
    "character",
    "character varying",
    "cid",
    "cidr",
    "circle",
    "date",
    "datemultirange",
    "daterange",
    "inet",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "interval",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "path",
    "pg_lsn",
    "point",
    "polygon",
    "refcursor",
    "time",
    "timestamp",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "xml",
];

/// Built-in types whose text holds all that a value holds, under every setting of a session.
const READ_BACK_FROM_TEXT: [&str; 9] = [
    "bit varying",
    "cidr",
    "inet",
    "json",
    "macaddr",
    "macaddr8",
    "name",
    "pg_lsn",
    "xml",
];

/// What is known of a native type.
#[derive(Debug, Clone, PartialEq)]
enum Known<'a> {
    /// `character varying` without a length.
    Text,
    /// `citext` of the extension: text that compares without regard to case.
    Citext,
    /// `numeric` without digits.
    Numeric,
    /// `json`, the text as it was given.
    Json,
    /// A time, and the digits of its seconds.
    Moment(&'static str, u32),
    /// An array of values of the type.
    Array(T),
    /// A type that somebody made, as it is spelled.
    Made(&'a str),
    /// A type of the server's, as it is spelled.
    BuiltIn(&'a str),
}

fn known(spelling: &str) -> Known<'_> {
    if let Some(element) = spelling.strip_suffix("[]") {
        return Known::Array(column_type(element));
    }
    if let Some((word, digits)) = moment(spelling) {
        return Known::Moment(word, digits);
    }
    let word = spelling.split(['(', ' ']).next().unwrap_or(spelling);
    match spelling {
        "character varying" => Known::Text,
        "citext" => Known::Citext,
        "numeric" => Known::Numeric,
        "json" => Known::Json,
        _ if BUILT_IN.contains(&spelling) || BUILT_IN.contains(&word) => Known::BuiltIn(spelling),
        _ if is_name(spelling) => Known::Made(spelling),
        _ => Known::BuiltIn(spelling),
    }
}

/// One name, or a schema's and one, each plain or in double quotes.
fn is_name(spelling: &str) -> bool {
    spelling.ends_with('"')
        || spelling
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'))
}

/// The kind of time and its digits of seconds, six if none are written.
fn moment(spelling: &str) -> Option<(&'static str, u32)> {
    const KINDS: [(&str, &str); 5] = [
        ("timestamp", " without time zone"),
        ("timestamp", " with time zone"),
        ("time", " without time zone"),
        ("time", " with time zone"),
        ("interval", ""),
    ];
    const NAMES: [&str; 5] = ["timestamp", "timestamptz", "time", "timetz", "interval"];
    KINDS.iter().zip(NAMES).find_map(|((word, zone), name)| {
        let digits = spelling.strip_prefix(word)?.strip_suffix(zone)?;
        if digits.is_empty() {
            return Some((name, 6));
        }
        Some((name, digits.strip_prefix('(')?.strip_suffix(')')?.parse().ok()?))
    })
}

/// The portable type that holds every value of the native one and means the same.
fn portable(known: &Known<'_>) -> Option<T> {
    match known {
        Known::Text => Some(T::Text),
        Known::Moment("timestamp", _) => Some(T::Timestamp),
        Known::Moment("timestamptz", _) => Some(T::TimestampTz),
        Known::Moment("time", _) => Some(T::Time),
        _ => None,
    }
}

/// The kind and digits of a type that is a time.
fn moment_of(column_type: &T) -> Option<(&'static str, u32)> {
    match column_type {
        T::Timestamp => Some(("timestamp", 6)),
        T::TimestampTz => Some(("timestamptz", 6)),
        T::Time => Some(("time", 6)),
        T::Native(spelling) => moment(spelling),
        _ => None,
    }
}

/// The rule for a change of which one side at least is native.
pub fn classify(from: &T, to: &T) -> CastRule {
    if let (Some((word, digits)), Some((to_word, to_digits))) = (moment_of(from), moment_of(to))
        && word == to_word
    {
        return if to_digits >= digits {
            CastRule::lossless()
        } else {
            CastRule::checked(
                format!("$c <> $c::{}", type_sql(to)),
                format!("has more than {to_digits} digits behind the second"),
            )
        };
    }
    match (from, to) {
        (T::Native(from), to) => from_native(&known(from), to),
        (from, T::Native(to)) => to_native(from, &known(to)),
        _ => CastRule::impossible(UNKNOWN),
    }
}

/// Whether a change of which one side at least is native writes every row anew. What is not known is taken to.
pub fn rewrites(from: &T, to: &T) -> bool {
    if let (Some((word, digits)), Some((to_word, to_digits))) = (moment_of(from), moment_of(to)) {
        return word != to_word || to_digits < digits;
    }
    let is_limited = matches!(to, T::Varchar(_) | T::Decimal { .. });
    is_limited || stored_as(from).is_none() || stored_as(from) != stored_as(to)
}

/// The type without a limit whose values are stored alike, where it is known.
fn stored_as(column_type: &T) -> Option<Known<'_>> {
    match column_type {
        T::Varchar(_) | T::Text => Some(Known::Text),
        T::Decimal { .. } => Some(Known::Numeric),
        T::Native(spelling) => match known(spelling) {
            known @ (Known::Text | Known::Numeric) => Some(known),
            Known::Citext => Some(Known::Text),
            _ => None,
        },
        _ => None,
    }
}

fn from_native(from: &Known<'_>, to: &T) -> CastRule {
    if let Some(portable) = portable(from) {
        return super::classify(&portable, to);
    }
    if let Known::Array(element) = from {
        return match to {
            T::Native(spelling) => match known(spelling) {
                Known::Array(to) => of_elements(&super::classify(element, &to)),
                _ => CastRule::impossible(UNKNOWN),
            },
            _ => CastRule::impossible(UNKNOWN),
        };
    }
    let to_is_text =
        matches!(to, T::Text) || matches!(to, T::Native(spelling) if known(spelling) == Known::Text);
    match (from, to) {
        (Known::Numeric, _) => from_numeric(to),
        (Known::Json, T::Json) => json_to_jsonb(),
        (Known::BuiltIn(spelling), _) if !READ_BACK_FROM_TEXT.contains(spelling) => {
            CastRule::impossible(UNKNOWN)
        }
        (_, _) if to_is_text => CastRule::lossless(),
        (_, T::Varchar(length)) => CastRule::checked(
            format!("char_length($c::text) > {length}"),
            format!("is longer than {length} characters"),
        )
        .by("$c::text"),
        (Known::Made(_) | Known::Citext, T::Native(spelling)) => match known(spelling) {
            Known::Made(name) => to_made("$c::text", name),
            Known::Citext => CastRule::lossless().by("$c::text"),
            _ => CastRule::impossible(UNKNOWN),
        },
        _ => CastRule::impossible(UNKNOWN),
    }
}

fn to_native(from: &T, to: &Known<'_>) -> CastRule {
    let is_text = matches!(from, T::Text | T::Varchar(_));
    match to {
        Known::Text => super::classify(from, &T::Text),
        Known::Citext if is_text => CastRule::lossless(),
        Known::Made(name) if is_text => to_made("$c", name),
        Known::Json if *from == T::Json => CastRule::lossless(),
        Known::Numeric => to_numeric(from),
        _ => CastRule::impossible(UNKNOWN),
    }
}

/// `value` is text; the type is taken if it is an enum with that label.
fn to_made(value: &str, name: &str) -> CastRule {
    let oid = format!("{}::regtype", quote_literal(name));
    CastRule::checked(
        format!("$c IS NOT NULL AND {value} <> ALL (ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = {oid}))"),
        format!("is no label of `{name}`, if that is an enum"),
    )
    .by(format!("{value}::{name}"))
}

fn to_numeric(from: &T) -> CastRule {
    match from {
        T::Decimal { .. } | T::SmallInt | T::Integer | T::BigInt => CastRule::lossless(),
        T::Boolean => CastRule::lossless().by("$c::int::numeric"),
        // To numeric directly 15 digits are kept; through text all of them. It has no infinity before 14.
        T::Real | T::Double => CastRule::checked(
            "$c::text IN ('Infinity', '-Infinity')",
            "is no number that `numeric` has on every server",
        )
        .by("$c::text::numeric"),
        T::Text | T::Varchar(_) => CastRule::checked(
            format!("$c !~ '^{0}{1}{0}$'", super::SPACE, super::NUMBER),
            "is not a number",
        )
        .by("$c::numeric"),
        _ => CastRule::impossible(UNKNOWN),
    }
}

fn from_numeric(to: &T) -> CastRule {
    match to {
        T::Text => CastRule::lossless(),
        T::Native(spelling) if known(spelling) == Known::Text => CastRule::lossless(),
        T::Varchar(length) => CastRule::checked(
            format!("char_length($c::text) > {length}"),
            format!("is longer than {length} characters"),
        ),
        T::Json => CastRule::checked(
            "$c::text IN ('NaN', 'Infinity', '-Infinity')",
            "is no number that JSON has",
        )
        .by("to_jsonb($c)"),
        T::Native(_) => CastRule::impossible(UNKNOWN),
        // More digits than any finite type has.
        _ => super::from_decimal(u32::MAX, 0, to),
    }
}

/// The rule for arrays, where that for their elements is known. The server converts element by element, but takes
/// no expression for it.
fn of_elements(element: &CastRule) -> CastRule {
    match (element.class, &element.expression, &element.bad_rows) {
        (CastClass::Lossless, None, _) => CastRule::lossless(),
        (CastClass::Checked, None, Some(bad)) => CastRule::checked(
            format!(
                "EXISTS (SELECT FROM unnest($c) AS _dazzle_item(v) WHERE {})",
                bad.replace("$c", "_dazzle_item.v")
            ),
            format!("has an element that {}", element.problem),
        ),
        _ => CastRule::impossible(UNKNOWN),
    }
}

/// `jsonb` keeps the last of two equal keys, and does not take `\u0000` (operations.md 3.2).
fn json_to_jsonb() -> CastRule {
    const NUL: &str = r"(^|[^\\])(\\\\)*\\u0000";
    CastRule::checked(
        format!(
            "CASE WHEN $c::text ~ '{NUL}' THEN true ELSE EXISTS (\
             WITH RECURSIVE _dazzle_part(v) AS (SELECT $c UNION ALL SELECT inner_part.v FROM _dazzle_part AS part, \
             LATERAL (SELECT value AS v FROM json_each(CASE WHEN json_typeof(part.v) = 'object' THEN part.v END) \
             UNION ALL SELECT value FROM json_array_elements(CASE WHEN json_typeof(part.v) = 'array' THEN part.v END)\
             ) AS inner_part) \
             SELECT FROM _dazzle_part AS part WHERE json_typeof(part.v) = 'object' AND \
             (SELECT count(*) <> count(DISTINCT key) FROM json_each(part.v))) END"
        ),
        "has a key twice or a character 0, which `jsonb` does not keep",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native(spelling: &str) -> T {
        column_type(spelling)
    }

    #[test]
    fn spellings_are_known() {
        for (spelling, expected) in [
            ("character varying", Known::Text),
            ("citext", Known::Citext),
            ("numeric", Known::Numeric),
            ("interval(0)", Known::Moment("interval", 0)),
            ("timestamp(3) with time zone", Known::Moment("timestamptz", 3)),
            ("time(2) without time zone", Known::Moment("time", 2)),
            ("integer[]", Known::Array(T::Integer)),
            ("task_state", Known::Made("task_state")),
            ("other.\"Task State\"", Known::Made("other.\"Task State\"")),
            ("interval year to month", Known::BuiltIn("interval year to month")),
            ("character(3)", Known::BuiltIn("character(3)")),
            ("numeric(3,-2)", Known::BuiltIn("numeric(3,-2)")),
            ("geometry(Point,4326)", Known::BuiltIn("geometry(Point,4326)")),
            ("\"char\"", Known::BuiltIn("\"char\"")),
        ] {
            assert_eq!(known(spelling), expected, "{spelling}");
        }
    }

    #[test]
    fn classes() {
        use CastClass::{Checked, Impossible, Lossless};
        for (from, to, class) in [
            ("character varying(4)", "character varying", Lossless),
            ("character varying", "text", Lossless),
            ("character varying", "character varying(4)", Checked),
            ("character varying", "integer", Checked),
            ("numeric(5,2)", "numeric", Lossless),
            ("numeric", "numeric(5,2)", Checked),
            ("numeric", "integer", Checked),
            ("bigint", "numeric", Lossless),
            ("integer[]", "bigint[]", Lossless),
            ("bigint[]", "integer[]", Checked),
            ("character varying(3)[]", "text[]", Lossless),
            ("text[]", "integer[]", Impossible),
            (
                "timestamp(0) with time zone",
                "timestamp with time zone",
                Lossless,
            ),
            ("timestamp with time zone", "timestamp(0) with time zone", Checked),
            ("interval(0)", "interval", Lossless),
            ("interval", "interval(2)", Checked),
            (
                "timestamp(3) without time zone",
                "timestamp with time zone",
                Lossless,
            ),
            ("text", "task_state", Checked),
            ("task_state", "text", Lossless),
            ("task_state", "other_state", Checked),
            ("text", "citext", Lossless),
            ("citext", "text", Lossless),
            ("json", "jsonb", Checked),
            ("jsonb", "json", Lossless),
            ("character(3)", "text", Impossible),
            ("money", "text", Impossible),
            ("point", "text[]", Impossible),
        ] {
            assert_eq!(
                classify(&native(from), &native(to)).class,
                class,
                "{from} to {to}"
            );
        }
    }

    #[test]
    fn wider_is_no_rewrite() {
        for (from, to, expected) in [
            ("character varying(4)", "character varying", false),
            ("character varying", "character varying(4)", true),
            ("numeric(5,2)", "numeric", false),
            ("numeric", "numeric(5,2)", true),
            ("timestamp(0) with time zone", "timestamp with time zone", false),
            ("interval", "interval(2)", true),
            ("text", "citext", false),
            ("integer[]", "bigint[]", true),
            ("json", "jsonb", true),
        ] {
            assert_eq!(rewrites(&native(from), &native(to)), expected, "{from} to {to}");
        }
    }
}
