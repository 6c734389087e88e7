//! One test for each quirk of the language (dsl.md §19).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::{FieldType, Naming, Settings, Severity};

fn columns(text: &str, table: &str) -> Vec<String> {
    let schema = schema(text);
    let table = schema.table(&name(table)).unwrap();
    table.columns.keys().map(ToString::to_string).collect()
}

#[test]
fn quirk_01_unique_with_question_mark() {
    let text = "entity A:\n  a: int required unique?\n  b: int unique ?  indexed\n";
    let table = schema(text);
    let table = table.table(&name("A")).unwrap();
    assert_eq!(table.uniques.len(), 2);
    assert_eq!(table.indexes.len(), 1);
}

#[test]
fn quirk_02_fields_called_like_their_types() {
    let text = "
entity A:
  date: date
  text: text
  url: url
  email: email
  enum: enum[enum, text]
  file: file
  money: money
  json: json
  timezone: timezone = \"UTC\"
";
    assert_eq!(
        columns(text, "A"),
        [
            "id",
            "date",
            "text",
            "url",
            "email",
            "enum",
            "file",
            "money_minor",
            "money_currency",
            "json",
            "timezone"
        ]
    );
}

#[test]
fn quirk_03_comments_anywhere() {
    let text = "
entity A: # header
  id: uuid pk
# at column 0
          # deep
  a: text # behind code

  b: str(15) = \"#no comment\"
  # last line without newline";
    assert_eq!(columns(text, "A"), ["id", "a", "b"]);
}

#[test]
fn quirk_04_spacing() {
    check_table(
        "
entity A:
  name:    str(200)    required
  count:int  optional
  glued: enum[a,b]=a
  wide :  enum [ a , b ]  =  b   required
  n: str ( 5 )=x
  lines: enum[
    a,
    b   # comment
  ] = b
",
        "A",
        "
        table A
          id uuid not null
          name varchar(200) not null
          count integer
          glued text = 'a'
          wide text not null = 'b'
          n varchar(5) = 'x'
          lines text = 'b'
          pk_A primary key (id)
          ck_A_glued glued in (a, b)
          ck_A_lines lines in (a, b)
          ck_A_wide wide in (a, b)
        ",
    );
}

#[test]
fn quirk_05_constraint_lines_before_their_fields() {
    let text = "entity A:\n  unique a, b\n  a: int\n  index b\n  b: int\n";
    let schema = schema(text);
    let table = schema.table(&name("A")).unwrap();
    assert!(table.uniques.contains_key(&name("uq_A_a_b")));
    assert!(table.indexes.contains_key(&name("ix_A_b")));
}

#[test]
fn quirk_06_titles() {
    let text = "entity A:\n  a: int\nentity B 'single':\n  a: int\nentity C \"a \\\"b\\\" c\":\n  a: int\n";
    let model = model(text);
    let titles: Vec<Option<&str>> = model
        .entities
        .iter()
        .map(|entity| entity.title.as_deref())
        .collect();
    assert_eq!(titles, [None, Some("single"), Some("a \"b\" c")]);
}

#[test]
fn quirk_07_directive_blocks_may_say_anything() {
    let text = "
entity A:
  permit:
    list: role(clerk)
    unique a
    index nothing
    entity: x
    id: text
  scope:
    read: owner = current_user & other
      as: clerk
  a: int
";
    assert_eq!(columns(text, "A"), ["id", "a"]);
    let loaded = load(text);
    assert!(loaded.diagnostics().is_empty(), "{:?}", loaded.diagnostics());
}

#[test]
fn quirk_08_transitions_and_publish() {
    let text = "
entity A:
  status: enum[open, closed] = open
  transitions:
    open -> closed: role(clerk)
    * -> open
  publish StatusChanged when status changed
  b: int
";
    assert_eq!(columns(text, "A"), ["id", "status", "b"]);
}

#[test]
fn quirk_09_examples_with_dashes_and_brackets() {
    let text = "
entity A:
  examples:
    - a: 1
    - {a: 2}
  patterns: [
    {x},
  ]
  fitness:
  ]
  a: int
";
    assert_eq!(columns(text, "A"), ["id", "a"]);
}

#[test]
fn quirk_10_a_reference_needs_an_import() {
    let core = ("core.dsl", "module core\nentity User:\n  id: uuid pk\n");
    let shop =
        "module shop\nentity Item:\n  owner: ref User\n  other: belongs_to User\n  many: has_many User\n";
    check_findings(
        &[core, ("shop.dsl", shop)],
        &ours(),
        Severity::Error,
        "
  owner: ref User
             ^^^^ missing-import: `User` is in module `core`, which this file does not use
help: write `use core` at the top of the file",
    );
    let with_use = shop.replace("module shop", "module shop\nuse core as c");
    check_findings(&[core, ("shop.dsl", &with_use)], &ours(), Severity::Note, "");
}

#[test]
fn quirk_11_cycles_of_references() {
    let text = "
entity Self:
  parent: ref Self
entity A:
  b: ref B
entity B:
  a: ref A
  c: ref C
entity C:
  a: ref A
";
    assert_eq!(
        schema(text)
            .tables()
            .map(|table| table.foreign_keys.len())
            .sum::<usize>(),
        5
    );
    assert!(load(text).diagnostics().is_empty());
}

#[test]
fn quirk_12_archetypes_may_come_later_and_from_elsewhere() {
    let texts = [
        (
            "a.dsl",
            "module a\nentity A:\n  extends: Late, Far\n  own: int\narchetype Late:\n  late: int\n",
        ),
        ("b.dsl", "module b\narchetype Far:\n  far: int\n  late: text\n"),
    ];
    let loaded = dazzle_dsl::load(&files(&texts), &ours());
    let model = loaded.into_model().unwrap();
    let fields: Vec<&str> = model
        .entity("A")
        .unwrap()
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(fields, ["id", "late", "far", "own"]);
}

#[test]
fn quirk_13_sql_and_language_words_as_fields() {
    let words = [
        "order",
        "user",
        "group",
        "key",
        "desc",
        "limit",
        "check",
        "column",
        "kind",
        "mode",
        "match",
        "schema",
        "step",
        "topic",
        "from",
        "where",
        "years",
        "index",
        "unique",
        "ref",
        "enum",
        "computed",
        "required",
        "pk",
        "entity",
        "module",
        "use",
        "invariant_",
        "publish",
        "true",
        "null",
        "and",
        "semantic",
    ];
    let mut text = String::from("entity A:\n");
    for word in words {
        text.push_str(&format!("  {word}: int required\n"));
    }
    text.push_str("  e: enum[kind, mode, true, null, index, entity, from] = null\n");
    let found = columns(&text, "A");
    assert_eq!(found[1..=words.len()], words);
    let schema = schema(&text);
    let column = schema
        .table(&name("A"))
        .unwrap()
        .column(&name("e"))
        .unwrap()
        .clone();
    assert_eq!(column.default.unwrap().to_string(), "'null'");
}

#[test]
fn quirk_14_other_letters_and_case() {
    let text = "entity Größe:\n  длина: int\n  名前: text\n  mixedCase: ref Größe\n";
    assert_eq!(columns(text, "Größe"), ["id", "длина", "名前", "mixedCase"]);
    // Only ASCII letters: SQLite takes `ä` and `Ä` for two.
    check_warning("entity A:\n  ä: text\n  Ä: text\n", "");
}

/// SQLite refuses them, and databases move from one to the other.
#[test]
fn names_that_differ_only_in_case_are_errors() {
    check_error(
        "entity A:\n  Name: text\n  name: text\nentity a:\n  x: int\n",
        "
  name: text
  ^^^^ differs-only-in-case: the columns of `Name` and `name` differ only in case; SQLite takes them for one
help: rename one of them
entity a:
       ^ differs-only-in-case: the tables of `A` and `a` differ only in case; SQLite takes them for one
help: rename one of them",
    );
    // The columns count, not the fields.
    check_warning("entity A:\n  total: money\n  Total: int\n", "");
    let loaded = load("entity A:\n  total: money\n  Total_MINOR: int\n");
    let found = &loaded.diagnostics()[0];
    assert_eq!((found.code, found.labels.len()), ("differs-only-in-case", 1));
}

#[test]
fn names_that_databases_keep_for_themselves_are_errors() {
    check_error(
        "entity sqlite_stat:\n  xmin: int\nentity _dazzle_log:\n  oid: int\n  XMIN: int\n  tableoid: text\n",
        "
entity sqlite_stat:
       ^^^^^^^^^^^ reserved-name: table names such as `sqlite_stat` belong to SQLite
help: rename the entity
  xmin: int
  ^^^^ reserved-name: PostgreSQL has a system column `xmin` in every table
help: rename the field
entity _dazzle_log:
       ^^^^^^^^^^^ reserved-name: table names such as `_dazzle_log` belong to Dazzle
help: rename the entity
  tableoid: text
  ^^^^^^^^ reserved-name: PostgreSQL has a system column `tableoid` in every table
help: rename the field",
    );
    // What counts is the table's name.
    let snake = Settings {
        naming: Naming::SnakeCase,
        ..Settings::default()
    };
    let loaded = dazzle_dsl::load(&files(&[("a.dsl", "entity SqliteStat:\n  a: int\n")]), &snake);
    assert_eq!(loaded.diagnostics()[0].code, "reserved-name");
}

#[test]
fn quirk_15_long_names_stay_apart() {
    let long = "a".repeat(50);
    let text =
        format!("entity Thing:\n  {long}_first: ref Thing unique\n  {long}_second: ref Thing unique\n");
    let schema = schema(&text);
    let table = schema.table(&name("Thing")).unwrap();
    assert_eq!((table.foreign_keys.len(), table.uniques.len()), (2, 2));
    assert!(table.uniques.keys().all(|name| name.as_str().len() <= 63));
    // `A` with `b_c` and `A_b` with `c`.
    let same = "entity A:\n  b_c: int indexed\nentity A_b:\n  c: int indexed\n";
    let names: Vec<String> = schema_names(same);
    assert_eq!(names[0], "ix_A_b_c");
    assert_ne!(names[0], names[1]);
}

fn schema_names(text: &str) -> Vec<String> {
    schema(text)
        .tables()
        .flat_map(|table| table.indexes.keys().map(ToString::to_string).collect::<Vec<_>>())
        .collect()
}

#[test]
fn quirk_16_line_ends_tabs_and_empty_files() {
    for text in [
        "entity A:\r\n  a: int\r\n\r\n  b: text\r\n",
        "entity A:\r  a: int\r  b: text",
        "entity A:\n\ta: int\n\tb: text\n",
        "\u{feff}entity A:\n    a: int\n\tb: text",
    ] {
        assert_eq!(columns(text, "A"), ["id", "a", "b"], "{text:?}");
    }
    let texts = [
        ("empty.dsl", ""),
        ("comments.dsl", "# nothing\n   # here"),
        ("a.dsl", "entity A:\n  a: int"),
    ];
    check_findings(&texts, &ours(), Severity::Note, "");
}

#[test]
fn quirk_17_strings_over_several_lines() {
    let text = "
entity A:
  intent: \"one
two: three
    four\"
  a: int
";
    assert_eq!(columns(text, "A"), ["id", "a"]);
    assert_eq!(
        model(text).entity("A").unwrap().intent.as_deref(),
        Some("one\ntwo: three\n    four")
    );
}

#[test]
fn quirk_18_unknown_constructs_are_skipped_whole() {
    let text = "
wormhole x \"title\":
  entity: x
  surface y:
    unique { } @ ; & !
  text: don't
entity A:
  a: int
feature: [
  1,
]
entity B:
  b: int
broken: (
  never closed
entity C:
  c: int
";
    assert_eq!(schema(text).len(), 3);
    let loaded = load(text);
    let notes: Vec<&str> = loaded
        .diagnostics()
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "`wormhole` is not known here; its block is skipped",
            "`feature` is not known here; its block is skipped",
            "`broken` is not known here; its block is skipped",
        ]
    );
}

#[test]
fn quirk_19_money() {
    let text = "entity A:\n  a: money(usd)\n  b: money required unique\n";
    let model = model(text);
    let currencies: Vec<&str> = model
        .entity("A")
        .unwrap()
        .fields
        .iter()
        .filter_map(|field| match &field.field_type {
            FieldType::Money { currency } => Some(currency.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(currencies, ["USD", "GBP"]);
    check_table(
        text,
        "A",
        "
        table A
          id uuid not null
          a_minor bigint
          a_currency varchar(3) = 'USD'
          b_minor bigint not null
          b_currency varchar(3) = 'GBP'
          pk_A primary key (id)
          uq_A_b_minor unique (b_minor)
        ",
    );
}

#[test]
fn quirk_20_many_entities_in_many_files() {
    let mut texts = Vec::new();
    for file in 0..15 {
        let mut text = format!("module m{file}\n");
        for other in 0..file {
            text.push_str(&format!("use m{other}\n"));
        }
        for entity in 0..9 {
            text.push_str(&format!(
                "entity E{file}_{entity}:\n  a: ref E{}_{entity}\n  b: str(9)\n",
                file / 2
            ));
        }
        texts.push((format!("m{file}.dsl"), text));
    }
    let borrowed: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    #[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
    let started = std::time::Instant::now();
    let model = dazzle_dsl::load(&files(&borrowed), &ours()).into_model().unwrap();
    assert_eq!(dazzle_dsl::project(&model, &ours()).schema.len(), 135);
    assert!(started.elapsed().as_secs() < 1);
}
