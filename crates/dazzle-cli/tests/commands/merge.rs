//! `dazzle db merge`, and what several heads mean to the other commands.

use crate::support::{BOTH, Kind, Story, Workplace};

#[test]
fn merge_brings_heads_together() {
    let place = Workplace::with_two_heads(Kind::Sqlite);
    let mut story = Story::new(&place);
    story.run(&["db", "heads"]);
    story.run(&["db", "status"]);
    assert_eq!(story.run(&["db", "check"]).code, 3);
    assert_eq!(story.run(&["db", "check", "--json"]).code, 3);
    story.run(&["db", "show", "heads"]);
    assert_eq!(story.run(&["db", "upgrade", "head"]).code, 1);
    story.run(&["db", "merge", "-m", "together", "--rev-id", "m1"]);
    story.run(&["db", "show", "m1"]);
    story.run(&["db", "history"]);
    assert_eq!(story.run(&["db", "merge"]).code, 1);
    story.check("merge");
}

#[test]
fn merge_takes_the_revisions_that_are_named() {
    let place = Workplace::with_two_heads(Kind::Sqlite);
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "merge", "left"]).code, 1);
    assert_eq!(story.run(&["db", "merge", "left", "nothing"]).code, 1);
    assert_eq!(
        story
            .run(&["db", "merge", "left", "righ", "--rev-id", "m1", "--json"])
            .code,
        0
    );
    story.run(&["db", "heads", "--json"]);
    story.check("merge_named");
}

#[test]
fn branches_that_contradict_each_other_are_not_merged() {
    let place = Workplace::with_two_heads(Kind::Sqlite);
    place.revision(
        "twin",
        &["r1"],
        crate::support::ADD_NOTE,
        crate::support::DROP_NOTE,
    );
    let mut story = Story::new(&place);
    assert_eq!(story.run(&["db", "merge", "--rev-id", "m1"]).code, 1);
    story.check("merge_conflict");
    assert_eq!(place.migration_files().len(), 4);
}

/// Trap 44: two branches, each fine by itself, meet.
#[test]
fn trap_44_two_heads_are_refused_until_they_are_merged() {
    for kind in BOTH {
        let place = Workplace::with_two_heads(kind);
        for command in [
            &["db", "migrate"] as &[&str],
            &["db", "revision"],
            &["db", "revision", "--empty"],
        ] {
            let output = place.expect(1, command);
            assert!(
                output.stderr.contains("the history has 2 heads: left, right"),
                "{output}"
            );
            assert!(output.stderr.contains("`dazzle db merge`"), "{output}");
        }
        assert!(place.database.tables().is_empty());
        assert_eq!(place.migration_files().len(), 3);

        place.ok(&["db", "merge", "--rev-id", "m1"]);
        let output = place.ok(&["db", "migrate"]);
        assert!(output.stdout.contains("now at    m1\n"), "{output}");
        place.ok(&["db", "check"]);
        assert_eq!(place.applied().len(), 4);
        place.ok(&["db", "downgrade", "base"]);
        assert_eq!(place.database.tables(), ["_dazzle_log", "_dazzle_version"]);
    }
}

/// Trap 43: a branch that is merged later, with an older time in its name, is not skipped.
#[test]
fn trap_43_a_branch_that_is_merged_later_is_not_skipped() {
    for kind in BOTH {
        for first in ["left", "right"] {
            let place = Workplace::with_two_heads(kind);
            place.ok(&["db", "upgrade", first]);
            assert_eq!(place.at(), [first]);
            place.ok(&["db", "merge", "--rev-id", "m1"]);
            let other = if first == "left" { "right" } else { "left" };
            assert_eq!(
                place.json(0, &["db", "status"])["pending"],
                serde_json::json!([other, "m1"])
            );
            place.ok(&["db", "upgrade"]);
            assert_eq!(place.applied(), ["r1", first, other, "m1"]);
            assert_eq!(place.at(), ["m1"]);
            assert_eq!(
                place.database.tables(),
                ["Tag", "Task", "_dazzle_log", "_dazzle_version"]
            );
            place.database.sql("SELECT note FROM \"Task\"");
        }
    }
}
