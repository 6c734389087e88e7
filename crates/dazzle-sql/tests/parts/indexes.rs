//! All parts of an index.

use crate::shared::{ROWS, create_index, task, text};
use crate::support::live::there_and_back;
use crate::support::{change_type, name, schema, sql};
use dazzle_schema::Dialect::{Postgresql, Sqlite};
use dazzle_schema::{Index, IndexKey, IndexPart, NullsOrder, SortOrder};

#[test]
fn all_parts_of_an_index() {
    let before = schema(vec![task()]);
    let lower = || IndexKey::Expression(text("lower(\"title\")"));
    let rich = Index {
        parts: vec![
            IndexPart {
                key: IndexKey::Column(name("rank")),
                order: SortOrder::Descending,
                nulls: Some(NullsOrder::Last),
                operator_class: Some(name("text_pattern_ops")),
                collation: Some(name("C")),
            },
            IndexPart::over(lower()),
        ],
        method: Some(name("btree")),
        include: vec![name("id")],
        predicate: Some(text("\"title\" IS NOT NULL")),
        ..Index::over(name("ix_rich"), [])
    };
    let search = Index {
        parts: vec![IndexPart::over(IndexKey::Expression(text(
            "to_tsvector('simple', \"title\")",
        )))],
        method: Some(name("gin")),
        ..Index::over(name("ix_search"), [])
    };
    assert_eq!(
        sql(Postgresql, &before, &[create_index(rich.clone())]),
        "CREATE INDEX \"ix_rich\" ON \"Task\" USING \"btree\" (\"rank\" COLLATE \"C\" \"text_pattern_ops\" DESC NULLS LAST, \
         (lower(\"title\"))) INCLUDE (\"id\") WHERE \"title\" IS NOT NULL"
    );
    let values = ("SELECT count(*) FROM \"Task\"", "3");
    let operations = [create_index(rich), create_index(search)];
    let mut database = there_and_back(Postgresql, &before, ROWS, &operations, values);
    let equal = Index {
        unique: true,
        nulls_not_distinct: true,
        include: vec![name("id")],
        predicate: Some(text("\"id\" > 0")),
        ..Index::over(name("ux"), [name("rank")])
    };
    if database.version() >= 150_000 {
        there_and_back(Postgresql, &before, ROWS, &[create_index(equal)], values);
    } else {
        database.migrate(&before, &[create_index(equal)]).unwrap_err();
    }

    let on_sqlite = Index {
        unique: true,
        parts: vec![
            IndexPart {
                order: SortOrder::Descending,
                collation: Some(name("NOCASE")),
                ..IndexPart::column(name("rank"))
            },
            IndexPart {
                collation: Some(name("RTRIM")),
                ..IndexPart::over(lower())
            },
        ],
        predicate: Some(text("\"title\" IS NOT NULL")),
        ..Index::over(name("ix_rich"), [])
    };
    assert_eq!(
        sql(Sqlite, &before, &[create_index(on_sqlite.clone())]),
        "CREATE UNIQUE INDEX \"ix_rich\" ON \"Task\" (\"rank\" COLLATE \"NOCASE\" DESC, (lower(\"title\")) COLLATE \
         \"RTRIM\") WHERE \"title\" IS NOT NULL"
    );
    // It is there again after a rebuild.
    there_and_back(
        Sqlite,
        &before,
        ROWS,
        &[
            create_index(on_sqlite),
            change_type("Task", "rank", "text", "varchar(20)").into(),
        ],
        values,
    );
}
