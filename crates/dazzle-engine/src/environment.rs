//! The environment variables, those of `.env` behind them, and what `DAZZLE_ENV` says.

use std::collections::BTreeMap;

use crate::Settings;

/// Environment variables, as values: the process's own, then those of the project's `.env`.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    process: BTreeMap<String, String>,
    dotenv: BTreeMap<String, String>,
}

/// What Dazzle is running for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// `DAZZLE_ENV` is not set, or names an environment that is not production.
    Development {
        /// Its name, if one is set.
        name: Option<String>,
    },
    /// `DAZZLE_ENV=production`.
    Production,
}

/// What is wrong with the environment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// `DAZZLE_ENV` has an unknown value.
    #[error("`DAZZLE_ENV` is `{value}`, which is no environment; known are {known}")]
    UnknownMode {
        /// The value.
        value: String,
        /// The names known.
        known: String,
    },
    /// The `.env` file cannot be read.
    #[error("`.env`: {0}")]
    Dotenv(String),
}

impl Environment {
    /// The variables given, and those of the text of a `.env` file.
    ///
    /// # Errors
    /// When the `.env` text has a line that is no assignment.
    pub fn new(
        process: impl IntoIterator<Item = (String, String)>,
        dotenv: Option<&str>,
    ) -> Result<Self, EnvironmentError> {
        let mut values = BTreeMap::new();
        let text = dotenv.unwrap_or_default();
        for pair in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = pair.map_err(|error| broken_dotenv(text, &error))?;
            values.insert(name, value);
        }
        Ok(Self {
            process: process.into_iter().collect(),
            dotenv: values,
        })
    }

    /// The value of `name`; an empty one counts as not set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = |values: &'_ BTreeMap<String, String>| values.contains_key(name);
        let values = if found(&self.process) {
            &self.process
        } else {
            &self.dotenv
        };
        values
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Whether `name` comes from the process's own variables, not from `.env`.
    #[must_use]
    pub fn is_from_process(&self, name: &str) -> bool {
        self.process.contains_key(name)
    }

    /// What `DAZZLE_ENV` says.
    ///
    /// # Errors
    /// When it names no environment. An unknown value is never taken for development.
    pub fn mode(&self, settings: &Settings) -> Result<Mode, EnvironmentError> {
        match self.get("DAZZLE_ENV") {
            None => Ok(Mode::Development { name: None }),
            Some("production") => Ok(Mode::Production),
            Some(name)
                if ["development", "test", "staging"].contains(&name)
                    || settings.environment_urls.contains_key(name) =>
            {
                Ok(Mode::Development {
                    name: Some(name.to_owned()),
                })
            }
            Some(other) => {
                let mut known = vec!["`development`", "`test`", "`staging`", "`production`"]
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>();
                known.extend(settings.environment_urls.keys().map(|name| format!("`{name}`")));
                Err(EnvironmentError::UnknownMode {
                    value: other.to_owned(),
                    known: known.join(", "),
                })
            }
        }
    }
}

/// Says which line is wrong and not what it holds, which may be a password.
fn broken_dotenv(text: &str, error: &dotenvy::Error) -> EnvironmentError {
    let line = match error {
        dotenvy::Error::LineParse(content, _) => text
            .find(content.trim_end())
            .and_then(|at| text.get(..at))
            .map(|before| format!("line {}: ", before.matches('\n').count() + 1)),
        _ => None,
    };
    let line = line.unwrap_or_default();
    EnvironmentError::Dotenv(format!(
        "{line}expected `NAME=value`, with both quotes where there are any"
    ))
}

impl Mode {
    /// The environment's name, for looking up its settings.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Development { name } => name.as_deref(),
            Self::Production => Some("production"),
        }
    }

    /// Whether it is a developer's own machine: no environment is named, or `development` or `test`.
    #[must_use]
    pub fn is_at_a_desk(&self) -> bool {
        match self {
            Self::Development { name } => name
                .as_deref()
                .is_none_or(|name| matches!(name, "development" | "test")),
            Self::Production => false,
        }
    }

    /// Whether it is production.
    #[must_use]
    pub const fn is_production(&self) -> bool {
        matches!(self, Self::Production)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)], dotenv: &str) -> Environment {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Environment::new(pairs, Some(dotenv)).unwrap()
    }

    #[test]
    fn the_process_comes_before_the_file() {
        let both = environment(&[("A", "1")], "A=2\nB='x y' # note\n");
        assert_eq!(both.get("A"), Some("1"));
        assert_eq!(both.get("B"), Some("x y"));
        assert_eq!(both.get("C"), None);
    }

    #[test]
    fn a_broken_line_is_named_and_not_shown() {
        let error = Environment::new([], Some("A=1\n\nURL='secret\nB=2\n")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`.env`: line 3: expected `NAME=value`, with both quotes where there are any"
        );
    }

    #[test]
    fn an_unknown_environment_is_an_error() {
        let settings = Settings::parse("[environments.qa]\n", "x").unwrap();
        let mode = |value| environment(&[("DAZZLE_ENV", value)], "").mode(&settings);
        assert_eq!(mode("production"), Ok(Mode::Production));
        assert_eq!(
            mode("qa"),
            Ok(Mode::Development {
                name: Some("qa".to_owned())
            })
        );
        assert!(mode("Production").is_err());
        assert!(mode("prod").is_err());
    }
}
