//! Constraints without a name, dropped and renamed by the names that an inspection made for them.

use dazzle_ops::{DropCheck, DropForeignKey, DropPrimaryKey, DropUnique, Operation, RenameConstraint};
use dazzle_schema::{Name, Table};

use crate::inspect::inspect;
use crate::support::{Sqlite, name};

const MADE: &str = "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE, UNIQUE (id, code));
CREATE TABLE behind (
    id TEXT PRIMARY KEY ON CONFLICT ABORT, -- the key
    a TEXT UNIQUE CHECK (A IN (\"y\", 'x')) COLLATE NOCASE,
    b INTEGER NOT NULL CHECK (b > 0 /* positive */) DEFAULT 1,
    c INTEGER REFERENCES p ON DELETE CASCADE REFERENCES p ON DELETE SET NULL,
    d TEXT REFERENCES P (CODE) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE below (
    id TEXT, a TEXT, b INTEGER, c INTEGER, d TEXT,
    PRIMARY KEY (\"ID\"),
    UNIQUE ([a], `b`),
    UNIQUE (a COLLATE NOCASE),
    CHECK ((\"a\" IN ('x', 'y'))) CHECK (b BETWEEN 1 AND 2),
    CHECK (a = 'x' OR b > 1), -- either
    CONSTRAINT a_constraint_whose_name_goes_on_until_it_has_more_than_sixty_three_bytes CHECK (c <> 0),
    FOREIGN KEY (c) REFERENCES p ON UPDATE CASCADE,
    FOREIGN KEY (c, d) REFERENCES p (id, code)
);
INSERT INTO p VALUES (1, 'one');
INSERT INTO behind VALUES ('k', 'x', 1, 1, 'one');
INSERT INTO below VALUES ('k', 'x', 1, 1, 'one');";

/// The operations that drop each constraint of the table.
fn drops(table: &Table) -> Vec<(Name, Operation)> {
    let table_name = || table.name.clone();
    let mut drops: Vec<(Name, Operation)> = Vec::new();
    if let Some(key) = table.primary_key.clone() {
        let operation = DropPrimaryKey {
            table: table_name(),
            primary_key: key.clone(),
        };
        drops.push((key.name, operation.into()));
    }
    for unique in table.uniques.values().cloned() {
        let operation = DropUnique {
            table: table_name(),
            unique: unique.clone(),
        };
        drops.push((unique.name, operation.into()));
    }
    for check in table.checks.values().cloned() {
        let operation = DropCheck {
            table: table_name(),
            check: check.clone(),
        };
        drops.push((check.name, operation.into()));
    }
    for foreign_key in table.foreign_keys.values().cloned() {
        let operation = DropForeignKey {
            table: table_name(),
            foreign_key: foreign_key.clone(),
        };
        drops.push((foreign_key.name, operation.into()));
    }
    drops
}

/// The table without the constraint, and with those that are left named as they would be read again.
fn without(table: &Table, dropped: &Name) -> Table {
    let mut left = table.clone();
    if left.primary_key.as_ref().is_some_and(|key| key.name == *dropped) {
        left.primary_key = None;
    }
    left.uniques.remove(dropped);
    left.checks.remove(dropped);
    left.foreign_keys.remove(dropped);
    left
}

/// What the table says, whatever its constraints are called.
fn unnamed(table: &Table) -> Vec<String> {
    let mut said: Vec<String> = table.columns.values().map(|it| format!("{it:?}")).collect();
    said.extend(table.primary_key.iter().map(|it| format!("{:?}", it.columns)));
    said.extend(table.uniques.values().map(|it| format!("{:?}", it.columns)));
    said.extend(table.checks.values().map(|it| format!("{:?}", it.rule)));
    said.extend(table.foreign_keys.values().map(|it| {
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            it.columns, it.references, it.on_delete, it.on_update, it.deferrability
        )
    }));
    said.sort();
    said
}

#[test]
fn each_is_found_by_what_it_says_and_dropped() {
    let before = inspect(&Sqlite::with(MADE));
    let mut count = 0;
    for table in ["behind", "below"] {
        let table = before.schema.table(&name(table)).unwrap();
        for (dropped, operation) in drops(table) {
            assert!(
                before.unnamed.contains(&(table.name.clone(), dropped.clone())),
                "{dropped}"
            );
            let database = Sqlite::with(MADE);
            database
                .migrate(&before.schema, &[operation])
                .unwrap_or_else(|error| panic!("{dropped}: {error}"));
            let after = inspect(&database);
            assert_eq!(
                unnamed(after.schema.table(&table.name).unwrap()),
                unnamed(&without(table, &dropped)),
                "{dropped}"
            );
            let rows = database.run(&format!("SELECT count(*) FROM {};", table.name));
            assert_eq!(rows, "1", "{dropped}");
            count += 1;
        }
    }
    assert_eq!(count, 16);
}

#[test]
fn all_can_be_dropped_at_once() {
    let database = Sqlite::with(MADE);
    let before = inspect(&database);
    let operations: Vec<Operation> = ["behind", "below"]
        .into_iter()
        .flat_map(|table| drops(before.schema.table(&name(table)).unwrap()))
        .map(|(_, operation)| operation)
        .collect();
    database.migrate(&before.schema, &operations).unwrap();
    let after = inspect(&database);
    assert_eq!(after.unnamed.len(), 3, "{:?}", after.unnamed);
    let text = database.schema_text();
    assert!(
        text.contains("-- the key") && text.contains("-- either"),
        "{text}"
    );
}

#[test]
fn each_gets_its_name_written_down() {
    for table in ["behind", "below"] {
        let made = inspect(&Sqlite::with(MADE));
        for (from, _) in drops(made.schema.table(&name(table)).unwrap()) {
            let database = Sqlite::with(MADE);
            let operation = RenameConstraint {
                table: name(table),
                from: from.clone(),
                to: name("its own"),
            };
            database
                .migrate(&made.schema, &[operation.into()])
                .unwrap_or_else(|error| panic!("{from}: {error}"));
            let after = inspect(&database);
            let kind = |found: &dazzle_sql::inspection::Inspection, constraint: &Name| {
                let table = found.schema.table(&name(table)).unwrap();
                table.constraint_kind(constraint)
            };
            let own = name("its own");
            assert_eq!(kind(&after, &own), kind(&made, &from), "{from}");
            assert!(!after.unnamed.contains(&(name(table), own)));
        }
    }
}
