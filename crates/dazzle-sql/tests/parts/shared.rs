//! The table that all tests here begin with, and short words for operations.

use crate::support::{column, name, required, table, with_key};
use dazzle_ops::{
    AddColumn, AddUnique, AlterColumn, CreateIndex, CreateView, DropView, HazardCode, Operation,
};
use dazzle_schema::{
    Column, Dialect, Generated, GeneratedStorage, Index, Schema, SqlText, Table, UniqueConstraint, View,
};
use dazzle_sql::{PlanError, plan_offline};

pub const ROWS: &str = "INSERT INTO \"Task\" (\"id\", \"title\", \"rank\") \
                    VALUES (1, 'One', 'a'), (2, 'two', 'B'), (3, NULL, NULL)";

/// `Task (id, title, rank)`.
pub fn task() -> Table {
    with_key(
        table(
            "Task",
            vec![
                required("id", "integer"),
                column("title", "varchar(50)"),
                column("rank", "text"),
            ],
        ),
        &["id"],
    )
}

pub fn text(sql: &str) -> SqlText {
    SqlText::Portable(sql.to_owned())
}

pub fn computed(mut column: Column, expression: &str, storage: GeneratedStorage) -> Column {
    column.generated = Some(Generated {
        expression: text(expression),
        storage,
    });
    column
}

pub fn stored(column: Column, expression: &str) -> Column {
    computed(column, expression, GeneratedStorage::Stored)
}

pub fn add(column: Column) -> Operation {
    AddColumn {
        table: name("Task"),
        column,
    }
    .into()
}

pub fn alter(column: &str) -> AlterColumn {
    AlterColumn::unchanged(name("Task"), name(column))
}

pub fn add_unique(unique: UniqueConstraint) -> Operation {
    AddUnique {
        table: name("Task"),
        unique,
    }
    .into()
}

pub fn create_index(index: Index) -> Operation {
    CreateIndex {
        table: name("Task"),
        index,
    }
    .into()
}

pub fn view(called: &str, query: &str) -> View {
    View {
        name: name(called),
        columns: Vec::new(),
        query: text(query),
    }
}

pub fn create_view(view: View) -> Operation {
    CreateView { view }.into()
}

pub fn drop_view(view: View) -> Operation {
    DropView { view }.into()
}

/// The reason and the help of the error that planning gives.
pub fn refused(dialect: Dialect, before: &Schema, operation: &Operation) -> (String, String) {
    match plan_offline(dialect, std::slice::from_ref(operation), before, None) {
        Err(PlanError::Unsupported { reason, instead, .. }) => (reason, instead),
        other => panic!("{other:?}"),
    }
}

pub fn codes(dialect: Dialect, before: &Schema, operations: &[Operation]) -> Vec<HazardCode> {
    plan_offline(dialect, operations, before, None)
        .unwrap()
        .iter()
        .flat_map(|step| step.hazards.iter().map(|hazard| hazard.code))
        .collect()
}
