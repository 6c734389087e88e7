//! SQL that is refused, each with its reason, and SQL that is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dazzle_assist::limits::{Limits, Writable};
use dazzle_schema::{Column, ColumnType, Dialect, Name, Schema, Table};
use dazzle_testkit::expect_file;

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn table(text: &str, columns: &[&str]) -> Table {
    let mut table = Table::new(name(text));
    for column in columns {
        table
            .columns
            .insert(name(column), Column::new(name(column), ColumnType::Text));
    }
    table
}

/// `Task` may be changed in one column and deleted from, `Tag` added to, `Person` only read; `Secret` is not named.
fn limits(dialect: Dialect) -> Limits {
    let schema: Schema = [
        table("Task", &["id", "title", "region", "owner"]),
        table("Person", &["id", "name", "region"]),
        table("Tag", &["id", "label"]),
        table("Secret", &["id", "password"]),
    ]
    .into_iter()
    .collect();
    let readable: BTreeSet<Name> = ["Task", "Person", "Tag"].map(name).into();
    let columns = |list: &[&str]| list.iter().map(|it| name(it)).collect();
    let writable = BTreeMap::from([
        (
            name("Task"),
            Writable {
                columns: columns(&["region"]),
                insert: false,
                delete: true,
            },
        ),
        (
            name("Tag"),
            Writable {
                columns: columns(&["label"]),
                insert: true,
                delete: false,
            },
        ),
    ]);
    Limits::new(dialect, &schema, &readable, &writable)
}

const BOTH: &[&str] = &[
    "",
    "   \n",
    ";;",
    "SELECT 1",
    "DROP TABLE \"Task\"",
    "TRUNCATE \"Task\"",
    "ALTER TABLE \"Task\" ADD COLUMN x text",
    "CREATE TABLE x (id integer)",
    "CREATE TABLE x AS SELECT * FROM \"Task\"",
    "SELECT * INTO x FROM \"Task\"",
    "UPDATE \"Task\" SET region = 'x'; DROP TABLE \"Person\"",
    "UPDATE \"Task\" SET region = 'x'; COMMIT",
    "BEGIN; UPDATE \"Task\" SET region = 'x'",
    "SAVEPOINT a",
    "UPDATE \"Secret\" SET password = 'x'",
    "UPDATE \"Task\" SET region = (SELECT password FROM \"Secret\" LIMIT 1)",
    "UPDATE \"Task\" SET title = 'x'",
    "UPDATE \"Task\" SET region = 'x', title = 'y'",
    "UPDATE \"Task\" SET (region, title) = ('x', 'y')",
    "UPDATE \"Person\" SET region = 'x'",
    "INSERT INTO \"Task\" (id) VALUES ('x')",
    "INSERT INTO \"Tag\" VALUES ('x', 'y')",
    "INSERT INTO \"Tag\" (id, label) VALUES ('x', 'y') ON CONFLICT (id) DO UPDATE SET id = 'z'",
    "INSERT INTO \"Tag\" DEFAULT VALUES",
    "DELETE FROM \"Task\"",
    "DELETE FROM \"Tag\" WHERE label IS NULL",
    "DELETE FROM \"Person\" WHERE region IS NULL",
    "UPDATE \"Task\" SET region = 'x' -- harmless",
    "UPDATE \"Task\" SET region = 'x' /* ; DROP TABLE \"Task\" */",
    "UPDATE \"Task\" SET region = 'x' /* /* */ ; DROP TABLE \"Task\" -- */ */",
    "/*! UPDATE \"Task\" SET region = 'x' */",
    "UPDATE \"Task\" SET region = nowhere",
    "UPDATE \"Task\" SET region = \"nowhere\"",
    "UPDATE \"Task\" SET region = current_user",
    "UPDATE \"Task\" SET region = other.region",
    "UPDATE \"Task\" SET region = public.\"Task\".title",
    "UPDATE main.\"Task\" SET region = 'x'",
    "UPDATE \"Task\" SET region = version()",
    "UPDATE \"Task\" SET region = \"lower\"(title)",
    "UPDATE \"Task\" SET region = pg_catalog.lower(title)",
    "UPDATE \"Task\" SET region = ?",
    "UPDATE \"Task\" SET region = $1",
    "UPDATE \"Task\" SET region = :x",
    "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) UPDATE \"Task\" SET region = (SELECT max(i) FROM n)",
    "WITH \"Task\" AS (SELECT * FROM \"Tag\") UPDATE \"Task\" SET region = 'x'",
    "WITH gone AS (DELETE FROM \"Person\" WHERE id = id RETURNING id) UPDATE \"Task\" SET region = 'x'",
    "WITH a AS (SELECT 1 AS i) SELECT * FROM a",
    "UPDATE \"Task\" SET region = 'x' FROM \"Person\" CROSS JOIN \"Tag\"",
    "UPDATE \"Task\" SET region = 'x' WHERE id IN (TABLE \"Secret\")",
    "UPDATE \"Task\" SET region = 'x' WHERE",
    "UPDATE \"Task\" SET region = 'x",
    "MERGE INTO \"Task\" USING \"Tag\" ON true WHEN MATCHED THEN DELETE",
    "EXPLAIN ANALYZE DELETE FROM \"Task\" WHERE true",
    "UPDATE \"Task\" SET region = 'a\u{202e}b'",
    "UPDATE \"Task\" SET region = 'a\0b'",
    "GRANT ALL ON \"Task\" TO PUBLIC",
    "VACUUM",
    "UPDATE \"Task\" SET region = (SELECT 'x' FROM \"Task\" FOR UPDATE)",
    "UPDATE \"Task\" SET region = max(title) OVER w",
];

const POSTGRESQL: &[&str] = &[
    "UPDATE Task SET region = 'x'",
    "COPY \"Task\" TO PROGRAM 'sh'",
    "COPY \"Task\" FROM '/etc/passwd'",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CALL x()",
    "SET session_replication_role = replica",
    "LISTEN x",
    "LOCK TABLE \"Task\"",
    "UPDATE \"Task\" SET region = pg_read_file('/etc/passwd')",
    "UPDATE \"Task\" SET region = pg_sleep(1000)::text",
    "UPDATE \"Task\" SET region = set_config('a.b', 'c', false)",
    "UPDATE \"Task\" SET region = nextval('s')::text",
    "UPDATE \"Task\" SET region = lo_import('/etc/passwd')::text",
    "UPDATE \"Task\" SET region = x.a FROM dblink('host=x', 'SELECT 1') AS x(a text)",
    "UPDATE \"Task\" SET region = 'x' WHERE id IN (SELECT 'x' FROM generate_series(1, 1000000000))",
    "UPDATE \"Task\" SET region = query_to_xml('DROP TABLE x', true, true, '')::text",
    "UPDATE \"Task\" SET region = (SELECT rolpassword FROM pg_authid LIMIT 1)",
    "UPDATE \"Task\" SET region = (SELECT rolpassword FROM pg_catalog.pg_authid LIMIT 1)",
    "UPDATE \"Task\" SET region = 'pg_authid'::regclass::text",
    "UPDATE \"Task\" SET region = CAST(id AS regrole)",
    "UPDATE \"Task\" SET region = $$x$$",
    "UPDATE \"Task\" SET region = U&'\\0061'",
    "UPDATE \"Task\" SET region = title OPERATOR(pg_catalog.||) 'x'",
    "UPDATE \"Task\" SET region = (\"Task\").title",
    "UPDATE \"Task\" SET region = \"Task\".pg_typeof",
    "UPDATE \"Task\" SET region = user",
    "UPDATE \"Task\" SET region = repeat('x', 1000000000)",
    "UPDATE \"Task\" SET region = ARRAY['x']",
    "DELETE FROM ONLY \"Task\" WHERE true",
    "INSERT INTO \"Tag\" (id, label) OVERRIDING SYSTEM VALUE VALUES ('x', 'y')",
];

const SQLITE: &[&str] = &[
    "ATTACH DATABASE '/tmp/x' AS x",
    "DETACH x",
    "PRAGMA writable_schema = 1",
    "PRAGMA foreign_keys = off",
    "REPLACE INTO \"Tag\" (id, label) VALUES ('x', 'y')",
    "INSERT OR REPLACE INTO \"Tag\" (id, label) VALUES ('x', 'y')",
    "UPDATE OR IGNORE \"Task\" SET region = 'x'",
    "UPDATE sqlite_schema SET sql = ''",
    "UPDATE \"Task\" SET region = (SELECT sql FROM sqlite_master)",
    "UPDATE \"Task\" SET region = writefile('/tmp/x', title)",
    "UPDATE \"Task\" SET region = readfile('/etc/passwd')",
    "UPDATE \"Task\" SET region = load_extension('/tmp/x.so')",
    "UPDATE \"Task\" SET region = printf('%1000000000d', 1)",
    "UPDATE \"Task\" SET region = zeroblob(1000000000)",
    "UPDATE \"Task\" SET region = randomblob(1000000000)",
    "UPDATE \"Task\" SET region = randomblob(title)",
    "UPDATE \"Task\" SET region = (SELECT value FROM json_each('[1]'))",
    "UPDATE \"Task\" SET region = (SELECT name FROM pragma_table_list LIMIT 1)",
    "UPDATE \"Task\" SET region = (SELECT name FROM pragma_table_info('Secret') LIMIT 1)",
    "UPDATE \"Task\" SET region = title REGEXP 'x'",
    "UPDATE \"Task\" SET region = title MATCH 'x'",
    "UPDATE [Secret] SET password = 'x'",
    "UPDATE `Secret` SET password = 'x'",
    "REINDEX",
];

#[test]
fn what_is_not_listed_is_refused_and_says_why() {
    let mut seen = String::new();
    for (dialect, own) in [(Dialect::Postgresql, POSTGRESQL), (Dialect::Sqlite, SQLITE)] {
        let limits = limits(dialect);
        seen.push_str(&format!("# {dialect}\n\n"));
        for sql in BOTH.iter().chain(own) {
            let error = match limits.statements(sql) {
                Ok(text) => panic!("{dialect}: accepted {sql:?} as {text:?}"),
                Err(error) => error,
            };
            seen.push_str(&format!("{sql:?}\n    {error}\n"));
        }
        seen.push('\n');
    }
    expect_file(Path::new("tests/limits/refused.txt"), &seen).unwrap();
}

#[test]
fn endless_texts_are_refused_in_time() {
    let started = std::time::Instant::now();
    let deep = |before: &str, inside: &str, after: &str, times: usize| {
        format!(
            "UPDATE \"Task\" SET region = {}{inside}{}",
            before.repeat(times),
            after.repeat(times)
        )
    };
    for dialect in Dialect::ALL {
        let limits = limits(dialect);
        for sql in [
            "x".repeat(1 << 20),
            "(".repeat(19_000),
            deep("(", "1", ")", 5_000),
            deep("(SELECT ", "1", ")", 1_000),
            deep("CASE WHEN ", "true", " THEN 1 END", 900),
            deep("NOT ", "true", "", 4_500),
            deep("- ", "1", "", 4_500),
            deep("1 + ", "1", "", 4_500),
            deep("title || ", "title", "", 2_100),
            "UPDATE \"Task\" SET region = 'x';".repeat(100),
            deep("((((((((((((((((((((", "1", "))))))))))))))))))))", 1),
            deep("(SELECT (", "1", "))", 11),
            deep("lower((", "title", "))", 11),
            format!(
                "UPDATE \"Task\" SET region = 'x' FROM {}\"Tag\"{}",
                "(".repeat(22),
                ")".repeat(22)
            ),
        ] {
            limits.statements(&sql).err();
            assert!(
                started.elapsed().as_secs() < 20,
                "{}",
                sql.chars().take(80).collect::<String>()
            );
        }
    }
    let limits = limits(Dialect::Sqlite);
    let chain = deep("title || ", "title", "", 1_500);
    limits.statements(&chain).unwrap();
}

#[test]
fn ordinary_changes_of_rows_are_allowed_and_written_out_again() {
    let mut seen = String::new();
    let both = [
        "UPDATE \"Task\" SET \"region\" = 'unknown' WHERE \"region\" IS NULL",
        "UPDATE \"Task\" AS t SET region = p.region FROM \"Person\" AS p WHERE p.id = t.owner AND t.region IS NULL",
        "UPDATE \"Task\" SET region = coalesce((SELECT p.\"region\" FROM \"Person\" p WHERE p.\"id\" = \"Task\".\"owner\"), 'it''s')",
        "UPDATE \"Task\" SET region = CASE WHEN trim(title) = '' THEN 'none' ELSE upper(substr(title, 1, 2)) END;",
        "DELETE FROM \"Task\" WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY title ORDER BY id) AS n FROM \"Task\") AS d WHERE n > 1)",
        "INSERT INTO \"Tag\" (id, label) SELECT DISTINCT title, region FROM \"Task\" WHERE region IS NOT NULL; UPDATE \"Task\" SET region = 'x'",
        "WITH firsts AS (SELECT min(id) AS id FROM \"Task\" GROUP BY title) DELETE FROM \"Task\" WHERE id NOT IN (SELECT id FROM firsts)",
        "INSERT INTO \"Tag\" (id, label) VALUES ('a', 'b') ON CONFLICT (id) DO UPDATE SET label = excluded.label",
    ];
    for (dialect, own) in [
        (
            Dialect::Postgresql,
            [
                "UPDATE \"Task\" SET region = split_part(title, ' ', 1) WHERE title ~ '^[a-z]+ '",
                "UPDATE \"Task\" SET region = to_char(to_date(title, 'DD.MM.YYYY'), 'YYYY-MM-DD')",
                "UPDATE \"Task\" SET region = (title::jsonb ->> 'region')::varchar(20)",
                "DELETE FROM \"Task\" a USING \"Task\" b WHERE a.ctid < b.ctid AND a.title = b.title",
            ],
        ),
        (
            Dialect::Sqlite,
            [
                "UPDATE task SET region = substr(title, 1, instr(title, ' ') - 1) WHERE instr(title, ' ') > 0",
                "UPDATE \"Task\" SET region = json_extract(title, '$.region')",
                "DELETE FROM \"Task\" WHERE rowid NOT IN (SELECT min(rowid) FROM \"Task\" GROUP BY title)",
                "INSERT INTO \"Tag\" (id, label) SELECT lower(hex(randomblob(16))), title FROM \"Task\"",
            ],
        ),
    ] {
        let limits = limits(dialect);
        seen.push_str(&format!("# {dialect}\n\n"));
        for sql in both.iter().chain(&own) {
            let text = limits
                .statements(sql)
                .unwrap_or_else(|error| panic!("{dialect}: {error}: {sql}"));
            assert_eq!(limits.statements(&text).as_ref(), Ok(&text));
            seen.push_str(&format!("{text}\n\n"));
        }
    }
    expect_file(Path::new("tests/limits/accepted.txt"), &seen).unwrap();
}

#[test]
fn queries_and_expressions_have_the_same_limits() {
    for dialect in Dialect::ALL {
        let limits = limits(dialect);
        limits
            .query("SELECT count(*) FROM \"Task\" WHERE \"region\" IS NULL")
            .unwrap();
        assert!(limits.query("SELECT count(*) FROM \"Secret\"").is_err());
        assert!(limits.query("SELECT 1; SELECT 2").is_err());
        assert!(limits.query("DELETE FROM \"Task\" WHERE true").is_err());
        assert!(
            limits
                .query("WITH x AS (DELETE FROM \"Task\" WHERE true RETURNING id) SELECT count(*) FROM x")
                .is_err_and(|error| error.to_string().contains("not allowed"))
        );
        limits.expression("CAST(\"title\" AS integer)").unwrap();
        assert!(limits.expression("1; DROP TABLE \"Task\"").is_err());
        assert!(limits.expression("(SELECT password FROM \"Secret\")").is_err());
    }
}
