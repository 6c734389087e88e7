//! What the DSL cannot say is kept; what it can say and does not, goes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod common;

use std::path::PathBuf;

use common::*;
use dazzle_dsl::{FormerNames, InvariantChecks, Naming, Profile, Projection, Settings, SourceFile, complete};
use dazzle_schema::Schema;

/// The DSL of all case folders, before and after, with their settings.
fn cases() -> Vec<(String, Settings, Option<Projection>, Projection)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../dazzle-engine/cases");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 200, "{}", folders.len());
    folders
        .into_iter()
        .map(|folder| {
            let toml = std::fs::read_to_string(folder.join("dazzle.toml")).unwrap_or_default();
            let settings = settings(&toml);
            let after = std::fs::read_to_string(folder.join("after.dsl")).unwrap();
            let before = std::fs::read_to_string(folder.join("before.dsl")).ok();
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            let before = before
                .filter(|text| text.contains("entity "))
                .map(|text| projected(&text, &settings));
            (name, settings.clone(), before, projected(&after, &settings))
        })
        .collect()
}

fn settings(toml: &str) -> Settings {
    Settings {
        root: None,
        profile: if toml.contains("profile = \"dazzle\"") {
            Profile::Dazzle
        } else {
            Profile::Ours
        },
        naming: if toml.contains("naming = \"snake_case\"") {
            Naming::SnakeCase
        } else {
            Naming::Verbatim
        },
        index_references: toml.contains("index_references = true"),
        invariants: if toml.contains("invariants = \"check\"") {
            InvariantChecks::Check
        } else {
            InvariantChecks::Off
        },
    }
}

fn projected(text: &str, settings: &Settings) -> Projection {
    let files = [SourceFile::new("app.dsl", text)];
    let model = dazzle_dsl::load(&files, settings).into_model().unwrap();
    dazzle_dsl::project(&model, settings)
}

#[track_caller]
fn assert_nothing_kept(what: &str, said: &Schema, there: &Schema, settings: &Settings, former: &FormerNames) {
    let completed = complete(said, there, settings, former);
    assert!(completed.unsaid.is_empty(), "{what}: {:#?}", completed.unsaid);
    assert!(completed.schema == *said, "{what}");
}

/// Whatever the DSL said once, it can take back: nothing that it can say is kept against it.
#[test]
fn nothing_that_dsl_said_is_kept_against_it() {
    let cases = cases();
    for (name, settings, before, after) in &cases {
        let none = FormerNames::default();
        assert_nothing_kept(name, &after.schema, &after.schema, settings, &none);
        if let Some(before) = before {
            let former = FormerNames::of(&after.hints);
            assert_nothing_kept(name, &after.schema, &before.schema, settings, &former);
            assert_nothing_kept(name, &before.schema, &after.schema, settings, &none);
        }
    }
    // All against all with the same settings: many share names of entities and fields.
    for (name, settings, _, one) in &cases {
        for (other_name, other_settings, _, other) in &cases {
            if settings == other_settings {
                let what = format!("{name} / {other_name}");
                assert_nothing_kept(&what, &one.schema, &other.schema, settings, &FormerNames::default());
            }
        }
    }
}
