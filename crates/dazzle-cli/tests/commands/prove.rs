//! `prove`: what is right, what is wrong and what is open.

use crate::support::{
    BINARY, BOTH, Database, Kind, Story, TASK, TASK_WITH_PRIORITY, Workplace, finish, signal, wait_for,
};

const FILL: &str = "op = \"data_migration\"\nwhy = \"Task.title is to be told apart\"\n\
                    until = 'SELECT count(*) FROM \"Task\" WHERE \"priority\" IS NULL'\nsql = '";

#[test]
fn prove_says_step_by_step_what_holds() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let mut story = Story::new(&place);
    story.note("the head");
    story.run(&["db", "prove"]);
    story.note("two of them");
    story.run(&["db", "prove", "r1", "r2"]);
    write_more(&place);
    story.note("a seam that nobody filled");
    story.run(&["db", "prove", "open"]);
    story.note("one that loses rows");
    story.run(&["db", "prove", "wrong"]);
    story.note("one that does not run");
    story.run(&["db", "prove", "broken"]);
    story.note("all heads");
    story.run(&["db", "prove"]);
    story.run(&["db", "prove", "nothing"]);
    story.check("prove");
}

#[test]
fn prove_says_the_same_on_a_server_that_is_named() {
    let place = Workplace::with_three_revisions(Kind::Postgresql).with_scratch();
    write_more(&place);
    for (revision, code, says) in [
        ("r3", 0, "with any rows"),
        ("r1", 0, "on empty tables"),
        ("open", 3, "1 seam not filled"),
        ("wrong", 1, "wrong     values"),
        ("broken", 1, "wrong     upgrade"),
    ] {
        let output = place.run(&["db", "prove", revision]);
        assert_eq!(output.code, code, "{output}");
        assert!(output.stdout.contains(says), "{output}");
    }
}

#[test]
fn prove_leaves_nothing_on_a_server_whether_it_may_make_databases_or_only_schemas() {
    for may in ["CREATEDB", "NOCREATEDB"] {
        let place = Workplace::with_three_revisions(Kind::Postgresql);
        let Database::Postgresql(server) = &place.database else {
            panic!("not PostgreSQL")
        };
        let role = format!("prover_{}", server.name);
        server.sql(&format!(
            "CREATE ROLE {role} LOGIN {may}; GRANT CREATE ON DATABASE {} TO {role}",
            server.name
        ));
        let scratch = server.url_text.replace("postgres@", &format!("{role}@"));
        let dazzle = place.dazzle.clone().env("DAZZLE_SCRATCH_URL", scratch);
        let output = dazzle.run(["db", "prove", "r2", "r3"]);
        assert_eq!(output.code, 0, "{output}");
        assert_eq!(
            output.stdout.matches("proved    on postgresql").count(),
            2,
            "{output}"
        );
        let owned = format!("'{role}'::regrole");
        let left = server.sql(&format!(
            "SELECT datname FROM pg_database WHERE datdba = {owned} \
             UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = {owned}"
        ));
        assert!(left.is_empty(), "{may}: {left:?}");
        server.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    }
}

fn write_more(place: &Workplace) {
    place.revision("open", &["r3"], &format!("{FILL}'\n"), "");
    let fill = "DELETE FROM \"Task\"; UPDATE \"Task\" SET \"priority\" = 0";
    place.revision("wrong", &["r3"], &format!("{FILL}{fill}'\n"), "");
    let broken = "op = \"execute\"\nsql = 'UPDATE \"Tusk\" SET x = 1'\n";
    place.revision("broken", &["r3"], broken, "");
}

#[test]
fn prove_without_a_server_that_is_named_starts_one_and_leaves_nothing() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    let dazzle = dazzle_testkit::Dazzle::new(crate::support::BINARY, place.project.path())
        .env("TMPDIR", folder.path().to_str().unwrap());
    // Whoever runs the server has to get into it.
    open_to_all(folder.path());
    let output = dazzle.run(["db", "prove", "r2", "--dialect", "postgresql"]);
    assert_eq!(output.code, 0, "{output}");
    assert!(
        output.stdout.contains("scratch   a private PostgreSQL server"),
        "{output}"
    );
    assert!(output.stdout.contains("proved    on postgresql"), "{output}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn prove_without_programs_says_what_to_do() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.project.write(
        "dazzle.toml",
        "[project]\nname = \"app\"\n\n[scratch]\nurl = \"env:NOT_SET\"\n",
    );
    let dazzle = dazzle_testkit::Dazzle::new(crate::support::BINARY, place.project.path());
    let output = dazzle.run(["db", "prove", "--dialect", "postgresql"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("`NOT_SET`, which is not set"), "{output}");
    place.project.write(
        "dazzle.toml",
        "[project]\nname = \"app\"\n\n[scratch]\nurl = \"sqlite:x.db\"\n",
    );
    let output = dazzle.run(["db", "prove", "--dialect", "postgresql"]);
    assert!(
        output.stderr.contains("which is no PostgreSQL server"),
        "{output}"
    );
}

fn open_to_all(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn migrate_proves_what_it_makes_where_that_costs_nothing() {
    for kind in BOTH {
        let place = Workplace::new(kind, TASK).with_scratch();
        let line = "proved    there and back on a scratch database";
        let first = place.ok(&["db", "migrate"]);
        assert!(
            first.stdout.contains(&format!("{line} on empty tables")),
            "{first}"
        );
        place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
        let second = place.ok(&["db", "migrate"]);
        assert!(
            second.stdout.contains(&format!("{line} with any rows")),
            "{second}"
        );
        place.project.write("dsl/app.dsl", TASK);
        let third = place.ok(&["db", "migrate", "--no-prove", "--allow-destructive"]);
        assert!(!third.stdout.contains("proved"), "{third}");
    }
    // A private server is not started unasked.
    let place = Workplace::new(Kind::Postgresql, TASK);
    let unasked = place.ok(&["db", "migrate"]);
    assert!(!unasked.stdout.contains("proved"), "{unasked}");
}

#[test]
fn migrate_neither_writes_nor_applies_what_is_wrong() {
    let note = "\n\nentity Note \"Note\":\n  id: uuid pk\n";
    let place = Workplace::new(Kind::Postgresql, &format!("{TASK}{note}")).with_scratch();
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    let trigger = "op = \"execute\"\nsql = '''CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS \
        $$ BEGIN DELETE FROM public.\"Note\"; END $$;\n\
        CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION f()'''\n";
    place.revision("r2", &["r1"], trigger, "");
    place.ok(&["db", "upgrade"]);
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK_WITH_PRIORITY}{note}"));
    let files = place.migration_files();
    let output = place.run(&["db", "migrate"]);
    assert_eq!(output.code, 1, "{output}");
    for says in [
        "the new revision does not hold on a scratch database",
        "rows of `Note` are gone",
        "`--no-prove` applies it as it is",
    ] {
        assert!(output.stderr.contains(says), "{output}");
    }
    assert_eq!(place.migration_files(), files);
    assert_eq!(place.at(), ["r2"]);
    place.ok(&["db", "migrate", "--no-prove"]);
    assert_ne!(place.at(), ["r2"]);
}

#[test]
fn migrate_goes_on_where_nothing_can_be_proved() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.revision(
        "r2",
        &["r1"],
        "op = \"execute\"\nsql = 'UPDATE \"Tusk\" SET x = 1'\n",
        "",
    );
    place.ok(&["db", "stamp", "r2"]);
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    let output = place.ok(&["db", "migrate"]);
    assert!(
        output
            .stderr
            .contains("warning: the new revision could not be proved"),
        "{output}"
    );
    assert!(output.stderr.contains("Tusk"), "{output}");
}

#[test]
fn a_signal_ends_a_proof_and_its_private_server() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    place.revision("slow", &["r3"], ENDLESS, "");
    let folder = tempfile::tempdir().unwrap();
    open_to_all(folder.path());
    let dazzle = dazzle_testkit::Dazzle::new(BINARY, place.project.path())
        .env("TMPDIR", folder.path().to_str().unwrap());
    let left = || -> Vec<_> {
        std::fs::read_dir(folder.path())
            .unwrap()
            .map(|it| it.unwrap().path())
            .collect()
    };
    for name in ["INT", "KILL"] {
        let run = dazzle.start(["db", "prove", "slow", "--dialect", "postgresql"]);
        wait_for("the private server is there", || {
            left().iter().any(|it| it.join("data/postmaster.pid").exists())
        });
        signal(&run, name);
        let output = finish(run);
        assert_ne!(output.code, 0, "{output}");
        wait_for("the private server is gone", || left().is_empty());
    }
}

const ENDLESS: &str = "op = \"execute\"\n\
    sql = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r'\n";
