//! Made-up values: for each type the nasty ones, and any number of ordinary ones.

use dazzle_schema::{ColumnType, Dialect};
use dazzle_sql::quote_literal;

/// A value of a made-up row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Null,
    /// Text, and everything that is written as text (dates, UUIDs, JSON).
    Text(String),
    /// A number in its usual form.
    Number(String),
    /// A truth value.
    Boolean(bool),
    /// A byte string.
    Bytes(Vec<u8>),
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The value as it stands in an `INSERT`.
    pub fn literal(&self, dialect: Dialect) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Text(text) => quote_literal(text),
            Self::Number(number) => number.clone(),
            Self::Boolean(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                match dialect {
                    Dialect::Postgresql => format!("'\\x{digits}'"),
                    Dialect::Sqlite => format!("x'{digits}'"),
                }
            }
        }
    }

    /// The same value where the column holds text.
    pub fn as_text(&self) -> Self {
        match self {
            Self::Number(number) => Self::Text(number.clone()),
            Self::Boolean(value) => Self::Text(value.to_string()),
            other => other.clone(),
        }
    }
}

/// The longest text that is made up, in characters: longer ones prove nothing more.
const LONGEST: usize = 2_000;

/// Texts that went wrong somewhere before: quotes, escapes, spaces, other scripts and directions, combining
/// characters, more than one code point to a letter, words that look like something else.
const TEXTS: [&str; 18] = [
    "it's; DROP TABLE \"x\" --",
    "",
    " ",
    "naïve na\u{ef}ve cafe\u{301}",
    "שלום עולם \u{202e}abc",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} 😀",
    "日本語",
    "NULL",
    "  padded  ",
    "line\nbreak\ttab\r\n",
    "50%_off\\n\\",
    "\"quoted\" $$ $1 ?",
    "0",
    "-1",
    "1e5",
    "true",
    "2024-02-30",
    "Straße İıßẞ",
];

/// The nasty values of a type, none of them NULL; empty where nothing is known about it.
pub fn nasty(column_type: &ColumnType) -> Vec<Value> {
    let texts = |all: &[&str]| all.iter().map(|it| Value::text(*it)).collect();
    let numbers = |all: &[&str]| all.iter().map(|it| Value::Number((*it).to_owned())).collect();
    match column_type {
        ColumnType::Varchar(length) => {
            let length = usize::try_from(*length).unwrap_or(LONGEST);
            let mut all: Vec<Value> = TEXTS
                .iter()
                .map(|text| Value::Text(text.chars().take(length).collect()))
                .collect();
            all.insert(1, Value::Text("ü".repeat(length.min(LONGEST))));
            all.insert(4, Value::Text("😀".repeat(length.min(LONGEST))));
            all
        }
        ColumnType::Text => {
            let mut all: Vec<Value> = texts(&TEXTS);
            all.insert(1, Value::Text("ü".repeat(LONGEST)));
            all
        }
        ColumnType::SmallInt => numbers(&["0", "32767", "-32768", "1", "-1", "42"]),
        ColumnType::Integer => numbers(&["0", "2147483647", "-2147483648", "1", "-1", "42", "32768"]),
        ColumnType::BigInt => numbers(&[
            "0",
            "9223372036854775807",
            "-9223372036854775808",
            "9007199254740993",
            "-1",
            "1",
            "2147483648",
        ]),
        ColumnType::Decimal { precision, scale } => decimals(*precision, *scale),
        ColumnType::Real => numbers(&["0", "0.1", "3e38", "-2.5", "1e-30", "16777216"]),
        ColumnType::Double => numbers(&[
            "0",
            "0.1",
            "1e300",
            "-2.5",
            "0.30000000000000004",
            "9007199254740992",
        ]),
        ColumnType::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        ColumnType::Date => texts(&[
            "0001-01-01",
            "9999-12-31",
            "2024-02-29",
            "1900-03-01",
            "1970-01-01",
        ]),
        ColumnType::Time => texts(&["00:00:00", "23:59:59.999999", "12:00:00"]),
        ColumnType::Timestamp => texts(&[
            "0001-01-01 00:00:00",
            "9999-12-31 23:59:59.999999",
            "2024-02-29 12:34:56.000001",
            "2026-03-29 02:30:00",
            "1969-12-31 23:59:59",
        ]),
        ColumnType::TimestampTz => texts(&[
            "0001-01-02 00:00:00+00:00",
            "9999-12-30 23:59:59.999999+00:00",
            "2024-02-29 12:34:56.000001+00:00",
            "2026-10-25 00:30:00+00:00",
            "1969-12-31 23:59:59+00:00",
        ]),
        ColumnType::Uuid => texts(&[
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "6f0c2a9e-0000-4000-8000-000000000001",
        ]),
        ColumnType::Json => texts(&[
            "{}",
            "[]",
            "null",
            "\"it's \\u00fc 😀\"",
            "{\"a\": {\"b\": [1, null, true, \"\"]}, \"\": 0}",
            "9007199254740993",
        ]),
        ColumnType::Bytes => [&[][..], &[0], &[0xff, 0x00, 0x27], &[0x5c; 3]]
            .into_iter()
            .map(|bytes| Value::Bytes(bytes.to_vec()))
            .collect(),
        ColumnType::Native(spelling) => native(spelling, 0).into_iter().collect(),
    }
}

fn decimals(precision: u32, scale: u32) -> Vec<Value> {
    let (precision, scale) = (precision.min(60) as usize, scale.min(60) as usize);
    let number = |digits: String| {
        let whole: String = digits
            .chars()
            .take(digits.len() - scale.min(digits.len()))
            .collect();
        let fraction: String = digits.chars().skip(whole.len()).collect();
        let whole = if whole.is_empty() { "0" } else { &whole };
        if fraction.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{fraction}")
        }
    };
    let most = number("9".repeat(precision.max(scale)));
    let least = if scale == 0 {
        "1".to_owned()
    } else {
        format!("0.{}1", "0".repeat(scale - 1))
    };
    [
        "0".to_owned(),
        most.clone(),
        format!("-{most}"),
        least.clone(),
        format!("-{least}"),
    ]
    .into_iter()
    .map(Value::Number)
    .collect()
}

/// The `number`th ordinary value of a type. Different numbers (up to some thousands) give different values where the
/// type has as many. None where nothing is known about the type.
pub fn ordinary(column_type: &ColumnType, number: u32) -> Option<Value> {
    let day = || {
        format!(
            "{}-{:02}-{:02}",
            1990 + number / 336 % 100,
            1 + number / 28 % 12,
            1 + number % 28
        )
    };
    let time = || {
        format!(
            "{:02}:{:02}:{:02}",
            number / 3600 % 24,
            number / 60 % 60,
            number % 60
        )
    };
    Some(match column_type {
        ColumnType::Varchar(length) if *length < 12 => {
            let digits = base36(number);
            let room = usize::try_from(*length).unwrap_or(1);
            let surplus = digits.len().saturating_sub(room);
            Value::Text(digits.chars().skip(surplus).collect())
        }
        ColumnType::Varchar(_) | ColumnType::Text => Value::Text(format!("value {number}")),
        ColumnType::SmallInt => Value::Number((number % 32_768).to_string()),
        ColumnType::Integer | ColumnType::BigInt => Value::Number(number.to_string()),
        ColumnType::Decimal { precision, scale } => {
            let whole = precision.saturating_sub(*scale).min(9);
            if whole == 0 {
                let room = 10_u32.saturating_pow((*scale).min(9));
                let digits = (*scale).min(9) as usize;
                Value::Number(format!("0.{:0digits$}", number % room.max(1)))
            } else {
                Value::Number((number % 10_u32.saturating_pow(whole)).to_string())
            }
        }
        ColumnType::Real | ColumnType::Double => Value::Number(format!("{number}.5")),
        ColumnType::Boolean => Value::Boolean(number.is_multiple_of(2)),
        ColumnType::Date => Value::Text(day()),
        ColumnType::Time => Value::Text(time()),
        ColumnType::Timestamp => Value::Text(format!("{} {}", day(), time())),
        ColumnType::TimestampTz => Value::Text(format!("{} {}+00:00", day(), time())),
        ColumnType::Uuid => Value::Text(format!("6f0c2a9e-3b1d-4000-8000-{number:012x}")),
        ColumnType::Json => Value::Text(format!("{{\"n\": {number}}}")),
        ColumnType::Bytes => Value::Bytes(number.to_be_bytes().to_vec()),
        ColumnType::Native(spelling) => return native(spelling, number),
    })
}

/// A value of a type that only one dialect has, where its spelling tells what it holds.
fn native(spelling: &str, number: u32) -> Option<Value> {
    let word = spelling.to_ascii_lowercase();
    let has = |part: &str| word.contains(part);
    let text = |text: String| Some(Value::Text(text));
    if word.ends_with("[]") {
        return text("{}".to_owned());
    }
    if has("inet") || has("cidr") {
        return text(format!("10.0.{}.{}", number / 256 % 256, number % 256));
    }
    if has("macaddr") {
        return text(format!(
            "08:00:2b:00:{:02x}:{:02x}",
            number / 256 % 256,
            number % 256
        ));
    }
    if has("interval") {
        return text(format!("{number} days"));
    }
    if has("xml") {
        return text(format!("<n>{number}</n>"));
    }
    if has("tsvector") || has("hstore") || has("ltree") {
        return text(format!("n{number}"));
    }
    if has("int") || has("money") || has("numeric") || has("float") || has("oid") {
        return Some(Value::Number(number.to_string()));
    }
    if has("text") || has("char") || has("clob") || word.is_empty() {
        return text(base36(number));
    }
    if has("blob") {
        return Some(Value::Bytes(number.to_be_bytes().to_vec()));
    }
    None
}

fn base36(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::super::fits::fits;
    use super::*;

    fn all_types() -> Vec<ColumnType> {
        [
            "varchar(1)",
            "varchar(5)",
            "varchar(200)",
            "text",
            "smallint",
            "integer",
            "bigint",
            "decimal(2,2)",
            "decimal(10,2)",
            "decimal(38,0)",
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
            "native(\"inet\")",
        ]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect()
    }

    #[test]
    fn every_type_has_nasty_and_ordinary_values() {
        for column_type in all_types() {
            assert!(!nasty(&column_type).is_empty(), "{column_type}");
            assert!(ordinary(&column_type, 7).is_some(), "{column_type}");
        }
    }

    #[test]
    fn texts_are_never_longer_than_the_column() {
        for length in [1, 2, 5, 11, 12, 50, 255, 3000] {
            let column_type = ColumnType::Varchar(length);
            for value in nasty(&column_type)
                .into_iter()
                .chain((0..3000).filter_map(|number| ordinary(&column_type, number)))
            {
                assert!(fits(&value, &column_type), "{length}: {value:?}");
            }
        }
        let longest = nasty(&ColumnType::Varchar(50));
        assert!(longest.contains(&Value::Text("ü".repeat(50))));
    }

    #[test]
    fn ordinary_values_differ() {
        for column_type in all_types() {
            let few = matches!(
                &column_type,
                ColumnType::Boolean | ColumnType::Varchar(1) | ColumnType::Decimal { precision: 2, .. }
            );
            let made: std::collections::BTreeSet<Value> = (0..300)
                .filter_map(|number| ordinary(&column_type, number))
                .collect();
            assert!(few || made.len() == 300, "{column_type}: {}", made.len());
        }
    }

    #[test]
    fn decimals_have_their_digits() {
        let shown = |precision, scale| {
            decimals(precision, scale)
                .iter()
                .map(|value| value.literal(Dialect::Sqlite))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(shown(4, 2), "0 99.99 -99.99 0.01 -0.01");
        assert_eq!(shown(2, 2), "0 0.99 -0.99 0.01 -0.01");
        assert_eq!(shown(3, 0), "0 999 -999 1 -1");
    }
}
