//! Commands about live databases: `diff`, `baseline`, `pull`, `verify`.

use dazzle_testkit::Dazzle;

use crate::support::{
    BINARY, BOTH, Database, Kind, Story, TASK, TASK_WITH_DUE, TASK_WITH_PRIORITY, Workplace,
};

/// Tables that no tool made, with a thing that Dazzle does not model.
fn by_hand(kind: Kind) -> &'static str {
    match kind {
        Kind::Postgresql => {
            "CREATE TABLE customer (id integer CONSTRAINT customer_pkey PRIMARY KEY, name varchar(80) NOT NULL);
             CREATE INDEX by_name ON customer (lower(name));
             CREATE SEQUENCE spare;
             CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY);
             INSERT INTO alembic_version VALUES ('1975ea83b712');
             INSERT INTO customer VALUES (1, 'Ada')"
        }
        Kind::Sqlite => {
            "CREATE TABLE customer (id INT CONSTRAINT customer_pkey PRIMARY KEY, name VARCHAR(80) NOT NULL);
             CREATE INDEX by_name ON customer (lower(name));
             CREATE TRIGGER touch AFTER UPDATE ON customer BEGIN SELECT 1; END;
             CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
             INSERT INTO alembic_version VALUES ('1975ea83b712');
             INSERT INTO customer VALUES (1, 'Ada')"
        }
    }
}

fn name(kind: Kind, story: &str) -> String {
    match kind {
        Kind::Postgresql => format!("{story}_postgresql"),
        Kind::Sqlite => format!("{story}_sqlite"),
    }
}

#[test]
fn diff_shows_what_differs_between_any_two() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK_WITH_PRIORITY);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "create Task"]);
        place
            .project
            .write("dsl/app.dsl", &TASK_WITH_DUE.replace("str(50)", "str(80)"));
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "diff", "head", "live"]).code, 0);
        assert_eq!(story.run(&["db", "diff", "live", "dsl"]).code, 3);
        assert_eq!(story.run(&["db", "diff", "live", "dsl", "--sql"]).code, 3);
        assert_eq!(story.run(&["db", "diff", "live", "dsl", "--ops"]).code, 3);
        assert_eq!(story.run(&["db", "diff", "empty", "r1"]).code, 3);
        assert_eq!(
            story
                .run(&["db", "diff", "empty", "r1", "--sql", "--dialect", "postgresql"])
                .code,
            3
        );
        place
            .project
            .write("dsl/app.dsl", &TASK_WITH_DUE.replace("title", "name"));
        assert_eq!(
            story
                .run(&["db", "diff", "live", "dsl", "--rename", "Task.title=Task.name"])
                .code,
            3
        );
        for wrong in [
            &["db", "diff", "live"] as &[&str],
            &["db", "diff", "live", "nowhere"],
            &["db", "diff", "live", "mysql://h/d"],
            &["db", "diff", "dsl", "./nowhere"],
            &["db", "diff", "live", "dsl", "--rename", "x"],
            &["db", "diff", "live", "dsl", "--rename", "Task.x=Task.y"],
        ] {
            assert_ne!(story.run(wrong).code, 0, "{wrong:?}");
        }
        story.check(&name(kind, "diff"));
    }
}

#[test]
fn the_script_of_a_difference_makes_the_ends_equal() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK_WITH_PRIORITY);
        place.ok(&["db", "migrate"]);
        place.database.sql(by_hand(kind));
        place.project.write("dsl/app.dsl", TASK_WITH_DUE);
        let script = place.expect(3, &["db", "diff", "live", "dsl", "--sql"]);
        // The customers have a row.
        assert!(place.database.try_script(&script.stdout).is_err());
        let script = place.expect(3, &["db", "diff", "live", "dsl", "--sql", "--allow-destructive"]);
        place.database.try_script(&script.stdout).unwrap();
        place.ok(&["db", "diff", "live", "dsl"]);
    }
}

#[test]
fn two_databases_need_no_project() {
    for kind in BOTH {
        let (left, right) = (Database::new(kind), Database::new(kind));
        left.sql(by_hand(kind));
        right.sql("CREATE TABLE t (id INTEGER); DROP TABLE t");
        let folder = tempfile::tempdir().unwrap();
        let dazzle = Dazzle::new(BINARY, folder.path());
        let output = dazzle.run(["db", "diff", &left.url(), &right.url()]);
        assert_eq!(output.code, 3, "{output}");
        assert!(output.stdout.contains("- drop table `customer`"), "{output}");
        assert!(!output.stdout.contains("alembic_version"), "{output}");
        assert_eq!(dazzle.run(["db", "diff", &left.url(), &left.url()]).code, 0);
        assert_eq!(
            dazzle
                .run(["db", "diff", "live", "empty", "--database-url", &left.url()])
                .code,
            3
        );
        // The rest of the ends are a project's.
        let output = dazzle.run(["db", "diff", "dsl", &left.url()]);
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stderr.contains("this needs a project"), "{output}");
    }
}

#[test]
fn a_database_that_somebody_else_made_is_adopted() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.database.sql(by_hand(kind));
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "baseline", "--rev-id", "b1"]).code, 0);
        assert_eq!(story.run(&["db", "baseline"]).code, 1);
        assert_eq!(story.run(&["db", "verify"]).code, 0);
        assert_eq!(story.run(&["db", "status"]).code, 0);
        assert_eq!(story.run(&["db", "migrate"]).code, 1);
        assert_eq!(story.run(&["db", "log"]).code, 0);
        story.check(&name(kind, "baseline"));
    }
}

#[test]
fn the_first_migration_says_that_it_adopts() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.database.sql(by_hand(kind));
        let output = place.ok(&["db", "migrate", "--allow-destructive"]);
        assert!(
            output.stdout.contains("1 table described as it stands there"),
            "{output}"
        );
        assert!(output.stdout.contains("Alembic keeps its history"), "{output}");
        place.ok(&["db", "verify"]);
        let production = Workplace::new(kind, TASK);
        production.database.sql(by_hand(kind));
        let dazzle = Dazzle::new(BINARY, production.project.path())
            .env("DATABASE_URL", production.database.url())
            .env("DAZZLE_ENV", "production");
        let output = dazzle.run(["db", "migrate"]);
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stderr.contains("dazzle db baseline"), "{output}");
        assert!(production.migration_files().is_empty());
    }
}

#[test]
fn dsl_is_pulled_into_a_new_project() {
    for kind in BOTH {
        let database = Database::new(kind);
        database.sql(by_hand(kind));
        let folder = tempfile::tempdir().unwrap();
        let dazzle = Dazzle::new(BINARY, folder.path());
        let pull = [
            "db",
            "pull",
            "--database-url",
            &database.url(),
            "--output",
            "shop",
        ];
        let output = dazzle.run(pull);
        assert_eq!(output.code, 0, "{output}");
        assert!(output.stdout.contains("index `by_name`"), "{output}");
        let inside = Dazzle::new(BINARY, &folder.path().join("shop")).env("DATABASE_URL", database.url());
        for arguments in [
            &["check"] as &[&str],
            &["db", "diff", "dsl", "live"],
            &["db", "migrate"],
            &["db", "verify"],
            &["db", "diff", "dsl", "live"],
        ] {
            let output = inside.run(arguments);
            assert_eq!(output.code, 0, "{kind:?} {arguments:?}: {output}");
        }
        // Nothing is overwritten, and nothing is made without being told where.
        assert_eq!(dazzle.run(pull).code, 1);
        assert_eq!(
            dazzle.run(["db", "pull", "--database-url", &database.url()]).code,
            1
        );
        assert_eq!(dazzle.run(["db", "pull"]).code, 1);
    }
}

#[test]
fn verify_names_drift_keeps_it_or_undoes_it() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK_WITH_PRIORITY);
        let mut story = Story::new(&place);
        story.note("nothing is there yet");
        assert_eq!(story.run(&["db", "verify"]).code, 1);
        place.ok(&["db", "migrate", "--rev-id", "r1", "-m", "create Task"]);
        assert_eq!(story.run(&["db", "verify"]).code, 0);
        place.database.sql(
            "CREATE INDEX by_hand ON \"Task\" (priority) WHERE priority > 3;
             ALTER TABLE \"Task\" ADD COLUMN extra INTEGER",
        );
        story.note("somebody changed the database");
        assert_eq!(story.run(&["db", "verify"]).code, 3);
        assert_eq!(story.run(&["db", "status"]).code, 0);
        assert_eq!(story.run(&["db", "verify", "--revert"]).code, 3);
        assert_eq!(story.run(&["db", "verify", "--revert", "--yes"]).code, 0);
        assert_eq!(story.run(&["db", "verify", "--revert", "--yes"]).code, 0);
        assert_eq!(story.run(&["db", "verify"]).code, 0);
        place
            .database
            .sql("CREATE INDEX by_hand ON \"Task\" (priority) WHERE priority > 3");
        assert_eq!(
            story
                .run(&["db", "verify", "--adopt", "-m", "an index for the urgent"])
                .code,
            0
        );
        assert_eq!(story.run(&["db", "verify", "--adopt"]).code, 0);
        assert_eq!(story.run(&["db", "verify"]).code, 0);
        story.note("the DSL has no word for it, so it stays");
        assert_eq!(story.run(&["db", "migrate", "--check"]).code, 0);
        story.check(&name(kind, "verify"));
    }
}

#[test]
fn trap_46_a_verification_that_fails_is_no_success() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate"]);
        place
            .project
            .write("migrations/broken.toml", "revision = \"x\"\n");
        for flags in [
            &[] as &[&str],
            &["--json"],
            &["--adopt"],
            &["--revert"],
            &["--no-rows"],
        ] {
            let mut arguments = vec!["db", "verify"];
            arguments.extend(flags);
            assert_eq!(place.run(&arguments).code, 1, "{flags:?}");
        }
        assert_eq!(place.run(&["db", "diff", "head", "live"]).code, 1);
        let url = match kind {
            Kind::Postgresql => "postgresql://nobody@127.0.0.1:1/none",
            Kind::Sqlite => "sqlite:/no/such/folder/file.db",
        };
        let output = place.run(&["db", "diff", "live", url]);
        assert_eq!(output.code, 1, "{output}");
    }
}

#[test]
fn trap_48_looking_changes_nothing() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate"]);
        place.database.sql(by_hand(kind));
        place.database.sql("CREATE INDEX by_hand ON \"Task\" (title)");
        let before = (
            place.database.contents(),
            crate::support::bytes_below(place.project.path()),
        );
        for arguments in [
            &["db", "verify"] as &[&str],
            &["db", "verify", "--revert"],
            &["db", "diff", "live", "dsl", "--sql"],
            &["db", "diff", "empty", "live"],
            &["db", "status"],
        ] {
            assert_ne!(place.run(arguments).code, 1, "{arguments:?}");
        }
        assert_eq!(place.run(&["db", "pull"]).code, 1);
        let after = (
            place.database.contents(),
            crate::support::bytes_below(place.project.path()),
        );
        assert_eq!(before, after);
    }
}
