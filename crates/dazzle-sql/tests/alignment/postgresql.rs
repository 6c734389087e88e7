//! Expressions that a server rewrote, against what was written.

use std::fmt::Write as _;

use dazzle_db::{Row, Session, SessionOptions};
use dazzle_schema::{
    Check, CheckRule, Column, DefaultValue, Dialect, Generated, GeneratedStorage, Index, IndexKey, IndexPart,
    Name, Schema, SqlText, Table, View,
};
use dazzle_sql::alignment::{Aligned, Answers, Obstacle, align};
use dazzle_sql::inspection::Inspection;
use dazzle_sql::postgresql::normal_form::Questions;
use dazzle_sql::{default_sql, quote_identifier, type_sql};
use dazzle_testkit::postgres::{TestDatabase, temp_database};

use crate::corpus;
use crate::support::{column, name};

pub const DIALECT: Dialect = Dialect::Postgresql;

/// What a text stands for, and in what column.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// The default, an expression, of a column of this type.
    Default(&'static str),
    /// A default in Dazzle's own words, of a column of this type.
    Value(&'static str),
    Check,
    IndexExpression,
    IndexPredicate,
    /// A generated column of this type.
    Generated(&'static str),
    View,
}

/// A text in the database and a declared one.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub kind: Kind,
    /// Given to the server, which writes it in its own way.
    pub written: &'static str,
    pub declared: &'static str,
}

/// The columns that the texts speak of.
pub const COLUMNS: [(&str, &str); 21] = [
    ("id", "integer"),
    ("status", "varchar(20)"),
    ("txt", "text"),
    ("n", "integer"),
    ("m", "integer"),
    ("big", "bigint"),
    ("num", "decimal(10,2)"),
    ("f", "double"),
    ("d", "date"),
    ("t", "time"),
    ("ts", "timestamptz"),
    ("tsz", "timestamp"),
    ("b", "boolean"),
    ("u", "uuid"),
    ("j", "json"),
    ("bin", "bytes"),
    ("arr", "native(\"text[]\")"),
    ("c3", "native(\"character(3)\")"),
    ("mood", "native(\"public.mood\")"),
    ("Mixed Case", "integer"),
    ("user", "text"),
];

const PREPARE: &str = "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE SEQUENCE sq; \
    CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1'; \
    CREATE FUNCTION \"Odd Name\"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';";

pub fn table_name() -> Name {
    name("Task")
}

fn base_table() -> Table {
    let mut table = Table::new(table_name());
    for (text, column_type) in COLUMNS {
        table.columns.insert(name(text), column(text, column_type));
    }
    table
}

fn numbered(prefix: &str, number: usize) -> Name {
    name(&format!("{prefix}{number}"))
}

fn sql_text(text: &str) -> SqlText {
    SqlText::Portable(text.to_owned())
}

/// Puts `text` into the schema as thing number `number`.
fn put(schema: &mut Schema, kind: Kind, number: usize, text: &str, is_read: bool) {
    let table = schema.table_mut(&table_name()).unwrap();
    match kind {
        Kind::Default(column_type) | Kind::Value(column_type) => {
            let name = numbered("default", number);
            let default = match kind {
                Kind::Value(_) if !is_read => text.parse().unwrap(),
                _ => DefaultValue::Expression(sql_text(text)),
            };
            let column = Column {
                default: Some(default),
                ..Column::new(name.clone(), column_type.parse().unwrap())
            };
            table.columns.insert(name, column);
        }
        Kind::Check => {
            let name = numbered("check", number);
            let rule = CheckRule::Sql(sql_text(text));
            table.checks.insert(name.clone(), Check { name, rule });
        }
        Kind::IndexExpression | Kind::IndexPredicate => {
            let name = numbered("index", number);
            let mut index = Index::over(name.clone(), [Name::new("id").unwrap()]);
            if matches!(kind, Kind::IndexExpression) {
                index.parts = vec![IndexPart::over(IndexKey::Expression(sql_text(text)))];
            } else {
                index.predicate = Some(sql_text(text));
            }
            table.indexes.insert(name, index);
        }
        Kind::Generated(column_type) => {
            let name = numbered("generated", number);
            let column = Column {
                generated: Some(Generated {
                    expression: sql_text(text),
                    storage: GeneratedStorage::Stored,
                }),
                ..Column::new(name.clone(), column_type.parse().unwrap())
            };
            table.columns.insert(name, column);
        }
        Kind::View => {
            schema.insert_view(View {
                name: numbered("view", number),
                columns: Vec::new(),
                query: sql_text(text),
            });
        }
    }
}

/// Makes the thing in the database.
fn make(kind: Kind, number: usize, text: &str) -> String {
    let alter = |rest: String| format!("ALTER TABLE \"Task\" {rest};");
    let typed = |column_type: &str| type_sql(DIALECT, &column_type.parse().unwrap());
    match kind {
        Kind::Default(of) => alter(format!(
            "ADD COLUMN default{number} {} DEFAULT ({text}\n)",
            typed(of)
        )),
        Kind::Value(of) => {
            let column = Column {
                default: Some(text.parse().unwrap()),
                ..column("x", of)
            };
            let default = default_sql(DIALECT, &column).unwrap();
            alter(format!(
                "ADD COLUMN default{number} {} DEFAULT {default}",
                typed(of)
            ))
        }
        Kind::Check => alter(format!("ADD CONSTRAINT check{number} CHECK ({text}\n)")),
        Kind::IndexExpression => format!("CREATE INDEX index{number} ON \"Task\" (({text}\n));"),
        Kind::IndexPredicate => format!("CREATE INDEX index{number} ON \"Task\" (id) WHERE {text};"),
        Kind::Generated(of) => alter(format!(
            "ADD COLUMN generated{number} {} GENERATED ALWAYS AS ({text}\n) STORED",
            typed(of)
        )),
        Kind::View => format!("CREATE VIEW view{number} AS {text};"),
    }
}

/// The text as the server gives it back.
fn read_back(kind: Kind, number: usize) -> String {
    let expression = |column: String| {
        format!(
            "(SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a \
             ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE a.attname = '{column}')"
        )
    };
    match kind {
        Kind::Default(_) | Kind::Value(_) => expression(format!("default{number}")),
        Kind::Generated(_) => expression(format!("generated{number}")),
        Kind::Check => format!(
            "(SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'check{number}')"
        ),
        Kind::IndexExpression => format!("pg_get_indexdef('public.index{number}'::regclass, 1, false)"),
        Kind::IndexPredicate => format!(
            "(SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = 'public.index{number}'::regclass)"
        ),
        Kind::View => format!("rtrim(pg_get_viewdef('public.view{number}'::regclass), '; ' || chr(10))"),
    }
}

/// A database with the written texts, as an inspection reads it.
pub async fn live(database: &TestDatabase, cases: &[Case]) -> Inspection {
    let mut session = connect(database).await;
    let mut script = PREPARE.to_owned();
    let columns: Vec<String> = COLUMNS
        .iter()
        .map(|(text, of)| {
            format!(
                "{} {}",
                quote_identifier(text),
                type_sql(DIALECT, &of.parse().unwrap())
            )
        })
        .collect();
    writeln!(script, "CREATE TABLE \"Task\" ({});", columns.join(", ")).unwrap();
    session.execute(&script).await.unwrap();
    // A view over all columns has those that are there when it is made.
    let (views, rest): (Vec<_>, Vec<_>) = cases
        .iter()
        .enumerate()
        .partition(|(_, case)| matches!(case.kind, Kind::View));
    for (number, case) in rest.into_iter().chain(views) {
        let sql = make(case.kind, number, case.written);
        session
            .execute(&sql)
            .await
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
    let mut inspection = Inspection::default();
    inspection.schema.insert(base_table());
    session
        .execute("SET search_path = pg_catalog; SET TimeZone = 'UTC'")
        .await
        .unwrap();
    for (number, case) in cases.iter().enumerate() {
        let rows = session
            .query(&format!("SELECT {}", read_back(case.kind, number)))
            .await
            .unwrap();
        let text = rows[0][0].clone().unwrap_or_else(|| panic!("{case:?}"));
        put(&mut inspection.schema, case.kind, number, &text, true);
    }
    session.close().await;
    inspection
}

pub fn declared(cases: &[Case]) -> Schema {
    let mut schema = Schema::empty();
    schema.insert(base_table());
    for (number, case) in cases.iter().enumerate() {
        put(&mut schema, case.kind, number, case.declared, false);
    }
    schema
}

pub async fn connect(database: &TestDatabase) -> Session {
    Session::connect(&database.url, &SessionOptions::default())
        .await
        .unwrap()
}

/// Aligns, asks, and aligns again. The second value is how many requests it took.
pub async fn decide(session: &mut Session, live: &Inspection, declared: &Schema) -> (Aligned, usize) {
    let first = align(live, declared, DIALECT, &Answers::none());
    let mut questions = Questions::new(&first.undecided, &live.schema, declared);
    let mut requests = 0;
    while let Some(sql) = questions.next_statement() {
        requests += 1;
        let result: Result<Vec<Row>, String> = session.query(&sql).await.map_err(|error| error.to_string());
        questions.take(result);
    }
    (
        align(live, declared, DIALECT, &questions.into_answers()),
        requests,
    )
}

/// The thing of a case, as text.
fn thing(schema: &Schema, kind: Kind, number: usize) -> String {
    let table = schema.table(&table_name()).unwrap();
    match kind {
        Kind::Default(_) | Kind::Value(_) => {
            format!("{:?}", table.columns[&numbered("default", number)])
        }
        Kind::Generated(_) => format!("{:?}", table.columns[&numbered("generated", number)]),
        Kind::Check => format!("{:?}", table.checks[&numbered("check", number)]),
        Kind::IndexExpression | Kind::IndexPredicate => {
            format!("{:?}", table.indexes[&numbered("index", number)])
        }
        Kind::View => format!("{:?}", schema.view(&numbered("view", number)).unwrap()),
    }
}

fn run(cases: &[Case], check: impl Fn(&Aligned, &Inspection, &Schema)) {
    let database = temp_database();
    dazzle_testkit::block_on(async {
        let live = live(&database, cases).await;
        let declared = declared(cases);
        let before = database.sql("SELECT count(*)::text FROM pg_class");
        let mut session = connect(&database).await;
        let (aligned, requests) = decide(&mut session, &live, &declared).await;
        session.close().await;
        assert!(requests < 12, "{requests} requests");
        assert_eq!(database.sql("SELECT count(*)::text FROM pg_class"), before);
        check(&aligned, &live, &declared);
    });
}

#[test]
fn trap_22_what_was_written_equals_what_the_server_made_of_it() {
    let mut cases: Vec<Case> = corpus::WRITTEN
        .iter()
        .map(|(kind, text)| Case {
            kind: *kind,
            written: text,
            declared: text,
        })
        .collect();
    cases.extend(corpus::EQUAL.iter().map(|(kind, written, declared)| Case {
        kind: *kind,
        written,
        declared,
    }));
    assert!(cases.len() >= 85, "{}", cases.len());
    run(&cases, |aligned, live, declared| {
        let mut wrong = String::new();
        for undecided in &aligned.undecided {
            writeln!(wrong, "undecided: {} {}", undecided.subject, undecided.obstacle).unwrap();
        }
        for (number, case) in cases.iter().enumerate() {
            let (found, wanted) = (
                thing(&aligned.schema, case.kind, number),
                thing(declared, case.kind, number),
            );
            if found != wanted {
                let given = thing(&live.schema, case.kind, number);
                writeln!(wrong, "differs: {case:?}\n    {given}\n    {found}\n    {wanted}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
        assert!(dazzle_diff_is_empty(&aligned.schema, declared));
    });
}

fn dazzle_diff_is_empty(live: &Schema, declared: &Schema) -> bool {
    let found = dazzle_diff::diff(live, declared, &dazzle_diff::Decisions::default()).unwrap();
    found.operations.is_empty() && found.questions.is_empty()
}

#[test]
fn what_looks_alike_and_differs_stays_different() {
    let cases: Vec<Case> = corpus::DIFFERENT
        .iter()
        .map(|(kind, written, declared)| Case {
            kind: *kind,
            written,
            declared,
        })
        .collect();
    assert!(cases.len() >= 60, "{}", cases.len());
    run(&cases, |aligned, live, _| {
        let mut wrong = String::new();
        for undecided in &aligned.undecided {
            writeln!(wrong, "undecided: {} {}", undecided.subject, undecided.obstacle).unwrap();
        }
        for (number, case) in cases.iter().enumerate() {
            if thing(&aligned.schema, case.kind, number) != thing(&live.schema, case.kind, number) {
                writeln!(wrong, "taken for equal: {case:?}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}

#[test]
fn what_the_server_refuses_cannot_be_compared_and_costs_nothing_else() {
    let cases: Vec<Case> = corpus::BROKEN
        .iter()
        .map(|(kind, written, declared)| Case {
            kind: *kind,
            written,
            declared,
        })
        .chain([Case {
            kind: Kind::Check,
            written: "n BETWEEN 1 AND 2",
            declared: "n BETWEEN 1 AND 2",
        }])
        .collect();
    run(&cases, |aligned, live, declared| {
        let mut wrong = String::new();
        for (number, case) in cases.iter().enumerate() {
            let is_listed = aligned.undecided.iter().any(|undecided| {
                undecided.subject.declared.contains(case.declared)
                    || undecided.subject.place.column() == Some(&numbered("default", number))
            });
            if is_listed == (case.written == case.declared) {
                writeln!(wrong, "{case:?}").unwrap();
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
        for undecided in &aligned.undecided {
            assert!(
                matches!(&undecided.obstacle, Obstacle::DeclaredRefused { message } if !message.is_empty()),
                "{undecided:?}"
            );
            assert!(!undecided.subject.live.is_empty() && !undecided.subject.declared.is_empty());
        }
        assert_eq!(aligned.schema, *declared);
        assert_ne!(live.schema, *declared);
    });
}
