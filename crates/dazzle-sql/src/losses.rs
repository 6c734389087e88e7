//! What operations would destroy, counted in the database as it is before the first of them.
//!
//! A person is asked once for a whole revision, so the counts must run before it. But an operation names tables
//! and columns as they are called at its turn: after a rename that is not the name in the database yet, and what
//! the operations themselves made is not there at all. So names are followed back to where they began.

use std::collections::BTreeMap;

use dazzle_ops::{AlterColumn, Hazard, HazardCode, Operation};
use dazzle_schema::{Dialect, Name, Schema, sql_tokens};

use crate::casts::{self, CastClass};
use crate::prechecks;
use crate::quote::quote_identifier;

/// Something that would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Which of the operations, from zero.
    pub operation: usize,
    /// What is lost.
    pub hazard: Hazard,
    /// A query that gives the number of rows, in the database before the first operation.
    pub count: String,
}

/// What `operations` would destroy, given the schema before them: the rows of a table that is dropped, the values
/// of a column that is dropped, the values that do not survive a type change by an author's expression (without
/// one, a change that would lose values stops at its precheck; so it does where its author wrote a check, and where a
/// seam fills a new column the new values come from there). What the operations themselves made is left out.
#[must_use]
pub fn losses(dialect: Dialect, operations: &[Operation], before: &Schema) -> Vec<Loss> {
    let mut origins = Origins {
        before,
        tables: BTreeMap::new(),
        columns: BTreeMap::new(),
    };
    let mut found = Vec::new();
    for (at, operation) in operations.iter().enumerate() {
        match operation {
            Operation::Execute(it) => {
                for effect in &it.effects {
                    found.extend(origins.loss(dialect, at, effect));
                    origins.follow(effect);
                }
            }
            operation => {
                found.extend(origins.loss(dialect, at, operation));
                origins.follow(operation);
            }
        }
    }
    found
}

/// Names now, and the names in the database before; `None` is what was not there.
struct Origins<'a> {
    before: &'a Schema,
    tables: BTreeMap<Name, Option<Name>>,
    columns: BTreeMap<(Name, Name), Option<Name>>,
}

impl Origins<'_> {
    fn table(&self, now: &Name) -> Option<Name> {
        match self.tables.get(now) {
            Some(origin) => origin.clone(),
            None => self.before.table(now).map(|table| table.name.clone()),
        }
    }

    fn column(&self, table: &Name, now: &Name) -> Option<(Name, Name)> {
        let origin = self.table(table)?;
        let column = match self.columns.get(&(table.clone(), now.clone())) {
            Some(column) => column.clone()?,
            None => self.before.table(&origin)?.column(now)?.name.clone(),
        };
        Some((origin, column))
    }

    /// Whether the expression reads a column that these operations made: a seam filled it from the old values.
    fn is_filled_here(&self, table: &Name, using: &str) -> bool {
        self.columns.iter().any(|((owner, column), origin)| {
            owner == table && origin.is_none() && sql_tokens::mentions(using, column.as_str())
        })
    }

    fn loss(&self, dialect: Dialect, operation_at: usize, operation: &Operation) -> Option<Loss> {
        let quoted = |name: &Name| quote_identifier(name.as_str());
        let (hazard, count) = match operation {
            Operation::DropTable(it) => {
                let table = self.table(&it.table.name)?;
                let hazard = operation
                    .hazards(self.before)
                    .into_iter()
                    .find(|it| it.code.loses_data())?;
                (hazard, format!("SELECT count(*) FROM {}", quoted(&table)))
            }
            // What is computed can be computed again.
            Operation::DropColumn(it) if it.column.generated.is_some() => return None,
            Operation::DropColumn(it) => {
                let (table, column) = self.column(&it.table, &it.column.name)?;
                let hazard = operation
                    .hazards(self.before)
                    .into_iter()
                    .find(|it| it.code.loses_data())?;
                let count = format!(
                    "SELECT count(*) FROM {} WHERE {} IS NOT NULL",
                    quoted(&table),
                    quoted(&column)
                );
                (hazard, count)
            }
            Operation::AlterColumn(it) if is_computed_now(it) => {
                let (table, column) = self.column(&it.table, &it.column)?;
                let count = format!(
                    "SELECT count(*) FROM {} WHERE {} IS NOT NULL",
                    quoted(&table),
                    quoted(&column)
                );
                (computed_over(it), count)
            }
            Operation::AlterColumn(it) => {
                let change = it.column_type.as_ref()?;
                let using = it.using.as_ref()?.for_dialect(dialect)?;
                if it.check.is_some() || self.is_filled_here(&it.table, using) {
                    return None;
                }
                let (table, column) = self.column(&it.table, &it.column)?;
                let rule = casts::classify(dialect, &change.from, &change.to);
                let bad_rows = match rule.class {
                    CastClass::Lossless => return None,
                    CastClass::Checked => rule.bad_rows_of(&quoted(&column)),
                    CastClass::Lossy | CastClass::Impossible => None,
                };
                let hazard = Hazard {
                    code: HazardCode::LossyCast,
                    table: it.table.clone(),
                    columns: vec![it.column.clone()],
                    message: match rule.class {
                        CastClass::Checked => prechecks::cast_message(&it.table, &it.column, &rule),
                        _ => format!(
                            "the values of `{}`.`{}` give way to those of an expression by hand",
                            it.table, it.column
                        ),
                    },
                };
                let condition = bad_rows.unwrap_or_else(|| format!("{} IS NOT NULL", quoted(&column)));
                (
                    hazard,
                    format!("SELECT count(*) FROM {} WHERE {condition}", quoted(&table)),
                )
            }
            _ => return None,
        };
        Some(Loss {
            operation: operation_at,
            hazard,
            count,
        })
    }

    /// Follows what the operation does to names.
    fn follow(&mut self, operation: &Operation) {
        match operation {
            Operation::CreateTable(it) => drop(self.tables.insert(it.table.name.clone(), None)),
            Operation::DropTable(it) => drop(self.tables.insert(it.table.name.clone(), None)),
            Operation::RenameTable(it) => {
                let origin = self.table(&it.from);
                self.tables.insert(it.from.clone(), None);
                self.tables.insert(it.to.clone(), origin);
                self.columns = std::mem::take(&mut self.columns)
                    .into_iter()
                    .map(|((table, column), origin)| {
                        let table = if table == it.from { it.to.clone() } else { table };
                        ((table, column), origin)
                    })
                    .collect();
            }
            Operation::AddColumn(it) => {
                self.columns
                    .insert((it.table.clone(), it.column.name.clone()), None);
            }
            Operation::DropColumn(it) => {
                self.columns
                    .insert((it.table.clone(), it.column.name.clone()), None);
            }
            // The values that were there are gone.
            Operation::AlterColumn(it) if is_computed_now(it) => {
                self.columns.insert((it.table.clone(), it.column.clone()), None);
            }
            Operation::RenameColumn(it) => {
                let origin = self.column(&it.table, &it.from).map(|(_, column)| column);
                self.columns.insert((it.table.clone(), it.from.clone()), None);
                self.columns.insert((it.table.clone(), it.to.clone()), origin);
            }
            _ => {}
        }
    }
}

/// Whether a column that held values becomes a computed one.
pub fn is_computed_now(it: &AlterColumn) -> bool {
    it.generated
        .as_ref()
        .is_some_and(|change| change.from.is_none() && change.to.is_some())
}

/// The values that such a change writes over.
pub fn computed_over(it: &AlterColumn) -> Hazard {
    Hazard {
        code: HazardCode::DropColumn,
        table: it.table.clone(),
        columns: vec![it.column.clone()],
        message: format!(
            "the values of `{}`.`{}` give way to computed ones",
            it.table, it.column
        ),
    }
}
