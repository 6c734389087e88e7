//! The parts of a resource's statements that never change.

use std::sync::Arc;

use dazzle_schema::{Dialect, Name};

use super::{Column, Resource};

/// What statements on a resource are made of, in one dialect.
#[derive(Debug, Clone)]
pub(crate) struct ResourceSql {
    /// The quoted table.
    pub(crate) table: String,
    /// All columns, as they are read.
    pub(crate) select_list: String,
    /// `SELECT … WHERE key = …`, of a row that is not marked as deleted.
    pub(crate) read_one: Arc<str>,
}

impl ResourceSql {
    pub(super) fn new(
        dialect: Dialect,
        table: &Name,
        columns: &[Column],
        key: &[usize],
        deleted_at: Option<usize>,
    ) -> Self {
        let table = table.quoted();
        let select_list = columns
            .iter()
            .map(|column| column.kind.select(&column.name.quoted(), dialect))
            .collect::<Vec<_>>()
            .join(", ");
        let mut conditions: Vec<String> = key
            .iter()
            .filter_map(|at| columns.get(*at))
            .enumerate()
            .map(|(at, column)| {
                format!(
                    "{} = {}",
                    column.name.quoted(),
                    placeholder(dialect, at + 1, column.kind.cast())
                )
            })
            .collect();
        if let Some(column) = deleted_at.and_then(|at| columns.get(at)) {
            conditions.push(format!("{} IS NULL", column.name.quoted()));
        }
        let read_one = format!(
            "SELECT {select_list} FROM {table} WHERE {}",
            conditions.join(" AND ")
        );
        Self {
            table,
            select_list,
            read_one: read_one.into(),
        }
    }
}

impl Resource {
    pub(crate) const fn sql(&self, dialect: Dialect) -> &ResourceSql {
        match dialect {
            Dialect::Postgresql => &self.postgresql,
            Dialect::Sqlite => &self.sqlite,
        }
    }
}

/// The parameter with this number.
pub(crate) fn placeholder(dialect: Dialect, number: usize, cast: Option<&str>) -> String {
    match (dialect, cast) {
        (Dialect::Sqlite, _) => format!("?{number}"),
        (Dialect::Postgresql, Some(cast)) => format!("${number}::{cast}"),
        (Dialect::Postgresql, None) => format!("${number}"),
    }
}
