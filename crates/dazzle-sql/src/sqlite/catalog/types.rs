//! Declared types to column types: the inverse of [`declared_type`].
//!
//! Only the spellings that Dazzle writes are portable types. Every other one, even if it means the same to SQLite, is
//! kept as it is, so that nothing that is made from the schema differs from what was read.
//!
//! [`declared_type`]: crate::sqlite::types::declared_type

use dazzle_schema::ColumnType;
use dazzle_schema::sql_tokens::{TokenKind, is_reserved};

use crate::sqlite::create_table_text::significant;
use crate::sqlite::types::type_sql;

/// What stands for the type of a column that declares none. Written behind the name of a column it is a comment, so
/// the column has no type again; `BLOB` would have the same affinity, but be another declaration.
pub const NO_TYPE: &str = "/* no type */";

const WORDS: [(&str, ColumnType); 14] = [
    ("TEXT", ColumnType::Text),
    ("SMALLINT", ColumnType::SmallInt),
    ("INTEGER", ColumnType::Integer),
    ("BIGINT", ColumnType::BigInt),
    ("FLOAT", ColumnType::Real),
    ("REAL", ColumnType::Double),
    ("BOOLEAN", ColumnType::Boolean),
    ("DATE", ColumnType::Date),
    ("TIME", ColumnType::Time),
    ("TIMESTAMP", ColumnType::Timestamp),
    ("DATETIME", ColumnType::TimestampTz),
    ("CHAR(36)", ColumnType::Uuid),
    ("BLOB", ColumnType::Bytes),
    // `INT` is an integer only where it keeps the sole key from being numbered.
    ("INT", ColumnType::Integer),
];

/// The type of a column that is declared so.
pub fn column_type(declared: &str, is_sole_key: bool) -> ColumnType {
    let spelled = spelled(declared);
    if spelled.is_empty() {
        return ColumnType::Native(NO_TYPE.to_owned());
    }
    let upper = spelled.to_ascii_uppercase();
    WORDS
        .into_iter()
        .find(|(word, _)| *word == upper && (is_sole_key || *word != "INT"))
        .map(|(_, known)| known)
        .or_else(|| with_arguments(&upper))
        .unwrap_or(ColumnType::Native(spelled))
}

/// The type without needless blanks and quotes. A comment inside counts for SQLite when it looks for an affinity, so a
/// type with one is kept as it is.
fn spelled(declared: &str) -> String {
    let pieces = significant(declared);
    let is_commented = declared.contains("/*") || declared.contains("--");
    if is_commented && !pieces.is_empty() {
        return declared.to_owned();
    }
    if let [only] = pieces.as_slice()
        && only.token.kind == TokenKind::QuotedIdentifier
        && let Some(inner) = only.name()
        && is_plain(&inner)
    {
        return spelled(&inner);
    }
    let mut text = String::new();
    let mut after_word = false;
    for piece in pieces {
        let is_symbol = "(),+-".contains(piece.token.text);
        if after_word && !is_symbol {
            text.push(' ');
        }
        text.push_str(piece.token.text);
        after_word = !is_symbol || piece.token.is_symbol(')');
    }
    text
}

/// Whether the type means the same without quotes: words, and arguments.
fn is_plain(inner: &str) -> bool {
    significant(inner).iter().all(|piece| match piece.token.kind {
        TokenKind::Word => !is_reserved(piece.token.text),
        TokenKind::Number => true,
        _ => "(),".contains(piece.token.text),
    })
}

/// Only what comes out as it is written: `VARCHAR(05)` is none.
fn with_arguments(upper: &str) -> Option<ColumnType> {
    let (word, arguments) = upper.strip_suffix(')')?.split_once('(')?;
    let portable = match word {
        "VARCHAR" => format!("varchar({arguments})"),
        "NUMERIC" => format!("decimal({arguments})"),
        _ => return None,
    };
    portable
        .parse()
        .ok()
        .filter(|found: &ColumnType| type_sql(found) == upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_types_come_back() {
        for (declared, expected) in [
            ("varchar(20)", "varchar(20)"),
            ("VARCHAR ( 20 )", "varchar(20)"),
            ("VARCHAR(05)", "native(\"VARCHAR(05)\")"),
            ("VARCHAR(0)", "native(\"VARCHAR(0)\")"),
            ("NUMERIC( 10 , 2 )", "decimal(10,2)"),
            ("numeric(2,10)", "native(\"numeric(2,10)\")"),
            ("numeric(10)", "native(\"numeric(10)\")"),
            ("NUMERIC(10,-2)", "native(\"NUMERIC(10,-2)\")"),
            ("decimal(10,2)", "native(\"decimal(10,2)\")"),
            ("Text", "text"),
            ("Integer", "integer"),
            ("int", "native(\"int\")"),
            ("float", "real"),
            ("Real", "double"),
            ("double  precision", "native(\"double precision\")"),
            ("DATETIME", "timestamptz"),
            ("char(36)", "uuid"),
            ("CHAR(35)", "native(\"CHAR(35)\")"),
            (
                "unsigned /* no sign */ big int",
                "native(\"unsigned /* no sign */ big int\")",
            ),
            ("\"odd  type\"", "native(\"odd type\")"),
            ("[varchar(5)]", "varchar(5)"),
            ("\"odd-type\"", "native(\"\"\"odd-type\"\"\")"),
            ("\"default\"", "native(\"\"\"default\"\"\")"),
            ("", "native(\"/* no type */\")"),
        ] {
            assert_eq!(column_type(declared, false).to_string(), expected, "{declared}");
        }
        assert_eq!(column_type("int", true), ColumnType::Integer);
    }
}
