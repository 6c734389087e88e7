//! A file of answers: the same texts as on the command line, in TOML.

use std::path::Path;

use toml::{Table, Value};

use super::Answers;
use crate::EngineError;

/// What a file of answers says wrongly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswersFileError {
    /// It is not TOML.
    #[error("line {line}: {reason}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// A key that means nothing.
    #[error("`{key}` is no kind of answer; write `rename` or `not_renamed`")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A value that is no list of texts.
    #[error("`{key}` must be a list of texts, such as `{key} = [\"Task.title=Task.name\"]`")]
    NoList {
        /// The key.
        key: String,
    },
    /// A text that is no answer.
    #[error("`{key}`: {reason}")]
    NoAnswer {
        /// The key.
        key: String,
        /// What is wrong.
        reason: String,
    },
}

impl Answers {
    /// Adds the answers in the file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read or says something that is no answer.
    pub fn read(&mut self, path: &Path) -> Result<(), EngineError> {
        let text = std::fs::read_to_string(path).map_err(|source| EngineError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        self.add_text(&text).map_err(|source| EngineError::AnswersFile {
            path: path.to_owned(),
            source,
        })
    }

    fn add_text(&mut self, text: &str) -> Result<(), AnswersFileError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            AnswersFileError::Syntax {
                line: text.get(..start).unwrap_or_default().matches('\n').count() + 1,
                reason: error.message().to_owned(),
            }
        })?;
        for (key, value) in table {
            let texts = texts(&key, &value)?;
            let wrong = |error: super::AnswerParseError| AnswersFileError::NoAnswer {
                key: key.clone(),
                reason: error.to_string(),
            };
            for text in texts {
                match key.as_str() {
                    "rename" => self.renames.push(text.parse().map_err(wrong)?),
                    "not_renamed" => self.not_renamed.push(text.parse().map_err(wrong)?),
                    _ => return Err(AnswersFileError::UnknownKey { key: key.clone() }),
                }
            }
        }
        Ok(())
    }
}

fn texts<'a>(key: &str, value: &'a Value) -> Result<Vec<&'a str>, AnswersFileError> {
    if !matches!(key, "rename" | "not_renamed") {
        return Err(AnswersFileError::UnknownKey { key: key.to_owned() });
    }
    let all = value
        .as_array()
        .map(|list| list.iter().map(Value::as_str).collect());
    all.flatten()
        .ok_or_else(|| AnswersFileError::NoList { key: key.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_flags_say() {
        let mut answers = Answers::default();
        let text = "# of the big cleaning\nrename = [\"Task.title=Task.name\", '\"a b\"=c']\nnot_renamed = [\"Task.x\"]\n";
        answers.add_text(text).unwrap();
        let expected = Answers {
            renames: vec![
                "Task.title=Task.name".parse().unwrap(),
                "\"a b\"=c".parse().unwrap(),
            ],
            not_renamed: vec!["Task.x".parse().unwrap()],
        };
        assert_eq!(answers, expected);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, expected) in [
            ("rename = [", "line 1"),
            ("x = 1", "`x` is no kind of answer"),
            ("rename = \"a=b\"", "must be a list of texts"),
            ("rename = [1]", "must be a list of texts"),
            ("\nrename = [\"Task\"]", "`rename`: `Task` does not name"),
        ] {
            let error = Answers::default().add_text(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
