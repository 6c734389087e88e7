//! Answers that are not what the queries give: an error or some inspection, never a panic.

use dazzle_db::{Session, SessionOptions};
use dazzle_sql::inspection::CatalogueOptions;
use dazzle_sql::postgresql::catalog::{self, Row};
use dazzle_testkit::{generate, postgres};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::answers;

/// Cells that mean something somewhere.
const CELLS: [&str; 40] = [
    "",
    "0",
    "1",
    "-1",
    "16384",
    "99999999999",
    "t",
    "f",
    "r",
    "p",
    "v",
    "m",
    "S",
    "d",
    "a",
    "s",
    "n",
    "c",
    "u",
    "x",
    "{1,2}",
    "{}",
    "1 0 2",
    "[]",
    "[null]",
    "[[1,\"a\"]]",
    "[\"a=b\",\"c\"]",
    "[1,2,3,4,5,6,true,1,1,\"i\"]",
    "{\"a\":1}",
    "('",
    "((a)::text = ANY (ARRAY['x'::text",
    "CREATE INDEX i ON t USING btree (a",
    "'x'::",
    "(now() + '1:2:3'::interval)",
    "\"",
    "nextval('",
    "pg_class",
    "CREATE UNIQUE INDEX ü ON ONLY \"s\".t USING gin ((ä)) WHERE",
    "((((",
    "ä'ö\"ü",
];

fn cell() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        6 => select(&CELLS[..]).prop_map(|text| Some(text.to_owned())),
        2 => "\\PC{0,12}".prop_map(Some),
    ]
}

fn real_answers() -> Vec<Vec<Row>> {
    let database = postgres::temp_database();
    database.sql(
        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN d AS text DEFAULT 'x' CHECK (VALUE <> '');
         CREATE TYPE pair AS (a integer, b text); CREATE TYPE span AS RANGE (SUBTYPE = integer);
         CREATE TABLE t (id serial PRIMARY KEY, a varchar(9) DEFAULT 'x' CHECK (a IN ('x', 'y')), b mood,
             c timestamptz DEFAULT now() - interval '1 hour', e integer GENERATED ALWAYS AS IDENTITY,
             f integer REFERENCES t, g text COLLATE \"C\" UNIQUE, EXCLUDE (a WITH =)) WITH (fillfactor = 50);
         CREATE INDEX i ON t (lower(a) text_pattern_ops DESC, f) INCLUDE (g) WHERE f > 0;
         CREATE TABLE part (a integer, CHECK (a > 0)) PARTITION BY RANGE (a);
         CREATE TABLE part1 PARTITION OF part DEFAULT; CREATE TABLE child (x integer) INHERITS (t);
         CREATE VIEW v AS SELECT 1 AS a; CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE SEQUENCE s;
         CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
         CREATE POLICY p ON t USING (a = 'x'); CREATE STATISTICS st ON a, f FROM t;
         CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING; CREATE COLLATION co (LOCALE = 'C');
         CREATE OPERATOR CLASS oc FOR TYPE integer USING btree AS OPERATOR 1 >, FUNCTION 1 btint4cmp(integer, integer);
         CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
         CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION e();
         COMMENT ON TABLE t IS 'x'; COMMENT ON COLUMN t.a IS 'y'; COMMENT ON INDEX i IS 'z';
         COMMENT ON TRIGGER tr ON t IS 'w'",
    );
    dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &SessionOptions::default())
            .await
            .unwrap();
        let answers = answers(&mut session).await;
        session.close().await;
        answers
    })
}

#[test]
fn changed_answers_never_panic() {
    let real = real_answers();
    assert!(real.iter().all(|answer| !answer.is_empty()));
    let changes = proptest::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), cell()), 1..6);
    proptest!(generate::cases(2000), |(changes in changes, gone in proptest::option::of(any::<Index>()))| {
        let mut answers = real.clone();
        for (answer, row, at, cell) in changes {
            let answer = answer.get_mut(&mut answers);
            let row = row.get_mut(answer);
            *at.get_mut(row) = cell;
        }
        if let Some(gone) = gone {
            let answer = gone.get_mut(&mut answers);
            answer.remove(gone.index(answer.len()));
        }
        catalog::read(&answers, &CatalogueOptions::default()).ok();
    });
}

#[test]
fn answers_of_anything_never_panic() {
    let real = real_answers();
    let widths: Vec<usize> = real.iter().map(|answer| answer[0].len()).collect();
    let answers: Vec<_> = widths
        .into_iter()
        .map(|width| proptest::collection::vec(proptest::collection::vec(cell(), width), 0..4))
        .collect();
    proptest!(generate::cases(2000), |(answers in answers)| {
        catalog::read(&answers, &CatalogueOptions::default()).ok();
    });
}
