//! `dazzle db revision`.

use crate::support::{Kind, Story, TASK, TASK_WITH_PRIORITY, Workplace};

#[test]
fn revision_writes_a_file_and_touches_no_database() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    let mut story = Story::new(&place);
    story.run(&["db", "revision", "-m", "first of all", "--rev-id", "r1"]);
    story.run(&["db", "revision"]);
    place.project.write("dsl/app.dsl", TASK_WITH_PRIORITY);
    story.run(&["db", "revision", "--rev-id", "r2", "--json"]);
    story.run(&["db", "revision", "--json"]);
    story.run(&["db", "revision", "--empty", "-m", "by hand", "--rev-id", "r3"]);
    story.run(&["db", "show", "r3"]);
    story.check("revision");
    assert!(place.database.tables().is_empty());
    let files = place.migration_files();
    assert_eq!(files.len(), 3);
    let text = place.project.read(format!("migrations/{}", files[2]));
    assert!(text.contains("revises = [\"r2\"]"), "{text}");
}

#[test]
fn revision_follows_the_head_that_is_named() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let mut story = Story::new(&place);
    story.run(&[
        "db", "revision", "--empty", "--rev-id", "side", "-m", "aside", "--head", "r2",
    ]);
    story.note("now there are two heads");
    assert_eq!(
        story.run(&["db", "revision", "--empty", "--rev-id", "more"]).code,
        1
    );
    story.run(&[
        "db", "revision", "--empty", "--rev-id", "more", "-m", "more", "--head", "sid",
    ]);
    assert_eq!(
        story
            .run(&["db", "revision", "--empty", "--head", "nothing"])
            .code,
        1
    );
    story.run(&["db", "heads"]);
    story.check("revision_head");
}

#[test]
fn revision_asks_about_renames() {
    let place = Workplace::new(Kind::Sqlite, TASK);
    place.ok(&["db", "revision", "--rev-id", "r1", "-m", "first"]);
    place.project.write("dsl/app.dsl", &TASK.replace("title", "name"));
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "revision", "--rev-id", "r2"]).code, 3);
    assert_eq!(place.migration_files().len(), 1);
    assert_eq!(
        story
            .run(&["db", "revision", "--rev-id", "r2", "-m", "anew", "-y"])
            .code,
        0
    );
    story.note("with a hint in the DSL it is no question");
    place.project.write(
        "dsl/app.dsl",
        &TASK.replace("title: str(50) required", "label: str(50) required was: name"),
    );
    assert_eq!(
        story
            .run(&["db", "revision", "--rev-id", "r3", "-m", "renamed"])
            .code,
        0
    );
    story.check("revision_renames");
}
