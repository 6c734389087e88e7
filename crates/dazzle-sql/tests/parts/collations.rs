//! Collations of columns.

use crate::shared::{ROWS, add, alter, codes, create_index, task};
use crate::support::live::{Live, there_and_back};
use crate::support::{change_type, column, name, schema, sql};
use dazzle_ops::{AlterColumn, Change, HazardCode, Operation};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{DefaultValue, Dialect, Index, IndexPart, Name, UniqueConstraint};

pub fn collation(dialect: Dialect) -> Name {
    name(match dialect {
        Postgresql => "C",
        Sqlite => "NOCASE",
    })
}

#[test]
fn a_collation_comes_and_goes_and_survives_a_type_change() {
    for dialect in Dialect::ALL {
        let mut with = task();
        with.columns[&name("rank")].default = Some(DefaultValue::Text("x".to_owned()));
        with.indexes.insert(
            name("ix_Task_rank"),
            Index::over(name("ix_Task_rank"), [name("rank")]),
        );
        let before = schema(vec![with]);
        let collate: Operation = AlterColumn {
            collation: Some(Change {
                from: None,
                to: Some(collation(dialect)),
            }),
            ..alter("rank")
        }
        .into();
        let mut note = column("note", "text");
        note.collation = Some(collation(dialect));
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[
                collate.clone(),
                change_type("Task", "rank", "text", "varchar(10)").into(),
                add(note),
            ],
            (
                "SELECT \"rank\", \"note\" FROM \"Task\" ORDER BY \"id\"",
                "a|-;B|-;-|-",
            ),
        );
        if dialect == Postgresql {
            assert_eq!(codes(dialect, &before, &[collate]), [HazardCode::IndexBuild]);
        }
    }
}

#[test]
fn the_statements_of_a_collation() {
    let mut with = task();
    with.columns[&name("rank")].collation = Some(name("C"));
    let before = schema(vec![with]);
    let operation = |collation: Option<&str>, column_type| {
        Operation::from(AlterColumn {
            collation: Change::between(Some(name("C")), collation.map(name)),
            column_type,
            ..alter("rank")
        })
    };
    let to_varchar = || change_type("Task", "rank", "text", "varchar(9)").column_type;
    let to_integer = || change_type("Task", "rank", "text", "integer").column_type;
    for (operation, clause) in [
        (operation(Some("POSIX"), None), "text COLLATE \"POSIX\""),
        (operation(None, None), "text COLLATE \"default\""),
        (operation(Some("C"), to_varchar()), "varchar(9) COLLATE \"C\""),
        (operation(None, to_varchar()), "varchar(9)"),
        (operation(None, to_integer()), "integer USING (\"rank\"::integer)"),
    ] {
        assert_eq!(
            sql(Postgresql, &before, &[operation]),
            format!("ALTER TABLE \"Task\" ALTER COLUMN \"rank\" TYPE {clause};\nANALYZE \"Task\" (\"rank\")")
        );
    }
}

#[test]
fn a_collation_under_which_keys_are_equal_is_asked_about() {
    let mut with = task();
    with.uniques.insert(
        name("uq_Task_title"),
        UniqueConstraint::over(name("uq_Task_title"), [name("title")]),
    );
    let before = schema(vec![with]);
    let collate: Operation = AlterColumn {
        collation: Some(Change {
            from: None,
            to: Some(name("NOCASE")),
        }),
        ..alter("title")
    }
    .into();
    let mut database = Live::with(Sqlite, &before, ROWS);
    database.run("INSERT INTO \"Task\" VALUES (9, 'ONE', NULL)");
    let error = database
        .migrate(&before, std::slice::from_ref(&collate))
        .unwrap_err();
    assert_eq!(
        error,
        "2 rows of `Task` that are equal in the key of unique constraint `uq_Task_title`: 1|One;9|ONE"
    );
    // An index with a collation of its own is asked about in the same way.
    let index = Index {
        unique: true,
        parts: vec![IndexPart {
            collation: Some(name("NOCASE")),
            ..IndexPart::column(name("title"))
        }],
        ..Index::over(name("ux"), [])
    };
    let error = database.migrate(&before, &[create_index(index)]).unwrap_err();
    assert!(error.starts_with("2 rows of `Task` that are equal"), "{error}");
    database.run("DELETE FROM \"Task\" WHERE \"id\" = 9");
    database.migrate(&before, &[collate]).unwrap();
    assert!(
        database
            .try_run("INSERT INTO \"Task\" VALUES (9, 'ONE', NULL)")
            .is_err()
    );
}
