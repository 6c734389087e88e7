//! Table rebuilds, run by the system's `sqlite3`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    missing_docs
)]

mod support;

use dazzle_ops::{
    AddCheck, AddColumn, AddForeignKey, AddUnique, AlterColumn, Change, CreateIndex, DataMigration,
    DropColumn, DropUnique, Operation, RenameColumn, RenameConstraint, RenameIndex, RenameTable,
};
use dazzle_schema::{
    Check, CheckRule, DefaultValue, Index, ReferentialAction, Schema, SqlText, UniqueConstraint, ValueSet,
};
use support::{
    Sqlite, change_type, column, create, foreign_key, name, required, schema, set_nullable, table, task,
    with_key,
};

/// A parent with one of each thing, and a child whose rows would go with the parent's.
const EVERYTHING: &str = r#"
PRAGMA foreign_keys = ON;
CREATE TABLE "Log" (what TEXT);
CREATE TABLE Task (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
    title VARCHAR(50) COLLATE NOCASE,
    "rank" TEXT DEFAULT '1, (2',
    twice TEXT GENERATED ALWAYS AS (title || title) VIRTUAL,
    self INTEGER REFERENCES Task(id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (length(title) > 0), /* unnamed, ) */
    CONSTRAINT uq_Task_title UNIQUE (title) ON CONFLICT REPLACE
);
CREATE TABLE Child (id INTEGER PRIMARY KEY, task INTEGER REFERENCES Task(id) ON DELETE CASCADE);
CREATE INDEX ix_Task_rank ON Task (rank DESC) WHERE rank <> '';
CREATE INDEX ix_hand ON Task (lower(title));
CREATE TRIGGER tr_own AFTER UPDATE OF title ON Task BEGIN INSERT INTO Log VALUES (new.title); END;
CREATE TRIGGER tr_other AFTER INSERT ON Child BEGIN UPDATE Task SET "rank" = '9' WHERE id = new.task; END;
CREATE VIEW v AS SELECT t.title, c.id FROM Task t JOIN Child c ON c.task = t.id;
INSERT INTO Task (id, title, "rank") VALUES (1, 'a', '1'), (2, 'b', '2'), (499, 'x', '3'), (500, 'y', '4');
DELETE FROM Task WHERE id >= 499;
INSERT INTO Child VALUES (1, 1), (2, 2);
"#;

fn everything() -> Schema {
    let mut task = with_key(
        table(
            "Task",
            vec![
                required("id", "integer"),
                column("title", "varchar(50)"),
                column("rank", "text"),
                column("self", "integer"),
            ],
        ),
        &["id"],
    );
    task.columns[&name("rank")].default = Some(DefaultValue::Text("1, (2".to_owned()));
    task.columns[&name("id")].identity = Some(dazzle_schema::Identity::ByDefault);
    task.uniques.insert(
        name("uq_Task_title"),
        UniqueConstraint::over(name("uq_Task_title"), [name("title")]),
    );
    let mut child = with_key(
        table(
            "Child",
            vec![required("id", "integer"), column("task", "integer")],
        ),
        &["id"],
    );
    let key = foreign_key("fk_Child_task", "task", "Task", ReferentialAction::Cascade);
    child.foreign_keys.insert(key.name.clone(), key);
    schema(vec![task, child])
}

fn rank_becomes_a_number() -> Operation {
    AlterColumn {
        default: Some(Change {
            from: Some(DefaultValue::Text("1, (2".to_owned())),
            to: Some(DefaultValue::Number("7".to_owned())),
        }),
        ..change_type("Task", "rank", "text", "integer")
    }
    .into()
}

#[test]
fn trap_01_children_keep_their_rows_when_the_parent_is_rebuilt() {
    let database = Sqlite::with(EVERYTHING);
    database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    assert_eq!(database.run("SELECT count(*) FROM Child;"), "2");
    assert_eq!(database.run("PRAGMA foreign_key_check;"), "");
    assert_eq!(
        database.run("SELECT group_concat(id || title || rank || typeof(rank)) FROM Task;"),
        "1a9integer,2b9integer"
    );
}

#[test]
fn trap_02_only_what_changes_changes_in_the_schema() {
    let database = Sqlite::with(EVERYTHING);
    let before = database.schema_text();
    database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    let expected = before
        .replace("CREATE TABLE Task (", "CREATE TABLE \"Task\" (")
        .replace("\"rank\" TEXT DEFAULT '1, (2'", "\"rank\" INTEGER DEFAULT 7");
    assert_eq!(database.schema_text(), expected);
}

#[test]
fn trap_02_strict_and_without_rowid_stay() {
    let database = Sqlite::with(
        "CREATE TABLE a (id TEXT PRIMARY KEY, n TEXT COLLATE RTRIM, CHECK (n <> 'x')) STRICT, WITHOUT ROWID;
         INSERT INTO a VALUES ('k', '12');",
    );
    let before = schema(vec![with_key(
        table("a", vec![required("id", "text"), column("n", "text")]),
        &["id"],
    )]);
    database
        .migrate(&before, &[change_type("a", "n", "text", "bigint").into()])
        .unwrap();
    assert_eq!(
        database.schema_text(),
        "table a: CREATE TABLE \"a\" (id TEXT PRIMARY KEY, n INTEGER COLLATE RTRIM, CHECK (n <> 'x')) STRICT, WITHOUT ROWID"
    );
    assert_eq!(database.run("SELECT typeof(n) FROM a;"), "integer");
}

#[test]
fn trap_03_views_and_foreign_triggers_survive() {
    let database = Sqlite::with(EVERYTHING);
    database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    assert_eq!(database.run("SELECT title FROM v ORDER BY 1;"), "a\nb");
    database.run("INSERT INTO Child VALUES (3, 1); UPDATE Task SET title = 'c' WHERE id = 1;");
    assert_eq!(
        database.run("SELECT rank FROM Task WHERE id = 1; SELECT what FROM Log;"),
        "9\nc"
    );
}

#[test]
fn trap_03_a_view_that_the_change_breaks_stops_it() {
    let database = Sqlite::with(
        "CREATE TABLE Task (id CHAR(36) NOT NULL CONSTRAINT pk_Task PRIMARY KEY, title VARCHAR(50), rank TEXT);
         CREATE VIEW v AS SELECT rank FROM Task;",
    );
    let drop = DropColumn {
        table: name("Task"),
        column: column("rank", "text"),
    };
    let error = database
        .migrate(&schema(vec![task()]), &[drop.into()])
        .unwrap_err();
    assert!(error.contains("no such column: rank"), "{error}");
    assert_eq!(database.run("SELECT count(*) FROM v;"), "0");
}

#[test]
fn trap_04_the_counter_does_not_go_back() {
    let database = Sqlite::with(EVERYTHING);
    database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    database.run("INSERT INTO Task (title) VALUES ('new');");
    assert_eq!(database.run("SELECT max(id), max(rank) FROM Task;"), "501|9");
}

#[test]
fn trap_04_the_counter_of_an_empty_table_does_not_go_back() {
    let database = Sqlite::with(EVERYTHING);
    database.run("DELETE FROM Task; DELETE FROM Child;");
    database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    database.run("INSERT INTO Task (title) VALUES ('new');");
    assert_eq!(database.run("SELECT max(id) FROM Task;"), "501");
}

#[test]
fn trap_05_a_text_that_is_no_number_stops_the_change() {
    for bad in ["abc", "12abc", "1.5", "", "1e400", "99999999999", "0x10"] {
        let database = Sqlite::with(EVERYTHING);
        database.run(&format!("UPDATE Task SET rank = '{bad}' WHERE id = 2;"));
        let error = database
            .migrate(&everything(), &[rank_becomes_a_number()])
            .unwrap_err();
        assert!(
            error.contains(
                "rows of `Task` whose `rank` is not a whole number between -2147483648 and 2147483647"
            ),
            "{bad}: {error}"
        );
        assert_eq!(database.run("SELECT rank FROM Task WHERE id = 2;"), bad);
    }
    let database = Sqlite::with(EVERYTHING);
    database.run("UPDATE Task SET rank = ' 12 ' WHERE id = 1; UPDATE Task SET rank = NULL WHERE id = 2;");
    let plan = database
        .migrate(&everything(), &[rank_becomes_a_number()])
        .unwrap();
    assert_eq!(
        database.run("SELECT quote(rank) FROM Task ORDER BY id;"),
        "12\nNULL"
    );
    assert_eq!(plan[0].prechecks.len(), 1);
}

#[test]
fn the_sample_of_a_precheck_shows_key_and_value() {
    let database = Sqlite::with(EVERYTHING);
    database.run("UPDATE Task SET rank = 'bad' WHERE id = 2;");
    let chunk = dazzle_sql::plan_chunk(&[rank_becomes_a_number()], &everything(), &database.facts()).unwrap();
    let precheck = &chunk.steps[0].prechecks[0];
    assert_eq!(database.run(&format!("{};", precheck.count)), "1");
    assert_eq!(database.run(&format!("{};", precheck.sample)), "2|bad");
}

#[test]
fn rowids_stay_where_no_column_shows_them() {
    let database = Sqlite::with(
        "CREATE TABLE Task (id CHAR(36) NOT NULL PRIMARY KEY, title VARCHAR(50), rank TEXT);
         INSERT INTO Task (rowid, id, title) VALUES (3, 'a', 't'), (9, 'b', 'u');",
    );
    database
        .migrate(
            &schema(vec![task()]),
            &[change_type("Task", "title", "varchar(50)", "text").into()],
        )
        .unwrap();
    assert_eq!(database.run("SELECT rowid FROM Task;"), "3\n9");
}

#[test]
fn rows_in_the_way_are_counted_before() {
    let made = "CREATE TABLE Task (id CHAR(36) NOT NULL PRIMARY KEY, title VARCHAR(50), rank TEXT);
         CREATE TABLE Owner (id CHAR(36) NOT NULL PRIMARY KEY);
         INSERT INTO Owner VALUES ('o');
         INSERT INTO Task (id, title, rank) VALUES ('a', 'same', 'o'), ('b', 'same', 'p'), ('c', NULL, NULL);";
    let before = schema(vec![
        task(),
        with_key(table("Owner", vec![required("id", "uuid")]), &["id"]),
    ]);
    let unique = UniqueConstraint::over(name("uq_Task_title"), [name("title")]);
    let mut index = Index::over(name("ix_Task_title"), [name("title")]);
    index.unique = true;
    let cases: Vec<(Operation, &str)> = vec![
        (
            set_nullable("Task", "title", false).into(),
            "rows of `Task` without a value for `title`",
        ),
        (
            AddUnique {
                table: name("Task"),
                unique,
            }
            .into(),
            "rows of `Task` that are equal in the key of unique constraint `uq_Task_title`",
        ),
        (
            CreateIndex {
                table: name("Task"),
                index,
            }
            .into(),
            "rows of `Task` that are equal in the key of index `ix_Task_title`",
        ),
        (
            AddForeignKey {
                table: name("Task"),
                foreign_key: foreign_key("fk_Task_rank", "rank", "Owner", ReferentialAction::NoAction),
            }
            .into(),
            "rows of `Task` that point to a `Owner` that is not there",
        ),
        (
            AddCheck {
                table: name("Task"),
                check: Check {
                    name: name("ck_Task_rank"),
                    rule: CheckRule::OneOf {
                        column: name("rank"),
                        values: ValueSet::new(["o".to_owned()]),
                    },
                },
            }
            .into(),
            "rows of `Task` that break the check `ck_Task_rank`",
        ),
        (
            AddCheck {
                table: name("Task"),
                check: Check {
                    name: name("ck_Task_x"),
                    rule: CheckRule::Sql(SqlText::Portable("rank <> 'p'".to_owned())),
                },
            }
            .into(),
            "rows of `Task` that break the check `ck_Task_x`",
        ),
        (
            AddColumn {
                table: name("Task"),
                column: required("region", "text"),
            }
            .into(),
            "rows of `Task` that would have no `region`, which is required",
        ),
        (
            change_type("Task", "title", "varchar(50)", "varchar(3)").into(),
            "rows of `Task` whose `title` is longer than 3 characters",
        ),
    ];
    for (operation, message) in cases {
        let database = Sqlite::with(made);
        let text = database.schema_text();
        let error = database
            .migrate(&before, std::slice::from_ref(&operation))
            .unwrap_err();
        assert!(
            error.contains(&format!("CHECK constraint failed: {message}")),
            "{error}"
        );
        assert_eq!(database.schema_text(), text);
        database.run("DELETE FROM Task;");
        database.migrate(&before, &[operation]).unwrap();
    }
}

#[test]
fn changes_of_one_table_are_one_rebuild() {
    let database = Sqlite::with(EVERYTHING);
    let operations: Vec<Operation> = vec![
        rank_becomes_a_number(),
        AddColumn {
            table: name("Task"),
            column: column("note", "text"),
        }
        .into(),
        DropUnique {
            table: name("Task"),
            unique: UniqueConstraint::over(name("uq_Task_title"), [name("title")]),
        }
        .into(),
        set_nullable("Task", "title", false).into(),
        AddCheck {
            table: name("Task"),
            check: Check {
                name: name("ck_Task_note"),
                rule: CheckRule::Sql(SqlText::Portable("\"note\" <> ''".to_owned())),
            },
        }
        .into(),
    ];
    let steps = database.migrate(&everything(), &operations).unwrap();
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].operations, [0, 1, 2, 3, 4]);
    let text = database.schema_text();
    assert!(
        text.contains("    title VARCHAR(50) NOT NULL COLLATE NOCASE,\n")
            && text.contains("DEFERRABLE INITIALLY DEFERRED,\n    \"note\" TEXT,\n")
            && text.contains("\n    CHECK (length(title) > 0) /* unnamed, ) */,\n")
            && !text.contains("uq_Task_title")
            && text.contains("CONSTRAINT \"ck_Task_note\" CHECK (\"note\" <> '')"),
        "{text}"
    );
}

#[test]
fn a_new_required_column_with_a_moving_default_gets_values() {
    let database = Sqlite::with(EVERYTHING);
    let mut made = required("made", "timestamptz");
    made.default = Some(DefaultValue::Current(dazzle_schema::DateBase::Now));
    let mut token = required("token", "uuid");
    token.default = Some(DefaultValue::Uuid);
    let mut region = required("region", "text");
    region.default = Some(DefaultValue::Text("north".to_owned()));
    let operations: Vec<Operation> = [region, made, token]
        .into_iter()
        .map(|column| {
            AddColumn {
                table: name("Task"),
                column,
            }
            .into()
        })
        .collect();
    database.migrate(&everything(), &operations).unwrap();
    assert_eq!(
        database.run("SELECT count(DISTINCT token), count(made), group_concat(DISTINCT region), min(length(token)) FROM Task;"),
        "2|2|north|36"
    );
}

#[test]
fn native_changes_stay_native() {
    let database = Sqlite::with(EVERYTHING);
    let operations: Vec<Operation> = vec![
        AddColumn {
            table: name("Task"),
            column: column("note", "text"),
        }
        .into(),
        DropColumn {
            table: name("Task"),
            column: column("note", "text"),
        }
        .into(),
        CreateIndex {
            table: name("Task"),
            index: Index::over(name("ix_Task_self"), [name("self")]),
        }
        .into(),
        RenameIndex {
            table: name("Task"),
            from: name("ix_Task_self"),
            to: name("ix_Task_me"),
        }
        .into(),
    ];
    let steps = database.migrate(&everything(), &operations).unwrap();
    assert_eq!(
        support::statements(&steps),
        [
            "ALTER TABLE \"Task\" ADD COLUMN \"note\" TEXT",
            "ALTER TABLE \"Task\" DROP COLUMN \"note\"",
            "CREATE INDEX \"ix_Task_self\" ON \"Task\" (\"self\")",
            "DROP INDEX \"ix_Task_self\"",
            "CREATE INDEX \"ix_Task_me\" ON \"Task\" (\"self\")",
        ]
    );
}

#[test]
fn renames_are_followed_and_the_rest_waits_for_fresh_texts() {
    let database = Sqlite::with(EVERYTHING);
    let operations: Vec<Operation> = vec![
        RenameTable {
            from: name("Task"),
            to: name("Job"),
        }
        .into(),
        RenameColumn {
            table: name("Job"),
            from: name("title"),
            to: name("label"),
        }
        .into(),
        RenameConstraint {
            table: name("Job"),
            from: name("uq_Task_title"),
            to: name("uq_Job_label"),
        }
        .into(),
        AlterColumn {
            table: name("Job"),
            ..match rank_becomes_a_number() {
                Operation::AlterColumn(it) => it,
                _ => unreachable!(),
            }
        }
        .into(),
    ];
    let chunk = dazzle_sql::plan_chunk(&operations, &everything(), &database.facts()).unwrap();
    assert_eq!(chunk.consumed, 2);
    database.migrate(&everything(), &operations).unwrap();
    assert_eq!(
        database.run("SELECT label FROM v ORDER BY 1; SELECT count(*) FROM Child;"),
        "a\nb\n2"
    );
    assert_eq!(database.run("PRAGMA foreign_key_check;"), "");
    let text = database.schema_text();
    assert!(
        text.contains("CONSTRAINT \"uq_Job_label\" UNIQUE (\"label\")"),
        "{text}"
    );

    // The same without reading between.
    let other = Sqlite::with(EVERYTHING);
    let steps = dazzle_sql::plan_offline(
        dazzle_schema::Dialect::Sqlite,
        &operations,
        &everything(),
        Some(other.facts()),
    )
    .unwrap();
    let script = dazzle_sql::script::render(
        dazzle_schema::Dialect::Sqlite,
        &[dazzle_sql::script::ScriptRevision {
            halfway: std::collections::BTreeMap::new(),
            ahead: Vec::new(),
            heading: "all at once".to_owned(),
            before: Vec::new(),
            guards: Vec::new(),
            prepare: Vec::new(),
            steps,
            bookkeeping: Vec::new(),
        }],
    );
    other.run(&script);
    let squeeze = |text: String| text.replace(['"', ' ', '\n'], "");
    assert_eq!(squeeze(other.schema_text()), squeeze(text));
}

#[test]
fn a_cycle_of_new_tables_needs_no_rebuild() {
    let database = Sqlite::with("SELECT 1;");
    let one = |text: &str| {
        with_key(
            table(text, vec![required("id", "uuid"), column("other", "uuid")]),
            &["id"],
        )
    };
    let mut second = one("B");
    let key = foreign_key("fk_B_other", "other", "A", ReferentialAction::SetNull);
    second.foreign_keys.insert(key.name.clone(), key);
    let operations: Vec<Operation> = vec![
        create(one("A")),
        create(second),
        AddForeignKey {
            table: name("A"),
            foreign_key: foreign_key("fk_A_other", "other", "B", ReferentialAction::NoAction),
        }
        .into(),
    ];
    let steps = database.migrate(&Schema::empty(), &operations).unwrap();
    assert_eq!(
        steps
            .iter()
            .map(|step| step.operations.clone())
            .collect::<Vec<_>>(),
        [vec![0, 2], vec![1]]
    );
    assert_eq!(support::statements(&steps).len(), 2);
    database
        .run("PRAGMA foreign_keys = ON; INSERT INTO A VALUES ('a', NULL); INSERT INTO B VALUES ('b', 'a');");
}

#[test]
fn a_seam_stops_until_its_query_gives_nothing() {
    let seam = |sql: &str| -> Vec<Operation> {
        vec![
            AddColumn {
                table: name("Task"),
                column: column("region", "text"),
            }
            .into(),
            DataMigration::fill_missing(
                &name("Task"),
                &name("region"),
                Some(SqlText::Portable(sql.to_owned())),
            )
            .into(),
            set_nullable("Task", "region", false).into(),
        ]
    };
    let database = Sqlite::with(EVERYTHING);
    let error = database.migrate(&everything(), &seam("")).unwrap_err();
    assert!(
        error.contains("rows are not in order: Task.region becomes required"),
        "{error}"
    );
    database
        .migrate(
            &everything(),
            &seam("UPDATE \"Task\" SET region = 'x' WHERE region IS NULL -- all"),
        )
        .unwrap();
    assert_eq!(database.run("SELECT group_concat(region) FROM Task;"), "x,x");
}

#[test]
fn what_is_not_in_the_database_is_said() {
    let database = Sqlite::with(
        "CREATE TABLE Task (id CHAR(36) NOT NULL PRIMARY KEY, title VARCHAR(50), rank TEXT, CHECK (rank > title));",
    );
    let mut before = task();
    before.uniques.insert(
        name("uq_Task_title"),
        UniqueConstraint::over(name("uq_Task_title"), [name("title")]),
    );
    let before = schema(vec![before]);
    let drop_unique: Operation = DropUnique {
        table: name("Task"),
        unique: UniqueConstraint::over(name("uq_Task_title"), [name("title")]),
    }
    .into();
    let error = database.migrate(&before, &[drop_unique]).unwrap_err();
    assert_eq!(
        error,
        "`drop unique constraint `uq_Task_title` of `Task`` cannot be planned: table `Task` in the database differs from history: it has no unique constraint `uq_Task_title`"
    );
    let drop_column: Operation = DropColumn {
        table: name("Task"),
        column: column("rank", "text"),
    }
    .into();
    let error = database.migrate(&before, &[drop_column]).unwrap_err();
    assert!(
        error.contains("`CHECK (rank > title)` uses column `rank`"),
        "{error}"
    );
}

#[test]
fn an_expression_by_hand_may_read_a_column_that_came_before_it() {
    let before = schema(vec![task()]);
    let database = Sqlite::with(
        "CREATE TABLE \"Task\" (\"id\" CHAR(36) NOT NULL, \"title\" VARCHAR(50), \"rank\" TEXT, \
         CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")); INSERT INTO \"Task\" VALUES ('a', 'x', '2');",
    );
    let mut seven = column("seven", "integer");
    seven.default = Some(dazzle_schema::DefaultValue::Number("7".to_owned()));
    let operations: Vec<Operation> = vec![
        dazzle_ops::AddColumn {
            table: name("Task"),
            column: seven,
        }
        .into(),
        AlterColumn {
            using: Some(SqlText::Portable("\"seven\" + \"rank\"".to_owned())),
            ..change_type("Task", "rank", "text", "integer")
        }
        .into(),
    ];
    database.migrate(&before, &operations).unwrap();
    assert_eq!(database.run("SELECT rank FROM \"Task\";"), "9");
}
