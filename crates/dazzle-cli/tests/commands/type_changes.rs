//! Changes of type that have no rule, where no revision file is written that could hold a seam.

use dazzle_testkit::Dazzle;

use crate::support::{BINARY, BOTH, Database, Kind, TASK, Workplace};

/// A column that was `boolean` in one and is `date` in the other.
fn two() -> impl Iterator<Item = (Database, Database)> {
    BOTH.into_iter().map(|kind| {
        let (left, right) = (Database::new(kind), Database::new(kind));
        left.sql("CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY, x boolean, y text)");
        right.sql("CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY, x date, y text)");
        left.sql("INSERT INTO t VALUES (1, true, 'a'), (2, NULL, 'b')");
        (left, right)
    })
}

#[test]
fn a_script_stops_where_values_have_no_way() {
    for (left, right) in two() {
        let folder = tempfile::tempdir().unwrap();
        let dazzle = Dazzle::new(BINARY, folder.path());
        let (from, to) = (left.url(), right.url());
        let script = dazzle.run(["db", "diff", &from, &to, "--sql"]);
        assert_eq!(script.code, 3, "{script}");
        let before = left.catalogue();
        let error = left.try_script(&script.stdout).unwrap_err();
        assert!(
            error.contains("rows are not in order: t.x changes from"),
            "{error}"
        );
        assert_eq!(left.catalogue(), before);
        assert_eq!(left.number("SELECT count(*) FROM t WHERE x"), 1);
        // Without values there is nothing to say.
        left.sql("UPDATE t SET x = NULL");
        left.try_script(&script.stdout).unwrap();
        let equal = dazzle.run(["db", "diff", &from, &to]);
        assert_eq!(equal.code, 0, "{equal}");
        assert_eq!(left.number("SELECT count(*) FROM t WHERE y IN ('a', 'b')"), 2);
    }
}

#[test]
fn a_script_takes_the_expression_of_a_person() {
    for (left, right) in two() {
        let folder = tempfile::tempdir().unwrap();
        let dazzle = Dazzle::new(BINARY, folder.path());
        let (from, to) = (left.url(), right.url());
        let using = "t.x=CASE WHEN {column} THEN '2026-11-22' END";
        let using = match left.kind() {
            Kind::Postgresql => format!("{using}::date"),
            Kind::Sqlite => using.to_owned(),
        };
        let unused = dazzle.run(["db", "diff", &from, &to, "--sql", "--using", "t.y={column}"]);
        assert_eq!(unused.code, 1, "{unused}");
        assert!(unused.stderr.contains("its type does not change"), "{unused}");
        let listed = dazzle.run(["db", "diff", &from, &to, "--ops", "--using", &using]);
        assert!(listed.stdout.contains("using = "), "{listed}");
        assert!(!listed.stdout.contains("data_migration"), "{listed}");
        // Nobody can tell what an expression loses.
        let given = ["db", "diff", &from, &to, "--sql", "--using", &using];
        let error = left.try_script(&dazzle.run(given).stdout).unwrap_err();
        assert!(error.contains("rows would be lost"), "{error}");
        let script = dazzle.run(given.into_iter().chain(["--allow-destructive"]));
        left.try_script(&script.stdout).unwrap();
        assert_eq!(dazzle.run(["db", "diff", &from, &to]).code, 0);
        assert_eq!(left.number("SELECT count(*) FROM t WHERE x = '2026-11-22'"), 1);
        assert_eq!(left.number("SELECT count(*) FROM t WHERE x IS NULL"), 1);
    }
}

#[test]
fn a_name_is_typed_as_it_is_printed() {
    for kind in BOTH {
        let (left, right) = (Database::new(kind), Database::new(kind));
        left.sql("CREATE TABLE \"my table\" (\"a.b=c@d\" boolean)");
        right.sql("CREATE TABLE \"my table\" (\"a.b=c@d\" date)");
        let folder = tempfile::tempdir().unwrap();
        let dazzle = Dazzle::new(BINARY, folder.path());
        let using = "\"my table\".\"a.b=c@d\"=NULL";
        let script = dazzle.run(["db", "diff", &left.url(), &right.url(), "--sql", "--using", using]);
        assert_eq!(script.code, 3, "{script}");
        left.try_script(&script.stdout).unwrap();
        assert_eq!(dazzle.run(["db", "diff", &left.url(), &right.url()]).code, 0);
    }
}

/// At `r1`, with a date that somebody made a boolean behind history's back.
fn changed_by_hand(kind: Kind) -> Workplace {
    let place = Workplace::new(kind, &format!("{TASK}  day: date\n"));
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.database.sql(
        "ALTER TABLE \"Task\" DROP COLUMN \"day\"; ALTER TABLE \"Task\" ADD COLUMN \"day\" boolean;
         INSERT INTO \"Task\" (\"id\", \"title\", \"day\") VALUES ('00000000-0000-0000-0000-000000000001', 't', true)",
    );
    place
}

#[test]
fn drift_without_a_way_back_is_undone_with_the_expression_of_a_person() {
    for kind in BOTH {
        let place = changed_by_hand(kind);
        let before = place.database.catalogue();
        let refused = place.expect(1, &["db", "verify", "--revert", "--yes"]);
        assert!(
            refused.stderr.contains("undoing the drift changes `Task`.`day`"),
            "{refused}"
        );
        assert!(refused.stderr.contains("--using 'Task.day=SQL'"), "{refused}");
        assert_eq!(place.database.catalogue(), before);
        let planned = place.expect(3, &["db", "verify", "--revert", "--using", "Task.day=NULL"]);
        assert!(planned.stdout.contains("`--yes` runs it"), "{planned}");
        place.ok(&[
            "db",
            "verify",
            "--revert",
            "--yes",
            "--using",
            "Task.day=NULL",
            "--allow-destructive",
        ]);
        place.ok(&["db", "verify"]);
    }
}

#[test]
fn drift_without_a_way_back_is_adopted_with_a_seam_for_others() {
    for kind in BOTH {
        let place = changed_by_hand(kind);
        place.ok(&["db", "verify", "--adopt"]);
        place.ok(&["db", "verify"]);
        let files = place.migration_files();
        let adopted = files.iter().find(|file| file.contains("adopt_what")).unwrap();
        let text = place.project.read(format!("migrations/{adopted}"));
        assert_eq!(text.matches("op = \"data_migration\"").count(), 2, "{text}");
        assert!(text.contains("# fill in `sql`"), "{text}");
        // Where there are no values the revision needs nothing.
        let fresh = Database::new(kind);
        place.ok(&["db", "upgrade", "--database-url", &fresh.url()]);
        place.ok(&["db", "verify", "--database-url", &fresh.url()]);
    }
}

/// The program that runs a script may be older than what Dazzle is built with: SQLite before 3.45 says of no value that
/// it is no JSON.
#[test]
fn a_script_counts_what_the_upgrade_counts() {
    for kind in BOTH {
        for (to, text) in [
            ("int", "7"),
            ("decimal(6,2)", "7.5"),
            ("float", "7.5"),
            ("date", "\"2026-11-22\""),
            ("bool", "true"),
        ] {
            let place = Workplace::new(kind, &format!("{TASK}  a: json\n"));
            place.ok(&["db", "migrate", "--rev-id", "r1"]);
            place.database.sql(&format!(
                "INSERT INTO \"Task\" (\"id\", \"title\", \"a\") VALUES ('00000000-0000-0000-0000-000000000001', 't', NULL), \
                 ('00000000-0000-0000-0000-000000000002', 't', '{text}')"
            ));
            place.project.write("dsl/app.dsl", &format!("{TASK}  a: {to}\n"));
            place.ok(&["db", "revision", "--rev-id", "r2"]);
            let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
            place
                .database
                .try_script(&script)
                .unwrap_or_else(|error| panic!("{kind:?} {to}: {error}"));
            assert_eq!(
                place
                    .database
                    .number("SELECT count(*) FROM \"Task\" WHERE \"a\" IS NULL"),
                1
            );
            let script = place.ok(&["db", "downgrade", "r1", "--sql"]).stdout;
            place
                .database
                .try_script(&script)
                .unwrap_or_else(|error| panic!("{kind:?} {to} and back: {error}"));
            place.ok(&["db", "verify", "--no-rows"]);
        }
    }
}

/// What a terminal shows ends in logs.
#[test]
fn values_that_are_marked_are_in_no_message() {
    for kind in BOTH {
        for mark in ["pii", "sensitive"] {
            let entity = |length: u32, more: &str| {
                format!(
                    "{TASK}\nentity Person \"Person\":\n  id: email pk {mark}\n  ssn: str({length}) {mark}{more}\n  \
                     hair: str({length})\n"
                )
            };
            let place = Workplace::new(kind, &entity(20, ""));
            place.ok(&["db", "migrate"]);
            place
                .database
                .sql("INSERT INTO \"Person\" VALUES ('ada@example.org', 'SSN-123456', 'dark blond')");
            for (more, name) in [("", "ssn"), (" was: ssn", "number")] {
                let dsl = entity(5, more).replace("ssn: ", &format!("{name}: "));
                place.project.write("dsl/app.dsl", &dsl);
                for arguments in [&["db", "migrate"] as &[&str], &["db", "migrate", "--json"]] {
                    let output = place.dazzle.run(arguments);
                    assert_ne!(output.code, 0, "{output}");
                    let said = format!("{}{}", output.stdout, output.stderr);
                    let is_covered = said.contains("not shown: pii or sensitive");
                    assert_eq!(is_covered, !arguments.contains(&"--json"), "{said}");
                    assert!(
                        !said.contains("SSN-123456") && !said.contains("ada@example.org"),
                        "{said}"
                    );
                }
                for file in place.migration_files().iter().skip(1) {
                    std::fs::remove_file(place.project.path().join("migrations").join(file)).unwrap();
                }
            }
            // What is not marked is shown.
            let dsl = entity(20, "").replace("hair: str(20)", "hair: str(5)");
            place.project.write("dsl/app.dsl", &dsl);
            let output = place.expect(1, &["db", "migrate"]);
            assert!(output.stderr.contains("dark blond"), "{output}");
            assert!(!output.stderr.contains("ada@example.org"), "{output}");
        }
    }
}

#[test]
fn values_that_are_marked_are_in_no_finding() {
    let place = Workplace::new(Kind::Sqlite, &format!("{TASK}  blood: enum[a,b] sensitive\n"));
    place.ok(&["db", "migrate"]);
    place.database.sql(
        "PRAGMA ignore_check_constraints = ON;
         INSERT INTO \"Task\" (\"id\", \"title\", \"blood\") VALUES ('00000000-0000-0000-0000-000000000001', 't', 'zero')",
    );
    for arguments in [&["db", "verify"] as &[&str], &["db", "verify", "--json"]] {
        let output = place.expect(3, arguments);
        let said = format!("{}{}", output.stdout, output.stderr);
        assert!(said.contains("not shown: pii or sensitive"), "{said}");
        assert!(!said.contains("zero"), "{said}");
    }
}
