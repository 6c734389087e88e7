//! Views, and tables under them.

use crate::shared::{ROWS, add, codes, create_view, drop_view, refused, stored, task, text, view};
use crate::support::live::{Live, there_and_back};
use crate::support::{change_type, column, name, schema, sql};
use dazzle_ops::{DropColumn, Execute, HazardCode, Operation, RenameColumn, RenameTable, apply_all};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{Dialect, Schema, View};
use dazzle_sql::{create_schema_sql, plan_offline};
use dazzle_testkit::catalogue;

pub fn with_views() -> (Schema, View, View) {
    // "Above" comes before "Below" by name, and reads it.
    let below = view("Below", "SELECT \"id\", \"title\" FROM \"Task\" WHERE \"id\" > 1");
    let above = View {
        columns: vec![name("number"), name("words")],
        ..view("Above", "SELECT * FROM \"Below\"")
    };
    let mut schema = schema(vec![task()]);
    schema.insert_view(below.clone());
    schema.insert_view(above.clone());
    (schema, below, above)
}

#[test]
fn views_come_and_go_and_are_made_in_order() {
    let (schema, below, above) = with_views();
    for dialect in Dialect::ALL {
        let made = create_schema_sql(dialect, &schema).unwrap();
        assert_eq!(
            made[1..],
            [
                "CREATE VIEW \"Below\" AS SELECT \"id\", \"title\" FROM \"Task\" WHERE \"id\" > 1".to_owned(),
                "CREATE VIEW \"Above\" (\"number\", \"words\") AS SELECT * FROM \"Below\"".to_owned(),
            ]
        );
        let before = crate::support::schema(vec![task()]);
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[create_view(below.clone()), create_view(above.clone())],
            (
                "SELECT \"number\", \"words\" FROM \"Above\" ORDER BY 1",
                "2|two;3|-",
            ),
        );
    }
}

/// Trap 3: the table is copied under the views. Trap 24: what PostgreSQL refuses is known when planning.
#[test]
fn traps_3_and_24_a_table_changes_under_its_views() {
    let (before, below, above) = with_views();
    let shown = "SELECT \"number\", \"words\" FROM \"Above\" ORDER BY 1";
    for dialect in Dialect::ALL {
        // A column that no view shows.
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[
                change_type("Task", "rank", "text", "varchar(20)").into(),
                add(stored(column("lower", "text"), "lower(\"title\")")),
            ],
            (shown, "2|two;3|-"),
        );
        // One that they show: the views are taken down and made again.
        let wider = change_type("Task", "title", "varchar(50)", "varchar(60)");
        there_and_back(
            dialect,
            &before,
            ROWS,
            &[
                drop_view(above.clone()),
                drop_view(below.clone()),
                wider.clone().into(),
                RenameColumn {
                    table: name("Task"),
                    from: name("title"),
                    to: name("label"),
                }
                .into(),
                RenameTable {
                    from: name("Task"),
                    to: name("Job"),
                }
                .into(),
                create_view(view(
                    "Below",
                    "SELECT \"id\", \"label\" FROM \"Job\" WHERE \"id\" > 1",
                )),
                create_view(above.clone()),
            ],
            (shown, "2|two;3|-"),
        );
        let alone = [Operation::from(wider)];
        let found = codes(dialect, &before, &alone);
        let mut database = Live::with(dialect, &before, ROWS);
        match dialect {
            Postgresql => {
                assert_eq!(found, [HazardCode::UsedColumn]);
                database.migrate(&before, &alone).unwrap_err();
            }
            Sqlite => {
                assert_eq!(found, [HazardCode::TableRebuild]);
                database.migrate(&before, &alone).unwrap();
                assert_eq!(database.run(shown), "2|two;3|-");
            }
        }
    }
}

/// Without a database between the operations, and in one script.
#[test]
fn views_are_followed_without_reading_between() {
    let (before, below, above) = with_views();
    let operations: Vec<Operation> = vec![
        change_type("Task", "rank", "text", "varchar(20)").into(),
        drop_view(above.clone()),
        drop_view(below),
        DropColumn {
            table: name("Task"),
            column: column("title", "varchar(50)"),
        }
        .into(),
        create_view(view(
            "Below",
            "SELECT \"id\", \"rank\" FROM \"Task\" WHERE \"id\" > 1",
        )),
        create_view(above),
        change_type("Task", "rank", "varchar(20)", "text").into(),
    ];
    let mut after = before.clone();
    apply_all(&operations, &mut after).unwrap();
    let steps = plan_offline(Sqlite, &operations, &before, None).unwrap();
    let text = dazzle_sql::script::render(
        Sqlite,
        &[dazzle_sql::script::ScriptRevision {
            halfway: std::collections::BTreeMap::new(),
            ahead: Vec::new(),
            heading: "views".to_owned(),
            before: Vec::new(),
            guards: Vec::new(),
            prepare: Vec::new(),
            steps,
            bookkeeping: Vec::new(),
        }],
    );
    assert!(text.contains("DROP COLUMN \"title\""), "{text}");
    assert!(text.contains("SELECT * FROM \"Below\" LIMIT 0"), "{text}");
    let mut database = Live::with(Sqlite, &before, ROWS);
    database.run("PRAGMA foreign_keys = OFF");
    database.run(&text);
    let fresh = Live::with(Sqlite, &after, "SELECT 1").catalogue();
    assert_eq!(catalogue::difference(&fresh, &database.catalogue()), "");
    assert_eq!(
        database.run("SELECT \"number\", \"words\" FROM \"Above\" ORDER BY 1"),
        "2|B;3|-"
    );
}

/// A name in double quotes that names nothing is a text for SQLite: the view would show `title` in each row.
#[test]
fn a_column_that_a_view_reads_is_not_dropped() {
    let (before, ..) = with_views();
    let drop = |called: &str| {
        Operation::from(DropColumn {
            table: name("Task"),
            column: column(called, if called == "title" { "varchar(50)" } else { "text" }),
        })
    };
    assert_eq!(
        refused(Sqlite, &before, &drop("title")),
        (
            "view `Below` reads `title`, and SQLite would take the name for a text once the column is gone"
                .to_owned(),
            "drop the view before, and create it again after without the column".to_owned()
        )
    );
    assert!(codes(Postgresql, &before, &[drop("title")]).contains(&HazardCode::UsedColumn));
    let mut database = Live::with(Postgresql, &before, ROWS);
    let start = database.catalogue();
    database.migrate(&before, &[drop("title")]).unwrap_err();
    assert_eq!(database.catalogue(), start);

    // Without the quotes SQLite says itself that the view is broken; another name for a value is none of the table.
    for (query, is_broken) in [
        ("SELECT rank FROM Task", true),
        ("SELECT \"Task\".\"rank\" FROM \"Task\"", true),
        ("SELECT \"id\" AS \"rank\" FROM \"Task\"", false),
    ] {
        let mut before = schema(vec![task()]);
        before.insert_view(view("it", query));
        let mut database = Live::with(Sqlite, &before, ROWS);
        let start = database.catalogue();
        let done = database.migrate(&before, &[drop("rank")]);
        assert_eq!(done.is_err(), is_broken, "{query}: {done:?}");
        if is_broken {
            assert_eq!(database.catalogue(), start);
        }
    }
    let mut database = Live::with(Sqlite, &schema(vec![task()]), ROWS);
    database.run(
        "CREATE TRIGGER it AFTER DELETE ON \"Task\" BEGIN UPDATE \"Task\" SET \"title\" = \"rank\"; END",
    );
    let error = database
        .migrate(&schema(vec![task()]), &[drop("rank")])
        .unwrap_err();
    assert!(error.contains("trigger `it` reads `rank`"), "{error}");
}

#[test]
fn what_goes_with_a_view_is_said() {
    let (before, _, above) = with_views();
    let messages = |dialect, operations: &[Operation]| -> Vec<String> {
        plan_offline(dialect, operations, &before, None)
            .unwrap()
            .iter()
            .flat_map(|step| &step.hazards)
            .map(|hazard| format!("{} {}", hazard.code.as_str(), hazard.message))
            .collect()
    };
    let other = View {
        columns: Vec::new(),
        ..above.clone()
    };
    for dialect in Dialect::ALL {
        assert_eq!(
            messages(dialect, &[drop_view(above.clone())]),
            ["D407 code that reads view `Above` fails as soon as this ran"]
        );
        let again = messages(dialect, &[drop_view(above.clone()), create_view(above.clone())]);
        let changed = messages(dialect, &[drop_view(above.clone()), create_view(other.clone())]);
        assert_eq!(again, [""; 0]);
        assert_eq!(
            changed,
            ["D407 code that reads view `Above` may find other columns in it afterwards"]
        );
    }
    let mut database = Live::with(Sqlite, &before, ROWS);
    database.run(
        "CREATE TRIGGER into_above INSTEAD OF DELETE ON \"Above\" BEGIN DELETE FROM \"Task\" WHERE \"id\" = old.number; END",
    );
    let there = database.catalogue();
    database
        .migrate(&before, &[drop_view(above.clone()), create_view(above.clone())])
        .unwrap();
    assert_eq!(database.catalogue(), there);
    let renamed: Operation = RenameColumn {
        table: name("Task"),
        from: name("id"),
        to: name("key"),
    }
    .into();
    let error = database
        .migrate(&before, &[drop_view(above.clone()), renamed, create_view(above)])
        .unwrap_err();
    assert!(error.contains("trigger `into_above` of view `Above`"), "{error}");
}

/// SQL by hand whose effects are views is believed.
#[test]
fn views_made_by_hand_are_followed() {
    let before = schema(vec![task()]);
    let below = view("Below", "SELECT \"title\" FROM \"Task\"");
    let by_hand: Operation = Execute {
        sql: text("CREATE VIEW \"Below\" AS SELECT \"title\" FROM \"Task\""),
        why: None,
        effects: vec![create_view(below)],
    }
    .into();
    let narrow: Operation = change_type("Task", "rank", "text", "varchar(20)").into();
    let made = sql(Sqlite, &before, &[by_hand, narrow]);
    assert!(made.contains("SELECT * FROM \"Below\" LIMIT 0"), "{made}");
}

/// Through another view, too.
#[test]
fn a_column_that_a_view_reads_through_another_is_not_dropped() {
    let mut before = schema(vec![task()]);
    before.insert_view(view("all", "SELECT * FROM \"Task\""));
    before.insert_view(view("ranks", "SELECT \"rank\" FROM \"all\""));
    let drop: Operation = DropColumn {
        table: name("Task"),
        column: column("rank", "text"),
    }
    .into();
    let (reason, _) = refused(Sqlite, &before, &drop);
    assert!(reason.starts_with("view `ranks` reads `rank`"), "{reason}");
    assert_eq!(
        codes(Postgresql, &before, &[drop]),
        [HazardCode::DropColumn, HazardCode::UsedColumn]
    );
}

#[test]
fn a_table_is_dropped_under_a_view() {
    let (before, below, above) = with_views();
    let drop: Operation = dazzle_ops::DropTable { table: task() }.into();
    let alone = std::slice::from_ref(&drop);
    assert_eq!(
        codes(Postgresql, &before, alone),
        [HazardCode::DropTable, HazardCode::UsedColumn]
    );
    assert_eq!(
        codes(Sqlite, &before, alone),
        [HazardCode::DropTable, HazardCode::ChangedView]
    );
    for dialect in Dialect::ALL {
        let operations = [drop_view(above.clone()), drop_view(below.clone()), drop.clone()];
        let mut database = Live::with(dialect, &before, ROWS);
        database.migrate(&before, &operations).unwrap();
        assert_eq!(database.catalogue(), "");
    }
}

/// What SQLite does to the texts of views when names change is known to the rest of a plan that reads nothing.
#[test]
fn a_view_reads_a_column_by_its_new_name() {
    let mut before = schema(vec![task()]);
    before.insert_view(view("ranks", "SELECT \"rank\" FROM \"Task\""));
    let operations: [Operation; 3] = [
        RenameTable {
            from: name("Task"),
            to: name("Job"),
        }
        .into(),
        RenameColumn {
            table: name("Job"),
            from: name("rank"),
            to: name("place"),
        }
        .into(),
        DropColumn {
            table: name("Job"),
            column: column("place", "text"),
        }
        .into(),
    ];
    let error = plan_offline(Sqlite, &operations, &before, None).unwrap_err();
    assert_eq!(error.index(), Some(2));
    assert!(
        error.to_string().contains("view `ranks` reads `place`"),
        "{error}"
    );
    let mut database = Live::with(Sqlite, &before, ROWS);
    let error = database.migrate(&before, &operations).unwrap_err();
    assert!(error.contains("view `ranks` reads `place`"), "{error}");
}
