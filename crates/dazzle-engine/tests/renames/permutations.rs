//! Columns and tables that trade names among themselves.

use dazzle_engine::revision::{Request, passed_over};
use dazzle_engine::{EngineError, RunOptions};

use crate::support::{Lab, Place, chain, destructive, in_parallel};
use crate::{made_afresh, nothing_is_dropped, on_both, permutations, rename_to};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// `to` and, where it had another name, ` was: from`.
fn was(to: &str, from: &str) -> String {
    if to == from {
        String::new()
    } else {
        format!(" was: {from}")
    }
}

/// A table whose column `NAMES[at]` is what `NAMES[from[at]]` was.
fn plain(from: &[usize]) -> String {
    let fields: Vec<String> = NAMES
        .iter()
        .zip(from)
        .map(|(to, from)| format!("  {to}: str(9){}\n", was(to, NAMES[*from])))
        .collect();
    format!("entity Line \"Line\":\n  id: int pk\n{}", fields.concat())
}

/// The same with a key, an index over two columns, a check and a reference to itself, each on what was once `a`, `b`,
/// `c` and `d`.
fn constrained(from: &[usize]) -> String {
    let kinds = ["str(9) unique", "str(9) indexed", "enum[x, y, c]", "ref Line"];
    let now = |origin: usize| NAMES[from.iter().position(|it| *it == origin).unwrap()];
    let fields: Vec<String> = NAMES
        .iter()
        .zip(from)
        .map(|(to, from)| format!("  {to}: {}{}\n", kinds[*from], was(to, NAMES[*from])))
        .collect();
    format!(
        "entity Line \"Line\":\n  id: int pk\n{}  unique {}, {}\n  index {}, {}\n",
        fields.concat(),
        now(0),
        now(2),
        now(1),
        now(3),
    )
}

fn values(place: &Place, columns: &str) -> Vec<Vec<Option<String>>> {
    place.query(&format!("SELECT {columns} FROM \"Line\" ORDER BY \"id\""))
}

#[test]
fn all_permutations_of_four_columns_keep_every_value_and_drop_nothing() {
    let identity: Vec<usize> = (0..4).collect();
    let all = permutations(4);
    assert_eq!(all.len(), 24);
    in_parallel(
        &all,
        || (),
        |(), from| {
            on_both(|place, lab| {
                lab.must_migrate_to(&plain(&identity));
                place.run(
                "INSERT INTO \"Line\" (\"id\", \"a\", \"b\", \"c\", \"d\") VALUES (1, 'a', 'b', 'c', 'd'), \
                 (2, NULL, 'b2', '', 'ü')",
            );
                let fresh = place.catalogue();
                let statements = rename_to(place, lab, "", &plain(from));
                for statement in &statements {
                    assert!(
                        statement.starts_with("ALTER TABLE \"Line\" RENAME COLUMN"),
                        "{statement}"
                    );
                }
                let first = [Some("a"), Some("b"), Some("c"), Some("d")];
                let second = [None, Some("b2"), Some(""), Some("ü")];
                let expected = [first, second].map(|row| {
                    from.iter()
                        .map(|at| row[*at].map(ToOwned::to_owned))
                        .collect::<Vec<_>>()
                });
                assert_eq!(values(place, "\"a\", \"b\", \"c\", \"d\""), expected);
                if *from != identity {
                    lab.downgrade("-1", &RunOptions::default()).unwrap();
                    let original: Vec<Vec<Option<String>>> = [first, second]
                        .map(|row| row.map(|it| it.map(ToOwned::to_owned)).to_vec())
                        .to_vec();
                    assert_eq!(values(place, "\"a\", \"b\", \"c\", \"d\""), original);
                    assert_eq!(place.catalogue(), fresh);
                }
            });
            Ok(())
        },
    );
}

#[test]
fn all_permutations_of_four_columns_take_their_constraints_with_them() {
    let identity: Vec<usize> = (0..4).collect();
    in_parallel(
        &permutations(4),
        || (),
        |(), from| {
            on_both(|place, lab| {
                lab.must_migrate_to(&constrained(&identity));
                place.run(
                    "INSERT INTO \"Line\" (\"id\", \"a\", \"b\", \"c\", \"d\") VALUES (1, 'a', 'b', 'c', 1), \
                 (2, 'x', NULL, 'y', 1)",
                );
                let fresh = place.catalogue();
                let statements = rename_to(place, lab, "", &constrained(from));
                nothing_is_dropped(lab, &statements);
                let rows = [["a", "b", "c", "1"], ["x", "NULL", "y", "1"]];
                let expected = rows.map(|row| {
                    from.iter()
                        .map(|at| Some(row[*at].to_owned()).filter(|it| it != "NULL"))
                        .collect::<Vec<_>>()
                });
                assert_eq!(values(place, "\"a\", \"b\", \"c\", \"d\""), expected);
                if *from != identity {
                    lab.downgrade("-1", &RunOptions::default()).unwrap();
                    assert_eq!(place.catalogue(), fresh);
                }
            });
            Ok(())
        },
    );
}

const TABLES: [&str; 3] = ["One", "Two", "Six"];

/// The tables; `TABLES[at]` is what `TABLES[from[at]]` was. Each points to itself and to the next, in a circle.
fn tables(from: &[usize]) -> String {
    let now = |origin: usize| TABLES[from.iter().position(|it| *it == origin).unwrap()];
    let entities: Vec<String> = TABLES
        .iter()
        .zip(from)
        .map(|(to, from)| {
            let was = match TABLES[*from] {
                old if old == *to => String::new(),
                old => format!("  was: {old}\n"),
            };
            let next = now((from + 1) % 3);
            format!(
                "entity {to} \"{to}\":\n{was}  id: int pk\n  mark: str(9) required unique\n  kind: enum[p, q]\n  \
                 parent: ref {to}\n  next: ref {next}\n  index kind, mark\n\n"
            )
        })
        .collect();
    entities.concat()
}

fn marks(place: &Place) -> Vec<String> {
    TABLES
        .iter()
        .map(|table| {
            let rows = place.query(&format!(
                "SELECT \"mark\", \"kind\", \"parent\", \"next\" FROM \"{table}\" ORDER BY \"id\""
            ));
            rows.into_iter()
                .flatten()
                .map(|it| it.unwrap_or_else(|| "-".to_owned()))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

fn with_rows(place: &Place, lab: &Lab) {
    lab.must_migrate_to(&tables(&[0, 1, 2]));
    for table in TABLES {
        place.run(&format!(
            "INSERT INTO \"{table}\" (\"id\", \"mark\", \"kind\", \"parent\") VALUES (1, '{table}', 'p', 1), \
             (2, '{table}2', NULL, 1)"
        ));
    }
    for table in TABLES {
        place.run(&format!("UPDATE \"{table}\" SET \"next\" = 3 - \"id\""));
    }
}

#[test]
fn all_permutations_of_three_tables_keep_every_row_and_drop_nothing() {
    let all = permutations(3);
    assert_eq!(all.len(), 6);
    in_parallel(
        &all,
        || (),
        |(), from| {
            on_both(|place, lab| {
                with_rows(place, lab);
                let (before, catalogue) = (marks(place), place.catalogue());
                assert_eq!(before[0], "One p 1 2 One2 - 1 1");
                let statements = rename_to(place, lab, "", &tables(from));
                nothing_is_dropped(lab, &statements);
                let expected: Vec<String> = from.iter().map(|at| before[*at].clone()).collect();
                assert_eq!(marks(place), expected);
                if *from != [0, 1, 2] {
                    lab.downgrade("-1", &RunOptions::default()).unwrap();
                    assert_eq!((marks(place), place.catalogue()), (before, catalogue));
                }
                // The hints do no harm on a database that never had the old names.
                let elsewhere = Place::new(lab.dialect);
                lab.upgrade_elsewhere(&elsewhere).unwrap();
                assert_eq!(elsewhere.catalogue(), made_afresh(lab, "", &tables(from)));
            });
            Ok(())
        },
    );
}

/// A table whose columns are of the types given, with the hints of `from`, as in [`plain`].
fn typed(kinds: &[&str], from: &[usize]) -> String {
    let fields: Vec<String> = NAMES
        .iter()
        .zip(kinds.iter().zip(from))
        .map(|(to, (kind, from))| format!("  {to}: {kind}{}\n", was(to, NAMES[*from])))
        .collect();
    format!("entity Line \"Line\":\n  id: int pk\n{}", fields.concat())
}

fn request(renames: &[&str]) -> Request {
    let mut request = Request::default();
    request.answers.renames = renames.iter().map(|it| it.parse().unwrap()).collect();
    request
}

#[test]
fn a_swap_that_is_wanted_once_more_is_never_taken_for_done() {
    on_both(|place, lab| {
        lab.must_migrate_to(&typed(&["text", "int"], &[0, 1]));
        place.run("INSERT INTO \"Line\" (\"id\", \"a\", \"b\") VALUES (1, '7', 8)");
        let before = values(place, "\"a\", \"b\"");
        rename_to(place, lab, "", &typed(&["int", "text"], &[1, 0]));
        // Only a type changes: the hints are spent.
        lab.must_migrate_to(&typed(&["str(90)", "text"], &[1, 0]));
        lab.must_migrate_to(&typed(&["int", "text"], &[1, 0]));
        let swapped: Vec<_> = before[0].iter().rev().cloned().collect();
        assert_eq!(values(place, "\"a\", \"b\""), [swapped]);
        // The same hints, and the types of before the swap.
        lab.dsl(&typed(&["text", "int"], &[1, 0]));
        let Err(EngineError::Dsl { diagnostics, .. }) = lab.draft() else {
            panic!("it is not to be passed over");
        };
        assert_eq!(diagnostics.len(), 2);
        for found in &diagnostics {
            assert_eq!(found.code, "ambiguous-was");
            assert!(
                found.help.as_ref().unwrap().contains("pass `--rename Line."),
                "{found:?}"
            );
            assert!(found.fix.is_none());
        }
        let again = request(&["Line.a=Line.b", "Line.b=Line.a"]);
        let draft = lab.draft_with(&again).unwrap().unwrap();
        assert_eq!(draft.revision.upgrade.len(), 3, "{:?}", draft.revision.upgrade);
        lab.add(&draft.revision).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(values(place, "\"a\", \"b\""), before);
        // Given again right after it, the answers do nothing, and that is told.
        assert!(lab.draft_with(&again).unwrap().is_none());
        assert_eq!(passed_over(&lab.project, &again).unwrap().len(), 2);
        lab.verified().unwrap();
    });
}

#[test]
fn a_circle_of_which_history_has_done_a_part_is_done_as_a_whole() {
    let circles = [[2, 0, 1], [1, 2, 0]];
    in_parallel(
        &circles,
        || (),
        |(), from| {
            on_both(|place, lab| {
                let kinds = ["str(9)"; 3];
                lab.must_migrate_to(&typed(&kinds, &[0, 1, 2]));
                place.run("INSERT INTO \"Line\" (\"id\", \"a\", \"b\", \"c\") VALUES (1, 'a', 'b', 'c')");
                rename_to(place, lab, "", &typed(&kinds, &[1, 0, 2]));
                rename_to(place, lab, "", &typed(&kinds, from));
                let swapped = ["b", "a", "c"];
                let expected: Vec<_> = from.iter().map(|at| Some(swapped[*at].to_owned())).collect();
                assert_eq!(values(place, "\"a\", \"b\", \"c\""), [expected]);
            });
            Ok(())
        },
    );
}

#[test]
fn tables_that_trade_names_once_more_by_answers_keep_their_rows() {
    const BEFORE: &str = "entity One \"One\":\n  id: int pk\n  mark: text\n\nentity Two \"Two\":\n  id: int pk\n  \
                          size: int\n";
    let traded = BEFORE
        .replace("entity One", "entity Both")
        .replace("entity Two", "entity One")
        .replace("entity Both", "entity Two");
    on_both(|place, lab| {
        lab.must_migrate_to(BEFORE);
        place.run("INSERT INTO \"One\" VALUES (1, 'm')");
        let again = request(&["One=Two", "Two=One"]);
        for dsl in [traded.as_str(), BEFORE] {
            lab.dsl(dsl);
            let draft = lab.draft_with(&again).unwrap().unwrap();
            assert_eq!(draft.revision.upgrade.len(), 6, "{:?}", draft.revision.upgrade);
            lab.add(&draft.revision).unwrap();
            lab.upgrade(&RunOptions::default()).unwrap();
            assert!(lab.draft_with(&again).unwrap().is_none());
        }
        assert_eq!(place.value("SELECT \"mark\" FROM \"One\""), "m");
    });
}

/// What goes and what comes differ in case only, or names that are traded do, which SQLite takes for one.
#[test]
fn names_that_differ_only_in_case_are_not_in_each_others_way() {
    let line = |fields: &str| format!("entity Line \"Line\":\n  id: int pk\n{fields}");
    let table = |name: &str, more: &str| {
        format!("entity {name} \"{name}\":\n{more}  id: int pk\n  {name}_mark: int indexed\n\n")
    };
    let both = format!("{}{}", table("ab", ""), table("Xx", ""));
    let moved = |name: &str, more: &str| {
        table("Xx", more).replace("entity Xx \"Xx\"", &format!("entity {name} \"Xx\""))
    };
    for (before, after, not_renamed, dropped) in [
        (
            line("  ab: text\n  x: int\n"),
            line("  AB: int\n  x: int\n"),
            &["Line.ab"][..],
            "ab",
        ),
        (
            line("  ab: text required\n  x: int\n"),
            line("  AB: int was: x\n"),
            &[],
            "ab",
        ),
        (
            line("  a: str(9)\n  b: str(9)\n"),
            line("  B: str(9) was: a\n  A: str(9) was: b\n"),
            &[],
            "",
        ),
        (
            line("  a: str(9)\n  b: str(9)\n"),
            line("  B: str(9) was: a\n  b2: str(9) was: b\n"),
            &[],
            "",
        ),
        (both.clone(), moved("AB", "  was: Xx\n"), &[], "ab"),
        (
            both,
            format!(
                "{}{}",
                table("ab", "  was: ab\n").replace("entity ab", "entity cc"),
                moved("AB", "  was: Xx\n")
            ),
            &[],
            "",
        ),
    ] {
        on_both(|place, lab| {
            lab.must_migrate_to(&before);
            let fresh = place.catalogue();
            lab.dsl(&after);
            let mut wanted = Request::default();
            wanted.answers.not_renamed = not_renamed.iter().map(|it| it.parse().unwrap()).collect();
            let draft = lab.draft_with(&wanted).unwrap().unwrap();
            assert!(draft.questions.is_empty(), "{:?}", draft.questions);
            // Where it is asked, it is by the name that a person knows.
            let asked = lab.draft().unwrap().unwrap().questions;
            assert!(
                asked.iter().all(|it| it.none().to_string() == not_renamed[0]),
                "{asked:?}"
            );
            let drops = draft
                .revision
                .upgrade
                .iter()
                .filter(|it| it.summary().starts_with("drop "));
            assert_eq!(drops.count(), usize::from(!dropped.is_empty()), "{after}");
            lab.add(&draft.revision).unwrap();
            lab.upgrade(&destructive())
                .unwrap_or_else(|error| panic!("{after}: {}", chain(&error)));
            assert!(lab.draft().unwrap().is_none(), "{after}");
            assert_eq!(place.catalogue(), made_afresh(lab, "", &after), "{after}");
            lab.verified().unwrap();
            lab.downgrade("-1", &destructive())
                .unwrap_or_else(|error| panic!("{after}: {}", chain(&error)));
            assert_eq!(place.catalogue(), fresh, "{after}");
        });
    }
}
