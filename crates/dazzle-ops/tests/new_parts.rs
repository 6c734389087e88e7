//! Views, generated columns and the properties of keys and indexes that only some databases have.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use dazzle_ops::*;
use dazzle_schema::*;

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

fn code_index() -> Index {
    Index {
        unique: true,
        ..Index::over(name("ux_code"), [name("code")])
    }
}

fn code_key() -> ForeignKey {
    ForeignKey {
        name: name("fk_code"),
        columns: vec![name("code")],
        references: Reference {
            table: name("item"),
            columns: vec![name("code")],
        },
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrability: Deferrability::InitiallyDeferred,
    }
}

fn covering() -> UniqueConstraint {
    UniqueConstraint {
        include: vec![name("note")],
        ..UniqueConstraint::over(name("uq_title"), [name("title")])
    }
}

/// `item(title, code, note, loud)`, of which `loud` is computed from `title`; `use(code)` that points to the unique
/// index of `item`; a view of both and one of that view.
fn before() -> Schema {
    let mut item = Table::new(name("item"));
    for column in [
        Column::new(name("title"), ColumnType::Text),
        Column::new(name("code"), ColumnType::Text),
        Column::new(name("note"), ColumnType::Text),
        generated("loud", "upper(title) || \"note\""),
    ] {
        item.columns.insert(column.name.clone(), column);
    }
    item.indexes.insert(name("ux_code"), code_index());
    item.uniques.insert(name("uq_title"), covering());
    let mut user = Table::new(name("use"));
    user.columns
        .insert(name("code"), Column::new(name("code"), ColumnType::Text));
    user.foreign_keys.insert(name("fk_code"), code_key());
    let mut schema: Schema = [item, user].into_iter().collect();
    schema.insert_view(view(
        "loud_items",
        "SELECT title, code FROM item JOIN \"use\" USING (code)",
    ));
    schema.insert_view(view("louder", "SELECT title FROM loud_items"));
    schema
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

fn error(operation: impl Into<Operation>) -> String {
    operation.into().apply(&mut before()).unwrap_err().to_string()
}

fn query(schema: &Schema, own: &str) -> String {
    match &schema.view(&name(own)).unwrap().query {
        SqlText::Portable(text) => text.clone(),
        SqlText::PerDialect(_) => panic!("one text"),
    }
}

#[test]
fn create_view_and_drop_view() {
    check(CreateView {
        view: view("titles", "SELECT title FROM item"),
    });
    let louder = view("louder", "SELECT title FROM loud_items");
    let schema = check(DropView { view: louder.clone() });
    assert!(schema.view(&name("louder")).is_none());
    assert!(
        Operation::from(DropView { view: louder.clone() })
            .hazards(&before())
            .is_empty()
    );

    assert_eq!(
        error(CreateView {
            view: view("item", "SELECT 1")
        }),
        "there is a table `item` already"
    );
    assert_eq!(
        error(CreateView { view: louder.clone() }),
        "there is a view `louder` already"
    );
    assert_eq!(
        error(CreateView { view: view("v", " ") }),
        "view `v` has no query"
    );
    assert_eq!(
        error(DropView {
            view: view("v", "SELECT 1")
        }),
        "there is no view `v`"
    );
    assert_eq!(
        error(DropView {
            view: view("louder", "SELECT 1")
        }),
        "view `louder` is not as this operation describes it: its `query` is `SELECT title FROM loud_items`, not `SELECT 1`"
    );
    assert_eq!(
        error(DropView {
            view: View {
                columns: vec![name("a")],
                ..louder
            }
        }),
        "view `louder` is not as this operation describes it: its `columns` is nothing, not `a`"
    );
}

#[test]
fn a_table_and_a_view_cannot_share_a_name() {
    let mut table = Table::new(name("louder"));
    table
        .columns
        .insert(name("a"), Column::new(name("a"), ColumnType::Text));
    assert_eq!(error(CreateTable { table }), "there is a view `louder` already");
    assert_eq!(
        error(RenameTable {
            from: name("item"),
            to: name("louder")
        }),
        "there is a view `louder` already"
    );
}

#[test]
fn rename_table_is_followed_by_the_queries_that_speak_of_it() {
    let schema = check(RenameTable {
        from: name("item"),
        to: name("thing"),
    });
    assert_eq!(
        query(&schema, "loud_items"),
        "SELECT title, code FROM thing JOIN \"use\" USING (code)"
    );
    assert_eq!(query(&schema, "louder"), query(&before(), "louder"));
    let schema = check(RenameTable {
        from: name("use"),
        to: name("Work \"x\""),
    });
    assert!(query(&schema, "loud_items").contains("JOIN \"Work \"\"x\"\"\" USING"));
}

#[test]
fn a_name_that_can_mean_two_things_is_left_alone_in_queries() {
    // `code` is a column of both tables.
    let schema = check(RenameColumn {
        table: name("item"),
        from: name("code"),
        to: name("number"),
    });
    assert_eq!(query(&schema, "loud_items"), query(&before(), "loud_items"));
    // `title` is one of `item` alone; but in `louder` it is a column of a view.
    let schema = check(RenameColumn {
        table: name("item"),
        from: name("title"),
        to: name("label"),
    });
    assert_eq!(
        query(&schema, "loud_items"),
        "SELECT label, code FROM item JOIN \"use\" USING (code)"
    );
    assert_eq!(query(&schema, "louder"), query(&before(), "louder"));
    // A name that the query has already would make two things one.
    let mut schema = before();
    let rename = RenameColumn {
        table: name("item"),
        from: name("title"),
        to: name("use"),
    };
    Operation::from(rename).apply(&mut schema).unwrap();
    assert_eq!(query(&schema, "loud_items"), query(&before(), "loud_items"));
    // A table whose name is a column's, too.
    let mut schema = before();
    let item = schema.table_mut(&name("item")).unwrap();
    item.columns
        .insert(name("Item"), Column::new(name("Item"), ColumnType::Text));
    let rename = RenameTable {
        from: name("item"),
        to: name("thing"),
    };
    Operation::from(rename).apply(&mut schema).unwrap();
    assert_eq!(query(&schema, "loud_items"), query(&before(), "loud_items"));
}

#[test]
fn rename_column_is_followed_by_generated_columns_and_included_ones() {
    let item = |schema: &Schema| schema.table(&name("item")).unwrap().clone();
    let schema = check(RenameColumn {
        table: name("item"),
        from: name("note"),
        to: name("remark"),
    });
    assert_eq!(
        item(&schema).columns["loud"].generated,
        generated("loud", "upper(title) || \"remark\"").generated
    );
    assert_eq!(item(&schema).uniques["uq_title"].include, [name("remark")]);
    let schema = check(RenameColumn {
        table: name("item"),
        from: name("title"),
        to: name("label"),
    });
    assert_eq!(
        item(&schema).columns["loud"].generated,
        generated("loud", "upper(label) || \"note\"").generated
    );
}

#[test]
fn generated_columns_have_no_other_source_of_values() {
    let add = |column: Column| {
        error(AddColumn {
            table: name("item"),
            column,
        })
    };
    assert_eq!(
        add(generated("x", " ")),
        "generated column `x` of table `item` has no expression"
    );
    let mut column = generated("x", "title");
    column.default = Some(DefaultValue::Number("1".to_owned()));
    assert_eq!(
        add(column.clone()),
        "generated column `x` of table `item` has a default, too"
    );
    let mut table = Table::new(name("new"));
    column.default = None;
    column.identity = Some(Identity::Always);
    table.columns.insert(name("x"), column);
    assert_eq!(
        error(CreateTable { table }),
        "generated column `x` of table `new` has an identity, too"
    );
    assert_eq!(
        error(AlterColumn {
            default: Some(Change {
                from: None,
                to: Some(DefaultValue::Text(String::new()))
            }),
            ..AlterColumn::unchanged(name("item"), name("loud"))
        }),
        "generated column `loud` of table `item` has a default, too"
    );
    // At once it stops being computed and gets a default.
    check(AlterColumn {
        generated: Some(Change {
            from: generated("loud", "upper(title) || \"note\"").generated,
            to: None,
        }),
        default: Some(Change {
            from: None,
            to: Some(DefaultValue::Text(String::new())),
        }),
        ..AlterColumn::unchanged(name("item"), name("loud"))
    });
}

#[test]
fn dropping_a_generated_column_loses_nothing() {
    let drop: Operation = DropColumn {
        table: name("item"),
        column: generated("loud", "upper(title) || \"note\""),
    }
    .into();
    assert!(drop.hazards(&before()).is_empty());
    check(drop);
}

#[test]
fn a_column_is_kept_while_something_is_made_of_it() {
    let drop = |own: &str| {
        let mut schema = before();
        schema.table_mut(&name("item")).unwrap().uniques.clear();
        Operation::from(DropColumn {
            table: name("item"),
            column: Column::new(name(own), ColumnType::Text),
        })
        .apply(&mut schema)
        .unwrap_err()
        .to_string()
    };
    assert_eq!(
        drop("title"),
        "column `title` of table `item` is still used by generated column `loud`"
    );
    assert_eq!(
        error(DropColumn {
            table: name("item"),
            column: Column::new(name("note"), ColumnType::Text),
        }),
        "column `note` of table `item` is still used by unique constraint `uq_title`"
    );
}

#[test]
fn included_columns_are_there_and_not_in_the_key() {
    let unique = |include: &[&str]| {
        error(AddUnique {
            table: name("item"),
            unique: UniqueConstraint {
                include: include.iter().map(|it| name(it)).collect(),
                ..UniqueConstraint::over(name("uq"), [name("code")])
            },
        })
    };
    assert_eq!(unique(&["gone"]), "table `item` has no column `gone`");
    assert_eq!(
        unique(&["note", "note"]),
        "unique constraint `uq` names column `note` twice"
    );
    assert_eq!(
        unique(&["code"]),
        "unique constraint `uq` includes column `code`, which is in its key already"
    );
    let index = |change: &dyn Fn(&mut Index)| {
        let mut index = Index::over(name("ix"), [name("code")]);
        change(&mut index);
        error(CreateIndex {
            table: name("item"),
            index,
        })
    };
    assert_eq!(
        index(&|it| it.include = vec![name("code")]),
        "index `ix` includes column `code`, which is in its key already"
    );
    assert_eq!(
        index(&|it| it.include = vec![name("gone")]),
        "table `item` has no column `gone`"
    );
    assert_eq!(
        index(&|it| it.nulls_not_distinct = true),
        "index `ix` has `nulls_not_distinct`, which only a unique index can have"
    );
    assert_eq!(
        index(&|it| it.parts = vec![IndexPart::over(IndexKey::Expression(sql("")))]),
        "index `ix` has a part without an expression"
    );
}

#[test]
fn a_unique_index_that_a_foreign_key_needs_stays() {
    let drop: Operation = DropIndex {
        table: name("item"),
        index: code_index(),
    }
    .into();
    assert_eq!(
        error(drop.clone()),
        "index `ux_code` of table `item` is still used by foreign key `fk_code` of table `use`"
    );
    assert_eq!(
        drop.hazards(&before()).first().unwrap().code,
        HazardCode::DropProtection
    );
    // Another key over the column does as well, unless it may be checked late.
    let with = |deferrability| {
        let mut schema = before();
        let unique = UniqueConstraint {
            deferrability,
            ..UniqueConstraint::over(name("uq_code"), [name("code")])
        };
        let item = schema.table_mut(&name("item")).unwrap();
        item.uniques.insert(name("uq_code"), unique);
        drop.apply(&mut schema)
    };
    with(Deferrability::NotDeferrable).unwrap();
    with(Deferrability::InitiallyImmediate).unwrap_err();
}

#[test]
fn what_differs_is_said_in_the_words_of_revision_files() {
    let index = |change: &dyn Fn(&mut Index)| {
        let mut index = code_index();
        change(&mut index);
        error(DropIndex {
            table: name("item"),
            index,
        })
        .replace(
            "index `ux_code` of table `item` is not as this operation describes it: ",
            "",
        )
    };
    assert_eq!(
        index(&|it| it.predicate = Some(sql("code > 1"))),
        "its `where` is nothing, not `code > 1`"
    );
    assert_eq!(
        index(&|it| it.method = Some(name("hash"))),
        "its `method` is nothing, not `hash`"
    );
    assert_eq!(
        index(&|it| {
            it.parts[0].order = SortOrder::Descending;
            it.parts[0].nulls = Some(NullsOrder::Last);
            it.parts[0].operator_class = Some(name("text_ops"));
            it.parts[0].collation = Some(name("C"));
        }),
        "its `columns` is `code`, not `code` descending nulls last operator class `text_ops` collation `C`"
    );
    let key = ForeignKey {
        deferrability: Deferrability::NotDeferrable,
        ..code_key()
    };
    assert_eq!(
        error(DropForeignKey {
            table: name("use"),
            foreign_key: key
        }),
        "foreign key `fk_code` of table `use` is not as this operation describes it: its `deferrable` is \
         `initially_deferred`, not `not_deferrable`"
    );
    let unique = UniqueConstraint::over(name("uq_title"), [name("title")]);
    assert!(
        error(DropUnique {
            table: name("item"),
            unique
        })
        .ends_with("its `include` is `note`, not nothing")
    );
    let mut changed = Column::new(name("code"), ColumnType::Text);
    changed.identity = Some(Identity::ByDefault);
    assert!(
        error(DropColumn {
            table: name("item"),
            column: changed
        })
        .ends_with("its `identity` is nothing, not `by_default`")
    );
    assert!(
        error(DropColumn {
            table: name("item"),
            column: generated("loud", "title")
        })
        .ends_with("its `generated` is stored `upper(title) || \"note\"`, not stored `title`")
    );
    let alter = || AlterColumn::unchanged(name("item"), name("code"));
    assert_eq!(
        error(AlterColumn {
            identity: Some(Change {
                from: Some(Identity::ByDefault),
                to: None
            }),
            ..alter()
        }),
        "the identity of `item`.`code` is nothing before this operation, not `by_default`"
    );
    assert_eq!(
        error(AlterColumn {
            collation: Some(Change {
                from: Some(name("C")),
                to: None
            }),
            ..alter()
        }),
        "the collation of `item`.`code` is nothing before this operation, not `C`"
    );
}

#[test]
fn a_rename_is_undone_to_the_letter() {
    let price = |own: &str| {
        let mut table = Table::new(name("t"));
        table
            .columns
            .insert(name(own), Column::new(name(own), ColumnType::Integer));
        let check = Check {
            name: name("ck"),
            rule: CheckRule::Sql(sql(&format!("{own} > 0 AND \"{own}\" < 9"))),
        };
        table.checks.insert(name("ck"), check);
        let index = Index {
            predicate: Some(sql(&format!("{own} IS NOT NULL"))),
            ..Index::over(name("ix"), [name(own)])
        };
        table.indexes.insert(name("ix"), index);
        Schema::from_iter([table])
    };
    for (from, to, operations) in [
        ("price", "cost", 1),
        ("Price", "Cost", 1),
        ("Price", "cost", 5),
        ("price", "user", 5),
    ] {
        let start = price(from);
        let rename = Operation::from(RenameColumn {
            table: name("t"),
            from: name(from),
            to: name(to),
        });
        let undo = rename.reverse(&start).unwrap();
        assert_eq!(undo.len(), operations, "{from} to {to}");
        let mut schema = start.clone();
        rename.apply(&mut schema).unwrap();
        apply_all(&undo, &mut schema).unwrap();
        assert_eq!(schema, start, "{from} to {to}");
    }
}
