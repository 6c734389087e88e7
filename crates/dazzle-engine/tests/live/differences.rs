//! How any two differ.

use dazzle_db::SessionOptions;
use dazzle_engine::answers::Answers;
use dazzle_engine::comparison::{Comparison, End, Surroundings, compare, read};
use dazzle_engine::{DatabaseTarget, EngineError};
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::BOTH;
use crate::support::{Lab, Place, chain};

/// The difference between two ends, as a person names them.
pub fn differences(lab: &Lab, from: &str, to: &str, renames: &[&str]) -> Result<Comparison, EngineError> {
    let options = SessionOptions::default();
    let around = Surroundings {
        project: Some(&lab.project),
        database: Some(&lab.target),
        session: &options,
    };
    let answers = Answers {
        renames: renames.iter().map(|it| it.parse().unwrap()).collect(),
        ..Answers::default()
    };
    block_on(async {
        let from = read(&End::parse(from, lab.folder.path())?, around).await?;
        let to = read(&End::parse(to, lab.folder.path())?, around).await?;
        compare(&from, &to, &answers, &options).await
    })
}

pub fn dsl_to_live(lab: &Lab) -> Comparison {
    differences(lab, "dsl", "live", &[]).unwrap_or_else(|error| panic!("{}", chain(&error)))
}

/// The difference between two databases.
pub fn between(from: &DatabaseTarget, to: &DatabaseTarget) -> Comparison {
    let options = SessionOptions::default();
    let around = Surroundings {
        project: None,
        database: None,
        session: &options,
    };
    block_on(async {
        let from = read(&End::Database(from.url.clone()), around).await?;
        let to = read(&End::Database(to.url.clone()), around).await?;
        compare(&from, &to, &Answers::default(), &options).await
    })
    .unwrap_or_else(|error| panic!("{}", chain(&error)))
}

fn summaries(found: &Comparison) -> Vec<String> {
    found.operations.iter().map(|it| it.summary()).collect()
}

const ONE: &str = "entity Task:\n  id: uuid pk\n  title: str(80) required\n  state: enum[open,done]=open\n";
const TWO: &str = "entity Task:\n  id: uuid pk\n  name: str(80) required\n  state: enum[open,done,lost]=open\n  due: date\n";

#[test]
fn every_end_can_be_compared_with_every_other() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(ONE);
        lab.must_migrate_to(&ONE.replace("=open", "=done"));
        lab.folder.write("other/a.dsl", TWO);
        let first = lab.migrations().history.bases().into_iter().next().unwrap();
        let url = lab.target.url.to_string();
        let ends: Vec<&str> = if dialect == Dialect::Sqlite {
            // The URL of a server is printed without its password, so it cannot be typed again.
            vec![
                "dsl", "head", "heads", "live", "empty", "base", "head-1", "./other", &url,
            ]
        } else {
            vec![
                "dsl", "head", "heads", "live", "empty", "base", "head-1", "./other",
            ]
        };
        let same = |end: &str| match end {
            "dsl" | "head" | "heads" | "live" => "now",
            "empty" | "base" => "nothing",
            end if end == url => "now",
            end if end == first.as_str() || end == "head-1" => "first",
            other => panic!("{other}"),
        };
        for from in &ends {
            for to in &ends {
                let found = differences(&lab, from, to, &[])
                    .unwrap_or_else(|error| panic!("{dialect} {from} {to}: {}", chain(&error)));
                let are_same = match (*from, *to) {
                    ("./other", to) => to == "./other",
                    (from, "./other") => from == "./other",
                    (from, to) => same(from) == same(to),
                };
                assert_eq!(found.is_equal(), are_same, "{dialect} {from} {to}: {found:#?}");
            }
        }
        for wrong in ["nowhere", "./nowhere", "mysql://x/y", "", "head-9"] {
            assert!(differences(&lab, "dsl", wrong, &[]).is_err(), "{wrong}");
        }
    }
}

#[test]
fn renames_are_said_never_guessed() {
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(ONE);
        lab.dsl(TWO);
        let unsaid = differences(&lab, "live", "dsl", &[]).unwrap();
        assert!(summaries(&unsaid).iter().any(|it| it.starts_with("drop column")));
        let said = differences(&lab, "live", "dsl", &["Task.title=Task.name"]).unwrap();
        assert_eq!(summaries(&said)[0], "rename column `Task`.`title` to `name`");
        assert!(!summaries(&said).iter().any(|it| it.starts_with("drop column")));
        // A hint in the DSL counts in both directions.
        lab.dsl(&TWO.replace("name: str(80) required", "name: str(80) required was: title"));
        for (from, to) in [("live", "dsl"), ("dsl", "live"), ("head", "dsl")] {
            let hinted = differences(&lab, from, to, &[])
                .unwrap_or_else(|error| panic!("{dialect} {from} {to}: {}", chain(&error)));
            assert!(
                summaries(&hinted)
                    .iter()
                    .any(|it| it.starts_with("rename column")),
                "{dialect} {from} {to}: {:#?}",
                summaries(&hinted)
            );
            assert!(hinted.undecided.is_empty(), "{:#?}", hinted.undecided);
        }
        // One that fits nothing is an error.
        assert!(differences(&lab, "live", "dsl", &["Task.nothing=Task.never"]).is_err());
        // The table of a column may be named as it was or as it is.
        lab.dsl(&TWO.replace("entity Task", "entity Job"));
        for column in ["Task.title=name", "Task.title=Job.name", "Job.title=name"] {
            let said = differences(&lab, "live", "dsl", &["Task=Job", column, "Task=Job"])
                .unwrap_or_else(|error| panic!("{dialect} {column}: {}", chain(&error)));
            assert!(
                summaries(&said).contains(&"rename column `Job`.`title` to `name`".to_owned()),
                "{column}: {:#?}",
                summaries(&said)
            );
        }
        for column in ["Task.title=Job.name", "Task.title=name", "Nothing.title=name"] {
            let refused = differences(&lab, "live", "dsl", &[column]).unwrap_err();
            assert!(
                chain(&refused).contains("end has no table"),
                "{}",
                chain(&refused)
            );
        }
    }
}

#[test]
fn two_dialects_are_compared_by_what_both_can_say() {
    let (here, there) = (Place::new(Dialect::Postgresql), Place::new(Dialect::Sqlite));
    let (left, right) = (Lab::new(&here, ""), Lab::new(&there, ""));
    let text = "entity Task:\n  id: int pk\n  title: str(80) required\n  state: enum[open,done]=open\n  \
                data: json\n  made: datetime = now\n  price: decimal(10,2)\n  index state\n  unique title\n";
    left.must_migrate_to(text);
    right.must_migrate_to(text);
    for (from, to) in [(&left, &right), (&right, &left)] {
        let found = between(&from.target, &to.target);
        assert!(found.is_equal(), "{found:#?}");
    }
    there.run("ALTER TABLE \"Task\" ADD COLUMN more TEXT");
    assert_eq!(
        summaries(&between(&left.target, &right.target)),
        ["add column `Task`.`more` text"]
    );
    // A view speaks one dialect: the script says so and does the rest.
    there.run("CREATE VIEW titles AS SELECT title FROM \"Task\"");
    let options = SessionOptions::default();
    let side = |target: &DatabaseTarget| {
        let around = Surroundings {
            project: None,
            database: None,
            session: &options,
        };
        block_on(read(&End::Database(target.url.clone()), around)).unwrap()
    };
    let from = side(&left.target);
    let found = between(&left.target, &right.target);
    let script = found.script(&from, Dialect::Postgresql, true).unwrap();
    assert!(script.contains("ADD COLUMN \"more\""), "{script}");
    assert!(
        script.contains("-- to be done by hand: create view `titles`"),
        "{script}"
    );
    here.run_script(&script).unwrap();
    assert_eq!(
        summaries(&between(&left.target, &right.target)),
        ["create view `titles`"]
    );
}
