//! What is inspected, and what the session's settings do not change.

use dazzle_db::{Session, SessionOptions};
use dazzle_schema::{Name, Schema};
use dazzle_sql::inspection::Inspection;
use dazzle_sql::inspection::{CatalogueError, CatalogueOptions};
use dazzle_sql::postgresql::catalog;
use dazzle_testkit::postgres::{self, TestDatabase};

use crate::listing;
use crate::support::answers;

/// What `database` has in the eyes of a session that has run `settings`.
fn inspect(
    database: &TestDatabase,
    settings: &str,
    options: &CatalogueOptions,
) -> Result<Inspection, CatalogueError> {
    let answers = dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &SessionOptions::default())
            .await
            .unwrap();
        session.execute(settings).await.unwrap();
        let answers = answers(&mut session).await;
        session.close().await;
        answers
    });
    catalog::read(&answers, options)
}

fn tables(schema: &Schema) -> Vec<&str> {
    schema.table_names().map(Name::as_str).collect()
}

#[test]
fn the_connections_own_schema_is_inspected_and_no_other() {
    let database = postgres::temp_database();
    database.sql(
        "CREATE SCHEMA \"My S\"; CREATE SCHEMA other; CREATE TABLE public.p (a integer);
         CREATE TABLE other.o (a integer); CREATE TYPE other.mood AS ENUM ('x');
         CREATE TABLE \"My S\".t (id integer PRIMARY KEY, o integer);
         CREATE INDEX i ON \"My S\".t (o) WHERE o > 0;
         CREATE INDEX broken ON \"My S\".t (o) WITH (fillfactor = 50);
         CREATE FUNCTION \"My S\".f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TRIGGER tr BEFORE INSERT ON \"My S\".t FOR EACH ROW EXECUTE FUNCTION \"My S\".f();
         CREATE VIEW \"My S\".v AS SELECT p.a, t.o FROM public.p JOIN \"My S\".t ON t.id = p.a",
    );
    let seen = |settings: &str| inspect(&database, settings, &CatalogueOptions::default()).unwrap();
    assert_eq!(tables(&seen("").schema), ["p"]);
    assert_eq!(tables(&seen("SET search_path = other, public").schema), ["o"]);
    // A schema that does not exist is passed over, as the server does it.
    assert_eq!(tables(&seen("SET search_path = missing, other").schema), ["o"]);
    let mine = listing::lines(&seen("SET search_path = \"My S\", public, other"));
    assert_eq!(
        mine,
        [
            "table t",
            "t.id integer required",
            "t.o integer",
            "t primary key t_pkey (id)",
            "t index broken (o)",
            "t index i (o) where (o > 0)",
            "view v: SELECT p.a, t.o FROM (public.p JOIN t ON ((t.id = p.a)))",
            "! routine `f()`: CREATE OR REPLACE FUNCTION f()\n   RETURNS trigger\n   LANGUAGE plpgsql\n  AS \
             $function$BEGIN RETURN NEW; END$function$",
            "! property `fillfactor` of `broken`: fillfactor = 50",
            "! trigger `tr` of `t`: CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
        ]
    );
}

#[test]
fn a_connection_without_a_schema_is_an_error_and_not_an_empty_schema() {
    let database = postgres::temp_database();
    database.sql("CREATE TABLE t (a integer)");
    for settings in [
        "SET search_path = ''",
        "SET search_path = missing",
        "SET search_path = ''; CREATE TEMP TABLE x (a integer)",
        "SET search_path = pg_temp; CREATE TEMP TABLE x (a integer)",
        "SET search_path = pg_catalog",
        "SET search_path = information_schema",
    ] {
        assert_eq!(
            inspect(&database, settings, &CatalogueOptions::default()),
            Err(CatalogueError::NoSchema),
            "{settings}"
        );
    }
}

#[test]
fn settings_of_the_session_change_nothing() {
    let database = postgres::temp_database();
    database.sql(
        "CREATE TABLE t (a timestamptz DEFAULT '2020-01-02 03:04:05+00', b date DEFAULT '2020-01-02',
             c interval DEFAULT '1 day 2 hours', d double precision DEFAULT 0.1 + 0.2, e bytea DEFAULT '\\x00ff',
             f text DEFAULT 'a\\b', CHECK (a > '2020-05-06 07:08:09+00'), CHECK (f <> 'x\\y'));
         CREATE TABLE plain (a integer REFERENCES plain (b), b integer PRIMARY KEY);
         CREATE VIEW v AS SELECT plain.a FROM plain",
    );
    let options = CatalogueOptions::default();
    let expected = inspect(&database, "", &options).unwrap();
    for settings in [
        "SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; SET IntervalStyle = 'iso_8601'",
        "SET extra_float_digits = -5; SET bytea_output = 'escape'; SET quote_all_identifiers = on",
        "SET standard_conforming_strings = off; SET backslash_quote = off",
        // A role that may read no table.
        "SET ROLE pg_signal_backend",
        // Temporary objects with the same names, and system schemas in other places.
        "CREATE TEMP TABLE t (x integer); CREATE TEMP TABLE plain (x integer)",
        "SET search_path = public, pg_catalog; CREATE TEMP TABLE plain (x integer)",
        "SET search_path = pg_temp, public; CREATE TEMP TABLE plain (x integer); SET search_path = public, pg_temp",
    ] {
        assert_eq!(
            inspect(&database, settings, &options).unwrap(),
            expected,
            "{settings}"
        );
    }
}

#[test]
fn names_that_hide_the_servers_own_are_told_apart() {
    let database = postgres::temp_database();
    database.sql(
        "CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
         CREATE TABLE pg_class (a text, CHECK (public.lower(a) = 'x'), CHECK (pg_catalog.lower(a) = 'x'));
         CREATE TYPE text AS (a integer);
         CREATE TABLE t (a public.text, b pg_catalog.text, UNIQUE (b))",
    );
    let seen = inspect(&database, "", &CatalogueOptions::default()).unwrap();
    let lines = listing::lines(&seen);
    for expected in [
        "pg_class check pg_class_a_check: (public.lower(a) = 'x'::text)",
        "pg_class check pg_class_a_check1: (lower(a) = 'x'::text)",
        "t.a native(\"public.text\")",
        "t.b text",
        "t unique t_b_key (b)",
    ] {
        assert!(
            lines.iter().any(|line| line == expected),
            "{expected} in {lines:#?}"
        );
    }
}

#[test]
fn trap_26_what_is_ignored_is_neither_shown_nor_reported() {
    let database = postgres::temp_database();
    database.sql(
        "CREATE TABLE legacy_a (id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY, CHECK (n > 0));
         CREATE INDEX legacy_i ON legacy_a (n);
         COMMENT ON TABLE legacy_a IS 'x'; COMMENT ON COLUMN legacy_a.n IS 'x'; COMMENT ON INDEX legacy_i IS 'x';
         CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TRIGGER tr BEFORE INSERT ON legacy_a FOR EACH ROW EXECUTE FUNCTION f();
         CREATE POLICY p ON legacy_a; CREATE STATISTICS st ON id, n FROM legacy_a;
         ALTER TABLE legacy_a ENABLE ROW LEVEL SECURITY;
         CREATE TABLE legacy_p (a integer) PARTITION BY RANGE (a);
         CREATE VIEW legacy_v AS SELECT 1 AS a; CREATE MATERIALIZED VIEW legacy_m AS SELECT 1 AS a;
         CREATE TABLE kept (id integer REFERENCES legacy_a);
         CREATE TABLE t1 (a integer); CREATE TABLE t22 (a integer)",
    );
    let options = CatalogueOptions {
        ignore: vec!["legacy_*".to_owned(), "t?".to_owned()],
    };
    let seen = inspect(&database, "", &options).unwrap();
    assert_eq!(
        listing::lines(&seen),
        [
            "table kept",
            "kept.id integer",
            "table t22",
            "t22.a integer",
            "! routine `f()`: CREATE OR REPLACE FUNCTION f()\n   RETURNS trigger\n   LANGUAGE plpgsql\n  AS \
             $function$BEGIN RETURN NEW; END$function$",
            "! constraint `kept_id_fkey` of `kept`: FOREIGN KEY (id) REFERENCES legacy_a(id)",
        ]
    );
}
