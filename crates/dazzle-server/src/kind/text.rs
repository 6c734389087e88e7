//! Text and its rules, words of an enumeration, UUIDs.

use super::{Fault, Value};

/// What is asked of a text beside its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextRule {
    /// Nothing.
    Any,
    /// An address of electronic mail.
    Email,
    /// Small letters, digits and dashes.
    Slug,
    /// An absolute URI.
    Url,
    /// The name of a time zone.
    Timezone,
    /// Three capital letters.
    Currency,
}

impl TextRule {
    /// A regular expression for it, in the syntax of JSON Schema: exactly what is taken.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Any => r"^[^\u0000]*$",
            Self::Email => r#"^[^\u0000- \u007f@<>()\[\],:;"\\]+@[^\u0000- \u007f@<>()\[\],:;"\\]+$"#,
            Self::Slug => "^[a-z0-9-]{3,40}$",
            Self::Url => r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$",
            Self::Timezone => "^[A-Za-z0-9_+/-]{1,64}$",
            Self::Currency => "^[A-Z]{3}$",
        }
    }

    fn admits(self, text: &str) -> bool {
        let all = |text: &str, fits: fn(u8) -> bool| !text.is_empty() && text.bytes().all(fits);
        match self {
            Self::Any => true,
            Self::Email => text.split_once('@').is_some_and(|(local, domain)| {
                let fits = |part: &str| {
                    !part.is_empty()
                        && part
                            .chars()
                            .all(|c| c > ' ' && c != '\u{7f}' && !"@<>()[],:;\"\\".contains(c))
                };
                fits(local) && fits(domain)
            }),
            Self::Slug => {
                (3..=40).contains(&text.len())
                    && all(text, |byte| {
                        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
                    })
            }
            Self::Url => text.split_once(':').is_some_and(|(scheme, rest)| {
                scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                    && all(scheme, |byte| {
                        byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)
                    })
                    && all(rest, |byte| byte.is_ascii_graphic())
            }),
            Self::Timezone => {
                text.len() <= 64
                    && all(text, |byte| {
                        byte.is_ascii_alphanumeric() || b"_+/-".contains(&byte)
                    })
            }
            Self::Currency => text.len() == 3 && all(text, |byte| byte.is_ascii_uppercase()),
        }
    }

    const fn wanted(self) -> &'static str {
        match self {
            Self::Any => "must be a text",
            Self::Email => "must be an email address, such as ada@example.org",
            Self::Slug => "must be 3 to 40 small letters, digits or dashes",
            Self::Url => "must be an absolute address, such as https://example.org/",
            Self::Timezone => "must be the name of a time zone, such as Europe/Berlin",
            Self::Currency => "must be a currency of three capital letters, such as EUR",
        }
    }
}

pub(super) fn text(text: &str, most: Option<u32>, rule: TextRule) -> Result<Value, Fault> {
    if text.contains('\0') {
        return Err(Fault::new(
            "format",
            "must not hold a zero character, which databases do not store",
        ));
    }
    let length = text.chars().count();
    if let Some(most) = most
        && u32::try_from(length).map_or(true, |length| length > most)
    {
        return Err(Fault::new(
            "too_long",
            format!("has {length} characters, and may have at most {most}"),
        ));
    }
    if rule.admits(text) {
        Ok(Value::Text(Some(text.to_owned())))
    } else {
        Err(Fault::new("format", rule.wanted()))
    }
}

pub(super) fn one_of(text: &str, words: &[String]) -> Result<Value, Fault> {
    if words.iter().any(|word| word == text) {
        Ok(Value::Text(Some(text.to_owned())))
    } else {
        Err(Fault::new(
            "not_one_of",
            format!("must be one of {}", words.join(", ")),
        ))
    }
}

/// A UUID in its usual form of 36 characters; kept in small letters.
pub(super) fn uuid(text: &str) -> Result<Value, Fault> {
    let parsed = (text.len() == 36)
        .then(|| uuid::Uuid::try_parse(text).ok())
        .flatten();
    match parsed {
        Some(uuid) => Ok(Value::Text(Some(uuid.hyphenated().to_string()))),
        None => Err(Fault::new(
            "format",
            "must be a UUID, such as 0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e4f",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        for (rule, good, bad) in [
            (TextRule::Email, "ada@example.org", "ada"),
            (TextRule::Email, "!#$%@bücher.example", "a b@c"),
            (TextRule::Email, "a@b", "<a@b>"),
            (TextRule::Slug, "a-1", "A-1"),
            (TextRule::Url, "https://example.org/?q=1", "example.org"),
            (TextRule::Url, "mailto:a@b", "https://exa mple"),
            (TextRule::Timezone, "Europe/Berlin", "Europe Berlin"),
            (TextRule::Currency, "EUR", "EURO"),
        ] {
            assert!(text(good, None, rule).is_ok(), "{rule:?} {good}");
            assert!(text(bad, None, rule).is_err(), "{rule:?} {bad}");
        }
        assert!(text("ä".repeat(5).as_str(), Some(5), TextRule::Any).is_ok());
        assert!(text("abcdef", Some(5), TextRule::Any).is_err());
        assert!(text("a\0b", None, TextRule::Any).is_err());
        assert!(uuid("0198F2A4-7C11-7D3E-9A52-0C6F1B2D3E4F").is_ok());
        assert!(uuid("{0198f2a4-7c11-7d3e-9a52-0c6f1b2d3e}").is_err());
    }
}
