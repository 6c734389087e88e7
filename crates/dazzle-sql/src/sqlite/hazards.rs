//! What an operation costs on SQLite.

use dazzle_ops::{Hazard, HazardCode, Operation};
use dazzle_schema::{Dialect, Name};

use super::casts;
use crate::losses::{computed_over, is_computed_now};
use crate::postgresql::hazards::{cast_hazard, way_back_hazard};
use crate::prechecks::cast_message;

/// What is dangerous about `operation` on SQLite, beyond what is so on every dialect and beyond a rebuild.
pub fn hazards(operation: &Operation) -> Vec<Hazard> {
    let Operation::AlterColumn(it) = operation else {
        return Vec::new();
    };
    if is_computed_now(it) {
        return vec![computed_over(it)];
    }
    let Some(change) = &it.column_type else {
        return Vec::new();
    };
    let rule = casts::classify(&change.from, &change.to);
    let message = cast_message(&it.table, &it.column, &rule);
    cast_hazard(it, rule.class, &message)
        .map(|(code, message)| Hazard {
            code,
            table: it.table.clone(),
            columns: vec![it.column.clone()],
            message,
        })
        .into_iter()
        .chain(way_back_hazard(it, Dialect::Sqlite))
        .collect()
}

/// The table is copied.
pub fn rebuild(table: &Name) -> Hazard {
    Hazard {
        code: HazardCode::TableRebuild,
        table: table.clone(),
        columns: Vec::new(),
        message: format!(
            "`{table}` is copied as a whole: nothing writes to the database meanwhile, and the file grows"
        ),
    }
}
