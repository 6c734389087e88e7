//! What an operation locks, scans and rewrites on PostgreSQL (operations.md 1.1).

use dazzle_ops::{AlterColumn, Hazard, HazardCode, Operation};
use dazzle_schema::{DefaultValue, Name, Schema};

use super::casts;
use crate::casts::CastClass;
use crate::prechecks::cast_message;

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
        Operation::AddColumn(it) => {
            let volatile = matches!(
                it.column.default,
                Some(DefaultValue::Uuid | DefaultValue::Expression(_))
            );
            if volatile || it.column.identity.is_some() {
                hazard(
                    HazardCode::TableRewrite,
                    &it.table,
                    std::slice::from_ref(&it.column.name),
                    format!(
                        "each row of `{}` gets its own `{}`: the table is rewritten, nothing reads or writes it meanwhile",
                        it.table, it.column.name
                    ),
                )
            } else {
                Vec::new()
            }
        }
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
        Operation::AddUnique(it) => hazard(
            HazardCode::IndexBuild,
            &it.table,
            &it.unique.columns,
            format!(
                "nothing reads or writes `{}` while the index of the constraint is built",
                it.table
            ),
        ),
        Operation::CreateIndex(it) => hazard(
            HazardCode::IndexBuild,
            &it.table,
            &[],
            format!("nothing writes `{}` while the index is built", it.table),
        ),
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
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::SetTableComment(_)
        | Operation::CreateView(_)
        | Operation::DropView(_)
        | Operation::DropColumn(_)
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
    if it.nullable.as_ref().is_some_and(|change| !change.to) {
        push(
            HazardCode::ScanUnderLock,
            format!(
                "nothing reads or writes `{}` while the rows are checked",
                it.table
            ),
        );
    }
    hazards
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
