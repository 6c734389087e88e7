//! Defaults of columns and their text form.

use std::fmt;
use std::str::FromStr;

use crate::SqlText;

/// What a column gets when a row says nothing.
///
/// The text form ([`fmt::Display`], [`FromStr`]) stands in revision files: `'text'` with quotes doubled,
/// `12.50`, `true`, `now`, `today`, `uuid`, `today + 7d`, `now - 24h`. An [`DefaultValue::Expression`] has no
/// one-word form; files write it as a table with the key `sql`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DefaultValue {
    /// A character string.
    Text(String),
    /// A number, as its author wrote it.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// The current instant or the current day.
    Current(DateBase),
    /// The current instant or day, moved by a span.
    Shifted {
        /// What is moved.
        base: DateBase,
        /// How far; negative is into the past.
        amount: i64,
        /// The unit of `amount`.
        unit: DateUnit,
    },
    /// A random UUID made by the database.
    Uuid,
    /// An SQL expression. A dialect without a text has no default.
    Expression(SqlText),
}

/// What a date default starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateBase {
    /// The instant of the statement's transaction.
    Now,
    /// The day of the statement's transaction.
    Today,
}

/// Units of date arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateUnit {
    /// `min`
    Minutes,
    /// `h`
    Hours,
    /// `d`
    Days,
    /// `w`
    Weeks,
    /// `m`
    Months,
    /// `y`
    Years,
}

/// The text is no default.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no default: write a number, `true`, `false`, `'text'` in single quotes, `now`, `today`, `uuid`, or date arithmetic such as `today + 7d`"
)]
pub struct DefaultParseError {
    /// The text as given.
    pub text: String,
}

impl DateBase {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Today => "today",
        }
    }
}

impl DateUnit {
    const ALL: [Self; 6] = [
        Self::Minutes,
        Self::Hours,
        Self::Days,
        Self::Weeks,
        Self::Months,
        Self::Years,
    ];

    /// The letters behind a number, as in `24h`.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::Days => "d",
            Self::Weeks => "w",
            Self::Months => "m",
            Self::Years => "y",
        }
    }

    /// The unit with this suffix.
    #[must_use]
    pub fn from_suffix(suffix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.suffix() == suffix)
    }
}

impl DefaultValue {
    /// Whether every existing row gets a value from it when a column with it is added: anything but an
    /// expression, whose value may be NULL.
    #[must_use]
    pub const fn always_gives_a_value(&self) -> bool {
        !matches!(self, Self::Expression(_))
    }

    /// Whether it is a constant that does not depend on the time of the statement.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_) | Self::Boolean(_))
    }
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Number(number) => f.write_str(number),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Current(base) => f.write_str(base.as_str()),
            Self::Shifted { base, amount, unit } => {
                let sign = if *amount < 0 { '-' } else { '+' };
                write!(
                    f,
                    "{} {sign} {}{}",
                    base.as_str(),
                    amount.unsigned_abs(),
                    unit.suffix()
                )
            }
            Self::Uuid => f.write_str("uuid"),
            Self::Expression(SqlText::Portable(sql)) => write!(f, "sql({sql})"),
            Self::Expression(SqlText::PerDialect(texts)) => {
                let parts: Vec<String> = texts
                    .iter()
                    .map(|(dialect, sql)| format!("{dialect}: {sql}"))
                    .collect();
                write!(f, "sql({})", parts.join("; "))
            }
        }
    }
}

impl FromStr for DefaultValue {
    type Err = DefaultParseError;

    fn from_str(text: &str) -> Result<Self, DefaultParseError> {
        parse(text.trim()).ok_or_else(|| DefaultParseError {
            text: text.to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<DefaultValue> {
    match text {
        "true" => return Some(DefaultValue::Boolean(true)),
        "false" => return Some(DefaultValue::Boolean(false)),
        "now" => return Some(DefaultValue::Current(DateBase::Now)),
        "today" => return Some(DefaultValue::Current(DateBase::Today)),
        "uuid" => return Some(DefaultValue::Uuid),
        _ => {}
    }
    if let Some(inner) = text.strip_prefix('\'') {
        let inner = inner.strip_suffix('\'')?;
        let unquoted = inner.replace("''", "\u{0}");
        return (!unquoted.contains('\'')).then(|| DefaultValue::Text(unquoted.replace('\u{0}', "'")));
    }
    if is_number(text) {
        return Some(DefaultValue::Number(text.to_owned()));
    }
    let (base, rest) = if let Some(rest) = text.strip_prefix("now") {
        (DateBase::Now, rest)
    } else {
        (DateBase::Today, text.strip_prefix("today")?)
    };
    let rest = rest.trim_start();
    let (sign, span) = if let Some(span) = rest.strip_prefix('+') {
        (1, span)
    } else {
        (-1, rest.strip_prefix('-')?)
    };
    let span = span.trim();
    let letters = span.find(|c: char| !c.is_ascii_digit())?;
    let (digits, suffix) = span.split_at_checked(letters)?;
    let amount: i64 = digits.parse().ok()?;
    Some(DefaultValue::Shifted {
        base,
        amount: sign * amount,
        unit: DateUnit::from_suffix(suffix)?,
    })
}

/// Digits with at most one point, a sign, and an exponent.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let whole = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        None => whole(mantissa),
        Some((before, after)) => whole(before) && (after.is_empty() || whole(after)),
    };
    mantissa_fits
        && exponent.is_none_or(|exponent| whole(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips() {
        for text in [
            "'it''s'", "''", "12", "-1", "0.50", "1e3", "true", "false", "now", "today", "uuid",
        ] {
            assert_eq!(text.parse::<DefaultValue>().unwrap().to_string(), text);
        }
        for text in [
            "today + 7d",
            "now - 24h",
            "now + 30min",
            "today - 2w",
            "now + 3m",
            "today + 1y",
        ] {
            assert_eq!(text.parse::<DefaultValue>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "word",
            "'open",
            "a'b'",
            "'a'b'",
            "1.2.3",
            "today + d",
            "now * 3h",
            "nowhere",
            "- 1",
        ] {
            assert!(text.parse::<DefaultValue>().is_err(), "{text}");
        }
    }
}
