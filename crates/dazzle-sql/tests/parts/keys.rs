//! All parts of unique constraints and foreign keys.

use crate::shared::{ROWS, add_unique, codes, create_index, refused, task, text};
use crate::support::live::{Live, there_and_back};
use crate::support::{column, create, foreign_key, name, schema, sql};
use dazzle_ops::{AddForeignKey, DropForeignKey, HazardCode, Operation};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{
    Deferrability, Dialect, Index, IndexPart, NullsOrder, ReferentialAction, Schema, UniqueConstraint,
};
use dazzle_sql::plan_offline;

pub fn deferrable() -> UniqueConstraint {
    UniqueConstraint {
        include: vec![name("rank")],
        deferrability: Deferrability::InitiallyDeferred,
        ..UniqueConstraint::over(name("uq_Task_title"), [name("title")])
    }
}

pub fn equal_nulls() -> UniqueConstraint {
    UniqueConstraint {
        nulls_not_distinct: true,
        ..UniqueConstraint::over(name("uq_Task_rank"), [name("rank"), name("title")])
    }
}

#[test]
fn all_parts_of_a_unique_constraint_on_postgresql() {
    let before = schema(vec![task()]);
    assert_eq!(
        sql(
            Postgresql,
            &before,
            &[add_unique(UniqueConstraint {
                nulls_not_distinct: true,
                ..deferrable()
            })]
        ),
        "ALTER TABLE \"Task\" ADD CONSTRAINT \"uq_Task_title\" UNIQUE NULLS NOT DISTINCT (\"title\") \
         INCLUDE (\"rank\") DEFERRABLE INITIALLY DEFERRED"
    );
    let values = "SELECT count(*) FROM \"Task\"";
    let mut database = there_and_back(
        Postgresql,
        &before,
        ROWS,
        &[add_unique(deferrable())],
        (values, "3"),
    );
    let add = add_unique(equal_nulls());
    assert!(codes(Postgresql, &before, std::slice::from_ref(&add)).contains(&HazardCode::NewerServer));
    if database.version() >= 150_000 {
        there_and_back(
            Postgresql,
            &before,
            ROWS,
            std::slice::from_ref(&add),
            (values, "3"),
        );
    } else {
        database.migrate(&before, std::slice::from_ref(&add)).unwrap_err();
    }
}

#[test]
fn rows_without_a_value_that_count_as_equal_are_asked_about() {
    let before = schema(vec![task()]);
    let mut database = Live::with(Postgresql, &before, ROWS);
    database.run("INSERT INTO \"Task\" VALUES (4, NULL, NULL), (5, NULL, 'a')");
    let expected = "2 rows of `Task` that are equal in the key of unique constraint `uq_Task_rank`: 3|NULL, \
                    NULL;4|NULL, NULL";
    let error = database
        .migrate(&before, &[add_unique(equal_nulls())])
        .unwrap_err();
    assert_eq!(error, expected);
    let index = Index {
        unique: true,
        nulls_not_distinct: true,
        predicate: Some(text("\"id\" > 3")),
        ..Index::over(name("ux"), [name("title")])
    };
    let error = database.migrate(&before, &[create_index(index)]).unwrap_err();
    assert_eq!(
        error,
        "2 rows of `Task` that are equal in the key of index `ux`: 4|-;5|-"
    );
    // Without it they differ.
    let plain = UniqueConstraint {
        nulls_not_distinct: false,
        ..equal_nulls()
    };
    database.migrate(&before, &[add_unique(plain)]).unwrap();
}

#[test]
fn what_sqlite_has_not_is_refused_with_what_to_do_instead() {
    let before = schema(vec![task()]);
    let part = || IndexPart::column(name("rank"));
    let index = |index: Index| create_index(index);
    let plain = || Index::over(name("ix"), [name("rank")]);
    let cases: [(Operation, &str); 8] = [
        (
            add_unique(deferrable()),
            "unique constraint `uq_Task_title` carries columns beside its key, which SQLite cannot",
        ),
        (
            add_unique(UniqueConstraint {
                include: Vec::new(),
                ..deferrable()
            }),
            "unique constraint `uq_Task_title` is deferrable, and SQLite checks such a constraint for each row",
        ),
        (
            add_unique(equal_nulls()),
            "unique constraint `uq_Task_rank` takes rows without a value for equal, and for SQLite two of them \
             always differ",
        ),
        (
            index(Index {
                method: Some(name("gin")),
                ..plain()
            }),
            "index `ix` uses the method `gin`, and SQLite has B-trees only",
        ),
        (
            index(Index {
                parts: vec![IndexPart {
                    operator_class: Some(name("text_pattern_ops")),
                    ..part()
                }],
                ..plain()
            }),
            "index `ix` uses the operator class `text_pattern_ops`, and SQLite has none",
        ),
        (
            index(Index {
                parts: vec![IndexPart {
                    nulls: Some(NullsOrder::First),
                    ..part()
                }],
                ..plain()
            }),
            "index `ix` says where rows without a value stand, and in SQLite they are always the smallest",
        ),
        (
            index(Index {
                include: vec![name("title")],
                ..plain()
            }),
            "index `ix` carries columns beside its key, which SQLite cannot",
        ),
        (
            index(Index {
                unique: true,
                nulls_not_distinct: true,
                ..plain()
            }),
            "index `ix` takes rows without a value for equal, and for SQLite two of them always differ",
        ),
    ];
    for (operation, expected) in cases {
        let (reason, help) = refused(Sqlite, &before, &operation);
        assert_eq!(reason, expected);
        assert!(!help.is_empty());
        assert!(plan_offline(Postgresql, &[operation], &before, None).is_ok());
    }
    // A table that is made with it is refused at once.
    let mut with = task();
    with.uniques.insert(deferrable().name, deferrable());
    refused(Sqlite, &Schema::empty(), &create(with));
    // The usual method goes without saying.
    let usual = create_index(Index {
        method: Some(name("btree")),
        ..plain()
    });
    assert_eq!(
        sql(Sqlite, &before, &[usual]),
        "CREATE INDEX \"ix\" ON \"Task\" (\"rank\")"
    );
}

#[test]
fn a_foreign_key_that_is_checked_at_the_end() {
    let mut child = task();
    child.columns.insert(name("parent"), column("parent", "integer"));
    let before = schema(vec![child]);
    let key = |deferrability| dazzle_schema::ForeignKey {
        deferrability,
        ..foreign_key("fk_Task_parent", "parent", "Task", ReferentialAction::NoAction)
    };
    let add = |deferrability| {
        Operation::from(AddForeignKey {
            table: name("Task"),
            foreign_key: key(deferrability),
        })
    };
    for dialect in Dialect::ALL {
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[
                add(Deferrability::InitiallyImmediate),
                DropForeignKey {
                    table: name("Task"),
                    foreign_key: key(Deferrability::InitiallyImmediate),
                }
                .into(),
                add(Deferrability::InitiallyDeferred),
            ],
            ("SELECT count(*) FROM \"Task\"", "3"),
        );
        let mut database = Live::with(dialect, &before, ROWS);
        database
            .migrate(&before, &[add(Deferrability::InitiallyDeferred)])
            .unwrap();
        database.run("BEGIN");
        database.run("INSERT INTO \"Task\" (\"id\", \"parent\") VALUES (10, 11)");
        database.run("INSERT INTO \"Task\" (\"id\", \"parent\") VALUES (11, 10)");
        database.run("COMMIT");
    }
}
