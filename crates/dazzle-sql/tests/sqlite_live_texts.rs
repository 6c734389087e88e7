//! Constraints as other tools write them, found in the live text and edited there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use dazzle_ops::{
    AddColumn, AddPrimaryKey, DropCheck, DropForeignKey, DropPrimaryKey, DropUnique, Operation,
    RenameConstraint, RenameTable,
};
use dazzle_schema::{
    Check, CheckRule, Dialect, PrimaryKey, ReferentialAction, Schema, SqlText, UniqueConstraint, ValueSet,
};
use dazzle_sql::script::{self, ScriptRevision};
use dazzle_sql::{LiveFacts, SqliteFacts, SqliteObject, plan_chunk, plan_offline};
use support::{
    change_type, column, foreign_key, name, required, schema, set_nullable, statements, table, with_key,
};

fn key() -> PrimaryKey {
    PrimaryKey {
        name: name("pk_t"),
        columns: vec![name("id")],
    }
}

fn unique() -> UniqueConstraint {
    UniqueConstraint::over(name("uq_t_a"), [name("a")])
}

fn one_of() -> Check {
    Check {
        name: name("ck_t_a"),
        rule: CheckRule::OneOf {
            column: name("a"),
            values: ValueSet::new(["x".to_owned(), "y".to_owned()]),
        },
    }
}

fn before() -> Schema {
    let mut it = table("t", vec![required("id", "integer"), column("a", "text")]);
    it.primary_key = Some(key());
    it.uniques.insert(name("uq_t_a"), unique());
    it.checks.insert(name("ck_t_a"), one_of());
    let foreign = foreign_key("fk_t_a", "a", "p", ReferentialAction::Cascade);
    it.foreign_keys.insert(foreign.name.clone(), foreign);
    schema(vec![
        it,
        with_key(table("p", vec![required("id", "text")]), &["id"]),
    ])
}

fn facts(sql: &str) -> LiveFacts {
    LiveFacts::Sqlite(SqliteFacts {
        objects: vec![SqliteObject {
            kind: "table".to_owned(),
            name: "t".to_owned(),
            table: "t".to_owned(),
            sql: Some(sql.to_owned()),
        }],
        ..SqliteFacts::default()
    })
}

/// The text of the new table that `operation` makes of the live text `sql`.
fn check(sql: &str, operation: impl Into<Operation>, expected: &str) {
    let chunk = plan_chunk(&[operation.into()], &before(), &facts(sql)).unwrap();
    assert_eq!(statements(&chunk.steps)[0], expected);
}

fn drop_unique() -> DropUnique {
    DropUnique {
        table: name("t"),
        unique: unique(),
    }
}

#[test]
fn uniques_are_found_by_name_or_by_columns() {
    for (live, left) in [
        (
            "id INTEGER, a TEXT UNIQUE NOT NULL",
            "id INTEGER, a TEXT NOT NULL",
        ),
        (
            "id INTEGER, a TEXT CONSTRAINT UQ_t_a UNIQUE ON CONFLICT FAIL, b",
            "id INTEGER, a TEXT, b",
        ),
        (
            "id INTEGER, a TEXT, UNIQUE (a COLLATE NOCASE DESC)",
            "id INTEGER, a TEXT",
        ),
        (
            "id INTEGER, a TEXT, UNIQUE (id, a), UNIQUE ([A])",
            "id INTEGER, a TEXT, UNIQUE (id, a)",
        ),
        (
            "id INTEGER, a TEXT, CHECK (a <> '') CONSTRAINT \"uq_t_a\" UNIQUE (\"a\") CHECK (id > 0)",
            "id INTEGER, a TEXT, CHECK (a <> '') CHECK (id > 0)",
        ),
    ] {
        check(
            &format!("CREATE TABLE t ({live})"),
            drop_unique(),
            &format!("CREATE TABLE \"t__new\" ({left})"),
        );
    }
}

#[test]
fn a_constraint_with_another_name_is_not_taken_for_it() {
    let sql = "CREATE TABLE t (id INTEGER, a TEXT CONSTRAINT theirs UNIQUE)";
    let error = plan_chunk(&[drop_unique().into()], &before(), &facts(sql)).unwrap_err();
    assert!(
        error.to_string().contains("it has no unique constraint `uq_t_a`"),
        "{error}"
    );
}

#[test]
fn checks_are_found_by_what_they_say() {
    let drop = DropCheck {
        table: name("t"),
        check: one_of(),
    };
    check(
        "CREATE TABLE t (id INTEGER, a TEXT CHECK( [A]  in ('x' /* or */,'y')) NOT NULL)",
        drop.clone(),
        "CREATE TABLE \"t__new\" (id INTEGER, a TEXT NOT NULL)",
    );
    let other = plan_chunk(
        &[drop.into()],
        &before(),
        &facts("CREATE TABLE t (id INTEGER, a TEXT CHECK (a IN ('X', 'y')))"),
    );
    assert!(other.is_err());
}

#[test]
fn foreign_keys_are_found_behind_their_column() {
    let drop = DropForeignKey {
        table: name("t"),
        foreign_key: foreign_key("fk_t_a", "a", "p", ReferentialAction::Cascade),
    };
    check(
        "CREATE TABLE t (id INTEGER, a TEXT REFERENCES P ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT NULL)",
        drop.clone(),
        "CREATE TABLE \"t__new\" (id INTEGER, a TEXT NOT NULL)",
    );
    check(
        "CREATE TABLE t (\n  id INTEGER,\n  a TEXT,\n  FOREIGN KEY(a) REFERENCES \"p\"(\"id\") MATCH FULL\n)",
        drop,
        "CREATE TABLE \"t__new\" (\n  id INTEGER,\n  a TEXT\n)",
    );
}

#[test]
fn unnamed_constraints_get_names() {
    let rename = |from: &str| RenameConstraint {
        table: name("t"),
        from: name(from),
        to: name("new"),
    };
    let live = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE)";
    check(
        live,
        rename("pk_t"),
        "CREATE TABLE \"t__new\" (id INTEGER CONSTRAINT \"new\" PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE)",
    );
    check(
        live,
        rename("uq_t_a"),
        "CREATE TABLE \"t__new\" (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT CONSTRAINT \"new\" UNIQUE)",
    );
}

#[test]
fn a_primary_key_moves_from_its_column_to_the_table() {
    let operations: Vec<Operation> = vec![
        DropPrimaryKey {
            table: name("t"),
            primary_key: key(),
        }
        .into(),
        AddPrimaryKey {
            table: name("t"),
            primary_key: PrimaryKey {
                name: name("pk_new"),
                columns: vec![name("id")],
            },
        }
        .into(),
    ];
    let chunk = plan_chunk(
        &operations,
        &before(),
        &facts("CREATE TABLE t (id INT NOT NULL PRIMARY KEY DESC, a TEXT)"),
    )
    .unwrap();
    assert_eq!(
        statements(&chunk.steps)[0],
        "CREATE TABLE \"t__new\" (id INT NOT NULL, a TEXT, CONSTRAINT \"pk_new\" PRIMARY KEY (\"id\"))"
    );
}

#[test]
fn generated_columns_are_not_copied_and_a_column_called_rowid_hides_the_rowid() {
    let chunk = plan_chunk(
        &[set_nullable("t", "a", false).into()],
        &before(),
        &facts("CREATE TABLE t (id INT PRIMARY KEY, a TEXT, RowId, g AS (a) STORED, UNIQUE (a) ON CONFLICT IGNORE)"),
    )
    .unwrap();
    assert_eq!(
        statements(&chunk.steps)[1],
        "INSERT OR ABORT INTO \"t__new\" (_rowid_, \"id\", \"a\", \"RowId\") SELECT _rowid_, \"id\", \"a\", \"RowId\" FROM \"t\""
    );
}

#[test]
fn a_free_name_is_found_for_the_new_table() {
    let LiveFacts::Sqlite(mut live) = facts("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)") else {
        panic!()
    };
    live.objects.push(SqliteObject {
        kind: "table".to_owned(),
        name: "T__NEW".to_owned(),
        table: "T__NEW".to_owned(),
        sql: Some("CREATE TABLE T__NEW (a)".to_owned()),
    });
    let operation: Operation = set_nullable("t", "a", false).into();
    let chunk = plan_chunk(&[operation], &before(), &LiveFacts::Sqlite(live)).unwrap();
    assert!(statements(&chunk.steps)[0].starts_with("CREATE TABLE \"t__new_\" ("));
}

#[test]
fn a_chunk_ends_where_only_the_database_knows_the_text() {
    let live = facts("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    let rename: Operation = RenameTable {
        from: name("p"),
        to: name("q"),
    }
    .into();
    let add: Operation = AddColumn {
        table: name("t"),
        column: column("b", "text"),
    }
    .into();
    let operations = [add, rename, set_nullable("t", "a", false).into()];
    assert_eq!(plan_chunk(&operations, &before(), &live).unwrap().consumed, 2);
    let steps = plan_offline(Dialect::Sqlite, &operations, &before(), Some(live)).unwrap();
    assert_eq!(steps.len(), 3);
}

#[test]
fn two_type_changes_of_one_column_are_one_expression() {
    let operations: Vec<Operation> = vec![
        change_type("t", "a", "text", "integer").into(),
        change_type("t", "a", "integer", "boolean").into(),
    ];
    let mut start = before();
    let it = start.table_mut(&name("t")).unwrap();
    it.checks.clear();
    it.foreign_keys.clear();
    let chunk = plan_chunk(
        &operations,
        &start,
        &facts("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)"),
    )
    .unwrap();
    assert_eq!(
        statements(&chunk.steps)[1],
        "INSERT INTO \"t__new\" (\"id\", \"a\") SELECT \"id\", CAST(\"a\" AS INTEGER) FROM \"t\""
    );
    assert!(
        chunk.steps[0].prechecks[1]
            .count
            .ends_with("CAST(\"a\" AS INTEGER) NOT IN (0, 1)")
    );
}

#[test]
fn a_script_keeps_its_semicolons_out_of_comments() {
    let operation: Operation = dazzle_ops::Execute {
        sql: SqlText::Portable("DELETE FROM t -- all;".to_owned()),
        why: Some("two\nlines".to_owned()),
        effects: Vec::new(),
    }
    .into();
    for (dialect, start, end) in [
        (Dialect::Postgresql, "SET LOCAL lock_timeout = '5s';", "COMMIT;\n"),
        (
            Dialect::Sqlite,
            "BEGIN IMMEDIATE;",
            "COMMIT;\n\nPRAGMA foreign_keys = ON;\n",
        ),
    ] {
        let steps = plan_offline(dialect, std::slice::from_ref(&operation), &before(), None).unwrap();
        let text = script::render(
            dialect,
            &[ScriptRevision {
                halfway: std::collections::BTreeMap::new(),
                ahead: Vec::new(),
                heading: "revision 1".to_owned(),
                before: Vec::new(),
                guards: Vec::new(),
                prepare: Vec::new(),
                steps,
                bookkeeping: vec!["INSERT INTO v VALUES (1)".to_owned()],
            }],
        );
        let expected = format!(
            "{start}\n\n-- run SQL: two lines\nDELETE FROM t -- all;\n;\n\nINSERT INTO v VALUES (1);\n{end}"
        );
        assert!(text.ends_with(&expected), "{text}");
    }
}
