//! Every operation on one schema: what it does, that its reverse leads back, and what it says when it does not
//! fit.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeMap;

use dazzle_ops::*;
use dazzle_schema::*;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn column(text: &str, column_type: ColumnType, nullable: bool) -> Column {
    Column {
        nullable,
        ..Column::new(name(text), column_type)
    }
}

fn unique(columns: &[&str]) -> UniqueConstraint {
    UniqueConstraint::over(
        name(&format!("uq_{}", columns.join("_"))),
        columns.iter().map(|it| name(it)),
    )
}

fn foreign_key(key: &str, column: &str, table: &str, target: &str) -> ForeignKey {
    ForeignKey {
        name: name(key),
        columns: vec![name(column)],
        references: Reference {
            table: name(table),
            columns: vec![name(target)],
        },
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrability: dazzle_schema::Deferrability::NotDeferrable,
    }
}

fn status_check(values: &[&str]) -> Check {
    Check {
        name: name("ck_Task_status"),
        rule: CheckRule::OneOf {
            column: name("status"),
            values: ValueSet::new(values.iter().map(|it| (*it).to_owned())),
        },
    }
}

fn length_check() -> Check {
    Check {
        name: name("ck_Task_title"),
        rule: CheckRule::Sql(SqlText::Portable("length(\"title\") > 1".into())),
    }
}

/// `Person(id, email)` with a unique email; `Task(id, title, status, owner)` that points to it.
fn before() -> Schema {
    let mut person = Table::new(name("Person"));
    for it in [
        column("id", ColumnType::Uuid, false),
        column("email", ColumnType::Text, true),
    ] {
        person.columns.insert(it.name.clone(), it);
    }
    person.primary_key = Some(PrimaryKey {
        name: name("pk_Person"),
        columns: vec![name("id")],
    });
    person.uniques.insert(name("uq_email"), unique(&["email"]));
    let mut task = Table::new(name("Task"));
    for it in [
        column("id", ColumnType::Uuid, false),
        column("title", ColumnType::Varchar(50), false),
        column("status", ColumnType::Text, true),
        column("owner", ColumnType::Uuid, true),
        column("note", ColumnType::Text, true),
    ] {
        task.columns.insert(it.name.clone(), it);
    }
    task.primary_key = Some(PrimaryKey {
        name: name("pk_Task"),
        columns: vec![name("id")],
    });
    task.checks
        .insert(name("ck_Task_status"), status_check(&["open", "done"]));
    task.checks.insert(name("ck_Task_title"), length_check());
    task.foreign_keys.insert(
        name("fk_Task_owner"),
        foreign_key("fk_Task_owner", "owner", "Person", "id"),
    );
    task.indexes.insert(
        name("ix_title"),
        Index::over(name("ix_title"), [name("title"), name("status")]),
    );
    [person, task].into_iter().collect()
}

/// Applies `operation`, checks that its reverse leads back, and gives the schema after it.
fn check(operation: impl Into<Operation>) -> Schema {
    let (operation, start) = (operation.into(), before());
    let mut schema = start.clone();
    operation.apply(&mut schema).unwrap();
    assert_ne!(schema, start, "{} changes something", operation.word());
    let mut back = schema.clone();
    apply_all(&operation.reverse(&start).unwrap(), &mut back).unwrap();
    assert_eq!(back, start, "the reverse of {} leads back", operation.word());
    schema
}

/// The error of an operation that does not fit.
fn error(operation: impl Into<Operation>) -> String {
    operation.into().apply(&mut before()).unwrap_err().to_string()
}

fn table<'a>(schema: &'a Schema, text: &str) -> &'a Table {
    schema.table(&name(text)).unwrap()
}

#[test]
fn create_table_adds_a_whole_table() {
    let mut team = Table::new(name("Team"));
    team.columns
        .insert(name("id"), column("id", ColumnType::Uuid, false));
    team.columns
        .insert(name("lead"), column("lead", ColumnType::Uuid, true));
    team.primary_key = Some(PrimaryKey {
        name: name("pk_Team"),
        columns: vec![name("id")],
    });
    team.foreign_keys
        .insert(name("fk_lead"), foreign_key("fk_lead", "lead", "Person", "id"));
    team.foreign_keys
        .insert(name("fk_self"), foreign_key("fk_self", "lead", "Team", "id"));
    assert_eq!(check(CreateTable { table: team.clone() }).len(), 3);

    team.foreign_keys
        .insert(name("fk_lost"), foreign_key("fk_lost", "lead", "Nobody", "id"));
    assert_eq!(
        error(CreateTable { table: team.clone() }),
        "there is no table `Nobody`"
    );
    assert_eq!(
        error(CreateTable {
            table: Table::new(name("Empty"))
        }),
        "table `Empty` has no columns"
    );
    assert_eq!(
        error(CreateTable {
            table: table(&before(), "Task").clone()
        }),
        "there is a table `Task` already"
    );
}

#[test]
fn drop_table_carries_the_table_and_refuses_one_that_is_pointed_to() {
    let task = table(&before(), "Task").clone();
    let schema = check(DropTable { table: task.clone() });
    assert_eq!(schema.len(), 1);
    assert_eq!(
        error(DropTable {
            table: table(&before(), "Person").clone()
        }),
        "table `Person` is still used by foreign key `fk_Task_owner` of table `Task`"
    );
    let mut other = task;
    other.columns.shift_remove("note");
    assert_eq!(
        error(DropTable { table: other }),
        "table `Task` is not as this operation describes it: it has a column `note` too"
    );
}

#[test]
fn rename_table_takes_the_keys_that_point_to_it_along() {
    let schema = check(RenameTable {
        from: name("Person"),
        to: name("User"),
    });
    assert_eq!(
        table(&schema, "Task").foreign_keys["fk_Task_owner"]
            .references
            .table,
        "User"
    );
    assert_eq!(
        table(&schema, "User").primary_key.as_ref().unwrap().name,
        "pk_Person"
    );
    assert_eq!(
        error(RenameTable {
            from: name("Person"),
            to: name("Task")
        }),
        "there is a table `Task` already"
    );
    assert_eq!(
        error(RenameTable {
            from: name("X"),
            to: name("Y")
        }),
        "there is no table `X`"
    );
}

#[test]
fn set_table_comment_says_what_it_was() {
    let comment = Change {
        from: None,
        to: Some("who".to_owned()),
    };
    check(SetTableComment {
        table: name("Person"),
        comment,
    });
    let wrong = Change {
        from: Some("x".to_owned()),
        to: None,
    };
    assert_eq!(
        error(SetTableComment {
            table: name("Person"),
            comment: wrong
        }),
        "the comment of table `Person` is nothing before this operation, not `x`"
    );
}

#[test]
fn add_column_and_drop_column() {
    let due = column("due", ColumnType::Date, true);
    let schema = check(AddColumn {
        table: name("Task"),
        column: due,
    });
    assert!(table(&schema, "Task").columns.contains_key("due"));
    assert_eq!(
        error(AddColumn {
            table: name("Task"),
            column: column("note", ColumnType::Text, true)
        }),
        "table `Task` has a column `note` already"
    );
    check(DropColumn {
        table: name("Task"),
        column: column("note", ColumnType::Text, true),
    });
    assert_eq!(
        error(DropColumn {
            table: name("Task"),
            column: column("note", ColumnType::Date, true)
        }),
        "column `note` of table `Task` is not as this operation describes it: its `type` is `text`, \
         not `date`"
    );
}

#[test]
fn trap_18_drop_column_names_what_still_uses_it() {
    let drop = |column_name: &str, column_type, nullable| {
        error(DropColumn {
            table: name("Task"),
            column: column(column_name, column_type, nullable),
        })
    };
    assert!(
        drop("title", ColumnType::Varchar(50), false).ends_with("is still used by check `ck_Task_title`")
    );
    assert!(drop("status", ColumnType::Text, true).ends_with("is still used by check `ck_Task_status`"));
    assert!(drop("owner", ColumnType::Uuid, true).ends_with("is still used by foreign key `fk_Task_owner`"));
    assert!(drop("id", ColumnType::Uuid, false).ends_with("is still used by primary key `pk_Task`"));
}

#[test]
fn a_required_column_that_was_dropped_comes_back_through_a_seam() {
    let mut schema = before();
    let task = schema.table_mut(&name("Task")).unwrap();
    task.columns
        .insert(name("region"), column("region", ColumnType::Text, false));
    let drop: Operation = DropColumn {
        table: name("Task"),
        column: column("region", ColumnType::Text, false),
    }
    .into();
    let words: Vec<&str> = drop
        .reverse(&schema)
        .unwrap()
        .iter()
        .map(Operation::word)
        .collect();
    assert_eq!(words, ["add_column", "data_migration", "alter_column"]);
}

#[test]
fn rename_column_is_followed_by_all_that_names_it() {
    let schema = check(RenameColumn {
        table: name("Task"),
        from: name("title"),
        to: name("name"),
    });
    let task = table(&schema, "Task");
    assert_eq!(task.columns.get_index(1).unwrap().0, "name");
    assert!(task.indexes["ix_title"].mentions(&name("name")));
    assert_eq!(
        task.checks["ck_Task_title"].rule,
        CheckRule::Sql(SqlText::Portable("length(\"name\") > 1".into()))
    );
    let schema = check(RenameColumn {
        table: name("Person"),
        from: name("id"),
        to: name("key"),
    });
    assert_eq!(
        table(&schema, "Task").foreign_keys["fk_Task_owner"]
            .references
            .columns,
        [name("key")]
    );
    assert_eq!(
        error(RenameColumn {
            table: name("Task"),
            from: name("title"),
            to: name("note")
        }),
        "table `Task` has a column `note` already"
    );
}

#[test]
fn alter_column_says_from_and_to() {
    let unchanged = || AlterColumn::unchanged(name("Task"), name("title"));
    let schema = check(AlterColumn {
        column_type: Some(Change {
            from: ColumnType::Varchar(50),
            to: ColumnType::Text,
        }),
        default: Some(Change {
            from: None,
            to: Some(DefaultValue::Text("new".into())),
        }),
        nullable: Some(Change {
            from: false,
            to: true,
        }),
        ..unchanged()
    });
    assert!(table(&schema, "Task").columns["title"].nullable);
    assert_eq!(
        error(unchanged()),
        "alter_column of `Task`.`title` changes nothing"
    );
    assert_eq!(
        error(AlterColumn {
            nullable: Some(Change {
                from: true,
                to: false
            }),
            ..unchanged()
        }),
        "the nullability of `Task`.`title` is `false` before this operation, not `true`"
    );
    assert_eq!(
        error(AlterColumn {
            nullable: Some(Change {
                from: false,
                to: true
            }),
            ..AlterColumn::unchanged(name("Task"), name("id"))
        }),
        "the NOT NULL of column `id` of table `Task` is still used by the primary key"
    );
}

#[test]
fn a_column_that_stops_being_required_becomes_so_again_through_a_seam() {
    let relax: Operation = AlterColumn {
        nullable: Some(Change {
            from: false,
            to: true,
        }),
        ..AlterColumn::unchanged(name("Task"), name("title"))
    }
    .into();
    let words: Vec<&str> = relax
        .reverse(&before())
        .unwrap()
        .iter()
        .map(Operation::word)
        .collect();
    assert_eq!(words, ["data_migration", "alter_column"]);
}

#[test]
fn primary_keys_come_and_go() {
    let task_key = PrimaryKey {
        name: name("pk_Task"),
        columns: vec![name("id")],
    };
    check(DropPrimaryKey {
        table: name("Task"),
        primary_key: task_key.clone(),
    });
    let person_key = PrimaryKey {
        name: name("pk_Person"),
        columns: vec![name("id")],
    };
    assert_eq!(
        error(DropPrimaryKey {
            table: name("Person"),
            primary_key: person_key
        }),
        "primary key `pk_Person` of table `Person` is still used by foreign key `fk_Task_owner` of table `Task`"
    );
    assert_eq!(
        error(AddPrimaryKey {
            table: name("Task"),
            primary_key: task_key
        }),
        "table `Task` already has the primary key `pk_Task`"
    );
}

#[test]
fn foreign_keys_point_to_keys() {
    let to_email = foreign_key("fk_mail", "note", "Person", "email");
    check(AddForeignKey {
        table: name("Task"),
        foreign_key: to_email,
    });
    let owner = foreign_key("fk_Task_owner", "owner", "Person", "id");
    check(DropForeignKey {
        table: name("Task"),
        foreign_key: owner,
    });
    assert_eq!(
        error(AddForeignKey {
            table: name("Person"),
            foreign_key: foreign_key("f", "id", "Task", "note")
        }),
        "foreign key `f` points to `Task` (note), which is neither its primary key nor unique"
    );
}

#[test]
fn uniques_checks_and_indexes_come_and_go() {
    check(AddUnique {
        table: name("Task"),
        unique: unique(&["owner", "title"]),
    });
    check(DropUnique {
        table: name("Person"),
        unique: unique(&["email"]),
    });
    assert_eq!(
        error(AddUnique {
            table: name("Task"),
            unique: unique(&["title", "title"])
        }),
        "unique constraint `uq_title_title` names column `title` twice"
    );
    check(DropCheck {
        table: name("Task"),
        check: status_check(&["done", "open"]),
    });
    assert!(
        error(DropCheck {
            table: name("Task"),
            check: status_check(&["open"])
        })
        .ends_with("is not as this operation describes it: its `values` is `open`, `done`, not `open`")
    );
    let more = Check {
        name: name("ck_more"),
        ..status_check(&["open"])
    };
    check(AddCheck {
        table: name("Task"),
        check: more,
    });
    let index = Index::over(name("ix_note"), [name("note")]);
    check(CreateIndex {
        table: name("Task"),
        index: index.clone(),
    });
    assert_eq!(
        error(DropIndex {
            table: name("Task"),
            index
        }),
        "table `Task` has no index `ix_note`"
    );
    check(DropIndex {
        table: name("Task"),
        index: Index::over(name("ix_title"), [name("title"), name("status")]),
    });
}

#[test]
fn names_of_constraints_and_indexes_change() {
    for from in ["pk_Task", "fk_Task_owner", "ck_Task_status"] {
        let schema = check(RenameConstraint {
            table: name("Task"),
            from: name(from),
            to: name("new"),
        });
        assert!(table(&schema, "Task").constraint_kind(&name("new")).is_some());
    }
    check(RenameConstraint {
        table: name("Person"),
        from: name("uq_email"),
        to: name("new"),
    });
    check(RenameIndex {
        table: name("Task"),
        from: name("ix_title"),
        to: name("new"),
    });
    assert_eq!(
        error(RenameConstraint {
            table: name("Task"),
            from: name("pk_Task"),
            to: name("ix_title")
        }),
        "table `Task` already has the index `ix_title`"
    );
}

#[test]
fn execute_believes_its_effects_and_nothing_undoes_it() {
    let execute = Execute {
        sql: SqlText::Portable("DROP INDEX ix_title".into()),
        why: None,
        effects: vec![
            DropIndex {
                table: name("Task"),
                index: Index::over(name("ix_title"), [name("title"), name("status")]),
            }
            .into(),
        ],
    };
    let mut schema = before();
    execute.clone().apply_to(&mut schema);
    assert!(table(&schema, "Task").indexes.is_empty());
    let operation = Operation::from(execute);
    assert!(
        operation
            .reverse(&before())
            .unwrap_err()
            .to_string()
            .contains("write the downgrade")
    );
    assert_eq!(
        error(Execute {
            sql: SqlText::Portable(" ".into()),
            why: None,
            effects: vec![]
        }),
        "`execute` has no SQL"
    );
}

/// A word for a test, so that an execute is applied as every operation is.
trait ApplyTo {
    fn apply_to(self, schema: &mut Schema);
}

impl<T: Into<Operation>> ApplyTo for T {
    fn apply_to(self, schema: &mut Schema) {
        self.into().apply(schema).unwrap();
    }
}

#[test]
fn a_seam_changes_no_schema_and_must_have_a_postcondition() {
    let seam = DataMigration::fill_missing(&name("Task"), &name("no\"te"), None);
    assert_eq!(
        seam.until,
        SqlText::Portable("SELECT count(*) FROM \"Task\" WHERE \"no\"\"te\" IS NULL".into())
    );
    let mut schema = before();
    seam.clone().apply_to(&mut schema);
    assert_eq!(schema, before());
    assert!(
        Operation::from(seam.clone())
            .reverse(&before())
            .unwrap()
            .is_empty()
    );
    let blank = DataMigration {
        until: SqlText::Portable(String::new()),
        ..seam
    };
    assert!(error(blank).contains("has no postcondition"));
}

#[test]
fn only_losing_data_needs_to_be_allowed() {
    let start = before();
    let loses = |operation: Operation| operation.hazards(&start).iter().any(|it| it.code.loses_data());
    assert!(loses(
        DropTable {
            table: table(&start, "Task").clone()
        }
        .into()
    ));
    assert!(loses(
        DropColumn {
            table: name("Task"),
            column: column("note", ColumnType::Text, true)
        }
        .into()
    ));
    assert!(!loses(
        RenameTable {
            from: name("Task"),
            to: name("Todo")
        }
        .into()
    ));
    assert!(!loses(
        AddUnique {
            table: name("Task"),
            unique: unique(&["title"])
        }
        .into()
    ));
}

#[test]
fn sql_by_hand_must_not_end_the_transaction_of_its_revision() {
    let sql = |text: &str| {
        SqlText::PerDialect(BTreeMap::from([
            (Dialect::Postgresql, "SELECT 1".to_owned()),
            (Dialect::Sqlite, text.to_owned()),
        ]))
    };
    let refusal = "`COMMIT` in SQL by hand would end the revision's own transaction: leave it out";
    let execute = |text: &str| Execute {
        sql: sql(text),
        why: None,
        effects: Vec::new(),
    };
    assert_eq!(error(execute("SELECT 1; commit")), refusal);
    let fits = |operation: Operation| operation.apply(&mut before()).unwrap();
    fits(execute("SELECT 'COMMIT'").into());
    let seam = |text: &str| DataMigration {
        why: "w".to_owned(),
        until: SqlText::Portable("SELECT 0".to_owned()),
        sql: sql(text),
        batched: None,
    };
    assert_eq!(error(seam("COMMIT; SELECT 1")), refusal);
    fits(seam("SELECT 1").into());
}
