//! What an operation locks, scans and rewrites on PostgreSQL (operations.md 1.1).

use dazzle_ops::{AlterColumn, Hazard, HazardCode, Operation};
use dazzle_schema::{Column, DefaultValue, Dialect, GeneratedStorage, Name, Schema, Table, sql_tokens};

use super::casts;
use crate::casts::{CastClass, WayBack, way_back};
use crate::prechecks::cast_message;
use crate::views;

/// What is dangerous about `operation` on PostgreSQL, beyond what is so on every dialect.
pub fn hazards(operation: &Operation, before: &Schema) -> Vec<Hazard> {
    let hazard = |code, table: &Name, columns: &[Name], message: String| {
        vec![Hazard {
            code,
            table: table.clone(),
            columns: columns.to_vec(),
            message,
        }]
    };
    match operation {
        Operation::AddColumn(it) => add_column(&it.table, &it.column),
        Operation::AlterColumn(it) => alter_column(it, before),
        Operation::AddPrimaryKey(it) => hazard(
            HazardCode::IndexBuild,
            &it.table,
            &it.primary_key.columns,
            format!(
                "nothing reads or writes `{}` while the index of the key is built",
                it.table
            ),
        ),
        Operation::AddUnique(it) => {
            let mut hazards = hazard(
                HazardCode::IndexBuild,
                &it.table,
                &it.unique.columns,
                format!(
                    "nothing reads or writes `{}` while the index of the constraint is built",
                    it.table
                ),
            );
            if it.unique.nulls_not_distinct {
                hazards.push(equal_nulls(&it.table, &it.unique.name));
            }
            hazards
        }
        Operation::CreateIndex(it) => {
            let mut hazards = hazard(
                HazardCode::IndexBuild,
                &it.table,
                &[],
                format!("nothing writes `{}` while the index is built", it.table),
            );
            if it.index.nulls_not_distinct {
                hazards.push(equal_nulls(&it.table, &it.index.name));
            }
            hazards
        }
        Operation::CreateTable(it) => create_table(&it.table),
        Operation::DropColumn(it) => used_by_views(before, &it.table, &it.column.name),
        Operation::AddForeignKey(it) => hazard(
            HazardCode::ScanUnderLock,
            &it.table,
            &it.foreign_key.columns,
            format!(
                "nothing writes `{}` or `{}` while the rows are checked",
                it.table, it.foreign_key.references.table
            ),
        ),
        Operation::AddCheck(it) => hazard(
            HazardCode::ScanUnderLock,
            &it.table,
            &[],
            format!(
                "nothing reads or writes `{}` while the rows are checked",
                it.table
            ),
        ),
        Operation::Execute(_)
        | Operation::DataMigration(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::SetTableComment(_)
        | Operation::CreateView(_)
        | Operation::DropView(_)
        | Operation::RenameColumn(_)
        | Operation::DropPrimaryKey(_)
        | Operation::DropForeignKey(_)
        | Operation::DropUnique(_)
        | Operation::DropCheck(_)
        | Operation::RenameConstraint(_)
        | Operation::DropIndex(_)
        | Operation::RenameIndex(_) => Vec::new(),
    }
}

fn newer_server(table: &Name, columns: &[Name], what: &str, version: u8) -> Hazard {
    Hazard {
        code: HazardCode::NewerServer,
        table: table.clone(),
        columns: columns.to_vec(),
        message: format!("{what} needs PostgreSQL {version} or later: an older server refuses it"),
    }
}

fn equal_nulls(table: &Name, of: &Name) -> Hazard {
    newer_server(table, &[], &format!("NULLS NOT DISTINCT of `{of}`"), 15)
}

fn virtual_column(table: &Name, column: &Column) -> Option<Hazard> {
    column
        .generated
        .as_ref()
        .filter(|rule| rule.storage == GeneratedStorage::Virtual)
        .map(|_| {
            let name = &column.name;
            newer_server(
                table,
                std::slice::from_ref(name),
                &format!("the virtual column `{name}`"),
                18,
            )
        })
}

fn create_table(table: &Table) -> Vec<Hazard> {
    let columns = table
        .columns
        .values()
        .filter_map(|column| virtual_column(&table.name, column));
    let uniques = table
        .uniques
        .values()
        .filter(|unique| unique.nulls_not_distinct)
        .map(|unique| equal_nulls(&table.name, &unique.name));
    let indexes = table
        .indexes
        .values()
        .filter(|index| index.nulls_not_distinct)
        .map(|index| equal_nulls(&table.name, &index.name));
    columns.chain(uniques).chain(indexes).collect()
}

fn add_column(table: &Name, column: &Column) -> Vec<Hazard> {
    if let Some(hazard) = virtual_column(table, column) {
        return vec![hazard];
    }
    let volatile = matches!(
        column.default,
        Some(DefaultValue::Uuid | DefaultValue::Expression(_))
    );
    if !volatile && column.identity.is_none() && column.generated.is_none() {
        return Vec::new();
    }
    vec![Hazard {
        code: HazardCode::TableRewrite,
        table: table.clone(),
        columns: vec![column.name.clone()],
        message: format!(
            "each row of `{table}` gets its own `{}`: the table is rewritten, nothing reads or writes it meanwhile",
            column.name
        ),
    }]
}

fn used(table: &Name, column: &Name, user: &str) -> Hazard {
    Hazard {
        code: HazardCode::UsedColumn,
        table: table.clone(),
        columns: vec![column.clone()],
        message: format!(
            "PostgreSQL refuses it while {user} uses `{table}`.`{column}`: drop that before, and make it again after"
        ),
    }
}

fn used_by_views(before: &Schema, table: &Name, column: &Name) -> Vec<Hazard> {
    views::showing(before, table, column)
        .map(|view| used(table, column, &format!("view `{}`", view.name)))
        .collect()
}

/// What keeps the server from changing the type of the column.
fn used_by(before: &Schema, table: &Name, column: &Name) -> Vec<Hazard> {
    let mut hazards = used_by_views(before, table, column);
    let computed = before.table(table).into_iter().flat_map(|held| {
        held.columns.values().filter(|other| {
            other.generated.as_ref().is_some_and(|rule| {
                rule.expression
                    .any(|text| sql_tokens::mentions(text, column.as_str()))
            })
        })
    });
    hazards
        .extend(computed.map(|other| used(table, column, &format!("the computed column `{}`", other.name))));
    hazards
}

/// Whether a key or index of the table has the column, and is built again under another collation.
fn is_indexed(before: &Schema, table: &Name, column: &Name) -> bool {
    before.table(table).is_some_and(|table| {
        table
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns.contains(column))
            || table
                .uniques
                .values()
                .any(|unique| unique.columns.contains(column))
            || table.indexes.values().any(|index| index.mentions(column))
    })
}

fn alter_column(it: &AlterColumn, before: &Schema) -> Vec<Hazard> {
    let mut hazards = Vec::new();
    let mut push = |code, message| {
        hazards.push(Hazard {
            code,
            table: it.table.clone(),
            columns: vec![it.column.clone()],
            message,
        });
    };
    if let Some(change) = &it.column_type {
        let rule = casts::classify(&change.from, &change.to);
        if let Some((code, message)) =
            cast_hazard(it, rule.class, &cast_message(&it.table, &it.column, &rule))
        {
            push(code, message);
        }
        let by_expression = it.using.is_some() || rule.expression.is_some();
        if by_expression || casts::rewrites(&change.from, &change.to) {
            push(
                HazardCode::TableRewrite,
                format!(
                    "`{}` is rewritten, nothing reads or writes it meanwhile",
                    it.table
                ),
            );
        } else if before
            .table(&it.table)
            .is_some_and(|table| table.checks.values().any(|check| check.rule.mentions(&it.column)))
        {
            push(
                HazardCode::ScanUnderLock,
                format!(
                    "the checks on `{}` are verified again, nothing reads or writes `{}` meanwhile",
                    it.column, it.table
                ),
            );
        }
    }
    if it.column_type.is_none() && it.collation.is_some() && is_indexed(before, &it.table, &it.column) {
        push(
            HazardCode::IndexBuild,
            format!(
                "nothing reads or writes `{}` while the indexes on `{}` are built again",
                it.table, it.column
            ),
        );
    }
    if it.nullable.as_ref().is_some_and(|change| !change.to) {
        push(
            HazardCode::ScanUnderLock,
            format!(
                "nothing reads or writes `{}` while the rows are checked",
                it.table
            ),
        );
    }
    hazards.extend(way_back_hazard(it, Dialect::Postgresql));
    if it.column_type.is_some() || it.collation.is_some() {
        hazards.extend(used_by(before, &it.table, &it.column));
    }
    hazards
}

/// The danger that a downgrade does not bring the old values back as they were. Shared with SQLite.
pub fn way_back_hazard(it: &AlterColumn, dialect: Dialect) -> Option<Hazard> {
    let change = it.column_type.as_ref()?;
    let (table, column) = (&it.table, &it.column);
    let message = match way_back(dialect, &change.from, &change.to) {
        WayBack::Exact => return None,
        WayBack::Lossy => format!(
            "a downgrade brings the values of `{table}`.`{column}` back as {} writes them, not as they were spelled",
            change.to
        ),
        WayBack::None => format!("no rule brings the values of `{table}`.`{column}` back in a downgrade"),
    };
    Some(Hazard {
        code: HazardCode::NoWayBack,
        table: table.clone(),
        columns: vec![column.clone()],
        message,
    })
}

/// The danger of a type change to the values. Shared with SQLite.
pub fn cast_hazard(it: &AlterColumn, class: CastClass, message: &str) -> Option<(HazardCode, String)> {
    match (class, &it.using) {
        (CastClass::Lossless, None) => None,
        (CastClass::Checked, None) => Some((
            HazardCode::CheckedCast,
            format!("it stops if there are {message}"),
        )),
        (CastClass::Lossless | CastClass::Checked, Some(_)) => Some((
            HazardCode::CheckedCast,
            format!(
                "the new values of `{}`.`{}` come from an expression by hand",
                it.table, it.column
            ),
        )),
        (CastClass::Lossy | CastClass::Impossible, _) => Some((
            HazardCode::LossyCast,
            format!(
                "the old values of `{}`.`{}` cannot be had back from the new ones",
                it.table, it.column
            ),
        )),
    }
}
