//! The lists: functions, types, operators.

use dazzle_schema::Dialect;
use sqlparser::ast::{BinaryOperator, DataType, UnaryOperator};

/// Functions of both dialects that give a value from their arguments alone, or the time.
const FUNCTIONS: &[&str] = &[
    "abs",
    "avg",
    "ceil",
    "ceiling",
    "coalesce",
    "concat",
    "concat_ws",
    "count",
    "current_date",
    "current_time",
    "current_timestamp",
    "dense_rank",
    "first_value",
    "floor",
    "lag",
    "last_value",
    "lead",
    "length",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nullif",
    "power",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "substr",
    "substring",
    "sum",
    "trim",
    "trunc",
    "upper",
];

/// Functions of PostgreSQL.
const POSTGRESQL: &[&str] = &[
    "array_agg",
    "array_length",
    "array_to_string",
    "ascii",
    "bit_length",
    "bool_and",
    "bool_or",
    "btrim",
    "char_length",
    "character_length",
    "chr",
    "date_part",
    "date_trunc",
    "decode",
    "encode",
    "every",
    "gen_random_uuid",
    "greatest",
    "initcap",
    "isfinite",
    "json_array_length",
    "json_build_object",
    "json_extract_path",
    "json_extract_path_text",
    "json_typeof",
    "jsonb_array_length",
    "jsonb_build_object",
    "jsonb_extract_path",
    "jsonb_extract_path_text",
    "jsonb_typeof",
    "least",
    "left",
    "localtime",
    "localtimestamp",
    "make_date",
    "make_time",
    "make_timestamp",
    "make_timestamptz",
    "md5",
    "now",
    "num_nonnulls",
    "num_nulls",
    "octet_length",
    "overlay",
    "position",
    "regexp_count",
    "regexp_instr",
    "regexp_like",
    "regexp_match",
    "regexp_replace",
    "regexp_substr",
    "reverse",
    "right",
    "split_part",
    "starts_with",
    "string_agg",
    "string_to_array",
    "strpos",
    "to_char",
    "to_date",
    "to_json",
    "to_jsonb",
    "to_number",
    "to_timestamp",
    "translate",
];

/// Functions of SQLite.
const SQLITE: &[&str] = &[
    "char",
    "date",
    "datetime",
    "glob",
    "group_concat",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_extract",
    "json_object",
    "json_type",
    "json_valid",
    "julianday",
    "like",
    "pow",
    "randomblob",
    "strftime",
    "string_agg",
    "time",
    "total",
    "typeof",
    "unicode",
    "unixepoch",
];

/// Types of other names that a cast may name: those that the parser knows by no word of its own.
const NAMED_TYPES: &[&str] = &["citext", "timestamptz", "timetz"];

/// Names without a table that are values of the session, not columns.
const SESSION_WORDS: &[&str] = &[
    "current_catalog",
    "current_role",
    "current_schema",
    "current_user",
    "session_user",
    "system_user",
    "user",
];

/// Hidden columns that number rows, for telling equal rows apart.
pub(super) const fn row_numbers(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Postgresql => &["ctid"],
        Dialect::Sqlite => &["rowid", "_rowid_", "oid"],
    }
}

/// The functions that may be called.
pub(super) fn functions(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let own = match dialect {
        Dialect::Postgresql => POSTGRESQL,
        Dialect::Sqlite => SQLITE,
    };
    FUNCTIONS.iter().chain(own).copied()
}

/// Whether the function may be called.
pub(super) fn is_function(dialect: Dialect, name: &str) -> bool {
    functions(dialect).any(|it| it == name)
}

/// Whether the word is a value of the session.
pub(super) fn is_session_word(name: &str) -> bool {
    SESSION_WORDS.contains(&name)
}

/// A name as the dialect compares it: PostgreSQL lowers what is not quoted, SQLite knows no case.
pub(super) fn compared(dialect: Dialect, name: &str, is_quoted: bool) -> String {
    match dialect {
        Dialect::Postgresql if is_quoted => name.to_owned(),
        Dialect::Postgresql => name.to_lowercase(),
        Dialect::Sqlite => name.to_ascii_lowercase(),
    }
}

/// Whether a character is shown as another, as none, or moves others: control characters and those that change the
/// direction or the joining of letters. In data they are written with a function.
pub(crate) const fn is_odd(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a cast to the type may be written.
pub(super) fn is_type(data_type: &DataType) -> bool {
    match data_type {
        DataType::Character(_)
        | DataType::Char(_)
        | DataType::CharacterVarying(_)
        | DataType::CharVarying(_)
        | DataType::Varchar(_)
        | DataType::Uuid
        | DataType::Blob(None)
        | DataType::Numeric(_)
        | DataType::Decimal(_)
        | DataType::Float(_)
        | DataType::Int2(None)
        | DataType::SmallInt(None)
        | DataType::Int(None)
        | DataType::Int4(None)
        | DataType::Int8(None)
        | DataType::Integer(None)
        | DataType::BigInt(None)
        | DataType::Float4
        | DataType::Float8
        | DataType::Real
        | DataType::Double(_)
        | DataType::DoublePrecision
        | DataType::Bool
        | DataType::Boolean
        | DataType::Date
        | DataType::Time(..)
        | DataType::Timestamp(..)
        | DataType::Interval { .. }
        | DataType::JSON
        | DataType::JSONB
        | DataType::Text
        | DataType::Bytea => true,
        DataType::Custom(name, modifiers) => {
            modifiers.is_empty() && NAMED_TYPES.contains(&name.to_string().to_lowercase().as_str())
        }
        _ => false,
    }
}

/// Whether the operator may be written.
pub(super) fn is_operator(dialect: Dialect, operator: &BinaryOperator) -> bool {
    match operator {
        BinaryOperator::Plus
        | BinaryOperator::Minus
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::StringConcat
        | BinaryOperator::Gt
        | BinaryOperator::Lt
        | BinaryOperator::GtEq
        | BinaryOperator::LtEq
        | BinaryOperator::Eq
        | BinaryOperator::NotEq
        | BinaryOperator::And
        | BinaryOperator::Or
        | BinaryOperator::BitwiseAnd
        | BinaryOperator::BitwiseOr
        | BinaryOperator::Arrow
        | BinaryOperator::LongArrow => true,
        BinaryOperator::PGRegexMatch
        | BinaryOperator::PGRegexIMatch
        | BinaryOperator::PGRegexNotMatch
        | BinaryOperator::PGRegexNotIMatch
        | BinaryOperator::HashArrow
        | BinaryOperator::HashLongArrow => dialect == Dialect::Postgresql,
        BinaryOperator::Glob => dialect == Dialect::Sqlite,
        _ => false,
    }
}

/// Whether the operator may stand before a value.
pub(super) const fn is_prefix(operator: UnaryOperator) -> bool {
    matches!(
        operator,
        UnaryOperator::Plus | UnaryOperator::Minus | UnaryOperator::Not
    )
}
