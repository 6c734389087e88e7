//! Every state that the guard tells apart.

use dazzle_testkit::Output;

use crate::support::server::Server;
use crate::support::{BOTH, Kind, Story, TASK, TASK_WITH_DUE, Workplace, create_table, drop_table};
use crate::{Production, deployed};

/// A draft as dev mode leaves it.
const DRAFT: &str =
    "INSERT INTO _dazzle_version (revision, applied_at, draft) VALUES ('', '2026-11-22T10:00:00Z', 'x')";

#[test]
fn each_state_is_told_with_what_mends_it() {
    for kind in BOTH {
        let production = Production::new(Workplace::with_three_revisions(kind));
        let place = &production.place;
        let mut story = Story::new(place);
        let mut look = |note: &str, code: i32| {
            story.note(note);
            let mut output = production.guard(&[]);
            assert_eq!(output.code, code, "{note}: {output}");
            starts_as_the_guard_says(&production, &output);
            output.stdout = output.stdout.replace(&production.url, &place.database.url());
            story.take_down(&["guard"], &output);
        };
        look("a database that Dazzle never saw", 3);
        place.database.sql("CREATE TABLE \"Task\" (id INTEGER)");
        look("with a table that somebody made", 3);
        place.database.sql("DROP TABLE \"Task\"");
        place.ok(&["db", "upgrade", "r1"]);
        look("two revisions are pending", 3);
        place.ok(&["db", "upgrade"]);
        look("all is as it should be", 0);

        place
            .project
            .write("dsl/app.dsl", &format!("{TASK_WITH_DUE}  note: text\n"));
        look("the DSL has more", 3);
        place.project.write("dsl/app.dsl", TASK_WITH_DUE);

        let file = format!("migrations/{}", place.migration_files()[0]);
        let text = place.project.read(&file);
        place
            .project
            .write(&file, &text.replace("varchar(50)", "varchar(60)"));
        look("an applied file was edited", 3);
        let windows = format!("\u{feff}# a comment\n\n{text}").replace('\n', "\r\n");
        place.project.write(&file, &windows);
        look(
            "the file has other line ends, a BOM, a comment and a blank line",
            0,
        );
        place.project.write(&file, &text);

        place.revision(
            "r4",
            &["r3"],
            "op = \"data_migration\"\nwhy = \"titles need order\"\nuntil = 'SELECT count(*) FROM \"Task\"'\nsql = \"\"\n",
            "",
        );
        look("a seam that nobody filled", 3);
        std::fs::remove_file(place.project.path().join("migrations/r4.toml")).unwrap();

        place.revision("r4", &["r3"], &create_table("Tag"), &drop_table("Tag"));
        place.ok(&["db", "upgrade"]);
        std::fs::remove_file(place.project.path().join("migrations/r4.toml")).unwrap();
        look("the database is ahead of these files", 3);
        place.revision("r5", &["r3"], &create_table("Log"), &drop_table("Log"));
        look("and these files have what it lacks", 3);
        place.revision("r4", &["r3"], &create_table("Tag"), &drop_table("Tag"));
        look("two heads", 3);
        std::fs::remove_file(place.project.path().join("migrations/r5.toml")).unwrap();
        place.ok(&["db", "rollback"]);
        std::fs::remove_file(place.project.path().join("migrations/r4.toml")).unwrap();

        place.database.sql(DRAFT);
        look("a draft", 3);
        place
            .database
            .sql("DELETE FROM _dazzle_version WHERE revision = ''");

        place.database.sql("CREATE INDEX by_hand ON \"Task\" (title)");
        look("somebody made an index", 3);
        place.project.write("dazzle.toml", "[guard]\ndrift = \"warn\"\n");
        look("which is to be said only", 0);
        place.project.write("dazzle.toml", "[guard]\ndrift = \"off\"\n");
        look("or not looked at", 0);
        place.project.write("dazzle.toml", "[guard]\ndrift = \"maybe\"\n");
        look("a setting that is none", 1);
        place.project.write("dazzle.toml", "");
        place.ok(&["db", "verify", "--revert", "--yes"]);
        look("the drift was undone", 0);
        story.check("guard");
    }
}

/// `serve` starts where the guard passes, and else says what the guard says, with its exit code.
#[track_caller]
fn starts_as_the_guard_says(production: &Production, guard: &Output) {
    if guard.code == 0 {
        let server = Server::start(&production.guard, &[]);
        assert_eq!(server.get("/readyz").status, 200);
        assert_eq!(server.stop(), Some(0));
    } else {
        let refused = production.guard.run(["serve", "--port", "0"]);
        assert_eq!(refused, *guard);
    }
}

#[test]
fn the_environment_alone_decides() {
    let production = deployed(Kind::Sqlite);
    let unknown = production.guard.clone().env("DAZZLE_ENV", "prod").run(["guard"]);
    assert_eq!(unknown.code, 1, "{unknown}");
    assert!(unknown.stderr.contains("`DAZZLE_ENV` is `prod`"), "{unknown}");
    let nothing = production.guard.clone().env("DATABASE_URL", "").run(["guard"]);
    assert_eq!(nothing.code, 1, "{nothing}");
    assert!(nothing.stderr.contains("no database is configured"), "{nothing}");
    for value in ["prod", "Production", "live"] {
        let refused = production
            .guard
            .clone()
            .env("DAZZLE_ENV", value)
            .run(["serve", "--port", "0"]);
        assert_eq!(refused.code, 1, "{refused}");
        assert!(refused.stderr.contains("is no environment"), "{refused}");
    }
}

#[test]
fn errors_of_its_own_exit_1() {
    let production = deployed(Kind::Postgresql);
    let nobody = production
        .guard
        .clone()
        .env("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
        .run(["guard"]);
    assert_eq!(nobody.code, 1, "{nobody}");
    // A role that may not even read the two tables is no database without history.
    let role = production.role.as_deref().unwrap();
    production
        .place
        .database
        .sql(&format!("REVOKE ALL ON _dazzle_version FROM {role}"));
    let refused = production.guard.run(["guard"]);
    assert_eq!(refused.code, 1, "{refused}");
    assert!(refused.stderr.contains("permission denied"), "{refused}");
    production
        .place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  x: nonsense\n"));
    assert_eq!(production.guard(&[]).code, 1);
}

#[test]
fn several_reasons_come_together() {
    for kind in BOTH {
        let production = Production::new(Workplace::with_three_revisions(kind));
        let place = &production.place;
        place.ok(&["db", "upgrade", "r2"]);
        place
            .project
            .write("dsl/app.dsl", &format!("{TASK_WITH_DUE}  note: text\n"));
        place.database.sql("DROP TABLE \"Task\"");
        production.refuses(&["behind", "unwritten", "drift"]);
    }
}
