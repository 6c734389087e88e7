//! A law: a generated schema, created and inspected, is the schema.

use dazzle_db::{Session, SessionOptions};
use dazzle_schema::{CheckRule, Dialect, Schema, SqlText, Table};
use dazzle_sql::create_table_sql;
use dazzle_sql::inspection::CatalogueOptions;
use dazzle_sql::postgresql::catalog;
use dazzle_testkit::{generate, postgres};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::support::answers;

/// The statements for all tables, foreign keys last since they may point anywhere.
fn statements(schema: &Schema) -> String {
    let mut sql = String::new();
    let mut keys = String::new();
    for table in schema.tables() {
        let bare = Table {
            foreign_keys: Default::default(),
            ..table.clone()
        };
        for statement in create_table_sql(Dialect::Postgresql, &bare).unwrap() {
            sql.push_str(&format!("{statement};\n"));
        }
        for key in table.foreign_keys.values() {
            let list = |names: &[dazzle_schema::Name]| {
                names
                    .iter()
                    .map(|name| name.quoted())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            keys.push_str(&format!(
                "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {};\n",
                table.name.quoted(),
                key.name.quoted(),
                list(&key.columns),
                key.references.table.quoted(),
                list(&key.references.columns),
                key.on_delete.sql(),
                key.on_update.sql(),
            ));
        }
    }
    sql + &keys
}

/// The schema with free SQL as a server cannot change it: without the quotes that a name needs or does not need,
/// and without parentheses around the whole. That is all that differs by nature.
fn without_spelling(schema: &Schema) -> Schema {
    let plain = |sql: &SqlText| {
        let text = sql.for_dialect(Dialect::Postgresql).unwrap().replace('"', "");
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        SqlText::Portable(inner.unwrap_or(&text).to_owned())
    };
    schema
        .tables()
        .cloned()
        .map(|mut table| {
            for check in table.checks.values_mut() {
                if let CheckRule::Sql(sql) = &mut check.rule {
                    *sql = plain(sql);
                }
            }
            for index in table.indexes.values_mut() {
                index.predicate = index.predicate.as_ref().map(plain);
            }
            table
        })
        .collect()
}

#[test]
fn a_generated_schema_is_inspected_as_it_is() {
    let database = postgres::temp_database();
    let mut runner = TestRunner::new(generate::cases(200));
    dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &SessionOptions::default())
            .await
            .unwrap();
        for _ in 0..runner.config().cases {
            let bytes = proptest::strategy::Strategy::new_tree(&generate::choices(), &mut runner)
                .unwrap()
                .current();
            let schema = generate::schema(&bytes, 5);
            session
                .execute("CREATE SCHEMA s; SET search_path = s")
                .await
                .unwrap();
            session.execute(&statements(&schema)).await.unwrap();
            let answers = answers(&mut session).await;
            session.execute("DROP SCHEMA s CASCADE").await.unwrap();
            let inspection = catalog::read(&answers, &CatalogueOptions::default()).unwrap();
            assert_eq!(inspection.unmodelled, Vec::new());
            assert_eq!(without_spelling(&inspection.schema), without_spelling(&schema));
        }
        session.close().await;
    });
}
