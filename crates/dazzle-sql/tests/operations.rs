//! The statements of each operation, on both dialects.
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
    DataMigration, DropCheck, DropColumn, DropForeignKey, DropIndex, DropPrimaryKey, DropTable, DropUnique,
    Execute, HazardCode, Operation, RenameColumn, RenameConstraint, RenameIndex, RenameTable,
    SetTableComment,
};
use dazzle_schema::{
    Check, CheckRule, DateBase, DateUnit, DefaultValue, Dialect, Identity, Index, IndexKey, IndexPart,
    PrimaryKey, ReferentialAction, Schema, SortOrder, SqlText, Table, UniqueConstraint, ValueSet,
};
use dazzle_sql::{
    Action, LiveFacts, PlanError, PostgresqlFacts, destructive_counts, plan_chunk, plan_offline,
};
use support::{
    change_type, column, create, foreign_key, name, required, schema, set_nullable, sql, statements, table,
    task, with_key,
};

use Dialect::{Postgresql, Sqlite};

/// What `operations` become, the statements joined by `;` and a line end.
fn check(before: &Schema, operations: &[Operation], postgresql: &str, sqlite: &str) {
    assert_eq!(sql(Postgresql, before, operations), postgresql);
    assert_eq!(sql(Sqlite, before, operations), sqlite);
}

fn copy_of_task(text: &str, columns: &str, values: &str) -> String {
    format!(
        "CREATE TABLE \"Task__new\" (\n{text}\n);\n\
         INSERT INTO \"Task__new\" (rowid, {columns}) SELECT rowid, {values} FROM \"Task\";\n\
         DROP TABLE \"Task\";\n\
         PRAGMA legacy_alter_table = ON;\n\
         ALTER TABLE \"Task__new\" RENAME TO \"Task\";\n\
         PRAGMA legacy_alter_table = OFF"
    )
}

fn task_copy(title: &str, rank: &str, more: &str) -> String {
    let columns = "\"id\", \"title\", \"rank\"";
    copy_of_task(
        &format!(
            "    \"id\" CHAR(36) NOT NULL,\n    {title},\n    {rank},\n    CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\"){more}"
        ),
        columns,
        columns,
    )
}

const TITLE: &str = "\"title\" VARCHAR(50)";
const RANK: &str = "\"rank\" TEXT";

fn unique() -> UniqueConstraint {
    UniqueConstraint {
        name: name("uq_Task_title"),
        columns: vec![name("title")],
    }
}

fn one_of() -> Check {
    Check {
        name: name("ck_Task_rank"),
        rule: CheckRule::OneOf {
            column: name("rank"),
            values: ValueSet::new(["low".to_owned(), "it's".to_owned()]),
        },
    }
}

#[test]
fn create_table_has_all_in_it() {
    let mut full = with_key(
        table(
            "Job",
            vec![
                required("id", "integer"),
                required("token", "uuid"),
                column("price", "decimal(10,2)"),
                column("data", "json"),
                required("made", "timestamptz"),
                column("due", "date"),
                required("done", "boolean"),
                column("owner", "uuid"),
            ],
        ),
        &["id"],
    );
    let mut default = |text: &str, value| full.columns[&name(text)].default = Some(value);
    default("token", DefaultValue::Uuid);
    default("data", DefaultValue::Text("{}".to_owned()));
    default("made", DefaultValue::Current(DateBase::Now));
    default(
        "due",
        DefaultValue::Shifted {
            base: DateBase::Today,
            amount: 2,
            unit: DateUnit::Weeks,
        },
    );
    default("done", DefaultValue::Boolean(false));
    full.columns[&name("id")].identity = Some(Identity::ByDefault);
    full.columns[&name("price")].comment = Some("it's net".to_owned());
    full.comment = Some("Jobs".to_owned());
    full.uniques.insert(
        name("uq_Job_token"),
        UniqueConstraint {
            name: name("uq_Job_token"),
            columns: vec![name("token")],
        },
    );
    full.checks.insert(
        name("ck_Job_price"),
        Check {
            name: name("ck_Job_price"),
            rule: CheckRule::Sql(SqlText::Portable("\"price\" >= 0".to_owned())),
        },
    );
    let key = foreign_key("fk_Job_owner", "owner", "Task", ReferentialAction::Cascade);
    full.foreign_keys.insert(key.name.clone(), key);
    full.indexes.insert(
        name("ix_Job_due"),
        Index {
            name: name("ix_Job_due"),
            parts: vec![
                IndexPart {
                    key: IndexKey::Column(name("due")),
                    order: SortOrder::Descending,
                },
                IndexPart {
                    key: IndexKey::Expression(SqlText::Portable("lower(\"data\")".to_owned())),
                    order: SortOrder::Ascending,
                },
            ],
            unique: true,
            predicate: Some(SqlText::Portable("\"done\"".to_owned())),
        },
    );
    check(
        &schema(vec![task()]),
        &[create(full)],
        r#"CREATE TABLE "Job" (
    "id" integer GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "Job_id_seq") NOT NULL,
    "token" uuid DEFAULT gen_random_uuid() NOT NULL,
    "price" numeric(10,2),
    "data" jsonb DEFAULT '{}',
    "made" timestamptz DEFAULT now() NOT NULL,
    "due" date DEFAULT (CURRENT_DATE + interval '2 weeks'),
    "done" boolean DEFAULT false NOT NULL,
    "owner" uuid,
    CONSTRAINT "pk_Job" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Job_token" UNIQUE ("token"),
    CONSTRAINT "ck_Job_price" CHECK ("price" >= 0),
    CONSTRAINT "fk_Job_owner" FOREIGN KEY ("owner") REFERENCES "Task" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "ix_Job_due" ON "Job" ("due" DESC, (lower("data"))) WHERE "done";
COMMENT ON TABLE "Job" IS 'Jobs';
COMMENT ON COLUMN "Job"."price" IS 'it''s net'"#,
        r#"CREATE TABLE "Job" (
    "id" INTEGER NOT NULL,
    "token" CHAR(36) NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    "price" NUMERIC(10,2),
    "data" TEXT DEFAULT '{}',
    "made" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due" DATE DEFAULT (date('now','+14 days')),
    "done" BOOLEAN NOT NULL DEFAULT 0,
    "owner" CHAR(36),
    CONSTRAINT "pk_Job" PRIMARY KEY ("id"),
    CONSTRAINT "uq_Job_token" UNIQUE ("token"),
    CONSTRAINT "ck_Job_price" CHECK ("price" >= 0),
    CONSTRAINT "fk_Job_owner" FOREIGN KEY ("owner") REFERENCES "Task" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "ix_Job_due" ON "Job" ("due" DESC, (lower("data"))) WHERE "done""#,
    );
}

#[test]
fn drop_and_rename_table() {
    let before = schema(vec![task()]);
    check(
        &before,
        &[DropTable { table: task() }.into()],
        "DROP TABLE \"Task\"",
        "DROP TABLE \"Task\"",
    );
    let rename: Operation = RenameTable {
        from: name("Task"),
        to: name("Job"),
    }
    .into();
    check(
        &before,
        std::slice::from_ref(&rename),
        "ALTER TABLE \"Task\" RENAME TO \"Job\"",
        "ALTER TABLE \"Task\" RENAME TO \"Job\"",
    );
}

fn numbered() -> Table {
    let mut numbered = with_key(table("Task", vec![required("id", "integer")]), &["id"]);
    numbered.columns[&name("id")].identity = Some(Identity::ByDefault);
    numbered
}

#[test]
fn trap_19_sequences_follow_renames() {
    let operations: Vec<Operation> = vec![
        RenameTable {
            from: name("Task"),
            to: name("Job"),
        }
        .into(),
        RenameColumn {
            table: name("Job"),
            from: name("id"),
            to: name("number"),
        }
        .into(),
    ];
    check(
        &schema(vec![numbered()]),
        &operations,
        "ALTER TABLE \"Task\" RENAME TO \"Job\";\n\
         ALTER SEQUENCE IF EXISTS \"Task_id_seq\" RENAME TO \"Job_id_seq\";\n\
         ALTER TABLE \"Job\" RENAME COLUMN \"id\" TO \"number\";\n\
         ALTER SEQUENCE IF EXISTS \"Job_id_seq\" RENAME TO \"Job_number_seq\"",
        "ALTER TABLE \"Task\" RENAME TO \"Job\";\n\
         ALTER TABLE \"Job\" RENAME COLUMN \"id\" TO \"number\"",
    );
}

#[test]
fn trap_21_long_sequence_names_are_cut_by_the_same_rule() {
    let long = "ä".repeat(30);
    let mut numbered = with_key(table(&long, vec![required("id", "integer")]), &["id"]);
    numbered.columns[&name("id")].identity = Some(Identity::ByDefault);
    let made = sql(Postgresql, &Schema::empty(), &[create(numbered)]);
    let sequence = dazzle_schema::naming::shorten(&format!("{long}_id_seq"));
    assert!(sequence.as_str().len() <= 63);
    assert!(made.contains(&format!("SEQUENCE NAME \"{sequence}\"")), "{made}");
}

#[test]
fn add_column_in_place_or_by_a_copy() {
    let before = schema(vec![task()]);
    let add = |column| -> Operation {
        AddColumn {
            table: name("Task"),
            column,
        }
        .into()
    };
    check(
        &before,
        &[add(column("note", "text"))],
        "ALTER TABLE \"Task\" ADD COLUMN \"note\" text",
        "ALTER TABLE \"Task\" ADD COLUMN \"note\" TEXT",
    );
    let mut number = required("n", "integer");
    number.default = Some(DefaultValue::Number("-1".to_owned()));
    check(
        &before,
        &[add(number)],
        "ALTER TABLE \"Task\" ADD COLUMN \"n\" integer DEFAULT -1 NOT NULL",
        "ALTER TABLE \"Task\" ADD COLUMN \"n\" INTEGER NOT NULL DEFAULT -1",
    );
    let mut made = required("made", "timestamptz");
    made.default = Some(DefaultValue::Current(DateBase::Now));
    let columns = "\"id\", \"title\", \"rank\"";
    check(
        &before,
        &[add(made)],
        "ALTER TABLE \"Task\" ADD COLUMN \"made\" timestamptz DEFAULT now() NOT NULL",
        &copy_of_task(
            &format!(
                "    \"id\" CHAR(36) NOT NULL,\n    {TITLE},\n    {RANK},\n    \"made\" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,\n    CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")"
            ),
            columns,
            columns,
        ),
    );
}

#[test]
fn drop_and_rename_column() {
    let before = schema(vec![task()]);
    check(
        &before,
        &[DropColumn {
            table: name("Task"),
            column: column("rank", "text"),
        }
        .into()],
        "ALTER TABLE \"Task\" DROP COLUMN \"rank\"",
        "ALTER TABLE \"Task\" DROP COLUMN \"rank\"",
    );
    check(
        &before,
        &[RenameColumn {
            table: name("Task"),
            from: name("rank"),
            to: name("place"),
        }
        .into()],
        "ALTER TABLE \"Task\" RENAME COLUMN \"rank\" TO \"place\"",
        "ALTER TABLE \"Task\" RENAME COLUMN \"rank\" TO \"place\"",
    );
}

#[test]
fn alter_column_nullability_and_default() {
    let before = schema(vec![task()]);
    check(
        &before,
        &[set_nullable("Task", "title", false).into()],
        "ALTER TABLE \"Task\" ALTER COLUMN \"title\" SET NOT NULL",
        &task_copy("\"title\" VARCHAR(50) NOT NULL", RANK, ""),
    );
    let default = AlterColumn {
        default: Some(Change {
            from: None,
            to: Some(DefaultValue::Text("x".to_owned())),
        }),
        ..AlterColumn::unchanged(name("Task"), name("rank"))
    };
    check(
        &before,
        &[default.into()],
        "ALTER TABLE \"Task\" ALTER COLUMN \"rank\" SET DEFAULT 'x'",
        &task_copy(TITLE, "\"rank\" TEXT DEFAULT 'x'", ""),
    );
}

#[test]
fn trap_14_narrowing_has_no_cast_and_a_precheck() {
    let before = schema(vec![task()]);
    let narrow: Operation = change_type("Task", "title", "varchar(50)", "varchar(20)").into();
    check(
        &before,
        std::slice::from_ref(&narrow),
        "ALTER TABLE \"Task\" ALTER COLUMN \"title\" TYPE varchar(20);\nANALYZE \"Task\" (\"title\")",
        &task_copy("\"title\" VARCHAR(20)", RANK, ""),
    );
    let steps = plan_offline(Postgresql, &[narrow], &before, None).unwrap();
    let precheck = &steps[0].prechecks[0];
    assert_eq!(
        precheck.count,
        "SELECT count(*) FROM \"Task\" WHERE char_length(\"title\") > 20"
    );
    assert_eq!(
        precheck.sample,
        "SELECT (\"id\")::text AS \"key\", (\"title\")::text AS \"value\" FROM \"Task\" WHERE char_length(\"title\") > 20 ORDER BY 1 LIMIT 5"
    );
    assert_eq!(
        precheck.message,
        "rows of `Task` whose `title` is longer than 20 characters"
    );
}

#[test]
fn trap_17_the_default_is_dropped_and_set_again_around_a_type_change() {
    let mut before = task();
    before.columns[&name("rank")].default = Some(DefaultValue::Text("5".to_owned()));
    let change = AlterColumn {
        default: Some(Change {
            from: Some(DefaultValue::Text("5".to_owned())),
            to: Some(DefaultValue::Number("5".to_owned())),
        }),
        ..change_type("Task", "rank", "text", "integer")
    };
    let columns = "\"id\", \"title\", \"rank\"";
    check(
        &schema(vec![before.clone()]),
        &[change.into()],
        "ALTER TABLE \"Task\" ALTER COLUMN \"rank\" DROP DEFAULT, ALTER COLUMN \"rank\" TYPE integer USING (\"rank\"::integer), ALTER COLUMN \"rank\" SET DEFAULT 5;\nANALYZE \"Task\" (\"rank\")",
        &copy_of_task(
            &format!(
                "    \"id\" CHAR(36) NOT NULL,\n    {TITLE},\n    \"rank\" INTEGER DEFAULT 5,\n    CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")"
            ),
            columns,
            "\"id\", \"title\", CAST(\"rank\" AS INTEGER)",
        ),
    );
    // A default that stays is set again.
    let wider = change_type("Task", "rank", "text", "varchar(9)");
    assert_eq!(
        sql(Postgresql, &schema(vec![before]), &[wider.into()]),
        "ALTER TABLE \"Task\" ALTER COLUMN \"rank\" DROP DEFAULT, ALTER COLUMN \"rank\" TYPE varchar(9), ALTER COLUMN \"rank\" SET DEFAULT '5';\nANALYZE \"Task\" (\"rank\")"
    );
}

#[test]
fn identity_comes_and_goes() {
    let mut before = numbered();
    before.columns[&name("id")].identity = None;
    let add = AlterColumn {
        identity: Some(Change {
            from: None,
            to: Some(Identity::ByDefault),
        }),
        ..AlterColumn::unchanged(name("Task"), name("id"))
    };
    let rebuilt = |declared: &str| {
        format!(
            "CREATE TABLE \"Task__new\" (\n    \"id\" {declared} NOT NULL,\n    CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")\n);\n\
             INSERT INTO \"Task__new\" ({rowid}\"id\") SELECT {rowid}\"id\" FROM \"Task\";\n\
             DROP TABLE \"Task\";\nPRAGMA legacy_alter_table = ON;\n\
             ALTER TABLE \"Task__new\" RENAME TO \"Task\";\nPRAGMA legacy_alter_table = OFF",
            rowid = if declared == "INT" { "rowid, " } else { "" }
        )
    };
    check(
        &schema(vec![before]),
        &[add.into()],
        "ALTER TABLE \"Task\" ALTER COLUMN \"id\" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME \"Task_id_seq\");\n\
         SELECT setval('\"Task_id_seq\"'::regclass, greatest(coalesce((SELECT max(\"id\") FROM \"Task\"), 0) + 1, 1), false)",
        &rebuilt("INTEGER"),
    );
    let drop = AlterColumn {
        identity: Some(Change {
            from: Some(Identity::ByDefault),
            to: None,
        }),
        ..AlterColumn::unchanged(name("Task"), name("id"))
    };
    check(
        &schema(vec![numbered()]),
        &[drop.into()],
        "ALTER TABLE \"Task\" ALTER COLUMN \"id\" DROP IDENTITY",
        &rebuilt("INT"),
    );
    let mut serial = numbered();
    serial.columns[&name("id")].identity = Some(Identity::Serial);
    assert_eq!(
        sql(Postgresql, &Schema::empty(), &[create(serial)]),
        "CREATE SEQUENCE \"Task_id_seq\" AS integer;\n\
         CREATE TABLE \"Task\" (\n    \"id\" integer DEFAULT nextval('\"Task_id_seq\"'::regclass) NOT NULL,\n    CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")\n);\n\
         ALTER SEQUENCE \"Task_id_seq\" OWNED BY \"Task\".\"id\""
    );
}

#[test]
fn constraints_are_added_dropped_and_renamed() {
    let before = schema(vec![
        task(),
        with_key(table("Owner", vec![required("id", "text")]), &["id"]),
    ]);
    let key = foreign_key("fk_Task_rank", "rank", "Owner", ReferentialAction::SetNull);
    let cases: [(Operation, Operation, &str, &str); 3] = [
        (
            AddUnique {
                table: name("Task"),
                unique: unique(),
            }
            .into(),
            DropUnique {
                table: name("Task"),
                unique: unique(),
            }
            .into(),
            "uq_Task_title",
            "UNIQUE (\"title\")",
        ),
        (
            AddCheck {
                table: name("Task"),
                check: one_of(),
            }
            .into(),
            DropCheck {
                table: name("Task"),
                check: one_of(),
            }
            .into(),
            "ck_Task_rank",
            "CHECK (\"rank\" IN ('low', 'it''s'))",
        ),
        (
            AddForeignKey {
                table: name("Task"),
                foreign_key: key.clone(),
            }
            .into(),
            DropForeignKey {
                table: name("Task"),
                foreign_key: key,
            }
            .into(),
            "fk_Task_rank",
            "FOREIGN KEY (\"rank\") REFERENCES \"Owner\" (\"id\") ON DELETE SET NULL",
        ),
    ];
    for (add, drop, text, clause) in cases {
        check(
            &before,
            std::slice::from_ref(&add),
            &format!("ALTER TABLE \"Task\" ADD CONSTRAINT \"{text}\" {clause}"),
            &task_copy(TITLE, RANK, &format!(",\n    CONSTRAINT \"{text}\" {clause}")),
        );
        let mut with = before.clone();
        add.apply(&mut with).unwrap();
        check(
            &with,
            &[drop],
            &format!("ALTER TABLE \"Task\" DROP CONSTRAINT \"{text}\""),
            &task_copy(TITLE, RANK, ""),
        );
        let rename = RenameConstraint {
            table: name("Task"),
            from: name(text),
            to: name("other"),
        };
        check(
            &with,
            &[rename.into()],
            &format!("ALTER TABLE \"Task\" RENAME CONSTRAINT \"{text}\" TO \"other\""),
            &task_copy(TITLE, RANK, &format!(",\n    CONSTRAINT \"other\" {clause}")),
        );
    }
}

#[test]
fn primary_keys_are_dropped_and_added() {
    let key = PrimaryKey {
        name: name("pk_Task"),
        columns: vec![name("id")],
    };
    let operations: Vec<Operation> = vec![
        DropPrimaryKey {
            table: name("Task"),
            primary_key: key.clone(),
        }
        .into(),
        AddPrimaryKey {
            table: name("Task"),
            primary_key: key,
        }
        .into(),
    ];
    check(
        &schema(vec![task()]),
        &operations,
        "ALTER TABLE \"Task\" DROP CONSTRAINT \"pk_Task\";\nALTER TABLE \"Task\" ADD CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")",
        &task_copy(TITLE, RANK, ""),
    );
}

#[test]
fn indexes_comments_and_sql_by_hand() {
    let index = Index::over(name("ix_Task_rank"), [name("rank")]);
    let operations: Vec<Operation> = vec![
        CreateIndex {
            table: name("Task"),
            index: index.clone(),
        }
        .into(),
        RenameIndex {
            table: name("Task"),
            from: name("ix_Task_rank"),
            to: name("ix_other"),
        }
        .into(),
        DropIndex {
            table: name("Task"),
            index: Index {
                name: name("ix_other"),
                ..index
            },
        }
        .into(),
        SetTableComment {
            table: name("Task"),
            comment: Change {
                from: None,
                to: Some("x".to_owned()),
            },
        }
        .into(),
        Execute {
            sql: SqlText::Portable("DELETE FROM \"Task\";".to_owned()),
            why: None,
            effects: Vec::new(),
        }
        .into(),
        DataMigration::fill_missing(&name("Task"), &name("rank"), None).into(),
    ];
    check(
        &schema(vec![task()]),
        &operations,
        "CREATE INDEX \"ix_Task_rank\" ON \"Task\" (\"rank\");\n\
         ALTER INDEX \"ix_Task_rank\" RENAME TO \"ix_other\";\n\
         DROP INDEX \"ix_other\";\n\
         COMMENT ON TABLE \"Task\" IS 'x';\n\
         DELETE FROM \"Task\";;\n\
         seam: SELECT count(*) FROM \"Task\" WHERE \"rank\" IS NULL",
        "CREATE INDEX \"ix_Task_rank\" ON \"Task\" (\"rank\");\n\
         DROP INDEX \"ix_Task_rank\";\n\
         CREATE INDEX \"ix_other\" ON \"Task\" (\"rank\");\n\
         DROP INDEX \"ix_other\";\n\
         DELETE FROM \"Task\";;\n\
         seam: SELECT count(*) FROM \"Task\" WHERE \"rank\" IS NULL",
    );
}

#[test]
fn what_needs_an_expression_by_hand_says_so() {
    let mut before = task();
    before.columns.insert(name("n"), column("n", "double"));
    let before = schema(vec![before]);
    let cast = change_type("Task", "n", "double", "integer");
    for dialect in Dialect::ALL {
        let error = plan_offline(dialect, &[cast.clone().into()], &before, None).unwrap_err();
        let PlanError::Unsupported { reason, instead, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(reason, "a change from `double` to `integer` loses its fraction");
        assert!(instead.starts_with("write `using`: "), "{instead}");
        let by_hand = AlterColumn {
            using: Some(SqlText::Portable("round(\"n\")".to_owned())),
            ..cast.clone()
        };
        let steps = plan_offline(dialect, &[by_hand.into()], &before, None).unwrap();
        assert!(
            steps[0]
                .hazards
                .iter()
                .any(|hazard| hazard.code == HazardCode::LossyCast)
        );
        assert!(statements(&steps).join(";").contains("(round(\"n\"))"));
    }
}

#[test]
fn a_check_without_text_for_the_dialect_is_unsupported() {
    let add: Operation = AddCheck {
        table: name("Task"),
        check: Check {
            name: name("ck"),
            rule: CheckRule::Sql(SqlText::PerDialect([(Postgresql, "true".to_owned())].into())),
        },
    }
    .into();
    let before = schema(vec![task()]);
    assert!(plan_offline(Postgresql, std::slice::from_ref(&add), &before, None).is_ok());
    let error = plan_offline(Sqlite, &[add], &before, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`add check `ck` to `Task`` cannot be planned for sqlite: check `ck` has no SQL text for sqlite\nhint: add a text for sqlite in the revision file"
    );
    assert_eq!(error.index(), Some(0));
}

#[test]
fn tables_made_by_the_same_operations_need_no_prechecks() {
    let mut without_key = task();
    without_key.primary_key = None;
    let operations: Vec<Operation> = vec![
        create(without_key),
        AddUnique {
            table: name("Task"),
            unique: unique(),
        }
        .into(),
        set_nullable("Task", "rank", false).into(),
    ];
    for dialect in Dialect::ALL {
        let steps = plan_offline(dialect, &operations, &Schema::empty(), None).unwrap();
        assert!(
            steps
                .iter()
                .all(|step| step.prechecks.is_empty() && step.hazards.is_empty())
        );
    }
    let on_sqlite = sql(Sqlite, &Schema::empty(), &operations);
    assert_eq!(
        on_sqlite,
        "CREATE TABLE \"Task\" (\n    \"id\" CHAR(36) NOT NULL,\n    \"title\" VARCHAR(50),\n    \"rank\" TEXT NOT NULL,\n    CONSTRAINT \"uq_Task_title\" UNIQUE (\"title\")\n)"
    );
}

#[test]
fn hazards_name_locks_and_rewrites() {
    let before = schema(vec![task()]);
    let codes = |operation: Operation| -> Vec<HazardCode> {
        let facts = LiveFacts::Postgresql(PostgresqlFacts {
            server_version: 150_018,
        });
        let chunk = plan_chunk(&[operation], &before, &facts).unwrap();
        assert!(matches!(chunk.steps[0].action, Action::Statements(_)));
        chunk.steps[0].hazards.iter().map(|hazard| hazard.code).collect()
    };
    assert_eq!(
        codes(change_type("Task", "title", "varchar(50)", "varchar(60)").into()),
        []
    );
    assert_eq!(
        codes(change_type("Task", "title", "varchar(50)", "text").into()),
        []
    );
    assert_eq!(
        codes(change_type("Task", "title", "varchar(50)", "varchar(9)").into()),
        [HazardCode::CheckedCast, HazardCode::TableRewrite]
    );
    assert_eq!(
        codes(set_nullable("Task", "title", false).into()),
        [HazardCode::SetNotNull, HazardCode::ScanUnderLock]
    );
    assert_eq!(
        codes(
            CreateIndex {
                table: name("Task"),
                index: Index::over(name("i"), [name("rank")])
            }
            .into()
        ),
        [HazardCode::IndexBuild]
    );
}

#[test]
fn destruction_is_counted() {
    let before = schema(vec![task()]);
    let counts = |operation: Operation| -> Vec<String> {
        destructive_counts(Postgresql, &operation, &before)
            .into_iter()
            .map(|row| format!("{} {}", row.hazard.code.as_str(), row.count))
            .collect()
    };
    assert_eq!(
        counts(DropTable { table: task() }.into()),
        ["D101 SELECT count(*) FROM \"Task\""]
    );
    assert_eq!(
        counts(
            DropColumn {
                table: name("Task"),
                column: column("rank", "text")
            }
            .into()
        ),
        ["D102 SELECT count(*) FROM \"Task\" WHERE \"rank\" IS NOT NULL"]
    );
    // Its precheck stops it; with an author's expression there is none, and values may be lost.
    let mut narrower = change_type("Task", "title", "varchar(50)", "varchar(9)");
    assert_eq!(counts(narrower.clone().into()), [""; 0]);
    narrower.using = Some(SqlText::Portable("left(\"title\", 9)".to_owned()));
    assert_eq!(
        counts(narrower.into()),
        ["D107 SELECT count(*) FROM \"Task\" WHERE char_length(\"title\") > 9"]
    );
    assert_eq!(counts(set_nullable("Task", "title", false).into()), [""; 0]);
}
