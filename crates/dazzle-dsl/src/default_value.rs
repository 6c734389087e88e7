//! A written default, seen as a value of the field's type.
//!
//! The rule: a default is kept if the database reads it as a value of the column, and is an error otherwise.
//! What two dialects would spell differently is brought to one form (`bool = "yes"` is `true`, `int = "5"` is
//! `5`), and numbers keep their digits.

mod json;
mod readable;

use dazzle_schema::DefaultValue;

use crate::departures::Departures;
use crate::model::{DefaultText, FieldType};
use crate::words;

/// A default that does not fit.
#[derive(Debug)]
pub(crate) struct Unfit {
    pub message: String,
    /// What to write instead.
    pub replacement: Option<String>,
}

/// The default of a column of type `field_type`; for a reference, the type of the target's key. Nothing for
/// `null` and for what only the application evaluates.
pub(crate) fn resolve(
    field_type: &FieldType,
    written: &DefaultText,
    departures: &Departures,
) -> Result<Option<DefaultValue>, Unfit> {
    match written {
        DefaultText::Expression(_) => return Ok(None),
        DefaultText::Word(word)
            if word == "null" && departures.null_is_no_default && !has_value(field_type, word) =>
        {
            return Ok(None);
        }
        _ => {}
    }
    let value = match field_type {
        FieldType::Str { length } => text(written, Some(*length)),
        FieldType::Text
        | FieldType::Email
        | FieldType::Slug
        | FieldType::Url
        | FieldType::Timezone
        | FieldType::File => text(written, None),
        FieldType::Enum { values, .. } => {
            let known: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            enum_value(written, &known)
        }
        FieldType::Int => whole_number(written),
        FieldType::Decimal { precision, scale } => decimal(written, *precision, *scale),
        FieldType::Float => number(written),
        FieldType::Bool => boolean(written),
        FieldType::Date | FieldType::DateTime => moment(written, *field_type == FieldType::Date),
        FieldType::Uuid => checked_text(written, "a UUID", readable::is_uuid),
        FieldType::Json => checked_text(written, "JSON in quotes", json::is_json),
        // The rest have no default.
        _ => return Ok(None),
    };
    value.map(|value| Some(departures.spell(value)))
}

/// The default as it is written, without regard to the type: what the Python tool makes of it.
pub(crate) fn as_written(written: &DefaultText, departures: &Departures) -> Option<DefaultValue> {
    let value = match written {
        DefaultText::Expression(_) => return None,
        DefaultText::Text(text) => DefaultValue::Text(text.clone()),
        DefaultText::Word(word) => match word.as_str() {
            "true" => DefaultValue::Boolean(true),
            "false" => DefaultValue::Boolean(false),
            _ => DefaultValue::Text(word.clone()),
        },
        DefaultText::Number(number) => DefaultValue::Number(number.clone()),
        DefaultText::Moment { .. } => moment_value(written)?,
    };
    Some(departures.spell(value))
}

impl Departures {
    fn spell(&self, value: DefaultValue) -> DefaultValue {
        match value {
            DefaultValue::Number(number) if !self.number_as_written && number.contains('.') => {
                // Python prints 0.50 as 0.5 and 3.0 as 3.0.
                let shortest = number.parse::<f64>().map_or(number, |float| format!("{float:?}"));
                DefaultValue::Number(shortest)
            }
            other => other,
        }
    }
}

fn has_value(field_type: &FieldType, word: &str) -> bool {
    matches!(field_type, FieldType::Enum { values, .. } if values.iter().any(|value| value.text == word))
}

/// Whether databases read `text` as a day or an instant.
pub(crate) fn is_moment(text: &str) -> bool {
    readable::is_date(text) || readable::is_instant(text)
}

/// Whether databases read `text` as a UUID.
pub(crate) fn is_uuid(text: &str) -> bool {
    readable::is_uuid(text)
}

/// The default in the words of its author.
fn shown(written: &DefaultText) -> String {
    match written {
        DefaultText::Text(text) => format!("\"{text}\""),
        DefaultText::Word(text) | DefaultText::Number(text) | DefaultText::Expression(text) => text.clone(),
        DefaultText::Moment { base, shift: None } => base.as_str().to_owned(),
        DefaultText::Moment { base, shift: Some(_) } => format!("{} and a duration", base.as_str()),
    }
}

fn unfit(written: &DefaultText, wanted: &str) -> Unfit {
    Unfit {
        message: format!("the default `{}` is not {wanted}", shown(written)),
        replacement: None,
    }
}

fn text(written: &DefaultText, length: Option<u32>) -> Result<DefaultValue, Unfit> {
    match written {
        DefaultText::Text(text) | DefaultText::Word(text)
            if !matches!((written, text.as_str()), (DefaultText::Word(_), "true" | "false")) =>
        {
            let characters = text.chars().count();
            match length {
                Some(length) if u32::try_from(characters).map_or(true, |count| count > length) => {
                    Err(Unfit {
                        message: format!(
                            "the default has {characters} characters, the field allows {length}"
                        ),
                        replacement: None,
                    })
                }
                _ if text.contains('\0') => Err(unfit(written, "a text that databases store")),
                _ => Ok(DefaultValue::Text(text.clone())),
            }
        }
        _ => Err(Unfit {
            replacement: Some(format!("\"{}\"", shown(written))),
            ..unfit(written, "a text")
        }),
    }
}

fn enum_value(written: &DefaultText, known: &[&str]) -> Result<DefaultValue, Unfit> {
    let word = match written {
        DefaultText::Text(text) | DefaultText::Word(text) => text.as_str(),
        // A value may be called `today`.
        DefaultText::Moment { base, shift: None } => base.as_str(),
        _ => return Err(unfit(written, "one of the values")),
    };
    if known.contains(&word) {
        return Ok(DefaultValue::Text(word.to_owned()));
    }
    Err(Unfit {
        replacement: words::nearest(word, known.iter().copied()).map(str::to_owned),
        message: format!(
            "the default `{word}` is none of the values `{}`",
            known.join("`, `")
        ),
    })
}

/// The digits of a number, quoted or not.
fn digits(written: &DefaultText) -> Option<&str> {
    match written {
        DefaultText::Number(text) => Some(text),
        DefaultText::Text(text) => Some(text.trim()).filter(|text| readable::is_decimal(text)),
        _ => None,
    }
}

fn whole_number(written: &DefaultText) -> Result<DefaultValue, Unfit> {
    digits(written)
        .filter(|text| text.parse::<i32>().is_ok())
        .map(|text| DefaultValue::Number(text.to_owned()))
        .ok_or_else(|| unfit(written, "a whole number of 32 bits"))
}

fn decimal(written: &DefaultText, precision: u32, scale: u32) -> Result<DefaultValue, Unfit> {
    let text = digits(written).ok_or_else(|| unfit(written, "a number"))?;
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let before = before.trim_start_matches('-').trim_start_matches('0').len();
    let after = after.trim_end_matches('0').len();
    let fits = |count: usize, most: u32| u32::try_from(count).is_ok_and(|count| count <= most);
    if fits(before, precision - scale) && fits(after, scale) {
        Ok(DefaultValue::Number(text.to_owned()))
    } else {
        Err(unfit(written, &format!("a `decimal({precision},{scale})`")))
    }
}

fn number(written: &DefaultText) -> Result<DefaultValue, Unfit> {
    digits(written)
        .filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
        .map(|text| DefaultValue::Number(text.to_owned()))
        .ok_or_else(|| unfit(written, "a number"))
}

fn boolean(written: &DefaultText) -> Result<DefaultValue, Unfit> {
    let (DefaultText::Text(word) | DefaultText::Word(word)) = written else {
        let replacement = match written {
            DefaultText::Number(number) if number == "0" => Some(String::from("false")),
            DefaultText::Number(number) if number == "1" => Some(String::from("true")),
            _ => None,
        };
        return Err(Unfit {
            replacement,
            ..unfit(written, "`true` or `false`")
        });
    };
    match word.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Ok(DefaultValue::Boolean(true)),
        "false" | "f" | "no" | "n" | "off" | "0" => Ok(DefaultValue::Boolean(false)),
        _ => Err(unfit(written, "`true` or `false`")),
    }
}

fn moment_value(written: &DefaultText) -> Option<DefaultValue> {
    match written {
        DefaultText::Moment { base, shift: None } => Some(DefaultValue::Current(*base)),
        DefaultText::Moment {
            base,
            shift: Some((amount, unit)),
        } => Some(DefaultValue::Shifted {
            base: *base,
            amount: *amount,
            unit: *unit,
        }),
        _ => None,
    }
}

fn moment(written: &DefaultText, is_date: bool) -> Result<DefaultValue, Unfit> {
    if let Some(value) = moment_value(written) {
        return Ok(value);
    }
    match written {
        DefaultText::Text(text) if readable::is_date(text) || !is_date && readable::is_instant(text) => {
            Ok(DefaultValue::Text(text.clone()))
        }
        _ if is_date => Err(unfit(written, "a day, such as `today` or `\"2025-01-31\"`")),
        _ => Err(unfit(
            written,
            "an instant, such as `now` or `\"2025-01-31T12:00:00Z\"`",
        )),
    }
}

fn checked_text(written: &DefaultText, wanted: &str, fits: fn(&str) -> bool) -> Result<DefaultValue, Unfit> {
    match written {
        DefaultText::Text(text) if fits(text) => Ok(DefaultValue::Text(text.clone())),
        DefaultText::Word(text) | DefaultText::Number(text) if fits(text) => Err(Unfit {
            replacement: Some(format!("\"{text}\"")),
            ..unfit(written, wanted)
        }),
        _ => Err(unfit(written, wanted)),
    }
}
