//! What a person would write into a generated revision so that it runs over tables with rows.

use std::collections::BTreeSet;

use dazzle_ops::{DataMigration, Operation};
use dazzle_schema::{Dialect, Name, Schema, SqlText, Table};
use dazzle_sql::quote_identifier;
use dazzle_testkit::rows;

/// The same operations with every seam filled. Where all rows would be equal in what becomes unique, a seam is
/// added. With `refill`, tables that are created get rows, so that others can point to them.
pub fn filled(operations: &[Operation], before: &Schema, dialect: Dialect, refill: bool) -> Vec<Operation> {
    let mut schema = before.clone();
    let mut all_equal: BTreeSet<(Name, Name)> = BTreeSet::new();
    let mut complete = Vec::new();
    for (at, operation) in operations.iter().enumerate() {
        match operation {
            Operation::DataMigration(seam) => {
                complete.push(fill(seam, &schema, &settled(operations, at, &schema), dialect));
            }
            Operation::AddUnique(it) => {
                for column in &it.unique.columns {
                    if all_equal.contains(&(it.table.clone(), column.clone())) {
                        let settled = settled(operations, at, &schema);
                        complete.push(tell_apart(&it.table, column, &settled, dialect));
                    }
                }
            }
            Operation::AddColumn(it) if it.column.default.is_some() => {
                all_equal.insert((it.table.clone(), it.column.name.clone()));
            }
            _ => {}
        }
        if !matches!(operation, Operation::DataMigration(_)) {
            complete.push(operation.clone());
        }
        operation.apply(&mut schema).unwrap();
        if let Operation::CreateTable(it) = operation
            && refill
        {
            let settled = settled(operations, at + 1, &schema);
            let table = settled.table(&it.table.name).unwrap();
            complete.push(refilled(&settled, table, dialect));
        }
    }
    complete
}

/// The schema once all keys are there and as long as no name has changed: it tells what points where.
fn settled(operations: &[Operation], from: usize, schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for operation in &operations[from..] {
        if matches!(operation, Operation::RenameTable(_) | Operation::RenameColumn(_)) {
            break;
        }
        operation.apply(&mut schema).unwrap();
    }
    schema
}

fn fill(seam: &DataMigration, now: &Schema, settled: &Schema, dialect: Dialect) -> Operation {
    for table in now.tables() {
        for column in table.columns.values() {
            if DataMigration::fill_missing(&table.name, &column.name, None).until == seam.until {
                let table = settled.table(&table.name).unwrap();
                let sql = rows::set_missing(settled, table, column, dialect);
                return with_sql(seam.clone(), sql);
            }
        }
    }
    panic!("nobody knows what to write into {seam:?}");
}

fn tell_apart(table: &Name, column: &Name, schema: &Schema, dialect: Dialect) -> Operation {
    let (table_text, column_text) = (
        quote_identifier(table.as_str()),
        quote_identifier(column.as_str()),
    );
    let table = schema.table(table).unwrap();
    let seam = DataMigration {
        why: format!("{}.{column} becomes unique", table.name),
        until: SqlText::Portable(format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table_text} GROUP BY {column_text} HAVING count(*) > 1) AS d"
        )),
        sql: SqlText::Portable(String::new()),
        batched: None,
    };
    with_sql(
        seam,
        rows::set_all(schema, table, &table.columns[column], dialect),
    )
}

fn refilled(schema: &Schema, table: &Table, dialect: Dialect) -> Operation {
    let seam = DataMigration {
        why: format!("{} gets rows again", table.name),
        until: SqlText::Portable(format!(
            "SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM {}",
            quote_identifier(table.name.as_str())
        )),
        sql: SqlText::Portable(String::new()),
        batched: None,
    };
    with_sql(seam, rows::insert(schema, table, dialect).join(";\n"))
}

fn with_sql(seam: DataMigration, sql: String) -> Operation {
    DataMigration {
        sql: SqlText::Portable(sql),
        ..seam
    }
    .into()
}
