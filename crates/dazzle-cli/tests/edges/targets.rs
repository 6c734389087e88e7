//! Which database is meant.

use dazzle_testkit::{Dazzle, Project};

use crate::support::{BINARY, TASK};

/// One way to name a database, and what the command says about it.
struct Way {
    name: &'static str,
    says: &'static str,
}

/// The strongest first.
const WAYS: [Way; 6] = [
    Way {
        name: "flag",
        says: "--database-url",
    },
    Way {
        name: "profile",
        says: "[environments.staging]",
    },
    Way {
        name: "variable",
        says: "DATABASE_URL",
    },
    Way {
        name: "dotenv",
        says: "DATABASE_URL in .env",
    },
    Way {
        name: "settings",
        says: "[database] url",
    },
    Way {
        name: "embedded",
        says: "embedded",
    },
];

/// A project in which the ways of the bits in `set` name a database each; the embedded one is always there.
fn project(set: usize) -> (Project, Dazzle, Vec<&'static str>) {
    let is_set = |way: usize| set & (1 << way) != 0;
    let mut settings = "[project]\nname = \"app\"\nroot = \"app\"\n".to_owned();
    if is_set(4) {
        settings.push_str("[database]\nurl = \"sqlite:settings.db\"\n");
    }
    if is_set(1) {
        settings.push_str("[environments.staging]\ndatabase_url = \"env:STAGING_URL\"\n");
    }
    let project = Project::new().dsl("app.dsl", TASK).file("dazzle.toml", &settings);
    let mut dotenv = "STAGING_URL=sqlite:profile.db\n".to_owned();
    if is_set(3) {
        dotenv.push_str("DATABASE_URL=\"sqlite:dotenv.db\" # a note\n");
    }
    project.write(".env", &dotenv);
    let mut dazzle = Dazzle::new(BINARY, project.path()).env("DAZZLE_ENV", "staging");
    if is_set(2) {
        dazzle = dazzle.env("DATABASE_URL", "sqlite:variable.db");
    }
    let flag = if is_set(0) {
        vec!["--database-url", "sqlite:flag.db"]
    } else {
        Vec::new()
    };
    (project, dazzle, flag)
}

/// The SQLite files of a project, by the way that names them.
fn made(project: &Project) -> Vec<&'static str> {
    WAYS.iter()
        .map(|way| way.name)
        .filter(|name| {
            let file = if *name == "embedded" {
                ".dazzle/app.db".to_owned()
            } else {
                format!("{name}.db")
            };
            project.path().join(file).exists()
        })
        .collect()
}

/// Trap 47: for every set of ways, the strongest wins, is said, and no other database is touched.
#[test]
fn trap_47_the_strongest_way_wins_and_is_printed() {
    for set in 0..32 {
        let (project, dazzle, flag) = project(set);
        let strongest = (0..5).find(|way| set & (1 << way) != 0).unwrap_or(5);
        let Way { name, says } = &WAYS[strongest];
        let run = |words: &[&str]| {
            let mut arguments = vec!["db"];
            arguments.extend(words);
            arguments.extend(&flag);
            let output = dazzle.run(&arguments);
            assert_eq!(output.code, 0, "{output}");
            output.stdout
        };
        let file = if strongest == 5 {
            ".dazzle/app.db".to_owned()
        } else {
            format!("{name}.db")
        };
        let line = format!("database  sqlite:{}/{file} ({says})\n", project.path().display());
        for command in [
            &["status"] as &[&str],
            &["plan"],
            &["migrate"],
            &["upgrade"],
            &["downgrade", "base"],
        ] {
            let printed = run(command);
            assert!(printed.starts_with(&line), "{name} {command:?}: {printed}");
        }
        assert!(run(&["upgrade", "+1"]).starts_with(&line));
        assert!(
            run(&["upgrade"]).contains("nothing to upgrade\n"),
            "what is not done is said"
        );
        assert_eq!(made(&project), [*name], "set {set:b}");
    }
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let project = Project::new().dsl("app.dsl", TASK);
    let dazzle = Dazzle::new(BINARY, project.path()).env("DATABASE_URL", "");
    let output = dazzle.run(["db", "current"]);
    assert!(output.stdout.contains("(embedded)\n"), "{output}");
}

#[test]
fn an_unknown_environment_is_never_taken_for_development() {
    let project = Project::new().dsl("app.dsl", TASK);
    for value in ["prod", "Production", "live"] {
        let dazzle = Dazzle::new(BINARY, project.path()).env("DAZZLE_ENV", value);
        for command in [
            &["db", "status"] as &[&str],
            &["db", "upgrade"],
            &["db", "reset", "--yes"],
        ] {
            let output = dazzle.run(command);
            assert_eq!(output.code, 1, "{output}");
            assert_eq!(
                output.stderr,
                format!(
                    "error: `DAZZLE_ENV` is `{value}`, which is no environment; known are `development`, `test`, \
                     `staging`, `production`\nhint: correct the variable, in the environment or in .env\n"
                )
            );
        }
    }
    assert!(!project.path().join(".dazzle").exists());
}

#[test]
fn production_never_means_the_embedded_database() {
    let project = Project::new()
        .dsl("app.dsl", TASK)
        .file(".env", "DAZZLE_ENV=production\n");
    let dazzle = Dazzle::new(BINARY, project.path());
    let output = dazzle.run(["db", "upgrade"]);
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stderr.contains("no database is configured"), "{output}");
    assert!(!project.path().join(".dazzle").exists());
    // Named explicitly, an SQLite file is as good as any.
    let output = dazzle.run(["db", "upgrade", "--database-url", "sqlite:own.db"]);
    assert_eq!(output.code, 0, "{output}");
}
