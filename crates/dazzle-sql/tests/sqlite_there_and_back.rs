//! Operations on a filled database, and their reverses: the database is then what it was.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use dazzle_ops::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, Change, CreateIndex,
    DropForeignKey, DropPrimaryKey, DropTable, Operation, RenameColumn, RenameConstraint, RenameIndex,
    RenameTable, apply_all, reverse_all,
};
use dazzle_schema::{
    Check, CheckRule, DefaultValue, Dialect, Identity, Index, PrimaryKey, ReferentialAction, Schema, SqlText,
    Table, UniqueConstraint, ValueSet,
};
use dazzle_sql::script::{self, ScriptRevision};
use dazzle_sql::{create_table_sql, plan_offline};
use support::{Sqlite, change_type, column, create, foreign_key, name, required, schema, table, with_key};

fn tables() -> Vec<Table> {
    let mut owner = with_key(
        table("Owner", vec![required("id", "integer"), column("name", "text")]),
        &["id"],
    );
    owner.columns[&name("id")].identity = Some(Identity::ByDefault);
    let mut task = with_key(
        table(
            "Task",
            vec![
                required("id", "uuid"),
                column("title", "varchar(50)"),
                column("rank", "integer"),
                column("owner", "integer"),
            ],
        ),
        &["id"],
    );
    let key = foreign_key("fk_Task_owner", "owner", "Owner", ReferentialAction::Cascade);
    task.foreign_keys.insert(key.name.clone(), key);
    task.indexes.insert(
        name("ix_Task_rank"),
        Index::over(name("ix_Task_rank"), [name("rank")]),
    );
    vec![owner, task]
}

fn filled() -> Sqlite {
    let mut made: Vec<String> = tables()
        .iter()
        .flat_map(|table| create_table_sql(Dialect::Sqlite, table).unwrap())
        .collect();
    made.push("INSERT INTO Owner VALUES (1, 'x'), (5, 'y')".to_owned());
    made.push(
        "INSERT INTO Task VALUES ('a', 'one', 1, 1), ('b', 'two', NULL, 5), ('c', NULL, 3, NULL)".to_owned(),
    );
    Sqlite::with(&format!("{};", made.join(";\n")))
}

fn operations() -> Vec<Operation> {
    let task = || name("Task");
    let mut team = required("team", "integer");
    team.default = Some(DefaultValue::Number("5".to_owned()));
    vec![
        change_type("Task", "rank", "integer", "bigint").into(),
        change_type("Task", "title", "varchar(50)", "text").into(),
        AlterColumn {
            default: Some(Change {
                from: None,
                to: Some(DefaultValue::Text("it's".to_owned())),
            }),
            ..AlterColumn::unchanged(task(), name("title"))
        }
        .into(),
        AddColumn {
            table: task(),
            column: team,
        }
        .into(),
        AddForeignKey {
            table: task(),
            foreign_key: foreign_key("fk_Task_team", "team", "Owner", ReferentialAction::Restrict),
        }
        .into(),
        AddCheck {
            table: task(),
            check: Check {
                name: name("ck_Task_rank"),
                rule: CheckRule::Sql(SqlText::Portable("\"rank\" > 0".to_owned())),
            },
        }
        .into(),
        AddCheck {
            table: task(),
            check: Check {
                name: name("ck_Task_title"),
                rule: CheckRule::OneOf {
                    column: name("title"),
                    values: ValueSet::new(["one".to_owned(), "two".to_owned(), "it's".to_owned()]),
                },
            },
        }
        .into(),
        AddUnique {
            table: task(),
            unique: UniqueConstraint::over(name("uq_Task_title"), [name("title"), name("rank")]),
        }
        .into(),
        RenameConstraint {
            table: task(),
            from: name("uq_Task_title"),
            to: name("uq_other"),
        }
        .into(),
        RenameTable {
            from: task(),
            to: name("Job"),
        }
        .into(),
        RenameColumn {
            table: name("Job"),
            from: name("rank"),
            to: name("place"),
        }
        .into(),
        RenameIndex {
            table: name("Job"),
            from: name("ix_Task_rank"),
            to: name("ix_Job_place"),
        }
        .into(),
        RenameTable {
            from: name("Owner"),
            to: name("Person"),
        }
        .into(),
        CreateIndex {
            table: name("Job"),
            index: Index {
                predicate: Some(SqlText::Portable("\"place\" > 1".to_owned())),
                ..Index::over(name("ix_Job_title"), [name("title")])
            },
        }
        .into(),
        RenameColumn {
            table: name("Person"),
            from: name("id"),
            to: name("number"),
        }
        .into(),
        change_type("Person", "name", "text", "varchar(9)").into(),
    ]
}

fn facts(database: &Sqlite) -> String {
    let mut text = String::new();
    for name in ["Owner", "Task"] {
        for pragma in ["table_xinfo", "foreign_key_list", "index_list"] {
            text.push_str(&database.run(&format!("PRAGMA {pragma}('{name}');")));
            text.push('\n');
        }
        text.push_str(&database.run(&format!("SELECT rowid, * FROM {name};")));
        text.push('\n');
    }
    text + &database.run("PRAGMA foreign_key_check; PRAGMA integrity_check;")
}

#[test]
fn each_operation_and_its_reverse_leave_the_database_as_it_was() {
    let before = schema(tables());
    let mut after = before.clone();
    apply_all(&operations(), &mut after).unwrap();
    let reverse = reverse_all(&operations(), &before).unwrap();

    let database = filled();
    let start = facts(&database);
    database.migrate(&before, &operations()).unwrap();
    assert_eq!(database.run("SELECT count(*), sum(team) FROM Job;"), "3|15");
    database.run("PRAGMA foreign_keys = ON; DELETE FROM Job WHERE id = 'zz';");
    database.migrate(&after, &reverse).unwrap();
    assert_eq!(facts(&database), start);
}

#[test]
fn one_script_without_reading_between_does_the_same() {
    let before = schema(tables());
    let database = filled();
    let start = facts(&database);
    let reverse = reverse_all(&operations(), &before).unwrap();
    let all: Vec<Operation> = operations().into_iter().chain(reverse).collect();
    let steps = plan_offline(Dialect::Sqlite, &all, &before, None).unwrap();
    let text = script::render(
        Dialect::Sqlite,
        &[ScriptRevision {
            halfway: std::collections::BTreeMap::new(),
            ahead: Vec::new(),
            heading: "there and back".to_owned(),
            before: Vec::new(),
            guards: Vec::new(),
            prepare: Vec::new(),
            steps,
            bookkeeping: vec!["CREATE TABLE done (x)".to_owned()],
        }],
    );
    database.run(&text);
    assert_eq!(facts(&database), start);
    assert_eq!(database.run("SELECT count(*) FROM done;"), "0");
}

#[test]
fn trap_20_a_table_that_others_point_to_is_renamed() {
    let database = filled();
    let rename: Operation = RenameTable {
        from: name("Owner"),
        to: name("Person"),
    }
    .into();
    database.migrate(&schema(tables()), &[rename]).unwrap();
    database.run("PRAGMA foreign_keys = ON; DELETE FROM Person WHERE id = 1;");
    assert_eq!(database.run("SELECT group_concat(id) FROM Task;"), "b,c");
}

#[test]
fn trap_38_a_cycle_is_taken_down() {
    let one = |text: &str| {
        with_key(
            table(text, vec![required("id", "uuid"), column("other", "uuid")]),
            &["id"],
        )
    };
    let key = |text: &str, target: &str| foreign_key(text, "other", target, ReferentialAction::Cascade);
    let mut second = one("B");
    second.foreign_keys.insert(name("fk_B"), key("fk_B", "A"));
    let up: Vec<Operation> = vec![
        create(one("A")),
        create(second.clone()),
        AddForeignKey {
            table: name("A"),
            foreign_key: key("fk_A", "B"),
        }
        .into(),
    ];
    let database = Sqlite::with("SELECT 1;");
    database.migrate(&Schema::empty(), &up).unwrap();
    let mut there = Schema::empty();
    apply_all(&up, &mut there).unwrap();
    let down: Vec<Operation> = vec![
        DropForeignKey {
            table: name("A"),
            foreign_key: key("fk_A", "B"),
        }
        .into(),
        DropTable { table: second }.into(),
        DropTable { table: one("A") }.into(),
    ];
    database.migrate(&there, &down).unwrap();
    assert_eq!(database.schema_text(), "");
}

#[test]
fn a_numbered_key_becomes_a_plain_one_and_back() {
    let before = schema(vec![tables().remove(0)]);
    let operations: Vec<Operation> = vec![
        AlterColumn {
            identity: Some(Change {
                from: Some(Identity::ByDefault),
                to: None,
            }),
            ..AlterColumn::unchanged(name("Owner"), name("id"))
        }
        .into(),
        DropPrimaryKey {
            table: name("Owner"),
            primary_key: PrimaryKey {
                name: name("pk_Owner"),
                columns: vec![name("id")],
            },
        }
        .into(),
        AddPrimaryKey {
            table: name("Owner"),
            primary_key: PrimaryKey {
                name: name("pk_two"),
                columns: vec![name("id")],
            },
        }
        .into(),
    ];
    let database = filled();
    database.migrate(&before, &operations).unwrap();
    assert!(
        database
            .try_run("INSERT INTO Owner (name) VALUES ('z');")
            .is_err()
    );
    let mut after = before.clone();
    apply_all(&operations, &mut after).unwrap();
    database
        .migrate(&after, &reverse_all(&operations, &before).unwrap())
        .unwrap();
    database.run("INSERT INTO Owner (name) VALUES ('z');");
    assert_eq!(database.run("SELECT group_concat(id) FROM Owner;"), "1,5,6");
}
