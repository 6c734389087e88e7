//! `dazzle.toml`: the keys that Dazzle reads. All other tables are somebody else's and are left alone.

mod assistant;
mod casts;

use std::collections::BTreeMap;

use dazzle_dsl::{InvariantChecks, Naming, Profile};
use dazzle_sql::casts::WrittenRule;
use toml::{Table, Value};

pub use assistant::AssistantSettings;

/// What a project chose.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `[project] name`: names the embedded database.
    pub name: String,
    /// `[modules] paths`: the folders of DSL files, relative to `dazzle.toml`.
    pub module_paths: Vec<String>,
    /// `[migrations] path`: the folder of revision files, relative to `dazzle.toml`.
    pub migrations_path: String,
    /// `[database] url`; may be `env:NAME`.
    pub database_url: Option<String>,
    /// `[environments.NAME] database_url`, by name; may be `env:NAME`.
    pub environment_urls: BTreeMap<String, Option<String>>,
    /// `[scratch] url`: the PostgreSQL server on which revisions are tried; may be `env:NAME`.
    pub scratch_url: Option<String>,
    /// `[schema] ignore`: patterns (`*`, `?`) for tables and views of others that live in the same database.
    pub ignore: Vec<String>,
    /// `[guard] drift`: what the production guard does about drift.
    pub guard_drift: DriftPolicy,
    /// `[[casts]]`: how values of one type become values of another.
    pub casts: Vec<WrittenRule>,
    /// `[assistant]`: whom to ask about open questions and seams.
    pub assistant: Option<AssistantSettings>,
    /// What the language means here: `[project] root`, `[schema]`.
    pub language: dazzle_dsl::Settings,
}

/// What the production guard does where somebody changed the database behind history's back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DriftPolicy {
    /// It does not look.
    Off,
    /// It says so and lets the application start.
    Warn,
    /// It refuses.
    #[default]
    Refuse,
}

impl DriftPolicy {
    /// The word in `dazzle.toml`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Refuse => "refuse",
        }
    }
}

/// What is wrong with `dazzle.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// It is not TOML.
    #[error("line {line}: {reason}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A key holds something else than it should.
    #[error("`{key}` must be {expected}")]
    Kind {
        /// The key, with its table.
        key: String,
        /// What is expected.
        expected: &'static str,
    },
    /// A word is none of those that are allowed.
    #[error("`{key}` is `{value}`; it may be {allowed}")]
    Word {
        /// The key, with its table.
        key: String,
        /// What it holds.
        value: String,
        /// The words allowed.
        allowed: &'static str,
    },
    /// A rule for a change of type is not right.
    #[error("line {line}, column {column}: {reason}")]
    Cast {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What is wrong there, and what is expected.
        reason: String,
    },
    /// `[assistant]` is not right.
    #[error("line {line}, column {column}: {reason}")]
    Assistant {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What is wrong there, and what is expected.
        reason: String,
    },
    /// A key of a table that is Dazzle's alone is not known.
    #[error("unknown key `{key}`{}", .suggestion.as_ref().map(|it| format!("; did you mean `{it}`?")).unwrap_or_default())]
    UnknownKey {
        /// The key, with its table.
        key: String,
        /// One that looks like it.
        suggestion: Option<String>,
    },
}

impl Settings {
    /// Reads the text of `dazzle.toml`; `folder` names the project where the file does not.
    ///
    /// # Errors
    /// When the text is no TOML or a key of Dazzle's holds something else than it should.
    pub fn parse(text: &str, folder: &str) -> Result<Self, SettingsError> {
        // The parser's own text shows the source line, which may hold a password.
        let root: Table = text.parse().map_err(|error: toml::de::Error| {
            let before = error
                .span()
                .and_then(|span| text.get(..span.start))
                .unwrap_or_default();
            SettingsError::Syntax {
                line: before.matches('\n').count() + 1,
                reason: error.message().to_owned(),
            }
        })?;
        let empty = Table::new();
        let project = table(&root, "project")?.unwrap_or(&empty);
        let modules = table(&root, "modules")?.unwrap_or(&empty);
        let migrations = table(&root, "migrations")?.unwrap_or(&empty);
        let database = table(&root, "database")?.unwrap_or(&empty);
        let schema = table(&root, "schema")?.unwrap_or(&empty);
        only_known(
            schema,
            "schema",
            &["naming", "index_references", "invariants", "profile", "ignore"],
        )?;
        let scratch = table(&root, "scratch")?.unwrap_or(&empty);
        only_known(scratch, "scratch", &["url"])?;
        let guard = table(&root, "guard")?.unwrap_or(&empty);
        only_known(guard, "guard", &["drift"])?;

        let mut environment_urls = BTreeMap::new();
        if let Some(environments) = table(&root, "environments")? {
            for (name, value) in environments {
                let key = format!("environments.{name}");
                let Value::Table(values) = value else {
                    return Err(SettingsError::Kind {
                        key,
                        expected: "a table",
                    });
                };
                // Passed over, it would let another database be chosen.
                if let Some(wrong) = ["url", "uri", "database"]
                    .into_iter()
                    .find(|it| values.contains_key(*it))
                {
                    return Err(SettingsError::UnknownKey {
                        key: format!("{key}.{wrong}"),
                        suggestion: Some("database_url".to_owned()),
                    });
                }
                environment_urls.insert(name.clone(), text_of(values, &key, "database_url")?);
            }
        }
        Ok(Self {
            name: text_of(project, "project", "name")?.unwrap_or_else(|| folder.to_owned()),
            module_paths: texts_of(modules, "modules", "paths")?.unwrap_or_else(|| vec!["./dsl".to_owned()]),
            migrations_path: text_of(migrations, "migrations", "path")?
                .unwrap_or_else(|| "migrations".to_owned()),
            database_url: text_of(database, "database", "url")?,
            environment_urls,
            scratch_url: text_of(scratch, "scratch", "url")?,
            ignore: texts_of(schema, "schema", "ignore")?.unwrap_or_default(),
            guard_drift: word((guard, "guard"), "drift", "`off`, `warn` or `refuse`", |word| {
                [DriftPolicy::Off, DriftPolicy::Warn, DriftPolicy::Refuse]
                    .into_iter()
                    .find(|policy| policy.as_str() == word)
            })?,
            casts: casts::read(text)?,
            assistant: assistant::read(text)?,
            language: dazzle_dsl::Settings {
                root: text_of(project, "project", "root")?,
                naming: word(
                    (schema, "schema"),
                    "naming",
                    "`verbatim` or `snake_case`",
                    |word| match word {
                        "verbatim" => Some(Naming::Verbatim),
                        "snake_case" => Some(Naming::SnakeCase),
                        _ => None,
                    },
                )?,
                profile: word(
                    (schema, "schema"),
                    "profile",
                    "`ours` or `dazzle`",
                    |word| match word {
                        "ours" => Some(Profile::Ours),
                        "dazzle" => Some(Profile::Dazzle),
                        _ => None,
                    },
                )?,
                invariants: word(
                    (schema, "schema"),
                    "invariants",
                    "`off` or `check`",
                    |word| match word {
                        "off" => Some(InvariantChecks::Off),
                        "check" => Some(InvariantChecks::Check),
                        _ => None,
                    },
                )?,
                index_references: match schema.get("index_references") {
                    None => false,
                    Some(Value::Boolean(value)) => *value,
                    Some(_) => {
                        return Err(SettingsError::Kind {
                            key: "schema.index_references".to_owned(),
                            expected: "`true` or `false`",
                        });
                    }
                },
            },
        })
    }
}

fn table<'a>(root: &'a Table, key: &str) -> Result<Option<&'a Table>, SettingsError> {
    match root.get(key) {
        None => Ok(None),
        Some(Value::Table(table)) => Ok(Some(table)),
        Some(_) => Err(SettingsError::Kind {
            key: key.to_owned(),
            expected: "a table",
        }),
    }
}

fn text_of(table: &Table, table_name: &str, key: &str) -> Result<Option<String>, SettingsError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(SettingsError::Kind {
            key: format!("{table_name}.{key}"),
            expected: "a string that is not empty",
        }),
    }
}

fn texts_of(table: &Table, table_name: &str, key: &str) -> Result<Option<Vec<String>>, SettingsError> {
    let wrong = || SettingsError::Kind {
        key: format!("{table_name}.{key}"),
        expected: "a list of strings",
    };
    match table.get(key) {
        None => Ok(None),
        Some(Value::Array(values)) => values
            .iter()
            .map(|value| value.as_str().map(ToOwned::to_owned).ok_or_else(wrong))
            .collect::<Result<_, _>>()
            .map(Some),
        Some(_) => Err(wrong()),
    }
}

fn word<T: Default>(
    (table, table_name): (&Table, &str),
    key: &str,
    allowed: &'static str,
    meaning: impl Fn(&str) -> Option<T>,
) -> Result<T, SettingsError> {
    let key_path = || format!("{table_name}.{key}");
    match table.get(key) {
        None => Ok(T::default()),
        Some(Value::String(text)) => meaning(text).ok_or_else(|| SettingsError::Word {
            key: key_path(),
            value: text.clone(),
            allowed,
        }),
        Some(_) => Err(SettingsError::Kind {
            key: key_path(),
            expected: allowed,
        }),
    }
}

fn only_known(table: &Table, table_name: &str, known: &[&str]) -> Result<(), SettingsError> {
    let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let suggestion = known
        .iter()
        .min_by_key(|word| strsim::damerau_levenshtein(word, key))
        .filter(|word| strsim::damerau_levenshtein(word, key) <= (key.chars().count() / 3).max(1))
        .map(|word| (*word).to_owned());
    Err(SettingsError::UnknownKey {
        key: format!("{table_name}.{key}"),
        suggestion,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scratch_server_is_read_and_nothing_else_beside_it() {
        let url = |text: &str| Settings::parse(text, "x").map(|settings| settings.scratch_url);
        assert_eq!(url("").unwrap(), None);
        assert_eq!(
            url("[scratch]\nurl = \"env:SCRATCH\"\n").unwrap().as_deref(),
            Some("env:SCRATCH")
        );
        assert_eq!(
            url("[scratch]\nulr = \"x\"\n").unwrap_err().to_string(),
            "unknown key `scratch.ulr`; did you mean `url`?"
        );
        assert!(url("[scratch]\nurl = \"\"\n").is_err());
    }

    #[test]
    fn an_empty_file_has_defaults() {
        let settings = Settings::parse("", "shop").unwrap();
        assert_eq!(settings.name, "shop");
        assert_eq!(settings.module_paths, ["./dsl"]);
        assert_eq!(settings.migrations_path, "migrations");
        assert!(settings.database_url.is_none());
    }

    #[test]
    fn tables_of_others_are_left_alone() {
        assert!(Settings::parse("[ux]\ntheme = 3\n[project]\nname = 'a'\nversion = 1\n", "x").is_ok());
    }

    #[test]
    fn drift_is_refused_unless_something_else_is_said() {
        let drift = |text| Settings::parse(text, "x").map(|it| it.guard_drift);
        assert_eq!(drift(""), Ok(DriftPolicy::Refuse));
        assert_eq!(drift("[guard]\ndrift = 'warn'\n"), Ok(DriftPolicy::Warn));
        assert_eq!(drift("[guard]\ndrift = 'off'\n"), Ok(DriftPolicy::Off));
        let error = drift("[guard]\ndrift = 'ignore'\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`guard.drift` is `ignore`; it may be `off`, `warn` or `refuse`"
        );
        assert!(drift("[guard]\ndrfit = 'warn'\n").is_err());
    }

    #[test]
    fn a_syntax_error_shows_no_password() {
        let text = "[database]\nurl = \"postgres://u:secret@h/db\n";
        let error = Settings::parse(text, "x").unwrap_err().to_string();
        assert!(error.starts_with("line 2: "), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let error = Settings::parse("[schema]\nnameing = 'verbatim'\n", "x").unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown key `schema.nameing`; did you mean `naming`?"
        );
        let error = Settings::parse("[environments.production]\nurl = 'x'\n", "x").unwrap_err();
        assert!(
            error.to_string().ends_with("did you mean `database_url`?"),
            "{error}"
        );
        let error = Settings::parse("[schema]\nnaming = 'camel'\n", "x").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`schema.naming` is `camel`; it may be `verbatim` or `snake_case`"
        );
    }
}
