//! No input makes a panic, and no broken project looks like an empty one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::*;
use dazzle_dsl::{InvariantChecks, Naming, Profile, Settings, Severity, SourceFile};
use proptest::prelude::*;

#[test]
fn trap_40_a_project_without_entities_has_no_model() {
    for texts in [
        &[][..],
        &[("a.dsl", "")],
        &[("a.dsl", "module a\napp x \"X\"\nsurface y:\n  mode: list\n")],
        &[("a.dsl", "archetype P:\n  a: int\n")],
    ] {
        let loaded = dazzle_dsl::load(&files(texts), &ours());
        assert!(loaded.has_errors());
        let findings = loaded.into_model().unwrap_err();
        assert!(
            findings.iter().any(|found| found.code == "no-entities"),
            "{texts:?}"
        );
    }
}

#[test]
fn trap_40_an_error_anywhere_means_no_model() {
    let good = ("a.dsl", "entity A:\n  a: int\n");
    for bad in [
        "entity B:\n  b: strin\n",
        "entity B\n",
        "entity :\n  b: int\n",
        "entitty B:\n  b: int\n",
        "surface x:\n  label: \"open\n",
        "use nowhere\n",
    ] {
        assert!(
            dazzle_dsl::load(&files(&[good, ("b.dsl", bad)]), &ours())
                .into_model()
                .is_err(),
            "{bad}"
        );
    }
    assert!(SourceFile::from_bytes("b.dsl", b"entity \xff").is_err());
}

/// All that can be set, set differently.
fn all_settings() -> [Settings; 3] {
    [
        ours(),
        Settings {
            naming: Naming::SnakeCase,
            index_references: true,
            invariants: InvariantChecks::Check,
            ..ours()
        },
        Settings {
            profile: Profile::Dazzle,
            invariants: InvariantChecks::Check,
            ..ours()
        },
    ]
}

/// Loads, draws every finding, projects if there is a model.
fn run(text: &str) {
    let files = [SourceFile::new("a.dsl", text)];
    for settings in all_settings() {
        let loaded = dazzle_dsl::load(&files, &settings);
        // Drawing walks through the text for each finding, so not all of tens of thousands.
        let some = loaded.diagnostics().len().min(100);
        draw(&files, &loaded.diagnostics()[..some], Severity::Note);
        if let Ok(model) = loaded.into_model() {
            let projection = dazzle_dsl::project(&model, &settings);
            assert!(
                projection.diagnostics.iter().all(|found| !found.is_error()),
                "{projection:#?}"
            );
            check_sound(&projection.schema);
            assert_eq!(projection.schema.len(), model.entities.len());
        }
    }
}

const VALID: &str = include_str!("valid.dsl");

#[test]
fn the_sample_is_valid() {
    for settings in all_settings() {
        schema_with(VALID, &settings);
    }
}

/// Pieces that meet in unlucky ways.
const PIECES: &[&str] = &[
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    " ",
    ":",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    "#",
    "=",
    "-",
    "->",
    "<-",
    "!",
    "@use ",
    "@",
    "?",
    ".",
    "|",
    "\u{feff}",
    "é",
    "名",
    "\r\n",
    "entity ",
    "entity A",
    "archetype P",
    "tenancy",
    "module m",
    "use m",
    "app x",
    "id: ",
    "uuid pk",
    "int",
    "str(5)",
    "str(",
    "decimal(3,2)",
    "enum[a,b]",
    "enum[",
    "money(eur)",
    "ref A",
    "belongs_to A",
    "has_many A via A cascade",
    "poly_ref [A]",
    "descendants_of self via A.x",
    "computed ",
    "required",
    "unique",
    "unique?",
    "indexed",
    "was: old",
    "= today + 7d",
    "= now - 9",
    "= null",
    "= a + b required",
    "= \"x\"",
    "= -1.5",
    "extends: P",
    "subtype_of: A",
    "soft_delete",
    "signable: true",
    "temporal:",
    "start_field: a",
    "end_field: a",
    "key_field: a",
    "invariant: a == b or not c",
    "permit:",
    "publish x",
    "index a, b",
    "unique a",
    "mode: single",
    "partition_key: k",
    "entities_excluded: [A]",
    "archetype: tenant",
    "archetype: user",
    "domain: platform",
    "0",
    "7d",
    "1.2.3",
    "99999999999999999999",
];

proptest! {
    #![proptest_config(dazzle_testkit::generate::cases(256))]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        run(&text);
    }

    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        run(&pieces.concat());
    }

    #[test]
    fn mutated_files_are_survived(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(PIECES)), 1..6),
    ) {
        let mut characters: Vec<char> = VALID.chars().collect();
        for (place, removed, piece) in cuts {
            let start = place.index(characters.len());
            let end = (start + removed).min(characters.len());
            characters.splice(start..end, piece.chars());
        }
        run(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn lines_in_any_order_are_survived(order in Just(VALID.lines().collect::<Vec<_>>()).prop_shuffle()) {
        run(&order.join("\n"));
    }
}

#[test]
fn deep_and_long_input_is_survived() {
    run(&"(".repeat(100_000));
    run(&format!("entity A:\n  a: int = {}", "(".repeat(100_000)));
    run(&format!("entity A:\n  a: enum[{}x]", "x,\n".repeat(50_000)));
    run(&"\"\n".repeat(50_001));
    run(&"'\"\n".repeat(50_001));
    run(&format!("entity A:\n  {}: int", "x".repeat(100_000)));
    run(&"entity A:\n  a: int\n".repeat(5_000));
}

/// How many tables and columns there are, and what is said that matters.
fn outcome(text: &str) -> Option<(usize, usize, Vec<String>)> {
    let files = [SourceFile::new("a.dsl", text)];
    let loaded = dazzle_dsl::load(&files, &ours());
    let findings = loaded
        .diagnostics()
        .iter()
        .filter(|found| found.severity >= Severity::Warning);
    let findings = findings.map(|found| found.message.clone()).collect();
    let model = loaded.into_model().ok()?;
    let schema = dazzle_dsl::project(&model, &ours()).schema;
    Some((
        schema.len(),
        schema.tables().map(|table| table.columns.len()).sum(),
        findings,
    ))
}

/// One character too few or too many in a valid file: an error, a warning, or all columns still there.
#[test]
fn a_slip_never_loses_a_column_in_silence() {
    let (tables, columns, findings) = outcome(VALID).unwrap();
    let characters: Vec<char> = VALID.chars().collect();
    let mut lost = Vec::new();
    for at in 0..characters.len() {
        for slip in ["", "\"", "(", "]", " ", "\n", ":", "x"] {
            let mut text: String = characters[..at].iter().collect();
            text.push_str(slip);
            text.extend(&characters[at + usize::from(slip.is_empty())..]);
            let Some((some_tables, some_columns, some_findings)) = outcome(&text) else {
                continue;
            };
            let is_silent = some_findings.iter().all(|found| findings.contains(found));
            if is_silent && (some_tables < tables || some_columns < columns) {
                let line = text.chars().take(at).filter(|c| *c == '\n').count();
                let near: Vec<&str> = text.lines().skip(line.saturating_sub(1)).take(3).collect();
                lost.push(format!("{slip:?}: {near:?} ({some_tables}, {some_columns})"));
            }
        }
    }
    assert!(lost.is_empty(), "{}\n{}", lost.len(), lost.join("\n"));
}
