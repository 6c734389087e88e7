//! Seams that nobody filled: where they are, and values for the simple ones.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write as _;
use std::str::FromStr;

use dazzle_db::SessionOptions;
use dazzle_diff::{Fill, fill_statement, filled_column};
use dazzle_history::{Direction, History, Place, Revision, RevisionId, Target, file};
use dazzle_ops::Operation;
use dazzle_schema::{
    CheckRule, ColumnType, DateBase, DefaultValue, Dialect, Name, Schema, Table, TypedName, TypedPath,
};

use crate::error::replay_error;
use crate::{DatabaseTarget, EngineError, Migrations, Project, current};

/// A seam that nobody filled.
#[derive(Debug, Clone)]
pub struct UnfilledSeam {
    /// The revision.
    pub revision: RevisionId,
    /// Where it is.
    pub place: Place,
    /// Why it is there.
    pub why: String,
    /// The column that a value would fill: table and column. None where it takes more than a value.
    pub column: Option<(Name, Name)>,
}

/// The seams of `revisions`, on the way up, that are not filled for one of `dialects`.
#[must_use]
pub fn unfilled(history: &History, revisions: &[RevisionId], dialects: &[Dialect]) -> Vec<UnfilledSeam> {
    let mut found = Vec::new();
    for parsed in revisions.iter().filter_map(|id| history.parsed(id)) {
        let operations = &parsed.revision.upgrade;
        for (at, operation) in operations.iter().enumerate() {
            let Operation::DataMigration(seam) = operation else {
                continue;
            };
            if dialects.iter().all(|dialect| seam.is_filled(*dialect)) {
                continue;
            }
            found.push(UnfilledSeam {
                revision: parsed.revision.id.clone(),
                place: parsed.operation_place(Direction::Upgrade, at),
                why: seam.why.clone(),
                column: filled_column(seam, operations.get(at + 1)),
            });
        }
    }
    found
}

/// A value for the rows that have none, as a person gives it: `Task.region=unknown`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillRequest {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// The value, without quotes.
    pub value: String,
}

impl FromStr for FillRequest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (path, rest) = TypedPath::read(text.trim_start())?;
            Some(Self {
                table: path.table?,
                column: path.name,
                value: rest.trim_start().strip_prefix('=')?.to_owned(),
            })
        };
        read().ok_or_else(|| "write it like Task.region=unknown".to_owned())
    }
}

impl fmt::Display for FillRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, column) = (TypedName(&self.table), TypedName(&self.column));
        write!(f, "{table}.{column}={}", self.value)
    }
}

impl FillRequest {
    /// What is asked for, as a decision about `schema`, the one that is to be reached.
    ///
    /// # Errors
    /// When there is no such column, or the value does not fit it.
    pub(crate) fn decide(&self, schema: &Schema) -> Result<Fill, EngineError> {
        let refused = |reason: String, hint: &str| EngineError::Refused {
            reason: format!("`{self}` cannot be used: {reason}"),
            hint: hint.to_owned(),
        };
        let Some(table) = schema.tables().find(|it| it.name == self.table) else {
            let hint = "name a table and a column of the DSL, as in `--fill Task.region=unknown`";
            return Err(refused(format!("there is no table `{}`", self.table), hint));
        };
        let Some(column) = table.columns.values().find(|it| it.name == self.column) else {
            let names: Vec<&str> = table.columns.keys().map(Name::as_str).collect();
            return Err(refused(
                format!("table `{}` has no column `{}`", self.table, self.column),
                &format!("its columns are {}", names.join(", ")),
            ));
        };
        let value = value_of(table, &column.name, &column.column_type, &self.value).map_err(|reason| {
            refused(
                reason,
                "give another value, or write the statements in the revision file",
            )
        })?;
        Ok(Fill {
            table: table.name.clone(),
            column: column.name.clone(),
            value,
        })
    }
}

/// The value of a column of this type that `text` says, or why it is none.
fn value_of(
    table: &Table,
    column: &Name,
    column_type: &ColumnType,
    text: &str,
) -> Result<DefaultValue, String> {
    let no = |what: &str| Err(format!("`{text}` is no {what}"));
    let whole = |low: i64, high: i64| match text.parse::<i64>() {
        Ok(number) if (low..=high).contains(&number) => Ok(DefaultValue::Number(number.to_string())),
        Ok(_) => Err(format!("{column_type} holds {low} to {high}, not {text}")),
        Err(_) => no("whole number"),
    };
    let as_text = || DefaultValue::Text(text.to_owned());
    if column_type.is_textual() {
        if let ColumnType::Varchar(most) = column_type
            && text.chars().count() > usize::try_from(*most).unwrap_or(usize::MAX)
        {
            return Err(format!("it is longer than {most} characters"));
        }
        if text.contains('\0') {
            return Err("a text cannot hold the character NUL".to_owned());
        }
        for check in table.checks.values() {
            if let CheckRule::OneOf { column: of, values } = &check.rule
                && of == column
                && !values.contains(text)
            {
                let known: Vec<&str> = values.iter().collect();
                return Err(format!("the column takes only {}", known.join(", ")));
            }
        }
        return Ok(as_text());
    }
    match column_type {
        ColumnType::SmallInt => whole(i64::from(i16::MIN), i64::from(i16::MAX)),
        ColumnType::Integer => whole(i64::from(i32::MIN), i64::from(i32::MAX)),
        ColumnType::BigInt => whole(i64::MIN, i64::MAX),
        ColumnType::Decimal { precision, scale } => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
            let is_number = !before.is_empty()
                && before
                    .bytes()
                    .chain(after.bytes())
                    .all(|digit| digit.is_ascii_digit())
                && !digits.ends_with('.');
            if !is_number {
                return no("number");
            }
            let room = usize::try_from(precision.saturating_sub(*scale)).unwrap_or(usize::MAX);
            let places = usize::try_from(*scale).unwrap_or(usize::MAX);
            if before.trim_start_matches('0').len() > room || after.len() > places {
                return Err(format!("{text} does not fit {column_type}"));
            }
            Ok(DefaultValue::Number(text.to_owned()))
        }
        ColumnType::Real | ColumnType::Double => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(DefaultValue::Number(text.to_owned())),
            _ => no("number"),
        },
        ColumnType::Boolean => match text {
            "true" => Ok(DefaultValue::Boolean(true)),
            "false" => Ok(DefaultValue::Boolean(false)),
            _ => Err(format!("write `true` or `false`, not `{text}`")),
        },
        ColumnType::Date if text == "today" => Ok(DefaultValue::Current(DateBase::Today)),
        ColumnType::Timestamp | ColumnType::TimestampTz if text == "now" => {
            Ok(DefaultValue::Current(DateBase::Now))
        }
        ColumnType::Date => match text.parse::<jiff::civil::Date>() {
            Ok(day) => Ok(DefaultValue::Text(day.to_string())),
            Err(_) => Err(format!("`{text}` is no day: write 2026-11-22, or `today`")),
        },
        ColumnType::Time => match text.parse::<jiff::civil::Time>() {
            Ok(_) => Ok(as_text()),
            Err(_) => Err(format!("`{text}` is no time of day: write 18:30:00")),
        },
        ColumnType::Uuid => {
            let groups: Vec<&str> = text.split('-').collect();
            let is_uuid = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
                && groups
                    .iter()
                    .all(|group| group.bytes().all(|it| it.is_ascii_hexdigit()));
            if is_uuid {
                Ok(DefaultValue::Text(text.to_ascii_lowercase()))
            } else {
                no("UUID")
            }
        }
        _ => Err(format!(
            "a column of type {column_type} is not filled with a value given here"
        )),
    }
}

/// A seam that was filled in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledSeam {
    /// The revision.
    pub revision: RevisionId,
    /// Its file, relative to the project.
    pub path: String,
    /// The statements that were written.
    pub sql: String,
}

/// Writes `requests` into the files of revisions that `database` does not have yet, where they fill a seam that nobody
/// filled.
///
/// # Errors
/// When a request fits no table, column or type; when a file cannot be read or written, or the edit cannot be made in
/// it.
pub async fn fill_pending(
    project: &Project,
    database: &DatabaseTarget,
    options: &SessionOptions,
    requests: &[FillRequest],
) -> Result<Vec<FilledSeam>, EngineError> {
    let migrations = Migrations::load(project)?;
    let history = &migrations.history;
    let (current, _) = current::current(database, options).await?;
    let at: BTreeSet<RevisionId> = current.into_iter().collect();
    let mut filled = Vec::new();
    for revision in history.upgrade_path(&at, &Target::Heads)? {
        filled.extend(fill_revision(project, &migrations, revision, requests)?);
    }
    Ok(filled)
}

fn fill_revision(
    project: &Project,
    migrations: &Migrations,
    revision: &Revision,
    requests: &[FillRequest],
) -> Result<Vec<FilledSeam>, EngineError> {
    let history = &migrations.history;
    let mut filled = Vec::new();
    let Some(path) = history.parsed(&revision.id).map(|it| it.path.clone()) else {
        return Ok(filled);
    };
    let Some((_, before)) = migrations.texts.iter().find(|(other, _)| *other == path) else {
        return Ok(filled);
    };
    let mut text = before.clone();
    let parents: BTreeSet<RevisionId> = revision.parents.iter().cloned().collect();
    let schema = history
        .schema_at(&BTreeSet::from([revision.id.clone()]))
        .or_else(|_| history.schema_at(&parents))
        .map_err(replay_error)?;
    for (at, operation) in revision.upgrade.iter().enumerate() {
        let (Operation::DataMigration(seam), Some(next)) = (operation, revision.upgrade.get(at + 1)) else {
            continue;
        };
        let Some((table, column)) = filled_column(seam, Some(next)).filter(|_| seam.sql.is_blank()) else {
            continue;
        };
        let Some(request) = requests
            .iter()
            .find(|it| table == it.table.as_str() && column == it.column.as_str())
        else {
            continue;
        };
        let by_hand = || EngineError::Refused {
            reason: format!("`{path}` cannot be filled with `{request}`"),
            hint: "write the statements into the `sql` of its `data_migration`".to_owned(),
        };
        let fill = request.decide(&schema)?;
        let statement = fill_statement(seam, next, &fill.value).ok_or_else(by_hand)?;
        let sql = statement
            .for_dialect(Dialect::Postgresql)
            .ok_or_else(by_hand)?
            .to_owned();
        text = file::fill_seam(&text, Direction::Upgrade, at, &sql).ok_or_else(by_hand)?;
        filled.push(FilledSeam {
            revision: revision.id.clone(),
            path: path.clone(),
            sql,
        });
    }
    if !filled.is_empty() {
        replace(project, &path, before, &text)?;
    }
    Ok(filled)
}

/// Puts `text` in place of `before`, which the file must still hold: whole or not at all.
fn replace(project: &Project, path: &str, before: &str, text: &str) -> Result<(), EngineError> {
    let full = project.root.join(path);
    let unwritable = |source| EngineError::Unwritable {
        path: full.clone(),
        source,
    };
    if std::fs::read_to_string(&full).map_err(unwritable)? != before {
        return Err(EngineError::Refused {
            reason: format!("somebody else changed `{path}` while this ran; it was left alone"),
            hint: "run the command again".to_owned(),
        });
    }
    let folder = full.parent().unwrap_or(&project.root);
    let mut temporary = tempfile::Builder::new()
        .prefix(".revision-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(unwritable)?;
    temporary.write_all(text.as_bytes()).map_err(unwritable)?;
    let permissions = std::fs::metadata(&full).map_err(unwritable)?.permissions();
    temporary
        .as_file()
        .set_permissions(permissions)
        .map_err(unwritable)?;
    temporary.as_file().sync_all().map_err(unwritable)?;
    temporary
        .persist(&full)
        .map_err(|error| unwritable(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use dazzle_schema::{Check, Column, ValueSet};

    use super::*;

    fn read(column_type: &str, text: &str) -> Result<String, String> {
        let name = Name::new("c").unwrap();
        let mut table = Table::new(Name::new("T").unwrap());
        table.columns.insert(
            name.clone(),
            Column::new(name.clone(), column_type.parse().unwrap()),
        );
        if column_type == "varchar(9)" {
            let check = Check {
                name: Name::new("ck_T_c").unwrap(),
                rule: CheckRule::OneOf {
                    column: name.clone(),
                    values: ValueSet::new(["it's".to_owned(), "b".to_owned()]),
                },
            };
            table.checks.insert(check.name.clone(), check);
        }
        value_of(&table, &name, &column_type.parse().unwrap(), text).map(|value| value.to_string())
    }

    #[test]
    fn values_are_read_by_the_type_of_their_column() {
        for (column_type, text, expected) in [
            ("text", "it's", "'it''s'"),
            ("text", "", "''"),
            ("varchar(9)", "it's", "'it''s'"),
            ("varchar(2)", "zü", "'zü'"),
            ("smallint", "-32768", "-32768"),
            ("integer", "+7", "7"),
            ("bigint", "9223372036854775807", "9223372036854775807"),
            ("decimal(4,2)", "-12.50", "-12.50"),
            ("double", "1e3", "1e3"),
            ("boolean", "true", "true"),
            ("date", "2026-11-22", "'2026-11-22'"),
            ("date", "today", "today"),
            ("timestamptz", "now", "now"),
            ("time", "18:30:00", "'18:30:00'"),
            (
                "uuid",
                "0000000A-0000-0000-0000-000000000000",
                "'0000000a-0000-0000-0000-000000000000'",
            ),
        ] {
            assert_eq!(read(column_type, text).as_deref(), Ok(expected), "{column_type}");
        }
    }

    #[test]
    fn what_does_not_fit_says_why() {
        for (column_type, text, expected) in [
            ("varchar(2)", "abc", "longer than 2 characters"),
            ("varchar(9)", "c", "takes only it's, b"),
            ("smallint", "32768", "holds -32768 to 32767"),
            ("integer", "1; DROP TABLE \"T\"", "no whole number"),
            ("decimal(4,2)", "123.4", "does not fit decimal(4,2)"),
            ("decimal(4,2)", "1.234", "does not fit decimal(4,2)"),
            ("decimal(4,2)", "1.", "no number"),
            ("double", "NaN", "no number"),
            ("boolean", "yes", "write `true` or `false`"),
            ("date", "2026-02-30", "no day"),
            ("time", "25:00", "no time of day"),
            ("uuid", "x", "no UUID"),
            ("json", "{}", "is not filled with a value given here"),
            ("timestamp", "2026", "is not filled with a value given here"),
        ] {
            let found = read(column_type, text).unwrap_err();
            assert!(found.contains(expected), "{column_type} {text}: {found}");
        }
    }

    #[test]
    fn requests_are_written_as_they_are_read() {
        for text in ["Task.region=unknown", "Task.region=", "Task.region=a=b.c"] {
            assert_eq!(text.parse::<FillRequest>().unwrap().to_string(), text);
        }
        for text in ["Task.region", "region=x", "=x", ".a=x", "Task.=x"] {
            assert!(text.parse::<FillRequest>().is_err(), "{text}");
        }
    }
}
