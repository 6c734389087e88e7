//! The graph of revisions: loading, order, targets, paths.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{empty_revision, id, ids, load, messages};
use dazzle_history::{Direction, History, Revision, RevisionRange, Target, TargetError};

/// Revisions from lines such as `c: a b`, each made a minute after the one before.
fn revisions(text: &str) -> Vec<Revision> {
    text.split(',')
        .enumerate()
        .map(|(at, line)| {
            let (own, parents) = line.split_once(':').unwrap();
            empty_revision(own.trim(), parents, u8::try_from(at).unwrap())
        })
        .collect()
}

fn history(text: &str) -> History {
    load(&revisions(text)).unwrap()
}

fn joined<'a>(path: impl IntoIterator<Item = &'a Revision>) -> String {
    let ids: Vec<&str> = path.into_iter().map(|revision| revision.id.as_str()).collect();
    ids.join(" ")
}

fn up(history: &History, current: &str, target: &str) -> String {
    let path = target
        .parse()
        .and_then(|target| history.upgrade_path(&ids(current), &target));
    path.map_or_else(|error| format!("! {error}"), joined)
}

fn down(history: &History, current: &str, target: &str) -> String {
    let path = target
        .parse()
        .and_then(|target| history.downgrade_path(&ids(current), &target));
    path.map_or_else(|error| format!("! {error}"), joined)
}

const LINEAR: &str = "a:, b: a, c: b, d: c";
/// `a` splits into `b` and `c`; `m` brings them together; `n` follows.
const DIAMOND: &str = "a:, b: a, c: a, m: b c, n: m";
const TWO_HEADS: &str = "a:, b: a, c: a, b2: b";
const TWO_BASES: &str = "a:, x:, b: a, m: b x";

#[test]
fn an_empty_history_is_fine() {
    let none = load(&[]).unwrap();
    assert!(none.is_empty() && none.heads().is_empty() && none.bases().is_empty());
    none.validate().unwrap();
    assert!(none.replay_all().unwrap().is_empty());
    assert_eq!(up(&none, "", "head"), "");
    assert_eq!(down(&none, "", "base"), "");
    assert_eq!(
        up(&none, "", "+1"),
        "! `+1` goes too far: there is no revision that way"
    );
    assert_eq!(up(&none, "", "abc"), "! there is no revision `abc`");
}

#[test]
fn neighbours() {
    let diamond = history(DIAMOND);
    assert_eq!(diamond.len(), 5);
    assert_eq!(joined(diamond.revisions()), "a b c m n");
    assert_eq!(diamond.heads(), ids("n"));
    assert_eq!(diamond.bases(), ids("a"));
    assert_eq!(joined(diamond.children(&id("a"))), "b c");
    assert_eq!(diamond.ancestors(&ids("m")), ids("a b c m"));
    assert_eq!(diamond.ancestors(&ids("b c")), ids("a b c"));
    assert!(diamond.is_ancestor(&id("a"), &id("n")));
    assert!(!diamond.is_ancestor(&id("n"), &id("a")));
    assert!(!diamond.is_ancestor(&id("b"), &id("c")));
    assert!(!diamond.is_ancestor(&id("b"), &id("b")));
    assert!(!diamond.is_ancestor(&id("b"), &id("unknown")));
    assert_eq!(history(TWO_HEADS).heads(), ids("b2 c"));
    assert_eq!(history(TWO_BASES).bases(), ids("a x"));
}

#[test]
fn the_order_depends_on_parents_then_time_then_id() {
    let mut all = revisions("z: y, y: x, x:, w:, v:");
    all[4].created_at = all[3].created_at;
    // By parents, although `z` is the oldest; `v` and `w` were made at one time, after `x`.
    assert_eq!(joined(load(&all).unwrap().revisions()), "x y z v w");
    all.reverse();
    assert_eq!(joined(load(&all).unwrap().revisions()), "x y z v w");
}

#[test]
fn mistakes_in_the_graph_name_file_and_line() {
    let mut twice = revisions("a:, b: a, c: a");
    twice[2].id = id("b");
    let files = twice.iter().zip(["3.toml", "1.toml", "2.toml"]);
    let files = files.map(|(it, path)| (path.to_owned(), dazzle_history::file::render(it)));
    let errors = History::load(files).unwrap_err();
    assert_eq!(
        messages(&errors),
        ["2.toml:1:12: revision `b` is in `1.toml` already"]
    );

    let errors = load(&revisions("a: a, b: gone a other")).unwrap_err();
    assert_eq!(
        messages(&errors),
        [
            "migrations/a.toml:2:12: revision `a` follows itself",
            "migrations/b.toml:2:12: revision `b` follows `gone`, which no file holds",
            "migrations/b.toml:2:25: revision `b` follows `other`, which no file holds",
        ]
    );
    assert!(
        errors
            .iter()
            .all(|error| error.help().is_some() && error.place().line == 2)
    );

    let errors = load(&revisions("a: c, b: a, c: b, d: c, x: y, y: x, z:")).unwrap_err();
    assert_eq!(
        messages(&errors),
        [
            "migrations/a.toml:1:12: revisions follow each other in a circle: `a` → `c` → `b` → `a`",
            "migrations/x.toml:1:12: revisions follow each other in a circle: `x` → `y` → `x`",
        ]
    );

    let errors = History::load([
        ("z.toml".to_owned(), "revision = 1".to_owned()),
        ("a.toml".to_owned(), "x".to_owned()),
    ])
    .unwrap_err();
    assert_eq!(errors.first().unwrap().place().path, "a.toml");
    assert_eq!(errors.len(), 5);
}

#[test]
fn targets_parse_and_print() {
    for text in [
        "head", "heads", "base", "3f9c", "+1", "-12", "abc+2", "abc-2", "head-1", "base+3", "v1.2-x",
    ] {
        assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "+",
        "-",
        "+0",
        "abc+0",
        "_a",
        "a b",
        "heads-1",
        "+x",
        "a+x",
        "+99999999999",
        "ä",
        "a:b",
        "--1",
        "a/../b",
    ] {
        assert_eq!(
            text.parse::<Target>(),
            Err(TargetError::Syntax {
                text: text.to_owned()
            }),
            "{text}"
        );
    }
    assert_eq!(
        "a1-2".parse::<Target>().unwrap(),
        Target::From {
            start: "a1".to_owned(),
            steps: -2,
            text: "a1-2".to_owned()
        }
    );
}

#[test]
fn ids_and_prefixes() {
    let all = history("abc1:, abc2: abc1, abd: abc2, ab: abd");
    assert_eq!(up(&all, "", "abc1"), "abc1");
    assert_eq!(up(&all, "", "abd"), "abc1 abc2 abd");
    assert_eq!(up(&all, "", "ab"), "abc1 abc2 abd ab");
    assert_eq!(
        up(&all, "", "abc"),
        "! `abc` is the start of several revisions: `abc1`, `abc2`"
    );
    assert_eq!(
        up(&all, "", "a"),
        "! `a` is the start of several revisions: `ab`, `abc1`, `abc2`, `abd`"
    );
    assert_eq!(up(&all, "", "zz"), "! there is no revision `zz`");
    assert_eq!(all.find("abd").unwrap().id, id("abd"));
    assert!(all.find("").is_err());
}

#[test]
fn linear_upgrades_and_downgrades() {
    let linear = history(LINEAR);
    for (current, target, path) in [
        ("", "head", "a b c d"),
        ("", "heads", "a b c d"),
        ("b", "head", "c d"),
        ("d", "head", ""),
        ("d", "b", ""),
        ("", "+2", "a b"),
        ("b", "+1", "c"),
        ("a", "b+1", "b c"),
        ("", "base+1", "a"),
        ("a", "head-1", "b c"),
        ("", "base", ""),
        (
            "c",
            "+2",
            "! `+2` goes too far: there is only 1 revision that way",
        ),
        ("c", "d+1", "! `d+1` goes too far: there is no revision that way"),
        ("c", "-1", "! `-1` leads the other way"),
        (
            "gone",
            "head",
            "! the database is at revision `gone`, which no file holds",
        ),
    ] {
        assert_eq!(up(&linear, current, target), path, "{current} → {target}");
    }
    for (current, target, path) in [
        ("d", "base", "d c b a"),
        ("d", "b", "d c"),
        ("d", "-1", "d"),
        ("d", "-4", "d c b a"),
        ("d", "c-1", "d c"),
        ("c", "a-1", "c b a"),
        ("d", "head", ""),
        ("", "base", ""),
        (
            "b",
            "-3",
            "! `-3` goes too far: there are only 2 revisions that way",
        ),
        (
            "b",
            "b-3",
            "! `b-3` goes too far: there are only 2 revisions that way",
        ),
        (
            "b",
            "c",
            "! revision `c` is not applied, so nothing can be taken back to it",
        ),
        ("b", "+1", "! `+1` leads the other way"),
        (
            "gone",
            "base",
            "! the database is at revision `gone`, which no file holds",
        ),
    ] {
        assert_eq!(down(&linear, current, target), path, "{current} → {target}");
    }
}

#[test]
fn an_id_with_a_dash_wins_over_a_step() {
    let all = history("a:, b: a, b-1: b");
    assert_eq!(up(&all, "", "b-1"), "a b b-1");
    assert_eq!(up(&all, "", "b-2"), "");
    assert_eq!(up(&all, "", "a+1"), "a b");
}

#[test]
fn branches_and_merges() {
    let diamond = history(DIAMOND);
    for (current, target, path) in [
        ("", "head", "a b c m n"),
        ("a", "c", "c"),
        ("b", "m", "c m"),
        ("b c", "+1", "m"),
        ("b", "+1", "c"),
        ("a", "+1", "! `+1` can mean several revisions: `b`, `c`"),
        ("a", "a+1", "! `a+1` can mean several revisions: `b`, `c`"),
        ("a", "m-1", "! `m-1` can mean several revisions: `b`, `c`"),
        ("a", "n-1", "b c m"),
    ] {
        assert_eq!(up(&diamond, current, target), path, "{current} → {target}");
    }
    for (current, target, path) in [
        ("n", "base", "n m c b a"),
        ("n", "b", "n m"),
        ("b c", "b", ""),
        ("b c", "a", "c b"),
        ("n", "-2", "n m"),
        ("n", "-3", "! `-3` can mean several revisions: `b`, `c`"),
        ("b c", "-1", "! `-1` can mean several revisions: `b`, `c`"),
    ] {
        assert_eq!(down(&diamond, current, target), path, "{current} → {target}");
    }
    let bases = history(TWO_BASES);
    assert_eq!(up(&bases, "", "head"), "a x b m");
    assert_eq!(
        up(&bases, "", "+1"),
        "! `+1` can mean several revisions: `a`, `x`"
    );
    assert_eq!(up(&bases, "a", "b"), "b");
    // The other line does not go with it.
    assert_eq!(down(&bases, "b x", "a"), "b");
    assert_eq!(
        down(&bases, "b x", "a-1"),
        "! `a-1` goes too far: there is no revision that way"
    );
}

#[test]
fn trap_44_two_heads_are_said_and_can_be_merged() {
    let two = history(TWO_HEADS);
    assert_eq!(up(&two, "a", "head"), "! there are 2 heads: `b2`, `c`");
    let error = two.resolve(&Target::Head, &ids("")).unwrap_err();
    let help = error.help().unwrap();
    assert!(help.contains("merge") && help.contains("`heads`"), "{help}");
    assert_eq!(up(&two, "a", "heads"), "b c b2");
    let at = "2026-11-23T00:00:00Z".parse().unwrap();
    let merge = two
        .merge(id("m"), &two.heads(), "merge b2 and c".to_owned(), at)
        .unwrap();
    assert_eq!(merge.parents, [id("b2"), id("c")]);
    let mut all = revisions(TWO_HEADS);
    all.push(merge);
    let merged = load(&all).unwrap();
    assert_eq!(up(&merged, "b2", "head"), "c m");
    let refused = |heads: &str| {
        two.merge(id("m"), &ids(heads), String::new(), at)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused("c"), "a merge needs two heads or more");
    assert_eq!(
        refused("b b2"),
        "`b` comes before `b2` already, so there is nothing to merge"
    );
    assert_eq!(refused("b z"), "there is no revision `z`");
}

#[test]
fn trap_43_a_revision_from_another_branch_is_never_skipped() {
    // Both branches were made from `a`; `early` is older by its time and comes in later.
    let versions = [
        "a:, early: a, late: a, m: early late",
        "a:, late: a, early: a, m: late early",
        "a:, zz: a, early: a, late: a, m: early late",
    ];
    for text in versions {
        let all = history(text);
        let applied_sets = ["", "a", "early", "late", "early late", "m"];
        for current in applied_sets {
            let path = up(&all, current, "m");
            let mut heads = ids(current);
            let before = all.ancestors(&heads);
            let mut applied = before.clone();
            for step in path.split_whitespace() {
                let revision = all.get(&id(step)).unwrap();
                assert!(
                    revision.parents.iter().all(|parent| applied.contains(parent)),
                    "{text}: {step} too early"
                );
                assert!(applied.insert(id(step)), "{text}: {step} twice");
                heads = all.heads_after(&heads, &id(step), Direction::Upgrade).unwrap();
                assert_eq!(all.ancestors(&heads), applied);
            }
            assert_eq!(applied, all.ancestors(&ids("m")), "{text} from {current}");
            assert_eq!(heads, ids("m"));
            // And back, one by one.
            for step in down(&all, "m", "base").split_whitespace() {
                heads = all.heads_after(&heads, &id(step), Direction::Downgrade).unwrap();
                applied.remove(&id(step));
                assert_eq!(all.ancestors(&heads), applied);
            }
            assert!(heads.is_empty());
        }
    }
}

#[test]
fn heads_after_each_step() {
    let diamond = history(DIAMOND);
    for (current, step, direction, after) in [
        ("", "a", Direction::Upgrade, "a"),
        ("a", "b", Direction::Upgrade, "b"),
        ("b", "c", Direction::Upgrade, "b c"),
        ("b c", "m", Direction::Upgrade, "m"),
        ("m", "m", Direction::Downgrade, "b c"),
        ("b c", "c", Direction::Downgrade, "b"),
        ("b", "b", Direction::Downgrade, "a"),
        ("a", "a", Direction::Downgrade, ""),
    ] {
        assert_eq!(
            diamond.heads_after(&ids(current), &id(step), direction).unwrap(),
            ids(after),
            "{current} {direction} {step}"
        );
    }
    assert!(
        diamond
            .heads_after(&ids("a"), &id("gone"), Direction::Upgrade)
            .is_err()
    );
    // A merge with a parent that comes before another: only the later one is a head again.
    let odd = history("a:, b: a, m: a b");
    assert_eq!(
        odd.heads_after(&ids("m"), &id("m"), Direction::Downgrade)
            .unwrap(),
        ids("b")
    );
}

#[test]
fn ranges() {
    let diamond = history(DIAMOND);
    let range = |text: &str, current: &str| {
        let range = text
            .parse::<RevisionRange>()
            .and_then(|range| diamond.range(&range, &ids(current)));
        range.map_or_else(|error| format!("! {error}"), joined)
    };
    for (text, current, found) in [
        (":", "", "a b c m n"),
        ("b:", "", "b m n"),
        (":b", "", "a b"),
        ("a:m", "", "a b c m"),
        ("c:m", "", "c m"),
        ("b:c", "", ""),
        ("base:c", "", "a c"),
        ("a:base", "", ""),
        ("-1:", "n", "m n"),
        (":+1", "b c", "a b c m"),
        ("n-1:head", "", "m n"),
        (
            "a",
            "",
            "! `a` is no range: write `FROM:TO`, either of which may be left out",
        ),
        ("z:", "", "! there is no revision `z`"),
    ] {
        assert_eq!(range(text, current), found, "{text}");
    }
}
