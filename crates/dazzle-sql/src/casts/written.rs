//! Rules for type changes that a project or a person wrote.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use dazzle_schema::{ColumnType, Dialect, Name, SqlText, TypeParseError, TypedPath};

/// What stands for the column, quoted, in the texts of a rule.
const COLUMN: &str = "{column}";

/// What a project and a person say about type changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenCasts {
    /// For one column each: for the change at hand.
    pub columns: Vec<ColumnCast>,
    /// For types; the first that fits counts. They go before the tables of the dialects.
    pub rules: Vec<WrittenRule>,
}

/// How the values of one column become those of its new type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnCast {
    /// The table, by its name after the change.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// The expression; `{column}` stands for the column.
    pub using: SqlText,
}

/// How values of one type become values of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRule {
    /// The old type.
    pub from: TypePattern,
    /// The new type.
    pub to: TypePattern,
    /// The expression; `{column}` stands for the column.
    pub using: SqlText,
    /// The condition that a value meets which may be changed so; `{column}` stands for the column.
    pub check: Option<SqlText>,
}

/// A type, or with `varchar` and `decimal` all of that word, whatever their length or digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypePattern {
    /// One type.
    One(ColumnType),
    /// Every `varchar(n)`.
    AnyVarchar,
    /// Every `decimal(p,s)`.
    AnyDecimal,
}

impl TypePattern {
    /// Whether it stands for the type.
    #[must_use]
    pub fn fits(&self, column_type: &ColumnType) -> bool {
        match self {
            Self::One(one) => one == column_type,
            Self::AnyVarchar => matches!(column_type, ColumnType::Varchar(_)),
            Self::AnyDecimal => matches!(column_type, ColumnType::Decimal { .. }),
        }
    }
}

impl FromStr for TypePattern {
    type Err = TypeParseError;

    fn from_str(text: &str) -> Result<Self, TypeParseError> {
        match text.trim() {
            "varchar" => Ok(Self::AnyVarchar),
            "decimal" => Ok(Self::AnyDecimal),
            one => one.parse().map(Self::One),
        }
    }
}

impl fmt::Display for TypePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => one.fmt(f),
            Self::AnyVarchar => f.write_str("varchar"),
            Self::AnyDecimal => f.write_str("decimal"),
        }
    }
}

impl WrittenCasts {
    /// What is written for the change of a column: its expression and the condition that its rows must meet.
    pub(super) fn find(
        &self,
        (table, column): (&Name, &Name),
        (from, to): (&ColumnType, &ColumnType),
    ) -> Option<(SqlText, Option<SqlText>)> {
        let about = |text: &SqlText| text.map(|text| text.replace(COLUMN, &column.quoted()));
        let of_column = self
            .columns
            .iter()
            .filter(|it| it.table == *table && it.column == *column);
        if let Some(using) = together(of_column.map(|it| &it.using)) {
            return Some((about(&using), None));
        }
        let rule = self
            .rules
            .iter()
            .find(|rule| rule.from.fits(from) && rule.to.fits(to))?;
        Some((about(&rule.using), rule.check.as_ref().map(about)))
    }
}

/// Several texts for one column: for a dialect each. A later one wins over an earlier one for the same dialect.
fn together<'a>(texts: impl Iterator<Item = &'a SqlText>) -> Option<SqlText> {
    texts.cloned().reduce(|first, second| match (first, second) {
        (SqlText::PerDialect(mut first), SqlText::PerDialect(second)) => {
            first.extend(second);
            SqlText::PerDialect(first)
        }
        (SqlText::Portable(first), SqlText::PerDialect(second)) => {
            let mut all: BTreeMap<Dialect, String> = Dialect::ALL
                .into_iter()
                .map(|dialect| (dialect, first.clone()))
                .collect();
            all.extend(second);
            SqlText::PerDialect(all)
        }
        (_, second @ SqlText::Portable(_)) => second,
    })
}

/// The text is no cast of a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` says nothing about a column: write `Task.amount=EXPRESSION`, or `Task.amount@sqlite=EXPRESSION` for one \
     dialect; in the expression `{{column}}` stands for the column"
)]
pub struct ColumnCastParseError {
    /// The text as typed.
    pub text: String,
}

impl FromStr for ColumnCast {
    type Err = ColumnCastParseError;

    fn from_str(text: &str) -> Result<Self, ColumnCastParseError> {
        let read = || {
            let (path, rest) = TypedPath::read(text.trim())?;
            let (dialect, using) = rest.split_once('=')?;
            let dialect = match dialect.trim().strip_prefix('@') {
                Some(dialect) => Some(dialect.parse::<Dialect>().ok()?),
                None if dialect.trim().is_empty() => None,
                None => return None,
            };
            let using = Some(using.trim()).filter(|using| !using.is_empty())?.to_owned();
            Some(Self {
                table: path.table?,
                column: path.name,
                using: match dialect {
                    Some(dialect) => SqlText::PerDialect([(dialect, using)].into()),
                    None => SqlText::Portable(using),
                },
            })
        };
        read().ok_or_else(|| ColumnCastParseError {
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_with_its_table_and_perhaps_a_dialect() {
        let cast: ColumnCast = "Task.amount=trunc({column}) = 1".parse().unwrap();
        assert_eq!(cast.column, "amount");
        assert_eq!(cast.using, SqlText::Portable("trunc({column}) = 1".to_owned()));
        let cast: ColumnCast = "Task.at@sqlite = time({column})".parse().unwrap();
        assert_eq!(
            cast.using,
            SqlText::PerDialect([(Dialect::Sqlite, "time({column})".to_owned())].into())
        );
        let cast: ColumnCast = "\"my task\".\"a.b=c\"@sqlite = 1".parse().unwrap();
        assert_eq!((cast.table.as_str(), cast.column.as_str()), ("my task", "a.b=c"));
        for wrong in ["", "Task=1", "Task.a=", "Task.a@oracle=1", ".a=1", "Task.=1"] {
            assert!(wrong.parse::<ColumnCast>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn texts_for_one_column_come_together() {
        let casts = WrittenCasts {
            columns: ["T.a=1", "T.a@sqlite=2", "T.b=3"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect(),
            rules: Vec::new(),
        };
        let name = |text| Name::new(text).unwrap();
        let (using, check) = casts
            .find(
                (&name("T"), &name("a")),
                (&ColumnType::Text, &ColumnType::Integer),
            )
            .unwrap();
        assert_eq!(using.for_dialect(Dialect::Postgresql), Some("1"));
        assert_eq!(using.for_dialect(Dialect::Sqlite), Some("2"));
        assert_eq!(check, None);
    }

    #[test]
    fn a_word_stands_for_all_its_types() {
        let fits = |pattern: &str, one: &str| {
            pattern
                .parse::<TypePattern>()
                .unwrap()
                .fits(&one.parse().unwrap())
        };
        assert!(fits("varchar", "varchar(3)") && fits("decimal", "decimal(4,1)") && fits("text", "text"));
        assert!(!fits("varchar", "text") && !fits("varchar(3)", "varchar(4)"));
        assert!("number".parse::<TypePattern>().is_err());
    }
}
