//! `[[casts]]`: rules for changes of type that a project wrote.

use std::collections::BTreeMap;
use std::ops::Range;

use dazzle_schema::{Dialect, SqlText};
use dazzle_sql::casts::{TypePattern, WrittenRule};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SettingsError;

type Item<'i> = Spanned<DeValue<'i>>;
type Part<'a, 'i> = &'a DeTable<'i>;

const KEYS: [&str; 4] = ["from", "to", "using", "check"];

/// The rules in the text of `dazzle.toml`, in their order.
///
/// # Errors
/// The first mistake, with its place. What is no TOML at all has been found before.
pub(super) fn read(text: &str) -> Result<Vec<WrittenRule>, SettingsError> {
    let Ok(root) = DeTable::parse(text) else {
        return Ok(Vec::new());
    };
    let reader = Reader { text };
    let Some(casts) = root.get_ref().get("casts") else {
        return Ok(Vec::new());
    };
    let DeValue::Array(items) = casts.get_ref() else {
        return Err(reader.error(
            casts.span(),
            "`casts` is a list: write `[[casts]]` before each rule",
        ));
    };
    let mut rules: Vec<WrittenRule> = Vec::new();
    for item in items {
        let DeValue::Table(part) = item.get_ref() else {
            return Err(reader.error(item.span(), "a cast is a table with `from`, `to` and `using`"));
        };
        let rule = reader.rule(item.span(), part)?;
        if rules.iter().any(|it| it.from == rule.from && it.to == rule.to) {
            let message = format!(
                "there is a cast from `{}` to `{}` above already",
                rule.from, rule.to
            );
            return Err(reader.error(item.span(), message));
        }
        rules.push(rule);
    }
    Ok(rules)
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, reason: impl Into<String>) -> SettingsError {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        SettingsError::Cast {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            reason: reason.into(),
        }
    }

    fn rule(&self, span: Range<usize>, part: Part<'_, '_>) -> Result<WrittenRule, SettingsError> {
        if let Some(key) = part.keys().find(|key| !KEYS.contains(&&**key.get_ref())) {
            let message = format!(
                "unknown key `casts.{}`; a cast has `from`, `to`, `using` and perhaps `check`",
                key.get_ref()
            );
            return Err(self.error(key.span(), message));
        }
        let from = self.column_type(span.clone(), part, "from")?;
        let to = self.column_type(span.clone(), part, "to")?;
        if from == to && matches!(from, TypePattern::One(_)) {
            return Err(self.error(span, format!("a cast from `{from}` to `{to}` changes nothing")));
        }
        let using = part.get("using").ok_or_else(|| {
            self.error(
                span,
                "a cast needs `using`, the expression that makes the new values",
            )
        })?;
        Ok(WrittenRule {
            from,
            to,
            using: self.sql(using, "using")?,
            check: part
                .get("check")
                .map(|item| self.sql(item, "check"))
                .transpose()?,
        })
    }

    fn column_type(
        &self,
        span: Range<usize>,
        part: Part<'_, '_>,
        key: &str,
    ) -> Result<TypePattern, SettingsError> {
        let Some(item) = part.get(key) else {
            return Err(self.error(
                span,
                format!("a cast needs `{key}`, a type such as `decimal(10,2)`"),
            ));
        };
        let DeValue::String(text) = item.get_ref() else {
            return Err(self.error(item.span(), format!("`casts.{key}` must be a type in quotes")));
        };
        text.parse::<TypePattern>()
            .map_err(|error| self.error(item.span(), format!("`casts.{key}`: {error}")))
    }

    /// One text, or a table with one for each dialect.
    fn sql(&self, item: &Item<'_>, key: &str) -> Result<SqlText, SettingsError> {
        match item.get_ref() {
            DeValue::String(_) => self.text(item, key).map(SqlText::Portable),
            DeValue::Table(part) if !part.is_empty() => {
                let mut texts = BTreeMap::new();
                for (word, item) in part {
                    let dialect: Dialect = word
                        .get_ref()
                        .parse()
                        .map_err(|error| self.error(word.span(), format!("`casts.{key}`: {error}")))?;
                    texts.insert(dialect, self.text(item, key)?);
                }
                Ok(SqlText::PerDialect(texts))
            }
            _ => Err(self.error(
                item.span(),
                format!(
                    "`casts.{key}` must be SQL in quotes, or `{{ postgresql = '…', sqlite = '…' }}` for each dialect"
                ),
            )),
        }
    }

    fn text(&self, item: &Item<'_>, key: &str) -> Result<String, SettingsError> {
        match item.get_ref() {
            // What goes into a revision file must not depend on the line ends of a checkout.
            DeValue::String(text) if !text.trim().is_empty() => Ok(text.replace("\r\n", "\n")),
            _ => Err(self.error(item.span(), format!("`casts.{key}` must be SQL in quotes"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_in_their_order() {
        let text = "[project]\nname = 'a'\n\n[[casts]]\nfrom = \"text\"\nto = \"decimal\"\nusing = \"replace({column}, ',', '.')::numeric\"\ncheck = { postgresql = \"{column} ~ '^[0-9,]+$'\" }\n\n[[casts]]\nfrom = \"integer\"\nto = \"date\"\nusing = { sqlite = \"date({column}, 'unixepoch')\" }\n";
        let rules = read(text).unwrap();
        assert_eq!(rules.len(), 2);
        assert_eq!(rules[0].to, TypePattern::AnyDecimal);
        assert_eq!(
            rules[0].check.as_ref().unwrap().for_dialect(Dialect::Postgresql),
            Some("{column} ~ '^[0-9,]+$'")
        );
        assert_eq!(rules[1].using.for_dialect(Dialect::Postgresql), None);
        assert_eq!(read("[project]\nname = 'a'\n").unwrap(), []);
    }

    #[test]
    fn mistakes_have_their_place() {
        for (rest, expected) in [
            (
                "",
                "line 2, column 1: a cast needs `from`, a type such as `decimal(10,2)`",
            ),
            (
                "from = 'number'",
                "line 3, column 8: `casts.from`: unknown column type `number`",
            ),
            (
                "from = 'text'\nto = 'date'\nusing = ''",
                "line 5, column 9: `casts.using` must be SQL in quotes",
            ),
            (
                "from = 'text'\nto = 'date'\nusing = { oracle = '1' }",
                "line 5, column 11: `casts.using`: unknown dialect `oracle`; known are `postgresql` and `sqlite`",
            ),
            (
                "from = 'text'\nto = 'date'\n  chek = 1",
                "line 5, column 3: unknown key `casts.chek`; a cast has `from`, `to`, `using` and perhaps `check`",
            ),
            (
                "from = 'text'\nto = 'text'\nusing = '1'",
                "line 2, column 1: a cast from `text` to `text` changes nothing",
            ),
            (
                "from = 'text'\nto = 'date'\nusing = '1'\n[[casts]]\nfrom = 'text'\nto = 'date'\nusing = '2'",
                "line 6, column 1: there is a cast from `text` to `date` above already",
            ),
        ] {
            let error = read(&format!("\n[[casts]]\n{rest}\n")).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
        let error = read("[casts]\nfrom = 'text'\n").unwrap_err();
        assert!(
            error.to_string().ends_with("write `[[casts]]` before each rule"),
            "{error}"
        );
    }
}
