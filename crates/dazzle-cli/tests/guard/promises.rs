//! What the guard promises: it writes nothing, asks little, and does not cry wolf.

use std::time::Instant;

use dazzle_testkit::counter::RoundTrips;

use crate::support::{BOTH, Database, Kind, TASK, TASK_WITH_PRIORITY, Workplace, bytes_below};
use crate::{Production, deployed};

#[test]
fn fifty_guards_change_nothing() {
    for kind in BOTH {
        let production = deployed(kind);
        let look = |times: usize, code: i32| {
            production.guard(&[]);
            let before = (
                production.place.database.contents(),
                bytes_below(production.place.project.path()),
            );
            for _ in 0..times {
                let output = production.guard.run(["guard"]);
                assert_eq!(output.code, code, "{output}");
            }
            let after = (
                production.place.database.contents(),
                bytes_below(production.place.project.path()),
            );
            assert!(before == after, "{kind:?} changed");
        };
        look(25, 0);
        production
            .place
            .database
            .sql("CREATE INDEX by_hand ON \"Task\" (title)");
        look(25, 3);
    }
}

/// A file in write-ahead mode, with an application that has it open and one that died before its pages were moved.
#[test]
fn a_file_in_write_ahead_mode_is_only_read() {
    let production = deployed(Kind::Sqlite);
    production.place.database.sql("PRAGMA journal_mode = WAL");
    production.passes("fingerprint");
    let before = production
        .place
        .database
        .sql("PRAGMA main.data_version; SELECT count(*) FROM _dazzle_log");
    for _ in 0..5 {
        assert_eq!(production.guard.run(["guard"]).code, 0);
    }
    assert_eq!(
        production
            .place
            .database
            .sql("PRAGMA main.data_version; SELECT count(*) FROM _dazzle_log"),
        before
    );
    production
        .place
        .database
        .sql("CREATE INDEX by_hand ON \"Task\" (title)");
    production.refuses(&["drift"]);
}

#[test]
fn on_postgresql_it_asks_at_most_three_times() {
    let production = deployed(Kind::Postgresql);
    let url = production.place.database.url();
    let server = url
        .split(['@', '/'])
        .find(|part| part.contains(':') && !part.ends_with(':'))
        .unwrap();
    let proxy = RoundTrips::start(server);
    let through = crate::as_role_at(&url, production.role.as_deref().unwrap(), proxy.port);
    production.passes("fingerprint");
    let output = production
        .guard
        .clone()
        .env("DATABASE_URL", through)
        .run(["guard"]);
    assert_eq!(output.code, 0, "{output}");
    assert_eq!(proxy.connections(), 1);
    assert!((1..=3).contains(&proxy.questions()), "{}", proxy.questions());
}

#[test]
fn what_is_not_managed_is_no_drift() {
    for kind in BOTH {
        let production = deployed(kind);
        let database = &production.place.database;
        production
            .place
            .project
            .write("dazzle.toml", "[schema]\nignore = [\"audit_*\"]\n");
        database.sql(
            "CREATE TABLE audit_one (id INTEGER);
             CREATE INDEX audit_index ON audit_one (id);
             CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
        );
        production.passes("fingerprint");
        database.sql("INSERT INTO \"Task\" (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'a')");
        if let Database::Postgresql(database) = database {
            let role = production.role.as_deref().unwrap();
            database.sql("VACUUM ANALYZE");
            database.sql("VACUUM FULL \"Task\"");
            database.sql(&format!(
                "GRANT SELECT ON \"Task\" TO {role}; REINDEX TABLE \"Task\"; \
                 ALTER TABLE \"Task\" SET (autovacuum_enabled = false)"
            ));
        } else {
            database.sql("ANALYZE");
            database.sql("VACUUM");
        }
        production.passes("fingerprint");
    }
}

#[test]
fn a_real_change_is_always_found() {
    for kind in BOTH {
        let production = deployed(kind);
        let database = &production.place.database;
        let mut changes = vec![
            ("CREATE TABLE \"Extra\" (id INTEGER)", "DROP TABLE \"Extra\""),
            ("CREATE INDEX i ON \"Task\" (due)", "DROP INDEX i"),
            (
                "ALTER TABLE \"Task\" ADD COLUMN x INTEGER",
                "ALTER TABLE \"Task\" DROP COLUMN x",
            ),
            (
                "ALTER TABLE \"Task\" RENAME COLUMN due TO until",
                "ALTER TABLE \"Task\" RENAME COLUMN until TO due",
            ),
        ];
        if kind == Kind::Postgresql {
            changes.extend([
                (
                    "ALTER TABLE \"Task\" ALTER priority SET DEFAULT 1",
                    "ALTER TABLE \"Task\" ALTER priority SET DEFAULT 0",
                ),
                (
                    "ALTER TABLE \"Task\" ALTER title TYPE varchar(60)",
                    "ALTER TABLE \"Task\" ALTER title TYPE varchar(50)",
                ),
                (
                    "ALTER TABLE \"Task\" ALTER title DROP NOT NULL",
                    "ALTER TABLE \"Task\" ALTER title SET NOT NULL",
                ),
                (
                    "ALTER TABLE \"Task\" ADD CONSTRAINT c CHECK (priority > 0)",
                    "ALTER TABLE \"Task\" DROP CONSTRAINT c",
                ),
                (
                    "COMMENT ON COLUMN \"Task\".due IS 'x'",
                    "COMMENT ON COLUMN \"Task\".due IS NULL",
                ),
            ]);
        }
        for (there, back) in changes {
            database.sql(there);
            assert_eq!(production.codes(), (3, vec!["drift".to_owned()]), "{there}");
            database.sql(back);
            assert_eq!(production.guard(&[]).code, 0, "{back}");
        }
    }
}

#[test]
fn without_a_fingerprint_the_comparison_decides() {
    for kind in BOTH {
        let production = Production::new(Workplace::with_three_revisions(kind));
        let place = &production.place;
        // A script records no fingerprint.
        let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
        place.database.try_script(&script).unwrap();
        production.passes("comparison");
        place.database.sql("CREATE INDEX by_hand ON \"Task\" (title)");
        production.refuses(&["drift"]);
        place.ok(&["db", "verify", "--revert", "--yes"]);
        production.passes("fingerprint");
        // Neither does whoever moves the version by hand.
        place
            .database
            .sql("DELETE FROM _dazzle_version WHERE revision = '.catalogue'");
        production.passes("comparison");
        place
            .database
            .sql("UPDATE _dazzle_version SET value = '1-00 r3' WHERE revision = '.catalogue'");
        production.passes("comparison");
        place.ok(&["db", "stamp", "r2"]);
        production.refuses(&["behind", "drift"]);
        place.ok(&["db", "stamp", "r3"]);
        production.passes("fingerprint");
    }
}

/// A run on a database that has drifted does not make the drift look like history.
#[test]
fn an_upgrade_does_not_hide_drift() {
    for kind in BOTH {
        let production = Production::new(Workplace::with_three_revisions(kind));
        let place = &production.place;
        place.ok(&["db", "upgrade", "r2"]);
        place.database.sql("CREATE INDEX by_hand ON \"Task\" (title)");
        place.ok(&["db", "upgrade"]);
        production.refuses(&["drift"]);
        place.database.sql("DROP INDEX by_hand");
        production.passes("comparison");
        place.ok(&["db", "rollback"]);
        place.ok(&["db", "upgrade"]);
        production.passes("fingerprint");
    }
}

#[test]
fn each_way_to_move_the_version_records_a_fingerprint() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place
            .database
            .sql("CREATE TABLE customer (id INTEGER NOT NULL, CONSTRAINT customer_pkey PRIMARY KEY (id))");
        place.project.write(
            "dsl/app.dsl",
            "module app\napp app \"App\"\n\nentity customer:\n  id: int pk\n",
        );
        place.ok(&["db", "baseline", "--rev-id", "b1"]);
        let production = Production::new(place);
        let place = &production.place;
        assert_eq!(production.drift_check(), "fingerprint");
        place.database.sql("CREATE INDEX by_hand ON customer (id)");
        place.ok(&["db", "verify", "--adopt"]);
        assert_eq!(production.drift_check(), "fingerprint");
        place.project.write(
            "dsl/app.dsl",
            &format!("{TASK}\nentity customer:\n  id: int pk\n"),
        );
        place.ok(&["db", "migrate"]);
        production.passes("fingerprint");
        place.ok(&["db", "rollback"]);
        assert_eq!(production.drift_check(), "fingerprint");
        place.ok(&["db", "upgrade"]);
        production.passes("fingerprint");
    }
}

#[test]
fn dump_and_restore_are_no_drift() {
    let place = Workplace::new(Kind::Postgresql, TASK);
    place.ok(&["db", "migrate"]);
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    place.ok(&["db", "migrate"]);
    let output = std::process::Command::new(dazzle_testkit::postgres::client_program("pg_dump"))
        .args(["--no-owner", "--dbname", &place.database.url()])
        .output()
        .unwrap();
    assert!(output.status.success());
    let dump = String::from_utf8(output.stdout).unwrap();
    // A newer program than the server writes a setting that the server does not know.
    let dump = dump.replace("SET transaction_timeout = 0;", "");
    let mut place = place;
    place.database = Database::new(Kind::Postgresql);
    place.database.try_script(&dump).unwrap();
    let production = Production::new(place);
    production.passes("fingerprint");
}

/// What the guard costs on a large database; printed, and bounded so loosely that only a blunder fails.
#[test]
#[allow(clippy::print_stdout)]
fn a_thousand_tables_take_little_time() {
    for kind in BOTH {
        let entities: String = (0..1_000)
            .map(|at| {
                format!("entity T{at}:\n  id: uuid pk\n  title: str(50) required\n  amount: decimal(10,2) = 0\n  t: ref T{}\n", at / 2)
            })
            .collect();
        let place = Workplace::new(kind, &format!("module app\napp app \"App\"\n\n{entities}"));
        let started = Instant::now();
        place.ok(&["db", "migrate", "-m", "all"]);
        let migrated = started.elapsed();
        let production = Production::new(place);
        production.passes("fingerprint");
        let started = Instant::now();
        assert_eq!(production.guard.run(["guard"]).code, 0);
        let by_fingerprint = started.elapsed();
        production
            .place
            .database
            .sql("DELETE FROM _dazzle_version WHERE revision = '.catalogue'");
        let started = Instant::now();
        assert_eq!(production.guard.run(["guard"]).code, 0);
        let compared = started.elapsed();
        println!(
            "{kind:?}, 1,000 tables: migrate {migrated:.2?}, guard {by_fingerprint:.2?}, guard without a fingerprint {compared:.2?}"
        );
        assert!(by_fingerprint.as_secs() < 60, "{by_fingerprint:?}");
    }
}

/// The journal of a process that died in the middle of a transaction stands beside the file.
#[test]
fn what_a_dead_writer_left_is_not_touched() {
    let production = deployed(Kind::Sqlite);
    let Database::Sqlite(file) = &production.place.database else {
        panic!("another kind")
    };
    let journal = file.path.with_file_name("test.db-journal");
    let saved = file.folder.path().join("saved");
    // A journal is hot when it has a header and nobody holds the file.
    let script = format!(
        "PRAGMA cache_size = 1; BEGIN; UPDATE _dazzle_log SET who = hex(zeroblob(9000));\n.shell cp {} {}\nROLLBACK;\n",
        journal.display(),
        saved.display()
    );
    production.place.database.try_script(&script).unwrap();
    std::fs::rename(&saved, &journal).unwrap();
    let before = bytes_below(file.folder.path());
    let output = production.guard.run(["guard"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("has to be rolled back first"), "{output}");
    assert!(before == bytes_below(file.folder.path()));
    production.place.ok(&["db", "status"]);
    assert_eq!(production.guard(&[]).code, 0);
}
