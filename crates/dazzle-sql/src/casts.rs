//! Type changes: which keep every value, which must ask the rows first, which a person must write.
//!
//! Each dialect has its table (`postgresql/casts.rs`, `sqlite/casts.rs`). A rule never loses data in silence:
//! what some rows would lose is counted before anything runs.
//!
//! Where no table has a rule, a project or a person may have written one (`written`); where nobody has, the change
//! goes through a new column that somebody fills (`settle`).

mod settle;
mod way_back;
mod written;

use dazzle_schema::{ColumnType, Dialect, Name};

pub use settle::{settle, with_written};
pub use way_back::{WayBack, note_on_downgrade, way_back};
pub use written::{ColumnCast, ColumnCastParseError, TypePattern, WrittenCasts, WrittenRule};

use crate::{postgresql, sqlite};

/// What a change of type does to the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CastClass {
    /// Every value survives.
    Lossless,
    /// Values that fit survive; those that do not are counted before, and stop the change.
    Checked,
    /// Part of the values is lost: a person must write the expression.
    Lossy,
    /// There is no conversion that means the same for everybody: a person must write the expression.
    Impossible,
}

/// How a column of one type becomes one of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastRule {
    /// What happens to the values.
    pub class: CastClass,
    /// The expression that makes new values of old ones, with `$c` for the column; none where the database
    /// converts by itself.
    pub expression: Option<String>,
    /// For [`CastClass::Checked`]: the condition of the rows that would fail or change, with `$c` for the
    /// column. It is never true for NULL.
    pub bad_rows: Option<String>,
    /// What is wrong with those rows' value, to stand behind its name: "is longer than 50 characters". For
    /// [`CastClass::Lossy`], what is lost.
    pub problem: String,
    /// For [`CastClass::Lossy`] and [`CastClass::Impossible`]: expressions that somebody may mean, in a clause
    /// that begins with "such as", with `"column"` for the column. Empty where none is likelier than others.
    pub suggestion: String,
}

impl CastRule {
    /// The expression for the value `column`, which is SQL.
    #[must_use]
    pub fn expression_of(&self, column: &str) -> Option<String> {
        self.expression.as_ref().map(|text| text.replace("$c", column))
    }

    /// What to write instead, for `column`.
    #[must_use]
    pub fn suggestion_for(&self, column: &Name) -> Option<String> {
        (!self.suggestion.is_empty()).then(|| self.suggestion.replace("\"column\"", &column.quoted()))
    }

    /// The condition of the rows that stand in the way, for the value `column`, which is SQL.
    #[must_use]
    pub fn bad_rows_of(&self, column: &str) -> Option<String> {
        self.bad_rows.as_ref().map(|text| text.replace("$c", column))
    }

    pub(crate) const fn lossless() -> Self {
        Self {
            class: CastClass::Lossless,
            expression: None,
            bad_rows: None,
            problem: String::new(),
            suggestion: String::new(),
        }
    }

    pub(crate) fn checked(bad_rows: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            class: CastClass::Checked,
            bad_rows: Some(bad_rows.into()),
            problem: problem.into(),
            ..Self::lossless()
        }
    }

    pub(crate) fn lossy(problem: impl Into<String>, suggestion: impl Into<String>) -> Self {
        Self {
            class: CastClass::Lossy,
            problem: problem.into(),
            suggestion: suggestion.into(),
            ..Self::lossless()
        }
    }

    pub(crate) fn impossible(suggestion: impl Into<String>) -> Self {
        Self {
            class: CastClass::Impossible,
            problem: "has no conversion that means the same for everybody".to_owned(),
            suggestion: suggestion.into(),
            ..Self::lossless()
        }
    }

    pub(crate) fn by(mut self, expression: impl Into<String>) -> Self {
        self.expression = Some(expression.into());
        self
    }
}

/// The rule for the change from one type to another.
#[must_use]
pub fn classify(dialect: Dialect, from: &ColumnType, to: &ColumnType) -> CastRule {
    match dialect {
        Dialect::Postgresql => postgresql::casts::classify(from, to),
        Dialect::Sqlite => sqlite::casts::classify(from, to),
    }
}

/// The words for true and for false, in lower case: those of PostgreSQL.
pub(crate) const TRUTH_WORDS: (&[&str], &[&str]) = (
    &["t", "true", "y", "yes", "on", "1"],
    &["f", "false", "n", "no", "off", "0"],
);

/// The smallest and largest value of a whole number type.
pub(crate) const fn range(to: &ColumnType) -> Option<(i64, i64)> {
    match to {
        ColumnType::SmallInt => Some((-32_768, 32_767)),
        ColumnType::Integer => Some((-2_147_483_648, 2_147_483_647)),
        ColumnType::BigInt => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

/// How many digits a value of a whole number type has at most.
pub(crate) const fn digits(from: &ColumnType) -> u32 {
    match from {
        ColumnType::SmallInt => 5,
        ColumnType::Integer => 10,
        _ => 19,
    }
}

/// "is not between … and …"
pub(crate) fn out_of_range(low: i64, high: i64) -> String {
    format!("is not between {low} and {high}")
}
