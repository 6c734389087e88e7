//! `[assistant]`: whom to ask about open questions and seams.

use std::ops::Range;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SettingsError;

/// The words of the drivers.
const DRIVERS: [&str; 3] = ["anthropic", "openai", "command"];
const KEYS: [&str; 7] = [
    "driver",
    "model",
    "base_url",
    "command",
    "key_env",
    "max_attempts",
    "timeout",
];
/// More attempts than this cost more than they bring.
const MOST_ATTEMPTS: u32 = 10;
/// The longest time for an answer, in seconds.
const MOST_SECONDS: u64 = 3_600;

/// `[assistant]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssistantSettings {
    /// `driver`: `anthropic`, `openai` or `command`.
    pub driver: String,
    /// `model`.
    pub model: Option<String>,
    /// `base_url`: where the server is.
    pub base_url: Option<String>,
    /// `command`: a program and its arguments.
    pub command: Vec<String>,
    /// `key_env`: the environment variable that holds the key.
    pub key_env: Option<String>,
    /// `max_attempts`: how often an answer is asked for.
    pub max_attempts: u32,
    /// `timeout`: how long an answer may take.
    pub timeout: Duration,
}

/// What the text of `dazzle.toml` says; none where it has no `[assistant]`.
///
/// # Errors
/// The first mistake, with its place. What is no TOML at all has been found before.
pub(super) fn read(text: &str) -> Result<Option<AssistantSettings>, SettingsError> {
    let Ok(root) = DeTable::parse(text) else {
        return Ok(None);
    };
    let reader = Reader { text };
    let Some(item) = root.get_ref().get("assistant") else {
        return Ok(None);
    };
    let DeValue::Table(part) = item.get_ref() else {
        return Err(reader.error(item.span(), "`assistant` must be a table"));
    };
    if let Some(key) = part.keys().find(|key| !KEYS.contains(&&**key.get_ref())) {
        let word: &str = key.get_ref();
        let near = KEYS
            .iter()
            .find(|known| strsim::damerau_levenshtein(known, word) <= 2)
            .map_or_else(
                || format!("; known are {}", quoted(&KEYS)),
                |known| format!("; did you mean `{known}`?"),
            );
        return Err(reader.error(key.span(), format!("unknown key `assistant.{word}`{near}")));
    }
    let Some(driver) = part.get("driver") else {
        return Err(reader.error(
            item.span(),
            format!("`assistant` needs `driver`: {}", quoted(&DRIVERS)),
        ));
    };
    let word = reader.text(driver, "driver")?;
    if !DRIVERS.contains(&word.as_str()) {
        return Err(reader.error(
            driver.span(),
            format!("`assistant.driver` is `{word}`; it may be {}", quoted(&DRIVERS)),
        ));
    }
    let text = |key: &str| part.get(key).map(|item| reader.text(item, key)).transpose();
    let settings = AssistantSettings {
        model: text("model")?,
        base_url: text("base_url")?,
        key_env: text("key_env")?,
        command: match part.get("command") {
            None => Vec::new(),
            Some(item) => reader.words(item)?,
        },
        max_attempts: match part.get("max_attempts") {
            None => 3,
            Some(item) => reader
                .number(item, "max_attempts", u64::from(MOST_ATTEMPTS))
                .map(|number| u32::try_from(number).unwrap_or(MOST_ATTEMPTS))?,
        },
        timeout: Duration::from_secs(match part.get("timeout") {
            None => 120,
            Some(item) => reader.number(item, "timeout", MOST_SECONDS)?,
        }),
        driver: word,
    };
    let (needed, is_there) = match settings.driver.as_str() {
        "command" => ("command", !settings.command.is_empty()),
        _ => ("model", settings.model.is_some()),
    };
    if !is_there {
        let reason = format!("the driver `{}` needs `{needed}`", settings.driver);
        return Err(reader.error(driver.span(), reason));
    }
    Ok(Some(settings))
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, reason: impl Into<String>) -> SettingsError {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        SettingsError::Assistant {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            reason: reason.into(),
        }
    }

    fn text(&self, item: &Spanned<DeValue<'_>>, key: &str) -> Result<String, SettingsError> {
        match item.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Ok(text.to_string()),
            _ => Err(self.error(
                item.span(),
                format!("`assistant.{key}` must be a text that is not empty"),
            )),
        }
    }

    fn words(&self, item: &Spanned<DeValue<'_>>) -> Result<Vec<String>, SettingsError> {
        let wrong = "`assistant.command` must be a list of texts: the program and its arguments, as in \
                     `[\"python3\", \"answer.py\"]`";
        match item.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(text.to_string()),
                    _ => Err(self.error(item.span(), wrong)),
                })
                .collect(),
            _ => Err(self.error(item.span(), wrong)),
        }
    }

    fn number(&self, item: &Spanned<DeValue<'_>>, key: &str, most: u64) -> Result<u64, SettingsError> {
        let found = match item.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        found.filter(|it| (1..=most).contains(it)).ok_or_else(|| {
            self.error(
                item.span(),
                format!("`assistant.{key}` must be a whole number from 1 to {most}"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_a_default() {
        assert_eq!(read("[project]\nname = 'a'\n"), Ok(None));
        let settings = read("[assistant]\ndriver = 'command'\ncommand = ['a', 'b']\n")
            .unwrap()
            .unwrap();
        assert_eq!(settings.command, ["a", "b"]);
        assert_eq!(settings.max_attempts, 3);
        assert_eq!(settings.timeout, Duration::from_secs(120));
    }

    #[test]
    fn mistakes_have_their_place() {
        for (rest, expected) in [
            (
                "",
                "line 2, column 1: `assistant` needs `driver`: `anthropic`, `openai`, `command`",
            ),
            (
                "driver = 'gpt'",
                "line 3, column 10: `assistant.driver` is `gpt`; it may be `anthropic`, `openai`, `command`",
            ),
            (
                "driver = 'openai'",
                "line 3, column 10: the driver `openai` needs `model`",
            ),
            (
                "driver = 'command'",
                "line 3, column 10: the driver `command` needs `command`",
            ),
            (
                "driver = 'command'\ncommand = 'a b'",
                "line 4, column 11: `assistant.command` must be a list of texts: the program and its arguments, as in \
                 `[\"python3\", \"answer.py\"]`",
            ),
            (
                "  modle = 'x'",
                "line 3, column 3: unknown key `assistant.modle`; did you mean `model`?",
            ),
            (
                "api_key = 'x'",
                "line 3, column 1: unknown key `assistant.api_key`; known are `driver`, `model`, `base_url`, \
                 `command`, `key_env`, `max_attempts`, `timeout`",
            ),
            (
                "driver = 'openai'\nmodel = 'x'\nmax_attempts = 0",
                "line 5, column 16: `assistant.max_attempts` must be a whole number from 1 to 10",
            ),
            (
                "driver = 'openai'\nmodel = 'x'\ntimeout = '1s'",
                "line 5, column 11: `assistant.timeout` must be a whole number from 1 to 3600",
            ),
        ] {
            let error = read(&format!("\n[assistant]\n{rest}\n")).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }
}
