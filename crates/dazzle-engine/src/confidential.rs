//! Values of fields that are marked `pii` or `sensitive` are in no message: a terminal's output ends in logs.

use std::collections::BTreeSet;

use dazzle_schema::Name;

use crate::{Project, ProjectModel};

/// What stands in place of a value.
const COVERED: &str = "(not shown: pii or sensitive)";

/// The columns whose values are not shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confidential {
    /// By name, now and before, whatever their table: in the middle of an upgrade a table may have either name.
    columns: BTreeSet<Name>,
    /// Tables whose primary key has such a column, by both names.
    tables: BTreeSet<Name>,
    /// Nobody can tell, so nothing is shown.
    is_unknown: bool,
}

impl Confidential {
    /// Those of the project's DSL.
    pub(crate) fn of(project: &Project) -> Self {
        let Ok(model) = ProjectModel::load(project) else {
            return Self {
                is_unknown: true,
                ..Self::default()
            };
        };
        let projection = &model.projection;
        let mut found = Self::default();
        for (table, column) in &projection.hints.confidential {
            found.columns.insert(column.clone());
            let key = projection
                .schema
                .table(table)
                .and_then(|it| it.primary_key.as_ref());
            if key.is_some_and(|key| key.columns.contains(column)) {
                found.tables.insert(table.clone());
            }
        }
        for rename in &projection.hints.column_renames {
            if found.columns.contains(&rename.to) {
                found.columns.insert(rename.from.clone());
            }
        }
        for rename in &projection.hints.table_renames {
            if found.tables.contains(&rename.to) {
                found.tables.insert(rename.from.clone());
            }
        }
        found
    }

    /// The key and the value of a row of `table`, as they may be shown. `columns` are those of the value.
    pub(crate) fn cover(
        &self,
        table: &Name,
        columns: &[Name],
        (key, value): (String, String),
    ) -> (String, String) {
        let is_covered = self.is_unknown || columns.iter().any(|column| self.columns.contains(column));
        (
            if self.tables.contains(table) {
                COVERED.to_owned()
            } else {
                key
            },
            if is_covered { COVERED.to_owned() } else { value },
        )
    }
}
