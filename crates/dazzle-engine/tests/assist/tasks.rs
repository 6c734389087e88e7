//! The commonest tasks with recorded answers, proved on both dialects: each a folder with `before.dsl`, `after.dsl` and
//! the answers in their order, one for each dialect where they differ; `revision.toml` is what a person made of the
//! revision before. A program that gives the answer is the driver.

use std::path::Path;
use std::time::Duration;

use dazzle_assist::Driver;
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::place::{Place, in_words, scratch};

#[test]
fn the_commonest_tasks_are_proved_on_both_dialects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assist/tasks");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    assert!(names.len() >= 10);
    let mut failures = Vec::new();
    for dialect in Dialect::ALL {
        let scratch = scratch(dialect);
        for task in &names {
            let read = |name: &str| {
                std::fs::read_to_string(task.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
            };
            let place = Place::new(dialect, &read("before.dsl"), &read("after.dsl"));
            if task.join("revision.toml").exists() {
                place.rewrite(&read("revision.toml"));
            }
            for round in 1.. {
                let answer = [
                    format!("answer.{round}.{dialect}.json"),
                    format!("answer.{round}.json"),
                ]
                .map(|name| task.join(name))
                .into_iter()
                .find(|path| path.exists());
                let Some(answer) = answer else {
                    assert!(
                        place.job().is_none(),
                        "{}: something is left open",
                        task.display()
                    );
                    break;
                };
                let driver = Driver::Command {
                    command: vec!["cat".to_owned(), answer.display().to_string()],
                    folder: place.folder.path().to_owned(),
                    timeout: Duration::from_secs(10),
                };
                match block_on(place.ask(&driver, 1, &scratch)).outcome {
                    Ok(proposed) => {
                        dazzle_engine::assist::accept(&place.project(), &proposed).unwrap();
                    }
                    Err(failure) => {
                        failures.push(format!("{} on {dialect}: {}", task.display(), in_words(&failure)));
                        break;
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
