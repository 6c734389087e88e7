//! A database that somebody else made: its baseline, and DSL pulled from it.

use dazzle_db::SessionOptions;
use dazzle_engine::baseline::{BaselineRequest, baseline};
use dazzle_engine::migrate::{MigrateOptions, migrate};
use dazzle_engine::pull::{PullTarget, pull};
use dazzle_engine::{EngineError, Event, Interrupt, RunOptions};
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::BOTH;
use crate::support::{Lab, Place, chain, destructive};

/// A shop that no tool made, in the words of each dialect.
fn shop(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgresql => {
            "CREATE TYPE mood AS ENUM ('calm', 'cross');
             CREATE TABLE customer (
                 id integer PRIMARY KEY, name varchar(80) NOT NULL, mail text UNIQUE,
                 mood mood DEFAULT 'calm', born date, CHECK (length(name) > 1));
             CREATE TABLE orders (
                 id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                 customer integer NOT NULL REFERENCES customer ON DELETE CASCADE DEFERRABLE,
                 total numeric(10,2) NOT NULL DEFAULT 0,
                 gross numeric GENERATED ALWAYS AS (total * 1.19) STORED,
                 placed timestamptz DEFAULT now());
             CREATE INDEX big_orders ON orders (customer, total DESC) WHERE total > 1000;
             CREATE VIEW spending AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;
             CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
             CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
             CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY);
             INSERT INTO alembic_version VALUES ('1975ea83b712');
             INSERT INTO customer (id, name) VALUES (1, 'Ada'), (2, 'Bob');
             INSERT INTO orders (customer, total) VALUES (1, 5), (1, 2000), (2, 7)"
        }
        Dialect::Sqlite => {
            "CREATE TABLE customer (
                 id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL COLLATE NOCASE, mail TEXT UNIQUE,
                 born DATE, CHECK (length(name) > 1));
             CREATE TABLE orders (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 customer INT NOT NULL REFERENCES customer ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                 total NUMERIC(10,2) NOT NULL DEFAULT 0,
                 gross NUMERIC GENERATED ALWAYS AS (total * 1.19) STORED,
                 placed DATETIME DEFAULT CURRENT_TIMESTAMP) /* of customers */;
             CREATE INDEX big_orders ON orders (customer, total DESC) WHERE total > 1000;
             CREATE VIEW spending AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;
             CREATE TRIGGER touch AFTER UPDATE ON orders BEGIN SELECT 1; END;
             CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
             INSERT INTO alembic_version VALUES ('1975ea83b712');
             INSERT INTO customer (id, name) VALUES (1, 'Ada'), (2, 'Bob');
             INSERT INTO orders (customer, total) VALUES (1, 5), (1, 2000), (2, 7)"
        }
    }
}

fn make_baseline(lab: &Lab) -> Result<dazzle_engine::baseline::Baselined, EngineError> {
    block_on(baseline(
        &lab.project,
        &lab.target,
        &BaselineRequest::default(),
        &RunOptions::default(),
        &Interrupt::new(),
        &mut |_| {},
    ))
}

fn pull_into(lab: &Lab) -> dazzle_engine::pull::Pulled {
    let target = PullTarget::Project(&lab.project, None);
    block_on(pull(&lab.target, target, &SessionOptions::default()))
        .unwrap_or_else(|error| panic!("{}", chain(&error)))
}

#[test]
fn a_baseline_describes_the_database_and_changes_nothing() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run(shop(dialect));
        let (structure, rows) = (place.catalogue(), place.query("SELECT * FROM orders"));
        let lab = Lab::new(&place, "");
        let done = make_baseline(&lab).unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert_eq!(done.tables, 2);
        assert_eq!(done.other_tools[0].name, "Alembic");
        assert_eq!(done.other_tools[0].version.as_deref(), Some("1975ea83b712"));
        assert_eq!(
            place.value("SELECT version_num FROM alembic_version"),
            "1975ea83b712"
        );
        assert_eq!(place.query("SELECT * FROM orders"), rows);
        place.run("DROP TABLE _dazzle_version; DROP TABLE _dazzle_log");
        assert_eq!(place.catalogue(), structure, "{dialect}");

        // On an empty database its file makes the same, and takes it away again.
        let elsewhere = Place::new(dialect);
        lab.upgrade_elsewhere(&elsewhere)
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        elsewhere.run("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
        let there = Lab::new(&elsewhere, "");
        let found = crate::differences::between(&lab.target, &there.target);
        assert!(found.is_equal(), "{dialect}: {found:#?}");
    }
}

#[test]
fn after_the_baseline_the_database_is_as_history_says() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run(shop(dialect));
        let lab = Lab::new(&place, "");
        make_baseline(&lab).unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        let found = crate::drift::verify(&lab);
        assert!(found.drift.is_equal(), "{dialect}: {:#?}", found.drift);
        // A second one, or one beside a history, is refused.
        assert!(matches!(make_baseline(&lab), Err(EngineError::Refused { .. })));
    }
}

#[test]
fn what_is_pulled_says_all_that_the_language_can_say() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run(shop(dialect));
        let lab = Lab::new(&place, "");
        let pulled = pull_into(&lab);
        assert_eq!(pulled.tables, 2);
        assert!(!pulled.unsaid.is_empty() && !pulled.unmodelled.is_empty());
        let model = lab
            .model()
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert!(!model.diagnostics.iter().any(dazzle_dsl::Diagnostic::is_error));
        let found = crate::differences::dsl_to_live(&lab);
        assert!(found.is_equal(), "{dialect}: {found:#?}");
        assert!(!found.unsaid.is_empty());

        // With the baseline under it there is nothing to migrate: what the language cannot say stays.
        make_baseline(&lab).unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        let draft = lab
            .draft()
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert!(
            draft.is_none(),
            "{dialect}: {:#?}",
            draft.map(|it| it.revision.upgrade)
        );
        // Nothing is overwritten.
        let again = PullTarget::Project(&lab.project, None);
        let refused = block_on(pull(&lab.target, again, &SessionOptions::default()));
        assert!(matches!(refused, Err(EngineError::Refused { .. })));
    }
}

#[test]
fn the_first_migrate_takes_the_baseline_by_itself() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run(shop(dialect));
        let rows = place.query("SELECT id, customer, total, placed FROM orders ORDER BY id");
        let lab = Lab::new(&place, "");
        pull_into(&lab);
        let path = lab.folder.path().join("dsl/app.dsl");
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, entity) = text.split_once("entity orders").unwrap();
        let (head, body) = entity.split_once('\n').unwrap();
        lab.dsl(&format!("{before}entity orders{head}\n  note: str(200)\n{body}"));
        let mut baselined = 0;
        let options = destructive();
        let migrated = block_on(migrate(
            &lab.project,
            &lab.target,
            &MigrateOptions::default(),
            &options,
            &Interrupt::new(),
            &mut |event| baselined += usize::from(matches!(event, Event::Baselined(_))),
        ))
        .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert_eq!(baselined, 1);
        let (revision, _) = migrated.written.unwrap();
        let summaries: Vec<String> = revision.upgrade.iter().map(|it| it.summary()).collect();
        assert_eq!(
            summaries,
            ["add column `orders`.`note` varchar(200)"],
            "{dialect}"
        );
        assert_eq!(
            place.query("SELECT id, customer, total, placed FROM orders ORDER BY id"),
            rows
        );
        lab.downgrade(revision.parents[0].as_str(), &destructive())
            .unwrap_or_else(|error| panic!("{dialect}: {}", chain(&error)));
        assert!(crate::drift::verify(&lab).drift.is_equal());
    }
}

#[test]
fn a_database_that_is_at_a_revision_already_is_told_which() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to("entity Task:\n  id: uuid pk\n  title: str(80) required\n");
        place.run("DROP TABLE _dazzle_version; DROP TABLE _dazzle_log");
        let error = lab.upgrade(&RunOptions::default()).unwrap_err();
        let EngineError::Refused { reason, hint } = error else {
            panic!("{error:?}")
        };
        let id = lab.migrations().history.heads().into_iter().next().unwrap();
        assert!(reason.contains("exactly those of revision"), "{reason}");
        assert_eq!(hint, format!("record that with `dazzle db stamp {id}`"));
        // What is refused stays as it was.
        assert!(!place.catalogue().contains("_dazzle"));
    }
}

#[test]
fn in_production_nothing_is_adopted() {
    let place = Place::new(Dialect::Sqlite);
    place.run(shop(Dialect::Sqlite));
    let folder = dazzle_testkit::Project::new();
    folder.write("dazzle.toml", "[project]\nname = \"app\"\n");
    let environment = [("DAZZLE_ENV".to_owned(), "production".to_owned())];
    let lab = Lab::new(&place, "");
    let project = dazzle_engine::Project::find(folder.path(), environment).unwrap();
    for outcome in [
        block_on(baseline(
            &project,
            &lab.target,
            &BaselineRequest::default(),
            &RunOptions::default(),
            &Interrupt::new(),
            &mut |_| {},
        ))
        .map(drop),
        block_on(dazzle_engine::upgrade::upgrade(
            &project,
            &lab.target,
            &dazzle_history::Target::Heads,
            &RunOptions::default(),
            &Interrupt::new(),
            &mut |_| {},
        ))
        .map(drop),
    ] {
        let Err(EngineError::Refused { hint, .. }) = outcome else {
            panic!("{outcome:?}")
        };
        assert!(hint.contains("dazzle db stamp"), "{hint}");
    }
    assert!(!place.catalogue().contains("_dazzle"));
    assert!(!folder.path().join("migrations").exists());
}

#[test]
fn a_baseline_with_routines_runs_on_an_empty_database_and_back() {
    let place = Place::new(Dialect::Postgresql);
    // The body of a routine speaks of a table, and an operator can be removed but not made.
    place.run(
        "CREATE TABLE lease (id integer PRIMARY KEY, address inet);
         CREATE FUNCTION dump() RETURNS TABLE (address inet) LANGUAGE sql
             AS 'SELECT address FROM lease ORDER BY id';
         CREATE FUNCTION alike(text, integer) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = $2::text';
         CREATE OPERATOR === (FUNCTION = alike, LEFTARG = text, RIGHTARG = integer)",
    );
    let lab = Lab::new(&place, "");
    make_baseline(&lab).unwrap_or_else(|error| panic!("{}", chain(&error)));
    let elsewhere = Place::new(Dialect::Postgresql);
    lab.upgrade_elsewhere(&elsewhere)
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
    elsewhere.run("INSERT INTO lease VALUES (1, '10.0.0.1')");
    assert_eq!(elsewhere.value("SELECT address FROM dump()"), "10.0.0.1");
    let there = Lab {
        target: Lab::new(&elsewhere, "").target,
        ..lab
    };
    there
        .downgrade("base", &destructive())
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
    assert_eq!(
        elsewhere.value("SELECT count(*) FROM pg_proc WHERE proname = 'dump'"),
        "0"
    );
}

#[test]
fn a_pull_that_has_nothing_to_write_says_why() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        place.run("CREATE TABLE users (user_id integer PRIMARY KEY, name varchar(80) NOT NULL)");
        let lab = Lab::new(&place, "");
        let target = PullTarget::Project(&lab.project, None);
        let refused = block_on(pull(&lab.target, target, &SessionOptions::default())).unwrap_err();
        let EngineError::Refused { reason, .. } = refused else {
            panic!("{refused:?}")
        };
        assert!(reason.contains("`users`: it has no column `id`"), "{reason}");
    }
}
