//! Generated schemas can be made and filled on the dialect that they are for.

// A test that cannot be set up is a failed test, and a panic says so best.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use dazzle_db::{Session, SessionOptions};
use dazzle_schema::{
    CheckRule, Column, ColumnType, Deferrability, Dialect, ForeignKey, Index, IndexKey, Name, Schema,
    SortOrder, SqlText, Table,
};
use dazzle_testkit::generate::{Features, cases, schema_with};
use dazzle_testkit::{block_on, postgres, rows, sqlite};

const MOST_TABLES: usize = 5;

fn schemas(features: Features) -> Vec<(Vec<u8>, Schema)> {
    (0..u64::from(cases(60).cases))
        .map(|seed| {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let bytes: Vec<u8> = (0..240)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    (state >> 56) as u8
                })
                .collect();
            let schema = schema_with(&bytes, MOST_TABLES, features);
            (bytes, schema)
        })
        .collect()
}

#[test]
fn on_postgresql() {
    let database = postgres::temp_database();
    let version = database.sql("SELECT (current_setting('server_version_num')::int / 10000)::text");
    let version = version[0][0].as_ref().unwrap().parse().unwrap();
    for (bytes, schema) in schemas(Features::postgresql(version)) {
        database.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        let run = block_on(async {
            let mut session = Session::connect(&database.url, &SessionOptions::default())
                .await
                .unwrap();
            run_all(&mut session, &schema).await
        });
        assert_eq!(run, Ok(()), "from {bytes:?}");
    }
}

#[test]
fn on_sqlite() {
    for (bytes, schema) in schemas(Features::sqlite()) {
        let place = sqlite::temp_database();
        let run = block_on(async {
            let options = SessionOptions {
                create_if_missing: true,
                ..SessionOptions::default()
            };
            let mut session = Session::connect(&place.url, &options).await.unwrap();
            run_all(&mut session, &schema).await
        });
        assert_eq!(run, Ok(()), "from {bytes:?}");
    }
}

/// Makes and fills the schema and reads its views.
async fn run_all(session: &mut Session, schema: &Schema) -> Result<(), String> {
    let dialect = session.dialect();
    let mut statements = script(schema, dialect);
    statements.extend(rows::fill(schema, &BTreeSet::new(), dialect));
    statements.extend(
        schema
            .views()
            .map(|view| format!("SELECT * FROM {}", view.name.quoted())),
    );
    session.begin().await.unwrap();
    for statement in statements {
        let run = session.query(&statement).await;
        run.map_err(|error| format!("{error:?}: {statement}"))?;
    }
    // Deferred keys are checked here.
    session.commit().await.map_err(|error| format!("{error:?}"))
}

fn script(schema: &Schema, dialect: Dialect) -> Vec<String> {
    let mut statements: Vec<String> = schema
        .tables()
        .map(|table| create_table(table, dialect))
        .collect();
    for table in schema.tables() {
        statements.extend(
            table
                .indexes
                .values()
                .map(|index| create_index(table, index, dialect)),
        );
    }
    if dialect == Dialect::Postgresql {
        for table in schema.tables() {
            let keys = table.foreign_keys.values();
            statements.extend(
                keys.map(|key| format!("ALTER TABLE {} ADD {}", table.name.quoted(), foreign_key(key))),
            );
        }
    }
    let mut made: BTreeSet<&Name> = BTreeSet::new();
    while made.len() < schema.views().count() {
        for view in schema
            .views()
            .filter(|view| !made.contains(&view.name))
            .collect::<Vec<_>>()
        {
            let waits = schema.views().any(|other| {
                other.name != view.name && !made.contains(&other.name) && view.mentions(&other.name)
            });
            if !waits {
                let columns = match view.columns.as_slice() {
                    [] => String::new(),
                    columns => format!(" ({})", list(columns)),
                };
                let query = text(&view.query, dialect);
                statements.push(format!("CREATE VIEW {}{columns} AS {query}", view.name.quoted()));
                made.insert(&view.name);
            }
        }
    }
    statements
}

fn create_table(table: &Table, dialect: Dialect) -> String {
    let mut parts: Vec<String> = table.columns.values().map(|it| column(it, dialect)).collect();
    if let Some(key) = &table.primary_key {
        parts.push(format!(
            "CONSTRAINT {} PRIMARY KEY ({})",
            key.name.quoted(),
            list(&key.columns)
        ));
    }
    for unique in table.uniques.values() {
        let nulls = if unique.nulls_not_distinct {
            " NULLS NOT DISTINCT"
        } else {
            ""
        };
        let include = match unique.include.as_slice() {
            [] => String::new(),
            include => format!(" INCLUDE ({})", list(include)),
        };
        parts.push(format!(
            "CONSTRAINT {} UNIQUE{nulls} ({}){include}{}",
            unique.name.quoted(),
            list(&unique.columns),
            deferrable(unique.deferrability)
        ));
    }
    for check in table.checks.values() {
        let rule = match &check.rule {
            CheckRule::Sql(sql) => text(sql, dialect),
            CheckRule::OneOf { column, values } => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| format!("'{}'", value.replace('\'', "''")))
                    .collect();
                format!("{} IN ({})", column.quoted(), values.join(", "))
            }
        };
        parts.push(format!("CONSTRAINT {} CHECK ({rule})", check.name.quoted()));
    }
    if dialect == Dialect::Sqlite {
        parts.extend(table.foreign_keys.values().map(foreign_key));
    }
    format!("CREATE TABLE {} ({})", table.name.quoted(), parts.join(", "))
}

fn column(column: &Column, dialect: Dialect) -> String {
    let column_type = match (&column.column_type, dialect) {
        (ColumnType::Json, Dialect::Postgresql) => "jsonb".to_owned(),
        (ColumnType::Json, Dialect::Sqlite) => "TEXT".to_owned(),
        (ColumnType::Bytes, Dialect::Postgresql) => "bytea".to_owned(),
        (ColumnType::Bytes, Dialect::Sqlite) => "BLOB".to_owned(),
        (ColumnType::Double, _) => "double precision".to_owned(),
        (other, _) => other.to_string(),
    };
    let mut sql = format!("{} {column_type}", column.name.quoted());
    if let Some(collation) = &column.collation {
        sql.push_str(&format!(" COLLATE {}", collation.quoted()));
    }
    if let Some(generated) = &column.generated {
        let expression = text(&generated.expression, dialect);
        sql.push_str(&format!(
            " GENERATED ALWAYS AS ({expression}) {}",
            generated.storage.as_str()
        ));
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    sql
}

fn create_index(table: &Table, index: &Index, dialect: Dialect) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let mut sql = match &part.key {
                IndexKey::Column(name) => name.quoted(),
                IndexKey::Expression(sql) => format!("({})", text(sql, dialect)),
            };
            if let Some(collation) = &part.collation {
                sql.push_str(&format!(" COLLATE {}", collation.quoted()));
            }
            if let Some(class) = &part.operator_class {
                sql.push_str(&format!(" {class}"));
            }
            if part.order == SortOrder::Descending {
                sql.push_str(" DESC");
            }
            if let Some(nulls) = part.nulls {
                sql.push_str(&format!(" NULLS {}", nulls.as_str()));
            }
            sql
        })
        .collect();
    let unique = if index.unique { "UNIQUE " } else { "" };
    let method = index
        .method
        .as_ref()
        .map_or(String::new(), |method| format!(" USING {method}"));
    let mut sql = format!(
        "CREATE {unique}INDEX {} ON {}{method} ({})",
        index.name.quoted(),
        table.name.quoted(),
        parts.join(", ")
    );
    if !index.include.is_empty() {
        sql.push_str(&format!(" INCLUDE ({})", list(&index.include)));
    }
    if index.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    if let Some(predicate) = &index.predicate {
        sql.push_str(&format!(" WHERE {}", text(predicate, dialect)));
    }
    sql
}

fn foreign_key(key: &ForeignKey) -> String {
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {}{}",
        key.name.quoted(),
        list(&key.columns),
        key.references.table.quoted(),
        list(&key.references.columns),
        key.on_delete.sql(),
        deferrable(key.deferrability)
    )
}

const fn deferrable(deferrability: Deferrability) -> &'static str {
    match deferrability {
        Deferrability::NotDeferrable => "",
        Deferrability::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrability::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

fn list(names: &[Name]) -> String {
    names.iter().map(Name::quoted).collect::<Vec<_>>().join(", ")
}

fn text(sql: &SqlText, dialect: Dialect) -> String {
    sql.for_dialect(dialect).unwrap().to_owned()
}
