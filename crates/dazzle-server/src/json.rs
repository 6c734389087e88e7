//! JSON from a client, read without losing anything.
//!
//! `serde_json::Value` keeps the last of two members of one name and turns a number of many digits into a binary
//! float. Here both would be silent losses, so documents are read into a value of our own: numbers keep their
//! digits, a name that is there twice is refused, and so is what is nested too deep.

use std::fmt::Write as _;

/// How deep arrays and objects may stand in each other.
pub(crate) const MOST_NESTING: usize = 64;
/// The largest exponent of a number: beyond it a double is zero or infinite anyway.
const MOST_EXPONENT: i64 = 400;

/// A JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The number as written.
    Number(String),
    String(String),
    Array(Vec<Self>),
    /// Members in the order of the text, each name once.
    Object(Vec<(String, Self)>),
}

/// Why a text is no JSON document that is taken here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}, at byte {at}")]
pub(crate) struct JsonError {
    pub(crate) reason: &'static str,
    pub(crate) at: usize,
}

impl Json {
    /// Reads one document.
    pub(crate) fn parse(text: &str) -> Result<Self, JsonError> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0)?;
        reader.space();
        match reader.peek() {
            None => Ok(value),
            Some(_) => Err(reader.error("something follows the end of the document")),
        }
    }

    /// What it is, for messages.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The document in the form in which every database here gives it back: members in the order of PostgreSQL's
    /// `jsonb` (by length, then by bytes), numbers without exponent, no white space.
    ///
    /// # Errors
    /// With the reason, for what PostgreSQL cannot hold: zero characters and numbers beyond all measure.
    pub(crate) fn canonical(&self) -> Result<String, &'static str> {
        let mut out = String::new();
        self.write(&mut out)?;
        Ok(out)
    }

    fn write(&self, out: &mut String) -> Result<(), &'static str> {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => {
                out.push_str(&plain_number(text).ok_or("it holds a number that is too large or too small")?);
            }
            Self::String(text) => write_checked(text, out)?,
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out)?;
                }
                out.push(']');
            }
            Self::Object(members) => {
                let mut members: Vec<&(String, Self)> = members.iter().collect();
                members.sort_by(|(first, _), (second, _)| (first.len(), first).cmp(&(second.len(), second)));
                out.push('{');
                for (at, (name, value)) in members.into_iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_checked(name, out)?;
                    out.push(':');
                    value.write(out)?;
                }
                out.push('}');
            }
        }
        Ok(())
    }
}

fn write_checked(text: &str, out: &mut String) -> Result<(), &'static str> {
    if text.contains('\0') {
        return Err("it holds a zero character, which databases do not store");
    }
    write_string(text, out);
    Ok(())
}

/// Appends `text` as a JSON string.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A JSON number without exponent and without `-0`; digits behind the point stay, as PostgreSQL's `numeric` keeps
/// them. `None` if it is beyond measure.
pub(crate) fn plain_number(text: &str) -> Option<String> {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    if exponent.abs() > MOST_EXPONENT || mantissa.len() > 2_000 {
        return None;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = i64::try_from(whole.len()).ok()? + exponent;
    while point <= 0 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).ok()?;
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at_checked(point)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_zero = whole == "0" && fraction.bytes().all(|digit| digit == b'0');
    let sign = if is_zero { "" } else { sign };
    if fraction.is_empty() {
        Some(format!("{sign}{whole}"))
    } else {
        Some(format!("{sign}{whole}.{fraction}"))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, reason: &'static str) -> JsonError {
        JsonError { reason, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes `byte` if it comes next, behind white space.
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.at += 1;
        }
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Json, JsonError> {
        if depth > MOST_NESTING {
            return Err(self.error("it is nested too deep"));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Json::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(_) => Err(self.error("a value is expected")),
            None => Err(self.error("it ends too early")),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.error("a value is expected"))
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, JsonError> {
        self.at += 1;
        let mut members = Vec::new();
        let mut seen = std::collections::HashSet::new();
        if self.eat(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.error("the name of a member is expected, in double quotes"));
            }
            let name = self.string()?;
            if !seen.insert(name.clone()) {
                return Err(self.error("an object has two members of one name"));
            }
            if !self.eat(b':') {
                return Err(self.error("`:` is expected"));
            }
            let value = self.value(depth + 1)?;
            members.push((name, value));
            if self.eat(b',') {
                continue;
            }
            if self.eat(b'}') {
                return Ok(Json::Object(members));
            }
            return Err(self.error("`,` or `}` is expected"));
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat(b',') {
                continue;
            }
            if self.eat(b']') {
                return Ok(Json::Array(items));
            }
            return Err(self.error("`,` or `]` is expected"));
        }
    }

    /// Finds the end of the string; `serde_json` decodes it.
    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        let mut end = start + 1;
        loop {
            match self.text.as_bytes().get(end) {
                Some(b'\\') => end += 2,
                Some(b'"') => break,
                Some(_) => end += 1,
                None => return Err(self.error("a string does not end")),
            }
        }
        let token = self.text.get(start..=end).unwrap_or_default();
        let decoded = serde_json::from_str(token)
            .map_err(|_| self.error("a string holds a control character or a wrong escape"))?;
        self.at = end + 1;
        Ok(decoded)
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let start = self.at;
        let mut end = start;
        while matches!(
            self.text.as_bytes().get(end),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')
        ) {
            end += 1;
        }
        let token = self.text.get(start..end).unwrap_or_default();
        if !is_number(token) {
            return Err(self.error("a number is malformed"));
        }
        self.at = end;
        Ok(Json::Number(token.to_owned()))
    }
}

/// The grammar of numbers of RFC 8259.
fn is_number(token: &str) -> bool {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let token = token.strip_prefix('-').unwrap_or(token);
    let (mantissa, exponent) = match token.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (token, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    all_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(all_digits)
        && exponent.is_none_or(|exponent| all_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_json_reads_is_read_and_nothing_else() {
        for text in [
            "null",
            " true ",
            "[]",
            "{}",
            "[1,2.50,-0,1e3]",
            r#"{"a":{"b":[null]},"":"x"}"#,
            r#""\ud83d\ude00\n""#,
            "",
            "nul",
            "[1,]",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "-",
            "\"",
            "\"\n\"",
            "[1 2]",
            "{\"a\":1,}",
            "NaN",
            "Infinity",
            "1 2",
            r#""\ud800""#,
            "\u{feff}1",
            "{\"a\" 1}",
            "tru",
        ] {
            let ours = Json::parse(text);
            let theirs = serde_json::from_str::<serde_json::Value>(text);
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {ours:?} {theirs:?}");
        }
    }

    #[test]
    fn deep_nesting_and_names_given_twice_are_refused() {
        assert!(Json::parse(&"[".repeat(10_000)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(60), "]".repeat(60))).is_ok());
        assert!(Json::parse(r#"{"a":1,"a":2}"#).is_err());
        assert!(Json::parse(r#"{"a":1,"\u0061":2}"#).is_err());
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (written, plain) in [
            ("12345678901234567890123", "12345678901234567890123"),
            ("1.50", "1.50"),
            ("-0", "0"),
            ("-0.0", "0.0"),
            ("1e3", "1000"),
            ("1.5e1", "15"),
            ("15e-1", "1.5"),
            ("-2e-3", "-0.002"),
            ("0e5", "0"),
            ("1.25e1", "12.5"),
        ] {
            assert_eq!(plain_number(written).as_deref(), Some(plain), "{written}");
        }
        assert_eq!(plain_number("1e999999999999999999999"), None);
        assert_eq!(plain_number("1e401"), None);
    }

    #[test]
    fn canonical_form() {
        let json = Json::parse(r#"{"bb":1e2,"c":[true,null],"a":"x\u0001\"é"}"#).unwrap();
        assert_eq!(
            json.canonical().unwrap(),
            "{\"a\":\"x\\u0001\\\"é\",\"c\":[true,null],\"bb\":100}"
        );
        assert!(Json::parse(r#""\u0000""#).unwrap().canonical().is_err());
    }
}
