//! Portable column types and their text form.

use std::fmt;
use std::str::FromStr;

/// The type of a column, the same word on every dialect.
///
/// The text form ([`fmt::Display`], [`FromStr`]) is the one in revision files, messages and JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnType {
    /// `varchar(n)`: text of at most `n` characters.
    Varchar(u32),
    /// `text`: text without a limit.
    Text,
    /// `smallint`: 16 bits.
    SmallInt,
    /// `integer`: 32 bits.
    Integer,
    /// `bigint`: 64 bits.
    BigInt,
    /// `decimal(p,s)`: exact, `precision` digits of which `scale` after the point.
    Decimal {
        /// Digits in all.
        precision: u32,
        /// Digits after the decimal point; at most `precision`.
        scale: u32,
    },
    /// `real`: 32-bit floating point.
    Real,
    /// `double`: 64-bit floating point.
    Double,
    /// `boolean`
    Boolean,
    /// `date`: a calendar day.
    Date,
    /// `time`: a time of day without zone.
    Time,
    /// `timestamp`: date and time without zone.
    Timestamp,
    /// `timestamptz`: an instant.
    TimestampTz,
    /// `uuid`
    Uuid,
    /// `json`: a JSON document, in the database's indexable form.
    Json,
    /// `bytes`: a byte string.
    Bytes,
    /// `native("…")`: a type that only one dialect has, in its own spelling.
    Native(String),
}

/// Why a text is no [`ColumnType`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypeParseError {
    /// The word is none of the portable types.
    #[error("unknown column type `{text}`")]
    Unknown {
        /// The text as given.
        text: String,
    },
    /// The type is known but what stands in its parentheses is not right.
    #[error("column type `{text}`: {reason}")]
    Arguments {
        /// The text as given.
        text: String,
        /// What is expected.
        reason: &'static str,
    },
}

impl ColumnType {
    /// The words of the types, in the order of the documentation; for "did you mean" messages.
    pub const WORDS: [&'static str; 17] = [
        "varchar",
        "text",
        "smallint",
        "integer",
        "bigint",
        "decimal",
        "real",
        "double",
        "boolean",
        "date",
        "time",
        "timestamp",
        "timestamptz",
        "uuid",
        "json",
        "bytes",
        "native",
    ];

    /// Whether values of the type are character strings.
    #[must_use]
    pub const fn is_textual(&self) -> bool {
        matches!(self, Self::Varchar(_) | Self::Text)
    }

    /// Whether values of the type are whole numbers.
    #[must_use]
    pub const fn is_whole_number(&self) -> bool {
        matches!(self, Self::SmallInt | Self::Integer | Self::BigInt)
    }

    /// Whether values of the type are numbers of any kind.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        self.is_whole_number() || matches!(self, Self::Decimal { .. } | Self::Real | Self::Double)
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Varchar(length) => write!(f, "varchar({length})"),
            Self::Text => f.write_str("text"),
            Self::SmallInt => f.write_str("smallint"),
            Self::Integer => f.write_str("integer"),
            Self::BigInt => f.write_str("bigint"),
            Self::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Self::Real => f.write_str("real"),
            Self::Double => f.write_str("double"),
            Self::Boolean => f.write_str("boolean"),
            Self::Date => f.write_str("date"),
            Self::Time => f.write_str("time"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::TimestampTz => f.write_str("timestamptz"),
            Self::Uuid => f.write_str("uuid"),
            Self::Json => f.write_str("json"),
            Self::Bytes => f.write_str("bytes"),
            Self::Native(spelling) => write!(f, "native(\"{}\")", spelling.replace('"', "\"\"")),
        }
    }
}

impl FromStr for ColumnType {
    type Err = TypeParseError;

    fn from_str(text: &str) -> Result<Self, TypeParseError> {
        let bad = |reason| TypeParseError::Arguments {
            text: text.to_owned(),
            reason,
        };
        let (word, arguments) = match text.split_once('(') {
            None => (text.trim(), None),
            Some((word, rest)) => {
                let inner = rest
                    .trim_end()
                    .strip_suffix(')')
                    .ok_or_else(|| bad("the `)` is missing"))?;
                (word.trim(), Some(inner.trim()))
            }
        };
        let plain = match word {
            "text" => Some(Self::Text),
            "smallint" => Some(Self::SmallInt),
            "integer" => Some(Self::Integer),
            "bigint" => Some(Self::BigInt),
            "real" => Some(Self::Real),
            "double" => Some(Self::Double),
            "boolean" => Some(Self::Boolean),
            "date" => Some(Self::Date),
            "time" => Some(Self::Time),
            "timestamp" => Some(Self::Timestamp),
            "timestamptz" => Some(Self::TimestampTz),
            "uuid" => Some(Self::Uuid),
            "json" => Some(Self::Json),
            "bytes" => Some(Self::Bytes),
            _ => None,
        };
        match (plain, word, arguments) {
            (Some(plain), _, None) => Ok(plain),
            (Some(_), _, Some(_)) => Err(bad("it takes no arguments")),
            (None, "varchar", Some(length)) => match length.parse() {
                Ok(length) if length > 0 => Ok(Self::Varchar(length)),
                _ => Err(bad("the length must be a whole number from 1")),
            },
            (None, "varchar", None) => Err(bad("write the length, as in `varchar(200)`")),
            (None, "decimal", Some(arguments)) => {
                let form = "write digits and digits after the point, as in `decimal(10,2)`";
                let (precision, scale) = arguments.split_once(',').ok_or_else(|| bad(form))?;
                let precision = precision.trim().parse().map_err(|_| bad(form))?;
                let scale = scale.trim().parse().map_err(|_| bad(form))?;
                if precision == 0 || precision > 1000 || scale > precision {
                    return Err(bad("1 to 1000 digits, and no more after the point than in all"));
                }
                Ok(Self::Decimal { precision, scale })
            }
            (None, "decimal", None) => Err(bad("write the digits, as in `decimal(10,2)`")),
            (None, "native", Some(quoted)) => quoted
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
                .filter(|inner| !inner.trim().is_empty())
                .map(|inner| Self::Native(inner.replace("\"\"", "\"")))
                .ok_or_else(|| bad("write the dialect's own spelling in quotes, as in `native(\"citext\")`")),
            _ => Err(TypeParseError::Unknown {
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips() {
        for text in [
            "varchar(200)",
            "text",
            "smallint",
            "integer",
            "bigint",
            "decimal(10,2)",
            "real",
            "double",
            "boolean",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "uuid",
            "json",
            "bytes",
            "native(\"citext\")",
            "native(\"my \"\"odd\"\" type(3)\")",
        ] {
            assert_eq!(text.parse::<ColumnType>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn wrong_arguments_are_named() {
        for text in [
            "varchar",
            "varchar(0)",
            "varchar(x)",
            "text(3)",
            "decimal(2,3)",
            "decimal(5)",
            "native(x)",
        ] {
            assert!(
                matches!(text.parse::<ColumnType>(), Err(TypeParseError::Arguments { .. })),
                "{text}"
            );
        }
        assert!(matches!(
            "string".parse::<ColumnType>(),
            Err(TypeParseError::Unknown { .. })
        ));
        assert!(matches!(
            "varchar(3".parse::<ColumnType>(),
            Err(TypeParseError::Arguments { .. })
        ));
    }
}
