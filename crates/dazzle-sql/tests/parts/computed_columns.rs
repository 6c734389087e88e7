//! Computed columns.

use crate::shared::{ROWS, add, alter, codes, computed, create_index, refused, stored, task, text};
use crate::support::live::{Live, there_and_back};
use crate::support::{change_type, column, create, name, required, schema, set_nullable, sql};
use dazzle_ops::{AlterColumn, Change, DropColumn, HazardCode, Operation, RenameColumn, apply_all};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{Column, DefaultValue, Dialect, GeneratedStorage, Index, Schema};
use dazzle_sql::{create_table_sql, losses};
use dazzle_testkit::catalogue;

#[test]
fn a_computed_column_comes_and_goes() {
    let before = schema(vec![task()]);
    let lower = stored(column("lower", "text"), "lower(\"title\")");
    for dialect in Dialect::ALL {
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[
                add(lower.clone()),
                add(stored(required("twice", "integer"), "\"id\" * 2")),
                create_index(Index::over(name("ix_Task_lower"), [name("lower")])),
                set_nullable("Task", "rank", true).into(),
            ][..3],
            (
                "SELECT \"id\", \"lower\", \"twice\" FROM \"Task\" ORDER BY 1",
                "1|one|2;2|two|4;3|-|6",
            ),
        );
    }
    assert_eq!(
        sql(Postgresql, &before, &[add(lower.clone())]),
        "ALTER TABLE \"Task\" ADD COLUMN \"lower\" text GENERATED ALWAYS AS (lower(\"title\")) STORED"
    );
    assert_eq!(
        codes(Postgresql, &before, &[add(lower)]),
        [HazardCode::TableRewrite]
    );
}

#[test]
fn a_virtual_column_is_added_in_place_on_sqlite() {
    let before = schema(vec![task()]);
    let lower = computed(
        column("lower", "text"),
        "lower(\"title\")",
        GeneratedStorage::Virtual,
    );
    assert_eq!(
        sql(Sqlite, &before, &[add(lower.clone())]),
        "ALTER TABLE \"Task\" ADD COLUMN \"lower\" TEXT GENERATED ALWAYS AS (lower(\"title\")) VIRTUAL"
    );
    let values = ("SELECT \"lower\" FROM \"Task\" ORDER BY \"id\"", "one;two;-");
    there_and_back(Sqlite, &before, ROWS, &[add(lower.clone())], values);

    // PostgreSQL knows it from version 18 on, and the plan says so, for a new table too.
    assert_eq!(
        codes(Postgresql, &before, &[add(lower.clone())]),
        [HazardCode::NewerServer]
    );
    let mut whole = task();
    whole.columns.insert(lower.name.clone(), lower.clone());
    assert_eq!(
        codes(Postgresql, &Schema::empty(), &[create(whole)]),
        [HazardCode::NewerServer]
    );
    let mut database = Live::with(Postgresql, &before, ROWS);
    if database.version() >= 180_000 {
        there_and_back(Postgresql, &before, ROWS, &[add(lower)], values);
    } else {
        database.migrate(&before, &[add(lower)]).unwrap_err();
    }
}

#[test]
fn a_computed_column_that_would_be_empty_and_must_not_is_asked_about() {
    let before = schema(vec![task()]);
    let lower = stored(required("lower", "text"), "lower(\"title\")");
    for dialect in Dialect::ALL {
        let mut database = Live::with(dialect, &before, ROWS);
        let error = database.migrate(&before, &[add(lower.clone())]).unwrap_err();
        assert_eq!(
            error,
            "1 rows of `Task` for which `lower` is computed to nothing, which is required: 3|-"
        );
    }
}

#[test]
fn a_computed_column_becomes_plain_and_keeps_its_values() {
    let lower = stored(column("lower", "text"), "lower(\"title\")");
    let mut with = task();
    with.columns.insert(lower.name.clone(), lower.clone());
    let before = schema(vec![with]);
    let plain: Operation = AlterColumn {
        generated: Some(Change {
            from: lower.generated.clone(),
            to: None,
        }),
        default: Some(Change {
            from: None,
            to: Some(DefaultValue::Text("x".to_owned())),
        }),
        ..alter("lower")
    }
    .into();
    let mut after = before.clone();
    plain.apply(&mut after).unwrap();
    for dialect in Dialect::ALL {
        let mut database = Live::with(dialect, &before, ROWS);
        database.migrate(&before, std::slice::from_ref(&plain)).unwrap();
        let fresh = Live::with(dialect, &after, "SELECT 1").catalogue();
        assert_eq!(catalogue::difference(&fresh, &database.catalogue()), "");
        database.run("UPDATE \"Task\" SET \"title\" = 'other', \"lower\" = 'own' WHERE \"id\" = 2");
        assert_eq!(
            database.run("SELECT \"lower\" FROM \"Task\" ORDER BY \"id\""),
            "one;own;-"
        );
    }
}

/// PostgreSQL cannot, and SQLite makes the table anew.
#[test]
fn a_plain_column_becomes_computed_on_sqlite_alone() {
    let before = schema(vec![task()]);
    let compute = |from: Option<&str>, to: Option<&str>| {
        let rule = |text: &str| stored(column("x", "text"), text).generated;
        Operation::from(AlterColumn {
            generated: Some(Change {
                from: from.and_then(rule),
                to: to.and_then(rule),
            }),
            ..alter("rank")
        })
    };
    let upper = "upper(\"title\")";
    let operations = [
        compute(None, Some("lower(\"title\")")),
        compute(Some("lower(\"title\")"), Some(upper)),
    ];
    let (_, help) = refused(Postgresql, &before, &operations[0]);
    assert_eq!(
        help,
        "drop the column `rank` and add it again as it shall be, with `drop_column` and `add_column`"
    );
    let mut computed = before.clone();
    operations[0].apply(&mut computed).unwrap();
    refused(Postgresql, &computed, &operations[1]);

    let mut database = Live::with(Sqlite, &before, ROWS);
    let steps = database.migrate(&before, &operations).unwrap();
    assert!(
        steps[0]
            .hazards
            .iter()
            .any(|hazard| hazard.code == HazardCode::DropColumn)
    );
    let mut after = before.clone();
    apply_all(&operations, &mut after).unwrap();
    let fresh = Live::with(Sqlite, &after, "SELECT 1").catalogue();
    assert_eq!(catalogue::difference(&fresh, &database.catalogue()), "");
    assert_eq!(
        database.run("SELECT \"rank\" FROM \"Task\" ORDER BY \"id\""),
        "ONE;TWO;-"
    );
    // What it shows is kept, even where the column it comes from changes in the same revision.
    let rename_it = change_type("Task", "title", "varchar(50)", "text");
    let with_expression = AlterColumn {
        using: Some(text("'new'")),
        ..rename_it
    };
    database
        .migrate(&after, &[with_expression.into(), compute(Some(upper), None)])
        .unwrap();
    assert_eq!(
        database.run("SELECT \"title\", \"rank\" FROM \"Task\" ORDER BY \"id\""),
        "new|NEW;new|NEW;new|NEW"
    );
}

#[test]
fn values_that_can_be_computed_again_are_not_lost_and_others_are() {
    let lower = stored(column("lower", "text"), "lower(\"title\")");
    let mut with = task();
    with.columns.insert(lower.name.clone(), lower.clone());
    let before = schema(vec![with]);
    let drop: Operation = DropColumn {
        table: name("Task"),
        column: lower.clone(),
    }
    .into();
    let compute: Operation = AlterColumn {
        generated: Some(Change {
            from: None,
            to: lower.generated.clone(),
        }),
        ..alter("rank")
    }
    .into();
    let drop_computed: Operation = DropColumn {
        table: name("Task"),
        column: Column {
            generated: lower.generated,
            ..column("rank", "text")
        },
    }
    .into();
    let counts: Vec<(usize, String)> = losses(Sqlite, &[drop, compute, drop_computed], &before)
        .into_iter()
        .map(|loss| (loss.operation, loss.count))
        .collect();
    assert_eq!(
        counts,
        [(
            1,
            "SELECT count(*) FROM \"Task\" WHERE \"rank\" IS NOT NULL".to_owned()
        )]
    );
}

#[test]
fn a_rebuild_leaves_computed_columns_to_the_database() {
    let mut with = task();
    for it in [
        stored(column("lower", "text"), "lower(\"title\")"),
        computed(
            column("upper", "text"),
            "upper(\"title\")",
            GeneratedStorage::Virtual,
        ),
    ] {
        with.columns.insert(it.name.clone(), it);
    }
    there_and_back(
        Sqlite,
        &schema(vec![with]),
        ROWS,
        &[
            change_type("Task", "rank", "text", "varchar(20)").into(),
            RenameColumn {
                table: name("Task"),
                from: name("rank"),
                to: name("place"),
            }
            .into(),
        ],
        (
            "SELECT \"lower\", \"upper\" FROM \"Task\" ORDER BY \"id\"",
            "one|ONE;two|TWO;-|-",
        ),
    );
}

#[test]
fn a_computed_column_takes_no_default() {
    let mut wrong = stored(column("lower", "text"), "lower(\"title\")");
    wrong.default = Some(DefaultValue::Text("x".to_owned()));
    let mut with = task();
    with.columns.insert(wrong.name.clone(), wrong);
    for dialect in Dialect::ALL {
        let error = create_table_sql(dialect, &with).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("column `lower` is computed, and a computed column takes no other value"),
            "{error}"
        );
    }
}

/// PostgreSQL takes no USING for it, and refuses a type to which the expression cannot be assigned.
#[test]
fn a_computed_column_changes_its_type() {
    let mut with = task();
    let twice = stored(column("twice", "integer"), "\"id\" * 2");
    with.columns.insert(twice.name.clone(), twice);
    let before = schema(vec![with]);
    for dialect in Dialect::ALL {
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[change_type("Task", "twice", "integer", "bigint").into()],
            ("SELECT \"twice\" FROM \"Task\" ORDER BY \"id\"", "2;4;6"),
        );
    }
    let by_hand = AlterColumn {
        using: Some(text("7")),
        ..change_type("Task", "twice", "integer", "bigint")
    };
    let (reason, _) = refused(Postgresql, &before, &by_hand.into());
    assert!(reason.starts_with("the column is computed"), "{reason}");
}
