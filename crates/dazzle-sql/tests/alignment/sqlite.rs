//! SQLite: texts are never rewritten, names match in any case, some constraints have no name.

use std::collections::BTreeSet;

use dazzle_schema::{
    Check, CheckRule, Column, DefaultValue, Dialect, Generated, GeneratedStorage, Identity, Index, IndexKey,
    IndexPart, Name, PrimaryKey, ReferentialAction, Schema, SqlText, Table, UniqueConstraint, ValueSet, View,
};
use dazzle_sql::alignment::{Aligned, Answers, align};
use dazzle_sql::inspection::Inspection;

use crate::support::{Sqlite, column, foreign_key, name, required, schema, table, with_key};

const SQLITE: Dialect = Dialect::Sqlite;

fn aligned(live: Vec<Table>, declared: Vec<Table>) -> Aligned {
    aligned_schemas(schema(live), &schema(declared), &[])
}

fn aligned_schemas(schema: Schema, declared: &Schema, unnamed: &[(&str, &str)]) -> Aligned {
    let unnamed: BTreeSet<(Name, Name)> = unnamed
        .iter()
        .map(|(table, constraint)| (name(table), name(constraint)))
        .collect();
    let live = Inspection {
        schema,
        unnamed,
        ..Inspection::default()
    };
    let aligned = align(&live, declared, SQLITE, &Answers::none());
    assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
    aligned
}

fn sql(text: &str) -> SqlText {
    SqlText::Portable(text.to_owned())
}

fn check(name_text: &str, text: &str) -> Check {
    Check {
        name: name(name_text),
        rule: CheckRule::Sql(sql(text)),
    }
}

fn with_check(mut table: Table, check: Check) -> Table {
    table.checks.insert(check.name.clone(), check);
    table
}

#[test]
fn types_numbering_and_comments_that_sqlite_does_not_tell_apart() {
    let numbered = |of: &str, identity, nullable, comment: Option<&str>| {
        let id = Column {
            identity,
            nullable,
            comment: comment.map(str::to_owned),
            ..column("id", of)
        };
        let mut t = with_key(table("T", vec![id, column("data", "text")]), &["id"]);
        t.comment = comment.map(str::to_owned);
        t
    };
    let live = numbered("integer", Some(Identity::ByDefault), true, None);
    let declared = numbered("bigint", Some(Identity::Serial), false, Some("a number"));
    let mut declared = declared;
    declared.columns.insert(name("data"), column("data", "json"));
    let found = aligned(vec![live.clone()], vec![declared.clone()]);
    assert_eq!(found.schema, schema(vec![declared]));
    // A key that SQLite does not number is another thing.
    let plain = numbered("integer", None, false, None);
    let found = aligned(vec![live.clone()], vec![plain.clone()]);
    let identity = found.schema.table(&name("T")).unwrap().columns[&name("id")].identity;
    assert_eq!(identity, Some(Identity::ByDefault));

    let of = |text: &str| vec![table("T", vec![column("a", text)])];
    for (live, declared) in [
        ("varchar(20)", "native(\"VarChar( 20 )\")"),
        ("native(\"double  precision\")", "native(\"DOUBLE PRECISION\")"),
        ("text", "json"),
    ] {
        assert_eq!(aligned(of(live), of(declared)).schema, schema(of(declared)));
    }
    for (live, declared) in [("integer", "bigint"), ("real", "double"), ("varchar(20)", "text")] {
        assert_eq!(aligned(of(live), of(declared)).schema, schema(of(live)));
    }
}

#[test]
fn defaults_as_they_are_rendered() {
    let with = |of: &str, default: DefaultValue| {
        let default = Some(default);
        vec![table(
            "T",
            vec![Column {
                default,
                ..column("a", of)
            }],
        )]
    };
    let expression = |text: &str| DefaultValue::Expression(sql(text));
    let uuid = "( lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' \
        || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))) )";
    for (of, live, declared) in [
        ("boolean", expression("1"), "true"),
        ("boolean", expression("TRUE"), "true"),
        ("boolean", expression("false"), "false"),
        ("timestamptz", expression("current_timestamp"), "now"),
        ("date", expression("CURRENT_DATE"), "today"),
        (
            "timestamptz",
            expression("datetime('now', '+14 days')"),
            "now + 2w",
        ),
        ("uuid", expression(uuid), "uuid"),
        ("integer", expression("(-1)"), "-1"),
        ("text", expression("'it''s'"), "'it''s'"),
    ] {
        let declared = with(of, declared.parse().unwrap());
        assert_eq!(aligned(with(of, live), declared.clone()).schema, schema(declared));
    }
    for (of, live, declared) in [
        ("text", "'a'", "'A'"),
        ("text", "'current_date'", "today"),
        ("text", "'1'", "1"),
        ("timestamptz", "datetime('now','+1 days')", "now + 2d"),
        ("integer", "10", "1"),
        ("boolean", "1", "false"),
        ("double", "1.0", "1"),
    ] {
        let live = with(of, expression(live));
        assert_eq!(
            aligned(live.clone(), with(of, declared.parse().unwrap())).schema,
            schema(live)
        );
    }
    let none = vec![table("T", vec![column("a", "text")])];
    let null = with("text", expression("NULL"));
    assert_eq!(aligned(null, none.clone()).schema, schema(none));
}

/// Live and declared spellings of checks that SQLite reads alike, which is asked of SQLite itself below.
const ALIKE: [(&str, &str); 16] = [
    ("\"Age\" > 0", "Age>0"),
    ("[age] > 0", "\"Age\" > 0"),
    ("`AGE` > 0 -- positive", "(\"Age\" > 0)"),
    ("((age > 0))", "age > 0"),
    ("age/*x*/>/*y*/0", "age > 0"),
    ("age != 0", "age <> 0"),
    ("age == 1", "age = 1"),
    ("age NOT BETWEEN 1 AND 2", "age not between 1 and 2"),
    ("LENGTH(title) <= 10", "length(\"title\") <= 10"),
    ("title = \"New\"", "title = 'New'"),
    ("status IN ('a','b')", "\"status\" in ( 'b', 'a' )"),
    ("(status) IN ('a')", "status = 'a'"),
    ("title glob '*a'", "title GLOB '*a'"),
    ("rowid > 0", "\"ROWID\" > 0"),
    ("title COLLATE nocase = 'a'", "title collate NOCASE = 'a'"),
    ("age > 0\nAND\n\tage < 5", "age > 0 AND age < 5"),
];

const UNLIKE: [(&str, &str); 20] = [
    ("age > 0", "age >= 0"),
    ("age > 0", "age > 1"),
    ("age > 0", "status > 0"),
    ("title = 'a'", "title = 'A'"),
    ("title = 'a'", "title = 'a '"),
    ("title = \"New\"", "title = \"new\""),
    ("title = \"Title\"", "title = 'Title'"),
    ("title LIKE 'a%'", "title GLOB 'a%'"),
    ("title LIKE 'a%'", "title NOT LIKE 'a%'"),
    ("status IN ('a','b')", "status IN ('a')"),
    ("status IN ('a','b')", "status IN ('a','b','c')"),
    ("status IN ('a','b')", "title IN ('a','b')"),
    ("status IN ('a')", "status NOT IN ('a')"),
    ("status IN ('a')", "status IN (\"age\")"),
    ("(age > 0) OR (age < 5)", "age > 0 OR (age < 5 AND age > 2)"),
    ("age - 1 > 0", "age + 1 > 0"),
    ("title || 'x' = 'ax'", "title | 'x' = 'ax'"),
    ("title IS NULL", "title IS NOT NULL"),
    ("\"current_date\" > title", "current_date > title"),
    ("age > 0 /* open", "age > 0"),
];

fn people(condition: &str) -> Vec<Table> {
    let columns = vec![
        column("Age", "integer"),
        column("title", "text"),
        column("status", "text"),
    ];
    vec![with_check(table("People", columns), check("ck", condition))]
}

#[test]
fn spellings_of_checks() {
    for (live, declared) in ALIKE {
        let declared = people(declared);
        assert_eq!(
            aligned(people(live), declared.clone()).schema,
            schema(declared),
            "{live}"
        );
    }
    for (live, declared) in UNLIKE {
        let live = people(live);
        let found = aligned(live.clone(), people(declared));
        assert_eq!(found.schema, schema(live), "{declared}");
    }
}

#[test]
fn sqlite_agrees_on_what_is_alike() {
    let rows = "WITH ages(age) AS (VALUES (NULL), (0), (1), (2), (3), (6)), \
                titles(title) AS (VALUES (NULL), ('a'), ('A'), ('New'), ('new'), ('0123456789x')), \
                statuses(status) AS (VALUES (NULL), ('a'), ('b'), ('c')) \
                INSERT INTO People (Age, title, status) SELECT age, title, status FROM ages, titles, statuses;";
    let database = Sqlite::with(&format!(
        "CREATE TABLE People (Age INTEGER, title TEXT, status TEXT); {rows}"
    ));
    for (left, right) in ALIKE {
        let sql = format!("SELECT count(*) FROM People WHERE (({left}\n)) IS NOT (({right}\n));");
        assert_eq!(database.run(&sql), "0", "{left} / {right}");
        let sql = format!("SELECT count(*) > 0 FROM People WHERE ({left}\n);");
        assert_eq!(database.run(&sql), "1", "{left} says nothing of the rows");
    }
}

#[test]
fn names_in_another_case_are_the_same_tables_and_columns() {
    let make = |parent: &str, child: &str, id: &str, link: &str, index: &str, condition: &str| {
        let mut parent_table = with_key(table(parent, vec![required(id, "text")]), &[id]);
        parent_table.primary_key.as_mut().unwrap().name = name("pk");
        let mut key = foreign_key("fk", link, parent, ReferentialAction::Cascade);
        key.references.columns = vec![name(id)];
        let mut child_table = table(child, vec![column(link, "text"), column("n", "integer")]);
        child_table.foreign_keys.insert(name("fk"), key);
        let made = Index::over(name(index), [name(link)]);
        child_table.indexes.insert(made.name.clone(), made);
        let unique = UniqueConstraint::over(name("uq"), [name(link), name("n")]);
        child_table.uniques.insert(name("uq"), unique);
        let child_table = with_check(child_table, check("ck", condition));
        let mut schema = schema(vec![parent_table, child_table]);
        schema.insert_view(View {
            name: name(&child.replace('k', "v")),
            columns: vec![name(link)],
            query: sql(&format!("SELECT {link} FROM \"{child}\"")),
        });
        schema
    };
    let live = make("owner", "task", "ID", "owner_id", "ix_task", "OWNER_ID <> ''");
    let declared = make("Owner", "Task", "id", "Owner_Id", "ix_Task", "\"Owner_Id\" <> ''");
    assert_eq!(aligned_schemas(live.clone(), &declared, &[]).schema, declared);
    // PostgreSQL tells them apart.
    let there = Inspection {
        schema: live.clone(),
        ..Inspection::default()
    };
    let found = align(&there, &declared, Dialect::Postgresql, &Answers::none());
    assert_eq!(found.schema, live);
}

#[test]
fn constraints_without_names_take_the_declared_ones() {
    let make = |pk: &str, fk: &str, uq: &str, other_uq: &str, ck: &str, list: &str| {
        let mut t = table(
            "T",
            vec![
                required("id", "text"),
                column("a", "integer"),
                column("status", "text"),
            ],
        );
        t.primary_key = Some(PrimaryKey {
            name: name(pk),
            columns: vec![name("id")],
        });
        let key = foreign_key(fk, "a", "T", ReferentialAction::SetNull);
        t.foreign_keys.insert(key.name.clone(), key);
        for (constraint, columns) in [(uq, vec!["a"]), (other_uq, vec!["a", "status"])] {
            let unique = UniqueConstraint::over(name(constraint), columns.into_iter().map(name));
            t.uniques.insert(unique.name.clone(), unique);
        }
        t.checks.insert(name(ck), check(ck, "a > 0"));
        let values = ValueSet::new(["x".to_owned(), "y".to_owned()]);
        let column = name("status");
        let rule = CheckRule::OneOf { column, values };
        t.checks.insert(
            name(list),
            Check {
                name: name(list),
                rule,
            },
        );
        schema(vec![t])
    };
    let mut live = make("made1", "made2", "made3", "made4", "made5", "made6");
    let t = live.table_mut(&name("T")).unwrap();
    t.checks.insert(name("made5"), check("made5", "( A>0 )"));
    t.checks
        .insert(name("made6"), check("made6", "status IN ('y','x')"));
    let declared = make("pk_T", "fk_T", "uq_T_a", "uq_T", "ck_T_a", "ck_T_status");
    let all: Vec<(&str, &str)> = ["made1", "made2", "made3", "made4", "made5", "made6"]
        .map(|made| ("T", made))
        .into();
    assert_eq!(aligned_schemas(live.clone(), &declared, &all).schema, declared);
    // What has a name in the database keeps it.
    let found = aligned_schemas(live.clone(), &declared, &all[..2]).schema;
    let found = found.table(&name("T")).unwrap();
    assert!(found.uniques.contains_key(&name("made3")) && !found.uniques.contains_key(&name("uq_T_a")));
    assert!(found.foreign_keys.contains_key(&name("fk_T")));
    // What has another content keeps its made name.
    let t = live.table_mut(&name("T")).unwrap();
    t.checks.insert(name("made5"), check("made5", "a > 1"));
    let found = aligned_schemas(live, &declared, &all).schema;
    assert!(
        found
            .table(&name("T"))
            .unwrap()
            .checks
            .contains_key(&name("made5"))
    );
}

#[test]
fn two_of_one_content_take_two_names() {
    let make = |names: [&str; 2]| {
        let t = names
            .iter()
            .fold(table("T", vec![column("a", "integer")]), |t, text| {
                with_check(t, check(text, "a > 0"))
            });
        schema(vec![t])
    };
    let declared = make(["ck_1", "made_1"]);
    let found = aligned_schemas(
        make(["made_1", "made_2"]),
        &declared,
        &[("T", "made_1"), ("T", "made_2")],
    );
    assert_eq!(found.schema, declared);
}

#[test]
fn indexes_generated_columns_and_views_by_their_spelling() {
    let make = |texts: [&str; 4], collation: Option<&str>| {
        let generated = Column {
            generated: Some(Generated {
                expression: sql(texts[0]),
                storage: GeneratedStorage::Virtual,
            }),
            ..column("g", "integer")
        };
        let mut plain = column("a", "text");
        plain.collation = collation.map(name);
        let mut t = table("T", vec![plain, generated]);
        let mut index = Index::over(name("ix"), [name("a")]);
        index
            .parts
            .push(IndexPart::over(IndexKey::Expression(sql(texts[1]))));
        index.predicate = Some(sql(texts[2]));
        t.indexes.insert(name("ix"), index);
        let mut schema = schema(vec![t]);
        schema.insert_view(View {
            name: name("v"),
            columns: Vec::new(),
            query: sql(texts[3]),
        });
        schema
    };
    let live = make(
        [
            "(length( A ))",
            "lower([a])",
            "A IS NOT NULL",
            "select  a FROM T -- all",
        ],
        Some("nocase"),
    );
    let declared = make(
        [
            "length(a)",
            "LOWER(\"a\")",
            "\"a\" is not null",
            "SELECT \"a\" FROM \"T\"",
        ],
        Some("NOCASE"),
    );
    assert_eq!(aligned_schemas(live.clone(), &declared, &[]).schema, declared);
    let other = make(
        ["length(a) + 1", "upper(a)", "a IS NULL", "SELECT 'a' FROM T"],
        Some("RTRIM"),
    );
    assert_eq!(aligned_schemas(live.clone(), &other, &[]).schema, live);
    let usual = make(["1", "2", "3", "SELECT 1"], None);
    let said = make(["1", "2", "3", "SELECT 1"], Some("BINARY"));
    assert_eq!(aligned_schemas(usual, &said, &[]).schema, said);
    // A word in a view that is no known name may be a name all the same: its case counts.
    let view = |text| make(["1", "2", "3", text], None);
    let live = view("SELECT \"Odd\" FROM T");
    assert_eq!(
        aligned_schemas(live.clone(), &view("SELECT \"odd\" FROM T"), &[]).schema,
        live
    );
}
