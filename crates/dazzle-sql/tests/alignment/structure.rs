//! What is no expression: types, identity, nullability, orders and classes of indexes, lists of values, columns that
//! are to come.

use dazzle_schema::{
    Check, CheckRule, Column, DefaultValue, Dialect, Identity, Index, IndexKey, IndexPart, NullsOrder,
    PrimaryKey, Schema, SortOrder, SqlText, Table, ValueSet, View,
};
use dazzle_sql::alignment::{Aligned, Answers, Obstacle, Place, align};
use dazzle_sql::inspection::Inspection;
use dazzle_testkit::postgres::{TestDatabase, temp_database};

use crate::postgresql::{connect, decide};
use crate::support::{column, name, required, schema, table};

const POSTGRESQL: Dialect = Dialect::Postgresql;

pub fn inspected(schema: Schema) -> Inspection {
    Inspection {
        schema,
        ..Inspection::default()
    }
}

fn sql(text: &str) -> SqlText {
    SqlText::Portable(text.to_owned())
}

fn without_asking(live: Table, declared: Table) -> Aligned {
    align(
        &inspected(schema(vec![live])),
        &schema(vec![declared]),
        POSTGRESQL,
        &Answers::none(),
    )
}

fn asked(database: &TestDatabase, live: &Schema, declared: &Schema) -> Aligned {
    dazzle_testkit::block_on(async {
        let mut session = connect(database).await;
        let (aligned, _) = decide(&mut session, &inspected(live.clone()), declared).await;
        session.close().await;
        aligned
    })
}

fn with_check(mut table: Table, text: &str) -> Table {
    let rule = CheckRule::Sql(sql(text));
    let name = name("ck");
    table.checks.insert(name.clone(), Check { name, rule });
    table
}

fn with_index(mut table: Table, part: IndexPart, method: Option<&str>) -> Table {
    let index = Index {
        parts: vec![part],
        method: method.map(name),
        ..Index::over(name("ix"), [name("a")])
    };
    table.indexes.insert(index.name.clone(), index);
    table
}

fn one_of(values: &[&str]) -> CheckRule {
    CheckRule::OneOf {
        column: name("status"),
        values: ValueSet::new(values.iter().map(|&value| value.to_owned())),
    }
}

#[test]
fn a_schema_aligned_with_itself_is_itself() {
    let mut t = with_check(
        table("T", vec![required("a", "integer"), column("b", "text")]),
        "a > 0",
    );
    t.comment = Some("said".to_owned());
    let here = schema(vec![t]);
    for dialect in Dialect::ALL {
        let aligned = align(&inspected(here.clone()), &here, dialect, &Answers::none());
        assert_eq!(aligned.schema, here);
        assert!(aligned.undecided.is_empty());
    }
}

#[test]
fn types_with_two_names_are_one_and_others_are_not() {
    let of = |text: &str| table("T", vec![column("a", text)]);
    for (live, declared) in [
        ("varchar(20)", "native(\"VARCHAR(20)\")"),
        (
            "native(\"timestamp(3) with time zone\")",
            "native(\"timestamptz(3)\")",
        ),
        ("native(\"integer[]\")", "native(\"int4[]\")"),
        ("decimal(10,0)", "native(\"numeric(10)\")"),
    ] {
        assert_eq!(
            without_asking(of(live), of(declared)).schema,
            schema(vec![of(declared)])
        );
    }
    for (live, declared) in [
        ("integer", "bigint"),
        ("varchar(20)", "varchar(21)"),
        ("json", "text"),
    ] {
        let aligned = without_asking(of(live), of(declared));
        assert_eq!(aligned.schema, schema(vec![of(live)]));
        assert!(aligned.undecided.is_empty());
    }
}

#[test]
fn the_server_knows_types_by_their_search_path() {
    let database = temp_database();
    database.sql(
        "CREATE SCHEMA other; CREATE TYPE mood AS ENUM ('a'); CREATE TYPE other.mood AS ENUM ('a'); \
         CREATE DOMAIN code AS text; CREATE TABLE \"T\" (a mood, b code, c other.mood, d text)",
    );
    let of = |types: [&str; 4]| {
        let columns = ["a", "b", "c", "d"].iter().zip(types);
        schema(vec![table(
            "T",
            columns
                .map(|(name, of)| column(name, &format!("native(\"{of}\")")))
                .collect(),
        )])
    };
    let live = of(["public.mood", "public.code", "other.mood", "text"]);
    let aligned = asked(&database, &live, &of(["mood", "CODE", "mood", "nowhere"]));
    // A type that the server does not have is not the one that it has.
    assert_eq!(aligned.schema, of(["mood", "CODE", "other.mood", "text"]));
    assert_eq!(aligned.undecided, []);
}

#[test]
fn what_is_never_null_may_be_declared_either_way() {
    let key = |nullable| {
        let mut t = table(
            "T",
            vec![
                Column {
                    nullable,
                    ..column("id", "integer")
                },
                Column {
                    nullable,
                    identity: Some(Identity::Always),
                    ..column("number", "bigint")
                },
            ],
        );
        t.primary_key = Some(PrimaryKey {
            name: name("pk_T"),
            columns: vec![name("id")],
        });
        t
    };
    assert_eq!(
        without_asking(key(false), key(true)).schema,
        schema(vec![key(true)])
    );
    let plain = |nullable| {
        table(
            "T",
            vec![Column {
                nullable,
                ..column("id", "integer")
            }],
        )
    };
    assert_eq!(
        without_asking(plain(false), plain(true)).schema,
        schema(vec![plain(false)])
    );
}

#[test]
fn a_default_of_null_is_none() {
    let with = |default: Option<&str>| {
        let default = default.map(|text| DefaultValue::Expression(sql(text)));
        table(
            "T",
            vec![Column {
                default,
                ..column("a", "text")
            }],
        )
    };
    assert_eq!(
        without_asking(with(None), with(Some("null"))).schema,
        schema(vec![with(Some("null"))])
    );
    let aligned = without_asking(with(None), with(Some("'x'")));
    assert_eq!(aligned.schema, schema(vec![with(None)]));
}

#[test]
fn a_text_for_another_dialect_cannot_be_compared() {
    let elsewhere = SqlText::PerDialect([(Dialect::Sqlite, "a > 0".to_owned())].into());
    let live = with_check(table("T", vec![column("a", "integer")]), "(a > 0)");
    let mut declared = live.clone();
    declared.checks.get_mut(&name("ck")).unwrap().rule = CheckRule::Sql(elsewhere);
    let aligned = without_asking(live.clone(), declared.clone());
    assert_eq!(aligned.schema, schema(vec![declared.clone()]));
    assert_eq!(aligned.undecided[0].obstacle, Obstacle::NoDeclaredText);
    let aligned = without_asking(declared, live);
    assert_eq!(aligned.undecided[0].obstacle, Obstacle::NoLiveText);
    // The same on the dialect that has the text.
    let live = with_check(table("T", vec![column("a", "integer")]), "(\"A\"  >  0)");
    let aligned = align(
        &inspected(schema(vec![live])),
        &aligned.schema,
        Dialect::Sqlite,
        &Answers::none(),
    );
    assert!(aligned.undecided.is_empty());
}

#[test]
fn lists_of_values_need_no_server() {
    let with = |of: &str, rule: CheckRule| {
        let mut t = table("T", vec![column("status", of)]);
        let name = name("ck");
        t.checks.insert(name.clone(), Check { name, rule });
        t
    };
    let live = |of, text| with(of, CheckRule::Sql(sql(text)));
    let varchar =
        "((status)::text = ANY ((ARRAY['new'::character varying, 'old'::character varying])::text[]))";
    for (of, text) in [
        ("varchar(10)", varchar),
        ("text", "(status = ANY (ARRAY['old'::text, 'new'::text]))"),
        // A column that was a `varchar` when its check was made.
        ("text", varchar),
    ] {
        let declared = with(of, one_of(&["old", "new"]));
        let aligned = without_asking(live(of, text), declared.clone());
        assert_eq!(aligned.schema, schema(vec![declared]));
        assert!(aligned.undecided.is_empty());
        for other in [&["old"][..], &["old", "New"], &["old", "new", "x"]] {
            let aligned = without_asking(live(of, text), with(of, one_of(other)));
            assert_eq!(aligned.schema, schema(vec![live(of, text)]));
            assert!(aligned.undecided.is_empty());
        }
    }
    // Texts of this type are compared in another way; only the server knows.
    let odd = "native(\"citext\")";
    let aligned = without_asking(
        live(odd, "((status)::text = 'new'::text)"),
        with(odd, one_of(&["new"])),
    );
    assert_eq!(aligned.undecided.len(), 1);
}

#[test]
fn columns_to_come_and_types_to_change_are_there_when_the_server_is_asked() {
    let database = temp_database();
    database.sql(
        "CREATE TYPE mood AS ENUM ('a'); \
         CREATE TABLE \"T\" (a integer, status varchar(10), gone integer, \
         CONSTRAINT ck1 CHECK (a > 0), CONSTRAINT ck2 CHECK (a > 0), \
         CONSTRAINT ck3 CHECK (status <> 'x' OR status IN ('a', 'b')))",
    );
    let checks = |mut t: Table, texts: [&str; 3]| {
        for (number, text) in texts.iter().enumerate() {
            let name = name(&format!("ck{}", number + 1));
            let rule = CheckRule::Sql(sql(text));
            t.checks.insert(name.clone(), Check { name, rule });
        }
        t
    };
    let here = table(
        "T",
        vec![
            column("a", "integer"),
            column("status", "varchar(10)"),
            column("gone", "integer"),
        ],
    );
    let live_texts = [
        "(a > 0)",
        "(a > 0)",
        "(((status)::text <> 'x'::text) OR ((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
    ];
    let live = schema(vec![checks(here, live_texts)]);
    let wanted = |extra: &str| {
        table(
            "T",
            vec![
                column("a", "decimal(10,2)"),
                column("status", "text"),
                column("coming", extra),
            ],
        )
    };
    let texts = [
        "a > 0 /* as before */",
        "a > 0 AND coming > a",
        "status <> 'x' OR status IN ('a', 'b')",
    ];
    let declared = schema(vec![checks(wanted("integer"), texts)]);
    let aligned = asked(&database, &live, &declared);
    assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
    let found = &aligned.schema.table(&name("T")).unwrap().checks;
    let wanted_checks = &declared.table(&name("T")).unwrap().checks;
    let live_checks = &live.table(&name("T")).unwrap().checks;
    assert_eq!(found[&name("ck1")], wanted_checks[&name("ck1")]);
    assert_eq!(found[&name("ck2")], live_checks[&name("ck2")]);
    assert_eq!(found[&name("ck3")], wanted_checks[&name("ck3")]);

    // A type that does not exist yet: what does not depend on the column is still decided.
    let declared = schema(vec![checks(
        wanted("native(\"coming_type\")"),
        ["((a) > 0) -- as before", "coming IS NULL", "status <> ''"],
    )]);
    let mut unchanged = declared.clone();
    let t = unchanged.table_mut(&name("T")).unwrap();
    t.columns.insert(name("a"), column("a", "integer"));
    t.columns.insert(name("status"), column("status", "varchar(10)"));
    let aligned = asked(&database, &live, &unchanged);
    let obstacles: Vec<_> = aligned
        .undecided
        .iter()
        .map(|undecided| (undecided.subject.place.clone(), undecided.obstacle.to_string()))
        .collect();
    assert_eq!(
        obstacles,
        [(
            Place::Check(name("ck2")),
            "the server does not accept the declared text here: column `coming` cannot be given its declared type here"
                .to_owned()
        )]
    );
    let found = &aligned.schema.table(&name("T")).unwrap().checks;
    assert_eq!(
        found[&name("ck1")],
        unchanged.table(&name("T")).unwrap().checks[&name("ck1")]
    );
    assert_eq!(found[&name("ck3")], live_checks[&name("ck3")]);
}

#[test]
fn trap_23_orders_that_are_the_usual_ones_need_not_be_said() {
    let t = || table("T", vec![column("a", "text")]);
    let part = |order, nulls| IndexPart {
        order,
        nulls,
        ..IndexPart::column(name("a"))
    };
    let (up, down) = (SortOrder::Ascending, SortOrder::Descending);
    let (first, last) = (Some(NullsOrder::First), Some(NullsOrder::Last));
    for (order, live, declared) in [
        (up, None, last),
        (up, last, None),
        (down, None, first),
        (down, first, None),
    ] {
        let wanted = with_index(t(), part(order, declared), Some("btree"));
        let aligned = without_asking(with_index(t(), part(order, live), None), wanted.clone());
        assert_eq!(aligned.schema, schema(vec![wanted]));
    }
    for (live, declared) in [
        (part(up, None), part(up, first)),
        (part(up, None), part(down, None)),
        (part(down, None), part(down, last)),
    ] {
        let live = with_index(t(), live, None);
        let aligned = without_asking(live.clone(), with_index(t(), declared, None));
        assert_eq!(aligned.schema, schema(vec![live]));
        assert!(aligned.undecided.is_empty());
    }
    let live = with_index(t(), part(up, None), None);
    let aligned = without_asking(live.clone(), with_index(t(), part(up, None), Some("hash")));
    assert_eq!(aligned.schema, schema(vec![live]));
}

#[test]
fn trap_23_the_server_knows_the_usual_operator_classes_and_collations() {
    let database = temp_database();
    database.sql("CREATE TABLE \"T\" (a text COLLATE \"C\", b text, j jsonb, n integer)");
    let t = || {
        let mut a = column("a", "text");
        a.collation = Some(name("C"));
        table(
            "T",
            vec![
                a,
                column("b", "text"),
                column("j", "json"),
                column("n", "integer"),
            ],
        )
    };
    let of = |key: &str, class: Option<&str>, collation: Option<&str>| IndexPart {
        operator_class: class.map(name),
        collation: collation.map(name),
        ..IndexPart::column(name(key))
    };
    let expression = |text: &str, collation: Option<&str>| IndexPart {
        collation: collation.map(name),
        ..IndexPart::over(IndexKey::Expression(sql(text)))
    };
    let same = [
        (of("b", None, None), of("b", Some("text_ops"), None), None),
        (of("a", None, None), of("a", None, Some("C")), None),
        (of("b", None, None), of("b", None, Some("default")), None),
        (
            of("n", None, None),
            of("n", Some("int4_ops"), None),
            Some("btree"),
        ),
        (of("j", None, None), of("j", Some("jsonb_ops"), None), Some("gin")),
        (
            of("b", None, Some("C")),
            expression("b COLLATE \"C\"", None),
            None,
        ),
        (
            expression("lower(b)", Some("C")),
            expression("lower(b) COLLATE \"C\" -- so", None),
            None,
        ),
        (of("b", None, None), expression("(\"b\")", None), None),
        (
            expression("(b || 'x'::text)", None),
            expression("b || 'x'", Some("default")),
            Some("hash"),
        ),
    ];
    for (live, declared, method) in same {
        let (live, declared) = (with_index(t(), live, method), with_index(t(), declared, method));
        let aligned = asked(&database, &schema(vec![live]), &schema(vec![declared.clone()]));
        assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
        assert_eq!(aligned.schema, schema(vec![declared]));
    }
    let different = [
        (of("b", None, None), of("b", Some("text_pattern_ops"), None), None),
        (
            of("b", Some("varchar_pattern_ops"), None),
            of("b", None, None),
            None,
        ),
        (of("a", None, None), of("a", None, Some("default")), None),
        (of("b", None, None), of("b", None, Some("C")), None),
        (of("b", None, Some("POSIX")), of("b", None, Some("C")), None),
        (
            of("j", None, None),
            of("j", Some("jsonb_path_ops"), None),
            Some("gin"),
        ),
        (of("b", None, None), expression("b COLLATE \"C\"", None), None),
        (of("b", None, None), of("a", None, None), None),
        (of("b", None, None), expression("lower(b)", None), None),
    ];
    for (live, declared, method) in different {
        let (live, declared) = (with_index(t(), live, method), with_index(t(), declared, method));
        let aligned = asked(&database, &schema(vec![live.clone()]), &schema(vec![declared]));
        assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
        assert_eq!(aligned.schema, schema(vec![live]));
    }
    let live = with_index(t(), of("b", None, None), None);
    let nowhere = with_index(t(), of("b", Some("nowhere_ops"), None), None);
    let aligned = asked(&database, &schema(vec![live]), &schema(vec![nowhere]));
    assert!(matches!(
        aligned.undecided[0].obstacle,
        Obstacle::DeclaredRefused { .. }
    ));
}

#[test]
fn a_view_of_what_is_to_come_is_another_view() {
    let database = temp_database();
    database.sql("CREATE TABLE \"T\" (a integer); CREATE VIEW v AS SELECT a FROM \"T\"; CREATE VIEW w AS SELECT a FROM v");
    let with = |columns: &[&str], views: &[(&str, &[&str], &str)]| {
        let columns = columns.iter().map(|text| column(text, "integer")).collect();
        let mut schema = schema(vec![table("T", columns)]);
        for (text, columns, query) in views {
            schema.insert_view(View {
                name: name(text),
                columns: columns.iter().map(|text| name(text)).collect(),
                query: sql(query),
            });
        }
        schema
    };
    let live = with(
        &["a"],
        &[
            ("v", &[], " SELECT \"T\".a\n   FROM public.\"T\""),
            ("w", &[], " SELECT v.a\n   FROM public.v"),
        ],
    );
    let declared = with(
        &["a", "b"],
        &[
            ("v", &[], "SELECT a, b FROM \"T\""),
            ("w", &["a"], "SELECT v.a + 0 AS other FROM v"),
        ],
    );
    let aligned = asked(&database, &live, &declared);
    assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
    assert_eq!(
        aligned.schema.views().collect::<Vec<_>>(),
        live.views().collect::<Vec<_>>()
    );
    // Names of columns may stand before the query or in it.
    let declared = with(
        &["a"],
        &[
            ("v", &["a"], "SELECT a AS x FROM \"T\""),
            ("w", &["b"], "SELECT a FROM v"),
        ],
    );
    let aligned = asked(&database, &live, &declared);
    assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
    assert_eq!(aligned.schema.view(&name("v")), declared.view(&name("v")));
    assert_eq!(aligned.schema.view(&name("w")), live.view(&name("w")));
}
