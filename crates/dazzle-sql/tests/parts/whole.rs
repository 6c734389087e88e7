//! All together.

use crate::collations::collation;
use crate::keys::{deferrable, equal_nulls};
use crate::shared::{add, add_unique, computed, create_index, create_view, stored, task, text};
use crate::support::live::Live;
use crate::support::{column, create, foreign_key, name, required, table, with_key};
use crate::views::with_views;
use dazzle_ops::{AddForeignKey, Operation, apply_all, reverse_all};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{
    DefaultValue, Deferrability, Dialect, GeneratedStorage, Identity, Index, IndexPart, NullsOrder,
    ReferentialAction, Schema, SortOrder,
};
use dazzle_testkit::catalogue;

/// A schema with everything that the dialect and the version have.
fn everything(dialect: Dialect, version: u32) -> (Schema, Vec<Operation>) {
    let mut parent = with_key(table("Owner", vec![required("id", "integer")]), &["id"]);
    parent.columns[&name("id")].identity = Some(Identity::Always);
    let mut bare = task();
    bare.columns.insert(name("owner"), column("owner", "integer"));
    let mut note = required("note", "text");
    note.collation = Some(collation(dialect));
    note.default = Some(DefaultValue::Text("x".to_owned()));
    let mut operations = vec![
        create(parent),
        create(bare),
        add(note),
        add(stored(required("twice", "integer"), "\"id\" * 2")),
        AddForeignKey {
            table: name("Task"),
            foreign_key: dazzle_schema::ForeignKey {
                deferrability: Deferrability::InitiallyDeferred,
                ..foreign_key("fk_Task_owner", "owner", "Owner", ReferentialAction::SetNull)
            },
        }
        .into(),
        create_index(Index {
            unique: true,
            parts: vec![IndexPart {
                order: SortOrder::Descending,
                collation: Some(collation(dialect)),
                ..IndexPart::column(name("rank"))
            }],
            predicate: Some(text("\"id\" > 0")),
            ..Index::over(name("ux_Task_rank"), [])
        }),
    ];
    match dialect {
        Postgresql => {
            operations.push(add_unique(deferrable()));
            operations.push(create_index(Index {
                parts: vec![IndexPart {
                    operator_class: Some(name("text_pattern_ops")),
                    nulls: Some(NullsOrder::First),
                    ..IndexPart::column(name("title"))
                }],
                include: vec![name("note")],
                ..Index::over(name("ix_Task_title"), [])
            }));
            if version >= 150_000 {
                operations.push(add_unique(equal_nulls()));
            }
        }
        Sqlite => operations.push(add(computed(
            column("upper", "text"),
            "upper(\"title\")",
            GeneratedStorage::Virtual,
        ))),
    }
    let (_, below, above) = with_views();
    operations.push(create_view(below));
    operations.push(create_view(above));
    let mut whole = Schema::empty();
    apply_all(&operations, &mut whole).unwrap();
    (whole, operations)
}

#[test]
fn at_once_and_one_at_a_time_make_the_same() {
    for dialect in Dialect::ALL {
        let mut one_at_a_time = Live::empty(dialect);
        let version = one_at_a_time.version();
        let (whole, operations) = everything(dialect, version);
        let mut schema = Schema::empty();
        for operation in &operations {
            one_at_a_time
                .migrate(&schema, std::slice::from_ref(operation))
                .unwrap();
            operation.apply(&mut schema).unwrap();
        }
        let made = Live::with(dialect, &whole, "SELECT 1").catalogue();
        assert_eq!(catalogue::difference(&made, &one_at_a_time.catalogue()), "");
        let mut together = Live::empty(dialect);
        together.migrate(&Schema::empty(), &operations).unwrap();
        assert_eq!(catalogue::difference(&made, &together.catalogue()), "");

        // And all of it goes again.
        let back = reverse_all(&operations, &Schema::empty()).unwrap();
        together.migrate(&whole, &back).unwrap();
        assert_eq!(together.catalogue(), "");
    }
}
