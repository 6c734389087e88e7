//! Values that do not fit a new type, and defaults that stand in its way.

use dazzle_engine::{Obstacle, RunOptions};
use dazzle_ops::{AlterColumn, Change, CreateTable, DropTable, Operation};
use dazzle_schema::{Column, ColumnType, DefaultValue, Dialect, Name, PrimaryKey, Table};
use dazzle_sql::casts::{CastClass, classify};

use crate::support::{Lab, Place, chain};
use crate::{obstacle, on_both};

const TASK: &str = "entity Task \"Task\":
  id: uuid pk
  code: str(40)
";

const TASK_ROWS: &str = "INSERT INTO \"Task\" (\"id\", \"code\") VALUES
  ('00000000-0000-0000-0000-000000000001', '12'), ('00000000-0000-0000-0000-000000000002', 'abcdefgh')";

fn changing_the_code_stops(to: &str, place: &Place, lab: &Lab) {
    lab.must_migrate_to(TASK);
    place.run(TASK_ROWS);
    let before = place.catalogue();
    lab.write_draft(&TASK.replace("str(40)", to)).unwrap();
    match obstacle(lab.upgrade(&RunOptions::default())) {
        Obstacle::Rows { rows, sample, .. } => {
            assert_eq!(rows, 1);
            let expected = (
                "00000000-0000-0000-0000-000000000002".to_owned(),
                "abcdefgh".to_owned(),
            );
            assert_eq!(sample, [expected]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(place.catalogue(), before);
    let whole =
        place.value("SELECT \"code\" FROM \"Task\" WHERE \"id\" = '00000000-0000-0000-0000-000000000002'");
    assert_eq!(whole, "abcdefgh");
    // A person mends the row, and the same file goes through.
    place.run("UPDATE \"Task\" SET \"code\" = '7' WHERE \"code\" = 'abcdefgh'");
    lab.upgrade(&RunOptions::default()).unwrap();
    assert_eq!(
        place.value("SELECT count(*) FROM \"Task\" WHERE \"code\" IS NOT NULL"),
        "2"
    );
}

#[test]
fn trap_05_text_that_is_no_number_stops_with_the_row_shown() {
    on_both(|place, lab| {
        changing_the_code_stops("int", place, lab);
        assert_eq!(place.value("SELECT sum(\"code\") FROM \"Task\""), "19");
    });
}

#[test]
fn trap_14_narrowing_with_a_long_row_stops_and_cuts_nothing() {
    on_both(|place, lab| changing_the_code_stops("str(5)", place, lab));
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A type with two values that are fine as defaults, if it has any.
fn samples() -> Vec<(ColumnType, &'static str, &'static str)> {
    vec![
        (ColumnType::Varchar(40), "1", "13"),
        (ColumnType::Varchar(60), "1", "13"),
        (ColumnType::Text, "1", "13"),
        (ColumnType::SmallInt, "1", "13"),
        (ColumnType::Integer, "1", "13"),
        (ColumnType::BigInt, "1", "13"),
        (
            ColumnType::Decimal {
                precision: 6,
                scale: 2,
            },
            "1",
            "13",
        ),
        (
            ColumnType::Decimal {
                precision: 8,
                scale: 3,
            },
            "1",
            "13",
        ),
        (ColumnType::Real, "1", "13"),
        (ColumnType::Double, "1", "13"),
        (ColumnType::Boolean, "true", "false"),
        (ColumnType::Date, "2026-01-02", "2026-01-03"),
        (
            ColumnType::Timestamp,
            "2026-01-02 00:00:00",
            "2026-01-03 00:00:00",
        ),
        (
            ColumnType::TimestampTz,
            "2026-01-02 00:00:00",
            "2026-01-03 00:00:00",
        ),
        (
            ColumnType::Uuid,
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002",
        ),
    ]
}

fn default(column_type: &ColumnType, text: &str) -> DefaultValue {
    match column_type {
        ColumnType::Boolean => DefaultValue::Boolean(text == "true"),
        ColumnType::SmallInt
        | ColumnType::Integer
        | ColumnType::BigInt
        | ColumnType::Decimal { .. }
        | ColumnType::Real
        | ColumnType::Double => DefaultValue::Number(text.to_owned()),
        _ => DefaultValue::Text(text.to_owned()),
    }
}

fn table(at: usize, column_type: &ColumnType, value: &str) -> Table {
    let mut table = Table::new(name(&format!("t{at}")));
    let mut id = Column::new(name("id"), ColumnType::Integer);
    id.nullable = false;
    let mut column = Column::new(name("v"), column_type.clone());
    column.default = Some(default(column_type, value));
    for column in [id, column] {
        table.columns.insert(column.name.clone(), column);
    }
    table.primary_key = Some(PrimaryKey {
        name: name(&format!("pk_t{at}")),
        columns: vec![name("id")],
    });
    table
}

fn pairs(dialect: Dialect) -> Vec<(Table, Table)> {
    let mut pairs = Vec::new();
    for (from, value, _) in samples() {
        for (to, same_value, other) in samples() {
            let is_possible = matches!(
                classify(dialect, &from, &to).class,
                CastClass::Lossless | CastClass::Checked
            );
            // Text that is no number or date would rightly stop.
            let fits = !from.is_textual() || same_value == value || to.is_textual();
            if from != to && is_possible && fits {
                let at = pairs.len();
                pairs.push((table(at, &from, value), table(at, &to, other)));
            }
        }
    }
    pairs
}

#[test]
fn trap_17_each_possible_change_of_type_works_on_a_column_with_a_default() {
    on_both(|place, lab| {
        let pairs = pairs(lab.dialect);
        assert!(pairs.len() > 25, "{} pairs", pairs.len());
        let create: Vec<Operation> = pairs
            .iter()
            .map(|(before, _)| {
                CreateTable {
                    table: before.clone(),
                }
                .into()
            })
            .collect();
        let drop = pairs.iter().rev().map(|(before, _)| {
            DropTable {
                table: before.clone(),
            }
            .into()
        });
        lab.add_operations("one", create, drop.collect()).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        let insert = |id: u8| -> Vec<String> {
            let statement = |at| format!("INSERT INTO \"t{at}\" (\"id\") VALUES ({id})");
            (0..pairs.len()).map(statement).collect()
        };
        place.try_run(&insert(1)).unwrap();
        let change = |from: &Table, to: &Table| -> Operation {
            let (from_column, to_column) = (&from.columns["v"], &to.columns["v"]);
            AlterColumn {
                column_type: Change::between(from_column.column_type.clone(), to_column.column_type.clone()),
                default: Change::between(from_column.default.clone(), to_column.default.clone()),
                ..AlterColumn::unchanged(from.name.clone(), name("v"))
            }
            .into()
        };
        let there: Vec<Operation> = pairs.iter().map(|(from, to)| change(from, to)).collect();
        // The way back may be impossible for some, and is not asked for here.
        let back = pairs.iter().map(|(from, to)| change(to, from)).collect();
        lab.add_operations("two", there, back).unwrap();
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        let fresh = Place::new(lab.dialect);
        let afresh = Lab::new(&fresh, "");
        let create = pairs
            .iter()
            .map(|(_, after)| CreateTable { table: after.clone() }.into())
            .collect();
        let drop = pairs
            .iter()
            .rev()
            .map(|(_, after)| DropTable { table: after.clone() }.into());
        afresh.add_operations("one", create, drop.collect()).unwrap();
        afresh.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), fresh.catalogue());
        // The old row has the old default, a new row the new one.
        place.try_run(&insert(2)).unwrap();
        let distinct = |at| format!("SELECT count(DISTINCT \"v\") FROM \"t{at}\"");
        let counts = place.queries(&(0..pairs.len()).map(distinct).collect::<Vec<_>>());
        for ((before, after), rows) in pairs.iter().zip(counts) {
            let (from, to) = (&before.columns["v"].column_type, &after.columns["v"].column_type);
            assert_eq!(rows[0][0].as_deref(), Some("2"), "{from} to {to}");
        }
    });
}
