//! DSL text from a schema: read back, it means the same, but for what is listed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;
#[path = "common/decorate.rs"]
mod decorate;

use common::cases::{cases, examples, projected};
use common::*;
use dazzle_dsl::{
    FormerNames, InvariantChecks, Naming, Profile, Settings, Severity, SourceFile, WriteOptions, Written,
    complete, write,
};
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, DefaultValue, Generated, GeneratedStorage, Index, Name, PrimaryKey,
    Schema, SqlText, Table, ValueSet, View,
};
use dazzle_testkit::generate;
use decorate::decorated;
use proptest::prelude::*;

fn written(schema: &Schema, settings: &Settings) -> Written {
    write(
        schema,
        &WriteOptions {
            app: String::from("my shop"),
            module: String::from("shop"),
            settings: settings.clone(),
        },
    )
}

fn all_text(written: &Written) -> String {
    written.files.iter().map(|(_, text)| text.as_str()).collect()
}

/// The schema that the text means.
fn read_back(written: &Written, settings: &Settings) -> Schema {
    let files: Vec<SourceFile> = written
        .files
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    let settings = Settings {
        root: Some(String::from("shop")),
        ..settings.clone()
    };
    let loaded = dazzle_dsl::load(&files, &settings);
    let worst = loaded.diagnostics().iter().map(|found| found.severity).max();
    assert!(
        worst <= Some(Severity::Note),
        "{}\n{}",
        draw(&files, loaded.diagnostics(), Severity::Warning),
        all_text(written)
    );
    projected(&files, &settings).schema
}

/// What the text says and what is kept are together the schema.
fn check_law(what: &str, schema: &Schema, settings: &Settings) -> Written {
    let written = written(schema, settings);
    let said = if written.entities == 0 {
        assert!(written.files.is_empty());
        Schema::empty()
    } else {
        read_back(&written, settings)
    };
    assert_eq!(said.len(), written.entities);
    let completed = complete(&said, schema, settings, &FormerNames::default());
    for table in schema.tables() {
        let other = completed.schema.table(&table.name);
        assert!(
            other == Some(table),
            "{what}\n{}\nwanted {table:#?}\nfound {other:#?}\n{:#?}",
            all_text(&written),
            written.unsaid
        );
    }
    assert!(completed.schema == *schema, "{what}");
    assert_eq!(completed.unsaid, written.unsaid, "{what}");
    written
}

/// What the DSL made, the DSL says: nothing is missing.
fn check_said(what: &str, schema: &Schema, settings: &Settings) {
    let written = check_law(what, schema, settings);
    assert!(
        written.unsaid.is_empty(),
        "{what}: {:#?}\n{}",
        written.unsaid,
        all_text(&written)
    );
}

/// One of the settings under which the law holds without exception.
fn a_setting(number: usize) -> Settings {
    let ours = Settings::default();
    match number {
        0 => Settings {
            naming: Naming::SnakeCase,
            ..ours
        },
        1 => Settings {
            profile: Profile::Dazzle,
            ..ours
        },
        2 => Settings {
            invariants: InvariantChecks::Check,
            ..ours
        },
        _ => ours,
    }
}

#[test]
fn the_dsl_of_all_cases_comes_back() {
    for case in cases() {
        check_said(&case.name, &case.after.schema, &case.settings);
        if let Some(before) = &case.before {
            check_said(&case.name, &before.schema, &case.settings);
        }
    }
}

#[test]
fn the_examples_come_back() {
    for (name, settings, projection) in examples() {
        check_said(&name, &projection.schema, &settings);
    }
}

proptest! {
    #![proptest_config(generate::cases(2_000))]

    /// Generated schemas have names that are no words, partial indexes, SQL checks, types of no word.
    #[test]
    fn generated_schemas_come_back(bytes in generate::choices()) {
        check_law("generated", &generate::schema(&bytes, 8), &Settings::default());
    }

    #[test]
    fn schemas_full_of_what_the_language_lacks_come_back(
        bytes in generate::choices(),
        extras in generate::choices(),
        setting in 0..6_usize,
    ) {
        let schema = decorated(&generate::schema(&bytes, 6), &extras);
        let settings = a_setting(setting);
        let written = check_law("decorated", &schema, &settings);
        // What the text means is all the DSL's.
        if written.entities > 0 {
            check_said("of the text", &read_back(&written, &settings), &settings);
        }
    }
}

/// The text for `schema`, without the lines in front of the first entity.
fn entities(schema: &Schema) -> String {
    let written = check_law("entities", schema, &Settings::default());
    let text = all_text(&written);
    let lines: Vec<&str> = text.lines().skip(2).collect();
    let lines: Vec<&str> = lines
        .into_iter()
        .filter(|line| *line != "# Written from the schema of a database.")
        .collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// The DSL comes back as it was written.
#[track_caller]
fn check_same(text: &str) {
    let actual = entities(&schema(text));
    assert!(actual == text, "actual:\n{actual}\nexpected:\n{text}");
}

fn table_of(columns: Vec<Column>) -> Table {
    let mut table = Table::new(name("Task"));
    let mut id = Column::new(name("id"), ColumnType::Uuid);
    id.nullable = false;
    for column in std::iter::once(id).chain(columns) {
        table.columns.insert(column.name.clone(), column);
    }
    table.primary_key = Some(PrimaryKey {
        name: name("pk_Task"),
        columns: vec![name("id")],
    });
    table
}

#[track_caller]
fn check_text(table: Table, expected: &str) {
    let actual = entities(&Schema::from_iter([table]));
    let expected = expected.trim_start();
    assert!(actual == expected, "actual:\n{actual}\nexpected:\n{expected}");
}

#[test]
fn every_type_modifier_and_default() {
    check_same(
        "entity Customer:
  id: uuid pk
  name: str(120) required unique
  note: text indexed
  count: int = -1
  price: decimal(10,2) required = 0.50
  ratio: float
  active: bool required = true
  born: date = today - 3w
  due: datetime required = now + 30min
  token: uuid unique indexed
  data: json = \"{\\\"a\\\": []}\"
  tier: enum[basic,gold] required = basic
  when: enum[now,later] = \"now\"
  total: money(EUR) required unique
  fee: money(GBP) indexed
  said: str(20) = \"a\\\\b \\\"c\\\"\\nd\\te\"
  unique name, note
  index note, count
",
    );
}

#[test]
fn relations_and_what_happens_on_deletion() {
    check_same(
        "entity Category:
  id: int pk
  parent: ref Category
  category: has_many Category nullify

entity Item:
  id: str(12) pk = \"x\"
  category: ref Category required
  twin: ref Item unique
  item: has_one Item restrict
  lines: has_many Line cascade

entity Line:
  id: uuid pk
  item: ref Item required indexed
  first: ref Category
  second: ref Category
  about: poly_ref [Line] required indexed
"
        .replace(
            "  category: has_many Category nullify\n",
            "  categories: has_many Category nullify\n",
        )
        .as_str(),
    );
}

#[test]
fn subtypes_temporal_and_tenants() {
    check_same(
        "tenancy:
  mode: shared_schema
  partition_key: owner_id
  entities_excluded: [Bed, Device, Pump]

entity Bed:
  subtype_of: Device

entity Company:
  archetype: tenant
  id: uuid pk

entity Device:
  id: int pk
  desk: str(20) required
  until: date
  temporal:
    end_field: until
    key_field: desk

entity Pump:
  subtype_of: Device
  rate: decimal(6,2) required

entity Task:
  id: uuid pk
  owner_id: ref Company required
  title: str(20) unique
  code: str(20)
  parent: ref Task
  device: ref Device
  tasks: has_many Task cascade
  unique code
",
    );
}

/// In an entity these words begin something else.
#[test]
fn names_that_are_directives_go_into_an_archetype() {
    check_same(
        "archetype TaskFields:
  scope: text required
  was: ref Task
  examples: enum[a,b] = a

entity Task:
  extends: TaskFields
  id: uuid pk
  unique: text
  index: text unique
  publish: int
  entity: bool
  unique scope, unique
  index was
"
        .replace("  was: ref Task\n", "  was: ref Task indexed\n")
        .replace("  index was\n", "")
        .as_str(),
    );
}

#[test]
fn what_has_no_word_is_noted_and_kept() {
    let mut table = table_of(vec![
        Column::new(name("title"), ColumnType::Native(String::from("citext"))),
        Column::new(name("größe x"), ColumnType::Text),
        Column {
            nullable: false,
            ..Column::new(name("count"), ColumnType::BigInt)
        },
        Column::new(name("state"), ColumnType::Varchar(10)),
        Column {
            generated: Some(Generated {
                expression: SqlText::Portable(String::from("lower(title)")),
                storage: GeneratedStorage::Stored,
            }),
            ..Column::new(name("search"), ColumnType::Text)
        },
        Column {
            default: Some(DefaultValue::Uuid),
            collation: Some(name("C")),
            comment: Some(String::from("two\nlines")),
            ..Column::new(name("code"), ColumnType::Text)
        },
    ]);
    table.comment = Some(String::from("all tasks"));
    table.columns["id"].default = Some(DefaultValue::Uuid);
    let mut index = Index::over(name("ix_open"), [name("count")]);
    index.predicate = Some(SqlText::Portable(String::from("state = 'open'")));
    table.indexes.insert(index.name.clone(), index);
    let mut unique = Index::over(name("codes"), [name("code")]);
    unique.unique = true;
    table.indexes.insert(unique.name.clone(), unique);
    let check = Check {
        name: name("Task_state_check"),
        rule: CheckRule::OneOf {
            column: name("state"),
            values: ValueSet::new(["open", "done"].map(str::to_owned)),
        },
    };
    table.checks.insert(check.name.clone(), check);
    check_text(
        table,
        r#"
entity Task:
  # not in the DSL: the comment of table `Task`
  # not in the DSL: column `id` of `Task`: its default is uuid
  # not in the DSL: column `title` of `Task`: its type is native("citext")
  # not in the DSL: column `count` of `Task`: its type is bigint
  # not in the DSL: column `state` of `Task`: its type is varchar(10)
  # not in the DSL: column `code` of `Task`: its default is uuid, its collation is `C`, it has a comment
  # not in the DSL: column `größe x` of `Task`: its name is no word of the language
  # not in the DSL: column `search` of `Task`: it is generated
  # not in the DSL: index `codes` of `Task`: a unique index over `code`
  # not in the DSL: index `ix_open` of `Task`: a partial index over `count`, where state = 'open'
  # not in the DSL: names of `Task`: `Task_state_check`
  id: uuid pk
  title: text
  count: int required
  state: enum[open,done]
  code: text unique
"#,
    );
}

#[test]
fn tables_without_an_entity_are_listed_once() {
    let mut schema = Schema::from_iter([table_of(Vec::new())]);
    for hostile in [
        "with space",
        "sqlite_sequence",
        "_dazzle_log",
        "1st",
        "a\"b",
        "x'; DROP",
        "e\u{301}",
        "#",
        "task",
    ] {
        let mut table = table_of(Vec::new());
        table.name = name(hostile);
        table.primary_key.as_mut().unwrap().name = name(&format!("{hostile}_pkey"));
        schema.insert(table);
    }
    let mut keyless = table_of(Vec::new());
    keyless.name = name("Log");
    keyless.primary_key = None;
    schema.insert(keyless);
    schema.insert_view(View {
        name: name("v"),
        columns: Vec::new(),
        query: SqlText::Portable(String::from("SELECT 1")),
    });
    let written = check_law("hostile", &schema, &Settings::default());
    assert_eq!(written.entities, 1);
    assert_eq!(written.unsaid.len(), schema.len() - 1 + 1);
    let text = all_text(&written);
    for line in [
        "#   table `task`: another table differs from it only in case",
        "#   table `Log`: it has no primary key",
        "#   table `_dazzle_log`: names like this are reserved",
        "#   view `v`",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
}

#[test]
fn names_of_columns_that_databases_have_and_fields_cannot_have() {
    let hostile = [
        "invariant",
        "xmin",
        "ID",
        "Title",
        "select",
        "from",
        "a b",
        "é",
        "e\u{301}",
        "0",
        "\u{1f600}",
        "_",
        "__",
        "id_",
    ];
    let columns = hostile
        .iter()
        .map(|text| Column::new(name(text), ColumnType::Text));
    let mut columns: Vec<Column> = columns.collect();
    columns.push(Column::new(name("title"), ColumnType::Text));
    let schema = Schema::from_iter([table_of(columns)]);
    let written = check_law("columns", &schema, &Settings::default());
    let said = read_back(&written, &Settings::default());
    let said: Vec<&str> = said
        .table(&name("Task"))
        .unwrap()
        .columns
        .keys()
        .map(Name::as_str)
        .collect();
    assert_eq!(said, ["id", "Title", "select", "from", "é", "_", "__", "id_"]);
}

#[test]
fn a_schema_without_entities_has_no_text() {
    let empty = written(&Schema::empty(), &Settings::default());
    assert_eq!((empty.files.len(), empty.entities, empty.unsaid.len()), (0, 0, 0));
    let mut table = table_of(Vec::new());
    table.primary_key = None;
    let listed = check_law("keyless", &Schema::from_iter([table]), &Settings::default());
    assert_eq!((listed.entities, listed.unsaid.len()), (0, 1));
}

#[test]
fn app_and_module_are_words() {
    let schema = Schema::from_iter([table_of(Vec::new())]);
    for (app, module, first, path) in [
        (
            "my \"shop\"\n",
            "clinic.core",
            "module clinic.core\napp my__shop__ \"my \\\"shop\\\"\"\n",
            "dsl/clinic_core.dsl",
        ),
        ("", "", "module _\napp _ \"\"\n", "dsl/_.dsl"),
        ("3d", "a-b", "module a_b\napp _3d \"3d\"\n", "dsl/a_b.dsl"),
    ] {
        let written = write(
            &schema,
            &WriteOptions {
                app: app.to_owned(),
                module: module.to_owned(),
                settings: Settings::default(),
            },
        );
        assert!(written.files[0].1.starts_with(first), "{}", written.files[0].1);
        assert_eq!(written.files[0].0, path);
        assert!(written.unsaid.is_empty(), "{:?}", written.unsaid);
    }
}

/// Tables that refer to each other in circles stay in one file, and the imports form none.
#[test]
fn many_tables_are_several_files() {
    let mut text = String::new();
    for number in 0..200 {
        text.push_str(&format!("entity E{number:03}:\n  id: uuid pk\n"));
        let target = (number * 37 + 11) % 200;
        text.push_str(&format!(
            "  next: ref E{:03}\n",
            if number % 3 == 0 { target } else { number / 2 }
        ));
        text.push_str(&format!("  other: ref E{:03}\n", number - number % 10));
    }
    let schema = schema(&text);
    let written = check_law("many", &schema, &Settings::default());
    assert!(written.files.len() > 2, "{}", written.files.len());
    assert!(written.unsaid.is_empty(), "{:?}", written.unsaid);
    assert!(written.files[1].1.contains("use shop"), "{}", written.files[1].1);
    let names: std::collections::HashSet<&str> =
        written.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names.len(), written.files.len());
}

#[test]
fn an_index_that_the_settings_ask_for_is_listed() {
    let schema = schema("entity A:\n  other: ref A\n");
    let settings = Settings {
        index_references: true,
        ..Settings::default()
    };
    let written = written(&schema, &settings);
    assert_eq!(
        written.unsaid[0].what,
        "index `ix_A_other` of `A`: the DSL asks for it, and it is not there"
    );
}

#[test]
fn the_same_schema_gives_the_same_text() {
    for (_, settings, projection) in examples() {
        let first = written(&projection.schema, &settings);
        let second = written(&projection.schema.clone(), &settings);
        assert_eq!(first.files, second.files);
    }
}
