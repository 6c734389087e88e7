//! Values of an `enum` that got other names: rows are updated, the check follows, and the way back leads back.

use dazzle_engine::revision::Request;
use dazzle_engine::{EngineError, RunOptions};
use dazzle_ops::Operation;

use crate::support::{Lab, Place, chain, in_parallel};
use crate::{made_afresh, on_both, on_both_with, rename_to};

fn tasks(values: &str, more: &str) -> String {
    format!("entity Task \"Task\":\n  id: int pk\n  state: enum[{values}]{more}\n")
}

fn with_states(place: &Place, lab: &Lab, values: &str, more: &str) {
    lab.must_migrate_to(&tasks(values, more));
    let rows: Vec<String> = values
        .split(", ")
        .enumerate()
        .map(|(at, value)| format!("({at}, '{value}')"))
        .collect();
    place.run(&format!(
        "INSERT INTO \"Task\" (\"id\", \"state\") VALUES {}, (99, NULL)",
        rows.join(", ")
    ));
}

fn states(place: &Place) -> String {
    let rows = place.query("SELECT \"state\" FROM \"Task\" ORDER BY \"id\"");
    let states = rows
        .into_iter()
        .flatten()
        .map(|it| it.unwrap_or_else(|| "-".to_owned()));
    states.collect::<Vec<_>>().join(" ")
}

/// Values before; values after with hints; rows after; rows after the way back.
const RENAMES: [(&str, &str, &str, &str); 8] = [
    (
        "open, closed",
        "open, done was: closed",
        "open done -",
        "open closed -",
    ),
    // A chain, and one with a new value at its end.
    ("a, b", "b was: a, c was: b", "b c -", "a b -"),
    ("a, b", "a, x was: a, b", "x b -", "a b -"),
    ("a, b, c", "b was: a, c was: b, d was: c", "b c d -", "a b c -"),
    // Several become one, which was there or was not.
    (
        "open, closed, done",
        "open, done was: closed",
        "open done done -",
        "open done done -",
    ),
    (
        "open, closed, gone",
        "open, over was: closed was: gone",
        "open over over -",
        "open closed closed -",
    ),
    // Words of the language, and one that is dropped without rows.
    ("was, is", "were was: was, is", "were is -", "was is -"),
    (
        "a, b",
        "a, longer_than_all_before was: b",
        "a longer_than_all_before -",
        "a b -",
    ),
];

#[test]
fn rows_take_the_new_values_and_the_way_back_gives_them_the_old() {
    in_parallel(
        &RENAMES,
        || (),
        |(), (before, after, rows, back)| {
            on_both(|place, lab| {
                with_states(place, lab, before, "");
                let (original, fresh) = (states(place), place.catalogue());
                rename_to(place, lab, "", &tasks(after, ""));
                assert_eq!(states(place), *rows, "{after}");
                // The hints stay in the source while something else changes.
                lab.must_migrate_to(&tasks(after, "\n  more: int"));
                assert_eq!(states(place), *rows, "{after}");
                lab.downgrade("-2", &RunOptions::default())
                    .unwrap_or_else(|error| panic!("{}", chain(&error)));
                assert_eq!(states(place), *back, "{after}");
                assert_eq!(place.catalogue(), fresh);
                let is_lossy = back.split(' ').ne(original.split(' '));
                let files = lab.folder.files_in("migrations");
                let said = files.iter().any(|file| {
                    std::fs::read_to_string(file)
                        .unwrap()
                        .contains("cannot be told apart afterwards")
                });
                assert_eq!(said, is_lossy, "{after}");
                // A fresh database has nothing to rename.
                let elsewhere = Place::new(lab.dialect);
                lab.upgrade_elsewhere(&elsewhere).unwrap();
            });
            Ok(())
        },
    );
}

#[test]
fn a_value_is_renamed_together_with_its_column_its_default_and_its_table() {
    on_both(|place, lab| {
        with_states(place, lab, "open, closed", " = closed");
        let before = place.catalogue();
        let after = "entity Job \"Job\":\n  was: Task\n  id: int pk\n  status: enum[open, done was: closed] = done was: state\n";
        rename_to(place, lab, "", after);
        place.run("INSERT INTO \"Job\" (\"id\") VALUES (7)");
        assert_eq!(
            place.value("SELECT count(*) FROM \"Job\" WHERE \"status\" = 'done'"),
            "2"
        );
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
        assert_eq!(
            place.value("SELECT count(*) FROM \"Task\" WHERE \"state\" = 'closed'"),
            "2"
        );
    });
}

#[test]
fn free_text_becomes_an_enum_under_other_names() {
    on_both(|place, lab| {
        lab.must_migrate_to("entity Task \"Task\":\n  id: int pk\n  state: str(50)\n");
        place.run("INSERT INTO \"Task\" VALUES (1, 'Closed'), (2, 'open'), (3, 'finished')");
        lab.must_migrate_to(&tasks("open, done was: Closed was: finished", ""));
        assert_eq!(states(place), "done open done");
        assert!(lab.draft().unwrap().is_none());
    });
}

#[test]
fn the_type_of_a_reference_follows_an_entity_that_got_another_name() {
    const BEFORE: &str = "entity Cat \"Cat\":\n  id: uuid pk\n\nentity Dog \"Dog\":\n  id: uuid pk\n\n\
                          entity Note \"Note\":\n  id: uuid pk\n  about: poly_ref [Cat, Dog]\n";
    on_both(|place, lab| {
        lab.must_migrate_to(BEFORE);
        let id = "00000000-0000-0000-0000-00000000000";
        place.run(&format!(
            "INSERT INTO \"Note\" (\"id\", \"about_type\", \"about_id\") VALUES ('{id}1', 'Cat', '{id}8'), \
             ('{id}2', 'Dog', '{id}9')"
        ));
        let kinds = || {
            let rows = place.query("SELECT \"about_type\" FROM \"Note\" ORDER BY \"id\"");
            rows.into_iter().flatten().flatten().collect::<Vec<_>>().join(" ")
        };
        // One gets another name, then the two trade names.
        let renamed = BEFORE
            .replace("entity Cat \"Cat\":", "entity Lion \"Cat\":\n  was: Cat")
            .replace("[Cat,", "[Lion,");
        rename_to(place, lab, "", &renamed);
        assert_eq!(kinds(), "Lion Dog");
        let traded = BEFORE
            .replace("entity Cat \"Cat\":", "entity Dog \"Cat\":\n  was: Lion")
            .replace("entity Dog \"Dog\":", "entity Lion \"Dog\":\n  was: Dog")
            .replace("[Cat, Dog]", "[Lion, Dog]");
        rename_to(place, lab, "", &traded);
        assert_eq!(kinds(), "Dog Lion");
        lab.downgrade("-2", &RunOptions::default()).unwrap();
        assert_eq!(kinds(), "Cat Dog");
    });
}

#[test]
fn the_kind_of_a_base_follows_a_subtype_that_got_another_name() {
    const BEFORE: &str = "entity Asset \"Asset\":\n  id: uuid pk\n\nentity OldCar \"Car\":\n  subtype_of: Asset\n  wheels: int\n";
    on_both(|place, lab| {
        lab.must_migrate_to(BEFORE);
        let id = "'00000000-0000-0000-0000-000000000001'";
        place.run(&format!(
            "INSERT INTO \"Asset\" (\"id\", \"kind\") VALUES ({id}, 'old_car')"
        ));
        place.run(&format!(
            "INSERT INTO \"OldCar\" (\"id\", \"wheels\") VALUES ({id}, 4)"
        ));
        let after = BEFORE.replace("entity OldCar \"Car\":", "entity Car \"Car\":\n  was: OldCar");
        rename_to(place, lab, "", &after);
        assert_eq!(place.value("SELECT \"kind\" FROM \"Asset\""), "car");
        assert_eq!(place.value("SELECT \"wheels\" FROM \"Car\""), "4");
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT \"kind\" FROM \"Asset\""), "old_car");
    });
}

#[test]
fn hints_that_do_not_fit_are_shown_with_the_edit_that_mends_them() {
    on_both(|place, lab| {
        with_states(place, lab, "open, closed", "");
        for (values, code, start, end) in [
            ("open, done was: closd", "dangling-was", "open, done", "]"),
            ("open, done was: closed, gone was: closed", "doubled-was", "", ""),
            ("closed was: open, open was: closed", "traded-values", "", ""),
            // Either `closed` became `open` at some time, or it does now.
            (
                "open was: closed, closed, shut was: open",
                "ambiguous-was",
                "open, closed, shut was: open",
                "]",
            ),
        ] {
            let dsl = tasks(values, "");
            lab.dsl(&dsl);
            let Err(EngineError::Dsl { diagnostics, files }) = lab.draft() else {
                panic!("{values}");
            };
            let found = diagnostics.iter().find(|it| it.is_error()).unwrap();
            assert_eq!(found.code, code, "{values}");
            let span = found.primary.unwrap();
            assert_eq!(files[span.file].position(span).line, 3, "{values}");
            if let Some(fix) = &found.fix {
                let text = &files[fix.span.file].text;
                let mended = format!(
                    "{}{}{}",
                    &text[..fix.span.start],
                    fix.replacement,
                    &text[fix.span.end..]
                );
                assert!(mended.contains(&format!("[{start}{end}")), "{mended}");
            }
            assert_eq!(found.fix.is_some(), !start.is_empty(), "{values}");
        }
        assert_eq!(states(place), "open closed -");
    });
}

#[test]
fn a_renamed_table_that_a_person_names_means_for_the_values_what_was_means() {
    const BEFORE: &str = "entity WildCat \"Cat\":\n  id: uuid pk\n\nentity Dog \"Dog\":\n  subtype_of: WildCat\n\n\
                          entity TameCat \"Cat\":\n  subtype_of: WildCat\n\n\
                          entity Note \"Note\":\n  id: uuid pk\n  about: poly_ref [WildCat, Dog]\n";
    let after = |hint: &str| {
        BEFORE
            .replace(
                "entity WildCat \"Cat\":",
                &format!("entity BigCat \"Cat\":{}", hint.replace("{}", "WildCat")),
            )
            .replace(
                "entity TameCat \"Cat\":",
                &format!("entity HouseCat \"Cat\":{}", hint.replace("{}", "TameCat")),
            )
            .replace(": WildCat", ": BigCat")
            .replace("[WildCat,", "[BigCat,")
            .replace("was: BigCat", "was: WildCat")
    };
    for (settings, answers) in [
        ("", ["WildCat=BigCat", "TameCat=HouseCat"]),
        (
            "[schema]\nnaming = \"snake_case\"\n",
            ["wild_cat=big_cat", "tame_cat=house_cat"],
        ),
    ] {
        on_both_with(settings, |place, lab| {
            lab.must_migrate_to(BEFORE);
            lab.dsl(&after("\n  was: {}"));
            let hinted = lab.draft().unwrap().unwrap();
            lab.dsl(&after(""));
            let mut request = Request::default();
            request.answers.renames = answers.iter().map(|it| it.parse().unwrap()).collect();
            let answered = lab.draft_with(&request).unwrap().unwrap();
            assert_eq!(answered.revision.upgrade, hinted.revision.upgrade, "{settings}");
            assert_eq!(
                answered.revision.downgrade, hinted.revision.downgrade,
                "{settings}"
            );
            let updates = answered
                .revision
                .upgrade
                .iter()
                .filter(|it| matches!(it, Operation::Execute(_)));
            assert_eq!(updates.count(), 2, "{settings}");
            lab.add(&answered.revision).unwrap();
            lab.upgrade(&RunOptions::default()).unwrap();
            assert_eq!(
                place.catalogue(),
                made_afresh(lab, settings, &after("")),
                "{settings}"
            );
            assert!(lab.draft_with(&request).unwrap().is_none(), "{settings}");
        });
    }
}

#[test]
fn values_in_a_key_are_renamed_one_after_the_other() {
    for (values, more, key) in [
        ("a, b, c", "", "  o: int\n  unique o, state\n"),
        ("a, b, c", " unique", ""),
    ] {
        on_both(|place, lab| {
            with_states(place, lab, values, &format!("{more}\n{key}"));
            if !key.is_empty() {
                place.run("UPDATE \"Task\" SET \"o\" = 1");
            }
            let fresh = place.catalogue();
            rename_to(
                place,
                lab,
                "",
                &tasks("b was: a, c was: b, d was: c", &format!("{more}\n{key}")),
            );
            assert_eq!(states(place), "b c d -");
            lab.downgrade("-1", &RunOptions::default())
                .unwrap_or_else(|error| panic!("{}", chain(&error)));
            assert_eq!(states(place), "a b c -");
            assert_eq!(place.catalogue(), fresh);
        });
    }
}

#[test]
fn the_types_of_references_in_a_key_follow_entities_that_trade_names() {
    const BEFORE: &str = "entity Cat \"Cat\":\n  id: uuid pk\n\nentity Dog \"Dog\":\n  id: uuid pk\n\n\
                          entity Note \"Note\":\n  id: int pk\n  o: int\n  about: poly_ref [Cat, Dog]\n  unique o, about_type\n";
    on_both(|place, lab| {
        lab.must_migrate_to(BEFORE);
        let id = "'00000000-0000-0000-0000-000000000001'";
        place.run(&format!(
            "INSERT INTO \"Note\" (\"id\", \"o\", \"about_type\", \"about_id\") VALUES (1, 1, 'Cat', {id}), (2, 1, 'Dog', {id})"
        ));
        let fresh = place.catalogue();
        let kinds = || {
            let rows = place.query("SELECT \"about_type\" FROM \"Note\" ORDER BY \"id\"");
            rows.into_iter().flatten().flatten().collect::<Vec<_>>().join(" ")
        };
        let traded = BEFORE
            .replace("entity Cat \"Cat\":", "entity Dog \"Cat\":\n  was: Cat")
            .replace("entity Dog \"Dog\":", "entity Cat \"Dog\":\n  was: Dog");
        rename_to(place, lab, "", &traded);
        assert_eq!(kinds(), "Dog Cat");
        lab.downgrade("-1", &RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(kinds(), "Cat Dog");
        assert_eq!(place.catalogue(), fresh);
    });
}

#[test]
fn an_old_value_that_is_used_anew_is_told_where_the_way_back_cannot() {
    on_both(|place, lab| {
        with_states(place, lab, "a, b", "");
        lab.dsl(&tasks("c was: a, b, a", ""));
        let upgrade = lab.draft().unwrap().unwrap().revision.upgrade;
        let told = upgrade.iter().any(|it| {
            matches!(it, Operation::Execute(it) if it.why.as_ref().is_some_and(|why| {
                why.contains("cannot tell rows that hold the new `a` from those that hold `c`")
            }))
        });
        assert!(told, "{upgrade:?}");
    });
}
