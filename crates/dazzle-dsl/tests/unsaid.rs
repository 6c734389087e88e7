//! What the DSL cannot say is kept; what it can say and does not, goes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod common;
#[path = "common/decorate.rs"]
mod decorate;

use common::cases::{cases, projected};
use dazzle_dsl::{FormerNames, Settings, SourceFile, complete};
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, Deferrability, ForeignKey, Generated, GeneratedStorage, Identity,
    Index, IndexKey, Name, Reference, ReferentialAction, Schema, SqlText, Table, View,
};
use dazzle_testkit::generate;
use decorate::decorated;
use proptest::prelude::*;

#[track_caller]
fn assert_nothing_kept(what: &str, said: &Schema, there: &Schema, settings: &Settings, former: &FormerNames) {
    let completed = complete(said, there, settings, former);
    assert!(completed.unsaid.is_empty(), "{what}: {:#?}", completed.unsaid);
    assert!(completed.schema == *said, "{what}");
}

/// Whatever the DSL said once, it can take back: nothing that it can say is kept against it.
#[test]
fn nothing_that_dsl_said_is_kept_against_it() {
    let cases = cases();
    let none = FormerNames::default();
    for case in &cases {
        let (name, settings, after) = (&case.name, &case.settings, &case.after.schema);
        assert_nothing_kept(name, after, after, settings, &none);
        if let Some(before) = &case.before {
            let former = FormerNames::of(&case.after.hints);
            assert_nothing_kept(name, after, &before.schema, settings, &former);
            assert_nothing_kept(name, &before.schema, after, settings, &none);
        }
    }
    // All against all with the same settings: many share names of entities and fields.
    for one in &cases {
        for other in cases.iter().filter(|other| other.settings == one.settings) {
            let what = format!("{} / {}", one.name, other.name);
            assert_nothing_kept(
                &what,
                &one.after.schema,
                &other.after.schema,
                &one.settings,
                &none,
            );
        }
    }
}

proptest! {
    #![proptest_config(generate::cases(1_000))]

    /// Whatever there is and whatever the DSL says of it: the whole holds together, a diff leads there, and doing it
    /// again changes nothing.
    #[test]
    fn what_is_completed_is_whole_and_stays(
        bytes in generate::choices(),
        extras in generate::choices(),
        more in generate::choices(),
    ) {
        let settings = Settings::default();
        let pair = generate::schema_pair(&bytes, 6);
        let there = decorated(&pair.previous, &extras);
        let (Some(said), none) = (said(&decorated(&pair.next, &more), &settings), FormerNames::default()) else {
            return Ok(());
        };
        let completed = complete(&said, &there, &settings, &none);
        check_holds(&said, &completed.schema);
        let found = dazzle_diff::diff(&there, &completed.schema, &dazzle_diff::Decisions::default());
        prop_assert!(found.is_ok(), "{:#?}\nin {:#?}\n{:#?}", found.err(), completed.schema, there);
        let again = complete(&said, &completed.schema, &settings, &none);
        prop_assert!(again.schema == completed.schema, "{:#?}\n{:#?}", again.schema, completed.schema);
        prop_assert_eq!(again.unsaid, completed.unsaid);
        // Against what the DSL can say nothing is kept.
        if let Some(sayable) = self::said(&there, &settings) {
            assert_nothing_kept("sayable", &said, &sayable, &settings, &none);
        }
    }
}

/// What the DSL can say of a schema.
fn said(schema: &Schema, settings: &Settings) -> Option<Schema> {
    let options = dazzle_dsl::WriteOptions {
        app: String::from("app"),
        module: String::from("app"),
        settings: settings.clone(),
    };
    let written = dazzle_dsl::write(schema, &options);
    let files: Vec<SourceFile> = written
        .files
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    (written.entities > 0).then(|| projected(&files, settings).schema)
}

/// All that the DSL says is there, and everything speaks of columns and keys that are there.
fn check_holds(said: &Schema, whole: &Schema) {
    for table in whole.tables() {
        let has = |columns: &[Name]| columns.iter().all(|column| table.columns.contains_key(column));
        assert!(
            table.primary_key.iter().all(|key| has(&key.columns)),
            "{table:#?}"
        );
        assert!(
            table
                .uniques
                .values()
                .all(|it| has(&it.columns) && has(&it.include)),
            "{table:#?}"
        );
        for key in table.foreign_keys.values() {
            assert!(has(&key.columns), "{table:#?}");
            let target = whole.table(&key.references.table).unwrap();
            assert!(
                target.has_key_over(&key.references.columns),
                "{key:#?}\n{target:#?}"
            );
        }
        for index in table.indexes.values() {
            for part in &index.parts {
                if let IndexKey::Column(column) = &part.key {
                    assert!(table.columns.contains_key(column), "{table:#?}");
                }
            }
        }
    }
    for own in said.tables() {
        let table = whole.table(&own.name).unwrap();
        assert!(
            own.columns
                .keys()
                .all(|column| table.columns.contains_key(column))
        );
        for key in own.foreign_keys.values() {
            let same =
                |it: &dazzle_schema::ForeignKey| it.columns == key.columns && it.references == key.references;
            assert!(table.foreign_keys.values().any(same), "{key:#?}");
        }
        for unique in own.uniques.values() {
            // A deferrable one is no key, but it holds all the same.
            let is_held = table.has_key_over(&unique.columns)
                || table.uniques.values().any(|it| it.columns == unique.columns);
            assert!(is_held, "{unique:#?}\n{table:#?}");
        }
        assert!(own.indexes.len() <= table.indexes.len(), "{own:#?}\n{table:#?}");
        for check in own.checks.values() {
            assert!(
                table.checks.values().any(|it| it.rule == check.rule),
                "{check:#?}"
            );
        }
    }
}

fn after(text: &str) -> Schema {
    common::schema(text)
}

/// The schema of `text` after `change`.
fn changed(text: &str, change: impl FnOnce(&mut Table)) -> Schema {
    let mut schema = after(text);
    let first = schema.table_names().next().unwrap().clone();
    change(schema.table_mut(&first).unwrap());
    schema
}

#[track_caller]
fn check_kept(said: &str, there: &Schema, expected: &[&str]) -> Schema {
    let said = after(said);
    let settings = Settings::default();
    let completed = complete(&said, there, &settings, &FormerNames::default());
    let found: Vec<&str> = completed.unsaid.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(found, expected);
    check_holds(&said, &completed.schema);
    completed.schema
}

const TASK: &str = "entity Task:\n  id: uuid pk\n  title: str(80) required\n  open: bool\n";

fn by_hand() -> Index {
    let mut index = Index::over(common::name("ix_open"), [common::name("title")]);
    index.predicate = Some(SqlText::Portable(String::from("open")));
    index
}

/// Trap 26: indexes made by hand were proposed for DROP.
#[test]
fn trap_26_a_partial_index_made_by_hand_is_kept() {
    let there = changed(TASK, |table| {
        table.indexes.insert(by_hand().name, by_hand());
        let plain = Index::over(common::name("plain"), [common::name("open")]);
        table.indexes.insert(plain.name.clone(), plain);
    });
    let whole = check_kept(
        TASK,
        &there,
        &["index `ix_open` of `Task`: a partial index over `title`, where open"],
    );
    // The plain one could be said, and is not.
    assert_eq!(whole.table(&common::name("Task")).unwrap().indexes.len(), 1);
}

#[test]
fn what_speaks_of_a_column_that_goes_goes_with_it() {
    let there = changed(TASK, |table| {
        table.indexes.insert(by_hand().name, by_hand());
        let mut column = Column::new(common::name("lower"), ColumnType::Text);
        column.generated = Some(Generated {
            expression: SqlText::Portable(String::from("lower(title)")),
            storage: GeneratedStorage::Stored,
        });
        let index = Index {
            unique: true,
            ..Index::over(common::name("by_lower"), [column.name.clone()])
        };
        table.columns.insert(column.name.clone(), column);
        table.indexes.insert(index.name.clone(), index);
        let check = Check {
            name: common::name("short"),
            rule: CheckRule::Sql(SqlText::Portable(String::from("length(title) < 9"))),
        };
        table.checks.insert(check.name.clone(), check);
    });
    check_kept(
        TASK,
        &there,
        &[
            "column `lower` of `Task`: it is generated",
            "check `short` of `Task`: length(title) < 9",
            "index `by_lower` of `Task`: a unique index over `lower`",
            "index `ix_open` of `Task`: a partial index over `title`, where open",
        ],
    );
    check_kept("entity Task:\n  id: uuid pk\n  open: bool\n", &there, &[]);
}

#[test]
fn the_nearest_word_keeps_a_type_and_any_other_changes_it() {
    let there = changed(
        "entity Task:\n  id: int pk\n  count: int\n  due: datetime\n",
        |table| {
            table.columns["id"].column_type = ColumnType::BigInt;
            table.columns["id"].identity = Some(Identity::Always);
            table.columns["count"].column_type = ColumnType::SmallInt;
            table.columns["due"].column_type = ColumnType::Timestamp;
        },
    );
    let whole = check_kept(
        "entity Task:\n  id: int pk\n  count: text\n  due: datetime = now\n  parent: ref Task\n",
        &there,
        &[
            "column `id` of `Task`: its type is bigint, it is numbered (always)",
            "column `due` of `Task`: its type is timestamp",
            // A new reference has the type of what it points to.
            "column `parent` of `Task`: its type is bigint",
        ],
    );
    let table = whole.table(&common::name("Task")).unwrap();
    assert_eq!(table.columns["count"].column_type, ColumnType::Text);
    assert_eq!(table.columns["due"].default.as_ref().unwrap().to_string(), "now");
}

#[test]
fn names_by_rule_follow_a_rename_and_chosen_ones_stay() {
    let text = "entity Task:\n  id: uuid pk\n  owner: ref Task unique\n  index owner, id\n";
    let there = changed(text, |table| {
        // As after `rename_table` and `rename_column`: the names are still those from before.
        for (from, to) in [
            ("uq_Task_owner", "uq_Job_holder"),
            ("ix_Task_owner_id", "by_owner"),
        ] {
            if let Some(mut unique) = table.uniques.remove(from) {
                unique.name = common::name(to);
                table.uniques.insert(unique.name.clone(), unique);
            }
            if let Some(mut index) = table.indexes.remove(from) {
                index.name = common::name(to);
                table.indexes.insert(index.name.clone(), index);
            }
        }
        table.primary_key.as_mut().unwrap().name = common::name("pk_Job");
    });
    check_kept(
        text,
        &there,
        &["names of `Task`: `pk_Job`, `uq_Job_holder`, `by_owner`"],
    );
    let former = FormerNames {
        tables: [(common::name("Task"), common::name("Job"))].into(),
        columns: [(
            (common::name("Task"), common::name("owner")),
            common::name("holder"),
        )]
        .into(),
    };
    let completed = complete(&after(text), &there, &Settings::default(), &former);
    assert_eq!(completed.unsaid.len(), 1);
    assert_eq!(completed.unsaid[0].what, "names of `Task`: `by_owner`");
}

#[test]
fn properties_of_keys_are_kept_and_what_dsl_says_of_them_counts() {
    let text = "entity Task:\n  id: uuid pk\n  parent: ref Task\n  code: int unique\n  tasks: has_many Task cascade\n";
    let there = changed(text, |table| {
        for key in table.foreign_keys.values_mut() {
            key.deferrability = Deferrability::InitiallyDeferred;
            key.on_update = ReferentialAction::Cascade;
        }
        for unique in table.uniques.values_mut() {
            unique.nulls_not_distinct = true;
        }
    });
    let whole = check_kept(
        &text.replace("cascade", "nullify"),
        &there,
        &[
            "foreign key `fk_Task_parent` of `Task`: on update cascade, deferred",
            "unique constraint `uq_Task_code` of `Task`: empty values count as equal",
        ],
    );
    let table = whole.table(&common::name("Task")).unwrap();
    let key = table.foreign_keys.values().next().unwrap();
    assert_eq!(key.on_delete, ReferentialAction::SetNull);
    // A column that points elsewhere does not point here any more.
    let elsewhere = "entity Task:\n  id: uuid pk\n  parent: ref User\nentity User:\n  id: uuid pk\n";
    let whole = check_kept(elsewhere, &there, &[]);
    assert_eq!(whole.table(&common::name("Task")).unwrap().foreign_keys.len(), 1);
}

#[test]
fn tables_that_no_entity_can_be_and_views_stay_and_others_go() {
    let mut there = after(&format!("{TASK}entity Gone:\n  id: uuid pk\n"));
    let mut log = Table::new(common::name("log"));
    log.columns.insert(
        common::name("gone"),
        Column::new(common::name("gone"), ColumnType::Uuid),
    );
    log.foreign_keys.insert(
        common::name("log_gone"),
        ForeignKey {
            name: common::name("log_gone"),
            columns: vec![common::name("gone")],
            references: Reference {
                table: common::name("Gone"),
                columns: vec![common::name("id")],
            },
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrability: Deferrability::NotDeferrable,
        },
    );
    there.insert(log);
    there.insert_view(View {
        name: common::name("titles"),
        columns: Vec::new(),
        query: SqlText::Portable(String::from("SELECT title FROM \"Task\"")),
    });
    let whole = check_kept(
        TASK,
        &there,
        &["table `log`: it has no column `id`", "view `titles`"],
    );
    assert_eq!(whole.len(), 2);
    // The key cannot point to a table that goes.
    assert!(whole.table(&common::name("log")).unwrap().foreign_keys.is_empty());
}

/// What is kept has its name; what the DSL names alike gets another.
#[test]
fn a_name_that_is_taken_by_something_kept_is_not_given_again() {
    let there = changed(TASK, |table| {
        let mut index = by_hand();
        index.name = common::name("ix_Task_open");
        table.indexes.insert(index.name.clone(), index);
    });
    let said = TASK.replace("open: bool", "open: bool indexed");
    let settings = Settings::default();
    let completed = complete(&after(&said), &there, &settings, &FormerNames::default());
    let table = completed.schema.table(&common::name("Task")).unwrap();
    let names: Vec<&str> = table.indexes.keys().map(Name::as_str).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[0], "ix_Task_open");
    assert!(table.indexes["ix_Task_open"].predicate.is_some());
    let again = complete(
        &after(&said),
        &completed.schema,
        &settings,
        &FormerNames::default(),
    );
    assert!(again.schema == completed.schema);
}

#[test]
fn a_unique_index_does_the_work_of_a_unique_constraint() {
    let there = changed(TASK, |table| {
        let index = Index {
            unique: true,
            ..Index::over(common::name("titles"), [common::name("title")])
        };
        table.indexes.insert(index.name.clone(), index);
    });
    let said = TASK.replace("required", "required unique");
    let whole = check_kept(
        &said,
        &there,
        &["index `titles` of `Task`: a unique index over `title`"],
    );
    assert!(whole.table(&common::name("Task")).unwrap().uniques.is_empty());
}

#[test]
fn a_wider_primary_key_stays_until_a_reference_needs_the_narrow_one() {
    let text = "entity Task:\n  id: uuid pk\n  region: int required\n";
    let there = changed(text, |table| {
        table
            .primary_key
            .as_mut()
            .unwrap()
            .columns
            .push(common::name("region"));
    });
    check_kept(
        text,
        &there,
        &["primary key `pk_Task` of `Task`: over `id`, `region`"],
    );
    check_kept(&format!("{text}  parent: ref Task\n"), &there, &[]);
}

#[test]
fn values_that_do_not_fit_make_room() {
    let there = changed(
        "entity Task:\n  id: uuid pk\n  state: enum[open,done]\n",
        |table| {
            table.columns["state"].column_type = ColumnType::Varchar(4);
        },
    );
    check_kept(
        "entity Task:\n  id: uuid pk\n  state: enum[open,done,late]\n",
        &there,
        &["column `state` of `Task`: its type is varchar(4)"],
    );
    check_kept(
        "entity Task:\n  id: uuid pk\n  state: enum[open,done,waiting]\n",
        &there,
        &[],
    );
    // Said to be a text, it is no list of values any more.
    check_kept("entity Task:\n  id: uuid pk\n  state: text\n", &there, &[]);
    check_kept(
        "entity Task:\n  id: uuid pk\n  state: str(4)\n",
        &there,
        &["check `ck_Task_state` of `Task`: a list of values of `state`"],
    );
}
