//! `alter_column`

use dazzle_schema::{ColumnType, DefaultValue, Generated, Identity, Name, Schema, SqlText};

use crate::{ApplyError, DataMigration, Describe, Hazard, HazardCode, Irreversible, Operation, lookup};

/// A column changes; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlterColumn {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// Its type.
    pub column_type: Option<Change<ColumnType>>,
    /// Whether a row may leave it without a value.
    pub nullable: Option<Change<bool>>,
    /// Its default.
    pub default: Option<Change<Option<DefaultValue>>>,
    /// Whether the database numbers rows through it.
    pub identity: Option<Change<Option<Identity>>>,
    /// How it is computed.
    pub generated: Option<Change<Option<Generated>>>,
    /// Its collation.
    pub collation: Option<Change<Option<Name>>>,
    /// Its comment.
    pub comment: Option<Change<Option<String>>>,
    /// How old values become new ones, where the registry of casts has no rule or another is wanted.
    pub using: Option<SqlText>,
    /// A condition that each row must meet before anything changes. As in a check of a table, unknown is met.
    pub check: Option<SqlText>,
}

/// What something was and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<T> {
    /// Before the operation.
    pub from: T,
    /// After it.
    pub to: T,
}

impl<T> Change<T> {
    /// The change back.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self {
            from: self.to,
            to: self.from,
        }
    }
}

impl<T: PartialEq> Change<T> {
    /// The change from one value to another, if they differ.
    #[must_use]
    pub fn between(from: T, to: T) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }
}

impl AlterColumn {
    /// The operation that changes nothing of the column, to be filled in.
    #[must_use]
    pub const fn unchanged(table: Name, column: Name) -> Self {
        Self {
            table,
            column,
            column_type: None,
            nullable: None,
            default: None,
            identity: None,
            generated: None,
            collation: None,
            comment: None,
            using: None,
            check: None,
        }
    }

    /// Whether no part of the column changes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.column_type.is_none()
            && self.nullable.is_none()
            && self.default.is_none()
            && self.identity.is_none()
            && self.generated.is_none()
            && self.collation.is_none()
            && self.comment.is_none()
    }

    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        if self.is_empty() {
            return Err(ApplyError::Malformed {
                reason: format!(
                    "alter_column of `{}`.`{}` changes nothing",
                    self.table, self.column
                ),
            });
        }
        let table = lookup::table_mut(schema, &self.table)?;
        let in_primary_key = table
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(&self.column));
        let Some(column) = table.columns.get_mut(&self.column) else {
            return Err(ApplyError::NoColumn {
                table: self.table.clone(),
                column: self.column.clone(),
            });
        };
        if in_primary_key && self.nullable.as_ref().is_some_and(|change| change.to) {
            return Err(ApplyError::InUse {
                what: format!(
                    "the NOT NULL of column `{}` of table `{}`",
                    self.column, self.table
                ),
                user: "the primary key".to_owned(),
            });
        }
        let place = |part| format!("the {part} of `{}`.`{}`", self.table, self.column);
        change(&mut column.column_type, self.column_type.as_ref(), || {
            place("type")
        })?;
        change(&mut column.nullable, self.nullable.as_ref(), || {
            place("nullability")
        })?;
        change(&mut column.default, self.default.as_ref(), || place("default"))?;
        change(&mut column.identity, self.identity.as_ref(), || place("identity"))?;
        change(&mut column.generated, self.generated.as_ref(), || {
            place("computation")
        })?;
        change(&mut column.collation, self.collation.as_ref(), || {
            place("collation")
        })?;
        change(&mut column.comment, self.comment.as_ref(), || place("comment"))?;
        lookup::column_fits(&self.table, column)
    }

    /// A column that becomes required again is filled in a seam before.
    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        let back = Self {
            table: self.table.clone(),
            column: self.column.clone(),
            column_type: self.column_type.clone().map(Change::swapped),
            nullable: self.nullable.clone().map(Change::swapped),
            default: self.default.clone().map(Change::swapped),
            identity: self.identity.clone().map(Change::swapped),
            generated: self.generated.clone().map(Change::swapped),
            collation: self.collation.clone().map(Change::swapped),
            comment: self.comment.clone().map(Change::swapped),
            using: None,
            check: None,
        };
        let becomes_required = back.nullable.as_ref().is_some_and(|change| !change.to);
        let mut undoing = Vec::new();
        if becomes_required {
            undoing.push(DataMigration::fill_missing(&self.table, &self.column, None).into());
        }
        undoing.push(back.into());
        Ok(undoing)
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        if self.nullable.as_ref().is_some_and(|change| !change.to) {
            hazards.push(Hazard {
                code: HazardCode::SetNotNull,
                table: self.table.clone(),
                columns: vec![self.column.clone()],
                message: format!("it fails if a row of `{}` has no `{}`", self.table, self.column),
            });
        }
        hazards
    }

    pub(crate) fn summary(&self) -> String {
        let mut parts = Vec::new();
        if let Some(change) = &self.column_type {
            parts.push(format!("type {} to {}", change.from, change.to));
        }
        if let Some(change) = &self.nullable {
            parts.push(if change.to {
                "no longer required".to_owned()
            } else {
                "required".to_owned()
            });
        }
        if let Some(change) = &self.default {
            parts.push(match &change.to {
                None => "no default".to_owned(),
                Some(default) => format!("default {default}"),
            });
        }
        if let Some(change) = &self.identity {
            parts.push(
                if change.to.is_some() {
                    "numbered by the database"
                } else {
                    "no longer numbered"
                }
                .to_owned(),
            );
        }
        if let Some(change) = &self.generated {
            parts.push(
                if change.to.is_some() {
                    "computed by the database"
                } else {
                    "no longer computed"
                }
                .to_owned(),
            );
        }
        if let Some(change) = &self.collation {
            parts.push(match &change.to {
                None => "no collation of its own".to_owned(),
                Some(collation) => format!("collation {collation}"),
            });
        }
        if self.comment.is_some() {
            parts.push("comment".to_owned());
        }
        format!(
            "change column `{}`.`{}`: {}",
            self.table,
            self.column,
            parts.join(", ")
        )
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}

fn change<T: PartialEq + Clone + Describe>(
    held: &mut T,
    change: Option<&Change<T>>,
    what: impl Fn() -> String,
) -> Result<(), ApplyError> {
    let Some(change) = change else { return Ok(()) };
    if *held != change.from {
        return Err(ApplyError::Mismatch {
            what: what(),
            stated: change.from.describe(),
            actual: held.describe(),
        });
    }
    if change.from == change.to {
        return Err(ApplyError::Malformed {
            reason: format!("{} changes to what it is", what()),
        });
    }
    *held = change.to.clone();
    Ok(())
}
