//! What Dazzle makes is read back as it was, but for what SQLite cannot tell:
//!
//! * `json` is declared `TEXT`, as `text` is;
//! * a whole number that SQLite numbers is declared `INTEGER`, whatever its size;
//! * comments are not stored;
//! * an expression is read as a text for SQLite, not for every dialect.

use dazzle_schema::{
    CheckRule, ColumnType, DefaultValue, Dialect, Identity, IndexKey, Schema, SqlText, Table,
};
use dazzle_sql::create_table_sql;
use dazzle_testkit::generate;
use proptest::prelude::*;

use crate::inspect::inspect;
use crate::support::Sqlite;

fn for_sqlite(text: &mut SqlText) {
    let own = text.for_dialect(Dialect::Sqlite).unwrap().to_owned();
    *text = SqlText::PerDialect([(Dialect::Sqlite, own)].into());
}

/// The table as far as SQLite can tell.
fn tellable(table: &Table) -> Table {
    let mut table = table.clone();
    table.comment = None;
    for column in table.columns.values_mut() {
        column.comment = None;
        if column.column_type == ColumnType::Json {
            column.column_type = ColumnType::Text;
        }
        if column.identity.is_some() {
            column.identity = Some(Identity::ByDefault);
            column.column_type = ColumnType::Integer;
        }
        if let Some(DefaultValue::Expression(text)) = &mut column.default {
            for_sqlite(text);
        }
        if let Some(generated) = &mut column.generated {
            for_sqlite(&mut generated.expression);
        }
    }
    for check in table.checks.values_mut() {
        if let CheckRule::Sql(text) = &mut check.rule {
            for_sqlite(text);
        }
    }
    for index in table.indexes.values_mut() {
        index.predicate.iter_mut().for_each(for_sqlite);
        for part in &mut index.parts {
            if let IndexKey::Expression(text) = &mut part.key {
                for_sqlite(text);
            }
        }
    }
    table
}

proptest! {
    #![proptest_config(generate::cases(500))]

    #[test]
    fn what_dazzle_makes_is_read_back(bytes in generate::choices()) {
        let schema = generate::schema(&bytes, 5);
        let statements: Vec<String> = schema
            .tables()
            .flat_map(|table| create_table_sql(Dialect::Sqlite, table).unwrap())
            .collect();
        let database = Sqlite::with(&format!("SELECT 1;{};", statements.join(";\n")));
        let found = inspect(&database);
        let expected: Schema = schema.tables().map(tellable).collect();
        prop_assert_eq!(&found.unmodelled, &Vec::new());
        prop_assert!(found.unnamed.is_empty());
        for table in expected.tables() {
            prop_assert_eq!(found.schema.table(&table.name), Some(table));
        }
        prop_assert_eq!(found.schema, expected);
    }
}
