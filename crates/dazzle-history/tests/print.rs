//! The printed file, as a reviewer sees it, and what is derived from a revision: its checksum and file name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_imports,
    missing_docs
)]

mod common;

use common::{empty_revision, name};
use dazzle_history::{checksum, file, file_name};
use dazzle_ops::*;
use dazzle_schema::*;

const SAMPLE: &str = include_str!("sample.toml");

#[test]
fn the_sample_is_printed_as_it_is_read() {
    let parsed = file::parse("sample.toml", SAMPLE).unwrap();
    assert_eq!(file::render(&parsed.revision), SAMPLE);
}

#[test]
fn the_sample_has_every_operation() {
    let parsed = file::parse("sample.toml", SAMPLE).unwrap();
    let words: Vec<&str> = parsed
        .revision
        .upgrade
        .iter()
        .chain(&parsed.revision.downgrade)
        .map(Operation::word)
        .collect();
    for word in Operation::WORDS {
        assert!(words.contains(word), "{word}");
    }
}

#[test]
fn the_examples_of_the_documentation_are_read_and_fit() {
    let page = include_str!("../../../docs/revision-files.md");
    let blocks: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [head, operations, change_of_type, proposed] = blocks.as_slice() else {
        panic!("{} examples", blocks.len())
    };
    let fits = |operations: &str, mut schema: Schema| {
        let text = format!("{head}\n{operations}");
        let revision = file::parse("docs/revision-files.md", &text).unwrap().revision;
        assert_eq!(file::render(&revision), text);
        apply_all(&revision.upgrade, &mut schema).unwrap();
        schema
    };
    let schema = fits(operations, Schema::empty());
    assert_eq!((schema.len(), schema.views().count()), (1, 1));

    let mut task = Table::new(name("Task"));
    task.columns
        .insert(name("due"), Column::new(name("due"), ColumnType::Integer));
    let schema = fits(change_of_type, [task].into_iter().collect());
    let columns = &schema.table(&name("Task")).unwrap().columns;
    assert_eq!(columns.len(), 1);
    assert_eq!(columns["due"].column_type, ColumnType::Date);

    let parsed = file::parse("docs/revision-files.md", &format!("{head}\n{proposed}")).unwrap();
    let [provenance] = parsed.proposals.as_slice() else {
        panic!("{:?}", parsed.proposals)
    };
    assert_eq!(file::render_provenance(provenance), *proposed);
    assert!(parsed.revision.upgrade.is_empty());
    let sum = |text: &str| checksum(&file::parse("x", text).unwrap().revision);
    assert_eq!(sum(head), sum(&format!("{head}\n{proposed}")));
}

#[test]
fn a_merge_has_only_a_head() {
    assert_eq!(
        file::render(&empty_revision("c", "a b", 5)),
        "revision = \"c\"\nrevises = [\"a\", \"b\"]\nmessage = \"make c\"\ncreated_at = 2026-11-22T10:05:00Z\n"
    );
}

#[test]
fn hostile_texts_stay_readable_and_hidden_characters_show() {
    let mut revision = empty_revision("a", "", 0);
    revision.message = "say \"it's\" \u{202e}".to_owned();
    let lines = |sql: &str| SqlText::Portable(sql.to_owned());
    for sql in [
        "SELECT '1'",
        "SELECT \"a\" || 'b'",
        "UPDATE \"a\" SET \"b\" = ''",
        "a\nb'''",
        "line\r\n",
    ] {
        let execute = Execute {
            sql: lines(sql),
            why: None,
            effects: Vec::new(),
        };
        revision.upgrade.push(execute.into());
    }
    let text = file::render(&revision);
    for line in [
        r##"message = "say \"it's\" \u202E""##,
        r##"sql = "SELECT '1'""##,
        r##"sql = '''SELECT "a" || 'b''''"##,
        r##"sql = '''UPDATE "a" SET "b" = '''''"##,
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
    assert!(text.contains("sql = \"\"\"\na\nb'''\"\"\"\n"), "{text}");
    assert!(text.contains("sql = \"\"\"\nline\\r\n\"\"\"\n"), "{text}");
}

#[test]
fn trap_42_the_checksum_sees_statements_and_nothing_else() {
    let sum = |text: &str| checksum(&file::parse("a.toml", text).unwrap().revision);
    let original = sum(SAMPLE);
    assert_eq!(original.len(), 64);
    let same = [
        SAMPLE.replace('\n', "\r\n"),
        format!("\u{feff}# reviewed\n\n{SAMPLE}\n\n"),
        SAMPLE.trim_end().to_owned(),
        SAMPLE.replace("message = \"every operation once\"", "message = \"other\""),
        SAMPLE.replace(
            "created_at = 2026-11-22T10:14:03Z",
            "created_at = 2027-01-01T00:00:00+01:00",
        ),
        SAMPLE.replace(
            "table = \"Task\"\nfrom = \"due\"\nto = \"due_on\"",
            "to = 'due_on'\n\nfrom = 'due' # x\ntable = 'Task'",
        ),
        SAMPLE.replace(
            "revises = [\"9b1d77aa02ce\", \"b2\"]",
            "revises = [\"b2\", \"9b1d77aa02ce\"]",
        ),
    ];
    for text in &same {
        assert_ne!(text, SAMPLE);
        assert_eq!(sum(text), original, "{text}");
    }
    let changed = [
        SAMPLE.replace("\"due_on\"", "\"due_at\""),
        SAMPLE.replace("revision = \"3f9c2ab81d04\"", "revision = \"3f9c2ab81d05\""),
        SAMPLE.replace(", \"b2\"]", "]"),
        SAMPLE.replace("UPDATE", "update"),
        SAMPLE.replace("nullable = false", "nullable = true"),
    ];
    for text in &changed {
        assert_ne!(text, SAMPLE);
        assert_ne!(sum(text), original, "{text}");
    }
    let swapped = {
        let mut revision = file::parse("a.toml", SAMPLE).unwrap().revision;
        std::mem::swap(&mut revision.upgrade, &mut revision.downgrade);
        checksum(&revision)
    };
    assert_ne!(swapped, original);
}

#[test]
fn the_checksum_of_a_revision_never_changes() {
    // Databases hold it. If this fails, the encoding changed, and every applied revision looks edited.
    let mut revision = empty_revision("3f9c2ab81d04", "9b1d77aa02ce", 14);
    let column = Column {
        nullable: false,
        default: Some(DefaultValue::Number("0".into())),
        ..common::integer_column("priority")
    };
    revision.upgrade.push(
        AddColumn {
            table: name("Task"),
            column: column.clone(),
        }
        .into(),
    );
    revision.downgrade.push(
        DropColumn {
            table: name("Task"),
            column,
        }
        .into(),
    );
    assert_eq!(
        checksum(&revision),
        "aab7a53eb9dc3055ba0247e9c44af4f9948f1fcf4df6a9034b94331f03c13512"
    );
}

#[test]
fn file_names() {
    let mut revision = empty_revision("3f9c2ab81d04", "", 14);
    revision.message = "Add priority to Task!".to_owned();
    assert_eq!(
        file_name(&revision),
        "20261122_1014_3f9c2ab81d04_add_priority_to_task.toml"
    );
    revision.message = "../ \u{202e} ü \n".to_owned();
    assert_eq!(file_name(&revision), "20261122_1014_3f9c2ab81d04.toml");
    revision.message = "word ".repeat(100);
    assert!(file_name(&revision).len() <= 200);
    assert!(file_name(&revision).ends_with("_word_word.toml"));
}

#[test]
fn trap_45_an_id_of_200_characters_works_everywhere() {
    let long = "x".repeat(200);
    let mut first = empty_revision(&long, "", 1);
    first.message = "add something".to_owned();
    let other = empty_revision(&format!("{}y", "x".repeat(199)), "", 1);
    let file = file_name(&first);
    assert!(
        file.len() <= 200 && file.ends_with("_add_something.toml"),
        "{file}"
    );
    assert_ne!(file_name(&other).split("_make").next(), file.split("_add").next());
    let history = common::load(&[first.clone(), empty_revision("b", &long, 2)]).unwrap();
    assert_eq!(history.find(&long).unwrap(), &first);
    assert_eq!(history.get(&common::id("b")).unwrap().parents, [first.id]);
}
