//! How the server is asked: with few rights, under locks, and without leaving a trace.

use dazzle_db::{Session, SessionOptions};
use dazzle_schema::{Check, CheckRule, Schema, SqlText};
use dazzle_sql::alignment::{Aligned, Answers, Obstacle, align};
use dazzle_sql::inspection::Inspection;
use dazzle_sql::postgresql::normal_form::Questions;
use dazzle_testkit::postgres::{TestDatabase, temp_database};

use crate::postgresql::{DIALECT, connect, decide};
use crate::structure::inspected;
use crate::support::{column, name, table};

/// Tables `T0`, `T1`… with a check each; the declared spelling of the even ones means the same, of the odd ones not.
fn schemas(count: usize) -> (Inspection, Schema) {
    let make = |text: &dyn Fn(usize) -> String| -> Schema {
        (0..count)
            .map(|number| {
                let mut t = table(&format!("T{number}"), vec![column("a", "integer")]);
                let rule = CheckRule::Sql(SqlText::Portable(text(number)));
                let name = name("ck");
                t.checks.insert(name.clone(), Check { name, rule });
                t
            })
            .collect()
    };
    let live = make(&|_| "((a >= 1) AND (a <= 9))".to_owned());
    let declared = make(&|number| format!("a BETWEEN 1 AND {}", 9 + number % 2));
    (inspected(live), declared)
}

fn create(count: usize) -> String {
    (0..count)
        .map(|number| {
            format!("CREATE TABLE \"T{number}\" (a integer, CONSTRAINT ck CHECK (a BETWEEN 1 AND 9));")
        })
        .collect()
}

/// The even tables have the declared spelling, the odd ones the live one.
fn assert_decided(aligned: &Aligned, live: &Inspection, declared: &Schema) {
    assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
    for (number, found) in aligned.schema.tables().enumerate() {
        let even = found
            .name
            .as_str()
            .trim_start_matches('T')
            .parse::<usize>()
            .unwrap()
            % 2
            == 0;
        let wanted = if even { declared } else { &live.schema };
        assert_eq!(Some(found), wanted.table(&found.name), "{number}");
    }
}

fn role(database: &TestDatabase, grants: &str) -> String {
    let role = format!("r_{}", database.name);
    database.server_admin(&format!("CREATE ROLE {role} LOGIN"));
    database.sql(&format!(
        "REVOKE ALL ON DATABASE {0} FROM PUBLIC; GRANT {grants} ON DATABASE {0} TO {role}",
        database.name
    ));
    role
}

fn drop_role(database: &TestDatabase, role: &str) {
    database.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

/// Asks as a role with these rights to the database, and none to the tables.
fn decided_with(grants: &str) -> (Aligned, Inspection, Schema) {
    let database = temp_database();
    database.sql(&create(2));
    let role = role(&database, grants);
    let (live, declared) = schemas(2);
    let before = database.sql("SELECT count(*)::text FROM pg_class");
    let aligned = dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url_as(&role), &SessionOptions::default())
            .await
            .unwrap();
        let (aligned, _) = decide(&mut session, &live, &declared).await;
        session.close().await;
        aligned
    });
    assert_eq!(database.sql("SELECT count(*)::text FROM pg_class"), before);
    drop_role(&database, &role);
    (aligned, live, declared)
}

#[test]
fn connecting_and_temporary_tables_are_right_enough() {
    let (aligned, live, declared) = decided_with("CONNECT, TEMPORARY");
    assert_decided(&aligned, &live, &declared);
}

#[test]
fn a_scratch_schema_does_where_temporary_tables_may_not_be_made() {
    let (aligned, live, declared) = decided_with("CONNECT, CREATE");
    assert_decided(&aligned, &live, &declared);
}

#[test]
fn without_either_right_nothing_can_be_compared() {
    let (aligned, _, declared) = decided_with("CONNECT");
    assert_eq!(aligned.schema, declared);
    assert_eq!(aligned.undecided.len(), 2);
    for undecided in &aligned.undecided {
        assert!(
            matches!(&undecided.obstacle, Obstacle::Server { message } if message.contains("permission denied")),
            "{undecided:?}"
        );
    }
}

#[test]
fn a_session_that_only_reads_can_ask() {
    let database = temp_database();
    database.sql(&create(2));
    let (live, declared) = schemas(2);
    let options = SessionOptions {
        read_only: true,
        ..SessionOptions::default()
    };
    let aligned = dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &options).await.unwrap();
        let (aligned, _) = decide(&mut session, &live, &declared).await;
        session.close().await;
        aligned
    });
    assert_decided(&aligned, &live, &declared);
}

#[test]
fn many_tables_take_few_requests() {
    let database = temp_database();
    database.sql(&create(300));
    let (live, declared) = schemas(300);
    dazzle_testkit::block_on(async {
        let mut session = connect(&database).await;
        let (aligned, requests) = decide(&mut session, &live, &declared).await;
        session.close().await;
        assert_decided(&aligned, &live, &declared);
        assert!(requests < 12, "{requests}");
    });
}

#[test]
fn a_locked_table_keeps_nobody_else_waiting() {
    let database = temp_database();
    database.sql(&create(3));
    let (live, declared) = schemas(3);
    dazzle_testkit::block_on(async {
        let mut other = connect(&database).await;
        other.begin().await.unwrap();
        other
            .execute("LOCK TABLE \"T1\" IN ACCESS EXCLUSIVE MODE")
            .await
            .unwrap();
        let mut session = connect(&database).await;
        let (aligned, _) = decide(&mut session, &live, &declared).await;
        session.close().await;
        other.close().await;
        // Where the table cannot be read, what is known of it does.
        assert_decided(&aligned, &live, &declared);
    });
}

#[test]
fn a_request_that_fails_as_a_whole_is_asked_again_in_parts() {
    let (live, declared) = schemas(3);
    let first = align(&live, &declared, DIALECT, &Answers::none());
    let mut questions = Questions::new(&first.undecided, &live.schema, &declared);
    let mut sent = Vec::new();
    while let Some(sql) = questions.next_statement() {
        let alone = sql.matches("FROM pg_temp.dazzle_normal_forms").count();
        let answer = if sql.starts_with("BEGIN") {
            Ok(vec![vec![Some("t".to_owned())]])
        } else if alone > 1 || sql.contains("\"T2\"") {
            Err("out of something".to_owned())
        } else if alone == 1 {
            let row = |number| [number, "1", "stable", "same"].map(|cell: &str| Some(cell.to_owned()));
            Ok(["0", "1"].map(|number| row(number).to_vec()).to_vec())
        } else {
            Ok(Vec::new())
        };
        sent.push(sql.chars().take(20).collect::<String>());
        questions.take(answer);
    }
    assert_eq!(sent.len(), 9, "{sent:?}");
    assert_eq!(sent.last().map(String::as_str), Some("ROLLBACK"));
    let aligned = align(&live, &declared, DIALECT, &questions.into_answers());
    assert_eq!(aligned.schema, declared);
    let obstacles: Vec<String> = aligned
        .undecided
        .iter()
        .map(|it| format!("{}: {}", it.subject, it.obstacle))
        .collect();
    assert_eq!(
        obstacles,
        ["check `ck` of `T2`: the server could not be asked: out of something"]
    );
}

#[test]
fn answers_that_cannot_be_read_are_no_answers() {
    let (live, declared) = schemas(1);
    let first = align(&live, &declared, DIALECT, &Answers::none());
    let row = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| Some((*cell).to_owned()))
            .collect::<Vec<_>>()
    };
    for rows in [
        vec![],
        vec![row(&["0", "1", "stable", "x"])],
        vec![row(&["1", "1", "stable", "x"]), row(&["0", "1", "stable", "x"])],
        vec![row(&["0", "1", "odd", "x"]), row(&["1", "1", "stable", "x"])],
        vec![vec![None; 4], vec![None; 4]],
    ] {
        let mut questions = Questions::new(&first.undecided, &live.schema, &declared);
        while let Some(sql) = questions.next_statement() {
            questions.take(Ok(if sql.contains("FROM _dazzle_scratch.dazzle_normal_forms") {
                rows.clone()
            } else {
                Vec::new()
            }));
        }
        let aligned = align(&live, &declared, DIALECT, &questions.into_answers());
        assert!(
            matches!(&aligned.undecided[0].obstacle, Obstacle::Server { message } if message.contains("incomplete")),
            "{rows:?}"
        );
    }
}

#[test]
fn nothing_to_ask_is_nothing_to_send() {
    let (live, _) = schemas(2);
    let aligned = align(&live, &live.schema, DIALECT, &Answers::none());
    let mut questions = Questions::new(&aligned.undecided, &live.schema, &live.schema);
    assert_eq!(questions.next_statement(), None);
}
