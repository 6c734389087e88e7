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

#[test]
fn an_environment_that_is_none_is_not_taken_for_no_database() {
    let place = Workplace::new(Kind::Sqlite, TASK_WITH_PRIORITY);
    place.ok(&["db", "migrate"]);
    let dazzle = Dazzle::new(BINARY, place.project.path()).env("DAZZLE_ENV", "prodution");
    for output in [
        dazzle.run(["db", "diff", "live", "dsl"]),
        dazzle.run(["db", "pull", "-o", "other"]),
    ] {
        assert_eq!(output.code, 1, "{output}");
        assert!(output.stderr.contains("is no environment"), "{output}");
    }
    // What needs no database does not ask.
    let output = dazzle.run(["db", "diff", "head", "dsl"]);
    assert_eq!(output.code, 0, "{output}");
}

/// At `r1`, where somebody renamed a column and a table by hand that have values.
fn renamed_by_hand(kind: Kind) -> Workplace {
    let place = Workplace::new(
        kind,
        &format!("{TASK}  memo: text\n\nentity Area \"Area\":\n  id: uuid pk\n  town: str(50) required\n"),
    );
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.database.sql(
        "INSERT INTO \"Task\" (id, title, memo) VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'kept');
         INSERT INTO \"Area\" (id, town) VALUES ('00000000-0000-0000-0000-000000000001', 'kept');
         ALTER TABLE \"Task\" RENAME COLUMN memo TO remark;
         ALTER TABLE \"Area\" RENAME TO \"Zone\"",
    );
    place
}

const RENAMES: [&str; 4] = ["--rename", "Task.memo=Task.remark", "--rename", "Area=Zone"];

#[test]
fn a_rename_by_hand_is_never_a_silent_drop() {
    for kind in BOTH {
        let place = renamed_by_hand(kind);
        let before = (place.database.catalogue(), place.migration_files());
        for flags in [
            &[] as &[&str],
            &["--adopt"],
            &["--revert"],
            &["--revert", "--yes", "--allow-destructive"],
        ] {
            let arguments = [&["db", "verify"], flags].concat();
            let output = place.expect(3, &arguments);
            let text = format!("{}{}", output.stdout, output.stderr);
            for line in [
                "`Task`.`memo` goes and `Task`.`remark` comes: was it renamed?",
                "  yes: pass `--rename Task.memo=Task.remark`",
                "  no: pass `--not-renamed Task.memo=Task.remark`",
                "table `Area` goes and table `Zone` comes: was it renamed?",
                "  yes: pass `--rename Area=Zone`",
            ] {
                assert!(text.contains(line), "{kind:?} {flags:?} {line}: {output}");
            }
            let value = place.json(3, &arguments);
            let questions = value["questions"]
                .as_array()
                .or_else(|| value["error"]["questions"].as_array())
                .unwrap_or_else(|| panic!("{value:#}"));
            assert_eq!(questions.len(), 2, "{value:#}");
        }
        assert_eq!((place.database.catalogue(), place.migration_files()), before);
        // What fits nothing is told as it was said.
        for flag in ["--adopt", "--revert"] {
            let wrong = place.expect(1, &["db", "verify", flag, "--rename", "Task.x=Task.remark"]);
            assert!(
                wrong.stderr.contains("`remark` is said to have been `x`"),
                "{wrong}"
            );
        }
        let seen = place.expect(3, &[&["db", "verify"] as &[&str], &RENAMES].concat());
        assert!(seen.stdout.contains("rename column `Task`.`memo`"), "{seen}");
        assert!(!seen.stdout.contains("was it renamed?"), "{seen}");
    }
}

#[test]
fn an_adopted_rename_keeps_the_values_of_other_databases() {
    for kind in BOTH {
        let place = renamed_by_hand(kind);
        let other = Database::new(kind);
        place.ok(&["db", "upgrade", "r1", "--database-url", &other.url()]);
        other.sql(
            "INSERT INTO \"Task\" (id, title, memo) VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'kept');
             INSERT INTO \"Area\" (id, town) VALUES ('00000000-0000-0000-0000-000000000001', 'kept')",
        );
        place.ok(&[&["db", "verify", "--adopt"] as &[&str], &RENAMES].concat());
        place.ok(&["db", "verify"]);
        place.ok(&["db", "upgrade", "--database-url", &other.url()]);
        place.ok(&["db", "verify", "--database-url", &other.url()]);
        assert_eq!(
            other.number("SELECT count(*) FROM \"Task\" WHERE remark = 'kept'"),
            1
        );
        assert_eq!(
            other.number("SELECT count(*) FROM \"Zone\" WHERE town = 'kept'"),
            1
        );
    }
}

#[test]
fn a_reverted_rename_keeps_the_values() {
    for kind in BOTH {
        let place = renamed_by_hand(kind);
        // Answers that have done their work may stay in a file.
        place.project.write(
            "answers.toml",
            "rename = [\"Task.memo=Task.remark\", \"Area=Zone\", \"Zone.town=Zone.place\"]\n",
        );
        place
            .database
            .sql("ALTER TABLE \"Zone\" RENAME COLUMN town TO place");
        let file = place.project.path().join("answers.toml");
        let file = file.to_str().unwrap();
        place.ok(&["db", "verify", "--revert", "--yes", "--decisions", file]);
        place.ok(&["db", "verify"]);
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM \"Task\" WHERE memo = 'kept'"),
            1
        );
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM \"Area\" WHERE town = 'kept'"),
            1
        );
    }
}

#[test]
fn what_was_not_renamed_goes_with_consent_and_a_hint_that_fits() {
    for kind in BOTH {
        let place = renamed_by_hand(kind);
        let no = ["--not-renamed", "Task.memo", "--not-renamed", "Area"];
        let revert = [&["db", "verify", "--revert", "--yes"] as &[&str], &no].concat();
        let refused = place.expect(1, &revert);
        assert!(refused.stderr.contains("`--rename OLD=NEW`"), "{refused}");
        assert!(!refused.stderr.contains("was:"), "{refused}");
        // There is no file to write a value in, and no flag for one.
        place.database.sql("DELETE FROM \"Zone\"");
        place
            .database
            .sql("ALTER TABLE \"Task\" RENAME COLUMN title TO heading");
        let no = [&no as &[&str], &["--not-renamed", "Task.title"]].concat();
        let revert = [
            &["db", "verify", "--revert", "--yes", "--allow-destructive"] as &[&str],
            &no,
        ]
        .concat();
        let refused = place.expect(1, &revert);
        assert!(refused.stderr.contains("by hand"), "{refused}");
        assert!(!refused.stderr.contains("--fill"), "{refused}");
    }
}

#[test]
fn a_constraint_that_was_not_validated_is_put_back_as_it_was() {
    let place = Workplace::new(
        Kind::Postgresql,
        "module app\napp app \"App\"\n\nentity A \"A\":\n  id: int pk\n\n\
         entity B \"B\":\n  id: int pk\n  a: ref A\n  state: enum[open,done]\n",
    );
    place.ok(&["db", "migrate"]);
    place.database.sql(
        "ALTER TABLE \"B\" DROP CONSTRAINT \"fk_B_a\";
         ALTER TABLE \"B\" ADD CONSTRAINT \"fk_B_a\" FOREIGN KEY (a) REFERENCES \"A\" (id) NOT VALID;
         ALTER TABLE \"B\" DROP CONSTRAINT \"ck_B_state\";
         ALTER TABLE \"B\" ADD CONSTRAINT \"ck_B_state\" CHECK (state IN ('open', 'done')) NOT VALID;
         ALTER TABLE \"B\" RENAME TO \"C\"",
    );
    place.ok(&["db", "verify", "--revert", "--yes", "--rename", "B=C"]);
    let found = place.json(0, &["db", "verify"]);
    assert_eq!(found["beside"].as_array().map(Vec::len), Some(0), "{found:#}");
}

#[test]
fn what_is_not_watched_is_said_to_be() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK);
        place.ok(&["db", "migrate"]);
        assert!(!place.ok(&["db", "verify"]).stdout.contains("not watched"));
        place.database.sql(match kind {
            Kind::Postgresql => "CREATE SEQUENCE spare",
            Kind::Sqlite => "CREATE TRIGGER spare AFTER UPDATE ON \"Task\" BEGIN SELECT 1; END",
        });
        let output = place.ok(&["db", "verify"]);
        assert!(output.stdout.contains("is not watched"), "{output}");
        assert_eq!(place.json(0, &["db", "verify"])["more_than_watched"], true);
        // What history made with SQL may be gone, and nothing is listed then.
        let place = Workplace::new(kind, TASK);
        place.database.sql(by_hand(kind));
        place.ok(&["db", "baseline"]);
        place.database.sql(match kind {
            Kind::Postgresql => "DROP SEQUENCE spare",
            Kind::Sqlite => "DROP TRIGGER touch",
        });
        let output = place.ok(&["db", "verify"]);
        assert!(output.stdout.contains("is not watched"), "{output}");
    }
}
