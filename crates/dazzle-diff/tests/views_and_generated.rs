//! What goes and comes again because something below it changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use dazzle_diff::{ColumnRename, Decisions, TableRename, diff, renamed};
use dazzle_ops::Operation;
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, Deferrability, ForeignKey, Generated, GeneratedStorage, Index,
    Name, Reference, ReferentialAction, Schema, SqlText, Table, UniqueConstraint, View,
};

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn sql(text: &str) -> SqlText {
    SqlText::Portable(text.to_owned())
}

fn generated(own: &str, expression: &str) -> Column {
    Column {
        generated: Some(Generated {
            expression: sql(expression),
            storage: GeneratedStorage::Stored,
        }),
        ..Column::new(name(own), ColumnType::Text)
    }
}

fn view(own: &str, query: &str) -> View {
    View {
        name: name(own),
        columns: Vec::new(),
        query: sql(query),
    }
}

/// `item(title, price, loud)`, `other(title)`, and views: `items`, `of_items` made of it, `others`.
fn start() -> Schema {
    let mut item = Table::new(name("item"));
    for column in [
        Column::new(name("title"), ColumnType::Varchar(20)),
        Column::new(name("price"), ColumnType::Integer),
        generated("loud", "upper(\"title\")"),
    ] {
        item.columns.insert(column.name.clone(), column);
    }
    item.indexes
        .insert(name("ix_loud"), Index::over(name("ix_loud"), [name("loud")]));
    item.checks.insert(
        name("ck_loud"),
        Check {
            name: name("ck_loud"),
            rule: CheckRule::Sql(sql("\"loud\" <> ''")),
        },
    );
    let mut other = Table::new(name("other"));
    other
        .columns
        .insert(name("title"), Column::new(name("title"), ColumnType::Text));
    let mut schema = Schema::from_iter([item, other]);
    schema.insert_view(view("items", "SELECT title, price, loud FROM item"));
    schema.insert_view(view("of_items", "SELECT title FROM items"));
    schema.insert_view(view("others", "SELECT title FROM other"));
    schema
}

fn change(edit: impl FnOnce(&mut Table)) -> Schema {
    let mut schema = start();
    edit(schema.table_mut(&name("item")).unwrap());
    schema
}

/// What leads from [`start`] to `next`, in words.
#[track_caller]
fn check(next: &Schema, decisions: &Decisions, expected: &[&str]) {
    let found = diff(&start(), next, decisions).unwrap();
    let summaries: Vec<String> = found.operations.iter().map(Operation::summary).collect();
    assert_eq!(summaries, expected);
}

const VIEWS_GO: [&str; 2] = ["drop view `of_items`", "drop view `items`"];
const VIEWS_COME: [&str; 2] = ["create view `items`", "create view `of_items`"];

fn between_views(operations: &[&'static str]) -> Vec<&'static str> {
    [&VIEWS_GO[..], operations, &VIEWS_COME[..]].concat()
}

#[test]
fn a_view_that_changes_takes_along_those_made_of_it() {
    let mut next = start();
    next.insert_view(view("items", "SELECT title, loud FROM item"));
    check(&next, &Decisions::default(), &between_views(&[]));
    next.remove_view(&name("items"));
    next.remove_view(&name("of_items"));
    check(&next, &Decisions::default(), &VIEWS_GO);
}

#[test]
fn trap_24_views_step_aside_for_a_change_of_type() {
    let next = change(|item| item.columns["price"].column_type = ColumnType::BigInt);
    check(
        &next,
        &Decisions::default(),
        &between_views(&["change column `item`.`price`: type integer to bigint"]),
    );
}

#[test]
fn what_touches_no_view_leaves_them() {
    let next = change(|item| {
        item.columns
            .insert(name("more"), Column::new(name("more"), ColumnType::Text));
    });
    check(&next, &Decisions::default(), &["add column `item`.`more` text"]);
    let unread = |query| {
        let mut previous = start();
        previous.insert_view(view("items", query));
        let mut next = previous.clone();
        next.table_mut(&name("item")).unwrap().columns["price"].column_type = ColumnType::BigInt;
        let found = diff(&previous, &next, &Decisions::default()).unwrap();
        assert_eq!(found.operations.len() == 1, !query.contains('*'), "{query}");
    };
    unread("SELECT title FROM item");
    unread("SELECT i.title FROM item i WHERE i.title <> 'price'");
    unread("SELECT * FROM item");
}

#[test]
fn views_step_aside_for_renames() {
    let mut next = start();
    let mut item = std::sync::Arc::unwrap_or_clone(next.remove(&name("item")).unwrap());
    item.name = name("thing");
    next.insert(item);
    next.insert_view(view("items", "SELECT title, price, loud FROM thing"));
    let decisions = Decisions {
        table_renames: vec![TableRename {
            from: name("item"),
            to: name("thing"),
        }],
        ..Decisions::default()
    };
    check(
        &next,
        &decisions,
        &between_views(&["rename table `item` to `thing`"]),
    );
    // The renames alone lead to the same, with the text of the view changed.
    assert_eq!(renamed(&start(), &next, &decisions).unwrap(), next);
}

#[test]
fn a_generated_column_goes_and_comes_again_with_what_is_made_of_it() {
    let next = change(|item| {
        item.columns
            .insert(name("loud"), generated("loud", "upper(\"title\") || '!'"));
    });
    let expected = between_views(&[
        "drop index `ix_loud` of `item`",
        "drop check `ck_loud` of `item`",
        "drop column `item`.`loud`",
        "add column `item`.`loud` text",
        "add check `ck_loud` to `item`",
        "create index `ix_loud` on `item`",
    ]);
    check(&next, &Decisions::default(), &expected);
}

#[test]
fn a_change_of_type_frees_the_column_from_those_computed_of_it() {
    let next = change(|item| item.columns["title"].column_type = ColumnType::Text);
    let expected = between_views(&[
        "drop index `ix_loud` of `item`",
        "drop check `ck_loud` of `item`",
        "drop column `item`.`loud`",
        "change column `item`.`title`: type varchar(20) to text",
        "add column `item`.`loud` text",
        "add check `ck_loud` to `item`",
        "create index `ix_loud` on `item`",
    ]);
    check(&next, &Decisions::default(), &expected);
}

#[test]
fn a_column_stops_being_computed_in_place_and_starts_anew() {
    let plain = change(|item| item.columns["loud"].generated = None);
    check(
        &plain,
        &Decisions::default(),
        &between_views(&["change column `item`.`loud`: no longer computed"]),
    );
    let back = diff(&plain, &start(), &Decisions::default()).unwrap();
    let words: Vec<&str> = back.operations.iter().map(Operation::word).collect();
    let expected = [
        "drop_view",
        "drop_view",
        "drop_index",
        "drop_check",
        "drop_column",
        "add_column",
        "add_check",
        "create_index",
        "create_view",
        "create_view",
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_rename_reaches_the_expression() {
    let mut next = change(|item| {
        let mut title = item.columns.shift_remove("title").unwrap();
        title.name = name("label");
        item.columns.insert(name("label"), title);
        item.columns
            .insert(name("loud"), generated("loud", "upper(\"label\")"));
    });
    next.insert_view(view("items", "SELECT label FROM item"));
    next.insert_view(view("of_items", "SELECT label FROM items"));
    let decisions = Decisions {
        column_renames: vec![ColumnRename {
            table: name("item"),
            from: name("title"),
            to: name("label"),
        }],
        ..Decisions::default()
    };
    check(
        &next,
        &decisions,
        &between_views(&["rename column `item`.`title` to `label`"]),
    );
}

#[test]
fn properties_of_keys_change_by_a_new_key() {
    let unique = UniqueConstraint::over(name("uq_price"), [name("price")]);
    let previous = change(|item| {
        item.uniques.insert(name("uq_price"), unique.clone());
    });
    let mut late = unique;
    late.deferrability = Deferrability::InitiallyDeferred;
    let next = change(|item| {
        item.uniques.insert(name("uq_price"), late);
    });
    let found = diff(&previous, &next, &Decisions::default()).unwrap();
    let words: Vec<&str> = found.operations.iter().map(Operation::word).collect();
    assert_eq!(words, ["drop_unique", "add_unique"]);
}

#[test]
fn a_foreign_key_steps_aside_for_the_unique_index_that_it_points_to() {
    let with_index = |descending: bool| {
        let mut schema = start();
        let item = schema.table_mut(&name("item")).unwrap();
        let mut index = Index {
            unique: true,
            ..Index::over(name("ux_title"), [name("title")])
        };
        if descending {
            index.parts[0].order = dazzle_schema::SortOrder::Descending;
        }
        item.indexes.insert(name("ux_title"), index);
        let other = schema.table_mut(&name("other")).unwrap();
        let key = ForeignKey {
            name: name("fk_title"),
            columns: vec![name("title")],
            references: Reference {
                table: name("item"),
                columns: vec![name("title")],
            },
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrability: Deferrability::NotDeferrable,
        };
        other.foreign_keys.insert(name("fk_title"), key);
        schema
    };
    let words = |previous: &Schema, next: &Schema| -> Vec<&'static str> {
        let found = diff(previous, next, &Decisions::default()).unwrap();
        found.operations.iter().map(Operation::word).collect()
    };
    assert_eq!(
        words(&with_index(false), &with_index(true)),
        [
            "drop_foreign_key",
            "drop_index",
            "create_index",
            "add_foreign_key"
        ]
    );
    assert_eq!(
        words(&start(), &with_index(false)),
        ["create_index", "add_foreign_key"]
    );
}

#[test]
fn a_key_from_a_table_to_its_own_unique_index_comes_after_the_index() {
    let mut tree = Table::new(name("tree"));
    for own in ["code", "parent"] {
        tree.columns
            .insert(name(own), Column::new(name(own), ColumnType::Text));
    }
    let index = Index {
        unique: true,
        ..Index::over(name("ux_code"), [name("code")])
    };
    tree.indexes.insert(name("ux_code"), index);
    let key = ForeignKey {
        name: name("fk_parent"),
        columns: vec![name("parent")],
        references: Reference {
            table: name("tree"),
            columns: vec![name("code")],
        },
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrability: Deferrability::NotDeferrable,
    };
    tree.foreign_keys.insert(name("fk_parent"), key);
    let words = |previous: &Schema, next: &Schema| -> Vec<&'static str> {
        let found = diff(previous, next, &Decisions::default()).unwrap();
        found.operations.iter().map(Operation::word).collect()
    };
    let schema = Schema::from_iter([tree]);
    assert_eq!(
        words(&Schema::empty(), &schema),
        ["create_table", "add_foreign_key"]
    );
    assert_eq!(
        words(&schema, &Schema::empty()),
        ["drop_foreign_key", "drop_table"]
    );
}

#[test]
fn a_table_takes_the_name_of_a_view_and_the_other_way_round() {
    let table = {
        let mut table = Table::new(name("thing"));
        table
            .columns
            .insert(name("a"), Column::new(name("a"), ColumnType::Text));
        Schema::from_iter([table])
    };
    let mut with_view = Schema::empty();
    with_view.insert_view(view("thing", "SELECT 1 AS a"));
    let words = |previous: &Schema, next: &Schema| -> Vec<&'static str> {
        let found = diff(previous, next, &Decisions::default()).unwrap();
        found.operations.iter().map(Operation::word).collect()
    };
    assert_eq!(words(&with_view, &table), ["drop_view", "create_table"]);
    assert_eq!(words(&table, &with_view), ["drop_table", "create_view"]);
}
